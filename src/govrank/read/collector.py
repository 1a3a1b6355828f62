"""The problems of a table's cells, collected as found, and reported in the file's order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress, count

from govrank.problems import Problem
from govrank.read.table import Grid

MOST_HELD = 1000  # problems of one kind in one column that are kept; the others are counted

_Kind = tuple[str, str, str]  # code, column, wording


class Cells:
    """A set of a table's cells, a byte each: a file of wrong rows has millions."""

    def __init__(self) -> None:
        self._marks: dict[str, bytearray] = {}

    def add(self, at: int, name: str) -> None:
        """Add the cell in row `at` (an index) of the column called `name`."""
        marks = self._marks.setdefault(name, bytearray())
        if at >= len(marks):
            marks.extend(bytes(at + 1 - len(marks)))
        marks[at] = 1

    def __contains__(self, cell: tuple[int, str]) -> bool:
        at, name = cell
        marks = self._marks.get(name, b"")
        return at < len(marks) and marks[at] == 1

    def rows(self, name: str) -> Iterator[int]:
        """Yield the indexes of the rows that have a cell in a column, from the top."""
        return compress(count(), self._marks.get(name, b""))


@dataclass
class ProblemCollector:
    """Collects problems with their places, so that they can be reported in the file's order.

    Attributes:
        every: keep all of them; otherwise those past the first `MOST_HELD` of a kind are only counted.
        misaligned: indexes of rows whose cells are not under their headings: their cells are not checked, and
            other rows are not compared with them.
        row_errors: the first error of each row that has one, by the row's index.
        wrong_cells: which cells have an error, by row's index and column's name.
    """

    table: Grid
    every: bool = False
    misaligned: frozenset[int] = frozenset()
    row_errors: dict[int, Problem] = field(default_factory=dict)
    wrong_cells: Cells = field(default_factory=Cells)
    _found: list[tuple[int, int, Problem]] = field(default_factory=list)
    _held: dict[_Kind, int] = field(default_factory=dict)
    _last: dict[_Kind, Problem] = field(default_factory=dict)

    @classmethod
    def of(cls, table: Grid, quotes: Sequence[Problem], *, every: bool = False) -> ProblemCollector:
        """Return the collector of a table whose `wrong_rows` are known."""
        wrong = wrong_rows(table, quotes)
        return cls(table, every, frozenset(wrong), wrong)

    def add(self, code: str, at: int, column: int, name: str, *, wording: str = "", **args: object) -> None:
        """Note a problem of the cell in row `at` (an index) and `column` (an index), which is called `name`."""
        self.place(Problem(code, wording=wording, args=args), at, column, name)

    def place(self, problem: Problem, at: int, column: int, name: str) -> None:
        """Add a problem that has no place yet at a cell, as in `add`."""
        if at in self.misaligned:
            return
        kind = (problem.code, name, problem.wording)
        held = self._held[kind] = self._held.get(kind, 0) + 1
        if held <= MOST_HELD or self.every:
            problem = self._last[kind] = self.table.placed(problem, at, column, name)
            self._found.append((at, column, problem))
        else:
            problem = self._last[kind]
        if problem.severity == "error":
            self.row_errors.setdefault(at, problem)
            self.wrong_cells.add(at, name)

    def add_misleading(self, at: int, column: int, name: str) -> None:
        """Add a problem if the cell shows something other than it holds."""
        if (problem := self.table.misleading(at, column, name)) is not None:
            self.place(problem, at, column, name)

    def add_column(
        self, code: str, rows: Sequence[int], column: int, name: str, *, wording: str = "", **args: object
    ) -> None:
        """Add one problem of a column at the first of the rows (indexes) that share it; `n` is their number."""
        rows = [at for at in rows if at not in self.misaligned]
        if not rows:
            return
        self.add(code, rows[0], column, name, wording=wording, n=len(rows), **args)
        first = self._found[-1][2]
        if first.severity == "error":
            for at in rows[1:]:
                # with every problem kept, each row is listed with its own cell
                own = self.table.problem(code, at, column, name, wording=wording, n=1, **args) if self.every else first
                self.row_errors.setdefault(at, own)
                self.wrong_cells.add(at, name)

    def problems(self) -> list[Problem]:
        """Return them row by row; the last one kept of a kind has the number of those dropped.

        A problem of a cell that several pages of a wide sheet share is listed once.
        """
        more = {} if self.every else {id(self._last[kind]): held - MOST_HELD for kind, held in self._held.items()}
        ordered: list[Problem] = []
        of_row: dict[tuple[str, str | None, int | None], list[Problem]] = {}
        for _row, _column, problem in sorted(self._found, key=lambda entry: entry[:2]):
            said = of_row.setdefault((problem.file, problem.sheet, problem.row), [])
            if problem not in said:
                said.append(problem)
                ordered.append(problem)
        return [
            replace(problem, alike=problem.alike + more[id(problem)]) if more.get(id(problem), 0) > 0 else problem
            for problem in ordered
        ]


def wrong_rows(table: Grid, quotes: Sequence[Problem]) -> dict[int, Problem]:
    """Return the rows that are found wrong as a whole before their cells are, each with its problem, by its index.

    Args:
        quotes: the table's `stray_quotes`.
    """
    errors = [problem for problem in (*table.problems, *quotes) if problem.severity == "error" and problem.row]
    if not errors:
        return {**table.wrong}
    if table.parts:
        placed = {(problem.file, problem.sheet, problem.row): problem for problem in errors}
        origins = ((table.origin(i), row) for i, row in enumerate(table.rows))
        found = (placed.get((origin.source.name, origin.sheet, row)) for origin, row in origins)
    else:
        of_row = {problem.row: problem for problem in errors}
        found = (of_row.get(row) for row in table.rows)
    return {**table.wrong, **{i: problem for i, problem in enumerate(found) if problem is not None}}
