"""Text files as tables: their encoding, their separator, their rows."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from govrank.large import text_columns
from govrank.problems import DataError, Problem
from govrank.read.budget import LONGEST_CELL
from govrank.read.header import SEARCHED_ROWS, Recognise, Row, find_header, recognised_columns, table_from_rows
from govrank.read.headings import known_column
from govrank.read.table import CAREFUL, ColumnCells, Grid, Source

LONGEST_LINE = 1 << 20  # bytes
_LOOKED_AT = 1000  # cells of a row used to detect the separator
QUOTE = '"'
SEPARATORS = (",", ";", "\t", "|")
_LINE_ENDS = (b"\n", b"\r")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The non-Unicode encodings of this field: Windows in Russian, in Kazakh, old DOS.
_RUSSIAN, _KAZAKH = "cp1251", "kz1048"
_CANDIDATES = [_RUSSIAN, _KAZAKH, "cp866", "koi8_r"]
# The two differ in a few letters only: қ, ә, ң and һ in one are Serbian and Macedonian letters in the other, and ұ, ү
# and ө Belarusian and Ukrainian ones, two of which follow vowels and one of which is rare.
_KAZAKH_BYTES = "ҚқҺһӘәҢң".encode(_KAZAKH)
_KAZAKH_PLACES = re.compile(r"(?<![аеёиоуыэюяіїє])ў|(?<=[бвгджзйклмнпрстфхцчшщ])ї|ґ", re.IGNORECASE)
_NEIGHBOURS_PLACES = re.compile(r"(?<=[аеёиоуыэюяіїє])[ўї]|є", re.IGNORECASE)


def read_text(
    content: bytes, source: Source, encoding: str | None = None, recognise: Recognise = known_column
) -> Grid | None:
    """Read separated text into a table; None where it has no cells.

    Raises:
        DataError: `encoding` if it cannot be decoded, `unreadable` if quotes do not close, `too-big`.
    """
    _check_lines(content, source, encoding)
    encoding, said = (encoding, "") if encoding else _found_encoding(content, source, recognise)
    with _decoding(source, encoding):
        text = _opened(content, source, encoding, recognise)

        def columns(above: int, width: int) -> list[ColumnCells] | None:
            if text.quoted:
                return None
            return text_columns(content, text.encoding, text.skipped + above, text.separator, width, CAREFUL)

        table = table_from_rows(text.rows, source, None, recognise, columns)
    if table is None:
        return None
    odd = [Problem("encoding-detected", source.name, args={"encoding": said})] if said else []
    return replace(table, separator=text.separator if text.quoted else "", problems=(*odd, *table.problems))


def read_rows(content: bytes, source: Source, encoding: str | None = None) -> list[Row]:
    """Return every row of a separated text, including blank ones, so that row numbers are the spreadsheet's.

    Raises:
        DataError: as `read_text`.
    """
    _check_lines(content, source, encoding)
    encoding = encoding or _found_encoding(content, source, known_column)[0]
    with _decoding(source, encoding):
        return [*_opened(content, source, encoding, known_column).rows]


def _check_lines(content: bytes, source: Source, encoding: str | None) -> None:
    """Refuse overlong lines before parsing."""
    with contextlib.suppress(LookupError, UnicodeError):
        if encoding and _LINE_ENDS[0] not in "\n".encode(encoding):
            return  # an encoding of mainframes
    start = 0
    while len(content) - start > LONGEST_LINE:
        end = max(content.rfind(mark, start, start + LONGEST_LINE) for mark in _LINE_ENDS)
        if end < 0:
            args = {"line": content.count(b"\n", 0, start) + 1, "megabytes": LONGEST_LINE >> 20}
            raise DataError([Problem("too-big", source.name, wording="line", args=args)])
        start = end + 1


def _found_encoding(content: bytes, source: Source, recognise: Recognise) -> tuple[str, str]:
    try:
        return detect_encoding(content, recognise)
    except DataError as error:
        raise DataError([replace(problem, file=source.name) for problem in error.problems]) from None


@contextlib.contextmanager
def _decoding(source: Source, encoding: str) -> Iterator[None]:
    try:
        yield
    except LookupError:
        raise DataError([Problem("encoding", source.name, wording="unknown", value=encoding)]) from None
    except UnicodeError:
        raise DataError([Problem("encoding", source.name, wording="wrong", args={"encoding": encoding})]) from None


@dataclass(frozen=True)
class _Text:
    """A separated text, and how it is read; `skipped` is the number of `sep=` lines above its rows."""

    rows: Iterator[Row]
    encoding: str
    separator: str
    quoted: bool
    skipped: int


def _opened(content: bytes, source: Source, encoding: str, recognise: Recognise) -> _Text:
    """Open a separated text without reading its rows."""
    if codecs.lookup(encoding).name == "utf-8":
        encoding = "utf-8-sig"  # drop a byte-order mark from the first heading
    stream = io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="")
    sample, skipped = _sample(stream)
    separator = _declared_separator(sample) or detect_separator(sample, recognise)
    one_byte = encoding == "utf-8-sig" or QUOTE.encode(encoding) == QUOTE.encode()
    stream.seek(0)
    for _ in range(skipped):
        stream.readline()
    quoted = not one_byte or QUOTE.encode() in content
    # an unclosed quote makes one cell of all that follows
    rows = _rows(stream, separator, source, LONGEST_CELL if quoted else LONGEST_LINE)
    return _Text(rows, encoding, separator, quoted, skipped)


def detect_encoding(content: bytes, recognise: Recognise = known_column) -> tuple[str, str]:
    """Return the encoding of a text file, and its name if it was guessed and the user should know.

    A byte-order mark decides; valid UTF-8 is UTF-8; text in which every other byte is zero is UTF-16; for the rest a
    detector chooses among a few candidates.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name, ""
    sample = content[:4096]
    if b"\0" in sample and len(content) % 2 == 0:
        for name, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
            if zeros.count(0) * 4 > len(zeros):
                return name, name.upper()
    try:
        _check_utf8(content)
    except UnicodeDecodeError:
        return _detected(content, recognise)
    return "utf-8", ""


