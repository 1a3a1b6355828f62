"""OpenDocument sheets as tables, by the same careful pass over their XML as for workbooks.

Libraries that read them return an empty text or 0 for failed formulas; none is used here.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import IO, TYPE_CHECKING

from govrank.problems import DataError, Problem
from govrank.read.budget import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Budget
from govrank.read.header import Recognise
from govrank.read.headings import known_column
from govrank.read.table import (
    Cell,
    ErrorValue,
    Grid,
    Merge,
    Source,
    Uncalculated,
    column_letter,
)
from govrank.read.xlsx import (
    MOST_MERGES,
    MOST_PADDING,
    MULTIPLIERS,
    NUMBER,
    SheetCells,
    XmlPart,
    check_package,
    covered_cells,
    is_nothing,
    is_refused_xml,
    tables_of_sheets,
)

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_LARGEST_MANIFEST = 1 << 20

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT, _STYLE = (f"{_NAMES}{name}:1.0}}" for name in ("office", "table", "text", "style"))
_CALC_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_SPREADSHEET = f"{_OFFICE}spreadsheet"
_SHEET, _ROW, _COLUMN, _CELL, _COVERED = (
    f"{_TABLE}{tag}" for tag in ("table", "table-row", "table-column", "table-cell", "covered-table-cell")
)
_GROUPS = frozenset(
    f"{_TABLE}{tag}" for of in ("row", "column") for tag in (f"table-{of}s", f"table-{of}-group", f"table-header-{of}s")
)
_ROWS_REPEATED, _COLUMNS_REPEATED = (f"{_TABLE}number-{of}-repeated" for of in ("rows", "columns"))
_ROWS_SPANNED, _COLUMNS_SPANNED = (f"{_TABLE}number-{of}-spanned" for of in ("rows", "columns"))
_VALUE_TYPE, _VALUE, _STRING, _BOOLEAN, _DATE, _TIME = (
    f"{_OFFICE}{name}" for name in ("value-type", "value", "string-value", "boolean-value", "date-value", "time-value")
)
_FORMULA, _VISIBILITY, _STYLE_NAME = (f"{_TABLE}{name}" for name in ("formula", "visibility", "style-name"))
_PARAGRAPH, _SPACES, _TAB, _BREAK = (f"{_TEXT}{tag}" for tag in ("p", "s", "tab", "line-break"))
_ASIDE = frozenset((f"{_OFFICE}annotation", f"{_TEXT}note", f"{_TEXT}ruby-text"))  # inside a text, but not part of it
_HIDDEN = ("collapse", "filter")
_SHEET_DEPTH = 4  # elements from the document to a sheet

_LINE_END = re.compile(r"\s*\n\s*")
_FAILED = re.compile(r"#[^\W\d_][^\s#]*[!?]|#N/A|#Н/Д|[^\W\d_]+:[0-9]{3}")
_TRUTH = re.compile(r"\w*:?=(?P<word>TRUE|FALSE)\(\)")
_DURATION = re.compile(
    r"(?P<minus>-)?P(?:(?P<days>\d{1,7})D)?T?(?:(?P<hours>\d{1,9})H)?(?:(?P<minutes>\d{1,9})M)?"
    r"(?:(?P<seconds>\d{1,9})(?:[.,](?P<part>\d{1,9}))?S)?",
    re.ASCII,
)
_SHOWN = re.compile(
    r"(?P<number>[.,]?\d(?:[\d\s.,'’]*\d)?)(?:[eE](?P<exponent>[-+]?\d{1,3})(?!\d))?(?P<after>.*)", re.DOTALL
)
_DAY = dt.timedelta(days=1)


def is_ods(content: bytes) -> bool:
    """Return whether a package is an OpenDocument file."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return not {CONTENT, "encrypted-package"}.isdisjoint(package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def read_ods(content: bytes, source: Source, recognise: Recognise = known_column) -> list[Grid]:
    """Read every sheet that has cells into a table.

    Raises:
        DataError: `unreadable` or `too-big`.
    """
    return tables_of_sheets(ods_sheets(content, source), source, recognise)


