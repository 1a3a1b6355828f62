"""From totals to zones: bands by upper bounds, thresholds and norms, all compared exactly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

import numpy as np

from govrank.methodology.bands import Band, Direction, Norm, Thresholds
from govrank.methodology.fields import exact
from govrank.scoring.indicators import IndicatorValues, largest
from govrank.scoring.pages import BoolArray, Count, IntArray
from govrank.scoring.rank import Array

IndicatorZone = Literal["green", "white", "red"]
Verdict = Literal["below", "within", "above"]
"""A value compared with the norm."""

INDICATOR_ZONES: tuple[IndicatorZone, ...] = ("green", "white", "red")


def assign_bands(totals: Array, worst: Array, sizes: Array, bands: Sequence[Band]) -> Array:
    """Return for each page the index of its band: the first whose share of the worst total is not exceeded.

    A page alone in its league has both the best and the worst total: it is in the first band.

    Args:
        totals: shape (pages,), whole numbers or exact halves: totals, or places if zones divide those.
        worst: shape (pages,), the worst possible of them in each page's league.
        sizes: shape (pages,), how many pages the league has.

    >>> bands = [Band(name=n, upto=u, color="#ffffff") for n, u in (("green", "1/3"), ("red", "1"))]
    >>> assign_bands(np.array([50, 51]), np.array([150, 150]), np.array([25, 25]), bands).tolist()
    [0, 1]
    """
    found = np.full(len(totals), len(bands) - 1, dtype=np.int16)
    doubled = np.asarray(totals * 2, dtype=np.int64)
    for possible in np.unique(worst).tolist():
        league = worst == possible
        for index in range(len(bands) - 2, -1, -1):
            bound: Fraction = bands[index].share * 2 * int(possible)
            found[league & (doubled <= bound.numerator // bound.denominator)] = index
    if bands:
        found[sizes == 1] = 0
    return found


def bands_of_points(totals: Array, bands: Sequence[Band]) -> Array:
    """Return for each page the index of its band: the first whose bound its total reaches, else the last.

    Args:
        totals: shape (pages,), exact.

    >>> bands = [Band.model_validate({"name": n, "color": "#ffffff"} | b) for n, b in (("a", {"from": 60}), ("b", {}))]
    >>> bands_of_points(np.array([Fraction(60), Fraction(179, 3)]), bands).tolist()
    [0, 1]
    """
    found = np.full(len(totals), len(bands) - 1, dtype=np.int64)
    for index in range(len(bands) - 1, -1, -1):
        bound = bands[index].from_
        if bound is not None:
            found[np.asarray(totals >= exact(bound), dtype=np.bool_)] = index
    return found


def assign_indicator_zones(
    measured: IndicatorValues, points: Array, sizes: Array, thresholds: Thresholds | None, direction: Direction
) -> Array:
    """Return for each page its zone on one indicator, as an index into `INDICATOR_ZONES`.

    The methodology's thresholds decide if given, else the thirds of the places; a page alone in its league is in the
    first. A third never overrules a given threshold. A missing value is red.
    """
    alone = sizes == 1
    green = (points * 3 <= sizes) | alone
    red = (points * 3 > sizes * 2) & ~alone
    if thresholds is not None and thresholds.green_from is not None:
        green = reaches(measured, thresholds.green_from, direction)
        red &= ~green
    if thresholds is not None and thresholds.red_below is not None:
        red = ~reaches(measured, thresholds.red_below, direction)
    if measured.missing is not None:
        red |= measured.missing
    return np.where(red, np.int8(2), np.where(green, np.int8(0), np.int8(1)))


def reaches(measured: IndicatorValues, bound: float, direction: Direction) -> BoolArray:
    """Return for each page whether its value is at a bound or better; a missing value is not.

    The exact value is compared with the bound as written in the methodology.

    >>> thirds = IndicatorValues(np.array([1 / 3, 0.3]), np.array([1, 3]), np.array([3, 10]), None)
    >>> reaches(thirds, 0.3333333333333333, "lower").tolist()  # the float next to 1/3, and below it
    [False, True]
    """
    with np.errstate(invalid="ignore"):
        met: BoolArray = measured.values > bound if direction == "higher" else measured.values < bound
        # value and bound are each rounded once: if their floats differ, they differ in the same direction
        level = np.flatnonzero(measured.values == bound)
    if len(level):
        above, below = _crossed(measured.take(level), exact(bound))
        met[level] = above >= below if direction == "higher" else above <= below
    return met


def _crossed(measured: IndicatorValues, bound: Fraction) -> tuple[IntArray, IntArray]:
    """Return two sides that compare like the values and a bound: each multiplied by both denominators."""
    tops, bottoms = measured.numerator, measured.denominator
    if bottoms is None:
        bottoms = np.ones(len(tops), dtype=np.int64)
    most = max(largest(tops) * bound.denominator, int(bottoms.max()) * abs(bound.numerator))
    wide: type = np.int64 if most < 1 << 63 else object
    return tops.astype(wide) * bound.denominator, bottoms.astype(wide) * bound.numerator


def compare_with_norm(measured: IndicatorValues, by: Count, norm: Norm) -> Array:
    """Return for each page whether its value is "below", "within" or "above" the norm of its size.

    Bands are closed below and open above; a page in no band, or with a missing figure, gets None.
    """
    verdicts = np.full(len(measured.values), None, dtype=object)
    for band in norm.bands:
        inside = by.reaches(exact(band.from_))
        if band.to is not None:
            inside &= ~by.reaches(exact(band.to))
        if measured.missing is not None:
            inside &= ~measured.missing
        verdicts[inside] = "within"
        if band.low is not None:
            verdicts[inside & ~reaches(measured, band.low, "higher")] = "below"
        if band.high is not None:
            verdicts[inside & ~reaches(measured, band.high, "lower")] = "above"
    return verdicts
