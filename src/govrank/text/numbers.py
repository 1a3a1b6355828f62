"""Numbers as a reader of a language writes them. What is ranked is never rounded; only what is shown."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from govrank.large import WHOLE_FLOATS
from govrank.text.catalogue import Lang, words


def number_text(value: float, lang: Lang, decimals: int = 0) -> str:
    """Return a number in a language's habit.

    >>> number_text(12345.678, "en", 1), number_text(12345.678, "ru", 1)
    ('12,345.7', '12\\u202f345,7')
    """
    return _in_habit(f"{value:,.{decimals}f}", lang)


def _in_habit(text: str, lang: Lang) -> str:
    say = words(lang).say
    return text.replace(",", "\0").replace(".", say("language.decimal")).replace("\0", say("language.group"))


_DIGITS = Context(prec=1000)  # more digits than any exact figure has


def rounded_text(value: Fraction, lang: Lang, decimals: int = 0) -> str:
    """Return an exact number in a language's habit, rounded once: a float on the way would round it too.

    >>> rounded_text(Fraction(49_999_999_999_999_999_999, 10**19), "en", 19)
    '4.9999999999999999999'
    """
    rounded = round(value, decimals)
    text = f"{_DIGITS.divide(Decimal(rounded.numerator), Decimal(rounded.denominator)):,.{decimals}f}"
    return _in_habit(text, lang)


def plain_text(number: int | Fraction) -> str:
    """Return a number with every digit that it needs; its denominator divides a power of ten.

    >>> plain_text(1234567), plain_text(Fraction("9.99999999999999999")), plain_text(Fraction(-3, 8))
    ('1234567', '9.99999999999999999', '-0.375')
    """
    decimals = 0
    while (number * 10**decimals).denominator != 1:
        decimals += 1
    whole, rest = divmod(abs(int(number * 10**decimals)), 10**decimals)
    return f"{'-' * (number < 0)}{whole}" + (f".{rest:0{decimals}d}" if decimals else "")


def exact_text(number: int | Fraction, lang: Lang) -> str:
    """Return a number as `plain_text` does, in a language's habit.

    >>> exact_text(Fraction("12345.678"), "en"), exact_text(31151, "ru")
    ('12,345.678', '31\\u202f151')
    """
    whole, mark, decimals = plain_text(number).partition(".")
    return number_text(int(whole), lang) + mark.replace(".", words(lang).say("language.decimal")) + decimals


def decimals_for(values: Iterable[float]) -> int:
    """Return how many decimals one column of values needs: two digits of its smallest value, four at most.

    >>> decimals_for([447.0, 12.5]), decimals_for([1.01, 0.072]), decimals_for([3, 4])
    (1, 3, 0)
    """
    sizes = [abs(value) for value in values if value == value and value]  # NaN is missing
    if all(float(size).is_integer() for size in sizes) or not sizes:
        return 0
    usual = 1 if max(sizes) >= 100 else 2  # 447.0 beside 12.5, but 12.51 beside 0.98
    return min(4, max(usual, 1 - math.floor(math.log10(min(sizes)))))


def points_text(points: float, lang: Lang, decimals: int = 0) -> str:
    """Return points or a total with its scoring's decimals; without decimals, a half still shows one."""
    return number_text(points, lang, decimals or (0 if float(points).is_integer() else 1))


def data_numbers(values: Any) -> list[Any]:  # noqa: ANN401  # an array or a sequence
    """Return numbers as programs write them: whole ones without a point, missing ones as None.

    >>> data_numbers([3.0, 0.1, None, math.nan])
    [3, 0.1, None, None]
    """
    if not isinstance(values, np.ndarray):
        floats = (None if isinstance(v, float) and math.isnan(v) else v for v in values)
        return [int(v) if isinstance(v, float) and v.is_integer() and abs(v) < WHOLE_FLOATS else v for v in floats]
    numbers: list[Any] = values.tolist()
    if values.dtype.kind == "f":
        with np.errstate(invalid="ignore"):
            special = np.isnan(values) | ((values == np.floor(values)) & (np.abs(values) < WHOLE_FLOATS))
        for i in np.flatnonzero(special).tolist():
            numbers[i] = None if math.isnan(numbers[i]) else int(numbers[i])
    return numbers


def formula_figure(number: float) -> str:
    """Return a figure of the methodology as a spreadsheet's formulas write it."""
    return repr(number).upper().removesuffix(".0")
