"""A rating as CSV: plain unrounded numbers, and texts that no spreadsheet program takes for formulas."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import TextIO

import numpy as np
import orjson

from govrank.compare import Movement
from govrank.rank import Array
from govrank.rating import Rating
from govrank.sentences import shown_text

CHUNK = 1 << 16
_WHOLE_FLOATS = 1e15  # below, a whole float is written as the whole number that it is
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ANY_NEEDS_CARE = re.compile(rf'^[=+\-@\t]|[",\r]|{_CONTROLS.pattern}', re.MULTILINE)
_NEEDS_CARE = re.compile(r'^[=+\-@\t\r\n]|[",\r\n]')


def write_csv(rating: Rating, stream: TextIO, movement: Movement | None = None) -> None:
    """Write a row a page; the byte-order mark that Excel needs is the caller's to add, for files only."""
    methodology = rating.methodology
    keys = methodology.keys
    header = ["league", "place", "move", "page", "region", "platform"]
    header += [*keys, *(f"{key}_points" for key in keys), "total", "zone"]
    stream.write(",".join(header) + "\n")
    pages = rating.pages
    zones = [safe_text(band.name) for band in methodology.zones]
    for start in range(0, len(rating), CHUNK):
        part = slice(start, start + CHUNK)
        figures = [rating.measured[key].values[part] for key in keys]
        figures += [rating.points[key][part] for key in keys]
        columns: list[Iterable[str]] = [
            safe_texts(pages.leagues[part]),
            number_rows([rating.places[part]]),
            repeat("") if movement is None else [move.number for move in movement.moves[part]],
            safe_texts(pages.names[part]),
            safe_texts(pages.regions[part]),
            safe_texts(pages.platforms[part]),
            number_rows([*figures, rating.totals[part]]),
            map(zones.__getitem__, rating.bands[part].tolist()) if zones else repeat(""),
        ]
        stream.write("\n".join(map(",".join, zip(*columns, strict=False))))
        stream.write("\n")


def safe_text(text: str) -> str:
    """Return a text as a CSV cell: quoted where it must be, with an apostrophe before what begins a formula.

    >>> safe_text("=1+1"), safe_text('a "b", c')
    ("'=1+1", '"a ""b"", c"')
    """
    text = _CONTROLS.sub(lambda control: shown_text(control[0]), text)
    if not _NEEDS_CARE.search(text):
        return text
    if text[0] in "=+-@\t\r\n":
        text = f"'{text}"
    if any(mark in text for mark in '",\r\n'):
        text = '"' + text.replace('"', '""') + '"'
    return text


def safe_texts(texts: Sequence[str]) -> Sequence[str]:
    """Return texts as CSV cells. One look at all of them tells whether any needs care; mostly none does."""
    joined = "\n".join(texts)
    if joined.count("\n") == len(texts) - 1 and not _ANY_NEEDS_CARE.search(joined):
        return texts
    known: dict[str, str] = {}
    return [known.get(text) or known.setdefault(text, safe_text(text)) for text in texts]


def number_rows(columns: Sequence[Array]) -> list[str]:
    """Return the figures of each row, joined by commas.

    Whole numbers are digits, others the shortest form that reads back the same, a missing one is empty.
    """
    if not len(columns[0]):
        return []
    texts = orjson.dumps([*zip(*map(_plain, columns), strict=True)]).decode()[2:-2]
    return (texts.replace("null", "") if "null" in texts else texts).split("],[")


def _plain(values: Array) -> list[int | float | None]:
    """Return an array as plain numbers: whole ones without a point, missing ones as None."""
    numbers: list[int | float | None] = values.tolist()
    if values.dtype.kind == "f":
        with np.errstate(invalid="ignore"):
            special = np.isnan(values) | ((values == np.floor(values)) & (np.abs(values) < _WHOLE_FLOATS))
        for i in np.flatnonzero(special).tolist():
            value = float(values[i])
            numbers[i] = None if math.isnan(value) else int(value)
    return numbers
