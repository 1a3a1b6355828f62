"""Which problems are said together in one line, and which are said at all where they are too many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from govrank.problem import Problem

MOST_ALIKE = 5
OF_COLUMNS = ("unused-column", "hidden-column")
"""Codes that are the same problem in whichever column they are."""
FOR_MANY: Mapping[str, str] = {
    "missing-value/merged": "merged-many",
    "contradiction/population": "population-many",
    **dict.fromkeys(
        (
            "ambiguous-region", "contradiction", "duplicate-page",
            "er-differs", "far-from-neighbours", "few-posts", "followers-exceed-population", "looks-swapped",
            "merged-cells", "note-row", "ragged-row", "similar-network", "total-row", "town-beside-region",
            "unknown-region",
        ),
        "many",
    ),
}  # fmt: skip
"""Which wording is true of cells whose sentences name different things, by the key of the one cell's sentence."""


def unlike(problem: Problem, other: Problem) -> bool:
    """Say whether the sentence of one problem names what is not so of the other, its value and its remedy apart."""
    if problem.code == "merged-cells" and problem.cell != other.cell:
        return True
    return problem.args != other.args and _named(problem) != _named(other)


def _named(problem: Problem) -> dict[str, object]:
    return {name: value for name, value in problem.args.items() if name != "proposal"}


def grouped(problems: Sequence[Problem]) -> list[list[Problem]]:
    """Return problems in their order, the same problem in more than a few cells or columns together."""
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        column = None if problem.code in OF_COLUMNS else problem.column
        # what has no wording for many is said together only where the same sentence is true of each
        own = "" if problem.key in FOR_MANY or problem.code in OF_COLUMNS else repr(sorted(_named(problem).items()))
        key = (problem.file, problem.sheet, problem.key, column, problem.row is None, own)
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
