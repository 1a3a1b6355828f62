"""Workbooks: sheets filled from top to bottom with typed tables, or with columns of live formulas.

XlsxWriter writes them row by row, so that a large workbook needs no more memory than a small one, and without
timestamps, so that the same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import repeat
from math import fsum
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.utility import quote_sheetname, xl_col_to_name, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from govrank.formats.cells import (
    LINE,
    SPARE,
    begins_formula,
    cell_text,
    heading_width,
    is_long,
    lines_of,
    print_text,
    sheet_title,
    text_width,
    texts_width,
    value_text,
)
from govrank.reports.sentences import printable
from govrank.reports.table import WHITE, Block, Bullets, Column, Heading, Legend, Line, Table
from govrank.text.numbers import decimals_for, number_text

if TYPE_CHECKING:
    from xlsxwriter.format import Format

Value = str | int | float | None

PROPERTY, PROPERTY_LETTERS = "govrank", 255
ROW = 15  # points: the default row height
_DATE = datetime(2000, 1, 1)  # of every workbook
_BUTTON = 2.5  # characters: the width of a filter button
_TALLEST = 409  # points: of a row
_A4_UPRIGHT = 95  # characters across a page at full size
_A4_ACROSS = 200  # characters across a landscape page at two thirds of full size
_FOLDED = 24  # characters: the minimum width of a column with wrapped texts
_STACKED_WIDEST = 44  # characters: the columns are shared by tables of all kinds
_ALONE = 72  # characters: of paragraphs without a table
_WHOLE = 10**15  # whole numbers that XlsxWriter writes with every digit


class Style(NamedTuple):
    """How a cell looks. Without `align` the program's default applies: numbers right, texts left."""

    number: str = "General"
    align: str = ""
    wrap: bool = False
    bold: bool = False
    fill: str = ""
    text_color: str = ""
    lines: bool = True
    quote: bool = False
    indent: int = 0


FIGURE = Style()
TEXT = Style(align="left", indent=1)
LONG_TEXT = Style(align="left", wrap=True, indent=1)
HEADING = Style(align="center", wrap=True, bold=True, fill="#E7ECF2")
PLAIN = Style(lines=False)
PLACE = Style(align="center", bold=True)
TOTAL = Style(bold=True)
BOLD = Style(lines=False, bold=True)


class SheetColumn(NamedTuple):
    """A column of a sheet.

    Attributes:
        values: texts, numbers, or None or NaN for an empty cell.
        width: in characters; the heading may need more.
        formulas: one a row, which gives the value; an empty one keeps the plain value. None: the column has none.
        fills: the colour of each cell, as "#ffffff", or an empty text; empty for a column without fills.
    """

    heading: str
    values: Sequence[Value]
    style: Style = FIGURE
    width: float = 0
    formulas: Iterable[str] | None = None
    fills: Sequence[str] = ()


def texts_column(heading: str, texts: Sequence[str], style: Style | None = None) -> SheetColumn:
    """Return a column of texts, wrapped if one is too long."""
    return SheetColumn(heading, texts, style or (LONG_TEXT if is_long(texts) else TEXT), texts_width(texts) + 1)


def figures_column(
    heading: str, numbers: Sequence[float], style: Style = FIGURE, least: int = 0, unit: str = ""
) -> SheetColumn:
    """Return a column of numbers, unrounded, in a format with as many decimals as needed, at least `least`."""
    known = [number for number in numbers if number is not None and number == number]  # NaN is missing
    decimals = max(decimals_for(known), least)
    form = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    form += f'" {unit}"' if unit else ""
    width = text_width(number_text(max(map(abs, known), default=0), "en", decimals) + unit) + 2
    return SheetColumn(heading, numbers, style._replace(number=form), width)


def sheet_column(column: Column) -> SheetColumn:
    """Return a table's column for a sheet: figures as numbers, anything that says more than a number as its text."""
    fills = ["" if color.casefold() == WHITE else color for color in column.colors]
    return _plain_column(column)._replace(fills=fills)


def _plain_column(column: Column) -> SheetColumn:
    if column.kind == "move" or column.compound:
        return texts_column(column.heading, column.texts, Style(align="center"))
    if column.kind == "figure" and not any(isinstance(value, str) for value in column.values):
        style = {"place": PLACE, "total": TOTAL}.get(column.role, FIGURE)
        return figures_column(column.heading, column.values, style, column.decimals, column.unit)
    return texts_column(column.heading, column.texts, LONG_TEXT._replace(align="right") if column.numeric else None)


