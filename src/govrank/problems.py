"""Problems are data: what is wrong, where, and what to write instead.

A problem carries a stable code and the values that its sentence needs; the sentence itself comes from the
language catalogue when it is shown. Problems are collected, so that a file is refused once, with all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

Severity = Literal["error", "warning"]

Undone = Literal["rated", "rules", "settings", "population", "compared", "written", "collected"]


@dataclass(frozen=True)
class Code:
    """A kind of problem, with everything that defines it, declared once.

    Attributes:
        name: stable, such as `not-whole`; scripts may rely on it.
        wordings: its sentences, each with the arguments of the sentence and its hint, as one text.
            Every problem has `value`, `cell` and `column`. A wording `many`, or `…-many`, covers cells whose
            sentences would name different things.
        severity: whether it refuses the file.
        of: what has the problem: single cells or rows, columns as a whole, or lines of a file that has no rows.
        undone: by wording, what is not done if this is the only kind of problem; otherwise what the command
            usually does.
        names_column: the wordings whose sentence already names the column.
        said_as: the code whose sentences it shares; empty where they are its own.
    """

    name: str
    wordings: Mapping[str, str] = field(default_factory=lambda: {"": ""})
    severity: Severity = "error"
    of: Literal["cell", "column", "line"] = "cell"
    undone: Mapping[str, Undone] = field(default_factory=dict)
    names_column: tuple[str, ...] = ()
    said_as: str = ""

    def takes(self, wording: str) -> list[str]:
        """Return the arguments of a sentence and its hint."""
        return self.wordings[wording].split()

    def for_many(self, wording: str) -> str | None:
        """Return the wording for cells whose sentences would name different things, or None.

        >>> CODES["contradiction"].for_many("population"), CODES["negative"].for_many("")
        ('population-many', None)
        """
        many = f"{wording}-many" if wording else "many"
        return many if many in self.wordings else None


def _warning(name: str, wordings: Mapping[str, str], of: Literal["cell", "column"] = "cell") -> Code:
    return Code(name, wordings, "warning", of)


SHARED_RULES = ("scoring", "indicators", "ties", "place_ties", "tie_break", "missing", "gates", "minimum", "league")
"""The rules in which editions that are compared must be alike."""
_UNLIKE = (*SHARED_RULES, "population")

_SETTINGS = {
    "toml": "", "encoding": "", "endless": "", "twice": "key line", "brackets": "key line", "extra_forbidden": "near",
    "literal_error": "expected", "type-whole": "", "type-text": "", "type-switch": "",
    "type-table": "", "type-bound": "expected", "type-other": "",
    "no-such-column": "near", "mapped-twice": "other", "heading-twice": "other", "no-mapping": "",
}  # fmt: skip

CODES: Mapping[str, Code] = {
    code.name: code
    for code in (
        # the file
        Code("encoding", {"unknown": "", "wrong": "encoding", "none": "", "broken": "line"}),
        _warning("encoding-detected", {"": "encoding"}),
        Code(
            "unreadable",
            {
                "quotes": "line", "long-cell": "line", "workbook": "", "entities": "", "password": "", "xls": "",
                "xlsb": "", "numbers": "", "nested": "", "parquet": "", "no-parquet": "", "parquet-column": "kind",
                "archive": "", "not-a-table": "", "result": "", "package": "reason",
                "recipe": "reason",
            },
        ),
        Code("unsafe-package"),
        Code(
            "too-big",
            {
                "file": "megabytes", "unpacked": "unpacked", "ratio": "times", "memory": "", "sparse": "",
                "elements": "", "cell": "", "long-text": "", "cells": "", "wide": "", "texts": "",
                "line": "line megabytes", "rows": "rows", "columns": "columns",
            },
            undone={"rows": "written", "columns": "written"},
        ),
        Code(
            "several-sheets",
            {
                "": "sheets", "networks": "sheets", "population": "sheets", "posts": "sheets",
                "unlike": "sheets region people sheet amount text",
            },
        ),
        Code("no-network", {"file": "text", "sheet": "text", "no-sheet": ""}),
        _warning("unused-sheet", {"": ""}),
        Code("several-periods", {"": "heading names", "before": "heading names", "files": "names", "odd": ""}),
        Code(
            "no-pages",
            {
                "": "", "empty": "", "only-populations": "", "population": "", "unfilled": "columns",
                "left-out": "n page reason", "invalid": "n page reason",
            },
        ),
        # the header and its columns
        _warning("header-below-title", {"": "header_row"}),
        Code(
            "missing-column",
            {
                "": "headings", "network": "", "network-of-sheet": "", "block": "", "slip": "text near",
                "near": "headings near",
                "rules": "near", "engaged": "", "days": "", "thousands": "heading headings", "mapped": "heading near",
                "header": "headings searched", "population-file": "", "posts": "", "posts-page": "", "registry": "",
                "previous": "",
            },
            names_column=(
                "", "network", "network-of-sheet", "block", "slip", "near", "engaged", "thousands", "mapped", "header",
                "posts", "posts-page", "registry", "previous",
            ),
        ),
        Code("duplicate-column", {"": "headings"}),
        Code("wide-table", {"": "headings", "head": ""}),
        Code("posts-not-pages", {"": "command"}),
        _warning("unused-column", {"": "heading", "many": ""}, of="column"),
        _warning("hidden-column", {"": "", "many": ""}, of="column"),
        _warning("unused-mapping", {"": "heading near"}, of="column"),
        _warning("similar-heading", {"": "heading near"}),
        _warning("ignored-column", {"er": "", "population": "", "population-sheet": ""}),
        _warning("summed-count", {"": "columns headings"}),
        # rows and how they stand in the file
        Code("ragged-row", {"": "cells headings", "many": "headings"}),
        Code("stray-quote", {"": "lines"}),
        Code("looks-like-total"),
        _warning("stray-cell", {"": ""}),
        _warning("several-lines", {"": "n"}),
        _warning("hidden-row", {"": ""}),
        _warning("total-row", {"": "text", "many": ""}),
        _warning("note-row", {"": "text", "many": ""}),
        _warning("may-be-total", {"": ""}),
        _warning("merged-cells", {"": "text", "many": ""}),
        # cells
        Code(
            "missing-value",
            {
                "": "", "number": "", "row": "heading", "several": "headings", "evidence": "least", "previous": "",
                "text": "", "time": "", "merged": "cells", "merged-many": "",
            },
            names_column=("row", "several"),
        ),
        Code("covered-cell", {"": "cells"}),
        Code("number-format", {"": "text", "shown": "text"}),
        Code("formula-without-value"),
        Code("error-value", {"": "", "text": ""}),
        Code("date-in-number"),
        Code("not-text"),
        Code(
            "not-a-number",
            {
                "": "", "proposal": "proposal", "truth": "", "mark": "proposal", "space": "proposal space",
                "odd-space": "space",
            },
        ),
        Code("not-whole", {"": "", "number": "", "proposal": "proposal"}),
        Code("ambiguous-number", {"": "first second n", "parts": "first second n"}),
        _warning("grouped-number", {"": "first n"}),
        Code("negative"),
        Code("not-yes-no", {"": "", "partly": ""}),
        Code("too-large"),
        Code("too-small"),
        # regions, networks and pages
        Code("unknown-region", {"": "near table", "far": "table", "elsewhere": "table other", "many": "table"}),
        Code("ambiguous-region", {"": "near", "many": ""}),
        Code("duplicate-region"),
        _warning("contained-region", {"": "region", "many": ""}),
        # a population table as a whole
        Code("total-differs", {"": "people total amount", "more": "people total amount"}),
        _warning("no-total", {"": ""}),
        Code("contains-more", {"": "region people total", "itself": "region"}),
        _warning("shared-alias", {"": "names"}),
        _warning("no-source", {"": "columns"}),
        Code("no-population", {"": "", "empty": "", "zero": "", "nowhere": "", "thousands": "heading"}),
        _warning("town-beside-region", {"": "region", "many": ""}),
        _warning("similar-network", {"": "near", "many": ""}),
        _warning("similar-region", {"": "near", "many": ""}),
        Code(
            "duplicate-page",
            {
                "": "page row", "many": "", "elsewhere": "page place", "elsewhere-many": "place",
                "periods": "page row heading", "periods-many": "heading", "id": "page place",
            },
        ),
        # figures beside each other
        Code(
            "contradiction",
            {"": "divisor counted number", "many": "divisor", "population": "region other row", "population-many": "",
             "registry": "page other region"},
        ),
        _warning("followers-exceed-population", {"": "population", "many": ""}),
        _warning("few-posts", {"": "n", "many": ""}),
        _warning("looks-swapped", {"": "followers", "many": ""}),
        _warning("far-from-neighbours", {"": "median", "many": ""}),
        _warning("er-differs", {"": "computed", "many": ""}),
        # posts
        Code("not-a-time", {"": "", "zone": "", "order": ""}),
        Code("ambiguous-date", {"": "first second n", "period": "first second n"}),
        Code(
            "unknown-page",
            {
                "": "page", "near": "near page", "several": "near page", "many": "", "near-many": "",
                "region": "near page", "region-many": "",
            },
        ),
        Code("equal-posts", {"": "row other", "many": ""}),
        Code("rounded-id", {"": "n row"}),
        _warning("rounded-id-unused", {"": "n row"}),
        _warning("parts-differ", {"": "amount", "many": ""}),
        _warning("ends-early", {"": "last end"}),
        _warning("no-figures", {"": "n pages"}),
        _warning("no-followers", {"": "n"}),
        _warning("no-interactions", {"": "n"}),
        _warning(
            "posts-unused",
            {"several": "sheets", "cell": "", "page": "page", "number": "page posts n", "sum": "page said total"},
        ),
        # two editions
        Code(
            "unlike-editions", dict.fromkeys(_UNLIKE, "old new"), undone=dict.fromkeys(_UNLIKE, "compared")
        ),
        _warning("many-unmatched", {"": "new pages gone before", "near": "new pages gone before near"}),
        # rules: a wording is what is wrong with a key, mostly the name of the rule or of pydantic's own error
        Code(
            "methodology",
            {
                "toml": "", "encoding": "", "endless": "", "twice": "key line", "brackets": "key line",
                "no_base": "near", "circle": "", "lonely_without": "",
                "missing": "key", "extra_forbidden": "near", "unknown_key": "", "literal_error": "expected",
                "too_precise": "", "type-whole": "", "type-number": "", "type-text": "", "type-list": "",
                "type-table": "", "type-switch": "", "type-nonempty": "", "type-shorter": "", "type-fewer": "",
                "type-bound": "expected", "type-other": "",
                "not_a_key": "", "not_a_name": "", "not_a_color": "", "not_a_share": "", "not_a_league": "",
                "repeated": "", "reserved": "", "taken": "", "listed_twice": "", "unknown_indicator": "near",
                "crossed": "other", "crossed_lower": "other", "not_ascending": "", "last_not_one": "",
                "bands_overlap": "", "norms_overlap": "", "ends_before": "other", "above_high": "other",
                "wrong_table": "near", "missing_table": "", "not_in_index": "near", "idle": "",
                "one_bound": "", "two_ways": "other", "no_points": "", "no_line": "", "only_extras": "",
                "only_bonus": "",
                "mixed_block": "", "empty_block": "", "only_extras_left": "", "beyond_points": "other",
                "mixed_steps": "", "idle_step": "", "zone_of_points": "", "not_descending": "",
                "one_column": "", "one_question": "", "not_an_outcome": "", "no_fixed_total": "near",
                "no-such-column": "near", "mapped-twice": "other", "heading-twice": "other", "no-mapping": "",
            },
            of="line",
        ),
        # govrank.toml, and files of --columns
        Code("settings", _SETTINGS, of="line", undone=dict.fromkeys(_SETTINGS, "settings"), said_as="methodology"),
    )
}  # fmt: skip
"""Every code. A new one is a line here and its sentences, `problem.…` and `hint.…`, in the catalogues."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong (or suspicious) in one place of one file.

    Attributes:
        code: stable name, such as `not-whole`; scripts may rely on it.
        file: name of the file as the user gave it, with folders only where two files of an edition are called alike.
        sheet: sheet of a workbook; None for text files.
        row: the spreadsheet's row number, from 1, or a text's line; None when the problem is the file's.
        cell: address such as `D7`; None in text files.
        column: canonical name of the column, or its heading where it has none.
        value: the cell as it stands, as text.
        wording: which sentence of the code is meant; codes with one sentence leave it empty.
        args: values that the sentence names.
        position: the spreadsheet's index of the column, from 0.
        alike: how many cells below have the same problem and are counted here instead of listed.
        more: the spreadsheet's indexes, from 0, of the row's other columns that have the problem too.
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
    more: tuple[int, ...] = ()

    @property
    def severity(self) -> Severity:
        return CODES[self.code].severity

    @property
    def for_many(self) -> str | None:
        """The wording for cells whose sentences would name different things, or None."""
        return CODES[self.code].for_many(self.wording)

    @property
    def key(self) -> str:
        """Name of the sentence in the language catalogue."""
        name = CODES[self.code].said_as or self.code
        return f"{name}/{self.wording}" if self.wording else name


