"""The user's own workbook back, with a fill and a comment on each cell that a problem is in."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from govrank.formats.package import set_text, write_book
from govrank.problems import DataError, Problem
from govrank.read.book import read_content
from govrank.read.csv import read_rows
from govrank.read.ods import is_ods, ods_sheets
from govrank.read.parquet import START as PARQUET
from govrank.read.parquet import read_parquet
from govrank.read.table import Cell, Source, column_letter, rows_of_table
from govrank.read.xlsx import MOST_ROWS, as_usual, check_package, open_whole
from govrank.reports.sentences import problem_hint, problem_message
from govrank.text.catalogue import Catalogue

if TYPE_CHECKING:
    from openpyxl import Workbook


_FILLS = {"error": "FFFF9999", "warning": "FFFFE699"}
_TEXT_SHEET, _PARQUET_SHEET = "CSV", "Parquet"
_UNWRITABLE = re.compile(r"[\x00-\x1f\[\]:*?/\\]")  # what the name of a sheet may not have
_LONGEST_TITLE = 31


def write_annotated(
    path: str | Path, problems: Sequence[Problem], words: Catalogue, stream: BinaryIO, encoding: str | None = None
) -> int:
    """Write the file back as a workbook with its problems marked; a file of another kind becomes a workbook.

    Formulas, formats, widths and other sheets of a workbook stay as they are; what openpyxl does not keep (such as
    pictures in headers) is lost in the copy, never in the file itself. Of other files the cells are kept.

    Returns:
        How many cells were marked.
    """
    content, name = read_content(path)
    if content.startswith(b"PK") and not is_ods(content):
        check_package(content, Source(name, ""))
        macros = Path(name).suffix.lower() == ".xlsm"
        try:
            book = open_whole(as_usual(content), macros=macros)
        except DataError as error:
            raise DataError([replace(problem, file=name) for problem in error.problems]) from None
        sheets, own = {sheet.title: sheet for sheet in book.worksheets}, True
    else:
        book, sheets = _book_of_cells(_cells_of(content, name, encoding), name)
        own = False
    marked = 0
    for (sheet, cell), found in _by_cell(problem for problem in problems if problem.file == name).items():
        target = sheets[sheet] if sheet else book.worksheets[0]
        marked += _mark(target[cell], found, words)
    write_book(book, stream, keep_created=own)
    return marked


def _by_cell(problems: Iterable[Problem]) -> dict[tuple[str | None, str], list[Problem]]:
    cells: dict[tuple[str | None, str], list[Problem]] = {}
    for problem in problems:
        cell = problem.cell
        if cell is None and problem.row is not None:
            cell = f"{column_letter(problem.position or 0)}{problem.row}"
        if cell is not None and ":" in cell:
            cell = cell.split(":")[0]
        if cell is not None:
            cells.setdefault((problem.sheet, cell), []).append(problem)
    return cells


def _mark(cell: Any, problems: Sequence[Problem], words: Catalogue) -> int:  # noqa: ANN401  # a cell or a merged one
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    if isinstance(cell, MergedCell):
        return 0  # its figure stands in the first cell of the range, which carries the mark
    severity = "error" if any(problem.severity == "error" for problem in problems) else "warning"
    cell.fill = PatternFill("solid", fgColor=_FILLS[severity])
    said = [_said(problem, words) for problem in problems]
    if cell.comment is not None:
        said.insert(0, cell.comment.text)
    comment = Comment("\n".join(said), "govrank")
    comment.width, comment.height = 320, 40 + 30 * len(said)
    cell.comment = comment
    return 1


def _said(problem: Problem, words: Catalogue) -> str:
    hint = problem_hint(problem, words)
    return f"{problem_message(problem, words)}{f'; {hint}' if hint else ''} [{problem.code}]"


def _cells_of(content: bytes, name: str, encoding: str | None) -> Iterable[tuple[str, Sequence[Sequence[Cell]]]]:
    """Return the name and the rows, from row 1, of each sheet of a file that is no workbook."""
    source = Source(name, "")
    if content.startswith(b"PK"):
        return ((sheet.name, sheet.rows) for sheet in ods_sheets(content, source))
    if content.startswith(PARQUET):
        return [(_PARQUET_SHEET, rows_of_table(table)) for table in read_parquet(content, source)]
    return [(_TEXT_SHEET, read_rows(content, source, encoding))]


def _is_writable(cell: Cell) -> bool:
    """Say whether a workbook has cells of a kind: it has no times of a zone, and no number that is none."""
    if isinstance(cell, int | float):
        return math.isfinite(cell)
    return isinstance(cell, dt.date | dt.time) and getattr(cell, "tzinfo", None) is None


def _book_of_cells(
    sheets: Iterable[tuple[str, Sequence[Sequence[Cell]]]], name: str
) -> tuple[Workbook, dict[str, Any]]:
    """Return a workbook of cells, and its sheets by the names that they have in the file."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    made: dict[str, Any] = {}
    for title, rows in sheets:
        made[title] = sheet = book.create_sheet(_UNWRITABLE.sub("_", title)[:_LONGEST_TITLE] or _TEXT_SHEET)
        if len(rows) > MOST_ROWS:
            raise DataError([Problem("too-big", name, wording="rows", args={"rows": len(rows)})])
        for row, cells in enumerate(rows, 1):
            for column, cell in enumerate(cells, 1):
                if _is_writable(cell):
                    sheet.cell(row, column).value = cell
                elif cell != "":
                    set_text(sheet.cell(row, column), str(cell))
    return book, made
