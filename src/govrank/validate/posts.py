"""Detecting tables with one row a post, as most tools export them, instead of one row a page."""

from __future__ import annotations

import datetime as dt
import re
import shlex
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import numpy as np

from govrank.problems import DataError
from govrank.read.headings import INTERACTIONS, ONLY_OF_POSTS, POST_HEADINGS, TEXTS, heading_key
from govrank.read.table import Cell, ColumnCells, Grid, cell_text, is_missing, tidy_text

_UNIX_TIMES = (*POST_HEADINGS["unix"], "timestamp")
_DATE = re.compile(r"\s*(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./](\d{4}|\d{2}))(?!\d)")
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?=-\d\d)")
_ZONED = re.compile(r":\d\d(?:[.,]\d+)?\s*(?:Z|[A-Z]{3,4}|[+-]\d\d:?\d\d)$")  # 16:45:20 EDT, T10:00:00Z, 10:00+05:00
_ZONE_HEADING = re.compile(r"\b(?:GMT|UTC)\b", re.IGNORECASE)
_LOOKED_AT = 10_000  # rows that are checked


def refuse_posts(table: Grid, recognise: Callable[[str], str | None], path: str = "") -> None:
    """Refuse a table with one row a post: its rows are not pages under any rules.

    Args:
        path: the file as the user gave it, for the suggested command.

    Raises:
        DataError: `posts-not-pages`.
    """
    if holds_posts(table, recognise):
        raise DataError([table.problem("posts-not-pages", command=_collecting(table, path or table.source.name))])


def _collecting(table: Grid, path: str) -> str:
    """Return the command that sums the posts up, for the month that has most of them.

    If the times have a zone, the user must fill in the time zone that divides the months.
    """
    stem = "posts" if path == "-" else Path(path).stem
    zone = ["--timezone", "Area/City"] if _has_zone(table) else []
    return shlex.join(["govrank", "collect", path, "--period", _usual_month(table), *zone, "-o", f"{stem}-pages.xlsx"])


def _has_zone(table: Grid) -> bool:
    """Return whether the times of the posts, or their heading, name a zone."""
    for heading, column in zip(table.headings, table.columns, strict=True):
        if _holds_dates(column):
            texts = (cell_text(cell).strip() for cell in _first(column))
            if _ZONE_HEADING.search(heading) or any(map(_ZONED.search, texts)):
                return True
    return False


def _usual_month(table: Grid) -> str:
    """Return the month with most posts, the last of equal ones; a placeholder if dates show none."""
    months: Counter[str] = Counter()
    for column in table.columns:
        if _holds_dates(column):
            texts = (cell_text(cell).lstrip() for cell in _first(column) if isinstance(cell, (str, dt.date)))
            months.update(match[0] for text in texts if (match := _MONTH.match(text)) is not None)
    return max(months, key=lambda month: (months[month], month), default="YYYY-MM")


def holds_posts(table: Grid, recognise: Callable[[str], str | None]) -> bool:
    """Return whether each row is a post and not a page, judging by the columns.

    It is if two columns belong to posts (id, time, text, link or type), or one does and pages repeat or it has a text;
    or if columns have the plain names that posts and pages share: an id, a time and a text, or a time and counts of
    pages that repeat. A number of posts above 1 shows that a row is a page.
    """
    at: dict[str, int] = {}
    for i, heading in enumerate(table.headings):
        if (name := recognise(heading)) is not None:
            at.setdefault(name, i)
    if not len(table.rows) or ("posts" in at and _counts_posts(table.columns[at["posts"]])):
        return False
    keys = [heading_key(heading) for heading in table.headings]
    kinds = {kind for key in keys if (kind := _kinds().get(key)) is not None}
    text = "text" in kinds or any(key in _keys(TEXTS) for key in keys)
    if kinds:
        return len(kinds) > 1 or text or _pages_again(table, at) or ("posts" not in at and kinds != {"type"})
    dated = [i for i, column in enumerate(table.columns) if keys[i] in _keys(_UNIX_TIMES) or _holds_dates(column)]
    if not dated:
        return False
    by_name = text and any(key in _keys(POST_HEADINGS["id"]) for key in keys)
    counted = any(name in at for name in (*INTERACTIONS, "views"))  # a roster of accounts repeats names too
    return by_name or (counted and "posts" not in at and _pages_again(table, at))


def times_of_posts(table: Grid) -> bool:
    """Return whether a column's heading names the times of posts."""
    return any(_kinds().get(heading_key(heading)) == "time" for heading in table.headings)


def _counts_posts(column: ColumnCells) -> bool:
    """Return whether any row of a column with numbers of posts has more than one."""
    return any(not is_missing(cell) and tidy_text(cell) not in ("0", "1", "1.0", "0.0") for cell in _first(column))


def _pages_again(table: Grid, at: Mapping[str, int]) -> bool:
    named = "page" if "page" in at else "region"
    who = [_first(table.columns[at[name]]) for name in (named, "platform") if name in at]
    pages = list(zip(*who, strict=True))
    return len(set(pages)) < len(pages)


def _holds_dates(column: ColumnCells) -> bool:
    cells = [] if isinstance(column, np.ndarray) else [cell for cell in column[:_LOOKED_AT] if not is_missing(cell)]
    dates = [cell for cell in cells if isinstance(cell, dt.date) or (isinstance(cell, str) and _DATE.match(cell))]
    return len(dates) > len(cells) / 2


def _first(column: ColumnCells) -> list[Cell]:
    return column[:_LOOKED_AT].tolist() if isinstance(column, np.ndarray) else column[:_LOOKED_AT]


@cache
def _keys(headings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(heading_key, headings))


@cache
def _kinds() -> dict[str, str]:
    of_time = {"day": "time", "clock": "time"}
    return {
        heading_key(heading): of_time.get(kind, kind)
        for kind, headings in ONLY_OF_POSTS.items()
        for heading in headings
    }
