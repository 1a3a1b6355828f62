"""How much of a place is luck: the places that another month of the same work could have given.

A month's figures are drawn again a thousand times, and everything is rated again. Statements about the whole table
use simultaneous bands around the totals, as wide as the largest deviation of a draw (max-t), which become sets of
places as in Mogstad, Romano, Shaikh and Wilhelm, "Inference for ranks" (Review of Economic Studies, 2024). If only
counts are known, pairs are compared by exact tests. examples/chance.md explains this in plain words.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

import numpy as np

from govrank.analysis.compare import Movement
from govrank.methodology.measures import Measure
from govrank.progress import at_step
from govrank.read.headings import COUNTS, count_meant
from govrank.scoring.indicators import IndicatorValues
from govrank.scoring.pages import Count, IntArray, Pages
from govrank.scoring.rank import Array
from govrank.scoring.rating import Rating, score_pages

DRAWS = 1000
SEED = 20200731
LOW, MEDIAN, HIGH = 5, 50, 95
CONFIDENCE = 95
FEWEST_POSTS = 2  # a single post does not show how posts vary
MOST_MOVES = 500  # pages of an edition up to which its moves are tested by default
_DRAW = 256  # above every byte of a league's name: seeds never coincide with those of other leagues or of drawn rules
_ROWS = 1 << 18  # pages × draws rated at a time
_CALM = 4  # this part of the league's mean variance is added to a page's own
_SUMMED = 1000  # sum of two counts up to which a test adds up every case
_TAKEN_AS_KNOWN = ("followers", "posts", "population", "days", "days_since_last_post", "weeks_with_posts")

By = Literal["posts", "counts", "nothing"]


@dataclass(frozen=True)
class PageChance:
    """How certain a page's place is; `page` is its index in the rating.

    Attributes:
        low, median, high: percentiles of its places over the draws, extended to include its own place.
        set_low, set_high: the places that it may have; all pages' sets together hold in 95 of 100 months.
        bracket: number of its bracket, from the top; within a bracket no page is surely ahead of another.
        first: the share of draws in which it is first.
    """

    page: int
    low: int
    median: float
    high: int
    set_low: int
    set_high: int
    bracket: int
    first: float


@dataclass(frozen=True)
class CountTests:
    """The pairs of a league compared on an indicator that is a count.

    Attributes:
        sure: the number of `pairs` in which one page is surely ahead of the other.
        sets: for each page in the league's order, the first and the last place on the indicator that it may have.
    """

    key: str
    sure: int
    pairs: int
    sets: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class LeagueChance:
    """The figures of one league.

    Attributes:
        by: what was drawn: posts within each page, counts as Poisson counts, or nothing if everything is known.
        drawn, resampled: the file's columns that were drawn as counts, and those summed up from drawn posts.
        few: how many pages have too few posts to be resampled, and were drawn as counts instead.
        pages: in the order of the league.
        sure: the number of pairs in which one page is surely ahead of the other by the total.
        tests: for each indicator that is a count, if counts were drawn.
    """

    league: str
    by: By
    drawn: tuple[str, ...]
    resampled: tuple[str, ...]
    few: int
    pages: tuple[PageChance, ...]
    sure: int
    tests: tuple[CountTests, ...]

    @property
    def first(self) -> tuple[int, ...]:
        """The pages that may have the first place."""
        return tuple(own.page for own in self.pages if own.set_low == 1)

    @property
    def pairs(self) -> int:
        return math.comb(len(self.pages), 2)

    @property
    def brackets(self) -> list[list[int]]:
        """The pages of each bracket, from the top."""
        found: list[list[int]] = []
        for own in self.pages:
            if own.bracket > len(found):
                found.append([])
            found[-1].append(own.page)
        return found


@dataclass(frozen=True)
class Chance:
    """How much of a rating is luck, from `draws` drawn months with `seed`."""

    draws: int
    seed: int
    leagues: tuple[LeagueChance, ...]

    @cached_property
    def _by_page(self) -> dict[int, PageChance]:
        return {own.page: own for league in self.leagues for own in league.pages}

    def of(self, page: int) -> PageChance:
        """Return how certain a page's place is, by its index in the rating."""
        return self._by_page[page]


