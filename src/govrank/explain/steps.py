"""The smallest change of each count that gains a page a place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from govrank.explain.turning_points import find_turning_points
from govrank.explain.what_if import lacks_figure, with_count
from govrank.methodology.rules import Methodology
from govrank.pages import Count, Pages
from govrank.rating import Rating, score_pages


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


def smallest_steps(rating: Rating, page: int, league: range) -> Iterator[Step]:
    """Yield the smallest change of every count of the file, in the order of the columns.

    The league's pages are rated again with one count of the page changed; the league is held as it is.

    Args:
        league: the indexes of the pages that the page is ranked with.
    """
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
        candidates = find_turning_points(pages, rating.methodology, at, name)
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


def _place_with(pages: Pages, methodology: Methodology, at: int, name: str, figure: int) -> int | None:
    """Return the place that a page would have with another figure; None where that is no valid page."""
    changed = with_count(pages, at, name, figure)
    for measure in methodology.measures:
        if lacks_figure(pages, measure, at):
            continue
        something = any(changed.counts[part].numbers[at] for part in measure.of)
        if something and not all(changed.counts[part].numbers[at] for part in measure.per):
            return None  # interactions without posts: a contradiction, not a page
    for count, least in methodology.minimum.items():
        if least and changed.counts[count].numbers[at] < least * changed.counts[count].scale:
            return None
    sizes = np.full(len(changed), len(changed))
    return int(score_pages(changed, methodology, None, sizes).places[at])