def ods_sheets(content: bytes, source: Source) -> Iterator[SheetCells]:
    """Yield the sheets of an OpenDocument spreadsheet in its order.

    Raises:
        DataError: `unreadable` or `too-big`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _refuse_password(package, source)
            budget = check_package(content, source, CONTENT)
            with package.open(CONTENT) as stream:
                reader = _Reader(budget)
                yield from reader.sheets(stream)
        if not reader.is_spreadsheet:
            raise DataError([Problem("unreadable", source.name, wording="not-a-table")])
    except DataError as error:
        raise DataError([replace(problem, file=source.name) for problem in error.problems]) from None
    except MemoryError:
        raise DataError([Problem("too-big", source.name, wording="memory")]) from None
    except Exception as error:  # whatever zipfile or expat raise for a broken package, the user gets one sentence
        wording = "entities" if is_refused_xml(error) else "workbook"
        raise DataError([Problem("unreadable", source.name, wording=wording)]) from error


def _refuse_password(package: zipfile.ZipFile, source: Source) -> None:
    if _MANIFEST in package.namelist():
        with package.open(_MANIFEST) as stream:
            if b"encryption-data" in stream.read(_LARGEST_MANIFEST):
                raise DataError([Problem("unreadable", source.name, wording="password")])


class _Reader:
    """The sheets of one document while they are read."""

    def __init__(self, budget: Budget) -> None:
        self.is_spreadsheet = False
        self._budget = budget
        self._flat: set[str] = set()  # styles of rows with height 0 and columns with width 0
        self._padding = 0

    def sheets(self, stream: IO[bytes]) -> Iterator[SheetCells]:
        """Yield the sheets as they end.

        Only a table directly in the spreadsheet is a sheet: others are in links, drawings and cells.
        """
        path: list[str] = []
        row = 0  # depth of the parser's current row
        part = XmlPart(stream, ("start", "end"))
        for event, element in part:
            tag = element.tag
            if event == "start":
                path.append(tag)
                if len(path) == _SHEET_DEPTH and tag == _SHEET and path[-2] == _SPREADSHEET:
                    self._sheet = SheetCells(element.get(f"{_TABLE}name", ""))
                    self._blank_rows = self._column = 0
                elif tag == _ROW and not row and self._stands_in_sheet(path):
                    row = len(path)
                continue
            depth = len(path)
            if tag == f"{_STYLE}style":
                self._keep_style(element)
            elif tag == _SPREADSHEET:
                self.is_spreadsheet = True
            elif tag == _ROW and depth == row:
                self._take_row(element)
                part.let_go(element)
                row = 0
            elif row or _SPREADSHEET not in path[2:3]:
                pass  # freed with its row
            elif tag == _SHEET and depth == _SHEET_DEPTH:
                self._sheet.covered = covered_cells(self._sheet.rows, self._sheet.merges)
                element.clear()
                yield self._sheet
            elif tag == _COLUMN and self._stands_in_sheet(path):
                self._take_column(element)
                part.let_go(element)
            elif depth == _SHEET_DEPTH + 1 and tag not in _GROUPS:
                part.let_go(element)  # forms, drawings, links, tracked changes
            path.pop()

    @staticmethod
    def _stands_in_sheet(path: Sequence[str]) -> bool:
        """Return whether an element is a sheet's own row or column, with only groups in between."""
        return path[2:_SHEET_DEPTH] == [_SPREADSHEET, _SHEET] and _GROUPS.issuperset(path[_SHEET_DEPTH:-1])

    def _keep_style(self, style: Element) -> None:
        sizes = [child.get(f"{_STYLE}{size}") for child in style for size in ("row-height", "column-width")]
        if any(size is not None and is_nothing(size.rstrip("abcdefghijklmnopqrstuvwxyz%")) for size in sizes):
            self._flat.add(style.get(f"{_STYLE}name", ""))

    def _is_hidden(self, element: Element) -> bool:
        return element.get(_VISIBILITY) in _HIDDEN or element.get(_STYLE_NAME) in self._flat

    def _take_column(self, element: Element) -> None:
        first = self._column
        self._column = min(first + _count(element.get(_COLUMNS_REPEATED)), MOST_COLUMNS)
        if self._is_hidden(element):
            self._sheet.hidden_columns.update(range(first, self._column))

    def _take_row(self, element: Element) -> None:
        """Add a row as often as it is repeated; blank rows only when another follows them.

        Raises:
            DataError: `too-big`.
            ValueError: a number is invalid, or there are more rows than a sheet has.
        """
        sheet = self._sheet
        times = _count(element.get(_ROWS_REPEATED))
        number = len(sheet.rows) + self._blank_rows + 1
        cells, shown = self._cells(element, number, times)
        if not cells:
            self._blank_rows += times
            return
        if number + times - 1 > MOST_ROWS:
            raise ValueError(f"{times} rows after row {number - 1}")
        self._budget.take_row(element, cells, times)
        self._pad(self._blank_rows)
        sheet.rows.extend([] for _ in range(self._blank_rows))
        self._blank_rows = 0
        sheet.rows.extend([*cells] for _ in range(times))
        rows = range(number, number + times)
        if self._is_hidden(element):
            sheet.hidden_rows.update(rows)
        for row in rows if shown else ():
            sheet.shown.update({(row, column): text for column, text in shown.items()})

    def _pad(self, blanks: int) -> None:
        self._padding += blanks
        if self._padding > MOST_PADDING:
            raise DataError([Problem("too-big", "", self._sheet.name, wording="sparse")])

    def _cells(self, row: Element, number: int, times: int) -> tuple[list[Cell], dict[int, str]]:
        """Return a row's cells up to the last non-empty one, and by column the text shown instead of a number."""
        cells: list[Cell] = []
        shown: dict[int, str] = {}
        at = 0
        for element in row:
            if element.tag not in (_CELL, _COVERED):
                continue
            count = _count(element.get(_COLUMNS_REPEATED))
            if element.find(_SHEET) is not None:
                cell = f"{column_letter(min(at, MOST_COLUMNS))}{number}"
                raise DataError([Problem("unreadable", "", self._sheet.name, row=number, cell=cell, wording="nested")])
            value, instead = self._value(element)
            self._take_merge(element, number, times, at, count)
            if value != "":
                if at + count > MOST_COLUMNS:
                    raise DataError([Problem("too-big", "", self._sheet.name, row=number, wording="wide")])
                self._pad((at - len(cells)) * times)
                cells.extend([""] * (at - len(cells)))
                cells.extend([value] * count)
                if instead is not None:
                    shown |= dict.fromkeys(range(at, at + count), instead)
            at += count
        return cells, shown

    def _take_merge(self, element: Element, number: int, times: int, at: int, count: int) -> None:
        tall, broad = _count(element.get(_ROWS_SPANNED)), _count(element.get(_COLUMNS_SPANNED))
        if tall == broad == 1:
            return
        if len(self._sheet.merges) + times * count > MOST_MERGES:
            raise DataError([Problem("too-big", "", self._sheet.name, wording="elements")])
        self._sheet.merges.extend(
            _merge(row, column, tall, broad)
            for row in range(number, number + times)
            for column in range(at, at + count)
        )

    def _value(self, cell: Element) -> tuple[Cell, str | None]:
        """Return a cell's value, and the text that it shows if that is another number."""
        kind, formula = cell.get(_VALUE_TYPE, ""), cell.get(_FORMULA)
        paragraphs = cell.findall(_PARAGRAPH) if len(cell) else ()
        shown = "\n".join(map(self._text, paragraphs)) if paragraphs else None
        stored = cell.get(_STORED.get(kind, _STRING))
        if cell.get(_CALC_TYPE) == "error" or (
            # before LibreOffice 4.1, and in OpenOffice, failed formulas have the value 0
            formula is not None
            and shown
            and _FAILED.fullmatch(shown)
            and (kind != "string" or not stored or shown.startswith("#"))
        ):
            return ErrorValue(shown or "#VALUE!"), None
        if stored is None and shown is None and formula is not None:
            return Uncalculated(f"={formula.partition('=')[2]}"), None
        if kind in ("", "string", "void"):
            return stored or shown or "", None
        if kind not in _STORED:
            raise ValueError(f"{kind} is no kind of value")
        if stored is None:
            return shown or "", None
        if kind == "boolean":
            return stored == "true", None
        if kind == "date":
            return _date(stored), None
        if kind == "time":
            return _duration(stored), None
        return _number(stored, formula, shown)

    def _text(self, element: Element) -> str:
        """Return a paragraph's text without annotations; a line's end in the XML is a space."""
        return "".join(self._pieces(element))

    def _pieces(self, element: Element) -> Iterator[str]:
        yield _LINE_END.sub(" ", element.text or "")
        for child in element:
            if child.tag == _SPACES:
                count = _count(child.get(f"{_TEXT}c"))
                if count > LONGEST_CELL:
                    raise DataError([Problem("too-big", "", self._sheet.name, wording="cell")])
                self._budget.take_letters(count)
                yield " " * count
            elif child.tag == _TAB:
                yield "\t"
            elif child.tag == _BREAK:
                yield "\n"
            elif child.tag not in _ASIDE and child.tag.startswith(_TEXT):
                yield from self._pieces(child)
            yield _LINE_END.sub(" ", child.tail or "")


