"""Merged cells: what stands in a merge over rows belongs to each of them, unless it is one figure for several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from govrank.headings import COUNTS
from govrank.read.header import SEARCHED_ROWS, Recognise, find_header, header_texts, is_blank
from govrank.read.table import Cell, Merge, Place, cell_text, merge_name, tidy_text

_TEXTS = ("region", "platform", "page", "excluded", "url")
Filled = tuple[int, str, str]
"""A merge that was filled in: its first row, its range and what stands in it."""


def covered_cells(rows: Sequence[Sequence[Cell]], merges: Sequence[Merge]) -> dict[Place, Merge]:
    """Return the cells that hold something else than the first cell of their merge, which is all that is shown.

    Args:
        rows: consecutive from row 1, as the file holds them.

    Raises:
        ValueError: the merges overlap, as no program writes them.
    """
    covered: dict[Place, Merge] = {}
    left_to_see = sum(map(len, rows))
    for merge in merges:
        top, bottom, left, right = merge
        shown = tidy_text(_cell(rows[top - 1], left)) if top <= len(rows) else ""
        for number, row in enumerate(rows[top - 1 : bottom], top):
            under = row[left : right + 1]
            left_to_see -= len(under) + 1
            if left_to_see < -len(rows):
                raise ValueError(f"{merge_name(merge)} overlaps other merges")
            for column, cell in enumerate(under, left):
                if not is_blank([cell]) and tidy_text(cell) != shown:
                    covered[number, column] = merge
    return covered


def fill_merges(
    rows: list[list[Cell]], merges: Sequence[Merge], recognise: Recognise
) -> tuple[list[Filled], tuple[Merge, ...]]:
    """Give each row under a merge over rows what stands in the first of them, and return what was done.

    A region merged over the rows of its networks belongs to each of them, and so does its population. Any other
    number merged over two pages is one figure for two, which nobody can divide.

    Args:
        rows: consecutive from row 1; they are filled in place.

    Returns:
        The merges that were filled in, and those that were not.
    """
    tall = [merge for merge in merges if merge[2] == merge[3] and merge[0] < merge[1] and merge[0] <= len(rows)]
    if not tall:
        return [], tuple(sorted(merges))
    at, names, width = _header(rows, tall, recognise)
    region = next((i for i, name in names.items() if name == "region"), None)
    filled: list[Filled] = []
    done: set[Merge] = set()
    # regions before populations: which rows are one region is known by then
    for merge in sorted(tall, key=lambda merge: (names.get(merge[2]) == "population", merge)):
        top, bottom, column, _right = merge
        value = _cell(rows[top - 1], column)
        below = [row for row in rows[top : min(bottom, len(rows))] if not is_blank(row[:width])]
        if is_blank([value]) or not _belongs_to_each(
            value, None if top <= at + 1 else names.get(column), region, [rows[top - 1], *below]
        ):
            continue
        for row in below:
            if is_blank([_cell(row, column)]):
                _put(row, column, value)
        filled.append((top, merge_name(merge), cell_text(value).strip()))
        done.add(merge)
    order = {merge_name(merge): number for number, merge in enumerate(merges)}
    filled.sort(key=lambda entry: order[entry[1]])
    return filled, tuple(sorted(merge for merge in merges if merge not in done))


def _header(
    rows: list[list[Cell]], tall: Sequence[Merge], recognise: Recognise
) -> tuple[int, Mapping[int, str | None], int]:
    """Return the index of the header's row, the columns that its headings name, and its width."""
    top = [[*row] for row in islice(rows, SEARCHED_ROWS)]
    for first, last, column, _right in tall:
        if first <= len(top) and isinstance(value := _cell(top[first - 1], column), str):
            for row in top[first:last]:
                if not is_blank(row):
                    _put(row, column, value)
    at = find_header(top, recognise)
    if at is None:
        return -1, {}, 0
    headings = header_texts(top[at])
    return at, {i: recognise(heading) for i, heading in enumerate(headings)}, len(headings)


def _belongs_to_each(value: Cell, name: str | None, region: int | None, rows: Sequence[Sequence[Cell]]) -> bool:
    """Say whether what is merged over rows is said of each of them, by the column that it stands in."""
    if name == "population":
        return region is not None and len({tidy_text(_cell(row, region)) for row in rows}) == 1
    if name in COUNTS:
        return False
    return name in _TEXTS or (isinstance(value, str) and any(map(str.isalpha, value)))


def _cell(row: Sequence[Cell], column: int) -> Cell:
    return row[column] if column < len(row) else ""


def _put(row: list[Cell], column: int, value: Cell) -> None:
    row.extend([""] * (column + 1 - len(row)))
    row[column] = value
