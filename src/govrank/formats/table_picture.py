"""A table as pictures: long names wrap and their row grows, figures stand to the right, nothing is cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from govrank.formats.charts import ink_on
from govrank.formats.drawing import GREY, INK, MARGIN, RULE, WIDTH, Box, Line, Picture
from govrank.formats.lettering import LINE, Lettering
from govrank.reports.narrow import without_said_twice
from govrank.reports.table import Table

ROWS_A_PART = 100  # a longer table is several pictures
_TALLEST = 8000  # units of rows in one picture: 16 000 pixels
TITLE_SIZE, KICKER_SIZE, HEAD_SIZE, CELL_SIZE = 16, 11, 10, 11
_PAD = 4  # on each side of a cell
_PAD_ROW = 4  # above and below a cell
_LONGEST_WORD = 150  # a word that is wider may be divided
_SHORT_TEXT = 60  # a cell that is no wider is not divided
_MOST_LINES = 4
_SHARES = (0.95, 0.8, 0.6)  # of the cells that columns are fitted to: one long name narrows no other


@dataclass(frozen=True)
class Column:
    left: float
    width: float
    numeric: bool


def table_pictures(table: Table, kicker: str, notes: Sequence[str], lettering: Lettering) -> list[Picture]:
    """Return a table as one picture, or as several of about the same length where it is long.

    Args:
        kicker: a line above the title; an empty text for none.
        notes: paragraphs under the table, in each picture.
    """
    table = _printable(table, lettering)
    columns = fit_columns(table, lettering)
    width = _table_width(columns)
    cells = [_wrapped_row(row, columns, lettering) for row in table.rows]
    parts = split_rows([_row_height(row) for row in cells])
    pictures = []
    for number, part in enumerate(parts, 1):
        title = table.title if len(parts) == 1 else f"{table.title} · {number}/{len(parts)}"
        picture = Picture(title, max(WIDTH, width))
        if kicker:
            picture.write(kicker, KICKER_SIZE, lettering, color=GREY, gap=2)
        picture.write(title, TITLE_SIZE, lettering, bold=True, gap=8)
        _draw_header(picture, table, columns, lettering)
        for i in part:
            _draw_row(picture, cells[i], columns, table.colors[i])
        picture.write_notes(notes, lettering)
        pictures.append(picture)
    return pictures


def is_wide(table: Table, lettering: Lettering) -> bool:
    """Return whether a table with its full headings is wider than an article's column."""
    return _table_width(fit_columns(_printable(table, lettering), lettering)) > WIDTH


def slim_table(table: Table, lettering: Lettering) -> Table:
    """Return a table that fits an article's column as it is; of another what its pages' names say already is left out.

    A region beside "Акимат Атырауской области" costs each row its second and third line.
    """
    shown = _printable(table, lettering)
    widths = [
        max(
            lettering.widest_piece(column.heading, HEAD_SIZE, bold=True),
            *(lettering.width(text, CELL_SIZE) for text in column.texts),
        )
        for column in shown.columns
    ]
    room = WIDTH - 2 * MARGIN - 2 * _PAD * len(widths)
    return table if sum(widths) <= room else without_said_twice(table)


def _table_width(columns: Sequence[Column]) -> float:
    return columns[-1].left + columns[-1].width + _PAD + MARGIN


def _printable(table: Table, lettering: Lettering) -> Table:
    return replace(
        table,
        columns=tuple(
            column.showing([*map(lettering.shown, column.texts)], heading=lettering.shown(column.heading))
            for column in table.columns
        ),
    )


