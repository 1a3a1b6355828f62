"""A workbook that is written fast and always the same: openpyxl makes all of it but the rows.

openpyxl writes the styles, the print settings, the charts and the package around them, which are small. The
rows are many, so they are written here as XML: several times faster, and with every digit of a number, which
openpyxl rounds to sixteen. All parts bear one date, so that the same input gives the same bytes.

Formulas have the values that they give, for viewers that do not calculate; spreadsheet programs calculate them anew
when they open the workbook.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from govrank.formats.cells import letters, sheet_title
from govrank.formats.package import DATE, PROPERTIES, part_named, without_clock
from govrank.formats.sheet import Sheet
from govrank.formats.tabulation import HEADING, Style
from govrank.reports.sentences import shown_text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


_PLENTY = 1 << 31  # bytes of a part from which the package needs ZIP64
_CELL_BYTES = 150  # of a cell's XML, rather more than less
_LEVEL = 4  # of compression: half the time of the usual 6 for few more bytes


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
        self.book.properties.created = DATE
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
                part = part_named(name)
                text = made.read(name)
                if name in sheets:
                    _write_sheet(package, part, text, sheets[name])
                else:
                    package.writestr(part, without_clock(text) if name == PROPERTIES else text)


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
