"""Problems are data: what is wrong, where, and what to write instead.

A problem carries a stable code and the values that its sentence needs; the sentence itself comes from the
language catalogue when it is shown. Problems are collected, so that a file is refused once, with all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]

Undone = Literal["rated", "rules", "population", "compared", "written", "collected"]

UNDONE: dict[str, Undone] = {
    "unlike-editions": "compared",
    "too-big/rows": "written",
    "too-big/columns": "written",
}
"""What is not done where this is the only kind of problem; with any other it is what the command is there for."""

WARNING_CODES = frozenset(
    {
        "header-below-title",
        "hidden-row",
        "hidden-column",
        "total-row",
        "merged-cells",
        "grouped-number",
        "several-lines",
        "may-be-total",
        "unused-column",
        "ignored-column",
        "similar-heading",
        "summed-count",
        "similar-network",
        "er-differs",
        "followers-exceed-population",
        "few-posts",
        "looks-swapped",
        "far-from-neighbours",
        "encoding-detected",
        "stray-cell",
        "note-row",
        "town-beside-region",
        "many-unmatched",
        "parts-differ",
        "ends-early",
        "rounded-id-unused",
        "no-followers",
        "no-interactions",
    }
)


LINE_CODES = frozenset({"methodology"})
"""Codes of problems with files that have lines and no rows."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong (or odd) in one place of one file.

    Attributes:
        code: stable name, such as `not-whole`; scripts may rely on it.
        file: name of the file as the user gave it, without folders.
        sheet: sheet of a workbook; None for text files.
        row: the spreadsheet's row number, from 1, or a text's line; None when the problem is the file's.
        cell: address such as `D7`; None in text files.
        column: canonical name of the column, or its heading where it has none.
        value: the cell as it stands, as text.
        wording: which sentence of the code is meant; codes with one sentence leave it empty.
        args: values that the sentence names.
        position: the spreadsheet's index of the column, from 0.
        alike: how many cells below have the same problem and are counted here in place of being listed.
    """

    code: str
    file: str = ""
    sheet: str | None = None
    row: int | None = None
    cell: str | None = None
    column: str | None = None
    value: str | None = None
    wording: str = ""
    args: Mapping[str, object] = field(default_factory=dict)
    position: int | None = None
    alike: int = 0

    @property
    def severity(self) -> Severity:
        return "warning" if self.code in WARNING_CODES else "error"

    @property
    def key(self) -> str:
        """Name of the sentence in the language catalogue."""
        return f"{self.code}/{self.wording}" if self.wording else self.code


def counted(problems: Iterable[Problem]) -> int:
    """Return how many problems there are, with those that are like one of them and were only counted."""
    return sum(1 + problem.alike for problem in problems)


class GovrankError(Exception):
    """Base of everything that govrank raises on purpose; `exit_code` is what a command ends with."""

    exit_code = 1


class DataError(GovrankError):
    """The data, the population table or the methodology is wrong.

    `problems` says where and how, in the file's order; warnings are among them.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        errors = [problem for problem in self.problems if problem.severity == "error"]
        super().__init__("; ".join(f"{p.file} {p.cell or p.row or ''} [{p.code}]" for p in errors[:5]))


class CommandError(GovrankError):
    """The command is wrong: a file that is not there, a name that does not exist."""

    exit_code = 2

    def __init__(self, wording: str, **args: object) -> None:
        self.wording = wording
        self.args_named = args
        super().__init__(f"{wording}: {args}")


class OutputError(GovrankError):
    """The result could not be written: `path` and `reason` say where and why."""

    exit_code = 3

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}")


MOST_ALIKE = 5
OF_COLUMNS = ("unused-column", "hidden-column")
"""Codes that are the same problem in whichever column they are."""
FOR_MANY: Mapping[str, str] = {
    "missing-value/merged": "merged-many",
    "unknown-page/near": "many",
    "contradiction/population": "population-many",
    **dict.fromkeys(
        (
            "ambiguous-region", "contradiction", "duplicate-page",
            "er-differs", "far-from-neighbours", "few-posts", "followers-exceed-population", "looks-swapped",
            "merged-cells", "note-row", "ragged-row", "similar-network", "total-row", "town-beside-region",
            "equal-posts", "parts-differ", "unknown-page", "unknown-region",
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
