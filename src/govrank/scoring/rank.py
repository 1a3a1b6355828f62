"""From values to points: the place on an indicator within the league is the page's penalty points."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from govrank.large import order_of
from govrank.methodology.bands import Direction
from govrank.methodology.models import Ties

Array = npt.NDArray[Any]
Ratio = tuple[Array, Array | None]


def rank_values(
    values: Array,
    direction: Direction = "higher",
    ties: Ties = "min",
    leagues: Array | None = None,
    ratio: Ratio | None = None,
) -> Array:
    """Rank the values of one indicator, best first: a page's penalty points.

    Equal values share points as `ties` says: "min" is the usual 1, 2, 2, 4; "max" 1, 3, 3, 4; "average"
    1, 2.5, 2.5, 4; "dense" 1, 2, 2, 3. No value may be missing.

    Args:
        values: shape (pages,), in the indicator's unit, not rounded.
        leagues: shape (pages,), whole numbers: pages are ranked inside each; None ranks all together.
        ratio: numerators and denominators whose quotients `values` are (no denominators mean 1). Two
            quotients that differ by less than a float can show are then distinguished.

    Returns:
        Points from 1, shape (pages,); floats (halves are exact) for "average", whole numbers otherwise.

    >>> rank_values(np.array([7, 5, 7, 1])).tolist()
    [1, 3, 1, 4]

    Source: OECD/JRC Handbook on Constructing Composite Indicators (2008), "Ranking".
    """
    keys = -values if direction == "higher" else values
    order = _order([keys], leagues)
    change = _changes([keys], order)
    league_change = _changes([leagues], order) if leagues is not None else _first(len(order))
    change |= league_change
    if ratio is not None and ratio[1] is not None:
        order, change = _tell_apart(order, change, ratio, direction)
    return _points(order, change, league_change, ties)


def rank_present(
    values: Array,
    missing: npt.NDArray[np.bool_] | None,
    worst: Array,
    direction: Direction,
    ties: Ties,
    leagues: Array | None = None,
    ratio: Ratio | None = None,
) -> Array:
    """Rank the known values, as `rank_values` does; a missing one gets the points of the worst place.

    Args:
        missing: shape (pages,); None if every value is known.
        worst: shape (pages,), how many pages the league has: the points where a value is missing.
    """
    if missing is None:
        return rank_values(values, direction, ties, leagues, ratio)
    known = np.flatnonzero(~missing)
    ranked = rank_values(
        values[known],
        direction,
        ties,
        None if leagues is None else leagues[known],
        None if ratio is None else (ratio[0][known], None if ratio[1] is None else ratio[1][known]),
    )
    points = worst.astype(ranked.dtype)
    points[known] = ranked
    return points


def rank_keys(keys: Sequence[Array], ties: Ties = "min", leagues: Array | None = None) -> Array:
    """Rank by several keys, the most important first, fewest first; rows equal on all keys share a place.

    >>> rank_keys([np.array([5, 5, 4]), np.array([2, 1, 9])]).tolist()
    [3, 2, 1]
    """
    by = [*keys] if leagues is None else [leagues, *keys]
    order = _order(keys, leagues)
    change = _changes(by, order)
    league_change = _changes([leagues], order) if leagues is not None else _first(len(order))
    return _points(order, change, league_change, ties)


def _order(keys: Sequence[Array], leagues: Array | None) -> Array:
    """Return the rows in the order of their leagues, and within each of the keys, the most important first."""
    if leagues is not None and len(keys) == 1 and (size := _common_size(leagues)):
        within = np.argsort(keys[0].reshape(-1, size), axis=1)  # many times faster than sorting by two keys
        return np.asarray((within + np.arange(0, len(leagues), size)[:, None]).ravel())
    by = [*keys] if leagues is None else [leagues, *keys]
    return order_of(by[0]) if len(by) == 1 else np.lexsort(tuple(reversed(by)))


def _common_size(leagues: Array) -> int:
    """Return the size of each league if all are contiguous and equally large, else 0."""
    starts = np.flatnonzero(leagues[1:] != leagues[:-1]) + 1
    size = int(starts[0]) if len(starts) else 0
    regular = size and len(leagues) == size * (len(starts) + 1) and not (starts % size).any()
    return size if regular and (leagues[starts] > leagues[starts - 1]).all() else 0


def _first(length: int) -> Array:
    change = np.zeros(length, dtype=np.bool_)
    change[:1] = True
    return change


def _changes(keys: Sequence[Array], order: Array) -> Array:
    """Return for each place in the order whether its row differs on any key from the row before it."""
    change = _first(len(order))
    for key in keys:
        ordered = key[order]
        change[1:] |= ordered[1:] != ordered[:-1]
    return change


def _tell_apart(order: Array, change: Array, ratio: Ratio, direction: Direction) -> tuple[Array, Array]:
    """Split runs of equal floats whose exact quotients differ.

    Neighbours are compared by their cross products modulo 2^64. Quotients with equal floats differ by less than one
    part in 2^52, so products below 2^116 that agree modulo 2^64 are equal: the comparison is exact.
    """
    tops, bottoms = ratio
    if bottoms is None:
        return order, change
    level = np.flatnonzero(~change)  # equal to its predecessor, as far as floats show
    now, before = order[level], order[level - 1]
    wide: type = object if tops.dtype == object or bottoms.dtype == object else np.uint64
    with np.errstate(over="ignore"):
        left: Array = tops[now].astype(wide) * bottoms[before].astype(wide)
        differ = left != tops[before].astype(wide) * bottoms[now].astype(wide)
    if not differ.any():
        return order, change
    order, change = order.copy(), change.copy()
    starts = np.flatnonzero(change)
    ends = np.append(starts[1:], len(order))
    for run in np.unique(np.searchsorted(starts, level[differ], side="right") - 1).tolist():
        start, end = int(starts[run]), int(ends[run])
        quotients = [(Fraction(int(tops[at]), int(bottoms[at])), at) for at in order[start:end].tolist()]
        quotients.sort(key=lambda pair: pair[0], reverse=direction == "higher")
        order[start:end] = [at for _quotient, at in quotients]
        change[start + 1 : end] = [a[0] != b[0] for a, b in pairwise(quotients)]
    return order, change


def _points(order: Array, change: Array, league_change: Array, ties: Ties) -> Array:
    """Return each row's points from the order of the rows and where a new value and a new league begin."""
    length = len(order)
    starts = np.flatnonzero(change)
    sizes = np.diff(starts, append=length)
    several = length and league_change[1:].any()
    at_league = np.maximum.accumulate(np.where(league_change, np.arange(length), 0)) if several else np.int64(0)
    if ties == "dense":
        group = np.cumsum(change)
        ordered = group - group[at_league] + 1 if length else group
    else:
        ordered = np.repeat(starts, sizes)
        ordered += 1 - at_league
        if ties == "max":
            ordered += np.repeat(sizes - 1, sizes)
        elif ties == "average":
            ordered = ordered + np.repeat((sizes - 1) / 2, sizes)
    points = np.empty(length, dtype=ordered.dtype)
    points[order] = ordered
    return points
