"""Errors in a methodology's file, by key and line."""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from govrank.problems import CODES, DataError, Problem
from govrank.text.spelling import similar_names

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


Token = tuple[str, str, int]
"""Kind, text and line."""

_TOKEN = re.compile(
    r"""(?P<skip>[ \t]+|\#[^\n]*)"""
    r"""|(?P<newline>\r?\n)"""
    r"""|(?P<long>\"\"\"(?:\\.|[^\\])*?\"{3,5}|'''.*?'{3,5})"""
    r"""|(?P<text>"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
    r"""|(?P<mark>[\[\]{}=,.])"""
    r"""|(?P<bare>[^\s\[\]{}=,.#"']+)""",
    re.DOTALL,
)


def tokens_of(text: str) -> Iterator[Token]:
    """Yield the tokens of a text; if it is not TOML, those that can be read."""
    line, at = 1, 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            at += 1
            continue
        kind = str(match.lastgroup)
        if kind != "skip":
            yield kind, match[0], line
        line += match[0].count("\n")
        at = match.end()


def plain_key(kind: str, text: str) -> str:
    """Return the key that a token spells."""
    if kind == "bare" or text.startswith("'"):
        return text.strip("'")
    try:
        return str(json.loads(text))
    except ValueError:  # an escape that only TOML has: no known key is written so
        return text


Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Repeated:
    """A key that is defined twice.

    Attributes:
        first, line: the two lines; `statement` is the line in which the second's statement begins.
        brackets: whether it is a table's header, in single brackets once and in double brackets once.
    """

    key: str
    first: int
    line: int
    statement: int
    brackets: bool = False


@dataclass
class _Reader:
    """Walks over the tokens of a text and notes where each key is, as far as possible if it is not TOML."""

    tokens: list[Token]
    at: int = 0
    lines: dict[Path, int] = field(default_factory=dict)
    repeated: list[Repeated] = field(default_factory=list)
    statement: int = 1
    counts: dict[Path, int] = field(default_factory=dict)  # index of the last entry of each list of tables
    headers: dict[Path, bool] = field(default_factory=dict)  # whether in double brackets
    pairs: set[Path] = field(default_factory=set)

    def peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def line(self) -> int:
        return self.tokens[min(self.at, len(self.tokens) - 1)][2] if self.tokens else 1

    def note(self, path: Path) -> None:
        self.lines.setdefault(path, self.line())

    def newlines(self) -> None:
        while self.at < len(self.tokens) and self.tokens[self.at][0] == "newline":
            self.at += 1

    def key(self) -> Path:
        """Read a key, dotted or not."""
        parts: list[str] = []
        while self.at < len(self.tokens):
            kind, text, _line = self.tokens[self.at]
            if kind not in ("bare", "text"):
                break
            parts.append(plain_key(kind, text))
            self.at += 1
            if self.peek() != ".":
                break
            self.at += 1
        return tuple(parts)

    def pair(self, path: Path) -> None:
        start = self.at
        name = self.key()
        line = self.tokens[start][2]
        if (*path, *name) in self.lines and name:
            self.repeat((*path, *name), line)
        for n in range(1, len(name) + 1):
            self.lines.setdefault((*path, *name[:n]), line)
            self.pairs.add((*path, *name[:n]))
        self.at += 1  # the sign between key and value
        self.value((*path, *name))

    def header(self) -> Path:
        """Read a table's header, in one or two brackets, and return its path."""
        line = self.line()
        self.at += 1
        several = self.peek() == "["
        self.at += several
        path = _resolved(self.key(), self.counts, several=several)
        self.at += 1 + several
        table = path[:-1] if path and isinstance(path[-1], int) else path
        before = self.headers.get(table)
        if table in self.pairs or (before is False and not several):
            self.repeat(table, line)
        elif before is not None and before != several:
            self.repeat(table, line, brackets=True)
        self.headers.setdefault(table, several)
        for n in range(1, len(path) + 1):
            self.lines.setdefault(path[:n], line)
        return path

    def repeat(self, path: Path, line: int, *, brackets: bool = False) -> None:
        key = path_text(path)
        self.repeated.append(Repeated(key, self.lines.get(path, line), line, self.statement, brackets))

    def value(self, path: Path) -> None:
        opening = self.peek()
        if opening == "[":
            self._list(path)
        elif opening == "{":
            self._table(path)
        else:
            while self.at < len(self.tokens):
                kind, text, _line = self.tokens[self.at]
                if kind == "newline" or text in (",", "]", "}"):
                    break
                self.at += 1

    def separator(self, before: int) -> None:
        """Skip the separator of two entries; if the text is not TOML, skip any token."""
        self.newlines()
        if self.peek() == ",":
            self.at += 1
        self.newlines()
        self.at = max(self.at, before + 1)

    def _list(self, path: Path) -> None:
        self.at += 1
        number = 0
        self.newlines()
        while self.peek() not in ("]", ""):
            before = self.at
            self.note((*path, number))
            self.value((*path, number))
            number += 1
            self.separator(before)
        self.at += 1

    def _table(self, path: Path) -> None:
        self.at += 1
        self.newlines()
        while self.peek() not in ("}", ""):
            before = self.at
            self.pair(path)
            self.separator(before)
        self.at += 1


def key_lines(text: str) -> dict[Path, int]:
    """Return the line of every key and list entry of a TOML text, by its path.

    >>> key_lines('a = 1\\n[[zones]]\\n[[zones]]\\nupto = [2,\\n3]\\n')[("zones", 1, "upto", 1)]
    5
    """
    return _read(text).lines


def repeated_keys(text: str) -> list[Repeated]:
    """Return the keys that a text, TOML or nearly, defines twice.

    >>> repeated_keys('a = 1\\nb = 2\\na = 3\\n')[0].first
    1
    """
    return _read(text).repeated


def _read(text: str) -> _Reader:
    reader = _Reader(list(tokens_of(text)))
    table: Path = ()
    while reader.at < len(reader.tokens):
        reader.newlines()
        if reader.at >= len(reader.tokens):
            break
        before, reader.statement = reader.at, reader.line()
        if reader.peek() == "[":
            table = reader.header()
        else:
            reader.pair(table)
        reader.at = max(reader.at, before + 1)
    return reader


def _resolved(name: Path, counts: dict[Path, int], *, several: bool) -> Path:
    """Return a header's path, in which lists of tables have the index of their latest entry."""
    path: Path = ()
    for n, part in enumerate(name):
        path = (*path, part)
        last = n == len(name) - 1
        if last and several:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def line_of(lines: dict[Path, int], path: Path) -> int | None:
    """Return the line of a path, else of its nearest ancestor."""
    for end in range(len(path), 0, -1):
        if path[:end] in lines:
            return lines[path[:end]]
    return None


_LONGEST_VALUE = 60
# More parts of a key, or digits of a number, than rules ever have: reading them would take minutes or fail.
_ENDLESS = re.compile(
    r"""(?<![\w"'-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){32}|\d[\da-fox_]{999}""", re.ASCII
)


@dataclass(frozen=True)
class TooPrecise:
    """A number with more digits than a float has, which no rule accepts."""

    text: str

    def __str__(self) -> str:
        return self.text


def written_number(text: str) -> float | TooPrecise:
    """Return a number of a TOML text if its float represents it exactly, else `TooPrecise`.

    >>> written_number("0.1"), written_number("9.99999999999999999")
    (0.1, TooPrecise(text='9.99999999999999999'))
    """
    number = float(text)
    same = not math.isfinite(number) or Decimal(text) == Decimal(repr(number))
    return number if same else TooPrecise(text)


def read_toml(text: str, file: str, code: str = "methodology") -> dict[str, Any]:
    """Parse a TOML text.

    Args:
        code: of the problem if it is not TOML.

    Raises:
        DataError: it is not TOML; the problem names the line.
    """
    endless = _ENDLESS.search(text)
    if endless is not None:
        row = text.count("\n", 0, endless.start()) + 1
        raise DataError([Problem(code, file, row=row, wording="endless")])
    try:
        return tomllib.loads(text, parse_float=written_number)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        row = int(found[1]) if found else len(text.splitlines())
        raise DataError([_repeated(text, row, file, code) or Problem(code, file, row=row, wording="toml")]) from None
    except RecursionError:
        raise DataError([Problem(code, file, wording="toml")]) from None


def _repeated(text: str, row: int, file: str, code: str) -> Problem | None:
    """Return the problem of a duplicate key, if that is why TOML parsing fails in line `row`."""
    lines = text.split("\n")
    try:
        for again in repeated_keys("\n".join(lines[:row])):
            tomllib.loads(
                "\n".join(lines[: again.statement - 1])
            )  # everything before it is valid TOML: nothing else is wrong
            args = {"key": again.key, "line": again.first}
            wording = "brackets" if again.brackets else "twice"
            return Problem(code, file, row=again.line, column=again.key, wording=wording, args=args)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    return None


Relocate = Callable[[Path], Path | None]
"""Where a path of the rules is in the file: the same path, another, or None if it is not in the file."""


def methodology_problems(
    error: ValidationError,
    text: str,
    file: str,
    model: type[BaseModel],
    relocate: Relocate = lambda path: path,
    code: str = "methodology",
) -> list[Problem]:
    """Turn pydantic's findings into problems of a code, in the order of their lines."""
    found = error.errors(include_url=False)
    # a list without the wrong entry that pydantic dropped may be too short: not a second problem
    inner = {tuple(entry["loc"][:n]) for entry in found for n in range(1, len(entry["loc"]))}
    kept = [entry for entry in found if not (entry["type"] == "too_short" and tuple(entry["loc"]) in inner)]
    lines = key_lines(text)
    return sorted((_problem(entry, lines, file, model, relocate, code) for entry in kept), key=_line)


def _line(problem: Problem) -> int:
    return problem.row or 0


_EXPECTED = {
    "int_type": "whole",
    "int_from_float": "whole",
    "string_type": "text",
    "bool_type": "switch",
    "float_type": "number",
    "finite_number": "number",
    "tuple_type": "list",
    "dict_type": "table",
    "model_type": "table",
    "model_attributes_type": "table",
    "string_too_short": "nonempty",
    "string_too_long": "shorter",
    "too_short": "nonempty",
    "too_long": "fewer",
    "greater_than": "bound",
    "greater_than_equal": "bound",
    "less_than_equal": "bound",
}


_KINDS = ("[key]", "str", "SizeLeague", "FixedScore", "ColumnHeading", "function-before")
"""What pydantic adds to a path besides the file's own keys."""


def _problem(
    entry: ErrorDetails, lines: dict[Path, int], file: str, model: type[BaseModel], relocate: Relocate, code: str
) -> Problem:
    """Turn one finding into a problem; the wording depends on the finding's type, never on its text."""
    context = entry.get("ctx", {})
    loc = tuple(context.get("loc") or entry["loc"])
    loc = tuple(part for part in loc if part not in _KINDS)
    wording = entry["type"]
    value, known = context.get("value", entry.get("input")), context.get("known", [])
    expected = _bound_text(context)
    if wording == "float_type" and isinstance(value, TooPrecise):
        wording = "too_precise"
    elif wording == "extra_forbidden":
        value, known = loc[-1], _known_keys(loc, model, code)
        if not similar_names(str(value), known):
            wording = "unknown_key" if "unknown_key" in CODES[code].wordings else "literal_error"
            expected = ", ".join(map(repr, known))
    elif wording == "literal_error":
        expected = str(context["expected"]).replace(" or ", ", ")
    elif wording not in CODES[code].wordings:
        wording = f"type-{_EXPECTED.get(wording, 'other')}"
    place = relocate(loc)
    row = None if place is None else line_of(lines, place)
    said = {"other": context.get("other", ""), "expected": expected}
    return rule_problem(file, row, loc, wording, value, known, code, **said)


def rule_problem(
    file: str,
    row: int | None,
    path: Path,
    wording: str,
    value: object,
    known: Iterable[str] = (),
    code: str = "methodology",
    **args: object,
) -> Problem:
    """Return the problem of one rule: its line, key and value, and the known names that are similar.

    Args:
        known: the accepted names; all are listed if none is similar.
    """
    key = path_text(path)
    shown = str(value) if len(str(value)) <= _LONGEST_VALUE else f"{str(value)[: _LONGEST_VALUE - 1]}…"
    names = [*known]
    said = {"key": key, "value": shown, "near": similar_names(shown, names) or names, **args}
    return Problem(code, file, row=row, column=key or None, wording=wording, args=said)


def path_text(path: Path) -> str:
    """Return a path with indexes that count from 1.

    >>> path_text(("zones", 0, "upto"))
    'zones.1.upto'
    """
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _bound_text(context: dict[str, Any]) -> str:
    for name, sign in (("ge", "≥"), ("gt", ">"), ("le", "≤"), ("lt", "<")):
        if name in context:
            return f"{sign} {context[name]:.15g}"
    return ""


def _known_keys(loc: tuple[str | int, ...], model: type[BaseModel], code: str) -> list[str]:
    """Return the keys allowed in place of an unknown one, by walking the models along its path."""
    for part in loc[:-1]:
        if isinstance(part, str):
            field = next((f for n, f in model.model_fields.items() if part in (n, f.alias)), None)
            inner = None if field is None else _model_of(field.annotation)
            if inner is None:
                break
            model = inner
    extra = ["extends"] if len(loc) == 1 and code == "methodology" else []
    return [*(field.alias or name for name, field in model.model_fields.items()), *extra]


def _model_of(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_of(inner)
        if found is not None:
            return found
    return None
