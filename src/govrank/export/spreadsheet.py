"""A workbook that is written fast and always the same: openpyxl makes all of it but the rows.

openpyxl writes the styles, the print settings, the charts and the package around them, which are small. The
rows are many, so they are written here as XML: several times faster, and with every digit of a number, which
openpyxl rounds to sixteen. All parts bear one date, so that the same input gives the same bytes.

Formulas have no stored values: nobody has calculated them yet, and spreadsheet programs do when they open the
workbook. A viewer that does not calculate shows nothing in their place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from govrank.export.cells import (
    Value,
    begins_formula,
    formula_text,
    heading_width,
    is_long,
    letters,
    lines_of,
    print_text,
    sheet_title,
    text_width,
    texts_width,
    value_cells,
)
from govrank.figures import decimals_for, number_text
from govrank.rank import Array
from govrank.sentences import shown_text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_ROWS = 1_048_576  # of a sheet
_DATE = datetime(2000, 1, 1)  # of every workbook: a clock would change the bytes
_BLOCK = 4096  # rows that are put together at once
_PLENTY = 1 << 31  # bytes of a part from which the package needs ZIP64
_CELL_BYTES = 150  # of a cell's XML, rather more than less
_LEVEL = 4  # of compression: half the time of the usual 6 for few more bytes
_BUTTON = 2.5  # characters: a filter's
LINE = 15.5  # points: a line of text
_TALLEST = 409  # points: of a row
_SPARE = 1.15  # lines break at words
_A4_UPRIGHT = 95  # characters across at full size


class Style(NamedTuple):
    """How a cell looks. No `align` is the program's habit: numbers right, texts left."""

    number: str = "General"
    align: str = ""
    wrap: bool = False
    bold: bool = False
    fill: str = ""
    ink: str = ""
    lines: bool = True
    quote: bool = False
    indent: int = 0


FIGURE = Style()
TEXT = Style(align="left", indent=1)
LONG_TEXT = Style(align="left", wrap=True, indent=1)
HEADING = Style(align="center", wrap=True, bold=True, fill="E7ECF2")
PLAIN = Style(lines=False)
PLACE = Style(align="center", bold=True)
TOTAL = Style(bold=True)
BOLD = Style(lines=False, bold=True)


class Column:
    """A column of a table: its heading, and values (texts or numbers) or a live formula a row.

    Attributes:
        formula: with {r} for the row, {a} and {z} for the first and the last row of its league.
        live: which rows have the formula, where not all have it; the others have their value.
        fills: whether the row's zone colours the cell.
    """

    def __init__(
        self,
        heading: str,
        values: Sequence[Value] = (),
        style: Style = FIGURE,
        *,
        formula: str = "",
        live: Sequence[bool] | None = None,
        fills: bool = True,
        width: float = 0,
    ) -> None:
        self.heading = heading
        self.values = values
        self.style = style
        self.formula = formula
        self.live = live
        self.fills = fills
        self.width = width


def text_column(heading: str, texts: Sequence[str]) -> Column:
    """Return a column of texts; where one is too long for a column, they are wrapped."""
    return Column(heading, texts, LONG_TEXT if is_long(texts) else TEXT, width=texts_width(texts) + 1)


def figures_column(heading: str, figures: Array, style: Style = FIGURE) -> Column:
    """Return a column of numbers, unrounded, in a format with as many decimals as they need."""
    numbers = figures.tolist()
    decimals = decimals_for(numbers)
    form = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    largest = max((abs(number) for number in numbers if number == number), default=0)  # NaN is missing
    width = text_width(number_text(largest, "en", decimals)) + 2
    return Column(heading, numbers, style._replace(number=form), width=width)


def column_widths(columns: Sequence[Column], filters: int) -> list[float]:
    """Return how wide columns must be, the first of them with filters."""
    return [
        max(column.width, heading_width(column.heading) + (_BUTTON if at < filters else 0))
        for at, column in enumerate(columns)
    ]


