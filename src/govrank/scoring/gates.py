"""Conditions: which pages fail a gate, what happens to them, and to which pages a measure applies."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import numpy as np

from govrank.methodology.assessment import Condition, Item
from govrank.methodology.measures import Measure
from govrank.methodology.models import Methodology
from govrank.scoring.pages import BoolArray, Count
from govrank.scoring.rank import Array, rank_keys
from govrank.text.numbers import formula_figure


def condition_holds(condition: Condition, count: Count) -> BoolArray:
    """Return for each page whether its figure meets a condition; a missing figure meets none.

    >>> days = Count(np.array([14, 15, 20]), np.array([False, False, True]))
    >>> condition_holds(Condition(count="days_since_last_post", above=14), days).tolist()
    [False, True, False]
    """
    how, bound = condition.comparison
    scaled = bound * count.scale
    holds: BoolArray
    if how == "above":
        holds = count.numbers > math.floor(scaled)
    elif how == "below":
        holds = count.numbers < math.ceil(scaled)
    elif scaled.denominator == 1:
        holds = count.numbers == int(scaled)
    else:
        holds = np.zeros(len(count.numbers), dtype=np.bool_)
    return np.asarray(holds, dtype=np.bool_) & count.known


def condition_cell(condition: Condition, column: str) -> str:
    """Return a condition as a spreadsheet's formula that is true or false; a missing figure meets none.

    Args:
        column: letters of the figures' column; {r} stands for the row.

    >>> condition_cell(Condition(count="days_since_last_post", above=14), "C")
    'AND(ISNUMBER(C{r}),C{r}>14)'
    """
    how, bound = condition.comparison
    sign = {"above": ">", "below": "<", "equals": "="}[how]
    return f"AND(ISNUMBER({column}{{r}}),{column}{{r}}{sign}{formula_figure(float(bound))})"


def failing_pages(counts: Mapping[str, Count], methodology: Methodology) -> dict[str, BoolArray]:
    """Return for each gate, by its key, the pages that fail it, shape (pages,).

    A missing figure fails a gate only under `missing = "worst"`; under the other rules the page is refused or left out
    for the missing figure. All pages pass a gate whose column is missing; that is reported elsewhere.
    """
    failing = {}
    for gate in methodology.gates:
        count = counts.get(gate.when.of)
        if count is None:
            continue
        failing[gate.key] = condition_holds(gate.when, count)
        if methodology.missing == "worst" and count.missing is not None:
            failing[gate.key] = failing[gate.key] | count.missing
    return failing


def deciding_gates(counts: Mapping[str, Count], methodology: Methodology, pages: int) -> Array:
    """Return for each page the index of the first gate that it fails, -1 if it passes them all."""
    deciding = np.full(pages, -1, dtype=np.int16)
    failing = failing_pages(counts, methodology)
    for at, gate in reversed([*enumerate(methodology.gates)]):
        if gate.key in failing:
            deciding[failing[gate.key]] = at
    return deciding


def below_minimum(minimum: Mapping[str, int], counts: Mapping[str, Count]) -> Iterator[tuple[str, int, BoolArray]]:
    """Yield each count of a minimum, the figure that it must reach, and the pages below it, shape (pages,)."""
    for name, least in minimum.items():
        if least and name in counts:  # a missing column is reported elsewhere
            yield name, least, ~counts[name].reaches(least)


def applying_cells(measure: Measure, methodology: Methodology, columns: Mapping[str, str]) -> list[str]:
    """Return spreadsheet formulas that are all true for the pages of `applying_pages`.

    Args:
        columns: letters of the counts' columns.
    """
    worst = methodology.missing == "worst" and isinstance(measure, Item)
    found = []
    for name, least in measure.minimum.items():
        if least:
            enough = f"N({columns[name]}{{r}})>={least}"
            found.append(f'OR({columns[name]}{{r}}="",{enough})' if worst else enough)
    block = methodology.block(measure.block) if isinstance(measure, Item) else None
    if block is not None and block.applies is not None:
        column = columns[block.applies.of]
        holds = condition_cell(block.applies, column)
        found.append(f'OR({column}{{r}}="",{holds})' if worst else holds)
    return found


def applying_pages(measure: Measure, counts: Mapping[str, Count], methodology: Methodology) -> BoolArray | None:
    """Return for each page whether a measure applies to it, by its evidence and its block; None if it applies to all.

    Missing evidence counts as insufficient; but where a missing figure counts as the worst, an item still applies.
    """
    worst = methodology.missing == "worst" and isinstance(measure, Item)
    asked = []
    for name, _least, below in below_minimum(measure.minimum, counts):
        absent = counts[name].missing
        asked.append(~below | absent if worst and absent is not None else ~below)
    block = methodology.block(measure.block) if isinstance(measure, Item) else None
    if block is not None and block.applies is not None and block.applies.of in counts:
        count = counts[block.applies.of]
        holds = condition_holds(block.applies, count)
        asked.append(holds | count.missing if worst and count.missing is not None else holds)
    return np.logical_and.reduce(asked) if asked else None


def unranked_pages(counts: Mapping[str, Count], methodology: Methodology, pages: int) -> BoolArray:
    """Return for each page whether a gate leaves it out."""
    return _decided(counts, methodology, pages, "unranked")


def last_pages(counts: Mapping[str, Count], methodology: Methodology, pages: int) -> BoolArray:
    """Return for each page whether a gate places it behind all that pass."""
    return _decided(counts, methodology, pages, "last")


def _decided(counts: Mapping[str, Count], methodology: Methodology, pages: int, outcome: str) -> BoolArray:
    found = [at for at, gate in enumerate(methodology.gates) if gate.outcome == outcome]
    if not found:
        return np.zeros(pages, dtype=np.bool_)
    return np.isin(deciding_gates(counts, methodology, pages), found)


def behind_the_others(standing: Array, last: BoolArray) -> Array:
    """Return standings in which the pages of `last` come after all others, in their own order.

    >>> behind_the_others(np.array([5, 3, 9]), np.array([False, True, False])).tolist()
    [1, 3, 2]
    """
    return rank_keys([last, standing]) if last.any() else standing
