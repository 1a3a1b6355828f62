"""Headings given by the user for columns: `followers=Fan Count`, or a file of such lines.

If a heading is not enough, a TOML table takes its place: `er = { heading = "ER", decimal = "," }`.
"""

from __future__ import annotations

import codecs
import contextlib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from govrank.problems import CommandError, DataError, GovrankError, Problem
from govrank.read.book import read_content
from govrank.read.headings import HEADINGS, known_column
from govrank.read.numbers import DecimalSign
from govrank.text.spelling import is_file_name, similar_names

Given = Mapping[str, str | Mapping[str, str]] | Sequence[str]
"""Headings by column, texts such as `likes=Fan Count`, or files of such lines, as TOML or without quotes."""

Place = tuple[str, int] | None
"""The file and line of a heading; None if it is not in a file."""


class MappingError(CommandError):
    """An impossible mapping.

    Attributes:
        name: what it calls the column; `other`: the name of a column with the same heading, or the same column.
        given: the mapping as given.
    """

    def __init__(
        self, wording: str, given: Given, name: str, other: str = "", known: Iterable[str] = (), **args: object
    ) -> None:
        self.given, self.name, self.other, self.known = given, name, other, [*known]
        super().__init__(wording, **args, **({"known": self.known} if self.known else {}))


def column_mapping(
    given: Given,
    named: Callable[[str], str | None] = known_column,
    known: Iterable[str] = HEADINGS,
    wording: str = "no-such-column",
) -> dict[str, str]:
    """Return headings by column.

    Args:
        named: returns the column with a name, or None.
        known: names to choose from, for the error.
        wording: the error for an unknown column.

    Raises:
        MappingError: there is no such column, or a column or heading is repeated.
        DataError: `settings`: the same in a file, with its name and line.
        CommandError: there is no such file, or a text is not a mapping.

    >>> column_mapping({"network": "Kind", "likes": "Fan Count"}), column_mapping(["likes = Fan Count"])
    ({'platform': 'Kind', 'likes': 'Fan Count'}, {'likes': 'Fan Count'})
    """
    mapping: dict[str, str] = {}
    called: dict[str, str] = {}

    def refused(place: Place, wording: str, name: str, other: str = "", **args: Any) -> GovrankError:  # noqa: ANN401  # of its sentence
        if place is None:
            return MappingError(wording, given, name, other, **args)
        near = args.get("near") or [*args.get("known", ())]
        said = {"key": name, "value": name, "near": near, "other": other}
        wording = {"no-such-post-column": "no-such-column"}.get(wording, wording)
        return DataError([Problem("settings", place[0], row=place[1], column=name, wording=wording, args=said)])

    for name, heading, _decimal, place in _entries(given):
        column = named(name)
        if column is None:
            raise refused(place, wording, name, column=name, near=similar_names(name, known), known=known)
        if mapping.get(column, heading) != heading:
            headings = [mapping[column], heading]
            raise refused(place, "mapped-twice", name, called[column], column=column, headings=headings)
        other = next((other for other, its in mapping.items() if its == heading and other != column), None)
        if other is not None:
            raise refused(place, "heading-twice", name, called[other], heading=heading, columns=[other, column])
        mapping[column], called[column] = heading, name
    return mapping


def column_decimals(given: Given, named: Callable[[str], str | None] = known_column) -> dict[str, DecimalSign]:
    """Return the decimal signs of columns that a mapping states.

    >>> column_decimals(['er = { heading = "ER", decimal = "," }', "likes=Fan Count"])
    {'er': ','}
    """
    return {column: sign for name, _heading, sign, _place in _entries(given) if sign and (column := named(name))}


def mapping_files(given: Given) -> list[str]:
    """Return the files in a command line's mapping."""
    return [] if isinstance(given, Mapping) else [text for text in given if _is_file(text)]


