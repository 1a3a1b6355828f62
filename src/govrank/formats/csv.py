"""A table of data as CSV or TSV: plain unrounded numbers, and texts that no spreadsheet program reads as formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any, TextIO

import numpy as np
import orjson

from govrank import large
from govrank.formats import FORMATS
from govrank.reports.results import Result
from govrank.reports.sentences import FORMULA_SIGNS, printable
from govrank.reports.table import Column, Table
from govrank.scoring.rank import Array
from govrank.scoring.rating import distinct_names
from govrank.text.catalogue import Catalogue
from govrank.text.numbers import data_numbers

CHUNK = 1 << 16
_SURROGATES = r"\ud800-\udfff"
_CONTROLS = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069{_SURROGATES}]")
_SIGN = f"[{re.escape(FORMULA_SIGNS)}]"
_NEEDS_CARE = re.compile(rf'^{_SIGN}|[",;\t\r\n]|{_CONTROLS.pattern}')
# Cells that a program may execute. Excel splits at semicolons in Russian and at tabs when pasting, ignoring the quotes
# of a comma-separated file; then a line's end inside quotes also begins a row.
_BEGINS_FORMULA = re.compile(
    rf'^(?={_SIGN}|[\t\r\n])|(?<=[;\t])(?=["\s]*{_SIGN}|[\t\r\n])|(?<=[\r\n])(?=[" ]*(?:{_SIGN}|\t))'
)


def write(result: Result, _words: Catalogue, stream: TextIO, key: str) -> None:
    """Write a result's data, a row a page."""
    write_csv(result.data(), stream, FORMATS[key].separator)


def figures(content: bytes, key: str) -> Iterator[tuple[str, int | float | str]]:
    """Yield the cells of a file by row and column; the header is row 1."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=FORMATS[key].separator)
    header = next(rows, [])
    yield from ((f"1, {n}", cell) for n, cell in enumerate(header, 1))
    for row, cells in enumerate(rows, 2):
        for n, cell in enumerate(cells):
            yield f"{row}, {header[n] if n < len(header) else n + 1}", _figure(cell)


def _figure(text: str) -> int | float | str:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def write_csv(table: Table, stream: TextIO, separator: str = ",") -> None:
    """Write a table of data, its roles as the header; the caller adds the byte-order mark that Excel needs."""
    header = distinct_names(table.roles)
    stream.write(separator.join(safe_text(name, separator) for name in header) + "\n")
    if large.writes(len(table)):
        large.write_rows(
            [_large(column, separator) for column in table.columns],
            stream,
            separator,
            _NEEDS_CARE.pattern.replace(_SURROGATES, ""),  # which no text there can have
            lambda text: safe_text(text, separator),
        )
        return
    for start in range(0, len(table), CHUNK):
        cells = [_cells(column, slice(start, start + CHUNK), separator) for column in table.columns]
        stream.writelines(f"{separator.join(row)}\n" for row in zip(*cells, strict=True))


def _cells(column: Column, part: slice, separator: str) -> Sequence[str]:
    """Return the cells of some rows of a column."""
    values = column.values[part]
    if column.kind == "figure":
        return figure_texts(values)
    if column.kind == "move":
        return [str(value) if isinstance(value, int) else safe_text(value or "", separator) for value in values]
    return [safe_text(text, separator) for text in values]


def _large(column: Column, separator: str) -> tuple[large.Kind, Any]:
    if column.kind == "figure" and isinstance(column.values, np.ndarray) and column.values.dtype.kind in "if":
        return "numbers", column.values
    if column.kind in ("figure", "move"):
        return "cells", _cells(column, slice(None), separator)
    return "texts", column.values


def safe_text(text: str, separator: str = ",") -> str:
    """Return a text as a CSV cell: quoted if needed, with an apostrophe before anything that begins a formula.

    This also covers programs that split at semicolons or tabs.

    >>> safe_text("=1+1"), safe_text("x;=1+1"), safe_text('a "b", c')
    ("'=1+1", "x;'=1+1", '"a ""b"", c"')
    """
    if not _NEEDS_CARE.search(text):
        return text
    text = _CONTROLS.sub(lambda control: printable(control[0]), text)
    text = _BEGINS_FORMULA.sub("'", text)
    if any(mark in text for mark in f'{separator}"\r\n'):
        text = '"' + text.replace('"', '""') + '"'
    return text


def figure_texts(values: Array | Sequence[float | None]) -> list[str]:
    """Return figures as CSV cells: whole numbers as digits, others in the shortest form that reads back the same.

    >>> figure_texts([3.0, 0.1, None])
    ['3', '0.1', '']
    """
    texts = orjson.dumps(data_numbers(values)).decode()[1:-1].split(",")
    return ["" if text == "null" else text for text in texts]
