"""A rating as Markdown: the tables, or with the digest the draft of an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TextIO

from govrank.compare import Movement
from govrank.digest.article import digest_sentences
from govrank.export.method import method_tables, norm_lines, version_line
from govrank.export.shown import shown
from govrank.language import Catalogue
from govrank.present.notes import absent_line, excluded_lines, legend_line, movement_lines, rules_line
from govrank.present.report import Report
from govrank.present.tables import final_tables, indicator_tables
from govrank.present.text_table import TextTable
from govrank.present.titles import methodology_title
from govrank.rating import Rating

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!$])")
_LINE = re.compile(r"^(?:\d+(?=[.)])|(?=[-+=]))")
_ADDRESS = re.compile(r"(?i)\b(?:(?:https?|ftp)(?=://)|www(?=\.))|(?<=\w)(?=@\w)")


def write_markdown(
    rating: Rating,
    words: Catalogue,
    stream: TextIO,
    movement: Movement | None = None,
    *,
    indicators: bool = False,
    top: int | None = None,
    digest: bool = False,
) -> None:
    """Write the final table of each league, the rules, who is left out and who is absent.

    Args:
        indicators: each indicator's table too.
        top: the first so many pages of each table only.
        digest: an article: the title and the digest above, and below the methodology with its sources.
    """
    tables = _indicators(rating, words, top, "###" if digest else "##") if indicators else []
    if digest:
        blocks = [
            *_digest(rating, words, movement),
            *_final(rating, words, movement, top, digest=True),
            *([_heading("##", words.say("html.indicators"))] if tables else []),
            *tables,
            *_out(rating, words, heading=True),
            *_methodology(rating, words),
        ]
    else:
        blocks = [*_final(rating, words, movement, top), *_out(rating, words), *tables]
    stream.write("\n\n".join(blocks) + "\n")


def write_report(report: Report, words: Catalogue, stream: TextIO) -> None:
    """Write a report's paragraphs and tables one below another."""
    blocks: list[str] = []
    for block in report.blocks:
        if isinstance(block, TextTable):
            blocks += _table(block, words, "#" if block.title else "")
        elif block:
            blocks.append(line(block))
    stream.write("\n\n".join(blocks) + "\n")


def escaped(text: str) -> str:
    """Return a text in which nothing is markup and no address becomes a link: for the inside of a line.

    >>> print(escaped("*a* | <b>"), escaped("https://a.kz"), escaped("a@b.kz"))
    \\*a\\* \\| \\<b\\> https\\://a.kz a\\@b.kz
    """
    return _ADDRESS.sub(lambda found: f"{found[0]}\\", _MARKUP.sub(r"\\\1", shown(text)))


def line(text: str) -> str:
    """Return a text that may begin a line: it makes no list and underlines no heading.

    >>> print(line("1. first"), line("- second"), line("third - 1. 3"))
    1\\. first \\- second third - 1. 3
    """
    return _LINE.sub(lambda found: f"{found[0]}\\", escaped(text.lstrip()))


def _heading(level: str, text: str) -> str:
    return f"{level} {escaped(text)}"


def _digest(rating: Rating, words: Catalogue, movement: Movement | None) -> list[str]:
    title = methodology_title(rating, words)
    if rating.edition.period:
        title = words.say("rating.title", title=title, period=rating.edition.period)
    return [_heading("#", title), *(line(sentence) for sentence in digest_sentences(rating, words, movement))]


def _final(
    rating: Rating, words: Catalogue, movement: Movement | None, top: int | None, *, digest: bool = False
) -> list[str]:
    tables = final_tables(rating, words, top, movement)
    if digest:
        blocks = [_heading("##", words.say("html.final"))]
        for table in tables:
            blocks += _table(table, words, "###" if len(tables) > 1 else "")
    else:
        blocks = [block for table in tables for block in _table(table, words, "#")]
    blocks.append(line(legend_line(rating, words)))
    if not digest:
        blocks.append(line(rules_line(rating, words)))
    if movement is not None:
        blocks += [line(said) for said in movement_lines(rating, movement, words)]
    return blocks


def _out(rating: Rating, words: Catalogue, *, heading: bool = False) -> list[str]:
    out, absent = excluded_lines(rating, words), absent_line(rating, words)
    blocks = [_heading("##", words.say("html.out"))] if heading and (out or absent) else []
    if out:
        blocks += [line(words.say("rating.excluded")), "\n".join(f"- {line(said)}" for said in out)]
    if absent:
        blocks.append(line(absent))
    return blocks


def _indicators(rating: Rating, words: Catalogue, top: int | None, level: str) -> list[str]:
    return [
        block
        for key in rating.methodology.keys
        for table in indicator_tables(rating, key, words, top)
        for block in _table(table, words, level)
    ]


def _methodology(rating: Rating, words: Catalogue) -> list[str]:
    tables = [block for table in method_tables(rating, words) for block in _table(table, words, "###")]
    title = _heading("##", words.say("html.methodology"))
    said = [rules_line(rating, words), *norm_lines(rating, words)]
    return [title, *map(line, said), *tables, line(version_line(rating, words))]


def _table(table: TextTable, words: Catalogue, level: str) -> list[str]:
    """Return a table as its heading, where there is to be one, its rows, and how many more pages there are."""
    rows = [
        _row(table.headings),
        "|" + "|".join("---:" if numeric else "---" for numeric in table.numeric) + "|",
        *map(_row, table.rows),
    ]
    blocks = [_heading(level, table.title)] if level else []
    blocks.append("\n".join(rows))
    return [*blocks, escaped(words.say("rating.more", n=table.more))] if table.more else blocks


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(map(escaped, cells)) + " |"
