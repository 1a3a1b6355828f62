"""`govrank check`: say everything that is wrong or odd in a file; rate nothing."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from govrank.cli import options
from govrank.cli.run import HELP, Command, reporting, say_lines, to_output, working

if TYPE_CHECKING:
    from govrank.language import Catalogue
    from govrank.problem import Problem


class Format(StrEnum):
    text = "text"
    json = "json"


app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    "check",
    cls=Command,
    context_settings=HELP,
    epilog="Examples: govrank check july.xlsx · govrank check july.csv --format json · "
    "govrank check july.xlsx --annotate marked.xlsx",
)
def check(
    pages: options.Pages,
    population: options.Population = None,
    sheet: options.Sheet = None,
    encoding: options.Encoding = None,
    methodology: options.Methodology = "akimats",
    by: options.By = "",
    days: options.Days = None,
    annotate: Annotated[
        Path | None,
        typer.Option(
            "--annotate",
            metavar="OUT.xlsx",
            rich_help_panel=options.OUTPUT,
            help="Write the file back as a workbook with each bad cell filled and commented.",
        ),
    ] = None,
    lang: options.Lang = options.Language.en,
    format_: Annotated[
        Format, typer.Option("--format", "-f", rich_help_panel=options.OUTPUT, help="How the report is written.")
    ] = Format.text,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Say everything that is wrong or odd in a file; rate nothing. Exit code 1 where there is an error."""
    from govrank.language import words

    catalogue = words(lang.value)
    with reporting(catalogue):
        from govrank.prepare import prepare_file
        from govrank.problem import DataError

        number = 0
        with working(catalogue, quiet=quiet):
            try:
                prepared = prepare_file(
                    pages,
                    methodology=methodology,
                    population=population,
                    sheet=sheet,
                    encoding=encoding,
                    by=by,
                    days=days,
                    every_warning=format_ is Format.json or annotate is not None,
                )
            except DataError as error:
                problems: Sequence[Problem] = error.problems
            else:
                problems, number = prepared.problems, len(prepared.pages) + len(prepared.pages.excluded)
        name = "stdin" if pages == "-" else Path(pages).name
        errors = sum(problem.severity == "error" for problem in problems)

        def write(stream: TextIO) -> None:
            if format_ is Format.json:
                from govrank.export.json import dump_json, problems_document

                dump_json(problems_document(name, number, problems, catalogue), stream)
            elif not quiet or problems:
                stream.writelines(f"{line}\n" for line in report_lines(name, number, problems, catalogue))

        to_output(output, [pages, population, methodology], write)
        if annotate is not None:
            _annotate(pages, annotate, problems, catalogue, encoding, quiet=quiet)
    if errors:
        raise typer.Exit(1)


def report_lines(file: str, pages: int, problems: Sequence[Problem], words: Catalogue) -> list[str]:
    """Return the problems, errors first, then a summary in one line."""
    from govrank.sentences import problem_lines, shown_text

    lines: list[str] = []
    counted = {}
    for severity in ("error", "warning"):
        found = [problem for problem in problems if problem.severity == severity]
        counted[severity] = words.say(f"count.{severity}s", n=len(found))
        if found:
            lines.append(words.say(f"check.{severity}s"))
            lines += [f"  {line}" for line in problem_lines(found, words)]
    name, number = shown_text(file), words.say("count.pages", n=pages)
    if not problems:
        return [words.say("check.clean", file=name, pages=number)]
    summary = words.say("check.summary", file=name, pages=number, errors=counted["error"], warnings=counted["warning"])
    return [*lines, summary]


def _annotate(
    pages: str, output: Path, problems: Sequence[Problem], words: Catalogue, encoding: str | None, *, quiet: bool
) -> None:
    from govrank.export.annotate import write_annotated
    from govrank.files import refuse_inputs, write_whole
    from govrank.problem import CommandError

    if pages == "-":
        raise CommandError("annotate-stdin")
    if any(problem.code in ("unreadable", "too-big", "encoding") for problem in problems):
        say_lines([words.say("check.not-annotated", path=str(output))])
        return  # what could not be read safely is not opened by another reader either
    refuse_inputs(output, [pages])
    marked = 0

    def fill(stream: object) -> None:
        nonlocal marked
        marked = write_annotated(pages, problems, words, stream, encoding)  # type: ignore[arg-type]  # a binary file

    write_whole(output, fill)
    if not quiet:
        say_lines([words.say("check.annotated", n=marked, path=str(output))])
