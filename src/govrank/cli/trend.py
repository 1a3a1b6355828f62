"""`govrank trend`: several editions, oldest first."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from govrank.cli import options
from govrank.cli.notices import reporting, say_warnings, working
from govrank.cli.output import Output, pick_format
from govrank.cli.request import Request, takes_request
from govrank.cli.usage import HELP, Command, examples

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    "trend",
    cls=Command,
    context_settings=HELP,
    epilog=examples(
        "govrank trend may.xlsx june.xlsx july.xlsx", "govrank trend 2020-*.csv --format html -o year.html"
    ),
)
@takes_request("pages", "previous", "period")
def trend(
    request: Request,
    *,
    pages: Annotated[list[str], typer.Argument(metavar="PAGES...", help="Editions, oldest first.")],
    least: Annotated[
        int | None,
        typer.Option(
            "--min-editions",
            min=1,
            metavar="N",
            rich_help_panel=options.RULES,
            help="How many editions a page needs for a standing. Default: half of them.",
        ),
    ] = None,
    format_: Annotated[str | None, options.format_option("trend")] = None,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Follow the pages through several editions: place by edition, and standing over the whole time."""
    from govrank.text.catalogue import words

    catalogue = words(request.lang)
    with reporting(catalogue):
        from govrank.analysis.trend import trend_of
        from govrank.problems import CommandError
        from govrank.reports.results import TrendResult
        from govrank.scoring.rating import edition_names

        if len(pages) < 2:  # one edition has no course
            raise CommandError("few-editions")
        if least is not None and least > len(pages):
            raise CommandError("too-few-editions", least=least, n=len(pages))
        names = edition_names(pages)
        requests = [replace(request, pages=path).called(name) for path, name in zip(pages, names, strict=True)]
        with working(catalogue, quiet=quiet):
            ratings = [one.rate() for one in requests]
            course = trend_of(ratings, least, force=request.force)
        for rating in ratings:
            say_warnings(rating.warnings, catalogue, quiet=quiet)
        say_warnings(course.warnings, catalogue, quiet=quiet)
        how = pick_format("trend", format_, output, pages)
        inputs = [path for one in requests for path in one.inputs]
        Output(catalogue, output, inputs, quiet=quiet, usual="trend").write(TrendResult(course), how)
