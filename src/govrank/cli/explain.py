"""`govrank explain`: one page's card."""

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
    "explain",
    cls=Command,
    context_settings=HELP,
    epilog=examples(
        'govrank explain july.xlsx --page "Атырауская область · instagram"',
        'govrank explain july.xlsx --page "Акимат Жамбылской области" --format md',
    ),
)
@takes_request("previous", "force")
def explain(
    request: Request,
    *,
    page: Annotated[
        str,
        typer.Option("--page", metavar="NAME", help="The page, or its region; with · and the network where several."),
    ],
    format_: Annotated[str | None, options.format_option("explain")] = None,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Explain one page's place: where each point comes from, and what would move it up."""
    from govrank.text.catalogue import words

    catalogue = words(request.lang)
    with reporting(catalogue):
        from govrank.analysis.explain import explain_page
        from govrank.analysis.page_lookup import find_pages
        from govrank.reports.results import ExplanationResult

        how = pick_format("explain", format_, output, request.inputs)
        with working(catalogue, quiet=quiet):
            rating = request.rate()
            cards = [explain_page(rating, i) for i in find_pages(rating, page)]
        say_warnings(rating.warnings, catalogue, quiet=quiet)
        target = Output(catalogue, output, request.inputs, quiet=quiet, usual=f"{request.stem}-card")
        target.write(ExplanationResult(rating, cards), how)