def measure_chance(rating: Rating, draws: int, seed: int) -> Chance:
    """Measure how much of a rating's places is luck.

    Followers, populations, numbers of posts and all divisors of indicators are taken as known, as are the rated pages
    and their leagues.

    Args:
        draws: how many months are drawn.
        seed: examples/chance.md explains how each draw follows from it.
    """
    return Chance(
        draws,
        seed,
        tuple(_league(rating, league, [*pages], draws, seed) for league, pages in rating.leagues.items()),
    )


def _league(rating: Rating, league: str, at: list[int], draws: int, seed: int) -> LeagueChance:
    month = Month(rating, at)
    places, totals = month.draw(league, draws, seed)
    own = rating.places[at]
    low, high = np.percentile(places, (LOW, HIGH), axis=1, method="nearest")
    middle = np.percentile(places, MEDIAN, axis=1)
    first = (places == 1).mean(axis=1)
    sign = -1 if rating.scoring.highest_wins else 1
    lower, upper = _bands(rating.totals[at] * sign, totals * sign)
    ahead, behind = _surely(lower, upper)
    dense = rating.methodology.place_ties == "dense"
    best = np.minimum(1 + (_chains(lower, upper)[ahead] if dense else ahead), own)
    worst = np.maximum(len(at) - behind, own)
    brackets = _brackets(lower, upper)
    return LeagueChance(
        league=league,
        by=month.by,
        drawn=month.drawn,
        resampled=month.resampled,
        few=month.few,
        pages=tuple(
            PageChance(
                page=page,
                low=int(min(low[i], own[i])),
                median=float(middle[i]),
                high=int(max(high[i], own[i])),
                set_low=int(best[i]),
                set_high=int(worst[i]),
                bracket=brackets[i],
                first=float(first[i]),
            )
            for i, page in enumerate(at)
        ),
        sure=int(ahead.sum()),
        tests=tuple(month.tests()) if month.by == "counts" else (),
    )


def moves_by_chance(movement: Movement, rating: Rating) -> Movement:
    """Return a movement in which each rise and fall is marked if luck alone may explain it.

    Both editions are drawn, the previous one with the next seed, and compared draw by draw: luck may explain a move if
    the 5th to 95th percentile of the differences includes 0. Large editions are not tested.
    """
    moved = _moved(movement)
    if not moved or too_many_moves(movement, rating):
        return movement
    now, before = _drawn_places(rating, SEED), _drawn_places(movement.previous, SEED + 1)
    pairs = [pair for i in moved if (pair := movement.matches.pairs[i]) is not None]
    low, high = np.percentile(before[pairs] - now[moved], (LOW, HIGH), axis=1, method="nearest")
    moves = list(movement.moves)
    for n, i in enumerate(moved):
        moves[i] = replace(moves[i], by_chance=bool(low[n] <= 0 <= high[n]))
    return replace(movement, moves=tuple(moves))


def too_many_moves(movement: Movement, rating: Rating) -> bool:
    """Return whether there are moves, but too many pages to draw again for them."""
    return max(len(rating), len(movement.previous)) > MOST_MOVES and bool(_moved(movement))


def _moved(movement: Movement) -> list[int]:
    return [i for i, move in enumerate(movement.moves) if move.state in ("up", "down")]


def moves_by(movement: Movement, rating: Rating) -> By:
    """Return what the moves of two editions are judged by: the least detailed data of the two."""
    ways = {Month(edition, pages).by for edition in (rating, movement.previous) for pages in edition.leagues.values()}
    return "counts" if "counts" in ways else "posts" if "posts" in ways else "nothing"


def _drawn_places(rating: Rating, seed: int) -> Array:
    """Return the places of every page in all draws, shape (pages, DRAWS)."""
    leagues = rating.leagues.items()
    return np.concatenate([Month(rating, pages).draw(league, DRAWS, seed)[0] for league, pages in leagues])


