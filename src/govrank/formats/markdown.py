"""A report as Markdown, with all names escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TextIO

from govrank.reports.results import Result
from govrank.reports.sentences import printable_spaced
from govrank.reports.table import Bullets, Heading, Legend, Line, Report, Table
from govrank.text.catalogue import Catalogue

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!$])")
_LINE = re.compile(r"^(?:\d+(?=[.)])|(?=[-+=]))")
_ADDRESS = re.compile(r"(?i)\b(?:(?:https?|ftp)(?=://)|www(?=\.))|(?<=\w)(?=@\w)")


def write(result: Result, words: Catalogue, stream: TextIO, _key: str) -> None:
    """Write a result as the draft of an article."""
    write_report(result.article(words), words, stream)


def write_report(report: Report, words: Catalogue, stream: TextIO) -> None:
    """Write a report's blocks one below another."""
    blocks: list[str] = []
    for block in report.blocks:
        if isinstance(block, Table):
            blocks += _table(block, words)
        elif isinstance(block, Heading):
            blocks.append(_heading(block.level, block.text))
        elif isinstance(block, Bullets):
            blocks.append("\n".join(f"- {line(text)}" for text in block.lines))
        elif isinstance(block, Legend | Line):
            blocks.append(line(block.text))
        elif isinstance(block, str):
            blocks.append(line(block))
    stream.write("\n\n".join(filter(None, blocks)) + "\n")


def escaped(text: str) -> str:
    """Return a text for the inside of a line, escaped so that nothing is markup and no address becomes a link.

    >>> print(escaped("*a* | <b>"), escaped("https://a.kz"), escaped("a@b.kz"))
    \\*a\\* \\| \\<b\\> https\\://a.kz a\\@b.kz
    """
    return _ADDRESS.sub(lambda found: f"{found[0]}\\", _MARKUP.sub(r"\\\1", printable_spaced(text)))


def line(text: str) -> str:
    """Return a text for the beginning of a line, so that it makes neither a list nor a heading.

    >>> print(line("1. first"), line("- second"), line("third - 1. 3"))
    1\\. first \\- second third - 1. 3
    """
    return _LINE.sub(lambda found: f"{found[0]}\\", escaped(text.lstrip()))


def _heading(level: int, text: str) -> str:
    return f"{'#' * level} {escaped(text)}"


def _table(table: Table, words: Catalogue) -> list[str]:
    """Return a table as its heading, if any, its rows, and the number of omitted pages."""
    rows = [
        _row(table.headings),
        "|" + "|".join("---:" if numeric else "---" for numeric in table.numeric) + "|",
        *map(_row, table.rows),
    ]
    blocks = [_heading(table.level, table.title)] if table.level and table.title else []
    blocks += map(line, table.notes)
    blocks.append("\n".join(rows))
    return [*blocks, escaped(words.say("rating.more", n=table.more))] if table.more else blocks


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(map(escaped, cells)) + " |"
