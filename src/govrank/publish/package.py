"""An edition as a package: all its outputs, their inputs and how they were made, so that anybody can reproduce them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from govrank.analysis.compare import Movement
from govrank.analysis.robustness import Robustness
from govrank.formats import FORMATS, Format, format_of_file
from govrank.methodology.load import load_methodology
from govrank.methodology.models import Methodology
from govrank.packaged import METHODOLOGIES, VERSION, methodology_text
from govrank.problems import CommandError, DataError, Problem
from govrank.progress import at_step
from govrank.publish.recipe import (
    DESCRIPTOR,
    RECIPE,
    RULES,
    Recipe,
    check_sums,
    leads_out,
    package_recipe,
    workbook_recipe,
)
from govrank.read.book import LARGEST_FILE
from govrank.read.budget import check_unpacked
from govrank.reports.results import EditionResult
from govrank.reports.sentences import printable_spaced
from govrank.reports.wording import rating_title, rules_toml
from govrank.request import Request
from govrank.scoring.rating import Rating, distinct_names
from govrank.text.catalogue import Catalogue

if TYPE_CHECKING:
    from govrank.reports import schemas

OUTPUTS = {
    "rating.xlsx": "xlsx",
    "rating.csv": "csv",
    "rating.json": "json",
    "index.html": "html",
    "article.md": "md",
    "report.pdf": "pdf",
}
"""The outputs of a package by their names, each with its format."""
MOST_FILES = 100
SUMS, ERRATA = "SHA256SUMS", "errata.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_MEDIA = {
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".parquet": "application/vnd.apache.parquet",
    ".toml": "application/toml",
}
"""Media types of inputs; those of outputs are in `FORMATS`."""


@dataclass(frozen=True)
class Erratum:
    """A revision of a package: the reason, and which places it moved.

    Attributes:
        moved: page, region, network, place before and after; None if it was absent then or is now.
    """

    revision: int
    because: str
    moved: tuple[schemas.MovedPlace, ...] = ()


@dataclass(frozen=True)
class PackagedEdition:
    """Everything that a package is made of.

    Attributes:
        rules: the methodology as named, before an option divided the pages.
        inputs: the files that were read, by their names in the package.
        errata: one for each revision after the first.
    """

    rating: Rating
    movement: Movement | None
    recipe: Recipe
    rules: Methodology
    inputs: Mapping[str, bytes]
    errata: tuple[Erratum, ...]

    @property
    def revision(self) -> int:
        """1 of the first package, 2 of its first correction."""
        return self.errata[-1].revision if self.errata else 1


def edition_of(request: Request, errata: tuple[Erratum, ...]) -> PackagedEdition:
    """Load what a package of an edition is made of.

    Raises:
        GovrankError: as when rating it.
    """
    rating = request.rate()
    movement = request.compare(rating)
    recipe, inputs = package_recipe(request)
    return PackagedEdition(rating, movement, recipe, load_methodology(str(request.methodology)), inputs, errata)


def earlier_revisions(target: Path, revision: int) -> tuple[tuple[Erratum, ...], Mapping[str, Any] | None]:
    """Return the errata and the rating of the package that a revision replaces; nothing for the first.

    Raises:
        CommandError: there is no such package, or it is not the previous revision.
    """
    if revision == 1:
        return (), None
    if not target.exists():
        raise CommandError("package-no-revision", path=str(target), n=revision - 1)
    files = read_package(target)
    try:
        errata = errata_of(files)
        before: Mapping[str, Any] = json.loads(files["rating.json"])
    except (KeyError, ValueError):
        raise CommandError("package-no-revision", path=str(target), n=revision - 1) from None
    last = errata[-1].revision if errata else 1
    if last >= revision:
        errata = tuple(one for one in errata if one.revision < revision)
    if last != revision - 1:
        raise CommandError("package-no-revision", path=str(target), n=revision - 1)
    return errata, before


def erratum(revision: int, because: str, before: Mapping[str, Any], files: Mapping[str, bytes]) -> Erratum:
    """Return a revision with the places that it moved, from the previous rating and the package's new files."""

    return Erratum(revision, because, moved_places(before, json.loads(files["rating.json"])))


