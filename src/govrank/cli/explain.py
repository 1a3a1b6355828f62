"""`govrank explain`: one page's card."""

from __future__ import annotations

from typing import Annotated

import typer

from govrank.cli.call import Call, command

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@command(
    app,
    "explain",
    'govrank explain july.xlsx --page "Атырауская область · instagram"',
    'govrank explain july.xlsx --page "Акимат Жамбылской области" --format md',
    without=("force",),
)
def explain(
    call: Call,
    *,
    page: Annotated[
        str,
        typer.Option(
            "--page", metavar="NAME", help="Page, its id, or region; add · and the network if there are several."
        ),
    ],
) -> None:
    """Explain a page's place: where each point comes from, and what would move it up."""
    from govrank.analysis.explain import explain_page
    from govrank.analysis.page_lookup import find_pages
    from govrank.reports.results import ExplanationResult

    with call.working():
        rating = call.request.rate()
        cards = [explain_page(rating, i) for i in find_pages(rating, page)]
    call.warn(rating.warnings)
    call.write(ExplanationResult(rating, cards), stem=f"{call.request.stem}-card")