_STORED = {
    **dict.fromkeys(("float", "percentage", "currency"), _VALUE),
    "string": _STRING, "boolean": _BOOLEAN, "date": _DATE, "time": _TIME,
}  # fmt: skip


def _count(given: str | None) -> int:
    if given is None:
        return 1
    if not (given.isascii() and given.isdecimal() and len(given) <= len(str(MOST_ROWS)) and int(given)):
        raise ValueError(f"{given} is no number of repetitions")
    return int(given)


def _merge(row: int, column: int, tall: int, broad: int) -> Merge:
    return row, row + tall - 1, column, column + broad - 1


def _date(stored: str) -> Cell:
    try:
        return dt.datetime.fromisoformat(stored)
    except ValueError:
        return ErrorValue("#VALUE!")


def _duration(stored: str) -> Cell:
    """Return a time of day, or a duration from 24 hours on."""
    match = _DURATION.fullmatch(stored)
    if match is None:
        return ErrorValue("#VALUE!")
    length = dt.timedelta(
        days=int(match["days"] or 0),
        hours=int(match["hours"] or 0),
        minutes=int(match["minutes"] or 0),
        seconds=int(match["seconds"] or 0),
        microseconds=int((match["part"] or "").ljust(6, "0")[:6]),
    )
    if match["minus"]:
        return -length
    return (dt.datetime.min + length).time() if length < _DAY else length