class Sheet:
    """A sheet: `page` has openpyxl's settings, the rows are added here from top to bottom."""

    def __init__(self, book: Spreadsheet, page: Worksheet) -> None:
        self.book = book
        self.page = page
        self.height = 0
        self.across = 0
        self._blocks: list[Iterable[str]] = []

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
            formulas: by column, from 1, in place of the value.
            styles: the same, where they are not `style`.
            height: in points; 0 lets the program fit it.
        """
        self.height += 1
        live = formulas or {}
        cells = []
        for at in range(1, max(len(values), *live, 0) + 1):
            look = (styles or {}).get(at, style)
            value = values[at - 1] if at <= len(values) else None
            letter, number = letters(at), self.book.style_id(look)
            if at in live:
                cells.append(f'<c r="{letter}{self.height}" s="{number}">{formula_text(live[at])}</c>')
            elif value is not None or look is not PLAIN:
                quoted = self.book.style_id(look._replace(quote=True))
                cells += value_cells(letter, [self.height], [value], [number], [quoted])
            self.across = max(self.across, at)
        tall = f' ht="{height}" customHeight="1"' if height else ""
        self._blocks.append([f'<row r="{self.height}"{tall}>{"".join(cells)}</row>'])

    def table(
        self,
        columns: Sequence[Column],
        length: int,
        fills: Sequence[str] = (),
        leagues: Iterable[range] = (),
        beside: Sequence[Column] = (),
        filters: int | None = None,
    ) -> None:
        """Add a table; its header stays on the screen, repeats in print and has filters.

        Args:
            length: how many rows.
            fills: the colour of each row, as "#ffffff".
            leagues: the rows, counted from 0, that the formulas take together.
            beside: more columns after an empty one, without headings.
            filters: how many of the first columns have filters; None means all.
        """
        page = self.page
        filtered = len(columns) if filters is None else filters
        widths = column_widths(columns, filtered)
        for at, width in enumerate(widths, 1):
            page.column_dimensions[letters(at)].width = width
        self.header([column.heading for column in columns], [width - _BUTTON for width in widths])
        top = self.height + 1
        page.print_title_rows = f"{self.height}:{self.height}"
        page.auto_filter.ref = f"A{self.height}:{letters(filtered)}{self.height + max(length, 1)}"
        if not page.freeze_panes:
            page.freeze_panes = f"A{top}"
        bounds = [(top + league.start, top + league.stop - 1) for league in leagues for _row in league]
        drawn = [self._drawn(at, column, set(fills)) for at, column in enumerate(columns, 1)]
        drawn += [self._drawn(at, column, set(fills)) for at, column in enumerate(beside, len(columns) + 2)]
        heights = _heights(columns, widths)
        self._blocks.append(_table_rows(drawn, top, length, fills, bounds, heights))
        self.height += length

    def _drawn(self, at: int, column: Column, colors: set[str]) -> _Drawn:
        """Number the styles of a column, before openpyxl writes the list of styles."""
        looks = {"": column.style} | (
            {color: column.style._replace(fill=_fill(color)) for color in colors} if column.fills else {}
        )
        ids = {color: self.book.style_id(look) for color, look in looks.items()}
        quoted = ids
        if any(isinstance(value, str) and value and begins_formula(value) for value in column.values):
            quoted = {color: self.book.style_id(look._replace(quote=True)) for color, look in looks.items()}
        return _Drawn(letters(at), column, ids, quoted)

    def header(self, headings: Sequence[str | None], widths: Sequence[float]) -> None:
        """Add a row of headings, as high as they need."""
        lines = [lines_of(text or "", room / _SPARE) for text, room in zip(headings, widths, strict=True)]
        self.row(headings, HEADING, height=max(lines) * LINE)

    def paragraph(self, text: str, across: int, style: Style = PLAIN) -> None:
        """Add a row of one text as wide as some columns together, whose widths are set."""
        widths = [self.page.column_dimensions[letters(at)].width for at in range(1, across + 1)]
        lines = lines_of(text, sum(widths) / _SPARE)
        self.row([text], style._replace(align="left", wrap=True), height=lines * LINE)
        self.merge(self.height, 1, across)

    def merge(self, row: int, first: int, last: int) -> None:
        """Make one cell of some neighbours in a row."""
        from openpyxl.worksheet.cell_range import CellRange

        # not openpyxl's own way, which would make the cells that are made here
        self.page.merged_cells.add(CellRange(f"{letters(first)}{row}:{letters(last)}{row}"))

    def rows(self) -> Iterator[str]:
        for block in self._blocks:
            yield from block

    def fit_page(self, title: str, foot: str, *, landscape: bool | None = None, paper: int = 9) -> None:
        """Make the print one page wide, with a title above and page numbers below.

        Args:
            landscape: None lets the widths decide.
            paper: 9 is A4, 8 is A3.
        """
        page = self.page
        widths = [page.column_dimensions[letters(at)].width for at in range(1, self.across + 1)]
        wide = sum(widths) > _A4_UPRIGHT if landscape is None else landscape
        page.page_setup.orientation = "landscape" if wide else "portrait"
        page.page_setup.paperSize = paper
        page.page_setup.fitToWidth = 1
        page.page_setup.fitToHeight = 0
        page.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]  # every new sheet has it
        margins = page.page_margins
        margins.left = margins.right = 0.4  # inches
        margins.top = margins.bottom = 0.75
        margins.header = margins.footer = 0.3
        page.oddHeader.center.text = print_text(title)  # type: ignore[union-attr]  # the same
        page.oddFooter.left.text = print_text(foot)  # type: ignore[union-attr]  # the same
        page.oddFooter.right.text = "&P / &N"  # type: ignore[union-attr]  # the same


class _Drawn(NamedTuple):
    """A column with its letters, and the numbers of its styles by the row's colour."""

    letter: str
    column: Column
    ids: dict[str, int]
    quoted: dict[str, int]

    def cells(self, part: slice, rows: range, bounds: Sequence[tuple[int, int]], colors: Sequence[str]) -> list[str]:
        """Return the cells of some rows: `part` of the table, `rows` of the sheet."""
        column, letter = self.column, self.letter
        shades = colors if column.fills and colors else [""] * len(rows)
        ids = [self.ids[color] for color in shades]
        values = column.values[part]
        if not column.formula:
            return value_cells(letter, rows, values, ids, [self.quoted[color] for color in shades])
        cells = []
        league = None
        pieces: list[str] = []
        for row, style, bound in zip(rows, ids, bounds, strict=True):
            if bound != league:
                league = bound
                filled = column.formula.replace("{a}", str(bound[0])).replace("{z}", str(bound[1]))
                pieces = formula_text(filled).split("{r}")
            cells.append(f'<c r="{letter}{row}" s="{style}">{str(row).join(pieces)}</c>')
        if column.live is not None:
            for at, live in enumerate(column.live[part]):
                if not live:
                    cells[at] = value_cells(letter, [rows[at]], [values[at]], [ids[at]], [ids[at]])[0]
        return cells


