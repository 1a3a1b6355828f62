"""From totals to the final place, and the order of the table's rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from govrank.large import order_of
from govrank.methodology.models import COUNTBACK, Methodology
from govrank.scoring.rank import Array, rank_keys


@dataclass(frozen=True)
class Sums:
    """The result of a scoring, each of shape (pages,).

    Attributes:
        points: by indicator.
        standing: what places are based on, the lowest first, equal if and only if two totals are equal.
        exact: the totals as fractions if they can be any, else `totals`.
    """

    points: Mapping[str, Array]
    totals: Array
    standing: Array
    exact: Array


def countback_keys(points: Mapping[str, Array]) -> list[Array]:
    """Return keys that sort more first places first, then more second places, and so on.

    A page's points from best to worst, compared at the first difference: rule A8.1 of the Racing Rules of
    Sailing.
    """
    ordered = np.sort(np.column_stack(list(points.values())), axis=1)
    return [ordered[:, i] for i in range(ordered.shape[1])]


def place_pages(
    standing: Array, ranks: Mapping[str, Array], methodology: Methodology, leagues: Array | None = None
) -> Array:
    """Return the final place of every page, the lowest standing first; equal standings share a place.

    The methodology's `tie_break` keys split equal standings, in their order, before a place is shared.

    Args:
        standing: shape (pages,), see `Scoring.score`.
        ranks: indicator → place on it, shape (pages,).
    """
    keys: list[Array] = [standing]
    for name in methodology.tie_break:
        keys += countback_keys(ranks) if name == COUNTBACK else [ranks[name]]
    return rank_keys(keys, methodology.place_ties, leagues)


def final_order(
    places: Array,
    points: Mapping[str, Array],
    name_of: Callable[[int], tuple[str, ...]] | None,
    leagues: Array | None = None,
) -> Array:
    """Return the indexes of the pages as the table lists them: by league and place.

    Inside a shared place rows are sorted by countback, then by name; that order has no meaning.

    Args:
        points: for the countback inside a shared place; none if the scoring has no countback.
        name_of: what to compare if all else is equal; called for such pages only.
    """
    by = [places] if leagues is None else [leagues, places]
    order = order_of(places) if leagues is None else np.lexsort((places, leagues))
    shared = _runs(by, order)
    if not len(shared):
        return order
    if points:
        # only the pages that share a place are sorted further: few of a million
        among = order[shared]
        keys = countback_keys({key: values[among] for key, values in points.items()})
        group = [key[among] for key in by]
        within = np.lexsort(tuple(reversed([*group, *keys])))
        order[shared] = among[within]
        at = _runs([*group, *keys], within)
        shared = shared[at]
        by = [*by, *countback_keys(points)] if len(shared) else by
    if name_of is None or not len(shared):
        return order
    same = np.ones(len(shared), dtype=np.bool_)
    same[0] = False
    same[1:] = shared[1:] == shared[:-1] + 1
    for key in by:
        ordered = key[order[shared]]
        same[1:] &= ordered[1:] == ordered[:-1]
    starts = np.flatnonzero(~same)
    for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(shared)], strict=True):
        run = shared[start:end]
        order[run] = sorted(order[run].tolist(), key=name_of)
    return order


def _runs(keys: list[Array], order: Array) -> Array:
    """Return the positions in an order whose row equals the one before or after it on every key."""
    if len(order) < 2:  # a single row has no neighbour
        return np.empty(0, dtype=np.intp)
    same = np.ones(len(order) - 1, dtype=np.bool_)
    for key in keys:
        ordered = key[order]
        same &= ordered[1:] == ordered[:-1]
    shared = np.zeros(len(order), dtype=np.bool_)
    shared[1:] |= same
    shared[:-1] |= same
    return np.flatnonzero(shared)
