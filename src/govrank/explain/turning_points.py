"""At which figures of a count a page's place can change."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

import numpy as np

from govrank.explain.what_if import MeasureOf
from govrank.log_index import LogIndex
from govrank.measure import derive_indicators
from govrank.methodology.rules import Methodology
from govrank.pages import Pages
from govrank.rating import score_pages
from govrank.read.refusals import LARGEST

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
