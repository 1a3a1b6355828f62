"""How robust the places are against other weights, tie rules and rosters, and against luck.

The figures of the field: rank intervals over many admissible methodologies, the mean shift in rank (OECD/JRC
Handbook on Constructing Composite Indicators, 2008, formula 38), the effect of dropping one indicator and of
leaving out one page, Copeland's pairwise places, and the share of pairs that no weighting can reverse.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from govrank.analysis.chance import DRAWS, HIGH, LOW, MEDIAN, SEED, Chance, measure_chance
from govrank.methodology.models import PlaceTies
from govrank.progress import at_step
from govrank.scoring.pages import BoolArray, Pages
from govrank.scoring.rank import Array, rank_keys
from govrank.scoring.rating import Rating, score_pages

SPREAD = 0.25
_CELLS = 4_000_000  # totals or compared pairs held in memory at a time


@dataclass(frozen=True)
class Interval:
    """A page's places over the draws, and its Copeland place; `page` is its index in the rating.

    `low` and `high` are percentiles of the drawn places, extended to include the page's own place.
    """

    page: int
    low: int
    median: float
    high: int
    copeland: int
    copeland_score: float


@dataclass(frozen=True)
class Dropped:
    """The effect of leaving out one indicator: the mean shift in place, and who would lead."""

    key: str
    shift: float
    leaders: tuple[int, ...]


@dataclass(frozen=True)
class LeagueRobustness:
    """The figures of one league.

    Attributes:
        intervals: in the order of the pages.
        dropped: by indicator; empty if there is only one.
        deciding: pages without which another would lead, each with the leaders then.
        dominance: share of pairs in which one page is at least as good on every indicator and better on one.
    """

    league: str
    leaders: tuple[int, ...]
    intervals: tuple[Interval, ...]
    dropped: tuple[Dropped, ...]
    deciding: tuple[tuple[int, tuple[int, ...]], ...]
    dominance: float


@dataclass(frozen=True)
class Robustness:
    """How robust a rating is, from `draws` drawn methodologies with `seed`, and as many months."""

    draws: int
    seed: int
    leagues: tuple[LeagueRobustness, ...]
    chance: Chance

    @cached_property
    def _by_page(self) -> dict[int, Interval]:
        return {own.page: own for league in self.leagues for own in league.intervals}

    def interval(self, page: int) -> Interval:
        """Return the interval of a page by its index in the rating."""
        return self._by_page[page]


def measure_robustness(rating: Rating, draws: int = DRAWS, seed: int = SEED) -> Robustness:
    """Measure how robust a rating's places are.

    Each draw multiplies every weight by a factor within ±25 %, takes one of the tie rules (not for an index)
    and drops one indicator or none, all with equal chances. examples/robustness.md explains how to repeat a draw;
    `govrank.analysis.chance` draws the months.

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
        measure_chance(rating, draws, seed),
    )


@dataclass(frozen=True)
class Gated:
    """The effect of gates, which does not depend on weights, each of shape (pages,).

    Attributes:
        behind: which pages come after all others.
        fixed: the total that a gate gives, NaN if none does.
        parts: shape (indicators,), the full total over the points of an item, 0 for a bonus or deduction: a fixed total
            stays the same part of the full total when the items' points are drawn.
    """

    behind: BoolArray
    fixed: Array
    parts: Array

    def among(self, part: BoolArray) -> Gated:
        """Return the same for some pages, none of which is placed behind another."""
        return Gated(np.zeros(int(part.sum()), dtype=np.bool_), self.fixed[part], self.parts)


def gated_at(rating: Rating, at: list[int]) -> Gated:
    """Return the effect of gates on some pages."""
    gates = [rating.gate(i) for i in at]
    scores = [None if gate is None else gate.score for gate in gates]
    base = [measure.kind == "base" for measure in rating.methodology.measures]
    return Gated(
        np.array([gate is not None and gate.outcome == "last" for gate in gates], dtype=np.bool_),
        np.array([np.nan if score is None else float(score) for score in scores], dtype=np.float64),
        np.array(base, dtype=np.float64) / _weights(rating)[base].sum(),
    )


