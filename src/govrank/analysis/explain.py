"""One page's card: where each of its points comes from, and what would move it up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from govrank.methodology.measures import Measure
from govrank.methodology.models import Methodology
from govrank.read.headings import known_column
from govrank.read.numbers import LARGEST
from govrank.scoring.eligibility import admit_pages
from govrank.scoring.indicators import over_nothing
from govrank.scoring.pages import Pages
from govrank.scoring.rating import Rating, rate_again, score_pages
from govrank.scoring.scorings import scoring_of
from govrank.scoring.what_if import figures_where, with_count
from govrank.scoring.zones import INDICATOR_ZONES, IndicatorZone, Verdict


def find_turning_points(pages: Pages, methodology: Methodology, at: int, name: str) -> set[int] | None:
    """Return the figures at which the page's place can change: where it meets or passes another page.

    Between them nothing changes, so the smallest change that gains a place is one of them. None where a
    measure is no monotonic function of the count.

    Args:
        pages: of one league.
        at: the page's index; `name` the own column whose figure changes, in that column's scale.
    """
    largest = LARGEST * pages.own[name].scale
    figures = scoring_of(methodology).turning_points(pages, at, name, largest)
    if figures is None:
        return None
    for gate in methodology.gates:
        figures |= figures_where(pages, gate.when, at, name)
    return {figure for figure in figures if 0 <= figure <= largest}


@dataclass(frozen=True)
class Step:
    """The smallest change of one count that gains a final place in the page's league, all else as it is.

    Attributes:
        now, change: in the column's own unit; a fraction only where the column has fractions.
        change: how much more (or fewer, if negative), in whole units of the column's last digit; None where no change
            of this count alone does it.
        place: the place then; None where it is the zone that changes.
        zone: which zone it is then, by its index; None where it is the place that changes.
        searched: False where the rules make the place no simple function of the count, and it was not looked for.
    """

    count: str
    now: int | Fraction
    change: int | Fraction | None
    place: int | None
    searched: bool = True
    zone: int | None = None


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


def smallest_marks(rating: Rating, page: int) -> Iterator[Step]:
    """Yield the smallest change of every count of the file that reaches a better zone, where zones begin at totals.

    A total that is made of points hangs on no other page.
    """
    methodology, band = rating.methodology, int(rating.bands[page])
    if rating.scoring.zones_divide != "points" or band == 0:
        return
    alone = rating.pages.take([page])
    for name, count in alone.own.items():
        if name in ("population", "days") or (count.missing is not None and count.missing[0]):
            continue
        now, found = int(count.numbers[0]), None
        candidates = find_turning_points(alone, methodology, 0, name)
        for figure in sorted(candidates or (), key=lambda figure: (abs(figure - now), figure < now)):
            changed = with_count(alone, 0, name, figure)
            if not _stays(changed, methodology):
                continue
            then = int(rate_again(rating, changed).bands[0])
            if then < band:
                change = Fraction(figure - now, count.scale)
                found = Step(name, count.figure(0), change if count.scale > 1 else int(change), None, zone=then)
                break
        yield found or Step(name, count.figure(0), None, None, searched=candidates is not None)


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
        rank: its place on the indicator; `points` what that adds to the total, None where an item does not apply.
        next_value: what has to be met for a better place on the indicator; None for the best.
        gap: how far that is, exactly, in the indicator's unit.
        beyond: whether it has to be passed, because meeting it gains nothing under the rule for ties.
    """

    key: str
    value: float | None
    rank: float
    points: float | None
    zone: IndicatorZone
    norm: Verdict | None
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
    """A page's card; `page` is its index in the rating.

    Attributes:
        steps, marks: what would gain a place, and what a better zone where zones begin at totals.
    """

    page: int
    standings: tuple[Standing, ...]
    strengths: tuple[str, ...]
    weaknesses: tuple[str, ...]
    above: Neighbour | None
    below: Neighbour | None
    steps: tuple[Step, ...]
    marks: tuple[Step, ...] = ()


def explain_page(rating: Rating, page: int) -> Explanation:
    """Explain a page's place: its standing on each indicator, its neighbours, the steps that would move it up."""
    league = rating.leagues[rating.pages.leagues[page]]
    standings = tuple(_standing(rating, measure, page, league) for measure in rating.methodology.measures)
    applying = [standing for standing in standings if standing.points is not None]
    by_rank = sorted(applying, key=lambda standing: standing.rank)
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
        marks=tuple(smallest_marks(rating, page)),
    )


def _standing(rating: Rating, measure: Measure, page: int, league: range) -> Standing:
    key, measured = measure.key, rating.measured[measure.key]
    value = measured.exact(page)
    following, beyond = (None, False) if value is None else _next(rating, key, page, league)
    nearest = None if following is None else measured.exact(following)
    norms = rating.norms.get(key)
    points = rating.points[key][page].item()
    return Standing(
        key=key,
        value=None if value is None else measured.values[page].item(),
        rank=rating.ranks[key][page].item(),
        points=None if points != points else points,  # NaN: it does not apply
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
