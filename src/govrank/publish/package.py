"""An edition as a package: all its outputs, what they were made of and how, so that anybody can make them again."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from govrank.analysis.compare import Movement
from govrank.analysis.robustness import Robustness
from govrank.formats import FORMATS, Format, format_of_file
from govrank.methodology.models import Methodology
from govrank.options import LoadOptions, flags
from govrank.packaged import METHODOLOGIES, VERSION, methodology_text, packaged_text
from govrank.progress import at_step
from govrank.reports.results import EditionResult
from govrank.reports.sentences import printable_spaced
from govrank.reports.wording import rating_title, rules_toml
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
SETTINGS = "govrank.toml"
DESCRIPTOR, SUMS, RULES, ERRATA, RECIPE = "datapackage.json", "SHA256SUMS", "methodology.toml", "errata.json", "govrank"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_MEDIA = {
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".parquet": "application/vnd.apache.parquet",
    ".toml": "application/toml",
}
"""Of what is read only; what is written has its media type in `FORMATS`."""
_WHOLE = ("place", "total")


@dataclass(frozen=True)
class Recipe:
    """What a package says of how its outputs are made.

    Attributes:
        options: of loading and rating, by name, as far as they are none of the usual ones; files by their names in
            the package.
        lang: the language of the outputs.
    """

    options: Mapping[str, Any]
    lang: str
    version: str = VERSION


@dataclass(frozen=True)
class Erratum:
    """A revision of a package: why, and which places it moved.

    Attributes:
        moved: page, region, network, place before and after; None where it was not or is no more in the table.
    """

    revision: int
    because: str
    moved: tuple[schemas.MovedPlace, ...] = ()


@dataclass(frozen=True)
class Edition:
    """All that a package is made of.

    Attributes:
        rules: the methodology as it was named, before an option divided the pages.
        inputs: the files that were read, by their names in the package.
        errata: of each revision after the first.
    """

    rating: Rating
    movement: Movement | None
    recipe: Recipe
    rules: Methodology
    inputs: Mapping[str, bytes] = field(default_factory=dict)
    errata: tuple[Erratum, ...] = ()

    @property
    def revision(self) -> int:
        """1 of the first package, 2 of its first correction."""
        return self.errata[-1].revision if self.errata else 1


RULE_FILES = tuple(name for name, one in flags(LoadOptions).items() if one.reads in ("edition", "file", "rules"))
"""Options that may name a file beside the pages without which an edition cannot be made again."""
_LEFT_OUT = {"pages", *(name for name, one in flags(LoadOptions).items() if one.reads in ("pages", "picture"))}
"""Options that a workbook does not say: who checks it gives the pages, and it shows no picture."""


def workbook_recipe(recipe: Recipe, files: Mapping[str, bytes], *, robustness: bool = False) -> str:
    """Return as JSON how a workbook was made, without paths: its options, and which files it needs beside the pages.

    Args:
        files: those that the recipe names.
        robustness: whether the workbook shows intervals.
    """

    def content(path: str) -> bytes:
        """Return a file's bytes; of the folder of an edition, the check sums of its files."""
        inside = {name: files[name] for name in files if PurePosixPath(name).parent == PurePosixPath(path)}
        return files[path] if path in files else check_sums({PurePosixPath(name).name: inside[name] for name in inside})

    given = {name: str(recipe.options[name]) for name in RULE_FILES if recipe.options.get(name)}
    own = {name: path for name, path in given.items() if content(path)}
    if SETTINGS in files:
        own["settings"] = SETTINGS
    said = {
        "lang": recipe.lang,
        "robustness": robustness,
        "options": {k: v for k, v in recipe.options.items() if k not in {*_LEFT_OUT, *own}},
        "files": {
            name: {"name": PurePosixPath(path).name, "sha256": hashlib.sha256(content(path)).hexdigest()}
            for name, path in own.items()
        },
    }
    return json.dumps(said, sort_keys=True, separators=(",", ":"))


def package_files(edition: Edition, words: Catalogue) -> dict[str, bytes]:
    """Return the files of a package by their names, folders with a slash: the same for the same edition.

    Raises:
        CommandError: an extra is not installed that an output needs.
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


def revised(rating: Rating, revision: int | None) -> Rating:
    """Return a rating that says which revision it is."""
    return replace(rating, edition=replace(rating.edition, revision=revision))


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files as one archive without a clock in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, content)
    return stream.getvalue()


def check_sums(files: Mapping[str, bytes]) -> bytes:
    """Return the SHA-256 of each file, as `sha256sum --check` takes them."""
    lines = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    return "".join(lines).encode()


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


def population_file(name: str) -> tuple[str, bytes]:
    """Return a packaged population table as a file of a package."""
    return f"population/{name}.csv", packaged_text("populations", f"{name}.csv").encode()


def output_of(
    rating: Rating,
    movement: Movement | None,
    how: Format,
    words: Catalogue,
    *,
    robustness: Robustness | None = None,
    recipe: str = "",
) -> bytes:
    """Return a rating in a format, as `export` writes it; a workbook keeps how it was made."""
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


def _rules(edition: Edition) -> str:
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


def _descriptor(edition: Edition, files: Mapping[str, bytes], words: Catalogue) -> dict[str, Any]:
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


def _resource(path: str, content: bytes, edition: Edition, words: Catalogue) -> dict[str, Any]:
    suffix = PurePosixPath(path).suffix.lower()
    resource: dict[str, Any] = {"name": package_name(path), "path": path}
    if suffix:
        resource["format"] = suffix[1:]
    how = format_of_file(path)
    resource["mediatype"] = how.media if how else _MEDIA.get(suffix, "application/octet-stream")
    resource |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    if suffix == ".xlsx":
        resource["dialect"] = {"header": False}  # a workbook to read: its first row is a title
    if path == "rating.csv":
        resource |= {"type": "table", "encoding": "utf-8", "schema": _schema(content, edition, words)}
    return resource


def _schema(content: bytes, edition: Edition, words: Catalogue) -> dict[str, Any]:
    """Return what the columns of the rating's CSV are."""
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


def _citation(edition: Edition, words: Catalogue) -> str:
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


def _readme(edition: Edition, files: Mapping[str, bytes], words: Catalogue) -> str:
    """Return what is in the package and how it is checked, in the reader's language."""
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
    """Return the errata that a package has.

    Raises:
        ValueError: the file is none of a package.
    """
    if ERRATA not in files:
        return ()
    found: Sequence[Mapping[str, Any]] = json.loads(files[ERRATA])
    try:
        return tuple(Erratum(int(one["revision"]), str(one["because"]), tuple(one["moved"])) for one in found)
    except (KeyError, TypeError) as error:
        raise ValueError(str(error)) from None
