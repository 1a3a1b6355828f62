"""`govrank compare`: who rose, fell, came in, left."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from govrank.cli import options
from govrank.cli.call import Call, command

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@command(
    app,
    "compare",
    "govrank compare june.xlsx july.xlsx",
    "govrank compare june.csv july.csv --format json",
    without=("also",),
)
def compare(
    call: Call,
    *,
    previous: Annotated[str, typer.Argument(metavar="OLD", help="Previous edition: a file, or a folder of files.")],
    pages: Annotated[str, typer.Argument(metavar="NEW", help="Current edition.")],  # noqa: ARG001  # the request has it
    before: Annotated[
        str | None,
        typer.Option(
            "--previous",
            metavar="FILE",
            rich_help_panel=options.RULES,
            help="The edition before OLD, in a file of its own, where the rules count growth.",
        ),
    ] = None,
) -> None:
    """Show who rose, fell, stayed, came in and dropped out between two editions."""
    from govrank.reports.results import ComparisonResult

    call = replace(call, more_inputs=[before] if before else [])
    with call.working():
        rating = call.request.rate()
        movement = call.request.compared_with(previous, rating, before)
    call.warn([*movement.previous.warnings, *rating.warnings, *movement.warnings])
    call.write(ComparisonResult(rating, movement), stem=f"{call.request.stem}-moves")
