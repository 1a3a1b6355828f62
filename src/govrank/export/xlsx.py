"""A rating as a workbook that can be printed and audited: the tables, who is left out, the rules, the proof."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO

import numpy as np

from govrank.compare import Movement
from govrank.digest.phrases import league_key
from govrank.export.audit import AUDIT_TOP, Published, audit_columns, write_audit
from govrank.export.bars import add_bars, names_column
from govrank.export.cells import heading_width, letters, lines_of, texts_width
from govrank.export.method import method_tables, norm_lines, version_line
from govrank.export.sheet import MOST_COLUMNS, MOST_ROWS, Sheet
from govrank.export.spreadsheet import Spreadsheet
from govrank.export.tabulation import (
    BOLD,
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
from govrank.language import Catalogue
from govrank.platforms import platform_label
from govrank.present.cell_texts import interval_text, move_texts, short_label, total_heading, zone_text
from govrank.present.firmness import firmness_lines
from govrank.present.notes import legend_line, movement_lines, rules_line
from govrank.present.rules import measure_title
from govrank.present.tables import INDICATOR_COLORS, indicator_zone_text
from govrank.present.text_table import TextTable
from govrank.present.titles import methodology_title
from govrank.problem import DataError, Problem
from govrank.rank import Array
from govrank.rating import Rating
from govrank.robustness import Robustness
from govrank.sentences import reason_text
from govrank.version import VERSION
from govrank.zone import INDICATOR_ZONES

_TOP = 2  # the first row of pages: row 1 is the header
_METHOD_WIDEST = 44  # characters: the columns are shared by tables of all kinds

Take = Callable[[Sequence[str]], list[str]]


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
    book = Spreadsheet(_title(rating, words))
    foot = f"govrank {VERSION} · {rating.methodology.name} {rating.methodology.version}"
    final = book.sheet(words.say("xlsx.final"))
    published = _write_final(final, rating, words, movement, firm, foot)
    own = {key: _write_indicator(book, rating, key, words, foot) for key in rating.methodology.keys}
    _write_excluded(book.sheet(words.say("xlsx.excluded")), rating, words, movement, foot)
    _write_methodology(book.sheet(words.say("xlsx.methodology")), rating, words, movement, firm, foot)
    write_audit(book.sheet(words.say("xlsx.audit")), rating, published, own, words, foot)
    book.save(stream)


def _title(rating: Rating, words: Catalogue) -> str:
    title, period = methodology_title(rating, words), rating.edition.period
    return words.say("rating.title", title=title, period=period) if period else title


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
    methodology = rating.methodology
    columns = _league_columns(rating, words, list)
    columns["place"] = figures_column(words.say("table.place"), rating.places, PLACE)
    if firm is not None:
        ranges = [interval_text(firm.interval(i)) for i in range(len(rating))]
        columns["interval"] = Column(
            words.say("table.interval"), ranges, Style(align="center"), width=texts_width(ranges)
        )
    if movement is not None:
        moves = list(zip(*(move_texts(movement, i, words) for i in range(len(rating))), strict=True))
        for name, texts in zip(("move", "common"), moves, strict=False):
            columns[name] = Column(words.say(f"table.{name}"), texts, Style(align="center"), width=texts_width(texts))
    columns |= _name_columns(rating, words, list)
    least = 2 if methodology.is_index else 0  # as everywhere an index is shown
    for measure in methodology.measures:
        points = figures_column(short_label(measure, words), rating.points[measure.key], least=least)
        columns[f"{measure.key}_points"] = points
    columns["total"] = figures_column(total_heading(rating, words), rating.totals, TOTAL, least)
    total = len(columns)
    fills: list[str] = []
    if methodology.zones:
        zones = [zone_text(rating, i, words) for i in range(len(rating))]
        columns["zone"] = Column(words.say("table.zone"), zones, TEXT, width=texts_width(zones))
        fills = [methodology.zones[band].color for band in rating.bands.tolist()]
    sheet.table([*columns.values()], len(rating), fills, beside=[names_column(rating)])
    sheet.fit_page(sheet.book.title, foot)
    charts = add_bars(sheet, rating, words, total, len(columns) + 2, fills)
    # the charts are printed on pages of their own, not beside the table, which would shrink it
    sheet.page.print_area = ",".join([f"A1:{letters(len(columns))}{sheet.height}", *charts])
    return _published(sheet, columns, range(len(rating)))


def _write_indicator(book: Spreadsheet, rating: Rating, key: str, words: Catalogue, foot: str) -> Published:
    measure = next(measure for measure in rating.methodology.measures if measure.key == key)
    label = measure.says(words.lang)
    sheet = book.sheet(label)
    order = _order(rating, rating.ranks[key])

    def take(texts: Sequence[str]) -> list[str]:
        return [texts[i] for i in order]

    values = rating.measured[key].values[order]
    names = [INDICATOR_ZONES[zone] for zone in rating.indicator_zones[key][order].tolist()]
    said = {name: indicator_zone_text(name, words) for name in INDICATOR_ZONES}
    zones = [said[name] for name in names]
    columns = _league_columns(rating, words, take)
    columns["place"] = figures_column(words.say("table.place"), rating.ranks[key][order], PLACE)
    columns |= _name_columns(rating, words, take)
    columns["value"] = figures_column(label, values)
    columns["zone"] = Column(words.say("table.zone"), zones, TEXT, width=texts_width(zones))
    norms = rating.norms.get(key)
    if norms is not None:
        texts = [words.say(f"norm.{norm}") if norm else "" for norm in norms[order].tolist()]
        columns["norm"] = Column(words.say("table.norm"), texts, TEXT, width=texts_width(texts))
    sheet.table([*columns.values()], len(rating), [INDICATOR_COLORS[name] for name in names])
    sheet.fit_page(f"{book.title} · {measure_title(measure, words)}", foot)
    return _published(sheet, columns, order)


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


def _order(rating: Rating, points: Array) -> list[int]:
    """Return the pages of each league by their points."""
    order: list[int] = []
    for league in rating.leagues.values():
        order += (np.argsort(points[league.start : league.stop], kind="stable") + league.start).tolist()
    return order


def _league_columns(rating: Rating, words: Catalogue, take: Take) -> dict[str, Column]:
    if len(rating.leagues) == 1:
        return {}
    leagues = take([rating.methodology.league_label(league) for league in rating.pages.leagues])
    return {"league": text_column(words.say("table.league"), leagues)}


def _name_columns(rating: Rating, words: Catalogue, take: Take) -> dict[str, Column]:
    """Return page, region and network; regions only where the file has them."""
    pages = rating.pages
    columns = {"page": text_column(words.say("table.page"), take(pages.names))}
    if any(pages.regions):
        columns["region"] = text_column(words.say("table.region"), take(pages.regions))
    networks = take([platform_label(key) for key in pages.platforms])
    return columns | {"platform": text_column(words.say("table.platform"), networks)}


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
        texts = [text for table in tables if at < len(table.headings) for text in _texts_at(table, at)]
        width = max(heading_width(table.headings[at]) for table in tables if at < len(table.headings))
        widths.append(min(max(width, texts_width(texts)), _METHOD_WIDEST))
        sheet.page.column_dimensions[letters(at + 1)].width = widths[-1]
    sheet.paragraph(sheet.book.title, across, BOLD)
    paragraphs = [rules_line(rating, words), legend_line(rating, words)]
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


def _texts_at(table: TextTable, column: int) -> list[str]:
    return [row[column] for row in table.rows]
