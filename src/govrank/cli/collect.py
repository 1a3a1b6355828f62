"""`govrank collect`: exports with one row a post, summed up to a table of pages."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from govrank.cli import options
from govrank.cli.notices import reporting, say_lines, say_warnings, working
from govrank.cli.output import Output, pick_format
from govrank.cli.usage import HELP, Command, examples

app = typer.Typer(rich_markup_mode=None, add_completion=False)

Kept = Literal["keep", "drop"]


def _kept(name: str, help_: str) -> object:
    return typer.Option(name, metavar="keep|drop", rich_help_panel=options.RULES, help=help_)


@app.command(
    "collect",
    cls=Command,
    context_settings=HELP,
    epilog=examples(
        "govrank collect posts.csv --period 2026-07 -o july-2026.xlsx",
        "govrank collect ig.csv fb.csv --period 2026-07 --timezone Asia/Almaty --pages registry.csv -o july-2026.xlsx",
        "govrank collect posts.csv --period 2026-07 -o - | govrank score -",
    ),
)
def collect(
    posts: Annotated[
        list[str],
        typer.Argument(
            metavar="POSTS...",
            help="CSV, TSV, XLSX, ODS or Parquet files, one row per post, newest file last; - is standard input.",
        ),
    ],
    period: Annotated[
        str,
        typer.Option(
            "--period",
            metavar="PERIOD",
            rich_help_panel=options.INPUT,
            help="Period to count: 2026-07, 2026-Q3, 2026-W31, 2026 or 2026-07-01..2026-07-15.",
        ),
    ],
    timezone: Annotated[
        str,
        typer.Option(
            "--timezone",
            metavar="ZONE",
            rich_help_panel=options.INPUT,
            help="Time zone in which months begin and end, such as Asia/Almaty; needed if times have a zone.",
        ),
    ] = "",
    pages: Annotated[
        str | None,
        typer.Option(
            "--pages",
            metavar="FILE",
            rich_help_panel=options.INPUT,
            help="Registry of pages: id, region, network, page, former names, url, population.",
        ),
    ] = None,
    followers: Annotated[
        str,
        typer.Option(
            "--followers",
            metavar="last|max|FILE",
            rich_help_panel=options.INPUT,
            help="Followers: at the last post of the period, the most in the period, or from a file.",
        ),
    ] = "last",
    dates: Annotated[
        Literal["dmy", "mdy", "ymd"] | None,
        typer.Option(
            "--dates",
            metavar="dmy|mdy|ymd",
            rich_help_panel=options.INPUT,
            help="Order of day and month. Default: detected.",
        ),
    ] = None,
    headings: Annotated[  # a folder's [columns] are of pages
        list[str] | None,
        typer.Option(
            "--columns",
            metavar="NAME=HEADING",
            rich_help_panel=options.INPUT,
            help="Heading of a column, such as likes='Fan Count', or a file of such lines. Repeatable.",
        ),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option("--sheet", metavar="NAME", rich_help_panel=options.INPUT, help="Sheet with the posts."),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(
            "--encoding",
            metavar="NAME",
            rich_help_panel=options.INPUT,
            help="Encoding of text files. Default: detected.",
        ),
    ] = None,
    decimal: Annotated[
        Literal[".", ","] | None,
        typer.Option(
            "--decimal",
            metavar=".|,",
            rich_help_panel=options.INPUT,
            help="Decimal sign in figures like 1,234. Default: detected from the column.",
        ),
    ] = None,
    skip_invalid: Annotated[
        bool,
        typer.Option(
            "--skip-invalid",
            rich_help_panel=options.INPUT,
            help="Leave out rows with errors and posts with missing figures, and list them.",
        ),
    ] = False,
    reposts: Annotated[Kept, _kept("--reposts", "Keep or drop reposts.")] = "keep",
    sponsored: Annotated[Kept, _kept("--sponsored", "Keep or drop sponsored posts.")] = "keep",
    deleted: Annotated[
        Kept, _kept("--deleted", "Keep or drop posts that are missing from a later file of the same dates.")
    ] = "keep",
    lang: options.Lang = "en",
    format_: Annotated[str | None, options.format_option("collect")] = None,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Add up exports with one row per post into a table of pages that `score` rates."""
    from govrank.text.catalogue import words

    catalogue = words(lang)
    with reporting(catalogue, "collected"):
        from govrank.collect.collecting import collect_posts
        from govrank.collect.options import CollectOptions, post_mapping
        from govrank.reports.collected import note_lines
        from govrank.reports.results import CollectedResult

        inputs = [*posts, pages, *([] if followers in ("last", "max") else [followers])]
        how = pick_format("collect", format_, output, inputs)
        asked = CollectOptions(
            period=period,
            timezone=timezone,
            pages=pages,
            followers=followers,
            dates=dates,
            reposts=reposts,
            sponsored=sponsored,
            deleted=deleted,
            columns=post_mapping(headings or ()),
            sheet=sheet,
            encoding=encoding,
            decimal=decimal,
            skip_invalid=skip_invalid,
        )
        with working(catalogue, quiet=quiet):
            found = collect_posts(posts, asked)
        say_warnings(found.warnings, catalogue, quiet=quiet)
        if not quiet:
            say_lines(note_lines(found, catalogue))
        Output(catalogue, output, inputs, announced=not quiet).write(CollectedResult(found), how)
