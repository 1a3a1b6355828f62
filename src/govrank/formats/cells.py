"""Texts of a sheet, which are shown and never executed; and their widths."""

from __future__ import annotations

import heapq
import math
import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from govrank.reports.sentences import FORMULA_SIGNS, printable

WIDEST = 60  # characters; a longer text is wrapped
LINE = 15.5  # points: a line of text, rather more
SPARE = 1.15  # lines break at words
_LONGEST_TEXT = 32_767  # UTF-16 units, a cell's limit
_LONGEST_PRINT = 120  # characters of a header or footer, which holds 255 with its codes
_ESCAPE = re.compile(r"_x(?=[0-9A-Fa-f]{4}_)")
_FIRST_DOUBLE = "\u1100"  # of the letters of double width
_BROAD = frozenset("WMmw@%—ШЩЮЖМФЫЪЊшщюжмфыҰӘҮҢ")


def begins_formula(text: str) -> bool:
    """Return whether a spreadsheet would read a non-empty text as a formula."""
    return text[0] in FORMULA_SIGNS


def cell_text(text: str) -> str:
    """Return a text for a cell: with every character visible, cut to a cell's limit."""
    return _shortened(printable(text))


def value_text(text: str) -> str:
    """Return a text as the value of a formula's cell, in which programs would read _x0041_ as the letter A."""
    return _ESCAPE.sub("_x005F_x", cell_text(text))


def _shortened(text: str) -> str:
    if len(text) * 2 <= _LONGEST_TEXT:  # a letter outside the basic plane is two units
        return text
    units = text.encode("utf-16-le")
    if len(units) <= _LONGEST_TEXT * 2:
        return text
    return units[: (_LONGEST_TEXT - 1) * 2].decode("utf-16-le", "ignore") + "…"


def print_text(text: str) -> str:
    """Return a text for the head or foot of a printed page, in which & begins a code.

    >>> print_text("R&D")
    'R&&D'
    """
    shown = re.sub(r"&(?=G|\[Picture\])", "& ", " ".join(printable(text).split()))  # XlsxWriter would expect a picture
    return (shown if len(shown) <= _LONGEST_PRINT else f"{shown[: _LONGEST_PRINT - 1]}…").replace("&", "&&")


def sheet_title(text: str, taken: set[str]) -> str:
    """Return a text as a unique sheet title, and note it.

    >>> taken = set()
    >>> sheet_title("Reach: a/b", taken), sheet_title("reach- A-B", taken)
    ('Reach- a-b', 'reach- A-B (2)')
    """
    most = 31  # characters, in UTF-16 units
    plain = re.sub(r"[\[\]:*?/\\]", "-", printable(text)).strip(" '") or "-"
    plain = re.sub(r"(?<=[A-Z])\(", " (", plain)  # XlsxWriter reads SORT( in a formula as a function, even in a title
    for n in range(1, len(taken) + 2):
        tail = f" ({n})" if n > 1 else ""
        units = plain.encode("utf-16-le")[: (most - len(tail)) * 2]
        title = units.decode("utf-16-le", "ignore").strip(" '") + tail
        if title.casefold() not in taken:
            break
    taken.add(title.casefold())
    return title


def texts_width(texts: Iterable[str]) -> float:
    """Return the width of a column for its texts, in characters; longer texts are wrapped."""
    longest = heapq.nlargest(20, set(texts), key=len)
    return min(WIDEST, max((text_width(text[: 2 * WIDEST]) for text in longest), default=0)) + 2


def lines_of(text: str, room: float) -> int:
    """Return the number of lines of a text in a column of some width.

    >>> lines_of("two words", 6), lines_of("unbreakable", 4)
    (2, 3)
    """
    lines, used = 1, 0.0
    for word in text[: 100 * WIDEST].split():
        width = text_width(word)
        if used and used + 1 + width > room:
            lines, used = lines + 1, 0.0
        used += width + (1 if used else 0)
        if used > room:  # a word longer than a line breaks anywhere
            lines, used = lines + math.ceil(used / room) - 1, used % room
    return lines


def is_long(texts: Iterable[str]) -> bool:
    """Return whether some text does not fit into the widest column."""
    return any(len(text) > WIDEST * 0.7 or (len(text) * 2 > WIDEST and _is_broad(text)) for text in texts)


def _is_broad(text: str) -> bool:
    return max(text) >= _FIRST_DOUBLE and text_width(text) > WIDEST


def text_width(text: str) -> float:
    """Return an upper estimate of a text's width in digits of the usual font, exact in tenths of a digit.

    >>> text_width("Шымкент"), text_width("中文")
    (8.6, 4.0)
    """
    return _tenths(text) / 10


def _tenths(text: str) -> int:
    """Return a text's width in tenths of a digit: sums of integers are the same in every version of Python."""
    return sum(map(_letter_tenths, printable(text)))


@cache
def _letter_tenths(letter: str) -> int:
    if unicodedata.east_asian_width(letter) in "WF":
        return 20
    return 14 if letter in _BROAD else 11 if letter > "~" else 10


def heading_width(heading: str) -> float:
    """Return the width of a column for its heading in three lines without broken words, exact in tenths."""
    three_lines = max(*(3 * _tenths(word) for word in heading.split()), _tenths(heading), 3 * 30, 0)
    return (math.ceil(11 * three_lines / 30) + 15) / 10  # a tenth more, as the letters are bold
