"""The cells of a column, converted to their types: names, whole numbers, decimals."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal
from functools import cache
from typing import Annotated, Generic, TypeVar

import numpy as np
from pydantic import Field, TypeAdapter, ValidationError

from govrank.large import PlainTexts
from govrank.methodology.fields import BEFORE
from govrank.methodology.models import Methodology
from govrank.networks import platform_key
from govrank.problems import Problem, values_and_problems
from govrank.read.collector import ProblemCollector
from govrank.read.headings import COUNTS, PARTS, count_meant, is_rate
from govrank.read.numbers import (
    LARGEST,
    DecimalSign,
    Notation,
    notation_of,
    out_of_bounds,
    plain_numbers,
    read_decimals,
    read_wholes,
)
from govrank.read.table import (
    ERROR_TEXTS,
    MISSING_TEXTS,
    Cell,
    ColumnCells,
    ErrorValue,
    Grid,
    Merge,
    Uncalculated,
    cell_text,
    has_no_figure,
    is_missing,
    merge_name,
)
from govrank.scoring.eligibility import needed_figures, without_evidence
from govrank.scoring.gates import unranked_pages
from govrank.scoring.pages import BoolArray, Count, sum_of
from govrank.validate.answers import holds_answers, read_answers
from govrank.validate.columns import Columns

_Value = TypeVar("_Value")
_EXACT = Context(prec=1000)  # digits: more than any accepted number has; the default 28 would round
_LONGEST_MISSING = max(map(len, MISSING_TEXTS))
_NEVER_NONE = {"followers", "population", "days", "days_since_last_post"}  # an empty cell of them does not mean 0


@cache
def _texts() -> TypeAdapter[list[str]]:
    return TypeAdapter(list[Annotated[str, Field(strict=True)]])


@dataclass(frozen=True)
class Read(Generic[_Value]):
    """A column's values and its wrong cells, whose values count as missing.

    Attributes:
        wrong: problems by the cell's index, not yet with a place.
        unsure: indexes of figures like `1,234` whose mark the column does not explain: read as whole in a column of
            whole numbers, else as missing.
    """

    values: _Value
    wrong: Mapping[int, Problem] = field(default_factory=dict)
    unsure: tuple[int, ...] = ()


def read_names(column: ColumnCells) -> Read[Sequence[str | None]]:
    """Read a column of texts; a missing text is None."""
    if isinstance(column, np.ndarray):
        return Read(list(map(str, column.tolist())))
    if isinstance(column, PlainTexts):
        return Read(column)
    try:
        texts: list[str] = list(map(str.strip, _texts().validate_python(column)))
    except ValidationError:
        return Read(*values_and_problems([_name(cell) for cell in column]))
    if not ERROR_TEXTS.isdisjoint(texts):
        return Read(*values_and_problems([_name(text) for text in texts]))
    if not texts or min(map(len, texts)) > _LONGEST_MISSING:
        return Read(texts)
    missing = {text for text in set(texts) if len(text) <= _LONGEST_MISSING and is_missing(text)}
    return Read([None if text in missing else text for text in texts] if missing else texts)


def _name(cell: Cell) -> str | Problem | None:
    if isinstance(cell, str):
        text = cell.strip()
        if text in ERROR_TEXTS:
            return Problem("error-value", wording="text")
        return None if is_missing(text) else text
    if (isinstance(cell, int) and not isinstance(cell, bool)) or (isinstance(cell, float) and cell.is_integer()):
        return cell_text(cell)
    if isinstance(cell, ErrorValue):
        return Problem("error-value", wording="text")
    return Problem("formula-without-value" if isinstance(cell, Uncalculated) else "not-text")


def read_count(column: ColumnCells, *, whole: bool, decimal: DecimalSign | None = None) -> Read[Count]:
    """Read a column of counts: whole numbers, or numbers that may have fractions.

    Args:
        decimal: the decimal sign, where the user says it.
    """
    if not isinstance(column, np.ndarray):
        numbers = plain_numbers(column)
        if numbers is None:
            return _read_cells(column, notation_of(column, decimal, whole=whole), whole=whole)
        column = numbers
    fits = column <= LARGEST  # and none is negative, as all are digits
    if fits.all():
        return Read(Count(column))
    return Read(Count(np.where(fits, column, 0), ~fits), out_of_bounds(column.tolist()))


def _read_cells(column: Sequence[Cell], notation: Notation, *, whole: bool) -> Read[Count]:
    if whole:
        wholes, wrong = read_wholes(column, notation)
        missing = np.array([value is None for value in wholes], dtype=np.bool_)
        filled = np.array([value or 0 for value in wholes], dtype=np.int64)
        return Read(Count(filled, missing if missing.any() else None), wrong, notation.unsure)
    if notation.unsure:
        column = [*column]
        for i in notation.unsure:
            column[i] = ""
    amounts, wrong = read_decimals(column, notation)
    return Read(count_of_decimals(amounts), wrong, notation.unsure)


def count_of_decimals(values: Sequence[Decimal | None]) -> Count:
    """Return decimals as whole numbers with one scale for the column, so that nothing is rounded."""
    missing = np.array([value is None for value in values], dtype=np.bool_)
    decimals = 0
    for value in values:
        exponent = 0 if value is None else value.normalize(_EXACT).as_tuple().exponent
        decimals = max(decimals, -exponent if isinstance(exponent, int) else 0)
    scale = 10**decimals
    scaled = [0 if value is None else int(_EXACT.multiply(value, scale)) for value in values]
    kind: type = np.int64 if max(scale, max(scaled, default=0)) <= LARGEST * 1000 else object
    return Count(np.array(scaled, dtype=kind), missing if missing.any() else None, scale)


HUNDREDFOLD = 100
"""How far off a figure is wrong: a fraction read as thousands is more, a doubled row of zeros no less."""


def read_columns(
    table: Grid,
    columns: Columns,
    methodology: Methodology,
    out: Mapping[int, str],
    collector: ProblemCollector,
    decimal: DecimalSign | None = None,
) -> dict[str, Count]:
    """Type the columns that the methodology uses, except the cells of excluded pages."""
    wanted = [count for count in methodology.counts if count != "population"]
    parts = dict.fromkeys(part for count in wanted for part in columns.sums.get(count, (count,)))
    # if not every page needs every figure, which ones do is known only after reading all
    must = methodology.missing == "error" and not methodology.needs_differ
    said = methodology.answers
    unsaid = {name for item in methodology.items for name in item.of if count_meant(name) not in COUNTS}
    absent: dict[str, BoolArray] = {}
    own = {
        name: read_count_column(
            table,
            columns.at[name],
            name,
            out,
            collector,
            absent=absent if must else None,
            columns=columns,
            decimal=columns.decimals.get(name, decimal),
            answers=said.get(
                name, False if name in unsaid and holds_answers(table.columns[columns.at[name]]) else None
            ),
        )
        for name in parts
        if name in columns
    }
    _add_missing(absent, columns, list(own), collector)
    return own


def _slips_of_heads(table: Grid) -> dict[tuple[str, str | None, str], dict[str, str]]:
    """Return the warning about a block that lacks columns because a network's name is mistyped."""
    return {
        (one.file, one.sheet, network): {"wording": "slip", "text": str(one.value), "near": str(one.args["near"])}
        for one in table.problems
        if one.code == "similar-network"
        for network in (str(one.value), platform_key(str(one.args["near"])))
    }


