"""From rows of cells to a table: where the header is, which rows are blank, and packing long columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

import numpy as np

from govrank.headings import known_column
from govrank.problem import Problem
from govrank.read.numbers import plain_numbers
from govrank.read.table import Cell, Column, PlainColumn, Source, Table, tidy_text

SEARCHED_ROWS = 20
CHUNK = 1 << 15

Row = list[Cell]
Recognise = Callable[[str], str | None]


def recognised_columns(row: Sequence[Cell], recognise: Recognise = known_column) -> set[str]:
    """Return the canonical names of the columns whose headings stand in a row."""
    named = {recognise(tidy_text(cell)) for cell in row if isinstance(cell, str) and cell.strip()}
    return {name for name in named if name is not None}


def find_header(rows: Sequence[Row], recognise: Recognise = known_column) -> int | None:
    """Return the index of the row with the most known headings, at least two of them; else of the first
    that is not blank. Of equal rows the last is meant: a heading merged over two rows fills both."""
    best, most = None, 1
    for index, row in enumerate(rows):
        known = len(recognised_columns(row, recognise))
        if known > 1 and known >= most:
            best, most = index, known
    if best is None:
        return next((index for index, row in enumerate(rows) if not is_blank(row)), None)
    return best


def is_blank(row: Sequence[Cell]) -> bool:
    return not any(cell != "" and (not isinstance(cell, str) or cell.strip()) for cell in row)


def table_from_rows(
    rows: Iterable[Row], source: Source, sheet: str | None, recognise: Recognise = known_column
) -> Table | None:
    """Build a table from consecutive spreadsheet rows, the first of which is row 1.

    Blank rows are passed over; so are columns with neither a heading nor a cell.

    Returns:
        The table, or None where every row is blank.
    """
    stream = iter(rows)
    top = list(islice(stream, SEARCHED_ROWS))
    at = find_header(top, recognise)
    if at is None:
        # only blank rows so far: nothing can be a header below the searched rows, but a cell may stand there
        if all(is_blank(row) for row in stream):
            return None
        return Table(source, sheet, (), (), (), (), header_row=1)
    header = [tidy_text(cell) for cell in top[at]]
    width = len(header)
    while width and not header[width - 1]:
        width -= 1
    headings = header[:width]
    body = _Columns(width)
    for first, chunk in _chunks([top[at + 1 :]], stream, at + 2):
        body.add(chunk, first)
    problems: list[Problem] = []
    columns, numbers = body.finished()
    used = [i for i in range(width) if headings[i] or _has_cells(columns[i])]
    table = Table(
        source=source,
        sheet=sheet,
        headings=tuple(headings[i] for i in used),
        columns=tuple(columns[i] for i in used),
        rows=numbers,
        positions=tuple(used),
        header_row=at + 1,
        problems=(),
    )
    if any(not is_blank(row) for row in top[:at]):
        problems.append(Problem("header-below-title", source.name, sheet, row=at + 1, args={"header_row": at + 1}))
    for row_number, cells in body.overlong:
        problems.append(
            Problem("ragged-row", source.name, sheet, row=row_number, args={"cells": cells, "headings": width})
        )
    return Table(**{**table.__dict__, "problems": tuple(problems)})


def _chunks(first: list[list[Row]], stream: Iterator[Row], number: int) -> Iterator[tuple[int, list[Row]]]:
    """Yield the rows below the header in chunks, each with the spreadsheet number of its first row."""
    for chunk in first:
        if chunk:
            yield number, chunk
        number += len(chunk)
    while chunk := list(islice(stream, CHUNK)):
        yield number, chunk
        number += len(chunk)


def _has_cells(column: Column) -> bool:
    return isinstance(column, np.ndarray) or any(cell != "" for cell in column)


def _starts_blank(row: Row) -> bool:
    return not row or (isinstance(row[0], str) and not row[0].strip())


class _Columns:
    """Collects rows column by column, so that a plain column of numbers never exists as texts all at once."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.parts: list[list[PlainColumn | list[Cell]]] = [[] for _ in range(width)]
        self.numbers: list[range | list[int]] = []
        self.overlong: list[tuple[int, int]] = []
        self.seen: dict[str, str] = {}  # equal texts are kept once: a region stands in thousands of rows

    def add(self, rows: list[Row], first: int) -> None:
        width = self.width
        numbers: range | list[int] = range(first, first + len(rows))
        if set(map(len, rows)) != {width} or any(is_blank(row) for row in rows if _starts_blank(row)):
            kept, numbers = [], []
            for number, row in enumerate(rows, first):
                if is_blank(row):
                    continue
                if len(row) > width:
                    if not is_blank(row[width:]):
                        self.overlong.append((number, len(row)))
                    row = row[:width]
                kept.append(row if len(row) == width else [*row, *[""] * (width - len(row))])
                numbers.append(number)
            rows = kept
        if not rows:
            return
        self.numbers.append(numbers)
        keep_once = self.seen.setdefault
        for part, cells in zip(self.parts, zip(*rows, strict=True), strict=True):
            packed = _pack(cells)
            if packed is not None:
                part.append(packed)
            else:
                part.append([keep_once(cell, cell) if type(cell) is str else cell for cell in cells])

    def finished(self) -> tuple[list[Column], Sequence[int]]:
        columns: list[Column] = []
        for parts in self.parts:
            packed = [part for part in parts if isinstance(part, np.ndarray)]
            if packed and len(packed) == len(parts):
                columns.append(np.concatenate(packed))
            else:
                # `map(str)` gives back the very text: a packed part has no leading zeros
                columns.append(
                    [
                        cell
                        for part in parts
                        for cell in (map(str, part.tolist()) if isinstance(part, np.ndarray) else part)
                    ]
                )
            parts.clear()
        if len(self.numbers) == 1:
            return columns, self.numbers[0]
        return columns, [number for numbers in self.numbers for number in numbers]


def _pack(cells: Sequence[Cell]) -> PlainColumn | None:
    """Return texts of digits as numbers where the texts can be regenerated from them."""
    if not isinstance(cells[0], str):
        return None
    numbers = plain_numbers(cells)
    if numbers is None:
        return None
    spelled = len(cells) + sum(int((numbers >= 10**power).sum()) for power in range(1, 15))
    return numbers if spelled == sum(map(len, cells)) else None  # type: ignore[arg-type]  # all are texts here
