"""One export: its cells as typed posts, and every error and warning about it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeGuard

import numpy as np
import numpy.typing as npt

from govrank.collect.headings import (
    COUNTED,
    FLAGS,
    FULL_SET,
    REACTIONS,
    UTC_HEADINGS,
    heading_zone,
    name_columns,
    post_column,
)
from govrank.collect.options import CollectOptions
from govrank.collect.times import CLOCK, INSTANT, TimeError, Times, offset_of, read_times, seconds_of_day
from govrank.large import PlainTexts, beginning, extracted, lengths_of, numbers_of, taken
from govrank.networks import PLATFORMS, network_of_address, page_address, platform_key
from govrank.problems import DataError, Problem
from govrank.read.book import Book, read_book
from govrank.read.collector import ProblemCollector
from govrank.read.headings import PARTS, heading_key
from govrank.read.summary_rows import stray_quotes, without_summary_rows
from govrank.read.table import Cell, ColumnCells, Grid
from govrank.scoring.pages import BoolArray, Count, sum_of
from govrank.validate.cell_types import read_count_column, read_names
from govrank.validate.columns import Columns

if TYPE_CHECKING:
    import pandas as pd

Numbers = npt.NDArray[np.int64]
WHO = ["platform", "page_id", "page", "handle", "region"]
"""What a post says about its page."""

_GRAPH_ID = "([0-9]{5,})_[0-9]+"
_LONGEST_SHORT_ID = 9  # digits
_SHORT_ID = re.compile(rf"[0-9]{{1,{_LONGEST_SHORT_ID}}}")
_ROUNDED = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]+", re.IGNORECASE)
_EXACT_DIGITS = 10**15  # a spreadsheet program keeps no more digits of a number
_HIDDEN = frozenset(("-1", "-1.0", "hidden", "likes hidden", "скрыто", "лайки скрыты", "жасырын"))
_NO = frozenset(
    ("", "0", "false", "no", "none", "n/a", "-", "organic", "not funded", "нет", "жоқ", "ложь", "[]", "nan")
)
_NO_TEXTS = ("(Post with no description)",)  # what Hootsuite writes if a post has none
_SCHEME = len("https://")
_LONGEST_HOST = 40  # letters of a link that identify its network
_ODD_SPACES = [letter for letter in map(chr, range(0x3001)) if letter.isspace() and letter not in " \n"]
_ODD_ASCII = [letter for letter in _ODD_SPACES if letter.isascii()]
FIGURES = ("followers", "likes", "comments", "shares", "saves", "views", "interactions")
"""The counts of a post."""
_OF_PAGE = ("page", "page id", "handle")  # identifies a post's page
_OF_POSTS = ("interactions", "reactions", *REACTIONS, "comments", "shares", "saves")
# the columns' usual names, for problems
_AS_PAGES = {"page likes": "followers", "reactions": "likes", **dict.fromkeys(REACTIONS, "likes")}


@dataclass(frozen=True, eq=False)
class Export:
    """The posts of one file.

    Attributes:
        table: as read, for addresses; `page_at` is the index of its column of pages.
        posts: a row a post: its index in the table, page, time, counts and kind.
        spellings: each spelling of a page, a row of `WHO`; the column `who` of the posts is its index.
        ids, links: of all rows of the table; empty texts if there are none.
        text_at: the indexes of the columns with the posts' texts, the best first.
        problems: all errors and warnings.
        bad: the first error of each row that has one, by the row's index in the table.
        likes_only: whether the followers are the page's likes, as tools counted before 2021.
    """

    table: Grid
    page_at: int
    posts: pd.DataFrame
    spellings: pd.DataFrame
    ids: Sequence[str]
    links: Sequence[str]
    text_at: Sequence[int]
    problems: tuple[Problem, ...]
    bad: Mapping[int, Problem]
    likes_only: bool

    def texts(self, rows: npt.NDArray[np.int64]) -> Sequence[str]:
        """Return the texts of the posts in rows of the table (indexes), from the first column that has one."""
        texts: Sequence[str] = [""] * len(rows)
        for place in self.text_at:
            column = self.table.columns[place]
            if isinstance(column, PlainTexts):
                own = taken(column, rows)
            else:
                own = _tidy([*map(str, map(column.__getitem__, rows.tolist()))])
            texts = [text or other for text, other in zip(texts, own, strict=True)] if any(texts) else own
        return ["" if text in _NO_TEXTS else text for text in texts] if beginning(texts, _NO_TEXTS) else texts


def read_export(path: str, options: CollectOptions) -> Export:
    """Read one file's posts.

    Raises:
        DataError: it cannot be read or has no posts; problems of single cells are in the result.
        CommandError: there is no such file.
    """
    mapping = options.columns
    own = {heading_key(heading): column for column, heading in mapping.items()}

    def recognise(heading: str) -> str | None:
        return own.get(heading_key(heading)) or post_column(heading)

    book = read_book(path, options.encoding, recognise)
    table = _choose_posts(book, options)
    at = name_columns(table.headings, mapping)
    _refuse_missing(table, at, options)
    return _Reading(without_summary_rows(table), at, options).export()


def _choose_posts(book: Book, options: CollectOptions) -> Grid:
    """Return the requested sheet, else the only one with posts; if none has any, the first."""
    if options.sheet is not None:
        return book.sheet(options.sheet)
    whole = [table for table in book.tables if not _missing(name_columns(table.headings, options.columns), options)]
    if len(whole) > 1:
        sheets = [table.sheet for table in whole]
        raise DataError([Problem("several-sheets", book.source.name, wording="posts", args={"sheets": sheets})])
    return whole[0] if whole else book.tables[0]


def _missing(at: Mapping[str, Sequence[int]], options: CollectOptions) -> list[str]:
    naming = _OF_PAGE if options.pages is None else (*_OF_PAGE, "link")  # a registry knows the page of a link
    lacking = [] if {"time", "unix", "day"} & at.keys() else ["time"]
    lacking += [] if {*naming} & at.keys() else ["page"]
    counts = {"interactions", "reactions", *REACTIONS, "comments", "shares", "views"}
    return lacking + ([] if counts & at.keys() else ["interactions"])


def _refuse_missing(table: Grid, at: Mapping[str, Sequence[int]], options: CollectOptions) -> None:
    if missing := _missing(at, options):
        wordings = {"page": "posts-page" if "link" in at else "posts"}
        raise DataError(
            [table.problem("missing-column", None, None, one, wording=wordings.get(one, "posts")) for one in missing]
        )


_network_of_link = lru_cache(1 << 14)(network_of_address)


@cache
def _network(name: str) -> str:
    return platform_key(name)


def numbered(*columns: Sequence[str] | npt.NDArray[Any]) -> Numbers:
    """Return a number for each row, equal for equal rows, from 0 in order of first appearance."""
    import pandas as pd

    def codes(column: Sequence[str] | npt.NDArray[Any]) -> Numbers:
        if not isinstance(column, np.ndarray):
            if (found := numbers_of(column)) is not None:
                return found
            column = np.array(column, dtype=object)
        return pd.factorize(column)[0].astype(np.int64)

    numbers: Numbers = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        if isinstance(column, list) and column and column.count(column[0]) == len(column):
            continue
        others = codes(column)
        most = int(others.max(initial=0))
        if most and numbers.any():
            numbers = pd.factorize(numbers * (most + 1) + others)[0].astype(np.int64)
        elif most:
            numbers = others
    return numbers


def first_places(numbers: Numbers) -> npt.NDArray[np.intp]:
    """Return where each number first appears, given numbers from `numbered`."""
    return np.flatnonzero(np.diff(np.maximum.accumulate(numbers), prepend=-1))


def is_short_id(post_id: str) -> bool:
    """Return whether an id is a number that each page counts from 1, as in Telegram and VK, so not globally unique.

    >>> is_short_id("4711"), is_short_id("1035057923259100"), is_short_id("CgHk3")
    (True, False, False)
    """
    return _SHORT_ID.fullmatch(post_id) is not None


def _short_ids(ids: Sequence[str], lengths: Numbers) -> BoolArray:
    short = (lengths > 0) & (lengths <= _LONGEST_SHORT_ID)
    for row in np.flatnonzero(short).tolist():
        short[row] = is_short_id(ids[row])
    return short


class _Reading:
    """One table while it is read: its columns by name, and its problems so far."""

    def __init__(self, table: Grid, at: Mapping[str, Sequence[int]], options: CollectOptions) -> None:
        self.at = at
        self.options = options
        self.length = len(table.rows)
        used = {places[0]: name for name, places in at.items() if name not in ("text", *FLAGS)}
        quotes = [problem for problem in stray_quotes(table, used) if problem.severity == "error"]
        self.problems = [*table.problems, *quotes]
        self.hidden: dict[str, BoolArray] = {}
        self.table = self._without_hidden(table)
        self.collector = ProblemCollector.of(self.table, quotes, every=options.skip_invalid)

    def _without_hidden(self, table: Grid) -> Grid:
        """Return the table with hidden counts emptied, and note which rows have one."""
        columns = [*table.columns]
        for name in COUNTED:
            for place in self.at.get(name, ())[:1]:
                column = columns[place]
                if isinstance(column, np.ndarray):
                    continue
                shown = {cell for cell in set(column) if _is_hidden(cell)}
                if shown:
                    rows = [i for i, cell in enumerate(column) if cell in shown]
                    cells = [*column]
                    for i in rows:
                        cells[i] = ""
                    columns[place] = cells
                    self.hidden[name] = np.zeros(self.length, np.bool_)
                    self.hidden[name][rows] = True
        return replace(table, columns=tuple(columns))

    def export(self) -> Export:
        import pandas as pd

        self._refuse_twice()
        ids = self._ids()
        links = self._texts("link")
        if beginning(links, ("/", "?", "#")):
            links = ["" if link[:1] in "/?#" else link for link in links]  # such addresses do not lead to a page
        page_ids = self._page_ids(ids)
        pages, handles = self._texts("page"), self._texts("handle")
        if not self.at.keys() & {*_OF_PAGE}:
            pages = [*map(page_address, links)]
        page_at = next(self.at[name][0] for name in (*_OF_PAGE, "link") if name in self.at)
        for i, names in enumerate(zip(pages, page_ids, handles, strict=True) if not all(pages) else ()):
            if not any(names) and (i, "page") not in self.collector.wrong_cells:
                self.collector.add("missing-value", i, page_at, "page", wording="text")
        times = self._times()
        counts, likes_only = self._counts()
        hidden_likes = self._flag("hidden")
        who: dict[str, Sequence[str]] = {
            "page": pages,
            "page_id": page_ids,
            "handle": handles,
            "platform": self._networks(links),
            "region": self._texts("region"),
        }
        lengths = lengths_of(ids)
        posts = pd.DataFrame(
            {
                "row": np.arange(self.length),
                "has_id": lengths > 0,
                "has_link": lengths_of(links) > 0,
                "short_id": _short_ids(ids, lengths),
                "seconds": times.seconds,
                "kind": times.kinds,
                "hidden": np.logical_or.reduce(
                    [hidden_likes, *(self.hidden[name] for name in _OF_POSTS if name in self.hidden)]
                ),
                **{flag: self._flag(flag) for flag in ("repost", "sponsored", "coauthors")},
            }
        )
        for name in FIGURES:
            count = counts.get(name)
            missing = np.ones(self.length, np.bool_) if count is None else ~count.known
            if name in ("likes", "interactions"):
                missing = missing | hidden_likes  # a total without hidden likes is not a total
            numbers = np.zeros(self.length, np.int64) if count is None else count.numbers.astype(np.int64)
            posts[name] = pd.arrays.IntegerArray(np.where(missing, 0, numbers), missing) if missing.any() else numbers
        problems = (*self.problems, *self.collector.problems())
        if self.collector.row_errors:
            posts = posts.drop(index=[*self.collector.row_errors])
            who = {name: taken(column, posts["row"].to_numpy()) for name, column in who.items()}
        posts["who"] = numbers = numbered(*(who[name] for name in WHO))
        first = first_places(numbers)
        spellings = pd.DataFrame({name: [*taken(who[name], first)] for name in WHO}, dtype=object)
        text_at = self.at.get("text", ())
        bad = self.collector.row_errors
        return Export(self.table, page_at, posts, spellings, ids, links, text_at, problems, bad, likes_only)

    def _refuse_twice(self) -> None:
        """Refuse two columns under one heading: it is unknown which one counts."""
        problems = []
        for name, places in self.at.items():
            headings = [self.table.headings[i] for i in places]
            same = [heading for heading in headings if heading_key(heading) == heading_key(headings[0])]
            if len(same) > 1 and name not in ("text", *FLAGS):
                problems.append(self.table.problem("duplicate-column", None, places[1], name, headings=same))
        if problems:
            raise DataError(problems)

    def _texts(self, name: str) -> Sequence[str]:
        """Return a column's texts, with white space collapsed; empty if there is none."""
        if name not in self.at:
            return [""] * self.length
        place = self.at[name][0]
        read = read_names(self.table.columns[place])
        for i, problem in read.wrong.items():
            self.collector.place(problem, i, place, name)
        if self.table.covered:
            for i in range(self.length):
                self.collector.add_misleading(i, place, name)
        return read.values if isinstance(read.values, PlainTexts) else _tidy([value or "" for value in read.values])

    def _ids(self) -> Sequence[str]:
        """Return the posts' ids; if a spreadsheet program has rounded them, links must identify the posts."""
        if "id" not in self.at:
            return [""] * self.length
        place = self.at["id"][0]
        rounded = _rounded_ids(self.table.columns[place])
        if not rounded:
            return self._texts("id")
        code = "rounded-id-unused" if "link" in self.at else "rounded-id"
        self.problems.append(
            self.table.problem(code, None, place, "id", n=len(rounded), row=int(self.table.rows[rounded[0]]))
        )
        return [""] * self.length

    def _page_ids(self, ids: Sequence[str]) -> Sequence[str]:
        """Return the pages' ids: their column's, else the first half of a post's id as Facebook's interface has it."""
        own: Sequence[str] = [""] * self.length
        if "page id" in self.at and not _rounded_ids(self.table.columns[self.at["page id"][0]]):
            own = self._texts("page id")
        if all(own):
            return own
        found = extracted(ids, _GRAPH_ID)
        return [given or page for given, page in zip(own, found, strict=True)] if any(own) else found

    def _networks(self, links: Sequence[str]) -> list[str]:
        """Return the posts' networks: from their column, else from their links, else from a heading."""
        headings = {heading_key(heading) for heading in self.table.headings}
        usual = next(
            (
                key
                for key, network in PLATFORMS.items()
                if not headings.isdisjoint(map(heading_key, (*network.page_headings, *network.id_headings)))
            ),
            "",
        )
        platforms = self._texts("platform")
        first = _site(links[0]) if links else ""
        if not any(platforms) and beginning(links, (f"{first}/",)) == len(links):
            return [_network_of_link(first) or usual] * len(links)
        return [
            _network(name) if name else _network_of_link(_site(link)) or usual
            for name, link in zip(platforms, links, strict=True)
        ]

    def _times(self) -> Times:
        """Read when the posts were published: from seconds since 1970, else a time, else a day and a time of day."""
        names = [name for name in ("unix", "time", "day") if name in self.at]
        place = self.at[names[0]][0]
        times = self._times_at(place)
        if names[0] == "unix" and len(names) > 1 and times.missing:
            times = _filled(times, self._times_at(self.at[names[1]][0]))
        if names[0] == "day" and "clock" in self.at:
            times = self._with_clock(times)
        for i in times.missing:
            self.collector.add("missing-value", i, place, "time", wording="time")
        return times

    def _times_at(self, place: int) -> Times:
        times = read_times(self.table.columns[place], self.options.dates, _heading_offset(self.table.headings, place))
        for i, error in times.wrong:
            self.collector.add(error.code, i, place, "time", wording=error.wording)
        self.collector.add_column("ambiguous-date", times.unsure, place, "time")
        return times

    def _with_clock(self, days: Times) -> Times:
        place = self.at["clock"][0]
        column = self.table.columns[place]
        offset = _heading_offset(self.table.headings, place)
        seconds, kinds = days.seconds.copy(), days.kinds.copy()
        for i, cell in enumerate(column.tolist() if isinstance(column, np.ndarray) else column):
            try:
                of_day = seconds_of_day(cell)
            except TimeError as error:
                self.collector.add(error.code, i, place, "time", wording=error.wording)
                continue
            if of_day is not None:
                seconds[i] += of_day - (offset or 0)
                kinds[i] = CLOCK if offset is None else INSTANT
        return replace(days, seconds=seconds, kinds=kinds)

    def _counts(self) -> tuple[dict[str, Count], bool]:
        """Return the figures of the posts, and whether their followers are the page's likes."""
        columns = Columns(
            {_AS_PAGES.get(name, name): places[0] for name, places in reversed([*self.at.items()]) if name in COUNTED},
            {},
            (),
        )
        read = {
            name: read_count_column(
                self.table,
                self.at[name][0],
                _AS_PAGES.get(name, name),
                {},
                self.collector,
                columns=columns,
                decimal=self.options.decimal,
            )
            for name in COUNTED
            if name in self.at
        }
        followers, likes_only = read.get("followers"), False
        if (followers is None or not followers.known.any()) and "page likes" in read:
            followers, likes_only = read["page likes"], True
        kinds = {name: read[name] for name in REACTIONS if name in read}
        likes = _whole_or_sum(read.get("reactions"), [*kinds.values()], self.hidden.get("reactions"))
        if "reactions" in read and kinds:
            self._say_differing("reactions", read["reactions"], [*kinds.values()], whole=set(kinds) >= FULL_SET)
        parts = {name: count for name in PARTS if (count := likes if name == "likes" else read.get(name)) is not None}
        interactions = _whole_or_sum(read.get("interactions"), [*parts.values()], self.hidden.get("interactions"))
        if "interactions" in read and parts:
            self._say_differing(
                "interactions",
                read["interactions"],
                [*parts.values()],
                whole={"likes", "comments"} <= set(parts),
                but=parts.get("saves"),
            )
        figures = {**parts, "followers": followers, "views": read.get("views"), "interactions": interactions}
        return {name: count for name, count in figures.items() if count is not None}, likes_only

    def _say_differing(
        self, name: str, count: Count, parts: Sequence[Count], *, whole: bool, but: Count | None = None
    ) -> None:
        """Warn of the rows in which a total is not the sum of its parts, or is less than the known ones.

        Args:
            whole: whether all its parts are there.
            but: a part that some tools leave out of the total.
        """
        added = sum_of(parts)
        known = count.known & added.known
        apart = count.numbers != added.numbers if whole else count.numbers < added.numbers
        if but is not None:
            apart &= count.numbers != added.numbers - but.numbers
        place = self.at[name][0]
        for i in np.flatnonzero(apart & known).tolist():
            if i not in self.collector.row_errors:
                self.collector.add("parts-differ", i, place, _AS_PAGES.get(name, name), amount=int(added.numbers[i]))

    def _flag(self, name: str) -> BoolArray:
        """Return for each post whether any column of a kind contains something other than no."""
        found = np.zeros(self.length, np.bool_)
        for place in self.at.get(name, ()):
            column = self.table.columns[place]
            cells = column.tolist() if isinstance(column, np.ndarray) else column
            known: dict[object, bool] = {}
            for i, cell in enumerate(cells):
                if cell != "":
                    if cell not in known:
                        known[cell] = str(cell).strip().casefold() not in _NO
                    found[i] |= known[cell]
        return found