def _table_rows(
    drawn: Sequence[_Drawn],
    top: int,
    length: int,
    fills: Sequence[str],
    bounds: Sequence[tuple[int, int]],
    heights: Mapping[int, float],
) -> Iterator[str]:
    for start in range(0, length, _BLOCK):
        part = slice(start, min(start + _BLOCK, length))
        rows = range(top + part.start, top + part.stop)
        made = [column.cells(part, rows, bounds[part], fills[part]) for column in drawn]
        tall = {
            top + at: f' ht="{height}" customHeight="1"' for at, height in heights.items() if start <= at < part.stop
        }
        yield "".join(
            f'<row r="{row}"{tall.get(row, "")}>{"".join(cells)}</row>' for row, *cells in zip(rows, *made, strict=True)
        )


def _heights(columns: Sequence[Column], widths: Sequence[float]) -> dict[int, float]:
    """Return the heights of the rows whose texts need more than a line; not every program finds out by itself."""
    lines: dict[int, int] = {}
    for column, width in zip(columns, widths, strict=True):
        if column.style.wrap:
            for at, text in enumerate(column.values):
                if isinstance(text, str) and is_long([text]):
                    lines[at] = max(lines.get(at, 1), lines_of(text, (width - 2) / _SPARE))
    return {at: min(count * LINE, _TALLEST) for at, count in lines.items() if count > 1}