_Value = TypeVar("_Value")


def values_and_problems(read: Sequence[_Value | Problem | None]) -> tuple[list[_Value | None], dict[int, Problem]]:
    """Return the values, with None for each problem, and the problems by their indexes.

    >>> values_and_problems([5, Problem("negative"), None])[0]
    [5, None, None]
    """
    problems = {i: value for i, value in enumerate(read) if isinstance(value, Problem)}
    return [None if isinstance(value, Problem) else value for value in read], problems


def counted(problems: Iterable[Problem]) -> int:
    """Return how many problems there are, including similar ones that were only counted."""
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
    """The command is wrong: a missing file, an unknown name."""

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


def unlike(problem: Problem, other: Problem) -> bool:
    """Return whether the sentence of one problem would be wrong for the other, value and remedy aside."""
    if problem.code == "merged-cells" and problem.cell != other.cell:
        return True
    return problem.args != other.args and _named(problem) != _named(other)


def _named(problem: Problem) -> dict[str, object]:
    return {name: value for name, value in problem.args.items() if name != "proposal"}


def grouped(problems: Sequence[Problem]) -> list[list[Problem]]:
    """Return problems in their order, the same problem in more than a few cells or columns together."""
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        of_columns = CODES[problem.code].of == "column"
        column = None if of_columns else problem.column
        # without a wording for many, only problems with the same sentence are grouped
        own = "" if problem.for_many else repr(sorted(_named(problem).items()))
        key = (problem.file, problem.sheet, problem.key, column, problem.row is None, own)
        groups.setdefault(key, []).append(problem)
    shown: list[list[Problem]] = []
    for group in groups.values():
        if len(group) > MOST_ALIKE and (group[0].row is not None or CODES[group[0].code].of == "column"):
            shown.append(group)
        else:
            shown += [[problem] for problem in group]
    first = {id(problem): at for at, problem in enumerate(problems)}
    return sorted(shown, key=lambda group: first[id(group[0])])


