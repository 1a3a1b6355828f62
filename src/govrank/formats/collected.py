"""Collected pages as a workbook that `score` rates: the pages, the posts behind them, and what was done."""

from __future__ import annotations

from dataclasses import replace
from typing import BinaryIO

from govrank.formats.sheets import MOST_ROWS, workbook
from govrank.packaged import VERSION
from govrank.problems import DataError, Problem
from govrank.reports.collected import note_lines, pages_table, posts_table, uncounted_table
from govrank.reports.results import CollectedResult
from govrank.text.catalogue import Catalogue
from govrank.text.numbers import number_text


def write(result: CollectedResult, words: Catalogue, stream: BinaryIO, _key: str) -> None:
    """Write the workbook.

    Raises:
        DataError: `too-big`, where a sheet does not hold the posts.
    """
    found = result.found
    pages, posts, uncounted = pages_table(found, words), posts_table(found, words), uncounted_table(found, words)
    if len(posts) >= MOST_ROWS:
        file = found.sources[0].name
        raise DataError([Problem("too-big", file, wording="rows", args={"rows": len(posts) + 1})])
    with workbook(pages.title, stream) as book:
        foot = f"govrank {VERSION}"
        for table in (pages, posts):
            sheet = book.sheet(table.title)
            sheet.table(table)
            sheet.fit_page(table.title, foot)
        sheet = book.sheet(uncounted.title)
        more = [words.say("collect.more", n=uncounted.more, number=number_text(uncounted.more, words.lang))] * bool(
            uncounted.more
        )
        done = [*note_lines(found, words), words.say("collect.likes")]
        sheet.stack([*done, replace(uncounted, title=""), *more] if len(uncounted) else done)
        sheet.fit_page(uncounted.title, foot)
