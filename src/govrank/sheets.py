"""Which sheet of a workbook holds the pages, and which the populations."""

from __future__ import annotations

from pathlib import Path

from govrank.headings import COUNTS, known_column
from govrank.methodology.rules import Methodology
from govrank.population.file import has_populations, is_population_table, table_of_regions
from govrank.population.table import PopulationTable
from govrank.problem import CommandError, DataError, GovrankError, Problem
from govrank.read.book import Book, read_book
from govrank.read.numbers import DecimalSign
from govrank.read.table import Table, has_no_figure
from govrank.spelling import similar_names
from govrank.validate.columns import Recogniser, missing_columns
from govrank.validate.posts import holds_posts


def choose_pages(book: Book, methodology: Methodology, recognise: Recogniser, sheet: str | None = None) -> Table:
    """Return the table of pages: the sheet asked for, else the only one that has the columns.

    Where none has them all, the nearest is returned, so that its missing columns can be named.

    Raises:
        CommandError: there is no sheet of that name.
        DataError: `several-sheets`.
    """
    if sheet is not None:
        named = {table.sheet: table for table in book.tables if table.sheet is not None}
        if sheet in named:
            return named[sheet]
        near = similar_names(sheet, named)
        raise CommandError("no-such-sheet", sheet=sheet, file=book.source.name, near=near, known=list(named))
    there = [{name for name in recognise.names(table.headings) if name} for table in book.tables]
    candidates = [i for i, table in enumerate(book.tables) if not is_population_table(table) or len(book.tables) == 1]
    of_pages = [i for i in candidates if not holds_posts(book.tables[i], recognise)]
    lacking = {
        i: len([name for name in missing_columns(there[i], methodology) if name != "days"])
        for i in of_pages or candidates
    }
    whole = [i for i, number in lacking.items() if number == 0]
    if len(whole) > 1:
        sheets = [book.tables[i].sheet for i in whole]
        raise DataError([Problem("several-sheets", book.source.name, args={"sheets": sheets})])
    if whole:
        return book.tables[whole[0]]
    if not lacking:
        raise DataError([Problem("no-pages", book.source.name, wording="only-populations")])
    return book.tables[min(lacking, key=lambda i: (-len(there[i]), lacking[i], i))]


def choose_population(book: Book, decimal: DecimalSign | None = None) -> PopulationTable | None:
    """Return the population table that one of the sheets holds, or None.

    Raises:
        DataError: two sheets hold one, or the one there is wrong.
    """
    found = [table for table in book.tables if is_population_table(table)]
    found = found or [table for table in book.tables if has_populations(table, "platform", "followers")]
    if not found:
        return None
    if len(found) > 1:
        sheets = [table.sheet for table in found]
        raise DataError([Problem("several-sheets", book.source.name, wording="population", args={"sheets": sheets})])
    return table_of_regions(found[0], f"{book.source.name} · {found[0].sheet}", decimal)


def holds_figures(path: Path) -> bool:
    """Say whether a file is a table of pages in which somebody has filled in a figure."""
    try:
        book = read_book(path)
    except GovrankError:
        return False
    return any(
        known_column(heading) in COUNTS and any(not has_no_figure(cell) for cell in column)
        for table in book.tables
        if not is_population_table(table)
        for heading, column in zip(table.headings, table.columns, strict=True)
    )
