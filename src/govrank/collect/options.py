"""The options of `collect`."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from govrank.collect.times import DAY, DateOrder, time_zone
from govrank.problems import CommandError
from govrank.read.headings import POST_HEADINGS
from govrank.read.mapping import column_mapping
from govrank.read.numbers import DecimalSign
from govrank.text.period import dates_of

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

Kept = Literal["keep", "drop"]
_RANGE = re.compile(r"(\d{4}-\d\d-\d\d)(?:\.\.|/)(\d{4}-\d\d-\d\d)")


@dataclass(frozen=True)
class CollectOptions:
    """How exports are read and their posts counted.

    Attributes:
        period: a year, half-year, quarter, month or week as 2026-07, or two days as 2026-07-01..2026-07-15.
        timezone: IANA name of the time zone that divides the months; "" if none is given.
        pages: the registry of pages, or None.
        followers: those at the last post of the period, the most in it, or a file that has them.
        dates: the order of day and month if dates do not show it.
        reposts, sponsored, deleted: what to do with such posts.
        columns: headings by column.
    """

    period: str
    timezone: str = ""
    pages: str | None = None
    followers: str = "last"
    dates: DateOrder | None = None
    reposts: Kept = "keep"
    sponsored: Kept = "keep"
    deleted: Kept = "keep"
    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    encoding: str | None = None
    decimal: DecimalSign | None = None
    skip_invalid: bool = False

    @cached_property
    def zone(self) -> ZoneInfo | None:
        """The time zone, if given."""
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
        return calendar.timegm(self.days[1].timetuple()) + DAY


def post_mapping(given: Sequence[str]) -> dict[str, str]:
    """Return headings by the columns of posts, from texts such as `likes=Fan Count` or files of such lines.

    Raises:
        CommandError: as `govrank.read.mapping.column_mapping`.
    """
    return column_mapping(given, lambda name: _COLUMNS.get(name.casefold()), _COLUMNS, "no-such-post-column")


# users write the names of page tables, with likes for all reactions
_COLUMNS = {
    **{name.replace(" ", "_"): name for name in POST_HEADINGS if name not in ("reactions", "like")},
    "likes": "reactions",
    "url": "link",
    "network": "platform",
    "reposts": "repost",
}