def split_rows(heights: Sequence[float]) -> list[range]:
    """Return the parts of a long table, even ones where the rows allow.

    >>> split_rows([20] * 101)
    [range(0, 51), range(51, 101)]
    """
    count = max(1, -(-len(heights) // ROWS_A_PART))
    most = -(-len(heights) // count)
    parts: list[range] = []
    start, tall = 0, 0.0
    for i, height in enumerate(heights):
        if i > start and (i - start == most or tall + height > _TALLEST):
            parts.append(range(start, i))
            start, tall = i, 0.0
        tall += height
    return [*parts, range(start, len(heights))]


def fit_columns(table: Table, lettering: Lettering) -> list[Column]:
    """Return the columns: figures as wide as they are, texts so that most rows have as few lines as can be."""
    room = WIDTH - 2 * MARGIN - 2 * _PAD * len(table.headings)
    widths = [ceil(lettering.widest_piece(heading, HEAD_SIZE, bold=True)) for heading in table.headings]
    texts = {at: {*column.texts} for at, column in enumerate(table.columns)}
    names = [at for at, numeric in enumerate(table.numeric) if not numeric]
    for at, numeric in enumerate(table.numeric):
        widest = lettering.width if numeric else lettering.widest_piece
        need = ceil(max((widest(text, CELL_SIZE) for text in texts[at]), default=0))
        widths[at] = max(widths[at], need if numeric else min(need, _LONGEST_WORD))
        if not numeric:
            whole = ceil(max((lettering.width(text, CELL_SIZE) for text in texts[at]), default=0))
            widths[at] = max(widths[at], min(whole, _SHORT_TEXT))
    spare = room - sum(widths)
    lines, share = _reachable(widths, names, texts, spare, lettering)
    for at in names:
        widths[at] = max(widths[at], lettering.narrowest(texts[at], lines, CELL_SIZE, share=share))
    spare = room - sum(widths)
    lacking = {at: lettering.narrowest(texts[at], lines, CELL_SIZE) - widths[at] for at in names}
    for at in sorted(names, key=lambda at: lacking[at]):
        if 0 < lacking[at] <= spare:
            widths[at] += lacking[at]
            spare -= lacking.pop(at)
    if not any(more > 0 for more in lacking.values()):
        spare -= _widen_headings(widths, table.headings, spare, lettering)
    wanting = [at for at, more in lacking.items() if more > 0] or names
    for n, at in enumerate(wanting):  # every picture is as wide as the article's column
        more = max(0, spare // (len(wanting) - n))
        widths[at] += more
        spare -= more
    columns = []
    left = MARGIN + _PAD
    for width, numeric in zip(widths, table.numeric, strict=True):
        columns.append(Column(left, width, numeric))
        left += width + 2 * _PAD
    return columns


def _widen_headings(widths: list[int], headings: Sequence[str], spare: int, lettering: Lettering) -> int:
    """Put headings into one line as far as there is room; returns how much of it they took."""
    taken = 0
    for at, heading in enumerate(headings):
        more = ceil(lettering.width(heading, HEAD_SIZE, bold=True)) - widths[at]
        if 0 < more <= spare - taken:
            widths[at] += more
            taken += more
    return taken


def _reachable(
    widths: list[int], names: list[int], texts: dict[int, set[str]], spare: int, lettering: Lettering
) -> tuple[int, float]:
    """Return in how few lines the cells can stand, and how large a share of each column's."""
    for lines in range(1, _MOST_LINES + 1):
        for share in _SHARES:
            needed = (lettering.narrowest(texts[at], lines, CELL_SIZE, share=share) - widths[at] for at in names)
            if sum(max(0, more) for more in needed) <= spare:
                return lines, share
    return _MOST_LINES, 0


def _wrapped_row(row: Sequence[str], columns: Sequence[Column], lettering: Lettering) -> list[list[str]]:
    return [
        [cell] if column.numeric else lettering.wrapped(cell, column.width, CELL_SIZE)
        for cell, column in zip(row, columns, strict=True)
    ]


def _row_height(cells: Sequence[Sequence[str]]) -> float:
    return 2 * _PAD_ROW + max(len(lines) for lines in cells) * round(CELL_SIZE * LINE)


def _draw_header(picture: Picture, table: Table, columns: Sequence[Column], lettering: Lettering) -> None:
    cells = [
        lettering.wrapped(heading, column.width, HEAD_SIZE, bold=True)
        for heading, column in zip(table.headings, columns, strict=True)
    ]
    step = round(HEAD_SIZE * LINE)
    tallest = max(len(lines) for lines in cells)
    for lines, column in zip(cells, columns, strict=True):
        top = picture.height + (tallest - len(lines)) * step  # headings stand on the line below them
        for line in lines:
            picture.lines.append(_cell_line(line, column, top, HEAD_SIZE, INK, bold=True))
            top += step
    picture.height += tallest * step + 4
    _draw_rule(picture, INK)
    picture.height += 1


def _draw_row(picture: Picture, cells: Sequence[Sequence[str]], columns: Sequence[Column], color: str) -> None:
    height = _row_height(cells)
    picture.boxes.append(Box(MARGIN, picture.height, picture.width - 2 * MARGIN, height, color))
    for lines, column in zip(cells, columns, strict=True):
        for n, line in enumerate(lines):
            top = picture.height + _PAD_ROW + n * round(CELL_SIZE * LINE)
            picture.lines.append(_cell_line(line, column, top, CELL_SIZE, ink_on(color)))
    picture.height += height
    _draw_rule(picture, RULE)


def _draw_rule(picture: Picture, color: str) -> None:
    picture.boxes.append(Box(MARGIN, picture.height - 1, picture.width - 2 * MARGIN, 1, color))


def _cell_line(text: str, column: Column, top: float, size: float, color: str, *, bold: bool = False) -> Line:
    if column.numeric:
        return Line(text, column.left + column.width, top, size, bold, "right", color)
    return Line(text, column.left, top, size, bold, "left", color)
