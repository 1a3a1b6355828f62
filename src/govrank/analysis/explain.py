"""One page's card: where each of its points comes from, and what would move it up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
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

    Between them nothing changes, so the smallest change that gains a place is one of them. None if a measure is not a
    monotonic function of the count.

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
        now, change: in the column's own unit; a fraction only if the column has fractions.
        change: how much more (or fewer, if negative), in whole units of the column's last digit; None if no change of
            this count alone is enough.
        place: the new place; None if the zone changes instead.
        zone: the index of the new zone; None if the place changes instead.
        searched: False if the place is too complex a function of the count to search.
    """

    count: str
    now: int | Fraction
    change: int | Fraction | None
    place: int | None
    searched: bool = True
    zone: int | None = None


def smallest_steps(rating: Rating, page: int, league: range) -> Iterator[Step]:
    """Yield the smallest useful change of every count of the file, in the order of the columns.

    Each is checked by rating all pages again, including leagues by size and minimums. A change that leads to another
    league, or out of the rating, does not gain a place.

    Args:
        league: the indexes of the pages that the page is ranked with.
    """
    for name in _changeable(rating.pages, page):
        yield _smallest_step(rating, page, league, name)


def _changeable(pages: Pages, page: int) -> list[str]:
    """Return the own columns with a figure of the page, except those that a page cannot influence."""
    return [
        name
        for name, count in pages.own.items()
        if name not in ("population", "days") and (count.missing is None or not count.missing[page])
    ]


def _smallest_step(rating: Rating, page: int, league: range, name: str, *, rise: bool = False) -> Step:
    """Return the smallest change of one count that gains a place, or, with `rise`, the smallest increase."""
    methodology, count, place = rating.methodology, rating.pages.own[name], int(rating.places[page])
    divides = known_column(methodology.league_column) or methodology.league_column
    none = Step(name, count.figure(page), None, None)
    if place == 1 or name == divides:  # any other figure leaves a league of one figure
        return none
    pages, at = rating.pages.take(list(league)), page - league.start
    candidates = find_turning_points(pages, methodology, at, name)
    if candidates is None:
        return replace(none, searched=False)
    alone, size = pages.take([at]), np.full(len(pages), len(pages))

    def gains(figure: int) -> int | None:
        if not _stays(with_count(alone, 0, name, figure), methodology):
            return None
        changed = with_count(pages, at, name, figure)
        if score_pages(changed, methodology, None, size).places[at] >= place:
            return None
        then = _promised(rating, page, name, figure)
        return then if then < place else None

    found = _nearest(candidates, int(count.numbers[page]), gains, rise=rise)
    return none if found is None else replace(none, change=_unscaled(found[0], count.scale), place=found[1])


def _nearest(
    candidates: Collection[int], now: int, gains: Callable[[int], int | None], *, rise: bool
) -> tuple[int, int] | None:
    """Return the distance to the nearest figure that gains something, and what it gains."""
    for figure in sorted(candidates, key=lambda figure: (abs(figure - now), figure < now)):
        if (figure > now or not rise) and (then := gains(figure)) is not None:
            return figure - now, then
    return None


def _unscaled(change: int, scale: int) -> int | Fraction:
    return Fraction(change, scale) if scale > 1 else change


def smallest_marks(rating: Rating, page: int) -> Iterator[Step]:
    """Yield the smallest change of every count of the file that reaches a better zone, where zones begin at totals.

    A total of points does not depend on other pages.
    """
    if not rating.scoring.zones.relative and rating.bands[page] > 0:
        for name in _changeable(rating.pages, page):
            yield _smallest_mark(rating, page, name)


def _smallest_mark(rating: Rating, page: int, name: str, *, rise: bool = False) -> Step:
    """Return the smallest change of one count that reaches a better zone, or, with `rise`, the smallest increase."""
    alone, band = rating.pages.take([page]), int(rating.bands[page])
    count = alone.own[name]
    candidates = find_turning_points(alone, rating.methodology, 0, name)

    def gains(figure: int) -> int | None:
        changed = with_count(alone, 0, name, figure)
        if not _stays(changed, rating.methodology):
            return None
        then = int(rate_again(rating, changed).bands[0])
        return then if then < band else None

    none = Step(name, count.figure(0), None, None, searched=candidates is not None)
    found = _nearest(candidates or (), int(count.numbers[0]), gains, rise=rise)
    return none if found is None else replace(none, change=_unscaled(found[0], count.scale), zone=found[1])


_PUBLISHED = ("posts", "articles")


