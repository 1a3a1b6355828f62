"""A table of data as CSV or TSV: plain unrounded numbers, and texts that no spreadsheet program takes for formulas."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import TextIO

import numpy as np
import orjson

from govrank.reports.results import Result
from govrank.reports.sentences import FORMULA_SIGNS, shown_text
from govrank.reports.table import Table
from govrank.scoring.rank import Array
from govrank.scoring.rating import distinct_names
from govrank.text.catalogue import Catalogue

CHUNK = 1 << 16
_WHOLE_FLOATS = 1e15  # below, a whole float is written as the whole number that it is
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SIGN = f"[{re.escape(FORMULA_SIGNS)}]"
_ANY_NEEDS_CARE = re.compile(rf'^{_SIGN}|[",;\t\r]|{_CONTROLS.pattern}', re.MULTILINE)
_NEEDS_CARE = re.compile(rf'^{_SIGN}|[",;\t\r\n]')
# Where a cell begins with what a program may obey. Excel splits at semicolons in Russian and at tabs when pasted,
# whatever quotes a comma's file has; then a line's end inside of quotes begins a row too.
_BEGINS_FORMULA = re.compile(rf'^(?={_SIGN}|[\t\r\n])|(?<=[;\t])(?=["\s]*{_SIGN}|[\t\r\n])|(?<=[\r\n])(?=[" ]*{_SIGN})')


def write(result: Result, _words: Catalogue, stream: TextIO, key: str) -> None:
    """Write a result's data, a row a page."""
    write_csv(result.data(), stream, "\t" if key == "tsv" else ",")


def write_csv(table: Table, stream: TextIO, separator: str = ",") -> None:
    """Write a table of data, its roles as the header; the byte-order mark that Excel needs is the caller's to add."""
    header = distinct_names(table.roles)
    stream.write(separator.join(safe_text(name, separator) for name in header) + "\n")
    for start in range(0, len(table), CHUNK):
        part = slice(start, start + CHUNK)
        cells: list[Sequence[str]] = []
        for kind, columns in groupby(table.columns, key=attrgetter("kind")):
            values = [column.values[part] for column in columns]
            if kind == "figure":
                cells.append(number_rows(values, separator))
            elif kind == "move":
                cells += [[_number_or_word(value, separator) for value in one] for one in values]
            else:
                cells += [safe_texts(one, separator) for one in values]
        stream.write("\n".join(map(separator.join, zip(*cells, strict=True))))
        stream.write("\n")


def _number_or_word(value: int | str | None, separator: str) -> str:
    return str(value) if isinstance(value, int) else safe_text(value or "", separator)


def safe_text(text: str, separator: str = ",") -> str:
    """Return a text as a CSV cell: quoted where it must be, with an apostrophe before what begins a formula.

    That holds for programs that split at semicolons or tabs too.

    >>> safe_text("=1+1"), safe_text("x;=1+1"), safe_text('a "b", c')
    ("'=1+1", "x;'=1+1", '"a ""b"", c"')
    """
    text = _CONTROLS.sub(lambda control: shown_text(control[0]), text)
    if not _NEEDS_CARE.search(text):
        return text
    text = _BEGINS_FORMULA.sub("'", text)
    if any(mark in text for mark in f'{separator}"\r\n'):
        text = '"' + text.replace('"', '""') + '"'
    return text


def safe_texts(texts: Sequence[str], separator: str = ",") -> Sequence[str]:
    """Return texts as CSV cells. One look at all of them tells whether any needs care; mostly none does."""
    joined = "\n".join(texts)
    if joined.count("\n") == len(texts) - 1 and not _ANY_NEEDS_CARE.search(joined):
        return texts
    known: dict[str, str] = {}
    return [known.get(text) or known.setdefault(text, safe_text(text, separator)) for text in texts]


def number_rows(columns: Sequence[Array | Sequence[float | None]], separator: str = ",") -> list[str]:
    """Return the figures of each row, joined by the separator.

    Whole numbers are digits, others the shortest form that reads back the same, a missing one is empty.
    """
    if not len(columns[0]):
        return []
    texts = orjson.dumps([*zip(*map(_plain, columns), strict=True)]).decode()[2:-2]
    rows = (texts.replace("null", "") if "null" in texts else texts).split("],[")
    return rows if separator == "," else [row.replace(",", separator) for row in rows]


def _plain(values: Array | Sequence[float | None]) -> list[int | float | None]:
    """Return numbers plain: whole ones without a point, missing ones as None."""
    if not isinstance(values, np.ndarray):
        return [int(v) if isinstance(v, float) and v.is_integer() and abs(v) < _WHOLE_FLOATS else v for v in values]
    numbers: list[int | float | None] = values.tolist()
    if values.dtype.kind == "f":
        with np.errstate(invalid="ignore"):
            special = np.isnan(values) | ((values == np.floor(values)) & (np.abs(values) < _WHOLE_FLOATS))
        for i in np.flatnonzero(special).tolist():
            value = float(values[i])
            numbers[i] = None if math.isnan(value) else int(value)
    return numbers
