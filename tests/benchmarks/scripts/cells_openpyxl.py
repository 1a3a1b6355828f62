"""The same cells with the same look, written by openpyxl. CELLS OUT."""

import pickle
import sys
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

source, target = sys.argv[1:]
sheets = pickle.loads(Path(source).read_bytes())  # noqa: S301  # written by cells_of.py
book, styles, side = Workbook(write_only=True), {}, Side("thin", "D0D0D0")
for title, rows in sheets:
    sheet = book.create_sheet(title)
    for row in rows:
        cells = []
        for value, look in row:
            cell = WriteOnlyCell(sheet, value)
            if look in styles:
                cell._style = styles[look]
            else:
                bold, fill, form, align, wrap, indent, lines = look
                cell.font = Font(name="Calibri", size=11, bold=bold)
                if fill:
                    cell.fill = PatternFill("solid", fgColor=fill)
                if lines:
                    cell.border = Border(side, side, side, side)
                cell.number_format = form
                cell.alignment = Alignment(horizontal=align, vertical="top", wrap_text=wrap, indent=indent)
                styles[look] = cell._style
            cells.append(cell)
        sheet.append(cells)
book.save(target)
