"""One page's card: where each of its points comes from, and what would move it up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

import numpy as np

from govrank.methodology.models import Measure, Methodology
from govrank.read.headings import known_column
from govrank.read.numbers import LARGEST
from govrank.scoring.eligibility import admit_pages
from govrank.scoring.indicators import EXACT, derive_indicators, over_nothing
from govrank.scoring.log_index import LogIndex
from govrank.scoring.pages import Count, Pages
from govrank.scoring.rating import Rating, rate_again, score_pages
from govrank.scoring.zones import INDICATOR_ZONES


def with_count(pages: Pages, at: int, name: str, figure: int) -> Pages:
    """Return the pages with one own count of one page changed, and the sums that it is part of."""
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
    return Count(numbers, count.missing, count.scale)


class MeasureOf:
    """One page's measure as an exact function of one of its counts.

    Args:
        at: the page's index; `name` the own column whose figure is the argument, in that column's scale.
    """

    def __init__(self, pages: Pages, measure: Measure, at: int, name: str) -> None:
        self.measure = measure
        self.parts: Mapping[str, tuple[Fraction, Fraction]] = {
            count: _split(pages, count, at, name) for count in (*measure.of, *measure.per)
        }

    def __call__(self, figure: int) -> Fraction:
        def amount(count: str) -> Fraction:
            rest, share = self.parts[count]
            return rest + share * figure

        top = sum((amount(count) for count in self.measure.of), Fraction(0)) * self.measure.times
        bottom = Fraction(1)
        for count in self.measure.per:
            bottom *= amount(count)
        return top / bottom if bottom else Fraction(0) if not top else Fraction(10) ** 40


def _split(pages: Pages, count: str, at: int, name: str) -> tuple[Fraction, Fraction]:
    """Return a page's count as what does not hang on an own column, and how much one unit of it adds."""
    parts = pages.sums.get(count, (count,))
    total = Fraction(pages.counts[count].figure(at))
    if name not in parts:
        return total, Fraction(0)
    own = pages.own[name]
    return total - own.figure(at), Fraction(1, own.scale)


_Value = TypeVar("_Value", Fraction, LogIndex)


def find_turning_points(pages: Pages, methodology: Methodology, at: int, name: str) -> set[int] | None:
    """Return the figures at which the page's place can change: where it meets or passes another page.

    Between them nothing changes, so the smallest change that gains a place is one of them. None where a
    measure is no monotonic function of the count.

    Args:
        pages: of one league.
        at: the page's index; `name` the own column whose figure changes, in that column's scale.
    """
    largest = LARGEST * pages.own[name].scale
    if methodology.is_index:
        figures = _index_turning_points(pages, methodology, at, name, largest)
    else:
        figures = _rank_turning_points(pages, methodology, at, name, largest)
    return None if figures is None else {figure for figure in figures if 0 <= figure <= largest}


def _rank_turning_points(pages: Pages, methodology: Methodology, at: int, name: str, largest: int) -> set[int] | None:
    """Return the figures at which the page meets or passes another one on an indicator, besides none and the least."""
    figures = {0, 1}
    for key, measured in derive_indicators(pages, methodology).items():
        measure = next(one for one in methodology.measures if one.key == key)
        touched = [count for count in (*measure.of, *measure.per) if name in pages.sums.get(count, (count,))]
        if not touched or measured.exact(at) is None:
            continue
        below = [count for count in measure.per if count in touched]
        if len(below) > 1 and any(count in touched for count in measure.of):
            return None  # x ÷ (x + c)² rises and falls; with one divisor a quotient only does one of the two
        value_at = MeasureOf(pages, measure, at, name)
        rising = value_at(largest) > value_at(1)
        for rival in {value for i in range(len(pages)) if i != at and (value := measured.exact(i)) is not None}:
            figures.update(_around(rival, value_at, 1, largest, rising=rising))
    return figures