def letters(column: int) -> str:
    """Return a column's letters, from A for 1."""
    name: str = xl_col_to_name(column - 1)
    return name


@contextmanager
def workbook(title: str, stream: BinaryIO) -> Iterator[WorkbookWriter]:
    """Yield a workbook to fill sheet by sheet; it is written to the stream at the end.

    Raises:
        OSError: there is no disk space for its temporary rows.
    """
    with TemporaryDirectory(prefix="govrank-", ignore_cleanup_errors=True) as folder:
        book = WorkbookWriter(title, stream, folder)
        try:
            yield book
            book.file.close()
        except FileCreateError as error:
            raise error.args[0] from None
        finally:
            for page in book.file.worksheets():
                page._opt_close()  # otherwise its temporary file stays open after an error


class WorkbookWriter:
    """A workbook being built: its sheets in order, each style once."""

    def __init__(self, title: str, stream: BinaryIO, folder: str) -> None:
        self.title = printable(title)
        self.file = Workbook(stream, {
            "constant_memory": True, "tmpdir": folder, "strings_to_formulas": False, "strings_to_urls": False,
        })  # fmt: skip
        self.file.use_zip64()  # written only if used
        self.file.set_properties({"title": self.title, "author": "govrank", "created": _DATE})
        self._titles = {"history"}  # Excel reserves this name
        self._looks: dict[Style, Look] = {}

    def keep(self, text: str) -> None:
        """Store an ASCII text in the workbook's properties, in numbered parts of Excel's maximum length."""
        for n, at in enumerate(range(0, len(text), PROPERTY_LETTERS), 1):
            self.file.set_custom_property(f"{PROPERTY} {n}", text[at : at + PROPERTY_LETTERS], "text")

    def sheet(self, title: str) -> SheetWriter:
        """Add a sheet."""
        return SheetWriter(self, self.file.add_worksheet(sheet_title(title, self._titles), _Page))

    def look(self, style: Style) -> Look:
        """Return a style for cells."""
        known = self._looks.get(style)
        if known is None:
            known = self._looks[style] = Look(self.format(style), self.format(style._replace(quote=True)))
        return known

    def format(self, style: Style) -> Format:
        """Return a style as XlsxWriter's format, which is written if a cell uses it."""
        look: dict[str, Any] = {
            "num_format": style.number,
            "align": style.align,
            "valign": "vcenter" if style.fill == HEADING.fill else "top",
            "text_wrap": style.wrap,
            "bold": style.bold,
            "indent": style.indent,
            "quote_prefix": style.quote,
        }
        if style.fill:
            look["bg_color"] = style.fill
        if style.text_color:
            look["font_color"] = style.text_color
        if style.lines:
            look |= {"border": 1, "border_color": "#D0D0D0"}
        return self.file.add_format(look)


class Look(NamedTuple):
    """A style: the usual one, and the one for texts that would become formulas when edited."""

    usual: Format
    quoted: Format


class _Page(Worksheet):
    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002
        # the original searches each formula for thirty new functions, which made a workbook of 10 000 pages four times
        # slower; our formulas have none
        return formula


class _Digits(float):
    """A number that XlsxWriter writes with every digit: by default it writes 16, and some need 17."""

    def __format__(self, _form: str) -> str:
        return repr(self)


