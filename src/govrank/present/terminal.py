"""The tables on a terminal, in a pipe or in a file: nothing is cut, and every zone has its word and sign."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TextIO

from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from govrank.compare import Movement
from govrank.language import Catalogue
from govrank.present.narrow import fit_table
from govrank.present.notes import absent_line, excluded_lines, legend_line, movement_lines, rules_line
from govrank.present.report import Report
from govrank.present.tables import final_tables, indicator_tables
from govrank.present.text_table import TextTable, keep_columns
from govrank.rating import Rating
from govrank.sentences import shown_text

_UNLIMITED = 100_000


class _Console(Console):
    """A console whose reader may have enough, as `head` has: the command decides what that means."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def open_console(stream: TextIO) -> Console:
    """Return a console for a stream: as wide as the terminal, without one as wide as it needs to be."""
    if stream.isatty():
        return _Console(file=stream, highlight=False, markup=False, emoji=False)
    return _plain_console(stream, _UNLIMITED)


def _plain_console(stream: TextIO, width: int) -> Console:
    """Return a console that writes no control code, whatever FORCE_COLOR and its like say."""
    return _Console(
        file=stream, highlight=False, markup=False, emoji=False, width=width, no_color=True, force_terminal=False
    )


def show_rating(
    rating: Rating,
    words: Catalogue,
    stream: TextIO,
    movement: Movement | None = None,
    *,
    indicators: bool = False,
    top: int | None = None,
    digest: bool = False,
) -> None:
    """Print the final table, the rules under it, and who is left out or absent; above it, if asked, a digest."""
    console = open_console(stream)
    if digest:
        from govrank.digest.article import digest_sentences

        for sentence in digest_sentences(rating, words, movement):
            show_text(sentence, console)
        show_text("", console)
    numbered = False
    for n, table in enumerate(final_tables(rating, words, top, movement)):
        if n:
            show_text("", console)
        numbered = show_table(table, words, console) or numbered
    show_text(legend_line(rating, words, numbered=numbered) or None, console)
    show_text(rules_line(rating, words), console)
    if movement is not None:
        for line in movement_lines(rating, movement, words):
            show_text(line, console)
    out = excluded_lines(rating, words)
    if out:
        show_text("", console)
        show_text(words.say("rating.excluded"), console)
        for line in out:
            show_text(f"  {line}", console)
    absent = absent_line(rating, words)
    if absent:
        show_text("" if not out else None, console)
        show_text(absent, console)
    if indicators:
        for key in rating.methodology.keys:
            show_text("", console)
            for table in indicator_tables(rating, key, words, top):
                show_table(table, words, console)


def show_report(report: Report, words: Catalogue, stream: TextIO) -> None:
    """Print a report's paragraphs and tables one below another."""
    console = open_console(stream)
    for block in report.blocks:
        if isinstance(block, str):
            show_text(block, console)
        else:
            show_table(block, words, console)


def show_text(text: str | None, console: Console) -> None:
    """Print a line of prose; on a terminal it is wrapped between words, elsewhere it stays one line."""
    if text is not None:
        console.print(Text(shown_text(text)), soft_wrap=not console.is_terminal)


def without_empty_columns(table: TextTable) -> TextTable:
    """Return a table without the columns of texts in which no row has any: not every file names regions."""
    kept = [i for i, numeric in enumerate(table.numeric) if numeric or any(row[i] for row in table.rows)]
    return keep_columns(table, kept) if table.rows else table


def _shown_table(table: TextTable) -> TextTable:
    """Return a table whose headings and cells show every character."""
    return replace(
        table,
        headings=tuple(map(shown_text, table.headings)),
        brief=tuple(map(shown_text, table.brief)),
        rows=tuple(tuple(map(shown_text, row)) for row in table.rows),
    )


def zone_style(color: str, system: str | None) -> Style | None:
    """Return how a row of a zone's colour looks; with sixteen colours light fills would all be white."""
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    if red == green == blue:
        return None
    if system != "standard":
        return Style(color="black", bgcolor=color)
    return Style(color="green" if green > red else "red" if red > blue else "blue")


def show_table(table: TextTable, words: Catalogue, console: Console) -> bool:
    """Print a table; returns whether its headings were the brief ones, because the full ones did not fit."""
    table = _shown_table(without_empty_columns(table))
    layout = fit_table(table, console.width)
    grid = Table(box=None, padding=(0, layout.gap, 0, 0), pad_edge=False, header_style="bold", show_edge=False)
    for column in layout.columns:
        grid.add_column(
            Text(column.heading),
            justify="right" if column.numeric else "left",
            no_wrap=column.numeric,
            overflow="fold",  # nothing is cut: a word that is wider than its column goes on in the next line
            min_width=column.width,  # a width that is too small for the table would be cut down, this one is not
            max_width=column.width,
        )
    for cells, color in zip(zip(*(column.cells for column in layout.columns), strict=True), table.colors, strict=True):
        grid.add_row(*map(Text, cells), style=zone_style(color, console.color_system))
    show_text(table.title or None, console)
    if console.is_terminal:
        # rich would leave columns out before the lines are longer
        grid.width = layout.width if layout.width > console.width else None
        console.print(grid, crop=False, no_wrap=False, overflow="ignore", soft_wrap=False)
    else:
        buffer = io.StringIO()
        _plain_console(buffer, max(console.width, layout.width)).print(grid)
        console.file.writelines(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines())
    if table.more:
        show_text(words.say("rating.more", n=table.more), console)
    return layout.brief