def _check_utf8(content: bytes) -> None:
    if content.isascii():
        return
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(content)
    step = 1 << 22  # four megabytes at a time: decoding everything at once would need up to four times its size
    for start in range(0, len(view), step):
        decoder.decode(view[start : start + step])
    decoder.decode(b"", final=True)


def _detected(content: bytes, recognise: Recognise) -> tuple[str, str]:
    """Choose among the candidates: by recognised headings, else by how much looks like words."""
    sample = content[: 1 << 20]
    _refuse_broken(content)
    known: dict[str, int] = {}
    for name in _CANDIDATES:
        with contextlib.suppress(UnicodeDecodeError):
            text = sample.decode(name)
            known[name] = max(_shown(text, separator, recognise) for separator in _separators(text))[0]
    tied = [name for name in known if known[name] == max(known.values())] or _CANDIDATES
    if _CANDIDATES[0] not in known and len(tied) > 1:
        raise DataError([Problem("encoding", "", wording="none")])  # bytes that no text of this field contains
    if {_RUSSIAN, _KAZAKH} <= {*tied}:
        tied.remove(_RUSSIAN if _is_kazakh(content, sample.decode(_RUSSIAN)) else _KAZAKH)
    best = tied[0]
    if len(tied) > 1:
        from charset_normalizer import from_bytes  # imported only for such files

        found = from_bytes(sample, cp_isolation=tied).best()
        best = found.encoding if found is not None else best  # undecided: the usual Windows encoding
    return best, best


def _is_kazakh(content: bytes, sample: str) -> bool:
    """Return whether a text that could be Russian or Kazakh Windows has letters that are only Kazakh.

    Args:
        sample: the beginning of it, read as the Russian one.
    """
    if any(byte in content for byte in _KAZAKH_BYTES):
        return True
    return len(_KAZAKH_PLACES.findall(sample)) > len(_NEIGHBOURS_PLACES.findall(sample))


def _refuse_broken(content: bytes) -> None:
    """Refuse binary files, and Unicode with a few broken bytes, which would be nonsense in any other encoding.

    Raises:
        DataError: `encoding`, with the line of the first such byte.
    """
    if b"\0" in content:
        raise DataError([Problem("encoding", "", wording="none")])
    text = content.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(letter > "\x7f" for letter in text[: 1 << 20]) - broken
    if whole > broken * 4:
        line = text[: text.index("\ufffd")].count("\n") + 1
        raise DataError([Problem("encoding", "", wording="broken", args={"line": line})])


def _sample(stream: io.TextIOWrapper) -> tuple[str, int]:
    """Return the first lines of the text, and how many of them are `sep=` lines."""
    lines = [stream.readline(1 << 16) for _ in range(SEARCHED_ROWS * 3)]
    skip = int(lines[0].lstrip("\ufeff").strip().strip('"').lower().startswith("sep="))
    return "".join(lines), skip


def _declared_separator(sample: str) -> str | None:
    first = sample.split("\n", 1)[0].lstrip("\ufeff").rstrip("\r\n").strip('"')
    if first.lower().startswith("sep=") and len(first) == 5:  # sep= and one character
        return first[4]
    return None


def detect_separator(sample: str, recognise: Recognise = known_column) -> str:
    """Return the separator with which the first rows have the most known headings, then the most cells."""
    return max(_separators(sample), key=lambda separator: _shown(sample, separator, recognise))


def _separators(sample: str) -> list[str]:
    """Return the possible separators of a text; of those that do not occur one is enough, as all give one result."""
    absent = [separator for separator in SEPARATORS if separator not in sample]
    return [separator for separator in SEPARATORS if separator not in absent[1:]]


def _shown(sample: str, separator: str, recognise: Recognise) -> tuple[int, int]:
    """Return how many known headings and how many cells the header has with a separator."""
    try:
        rows: list[Row] = [
            row[:_LOOKED_AT]
            for row in islice(csv.reader(io.StringIO(sample, newline=""), delimiter=separator), SEARCHED_ROWS)
        ]
    except csv.Error:
        return 0, 0
    at = find_header(rows, recognise)
    if at is None:
        return 0, max(map(len, rows), default=0)
    return len(recognised_columns(rows[at], recognise)), len(rows[at])


def _rows(stream: io.TextIOWrapper, separator: str, source: Source, longest: int) -> Iterator[Row]:
    csv.field_size_limit(longest)
    reader = csv.reader(stream, delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        if "field limit" in str(error):
            problem = Problem("unreadable", source.name, wording="long-cell", args={"line": reader.line_num})
        else:
            line = _line_of_quote(stream, separator)
            problem = Problem("unreadable", source.name, wording="quotes", args={"line": line})
        raise DataError([problem]) from None


def _line_of_quote(stream: io.TextIOWrapper, separator: str) -> int:
    """Return the line in which the record with a wrong quote begins, by a second, slower read."""
    stream.seek(0)
    reader = csv.reader(stream, delimiter=separator, strict=True)
    begins = 1
    with contextlib.suppress(csv.Error):
        for _row in reader:
            begins = reader.line_num + 1
    return begins
