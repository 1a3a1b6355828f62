"""Cells of a separated text that hold what may be other rows: a stray quote joins all up to the next one."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from govrank.problem import Problem
from govrank.read.table import Cell, Table

_LEAST_COLUMNS = 3  # of two, any text with as many commas as lines would look like joined rows


def stray_quotes(table: Table, used: Mapping[int, str]) -> list[Problem]:
    """Return the cells that hold a line's end and a separator: errors where rows are lost, else a warning a column.

    A cell of a used column never holds both. One of another column may be a text of several lines, unless it holds
    just as many separators as the rows have that would have been joined.

    Args:
        used: names of the columns that say what a row is, by their indexes.
    """
    if not table.separator:
        return []
    problems: list[Problem] = []
    for column, cells in enumerate(table.columns):
        if isinstance(cells, np.ndarray):
            continue
        suspects = [i for i, cell in enumerate(cells) if _has_lines(cell) and table.separator in str(cell)]
        joined = [i for i in suspects if column in used or _is_joined(str(cells[i]), table)]
        problems += [
            table.problem("stray-quote", i, column, used.get(column), lines=_ends(str(cells[i])) + 1) for i in joined
        ]
        if len(joined) < len(suspects):
            first = next(i for i in suspects if i not in {*joined})
            problems.append(table.problem("several-lines", first, column, n=len(suspects) - len(joined)))
    return problems


def _has_lines(cell: Cell) -> bool:
    return isinstance(cell, str) and ("\n" in cell or "\r" in cell)


def _ends(text: str) -> int:
    return text.count("\n") or text.count("\r")


def _is_joined(text: str, table: Table) -> bool:
    width = table.positions[-1] + 1
    return width >= _LEAST_COLUMNS and text.count(table.separator) == _ends(text) * (width - 1)