def pair_lines(given: Given) -> list[str]:
    """Return a mapping as a command line writes it, its files opened.

    >>> pair_lines({"followers": "Fan Count", "er": {"heading": "ER", "decimal": ","}})
    ['followers=Fan Count', 'er={ heading = "ER", decimal = "," }']
    """
    return [
        f"{name}={{ heading = {_quoted(heading)}, decimal = {_quoted(decimal)} }}"
        if decimal
        else f"{_key(name)} = {_quoted(heading)}"
        if "=" in name
        else f"{name}={heading}"
        for name, heading, decimal, _place in _entries(given)
    ]


def mapping_lines(mapping: Mapping[str, str], lacking: Iterable[str] = (), unused: Iterable[str] = ()) -> list[str]:
    """Return a mapping as a TOML table, also valid as a file for `--columns`; missing columns are to be filled in.

    >>> mapping_lines({"followers": "Fan Count", "Hours online": "H"}, ["posts"], ["Texts"])
    ['[columns]', 'followers = "Fan Count"', '"Hours online" = "H"', '# posts = ""', '# ? = "Texts"']
    """
    there = [f"{_key(name)} = {_quoted(heading)}" for name, heading in mapping.items()]
    free = [f"# ? = {_quoted(heading)}" for heading in unused]
    return ["[columns]", *there, *(f'# {_key(name)} = ""' for name in lacking), *free]


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _quoted(name)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(sign if sign.isprintable() else f"\\U{ord(sign):08X}" for sign in escaped) + '"'


def _is_file(text: str) -> bool:
    return Path(text).is_file() or ("=" not in text and is_file_name(text))


def _entries(given: Given) -> list[tuple[str, str, DecimalSign | None, Place]]:
    """Return each column's name, its heading, its decimal sign if given, and its position."""
    if not isinstance(given, Mapping):
        return _pairs(given)
    return [(name, *_headed(one, f"{name}={one}"), None) for name, one in given.items()]


def _headed(said: object, line: str) -> tuple[str, DecimalSign | None]:
    """Return a heading and its decimal sign, from a text or a table that holds both."""
    if isinstance(said, str):
        return said, None
    if isinstance(said, Mapping) and said.keys() <= {"heading", "decimal"} and isinstance(said.get("heading"), str):
        decimal = said.get("decimal")
        if decimal in (".", ",", None):
            return said["heading"], decimal
    raise CommandError("no-mapping", value=line)


def _pairs(given: Sequence[str]) -> list[tuple[str, str, DecimalSign | None, Place]]:
    pairs = []
    for text in given:
        lines: list[tuple[str, Place]] = _lines(text) if _is_file(text) else [(text, None)]
        for line, place in lines:
            name, heading = _divided(line)
            try:
                said, decimal = _headed(heading, line)
                if not said or not name:
                    raise CommandError("no-mapping", value=line)
            except CommandError as error:
                if place is None:
                    raise
                args = {"key": name, "value": line}
                problem = Problem("settings", place[0], row=place[1], column=name, wording=error.wording, args=args)
                raise DataError([problem]) from None
            pairs.append((name, said, decimal, place))
    return pairs


def _divided(line: str) -> tuple[str, object]:
    """Return the name and the heading of a line; a name in quotes may contain the separator."""
    if line[:1] in ("'", '"'):
        with contextlib.suppress(tomllib.TOMLDecodeError):
            [(name, heading)] = tomllib.loads(line).items()
            return name, heading
    name, _sign, heading = (part.strip() for part in line.partition("="))
    return name.strip("\"'"), _value(heading)


def _lines(path: str) -> list[tuple[str, Place]]:
    content, name = read_content(path)
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # as PowerShell saves a command's output
    lines = content.decode("utf-16" if wide else "utf-8-sig", "replace").splitlines()
    said = [(line.strip(), (name, n)) for n, line in enumerate(lines, 1)]
    return [(line, place) for line, place in said if line and not line.startswith("#") and line != "[columns]"]


def _value(text: str) -> str | dict[str, object]:
    """Return a heading without its quotes, or the TOML table in its place."""
    if len(text) < 2 or text[0] not in "\"'{":
        return text
    try:
        value = tomllib.loads(f"heading = {text}")["heading"]
    except tomllib.TOMLDecodeError:
        return text[1:-1] if text[0] == text[-1] else text
    return value if isinstance(value, (str, dict)) else text