class SheetWriter:
    """A sheet whose rows are added from top to bottom; `page` is XlsxWriter's."""

    def __init__(self, book: WorkbookWriter, page: Worksheet) -> None:
        self.book = book
        self.page = page
        self.title = str(page.name)
        self.height = 0  # rows so far
        self.widths: list[float] = []  # in characters
        self.heights: dict[int, float] = {}  # in points, by row from 1, of the higher ones

    def table(self, table: Table, beside: Sequence[SheetColumn] = ()) -> None:
        """Add a typed table with filters, each cell in its colour.

        Args:
            beside: columns to the right, after an empty one.
        """
        columns = [sheet_column(column) for column in table.columns]
        self.columns(columns, len(table), beside=beside)

    def columns(
        self,
        columns: Sequence[SheetColumn],
        length: int,
        *,
        beside: Sequence[SheetColumn] = (),
        filters: int | None = None,
        frozen: int = 0,
    ) -> None:
        """Add columns; their header stays on the screen, repeats in print and has filters.

        Args:
            length: how many rows.
            beside: columns after an empty one, without headings.
            filters: how many of the first columns have filters; None means all.
            frozen: how many of them stay on the screen too.
        """
        filtered = len(columns) if filters is None else filters
        columns = fold_texts(columns, filtered)
        self.set_widths(column_widths(columns, filtered))
        buttons = [_BUTTON if at < filtered else 0 for at in range(len(columns))]
        self.header(
            [column.heading for column in columns],
            [width - button for width, button in zip(self.widths, buttons, strict=True)],
        )
        self.page.repeat_rows(self.height - 1)
        self.page.autofilter(self.height - 1, 0, self.height - 1 + max(length, 1), filtered - 1)
        self.page.freeze_panes(self.height, frozen)
        self._rows([*enumerate(columns), *enumerate(beside, len(columns) + 1)], length)

    def _rows(self, columns: Sequence[tuple[int, SheetColumn]], length: int) -> None:
        """Add rows of cells; columns are given by position from 0."""
        heights = row_heights([column for _at, column in columns], [*self.widths, *repeat(0.0, len(columns))])
        self.heights |= {self.height + 1 + at: height for at, height in heights.items()}
        looks = []
        for _at, column in columns:
            colors = dict.fromkeys(column.fills)
            looks.append({"": self.book.look(column.style)} | {
                color: self.book.look(column.style._replace(fill=color)) for color in colors if color
            })  # fmt: skip
        places = [(at, look) for (at, _column), look in zip(columns, looks, strict=True)]
        cells = [
            zip(column.values, column.formulas or repeat(""), column.fills or repeat(""), strict=False)
            for _at, column in columns
        ]
        for row, triples in enumerate(zip(*cells, strict=True), self.height):
            if row + 1 in self.heights:
                self.page.set_row(row, self.heights[row + 1])
            for (at, look), (value, formula, color) in zip(places, triples, strict=True):
                self._cell(row, at, value, look[color], formula)
        self.height += length

    def _cell(self, row: int, at: int, value: Value, look: Look, formula: str = "") -> None:
        if formula:
            stored = value_text(value) if isinstance(value, str) else "" if value is None else value
            self.page.write_formula(row, at, formula, look.usual, stored)
        elif isinstance(value, str) and value:
            text = cell_text(value)
            usual = look.quoted if begins_formula(text) else look.usual
            if text.startswith("<r>") and text.endswith("</r>"):  # which XlsxWriter would read as its own markup
                self.page.write_rich_string(row, at, usual, text[0], usual, text[1:], usual)
            else:
                self.page.write_string(row, at, text, usual)
        elif value is None or isinstance(value, str) or value != value:  # NaN is missing
            self.page.write_blank(row, at, None, look.usual)
        else:
            whole = isinstance(value, int) and abs(value) < _WHOLE
            self.page.write_number(row, at, value if whole else _Digits(value), look.usual)

    def row(
        self,
        values: Sequence[Value] = (),
        style: Style = PLAIN,
        formulas: Mapping[int, str] | None = None,
        styles: Mapping[int, Style] | None = None,
        height: float = 0,
    ) -> None:
        """Add one row.

        Args:
            formulas: by column, from 1; the values are their results.
            styles: likewise, if they differ from `style`.
            height: in points; 0 lets the program fit it.
        """
        if height:
            self.page.set_row(self.height, height)
        for at, value in enumerate(values):
            look = (styles or {}).get(at + 1, style)
            formula = (formulas or {}).get(at + 1, "")
            if formula or value is not None or look is not PLAIN:
                self._cell(self.height, at, value, self.book.look(look), formula)
        self.height += 1

    def set_widths(self, widths: Sequence[float]) -> None:
        """Set the widths of the first columns."""
        self.widths = [*widths]
        for at, width in enumerate(widths):
            self.page.set_column(at, at, width)

    def header(self, headings: Sequence[str | None], widths: Sequence[float]) -> None:
        """Add a row of headings, as high as needed."""
        lines = [lines_of(text or "", room / SPARE) for text, room in zip(headings, widths, strict=True)]
        self.row(headings, HEADING, height=max(lines) * LINE)

    def merge(self, first: int, last: int, style: Style) -> None:
        """Merge neighbouring cells, from 1, of the next row."""
        if last > first:
            self.page.merge_range(self.height, first - 1, self.height, last - 1, "", self.book.look(style).usual)

    def paragraph(self, text: str, style: Style = PLAIN) -> None:
        """Add a row of one text across all columns, whose widths must be set."""
        style = style._replace(align="left", wrap=True)
        lines = lines_of(text, fsum(self.widths) / SPARE)
        self.merge(1, len(self.widths), style)
        self.row([text], style, height=min(lines * LINE, _TALLEST))

    def stack(self, blocks: Sequence[Block]) -> None:
        """Add a report's blocks one below another, sharing columns."""
        tables = [block for block in blocks if isinstance(block, Table)]
        across = max((len(table.columns) for table in tables), default=1)
        widths = [0.0] * across
        for table in tables:
            for at, column in enumerate(table.columns):
                widths[at] = max(widths[at], heading_width(column.heading), texts_width(column.texts))
        self.set_widths([min(width, _STACKED_WIDEST) for width in widths] if tables else [_ALONE])
        for block in blocks:
            if isinstance(block, Table):
                self._stack_table(block)
            elif block == "":
                self.row()
            elif isinstance(block, Bullets):
                for line in block.lines:
                    self.paragraph(f"• {line}")
            elif isinstance(block, Heading):
                self.paragraph(block.text, BOLD)
            elif isinstance(block, Legend | Line):
                self.paragraph(block.text)
            elif isinstance(block, str):
                self.paragraph(block)

    def _stack_table(self, table: Table) -> None:
        self.row()
        if table.title:
            self.paragraph(table.title, BOLD)
        across = len(table.columns)
        self.header(table.headings, self.widths[:across])
        columns = []
        for column, width in zip(table.columns, self.widths, strict=False):
            wrap = texts_width(column.texts) > width
            style = TEXT._replace(align="right" if column.numeric else "left", wrap=wrap)
            columns.append(SheetColumn(column.heading, column.cells, style, fills=sheet_column(column).fills))
        if across < len(self.widths):  # a last cell may extend over the empty ones beside it
            columns[-1] = columns[-1]._replace(style=columns[-1].style._replace(lines=False, wrap=False))
        self._rows([*enumerate(columns)], len(table))

    def note(self, lines: Sequence[str]) -> None:
        """Add a note to the first cell, before its row; a row of its own would get in the way of reading as data."""
        self.page.write_comment(0, 0, "\n".join(map(cell_text, lines)), {"x_scale": 3.5, "y_scale": 1.6})

    def print_areas(self, areas: Sequence[tuple[int, int, int, int]]) -> None:
        """Print only some ranges, each on its own pages: first row and column, last row and column, from 0."""
        cells = ",".join(f"{quote_sheetname(self.title)}!{xl_range_abs(*area)}" for area in areas)
        self.book.file.define_name(f"{self.title}!_xlnm.Print_Area", f"={cells}")

    def fit_page(self, title: str, foot: str, *, landscape: bool | None = None, paper: int = 9) -> None:
        """Set the sheet to print one page wide, with a title above and page numbers below.

        Args:
            landscape: None decides by the widths.
            paper: 9 is A4, 8 is A3.
        """
        page = self.page
        wide = fsum(self.widths) > _A4_UPRIGHT if landscape is None else landscape
        if wide:
            page.set_landscape()
        page.set_paper(paper)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.75)  # inches
        page.set_header(f"&C{print_text(title)}")
        page.set_footer(f"&L{print_text(foot)}&R&P / &N")


