"""One page's card: where each of its points comes from, and what would move it up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from govrank.explain.steps import Step, smallest_steps
from govrank.methodology.indicator import Measure
from govrank.rating import Rating
from govrank.zone import INDICATOR_ZONES

MOST_NOTABLE = 2  # strengths and weaknesses that are named


@dataclass(frozen=True)
class Standing:
    """A page on one indicator.

    Attributes:
        value: in the indicator's unit; None where missing.
        rank: its place on the indicator; `points` what that adds to the total.
        next_value: what has to be met for a better place on the indicator; None for the best.
        gap: how far that is, exactly, in the indicator's unit.
        beyond: whether it has to be passed, because meeting it gains nothing under the rule for ties.
    """

    key: str
    value: float | None
    rank: float
    points: float
    zone: str
    norm: str | None
    next_value: float | None
    gap: Fraction | None
    beyond: bool = False


@dataclass(frozen=True)
class Neighbour:
    """The page just above or below in the final table."""

    page: str
    platform: str
    place: int
    total: float


@dataclass(frozen=True)
class Explanation:
    """A page's card; `page` is its index in the rating."""

    page: int
    standings: tuple[Standing, ...]
    strengths: tuple[str, ...]
    weaknesses: tuple[str, ...]
    above: Neighbour | None
    below: Neighbour | None
    steps: tuple[Step, ...]


def explain_page(rating: Rating, page: int) -> Explanation:
    """Explain a page's place: its standing on each indicator, its neighbours, the steps that would move it up."""
    league = rating.leagues[rating.pages.leagues[page]]
    standings = tuple(_standing(rating, measure, page, league) for measure in rating.methodology.measures)
    by_rank = sorted(standings, key=lambda standing: standing.rank)
    size = len(league)
    strengths = [s.key for s in by_rank if s.rank * 3 <= size][:MOST_NOTABLE]
    behind = [s for s in reversed(by_rank) if _is_beaten(rating, s.key, page, league)]
    weaknesses = [s.key for s in behind if s.rank * 3 > size * 2][:MOST_NOTABLE]
    return Explanation(
        page=page,
        standings=standings,
        strengths=tuple(strengths),
        weaknesses=tuple(weaknesses),
        above=_neighbour(rating, page - 1, league),
        below=_neighbour(rating, page + 1, league),
        steps=tuple(smallest_steps(rating, page, league)),
    )


def _standing(rating: Rating, measure: Measure, page: int, league: range) -> Standing:
    key, measured = measure.key, rating.measured[measure.key]
    value = measured.exact(page)
    following, beyond = (None, False) if value is None else _next(rating, key, page, league)
    nearest = None if following is None else measured.exact(following)
    norms = rating.norms.get(key)
    return Standing(
        key=key,
        value=None if value is None else measured.values[page].item(),
        rank=rating.ranks[key][page].item(),
        points=rating.points[key][page].item(),
        zone=INDICATOR_ZONES[rating.indicator_zones[key][page]],
        norm=None if norms is None else norms[page],
        next_value=None if following is None else measured.values[following].item(),
        gap=None if value is None or nearest is None else abs(nearest - value),
        beyond=beyond,
    )


def _next(rating: Rating, key: str, page: int, league: range) -> tuple[int | None, bool]:
    """Return the page whose value has to be met for a better place on an indicator, and whether it has to be passed.

    Where a shared place is the worst or the mean of its places, who leaves those that share it gains; and who meets
    others from below gains nothing where it is the worst.
    """
    ranks, missing, ties = rating.ranks[key], rating.measured[key].missing, rating.methodology.ties
    others = [i for i in league if i != page and (missing is None or not missing[i])]
    if ties in ("max", "average") and any(ranks[i] == ranks[page] for i in others):
        return page, True
    better = [i for i in others if ranks[i] < ranks[page]]
    return max(better, key=ranks.__getitem__, default=None), ties == "max" and bool(better)


def _is_beaten(rating: Rating, key: str, page: int, league: range) -> bool:
    ranks = rating.ranks[key]
    return bool(ranks[page] > ranks[league.start : league.stop].min())


def _neighbour(rating: Rating, page: int, league: range) -> Neighbour | None:
    if page not in league:
        return None
    return Neighbour(
        rating.pages.names[page],
        rating.pages.platforms[page],
        int(rating.places[page]),
        rating.totals[page].item(),
    )


def sum_text(points: Sequence[float], weights: Sequence[int]) -> str:
    """Return a total as the sum that it is.

    >>> sum_text([3, 1, 2.5], [1, 2, 1])
    '3+2×1+2.5'
    """
    return "+".join(
        f"{'' if weight == 1 else f'{weight}×'}{point:g}" for point, weight in zip(points, weights, strict=True)
    )
