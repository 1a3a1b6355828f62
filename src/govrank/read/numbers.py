"""Numbers, read strictly: a text is one number and no other, or it is refused with what to write instead.

In a whole-number column a fraction is impossible, so `1,234` and `1.234` are 1234. In a column that may have
fractions the same texts could be either, so they are refused. Nothing is ever guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

import numpy as np
import orjson

from govrank.read.refusals import LARGEST, LONGEST_TEXT, SPACES, NumberError, refused_text
from govrank.read.table import Cell, ErrorValue, PlainColumn, Uncalculated, has_no_figure

APOSTROPHES = "'\u2019"

_GROUPED = re.compile(
    rf"(?P<sign>[-+\u2212\u2013\u2014])?(?P<whole>[0-9]+|[1-9][0-9]{{0,2}}(?:(?P<group>[{SPACES}{APOSTROPHES}.,])[0-9]{{3}})"
    rf"(?:(?P=group)[0-9]{{3}})*)(?:(?P<mark>[.,])(?P<fraction>[0-9]+))?"
)
_Number = TypeVar("_Number", int, Decimal)

MOST_DIGITS = 15  # a thousandfold of the largest number that is accepted
SMALLEST = Decimal("1e-30")  # nobody counts finer; quotients of such figures stay well inside what a float holds


def read_whole(cell: Cell) -> int | None:
    """Return the whole number that a cell holds, or None where it is missing.

    >>> [read_whole(cell) for cell in ("12 345", "1.234", 7.0, "–")]
    [12345, 1234, 7, None]

    Raises:
        NumberError: for everything else, with what to write where that is certain.
    """
    if isinstance(cell, str):
        return None if has_no_figure(cell) else _checked_size(_whole_of_text(cell.strip()))
    number = _number_of_typed(cell)
    if isinstance(number, float):
        if not number.is_integer():
            raise NumberError("not-whole", "number")
        number = int(number)
    if number < 0:
        raise NumberError("negative")
    return _checked_size(number)


def read_decimal(cell: Cell) -> Decimal | None:
    """Return the number, perhaps with a fraction, that a cell holds, or None where it is missing.

    One comma or dot is the decimal sign, except before exactly three digits: `1,234` could be either. A float
    is exactly the shortest decimal that it is written as, which is what a person sees in the cell.

    Raises:
        NumberError: for everything else, with what to write where that is certain.
    """
    if isinstance(cell, str):
        if has_no_figure(cell):
            return None
        number = _decimal_of_text(cell.strip())
    else:
        number = Decimal(repr(_number_of_typed(cell)))
    if number < 0:
        raise NumberError("negative")
    if 0 < number < SMALLEST:
        raise NumberError("too-small")
    return _checked_size(number)


def plain_numbers(cells: Sequence[Cell]) -> PlainColumn | None:
    """Return texts or whole numbers as an array, if each is at most 15 ASCII digits (or such an int); else None."""
    texts = _texts_of_digits(cells)
    if texts is None:
        if all(type(cell) is int and 0 <= cell <= LARGEST for cell in cells):
            return np.array(cells, dtype=np.int64)
        return None
    numbers = _canonical(texts)
    return np.array(list(map(int, texts)), dtype=np.int64) if numbers is None else numbers


def packed_numbers(cells: Sequence[Cell]) -> PlainColumn | None:
    """Return cells as an array from which they can be regenerated: digits without leading zeros, or whole numbers."""
    texts = _texts_of_digits(cells)
    return plain_numbers(cells) if texts is None else _canonical(texts)


def _texts_of_digits(cells: Sequence[Cell]) -> Sequence[str] | None:
    """Return the cells where each is a text of one to fifteen ASCII digits."""
    try:
        together = "".join(cells)  # type: ignore[arg-type]  # a TypeError for anything that is no text is the answer
    except TypeError:
        return None
    if not (together.isascii() and together.isdecimal()):
        return None
    texts: Sequence[str] = cells  # type: ignore[assignment]  # as the join has shown
    lengths = set(map(len, texts))
    return texts if 0 not in lengths and max(lengths) <= MOST_DIGITS else None


def _canonical(texts: Sequence[str]) -> PlainColumn | None:
    """Return texts of digits as numbers; None where one has a leading zero, which JSON does not allow."""
    try:
        return np.array(orjson.loads(f"[{','.join(texts)}]"), dtype=np.int64)
    except orjson.JSONDecodeError:
        return None


def _number_of_typed(cell: Cell) -> int | float:
    if isinstance(cell, bool):
        raise NumberError("not-a-number", "truth")
    if isinstance(cell, ErrorValue):
        raise NumberError("error-value")
    if isinstance(cell, Uncalculated):
        raise NumberError("formula-without-value")
    if isinstance(cell, (dt.date, dt.time, dt.timedelta)):
        raise NumberError("date-in-number")
    if isinstance(cell, float) and not np.isfinite(cell):
        raise NumberError("not-a-number")
    if isinstance(cell, str):
        raise TypeError("texts are read by the text rules")
    return cell


def _whole_of_text(text: str) -> int:
    match = _GROUPED.fullmatch(text[:LONGEST_TEXT])
    if match is None or len(text) > LONGEST_TEXT:
        raise refused_text(text, whole=True)
    whole = int(re.sub(r"[^0-9]", "", match["whole"]))
    if match["sign"] == "+":
        raise NumberError("not-a-number", "proposal", str(whole) if match["fraction"] is None else "")
    if match["fraction"] is not None:
        if match["sign"] is None and _is_thousands(match):
            return int(match["whole"] + match["fraction"])
        if match["group"] == match["mark"] or match["sign"] is not None:
            raise NumberError("not-a-number")
        if not match["fraction"].strip("0") and len(match["fraction"]) != 3:
            raise NumberError("not-whole", "proposal", str(whole))
        raise NumberError("not-whole")
    if match["sign"] is not None:
        raise NumberError("negative")
    return whole


def _is_thousands(match: re.Match[str]) -> bool:
    """Say whether what looks like whole, mark, fraction is one group of three, as in `1,234`."""
    return len(match["fraction"]) == 3 and re.fullmatch("[1-9][0-9]{0,2}", match["whole"]) is not None


def _decimal_of_text(text: str) -> Decimal:
    match = _GROUPED.fullmatch(text[:LONGEST_TEXT])
    if match is None or len(text) > LONGEST_TEXT:
        raise refused_text(text, whole=False)
    if match["sign"] is not None:
        raise NumberError("negative" if match["sign"] != "+" else "not-a-number")
    whole = re.sub(r"[^0-9]", "", match["whole"])
    group, fraction = match["group"], match["fraction"]
    if fraction is None:
        if group is not None and group in ".," and match["whole"].count(group) == 1:
            raise _ambiguous(whole[:-3], whole[-3:])
        return Decimal(whole)
    if group == match["mark"]:
        raise NumberError("not-a-number")
    if len(fraction) == 3:  # a mark before exactly three digits may be a group's
        raise _ambiguous(whole, fraction)
    return Decimal(f"{whole}.{fraction}")


def _ambiguous(whole: str, fraction: str) -> NumberError:
    """Return the question that a text like `1,234` raises, with both readings as they would be accepted."""
    with_sign = f"{int(whole)}.{fraction}0"
    if not re.fullmatch("[1-9][0-9]{0,2}", whole):
        return NumberError("ambiguous-number", "decimal", with_sign)  # only one reading is possible, but say so
    return NumberError("ambiguous-number", "", f"{int(whole + fraction)}|{with_sign}")


def _checked_size(number: _Number) -> _Number:
    if number > LARGEST:
        raise NumberError("too-large")
    return number
