"""The user's own workbook back, with a fill and a comment on each cell that a problem is in."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from govrank.formats.package import write_book
from govrank.problems import Problem
from govrank.read.book import read_content
from govrank.read.csv import read_rows
from govrank.read.table import Source, column_letter
from govrank.read.xlsx import as_usual, check_package
from govrank.reports.sentences import problem_hint, problem_message, shown_text
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
    from openpyxl import load_workbook

    content, name = read_content(path)
    if content.startswith(b"PK"):
        check_package(content, Source(name, ""))
        macros = Path(name).suffix.lower() == ".xlsm"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's remarks on styles and extensions are not the user's
            book = load_workbook(io.BytesIO(as_usual(content)), rich_text=True, keep_vba=macros)
    else:
        book = _book_of_text(content, name, encoding)
    marked = 0
    for (sheet, cell), found in _by_cell(problem for problem in problems if problem.file == name).items():
        target = book[sheet] if sheet else book.worksheets[0]
        marked += _mark(target[cell], found, words)
    write_book(book, stream, keep_created=True)
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
    for row, cells in enumerate(read_rows(content, Source(name, ""), encoding), 1):
        for column, text in enumerate(cells, 1):
            if text:
                cell = sheet.cell(row, column)
                cell.value = shown_text(str(text))
                cell.data_type = "s"  # a text stays a text, whatever it begins with
    return book
