"""The user's own workbook back, with a fill and a comment on each cell that a problem is in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from govrank.formats.package import set_text, write_book
from govrank.problems import DataError, Problem
from govrank.read.book import read_content
from govrank.read.csv import read_rows
from govrank.read.table import Source, column_letter
from govrank.read.xlsx import MOST_ROWS, as_usual, check_package, open_whole
from govrank.reports.sentences import problem_hint, problem_message
from govrank.text.catalogue import Catalogue

if TYPE_CHECKING:
    from openpyxl import Workbook


_FILLS = {"error": "FFFF9999", "warning": "FFFFE699"}
_TEXT_SHEET = "CSV"


def write_annotated(
    path: str | Path, problems: Sequence[Problem], words: Catalogue, stream: BinaryIO, encoding: str | None = None
) -> int:
    """Write the file back as a workbook with its problems marked; a text file becomes a workbook of texts.

    Formulas, formats, widths and other sheets stay as they are; what openpyxl does not keep (such as
    pictures in headers) is lost in the copy, never in the file itself.

    Returns:
        How many cells were marked.
    """
    content, name = read_content(path)
    own = True
    if content.startswith(b"PK"):
        check_package(content, Source(name, ""))
        macros = Path(name).suffix.lower() == ".xlsm"
        try:
            book = open_whole(as_usual(content), macros=macros)
        except DataError as error:
            raise DataError([replace(problem, file=name) for problem in error.problems]) from None
    else:
        book, own = _book_of_text(content, name, encoding), False
    marked = 0
    for (sheet, cell), found in _by_cell(problem for problem in problems if problem.file == name).items():
        target = book[sheet] if sheet else book.worksheets[0]
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


def _book_of_text(content: bytes, name: str, encoding: str | None) -> Workbook:
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.title = _TEXT_SHEET
    rows = read_rows(content, Source(name, ""), encoding)
    if len(rows) > MOST_ROWS:
        raise DataError([Problem("too-big", name, wording="rows", args={"rows": len(rows)})])
    for row, cells in enumerate(rows, 1):
        for column, text in enumerate(cells, 1):
            if text:
                set_text(sheet.cell(row, column), str(text))
    return book