def _add_missing(
    absent: Mapping[str, BoolArray], columns: Columns, names: Sequence[str], collector: ProblemCollector
) -> None:
    """Add one problem for each row that lacks figures, at the first of its empty cells.

    A column that a whole block lacks is one problem, because there is no cell to fill in.

    Args:
        absent: by column, in which rows its figure is missing.
        names: all columns of figures: zeros are not suggested for a row without any figure.
    """
    found = sorted(absent, key=lambda name: columns.at[name])
    if not found:
        return
    table = collector.table
    if table.parts:
        part_of = np.asarray(table.part_of)
        slips = _slips_of_heads(table)
        absent = {name: rows.copy() for name, rows in absent.items()}
        for name in found:
            for number, part in enumerate(table.parts):
                if part.positions[columns.at[name]] is None:
                    rows = np.flatnonzero(absent[name] & (part_of == number)).tolist()
                    network = table.columns[columns.at["platform"]][rows[0]] if rows and slips else ""
                    said = slips.get((part.table.source.name, part.table.sheet, str(network)), {"wording": "block"})
                    collector.add_column("missing-column", rows, columns.at[name], name, **said)
                    absent[name][rows] = False
    lacking = np.sum([absent[name] for name in found], axis=0)
    for i in np.flatnonzero(lacking).tolist():
        first, *others = (name for name in found if absent[name][i])
        at = columns.at[first]
        if not others:
            collector.add("missing-value", i, at, first, wording="number" if first in _NEVER_NONE else "")
            continue
        more = tuple(table.positions_of(i, [columns.at[name] for name in others]))
        if len(others) + 1 == len(names):
            excluded = {"heading": table.headings[columns.at["excluded"]]} if "excluded" in columns else {}
            problem = Problem("missing-value", wording="row", args=excluded, more=more)
        else:
            headings = [table.headings[columns.at[name]] for name in (first, *others)]
            problem = Problem("missing-value", wording="several", args={"headings": headings}, more=more)
        collector.place(problem, i, at, first)
        for name in others:
            collector.wrong_cells.add(i, name)


