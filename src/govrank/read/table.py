"""A table of cells as in its file: what each cell holds, where it is, and what the program shows there."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from govrank.large import PlainTexts, taken
from govrank.problems import Problem

SUPPLIED = -1
"""The position of a column that is not in the table's file."""


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """A cell in which the spreadsheet program shows an error, such as `#REF!`."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Uncalculated:
    """A formula for which the file stores no value: no spreadsheet program has calculated it yet."""

    formula: str

    def __str__(self) -> str:
        return self.formula


Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | ErrorValue | Uncalculated
"""The content of a cell. An empty cell is the empty text; a text file has only texts."""

PlainColumn = npt.NDArray[np.int64]
"""A long column in which every cell is ASCII digits without a leading zero, as numbers."""

ColumnCells = list[Cell] | PlainColumn | PlainTexts

MISSING_TEXTS = frozenset({"", "-", "–", "—", "n/a", "нет"})
MISSING_FIGURES = MISSING_TEXTS | {"na", "н/д", "нет данных", "деректер жоқ", "жоқ"}
"""Signs for a missing number in a column of numbers; a page or a reason may still have such a text."""


ERROR_TEXTS = frozenset(
    {
        "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!", "#GETTING_DATA",
        "#ПУСТО!", "#ДЕЛ/0!", "#ЗНАЧ!", "#ССЫЛКА!", "#ИМЯ?", "#ЧИСЛО!", "#Н/Д", "#ПЕРЕНОС!", "#ВЫЧИСЛ!",
    }
)  # fmt: skip
"""Error texts of spreadsheet programs, in English and Russian, which become plain texts when copied."""


CAREFUL = "|".join(
    (r"^\s|\s$|\s\s|[^\S ]|[\x1c-\x1f]", "^#", r"[eE]\+", f"^(?i:{'|'.join(map(re.escape, sorted(MISSING_TEXTS)))})$")
)
"""A pattern of texts that may be missing, an error, a rounded number or contain unusual white space."""


def cell_text(cell: Cell) -> str:
    """Return a cell as text: dates in ISO format, whole numbers without a fraction.

    >>> [cell_text(cell) for cell in (1.0, 1.5, 12, "01")]
    ['1', '1.5', '12', '01']
    """
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()  # a date, as the spreadsheet shows it
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))  # a program may show 1 but store 1.0
    return cell if isinstance(cell, str) else str(cell)


def tidy_text(cell: Cell) -> str:
    """Return a cell's text, trimmed and with runs of white space collapsed."""
    return " ".join(cell_text(cell).split())


def is_missing(cell: Cell) -> bool:
    """Return whether a cell is empty or holds an accepted sign for "no figure"."""
    return isinstance(cell, str) and cell.strip().casefold() in MISSING_TEXTS


def has_no_figure(cell: Cell) -> bool:
    """Return whether a cell of a column of numbers is empty or says in words that there is no figure."""
    return isinstance(cell, str) and " ".join(cell.split()).casefold() in MISSING_FIGURES


def column_letter(index: int) -> str:
    """Return the spreadsheet's name of a column.

    >>> [column_letter(i) for i in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


Merge = tuple[int, int, int, int]
"""Merged cells: the spreadsheet's numbers of the first and the last row, indexes of the first and the last column."""


Place = tuple[int, int]
"""A cell: the spreadsheet's number of its row and index of its column."""


def merge_name(merge: Merge) -> str:
    """Return the spreadsheet's name of merged cells.

    >>> merge_name((2, 3, 0, 1))
    'A2:B3'
    """
    top, bottom, left, right = merge
    return f"{column_letter(left)}{top}:{column_letter(right)}{bottom}"


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its name, with folders only if two have the same, and the SHA-256 of its bytes."""

    name: str
    sha256: str

    @classmethod
    def of(cls, name: str, content: bytes) -> Source:
        """Return a file's name and fingerprint."""
        return cls(name, hashlib.sha256(content).hexdigest())


@dataclass(frozen=True)
class Part:
    """A table as it is in its file, from which rows of a long one come.

    Attributes:
        positions: the spreadsheet's index of each column of the long table; None if it has no cells here.
    """

    table: Grid
    positions: tuple[int | None, ...]


