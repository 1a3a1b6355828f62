"""`govrank compare`: who rose, fell, came in, left."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, TextIO

import typer

from govrank.cli import options
from govrank.cli.request import Request
from govrank.cli.run import HELP, Command, reporting, say_warnings, to_output, working


class Format(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"
    md = "md"


app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    "compare",
    cls=Command,
    context_settings=HELP,
    epilog="Examples: govrank compare june.xlsx july.xlsx · govrank compare june.csv july.csv --format json",
)
def compare(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The edition before.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The edition that is looked at.")],
    population: options.Population = None,
    sheet: options.Sheet = None,
    encoding: options.Encoding = None,
    skip_invalid: options.SkipInvalid = False,
    methodology: options.Methodology = "akimats",
    by: options.By = "",
    days: options.Days = None,
    force: options.Force = False,
    lang: options.Lang = options.Language.en,
    format_: Annotated[
        Format, typer.Option("--format", "-f", rich_help_panel=options.OUTPUT, help="How the result is written.")
    ] = Format.table,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Say who rose, fell, stayed, came in and left between two editions."""
    from govrank.export.json import dump_json
    from govrank.language import words

    catalogue = words(lang.value)
    with reporting(catalogue):
        request = Request(
            pages=new,
            methodology=methodology,
            population=population,
            sheet=sheet,
            encoding=encoding,
            by=by,
            skip_invalid=skip_invalid,
            previous=old,
            force=force,
            days=days,
        )
        with working(catalogue, quiet=quiet):
            rating = request.rate()
            movement = request.compare(rating)
        if movement is None:
            raise AssertionError("a comparison was asked for")
        if not quiet:
            say_warnings([*movement.previous.warnings, *rating.warnings], catalogue)

        def write(stream: TextIO) -> None:
            from govrank.export.analyses import movement_document, write_movement_csv
            from govrank.present.moves import movement_report

            if format_ is Format.json:
                dump_json(movement_document(rating, movement, catalogue), stream)
            elif format_ is Format.csv:
                write_movement_csv(rating, movement, stream)
            elif format_ is Format.md:
                from govrank.export.markdown import write_report

                write_report(movement_report(rating, movement, catalogue), catalogue, stream)
            else:
                from govrank.present.terminal import show_report

                show_report(movement_report(rating, movement, catalogue), catalogue, stream)

        to_output(output, request.inputs, write, mark=format_ is Format.csv)
