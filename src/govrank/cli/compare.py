"""`govrank compare`: who rose, fell, came in, left."""

from __future__ import annotations

from typing import Annotated

import typer

from govrank.cli.request import Call, rating_command

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@rating_command(
    app,
    "compare",
    "govrank compare june.xlsx july.xlsx",
    "govrank compare june.csv july.csv --format json",
    without=("also",),
)
def compare(
    call: Call,
    *,
    previous: Annotated[str, typer.Argument(metavar="OLD", help="The edition before.")],
    pages: Annotated[str, typer.Argument(metavar="NEW", help="The edition that is looked at.")],  # noqa: ARG001  # the request has it
) -> None:
    """Say who rose, fell, stayed, came in and left between two editions."""
    from govrank.reports.results import ComparisonResult

    with call.working():
        rating = call.request.rate()
        movement = call.request.compared_with(previous, rating)
    call.warn([*movement.previous.warnings, *rating.warnings, *movement.warnings])
    call.write(ComparisonResult(rating, movement), stem=f"{call.request.stem}-moves")
