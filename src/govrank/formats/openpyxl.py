"""Workbooks of openpyxl without timestamps: the same workbook always has the same bytes."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from govrank.formats.cells import begins_formula
from govrank.reports.sentences import printable

if TYPE_CHECKING:
    from openpyxl import Workbook


DATE = datetime(2000, 1, 1)  # the date of every workbook and its parts
PROPERTIES = "docProps/core.xml"


def part_named(name: str) -> ZipInfo:
    """Return the zip entry of a part, with a fixed date and platform."""
    part = ZipInfo(name, (DATE.year, DATE.month, DATE.day, 0, 0, 0))
    part.compress_type = ZIP_DEFLATED
    part.create_system = 0
    return part


def without_clock(properties: bytes) -> bytes:
    """Return a workbook's properties without the time of saving."""
    date = f"{DATE:%Y-%m-%dT%H:%M:%SZ}".encode()
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", lambda found: found[1] + date, properties)


def set_text(cell: Any, text: str) -> None:  # noqa: ANN401  # openpyxl's cell
    """Put a text into a cell so that it stays a text, whatever it begins with, even when edited."""
    cell.value = printable(text)
    cell.data_type = "s"
    cell.quotePrefix = begins_formula(text)


def fit_page(sheet: Any, *, landscape: bool = False) -> None:  # noqa: ANN401  # openpyxl's sheet
    """Set a sheet to print one A4 page wide, with its title above and page numbers below."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4  # inches
    sheet.page_margins.top = sheet.page_margins.bottom = 0.7
    sheet.oddHeader.center.text, sheet.oddFooter.right.text = "&A", "&P / &N"


def write_book(book: Workbook, stream: BinaryIO, *, keep_created: bool = False) -> None:
    """Write an openpyxl workbook without timestamps. `keep_created` keeps the creation date of a user's workbook."""
    if not keep_created:
        book.properties.creator = "govrank"
        book.properties.created = DATE
    saved = BytesIO()
    book.save(saved)
    with ZipFile(saved) as made, ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for name in made.namelist():
            content = made.read(name)
            package.writestr(part_named(name), without_clock(content) if name == PROPERTIES else content)
