"""What is odd in a file but can be rated: each a warning, none changes a number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from govrank.measure import derive_indicator
from govrank.methodology.rules import Methodology
from govrank.pages import BoolArray, Count
from govrank.rank import Array
from govrank.read.table import Column
from govrank.validate.given_rates import differing_rates

FEW_POSTS = 4  # fewer is less than one post a week of a month: the mean per post then hangs on a single one
HUNDREDFOLD = 100
MOST_LISTED = 500
ENOUGH_NEIGHBOURS = 5  # a median of fewer pages says nothing


@dataclass(frozen=True)
class Doubt:
    """A figure that looks wrong.

    Attributes:
        code: of the problem; `args` is what its sentence names.
        row: its index; `column` the column's name.
        alike: how many more there are of the kind, which are not listed.
    """

    code: str
    row: int
    column: str
    args: Mapping[str, object]
    alike: int = 0


def find_doubts(
    counts: Mapping[str, Count],
    measured: Mapping[str, Count],
    platforms: Sequence[str],
    usable: BoolArray,
    methodology: Methodology,
    given_er: Column | None,
    *,
    every: bool = False,
) -> Iterator[Doubt]:
    """Yield what looks wrong in figures that are valid.

    Args:
        counts: the columns of the file, by name.
        measured: the counts that the methodology divides, sums and populations included.
        platforms: network of each row; a page's neighbours are the pages of its network.
        usable: shape (rows,), which rows are to be rated and have no error.
        given_er: the file's own engagement rates, where it has such a column.
        every: whether each is said; otherwise those past the first `MOST_LISTED` are only counted.
    """

    def where(mask: Array, code: str, name: str, **args: Callable[[int], object]) -> Iterator[Doubt]:
        rows, alike = _listed(np.flatnonzero(mask & usable), every=every)
        for i in rows:
            yield Doubt(code, i, name, {key: of(i) for key, of in args.items()}, alike if i == rows[-1] else 0)

    followers, posts = counts.get("followers"), counts.get("posts")
    people = measured.get("population")
    if followers is not None and people is not None:
        over = (followers.numbers > people.numbers) & (people.numbers > 0) & _known(followers)
        yield from where(over, "followers-exceed-population", "followers", population=lambda i: int(people.numbers[i]))
    if posts is not None:
        few = (posts.numbers < FEW_POSTS) & (posts.numbers > 0) & _known(posts)
        yield from where(few, "few-posts", "posts", n=lambda i: int(posts.numbers[i]))
    if followers is not None and posts is not None:
        swapped = (posts.numbers > followers.numbers) & (followers.numbers > 0) & _known(followers) & _known(posts)
        yield from where(swapped, "looks-swapped", "posts", followers=lambda i: int(followers.numbers[i]))
    groups = _networks(platforms)
    for name, count in counts.items():
        if name not in ("population", "days"):
            yield from _far_from_neighbours(name, count, groups, usable, every=every)
    er = next((indicator for indicator in methodology.measures if indicator.key.casefold() == "er"), None)
    if er is not None and given_er is not None and all(name in measured for name in (*er.of, *er.per)):
        computed = derive_indicator(er, measured, len(usable)).values.astype(np.float64)
        apart = differing_rates(given_er, computed)
        yield from where(apart, "er-differs", "er", computed=lambda i: f"{computed[i]:.4g}")


def _listed(rows: npt.NDArray[np.intp], *, every: bool) -> tuple[list[int], int]:
    """Return the rows that are listed, and how many more there are: a million rows may be odd all alike."""
    if every or len(rows) <= MOST_LISTED:
        return rows.tolist(), 0
    return rows[:MOST_LISTED].tolist(), len(rows) - MOST_LISTED


def _known(count: Count) -> BoolArray:
    if count.missing is None:
        return np.ones(len(count.numbers), dtype=np.bool_)
    return np.asarray(~count.missing)


def _networks(platforms: Sequence[str]) -> list[npt.NDArray[np.intp]]:
    """Return the rows of each network; all together where the networks are too many to have neighbours."""
    ids = {platform: at for at, platform in enumerate(dict.fromkeys(platforms))}
    if len(ids) > len(platforms) // ENOUGH_NEIGHBOURS + 1:
        return [np.arange(len(platforms))]
    networks = np.fromiter(map(ids.__getitem__, platforms), dtype=np.int64, count=len(platforms))
    return [np.flatnonzero(networks == network) for network in ids.values()]


def _far_from_neighbours(
    name: str,
    count: Count,
    groups: Sequence[npt.NDArray[np.intp]],
    usable: BoolArray,
    *,
    every: bool,
) -> Iterator[Doubt]:
    """Yield which figures are a hundred times the median of their network, as with a doubled row of zeros.

    A hundredth of the median is a doubt for followers only (figures written in thousands): a page that
    hardly anybody looks at has honest figures that small in all else.
    """
    rated = usable & _known(count)
    for group in groups:
        rows = group[rated[group]]
        if len(rows) < ENOUGH_NEIGHBOURS:
            continue
        figures = count.numbers[rows].astype(np.float64)
        median = float(np.median(figures))
        if median <= 0:
            continue
        far = figures > median * HUNDREDFOLD
        if name == "followers":
            far |= (figures > 0) & (figures * HUNDREDFOLD < median)
        listed, alike = _listed(rows[far], every=every)
        for i in listed:
            more = alike if i == listed[-1] else 0
            yield Doubt("far-from-neighbours", i, name, {"median": f"{median / count.scale:g}"}, more)
