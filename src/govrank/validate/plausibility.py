"""Valid but suspicious figures, which are warnings, and totals among the pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from govrank.methodology.models import Methodology
from govrank.problems import Problem
from govrank.read.collector import ProblemCollector
from govrank.read.numbers import LARGEST, LONGEST_NUMBER, SPACES
from govrank.read.summary_rows import is_total, is_whole_country, likely_labels
from govrank.read.table import Cell, ColumnCells
from govrank.scoring.indicators import derive_indicator
from govrank.scoring.pages import BoolArray, Count
from govrank.validate.cell_types import HUNDREDFOLD
from govrank.validate.columns import Columns
from govrank.validate.names import Names

FEW_POSTS = 4  # fewer is less than one post a week: the mean per post then depends on a single one
MOST_LISTED = 500
ENOUGH_NEIGHBOURS = 5  # a median of fewer pages is meaningless
_Rows = npt.NDArray[np.intp]
_RATE = re.compile(r"(?P<whole>[0-9]+)(?:[.,](?P<fraction>[0-9]+))?(?P<percent>%)?")
_TOLERANCE = 0.01  # of the computed rate: published rates are rounded in different ways
_FLOATS = 1e-12  # allowed difference between two floats of one figure


def find_implausible(
    counts: Mapping[str, Count],
    measured: Mapping[str, Count],
    platforms: Sequence[str],
    usable: BoolArray,
    methodology: Methodology,
    columns: Columns,
    collector: ProblemCollector,
    *,
    every: bool = False,
) -> None:
    """Add warnings about valid figures that look wrong to `collector`.

    Args:
        counts: the columns of the file, by name.
        measured: the counts that the methodology divides, sums and populations included.
        platforms: network of each row; a page's neighbours are the pages of its network.
        usable: shape (rows,), the rows that are rated and have no error.
        every: list all; otherwise those past the first `MOST_LISTED` are only counted.
    """

    def add(found: _Rows, code: str, name: str, named: Callable[[int], dict[str, object]]) -> None:
        listed = found if every else found[:MOST_LISTED]
        for i in listed.tolist():
            alike = len(found) - len(listed) if i == listed[-1] else 0
            collector.place(Problem(code, args=named(i), alike=alike), i, columns.at[name], name)

    followers, posts = counts.get("followers"), counts.get("posts")
    people = measured.get("population")
    if followers is not None and people is not None:
        over = (followers.numbers > people.numbers) & (people.numbers > 0) & followers.known & usable
        populations = people.numbers
        add(
            np.flatnonzero(over), "followers-exceed-population", "followers",
            lambda i: {"population": int(populations[i])},
        )  # fmt: skip
    if posts is not None:
        few = (posts.numbers < FEW_POSTS) & (posts.numbers > 0) & posts.known & usable
        numbers = posts.numbers
        add(np.flatnonzero(few), "few-posts", "posts", lambda i: {"n": int(numbers[i])})
    if followers is not None and posts is not None:
        swapped = (posts.numbers > followers.numbers) & (followers.numbers > 0) & followers.known & posts.known
        fewer = followers.numbers
        add(np.flatnonzero(swapped & usable), "looks-swapped", "posts", lambda i: {"followers": int(fewer[i])})
    groups = _networks(platforms)
    for name, count in counts.items():
        for found, median in _far_from_neighbours(name, count, groups, usable):
            add(found, "far-from-neighbours", name, _always({"median": f"{median / count.scale:g}"}))
    er = next((indicator for indicator in methodology.measures if indicator.key.casefold() == "er"), None)
    if er is not None and "er" in columns and all(name in measured for name in er.names):
        computed = derive_indicator(er, measured, len(usable)).values.astype(np.float64)
        differ = differing_rates(collector.table.columns[columns.at["er"]], computed)
        add(np.flatnonzero(differ & usable), "er-differs", "er", lambda i: {"computed": f"{computed[i]:.4g}"})


def _always(args: dict[str, object]) -> Callable[[int], dict[str, object]]:
    return lambda _i: args


def _networks(platforms: Sequence[str]) -> list[npt.NDArray[np.intp]]:
    """Return the rows of each network; all rows together if there are too many networks."""
    ids = {platform: at for at, platform in enumerate(dict.fromkeys(platforms))}
    if len(ids) > len(platforms) // ENOUGH_NEIGHBOURS + 1:
        return [np.arange(len(platforms))]
    networks = np.fromiter(map(ids.__getitem__, platforms), dtype=np.int64, count=len(platforms))
    return [np.flatnonzero(networks == network) for network in ids.values()]


def _far_from_neighbours(
    name: str, count: Count, groups: Sequence[_Rows], usable: BoolArray
) -> Iterator[tuple[_Rows, float]]:
    """Yield the figures that are a hundred times the median of their network, as after extra zeros, and the median.

    A hundredth of the median is suspicious for followers only (figures written in thousands): other counts of an
    unpopular page may truly be that small.
    """
    if name in ("population", "days"):
        return
    rated = usable & count.known
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
        yield rows[far], median


@dataclass(frozen=True)
class ReportedRate:
    """A rate in percent, and how many decimals of it are shown.

    Attributes:
        signed: whether it has a percent sign. Without one it may be a fraction, as a cell in percent format holds
            it (0.01 is shown as 1 %), and trailing zeros may be lost.
    """

    value: float
    decimals: int
    signed: bool = False


def differing_rates(column: ColumnCells, computed: npt.NDArray[np.float64]) -> BoolArray:
    """Return which rates of a file differ from the computed ones, rounded to the digits shown.

    Cells without a readable rate, including empty ones, do not differ.

    Args:
        computed: shape (rows,), in percent.
    """
    cells: Sequence[Cell] = column.tolist() if isinstance(column, np.ndarray) else column
    rates = [reported_rate(cell) for cell in cells]
    together = max((rate.decimals for rate in rates if rate is not None and not rate.signed), default=0)
    return np.array(
        [
            rate is not None and not _agrees(rate, rate.decimals if rate.signed else together, value)
            for rate, value in zip(rates, computed.tolist(), strict=True)
        ],
        dtype=np.bool_,
    )


def _agrees(rate: ReportedRate, decimals: int, computed: float) -> bool:
    readings = [(rate.value, decimals)] + ([] if rate.signed else [(rate.value * 100, max(decimals - 2, 0))])
    return any(
        abs(value - computed) <= max(abs(computed) * _TOLERANCE, 0.5 * 10.0**-shown + _FLOATS)
        for value, shown in readings
    )


def reported_rate(cell: Cell) -> ReportedRate | None:
    """Return the rate that a cell holds, or None.

    A comma or dot in a text is always the decimal sign: rates do not reach thousands.

    >>> reported_rate("2,5 %"), reported_rate("1,234"), reported_rate("n/a")
    (ReportedRate(value=2.5, decimals=1, signed=True), ReportedRate(value=1.234, decimals=3, signed=False), None)
    """
    if isinstance(cell, str):
        match = None if len(cell) > LONGEST_NUMBER else _RATE.fullmatch(re.sub(f"[{SPACES}]", "", cell))
        if match is None:
            return None
        fraction = match["fraction"] or ""
        return ReportedRate(float(f"{match['whole']}.{fraction}"), len(fraction), match["percent"] is not None)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and 0 <= cell <= LARGEST:
        exponent = Decimal(repr(cell)).normalize().as_tuple().exponent
        return ReportedRate(float(cell), max(0, -exponent) if isinstance(exponent, int) else 0)
    return None


_LEAST_ROWS = 3  # that a total adds up: with fewer, one figure is easily the sum of the others
_LEAST_COLUMNS, _LEAST_FIGURE = 2, 100  # from which sums must agree: small figures add up by chance


def find_total_rows(
    counts: Mapping[str, Count], names: Names, columns: Columns, collector: ProblemCollector, *, known_regions: bool
) -> None:
    """Add to `collector` the rows that are totals by their figures, an error, or perhaps by their name, a warning.

    A row is a total if each of its counts is the sum or the mean of all rows above it, or the sum of all others, in
    the whole table or its network.

    Args:
        known_regions: whether each region is in a population table, so that none is the whole country.
    """
    column = next((name for name in ("region", "page", "platform") if name in columns), None)
    if column is None:
        return
    out = {*names.out, *collector.row_errors, *collector.misaligned}
    rows = np.delete(np.arange(len(names.page)), [*out])
    figures = [count for name, count in counts.items() if name not in ("population", "days")]
    totals = sorted({i for group in _groups(rows, names.platform) for i in _totals_among(group, figures)})
    for i in totals:
        collector.add("looks-like-total", i, columns.at[column], column)
    for i, name in _named_so(names, columns, known_regions=known_regions):
        if i not in out and i not in totals:
            collector.add("may-be-total", i, columns.at[name], name)


def _groups(rows: _Rows, platforms: Sequence[str]) -> Iterator[_Rows]:
    yield rows
    networks = {platform: at for at, platform in enumerate(dict.fromkeys(platforms))}
    if 1 < len(networks) <= len(platforms) // _LEAST_ROWS:
        of_rows = np.fromiter(map(networks.__getitem__, platforms), dtype=np.int64, count=len(platforms))[rows]
        for network in networks.values():
            yield rows[of_rows == network]


def _totals_among(rows: _Rows, counts: Sequence[Count]) -> list[int]:
    """Return the rows in which every count is the sum or mean of the rows above, or the sum of all the others."""
    if len(rows) <= _LEAST_ROWS or len(counts) < _LEAST_COLUMNS:
        return []
    above = np.arange(len(rows))
    far_down = above >= _LEAST_ROWS
    of_all, sums, means = np.ones(len(rows), np.bool_), far_down.copy(), far_down.copy()
    varied, large = np.zeros(len(rows), np.bool_), np.zeros(len(rows), np.int64)
    for count in counts:
        # sums of whole numbers up to 10^12 fit 64 bits; decimals are scaled up
        figures = count.numbers[rows] if count.scale == 1 else count.numbers[rows].astype(object)
        before = np.cumsum(figures) - figures
        of_all &= np.asarray(figures * 2 == figures.sum(), dtype=np.bool_)
        sums &= np.asarray(figures == before, dtype=np.bool_)
        means &= np.asarray(figures * above == before, dtype=np.bool_)
        varied |= np.asarray(np.maximum.accumulate(figures) != np.minimum.accumulate(figures), dtype=np.bool_)
        large += np.asarray(figures >= _LEAST_FIGURE * count.scale, dtype=np.int64)
        if not (of_all | sums | means).any():
            return []
    found = (of_all | sums | means & varied) & (large >= _LEAST_COLUMNS)
    return [int(row) for row in rows[found]]


def _named_so(names: Names, columns: Columns, *, known_regions: bool) -> Iterator[tuple[int, str]]:
    """Yield the first row with each name that a total may have, and the name's column."""
    for column, texts in (("region", names.region), ("page", names.page)):
        if column not in columns or (column == "region" and known_regions):
            continue
        labels = {text for text in likely_labels(texts) if is_total(text)}
        if column == "region":
            labels.update(filter(is_whole_country, set(texts)))
        for label in sorted(labels):
            yield texts.index(label), column
