"""From totals to zones: bands by upper bounds, compared in whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from govrank.methodology.bands import Band, Norm
from govrank.methodology.indicator import Direction, Thresholds
from govrank.pages import Count
from govrank.rank import Array

INDICATOR_ZONES = ("green", "white", "red")


def assign_bands(totals: Array, worst: Array, bands: Sequence[Band]) -> Array:
    """Return for each page the index of its band: the first whose share of the worst total is not passed.

    Args:
        totals: shape (pages,), whole numbers or exact halves; of an index the places.
        worst: shape (pages,), the worst possible total of each page's league; of an index its pages.

    >>> bands = [Band(name=n, upto=u, color="#ffffff") for n, u in (("green", "1/3"), ("red", "1"))]
    >>> assign_bands(np.array([50, 51]), np.array([150, 150]), bands).tolist()
    [0, 1]
    """
    found = np.full(len(totals), len(bands) - 1, dtype=np.int64)
    doubled = np.asarray(totals * 2, dtype=np.int64)
    for possible in np.unique(worst).tolist():
        league = worst == possible
        for index in range(len(bands) - 2, -1, -1):
            bound: Fraction = bands[index].upto * 2 * int(possible)
            found[league & (doubled <= bound.numerator // bound.denominator)] = index
    return found


def assign_indicator_zones(
    values: Array, points: Array, sizes: Array, thresholds: Thresholds | None, direction: Direction
) -> Array:
    """Return for each page its zone on one indicator, as an index into `INDICATOR_ZONES`.

    The methodology's thresholds decide where it names them, else the thirds of the places; a value that meets
    a named threshold is not overruled by a third. A missing value is red.
    """
    green = points * 3 <= sizes
    red = points * 3 > sizes * 2
    with np.errstate(invalid="ignore"):
        if thresholds is not None and thresholds.green_from is not None:
            bound = thresholds.green_from
            green = values >= bound if direction == "higher" else values <= bound
            red &= ~green
        if thresholds is not None and thresholds.red_below is not None:
            bound = thresholds.red_below
            red = values < bound if direction == "higher" else values > bound
        red = red | (values != values)  # NaN is a missing value
    return np.where(red, 2, np.where(green, 0, 1))


def compare_with_norm(values: Array, by: Count, norm: Norm) -> Array:
    """Return for each page whether its value is "below", "within" or "above" the norm of its size.

    Bands are closed below and open above; a page in no band, or with a missing figure, gets None.
    """
    verdicts = np.full(len(values), None, dtype=object)
    sizes = by.figures
    known = values == values  # NaN is a missing value
    if by.missing is not None:
        known &= ~by.missing
    for band in norm.bands:
        inside = known & (sizes >= band.from_)
        if band.to is not None:
            inside &= sizes < band.to
        verdicts[inside] = "within"
        if band.low is not None:
            verdicts[inside & (values < band.low)] = "below"
        if band.high is not None:
            verdicts[inside & (values > band.high)] = "above"
    return verdicts
