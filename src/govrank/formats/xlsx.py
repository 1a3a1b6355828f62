"""Results as printable workbooks; a rating as one that can be audited."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from govrank.analysis.compare import Movement
from govrank.analysis.robustness import Robustness
from govrank.collect.collected import Collected
from govrank.formats.audit import AUDIT_TOP, Published, audit_columns, write_audit
from govrank.formats.bars import add_bars, names_column
from govrank.formats.json import values_of
from govrank.formats.sheets import PROPERTY, SheetWriter, WorkbookWriter, letters, workbook
from govrank.packaged import VERSION
from govrank.problems import DataError, Problem
from govrank.read.budget import MOST_COLUMNS, MOST_ROWS
from govrank.read.table import Source
from govrank.read.xlsx import read_sheets
from govrank.reports.collected import done_blocks, pages_table, posts_table
from govrank.reports.edition import method_sheet
from govrank.reports.masthead import head_lines
from govrank.reports.rating import (
    excluded_table,
    final_colors,
    indicator_order,
    joint_indicator_table,
    joint_table,
)
from govrank.reports.results import CollectedResult, EditionResult, PopulationTemplate, Result
from govrank.reports.table import Block, Report, Table
from govrank.reports.wording import measure_title, rating_title
from govrank.scoring.rating import Rating
from govrank.text.catalogue import Catalogue

PROPERTIES = "docProps/custom.xml"
_LARGEST_PROPERTIES = 1 << 20  # bytes
_TOP = 2  # the first row of pages: row 1 is the header


def write(result: Result, words: Catalogue, stream: BinaryIO, _key: str) -> None:
    """Write a result as a workbook."""
    if isinstance(result, EditionResult):
        write_rating(result.rating, words, stream, result.movement, result.robustness, result.recipe)
    elif isinstance(result, CollectedResult):
        _write_collected(result.found, words, stream)
    elif isinstance(result, PopulationTemplate):
        title = words.say("template.population")
        with workbook(title, stream) as book:
            book.sheet(title).table(result.data())
    else:
        write_report(result.report(words), words, stream)


def figures(content: bytes, _key: str) -> Iterator[tuple[str, Any]]:
    """Yield a workbook's stored text and its cells: their values, and formulas if any."""
    sheets = read_sheets(content, Source("", ""), formulas=True)
    properties = _properties(content)
    kept = values_of(json.loads(_numbered(properties) or "{}"))
    yield from ((f"{PROPERTIES}, {key}", value) for key, value in kept)
    yield from ((f"{PROPERTIES}, {key}", text) for key, text in properties if not key.startswith(f"{PROPERTY} "))
    for sheet in sheets:
        for row, cells in enumerate(sheet.rows, 1):
            for column, value in enumerate(cells, 1):
                if value != "":
                    plain = type(value) in (bool, int, float, str)
                    yield f"{sheet.name}!{letters(column)}{row}", value if plain else str(value)
        for (row, at), formula in sheet.formulas.items():
            yield f"{sheet.name}!{letters(at + 1)}{row} =", f"={formula}"


def kept_text(content: bytes) -> str | None:
    """Return the text that a workbook stores in its properties, or None.

    Raises:
        ValueError: they cannot be read.
    """
    return _numbered(_properties(content))


def _numbered(properties: Sequence[tuple[str, str]]) -> str | None:
    parts = {int(key.removeprefix(f"{PROPERTY} ")): part for key, part in properties if key.startswith(f"{PROPERTY} ")}
    return "".join(parts[n] for n in sorted(parts)) if parts else None


def _properties(content: bytes) -> list[tuple[str, str]]:
    """Return a workbook's custom properties by name.

    Raises:
        ValueError: they cannot be read.
    """
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        with ZipFile(BytesIO(content)) as package:
            if PROPERTIES not in package.namelist():
                return []
            with package.open(PROPERTIES) as stream:
                text = stream.read(_LARGEST_PROPERTIES + 1)
        if len(text) > _LARGEST_PROPERTIES:
            raise ValueError(PROPERTIES)
        return [(one.get("name", ""), "".join(one.itertext())) for one in fromstring(text)]
    except (BadZipFile, zlib.error, ParseError, NotImplementedError, RuntimeError, EOFError) as error:
        raise ValueError(str(error)) from None


def write_report(report: Report, words: Catalogue, stream: BinaryIO) -> None:
    """Write a report as a workbook: a sheet for each titled table, and one for everything around them.

    Raises:
        DataError: `too-big` where a sheet cannot hold the rows.
    """
    titled = [table for table in report.tables if table.title]
    rest: list[Block] = [note for table in titled for note in table.notes]
    rest += [block for block in report.blocks if block not in titled]
    _refuse_too_many("", max((len(table) + 1 for table in titled), default=0))
    title = titled[0].title if titled else report.paragraphs[0]
    with workbook(title, stream) as book:
        for table in titled:
            sheet = book.sheet(table.title)
            sheet.table(table.without_empty(["region"]))
            sheet.fit_page(table.title, f"govrank {VERSION}")
        if any(rest):
            sheet = book.sheet(words.say("xlsx.notes") if titled else title)
            sheet.stack(rest)
            sheet.fit_page(title, f"govrank {VERSION}")


