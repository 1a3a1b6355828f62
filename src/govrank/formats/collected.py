"""Collected pages as a workbook that `score` rates: the pages, the posts behind them, and what was done."""

from __future__ import annotations

from dataclasses import replace
from typing import BinaryIO

from govrank.formats.sheets import MOST_ROWS, workbook
from govrank.packaged import VERSION
from govrank.problems import DataError, Problem
from govrank.reports.collected import asides_table, note_lines, pages_table, posts_table
from govrank.reports.results import CollectedResult
from govrank.text.catalogue import Catalogue
from govrank.text.numbers import number_text


def write(result: CollectedResult, words: Catalogue, stream: BinaryIO, _key: str) -> None:
    """Write the workbook.

    Raises:
        DataError: `too-big`, where a sheet does not hold the posts.
    """
    found = result.found
    pages, posts, asides = pages_table(found, words), posts_table(found, words), asides_table(found, words)
    if len(posts) >= MOST_ROWS:
        file = found.sources[0].name
        raise DataError([Problem("too-big", file, wording="rows", args={"rows": len(posts) + 1})])
    with workbook(pages.title, stream) as book:
        foot = f"govrank {VERSION}"
        for table in (pages, posts):
            sheet = book.sheet(table.title)
            sheet.table(table)
            sheet.fit_page(table.title, foot)
        sheet = book.sheet(asides.title)
        more = [words.say("collect.more", n=asides.more, number=number_text(asides.more, words.lang))] * bool(
            asides.more
        )
        done = [*note_lines(found, words), words.say("collect.likes")]
        sheet.stack([*done, replace(asides, title=""), *more] if len(asides) else done)
        sheet.fit_page(asides.title, foot)
