"""How an edition is made, as recorded in its package and workbook: written from a request, and read back as one."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from pydantic import TypeAdapter, ValidationError

from govrank.options import SETTINGS, flags
from govrank.packaged import LANGUAGES, POPULATIONS, VERSION, packaged_text
from govrank.problems import CommandError, DataError, Problem
from govrank.read.book import edition_files, is_folder, names_apart, read_content
from govrank.read.mapping import pair_lines
from govrank.read.table import Source
from govrank.read.xlsx import check_package
from govrank.request import Request
from govrank.text.catalogue import Lang

DESCRIPTOR, RULES, RECIPE = "datapackage.json", "methodology.toml", "govrank"
RULE_FILES = tuple(name for name, one in flags(Request).items() if one.reads in ("edition", "file", "rules"))
"""Options that may name a further file that is needed to reproduce an edition."""
_LEFT_OUT = {name for name, one in flags(Request).items() if one.reads in ("pages", "picture")}
"""Options that a workbook does not record: its checker supplies the pages, and it has no logo."""
_FOLDERS = {
    name: "population" if name == "population" else f"input/{name}"
    for name, one in flags(Request).items()
    if one.reads in ("edition", "file", "picture")
}
"""The folder in a package for the files of an option; those of the edition itself are in `input`."""


@dataclass(frozen=True)
class Recipe:
    """How a package's outputs are made.

    Attributes:
        options: those of loading and rating that differ from the defaults, by name; files by their names in the
            package.
        lang: the language of the outputs.
    """

    options: Mapping[str, Any]
    lang: str
    version: str = VERSION


@dataclass(frozen=True)
class WorkbookRecipe:
    """How a workbook says that it was made; unverified.

    Attributes:
        options: as in a `Recipe`, without files.
        files: by option, the name and the SHA-256 of each further file that it needs.
        robustness: whether it shows intervals.
    """

    options: Mapping[str, Any]
    lang: Lang
    files: Mapping[str, tuple[str, str]]
    robustness: bool


def package_recipe(request: Request) -> tuple[Recipe, dict[str, bytes]]:
    """Return the recipe of an edition's package, and its input files by their names in the package."""
    inputs: dict[str, bytes] = {}
    chosen = _plain_options(request)
    paths = [request.pages, *map(str, request.also)]
    before = [request.previous] if isinstance(request.previous, str) else []
    chosen["pages"], *also = _put_edition(inputs, "input", paths, before)
    if also:
        chosen["also"] = also
    for name, folder in _FOLDERS.items():
        _put_named(inputs, folder, request, name, chosen)
    if request.population in POPULATIONS:
        name = f"{request.population}.csv"
        inputs[f"population/{name}"] = packaged_text("populations", name).encode()
    chosen.setdefault("methodology", RULES)
    return Recipe(dict(sorted(chosen.items())), request.lang), inputs


def made_by(request: Request, *, robustness: bool = False) -> str:
    """Return the recipe of an edition's workbook, for its properties.

    Raises:
        CommandError: a file no longer exists.
    """
    inputs: dict[str, bytes] = {}
    chosen = _plain_options(request)
    for name in RULE_FILES:
        _put_named(inputs, name, request, name, chosen)
    if request.settings is not None:
        inputs[SETTINGS], _name = read_content(request.settings)
    return workbook_recipe(Recipe(chosen, request.lang), inputs, robustness=robustness)


def _plain_options(request: Request) -> dict[str, Any]:
    """Return the options of a request that differ from the defaults and are not files, by name."""
    chosen: dict[str, Any] = {}
    for name, one in flags(Request).items():
        value = getattr(request, name)
        if one.reads == "columns" and value:  # the file may not exist where the recipe is used
            chosen[name] = pair_lines(value)
        elif value in one.known if one.reads else value != one.default and name != "lang":
            chosen[name] = value
    return chosen


def _put_named(inputs: dict[str, bytes], folder: str, request: Request, name: str, chosen: dict[str, Any]) -> None:
    """Add the files of an option to those of a package, and their new names to the options."""
    one, value = flags(Request)[name], getattr(request, name)
    if paths := [str(path) for path in one.paths(value)]:
        beside = [request.pages, *map(str, request.also)] if one.reads == "edition" else []
        places = _put_edition(inputs, folder, paths, beside)
        chosen[name] = places if isinstance(value, tuple) else places[0]


def _put(inputs: dict[str, bytes], folder: str, path: str, called: str | None = None) -> str:
    content, name = read_content(path)
    place = f"{folder}/{called or name}"
    inputs[place] = content
    return place


def _put_edition(inputs: dict[str, bytes], folder: str, paths: Sequence[str], beside: Sequence[str]) -> list[str]:
    """Add the files of an edition to those of a package, and return each path's new name.

    They are named as in the rating, so that they stay distinct.
    """
    files = [edition_files(path) for path in paths]
    others = [file for path in beside for file in edition_files(path)]
    named = iter(names_apart([file for some in files for file in some], others))
    places = []
    for path, called, some in zip(paths, names_apart(paths), files, strict=True):
        names = [next(named) for _ in some]
        if not is_folder(path):
            places.append(_put(inputs, folder, path, names[0]))
            continue
        place = max(called, *(name.rpartition("/")[0] for name in names), key=lambda name: name.count("/"))
        if f"input/{place}" in _FOLDERS.values():
            place = f"pages/{place}"
        places.append(f"{folder}/{place}")
        for file in some:
            _put(inputs, places[-1], str(file))
    return places


