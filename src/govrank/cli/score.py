"""`govrank score`: rate one edition and print the final table."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from govrank.cli import options
from govrank.cli.request import Request, remember
from govrank.cli.run import HELP, Command, reporting, say_warnings, to_output, working

if TYPE_CHECKING:
    from govrank.compare import Movement
    from govrank.language import Catalogue
    from govrank.rating import Rating


class Format(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"
    md = "md"


app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    "score",
    cls=Command,
    context_settings=HELP,
    epilog="Examples: govrank score july.xlsx · govrank score july.csv --population kz-2023 --lang ru · "
    "govrank score july.xlsx --by platform --format json",
)
def score(
    pages: options.Pages,
    population: options.Population = None,
    sheet: options.Sheet = None,
    encoding: options.Encoding = None,
    period: options.Period = None,
    skip_invalid: options.SkipInvalid = False,
    methodology: options.Methodology = "akimats",
    by: options.By = "",
    days: options.Days = None,
    previous: options.Previous = None,
    force: options.Force = False,
    digest: Annotated[
        bool, typer.Option("--digest", rich_help_panel=options.OUTPUT, help="Print a digest above the table.")
    ] = False,
    indicators: Annotated[
        bool,
        typer.Option("--indicators", rich_help_panel=options.OUTPUT, help="Print each indicator's table too."),
    ] = False,
    top: Annotated[
        int | None,
        typer.Option("--top", min=1, metavar="N", rich_help_panel=options.OUTPUT, help="Show the first N pages only."),
    ] = None,
    lang: options.Lang = options.Language.en,
    format_: Annotated[
        Format,
        typer.Option("--format", "-f", rich_help_panel=options.OUTPUT, help="How the result is written."),
    ] = Format.table,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Rate one edition and print the final table."""
    from govrank.language import words

    catalogue = words(lang.value)
    request = Request(
        pages, methodology, population, sheet, encoding, period, by, skip_invalid, previous, force, lang.value, days
    )
    with reporting(catalogue):
        with working(catalogue, quiet=quiet):
            rating = request.rate()
            movement = request.compare(rating)
        if not quiet:
            say_warnings(rating.warnings, catalogue)

        def write(stream: TextIO) -> None:
            write_rating(
                rating, movement, catalogue, stream, format_.value, indicators=indicators, top=top, digest=digest
            )

        remember(request, rating)
        to_output(output, request.inputs, write, mark=format_ is Format.csv)


def write_rating(
    rating: Rating,
    movement: Movement | None,
    words: Catalogue,
    stream: TextIO,
    how: str,
    *,
    indicators: bool,
    top: int | None,
    digest: bool,
) -> None:
    """Write a rating as text in one of the formats."""
    if how == "json":
        from govrank.export.json import write_json

        write_json(rating, words, stream, movement)
    elif how == "csv":
        from govrank.export.csv import write_csv

        write_csv(rating, stream, movement)
    elif how == "md":
        from govrank.export.markdown import write_markdown

        write_markdown(rating, words, stream, movement, indicators=indicators, top=top, digest=digest)
    else:
        from govrank.present.terminal import show_rating

        show_rating(rating, words, stream, movement, indicators=indicators, top=top, digest=digest)
