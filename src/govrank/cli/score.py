"""`govrank score`: rate one edition and print the final table."""

from __future__ import annotations

from typing import Annotated

import typer

from govrank.cli import options
from govrank.cli.call import Call, command
from govrank.cli.last import remember

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@command(
    app,
    "score",
    "govrank score july.xlsx",
    "govrank score july.csv --population kz-2023 --lang ru",
    "govrank score july.xlsx --by platform --format json",
)
def score(
    call: Call,
    *,
    digest: Annotated[
        bool, typer.Option("--digest", rich_help_panel=options.OUTPUT, help="Print the digest above the table.")
    ] = False,
    indicators: Annotated[
        bool,
        typer.Option("--indicators", rich_help_panel=options.OUTPUT, help="Print the table of each indicator too."),
    ] = False,
    top: Annotated[
        int | None,
        typer.Option("--top", min=1, metavar="N", rich_help_panel=options.OUTPUT, help="Print only the first N pages."),
    ] = None,
) -> None:
    """Rate one edition and print the final table."""
    from govrank.reports.results import EditionResult

    with call.working():
        rating = call.request.rate()
        movement = call.request.compare(rating)
    call.warn([*rating.warnings, *(movement.warnings if movement else ())])
    remember(call.request, rating)
    call.write(EditionResult(rating, movement, indicators=indicators, top=top, digest=digest))
