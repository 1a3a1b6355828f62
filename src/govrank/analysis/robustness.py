"""How firm the places are: what other weights, tie rules and rosters would have made of them.

The figures of the field: rank intervals over many admissible methodologies, the mean shift in rank (OECD/JRC
Handbook on Constructing Composite Indicators, 2008, formula 38), the effect of dropping one indicator and of
leaving out one page, Copeland's pairwise places, and the share of pairs that no weighting can reverse.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import get_args

import numpy as np

from govrank.methodology.models import COUNTBACK, Methodology, PlaceTies, Ties
from govrank.scoring.pages import Pages
from govrank.scoring.rank import Array, rank_keys, rank_values
from govrank.scoring.rating import Rating, score_pages

DRAWS = 1000
SEED = 20200731
SPREAD = 0.25
LOW, MEDIAN, HIGH = 5, 50, 95
_CELLS = 4_000_000  # how many totals or compared pairs are held in memory at a time
_NONE = np.iinfo(np.int64).max  # behind all points


@dataclass(frozen=True)
class Interval:
    """A page's places over the draws, and its Copeland place; `page` is its index in the rating.

    `low` and `high` are percentiles of the drawn places; where the page's own place lies outside them, the
    interval reaches as far as that place.
    """

    page: int
    low: int
    median: float
    high: int
    copeland: int
    copeland_score: float


@dataclass(frozen=True)
class Dropped:
    """What leaving out one indicator does: the mean shift in place, and who would lead."""

    key: str
    shift: float
    leaders: tuple[int, ...]


@dataclass(frozen=True)
class LeagueRobustness:
    """The figures of one league.

    Attributes:
        intervals: in the order of the pages.
        dropped: by indicator; none where there is only one.
        deciding: pages without which another page would lead, each with the leaders then.
        dominance: share of the pairs in which one page is at least as good on every indicator and better on one.
    """

    league: str
    leaders: tuple[int, ...]
    intervals: tuple[Interval, ...]
    dropped: tuple[Dropped, ...]
    deciding: tuple[tuple[int, tuple[int, ...]], ...]
    dominance: float


@dataclass(frozen=True)
class Robustness:
    """How firm a rating is: `draws` methodologies were drawn with `seed`."""

    draws: int
    seed: int
    leagues: tuple[LeagueRobustness, ...]

    @cached_property
    def _by_page(self) -> dict[int, Interval]:
        return {own.page: own for league in self.leagues for own in league.intervals}

    def interval(self, page: int) -> Interval:
        """Return the interval of a page by its index in the rating."""
        return self._by_page[page]


def measure_robustness(rating: Rating, draws: int = DRAWS, seed: int = SEED) -> Robustness:
    """Measure how firm a rating's places are.

    Each draw multiplies every weight by a factor within ±25 %, takes one of the tie rules (not for an index)
    and drops one indicator or none, all with equal chances. examples/robustness.md says how to repeat a draw.

    Args:
        draws: how many methodologies are drawn.
        seed: each league draws from `numpy.random.default_rng([seed, *name.encode()])` with its own name, so that
            no league's figures change with the others.

    Sources: OECD/JRC Handbook (2008), chapter on uncertainty and sensitivity analysis; Copeland (1951).
    """
    return Robustness(
        draws,
        seed,
        tuple(_league(rating, league, list(pages), draws, seed) for league, pages in rating.leagues.items()),
    )


def _league(rating: Rating, league: str, at: list[int], draws: int, seed: int) -> LeagueRobustness:
    pages = rating.pages.take(at)
    places = rating.places[at]
    random = np.random.default_rng([seed, *league.encode()])
    drawn = np.concatenate(list(_drawn_places(rating, _scores(rating, at), draws, random)), axis=1)
    low, high = np.percentile(drawn, (LOW, HIGH), axis=1, method="nearest")
    low, high = np.minimum(low, places), np.maximum(high, places)
    middle = np.percentile(drawn, MEDIAN, axis=1)
    copeland, dominating = _pairs(rating, at)
    copeland_places = rank_keys([-copeland])
    pairs = math.comb(len(at), 2)
    return LeagueRobustness(
        league=league,
        leaders=tuple(at[i] for i in np.flatnonzero(places == 1)),
        intervals=tuple(
            Interval(page, int(low[i]), float(middle[i]), int(high[i]), int(copeland_places[i]), float(copeland[i]))
            for i, page in enumerate(at)
        ),
        dropped=tuple(_dropped(rating, pages, places, at)),
        deciding=tuple(_deciding(rating, places, at)),
        dominance=dominating / pairs if pairs else 0.0,
    )


def _scores(rating: Rating, at: list[int]) -> dict[str, Array]:
    """Return points, shape (pages, indicators), by tie rule: fewer is better; of an index, its negated terms."""
    keys = rating.methodology.keys
    if rating.methodology.is_index:
        weights = [term.weight for term in rating.methodology.terms]
        return {"index": -np.column_stack([rating.points[key][at] / w for key, w in zip(keys, weights, strict=True)])}
    # a page's place on an indicator under another rule follows from its place under this one: equal stays equal
    ranks = np.column_stack([rating.ranks[key][at] for key in keys])
    worst = _missing(rating, at)
    by_rule = {}
    for ties in get_args(Ties):
        columns = [rank_values(ranks[:, i], "lower", ties) for i in range(len(keys))]
        points = np.column_stack(columns).astype(np.float64)
        points[worst] = len(at)
        by_rule[ties] = points
    return by_rule


def _missing(rating: Rating, at: list[int]) -> Array:
    """Return where a figure is missing and stands for as many points as there are pages, whatever the tie rule."""
    masks = []
    for key in rating.methodology.keys:
        missing = rating.measured[key].missing
        masks.append(np.zeros(len(at), dtype=np.bool_) if missing is None else missing[at])
    return np.column_stack(masks)


def _weights(rating: Rating) -> Array:
    return np.array([measure.weight for measure in rating.methodology.measures], dtype=np.float64)


def _drawn_places(rating: Rating, scores: dict[str, Array], draws: int, random: np.random.Generator) -> Iterator[Array]:
    """Yield places, shape (pages, draws), a part of the draws at a time."""
    weights = _weights(rating)
    number = len(weights)
    factors = random.uniform(1 - SPREAD, 1 + SPREAD, size=(draws, number))
    rules = random.integers(len(scores), size=draws) if len(scores) > 1 else np.zeros(draws)
    kept = np.ones((draws, number))
    if number > 1:
        left_out = random.integers(number + 1, size=draws)
        some = left_out < number
        kept[np.flatnonzero(some), left_out[some]] = 0
    weighted = weights * factors * kept
    for rule, points in enumerate(scores.values()):
        own = weighted[rules == rule]
        if not len(own):
            continue
        step = max(1, _CELLS // len(points))
        for start in range(0, len(own), step):
            yield _places(points, own[start : start + step], rating.methodology.place_ties)


def _places(points: Array, weights: Array, place_ties: PlaceTies = "min") -> Array:
    """Return places, shape (pages, draws), by the totals that drawn weights give.

    Totals are added indicator by indicator, for all pages in the same order: equal points give equal totals.
    """
    totals = np.zeros((len(points), len(weights)))
    for i in range(points.shape[1]):
        totals += points[:, i, None] * weights[None, :, i]
    order = np.argsort(totals, axis=0, kind="stable")
    ordered = np.take_along_axis(totals, order, axis=0)
    change = np.ones(ordered.shape, dtype=np.bool_)
    change[1:] = ordered[1:] != ordered[:-1]
    if place_ties == "dense":
        ranked = np.cumsum(change, axis=0)
    else:
        ranked = np.maximum.accumulate(np.where(change, np.arange(1, len(points) + 1)[:, None], 0), axis=0)
    places = np.empty(ranked.shape, dtype=np.int32)
    np.put_along_axis(places, order, ranked, axis=0)
    return places


def _dropped(rating: Rating, pages: Pages, places: Array, at: list[int]) -> Iterator[Dropped]:
    """Yield what leaving out each indicator does under the rating's own rules, by rating anew without it."""
    methodology = rating.methodology
    if len(methodology.keys) < 2:  # without its only indicator there is no rating
        return
    table = "terms" if methodology.is_index else "indicators"
    for key in methodology.keys:
        rest = tuple(measure for measure in methodology.measures if measure.key != key)
        ties = tuple(name for name in methodology.tie_break if name != key)
        without = methodology.model_copy(update={table: rest, "tie_break": ties})
        then = score_pages(pages, without, None, np.full(len(at), len(at))).places
        shift = float(np.abs(places - then).mean())
        yield Dropped(key, shift, tuple(at[j] for j in np.flatnonzero(then == 1)))


