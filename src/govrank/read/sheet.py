"""The cells of one sheet of a workbook, in one pass over its XML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import IO, Any

from govrank.problem import DataError, Problem
from govrank.read.cell import NS, cell_reader
from govrank.read.number_formats import shows_other_digits
from govrank.read.part import read_part
from govrank.read.table import Cell, Merge, Place

MOST_PADDING = 1 << 22  # blank cells between those that hold something: a table has few, a trap has millions
MOST_ROWS = 1 << 20  # as many as a sheet can have
_ROW, _COL, _MERGE = (f"{NS}{tag}" for tag in ("row", "col", "mergeCell"))
_DIGITS = "0123456789"
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")


@dataclass
class Sheet:
    """The cells of one sheet: `rows` are consecutive from row 1.

    `formats` are those that show other digits than are stored, `covered` the cells that a merge hides.
    """

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    formats: dict[Place, str] = field(default_factory=dict)
    covered: dict[Place, Merge] = field(default_factory=dict)


def read_sheet(stream: IO[bytes], name: str, book: Any, shared: list[str]) -> Sheet:  # noqa: ANN401  # openpyxl's
    """Read a sheet's part.

    Args:
        book: openpyxl's workbook, which knows the styles.
        shared: the workbook's shared texts.

    Raises:
        DataError: `too-big` where millions of blank cells stand between the others.
        ValueError: the part is no sheet as programs write them.
    """
    from openpyxl.utils import column_index_from_string

    sheet = Sheet(name)
    rows = sheet.rows
    read_cell = cell_reader(book, shared)
    formats = _misleading_formats(book)
    padding = 0
    for _event, element in read_part(stream):
        tag = element.tag
        if tag == _ROW:
            number = _row_number(element.get("r"), len(rows))
            padding += number - len(rows) - 1
            rows.extend([] for _ in range(number - len(rows) - 1))
            if element.get("hidden") in ("1", "true") or _is_nothing(element.get("ht")):
                sheet.hidden_rows.add(number)
            cells: list[Cell] = []
            for cell in element:
                reference = cell.get("r")
                if reference:
                    letters = reference.rstrip(_DIGITS)
                    if reference[len(letters) :] != str(number):
                        raise ValueError(f"{reference} stands in row {number}")
                    at = column_index_from_string(letters) - 1
                    if at > len(cells):
                        padding += at - len(cells)
                        cells.extend([""] * (at - len(cells)))
                    if at < len(cells):
                        if len({other.get("r") for other in element}) < len(element):
                            raise ValueError(f"{reference} stands twice")
                        cells[at] = read_cell(cell)
                        continue
                cells.append(read_cell(cell))
            rows.append(cells)
            if formats:
                for at, cell in enumerate(element):
                    if (code := formats.get(cell.get("s", ""))) is not None:
                        reference = cell.get("r")
                        column = column_index_from_string(reference.rstrip(_DIGITS)) - 1 if reference else at
                        sheet.formats[number, column] = code
            element.clear()
            if padding > MOST_PADDING:
                raise DataError([Problem("too-big", "", name, wording="sparse")])
        elif tag == _COL:
            if element.get("hidden") in ("1", "true") or _is_nothing(element.get("width")):
                first, last = int(element.get("min", "")), int(element.get("max", ""))
                sheet.hidden_columns.update(range(first - 1, min(last, 1 << 14)))
        elif tag == _MERGE:
            match = _RANGE.fullmatch((element.get("ref") or "").replace("$", ""))
            if match:
                left, top, right, bottom = match.groups()
                sheet.merges.append(
                    (
                        int(top),
                        int(bottom),
                        column_index_from_string(left) - 1,
                        column_index_from_string(right) - 1,
                    )
                )
    return sheet


def _misleading_formats(book: Any) -> dict[str, str]:  # noqa: ANN401  # openpyxl's
    """Return the number formats that show other digits than a cell holds, by the style's index as cells name it."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS_MAX_SIZE

    own = {BUILTIN_FORMATS_MAX_SIZE + at: code for at, code in enumerate(book._number_formats)}
    odd = {number: code for number, code in own.items() if shows_other_digits(code)}
    styles = enumerate(book._cell_styles) if odd else ()
    return {str(i): odd[style.numFmtId] for i, style in styles if style.numFmtId in odd and i not in book._date_formats}


def _is_nothing(size: str | None) -> bool:
    """Say whether a row's height or a column's width is 0: then nobody sees it."""
    return size is not None and not size.strip("0.")


def _row_number(given: str | None, before: int) -> int:
    """Return a row's number, which must go up: a row that stands twice would hide a page."""
    if given is None:
        return before + 1
    if not (given.isascii() and given.isdecimal() and before < int(given) <= MOST_ROWS):
        raise ValueError(f"row {given} after row {before}")
    return int(given)
