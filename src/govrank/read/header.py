"""From rows of cells to a table: where the header is, and which rows are blank."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice, zip_longest

import numpy as np

from govrank.networks import MOST_COMPARED, PLATFORMS, means_platform, platform_key
from govrank.problems import DataError, Problem
from govrank.read.budget import MOST_COLUMNS
from govrank.read.headings import COUNTS, known_column
from govrank.read.table import Cell, ColumnCells, Grid, Source, tidy_text

SEARCHED_ROWS = 20
CHUNK = 1 << 15
_LEAST_BLOCKS = 2  # of networks above a header
MOST_PADDING = 1 << 24  # blank cells: sixteen in each row of a full sheet

Row = Sequence[Cell]
Recognise = Callable[[str], str | None]


def recognised_columns(row: Sequence[Cell], recognise: Recognise = known_column) -> set[str]:
    """Return the canonical names of the columns whose headings are in a row."""
    named = {recognise(tidy_text(cell)) for cell in row if isinstance(cell, str) and cell.strip()}
    return {name for name in named if name is not None}


def find_header(rows: Sequence[Row], recognise: Recognise = known_column) -> int | None:
    """Return the index of the first row with at least two known headings; else of the first non-blank one.

    The row right below is taken instead if it has as many or more: headings of two rows, or one merged over both. A
    later row never is: it would hide the pages above it.
    """
    known = [len(recognised_columns(row, recognise)) for row in rows]
    at = next((index for index, number in enumerate(known) if number > 1), None)
    if at is None:
        return next((index for index, row in enumerate(rows) if not is_blank(row)), None)
    while at + 1 < len(rows) and known[at + 1] >= known[at]:
        at += 1
    return at


def counts_over_networks(upper: Sequence[str], lower: Sequence[str], recognise: Recognise) -> bool:
    """Return whether two rows are a header with counts above and networks, at least two, below."""
    if not any(platform_key(name) in PLATFORMS for name in lower):
        return False
    over: list[str] = []
    head = ""
    for text, name in [*zip_longest(upper, lower, fillvalue="")][:MOST_COMPARED]:
        head = text or head  # spans its whole block, which may begin with an unknown network
        if means_platform(name):
            over.append(head)
    heads = {recognise(head) for head in over if head}
    return len(over) > 1 and bool(heads & {*COUNTS}) and heads <= {*COUNTS, None}


def networks_over_counts(upper: Sequence[str], lower: Sequence[str], recognise: Recognise) -> bool:
    """Return whether two rows are a header with networks, at least two, above and their counts below."""
    counts = sum(recognise(text) in COUNTS for text in lower if text)
    return counts > 1 and sum(means_platform(text) for text in upper[:MOST_COMPARED]) > 1


def header_texts(row: Row) -> list[str]:
    """Return the headings of a header's row, up to the last non-empty one, which sets the table's width."""
    headings = [tidy_text(cell) for cell in row]
    while headings and not headings[-1]:
        headings.pop()
    return headings


def is_blank(row: Sequence[Cell]) -> bool:
    """Return whether a row is blank."""
    return not any(cell != "" and (not isinstance(cell, str) or cell.strip()) for cell in row)


def table_from_rows(
    rows: Iterable[Sequence[Cell]],
    source: Source,
    sheet: str | None,
    recognise: Recognise = known_column,
    columns_below: Callable[[int, int], list[ColumnCells] | None] = lambda _above, _width: None,
) -> Grid | None:
    """Build a table from consecutive spreadsheet rows, the first of which is row 1.

    Blank rows are skipped; so are columns with neither a heading nor a cell.

    Args:
        columns_below: returns all rows after a given number as columns of a given width, if that is possible at once
            and none of them is blank.

    Returns:
        The table, or None if every row is blank.

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
        # only blank rows so far: below the searched rows no header is expected, but there may be cells
        if all(is_blank(row) for row in stream):
            return None
        return Grid(source, sheet, (), (), (), (), header_row=1)
    headings, below = header_texts(top[at]), header_texts(top[at + 1]) if at + 1 < len(top) else []
    if any(halves(headings, below, recognise) for halves in (networks_over_counts, counts_over_networks)):
        at, headings = at + 1, below
    above = header_texts(top[at - 1]) if at else []
    if not counts_over_networks(above, headings, recognise) and (
        sum(map(bool, above)) < _LEAST_BLOCKS or not any(map(means_platform, above[:MOST_COMPARED]))
    ):
        above = []
    headings += [""] * (len(above) - len(headings))  # a heading in the upper row alone has cells too
    width = len(headings)
    body = _Body(width)
    columns = columns_below(at + 1, width)
    if columns is None:
        try:
            body.fill(chain(top[at + 1 :], stream), at + 2)
        except DataError as error:
            raise DataError([replace(problem, file=source.name, sheet=sheet) for problem in error.problems]) from None
        columns = [*body.columns]
        numbers: Sequence[int] = body.numbers
    else:
        numbers = range(at + 2, at + 2 + len(columns[0]))
    problems: list[Problem] = []
    used = [i for i in range(width) if headings[i] or _has_cells(columns[i])]
    table = Grid(
        source=source,
        sheet=sheet,
        headings=tuple(headings[i] for i in used),
        columns=tuple(columns[i] for i in used),
        rows=numbers,
        positions=tuple(used),
        header_row=at + 1,
        titles=tuple(filter(None, (tidy_text(cell) for row in top[:at] for cell in row if isinstance(cell, str)))),
        above=tuple(above),
        problems=(),
    )
    if at > bool(above):
        problems.append(Problem("header-below-title", source.name, sheet, row=at + 1, args={"header_row": at + 1}))
    problems += [
        # in a workbook a cell beside the table does no harm; in a text an unquoted separator shifts the whole row
        Problem(
            "ragged-row" if sheet is None and not beside else "stray-cell",
            source.name,
            sheet,
            row=row_number,
            args={"cells": cells, "headings": width},
        )
        for row_number, cells, beside in body.overlong
    ]
    return Grid(**{**table.__dict__, "problems": tuple(problems)})


