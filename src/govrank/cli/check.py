"""`govrank check`: say everything that is wrong or odd in a file; rate nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal, TextIO, get_args

import typer

from govrank.cli import options
from govrank.cli.notices import reporting, say_lines, working
from govrank.cli.output import Output, format_named, refuse_other_than_workbook
from govrank.cli.request import Request, takes_request
from govrank.cli.usage import HELP, Command, examples

if TYPE_CHECKING:
    from govrank.language import Catalogue
    from govrank.problem import Problem


Format = Literal["text", "json"]
FORMATS: tuple[Format, ...] = get_args(Format)

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
    format_: Annotated[Format | None, options.format_by_output("text")] = None,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Say everything that is wrong or odd in a file; rate nothing. Exit code 1 where there is an error."""
    from govrank.language import words

    catalogue = words(request.lang)
    with reporting(catalogue):
        from govrank.problem import DataError

        how = format_ or format_named(output, FORMATS, "text", request.inputs)
        if annotate is not None:
            refuse_other_than_workbook(annotate, request.inputs)
        number = 0
        with working(catalogue, quiet=quiet):
            try:
                prepared = request.prepare(every_warning=how == "json" or annotate is not None)
            except DataError as error:
                problems: Sequence[Problem] = error.problems
            else:
                problems, number = prepared.problems, len(prepared.pages) + len(prepared.pages.excluded)
        name = "stdin" if request.pages == "-" else Path(request.pages).name
        errors = sum(problem.severity == "error" for problem in problems)

        def write(stream: TextIO) -> None:
            if how == "json":
                from govrank.export.json import dump_json, problems_document

                dump_json(problems_document(name, number, problems, catalogue), stream)
            elif not quiet or problems:
                stream.writelines(f"{line}\n" for line in report_lines(name, number, problems, catalogue))

        Output(catalogue, output, request.inputs).write_text(write)
        if annotate is not None:
            _annotate(request, annotate, problems, catalogue, quiet=quiet)
    if errors:
        raise typer.Exit(1)


def report_lines(file: str, pages: int, problems: Sequence[Problem], words: Catalogue) -> list[str]:
    """Return the problems, errors first, then a summary in one line."""
    from govrank.problem import counted
    from govrank.sentences import MOST_LINES, problem_lines, shown_text

    lines: list[str] = []
    numbers = {}
    for severity in ("error", "warning"):
        found = [problem for problem in problems if problem.severity == severity]
        numbers[severity] = words.say(f"count.{severity}s", n=counted(found))
        if found:
            lines.append(words.say(f"check.{severity}s"))
            lines += [f"  {line}" for line in problem_lines(found, words, max(0, MOST_LINES - len(lines)))]
    name, number = shown_text(file), words.say("count.pages", n=pages)
    if not problems:
        return [words.say("check.clean", file=name, pages=number)]
    summary = words.say("check.summary", file=name, pages=number, errors=numbers["error"], warnings=numbers["warning"])
    return [*lines, summary]


def _annotate(request: Request, output: Path, problems: Sequence[Problem], words: Catalogue, *, quiet: bool) -> None:
    from govrank.export.annotate import write_annotated
    from govrank.problem import CommandError

    if request.pages == "-":
        raise CommandError("annotate-stdin")
    if any(problem.code in ("unreadable", "too-big", "encoding") for problem in problems):
        say_lines([words.say("check.not-annotated", path=str(output))])
        return  # what could not be read safely is not opened by another reader either
    marked = 0

    def fill(stream: BinaryIO) -> None:
        nonlocal marked
        marked = write_annotated(request.pages, problems, words, stream, request.encoding)

    Output(words, output, request.inputs).write_bytes(fill)
    if not quiet:
        say_lines([words.say("check.annotated", n=marked, path=str(output))])