def _league(rating: Rating, league: str, at: list[int], draws: int, seed: int) -> LeagueRobustness:
    pages = rating.pages.take(at)
    places = rating.places[at]
    random = np.random.default_rng([seed, *league.encode()])
    gated = gated_at(rating, at)
    drawn = np.concatenate(list(_drawn_places(rating, points_by_rule(rating, at), draws, random, gated)), axis=1)
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


def points_by_rule(rating: Rating, at: list[int]) -> Mapping[str, Array]:
    """Return the points of some pages under each admissible rule: see `Scoring.admissible_points`."""
    ranks, points = (_columns(rating, figures, at) for figures in (rating.ranks, rating.points))
    pages = rating.pages.take(at)
    ranked = {key: values.take(np.array(at)) for key, values in rating.ranked.items()}
    return rating.scoring.admissible_points(pages, ranked, ranks, points, _missing(rating, at))


def _columns(rating: Rating, figures: Mapping[str, Array], at: list[int]) -> Array:
    """Return figures of the indicators as one array, shape (pages, indicators)."""
    return np.column_stack([figures[key][at] for key in rating.methodology.keys])


def _missing(rating: Rating, at: list[int]) -> Array:
    """Return where a figure is missing, shape (pages, indicators)."""
    masks = []
    for key in rating.methodology.keys:
        missing = rating.measured[key].missing
        masks.append(np.zeros(len(at), dtype=np.bool_) if missing is None else missing[at])
    return np.column_stack(masks)


def _weights(rating: Rating) -> Array:
    return np.array([abs(measure.weight) for measure in rating.methodology.measures], dtype=np.float64)


