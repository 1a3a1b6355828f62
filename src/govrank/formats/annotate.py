"""The user's own workbook, with its wrong cells coloured and commented, and all problems listed on a sheet."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from govrank.formats.cells import LINE, SPARE, lines_of, sheet_title, text_width
from govrank.formats.openpyxl import fit_page, set_text, write_book
from govrank.problems import DataError, Problem
from govrank.read.book import read_content
from govrank.read.budget import MOST_ROWS
from govrank.read.csv import read_rows
from govrank.read.ods import is_ods, ods_sheets
from govrank.read.parquet import START as PARQUET
from govrank.read.parquet import read_parquet
from govrank.read.table import Cell, Source, column_letter, rows_of_table
from govrank.read.xlsx import as_usual, check_package, open_whole
from govrank.reports.sentences import problem_hint, problem_message, problem_place
from govrank.text.catalogue import Catalogue

if TYPE_CHECKING:
    from openpyxl import Workbook


_FILLS = {"error": "FFFF9999", "warning": "FFFFE699"}
_TEXT_SHEET, _PARQUET_SHEET = "CSV", "Parquet"
_UNWRITABLE = re.compile(r"[\x00-\x1f\[\]:*?/\\]")  # characters not allowed in a sheet's name
_LONGEST_TITLE = 31
_WIDEST = 40  # width in characters up to which a marked cell's column is widened
_WIDTHS = (36, 56, 56, 24)  # of the list of problems: place, problem, hint, code


def write_annotated(
    path: str | Path, problems: Sequence[Problem], words: Catalogue, stream: BinaryIO, encoding: str | None = None
) -> int:
    """Write a file as a workbook with its problems marked and listed; a file of another kind becomes a workbook.

    A marked cell is visible and wide enough. Formulas, formats and all other cells and sheets of a workbook are kept,
    except what openpyxl drops from the copy (such as pictures in headers). Of other files the cells are kept.

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
        book, sheets = _book_of_cells(_sheets_of(content, name, encoding), name)
        own = False
    own_problems = [problem for problem in problems if problem.file == name]
    marked = 0
    for (sheet, cell), found in _by_cell(own_problems).items():
        target = sheets[sheet] if sheet else book.worksheets[0]
        marked += _mark(target, target[cell], found, words)
    if problems:
        _list_problems(book, sheets, problems, own_problems, words)
    write_book(book, stream, keep_created=own)
    return marked


def _by_cell(problems: Iterable[Problem]) -> dict[tuple[str | None, str], list[Problem]]:
    cells: dict[tuple[str | None, str], list[Problem]] = {}
    for problem in problems:
        for cell in _cells_of(problem):
            cells.setdefault((problem.sheet, cell), []).append(problem)
    return cells


def _cells_of(problem: Problem) -> list[str]:
    """Return the addresses of a problem's cells, the first one for a merged range."""
    if problem.cell is not None:
        first = problem.cell.split(":")[0]
    elif problem.row is not None:
        first = f"{column_letter(problem.position or 0)}{problem.row}"
    else:
        return []
    return [first, *(f"{column_letter(position)}{problem.row}" for position in problem.more)]


def _mark(sheet: Any, cell: Any, problems: Sequence[Problem], words: Catalogue) -> int:  # noqa: ANN401  # openpyxl's
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    _show(sheet, cell)
    if isinstance(cell, MergedCell):
        return 0  # the first cell of the range has the figure, and so the mark
    cell.fill = PatternFill("solid", fgColor=_FILLS[_severity(problems)])
    said = [_said(problem, words) for problem in problems]
    if cell.comment is not None:
        said.insert(0, cell.comment.text)
    comment = Comment("\n".join(said), "govrank")
    comment.width, comment.height = 320, 40 + 30 * len(said)
    cell.comment = comment
    return 1


def _show(sheet: Any, cell: Any) -> None:  # noqa: ANN401
    """Unhide a cell's sheet, row and column, and widen the column to its text."""
    sheet.sheet_state = "visible"
    if cell.row in sheet.row_dimensions:
        sheet.row_dimensions[cell.row].hidden = False
    dimension = _own_dimension(sheet, cell.column)
    dimension.hidden = False
    merged = any(cell.coordinate in cells for cells in sheet.merged_cells.ranges)
    needed = 0.0 if merged or cell.value is None else min(_WIDEST, text_width(str(cell.value)) + 2)
    if dimension.width < needed:
        dimension.width = needed


