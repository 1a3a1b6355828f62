"""At which figures of a count a page's place can change."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

import numpy as np

from govrank.explain.what_if import MeasureOf, exact_measure, lacks_figure, with_count
from govrank.methodology.rules import Methodology
from govrank.pages import Pages
from govrank.rating import score_pages
from govrank.read.refusals import LARGEST

_Value = TypeVar("_Value", Fraction, float)


def find_turning_points(pages: Pages, methodology: Methodology, at: int, name: str) -> set[int] | None:
    """Return the figures at which the page's place can change: where it meets or passes another page.

    Between them nothing changes, so the smallest change that gains a place is one of them. None where a
    measure is no monotonic function of the count.

    Args:
        pages: of one league.
        at: the page's index; `name` the own column whose figure changes, in that column's scale.
    """
    scale = pages.own[name].scale
    largest = LARGEST * scale
    figures = {0, 1}
    for measure in methodology.measures:
        touched = [count for count in (*measure.of, *measure.per) if name in pages.sums.get(count, (count,))]
        if not touched or lacks_figure(pages, measure, at):
            continue
        below = [count for count in measure.per if count in touched]
        if len(below) > 1 and any(count in touched for count in measure.of):
            return None  # x ÷ (x + c)² rises and falls; with one divisor a quotient only does one of the two
        rivals = {
            value for i in range(len(pages)) if i != at and (value := exact_measure(pages, measure, i)) is not None
        }
        value_at = MeasureOf(pages, measure, at, name)
        rising = value_at(largest) > value_at(1)
        for rival in rivals:
            figures.update(_around(rival, value_at, 1, largest, rising=rising))
    if methodology.is_index:
        return _index_turning_points(pages, methodology, at, name, largest)
    return {figure for figure in figures if 0 <= figure <= largest}


def _index_turning_points(pages: Pages, methodology: Methodology, at: int, name: str, largest: int) -> set[int] | None:
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
        figures.update(_around(rival, index_with, 0 if rising else 1, largest, rising=rising))
        if len(figures) > 3:  # the nearest two rivals decide: one to tie with, one to pass
            break
    return {figure for figure in figures if 0 <= figure <= largest}


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
