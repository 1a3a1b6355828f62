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

from govrank.read.table import Cell, ErrorValue, PlainColumn, Uncalculated, is_missing

SPACES = " \u00a0\u202f\u2009"  # ordinary, no-break, narrow no-break, thin
APOSTROPHES = "'\u2019"

_GROUPED = re.compile(
    rf"(?P<sign>[-+\u2212])?(?P<whole>[0-9]+|[1-9][0-9]{{0,2}}(?:(?P<group>[{SPACES}{APOSTROPHES}.,])[0-9]{{3}})"
    rf"(?:(?P=group)[0-9]{{3}})*)(?:(?P<mark>[.,])(?P<fraction>[0-9]+))?"
)
_MULTIPLIED = re.compile(r"(?P<number>.*?[0-9])\s*(?P<unit>k|к|тыс|мың|m|м|млн)\.?", re.IGNORECASE)
_MULTIPLIERS = {"k": 10**3, "к": 10**3, "тыс": 10**3, "мың": 10**3, "m": 10**6, "м": 10**6, "млн": 10**6}
_SCIENTIFIC = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?[eE][-+]?[0-9]{1,3}")

_Number = TypeVar("_Number", int, Decimal)

LARGEST = 10**12
LONGEST_TEXT = 60  # no accepted number is longer; int() of thousands of digits would raise its own error
MOST_DIGITS = 15  # a thousandfold of the largest number that is accepted
MOST_DECIMALS = 9  # 10^12 with nine decimals is 10^21: still an exact integer in Python, and nobody counts finer


class NumberError(ValueError):
    """A cell that is not the number its column needs.

    Attributes:
        code: the problem's stable code.
        wording: which of the code's sentences, or "".
        proposal: what could be written instead, or "" where no proposal is safe.
    """

    def __init__(self, code: str, wording: str = "", proposal: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.wording = wording
        self.proposal = proposal


def read_whole(cell: Cell) -> int | None:
    """Return the whole number that a cell holds, or None where it is missing.

    >>> [read_whole(cell) for cell in ("12 345", "1.234", 7.0, "–")]
    [12345, 1234, 7, None]

    Raises:
        NumberError: for everything else, with what to write where that is certain.
    """
    if isinstance(cell, str):
        return None if is_missing(cell) else _checked_size(_whole_of_text(cell.strip()))
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

    One comma or dot is the decimal sign, except before exactly three digits: `1,234` could be either.

    Raises:
        NumberError: for everything else, with what to write where that is certain.
    """
    if isinstance(cell, str):
        return None if is_missing(cell) else _checked_size(_decimal_of_text(cell.strip()))
    number = Decimal(repr(_number_of_typed(cell)))
    if number < 0:
        raise NumberError("negative")
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > MOST_DECIMALS:
        number = round(number, MOST_DECIMALS)  # 0.1 + 0.2 as a spreadsheet stores it; nine decimals are kept
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
        raise _unreadable_text(text, whole=True)
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
        raise _unreadable_text(text, whole=False)
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
    if len(fraction) > MOST_DECIMALS:
        raise NumberError("not-a-number")
    return Decimal(f"{whole}.{fraction}")


def _ambiguous(whole: str, fraction: str) -> NumberError:
    """Return the question that a text like `1,234` raises, with both readings as they would be accepted."""
    with_sign = f"{int(whole)}.{fraction}0"
    if not re.fullmatch("[1-9][0-9]{0,2}", whole):
        return NumberError("ambiguous-number", "decimal", with_sign)  # only one reading is possible, but say so
    return NumberError("ambiguous-number", "", f"{int(whole + fraction)}|{with_sign}")


def _unreadable_text(text: str, *, whole: bool) -> NumberError:
    """Say why a text is no number, with a proposal where exactly one number can be meant."""
    if len(text) > LONGEST_TEXT:
        return NumberError("not-a-number")
    if text.casefold() in ("true", "false", "истина", "ложь"):
        return NumberError("not-a-number", "truth")
    if re.fullmatch(r"#[A-ZА-Я0-9/]+[!?]?", text):
        return NumberError("error-value")
    multiplied = _MULTIPLIED.fullmatch(text)
    if multiplied is not None:
        number = multiplied["number"].replace(",", ".")
        if re.fullmatch(r"[0-9]+(\.[0-9]+)?", number) and not re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", number):
            meant = Decimal(number) * _MULTIPLIERS[multiplied["unit"].casefold()]
            if meant == int(meant):
                return NumberError("not-whole" if whole else "not-a-number", "proposal", str(int(meant)))
        return NumberError("not-whole" if whole else "not-a-number")
    if _SCIENTIFIC.fullmatch(text):
        meant = Decimal(text.replace(",", "."))
        if 0 <= meant <= LARGEST and meant == int(meant):
            return NumberError("not-a-number", "proposal", str(int(meant)))
    if re.fullmatch(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}", text):
        return NumberError("date-in-number")
    return NumberError("not-a-number")


def _checked_size(number: _Number) -> _Number:
    if number > LARGEST:
        raise NumberError("too-large")
    return number