def kind_of(group: Sequence[Problem]) -> tuple[object, ...]:
    """Return what a group's problem shares with similar ones in other files and sheets."""
    one = group[0]
    return one.key, tuple(other.column for other in group) if CODES[one.code].of == "column" else one.column


def shortened(groups: Sequence[list[Problem]]) -> tuple[list[list[Problem]], list[list[list[Problem]]]]:
    """Return the groups to say and, of each kind that several files or sheets have, the groups past the first few."""
    kinds: dict[tuple[object, ...], list[list[Problem]]] = {}
    for group in groups:
        if CODES[group[0].code].of != "line":
            kinds.setdefault(kind_of(group), []).append(group)
    # a line that stands for one group would save nothing
    more = [
        kind[MOST_ALIKE:]
        for kind in kinds.values()
        if len(kind) > MOST_ALIKE + 1 and len({(group[0].file, group[0].sheet) for group in kind}) > 1
    ]
    out = {id(group) for rest in more for group in rest}
    return [group for group in groups if id(group) not in out], more


def weightiest(groups: Sequence[Sequence[Problem]], most: int) -> list[int]:
    """Return the indexes of the groups to say: errors before warnings, each in file order."""
    return sorted(range(len(groups)), key=lambda i: groups[i][0].severity != "error")[:most]