def _whole_or_sum(whole: Count | None, parts: Sequence[Count], hidden: BoolArray | None) -> Count | None:
    """Return a total, or the sum of its parts if it is empty; None if there is neither.

    If the total is `hidden`, its parts are not figures either.
    """
    if not parts or whole is None:
        return whole if not parts else sum_of(parts)
    added = sum_of(parts)
    known = whole.known | (added.known if hidden is None else added.known & ~hidden)
    return Count(np.where(whole.known, whole.numbers, added.numbers), ~known)


def _site(link: str) -> str:
    """Return the beginning of a link, as far as it identifies a network."""
    end = link.find("/", _SCHEME, _LONGEST_HOST)
    return link[: end if end >= 0 else _LONGEST_HOST]


def _are_texts(column: ColumnCells) -> TypeGuard[list[str]]:
    return isinstance(column, list) and {*map(type, column)} <= {str}


def _tidy(texts: Sequence[str]) -> list[str]:
    """Return texts, trimmed and with white space collapsed."""
    together = "\n".join(texts)
    spaces = _ODD_ASCII if together.isascii() else _ODD_SPACES
    odd = any(space in together for space in ("  ", " \n", "\n ", *spaces)) or together != together.strip(" ")
    if not odd and together.count("\n") == max(0, len(texts) - 1):
        return [*texts]
    return [" ".join(text.split()) for text in texts]