def _number(stored: str, formula: str | None, shown: str | None) -> tuple[Cell, str | None]:
    """Return a number, and the text shown instead if that is another number."""
    if not NUMBER.fullmatch(stored):
        if stored in ("NaN", "INF", "-INF"):
            return ErrorValue(stored), None
        raise ValueError(f"{stored} is no number")
    if formula is not None and (truth := _TRUTH.fullmatch(formula)):
        return truth["word"] == "TRUE", None  # LibreOffice stores a workbook's TRUE so
    number = float(stored) if "." in stored or "e" in stored or "E" in stored else int(stored)
    if shown is None or shown == stored or not shows_other_number(shown, number):
        return number, None
    return number, shown


def shows_other_number(shown: str, number: float) -> bool:
    """Return whether a text shows a number other than the stored one, or none.

    Rounding, grouping, units and percent are usual; so is a 0 shown as nothing.

    >>> [shows_other_number(*case) for case in (("12", 12000), ("12 тыс.", 12), ("-5", 5), ("TRUE", 1), ("", 5))]
    [True, True, True, True, True]
    >>> [shows_other_number(*case) for case in (("1 234,6 ₸", 1234.56), ("5,1%", 0.051), ("1.2E+03", 1234), ("-", 0))]
    [False, False, False, False]
    """
    if shown and not shown.strip("#"):
        return False  # a column too narrow for its digits
    match = _SHOWN.search(shown)
    if match is None:
        return number != 0
    if "/" in shown:
        return False  # a fraction
    before, after = shown[: match.start()], match["after"]
    if number > 0 and re.search(r"[-−–(]", before):
        return True
    if after.strip(" .\u00a0\u202f)").casefold() in MULTIPLIERS or re.search(r"\d", after):
        return True
    digits = re.sub(r"[\s'’]", "", match["number"])
    exponent = int(match["exponent"] or 0) - (2 if "%" in shown else 0)
    whole = re.sub(r"[.,]", "", digits)
    decimals = len(digits) - max(digits.rfind("."), digits.rfind(",")) - 1 if whole != digits else 0
    size = abs(Decimal(repr(number)))
    return not any(
        abs(Decimal(whole).scaleb(exponent - places) - size) <= Decimal("0.500001").scaleb(exponent - places)
        for places in {0, decimals}
    )
