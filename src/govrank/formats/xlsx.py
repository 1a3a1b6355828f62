"""A rating as a workbook that can be printed and audited: the tables, who is left out, the rules, the proof."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO

from govrank.analysis.compare import Movement
from govrank.analysis.robustness import Robustness
from govrank.formats.audit import AUDIT_TOP, Published, audit_columns, write_audit
from govrank.formats.bars import add_bars, names_column
from govrank.formats.cells import heading_width, letters, lines_of, texts_width
from govrank.formats.sheet import MOST_COLUMNS, MOST_ROWS, Sheet
from govrank.formats.spreadsheet import Spreadsheet
from govrank.formats.tabulation import (
    BOLD,
    FIGURE,
    LINE,
    LONG_TEXT,
    PLACE,
    TEXT,
    TOTAL,
    Column,
    Style,
    figures_column,
    text_column,
)
from govrank.networks import platform_label
from govrank.packaged import VERSION
from govrank.problems import DataError, Problem
from govrank.reports.narrative import league_key
from govrank.reports.rating import (
    final_colors,
    final_columns,
    indicator_colors,
    indicator_columns,
    indicator_order,
    method_tables,
    norm_lines,
    version_line,
)
from govrank.reports.results import EditionResult, Result
from govrank.reports.robustness import firmness_lines
from govrank.reports.sentences import reason_text
from govrank.reports.table import Column as TableColumn
from govrank.reports.table import text_column as table_text
from govrank.reports.wording import gate_lines, legend_line, measure_title, movement_lines, rating_title, rules_line
from govrank.scoring.rating import Rating
from govrank.text.catalogue import Catalogue

_TOP = 2  # the first row of pages: row 1 is the header
_METHOD_WIDEST = 44  # characters: the columns are shared by tables of all kinds

Take = Callable[[Sequence[str]], list[str]]


def write(result: Result, words: Catalogue, stream: BinaryIO, _key: str) -> None:
    """Write a rating as a workbook."""
    if isinstance(result, EditionResult):
        write_xlsx(result.rating, words, stream, result.movement, result.robustness)


def write_xlsx(
    rating: Rating,
    words: Catalogue,
    stream: BinaryIO,
    movement: Movement | None = None,
    firm: Robustness | None = None,
) -> None:
    """Write a rating as a workbook: Final, a sheet an indicator, Excluded, Methodology, Audit.

    Raises:
        DataError: `too-big` where a sheet cannot hold the rows.
    """
    _refuse_too_many(rating, movement)
    book = Spreadsheet(rating_title(rating, words))
    foot = f"govrank {VERSION} · {rating.methodology.name} {rating.methodology.version}"
    final = book.sheet(words.say("xlsx.final"))
    published = _write_final(final, rating, words, movement, firm, foot)
    own = {key: _write_indicator(book, rating, key, words, foot) for key in rating.methodology.keys}
    _write_excluded(book.sheet(words.say("xlsx.excluded")), rating, words, movement, foot)
    _write_methodology(book.sheet(words.say("xlsx.methodology")), rating, words, movement, firm, foot)
    write_audit(book.sheet(words.say("xlsx.audit")), rating, published, own, words, foot)
    book.save(stream)


def _refuse_too_many(rating: Rating, movement: Movement | None) -> None:
    out = len(rating.excluded) + len(rating.absent) + (len(movement.left) if movement is not None else 0)
    rows = max(len(rating) + AUDIT_TOP, out + 1)
    columns = audit_columns(rating)
    file = rating.edition.sources[0].name if rating.edition.sources else ""
    if rows > MOST_ROWS:
        raise DataError([Problem("too-big", file, wording="rows", args={"rows": rows})])
    if columns > MOST_COLUMNS:
        raise DataError([Problem("too-big", file, wording="columns", args={"columns": columns})])


def _write_final(
    sheet: Sheet, rating: Rating, words: Catalogue, movement: Movement | None, firm: Robustness | None, foot: str
) -> Published:
    everyone = range(len(rating))
    columns = _filled(
        [*_league_columns(rating, words, everyone), *final_columns(rating, words, everyone, movement, firm)]
    )
    fills = final_colors(rating, everyone) if rating.methodology.zones else []
    total = len(columns) - bool(fills)
    sheet.table(_sheet_columns(columns), len(rating), fills, beside=[names_column(rating)])
    sheet.fit_page(sheet.book.title, foot)
    charts = add_bars(sheet, rating, words, total, len(columns) + 2, fills)
    # the charts are printed on pages of their own, not beside the table, which would shrink it
    sheet.page.print_area = ",".join([f"A1:{letters(len(columns))}{sheet.height}", *charts])
    return _published(sheet, [column.role for column in columns], everyone)


def _write_indicator(book: Spreadsheet, rating: Rating, key: str, words: Catalogue, foot: str) -> Published:
    measure = rating.methodology.measure(key)
    sheet = book.sheet(measure.says(words.lang))
    order = [i for pages in rating.leagues.values() for i in indicator_order(rating, key, pages)]
    columns = _filled([*_league_columns(rating, words, order), *indicator_columns(rating, key, words, order)])
    sheet.table(_sheet_columns(columns), len(rating), indicator_colors(rating, key, order))
    sheet.fit_page(f"{book.title} · {measure_title(measure, words)}", foot)
    return _published(sheet, [column.role for column in columns], order)


def _published(sheet: Sheet, columns: Iterable[str], order: Sequence[int]) -> Published:
    """Return where a sheet has what it publishes.

    Args:
        columns: their names.
        order: the pages from the first row on.
    """
    rows = [0] * len(order)
    for row, page in enumerate(order, _TOP):
        rows[page] = row
    return Published(sheet.page.title, {name: letters(at) for at, name in enumerate(columns, 1)}, rows)


def _league_columns(rating: Rating, words: Catalogue, order: Sequence[int]) -> list[TableColumn]:
    if len(rating.leagues) == 1:
        return []
    leagues = [rating.methodology.league_label(rating.pages.leagues[i]) for i in order]
    return [table_text("league", words.say("table.league"), leagues)]


def _filled(columns: Sequence[TableColumn]) -> list[TableColumn]:
    """Return a table's columns, the regions only where the file has them."""
    return [column for column in columns if column.role != "region" or any(column.texts)]


