"""Results as pictures for publication: each table, the totals as bars, a trend, a page's card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from govrank.formats import Files
from govrank.formats.typeset import Data, Picture, set_blocks, set_pictures, table_parts
from govrank.problems import CommandError
from govrank.reports.charts import Bars, TrendChart, web_width
from govrank.reports.edition import MOST_PICTURED
from govrank.reports.results import Result
from govrank.reports.table import Heading, Publication, Table
from govrank.text.catalogue import Catalogue

How = Literal["png", "svg"]

ROWS_A_PART = 100  # a longer table is several pictures
_TALLEST = 5600  # points of rows in one picture: 16 000 pixels
_TALLEST_TREND = 10_000  # points: nearly as many pixels as a PNG can hold
_NAME, _ROW, _LINE = 150, 22, 16  # points: a name's width, a row's height, and that of each further line of a name
_TREND_ROOM = 536  # points, between a picture's margins


def files(result: Result, words: Catalogue, how: How) -> Files:
    """Return a result's pictures by what they show: the same bytes each time.

    A table of more than a hundred rows is divided: "final-1", "final-2".

    Raises:
        CommandError: `no-such-table`; `too-many-for-images`; `no-images-extra` where Typst is not installed.
    """
    shown = result.pictures(words)
    pictures: dict[str, Picture] = {}
    for one in shown:
        parts = _parts(one)
        for n, picture in enumerate(parts, 1):
            pictures[_unused(f"{one.name}-{n}" if len(parts) > 1 else one.name, pictures)] = picture
    return set_pictures(pictures, words.lang, how, shown[0].logo)


def _parts(one: Publication) -> list[Picture]:
    """Return a picture, or several of about the same length where its table or its bars are long."""
    at, long = next(((n, block) for n, block in enumerate(one.blocks) if isinstance(block, Table | Bars)), (0, None))
    ranges = [] if long is None else split_rows([*map(_row_height, _names(long))])
    if long is None or len(ranges) == 1:
        return [_whole(one)]
    parts = _divided(long, ranges)
    pictures = []
    for number, part in enumerate(parts, 1):
        title = f"{one.title} · {number}/{len(parts)}"
        above = [Heading(title) if block == Heading(one.title) else block for block in one.blocks[:at]]
        pictures.append(Picture(title, [*set_blocks(above), part, *set_blocks(one.blocks[at + 1 :])]))
    return pictures


def _whole(one: Publication) -> Picture:
    blocks = set_blocks(one.blocks, _TREND_ROOM)
    lines = sum(len(block.panel.lines) for block in one.blocks if isinstance(block, TrendChart))
    tall = sum(block["height"] for block in blocks if block["kind"] == "drawing")
    if lines > MOST_PICTURED or tall > _TALLEST_TREND:
        raise CommandError("too-many-for-images", n=lines, most=MOST_PICTURED)
    return Picture(one.title, blocks)


def _names(long: Table | Bars) -> Sequence[str]:
    if isinstance(long, Bars):
        return [bar.page for bar in long.bars]
    return (long.column("page") or long.columns[0]).texts


def _divided(long: Table | Bars, ranges: Sequence[range]) -> list[Data]:
    if isinstance(long, Bars):
        return set_blocks(replace(long, bars=long.bars[part.start : part.stop]) for part in ranges)
    return table_parts(long, ranges)


def _row_height(name: str) -> float:
    """Return the approximate height of a row, for splitting long tables."""
    return _ROW + _LINE * int(web_width(name, 11) / _NAME)


def split_rows(heights: Sequence[float]) -> list[range]:
    """Return the parts of a long table, equal ones if the rows allow.

    >>> split_rows([20] * 101)
    [range(0, 51), range(51, 101)]
    """
    count = max(1, -(-len(heights) // ROWS_A_PART))
    most = -(-len(heights) // count)
    parts: list[range] = []
    start, tall = 0, 0.0
    for i, height in enumerate(heights):
        if i > start and (i - start == most or tall + height > _TALLEST):
            parts.append(range(start, i))
            start, tall = i, 0.0
        tall += height
    return [*parts, range(start, len(heights))]


def _unused(name: str, used: Iterable[str]) -> str:
    """Return a unique file name, even on case-insensitive file systems."""
    taken = {other.casefold() for other in used}
    n, free = 2, name
    while free.casefold() in taken:
        free, n = f"{name}-{n}", n + 1
    return free
