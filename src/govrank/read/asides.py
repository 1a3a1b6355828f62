"""Rows of a table that are no pages: totals, and notes below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from govrank.read import notes, totals
from govrank.read.notes import is_note
from govrank.read.table import Cell, Table, is_missing, tidy_text
from govrank.read.totals import is_bare_total, is_total
from govrank.spelling import look_alike_key

_TEXTS_OF_A_PAGE = 3  # its name, its region and its network
_STARTS = frozenset(look_alike_key(start)[:2] for start in (*totals.STARTS, *notes.STARTS))


def without_asides(table: Table) -> Table:
    """Return the table without its total and note rows, each of them said as a warning.

    A row is a total where its first cell that holds a text is a total's label; a page may be called nearly so, and
    then its region and its network are texts too. A row is a note where it has no other cell than a note.
    """
    problems = {}
    for i in sorted(_looked_at(table)):
        cells = _filled_cells(table, i)
        texts = [cell for cell in cells if _is_text(cell)]
        if texts and is_total(texts[0]) and (len(texts) < _TEXTS_OF_A_PAGE or is_bare_total(texts[0])):
            problems[i] = table.problem("total-row", i, text=tidy_text(texts[0]))
        elif len(cells) == 1 and is_note(cells[0]):
            problems[i] = table.problem("note-row", i, text=tidy_text(cells[0]))
    if not problems:
        return table
    numbers = {problem.row for problem in problems.values()}
    # what is wrong with such a row is wrong with no page
    others = (other for other in table.problems if other.code != "ragged-row" or other.row not in numbers)
    kept = table.keep_rows([i for i in range(len(table.rows)) if i not in problems])
    return replace(kept, problems=(*others, *problems.values()))


def _is_text(cell: Cell) -> bool:
    """Say whether a cell holds a text that is neither a figure nor a sign that there is none."""
    return isinstance(cell, str) and not is_missing(cell) and not cell[:1].isdecimal()


def _looked_at(table: Table) -> set[int]:
    """Return the rows in which any cell is the label of a total or a note."""
    found: set[int] = set()
    for column in table.columns:
        if isinstance(column, np.ndarray):
            continue
        labels = {text for text in likely_labels(column) if is_total(text) or is_note(text)}
        if labels:
            found.update(i for i, cell in enumerate(column) if isinstance(cell, str) and cell in labels)
    return found


def likely_labels(cells: Iterable[Cell]) -> set[str]:
    """Return the texts that begin as the label of a total or a note does.

    Only how texts begin is looked at: a million page names begin in few ways.
    """
    texts = {cell for cell in set(cells) if isinstance(cell, str)}
    likely = tuple(start for start in {text[:2] for text in texts} if _may_begin(start))
    return {text for text in texts if text.startswith(likely)} if likely else set()


def _may_begin(start: str) -> bool:
    visible = look_alike_key(start)
    return bool(start) and (len(visible) < 2 or visible in _STARTS or start[0] in notes.MARKS)


def _filled_cells(table: Table, row: int) -> list[Cell]:
    cells = [column[row] for column in table.columns]
    filled = [int(cell) if isinstance(cell, np.int64) else cell for cell in cells]
    return [cell for cell in filled if cell != "" and tidy_text(cell)]