def _fill(color: str) -> str:
    """Return a colour as the workbook writes it; white is no colour."""
    return "" if color.casefold() == "#ffffff" else color.removeprefix("#").upper()


class Spreadsheet:
    """A workbook to be: its sheets in their order, each of its styles once."""

    def __init__(self, title: str) -> None:
        from openpyxl import Workbook
        from openpyxl.workbook.properties import CalcProperties

        self.title = shown_text(title)
        self.book = Workbook()
        self.sheets: list[Sheet] = []
        self._ids: dict[Style, int] = {}
        self._titles = {"history"}  # Excel keeps that name for itself
        self.book.properties.creator = "govrank"
        self.book.properties.title = self.title
        self.book.properties.created = _DATE
        self.book.calculation = CalcProperties(fullCalcOnLoad=True)

    def sheet(self, title: str) -> Sheet:
        """Add a sheet."""
        page = cast("Worksheet", self.book.create_sheet() if self.sheets else self.book.active)
        page.title = sheet_title(title, self._titles)
        self.sheets.append(Sheet(self, page))
        return self.sheets[-1]

    def style_id(self, style: Style) -> int:
        """Return the number by which a cell names its style."""
        known = self._ids.get(style)
        return self._ids.setdefault(style, self._made(style)) if known is None else known

    def _made(self, style: Style) -> int:
        from openpyxl.cell import Cell
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        cell = Cell(self.sheets[0].page, 1, 1)  # stands nowhere: openpyxl numbers the style of any cell
        cell.number_format = style.number
        cell.font = Font(name="Calibri", size=11, bold=style.bold, color=style.ink or None)
        if style.fill:
            cell.fill = PatternFill("solid", fgColor=style.fill)
        if style.lines:
            side = Side("thin", "D0D0D0")
            cell.border = Border(side, side, side, side)
        cell.alignment = Alignment(
            horizontal=style.align or None,
            vertical="center" if style.fill == HEADING.fill else "top",
            wrap_text=style.wrap,
            indent=style.indent,
        )
        cell.quotePrefix = style.quote
        return cell.style_id

    def save(self, stream: BinaryIO) -> None:
        """Write the workbook. Nothing of it comes from a clock."""
        skeleton = BytesIO()
        self.book.save(skeleton)
        sheets = {f"xl/worksheets/sheet{n}.xml": sheet for n, sheet in enumerate(self.sheets, 1)}
        with ZipFile(skeleton) as made, ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as package:
            for name in made.namelist():
                part = ZipInfo(name, (_DATE.year, _DATE.month, _DATE.day, 0, 0, 0))
                part.compress_type = ZIP_DEFLATED
                part.create_system = 0  # the same wherever it is made
                text = made.read(name)
                if name in sheets:
                    _write_sheet(package, part, text, sheets[name])
                else:
                    package.writestr(part, _without_clock(text) if name == "docProps/core.xml" else text)


def _without_clock(properties: bytes) -> bytes:
    """Return a workbook's properties without the time at which openpyxl saved it."""
    date = f"{_DATE:%Y-%m-%dT%H:%M:%SZ}".encode()
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", lambda found: found[1] + date, properties)


def _write_sheet(package: ZipFile, part: ZipInfo, skeleton: bytes, sheet: Sheet) -> None:
    """Write a sheet as openpyxl made it, with its rows where it has none."""
    head, tail = re.split(rb"<sheetData\s*/>|<sheetData>\s*</sheetData>", skeleton)
    size = f"A1:{letters(max(sheet.across, 1))}{max(sheet.height, 1)}".encode()
    head = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="' + size + b'"', head)
    large = sheet.height * sheet.across * _CELL_BYTES > _PLENTY
    with package.open(part, "w", force_zip64=large) as stream:
        stream.write(head + b"<sheetData>")
        for rows in sheet.rows():
            stream.write(rows.encode())
        stream.write(b"</sheetData>" + tail)
