"""Yes/no columns: which columns are such, and what their cells mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from govrank.problems import Problem
from govrank.read.table import ERROR_TEXTS, Cell, ColumnCells, ErrorValue, Uncalculated
from govrank.scoring.pages import Count

YES = frozenset({"да", "есть", "имеется", "иә", "ия", "бар", "yes", "y", "true", "+", "1", "✓", "✔"})
PARTLY = frozenset(
    {
        "частично", "отчасти", "ішінара", "жартылай", "partly", "partial", "partially", "±", "+/-", "+/−",
        "0.5", "0,5", "½",
    }
)  # fmt: skip
NO = frozenset({"нет", "отсутствует", "жоқ", "жок", "no", "n", "false", "−", "0", "✗", "✘"})
_DASHES = frozenset({"-", "–", "—"})  # a no if the column has plus signs, else no answer
_NOTHING = frozenset({"", "n/a", "na", "н/д", "нет данных", "деректер жоқ"})
_FIGURES = frozenset({"0", "1", "0.5", "0,5", "½"})


def _word(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, (int, float)):
        return f"{cell:g}"
    return " ".join(cell.split()).casefold() if isinstance(cell, str) else "?"


def holds_answers(column: ColumnCells) -> bool:
    """Return whether a column that the rules do not name is a yes/no column: it has such words, and no figures.

    >>> holds_answers(["да", "нет", ""]), holds_answers(["12", "нет", "–"]), holds_answers(["1", "0"])
    (True, False, False)
    """
    if isinstance(column, np.ndarray):
        return False
    words = {_word(cell) for cell in column} - _NOTHING - _DASHES
    known = YES | PARTLY | NO
    return bool(words) and words <= known and not words <= _FIGURES


def read_answers(column: ColumnCells, *, partly: bool = False) -> tuple[Count, dict[int, Problem]]:
    """Read a column of answers: yes is 1, no is 0, and partly is a half.

    Args:
        partly: whether the rules accept that answer.

    Returns:
        The answers, and the problems by the cell's index.

    >>> read_answers(["+", "-", "", "maybe"])[0].numbers.tolist()
    [1, 0, 0, 0]
    """
    words = [_word(cell) for cell in column.tolist()] if isinstance(column, np.ndarray) else [*map(_word, column)]
    no = NO | _DASHES if "+" in words else NO
    says: Mapping[str, int] = (
        dict.fromkeys(no, 0) | (dict.fromkeys(PARTLY, 1) if partly else {}) | dict.fromkeys(YES, 2)
    )
    numbers = np.array([says.get(word, 0) for word in words], dtype=np.int64)
    missing = np.array([word not in says for word in words], dtype=np.bool_)
    scale = 2 if (numbers == 1).any() else 1
    count = Count(numbers // (2 // scale), missing if missing.any() else None, scale, answers=True)
    return count, dict(_wrong(column, words, says, partly=partly))


def _wrong(
    column: ColumnCells, words: list[str], says: Mapping[str, int], *, partly: bool
) -> Iterator[tuple[int, Problem]]:
    for i, word in enumerate(words):
        if word in says or word in _NOTHING or word in _DASHES:
            continue
        cell = column[i]
        if isinstance(cell, ErrorValue) or word.upper() in ERROR_TEXTS:
            yield i, Problem("error-value")
        elif isinstance(cell, Uncalculated):
            yield i, Problem("formula-without-value")
        else:
            yield i, Problem("not-yes-no", wording="partly" if partly else "")
