"""`govrank diff`: two versions of one edition's input."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from govrank.cli.call import Call, command

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@command(
    app,
    "diff",
    "govrank diff july-v1.xlsx july.xlsx",
    "govrank diff july-v1.csv july.csv --format json",
    without=("also", "previous", "previous_period"),
)
def diff(
    call: Call,
    *,
    old: Annotated[str, typer.Argument(metavar="OLD", help="Previous version: a file, or a folder of files.")],
    pages: Annotated[str, typer.Argument(metavar="NEW", help="Current version.")],  # noqa: ARG001  # the request has it
) -> None:
    """Show which figures changed between two versions of an edition, and which places moved."""
    from govrank.analysis.diff import diff_editions
    from govrank.pipeline import rate_loaded
    from govrank.reports.results import DifferenceResult

    call = replace(call, more_inputs=(old,))
    with call.working():
        now = replace(call.request, beside=(old,)).load()
        rating = rate_loaded(now)
        before = replace(call.request, pages=old, beside=(call.request.pages,)).load()
        rating_before = rate_loaded(before)
        found = diff_editions(before, now, rating_before, rating, force=call.request.force)
    call.warn([*rating_before.warnings, *rating.warnings, *found.movement.warnings])
    call.write(DifferenceResult(found), stem=f"{call.request.stem}-diff")
