"""One page's card: where each of its points comes from, and what would move it up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from govrank.gazetteer import known_regions
from govrank.indicator import Measure
from govrank.methodology import Methodology
from govrank.pages import Count, Pages
from govrank.problem import CommandError
from govrank.rating import Rating, score_pages
from govrank.read.numbers import LARGEST
from govrank.spelling import look_alike_key, similar_names
from govrank.zone import INDICATOR_ZONES

MOST_NOTABLE = 2  # strengths and weaknesses that are named


@dataclass(frozen=True)
class Standing:
    """A page on one indicator.

    Attributes:
        value: in the indicator's unit; None where missing.
        rank: its place on the indicator; `points` what that adds to the total.
        next_value: the nearest better value in the league; None for the best.
        gap: how far that is, in the indicator's unit.
    """

    key: str
    value: float | None
    rank: float
    points: float
    zone: str
    norm: str | None
    next_value: float | None
    gap: float | None


@dataclass(frozen=True)
class Step:
    """The smallest change of one count that gains a final place, all else as it is.

    Attributes:
        now, change: in the column's own unit; a fraction only where the column has fractions.
        change: how much more (or fewer, if negative); None where no change of this count alone does it.
        place: the place then.
        searched: False where the rules make the place no simple function of the count, and it was not looked for.
    """

    count: str
    now: int | Fraction
    change: int | Fraction | None
    place: int | None
    searched: bool = True


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


def find_pages(rating: Rating, name: str) -> list[int]:
    """Return the indexes of the pages that a name means: one page may live on several networks.

    A name is the page's, or its region's, or either with the network, as in `Акимат … · facebook`.

    Raises:
        CommandError: there is none; the near names are in the error.
    """
    wanted = look_alike_key(name)
    pages = rating.pages
    for spellings in (_full_names(pages), [[n] for n in pages.names], [[r] for r in pages.regions]):
        found = [i for i, names in enumerate(spellings) if any(look_alike_key(text) == wanted for text in names)]
        if found:
            return found
    regions = known_regions(name)
    if len(regions) == 1:
        known_at = {region: known_regions(region) for region in set(pages.regions) if region}
        found = [i for i, region in enumerate(pages.regions) if known_at.get(region) == regions]
        if found:
            return found
    for excluded in rating.excluded:
        who = (excluded.page, excluded.region, *_with_network(excluded.page, excluded.region, excluded.platform))
        if wanted in map(look_alike_key, who) or (len(regions) == 1 and known_regions(excluded.region) == regions):
            raise CommandError("page-left-out", name=name)
    full = [text for names in _full_names(pages) for text in names[:2]]
    known = list(dict.fromkeys([*pages.names, *(region for region in pages.regions if region), *full]))
    raise CommandError("no-such-page", name=name, near=similar_names(name, known), known=known[:2])


def _full_names(pages: Pages) -> list[list[str]]:
    return [_with_network(*who) for who in zip(pages.names, pages.regions, pages.platforms, strict=True)]


def _with_network(name: str, region: str, platform: str) -> list[str]:
    return [f"{name} · {platform}", f"{region} · {platform}", f"{name}, {platform}", f"{name} ({platform})"]


def explain_page(rating: Rating, page: int) -> Explanation:
    """Explain a page's place.

    Steps are found by re-rating the page's league with one count changed; its league is held as it is.
    """
    league = rating.leagues[rating.pages.leagues[page]]
    standings = tuple(_standing(rating, measure, page, league) for measure in rating.methodology.measures)
    by_rank = sorted(standings, key=lambda standing: standing.rank)
    size = len(league)
    strengths = [s.key for s in by_rank if s.rank * 3 <= size][:MOST_NOTABLE]
    behind = [
        s for s in reversed(by_rank) if s.next_value is not None or s.value is None
    ]  # whom nobody beats is not weak
    weaknesses = [s.key for s in behind if s.rank * 3 > size * 2][:MOST_NOTABLE]
    return Explanation(
        page=page,
        standings=standings,
        strengths=tuple(strengths),
        weaknesses=tuple(weaknesses),
        above=_neighbour(rating, page - 1, league),
        below=_neighbour(rating, page + 1, league),
        steps=tuple(_steps(rating, page, league)),
    )


def _standing(rating: Rating, measure: Measure, page: int, league: range) -> Standing:
    key = measure.key
    values = rating.measured[key].values
    value = values[page].item()
    missing = value != value
    sign = 1 if measure.direction == "higher" else -1
    others = values[league.start : league.stop].tolist()
    better = [] if missing else [other for other in others if sign * other > sign * value]
    nearest = min(better, key=lambda other: sign * other) if better else None
    norms = rating.norms.get(key)
    return Standing(
        key=key,
        value=None if missing else value,
        rank=rating.ranks[key][page].item(),
        points=rating.points[key][page].item(),
        zone=INDICATOR_ZONES[rating.indicator_zones[key][page]],
        norm=None if norms is None else norms[page],
        next_value=nearest,
        gap=None if nearest is None else abs(nearest - value),
    )


def _neighbour(rating: Rating, page: int, league: range) -> Neighbour | None:
    if page not in league:
        return None
    return Neighbour(
        rating.pages.names[page],
        rating.pages.platforms[page],
        int(rating.places[page]),
        rating.totals[page].item(),
    )


def _steps(rating: Rating, page: int, league: range) -> Iterator[Step]:
    """Yield the smallest change of every count of the file, in the order of the columns."""
    pages = rating.pages.take(list(league))
    at = page - league.start
    place = int(rating.places[page])
    for name, count in pages.own.items():
        if name in ("population", "days") or (count.missing is not None and count.missing[at]):
            continue
        now = int(count.numbers[at])
        here = _in_own_unit(now, count)
        if place == 1:
            yield Step(name, here, None, None)
            continue
        candidates = _candidates(pages, rating.methodology, at, name)
        if candidates is None:
            yield Step(name, here, None, None, searched=False)
            continue
        change, gained = None, None
        for figure in sorted(candidates, key=lambda figure: (abs(figure - now), figure < now)):
            then = _place_with(pages, rating.methodology, at, name, figure)
            if then is not None and then < place:
                change, gained = figure - now, then
                break
        yield Step(name, here, None if change is None else _in_own_unit(change, count), gained)


def _in_own_unit(number: int, count: Count) -> int | Fraction:
    return number if count.scale == 1 else Fraction(number, count.scale)


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
    numbers = count.numbers.copy()
    numbers[at] = figure
    return Count(numbers, count.missing, count.scale)


def _place_with(pages: Pages, methodology: Methodology, at: int, name: str, figure: int) -> int | None:
    """Return the place that a page would have with another figure; None where that is no valid page."""
    changed = with_count(pages, at, name, figure)
    for measure in methodology.measures:
        if _lacks(pages, measure, at):
            continue
        something = any(changed.counts[part].numbers[at] for part in measure.of)
        if something and not all(changed.counts[part].numbers[at] for part in measure.per):
            return None  # interactions without posts: a contradiction, not a page
    for count, least in methodology.minimum.items():
        if changed.counts[count].numbers[at] < least * changed.counts[count].scale:
            return None
    sizes = np.full(len(changed), len(changed))
    return int(score_pages(changed, methodology, None, sizes).places[at])


def _candidates(pages: Pages, methodology: Methodology, at: int, name: str) -> set[int] | None:
    """Return the figures at which the page's place can change: where it meets or passes another page.

    Between them nothing changes, so the smallest change that gains a place is one of them. None where a
    measure is no monotonic function of the count.
    """
    scale = pages.own[name].scale
    largest = LARGEST * scale
    figures = {0, 1}
    for measure in methodology.measures:
        touched = [count for count in (*measure.of, *measure.per) if name in pages.sums.get(count, (count,))]
        if not touched or _lacks(pages, measure, at):
            continue
        below = [count for count in measure.per if count in touched]
        if len(below) > 1 and any(count in touched for count in measure.of):
            return None  # x ÷ (x + c)² rises and falls; with one divisor a quotient only does one of the two
        rivals = {value for i in range(len(pages)) if i != at and (value := _exact(pages, measure, i)) is not None}
        value_at = _MeasureOf(pages, measure, at, name)
        rising = value_at(largest) > value_at(1)
        for rival in rivals:
            low, high = 1, largest + 1
            while low < high:  # the first figure from which the page is no longer on its side of the rival
                middle = (low + high) // 2
                value = value_at(middle)
                if (value >= rival) if rising else (value <= rival):
                    high = middle
                else:
                    low = middle + 1
            figures.update((low - 1, low, low + 1))
    if methodology.is_index:
        return _index_candidates(pages, methodology, at, name, largest)
    return {figure for figure in figures if 0 <= figure <= largest}


def _index_candidates(pages: Pages, methodology: Methodology, at: int, name: str, largest: int) -> set[int] | None:
    """Return the figures at which an index meets or passes another page's; None where it both rises and falls."""
    sides = {
        side
        for term in methodology.terms
        for side, counts in (("of", term.of), ("per", term.per))
        if any(name in pages.sums.get(count, (count,)) for count in counts)
    }
    if len(sides) != 1:
        return None
    rising = sides == {"of"}
    sizes = np.full(len(pages), len(pages))
    totals = score_pages(pages, methodology, None, sizes).totals.tolist()

    def index_with(figure: int) -> float:
        return float(score_pages(with_count(pages, at, name, figure), methodology, None, sizes).totals[at])

    figures: set[int] = set()
    for rival in sorted({total for i, total in enumerate(totals) if i != at and total >= totals[at]}):
        low, high = (0, largest + 1) if rising else (1, largest + 1)
        while low < high:
            middle = (low + high) // 2
            if (index_with(min(middle, largest)) >= rival) if rising else (index_with(middle) <= rival):
                high = middle
            else:
                low = middle + 1
        figures.update((low - 1, low, low + 1))
        if len(figures) > 3:  # the nearest two rivals decide: one to tie with, one to pass
            break
    return {figure for figure in figures if 0 <= figure <= largest}


class _MeasureOf:
    """One page's measure as an exact function of one of its counts."""

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
    scale = pages.counts[count].scale
    total = Fraction(int(pages.counts[count].numbers[at]), scale)
    if name not in parts or name not in pages.own:
        return total, Fraction(0)
    own = pages.own[name]
    return total - Fraction(int(own.numbers[at]), own.scale), Fraction(1, own.scale)


def _exact(pages: Pages, measure: Measure, page: int) -> Fraction | None:
    """Return a page's measure exactly; None where a figure is missing."""
    return None if _lacks(pages, measure, page) else _MeasureOf(pages, measure, page, "")(0)


def _lacks(pages: Pages, measure: Measure, page: int) -> bool:
    """Say whether a figure of a page's measure is missing."""
    masks = (pages.counts[count].missing for count in (*measure.of, *measure.per))
    return any(mask is not None and mask[page] for mask in masks)


def sum_text(points: Sequence[float], weights: Sequence[int]) -> str:
    """Return a total as the sum that it is.

    >>> sum_text([3, 1, 2.5], [1, 2, 1])
    '3+2×1+2.5'
    """
    return "+".join(
        f"{'' if weight == 1 else f'{weight}×'}{point:g}" for point, weight in zip(points, weights, strict=True)
    )
