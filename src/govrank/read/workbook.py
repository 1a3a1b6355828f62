"""XLSX workbooks: every sheet's cells with what a person sees in them, and what is hidden or merged.

openpyxl opens the package and knows the styles; the rows are then read in one pass over the sheet's XML,
because openpyxl's own readers keep either the formulas or their values, and never say which row is hidden.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import IO, TYPE_CHECKING, Any

from govrank.headings import known_column
from govrank.problem import DataError, Problem
from govrank.read.header import Recognise, table_from_rows
from govrank.read.merges import fill_merges
from govrank.read.part import read_part
from govrank.read.strict import as_usual
from govrank.read.table import Cell, ErrorValue, Merge, Source, Table, Uncalculated

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_UNPACKED = 1 << 30
MOST_RATIO = 100
LOW_RATIO_SIZE = 1 << 20  # below a megabyte unpacked, a hundredfold is only a very empty sheet

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROW, _CELL, _VALUE, _FORMULA, _INLINE = (f"{_NS}{tag}" for tag in ("row", "c", "v", "f", "is"))
_SHARED = f"{_NS}si"
_COL, _MERGE = f"{_NS}col", f"{_NS}mergeCell"
_DIGITS = "0123456789"
_NUMBER = re.compile(r"\s*[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\s*", re.ASCII)
MOST_PADDING = 1 << 22  # blank cells between those that hold something: a table has few, a trap has millions
MOST_ROWS = 1 << 20  # as many as a sheet can have
_ESCAPED = re.compile(r"_x(?![dD][89a-fA-F])([0-9a-fA-F]{4})_")
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")


@dataclass
class Sheet:
    """The cells of one sheet: `rows` are consecutive from row 1."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)


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
            Table(
                **{
                    **table.__dict__,
                    "hidden_rows": frozenset(sheet.hidden_rows),
                    "hidden_columns": frozenset(sheet.hidden_columns),
                    "merges": merges,
                    "problems": (*table.problems, *odd),
                }
            )
        )
    return tables


def read_sheets(content: bytes, source: Source) -> Iterator[Sheet]:
    """Yield the sheets of a workbook in its order, chart sheets left out."""
    check_package(content, source)
    try:
        package = _open(as_usual(content))
        for sheet, relation in package.parser.find_sheets():
            if relation.target in package.valid_files and "chartsheet" not in relation.Type:
                with package.archive.open(relation.target) as stream:
                    yield _read_sheet(stream, sheet.name, package.wb, package.shared_strings)
    except DataError as error:
        raise DataError([replace(problem, file=source.name) for problem in error.problems]) from None
    except MemoryError:
        raise DataError([Problem("too-big", source.name, wording="memory")]) from None
    except Exception as error:  # whatever a broken package makes the library raise, the user gets one sentence
        wording = "entities" if _is_refused_xml(error) else "workbook"
        raise DataError([Problem("unreadable", source.name, wording=wording)]) from error


