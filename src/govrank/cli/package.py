"""`govrank package`: an edition as a folder or an archive that others can check."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from govrank.cli import options
from govrank.cli.notices import working
from govrank.cli.output import Output
from govrank.cli.request import Call, Request, rating_command
from govrank.options import flags

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from govrank.publish.package import Erratum

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_FOLDERS = {
    name: "population" if name == "population" else f"input/{name}"
    for name, one in flags(Request).items()
    if one.reads in ("edition", "file", "picture")
}
"""Where in a package the files stand that an option names; those of the edition itself stand in `input`."""


@rating_command(
    app,
    "package",
    "govrank package july.xlsx -o july-2020/",
    "govrank package july.xlsx -o july-2020.zip --lang ru",
    "govrank package instagram.csv facebook.csv -o july-2020/ --network-from file",
    'govrank package july.xlsx -o july-2020/ --revision 2 --because "Atyrau had counted its posts twice"',
)
def package(
    call: Call,
    *,
    revision: Annotated[
        int,
        typer.Option("--revision", metavar="N", min=1, rich_help_panel=options.OUTPUT, help="Number of the revision."),
    ] = 1,
    because: Annotated[
        str,
        typer.Option(
            "--because",
            metavar="TEXT",
            rich_help_panel=options.OUTPUT,
            help="What the revision corrects, for the errata list.",
        ),
    ] = "",
) -> None:
    """Write an edition as a package that others can check: outputs, input, rules and checksums."""
    from govrank.problems import CommandError
    from govrank.publish.package import package_files, zipped

    request, words = replace(call.request, settings=None), call.words
    if "-" in (request.pages, *request.also):
        raise CommandError("package-stdin")
    if bool(because) != (revision > 1):
        raise CommandError("package-because")
    target = call.output or Path(f"{request.stem}-package")
    errata, before = _earlier(target, revision)
    with working(words, quiet=call.quiet):
        edition = made(request, errata)
        files = package_files(edition, words)
        if before is not None:
            edition = replace(edition, errata=(*errata, _erratum(revision, because, before, files)))
            files = package_files(edition, words)
    call.warn([*edition.rating.warnings, *(edition.movement.warnings if edition.movement else ())])
    if target.suffix.lower() == ".zip":
        Output(words, target, call.inputs).write_bytes(lambda stream: stream.write(zipped(files)))
    else:
        _write_folder(call, target, files)
    call.say(words.say("package.written", path=str(target), n=len(files)))


def made(request: Request, errata: tuple[Erratum, ...] = ()) -> Any:  # noqa: ANN401  # imported late
    """Return what a package of an edition is made of.

    Raises:
        GovrankError: as rating it does.
    """
    from govrank.methodology.load import load_methodology
    from govrank.packaged import POPULATIONS
    from govrank.publish.package import RULES, Edition, Recipe, population_file

    rating = request.rate()
    movement = request.compare(rating)
    inputs: dict[str, bytes] = {}
    chosen = plain_options(request)
    paths = [request.pages, *map(str, request.also)]
    before = [request.previous] if isinstance(request.previous, str) else []
    chosen["pages"], *also = _put_edition(inputs, "input", paths, before)
    if also:
        chosen["also"] = also
    for name, folder in _FOLDERS.items():
        _put_named(inputs, folder, request, name, chosen)
    if request.population in POPULATIONS:
        name, content = population_file(str(request.population))
        inputs[name] = content
    chosen.setdefault("methodology", RULES)
    rules = load_methodology(str(request.methodology))
    return Edition(rating, movement, Recipe(dict(sorted(chosen.items())), request.lang), rules, inputs, errata)


def made_by(request: Request, *, robustness: bool = False) -> str:
    """Return how a workbook of an edition is made, for its properties.

    Raises:
        CommandError: a file is no more there.
    """
    from govrank.publish.package import RULE_FILES, SETTINGS, Recipe, workbook_recipe
    from govrank.read.book import read_content

    inputs: dict[str, bytes] = {}
    chosen = plain_options(request)
    for name in RULE_FILES:
        _put_named(inputs, name, request, name, chosen)
    if request.settings is not None:
        inputs[SETTINGS], _name = read_content(request.settings)
    return workbook_recipe(Recipe(chosen, request.lang), inputs, robustness=robustness)


def plain_options(request: Request) -> dict[str, Any]:
    """Return the options of a request that are none of the usual ones and no files, by their names."""
    from govrank.read.mapping import pair_lines

    chosen: dict[str, Any] = {}
    for name, one in flags(Request).items():
        value = getattr(request, name)
        if one.reads == "columns" and value:  # a file of them is not there where they are used again
            chosen[name] = pair_lines(value)
        elif value in one.known if one.reads else value != one.default and name != "lang":
            chosen[name] = value
    return chosen


def _put_named(inputs: dict[str, bytes], folder: str, request: Request, name: str, chosen: dict[str, Any]) -> None:
    """Put the files that an option names among those of a package, and what stands there for them among the options."""
    one, value = flags(Request)[name], getattr(request, name)
    if paths := [str(path) for path in one.paths(value)]:
        beside = [request.pages, *map(str, request.also)] if one.reads == "edition" else []
        places = _put_edition(inputs, folder, paths, beside)
        chosen[name] = places if isinstance(value, tuple) else places[0]


def _put(inputs: dict[str, bytes], folder: str, path: str, called: str | None = None) -> str:
    from govrank.read.book import read_content

    content, name = read_content(path)
    place = f"{folder}/{called or name}"
    inputs[place] = content
    return place


def _put_edition(inputs: dict[str, bytes], folder: str, paths: Sequence[str], beside: Sequence[str]) -> list[str]:
    """Put the files of an edition among those of a package, and return what stands there for each path.

    There they are called as they are in the rating, so that they are told apart again.
    """
    from govrank.read.book import edition_files, is_folder, names_apart

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


def _earlier(target: Path, revision: int) -> tuple[tuple[Erratum, ...], Mapping[str, Any] | None]:
    """Return the errata of the package that a revision replaces, and its rating; none of the first.

    Raises:
        CommandError: there is no such package, or it is not the one before.
    """
    from govrank.problems import CommandError

    if revision == 1:
        return (), None
    import json

    from govrank.publish.package import errata_of
    from govrank.publish.verify import read_package

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


def _erratum(revision: int, because: str, before: Mapping[str, Any], files: Mapping[str, bytes]) -> Erratum:
    import json

    from govrank.publish.package import Erratum, moved_places

    return Erratum(revision, because, moved_places(before, json.loads(files["rating.json"])))


def _write_folder(call: Call, folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, each whole, the check sums last.

    Raises:
        CommandError: something else is in the folder.
        OutputError: it may not be written.
    """
    from govrank.problems import CommandError, OutputError
    from govrank.publish.package import SUMS

    there = {found.relative_to(folder).as_posix() for found in folder.rglob("*") if not found.is_dir()}
    if there and SUMS not in there:
        raise CommandError("package-not-empty", path=str(folder))
    try:
        for name in sorted(files, key=lambda name: name == SUMS):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            Output(call.words, folder / name, call.inputs).write_bytes(partial(_write, files[name]))
        for name in there - files.keys():
            (folder / name).unlink()  # of the revision before
    except OSError as error:
        raise OutputError(str(folder), error.strerror or str(error)) from error


def _write(content: bytes, stream: BinaryIO) -> None:
    stream.write(content)
