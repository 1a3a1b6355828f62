"""A rating as Markdown: the tables of an article draft."""

from __future__ import annotations

import re
from typing import TextIO

from govrank.compare import Movement
from govrank.language import Catalogue
from govrank.present.tables import (
    TextTable,
    absent_line,
    excluded_lines,
    final_tables,
    indicator_tables,
    legend_line,
    movement_lines,
    rules_line,
)
from govrank.rating import Rating
from govrank.sentences import shown_text

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!])")


def write_markdown(
    rating: Rating,
    words: Catalogue,
    stream: TextIO,
    movement: Movement | None = None,
    *,
    indicators: bool = False,
    top: int | None = None,
) -> None:
    """Write the final table of each league, the rules, who is left out and who is absent."""
    for table in final_tables(rating, words, top, movement):
        _write_table(table, words, stream, "#")
    stream.write(f"{escaped(legend_line(rating, words))}\n\n{escaped(rules_line(rating, words))}\n")
    if movement is not None:
        stream.writelines(f"\n{escaped(line)}\n" for line in movement_lines(movement, words))
    out = excluded_lines(rating, words)
    if out:
        stream.write(f"\n{escaped(words.say('rating.excluded'))}\n\n")
        stream.writelines(f"- {escaped(line)}\n" for line in out)
    absent = absent_line(rating, words)
    if absent:
        stream.write(f"\n{escaped(absent)}\n")
    if indicators:
        for key in rating.methodology.keys:
            for table in indicator_tables(rating, key, words, top):
                stream.write("\n")
                _write_table(table, words, stream, "##")


def escaped(text: str) -> str:
    """Return a text in which nothing is markup."""
    return _MARKUP.sub(r"\\\1", shown_text(text))


def _write_table(table: TextTable, words: Catalogue, stream: TextIO, level: str) -> None:
    stream.write(f"{level} {escaped(table.title)}\n\n")
    stream.write("| " + " | ".join(map(escaped, table.headings)) + " |\n")
    stream.write("|" + "|".join("---:" if numeric else "---" for numeric in table.numeric) + "|\n")
    for row in table.rows:
        stream.write("| " + " | ".join(map(escaped, row)) + " |\n")
    if table.more:
        stream.write(f"\n{escaped(words.say('rating.more', n=table.more))}\n")
    stream.write("\n")