def find_missing(
    own: Mapping[str, Count],
    counts: Mapping[str, Count],
    columns: Columns,
    methodology: Methodology,
    out: Mapping[int, str],
    collector: ProblemCollector,
) -> None:
    """Add to `collector` each missing figure that is needed, if not every page needs every figure."""
    if methodology.missing != "error" or not methodology.needs_differ:
        return
    length = len(collector.table.rows)
    needed = needed_figures(counts, methodology, length)
    ranked = ~unranked_pages(counts, methodology, length)
    needed |= {name: ranked for name in methodology.counts if name not in needed}
    lacking: dict[str, BoolArray] = {}
    for name, count in own.items():
        if count.missing is None:
            continue
        wanted = np.zeros(length, dtype=np.bool_)
        for of, pages in needed.items():
            if name in columns.sums.get(of, (of,)):
                wanted |= pages
        wanted &= count.missing
        wanted[[i for i in np.flatnonzero(wanted).tolist() if i in out or (i, name) in collector.wrong_cells]] = False
        lacking[name] = wanted
    _add_missing(lacking, columns, list(own), collector)
    new = [at for name, at in columns.at.items() if name in ("page", "region", "platform")]
    for name in methodology.counts:
        absent = counts[name].missing if name.startswith(BEFORE) and name in counts else None
        for i in np.flatnonzero(needed[name] & absent).tolist() if absent is not None else ():
            if i not in out and new:
                collector.add("missing-value", i, new[0], name, wording="previous")
    for name, least, below in without_evidence(counts, methodology):
        absent = counts[name].missing
        parts = [part for part in columns.sums.get(name, (name,)) if part in columns]
        for i in np.flatnonzero(below & ranked if absent is None else below & ranked & ~absent).tolist():
            if i not in out and parts:
                collector.add("missing-value", i, columns.at[parts[0]], name, wording="evidence", least=least)