def _open(content: bytes) -> Any:  # noqa: ANN401  # openpyxl's reader, whose attributes are in no stub
    """Return a package with its styles and shared texts read.

    These are the steps of `openpyxl.load_workbook` without those that govrank has no use for: it would read a sheet
    that does not say its size from end to end for that alone.
    """
    from openpyxl.reader.excel import ExcelReader  # a text file never pays for it
    from openpyxl.styles.stylesheet import apply_stylesheet

    package: Any = ExcelReader(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's remarks on styles and extensions are not the user's
        package.read_manifest()
        _read_shared_texts(package)
        package.read_workbook()
        apply_stylesheet(package.archive, package.wb)
    return package


def _read_shared_texts(package: Any) -> None:  # noqa: ANN401  # openpyxl's reader
    from openpyxl.xml.constants import SHARED_STRINGS

    part = package.package.find(SHARED_STRINGS)
    if part is None:
        return
    with package.archive.open(part.PartName[1:]) as stream:
        for _event, element in read_part(stream):
            if element.tag == _SHARED:
                package.shared_strings.append(_unescaped("".join(_runs(element))))
                element.clear()


def _is_refused_xml(error: BaseException | None) -> bool:
    """Say whether defusedxml refused a declaration, however the library wrapped that."""
    while error is not None:
        if type(error).__module__.startswith("defusedxml"):
            return True
        error = error.__cause__ or error.__context__
    return False


def check_package(content: bytes, source: Source) -> None:
    """Refuse a package that is no workbook or that unpacks to more than a machine should hold."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise DataError([Problem("unreadable", source.name, wording="workbook")]) from None
    names = {entry.filename for entry in entries}
    if "content.xml" in names:
        raise DataError([Problem("unreadable", source.name, wording="ods")])
    if "[Content_Types].xml" not in names:
        raise DataError([Problem("unreadable", source.name, wording="workbook")])
    if any(entry.flag_bits & 1 for entry in entries):
        raise DataError([Problem("unreadable", source.name, wording="password")])
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED:
        raise DataError([Problem("too-big", source.name, wording="unpacked", args={"unpacked": unpacked >> 20})])
    if unpacked > LOW_RATIO_SIZE and unpacked > MOST_RATIO * len(content):
        raise DataError([Problem("too-big", source.name, wording="ratio", args={"times": unpacked // len(content)})])


def _read_sheet(stream: IO[bytes], name: str, book: Any, shared: list[str]) -> Sheet:  # noqa: ANN401
    from openpyxl.utils import column_index_from_string

    sheet = Sheet(name)
    rows = sheet.rows
    read_cell = _cell_reader(book, shared)
    padding = 0
    for _event, element in read_part(stream):
        tag = element.tag
        if tag == _ROW:
            number = _row_number(element.get("r"), len(rows))
            padding += number - len(rows) - 1
            rows.extend([] for _ in range(number - len(rows) - 1))
            if element.get("hidden") in ("1", "true"):
                sheet.hidden_rows.add(number)
            cells: list[Cell] = []
            for cell in element:
                reference = cell.get("r")
                if reference:
                    letters = reference.rstrip(_DIGITS)
                    if reference[len(letters) :] != str(number):
                        raise ValueError(f"{reference} stands in row {number}")
                    at = column_index_from_string(letters) - 1
                    if at > len(cells):
                        padding += at - len(cells)
                        cells.extend([""] * (at - len(cells)))
                    if at < len(cells):
                        if len({other.get("r") for other in element}) < len(element):
                            raise ValueError(f"{reference} stands twice")
                        cells[at] = read_cell(cell)
                        continue
                cells.append(read_cell(cell))
            rows.append(cells)
            element.clear()
            if padding > MOST_PADDING:
                raise DataError([Problem("too-big", "", name, wording="sparse")])
        elif tag == _COL:
            if element.get("hidden") in ("1", "true"):
                first, last = int(element.get("min", "")), int(element.get("max", ""))
                sheet.hidden_columns.update(range(first - 1, min(last, 1 << 14)))
        elif tag == _MERGE:
            match = _RANGE.fullmatch((element.get("ref") or "").replace("$", ""))
            if match:
                left, top, right, bottom = match.groups()
                sheet.merges.append(
                    (
                        int(top),
                        int(bottom),
                        column_index_from_string(left) - 1,
                        column_index_from_string(right) - 1,
                    )
                )
    return sheet


def _row_number(given: str | None, before: int) -> int:
    """Return a row's number, which must go up: a row that stands twice would hide a page."""
    if given is None:
        return before + 1
    if not (given.isascii() and given.isdecimal() and before < int(given) <= MOST_ROWS):
        raise ValueError(f"row {given} after row {before}")
    return int(given)


def _cell_reader(book: Any, shared: list[str]) -> Any:  # noqa: ANN401
    """Return the function that turns a cell's element into what the cell holds."""
    from openpyxl.utils import datetime as conversion

    to_date: Any = conversion.from_excel
    iso_date: Any = conversion.from_ISO8601
    dates, spans, epoch = book._date_formats, book._timedelta_formats, book.epoch

    def read_cell(element: Element) -> Cell:
        kind = element.get("t", "n")
        if kind == "inlineStr":
            inline = element.find(_INLINE)
            return "" if inline is None else _unescaped("".join(_runs(inline)))
        text = element.findtext(_VALUE)
        if not text:
            formula = element.find(_FORMULA)
            if formula is not None and not (kind == "str" and element.find(_VALUE) is not None):
                return Uncalculated(f"={formula.text or ''}")
            return ""
        if kind == "s":
            if not (text.isascii() and text.isdecimal()):
                raise ValueError(f"{text} is no number of a shared text")
            return shared[int(text)]
        if kind == "n":
            if not _NUMBER.fullmatch(text):
                raise ValueError(f"{text} is no number")
            number = float(text) if "." in text or "e" in text or "E" in text else int(text)
            style = element.get("s")
            if style and int(style) in dates:
                try:
                    return to_date(number, epoch, timedelta=int(style) in spans)  # type: ignore[no-any-return]
                except (OverflowError, ValueError):
                    return ErrorValue("#VALUE!")
            return number
        if kind == "str":
            return _unescaped(text)
        if kind == "b":
            return text not in ("0", "false")
        if kind == "e":
            return ErrorValue(text)
        if kind == "d":
            return iso_date(text)  # type: ignore[no-any-return]
        return text

    return read_cell


def _unescaped(text: str) -> str:
    """Return a text with what XML cannot hold as it was: a line's end of a PC is written _x000D_.

    Half a pair that makes one sign is left as it is written: it is no text by itself.
    """
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _runs(text: Element) -> Iterator[str]:
    """Yield the runs of a text, without the phonetic hints that East Asian workbooks carry."""
    for child in text:
        if child.tag == f"{_NS}t":
            yield child.text or ""
        elif child.tag == f"{_NS}r":
            yield child.findtext(f"{_NS}t") or ""
