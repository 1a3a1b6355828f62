"""How many days a period has, where its name says so."""

from __future__ import annotations

import calendar
import re
from datetime import date


def _last_week(year: int) -> int:
    """Return the number of a year's last ISO week: 28 December is always in it."""
    return date(year, 12, 28).isocalendar().week


def days_of(period: str) -> int | None:
    """Return the days of a year, half-year, quarter, month or week; None for any other name.

    >>> [days_of(name) for name in ("2020", "2020-H1", "2021-Q1", "2020-02", "2020-W07", "July")]
    [366, 182, 90, 29, 7, None]
    """
    match = re.fullmatch(
        r"(\d{4})(?:-(?:(?P<half>H[12])|(?P<quarter>Q[1-4])|(?P<week>W\d\d)|(?P<month>\d\d)))?", period
    )
    if match is None or not 1 <= int(match[1]) <= 9999:  # what a calendar knows
        return None
    year = int(match[1])
    if match["week"]:
        return 7 if 1 <= int(match["week"][1:]) <= _last_week(year) else None
    if match["half"]:
        months = range(1, 7) if match["half"] == "H1" else range(7, 13)
    elif match["quarter"]:
        first = 3 * int(match["quarter"][1]) - 2
        months = range(first, first + 3)
    elif match["month"]:
        if not 1 <= int(match["month"]) <= 12:  # months
            return None
        months = range(int(match["month"]), int(match["month"]) + 1)
    else:
        months = range(1, 13)
    return sum(calendar.monthrange(year, month)[1] for month in months)