def workbook_recipe(recipe: Recipe, files: Mapping[str, bytes], *, robustness: bool = False) -> str:
    """Return a workbook's recipe as JSON, without paths: its options, and the further files that it needs.

    Args:
        files: the files that the recipe names.
        robustness: whether the workbook shows intervals.
    """

    def content(path: str) -> bytes:
        """Return a file's bytes; for an edition's folder, the checksums of its files."""
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


def check_sums(files: Mapping[str, bytes]) -> bytes:
    """Return the SHA-256 of each file, as `sha256sum --check` takes them."""
    lines = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    return "".join(lines).encode()


def recipe_of(files: Mapping[str, bytes], package: str) -> Recipe:
    """Return the recipe of a package.

    Raises:
        DataError: `unreadable` if it has none.
    """
    try:
        said = json.loads(files[DESCRIPTOR])[RECIPE]
        recipe = Recipe(dict(said["options"]), str(said["lang"]), str(said["version"]))
        if recipe.lang not in LANGUAGES:
            raise ValueError(recipe.lang)
    except (KeyError, TypeError, ValueError, RecursionError):
        raise DataError([Problem("unreadable", package, wording="package", args={"reason": DESCRIPTOR})]) from None
    return recipe


def package_request(recipe: Recipe, folder: Path, package: str) -> Request:
    """Return the request of a package's recipe, with its files where they were unpacked.

    Raises:
        DataError: it is no request of this version.
    """
    said: dict[str, Any] = dict(recipe.options)
    wrong = None
    for name, one in flags(Request).items():
        value = said.get(name)
        if one.reads in (None, "columns") or value is None or value in one.known:
            continue
        paths = [*map(str, value)] if isinstance(value, list) else [str(value)]
        there = Path.exists if one.reads in ("pages", "edition") else Path.is_file  # an edition may be a folder
        if any(leads_out(path) or not there(folder / path) for path in paths):
            wrong = wrong or name
        unpacked = [str(folder / path) for path in paths]
        said[name] = unpacked if isinstance(value, list) else unpacked[0]
    return _sound(said | {"lang": recipe.lang}, package, "package", wrong)


def workbook_recipe_of(content: bytes, name: str) -> WorkbookRecipe | None:
    """Return the recipe of a workbook, or None.

    Raises:
        DataError: `unreadable`, `too-big`.
    """
    from govrank.formats.xlsx import PROPERTIES, kept_text  # a slow import, and `export` also writes other formats

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


def workbook_request(request: Request, given: Collection[str], recipe: WorkbookRecipe, file: str) -> Request:
    """Return the request of a workbook's recipe, with the user's own options.

    Args:
        given: the request's options that take precedence over the recipe.

    Raises:
        CommandError: it needs a file that was not given.
        DataError: it is no request of this version.
    """
    known, said = flags(Request), recipe.options
    files = (name for name, one in known.items() if one.reads not in (None, "columns") and name in said)
    foreign = next((name for name in files if said[name] not in (*known[name].known, None)), None)
    own = {"pages": request.pages, "also": [*request.also], "lang": recipe.lang}
    asked = _sound({**own, **said}, file, "recipe", foreign or next((name for name in own if name in said), None))
    shown = {name for name, one in known.items() if one.reads == "picture"}  # not recorded in a workbook
    chosen = {name: getattr(request, name) for name in {*given} - {*own, *shown}}
    for name, (needed, sha256) in recipe.files.items():
        if name == "settings":
            if not Path(SETTINGS).is_file():
                raise CommandError("verify-settings", name=SETTINGS, sha256=sha256)
            chosen[name] = SETTINGS
        elif name not in chosen:
            raise CommandError("verify-needs", name=needed, sha256=sha256, option=known[name].names[0])
    return replace(asked, **chosen)


def _sound(said: dict[str, Any], file: str, wording: str, wrong: str | None) -> Request:
    """Return options from a file as a request, if a command line could have given them.

    Args:
        wrong: an option that is known to be invalid.

    Raises:
        DataError: they are not a valid request of this version.
    """
    known = flags(Request)
    wrong = next((name for name in said if name not in known), wrong)
    try:
        if wrong is not None:
            raise ValueError(wrong)
        request: Request = TypeAdapter(Request).validate_python(said)
        mappings = ((name, one) for name, one in known.items() if one.reads == "columns")
        of_files = (name for name, one in mappings if one.paths(getattr(request, name)))  # of this machine
        wrong = request.unfit or next(of_files, None)
        if wrong is not None:
            raise ValueError(wrong)
    except (ValidationError, ValueError) as error:
        reason = wrong or str(error).splitlines()[0]
        raise DataError([Problem("unreadable", file, wording=wording, args={"reason": reason})]) from None
    return request


def leads_out(name: str) -> bool:
    """Return whether a name leads out of a package on any system: Windows has all forms of others, plus drives."""
    path = PureWindowsPath(name)
    return bool(path.anchor) or ".." in path.parts
