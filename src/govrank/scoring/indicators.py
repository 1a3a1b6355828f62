"""From counts to indicators: an integer product over an integer product, one division, never rounded."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from govrank.methodology.measures import Measure
from govrank.methodology.models import Methodology
from govrank.read.headings import INTERACTIONS, count_meant
from govrank.scoring.gates import applying_pages
from govrank.scoring.pages import BoolArray, Count, IntArray, Pages

FloatArray = npt.NDArray[np.float64]
EXACT = 1 << 53  # smaller whole numbers are exact as floats, so that their quotient is rounded only once
_SAFE = 1 << 58  # a product of two such sides stays below 2^116, up to which `rank` can tell quotients apart


@dataclass(frozen=True)
class IndicatorValues:
    """One indicator of every page.

    Attributes:
        values: shape (pages,), in the indicator's unit: whole numbers where nothing is divided, else the
            float nearest to the quotient; NaN or 0 where missing.
        numerator, denominator: shape (pages,), the exact quotient; no denominator means 1.
        missing: where a count is missing; None if none is.
    """

    values: npt.NDArray[np.int64] | FloatArray
    numerator: IntArray
    denominator: IntArray | None
    missing: BoolArray | None

    def exact(self, page: int) -> Fraction | None:
        """Return one value exactly; None where it is missing."""
        if self.missing is not None and self.missing[page]:
            return None
        return Fraction(int(self.numerator[page]), 1 if self.denominator is None else int(self.denominator[page]))

    def take(self, order: npt.NDArray[np.intp]) -> IndicatorValues:
        """Return the pages at these indexes, in their order."""
        return self.each(taker(order))

    def each(self, take: Callable[[Any], Any]) -> IndicatorValues:
        """Return the values with a function applied to each array."""
        sides = (None if side is None else take(side) for side in (self.denominator, self.missing))
        return IndicatorValues(take(self.values), take(self.numerator), *sides)


def taker(order: npt.NDArray[np.intp]) -> Callable[[npt.NDArray[Any]], npt.NDArray[Any]]:
    """Return a function that takes the pages at these indexes from an array, once for arrays that indicators share."""
    taken: dict[int, npt.NDArray[Any]] = {}

    def take(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        if id(values) not in taken:
            taken[id(values)] = values[order]
        return taken[id(values)]

    return take


def derive_indicators(
    pages: Pages, methodology: Methodology, known: Collection[str] = ()
) -> dict[str, IndicatorValues]:
    """Derive every indicator of a methodology from the pages' counts, except those already known.

    0 ÷ 0 is 0: a page without posts and without interactions has an engagement rate of 0. Where a measure does not
    apply, its value is missing.
    """
    derived = {}
    sides: dict[object, IntArray] = {}
    for measure in methodology.measures:
        if measure.key in known:
            continue
        own = derive_indicator(measure, pages.counts, len(pages), sides)
        applies = applying_pages(measure, pages.counts, methodology)
        if applies is not None and not applies.all():
            missing = ~applies if own.missing is None else ~applies | own.missing
            own = replace(own, values=_filled(own.values, missing), missing=missing)
        derived[measure.key] = own
    return derived


def derive_indicator(
    indicator: Measure, counts: Mapping[str, Count], length: int, sides: dict[object, IntArray] | None = None
) -> IndicatorValues:
    """Derive one indicator.

    Args:
        sides: numerators and denominators of other indicators, which this one may share.

    >>> given = {"interactions": 120, "posts": 10, "followers": 300}
    >>> counts = {name: Count(np.array([number])) for name, number in given.items()}
    >>> er = Measure(key="er", label="ER", of=["interactions"], per=["posts", "followers"], times=100)
    >>> derive_indicator(er, counts, 1).values.tolist()
    [4.0]
    """
    above = [(counts[name], 1) for name in indicator.of] + [(counts[name], -1) for name in indicator.less]
    below = [counts[name] for name in indicator.per]
    scale = max((count.scale for count, _sign in above), default=1)
    # a decimal column's scale goes to the other side of the division, so that both sides stay whole
    lift = math.prod(count.scale for count in below)
    sides = {} if sides is None else sides
    factor = indicator.times * lift
    top = _wide([count for count, _sign in above], factor * scale)
    key: object = ("of", (*indicator.of,), (*indicator.less,), factor, scale, top)
    if key not in sides:
        added: IntArray = sum(
            (count.numbers.astype(top) * (sign * scale // count.scale) for count, sign in above),
            np.zeros(length, dtype=top),
        )
        sides[key] = added * factor
    numerator = sides[key]
    missing = _missing([*(count for count, _sign in above), *below])
    if not below and scale == 1:
        return IndicatorValues(_filled(numerator, missing), numerator, None, missing)
    bottom = _wide_product(below, scale)
    key = ("per", (*indicator.per,), scale, bottom)
    if key not in sides:
        product: IntArray = np.full(length, scale, dtype=bottom)
        for count in below:
            product = product * count.numbers.astype(bottom)
        sides[key] = np.where(product == 0, 1, product)
    denominator = sides[key]
    return IndicatorValues(_filled(_divide(numerator, denominator), missing), numerator, denominator, missing)


def over_nothing(
    measure: Measure, counts: Mapping[str, Count], able: BoolArray | None = None
) -> Iterator[tuple[str, BoolArray]]:
    """Yield each divisor of a measure with the pages, shape (pages,), where it is 0 and the dividend is not.

    Interactions without posts or followers are impossible. Other counts, such as reach, are possible without them.

    Args:
        able: shape (pages,), the pages for which other counts are checked; None for all.
    """
    something = np.zeros(len(counts[measure.of[0]].numbers), dtype=np.bool_)
    for name in (*measure.of, *measure.less):
        there = counts[name].numbers != 0
        something |= there if able is None or count_meant(name) in INTERACTIONS else there & able
    for name in measure.per:
        yield name, something & (counts[name].numbers == 0) & counts[name].known


def largest(numbers: IntArray) -> int:
    """Return the largest absolute value of whole numbers."""
    return max(int(numbers.max()), -int(numbers.min())) if len(numbers) else 0


def _wide(counts: list[Count], factor: int) -> type:
    return np.int64 if sum(_largest(count) for count in counts) * factor < _SAFE else object


def _wide_product(counts: list[Count], factor: int) -> type:
    return np.int64 if math.prod(_largest(count) for count in counts) * factor < _SAFE else object


def _largest(count: Count) -> int:
    return max(1, int(count.numbers.max())) if len(count.numbers) else 1


def _missing(counts: list[Count]) -> BoolArray | None:
    masks = [count.missing for count in counts if count.missing is not None]
    return np.logical_or.reduce(masks) if masks else None


def _divide(numerator: IntArray, denominator: IntArray) -> FloatArray:
    """Divide with one rounding: Python divides whole numbers of any size correctly, floats those below 2^53."""
    if (
        numerator.dtype != object
        and denominator.dtype != object
        and (not len(numerator) or (largest(numerator) < EXACT and denominator.max() < EXACT))
    ):
        return numerator / denominator
    return np.array(
        [top / bottom for top, bottom in zip(numerator.tolist(), denominator.tolist(), strict=True)],
        dtype=np.float64,
    )


def _filled(values: IntArray | FloatArray, missing: BoolArray | None) -> npt.NDArray[np.int64] | FloatArray:
    if missing is None:
        if values.dtype == np.int64:
            return np.asarray(values, dtype=np.int64)
        return np.asarray(values, dtype=np.float64)
    filled: FloatArray = values.astype(np.float64)
    filled[missing] = np.nan
    return filled
