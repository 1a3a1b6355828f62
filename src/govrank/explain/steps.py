"""The smallest change of each count that gains a page a place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from govrank.explain.turning_points import find_turning_points
from govrank.explain.what_if import with_count
from govrank.headings import known_column
from govrank.leagues import admit_pages
from govrank.measure import over_nothing
from govrank.methodology.rules import Methodology
from govrank.pages import Pages
from govrank.rating import Rating, rate_again, score_pages


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
