"""Workbooks as tables: a careful pass over their XML, which keeps what other readers drop."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, Literal

from govrank.problems import DataError, Problem
from govrank.read.budget import LONGEST_CELL, MOST_ROWS, Budget, check_unpacked
from govrank.read.header import SEARCHED_ROWS, Recognise, find_header, header_texts, is_blank, table_from_rows
from govrank.read.headings import COUNTS, known_column
from govrank.read.table import (
    Cell,
    ErrorValue,
    Grid,
    Merge,
    Place,
    Source,
    Uncalculated,
    cell_text,
    merge_name,
    tidy_text,
)

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from openpyxl import Workbook


_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = b"http://schemas.openxmlformats.org/"
_FAMILIES = (b"spreadsheetml", b"officeDocument", b"drawingml")
_ROOT = "_rels/.rels"
MOST_RENAMED = 1 << 28  # bytes: they are in memory twice


def as_usual(content: bytes) -> bytes:
    """Return a strict workbook's package with the usual namespaces; any other unchanged.

    Only names in quotes, such as attribute values, are changed.

    Raises:
        DataError: `too-big`.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if _ROOT not in package.namelist() or _STRICT not in package.read(_ROOT):
            return content
        unpacked = sum(entry.file_size for entry in package.infolist())
        if unpacked > MOST_RENAMED:
            raise DataError([Problem("too-big", wording="unpacked", args={"unpacked": unpacked >> 20})])
        renamed = io.BytesIO()
        with zipfile.ZipFile(renamed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as usual:
            for entry in package.infolist():
                part = package.read(entry)
                usual.writestr(entry.filename, _renamed(part) if entry.filename.endswith((".xml", ".rels")) else part)
        return renamed.getvalue()


def _renamed(part: bytes) -> bytes:
    for family in _FAMILIES:
        for quote in (b'"', b"'"):
            part = part.replace(quote + _STRICT + family + b"/", quote + _USUAL + family + b"/2006/")
    return part


MOST_WHOLE = 1 << 26  # bytes of a part other than a sheet
MOST_SHARED = 1 << 22  # four distinct texts for each row of a full sheet
MOST_CHANGED = 1 << 23  # elements of a workbook that is modified
_CHUNK = 1 << 18


CONTENT_TYPES = "[Content_Types].xml"


def check_package(content: bytes, source: Source, needed: str = CONTENT_TYPES) -> Budget:
    """Refuse a package that is not a workbook or that unpacks to too much; else return its budget.

    Args:
        needed: a part that identifies a workbook.

    Raises:
        DataError: `unreadable` or `too-big`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise DataError([Problem("unreadable", source.name, wording="workbook")]) from None
    names = {entry.filename for entry in entries}
    if "xl/workbook.bin" in names:
        raise DataError([Problem("unreadable", source.name, wording="xlsb")])
    if any(name == "Index.zip" or name.endswith(".iwa") for name in names):
        raise DataError([Problem("unreadable", source.name, wording="numbers")])
    if needed not in names:
        raise DataError([Problem("unreadable", source.name, wording="archive")])
    if any(entry.flag_bits & 1 for entry in entries):
        raise DataError([Problem("unreadable", source.name, wording="password")])
    unpacked = sum(entry.file_size for entry in entries)
    check_unpacked(unpacked, len(content), source.name)
    return Budget(len(content), unpacked)


class _Package(zipfile.ZipFile):
    """A package that refuses openpyxl any part that would make more objects than fit into memory."""

    def read(self, name: str | zipfile.ZipInfo, pwd: bytes | None = None) -> bytes:
        entry = name if isinstance(name, zipfile.ZipInfo) else self.getinfo(name)
        if entry.file_size > MOST_WHOLE:
            raise DataError([Problem("too-big", wording="unpacked", args={"unpacked": entry.file_size >> 20})])
        content = super().read(name, pwd)
        if weight_of(content)[0] > MOST_ELEMENTS // 2:  # openpyxl makes two objects of each
            raise DataError([Problem("too-big", wording="elements")])
        return content


def open_package(content: bytes, budget: Budget) -> Any:  # noqa: ANN401  # openpyxl's reader, which is in no stub
    """Open a package with its styles and shared texts read.

    These are the needed steps of `openpyxl.load_workbook`, which would read a sheet without a stated size from end to
    end just to find it.
    """
    from openpyxl.reader.excel import ExcelReader  # not imported for text files
    from openpyxl.styles.stylesheet import apply_stylesheet

    package: Any = ExcelReader(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    package.archive = _Package(io.BytesIO(content))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's remarks on styles and extensions are not the user's
        package.read_manifest()
        _read_shared_texts(package, budget)
        package.read_workbook()
        apply_stylesheet(package.archive, package.wb)
    return package


def open_whole(content: bytes, *, macros: bool = False) -> Workbook:
    """Return a workbook in openpyxl's modifiable form: an object for each cell, and all other parts.

    Raises:
        DataError: `too-big`.
    """
    from openpyxl.reader.excel import ExcelReader

    package: Any = ExcelReader(io.BytesIO(content), keep_vba=macros, rich_text=True)
    package.archive = _Package(io.BytesIO(content))
    weight = 0
    for entry in package.archive.infolist():
        with package.archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                weight += weight_of(chunk)[0]
        if weight > MOST_CHANGED:
            raise DataError([Problem("too-big", wording="elements")])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's remarks on styles and extensions are not the user's
        package.read()
    book: Workbook = package.wb
    return book


def _read_shared_texts(package: Any, budget: Budget) -> None:  # noqa: ANN401  # openpyxl's reader
    from openpyxl.xml.constants import SHARED_STRINGS

    found = package.package.find(SHARED_STRINGS)
    if found is None:
        return
    shared = package.shared_strings
    with package.archive.open(found.PartName[1:]) as stream:
        for _event, element in (part := XmlPart(stream)):
            if element.tag == f"{NS}si":
                text = rich_text(element)
                budget.take_letters(len(text))
                shared.append(text)
                part.let_go(element)
                if len(shared) > MOST_SHARED:
                    raise DataError([Problem("too-big", wording="texts")])


def is_refused_xml(error: BaseException | None) -> bool:
    """Return whether defusedxml refused a declaration, however the library wrapped the error."""
    while error is not None:
        if type(error).__module__.startswith("defusedxml"):
            return True
        error = error.__cause__ or error.__context__
    return False


_PARTS = re.compile(r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^]]*)\]|(?P<plain>.)', re.DOTALL)
_CURRENCY = "$"  # start of a bracket with a literal: [$₸-43F]
MULTIPLIERS = frozenset(("k", "к", "тыс", "мың", "m", "м", "млн", "000"))


def shows_other_digits(code: str) -> bool:
    r"""Return whether a format shows a positive number with other digits: quoted ones, scaled, or none.

    Rounding, grouping, units and percent are usual.

    >>> [shows_other_digits(code) for code in ('0"000"', '"-"0', ";;;", "0.0,", "#,##0", '0" чел."', "0.0%")]
    [True, True, True, True, False, False, False]
    """
    literals, plain = [""], ""
    for part in _PARTS.finditer(code):
        if part["plain"] == ";":
            break  # the rest is for other numbers
        if part["plain"] is not None:
            plain += part["plain"]
            literals.append("")
        elif (bracket := part["bracket"]) is not None:
            literals.append(bracket[1:].partition("-")[0] if bracket.startswith(_CURRENCY) else "")
        else:
            literals[-1] += part["quoted"] or part["escaped"] or ""
    if "general" in plain.casefold() or "@" in plain:
        plain = "0"
    if not code.strip():
        return False
    if re.match(r"\s*-", plain) or (re.search("[1-9]", plain) and "/" not in plain):
        return True
    if not re.search("[0#?]", plain) or re.search("[0#?],+(?![0#?,])", plain):
        return True
    return any(
        re.search(r"\d|[-\u2212\u2013]", text) or text.strip(" .\u00a0").casefold() in MULTIPLIERS for text in literals
    )


NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_VALUE, _FORMULA, _INLINE = (f"{NS}{tag}" for tag in ("v", "f", "is"))
NUMBER = re.compile(r"\s*[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\s*", re.ASCII)
_ESCAPED = re.compile(r"_x(?![dD][89a-fA-F])([0-9a-fA-F]{4})_")


def cell_reader(book: Any, shared: list[str]) -> Callable[[Element], Cell]:  # noqa: ANN401  # openpyxl's workbook
    """Return the function that turns a cell's element into its value."""
    from openpyxl.utils import datetime as conversion

    to_date: Any = conversion.from_excel
    iso_date: Any = conversion.from_ISO8601
    dates, spans, epoch = book._date_formats, book._timedelta_formats, book.epoch

    def read_cell(element: Element) -> Cell:
        kind = element.get("t", "n")
        if kind == "inlineStr":
            inline = element.find(_INLINE)
            return "" if inline is None else rich_text(inline)
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
            if not NUMBER.fullmatch(text):
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


def rich_text(element: Element) -> str:
    """Return the text of an element that may be divided into formatted runs."""
    return _unescaped("".join(_runs(element)))


def _unescaped(text: str) -> str:
    """Return a text with escapes for characters outside XML decoded, such as _x000D_ for a carriage return.

    Lone surrogates stay escaped, as they are not valid text.
    """
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _runs(text: Element) -> Iterator[str]:
    """Yield the runs of a text, without the phonetic hints of East Asian workbooks."""
    for child in text:
        if child.tag == f"{NS}t":
            yield child.text or ""
        elif child.tag == f"{NS}r":
            yield child.findtext(f"{NS}t") or ""


MOST_ELEMENTS = 1 << 20  # elements in memory at once: a row has at most sixteen thousand cells
LONGEST_TEXT = 12 * LONGEST_CELL  # bytes without a tag: the characters of a cell in their longest encoding
_USUAL_ATTRIBUTES = 8  # attributes of an element; each further group of as many counts as another element
_PART_CHUNK = 1 << 14


class _RootSeenError(Exception):
    """The root element has begun: from here on no document type can follow."""


class _UntilRoot:
    """A tree builder that builds nothing and stops at the root."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002  # the parser's own form
        raise _RootSeenError


class XmlPart:
    """A part whose elements are yielded as they end; the caller frees those it no longer needs.

    Every element that began and was not freed is counted before it is created.
    """

    def __init__(self, stream: IO[bytes], events: Sequence[Literal["start", "end"]] = ("end",)) -> None:
        self._stream = stream
        self._events = events
        self._held = 0
        self._since_tag = 0

    def read(self, size: int = _PART_CHUNK) -> bytes:
        """Return the next bytes, for the parser.

        Raises:
            DataError: `too-big`.
        """
        chunk = self._stream.read(size)
        weight, tags = weight_of(chunk)
        self._held += weight
        self._since_tag = 0 if tags else self._since_tag + len(chunk)
        if self._held > MOST_ELEMENTS:
            raise DataError([Problem("too-big", wording="elements")])
        if self._since_tag > LONGEST_TEXT:
            raise DataError([Problem("too-big", wording="cell")])
        return chunk

    def let_go(self, element: Element) -> None:
        """Free an element and everything in it."""
        self._held -= len([*element.iter()])
        element.clear()

    def __iter__(self) -> Iterator[tuple[str, Element]]:
        """Yield each element as it ends, as ("end", element), or with the requested events.

        Bombs and external entities need a document type, which can only come before the root. So the safe but slow
        parser reads that far, and the fast one starts from the beginning once that has passed.

        Raises:
            DTDForbidden: there is a document type.
            ParseError: it is not well-formed.
            DataError: `too-big`.
        """
        from xml.etree.ElementTree import iterparse

        from defusedxml.ElementTree import DefusedXMLParser

        parser = DefusedXMLParser(target=_UntilRoot(), forbid_dtd=True)
        try:
            while chunk := self.read():
                parser.feed(chunk)
            parser.close()  # expat may defer small pieces
        except _RootSeenError:
            pass
        self._stream.seek(0)
        self._held = self._since_tag = 0
        return iterparse(self, self._events)  # noqa: S314  # the careful one has read it


def weight_of(xml: bytes) -> tuple[int, int]:
    """Return the weight of a piece of XML, its elements plus excess attributes; and its tags."""
    tags = xml.count(b"<")
    attributes = xml.count(b'="') + xml.count(b"='")
    dense = max(0, attributes - _USUAL_ATTRIBUTES * tags) // _USUAL_ATTRIBUTES
    return tags - xml.count(b"</") + dense, tags


_TEXTS = ("region", "platform", "page", "excluded", "url")
Filled = tuple[int, str, str]
"""A merge that was filled in: its first row, its range and its content."""


def covered_cells(rows: Sequence[Sequence[Cell]], merges: Sequence[Merge]) -> dict[Place, Merge]:
    """Return the cells whose content differs from the first cell of their merge, the only one shown.

    Args:
        rows: consecutive from row 1, as in the file.

    Raises:
        ValueError: the merges overlap, which no program writes.
    """
    covered: dict[Place, Merge] = {}
    left_to_see = sum(map(len, rows))
    for merge in merges:
        top, bottom, left, right = merge
        shown = tidy_text(_cell(rows[top - 1], left)) if top <= len(rows) else ""
        for number, row in enumerate(rows[top - 1 : bottom], top):
            under = row[left : right + 1]
            left_to_see -= len(under) + 1
            if left_to_see < -len(rows):
                raise ValueError(f"{merge_name(merge)} overlaps other merges")
            for column, cell in enumerate(under, left):
                if not is_blank([cell]) and tidy_text(cell) != shown:
                    covered[number, column] = merge
    return covered


def fill_merges(
    rows: list[list[Cell]], merges: Sequence[Merge], recognise: Recognise
) -> tuple[list[Filled], tuple[Merge, ...]]:
    """Fill each row under a merge over rows with the content of the first, and return what was done.

    A region merged over the rows of its networks belongs to each of them, and so does its population. Any other number
    merged over two pages is one figure for both, which cannot be divided.

    Args:
        rows: consecutive from row 1; they are filled in place.

    Returns:
        The merges that were filled in, and those that were not.
    """
    tall = [merge for merge in merges if merge[2] == merge[3] and merge[0] < merge[1] and merge[0] <= len(rows)]
    if not tall:
        return [], tuple(sorted(merges))
    at, names, width = _header(rows, tall, recognise)
    region = next((i for i, name in names.items() if name == "region"), None)
    filled: list[Filled] = []
    done: set[Merge] = set()
    # regions before populations, which need to know the rows of a region
    for merge in sorted(tall, key=lambda merge: (names.get(merge[2]) == "population", merge)):
        top, bottom, column, _right = merge
        value = _cell(rows[top - 1], column)
        below = [row for row in rows[top : min(bottom, len(rows))] if not is_blank(row[:width])]
        if is_blank([value]) or not _belongs_to_each(
            value, None if top <= at + 1 else names.get(column), region, [rows[top - 1], *below]
        ):
            continue
        for row in below:
            if is_blank([_cell(row, column)]):
                _put(row, column, value)
        filled.append((top, merge_name(merge), cell_text(value).strip()))
        done.add(merge)
    order = {merge_name(merge): number for number, merge in enumerate(merges)}
    filled.sort(key=lambda entry: order[entry[1]])
    return filled, tuple(sorted(merge for merge in merges if merge not in done))


def _header(
    rows: list[list[Cell]], tall: Sequence[Merge], recognise: Recognise
) -> tuple[int, Mapping[int, str | None], int]:
    """Return the index of the header's row, the columns that its headings name, and its width."""
    top = [[*row] for row in islice(rows, SEARCHED_ROWS)]
    for first, last, column, _right in tall:
        if first <= len(top) and isinstance(value := _cell(top[first - 1], column), str):
            for row in top[first:last]:
                if not is_blank(row):
                    _put(row, column, value)
    at = find_header(top, recognise)
    if at is None:
        return -1, {}, 0
    headings = header_texts(top[at])
    return at, {i: recognise(heading) for i, heading in enumerate(headings)}, len(headings)


def _belongs_to_each(value: Cell, name: str | None, region: int | None, rows: Sequence[Sequence[Cell]]) -> bool:
    """Return whether a merged cell applies to each of its rows, judging by its column."""
    if name == "population":
        return region is not None and len({tidy_text(_cell(row, region)) for row in rows}) == 1
    if name in COUNTS:
        return False
    return name in _TEXTS or (isinstance(value, str) and any(map(str.isalpha, value)))


def _cell(row: Sequence[Cell], column: int) -> Cell:
    return row[column] if column < len(row) else ""


def _put(row: list[Cell], column: int, value: Cell) -> None:
    row.extend([""] * (column + 1 - len(row)))
    row[column] = value


MOST_PADDING = 1 << 22  # blank cells between non-empty ones: a table has few, a malicious file has millions
MOST_MERGES = 1 << 20
_ROW, _COL, _MERGE = (f"{NS}{tag}" for tag in ("row", "col", "mergeCell"))
_DIGITS = "0123456789"
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")


@dataclass
class SheetCells:
    """The cells of one sheet: `rows` are consecutive from row 1.

    `formats` are those that show digits other than the stored ones, `shown` the texts shown there if the file has them,
    `covered` the cells that a merge hides, `formulas` the cells' formulas if requested.
    """

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    formats: dict[Place, str] = field(default_factory=dict)
    shown: dict[Place, str] = field(default_factory=dict)
    covered: dict[Place, Merge] = field(default_factory=dict)
    formulas: dict[Place, str] = field(default_factory=dict)


def read_sheet(
    stream: IO[bytes],
    name: str,
    book: Any,  # noqa: ANN401  # openpyxl's
    shared: list[str],
    budget: Budget,
    *,
    formulas: bool = False,
) -> SheetCells:
    """Read a sheet's part.

    Args:
        book: openpyxl's workbook, which knows the styles.
        shared: the workbook's shared texts.
        budget: the workbook's remaining limits.
        formulas: whether the formulas are kept beside the values that are stored for them.

    Raises:
        DataError: `too-big`.
        ValueError: the part is not a valid sheet.
    """
    from openpyxl.utils import column_index_from_string

    sheet = SheetCells(name)
    rows = sheet.rows
    read_cell = cell_reader(book, shared)
    formats = _misleading_formats(book)
    padding = 0
    for _event, element in (part := XmlPart(stream)):
        tag = element.tag
        if tag == _ROW:
            number = _row_number(element.get("r"), len(rows))
            padding += number - len(rows) - 1
            rows.extend([] for _ in range(number - len(rows) - 1))
            if element.get("hidden") in ("1", "true") or is_nothing(element.get("ht")):
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
            if formats or formulas:
                for at, cell in enumerate(element):
                    code = formats.get(cell.get("s", ""))
                    formula = cell.findtext(_FORMULA) if formulas else None
                    if code is None and formula is None:
                        continue
                    reference = cell.get("r")
                    column = column_index_from_string(reference.rstrip(_DIGITS)) - 1 if reference else at
                    if code is not None:
                        sheet.formats[number, column] = code
                    if formula is not None:
                        sheet.formulas[number, column] = formula
            budget.take_row(element, cells)
            part.let_go(element)
            if padding > MOST_PADDING:
                raise DataError([Problem("too-big", "", name, wording="sparse")])
        elif tag == _COL:
            if element.get("hidden") in ("1", "true") or is_nothing(element.get("width")):
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
            part.let_go(element)
            if len(sheet.merges) > MOST_MERGES:
                raise DataError([Problem("too-big", "", name, wording="elements")])
    return sheet


def _misleading_formats(book: Any) -> dict[str, str]:  # noqa: ANN401  # openpyxl's
    """Return the number formats that show digits other than the stored ones, by style index."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS_MAX_SIZE

    own = {BUILTIN_FORMATS_MAX_SIZE + at: code for at, code in enumerate(book._number_formats)}
    odd = {number: code for number, code in own.items() if shows_other_digits(code)}
    styles = enumerate(book._cell_styles) if odd else ()
    return {str(i): odd[style.numFmtId] for i, style in styles if style.numFmtId in odd and i not in book._date_formats}


def is_nothing(size: str | None) -> bool:
    """Return whether a row's height or a column's width is 0, so that it is invisible."""
    return size is not None and not size.strip("0.")


def _row_number(given: str | None, before: int) -> int:
    """Return a row's number, which must increase: a repeated row would hide a page."""
    if given is None:
        return before + 1
    if not (given.isascii() and given.isdecimal() and before < int(given) <= MOST_ROWS):
        raise ValueError(f"row {given} after row {before}")
    return int(given)


def read_workbook(content: bytes, source: Source, recognise: Recognise = known_column) -> list[Grid]:
    """Read every sheet that has cells into a table.

    Raises:
        DataError: `unreadable` or `too-big`.
    """
    return tables_of_sheets(read_sheets(content, source), source, recognise)


def tables_of_sheets(sheets: Iterable[SheetCells], source: Source, recognise: Recognise) -> list[Grid]:
    """Return the table of each sheet that has cells."""
    tables = []
    for sheet in sheets:
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
                shown=sheet.shown,
                problems=(*table.problems, *odd),
            )
        )
    return tables