def read_count_column(
    table: Grid,
    at: int,
    name: str,
    out: Mapping[int, str],
    collector: ProblemCollector,
    *,
    absent: dict[str, BoolArray] | None = None,
    columns: Columns | None = None,
    decimal: DecimalSign | None = None,
    answers: bool | None = None,
) -> Count:
    """Type one column and add the problems of its cells to `collector`.

    Args:
        at: the column's index; `name` its canonical name.
        out: the excluded rows by index, whose cells are ignored.
        absent: if a missing figure is a problem, collects the rows that lack one by the column's name.
        columns: the table's, to check figures against others of the row; None to skip that.
        decimal: the decimal sign, where the user says it.
        answers: for a yes/no column, whether it also accepts partly; None for other columns.
    """
    column: ColumnCells = table.columns[at]
    if out and not isinstance(column, np.ndarray):
        column = list(column)
        for i in out:
            column[i] = ""
    if answers is None:
        read = read_count(column, whole=count_meant(name) in COUNTS, decimal=decimal)
    else:
        read = Read(*read_answers(column, partly=answers))
    wrong = set()
    if unsure := [i for i in read.unsure if i not in out]:
        wrong |= _add_unsure(unsure, table, at, name, read.values, columns, collector)
    for i, problem in read.wrong.items():
        if i not in out:
            wrong.add(i)
            collector.place(problem, i, at, name)
    for i in range(len(table.rows)) if table.covered or table.formats or table.shown else ():
        if i not in out and i not in wrong and not has_no_figure(column[i]):
            collector.add_misleading(i, at, name)
    if read.values.missing is not None and (absent is not None or table.merges):
        merged = table.merged_rows(at)
        lacking = np.zeros(len(table.rows), dtype=np.bool_)
        for i in np.flatnonzero(read.values.missing).tolist():
            if i in out or i in wrong:
                continue
            merge = merged.get(table.rows[i])
            if merge is not None:
                _add_merged(merge, i, at, name, collector)
            elif i not in collector.misaligned:
                lacking[i] = True
        if absent is not None:
            absent[name] = lacking
    return read.values


def _add_unsure(
    unsure: Sequence[int],
    table: Grid,
    at: int,
    name: str,
    count: Count,
    columns: Columns | None,
    collector: ProblemCollector,
) -> set[int]:
    """Report once how figures like `1,234` were read, or ask; return the indexes of those that cannot be used."""
    misfits = [] if columns is None else _misfits(unsure, table, name, count, columns)
    if misfits:
        rest = [i for i in unsure if i not in set(misfits)]
        collector.add_column("ambiguous-number", [*misfits, *rest], at, name, wording="parts")
    elif name not in COUNTS or is_rate(table.headings[at]):
        collector.add_column("ambiguous-number", unsure, at, name)
    else:
        collector.add_column("grouped-number", unsure, at, name)
        return set()
    return {*unsure}


def _misfits(unsure: Sequence[int], table: Grid, name: str, count: Count, columns: Columns) -> list[int]:
    """Return the rows in which a figure, read as whole, contradicts the total or the parts in its row."""

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


def _add_merged(merge: Merge, i: int, at: int, name: str, collector: ProblemCollector) -> None:
    """Add a cell that shares a merged figure as a problem, however the rules treat missing figures."""
    collector.add("missing-value", i, at, name, wording="merged", cells=merge_name(merge))
    rows = collector.table.rows
    first = bisect_left(rows, merge[0])
    if first < len(rows) and rows[first] == merge[0]:
        collector.row_errors.setdefault(first, collector.row_errors[i])  # it is unknown whose figure it is


def sum_counts(own: Mapping[str, Count], columns: Columns, methodology: Methodology) -> dict[str, Count]:
    """Return the counts of the methodology, each a column of the file or a sum of columns."""
    parts = {name: columns.sums.get(name, (name,)) for name in methodology.counts if name != "population"}
    summed = {of: sum_of([own[part] for part in of]) for of in set(parts.values()) if all(part in own for part in of)}
    return {name: summed[of] for name, of in parts.items() if of in summed}


def all_unfilled(table: Grid, columns: Columns, own: Mapping[str, Count], out: Mapping[int, str]) -> bool:
    """Return whether no page to be rated has any figure, as in an empty template."""
    if not own or len(out) >= len(table.rows):
        return False
    empty = np.ones(len(table.rows), dtype=np.bool_)
    for count in own.values():
        if count.missing is None:
            return False
        empty &= count.missing
    empty[list(out)] = True
    # wrong figures are read as missing, but were given
    return bool(empty.all()) and all(has_no_figure(cell) for name in own for cell in table.columns[columns.at[name]])