def _has_cells(column: ColumnCells) -> bool:
    return isinstance(column, np.ndarray) or any(cell != "" for cell in column)


class _Body:
    """The rows below a header as columns, each as wide as the header.

    Attributes:
        numbers: the spreadsheet's row numbers.
        overlong: for each row that is wider, its number, how many cells it has, and whether all its cells are beside
            the table.
    """

    def __init__(self, width: int) -> None:
        self.width = width
        self.columns: list[list[Cell]] = [[] for _ in range(width)]
        self.numbers: list[int] = []
        self.overlong: list[tuple[int, int, bool]] = []
        self.padding = 0  # blank cells to fill rows up to the header's width

    def fill(self, rows: Iterator[Row], first: int) -> None:
        """Add rows, numbered from `first`.

        Raises:
            DataError: `too-big`.
        """
        while chunk := [*islice(rows, CHUNK)]:
            kept = [whole for n, row in enumerate(chunk, first) if (whole := self._whole(row, n)) is not None]
            for column, cells in zip(self.columns, zip(*kept, strict=True), strict=kept != []):
                column.extend(cells)
            first += len(chunk)

    def _whole(self, row: Row, number: int) -> Row | None:
        """Return a row as wide as the header; None if it is blank."""
        width = self.width
        if len(row) == width and width and isinstance(row[0], str) and row[0].strip():
            self.numbers.append(number)
            return row
        blank = is_blank(row[:width])
        if len(row) > width and not is_blank(row[width:]):
            self.overlong.append((number, len(row), blank))
        if blank:
            return None  # a note beside the table does not make a blank row a page
        self.numbers.append(number)
        lacking = width - len(row)
        if lacking <= 0:
            return row[:width]
        self.padding += lacking
        if self.padding > MOST_PADDING:
            raise DataError([Problem("too-big", wording="sparse")])
        return [*row, *[""] * lacking]
