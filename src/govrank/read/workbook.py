"""XLSX workbooks: every sheet's cells with what a person sees in them, and what is hidden or merged.

openpyxl opens the package and knows the styles; the rows are then read in one pass over the sheet's XML,
because openpyxl's own readers keep either the formulas or their values, and never say which row is hidden.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from govrank.headings import known_column
from govrank.problem import DataError, Problem
from govrank.read.header import Recognise, table_from_rows
from govrank.read.merges import covered_cells, fill_merges
from govrank.read.package import check_package, is_refused_xml, open_package
from govrank.read.sheet import Sheet, read_sheet
from govrank.read.strict import as_usual
from govrank.read.table import Source, Table


def read_workbook(content: bytes, source: Source, recognise: Recognise = known_column) -> list[Table]:
    """Read every sheet that has cells into a table.

    Raises:
        DataError: `unreadable` or `too-big`.
    """
    tables = []
    for sheet in read_sheets(content, source):
        filled, merges = fill_merges(sheet.rows, sheet.merges, recognise)
        table = table_from_rows(sheet.rows, source, sheet.name, recognise)
        if table is None:
            continue
        odd = [
            Problem("merged-cells", source.name, sheet.name, row=row, cell=cells, value=text, args={"text": text})
            for row, cells, text in filled
            if row > table.header_row
        ]
        tables.append(
            replace(
                table,
                hidden_rows=frozenset(sheet.hidden_rows),
                hidden_columns=frozenset(sheet.hidden_columns),
                merges=merges,
                covered=sheet.covered,
                formats=sheet.formats,
                problems=(*table.problems, *odd),
            )
        )
    return tables


def read_sheets(content: bytes, source: Source) -> Iterator[Sheet]:
    """Yield the sheets of a workbook in its order, chart sheets left out."""
    check_package(content, source)
    try:
        package = open_package(as_usual(content))
        for sheet, relation in package.parser.find_sheets():
            if relation.target in package.valid_files and "chartsheet" not in relation.Type:
                with package.archive.open(relation.target) as stream:
                    cells = read_sheet(stream, sheet.name, package.wb, package.shared_strings)
                cells.covered = covered_cells(cells.rows, cells.merges)
                yield cells
    except DataError as error:
        raise DataError([replace(problem, file=source.name) for problem in error.problems]) from None
    except MemoryError:
        raise DataError([Problem("too-big", source.name, wording="memory")]) from None
    except Exception as error:  # whatever a broken package makes the library raise, the user gets one sentence
        wording = "entities" if is_refused_xml(error) else "workbook"
        raise DataError([Problem("unreadable", source.name, wording=wording)]) from error
