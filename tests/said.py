"""Output without its wording: lines parsed into places and codes, sentences looked up in the catalogues.

Tests take `words`, `LANGUAGES` and `printable` from here, and so need no change when they move.
"""

import re

from govrank import CommandError, OutputError
from inside import LANGUAGES as LANGUAGES
from inside import Catalogue, error_lines, words
from inside import printable as printable

_LINE = re.compile(r"(?:error|warning): (?P<place>.*?): .+ \[(?P<code>[a-z-]+)\]", re.DOTALL)
_PLACES = {
    "where.sheet": 'sheet "{sheet}"',
    "where.row": "row {row}",
    "where.line": "line {row}",
    "where.rows": "{n} rows, first {first}",
    "where.cells": "{n} cells, first {first}",
    "where.lines": "{n} lines, first {first}",
    "where.columns": "{n} columns, first {first}",
}
"""How tests write a place, whatever words a catalogue has for it."""


class Heard(Catalogue):
    """A catalogue that records its messages, with their values."""

    def __init__(self, catalogue):
        super().__init__(catalogue.lang, catalogue.messages)
        self.said = []

    def say(self, key, /, **values):
        self.said.append((key, values))
        return super().say(key, **values)


def heard(make, lang="en"):
    """Return the messages, each key with its values, that a function of a catalogue uses."""
    catalogue = Heard(words(lang))
    make(catalogue)
    return catalogue.said


def of_message(said, key):
    """Return the values of one message, for each time it was used."""
    return [values for name, values in said if name == key]


def keys_of(said):
    return {key for key, _values in said}


def headings(*columns, lang="en"):
    """Return what columns of tables are headed by, such as "place" and "page"."""
    return [words(lang).say(f"table.{column}") for column in columns]


def listed(*names, lang="en"):
    """Return names as a sentence lists them: "A, B and C"."""
    return words(lang).say("list.and").join(filter(None, [", ".join(names[:-1]), names[-1]]))


def rows_of(text):
    """Return the lines of a printed text as their cells: two spaces and more divide them."""
    return [re.split("  +", line.strip()) for line in text.splitlines()]


def said(key, /, lang="en", **values):
    """Return a message of a catalogue with its names filled in."""
    return words(lang).say(key, **values)


def noted(line, lang="en"):
    """Return a problem's line as its place and code, "july.csv, row 7 (followers) [not-whole]"; else None."""
    found = _LINE.fullmatch(line.strip())
    if found is None:
        return None
    place = found["place"]
    for key, ours in _PLACES.items():
        message = words(lang).messages[key]
        for text in message.values() if isinstance(message, dict) else [message]:
            pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(text))
            place = re.sub(
                rf", {pattern}(?=, | \(|$)", lambda m, ours=ours: f", {ours.format(**m.groupdict())}", place, count=1
            )
    return f"{place} [{found['code']}]"


def command_line(wording, /, lang="en", **args):
    """Return the line of a command's error."""
    (line,) = error_lines(CommandError(wording, **args), words(lang))
    return line


def nearest(wording, near, /, lang="en", **args):
    """Return the beginning of that line, up to the first similar name, whichever others follow."""
    line = command_line(wording, lang, near=[near], **args)
    return line[: line.rindex(f"'{near}'") + len(near) + 2]


def output_line(path, reason, lang="en"):
    """Return the line of a command that cannot write."""
    (line,) = error_lines(OutputError(str(path), reason), words(lang))
    return line


def nothing(done, n, file, lang="en"):
    """Return the last line below problems: how many there are, and what was not done ("rated", "rules", …)."""
    return said("summary.problems" if done == "rated" else f"summary.problems.{done}", lang, n=n, file=file)
