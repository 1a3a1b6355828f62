"""Rows of a table that are no pages: totals, and notes below it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from govrank.read import notes, totals
from govrank.read.notes import is_note
from govrank.read.table import Cell, Column, Table, tidy_text
from govrank.read.totals import is_total
from govrank.spelling import look_alike_key

_STARTS = frozenset(look_alike_key(start)[:2] for start in (*totals.STARTS, *notes.STARTS))


def without_asides(table: Table) -> Table:
    """Return the table without its total and note rows, each of them said as a warning.

    A row is a total where its first cell that is not empty is a total's label, and a note where that is a note
    and no other cell of the row is filled.
    """
    problems = {}
    for i in sorted(_looked_at(table)):
        cells = _filled_cells(table, i)
        if is_total(cells[0]):
            problems[i] = table.problem("total-row", i, text=tidy_text(cells[0]))
        elif len(cells) == 1 and is_note(cells[0]):
            problems[i] = table.problem("note-row", i, text=tidy_text(cells[0]))
    if not problems:
        return table
    numbers = {problem.row for problem in problems.values()}
    # what is wrong with such a row is wrong with no page
    others = (other for other in table.problems if other.code != "ragged-row" or other.row not in numbers)
    kept = table.keep_rows([i for i in range(len(table.rows)) if i not in problems])
    return replace(kept, problems=(*others, *problems.values()))


def _looked_at(table: Table) -> set[int]:
    """Return the rows in which any cell is the label of a total or a note."""
    found: set[int] = set()
    for column in table.columns:
        if isinstance(column, np.ndarray):
            continue
        labels = _labels(column)
        if labels:
            found.update(i for i, cell in enumerate(column) if isinstance(cell, str) and cell in labels)
    return found


def _labels(column: Column) -> set[str]:
    # only how texts begin is looked at first: a million page names begin in few ways
    texts = {cell for cell in set(column) if isinstance(cell, str)}
    likely = tuple(start for start in {text[:2] for text in texts} if _may_begin(start))
    return (
        {text for text in texts if text.startswith(likely) and (is_total(text) or is_note(text))} if likely else set()
    )


def _may_begin(start: str) -> bool:
    visible = look_alike_key(start)
    return bool(start) and (len(visible) < 2 or visible in _STARTS or start[0] in notes.MARKS)


def _filled_cells(table: Table, row: int) -> list[Cell]:
    cells = [column[row] for column in table.columns]
    filled = [int(cell) if isinstance(cell, np.int64) else cell for cell in cells]
    return [cell for cell in filled if cell != "" and tidy_text(cell)]
