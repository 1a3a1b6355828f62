"""In which line of a TOML text each key and each entry of a list stands: tomllib does not say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

Path = tuple[str | int, ...]

_TOKEN = re.compile(
    r"""(?P<skip>[ \t]+|\#[^\n]*)"""
    r"""|(?P<newline>\r?\n)"""
    r"""|(?P<long>\"\"\"(?:\\.|[^\\])*?\"{3,5}|'''.*?'{3,5})"""
    r"""|(?P<text>"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
    r"""|(?P<mark>[\[\]{}=,.])"""
    r"""|(?P<bare>[^\s\[\]{}=,.#"']+)""",
    re.DOTALL,
)


@dataclass
class _Reader:
    """Walks over the tokens of a text that tomllib has accepted, noting where things stand."""

    tokens: list[tuple[str, str, int]]
    at: int = 0
    lines: dict[Path, int] = field(default_factory=dict)

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
            parts.append(_plain(kind, text))
            self.at += 1
            if self.peek() != ".":
                break
            self.at += 1
        return tuple(parts)

    def pair(self, path: Path) -> None:
        start = self.at
        name = self.key()
        line = self.tokens[start][2]
        for n in range(1, len(name) + 1):
            self.lines.setdefault((*path, *name[:n]), line)
        self.at += 1  # the sign between key and value
        self.value((*path, *name))

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

    def _list(self, path: Path) -> None:
        self.at += 1
        number = 0
        self.newlines()
        while self.peek() not in ("]", ""):
            self.note((*path, number))
            self.value((*path, number))
            number += 1
            self.newlines()
            if self.peek() == ",":
                self.at += 1
            self.newlines()
        self.at += 1

    def _table(self, path: Path) -> None:
        self.at += 1
        self.newlines()
        while self.peek() not in ("}", ""):
            self.pair(path)
            self.newlines()
            if self.peek() == ",":
                self.at += 1
            self.newlines()
        self.at += 1


def key_lines(text: str) -> dict[Path, int]:
    """Return the line of every key and list entry of a TOML text, by its path.

    >>> key_lines('a = 1\\n[[zones]]\\n[[zones]]\\nupto = [2,\\n3]\\n')[("zones", 1, "upto", 1)]
    5
    """
    reader = _Reader(list(_tokens(text)))
    prefix: Path = ()
    counts: dict[Path, int] = {}
    while reader.at < len(reader.tokens):
        reader.newlines()
        if reader.at >= len(reader.tokens):
            break
        before = reader.at
        if reader.peek() == "[":
            line = reader.line()
            reader.at += 1
            several = reader.peek() == "["
            reader.at += several
            prefix = _resolved(reader.key(), counts, several=several)
            reader.at += 1 + several
            for n in range(1, len(prefix) + 1):
                reader.lines.setdefault(prefix[:n], line)
        else:
            reader.pair(prefix)
        reader.at = max(reader.at, before + 1)
    return reader.lines


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


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
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


def _plain(kind: str, text: str) -> str:
    if kind == "bare" or text.startswith("'"):
        return text.strip("'")
    try:
        return str(json.loads(text))
    except ValueError:  # an escape that only TOML knows: such a key is none of ours
        return text


def line_of(lines: dict[Path, int], path: Path) -> int | None:
    """Return the line of a path, else of the nearest that it lies in."""
    for end in range(len(path), 0, -1):
        if path[:end] in lines:
            return lines[path[:end]]
    return None
