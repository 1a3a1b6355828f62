"""In which line of a TOML text each key and each entry of a list stands: tomllib does not say."""

from __future__ import annotations

from dataclasses import dataclass, field

from govrank.methodology.toml_tokens import Token, plain_key, tokens_of

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Repeated:
    """A key that stands where it stood before.

    Attributes:
        first, line: in which lines; `statement` is the line in which what holds the second begins.
        brackets: whether it is a table's header, once in single and once in double brackets.
    """

    key: str
    first: int
    line: int
    statement: int
    brackets: bool = False


@dataclass
class _Reader:
    """Walks over the tokens of a text, noting where things stand; of one that is no TOML it notes what it can."""

    tokens: list[Token]
    at: int = 0
    lines: dict[Path, int] = field(default_factory=dict)
    repeated: list[Repeated] = field(default_factory=list)
    statement: int = 1
    counts: dict[Path, int] = field(default_factory=dict)  # entries of each list of tables, less one
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
        key = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
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
        """Pass what divides two entries; in a text that is no TOML whatever stands there."""
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
    """Return the keys of a text, TOML or nearly, that stand where they stood before.

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
    """Return a header's path, in which lists of tables carry the number of their latest entry."""
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
    """Return the line of a path, else of the nearest that it lies in."""
    for end in range(len(path), 0, -1):
        if path[:end] in lines:
            return lines[path[:end]]
    return None
