"""`govrank robustness`: how firm the places are."""

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
    md = "md"


app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    "robustness",
    cls=Command,
    context_settings=HELP,
    epilog="Examples: govrank robustness july.xlsx · govrank robustness july.xlsx --format json --draws 5000",
)
def robustness(
    pages: options.Pages,
    population: options.Population = None,
    sheet: options.Sheet = None,
    encoding: options.Encoding = None,
    period: options.Period = None,
    skip_invalid: options.SkipInvalid = False,
    methodology: options.Methodology = "akimats",
    by: options.By = "",
    days: options.Days = None,
    draws: Annotated[
        int,
        typer.Option(
            "--draws", min=10, max=100_000, metavar="N", rich_help_panel=options.RULES, help="How many are drawn."
        ),
    ] = 1000,
    seed: Annotated[
        int, typer.Option("--seed", min=0, metavar="N", rich_help_panel=options.RULES, help="What they begin with.")
    ] = 20200731,
    lang: options.Lang = options.Language.en,
    format_: Annotated[
        Format, typer.Option("--format", "-f", rich_help_panel=options.OUTPUT, help="How the result is written.")
    ] = Format.table,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Say how firm the places are: under other weights, tie rules, indicators and rosters."""
    from govrank.export.json import dump_json
    from govrank.language import words

    catalogue = words(lang.value)
    with reporting(catalogue):
        from govrank.robustness import measure_robustness

        request = Request(
            pages=pages,
            methodology=methodology,
            population=population,
            sheet=sheet,
            encoding=encoding,
            period=period,
            by=by,
            skip_invalid=skip_invalid,
            days=days,
        )
        with working(catalogue, quiet=quiet):
            rating = request.rate()
            firm = measure_robustness(rating, draws, seed)
        if not quiet:
            say_warnings(rating.warnings, catalogue)

        def write(stream: TextIO) -> None:
            from govrank.present.firmness import robustness_report

            if format_ is Format.json:
                from govrank.export.analyses import robustness_document

                dump_json(robustness_document(rating, firm), stream)
            elif format_ is Format.md:
                from govrank.export.markdown import write_report

                write_report(robustness_report(rating, firm, catalogue), catalogue, stream)
            else:
                from govrank.present.terminal import show_report

                show_report(robustness_report(rating, firm, catalogue), catalogue, stream)

        to_output(output, request.inputs, write)
