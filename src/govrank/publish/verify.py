"""Published figures compared with those from the input and the rules: differences by key or by sheet and cell."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from govrank.analysis.robustness import measure_robustness
from govrank.formats import COMPARED, format_of_file
from govrank.packaged import LANGUAGES, VERSION
from govrank.problems import CommandError, DataError, Problem
from govrank.publish.package import SUMS, edition_of, errata_of, output_of, package_files, read_package, revised
from govrank.publish.recipe import (
    DESCRIPTOR,
    made_by,
    package_request,
    recipe_of,
    workbook_recipe_of,
    workbook_request,
)
from govrank.read.book import read_content
from govrank.request import Request
from govrank.text.catalogue import Lang, words

VERSIONS = ("edition.govrank", "previous.govrank")
"""The key of a rating's JSON for the version that made it."""


@dataclass(frozen=True)
class Disagreement:
    """A figure, or another part of a file, that differs.

    Attributes:
        where: the key, the row and column, the sheet and cell, or the line.
        published: the published value, or None; `computed`: the expected one.
    """

    file: str
    where: str
    published: str | None
    computed: str | None


@dataclass(frozen=True)
class Verdict:
    """The result of a comparison.

    Attributes:
        figures: how many were compared.
        unchecked: files that only the version that wrote them can reproduce.
    """

    figures: int
    differences: tuple[Disagreement, ...]
    unchecked: tuple[str, ...] = ()


def verify_package(path: Path) -> Verdict:
    """Compute a package again from its inputs and rules, and compare.

    Raises:
        GovrankError: it is not a package, or it cannot be rated.
    """
    files = read_package(path)
    recipe = recipe_of(files, path.name)
    try:
        errata = errata_of(files)
    except ValueError:
        raise DataError([Problem("unreadable", path.name, wording="package", args={"reason": "errata.json"})]) from None
    with tempfile.TemporaryDirectory(prefix="govrank-") as name:
        folder = Path(name)
        for file in files:
            if file.startswith(("input/", "population/")) or ("/" not in file and file.endswith(".toml")):
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                (folder / file).write_bytes(files[file])
        edition = edition_of(package_request(recipe, folder, path.name), errata)
        again = package_files(edition, words(edition.recipe.lang))
    return compare_files(files, again, same_version=recipe.version == VERSION)


def verify_file(request: Request, given: Collection[str], published: Path) -> Verdict:
    """Compare one published file with the rating of an input.

    A workbook records how it was made, but the command line takes precedence; the language of any other file is the one
    that agrees most.
    """
    content, name = read_content(published)
    how = format_of_file(published)
    if how is None or not how.compared:
        raise CommandError("verify-kind", path=str(published), formats=COMPARED)
    recipe = workbook_recipe_of(content, name) if how.recipe else None
    request = request if recipe is None else workbook_request(request, given, recipe, name)
    rating = request.rate()
    movement = request.compare(rating)
    rating = revised(rating, revision_of(content))
    robustness = measure_robustness(rating) if recipe is not None and recipe.robustness else None

    def computed(lang: Lang) -> bytes:
        own = made_by(replace(request, lang=lang), robustness=robustness is not None) if how.recipe else ""
        return output_of(rating, movement, how, words(lang), robustness=robustness, recipe=own)

    if recipe is not None:
        again = computed(recipe.lang)
    else:
        made_again = {lang: computed(lang) for lang in LANGUAGES}
        again = made_again[spoken_language(content, made_again, name)]
    return compare_files({name: content}, {name: again}, same_version=True)


def revision_of(document: bytes) -> int | None:
    """Return the revision recorded in a rating's JSON, or None."""
    try:
        revision = json.loads(document)["edition"]["revision"]
    except (KeyError, TypeError, ValueError, RecursionError):
        return None
    return revision if type(revision) is int else None


def compare_files(published: Mapping[str, bytes], computed: Mapping[str, bytes], *, same_version: bool) -> Verdict:
    """Compare files with reproduced ones, figure by figure if the format allows that, else by lines.

    Args:
        same_version: whether the same version of govrank wrote them; otherwise only tables of figures can be
            compared.
    """
    figures = 0
    found: list[Disagreement] = []
    unchecked: list[str] = []
    for name in sorted({*published, *computed}):
        old, new = published.get(name), computed.get(name)
        if old is None or new is None:
            found.append(Disagreement(name, "", None if old is None else "…", None if new is None else "…"))
            continue
        how = format_of_file(name)
        if how is not None and how.compared and "/" not in name and (same_version or name != DESCRIPTOR):
            here = _figures(name, new)
            there = here if old == new else _figures(name, old)
            figures += sum(isinstance(value, (int, float)) and not isinstance(value, bool) for value in here.values())
            differ = [
                Disagreement(name, *one) for one in _unequal(there, here) if same_version or one[0] not in VERSIONS
            ]
            found += differ
            if not differ and old != new and same_version:
                found.append(Disagreement(name, "", "…", "…"))
        elif not same_version and not name.endswith(".toml") and "/" not in name:
            unchecked.append(name)
        elif old != new:
            found += [Disagreement(name, *one) for one in _lines(old, new)]
    differing = {one.file for one in found}
    found += (one for one in _wrong_sums(published) if one.file not in differing)
    return Verdict(figures, tuple(found), tuple(unchecked))


def _wrong_sums(files: Mapping[str, bytes]) -> Iterator[Disagreement]:
    """Yield the files whose checksum in the package differs."""
    if SUMS in files:
        said = dict(
            line.split("  ", 1)[::-1] for line in files[SUMS].decode(errors="replace").splitlines() if "  " in line
        )
        for name, content in files.items():
            own = hashlib.sha256(content).hexdigest()
            if name != SUMS and said.get(name) != own:
                yield Disagreement(name, "SHA-256", said.get(name), own)


def _unequal(there: Mapping[str, Any], here: Mapping[str, Any]) -> Iterator[tuple[str, str | None, str | None]]:
    for where in dict.fromkeys((*here, *there)):
        old, new = there.get(where), here.get(where)
        if type(old) is not type(new) or old != new:
            yield where, None if old is None else str(old), None if new is None else str(new)


def _figures(name: str, content: bytes) -> dict[str, Any]:
    """Return every figure and text of a file by position; none if it cannot be read."""
    how = format_of_file(name)
    try:
        return how.figures(content) if how else {}
    except (ValueError, KeyError, RecursionError, DataError):
        return {"": "?"}


def _lines(old: bytes, new: bytes) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield the first line in which two files differ; for binary files only that they do."""
    try:
        there, here = old.decode().splitlines(), new.decode().splitlines()
    except UnicodeDecodeError:
        yield "", "…", "…"
        return
    for n in range(max(len(there), len(here))):
        a, b = there[n] if n < len(there) else None, here[n] if n < len(here) else None
        if a != b:
            yield str(n + 1), a, b
            return
    yield "", "…", "…"


def spoken_language(published: bytes, computed: Mapping[Lang, bytes], name: str) -> Lang:
    """Return the language of a published file: the one whose reproduction agrees most."""
    there = _figures(name, published)
    return min(computed, key=lambda lang: sum(1 for _ in _unequal(there, _figures(name, computed[lang]))))
