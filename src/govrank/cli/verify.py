"""`govrank verify`: compute a published edition anew, and say what differs."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from govrank.cli import options
from govrank.cli.notices import say_lines, working
from govrank.cli.package import made, made_by
from govrank.cli.request import Call, Request, rating_command
from govrank.cli.settings import FILE
from govrank.formats import COMPARED, format_of_file
from govrank.options import flags

if TYPE_CHECKING:
    from govrank.publish.package import Recipe
    from govrank.publish.verify import Verdict, WorkbookRecipe
    from govrank.text.catalogue import Lang

app = typer.Typer(rich_markup_mode=None, add_completion=False)

MOST_NAMED = 50  # differences


@rating_command(
    app,
    "verify",
    "govrank verify july-2020/",
    "govrank verify july-2020.zip",
    "govrank verify july-rating.xlsx --input july.xlsx",
    "govrank verify july.json --input instagram.csv --input facebook.csv",
    without=("pages",),
)
def verify(
    call: Call,
    *,
    path: Annotated[str, typer.Argument(metavar="PATH", help=f"Package, or published file: {', '.join(COMPARED)}.")],
    inputs: Annotated[
        list[str] | None,
        typer.Option(
            "--input",
            metavar="FILE",
            rich_help_panel=options.INPUT,
            help="File or folder of pages that a single file was made from. Repeatable, where there were several.",
        ),
    ] = None,
) -> None:
    """Recalculate a published edition from its input and rules, and list every figure that disagrees."""
    from govrank.problems import CommandError

    published, words = Path(path), call.words
    with working(words, quiet=call.quiet):
        if inputs:
            pages, *also = inputs
            verdict = _verify_file(replace(call, request=replace(call.request, pages=pages, also=also)), published)
        elif (how := format_of_file(published)) and how.compared and published.is_file():
            raise CommandError("verify-input", path=path)
        else:
            verdict = _verify_package(published)
    _say(call, published.name or path, verdict)
    if verdict.differences:
        raise typer.Exit(1)


def _verify_package(path: Path) -> Verdict:
    from govrank.packaged import VERSION
    from govrank.problems import DataError, Problem
    from govrank.publish.package import errata_of, package_files
    from govrank.publish.verify import compare_files, read_package, recipe_of
    from govrank.text.catalogue import words

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
        edition = made(_request(recipe, folder, path.name), errata)
        again = package_files(edition, words(edition.recipe.lang))
    return compare_files(files, again, same_version=recipe.version == VERSION)


def _request(recipe: Recipe, folder: Path, package: str) -> Request:
    """Return the request that a package's recipe is, its files where they were unpacked.

    Raises:
        DataError: it is no request of this version.
    """
    from govrank.publish.verify import leads_out

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


def _sound(said: dict[str, Any], file: str, wording: str, wrong: str | None = None) -> Request:
    """Return options that a file says as a request, as far as a command line could give them.

    Args:
        wrong: an option that is known to be wrong.

    Raises:
        DataError: they are no request of this version.
    """
    from pydantic import TypeAdapter, ValidationError

    from govrank.problems import DataError, Problem

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


def _verify_file(call: Call, published: Path) -> Verdict:
    """Compare one published file with the rating of an input.

    A workbook says how it was made, and what the command line says counts before that; of any other file the language
    is the one that agrees most.
    """
    from govrank.analysis.robustness import measure_robustness
    from govrank.packaged import LANGUAGES
    from govrank.problems import CommandError
    from govrank.publish.package import output_of, revised
    from govrank.publish.verify import compare_files, revision_of, spoken_language, workbook_recipe_of
    from govrank.read.book import read_content
    from govrank.text.catalogue import words

    content, name = read_content(published)
    how = format_of_file(published)
    if how is None or not how.compared:
        raise CommandError("verify-kind", path=str(published), formats=COMPARED)
    recipe = workbook_recipe_of(content, name) if how.recipe else None
    request = call.request if recipe is None else _asked(call, recipe, name)
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


def _asked(call: Call, recipe: WorkbookRecipe, file: str) -> Request:
    """Return the request that a workbook's recipe is, with what the command line gave.

    Raises:
        CommandError: it needs a file that was not given.
        DataError: it is no request of this version.
    """
    from govrank.problems import CommandError

    known, said = flags(Request), recipe.options
    files = (name for name, one in known.items() if one.reads not in (None, "columns") and name in said)
    foreign = next((name for name in files if said[name] not in (*known[name].known, None)), None)
    own = {"pages": call.request.pages, "also": [*call.request.also], "lang": recipe.lang}
    asked = _sound({**own, **said}, file, "recipe", foreign or next((name for name in own if name in said), None))
    shown = {name for name, one in known.items() if one.reads == "picture"}  # elsewhere, in no workbook
    given = {name: getattr(call.request, name) for name in call.given - {*own, *shown}}
    for name, (needed, sha256) in recipe.files.items():
        if name == "settings":
            if not Path(FILE).is_file():
                raise CommandError("verify-settings", name=FILE, sha256=sha256)
            given[name] = FILE
        elif name not in given:
            raise CommandError("verify-needs", name=needed, sha256=sha256, option=known[name].names[0])
    return replace(asked, **given)


def _say(call: Call, name: str, verdict: Verdict) -> None:
    from govrank.reports.sentences import quoted

    words = call.words
    lines = [
        words.say(
            "verify.differs" if one.where else "verify.file",
            file=one.file,
            where=one.where,
            published=words.say("verify.nothing") if one.published is None else quoted(one.published),
            computed=words.say("verify.nothing") if one.computed is None else quoted(one.computed),
        )
        for one in verdict.differences[:MOST_NAMED]
    ]
    if more := len(verdict.differences) - len(lines):
        lines.append(words.say("verify.more", n=more))
    if verdict.unchecked and not call.quiet:
        say_lines([words.say("verify.unchecked", files=", ".join(verdict.unchecked))], "yellow")
    if verdict.differences:
        say_lines([*lines, words.say("verify.wrong", n=len(verdict.differences), name=name)], "red")
    elif not call.quiet:
        typer.echo(words.say("verify.right", n=verdict.figures, name=name))
