"""Figures that may be true and are odd: warnings, and sums that stand among the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from govrank.methodology.models import Methodology
from govrank.read.summary_rows import is_total, is_whole_country, likely_labels
from govrank.read.table import Column
from govrank.scoring.indicators import derive_indicator
from govrank.scoring.pages import BoolArray, Count
from govrank.scoring.rank import Array
from govrank.validate.collector import Checked
from govrank.validate.columns import Columns, differing_rates
from govrank.validate.names import Names

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


_LEAST_ROWS = 3  # that a total is made of: of fewer, one figure is easily the sum of the others
_LEAST_COLUMNS, _LEAST_FIGURE = 2, 100  # that must agree: small figures add up by chance
_Rows = npt.NDArray[np.intp]


def find_total_rows(
    counts: Mapping[str, Count], names: Names, columns: Columns, checked: Checked, *, known_regions: bool
) -> None:
    """Add to `checked` the rows that are no pages by their figures, an error, or perhaps by their name, a warning.

    A row is no page where each of its counts is the sum or the mean of all rows above it, or the sum of all others,
    of the whole table or of its network.

    Args:
        known_regions: whether each region is one of a population table, and so none is all of them together.
    """
    column = next((name for name in ("region", "page", "platform") if name in columns), None)
    if column is None:
        return
    out = {*names.out, *checked.bad, *checked.aside}
    rows = np.array(
        [i for i in range(len(names.page)) if i not in out] if out else range(len(names.page)), dtype=np.intp
    )
    figures = [count for name, count in counts.items() if name not in ("population", "days")]
    totals = sorted({i for group in _groups(rows, names.platform) for i in _totals_among(group, figures)})
    for i in totals:
        checked.add("looks-like-total", i, columns.at[column], column)
    for i, name in _named_so(names, columns, known_regions=known_regions):
        if i not in out and i not in totals:
            checked.add("may-be-total", i, columns.at[name], name)


def _groups(rows: _Rows, platforms: Sequence[str]) -> Iterator[_Rows]:
    yield rows
    networks = {platform: at for at, platform in enumerate(dict.fromkeys(platforms))}
    if 1 < len(networks) <= len(platforms) // _LEAST_ROWS:
        of_rows = np.fromiter(map(networks.__getitem__, platforms), dtype=np.int64, count=len(platforms))[rows]
        for network in networks.values():
            yield rows[of_rows == network]


def _totals_among(rows: _Rows, counts: Sequence[Count]) -> list[int]:
    """Return the rows of which every count is the sum or mean of the rows above, or the sum of all the others."""
    if len(rows) <= _LEAST_ROWS or len(counts) < _LEAST_COLUMNS:
        return []
    above = np.arange(len(rows))
    far_down = above >= _LEAST_ROWS
    of_all, sums, means = np.ones(len(rows), np.bool_), far_down.copy(), far_down.copy()
    varied, large = np.zeros(len(rows), np.bool_), np.zeros(len(rows), np.int64)
    for count in counts:
        # whole numbers up to 10^12 do not outgrow 64 bits; decimals are scaled up
        figures = count.numbers[rows] if count.scale == 1 else count.numbers[rows].astype(object)
        before = np.cumsum(figures) - figures
        of_all &= np.asarray(figures * 2 == figures.sum(), dtype=np.bool_)
        sums &= np.asarray(figures == before, dtype=np.bool_)
        means &= np.asarray(figures * above == before, dtype=np.bool_)
        varied |= np.asarray(np.maximum.accumulate(figures) != np.minimum.accumulate(figures), dtype=np.bool_)
        large += np.asarray(figures >= _LEAST_FIGURE * count.scale, dtype=np.int64)
    found = (of_all | sums | means & varied) & (large >= _LEAST_COLUMNS)
    return [int(row) for row in rows[found]]


def _named_so(names: Names, columns: Columns, *, known_regions: bool) -> Iterator[tuple[int, str]]:
    """Yield the first row of each name that a total may have, with the name's column."""
    for column, texts in (("region", names.region), ("page", names.page)):
        if column not in columns or (column == "region" and known_regions):
            continue
        labels = {text for text in likely_labels(texts) if is_total(text)}
        if column == "region":
            labels.update(filter(is_whole_country, set(texts)))
        for label in sorted(labels):
            yield texts.index(label), column
