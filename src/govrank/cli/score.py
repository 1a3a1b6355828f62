"""`govrank score`: rate one edition and print the final table."""

from __future__ import annotations

from typing import Annotated

import typer

from govrank.cli import options
from govrank.cli.last import remember
from govrank.cli.notices import reporting, say_warnings, working
from govrank.cli.output import Output, pick_format
from govrank.cli.request import Request, takes_request
from govrank.cli.usage import HELP, Command, examples

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    "score",
    cls=Command,
    context_settings=HELP,
    epilog=examples(
        "govrank score july.xlsx",
        "govrank score july.csv --population kz-2023 --lang ru",
        "govrank score july.xlsx --by platform --format json",
    ),
)
@takes_request()
def score(
    request: Request,
    *,
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
    format_: Annotated[str | None, options.format_option("score")] = None,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Rate one edition and print the final table."""
    from govrank.text.catalogue import words

    catalogue = words(request.lang)
    with reporting(catalogue):
        from govrank.reports.results import EditionResult

        how = pick_format("score", format_, output, request.inputs)
        with working(catalogue, quiet=quiet):
            rating = request.rate()
            movement = request.compare(rating)
        say_warnings([*rating.warnings, *(movement.warnings if movement else ())], catalogue, quiet=quiet)
        remember(request, rating)
        found = EditionResult(rating, movement, indicators=indicators, top=top, digest=digest)
        Output(catalogue, output, request.inputs).write(found, how)
