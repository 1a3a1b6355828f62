"""`govrank check`: say everything that is wrong or odd in a file; rate nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from govrank.cli import options
from govrank.cli.notices import reporting, say_lines, working
from govrank.cli.output import Output, pick_format, refuse_other_than_workbook, refuse_same_output
from govrank.cli.request import Request, takes_request
from govrank.cli.usage import HELP, Command, examples

if TYPE_CHECKING:
    from govrank.problems import Problem

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    "check",
    cls=Command,
    context_settings=HELP,
    epilog=examples(
        "govrank check july.xlsx",
        "govrank check july.csv --format json",
        "govrank check july.xlsx --annotate marked.xlsx",
    ),
)
@takes_request("previous", "force", "skip_invalid")
def check(
    request: Request,
    *,
    annotate: Annotated[
        Path | None,
        typer.Option(
            "--annotate",
            metavar="OUT.xlsx",
            rich_help_panel=options.OUTPUT,
            help="Write the file back as a workbook with each bad cell filled and commented.",
        ),
    ] = None,
    format_: Annotated[str | None, options.format_option("check")] = None,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Say everything that is wrong or odd in a file; rate nothing. Exit code 1 where there is an error."""
    from govrank.text.catalogue import words

    catalogue = words(request.lang)
    with reporting(catalogue):
        from govrank.problems import DataError
        from govrank.reports.results import ProblemsResult

        how = pick_format("check", format_, output, request.inputs)
        if annotate is not None:
            refuse_other_than_workbook(annotate, request.inputs)
            refuse_same_output(annotate, output)
        number = 0
        with working(catalogue, quiet=quiet):
            try:
                prepared = request.prepare(every_warning=not how.reading or annotate is not None)
            except DataError as error:
                problems: Sequence[Problem] = error.problems
            else:
                problems, number = prepared.problems, len(prepared.pages) + len(prepared.pages.excluded)
        name = "stdin" if request.pages == "-" else Path(request.pages).name
        errors = any(problem.severity == "error" for problem in problems)
        if not (quiet and how.reading and not problems):
            found = ProblemsResult(name, number, problems)
            Output(catalogue, output, request.inputs).write(found, how)
        if annotate is not None:
            target = Output(catalogue, annotate, [*request.inputs, output])
            _annotate(request, target, problems, quiet=quiet)
    if errors:
        raise typer.Exit(1)


def _annotate(request: Request, target: Output, problems: Sequence[Problem], *, quiet: bool) -> None:
    from govrank.formats.annotate import write_annotated
    from govrank.problems import CommandError

    words = target.words
    if request.pages == "-":
        raise CommandError("annotate-stdin")
    if any(problem.code in ("unreadable", "too-big", "encoding") for problem in problems):
        say_lines([words.say("check.not-annotated", path=str(target.path))])
        return  # what could not be read safely is not opened by another reader either
    marked = 0

    def fill(stream: BinaryIO) -> None:
        nonlocal marked
        marked = write_annotated(request.pages, problems, words, stream, request.encoding)

    target.write_bytes(fill)
    if not quiet:
        say_lines([words.say("check.annotated", n=marked, path=str(target.path))])