@dataclass(frozen=True)
class Grid:
    """A header and the rows below it, column by column.

    Attributes:
        source: the file.
        sheet: the sheet's name; None for text files.
        headings: texts of the header, as written; an empty text if a column has none.
        columns: one per heading, each as long as `rows`.
        rows: the spreadsheet's number of each row, from 1.
        positions: the spreadsheet's index of each column, from 0; `SUPPLIED` if it is from another file.
        header_row: the spreadsheet's number of the header's row.
        hidden_rows, hidden_columns: row numbers and column indexes that the spreadsheet program hides.
        merges: the merged cells in which only the first is non-empty, from the top.
        covered: cells whose content differs from what the merge over them shows.
        formats: number formats that show digits other than the stored ones.
        shown: texts shown instead of numbers that say other ones, if the file stores them.
        separator: of a separated text with quoted cells, which may contain it; else "".
        titles: texts of the rows above the header.
        above: the row above the header, by the spreadsheet's columns, if it names networks; else empty.
        parts: the original tables, if this one was made of blocks, sheets or files, which its row numbers refer to.
        part_of: the index of each row's part.
        problems: warnings from reading.
        wrong: the rows (indexes) that are not pages, each with its problem; a wide table's row may be several pages.
    """

    source: Source
    sheet: str | None
    headings: tuple[str, ...]
    columns: tuple[ColumnCells, ...]
    rows: Sequence[int]
    positions: tuple[int, ...]
    header_row: int = 1
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[Merge, ...] = ()
    covered: Mapping[Place, Merge] = field(default_factory=dict)
    formats: Mapping[Place, str] = field(default_factory=dict)
    shown: Mapping[Place, str] = field(default_factory=dict)
    separator: str = ""
    titles: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    part_of: Sequence[int] = ()
    problems: tuple[Problem, ...] = field(default=())
    wrong: Mapping[int, Problem] = field(default_factory=dict)

    def problem(
        self,
        code: str,
        at: int | None = None,
        column: int | None = None,
        name: str | None = None,
        *,
        wording: str = "",
        **args: object,
    ) -> Problem:
        """Return a problem at row `at` (an index into `rows`) and `column` (an index into `headings`)."""
        return self.placed(Problem(code, wording=wording, args=args), at, column, name)

    def placed(self, problem: Problem, at: int | None, column: int | None, name: str | None = None) -> Problem:
        """Return a problem with its place: row `at` and `column` as in `problem`, and the column's name."""
        row = None if at is None else int(self.rows[at])
        cell = value = position = None
        table, position_of = self._origin(at, column)
        if column is not None:
            name = name or self.headings[column]
            position = position_of
            if at is not None:
                value = cell_text(self.columns[column][at])
            if table.sheet is not None and position is not None:
                cell = f"{column_letter(position)}{row or table.header_row}"
        return replace(
            problem, file=table.source.name, sheet=table.sheet, row=row, cell=cell, column=name or None, value=value,
            position=position,
        )  # fmt: skip

    def positions_of(self, at: int, columns: Iterable[int]) -> list[int]:
        """Return the spreadsheet's indexes of some columns (indexes into `headings`) in row `at`."""
        found = [self._origin(at, column)[1] for column in columns]
        return [position for position in found if position is not None]

    def _origin(self, at: int | None, column: int | None) -> tuple[Grid, int | None]:
        """Return the table of a cell, or of a column, and the spreadsheet's index of the column in it."""
        if not self.parts:
            return self, None if column is None else self.positions[column]
        if at is not None:
            part = self.parts[self.part_of[at]]
        else:
            part = next(
                (one for one in self.parts if column is None or one.positions[column] is not None), self.parts[0]
            )
        return part.table, None if column is None else part.positions[column]

    def origin(self, at: int) -> Grid:
        """Return the original table of row `at` (an index)."""
        return self._origin(at, None)[0]

    def misleading(self, at: int, column: int, name: str) -> Problem | None:
        """Return the problem of a cell (indexes) that shows something other than it holds, or None."""
        table, position = self._origin(at, column)
        if position is None:
            return None
        place = (int(self.rows[at]), position)
        if place in table.covered:
            return self.problem("covered-cell", at, column, name, cells=merge_name(table.covered[place]))
        if place in table.formats:
            return self.problem("number-format", at, column, name, text=table.formats[place])
        if place in table.shown:
            return self.problem("number-format", at, column, name, wording="shown", text=table.shown[place])
        return None

    def merged_rows(self, column: int) -> dict[int, Merge]:
        """Return the merges that cells of a column (an index) are part of, by the spreadsheet's row number."""
        found: dict[int, Merge] = {}
        reached, last = 0, self.rows[-1] if len(self.rows) else 0
        for merge in self.merges:
            top, bottom, left, right = merge
            if left <= self.positions[column] <= right:
                found |= dict.fromkeys(range(max(top, reached + 1), min(bottom, last) + 1), merge)
                reached = max(reached, bottom)
        return found

    def keep_rows(self, keep: Sequence[int]) -> Grid:
        """Return the table with only the rows at these indexes."""
        at = np.asarray(keep, dtype=np.intp)
        columns = tuple(column[at] if isinstance(column, np.ndarray) else taken(column, at) for column in self.columns)
        part_of = [self.part_of[i] for i in keep] if self.parts else ()
        wrong = {i: self.wrong[was] for i, was in enumerate(keep) if was in self.wrong} if self.wrong else {}
        return replace(self, columns=columns, rows=[self.rows[i] for i in keep], part_of=part_of, wrong=wrong)


def rows_of_table(table: Grid) -> list[list[Cell]]:
    """Return a table as rows from row 1, each cell at its position in the file; rows above the header are blank."""
    rows: list[list[Cell]] = [[] for _ in range(max(table.header_row, *table.rows[-1:]))]
    for number, cells in (
        (table.header_row, table.headings),
        *zip(table.rows, zip(*table.columns, strict=True), strict=True),
    ):
        row: list[Cell] = [""] * (max(table.positions) + 1)
        for position, cell in zip(table.positions, cells, strict=True):
            row[position] = cell
        rows[number - 1] = row
    return rows
