"""Published figures against those that the input and the rules give: what differs, by key or by sheet and cell."""

from __future__ import annotations

import hashlib
import json
import re
import stat
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Any

from govrank.formats import format_of_file
from govrank.formats.xlsx import PROPERTIES, kept_text
from govrank.packaged import LANGUAGES
from govrank.problems import CommandError, DataError, Problem
from govrank.publish.package import DESCRIPTOR, RECIPE, RULE_FILES, SUMS, Recipe
from govrank.read.book import LARGEST_FILE
from govrank.read.table import Source
from govrank.read.xlsx import check_package
from govrank.text.catalogue import Lang

MOST_FILES = 100
MOST_UNPACKED = 1 << 30
MOST_RATIO, LOW_RATIO_SIZE = 100, 1 << 20
VERSIONS = ("edition.govrank", "previous.govrank")
"""Where a rating as JSON says by which version it was made."""


@dataclass(frozen=True)
class Difference:
    """A figure, or another part of a file, that does not agree.

    Attributes:
        where: the key, the row and column, the sheet and cell, or the line.
        published: what stands there; None where nothing does. `computed` is what should.
    """

    file: str
    where: str
    published: str | None
    computed: str | None


@dataclass(frozen=True)
class Verdict:
    """What comparing has found.

    Attributes:
        figures: how many were compared.
        unchecked: files that only the version that wrote them can make again.
    """

    figures: int
    differences: tuple[Difference, ...]
    unchecked: tuple[str, ...] = ()


def read_package(path: Path) -> dict[str, bytes]:
    """Return the files of a package, a folder or a zip, by their names.

    Nothing is followed or written: links, and names that lead elsewhere, are refused.

    Raises:
        CommandError: there is nothing there.
        DataError: `unsafe-package`, `too-big`, `unreadable`.
    """
    if path.is_dir():
        return _read_folder(path)
    if not path.exists():
        raise CommandError("no-such-file", path=str(path))
    return _read_zip(path)