def _write_collected(found: Collected, words: Catalogue, stream: BinaryIO) -> None:
    """Write collected pages as a workbook for `score`: the pages, the posts behind them, and what was done.

    Raises:
        DataError: `too-big` where a sheet cannot hold the posts.
    """
    pages, posts = pages_table(found, words), posts_table(found, words)
    _refuse_too_many(found.sources[0].name, len(posts) + 1)
    foot = f"govrank {VERSION}"
    with workbook(pages.title, stream) as book:
        for table in (pages, posts):
            sheet = book.sheet(table.title)
            sheet.table(table)
            sheet.fit_page(table.title, foot)
        title = words.say("collect.collected")
        sheet = book.sheet(title)
        sheet.stack(done_blocks(found, words))
        sheet.fit_page(title, foot)


def write_rating(
    rating: Rating,
    words: Catalogue,
    stream: BinaryIO,
    movement: Movement | None,
    robustness: Robustness | None,
    recipe: str,
) -> None:
    """Write a rating as a workbook: Final, a sheet an indicator, Excluded, Methodology, Audit.

    Args:
        recipe: how the rating was made, as ASCII, stored in the workbook's properties.

    Raises:
        DataError: `too-big` where a sheet cannot hold the rows.
    """
    out = len(rating.excluded) + len(rating.absent) + (len(movement.left) if movement is not None else 0)
    file = rating.edition.sources[0].name if rating.edition.sources else ""
    _refuse_too_many(file, max(len(rating) + AUDIT_TOP, out + 1), audit_columns(rating))
    foot = f"govrank {VERSION} · {rating.methodology.name} {rating.methodology.version}"
    with workbook(rating_title(rating, words), stream) as book:
        book.keep(recipe)
        final = _write_final(book, rating, words, movement, robustness, foot)
        own = {key: _write_indicator(book, rating, key, words, foot) for key in rating.methodology.keys}
        out_table = excluded_table(rating, words, movement)
        sheet = book.sheet(out_table.title)
        sheet.table(out_table)
        sheet.fit_page(f"{book.title} · {sheet.title}", foot)
        sheet = book.sheet(words.say("xlsx.methodology"))
        sheet.stack(method_sheet(rating, words, movement, robustness))
        sheet.fit_page(f"{book.title} · {sheet.title}", foot)
        write_audit(book.sheet(words.say("xlsx.audit")), rating, final, own, words, foot)


def _refuse_too_many(file: str, rows: int, columns: int = 0) -> None:
    if rows > MOST_ROWS:
        raise DataError([Problem("too-big", file, wording="rows", args={"rows": rows})])
    if columns > MOST_COLUMNS:
        raise DataError([Problem("too-big", file, wording="columns", args={"columns": columns})])


def _write_final(
    book: WorkbookWriter,
    rating: Rating,
    words: Catalogue,
    movement: Movement | None,
    robustness: Robustness | None,
    foot: str,
) -> Published:
    table = joint_table(rating, words, movement, robustness)
    sheet = book.sheet(table.title)
    everyone = range(len(rating))
    heads = [line for league in rating.leagues for line in head_lines(rating, words, league)]
    sheet.note([book.title, *dict.fromkeys(heads)])
    sheet.table(table, beside=[names_column(rating)])
    sheet.fit_page(book.title, foot)
    total, names = table.roles.index("total"), len(table.columns) + 1
    charts = add_bars(
        sheet, rating, words, total, names, final_colors(rating, everyone) if rating.methodology.zones else ()
    )
    # charts are printed on their own pages: beside the table they would shrink it
    sheet.print_areas([(0, 0, sheet.height - 1, len(table.columns) - 1), *charts])
    return _published(sheet, table, everyone)


def _write_indicator(book: WorkbookWriter, rating: Rating, key: str, words: Catalogue, foot: str) -> Published:
    measure = rating.methodology.measure(key)
    order = [i for pages in rating.leagues.values() for i in indicator_order(rating, key, pages)]
    table = joint_indicator_table(rating, key, words, order)
    sheet = book.sheet(table.title)
    sheet.table(table)
    sheet.fit_page(f"{book.title} · {measure_title(measure, words)}", foot)
    return _published(sheet, table, order)


def _published(sheet: SheetWriter, table: Table, order: Sequence[int]) -> Published:
    """Return the positions of a sheet's published columns.

    Args:
        order: the pages from the first row on.
    """
    rows = [0] * len(order)
    for row, page in enumerate(order, _TOP):
        rows[page] = row
    return Published(sheet.title, {role: letters(at) for at, role in enumerate(table.roles, 1)}, rows)
