"""Numbers as a reader of a language writes them. What is ranked is never rounded; only what is shown."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Context, Decimal
from fractions import Fraction

from govrank.language import Lang, words


def number_text(value: float, lang: Lang, decimals: int = 0) -> str:
    """Return a number in a language's habit.

    >>> number_text(12345.678, "en", 1), number_text(12345.678, "ru", 1)
    ('12,345.7', '12\\u202f345,7')
    """
    return _in_habit(f"{value:,.{decimals}f}", lang)


def _in_habit(text: str, lang: Lang) -> str:
    if lang == "en":
        return text
    say = words(lang).say
    return text.replace(",", "\0").replace(".", say("language.decimal")).replace("\0", say("language.group"))


_DIGITS = Context(prec=1000)  # more than any exact figure has


def exact_text(value: Fraction, lang: Lang, decimals: int = 0) -> str:
    """Return an exact number in a language's habit, rounded once: a float on the way would round it too.

    >>> exact_text(Fraction(49_999_999_999_999_999_999, 10**19), "en", 19)
    '4.9999999999999999999'
    """
    rounded = round(value, decimals)
    text = f"{_DIGITS.divide(Decimal(rounded.numerator), Decimal(rounded.denominator)):,.{decimals}f}"
    return _in_habit(text, lang)


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


def points_text(points: float, lang: Lang) -> str:
    """Return points or a total: whole numbers, or halves where ties are averaged."""
    return number_text(points, lang, 0 if float(points).is_integer() else 1)