def _sheet_columns(columns: Sequence[TableColumn]) -> list[Column]:
    """Return a table's columns as a sheet has them: numbers as numbers, and what is no number as its text."""
    made = []
    for column in columns:
        if column.kind == "move" or column.role == "interval":
            made.append(Column(column.heading, column.texts, Style(align="center"), width=texts_width(column.texts)))
        elif column.kind == "figure":
            style = {"place": PLACE, "total": TOTAL}.get(column.role, FIGURE)
            made.append(figures_column(column.heading, column.values, style, column.decimals))
        elif column.role in ("league", "page", "region", "platform"):
            made.append(text_column(column.heading, column.texts))
        else:
            made.append(Column(column.heading, column.texts, TEXT, width=texts_width(column.texts)))
    return made


def _write_excluded(sheet: Sheet, rating: Rating, words: Catalogue, movement: Movement | None, foot: str) -> None:
    left_out, absent, gone = (words.say(f"xlsx.{status}") for status in ("left_out", "absent", "gone"))
    rows = [
        (left_out, out.page, out.region, platform_label(out.platform), reason_text(out.reason, words))
        for out in rating.excluded
    ]
    rows += [(absent, "", region, platform_label(platform), "") for region, platform in rating.absent]
    if movement is not None:
        period = movement.previous.edition.period
        rows += [
            (
                gone,
                out.page,
                out.region,
                platform_label(out.platform),
                words.say(
                    league_key("xlsx.gone.place", movement),
                    period=period,
                    place=out.previous,
                    league=movement.previous.methodology.league_label(out.league),
                ),
            )
            for out in movement.left
        ]
    if not rows:
        rows.append((words.say("xlsx.nobody"), "", "", "", ""))
    headings = (
        words.say("xlsx.status"),
        words.say("table.page"),
        words.say("table.region"),
        words.say("table.platform"),
        words.say("xlsx.reason"),
    )
    texts = list(zip(*rows, strict=True))
    columns = [text_column(heading, column) for heading, column in zip(headings, texts, strict=True)]
    sheet.table(columns, len(rows))
    sheet.fit_page(f"{sheet.book.title} · {sheet.page.title}", foot)


def _write_methodology(
    sheet: Sheet, rating: Rating, words: Catalogue, movement: Movement | None, firm: Robustness | None, foot: str
) -> None:
    tables = method_tables(rating, words)
    across = max(len(table.headings) for table in tables)
    widths = []
    for at in range(across):
        texts = [text for table in tables if at < len(table.columns) for text in table.columns[at].texts]
        width = max(heading_width(table.headings[at]) for table in tables if at < len(table.headings))
        widths.append(min(max(width, texts_width(texts)), _METHOD_WIDEST))
        sheet.page.column_dimensions[letters(at + 1)].width = widths[-1]
    sheet.paragraph(sheet.book.title, across, BOLD)
    paragraphs = [rules_line(rating, words), *gate_lines(rating, words), legend_line(rating, words)]
    paragraphs += [*norm_lines(rating, words), version_line(rating, words)]
    if movement is not None:
        paragraphs += movement_lines(rating, movement, words)
    if firm is not None:
        paragraphs += firmness_lines(rating, firm, words)
    for text in paragraphs:
        sheet.paragraph(text, across)
    for table in tables:
        sheet.row()
        sheet.paragraph(table.title, across, BOLD)
        sheet.header(table.headings, widths[: len(table.headings)])
        right = {at: LONG_TEXT._replace(align="right") for at, numeric in enumerate(table.numeric, 1) if numeric}
        for row in table.rows:
            # a last cell may lie across the empty ones beside it
            free = {len(row): TEXT._replace(lines=False)} if len(row) < across else {}
            filled = list(zip(row, widths, strict=False))[: None if not free else -1]
            lines = max((lines_of(text, width - 2) for text, width in filled), default=1)
            sheet.row(row, LONG_TEXT, styles=free | right, height=lines * LINE)
    sheet.fit_page(f"{sheet.book.title} · {sheet.page.title}", foot)
