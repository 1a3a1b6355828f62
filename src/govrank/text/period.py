"""The days of a period, where its name says them."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta


def _last_week(year: int) -> int:
    """Return the number of a year's last ISO week: 28 December is always in it."""
    return date(year, 12, 28).isocalendar().week


def days_of(period: str) -> int | None:
    """Return the days of a year, half-year, quarter, month or week; None for any other name.

    >>> [days_of(name) for name in ("2020", "2020-H1", "2021-Q1", "2020-02", "2020-W07", "July")]
    [366, 182, 90, 29, 7, None]
    """
    days = dates_of(period)
    return None if days is None else (days[1] - days[0]).days + 1


def dates_of(period: str) -> tuple[date, date] | None:
    """Return the first and the last day of a year, half-year, quarter, month or week; None for any other name.

    >>> [str(day) for day in dates_of("2020-W07")]
    ['2020-02-10', '2020-02-16']
    """
    match = re.fullmatch(
        r"(\d{4})(?:-(?:(?P<half>H[12])|(?P<quarter>Q[1-4])|(?P<week>W\d\d)|(?P<month>\d\d)))?", period
    )
    if match is None or not 1 <= int(match[1]) <= 9999:  # what a calendar knows
        return None
    year = int(match[1])
    if match["week"]:
        week = int(match["week"][1:])
        if not 1 <= week <= _last_week(year):
            return None
        monday = date.fromisocalendar(year, week, 1)
        return monday, min(monday, date.max - timedelta(days=6)) + timedelta(days=6)
    first, last = 1, 12
    if match["half"]:
        first, last = (1, 6) if match["half"] == "H1" else (7, 12)
    elif match["quarter"]:
        first = 3 * int(match["quarter"][1]) - 2
        last = first + 2
    elif match["month"]:
        first = last = int(match["month"])
        if not 1 <= first <= 12:  # months
            return None
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
