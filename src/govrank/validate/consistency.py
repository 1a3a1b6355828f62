"""Contradictions: interactions without posts, and duplicate pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

import numpy as np

from govrank.methodology.models import Methodology
from govrank.problems import Problem
from govrank.read.collector import ProblemCollector
from govrank.read.table import Grid, tidy_text
from govrank.scoring.indicators import over_nothing
from govrank.scoring.pages import BoolArray, Count
from govrank.text.period import dates_of, days_written
from govrank.validate.columns import Columns
from govrank.validate.names import Names


def find_contradictions(
    counts: Mapping[str, Count],
    columns: Columns,
    methodology: Methodology,
    able: BoolArray,
    out: Mapping[int, str],
    collector: ProblemCollector,
) -> None:
    """Add to `collector` each page with something to divide and nothing to divide it by.

    For counts other than interactions, only pages that the indicator measures are checked: a page below the minimum is
    excluded, not refused.

    Args:
        able: shape (rows,), the rows that meet the minimum.
    """
    seen: set[tuple[int, str]] = set()
    for measure in methodology.measures:
        if not all(name in counts for name in measure.names):
            continue
        for name, wrong in over_nothing(measure, counts, able):
            if name == "population" or name not in {*columns.at, *columns.sums}:
                continue  # a region without inhabitants is reported elsewhere
            for i in np.flatnonzero(wrong).tolist():
                if i in out or (i, name) in seen:
                    continue
                seen.add((i, name))
                at = columns.at[columns.sums.get(name, (name,))[0]]
                total = sum(counts[part].figure(i) for part in measure.of)
                number = int(total) if total == int(total) else float(total)
                collector.add("contradiction", i, at, name, divisor=name, counted=" + ".join(measure.of), number=number)


def find_duplicates(names: Names, keys: Sequence[str], columns: Columns, collector: ProblemCollector) -> set[int]:
    """Add to `collector` each row with the region, network and name of an earlier row, excluded rows aside.

    Args:
        keys: shape (rows,), the key of each row's region.

    Returns:
        The indexes of those rows.
    """
    folded = [*map(str.casefold, names.page)]
    for i in names.unnamed:
        folded[i] = ""  # identified by region, in any spelling, and network
    if len(set(folded)) == len(folded):
        return set()  # every page has a unique name, as in a large file
    rows = list(zip(keys, names.platform, folded, strict=True))
    if len(set(rows)) == len(rows):
        return set()
    first: dict[tuple[str, str, str], int] = {}
    repeated = set()
    column = next(name for name in ("page", "region", "platform") if name in columns)
    at = columns.at[column]
    for i, row in enumerate(rows):
        if i in collector.misaligned:
            continue
        nameless = any((i, name) in collector.wrong_cells for name in ("region", "platform", "page"))
        if i in names.out or nameless or first.setdefault(row, i) == i:
            continue
        other = first[row]
        repeated.add(i)
        collector.place(_duplicate(collector, names, columns, i, other, at), i, at, column)
        # if the two disagree, neither can be trusted: --skip-invalid leaves both out
        if other not in collector.row_errors:
            mirrored = _duplicate(collector, names, columns, other, i, at)
            collector.row_errors[other] = collector.table.placed(mirrored, other, at, column)
    return repeated


def find_shared_ids(names: Names, repeated: Set[int], columns: Columns, collector: ProblemCollector) -> None:
    """Add to `collector` each row with the id of an earlier row on the same network, excluded rows aside.

    Args:
        repeated: indexes of rows that repeat a page, and so its id: that is only one problem.
    """
    if names.id is None:
        return
    rows = [*zip(names.platform, names.id, strict=True)]
    if len(set(rows)) == len(rows):
        return
    at = columns.at["id"]
    first: dict[tuple[str, str], int] = {}
    for i, row in enumerate(rows):
        wrong = any((i, name) in collector.wrong_cells for name in ("platform", "id"))
        if not row[1] or wrong or i in names.out or i in collector.misaligned or i in repeated:
            continue
        if (other := first.setdefault(row, i)) != i:
            collector.place(shared_id(collector.table, names.page[i], other, at), i, at, "id")
            if other not in collector.row_errors:  # it is unknown which of the two ids is wrong
                mirrored = shared_id(collector.table, names.page[other], i, at)
                collector.row_errors[other] = collector.table.placed(mirrored, other, at, "id")


def shared_id(table: Grid, page: str, other: int, at: int) -> Problem:
    """Return the problem of a page whose id, in column `at`, is also in row `other` (an index)."""
    place = replace(table.placed(Problem("duplicate-page"), other, at), column=None)
    return Problem("duplicate-page", wording="id", args={"page": page, "place": place})


def _duplicate(collector: ProblemCollector, names: Names, columns: Columns, i: int, other: int, at: int) -> Problem:
    """Return the problem of a page in row `i` (an index) that is also in row `other`, of this or another file."""
    table = collector.table
    here, there = table.origin(i), table.origin(other)
    if (here.source.name, here.sheet) != (there.source.name, there.sheet):
        place = table.placed(Problem("duplicate-page"), other, at)
        return Problem(
            "duplicate-page", wording="elsewhere", args={"page": names.page[i], "place": replace(place, column=None)}
        )
    args = {"page": names.page[i], "row": int(table.rows[other])}
    known = {at for name, at in columns.at.items() if name != "date"}  # a count such as 2043 is not a year
    for column, (heading, cells) in enumerate(zip(table.headings, table.columns, strict=True)):
        pair = [] if isinstance(cells, np.ndarray) or column in known else [tidy_text(cells[row]) for row in (i, other)]
        if heading and len({*pair}) > 1 and (None not in map(dates_of, pair) or days_written(pair)):
            return Problem("duplicate-page", wording="periods", args={**args, "heading": heading})
    return Problem("duplicate-page", args=args)
