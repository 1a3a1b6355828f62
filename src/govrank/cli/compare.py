"""`govrank compare`: who rose, fell, came in, left."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal, get_args

import typer

from govrank.cli import options
from govrank.cli.notices import reporting, say_warnings, working
from govrank.cli.output import Output, format_named
from govrank.cli.request import Request, takes_request
from govrank.cli.usage import HELP, Command, examples

Format = Literal["table", "json", "csv", "md"]
FORMATS: tuple[Format, ...] = get_args(Format)

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
    format_: Annotated[Format | None, options.format_by_output("table")] = None,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Say who rose, fell, stayed, came in and left between two editions."""
    from govrank.language import words

    catalogue = words(request.lang)
    with reporting(catalogue):
        from govrank.export.analyses import movement_document, write_movement_csv
        from govrank.present.moves import movement_report

        how = format_ or format_named(output, FORMATS, "table", [old, new, *request.inputs])
        request = replace(request, pages=new)
        with working(catalogue, quiet=quiet):
            rating = request.rate()
            movement = request.compared_with(old, rating)
        say_warnings([*movement.previous.warnings, *rating.warnings, *movement.warnings], catalogue, quiet=quiet)
        Output(catalogue, output, [*request.inputs, old]).write_result(
            how,
            document=lambda: movement_document(rating, movement, catalogue),
            report=lambda: movement_report(rating, movement, catalogue),
            csv=lambda stream: write_movement_csv(rating, movement, stream),
        )