def _drawn_places(
    rating: Rating,
    by_rule: Mapping[str, Array],
    draws: int,
    random: np.random.Generator,
    gated: Gated | None = None,
) -> Iterator[Array]:
    """Yield places, shape (pages, draws), a part of the draws at a time.

    Args:
        by_rule: see `points_by_rule`.
        gated: the effect of gates, the same in every draw.
    """
    weights = _weights(rating)
    number = len(weights)
    factors = random.uniform(1 - SPREAD, 1 + SPREAD, size=(draws, number))
    rules = random.integers(len(by_rule), size=draws) if len(by_rule) > 1 else np.zeros(draws)
    kept = np.ones((draws, number))
    if number > 1:
        left_out = random.integers(number + 1, size=draws)
        some = left_out < number
        kept[np.flatnonzero(some), left_out[some]] = 0
    weighted = weights * factors * kept
    done = 0
    for rule, points in enumerate(by_rule.values()):
        own = weighted[rules == rule]
        if not len(own):
            continue
        step = max(1, _CELLS // len(points))
        for start in range(0, len(own), step):
            at_step("draws", done=done + start, of=draws)
            yield _places(points, own[start : start + step], rating.methodology.place_ties, gated)
        done += len(own)


def _places(points: Array, weights: Array, place_ties: PlaceTies = "min", gated: Gated | None = None) -> Array:
    """Return places, shape (pages, draws), by the totals under drawn weights.

    Totals are added indicator by indicator, in the same order for all pages, so that equal points give equal totals.
    """
    if gated is not None and gated.behind.any():
        behind = gated.behind
        places = np.empty((len(points), len(weights)), dtype=np.int32)
        before = np.zeros(len(weights), dtype=np.int32)
        for part in (~behind, behind):
            if part.any():
                places[part] = before + _places(points[part], weights, place_ties, gated.among(part))
                before = places[part].max(axis=0) if place_ties == "dense" else before + np.int32(part.sum())
        return places
    totals = np.zeros((len(points), len(weights)))
    for i in range(points.shape[1]):
        totals += points[:, i, None] * weights[None, :, i]
    if gated is not None:
        fixed = np.flatnonzero(gated.fixed == gated.fixed)  # the others are NaN
        totals[fixed] = -gated.fixed[fixed, None] * (weights @ gated.parts)[None, :]
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
    """Yield the effect of leaving out each indicator under the rating's own rules, by rating again without it."""
    methodology = rating.methodology
    if len(methodology.keys) < 2:  # without its only indicator there is no rating
        return
    for key in methodology.keys:
        without = methodology.with_measures(measure for measure in methodology.measures if measure.key != key)
        then = score_pages(pages, without, None, np.full(len(at), len(at))).places
        shift = float(np.abs(places - then).mean())
        yield Dropped(key, shift, tuple(at[j] for j in np.flatnonzero(then == 1)))


def _deciding(rating: Rating, places: Array, at: list[int]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield the pages without which another page would lead: rank reversal."""
    if len(at) < 3:  # without one of two pages the other leads, which is meaningless
        return
    ranks, totals = _columns(rating, rating.ranks, at), rating.totals[at]
    behind = gated_at(rating, at).behind
    if behind.any() and not behind.all():
        totals = np.where(behind, np.inf, totals)  # none of these leads, whichever page is left out
    for out, leaders in rating.scoring.leaders_without(totals, places, ranks, _missing(rating, at)):
        yield at[out], tuple(at[i] for i in leaders)


def _pairs(rating: Rating, at: list[int]) -> tuple[Array, int]:
    """Return each page's pairwise wins by weight minus its losses, and the number of pairs in which one page dominates.

    Gates override weights: a page that a gate places last loses to all others; one whose total it fixes wins and loses
    as published, and dominates no page.
    """
    columns = [
        np.unique(column, return_inverse=True)[1].astype(np.int32) for column in _columns(rating, rating.ranks, at).T
    ]
    weights = whole_weights([abs(measure.weight) for measure in rating.methodology.measures])
    kind = next((kind for kind in (np.int16, np.int32, np.int64) if sum(weights) <= np.iinfo(kind).max), object)
    gated = gated_at(rating, at)
    last, fixed, places = gated.behind, gated.fixed == gated.fixed, rating.places[at]  # NaN if none is fixed
    size = len(at)
    score = np.zeros(size, dtype=np.int64)
    dominating = 0
    step = max(1, _CELLS // size)
    for start in range(0, size, step):
        stop = min(start + step, size)
        # each pair of pages once, except that pairs inside the block appear twice
        apart = np.zeros((stop - start, size - start), dtype=kind)
        ahead, behind = np.zeros((2, *apart.shape), dtype=np.bool_)
        for column, weight in zip(columns, weights, strict=True):
            before = column[start:stop, None] < column[None, start:]
            after = column[start:stop, None] > column[None, start:]
            apart += (before.view(np.int8) - after.view(np.int8)) * np.array(weight, dtype=kind)
            ahead |= before
            behind |= after
        if fixed.any():
            decided = fixed[start:stop, None] | fixed[None, start:]
            order = np.sign(places[None, start:] - places[start:stop, None])
            np.copyto(apart, order.astype(kind), where=decided)
            ahead &= ~decided
            behind &= ~decided
        if last.any():
            ahead = np.where(last[start:stop, None] == last[None, start:], ahead, last[None, start:])
            behind = np.where(last[start:stop, None] == last[None, start:], behind, last[start:stop, None])
            apart[last[None, start:] & ~last[start:stop, None]] = 1
            apart[last[start:stop, None] & ~last[None, start:]] = -1
        won, lost = apart > 0, apart < 0
        score[start:stop] += won.sum(axis=1) - lost.sum(axis=1)
        score[stop:] += lost[:, stop - start :].sum(axis=0) - won[:, stop - start :].sum(axis=0)
        dominating += int((ahead & ~behind).sum() + (behind & ~ahead)[:, stop - start :].sum())
    return score, dominating


def whole_weights(weights: Sequence[float]) -> list[int]:
    """Return weights as the smallest whole numbers in the same proportions, exactly as the methodology writes them.

    >>> whole_weights([0.32, 0.12, 0.08, 0.09, 0.03])
    [32, 12, 8, 9, 3]
    """
    exact = [Fraction(str(weight)) for weight in weights]
    common = math.lcm(*(weight.denominator for weight in exact))
    whole = [int(weight * common) for weight in exact]
    return [weight // math.gcd(*whole) for weight in whole]