def package_files(edition: PackagedEdition, words: Catalogue) -> dict[str, bytes]:
    """Return the files of a package by name, with slashes for folders; reproducible for an edition.

    Raises:
        CommandError: an output needs an extra that is not installed.
    """
    rating = revised(edition.rating, edition.revision)
    files = {**edition.inputs, RULES: _rules(edition).encode()}
    recipe = workbook_recipe(edition.recipe, files)
    for done, (name, key) in enumerate(OUTPUTS.items(), 1):
        at_step("outputs", done=done, of=len(OUTPUTS), file=name)
        files[name] = output_of(rating, edition.movement, FORMATS[key], words, recipe=recipe)
    if edition.errata:
        files[ERRATA] = _json([asdict(erratum) for erratum in edition.errata])
    files["CITATION.cff"] = _citation(edition, words).encode()
    files["README.md"] = _readme(edition, files, words).encode()
    files[DESCRIPTOR] = _json(_descriptor(edition, files, words))
    files[SUMS] = check_sums(files)
    return dict(sorted(files.items()))


def read_package(path: Path) -> dict[str, bytes]:
    """Return the files of a package, a folder or a zip, by name.

    Links, and names that lead outside, are refused; nothing is written.

    Raises:
        CommandError: it does not exist.
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
            check_unpacked(sum(entry.file_size for entry in entries), path.stat().st_size, path.name)
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
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise DataError(
            [Problem("unreadable", path.name, wording="package", args={"reason": str(error)[:80]})]
        ) from None


def _unsafe(package: str, name: str) -> DataError:
    return DataError([Problem("unsafe-package", package, value=name)])


def revised(rating: Rating, revision: int | None) -> Rating:
    """Return a rating with its revision number."""
    return replace(rating, edition=replace(rating.edition, revision=revision))


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files as one archive without timestamps."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, content)
    return stream.getvalue()


def moved_places(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[schemas.MovedPlace, ...]:
    """Return which places differ between two ratings as JSON documents, in the order of the new places."""

    def places(document: Mapping[str, Any]) -> dict[tuple[str, str, str], int]:
        return {(page["page"], page["region"], page["platform"]): page["place"] for page in document["pages"]}

    old, new = places(before), places(now)
    found = [(page, old.get(page), new.get(page)) for page in dict.fromkeys((*new, *old))]
    return tuple(
        {"page": page, "region": region, "platform": platform, "from": was, "to": is_}
        for (page, region, platform), was, is_ in found
        if was != is_
    )


def output_of(
    rating: Rating,
    movement: Movement | None,
    how: Format,
    words: Catalogue,
    *,
    robustness: Robustness | None = None,
    recipe: str = "",
) -> bytes:
    """Return a rating in a format, as `export` writes it; a workbook stores its recipe."""
    result = EditionResult(rating, movement, robustness, indicators=True, digest=True, recipe=recipe)
    if how.several:
        return next(iter(how.files(result, words).by_name.values()))
    if how.binary:
        stream = io.BytesIO()
        how.write(result, words, stream)
        return stream.getvalue()
    text = io.StringIO(newline="")
    how.write(result, words, text)
    return text.getvalue().encode("utf-8-sig" if how.mark else "utf-8")


def _rules(edition: PackagedEdition) -> str:
    name = edition.recipe.options["methodology"]
    return methodology_text(name) if name in METHODOLOGIES else rules_toml(edition.rules)


def _json(document: object) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def package_name(title: str) -> str:
    """Return a title as a name of a data package: small Latin letters, digits and hyphens.

    >>> package_name("Официальные страницы: 2020-07"), package_name("July 2020")
    ('2020-07', 'july-2020')
    """
    plain = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")
    return plain[:60].strip("-") or "rating"


def _descriptor(edition: PackagedEdition, files: Mapping[str, bytes], words: Catalogue) -> dict[str, Any]:
    """Return the descriptor.

    Source: Data Package 2.0, https://datapackage.org/standard/data-package/
    """
    rating = edition.rating
    own = rating.edition
    descriptor: dict[str, Any] = {
        "$schema": PROFILE,
        "name": package_name(own.period or rating.methodology.name),
        "title": rating_title(rating, words),
        "description": words.say("package.what", version=VERSION),
        "version": str(edition.revision),
        "sources": [{"title": source.name, "path": _place_of(source.name, files)} for source in own.sources],
        "resources": [_resource(name, content, edition, words) for name, content in sorted(files.items())],
    }
    for source in descriptor["sources"]:
        if source["path"] is None:
            del source["path"]
    descriptor[RECIPE] = asdict(edition.recipe)
    return descriptor


def _place_of(name: str, files: Iterable[str]) -> str | None:
    return next(
        (path for path in files if path.startswith(("input/", "population/")) and path.endswith(f"/{name}")), None
    )


def _resource(path: str, content: bytes, edition: PackagedEdition, words: Catalogue) -> dict[str, Any]:
    suffix = PurePosixPath(path).suffix.lower()
    resource: dict[str, Any] = {"name": package_name(path), "path": path}
    if suffix:
        resource["format"] = suffix[1:]
    how = format_of_file(path)
    resource["mediatype"] = how.media if how else _MEDIA.get(suffix, "application/octet-stream")
    resource |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    if suffix == ".xlsx":
        resource["dialect"] = {"header": False}  # a workbook for reading: its first row is a title
    if path == "rating.csv":
        resource |= {"type": "table", "encoding": "utf-8", "schema": _schema(content, edition, words)}
    return resource


def _schema(content: bytes, edition: PackagedEdition, words: Catalogue) -> dict[str, Any]:
    """Return the schema of the rating's CSV."""
    methodology = edition.rating.methodology
    header = next(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    measures = {measure.key: measure for measure in methodology.measures}
    by_name = dict(zip(distinct_names(header), header, strict=True))

    def described(name: str) -> dict[str, Any]:
        of = by_name[name]
        if of in measures:
            measure = measures[of]
            unit = f", {measure.unit}" if measure.unit else ""
            return {"type": "number", "title": measure.says(words.lang), "description": f"{measure.formula}{unit}"}
        if of.endswith("_points") and of.removesuffix("_points") in measures:
            label = measures[of.removesuffix("_points")].says(words.lang)
            return {"type": "number", "description": words.say("package.points", label=label)}
        if of == "place":
            return {"type": "integer", "description": words.say("package.place")}
        if of == "total":
            return {"type": "number", "description": words.say("package.total")}
        return {"type": "string"}

    return {"fields": [{"name": name, **described(name)} for name in header], "missingValues": [""]}


def _citation(edition: PackagedEdition, words: Catalogue) -> str:
    """Return the citation.

    Source: Citation File Format 1.2.0, https://citation-file-format.github.io
    """
    own = edition.rating.edition
    by = getattr(own, "source", None) or words.say("package.unnamed")
    said = {
        "cff-version": "1.2.0",
        "message": words.say("package.cite"),
        "type": "dataset",
        "title": rating_title(edition.rating, words),
        "version": str(edition.revision),
    }
    lines = [f"{key}: {json.dumps(printable_spaced(value), ensure_ascii=False)}" for key, value in said.items()]
    return "\n".join([*lines, "authors:", f"  - name: {json.dumps(printable_spaced(by), ensure_ascii=False)}", ""])


def _readme(edition: PackagedEdition, files: Mapping[str, bytes], words: Catalogue) -> str:
    """Return a description of the package and how to check it, in the reader's language."""
    from govrank.formats.markdown import escaped

    said = words.say
    lines = [f"# {escaped(rating_title(edition.rating, words))}", "", said("package.what", version=VERSION), ""]
    lines += [f"- `{name}`: {said(f'package.file.{key}')}" for name, key in OUTPUTS.items()]
    lines.append(f"- `{RULES}`: {said('package.file.rules')}")
    groups = (("input/", "input"), ("population/", "population"))
    lines += [
        f"- `{start}`: {said(f'package.file.{key}')}"
        for start, key in groups
        if any(n.startswith(start) for n in files)
    ]
    lines += [f"- `{DESCRIPTOR}`, `{SUMS}`: {said('package.file.sums')}", "", f"## {said('package.check')}", ""]
    lines += [said("package.check.how"), "", "```sh", "govrank verify .", "```"]
    if edition.errata:
        lines += ["", f"## {said('package.errata')}", ""]
        lines += [line for erratum in edition.errata for line in _erratum_lines(erratum, words)]
    return "\n".join([*lines, ""])


def _erratum_lines(erratum: Erratum, words: Catalogue) -> list[str]:
    from govrank.formats.markdown import escaped

    lines = [f"- {words.say('package.revision', n=erratum.revision, because=escaped(erratum.because))}"]
    lines += [
        "  - "
        + escaped(
            words.say(
                "package.moved",
                page=moved["page"],
                old="–" if moved["from"] is None else moved["from"],
                new="–" if moved["to"] is None else moved["to"],
            )
        )
        for moved in erratum.moved
    ]
    return lines if erratum.moved else [*lines, f"  - {words.say('package.moved.none')}"]


def errata_of(files: Mapping[str, bytes]) -> tuple[Erratum, ...]:
    """Parse the errata of a package.

    Raises:
        ValueError: the file is not a package's.
    """
    if ERRATA not in files:
        return ()
    found: Sequence[Mapping[str, Any]] = json.loads(files[ERRATA])
    try:
        return tuple(Erratum(int(one["revision"]), str(one["because"]), tuple(one["moved"])) for one in found)
    except (KeyError, TypeError) as error:
        raise ValueError(str(error)) from None