def _own_dimension(sheet: Any, column: int) -> Any:  # noqa: ANN401
    """Return the width and visibility of one column, split from the range of columns that shares them."""
    dimensions = sheet.column_dimensions
    for shared in [*dimensions.values()]:
        if shared.min is not None and shared.min <= column <= shared.max and shared.min < shared.max:
            del dimensions[column_letter(shared.min - 1)]
            ranges = ((shared.min, column - 1), (column, column), (column + 1, shared.max))
            for first, last in ranges:
                if first <= last:
                    letter = column_letter(first - 1)
                    part = dimensions[letter] = copy(shared)
                    part.index, part.min, part.max = letter, first, last
    return dimensions[column_letter(column - 1)]


def _list_problems(
    book: Workbook,
    sheets: Mapping[str, Any],
    problems: Sequence[Problem],
    own: Sequence[Problem],
    words: Catalogue,
) -> None:
    """Add a sheet with a row for each problem, errors first, linked to its cell."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.hyperlink import Hyperlink

    title = sheet_title(words.say("annotate.sheet"), {name.casefold() for name in book.sheetnames})
    sheet: Any = book.create_sheet(title)
    wrapped = Alignment(wrap_text=True, vertical="top")
    for at, (name, width) in enumerate(zip(("place", "problem", "hint", "code"), _WIDTHS, strict=True), 1):
        cell = sheet.cell(1, at)
        set_text(cell, words.say(f"annotate.{name}"))
        cell.font = Font(name="Calibri", size=11, bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    ids = {id(problem) for problem in own}
    for row, problem in enumerate(sorted(problems, key=lambda problem: problem.severity != "error"), 2):
        mine = id(problem) in ids
        place = problem_place(replace(problem, file="") if mine else problem, words) or problem.file
        texts = (place, problem_message(problem, words), problem_hint(problem, words) or "", problem.code)
        for at, text in enumerate(texts, 1):
            if text:
                set_text(sheet.cell(row, at), text)
            sheet.cell(row, at).alignment = wrapped
        lines = max(lines_of(text, width / SPARE) for text, width in zip(texts, _WIDTHS, strict=True))
        sheet.row_dimensions[row].height = lines * LINE
        link = sheet.cell(row, 1)
        link.fill = PatternFill("solid", fgColor=_FILLS[problem.severity])
        if mine and (cells := _cells_of(problem)):
            marked = sheets[problem.sheet] if problem.sheet else book.worksheets[0]
            target = marked.title.replace("'", "''")
            link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{target}'!{cells[0]}")
            link.font = Font(name="Calibri", size=11, underline="single", color="FF0563C1")
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    fit_page(sheet, landscape=True)


def _severity(problems: Sequence[Problem]) -> str:
    return "error" if any(problem.severity == "error" for problem in problems) else "warning"


def _said(problem: Problem, words: Catalogue) -> str:
    hint = problem_hint(problem, words)
    return f"{problem_message(problem, words)}{f'; {hint}' if hint else ''} [{problem.code}]"


def _sheets_of(content: bytes, name: str, encoding: str | None) -> Iterable[tuple[str, Sequence[Sequence[Cell]]]]:
    """Return the name and the rows, from row 1, of each sheet of a file other than a workbook."""
    source = Source(name, "")
    if content.startswith(b"PK"):
        return ((sheet.name, sheet.rows) for sheet in ods_sheets(content, source))
    if content.startswith(PARQUET):
        return [(_PARQUET_SHEET, rows_of_table(table)) for table in read_parquet(content, source)]
    return [(_TEXT_SHEET, read_rows(content, source, encoding))]


def _is_writable(cell: Cell) -> bool:
    """Return whether a workbook can store a value: not times with a zone, NaN or infinities."""
    if isinstance(cell, int | float):
        return math.isfinite(cell)
    return isinstance(cell, dt.date | dt.time) and getattr(cell, "tzinfo", None) is None


def _book_of_cells(
    sheets: Iterable[tuple[str, Sequence[Sequence[Cell]]]], name: str
) -> tuple[Workbook, dict[str, Any]]:
    """Return a workbook of cells, and its sheets by their names in the file."""
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
