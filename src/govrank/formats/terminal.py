"""Tables on a terminal, in a pipe or in a file: nothing is cut, and every zone has its name and sign."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.table import Table as RichTable
from rich.text import Text

from govrank.reports.narrow import fit_table, folded
from govrank.reports.results import Result
from govrank.reports.sentences import printable
from govrank.reports.table import Bullets, Column, Heading, Legend, Line, Report, Table
from govrank.text.catalogue import Catalogue

_UNLIMITED = 100_000


class _Console(Console):
    """A console that raises an error for a closed pipe, as after `head`, for the command to handle."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def open_console(stream: TextIO) -> Console:
    """Return a console for a stream: as wide as the terminal, or as needed without one."""
    if stream.isatty():
        return _Console(file=stream, highlight=False, markup=False, emoji=False)
    return _plain_console(stream, _UNLIMITED)


def _plain_console(stream: TextIO, width: int) -> Console:
    """Return a console that never writes control codes, whatever FORCE_COLOR and similar variables say."""
    return _Console(
        file=stream, highlight=False, markup=False, emoji=False, width=width, no_color=True, force_terminal=False
    )


def write(result: Result, words: Catalogue, stream: TextIO, _key: str) -> None:
    """Print a result for a person."""
    show_report(result.report(words), words, stream)


def show_report(report: Report, words: Catalogue, stream: TextIO) -> None:
    """Print a report's blocks one below another."""
    console = open_console(stream)
    numbered = False
    for block in report.blocks:
        if isinstance(block, Table):
            numbered = show_table(block, words, console) or numbered
        elif isinstance(block, Legend):
            show_text((block.numbered if numbered else block.text) or None, console)
        elif isinstance(block, Bullets):
            for line in block.lines:
                show_text(f"  {line}", console)
        elif isinstance(block, Heading | Line):
            show_text(block.text, console)
        elif isinstance(block, str):
            show_text(block, console)


def show_text(text: str | None, console: Console) -> None:
    """Print a line of prose, wrapped between words on a terminal, else on one line."""
    if text is not None:
        console.print(Text(printable(text)), soft_wrap=not console.is_terminal)


def printable_table(table: Table) -> Table:
    """Return a table with every character of its headings and cells visible."""
    return replace(
        table,
        columns=tuple(
            column.showing(
                [*map(printable, column.texts)], heading=printable(column.heading), brief=printable(column.brief)
            )
            for column in table.columns
        ),
    )


def zone_style(color: str, system: str | None) -> Style | None:
    """Return the style of a coloured cell; with sixteen colours light fills would all be white."""
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    if red == green == blue:
        return None
    if system != "standard":
        return Style(color="black", bgcolor=color)
    if max(red, green, blue) == red:
        return Style(color="yellow" if green > blue else "red")
    return Style(color="green" if green > blue else "blue")


def _cells(column: Column, width: int, console: Console) -> list[Text]:
    """Return the cells of a column, coloured ones in their whole width."""
    cells = []
    texts = column.texts if column.numeric else ["\n".join(folded(text, width)) for text in column.texts]
    for text, color in zip(texts, column.fills, strict=True):
        style = zone_style(color, console.color_system) if console.is_terminal else None
        if style is not None and "\n" not in text:
            space = " " * (width - cell_len(text))
            text = space + text if column.numeric else text + space
        cells.append(Text(text, style or ""))
    return cells


def show_table(table: Table, words: Catalogue, console: Console) -> bool:
    """Print a table; return whether its headings had to be brief."""
    if len(table):  # not every file names regions
        table = table.without_empty([column.role for column in table.columns if not column.numeric])
    table = printable_table(table)
    layout = fit_table(table, console.width)
    grid = RichTable(box=None, padding=(0, layout.gap, 0, 0), pad_edge=False, header_style="bold", show_edge=False)
    for column, width in zip(layout.columns, layout.widths, strict=True):
        grid.add_column(
            Text(column.heading),
            justify="right" if column.numeric else "left",
            no_wrap=column.numeric,
            overflow="fold",  # nothing is cut: a word wider than its column continues on the next line
            min_width=width,  # unlike a width too small for the table, this one is never cut
            max_width=width,
        )
    cells = [_cells(column, width, console) for column, width in zip(layout.columns, layout.widths, strict=True)]
    for row in zip(*cells, strict=True):
        grid.add_row(*row)
    for line in (table.title, *table.notes):
        show_text(line or None, console)
    if console.is_terminal:
        # rich would drop columns rather than make lines longer
        grid.width = layout.width if layout.width > console.width else None
        console.print(grid, crop=False, no_wrap=False, overflow="ignore", soft_wrap=False)
    else:
        buffer = io.StringIO()
        _plain_console(buffer, max(console.width, layout.width)).print(grid)
        console.file.writelines(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines())
    if table.more:
        show_text(words.say("rating.more", n=table.more), console)
    return layout.brief
