"""Which problems are said together in one line, and which are said at all where they are too many."""

from __future__ import annotations

from collections.abc import Sequence

from govrank.problem import Problem

MOST_ALIKE = 5
OF_COLUMNS = ("unused-column", "hidden-column")
"""Codes that are the same problem in whichever column they are."""


def grouped(problems: Sequence[Problem]) -> list[list[Problem]]:
    """Return problems in their order, the same problem in more than a few cells or columns together."""
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        column = None if problem.code in OF_COLUMNS else problem.column
        key = (problem.file, problem.sheet, problem.key, column, problem.row is None)
        groups.setdefault(key, []).append(problem)
    shown: list[list[Problem]] = []
    for group in groups.values():
        if len(group) > MOST_ALIKE and (group[0].row is not None or group[0].code in OF_COLUMNS):
            shown.append(group)
        else:
            shown += [[problem] for problem in group]
    first = {id(problem): at for at, problem in enumerate(problems)}
    return sorted(shown, key=lambda group: first[id(group[0])])


def weightiest(groups: Sequence[Sequence[Problem]], most: int) -> list[int]:
    """Return the indexes of the groups to say, in their order: errors before warnings, and the first of either."""
    at = range(len(groups))
    return sorted(sorted(at, key=lambda i: groups[i][0].severity != "error")[:most])