def read_sheets(content: bytes, source: Source, *, formulas: bool = False) -> Iterator[SheetCells]:
    """Yield the sheets of a workbook in its order, chart sheets left out.

    Args:
        formulas: whether the formulas are kept beside the values that are stored for them.

    Raises:
        DataError: `unreadable` or `too-big`.
    """
    budget = check_package(content, source)
    try:
        package = open_package(as_usual(content), budget)
        for sheet, relation in package.parser.find_sheets():
            if relation.target in package.valid_files and "chartsheet" not in relation.Type:
                budget.take_part(package.archive.getinfo(relation.target).file_size)
                with package.archive.open(relation.target) as stream:
                    cells = read_sheet(
                        stream, sheet.name, package.wb, package.shared_strings, budget, formulas=formulas
                    )
                cells.covered = covered_cells(cells.rows, cells.merges)
                yield cells
    except DataError as error:
        raise DataError([replace(problem, file=source.name) for problem in error.problems]) from None
    except MemoryError:
        raise DataError([Problem("too-big", source.name, wording="memory")]) from None
    except Exception as error:  # whatever the library raises for a broken package, the user gets one sentence
        wording = "entities" if is_refused_xml(error) else "workbook"
        raise DataError([Problem("unreadable", source.name, wording=wording)]) from error