def _is_hidden(cell: Cell) -> bool:
    if isinstance(cell, str):
        return cell.strip().casefold() in _HIDDEN
    return isinstance(cell, (int, float)) and cell == -1


def _rounded_ids(column: ColumnCells) -> list[int]:
    """Return the rows whose ids a spreadsheet program has rounded to fifteen digits."""
    if isinstance(column, (np.ndarray, PlainTexts)):
        return []
    if _are_texts(column) and "E+" not in (together := "\n".join(column)) and "e+" not in together:
        return []
    suspects = {cell for cell in column if not isinstance(cell, str) or "E+" in cell or "e+" in cell}
    rounded = {
        cell for cell in suspects if (_ROUNDED.fullmatch(cell.strip()) if isinstance(cell, str) else _is_cut(cell))
    }
    return [i for i, cell in enumerate(column) if cell in rounded] if rounded else []


def _is_cut(cell: Cell) -> bool:
    return isinstance(cell, (int, float)) and abs(cell) >= _EXACT_DIGITS


def _heading_offset(headings: Sequence[str], place: int) -> int | None:
    """Return the offset from UTC in seconds that a heading states for its times, or None."""
    if (offset := offset_of(heading_zone(headings[place]))) is not None:
        return offset
    keys = [heading_key(heading) for heading in headings]
    for heading, beside in UTC_HEADINGS.items():
        if keys[place] == heading_key(heading) and (not beside or heading_key(beside) in keys):
            return 0
    return None


def _filled(times: Times, others: Times) -> Times:
    """Return times, with missing ones filled from others."""
    rows = [*times.missing]
    seconds, kinds = times.seconds.copy(), times.kinds.copy()
    seconds[rows], kinds[rows] = others.seconds[rows], others.kinds[rows]
    return replace(times, seconds=seconds, kinds=kinds, missing=tuple({*rows} & {*others.missing}))