def _index_turning_points(pages: Pages, methodology: Methodology, at: int, name: str, largest: int) -> set[int] | None:
    """Return the figures at which an index meets or passes another page's; None where it both rises and falls."""
    terms = methodology.terms
    sides = {
        side
        for term in terms
        for side, counts in (("of", term.of), ("per", term.per))
        if any(name in pages.sums.get(count, (count,)) for count in counts)
    }
    if not sides:
        return set()
    if len(sides) > 1:
        return None
    rising = sides == {"of"}
    values_at = [MeasureOf(pages, term, at, name) for term in terms]

    def index_with(figure: int) -> LogIndex:
        return LogIndex([value_at(figure) for value_at in values_at], terms)

    scored = score_pages(pages, methodology, None, np.full(len(pages), len(pages)))
    better = {level: i for i, level in enumerate(scored.standing.tolist()) if i != at and level <= scored.standing[at]}
    figures: set[int] = set()
    for _level, i in sorted(better.items(), reverse=True):
        rival = LogIndex([MeasureOf(pages, term, i, name)(int(pages.own[name].numbers[i])) for term in terms], terms)
        figures.update(_around(rival, index_with, 0 if rising else 1, largest, rising=rising))
        if len(figures) > 3:  # the nearest two rivals decide: one to tie with, one to pass
            break
    return figures


def _around(
    rival: _Value, value_at: Callable[[int], _Value], low: int, largest: int, *, rising: bool
) -> tuple[int, int, int]:
    """Return the first figure from which a page is no longer on its side of a rival, and its neighbours."""
    high = largest + 1
    while low < high:
        middle = (low + high) // 2
        value = value_at(middle)
        if (value >= rival) if rising else (value <= rival):
            high = middle
        else:
            low = middle + 1
    return low - 1, low, low + 1


@dataclass(frozen=True)
class Step:
    """The smallest change of one count that gains a final place in the page's league, all else as it is.

    Attributes:
        now, change: in the column's own unit; a fraction only where the column has fractions.
        change: how much more (or fewer, if negative), in whole units of the column's last digit; None where no change
            of this count alone does it.
        place: the place then.
        searched: False where the rules make the place no simple function of the count, and it was not looked for.
    """

    count: str
    now: int | Fraction
    change: int | Fraction | None
    place: int | None
    searched: bool = True


def smallest_steps(rating: Rating, page: int, league: range) -> Iterator[Step]:
    """Yield the smallest change of every count of the file, in the order of the columns.

    Each was found by rating all pages again, leagues by size, minimum and all. A change that leads to another
    league, or out of the rating, gains no place.

    Args:
        league: the indexes of the pages that the page is ranked with.
    """
    methodology, own = rating.methodology, rating.pages.own
    pages, at = rating.pages.take(list(league)), page - league.start
    place = int(rating.places[page])
    divides = known_column(methodology.league_column) or methodology.league_column
    for name, count in own.items():
        if name in ("population", "days") or (count.missing is not None and count.missing[page]):
            continue
        here = count.figure(page)
        if place == 1 or name == divides:  # a league of one figure is left by any other
            yield Step(name, here, None, None)
            continue
        candidates = find_turning_points(pages, methodology, at, name)
        if candidates is None:
            yield Step(name, here, None, None, searched=False)
            continue
        now = int(count.numbers[page])
        for figure in sorted(candidates, key=lambda figure: (abs(figure - now), figure < now)):
            then = _place_with(pages, methodology, at, name, figure)
            if then is not None and then < place and (then := _promised(rating, page, name, figure)) < place:
                change = Fraction(figure - now, count.scale)
                yield Step(name, here, change if count.scale > 1 else int(change), then)
                break
        else:
            yield Step(name, here, None, None)


def _place_with(pages: Pages, methodology: Methodology, at: int, name: str, figure: int) -> int | None:
    """Return the place that a page of a league would have with another figure; None where it would not be there."""
    changed = with_count(pages, at, name, figure)
    if not _stays(changed.take([at]), methodology):
        return None
    return int(score_pages(changed, methodology, None, np.full(len(pages), len(pages))).places[at])


def _promised(rating: Rating, page: int, name: str, figure: int) -> int:
    """Return the place that a page gets where the whole file is rated again with its other figure."""
    changed = with_count(rating.pages, page, name, figure)
    again, who = rate_again(rating, changed), changed.sorted_by(page)
    return next(int(again.places[i]) for i in range(len(again)) if again.pages.sorted_by(i) == who)


def _stays(page: Pages, methodology: Methodology) -> bool:
    """Say whether a page, the only one of these, can be and is rated in the league that it is in."""
    if any(wrong.any() for measure in methodology.measures for _divisor, wrong in over_nothing(measure, page.counts)):
        return False
    return list(admit_pages(page, methodology).leagues) == list(page.leagues)


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
