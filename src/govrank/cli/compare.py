"""`govrank compare`: who rose, fell, came in, left."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from govrank.cli import options
from govrank.cli.notices import reporting, say_warnings, working
from govrank.cli.output import Output, pick_format
from govrank.cli.request import Request, takes_request
from govrank.cli.usage import HELP, Command, examples

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    "compare",
    cls=Command,
    context_settings=HELP,
    epilog=examples("govrank compare june.xlsx july.xlsx", "govrank compare june.csv july.csv --format json"),
)
@takes_request("pages", "previous")
def compare(
    request: Request,
    *,
    old: Annotated[str, typer.Argument(metavar="OLD", help="The edition before.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The edition that is looked at.")],
    format_: Annotated[str | None, options.format_option("compare")] = None,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Say who rose, fell, stayed, came in and left between two editions."""
    from govrank.text.catalogue import words

    catalogue = words(request.lang)
    with reporting(catalogue):
        from govrank.reports.results import ComparisonResult

        how = pick_format("compare", format_, output, [old, new, *request.inputs])
        request = replace(request, pages=new)
        with working(catalogue, quiet=quiet):
            rating = request.rate()
            movement = request.compared_with(old, rating)
        say_warnings([*movement.previous.warnings, *rating.warnings, *movement.warnings], catalogue, quiet=quiet)
        target = Output(catalogue, output, [*request.inputs, old], quiet=quiet, usual=f"{request.stem}-moves")
        target.write(ComparisonResult(rating, movement), how)
