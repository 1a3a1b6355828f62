"""`govrank trend`: several editions, oldest first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from govrank.cli import options
from govrank.cli.call import Call, command

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@command(
    app,
    "trend",
    "govrank trend may.xlsx june.xlsx july.xlsx",
    "govrank trend 2020-*.csv --format html -o year.html",
    "govrank trend june.xlsx='June 2020' july.xlsx='July 2020'",
    without=("pages", "also", "previous", "previous_period", "period"),
)
def trend(
    call: Call,
    *,
    editions: Annotated[
        list[str],
        typer.Argument(metavar="PAGES[=PERIOD]...", help="Editions, oldest first: files, or folders of files."),
    ],
    least: Annotated[
        int | None,
        typer.Option(
            "--min-editions",
            min=1,
            metavar="N",
            rich_help_panel=options.RULES,
            help="Number of editions a page must be in to have a standing. Default: half of them.",
        ),
    ] = None,
) -> None:
    """Follow pages through several editions: place by edition, and standing over all of them.

    Where the rules count growth, the first edition is only the base of the second.
    """
    from govrank.analysis.trend import trend_of
    from govrank.methodology.load import load_methodology
    from govrank.problems import CommandError
    from govrank.reports.results import TrendResult
    from govrank.scoring.rating import distinct_periods

    named = [_path_and_period(edition) for edition in editions]
    if call.request.period_column:
        named = [one for path, period in named for one in _periods(call, path, period)]
    if len(named) < 2:  # one edition makes no trend
        raise CommandError("few-editions")
    if least is not None and least > len(named):
        raise CommandError("too-few-editions", least=least, n=len(named))
    paths = [path for path, _period in named]
    call = replace(call, more_inputs=paths)
    with call.working():
        growth = bool(load_methodology(str(call.request.methodology)).counts_before)
        if growth and len(paths) < 3:  # one as the base of growth, and two for a trend
            raise CommandError("few-editions-growth")
        none = (None, None)
        before: list[tuple[str | None, str | None]] = [none, *named[:-1]] if growth else [none] * len(named)
        ratings = [
            replace(
                call.request,
                pages=path,
                beside=paths,
                period=period,
                previous=previous,
                previous_period=then,
                earlier=path != paths[-1],
            ).rate()
            for (path, period), (previous, then) in [*zip(named, before, strict=True)][growth:]
        ]
        periods = distinct_periods([rating.edition for rating in ratings], paths[growth:])
        ratings = [
            replace(rating, edition=replace(rating.edition, period=period))
            for rating, period in zip(ratings, periods, strict=True)
        ]
        found = trend_of(ratings, least, force=call.request.force)
    if growth:
        call.say(call.words.say("trend.base", path=named[0][1] or paths[0]))
    for rating in ratings:
        call.warn(rating.warnings)
    call.warn(found.warnings)
    call.write(TrendResult(found), stem="trend")


def _periods(call: Call, path: str, period: str | None) -> list[tuple[str, str | None]]:
    """Return a long file once for each of its periods, or for the one given with it."""
    from govrank.pipeline import periods_in

    return [(path, one) for one in ([period] if period else periods_in(path, call.request))]


def _path_and_period(edition: str) -> tuple[str, str | None]:
    """Return a file, and its edition's period if given with it: june.xlsx="June 2020"."""
    path, equals, period = edition.partition("=")
    return (edition, None) if not equals or Path(edition).exists() else (path, period)
