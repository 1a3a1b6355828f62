"""`govrank explain`: one page's card."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, TextIO

import typer

from govrank.cli import options
from govrank.cli.request import Request
from govrank.cli.run import HELP, Command, reporting, say_warnings, to_output, working


class Format(StrEnum):
    table = "table"
    json = "json"
    md = "md"


app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    "explain",
    cls=Command,
    context_settings=HELP,
    epilog='Examples: govrank explain july.xlsx --page "Атырауская область · instagram" · '
    'govrank explain july.xlsx --page "Акимат Жамбылской области" --format md',
)
def explain(
    pages: options.Pages,
    page: Annotated[
        str,
        typer.Option("--page", metavar="NAME", help="The page, or its region; with · and the network where several."),
    ],
    population: options.Population = None,
    sheet: options.Sheet = None,
    encoding: options.Encoding = None,
    period: options.Period = None,
    skip_invalid: options.SkipInvalid = False,
    methodology: options.Methodology = "akimats",
    by: options.By = "",
    days: options.Days = None,
    lang: options.Lang = options.Language.en,
    format_: Annotated[
        Format, typer.Option("--format", "-f", rich_help_panel=options.OUTPUT, help="How the result is written.")
    ] = Format.table,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Explain one page's place: where each point comes from, and what would move it up."""
    from govrank.export.json import dump_json
    from govrank.language import words

    catalogue = words(lang.value)
    with reporting(catalogue):
        from govrank.explain import explain_page
        from govrank.page_lookup import find_pages

        request = Request(
            pages=pages,
            methodology=methodology,
            population=population,
            sheet=sheet,
            encoding=encoding,
            period=period,
            by=by,
            skip_invalid=skip_invalid,
            days=days,
        )
        with working(catalogue, quiet=quiet):
            rating = request.rate()
            found = find_pages(rating, page)
            cards = [explain_page(rating, i) for i in found]
        if not quiet:
            say_warnings(rating.warnings, catalogue)

        def write(stream: TextIO) -> None:
            from govrank.present.card import card_report
            from govrank.present.report import Report

            if format_ is Format.json:
                from govrank.export.analyses import card_document

                documents = [card_document(rating, card) for card in cards]
                dump_json(documents[0] if len(documents) == 1 else documents, stream)
                return
            reports = [card_report(rating, card, catalogue).blocks for card in cards]
            blocks = [block for blocks in reports for block in (*blocks, "")][:-1]
            if format_ is Format.md:
                from govrank.export.markdown import write_report

                write_report(Report(tuple(blocks)), catalogue, stream)
            else:
                from govrank.present.terminal import show_report

                show_report(Report(tuple(blocks)), catalogue, stream)

        to_output(output, request.inputs, write)
