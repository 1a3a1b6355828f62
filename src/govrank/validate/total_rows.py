"""Rows that are rated as pages though they look like a total or a mean of the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from govrank.pages import Count
from govrank.read.asides import likely_labels
from govrank.read.totals import is_total, is_whole_country
from govrank.validate.checked import Checked
from govrank.validate.columns import Columns
from govrank.validate.row_names import Names

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