def _read_folder(folder: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    total = 0
    for found in sorted(folder.rglob("*")):
        name = found.relative_to(folder).as_posix()
        if found.is_symlink() or not (found.is_file() or found.is_dir()):
            raise _unsafe(folder.name, name)
        if found.is_dir():
            continue
        total += found.stat().st_size
        if len(files) >= MOST_FILES or total > LARGEST_FILE * 2:
            raise DataError(
                [Problem("too-big", folder.name, wording="file", args={"megabytes": LARGEST_FILE // 500_000})]
            )
        try:
            files[name] = found.read_bytes()
        except OSError as error:
            raise CommandError("cannot-read", path=str(found), reason=error.strerror or str(error)) from None
    return files


def _read_zip(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            size = path.stat().st_size
            if unpacked > MOST_UNPACKED:
                raise DataError([Problem("too-big", path.name, wording="unpacked", args={"unpacked": unpacked >> 20})])
            if unpacked > LOW_RATIO_SIZE and unpacked > MOST_RATIO * size:
                raise DataError([Problem("too-big", path.name, wording="ratio", args={"times": unpacked // size})])
            files: dict[str, bytes] = {}
            for entry in entries:
                link = stat.S_ISLNK(entry.external_attr >> 16)
                if link or leads_out(entry.filename) or "\\" in entry.filename or entry.filename in files:
                    raise _unsafe(path.name, entry.filename)
                if len(files) >= MOST_FILES:
                    raise _unsafe(path.name, entry.filename)
                if not entry.is_dir():
                    with archive.open(entry) as stream:
                        files[entry.filename] = stream.read(entry.file_size + 1)
            return files
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise DataError(
            [Problem("unreadable", path.name, wording="package", args={"reason": str(error)[:80]})]
        ) from None


def leads_out(name: str) -> bool:
    """Say whether a name leads out of a package on any system: Windows knows all that others do, and drives."""
    path = PureWindowsPath(name)
    return bool(path.anchor) or ".." in path.parts


def _unsafe(package: str, name: str) -> DataError:
    return DataError([Problem("unsafe-package", package, value=name)])


def recipe_of(files: Mapping[str, bytes], package: str) -> Recipe:
    """Return how a package says that its outputs are made.

    Raises:
        DataError: `unreadable` where it says nothing of that.
    """
    try:
        said = json.loads(files[DESCRIPTOR])[RECIPE]
        recipe = Recipe(dict(said["options"]), str(said["lang"]), str(said["version"]))
        if recipe.lang not in LANGUAGES:
            raise ValueError(recipe.lang)
    except (KeyError, TypeError, ValueError, RecursionError):
        raise DataError([Problem("unreadable", package, wording="package", args={"reason": DESCRIPTOR})]) from None
    return recipe


@dataclass(frozen=True)
class WorkbookRecipe:
    """How a workbook says that it was made; nothing of it is sure.

    Attributes:
        options: as a `Recipe` has them, none of them a file.
        files: by option, the name and the SHA-256 of each file that it needs beside the pages.
        robustness: whether it shows intervals.
    """

    options: Mapping[str, Any]
    lang: Lang
    files: Mapping[str, tuple[str, str]]
    robustness: bool


def workbook_recipe_of(content: bytes, name: str) -> WorkbookRecipe | None:
    """Return how a workbook says that it was made; None where it says nothing of that.

    Raises:
        DataError: `unreadable`, `too-big`.
    """
    check_package(content, Source(name, ""))
    try:
        text = kept_text(content)
        if text is None:
            return None
        said = json.loads(text)
        options, lang, files, robustness = (said[key] for key in ("options", "lang", "files", "robustness"))
        needed = {str(key): (str(file["name"]), str(file["sha256"])) for key, file in files.items()}
        hashes = all(re.fullmatch("[0-9a-f]{64}", sha256) for _name, sha256 in needed.values())
        known = {*needed} <= {*RULE_FILES, "settings"}
        if lang not in LANGUAGES or type(robustness) is not bool or not hashes or not known:
            raise ValueError(lang)
        return WorkbookRecipe(dict(options), lang, needed, robustness)
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        raise DataError([Problem("unreadable", name, wording="recipe", args={"reason": PROPERTIES})]) from None


def revision_of(document: bytes) -> int | None:
    """Return the revision that a rating as JSON says it is, which nothing else tells; None where it says none."""
    try:
        revision = json.loads(document)["edition"]["revision"]
    except (KeyError, TypeError, ValueError, RecursionError):
        return None
    return revision if type(revision) is int else None


def compare_files(published: Mapping[str, bytes], computed: Mapping[str, bytes], *, same_version: bool) -> Verdict:
    """Compare files with those that were made again, figure by figure where their format is compared, else by lines.

    Args:
        same_version: whether the same version of govrank has written them; what is no table of figures cannot be
            compared otherwise.
    """
    figures = 0
    found: list[Difference] = []
    unchecked: list[str] = []
    for name in sorted({*published, *computed}):
        old, new = published.get(name), computed.get(name)
        if old is None or new is None:
            found.append(Difference(name, "", None if old is None else "…", None if new is None else "…"))
            continue
        how = format_of_file(name)
        if how is not None and how.compared and "/" not in name and (same_version or name != DESCRIPTOR):
            here = _figures(name, new)
            there = here if old == new else _figures(name, old)
            figures += sum(isinstance(value, (int, float)) and not isinstance(value, bool) for value in here.values())
            differ = [Difference(name, *one) for one in _unequal(there, here) if same_version or one[0] not in VERSIONS]
            found += differ
            if not differ and old != new and same_version:
                found.append(Difference(name, "", "…", "…"))
        elif not same_version and not name.endswith(".toml") and "/" not in name:
            unchecked.append(name)
        elif old != new:
            found += [Difference(name, *one) for one in _lines(old, new)]
    differing = {one.file for one in found}
    found += (one for one in _wrong_sums(published) if one.file not in differing)
    return Verdict(figures, tuple(found), tuple(unchecked))


def _wrong_sums(files: Mapping[str, bytes]) -> Iterator[Difference]:
    """Yield the files of which the package itself says another check sum."""
    if SUMS in files:
        said = dict(
            line.split("  ", 1)[::-1] for line in files[SUMS].decode(errors="replace").splitlines() if "  " in line
        )
        for name, content in files.items():
            own = hashlib.sha256(content).hexdigest()
            if name != SUMS and said.get(name) != own:
                yield Difference(name, "SHA-256", said.get(name), own)


def _unequal(there: Mapping[str, Any], here: Mapping[str, Any]) -> Iterator[tuple[str, str | None, str | None]]:
    for where in dict.fromkeys((*here, *there)):
        old, new = there.get(where), here.get(where)
        if type(old) is not type(new) or old != new:
            yield where, None if old is None else str(old), None if new is None else str(new)


def _figures(name: str, content: bytes) -> dict[str, Any]:
    """Return every figure and text of a file by where it stands; one that cannot be read has none."""
    how = format_of_file(name)
    try:
        return how.figures(content) if how else {}
    except (ValueError, KeyError, RecursionError, DataError):
        return {"": "?"}


def _lines(old: bytes, new: bytes) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield the first line in which two files differ; of one that is no text only that they do."""
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
    """Return the language of a published file: that in which most of it is what was made again."""
    there = _figures(name, published)
    return min(computed, key=lambda lang: sum(1 for _ in _unequal(there, _figures(name, computed[lang]))))
