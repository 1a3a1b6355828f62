"""Total rows: the footer that people put under their table is not a page."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from govrank.read.table import Cell, Table, tidy_text
from govrank.spelling import plain_key

_TOTAL = re.compile(
    r"(итого|всего|барлығы|жиыны|жалпы|total|totals|grand total|sum total)"
    r"( (по|for|бойынша) .*| бойынша)?\s*[:.]?"
)

_FIRST = frozenset("иИвВбБжЖtTgGsS \t\n\u00a0")


def is_total(cell: Cell) -> bool:
    """Say whether a cell is the label of a total row.

    >>> [is_total(text) for text in ("ИТОГО:", "Всего по области", "Total", "Всего хорошего")]
    [True, True, True, False]
    """
    return isinstance(cell, str) and _TOTAL.fullmatch(plain_key(cell)) is not None


def without_totals(table: Table) -> Table:
    """Return the table without its total rows, each of them said as a `total-row` warning.

    A row is a total where its first cell that is not empty is a total's label.
    """
    labelled: set[int] = set()
    for column in table.columns:
        if isinstance(column, np.ndarray):
            continue
        # the cheap look at the first letter is what a million page names pay
        labels = {text for text in set(column) if isinstance(text, str) and text[:1] in _FIRST and is_total(text)}
        if labels:
            labelled.update(i for i, cell in enumerate(column) if isinstance(cell, str) and cell in labels)
    totals = sorted(i for i in labelled if is_total(_first_cell(table, i)))
    if not totals:
        return table
    said = [table.problem("total-row", i, text=tidy_text(_first_cell(table, i))) for i in totals]
    numbers = {problem.row for problem in said}
    # what is wrong with a total row is wrong with no page
    others = (other for other in table.problems if other.code != "ragged-row" or other.row not in numbers)
    left_out = set(totals)
    kept = table.keep_rows([i for i in range(len(table.rows)) if i not in left_out])
    return replace(kept, problems=(*others, *said))


def _first_cell(table: Table, row: int) -> Cell:
    for column in table.columns:
        cell = column[row]
        if isinstance(cell, np.int64):
            return int(cell)
        if cell != "" and tidy_text(cell):
            return cell
    return ""
