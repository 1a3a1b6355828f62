"""From rows of cells to a table: where the header is, which rows are blank, and packing long columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from operator import itemgetter

import numpy as np

from govrank.problems import DataError, Problem
from govrank.read.headings import known_column
from govrank.read.numbers import packed_numbers
from govrank.read.table import MOST_COLUMNS, Cell, Column, PlainColumn, Source, Table, UnquotedRows, tidy_text

SEARCHED_ROWS = 20
CHUNK = 1 << 15
MOST_PADDING = 1 << 24  # blank cells: sixteen in each row of a sheet
MOST_REPEATED = 1 << 14  # more different texts than this are names, not regions or networks

Row = Sequence[Cell]
Recognise = Callable[[str], str | None]


def recognised_columns(row: Sequence[Cell], recognise: Recognise = known_column) -> set[str]:
    """Return the canonical names of the columns whose headings stand in a row."""
    named = {recognise(tidy_text(cell)) for cell in row if isinstance(cell, str) and cell.strip()}
    return {name for name in named if name is not None}


def find_header(rows: Sequence[Row], recognise: Recognise = known_column) -> int | None:
    """Return the index of the first row with at least two known headings; else of the first that is not blank.

    A row right below that knows as many or more is meant instead: headings of two rows, or one merged over
    both. A later row never is: it would hide the pages above it.
    """
    known = [len(recognised_columns(row, recognise)) for row in rows]
    at = next((index for index, number in enumerate(known) if number > 1), None)
    if at is None:
        return next((index for index, row in enumerate(rows) if not is_blank(row)), None)
    while at + 1 < len(rows) and known[at + 1] >= known[at]:
        at += 1
    return at


def header_texts(row: Row) -> list[str]:
    """Return the headings of a header's row, up to the last that is there: so wide is the table."""
    headings = [tidy_text(cell) for cell in row]
    while headings and not headings[-1]:
        headings.pop()
    return headings


def is_blank(row: Sequence[Cell]) -> bool:
    """Say whether a row holds nothing but blanks."""
    return not any(cell != "" and (not isinstance(cell, str) or cell.strip()) for cell in row)


def table_from_rows(
    rows: Iterable[Sequence[Cell]], source: Source, sheet: str | None, recognise: Recognise = known_column
) -> Table | None:
    """Build a table from consecutive spreadsheet rows, the first of which is row 1.

    Blank rows are passed over; so are columns with neither a heading nor a cell.

    Returns:
        The table, or None where every row is blank.

    Raises:
        DataError: `too-big`.
    """
    stream = iter(rows)
    top = list(islice(stream, SEARCHED_ROWS))
    for number, row in enumerate(top, 1):
        if len(row) > MOST_COLUMNS:
            raise DataError([Problem("too-big", source.name, sheet, row=number, wording="wide")])
    at = find_header(top, recognise)
    if at is None:
        # only blank rows so far: nothing can be a header below the searched rows, but a cell may stand there
        if all(is_blank(row) for row in stream):
            return None
        return Table(source, sheet, (), (), (), (), header_row=1)
    headings = header_texts(top[at])
    width = len(headings)
    body = _Columns(width)
    try:
        _fill(body, top[at + 1 :], stream, at + 2)
    except DataError as error:
        raise DataError([replace(problem, file=source.name, sheet=sheet) for problem in error.problems]) from None
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
        titles=tuple(filter(None, (tidy_text(cell) for row in top[:at] for cell in row if isinstance(cell, str)))),
        problems=(),
    )
    if at:
        problems.append(Problem("header-below-title", source.name, sheet, row=at + 1, args={"header_row": at + 1}))
    problems += [
        # in a workbook a cell beside the table shifts nothing; in a text an unquoted separator shifts the whole row
        Problem(
            "ragged-row" if sheet is None and not beside else "stray-cell",
            source.name,
            sheet,
            row=row_number,
            args={"cells": cells, "headings": width},
        )
        for row_number, cells, beside in body.overlong
    ]
    return Table(**{**table.__dict__, "problems": tuple(problems)})


