"""`govrank robustness`: how robust the places are."""

from __future__ import annotations

from typing import Annotated

import typer

from govrank.cli import options
from govrank.cli.call import Call, command

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@command(
    app,
    "robustness",
    "govrank robustness july.xlsx",
    "govrank robustness july.xlsx --format json --draws 5000",
    without=("force",),
)
def robustness(
    call: Call,
    *,
    draws: Annotated[
        int,
        typer.Option(
            "--draws", min=10, max=100_000, metavar="N", rich_help_panel=options.RULES, help="Number of random draws."
        ),
    ] = 1000,
    seed: Annotated[
        int, typer.Option("--seed", min=0, metavar="N", rich_help_panel=options.RULES, help="Random seed.")
    ] = 20200731,
) -> None:
    """Test how stable the ranking is: under other weights, tie rules, indicators and rosters, and against chance."""
    from govrank.analysis.robustness import measure_robustness
    from govrank.reports.results import RobustnessResult

    with call.working():
        rating = call.request.rate()
        found = measure_robustness(rating, draws, seed)
    call.warn(rating.warnings)
    call.write(RobustnessResult(rating, found), stem=f"{call.request.stem}-robustness")