def fold_texts(columns: Sequence[SheetColumn], filters: int) -> Sequence[SheetColumn]:
    """Return columns with long texts wrapped, if they would be printed too small to read."""
    if fsum(column_widths(columns, filters)) <= _A4_ACROSS:
        return columns
    return [
        column._replace(width=_folded_width(column), style=column.style._replace(wrap=True))
        if column.width > _FOLDED and column.formulas is None and column.values and isinstance(column.values[0], str)
        else column
        for column in columns
    ]


def _folded_width(column: SheetColumn) -> float:
    """Return a width that breaks no word."""
    words = (word for text in column.values if isinstance(text, str) for word in text.split())
    return max(_FOLDED, min(column.width, texts_width(words) + 1))


def column_widths(columns: Sequence[SheetColumn], filters: int) -> list[float]:
    """Return the widths of columns, the first of them with filters; exact in tenths of a character."""
    return [
        round(max(column.width, heading_width(column.heading) + (_BUTTON if at < filters else 0)), 1)
        for at, column in enumerate(columns)
    ]


def row_heights(columns: Sequence[SheetColumn], widths: Sequence[float]) -> dict[int, float]:
    """Return the heights of rows with several lines of text; not every program computes them."""
    lines: dict[int, int] = {}
    for column, width in zip(columns, widths, strict=False):
        if column.style.wrap:
            room = (width - 2) / SPARE
            for at, text in enumerate(column.values):
                if isinstance(text, str) and len(text) * 2 > room:  # no letter is wider than two digits
                    lines[at] = max(lines.get(at, 1), lines_of(text, room))
    return {at: min(count * LINE, _TALLEST) for at, count in lines.items() if count > 1}
