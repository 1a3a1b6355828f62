"""The posts behind the pages' sums, if another sheet lists them: used completely or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from govrank.networks import platform_key
from govrank.problems import Problem
from govrank.read.table import ColumnCells, Grid, tidy_text
from govrank.scoring.pages import Count, IntArray, Pages
from govrank.text.spelling import name_key
from govrank.validate.cell_types import read_count
from govrank.validate.columns import Recogniser
from govrank.validate.posts import times_of_posts

Who = tuple[str, str, str]


def posts_of_pages(
    tables: Sequence[Grid], pages: Pages, recognise: Recogniser
) -> tuple[Sequence[IntArray] | None, list[Problem]]:
    """Return the interactions of each page's posts, from the sheet that `collect` writes beside the pages.

    The sheet is used if it agrees with the pages: every post belongs to one of them, and the number of posts and their
    sum are those of the page. Otherwise chance is measured without it, and a warning says why.

    Args:
        tables: those that hold no pages.

    Returns:
        An array for each page, empty if a post has no figure and so the page has no sum; None without a usable
        sheet.
    """
    sheets = [table for table in tables if _lists_posts(table, recognise)]
    if not sheets or "interactions" not in pages.own:
        return None, []
    if len(sheets) > 1:
        names = [sheet.sheet for sheet in sheets]
        return None, [sheets[1].problem("posts-unused", wording="several", sheets=names)]
    sheet = sheets[0]
    named = recognise.names(sheet.headings)
    at = {name: i for i, name in reversed([*enumerate(named)]) if name is not None}
    read = read_count(sheet.columns[at["interactions"]], whole=True)
    wrong = [*read.wrong, *read.unsure]
    if wrong:
        return None, [sheet.problem("posts-unused", min(wrong), at["interactions"], "interactions", wording="cell")]
    rows, unknown = _rows_by_page(sheet, at, pages)
    if unknown is not None:
        page = tidy_text(sheet.columns[at["page"]][unknown])
        return None, [sheet.problem("posts-unused", unknown, at["page"], "page", wording="page", page=page)]
    posts = [_figures(read.values, np.array(own, dtype=np.intp)) for own in rows]
    differs = next(_differences(sheet, pages, rows, posts), None)
    return (posts, []) if differs is None else (None, [differs])


def _lists_posts(table: Grid, recognise: Recogniser) -> bool:
    named = {name for name in recognise.names(table.headings) if name}
    return {"page", "interactions"} <= named and times_of_posts(table)


def _rows_by_page(sheet: Grid, at: dict[str, int], pages: Pages) -> tuple[list[list[int]], int | None]:
    """Return the rows of each page's posts, and the first row of a page that the other sheet lacks."""
    regions = "region" in at
    index: dict[Who, int | None] = {
        _who(out.region if regions else "", out.platform, out.page): None for out in pages.excluded
    }
    for i in range(len(pages)):
        index[_who(pages.regions[i] if regions else "", pages.platforms[i], pages.names[i])] = i
    rows: list[list[int]] = [[] for _ in range(len(pages))]
    length = len(sheet.rows)

    def texts(name: str) -> list[str]:
        return _texts(sheet.columns[at[name]]) if name in at else [""] * length

    known: dict[Who, int | None] = {}
    for row, who in enumerate(zip(texts("region"), texts("platform"), texts("page"), strict=True)):
        if who not in known:
            key = _who(who[0], platform_key(who[1]), who[2])
            if key not in index:
                return rows, row
            known[who] = index[key]
        if (page := known[who]) is not None:
            rows[page].append(row)
    return rows, None


def _texts(column: ColumnCells) -> list[str]:
    return [tidy_text(cell) for cell in column]


def _who(region: str, platform: str, page: str) -> Who:
    return name_key(region), platform, name_key(page)


def _figures(count: Count, rows: IntArray) -> IntArray:
    """Return the figures of a page's posts; none if any is missing."""
    if count.missing is not None and count.missing[rows].any():
        return np.empty(0, dtype=np.int64)
    return count.numbers[rows]


def _differences(
    sheet: Grid, pages: Pages, rows: Sequence[Sequence[int]], posts: Sequence[IntArray]
) -> Iterator[Problem]:
    """Yield the differences between a page's figures and its posts."""
    numbers, sums = pages.counts.get("posts"), pages.own["interactions"]
    for i, (own, figures) in enumerate(zip(rows, posts, strict=True)):
        first = own[0] if own else None
        if (
            numbers is not None
            and (numbers.missing is None or not numbers.missing[i])
            and numbers.figure(i) != len(own)
        ):
            said = int(numbers.figure(i))
            yield sheet.problem("posts-unused", first, wording="number", page=pages.names[i], posts=said, n=len(own))
        unknown = len(figures) < len(own)
        missing = sums.missing is not None and bool(sums.missing[i])
        amount = int(figures.sum())
        if unknown != missing or (not unknown and sums.figure(i) != amount):
            yield sheet.problem(
                "posts-unused",
                first,
                wording="sum",
                page=pages.names[i],
                said="–" if missing else int(sums.figure(i)),
                total="–" if unknown else amount,
            )
