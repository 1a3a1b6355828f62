"""The cells of a workbook and how they look, for `cells_openpyxl.py`. WORKBOOK OUT."""

import pickle
import sys
from pathlib import Path

from openpyxl import load_workbook

source, target = sys.argv[1:]
books = [load_workbook(source, data_only=only) for only in (False, True)]
sheets = []
for sheet, values in zip(*(book.worksheets for book in books), strict=True):
    rows = [
        [
            (
                b.value if a.data_type != "f" else a.value,
                (
                    a.font.b,
                    a.fill.fgColor.rgb if a.fill.patternType else None,
                    a.number_format,
                    a.alignment.horizontal,
                    a.alignment.wrap_text,
                    a.alignment.indent,
                    a.border.left.style,
                ),
            )
            for a, b in zip(*pair, strict=True)
        ]
        for pair in zip(sheet.iter_rows(), values.iter_rows(), strict=True)
    ]
    sheets.append((sheet.title, rows))
Path(target).write_bytes(pickle.dumps(sheets))
