"""What if one page had other figures: counts changed, indicators as functions of a count, where it meets a rival."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Protocol, Self, TypeVar

import numpy as np

from govrank.methodology.assessment import Condition
from govrank.methodology.measures import Measure
from govrank.scoring.indicators import EXACT
from govrank.scoring.pages import Count, Pages
from govrank.scoring.rank import Array


def with_count(pages: Pages, at: int, name: str, figure: int) -> Pages:
    """Return the pages with one own count of one page changed, along with the sums that contain it."""
    own = {**pages.own, name: _changed(pages.own[name], at, figure)}
    counts = dict(pages.counts)
    for count in counts:
        parts = pages.sums.get(count, (count,))
        if name in parts and all(part in own for part in parts):
            total = sum(int(own[part].numbers[at]) * (counts[count].scale // own[part].scale) for part in parts)
            counts[count] = _changed(counts[count], at, total)
    return replace(pages, own=own, counts=counts)


def _changed(count: Count, at: int, figure: int) -> Count:
    fits = count.numbers.dtype != object and figure < EXACT
    numbers = count.numbers.astype(np.int64 if fits else object)
    numbers[at] = figure
    return Count(numbers, count.missing, count.scale, count.answers)


class MeasureOf:
    """One page's measure as an exact function of one of its counts.

    Args:
        at: the page's index; `name` the own column whose figure is the argument, in that column's scale.
    """

    def __init__(self, pages: Pages, measure: Measure, at: int, name: str) -> None:
        self.measure = measure
        self.parts: Mapping[str, tuple[Fraction, Fraction]] = {
            count: _split(pages, count, at, name) for count in measure.names
        }

    def __call__(self, figure: int) -> Fraction:
        def amount(count: str) -> Fraction:
            rest, share = self.parts[count]
            return rest + share * figure

        top = sum((amount(count) for count in self.measure.of), Fraction(0))
        top = (top - sum(amount(count) for count in self.measure.less)) * self.measure.times
        bottom = Fraction(1)
        for count in self.measure.per:
            bottom *= amount(count)
        return top / bottom if bottom else Fraction(0) if not top else Fraction(10) ** 40

    def about(self, figures: Array) -> tuple[Array, Array]:
        """Return the measure's values at many figures as floats, and the maximum error of each."""
        figures = figures.astype(np.float64)

        def amounts(counts: Iterable[str]) -> list[Array]:
            return [float(rest) + float(share) * figures for rest, share in map(self.parts.__getitem__, counts)]

        more, less = (sum(amounts(counts), np.zeros(len(figures))) for counts in (self.measure.of, self.measure.less))
        per = np.prod([np.ones(len(figures)), *amounts(self.measure.per)], axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            values, sizes = ((top * float(self.measure.times)) / per for top in (more - less, more + less))
        return np.nan_to_num(values, nan=0, posinf=1e40, neginf=-1e40), np.nan_to_num(sizes, nan=0, posinf=0) * 1e-12

    def lines(self) -> tuple[int, int, int, int] | None:
        """Return a, b, c, d where the measure is (a + b × figure) ÷ (c + d × figure), with a divisor above 0 from 1 on.

        None if it is no such quotient: the figure is in two of its divisors, or a divisor is 0.
        """
        sums = [self.parts[count] for count in self.measure.of]
        sums += [(-rest, -share) for rest, share in map(self.parts.__getitem__, self.measure.less)]
        top = [sum(part, Fraction(0)) * self.measure.times for part in zip(*sums, strict=True)]
        bottom = [Fraction(1), Fraction(0)]
        for rest, share in map(self.parts.__getitem__, self.measure.per):
            if share and bottom[1]:
                return None
            bottom = [bottom[0] * rest, bottom[0] * share + bottom[1] * rest]
        if sum(bottom) <= 0 or bottom[1] < 0:
            return None
        scale = math.lcm(*(part.denominator for part in (*top, *bottom)))
        a, b, c, d = (int(part * scale) for part in (*top, *bottom))
        return a, b, c, d


def evidence_figures(pages: Pages, measure: Measure, at: int, name: str) -> set[int]:
    """Return the figures of one of a page's counts around which a measure begins to apply to it."""
    figures = set()
    for count, least in measure.minimum.items():
        if name in pages.sums.get(count, (count,)):
            rest, share = _split(pages, count, at, name)
            enough = math.ceil((least - rest) / share)
            figures |= {enough - 1, enough}
    return figures


def figures_where(pages: Pages, condition: Condition, at: int, name: str) -> set[int]:
    """Return the figures of one of a page's counts around which a condition becomes true or false."""
    if name not in pages.sums.get(condition.of, (condition.of,)):
        return set()
    rest, share = _split(pages, condition.of, at, name)
    bound = math.floor((condition.comparison[1] - rest) / share)
    return {bound - 1, bound, bound + 1}


def _split(pages: Pages, count: str, at: int, name: str) -> tuple[Fraction, Fraction]:
    """Return the part of a page's count that does not depend on an own column, and what one unit of it adds."""
    parts = pages.sums.get(count, (count,))
    total = Fraction(pages.counts[count].figure(at))
    if name not in parts:
        return total, Fraction(0)
    own = pages.own[name]
    return total - own.figure(at), Fraction(1, own.scale)


class _Ordered(Protocol):
    def __le__(self, other: Self, /) -> bool: ...
    def __ge__(self, other: Self, /) -> bool: ...


_Value = TypeVar("_Value", bound=_Ordered)


def meeting_figures(
    rival: _Value, value_at: Callable[[int], _Value], low: int, largest: int, *, rising: bool
) -> tuple[int, int, int]:
    """Return the first figure from which a page is no longer on its side of a rival, and its neighbours.

    >>> meeting_figures(Fraction(5, 2), lambda figure: Fraction(figure, 2), 1, 100, rising=True)
    (4, 5, 6)
    """
    high = largest + 1
    while low < high:
        middle = (low + high) // 2
        value = value_at(middle)
        if (value >= rival) if rising else (value <= rival):
            high = middle
        else:
            low = middle + 1
    return low - 1, low, low + 1


def quotient_meets(
    rival: Fraction, lines: tuple[int, int, int, int], largest: int, *, rising: bool
) -> tuple[int, int, int]:
    """Return what `meeting_figures` does from 1 on, of a measure that is (a + b × figure) ÷ (c + d × figure): solved.

    >>> quotient_meets(Fraction(5, 2), (0, 1, 2, 0), 100, rising=True)
    (4, 5, 6)
    """
    a, b, c, d = lines
    # beyond the rival where slope × figure >= least
    slope, least = b * rival.denominator - d * rival.numerator, c * rival.numerator - a * rival.denominator
    if not rising:
        slope, least = -slope, -least
    # without a slope towards it, it is always or never true
    first = -(-least // slope) if slope > 0 else 1 if slope >= least else largest + 1
    first = min(max(1, first), largest + 1)
    return first - 1, first, first + 1
