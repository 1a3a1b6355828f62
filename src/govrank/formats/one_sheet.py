"""A table of data as a workbook of one sheet, under the reader's headings."""

from __future__ import annotations

from typing import BinaryIO

from govrank.formats.sheets import workbook
from govrank.reports.results import Result
from govrank.text.catalogue import Catalogue


def write(result: Result, words: Catalogue, stream: BinaryIO, _key: str) -> None:
    """Write a result's data."""
    title = words.say("template.population")
    with workbook(title, stream) as book:
        book.sheet(title).table(result.data())
