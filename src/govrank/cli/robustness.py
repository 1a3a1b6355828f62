"""`govrank robustness`: how firm the places are."""

from __future__ import annotations

from typing import Annotated

import typer

from govrank.cli import options
from govrank.cli.notices import reporting, say_warnings, working
from govrank.cli.output import Output, pick_format
from govrank.cli.request import Request, takes_request
from govrank.cli.usage import HELP, Command, examples

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    "robustness",
    cls=Command,
    context_settings=HELP,
    epilog=examples("govrank robustness july.xlsx", "govrank robustness july.xlsx --format json --draws 5000"),
)
@takes_request("previous", "force")
def robustness(
    request: Request,
    *,
    draws: Annotated[
        int,
        typer.Option(
            "--draws", min=10, max=100_000, metavar="N", rich_help_panel=options.RULES, help="How many are drawn."
        ),
    ] = 1000,
    seed: Annotated[
        int, typer.Option("--seed", min=0, metavar="N", rich_help_panel=options.RULES, help="What they begin with.")
    ] = 20200731,
    format_: Annotated[str | None, options.format_option("robustness")] = None,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Say how firm the places are: under other weights, tie rules, indicators and rosters."""
    from govrank.text.catalogue import words

    catalogue = words(request.lang)
    with reporting(catalogue):
        from govrank.analysis.robustness import measure_robustness
        from govrank.reports.results import RobustnessResult

        how = pick_format("robustness", format_, output, request.inputs)
        with working(catalogue, quiet=quiet):
            rating = request.rate()
            firm = measure_robustness(rating, draws, seed)
        say_warnings(rating.warnings, catalogue, quiet=quiet)
        target = Output(catalogue, output, request.inputs, quiet=quiet, usual=f"{request.stem}-robustness")
        target.write(RobustnessResult(rating, firm), how)