class Month:
    """The figures of a league's pages, to be drawn again.

    Attributes:
        drawn, resampled, few, by: see `LeagueChance`.
    """

    def __init__(self, rating: Rating, at: Sequence[int]) -> None:
        self.rating = rating
        self.pages = rating.pages.take(at)
        self.at = np.array(at, dtype=np.intp)
        self.columns = _chance_columns(self.pages, rating.methodology.measures)
        posts = self.pages.posts
        of_posts = self.columns.get("interactions") if posts is not None else None
        self.posts = None if posts is None or of_posts is None else _Posts.of(posts)
        if self.posts is not None and not len(self.posts.pages):
            self.posts = None
        self.resampled = () if self.posts is None else tuple(n for n, one in self.columns.items() if one == of_posts)
        self.drawn = tuple(name for name in self.columns if name not in self.resampled)
        self.few = 0
        if self.posts is not None:
            there = self.pages.own["interactions"].numbers > 0
            self.few = int(there.sum() - there[self.posts.pages].sum())
        self.by: By = "posts" if self.posts is not None else "counts" if self.columns else "nothing"

    def figures(self, league: str, draw: int, seed: int) -> dict[str, Array]:
        """Return the figures of one draw by column name, shape (pages,); see examples/chance.md."""
        random = np.random.default_rng([seed, *league.encode(), _DRAW + draw])
        found = {name: random.poisson(self._numbers(name)) for name in sorted({*self.columns.values()})}
        if self.posts is not None:
            found[self.columns["interactions"]][self.posts.pages] = self.posts.resampled(random)
        return found

    def draw(self, league: str, draws: int, seed: int) -> tuple[Array, Array]:
        """Return the places and the totals of all draws, each of shape (pages, draws)."""
        size = len(self.pages)
        places, totals = np.empty((size, draws), dtype=np.int32), np.empty((size, draws))
        if self.by == "nothing":
            places[:], totals[:] = self.rating.places[self.at, None], self.rating.totals[self.at, None]
            return places, totals
        step = max(1, _ROWS // size)
        for start in range(0, draws, step):
            at_step("draws", done=start, of=draws)
            part = range(start, min(start + step, draws))
            months = [self.figures(league, draw, seed) for draw in part]
            figures = {name: np.concatenate([month[name] for month in months]) for name in months[0]}
            found = self._rate(figures, len(part))
            places[:, part.start : part.stop] = found[0].reshape(len(part), size).T
            totals[:, part.start : part.stop] = found[1].reshape(len(part), size).T
        return places, totals

    def _rate(self, figures: Mapping[str, Array], months: int) -> tuple[Array, Array]:
        """Rate drawn months stacked in one table, each as a league of its own."""
        size = len(self.pages)
        everyone = np.tile(np.arange(size), months)
        names = [""] * len(everyone)
        counts = {name: self._count(name, figures, everyone) for name in self.pages.counts}
        pages = replace(self.pages, names=names, counts=counts, own={}, posts=None)
        scored = score_pages(
            pages,
            self.rating.methodology,
            np.repeat(np.arange(months), size) if months > 1 else None,
            np.full(len(everyone), size),
            self._known(everyone),
        )
        return scored.places, scored.totals

    def _count(self, name: str, figures: Mapping[str, Array], everyone: Array) -> Count:
        """Return a count for all drawn months, with its drawn columns replaced and the others as known."""
        count = self.pages.counts[name]
        parts = self._parts(name)
        if not any(part in self.columns for part in parts):
            return count.take(everyone)
        numbers: Any = 0  # an array of whole numbers, Python's if they may be large
        for part in parts:
            own = self.pages.own[part]
            column: Any = figures[self.columns[part]] if part in self.columns else own.numbers[everyone]
            numbers = numbers + column * (count.scale // own.scale)
        return Count(numbers, None if count.missing is None else count.missing[everyone], count.scale)

    def _known(self, everyone: Array) -> dict[str, tuple[IndicatorValues, Array]]:
        """Return the indicators that draws do not change, and the places on them."""
        rows = self.at[everyone]
        asked = [condition.of for condition in self.rating.methodology.conditions]
        return {
            measure.key: (self.rating.measured[measure.key].take(rows), self.rating.ranks[measure.key][rows])
            for measure in self.rating.methodology.measures
            if not any(
                part in self.columns
                for name in (*measure.names, *measure.minimum, *asked)
                for part in self._parts(name)
            )
        }

    def _parts(self, name: str) -> tuple[str, ...]:
        return self.pages.sums.get(name, (name,))

    def _numbers(self, name: str) -> Array:
        return np.asarray(self.pages.own[name].numbers, dtype=np.float64)

    def tests(self) -> Iterator[CountTests]:
        """Yield the tests of each indicator that is only a sum of drawn counts."""
        for measure in self.rating.methodology.measures:
            parts = [part for name in measure.of for part in self._parts(name)]
            # twice a Poisson count is not a Poisson count
            once = len({self.columns.get(part) for part in parts}) == len(parts)
            if measure.per or measure.less or not once or any(part not in self.columns for part in parts):
                continue
            counts = [self.pages.own[part] for part in parts]
            if any(count.missing is not None for count in counts):
                continue
            sums = [int(number) for number in np.sum([count.numbers for count in counts], axis=0)]
            sure, sets = compare_counts(sums, higher_wins=measure.direction == "higher")
            yield CountTests(measure.key, sure, math.comb(len(sums), 2), tuple(sets))


@dataclass(frozen=True)
class _Posts:
    """Posts to be drawn from, page by page.

    Attributes:
        pages: indexes of the pages with enough posts.
        figures: of all their posts; `starts` is where each page's begin.
        sizes, bases: for each post, how many its page has, and where those begin.
    """

    pages: Array
    figures: Array
    starts: Array
    sizes: Array
    bases: Array

    @classmethod
    def of(cls, posts: Sequence[IntArray]) -> _Posts:
        pages = [i for i, own in enumerate(posts) if len(own) >= FEWEST_POSTS]
        numbers = np.array([len(posts[i]) for i in pages], dtype=np.int64)
        starts = np.cumsum(numbers) - numbers
        figures = np.concatenate([posts[i] for i in pages]) if pages else np.empty(0, dtype=np.int64)
        return cls(
            np.array(pages, dtype=np.intp), figures, starts, np.repeat(numbers, numbers), np.repeat(starts, numbers)
        )

    def resampled(self, random: np.random.Generator) -> Array:
        """Return for each page the sum of a sample of its posts, with replacement, of the same size."""
        drawn = random.integers(self.sizes)
        drawn += self.bases
        return np.asarray(np.add.reduceat(self.figures[drawn], self.starts))


def _chance_columns(pages: Pages, measures: Sequence[Measure]) -> dict[str, str]:
    """Return the file's columns that chance affects, each with the first column of the same figures.

    They are whole numbers that some indicator adds up and none divides by.
    """
    divisors = {name for measure in measures for name in measure.per}

    def columns(names: set[str]) -> set[str]:
        return {part for name in names for part in pages.sums.get(name, (name,))}

    moved = columns({name for measure in measures for name in (*measure.of, *measure.less)}) - columns(divisors)
    found: dict[str, str] = {}
    for name in sorted(moved & pages.own.keys()):
        count = pages.own[name]
        meant = count_meant(name)
        if meant in _TAKEN_AS_KNOWN or count.scale != 1 or (meant not in COUNTS and count.numbers.max() <= 1):
            continue
        same = (other for other in dict.fromkeys(found.values()) if _equal(pages.own[other], count))
        found[name] = next(same, name)
    return found


def _equal(one: Count, other: Count) -> bool:
    def mask(count: Count) -> Array:
        return np.zeros(len(count.numbers), dtype=np.bool_) if count.missing is None else count.missing

    return bool((one.numbers == other.numbers).all() and (mask(one) == mask(other)).all())


def _bands(own: Array, totals: Array) -> tuple[Array, Array]:
    """Return bands around totals that wrongly separate any two pages in at most 5 of 100 draws.

    A draw wrongly separates two pages if the difference of their totals deviates from its mean by more than the widths
    of their bands together. A band's width is proportional to the spread of the page's totals plus a part of the
    league's, so that a page which hardly ever moves does not determine the width of all bands.

    Args:
        own: shape (pages,), the published totals, lowest best; `totals`: of the draws, shape (pages, draws).
    """
    mean = totals.mean(axis=1)[:, None]
    variance = np.array([row.var() for row in totals])  # page by page: no second array of this size
    scale = np.sqrt(variance + variance.mean() / _CALM)
    if not scale.any():
        return own, own
    step = max(1, _ROWS // len(totals))
    parts = range(0, totals.shape[1], step)
    farthest = np.concatenate([_farthest_apart(totals[:, at : at + step] - mean, scale) for at in parts])
    width = np.percentile(farthest, CONFIDENCE, method="higher") * scale
    return own - width, own + width


def _farthest_apart(deviations: Array, scale: Array) -> Array:
    """Return for each draw the largest difference between two pages' deviations, over the sum of their scales.

    The largest quotient is found without comparing all pairs: starting from a quotient, the pair that exceeds it by
    most gives a larger one, until none does (Dinkelbach, 1967).

    Args:
        deviations: shape (pages, draws).
    """
    draws = np.arange(deviations.shape[1])
    largest = np.zeros(len(draws))
    while True:
        above = np.argmax(deviations - largest * scale[:, None], axis=0)
        below = np.argmin(deviations + largest * scale[:, None], axis=0)
        found = (deviations[above, draws] - deviations[below, draws]) / (scale[above] + scale[below])
        if not (found > largest * (1 + 1e-12)).any():
            return largest
        largest = np.maximum(largest, found)


def _surely(lower: Array, upper: Array) -> tuple[Array, Array]:
    """Return how many pages are surely ahead of each page, and how many surely behind: their bands do not overlap."""
    ahead = np.searchsorted(np.sort(upper), lower, side="left")
    behind = len(lower) - np.searchsorted(np.sort(lower), upper, side="right")
    return ahead, behind


def _chains(lower: Array, upper: Array) -> Array:
    """Return for each number of pages, taken by the upper ends of their bands, how many at least have unlike totals."""
    order = np.argsort(upper, kind="stable")
    found, reached = [0], -math.inf
    for low, high in zip(lower[order].tolist(), upper[order].tolist(), strict=True):
        apart = low > reached
        found.append(found[-1] + apart)
        reached = high if apart else reached
    return np.array(found)


def _brackets(lower: Array, upper: Array) -> list[int]:
    """Return the bracket of each page, from the top: it extends while all its bands overlap."""
    found: list[int] = []
    number, highest, lowest = 0, -math.inf, -math.inf
    for low, high in zip(lower.tolist(), upper.tolist(), strict=True):
        highest, lowest = max(highest, low), min(lowest, high)
        if highest > lowest:
            number, highest, lowest = number + 1, low, high
        found.append(number)
    return found


def compare_counts(counts: Sequence[int], *, higher_wins: bool = True) -> tuple[int, list[tuple[int, int]]]:
    """Compare every pair of Poisson counts by the binomial test given their sum, with Holm's correction.

    Returns:
        The number of pairs in which one is surely ahead of the other, all true in at least 95 of 100 months; and the
        first and the last place that each count may have.

    >>> compare_counts([100, 50, 45])
    (2, [(1, 1), (2, 3), (2, 3)])
    """
    pairs = math.comb(len(counts), 2)
    times = Counter(counts)
    figures = sorted(times)
    numbers = [times[figure] for figure in figures]
    above = [0, *np.cumsum(numbers[::-1]).tolist()][::-1]  # for each figure, how many counts reach it
    reach = [len(figures)] * len(figures)
    sure, found = -1, 0
    while found != sure and found < pairs:
        sure, at = found, 0
        left = pairs - sure  # Holm: the remaining hypotheses share the error rate
        for i, figure in enumerate(figures):
            at = max(at, i + 1)
            while at < len(figures) and not _surely_less(figure, figures[at], left):
                at += 1
            reach[i] = at
        found = sum(number * above[at] for number, at in zip(numbers, reach, strict=True))
    more = {figure: above[at] for figure, at in zip(figures, reach, strict=True)}
    below = [0, *np.cumsum(numbers).tolist()]
    fewer = {figure: below[bisect_right(reach, i)] for i, figure in enumerate(figures)}
    ahead, behind = (more, fewer) if higher_wins else (fewer, more)
    return found, [(1 + ahead[count], len(counts) - behind[count]) for count in counts]


def _surely_less(one: int, other: int, hypotheses: int) -> bool:
    """Return whether a count is surely less than a larger one, in a two-sided test at 5 % by the number of hypotheses.

    Given the sum n, the smaller count is binomial with 1/2 if both pages are equal. Its tail lies between Φ(-z(x)) and
    Φ(-z(x + 1)) with z² = 2n times the divergence of x/n from 1/2 (Zubkov and Serov, 2013); cases between the bounds
    are added up exactly or, for large sums, where the bounds are less than one reaction apart, count as not sure.
    """
    level = (1 - CONFIDENCE / 100) / (2 * hypotheses)
    if _normal_tail(one + 1, other - 1) <= level * (1 - 1e-9):
        return True
    if one + other > _SUMMED or _normal_tail(one, other) > level * (1 + 1e-9):
        return False
    n = one + other
    ways = term = 1
    for i in range(one):
        term = term * (n - i) // (i + 1)
        ways += term
    return ways * 2 * hypotheses * 100 <= (100 - CONFIDENCE) << n


def _normal_tail(less: int, more: int) -> float:
    """Return the normal tail at the signed root of twice the log-likelihood ratio of two counts being alike."""
    if less >= more:
        return 0.5
    n = less + more
    apart = (more - less) / n
    divergence = more * math.log1p(apart) + (less * math.log1p(-apart) if less else 0)
    return math.erfc(math.sqrt(max(0.0, divergence))) / 2
