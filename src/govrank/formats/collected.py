"""Collected pages as a workbook that `score` rates: the pages, the posts behind them, and what was done."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, BinaryIO

from govrank.formats.cells import begins_formula
from govrank.problems import DataError, Problem
from govrank.reports.collected import asides_table, note_lines, pages_table, posts_table
from govrank.reports.results import CollectedResult
from govrank.reports.sentences import shown_text
from govrank.reports.table import Table
from govrank.text.catalogue import Catalogue
from govrank.text.numbers import number_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_DATE = dt.datetime(2000, 1, 1)  # of every workbook: the same input gives the same bytes
_MOST_ROWS = 1_048_576
_LONGEST = 32_767  # characters of a cell
_WIDEST, _NARROWEST = 48, 10  # characters of a column
_MEASURED = 1000  # rows: a column is as wide as these need


def write(result: CollectedResult, words: Catalogue, stream: BinaryIO, _key: str) -> None:
    """Write the workbook.

    Raises:
        DataError: `too-big`, where a sheet does not hold the posts.
    """
    found = result.found
    pages, posts, asides = pages_table(found, words), posts_table(found, words), asides_table(found, words)
    if len(posts) >= _MOST_ROWS:
        file = found.sources[0].name
        raise DataError([Problem("too-big", file, wording="rows", args={"rows": len(posts) + 1})])
    book = new_book(stream)
    bold, figures, quoted = styles(book)
    for table in (pages, posts):
        sheet = book.add_worksheet(table.title)
        fill(sheet, table, 0, bold, figures, quoted)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(table), len(table.columns) - 1)
        fit(sheet, table)
    sheet = book.add_worksheet(asides.title)
    lines = [*note_lines(found, words), words.say("collect.likes")]
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line)
    if len(asides):
        fill(sheet, asides, len(lines) + 1, bold, None, quoted)
    if asides.more:
        more = words.say("collect.more", n=asides.more, number=number_text(asides.more, words.lang))
        sheet.write_string(len(lines) + len(asides) + 2, 0, more)
    fit(sheet, asides)
    book.close()


def new_book(stream: BinaryIO) -> Workbook:
    """Return a workbook in which no text is a formula or a link, and which says nothing of when it was made."""
    from xlsxwriter import Workbook

    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"author": "govrank", "created": _DATE})
    return book


def styles(book: Workbook) -> tuple[Any, Any, Any]:
    """Return the formats of headings, of figures and of texts that look like formulas."""
    return (
        book.add_format({"bold": True, "bg_color": "#ddebf7", "text_wrap": True, "valign": "vcenter"}),
        book.add_format({"num_format": "#,##0"}),
        book.add_format({"quote_prefix": True}),
    )


def fill(sheet: Worksheet, table: Table, top: int, bold: Any, figures: Any, quoted: Any) -> None:  # noqa: ANN401  # formats
    """Write a table below a row: a text is never a formula, a missing figure is an empty cell."""
    for at, column in enumerate(table.columns):
        sheet.write_string(top, at, column.heading, bold)
        for row, value in enumerate(column.values, top + 1):
            if isinstance(value, str):
                if value:
                    text = shown_text(value)[:_LONGEST]
                    sheet.write_string(row, at, text, quoted if begins_formula(text) else None)
            elif value is not None:
                sheet.write_number(row, at, value, figures)


def fit(sheet: Worksheet, table: Table) -> None:
    """Make each column as wide as its first cells need."""
    for at, column in enumerate(table.columns):
        longest = max((len(str(value)) for value in column.values[:_MEASURED]), default=0)
        sheet.set_column(at, at, min(_WIDEST, max(_NARROWEST, longest + 2)))
