"""From columns of cells to typed counts, each a column of the file or the sum of some."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Mapping, Sequence

import numpy as np

from govrank.heading_units import is_rate
from govrank.headings import COUNTS, PARTS, count_meant
from govrank.methodology.rules import Methodology
from govrank.pages import Count, IntArray
from govrank.read.numbers import DecimalSign
from govrank.read.table import Column, Merge, Table, has_no_figure, merge_name
from govrank.validate.checked import Checked
from govrank.validate.columns import Columns
from govrank.validate.records import read_count

HUNDREDFOLD = 100  # a fraction read as a group of thousands is a thousandfold; reactions that no column holds are less


def read_columns(
    table: Table,
    columns: Columns,
    methodology: Methodology,
    out: Mapping[int, str],
    checked: Checked,
    decimal: DecimalSign | None = None,
) -> dict[str, Count]:
    """Type the columns that the methodology counts with; cells of pages that are left out are not looked at."""
    wanted = [count for count in methodology.counts if count != "population"]
    parts = dict.fromkeys(part for count in wanted for part in columns.sums.get(count, (count,)))
    must = methodology.missing == "error"
    unfilled = _unfilled_rows([table.columns[columns.at[name]] for name in parts if name in columns]) if must else set()
    return {
        name: read_count_column(
            table, columns.at[name], name, out, checked, must=must, unfilled=unfilled, columns=columns, decimal=decimal
        )
        for name in parts
        if name in columns
    }


def _unfilled_rows(columns: Sequence[Column]) -> set[int]:
    """Return the indexes of the rows that have no figure in any of some columns, as a template's that nobody filled."""
    if len(columns) < 2 or any(isinstance(column, np.ndarray) for column in columns):
        return set()
    rows = {i for i, cell in enumerate(columns[0]) if has_no_figure(cell)}
    for column in columns[1:]:
        rows = {i for i in rows if has_no_figure(column[i])}
    return rows


def read_count_column(
    table: Table,
    at: int,
    name: str,
    out: Mapping[int, str],
    checked: Checked,
    *,
    must: bool,
    unfilled: Container[int] = (),
    columns: Columns | None = None,
    decimal: DecimalSign | None = None,
) -> Count:
    """Type one column; what is wrong with its cells is added to `checked`.

    Args:
        at: the column's index; `name` its canonical name.
        out: by index the rows that are left out, whose cells are not looked at.
        must: whether a missing figure is a problem.
        unfilled: indexes of the rows without any figure: they are hardly meant to have zeros.
        columns: the table's, where other figures of a row may contradict one; None where there are none.
        decimal: the decimal sign, where the user says it.
    """
    column: Column = table.columns[at]
    if out and not isinstance(column, np.ndarray):
        column = list(column)
        for i in out:
            column[i] = ""
    read = read_count(column, whole=count_meant(name) in COUNTS, decimal=decimal)
    wrong = set()
    if unsure := [i for i in read.unsure if i not in out]:
        wrong |= _add_unsure(unsure, table, at, name, read.values, columns, checked)
    for finding in read.findings:
        if finding.index in out:
            continue
        wrong.add(finding.index)
        checked.add(finding.code, finding.index, at, name, wording=finding.wording, proposal=finding.proposal)
    for i in range(len(table.rows)) if table.covered or table.formats else ():
        if i not in out and i not in wrong and not has_no_figure(column[i]):
            checked.add_misleading(i, at, name)
    if read.values.missing is not None and (must or table.merges):
        merged = table.merged_rows(at)
        for i in np.flatnonzero(read.values.missing).tolist():
            if i in out or i in wrong:
                continue
            merge = merged.get(table.rows[i])
            if merge is not None:
                _add_merged(merge, i, at, name, checked)
            elif must:
                checked.add("missing-value", i, at, name, wording="row" if i in unfilled else "")
    return read.values


