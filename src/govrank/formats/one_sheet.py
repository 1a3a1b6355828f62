"""A table of data as a workbook of one sheet, under the reader's headings."""

from __future__ import annotations

from typing import BinaryIO

from govrank.formats.collected import fill, fit, new_book, styles
from govrank.reports.results import Result
from govrank.text.catalogue import Catalogue


def write(result: Result, words: Catalogue, stream: BinaryIO, _key: str) -> None:
    """Write a result's data."""
    table = result.data()
    book = new_book(stream)
    sheet = book.add_worksheet(words.say("template.population"))
    fill(sheet, table, 0, *styles(book))
    sheet.freeze_panes(1, 1)
    fit(sheet, table)
    book.close()
