"""`govrank trend`: several editions, oldest first."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from govrank.cli import options
from govrank.cli.request import Call, rating_command

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@rating_command(
    app,
    "trend",
    "govrank trend may.xlsx june.xlsx july.xlsx",
    "govrank trend 2020-*.csv --format html -o year.html",
    without=("pages", "previous", "period"),
)
def trend(
    call: Call,
    *,
    editions: Annotated[list[str], typer.Argument(metavar="PAGES...", help="Editions, oldest first.")],
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
) -> None:
    """Follow the pages through several editions: place by edition, and standing over the whole time."""
    from govrank.analysis.trend import trend_of
    from govrank.problems import CommandError
    from govrank.reports.results import TrendResult
    from govrank.scoring.rating import edition_names

    if len(editions) < 2:  # one edition has no course
        raise CommandError("few-editions")
    if least is not None and least > len(editions):
        raise CommandError("too-few-editions", least=least, n=len(editions))
    call = replace(call, more_inputs=editions)
    names = edition_names(editions)
    requests = [replace(call.request, pages=path).called(name) for path, name in zip(editions, names, strict=True)]
    with call.working():
        ratings = [request.rate() for request in requests]
        course = trend_of(ratings, least, force=call.request.force)
    for rating in ratings:
        call.warn(rating.warnings)
    call.warn(course.warnings)
    call.write(TrendResult(course), stem="trend")
