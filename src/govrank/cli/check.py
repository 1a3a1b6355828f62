"""`govrank check`: say everything that is wrong or odd in a file; rate nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from govrank.cli import options
from govrank.cli.call import Call, command
from govrank.cli.notices import say_lines, working
from govrank.cli.output import Output, refuse_other_than_workbook, refuse_same_output

if TYPE_CHECKING:
    from govrank.problems import Problem

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@command(
    app,
    "check",
    "govrank check july.xlsx",
    "govrank check july.csv --format json",
    "govrank check july.xlsx --annotate marked.xlsx",
    "govrank check july.xlsx --suggest-columns > columns.toml",
    without=("force", "skip_invalid"),
)
def check(
    call: Call,
    *,
    annotate: Annotated[
        Path | None,
        typer.Option(
            "--annotate",
            metavar="OUT.xlsx",
            rich_help_panel=options.OUTPUT,
            help="Write a copy of the file as a workbook with each problem marked, and all of them on a sheet.",
        ),
    ] = None,
    suggest: Annotated[
        bool,
        typer.Option(
            "--suggest-columns",
            rich_help_panel=options.OUTPUT,
            help="Print which column each heading is taken for, as a file for --columns or govrank.toml.",
        ),
    ] = False,
) -> None:
    """Report everything wrong or odd in a file, without rating it. Exit code 1 if there is an error."""
    from govrank.problems import CommandError, DataError
    from govrank.read.book import edition_stem, is_folder
    from govrank.reports.results import ProblemsResult

    if suggest:
        _suggest(call)
        return
    request, how = call.request, call.how
    if annotate is not None:
        if request.also or is_folder(request.pages):
            raise CommandError("annotate-several")
        refuse_other_than_workbook(annotate, request.inputs)
        refuse_same_output(annotate, call.output)
    number = 0
    with call.working():
        try:
            loaded = request.load(every_warning=not how.reading or annotate is not None)
        except DataError as error:
            problems: Sequence[Problem] = error.problems
        else:
            problems, number = loaded.problems, len(loaded.pages) + len(loaded.pages.excluded)
    if not (call.quiet and how.reading and not problems):
        given = (request.pages, *request.also)
        names = (edition_stem(one) if one == "-" or is_folder(one) else Path(one).name for one in given)
        call.write(ProblemsResult(", ".join(names), number, problems))
    if annotate is not None:
        _annotate(call, annotate, problems)
    if any(problem.severity == "error" for problem in problems):
        raise typer.Exit(1)


def _suggest(call: Call) -> None:
    from govrank.pipeline import suggest_columns
    from govrank.read.mapping import mapping_lines

    with working(call.words, quiet=call.quiet):
        mapping, lacking, unused = suggest_columns(call.request.pages, call.request)
    text = "".join(f"{line}\n" for line in mapping_lines(mapping, lacking, unused if lacking else ()))
    Output(call.words, call.output, call.inputs, quiet=call.quiet).write_text(lambda stream: stream.write(text))


def _annotate(call: Call, output: Path, problems: Sequence[Problem]) -> None:
    from govrank.formats.annotate import write_annotated
    from govrank.problems import CommandError

    request, words = call.request, call.words
    if request.pages == "-":
        raise CommandError("annotate-stdin")
    if any(problem.code in ("unreadable", "too-big", "encoding") for problem in problems):
        say_lines([words.say("check.not-annotated", path=str(output))])
        return  # a file that could not be read safely is not opened by another reader
    marked = 0

    def fill(stream: BinaryIO) -> None:
        nonlocal marked
        marked = write_annotated(request.pages, problems, words, stream, request.encoding)

    Output(words, output, [*call.inputs, call.output]).write_bytes(fill)
    call.say(words.say("check.annotated", n=marked, path=str(output)))
