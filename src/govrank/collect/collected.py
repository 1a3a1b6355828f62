"""The result of `collect`: the pages, the posts behind them, and what became of all other rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from govrank.collect.options import CollectOptions
from govrank.collect.times import Kinds, Seconds, time_texts
from govrank.problems import Problem
from govrank.read.table import Source


@dataclass(frozen=True)
class PageSum:
    """One page and the sums of its posts in the period; None if unknown.

    Attributes:
        followers_date: the day of the followers' figure, or "".
        last_post: the day of its last post up to the period's end, or "".
        days_since: days from then to the period's last day.
        weeks: in how many weeks, Monday to Sunday, of the period it posted.
        excluded: the registry's reason to exclude it, or "".
    """

    region: str
    platform: str
    page: str
    url: str
    followers: int | None
    followers_date: str
    posts: int
    figures: Mapping[str, int | None]
    last_post: str
    days_since: int | None
    weeks: int
    population: int | None
    excluded: str


@dataclass(frozen=True)
class Note:
    """Something that was done, as a key of the catalogue and the values of its sentence; `n` is the number of rows."""

    key: str
    n: int
    args: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Uncounted:
    """A row that was not counted: its position, what it is, and the reason, as a key of the catalogue."""

    file: str
    sheet: str | None
    row: int
    page: str
    time: str
    post: str
    why: str
    problem: Problem | None = None


@dataclass(frozen=True, eq=False)
class Collected:
    """The pages of a period, the posts that were counted, and what became of all other rows.

    Attributes:
        post_pages, post_seconds, post_kinds, post_interactions: for each counted post the index of its page, its
            time on the clock of the period, the kind of that time, and its interactions; page by page, in order of
            time.
    """

    options: CollectOptions
    sources: tuple[Source, ...]
    pages: tuple[PageSum, ...]
    post_pages: Sequence[int]
    post_seconds: Seconds
    post_kinds: Kinds
    post_interactions: Sequence[int | None]
    notes: tuple[Note, ...]
    uncounted: tuple[Uncounted, ...]
    warnings: tuple[Problem, ...]

    @cached_property
    def post_times(self) -> list[str]:
        """The times of the posts as ISO writes them."""
        return time_texts(self.post_seconds, self.post_kinds)