def _add_unsure(
    unsure: Sequence[int],
    table: Table,
    at: int,
    name: str,
    count: Count,
    columns: Columns | None,
    checked: Checked,
) -> set[int]:
    """Say once what figures like `1,234` were read as, or ask; return the indexes of those that cannot be used."""
    misfits = [] if columns is None else _misfits(unsure, table, name, count, columns)
    if misfits:
        rest = [i for i in unsure if i not in set(misfits)]
        checked.add_column("ambiguous-number", [*misfits, *rest], at, name, wording="parts")
    elif name not in COUNTS or is_rate(table.headings[at]):
        checked.add_column("ambiguous-number", unsure, at, name)
    else:
        checked.add_column("grouped-number", unsure, at, name)
        return set()
    return {*unsure}


def _misfits(unsure: Sequence[int], table: Table, name: str, count: Count, columns: Columns) -> list[int]:
    """Return the rows in which a figure, read as whole, cannot be true beside the total or the parts of its row."""

    def beside(other: str) -> Sequence[int]:
        numbers = read_count(table.columns[columns.at[other]], whole=True).values.numbers
        return [int(numbers[i]) for i in unsure]

    own = [int(count.numbers[i]) for i in unsure]
    if name in PARTS and "interactions" in columns:
        totals = beside("interactions")
        return [i for i, part, total in zip(unsure, own, totals, strict=True) if part > total > 0]
    if name == "interactions" and (parts := [part for part in PARTS if part in columns]):
        sums = [sum(figures) for figures in zip(*map(beside, parts), strict=True)]
        return [i for i, total, parts_sum in zip(unsure, own, sums, strict=True) if total > HUNDREDFOLD * parts_sum > 0]
    return []


def _add_merged(merge: Merge, i: int, at: int, name: str, checked: Checked) -> None:
    """Add a cell without a figure of its own, whatever the rules say of missing ones: the merge holds one for all."""
    checked.add("missing-value", i, at, name, wording="merged", cells=merge_name(merge))
    rows = checked.table.rows
    first = bisect_left(rows, merge[0])
    if first < len(rows) and rows[first] == merge[0]:
        checked.bad.setdefault(first, checked.bad[i])  # whose figure it is nobody knows


def sum_counts(own: Mapping[str, Count], columns: Columns, methodology: Methodology) -> dict[str, Count]:
    """Return the counts of the methodology, each a column of the file or the sum of some."""
    parts = {name: columns.sums.get(name, (name,)) for name in methodology.counts if name != "population"}
    summed = {of: _sum([own[part] for part in of]) for of in set(parts.values()) if all(part in own for part in of)}
    return {name: summed[of] for name, of in parts.items() if of in summed}


def _sum(counts: Sequence[Count]) -> Count:
    """Add counts up; a sum with a missing part is missing, because missing is never 0."""
    if len(counts) == 1:
        return counts[0]
    scale = max(count.scale for count in counts)
    wide: type = np.int64 if scale == 1 else object  # whole numbers up to 10^12 do not outgrow 64 bits
    numbers: IntArray = counts[0].numbers.astype(wide) * (scale // counts[0].scale)
    missing = counts[0].missing
    for count in counts[1:]:
        numbers = numbers + count.numbers.astype(wide) * (scale // count.scale)
        if count.missing is not None:
            missing = count.missing if missing is None else missing | count.missing
    return Count(numbers, missing, scale)


def all_unfilled(table: Table, columns: Columns, own: Mapping[str, Count], out: Mapping[int, str]) -> bool:
    """Say whether no page to be rated has any figure, as in a template that nobody has filled in yet."""
    if not own or len(out) >= len(table.rows):
        return False
    empty = np.ones(len(table.rows), dtype=np.bool_)
    for count in own.values():
        if count.missing is None:
            return False
        empty &= count.missing
    empty[list(out)] = True
    # a wrong figure is read as missing too, but it is no missing one
    return bool(empty.all()) and all(has_no_figure(cell) for name in own for cell in table.columns[columns.at[name]])