def _fill(body: _Columns, top: list[Row], stream: Iterator[Row], number: int) -> None:
    """Give the rows below the header to the columns, chunk by chunk; `number` is the spreadsheet's of the first."""
    if top:
        body.add(top, number)
    number += len(top)
    if isinstance(stream, UnquotedRows):
        while lines := stream.take(CHUNK):
            columns = stream.columns(lines, body.width) if body.width else None
            if columns is None:
                body.add([[*stream.cells(line)] for line in lines], number)
            else:
                body.add_columns(columns, range(number, number + len(lines)))
            number += len(lines)
        return
    while chunk := list(islice(stream, CHUNK)):
        body.add(chunk, number)
        number += len(chunk)


def _has_cells(column: Column) -> bool:
    return isinstance(column, np.ndarray) or any(cell != "" for cell in column)


class _Columns:
    """Collects rows column by column, so that a plain column of numbers never exists as texts all at once."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.parts: list[list[PlainColumn | list[Cell]]] = [[] for _ in range(width)]
        self.numbers: list[range | list[int]] = []
        self.padding = 0  # blank cells that rows lack to be as wide as the header
        # spreadsheet number, how many cells, whether they stand beside the table and none in it
        self.overlong: list[tuple[int, int, bool]] = []
        # equal texts are kept once, because a region stands in thousands of rows; not in a column of names,
        # which are all different: None stands for such a column
        self.seen: list[dict[str, str] | None] = [{} for _ in range(width)]

    def add(self, rows: list[Row], first: int) -> None:
        numbers: range | list[int] = range(first, first + len(rows))
        if set(map(len, rows)) == {self.width} and _no_blank_start(rows):
            columns = zip(*rows, strict=True)
        else:
            rows, numbers = self._without_blanks(rows, first)
            columns = zip(*rows, strict=True)
        if not rows:
            return
        self.add_columns(columns, numbers)

    def add_columns(self, columns: Iterable[Sequence[Cell]], numbers: range | list[int]) -> None:
        """Add rows that come as columns already, all as wide as the header, none of them blank."""
        self.numbers.append(numbers)
        for i, cells in enumerate(columns):
            packed = packed_numbers(cells)
            self.parts[i].append(self._kept(i, cells) if packed is None else packed)

    def _without_blanks(self, rows: list[Row], first: int) -> tuple[list[Row], list[int]]:
        """Return the rows that are not blank, all as wide as the header, and their spreadsheet numbers."""
        width = self.width
        kept, numbers = [], []
        for number, row in enumerate(rows, first):
            blank = is_blank(row[:width])
            if len(row) > width and not is_blank(row[width:]):
                self.overlong.append((number, len(row), blank))
            if blank:
                continue  # a note beside the table makes no page of a blank row
            lacking = width - len(row)
            if lacking > 0:
                self.padding += lacking
                if self.padding > MOST_PADDING:
                    raise DataError([Problem("too-big", wording="sparse")])
            kept.append([*row, *[""] * lacking] if lacking > 0 else row[:width])
            numbers.append(number)
        return kept, numbers

    def _kept(self, column: int, cells: Sequence[Cell]) -> list[Cell]:
        seen = self.seen[column]
        if seen is None:
            return list(cells)
        keep_once = seen.setdefault
        kept: list[Cell]
        if set(map(type, cells)) == {str}:
            kept = list(map(keep_once, cells, cells))  # type: ignore[arg-type]  # all are texts here
        else:
            kept = [keep_once(cell, cell) if type(cell) is str else cell for cell in cells]
        if len(seen) > MOST_REPEATED:
            self.seen[column] = None
        return kept

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
        return columns, _joined_numbers(self.numbers)


def _no_blank_start(rows: list[Row]) -> bool:
    """Say whether no row begins with a blank cell: such rows need no further look for being blank."""
    try:
        return all(map(str.strip, map(itemgetter(0), rows)))
    except (TypeError, IndexError):
        return False


def _joined_numbers(parts: Sequence[range | list[int]]) -> Sequence[int]:
    """Return row numbers as one range where no row was passed over."""
    whole = all(isinstance(part, range) for part in parts)
    if whole and all(before[-1] + 1 == after[0] for before, after in pairwise(parts)):
        return range(parts[0][0], parts[-1][-1] + 1) if parts else range(0)
    return [number for part in parts for number in part]