def is_sought(rating: Rating, name: str, *, rise: bool) -> bool:
    """Return whether a page can be advised to have more (or less) of a count.

    Less is advised of counts that are better low, and of posts. Fewer followers or comments may also gain a place if
    something is divided by them, but should not be sought. More is advised of all counts but those better low.
    """

    def among(counts: Collection[str]) -> bool:
        return any(name in rating.pages.sums.get(count, (count,)) for count in counts)

    methodology = rating.methodology
    low = any(among(m.of if m.direction == "lower" else m.less) for m in methodology.measures) or any(
        among([gate.when.of]) and gate.when.comparison[0] == "above" for gate in methodology.gates
    )
    if rise:
        return not low or any(among(m.of) and m.direction == "higher" for m in methodology.measures)
    return low or name in _PUBLISHED


def _advice(rating: Rating, steps: Iterable[Step], again: Callable[[str], Step]) -> tuple[Step, ...]:
    """Return steps that a page can take, the most practical first.

    Args:
        again: finds the smallest increase of a count whose smallest change is an undesirable decrease; if no increase
            helps, or none is desirable, the count is left out.
    """
    advised = []
    for step in steps:
        if step.change is None or is_sought(rating, step.count, rise=step.change > 0):
            advised.append(step)
        elif step.change < 0 and is_sought(rating, step.count, rise=True):
            grown = again(step.count)
            advised += [grown] if grown.change is not None else []
    return tuple(sorted(advised, key=_ease))


def _ease(step: Step) -> int:
    """Return the rank of a step: readers' reactions first, then fewer posts, more followers, and last no way."""
    if step.change is None:
        return 3
    return 2 if step.count == "followers" else 1 if step.count in _PUBLISHED and step.change < 0 else 0


def _promised(rating: Rating, page: int, name: str, figure: int) -> int:
    """Return the place that a page gets when the whole file is rated again with its new figure."""
    changed = with_count(rating.pages, page, name, figure)
    again, who = rate_again(rating, changed), changed.sorted_by(page)
    return next(int(again.places[i]) for i in range(len(again)) if again.pages.sorted_by(i) == who)


def _stays(page: Pages, methodology: Methodology) -> bool:
    """Return whether a page, given alone, is still rated in its league."""
    if any(wrong.any() for measure in methodology.measures for _divisor, wrong in over_nothing(measure, page.counts)):
        return False
    return list(admit_pages(page, methodology).leagues) == list(page.leagues)


MOST_NOTABLE = 2  # strengths and weaknesses shown


@dataclass(frozen=True)
class Standing:
    """A page on one indicator.

    Attributes:
        value: in the indicator's unit; None where missing.
        rank: its place on the indicator; `points`: what that adds to the total, None if an item does not apply.
        next_value: the value to reach for a better place on the indicator; None for the best.
        gap: the exact distance to it, in the indicator's unit.
        beyond: whether it must be exceeded, because a tie gains nothing under the rule for ties.
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
        steps, marks: what would gain a place, and, if zones begin at totals, a better zone.
        advice, marks_advice: the steps that a page can act on, the most practical first, without undesirable
            decreases.
    """

    page: int
    standings: tuple[Standing, ...]
    strengths: tuple[str, ...]
    weaknesses: tuple[str, ...]
    above: Neighbour | None
    below: Neighbour | None
    steps: tuple[Step, ...]
    marks: tuple[Step, ...] = ()
    advice: tuple[Step, ...] = ()
    marks_advice: tuple[Step, ...] = ()


def explain_page(rating: Rating, page: int) -> Explanation:
    """Explain a page's place: its standing on each indicator, its neighbours, the steps that would move it up."""
    league = rating.leagues[rating.pages.leagues[page]]
    standings = tuple(_standing(rating, measure, page, league) for measure in rating.methodology.measures)
    applying = [standing for standing in standings if standing.points is not None]
    by_rank = sorted(applying, key=lambda standing: standing.rank)
    size = len(league)
    steps, marks = tuple(smallest_steps(rating, page, league)), tuple(smallest_marks(rating, page))
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
        steps=steps,
        marks=marks,
        advice=_advice(rating, steps, lambda name: _smallest_step(rating, page, league, name, rise=True)),
        marks_advice=_advice(rating, marks, lambda name: _smallest_mark(rating, page, name, rise=True)),
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
    """Return the page whose value must be reached for a better place on an indicator, and whether it must be exceeded.

    If a shared place is the worst or the mean of its places, leaving the tie is a gain; if it is the worst, joining a
    tie from below is not.
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