def _deciding(rating: Rating, places: Array, at: list[int]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield the pages without which another page would lead: rank reversal.

    Nothing is rated anew: a page that is left out takes at most one point an indicator from each other page, by
    the tie rule, so that only pages within reach of the lead are looked at. A page's index hangs on no other page.
    """
    methodology = rating.methodology
    leading = places == 1
    outs = np.flatnonzero(~leading)
    if methodology.is_index or len(at) < 3:  # without one of two pages the other leads, which says nothing
        return
    totals = rating.totals[at]
    reach = np.flatnonzero(totals <= totals[leading].min() + methodology.weight)
    ranks = _doubled(rating, at)
    missing = _missing(rating, at)
    step = max(1, _CELLS // (len(reach) * len(methodology.keys)))
    for start in range(0, len(outs), step):
        part = outs[start : start + step]
        left = {
            key: ranks[reach, i] - _taken(ranks[:, i], missing[:, i], methodology.ties, part, reach)
            for i, key in enumerate(methodology.keys)
        }
        then = part[:, None] != reach  # who is there at all, and after each key who may still lead
        for key in _place_keys(left, methodology):
            best = np.where(then, key, _NONE).min(axis=1, keepdims=True)
            then &= key == best
            if then.sum() == len(part):  # one page each
                break
        for row in np.flatnonzero((then != leading[reach]).any(axis=1)).tolist():
            yield at[part[row]], tuple(at[i] for i in reach[then[row]])


def _doubled(rating: Rating, at: list[int]) -> Array:
    """Return places on the indicators, shape (pages, indicators), doubled: whole numbers even where ties are halved."""
    return np.column_stack([np.asarray(rating.ranks[key][at] * 2, dtype=np.int64) for key in rating.methodology.keys])


def _taken(ranks: Array, missing: Array, ties: Ties, outs: Array, others: Array) -> Array:
    """Return how many doubled points of an indicator each page takes from the others when it is left out.

    Args:
        ranks, missing: shape (pages,).

    Returns:
        Shape (outs, others).
    """
    known = np.where(missing, _NONE, ranks)  # a page without a figure is before nobody
    out, other = known[outs, None], known[None, others]
    before = out < other
    if ties == "min":
        taken = before * 2
    elif ties == "max":
        taken = (out <= other) * 2
    elif ties == "average":
        taken = before * 1 + (out <= other)
    else:
        _figures, which, numbers = np.unique(known, return_inverse=True, return_counts=True)
        taken = (before & (numbers[which][outs, None] == 1)) * 2
    taken[:, missing[others]] = 2  # as many points as there are pages, which are one less
    return taken


def _place_keys(points: dict[str, Array], methodology: Methodology) -> Iterator[Array]:
    """Yield what final places go by, fewest first: the total, then each step of the tie-break."""
    yield np.sum([points[measure.key] * measure.weight for measure in methodology.indicators], axis=0)
    for name in methodology.tie_break:
        if name == COUNTBACK:
            yield from _ascending([*points.values()])
        else:
            yield points[name]


def _ascending(layers: list[Array]) -> Iterator[Array]:
    """Yield the smallest figures of some arrays cell by cell, then the second smallest: no more than is asked for."""
    for k in range(len(layers)):
        for j in range(k + 1, len(layers)):
            layers[k], layers[j] = np.minimum(layers[k], layers[j]), np.maximum(layers[k], layers[j])
        yield layers[k]


def _pairs(rating: Rating, at: list[int]) -> tuple[Array, int]:
    """Return each page's won comparisons by weights less its lost ones, and in how many pairs one page dominates."""
    columns = [np.unique(column, return_inverse=True)[1].astype(np.int32) for column in _doubled(rating, at).T]
    weights = whole_weights([measure.weight for measure in rating.methodology.measures])
    kind = next((kind for kind in (np.int16, np.int32, np.int64) if sum(weights) <= np.iinfo(kind).max), object)
    size = len(at)
    score = np.zeros(size, dtype=np.int64)
    dominating = 0
    step = max(1, _CELLS // size)
    for start in range(0, size, step):
        stop = min(start + step, size)
        # each pair of pages once, but those of the block with one another twice
        apart = np.zeros((stop - start, size - start), dtype=kind)
        ahead, behind = np.zeros((2, *apart.shape), dtype=np.bool_)
        for column, weight in zip(columns, weights, strict=True):
            before = column[start:stop, None] < column[None, start:]
            after = column[start:stop, None] > column[None, start:]
            apart += (before.view(np.int8) - after.view(np.int8)) * np.array(weight, dtype=kind)
            ahead |= before
            behind |= after
        won, lost = apart > 0, apart < 0
        score[start:stop] += won.sum(axis=1) - lost.sum(axis=1)
        score[stop:] += lost[:, stop - start :].sum(axis=0) - won[:, stop - start :].sum(axis=0)
        dominating += int((ahead & ~behind).sum() + (behind & ~ahead)[:, stop - start :].sum())
    return score, dominating


def whole_weights(weights: Sequence[float]) -> list[int]:
    """Return weights as the smallest whole numbers in the same proportions, exact to the methodology's own digits.

    >>> whole_weights([0.32, 0.12, 0.08, 0.09, 0.03])
    [32, 12, 8, 9, 3]
    """
    exact = [Fraction(str(weight)) for weight in weights]
    common = math.lcm(*(weight.denominator for weight in exact))
    whole = [int(weight * common) for weight in exact]
    return [weight // math.gcd(*whole) for weight in whole]
