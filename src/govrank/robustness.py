"""How firm the places are: what other weights, tie rules and rosters would have made of them.

The figures of the field: rank intervals over many admissible methodologies, the mean shift in rank (OECD/JRC
Handbook on Constructing Composite Indicators, 2008, formula 38), the effect of dropping one indicator and of
leaving out one page, Copeland's pairwise places, and the share of pairs that no weighting can reverse.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

import numpy as np

from govrank.methodology.rules import PlaceTies, Ties
from govrank.pages import Pages
from govrank.rank import Array, rank_keys, rank_values
from govrank.rating import Rating, score_pages

DRAWS = 1000
SEED = 20200731
SPREAD = 0.25
LOW, MEDIAN, HIGH = 5, 50, 95
_CELLS = 4_000_000  # how many totals are held in memory at a time


@dataclass(frozen=True)
class Interval:
    """A page's places over the draws, and its Copeland place; `page` is its index in the rating."""

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
    and drops one indicator or none, all with equal chances. The same seed gives the same figures.

    Sources: OECD/JRC Handbook (2008), chapter on uncertainty and sensitivity analysis; Copeland (1951).
    """
    random = np.random.default_rng(seed)
    return Robustness(
        draws,
        seed,
        tuple(_league(rating, league, list(pages), draws, random) for league, pages in rating.leagues.items()),
    )


def _league(rating: Rating, league: str, at: list[int], draws: int, random: np.random.Generator) -> LeagueRobustness:
    pages = rating.pages.take(at)
    places = rating.places[at]
    scores = _scores(rating, at)
    drawn = np.concatenate(list(_drawn_places(rating, scores, draws, random)), axis=1)
    low, high = np.percentile(drawn, (LOW, HIGH), axis=1, method="nearest")
    middle = np.percentile(drawn, MEDIAN, axis=1)
    better, dominated = _pairs(rating, at)
    copeland = better.sum(axis=1) - better.sum(axis=0)
    copeland_places = rank_keys([-copeland])
    pairs = len(at) * (len(at) - 1) / 2
    return LeagueRobustness(
        league=league,
        leaders=tuple(at[i] for i in np.flatnonzero(places == 1)),
        intervals=tuple(
            Interval(page, int(low[i]), float(middle[i]), int(high[i]), int(copeland_places[i]), float(copeland[i]))
            for i, page in enumerate(at)
        ),
        dropped=tuple(_dropped(rating, pages, places, at)),
        deciding=tuple(_deciding(rating, pages, places, at)),
        dominance=float(dominated.sum() / pairs) if pairs else 0.0,
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
    rules = random.integers(len(scores), size=draws)
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
    places = np.empty_like(ranked)
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


def _deciding(rating: Rating, pages: Pages, places: Array, at: list[int]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield the pages without which another page would lead: rank reversal, by rating the rest anew."""
    leaders = {i for i in range(len(at)) if places[i] == 1}
    if len(at) < 3:  # without one of two pages the other leads, which says nothing
        return
    for out in range(len(at)):
        if out in leaders:
            continue
        rest = [i for i in range(len(at)) if i != out]
        again = score_pages(pages.take(rest), rating.methodology, None, np.full(len(rest), len(rest)))
        then = {rest[i] for i in np.flatnonzero(again.places == 1).tolist()}
        if then != leaders:
            yield at[out], tuple(at[i] for i in sorted(then))


def _pairs(rating: Rating, at: list[int]) -> tuple[Array, Array]:
    """Return, shape (pages, pages), who wins the comparison by weights, and who dominates whom."""
    ranks = np.column_stack([rating.ranks[key][at] for key in rating.methodology.keys])
    weights = _weights(rating)
    size = len(at)
    ahead = np.zeros((size, size))
    never_behind = np.ones((size, size), dtype=np.bool_)
    once_ahead = np.zeros((size, size), dtype=np.bool_)
    for i, weight in enumerate(weights):
        column = ranks[:, i]
        before = column[:, None] < column[None, :]
        ahead += before * weight
        never_behind &= column[:, None] <= column[None, :]
        once_ahead |= before
    return (ahead > ahead.T).astype(np.int64), never_behind & once_ahead
