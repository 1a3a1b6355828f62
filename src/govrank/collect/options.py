"""What a run of `collect` is asked to do."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal

from govrank.options import INPUT, RULES, Flag, Headings, LoadOptions, flags
from govrank.problems import CommandError
from govrank.text.period import DateOrder, dates_of

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

Kept = Literal["keep", "drop"]
_RANGE = re.compile(r"(\d{4}-\d\d-\d\d)(?:\.\.|/)(\d{4}-\d\d-\d\d)")
_OF_LOADING = flags(LoadOptions)


def _kept(name: str, help_: str) -> Flag:
    return Flag((name,), RULES, help_, metavar="keep|drop", once=True)


@dataclass(frozen=True)
class CollectOptions:
    """How exports are read and their posts counted."""

    period: Annotated[
        str,
        Flag(
            ("--period",),
            INPUT,
            "Period to count: 2026-07, 2026-Q3, 2026-W31, 2026 or 2026-07-01..2026-07-15.",
            metavar="PERIOD",
            once=True,
        ),
    ]
    timezone: Annotated[
        str,
        Flag(
            ("--timezone",),
            INPUT,
            "Time zone in which months begin and end, such as Asia/Almaty; needed if times have a zone.",
            metavar="ZONE",
        ),
    ] = ""
    pages: Annotated[
        str | None,
        Flag(
            ("--pages",),
            INPUT,
            "Registry of pages: id, region, network, page, former names, url, population.",
            metavar="FILE",
            reads="file",
            once=True,
        ),
    ] = None
    followers: Annotated[
        str,
        Flag(
            ("--followers",),
            INPUT,
            "Followers: at the last post of the period, the most in the period, or from a file.",
            metavar="last|max|FILE",
            known=("last", "max"),
            reads="file",
            once=True,
        ),
    ] = "last"
    dates: Annotated[
        DateOrder | None,
        Flag(("--dates",), INPUT, "Order of day and month. Default: detected.", metavar="dmy|mdy|ymd", once=True),
    ] = None
    headings: Annotated[
        Headings,
        replace(
            _OF_LOADING["columns"],
            help="Heading of a column, such as likes='Fan Count', or a file of such lines. Repeatable.",
            once=True,
        ),
    ] = ()
    """Not `columns`: those of a folder's `govrank.toml` are of pages."""
    sheet: Annotated[str | None, replace(_OF_LOADING["sheet"], help="Sheet with the posts.")] = None
    encoding: Annotated[str | None, _OF_LOADING["encoding"]] = None
    decimal: Annotated[Literal[".", ","] | None, _OF_LOADING["decimal"]] = None
    skip_invalid: Annotated[
        bool,
        replace(
            _OF_LOADING["skip_invalid"],
            help="Leave out rows with errors and posts with missing figures, and list them.",
        ),
    ] = False
    reposts: Annotated[Kept, _kept("--reposts", "Keep or drop reposts.")] = "keep"
    sponsored: Annotated[Kept, _kept("--sponsored", "Keep or drop sponsored posts.")] = "keep"
    deleted: Annotated[
        Kept, _kept("--deleted", "Keep or drop posts that are missing from a later file of the same dates.")
    ] = "keep"

    @cached_property
    def columns(self) -> Mapping[str, str]:
        """The headings by the columns that they name.

        Raises:
            CommandError: as `govrank.collect.headings.post_mapping`.
        """
        from govrank.collect.headings import post_mapping

        return post_mapping(self.headings)

    @cached_property
    def zone(self) -> ZoneInfo | None:
        """The time zone, if given."""
        from govrank.collect.times import time_zone

        return time_zone(self.timezone) if self.timezone else None

    @cached_property
    def days(self) -> tuple[dt.date, dt.date]:
        """The first and the last day of the period.

        Raises:
            CommandError: `no-such-period`.
        """
        days = dates_of(self.period)
        if days is None and (match := _RANGE.fullmatch(self.period)) is not None:
            try:
                days = dt.date.fromisoformat(match[1]), dt.date.fromisoformat(match[2])
            except ValueError:
                days = None
        if days is None or days[0] > days[1]:
            raise CommandError("no-such-period", value=self.period)
        return days

    @property
    def start(self) -> int:
        """The first second of the period, since 1970 on its clock."""
        return calendar.timegm(self.days[0].timetuple())

    @property
    def end(self) -> int:
        """The first second after the period."""
        return calendar.timegm((self.days[1] + dt.timedelta(days=1)).timetuple())
