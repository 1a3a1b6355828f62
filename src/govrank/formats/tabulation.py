"""Columns of a sheet: what stands in them, how it looks, how wide they are, and their cells row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from govrank.formats.cells import (
    Value,
    formula_cell,
    formula_text,
    heading_width,
    is_long,
    lines_of,
    text_width,
    texts_width,
    value_cells,
)
from govrank.text.numbers import decimals_for, number_text

LINE = 15.5  # points: a line of text, rather more
SPARE = 1.15  # lines break at words
BUTTON = 2.5  # characters: a filter's
_TALLEST = 409  # points: of a row
BRACE = "\0"  # stands in a formula's template for a { of the user's, which begins no name of a row
_BLOCK = 1024  # rows that are put together at once


class Style(NamedTuple):
    """How a cell looks. No `align` is the program's habit: numbers right, texts left."""

    number: str = "General"
    align: str = ""
    wrap: bool = False
    bold: bool = False
    fill: str = ""
    ink: str = ""
    lines: bool = True
    quote: bool = False
    indent: int = 0


FIGURE = Style()
TEXT = Style(align="left", indent=1)
LONG_TEXT = Style(align="left", wrap=True, indent=1)
HEADING = Style(align="center", wrap=True, bold=True, fill="E7ECF2")
PLAIN = Style(lines=False)
PLACE = Style(align="center", bold=True)
TOTAL = Style(bold=True)
BOLD = Style(lines=False, bold=True)


class Column:
    """A column of a table: its heading, and values (texts or numbers), each of which a live formula may give.

    Attributes:
        formula: with {r} for the row, {a} and {z} for the first and the last row of its league, {x} for that of `rows`.
        rows: the row of another sheet that belongs to each row.
        live: which rows have the formula, where not all have it; the others have their value.
        otherwise: the formula of the others, where they have one too.
        fills: whether the row's zone colours the cell.
    """

    def __init__(
        self,
        heading: str,
        values: Sequence[Value] = (),
        style: Style = FIGURE,
        *,
        formula: str = "",
        rows: Sequence[int] = (),
        live: Sequence[bool] | None = None,
        otherwise: str = "",
        fills: bool = True,
        width: float = 0,
    ) -> None:
        self.heading = heading
        self.values = values
        self.style = style
        self.formula = formula
        self.rows = rows
        self.live = live
        self.otherwise = otherwise
        self.fills = fills
        self.width = width


def text_column(heading: str, texts: Sequence[str]) -> Column:
    """Return a column of texts; where one is too long for a column, they are wrapped."""
    return Column(heading, texts, LONG_TEXT if is_long(texts) else TEXT, width=texts_width(texts) + 1)


def figures_column(heading: str, numbers: Sequence[float], style: Style = FIGURE, least: int = 0) -> Column:
    """Return a column of numbers, unrounded, in a format with as many decimals as they need, but `least`."""
    decimals = max(decimals_for(numbers), least)
    form = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    largest = max((abs(number) for number in numbers if number == number), default=0)  # NaN is missing
    width = text_width(number_text(largest, "en", decimals)) + 2
    return Column(heading, numbers, style._replace(number=form), width=width)


def column_widths(columns: Sequence[Column], filters: int) -> list[float]:
    """Return how wide columns must be, the first of them with filters; in tenths of a character."""
    return [
        round(max(column.width, heading_width(column.heading) + (BUTTON if at < filters else 0)), 1)
        for at, column in enumerate(columns)
    ]


class DrawnColumn(NamedTuple):
    """A column with its letters, and the numbers of its styles by the row's colour."""

    letter: str
    column: Column
    ids: dict[str, int]
    quoted: dict[str, int]

    def cells(self, part: slice, rows: range, bounds: Sequence[tuple[int, int]], colors: Sequence[str]) -> list[str]:
        """Return the cells of some rows: `part` of the table, `rows` of the sheet."""
        column, letter = self.column, self.letter
        shades = colors if column.fills and colors else [""] * len(rows)
        ids = [self.ids[color] for color in shades]
        values = column.values[part]
        if not column.formula:
            return value_cells(letter, rows, values, ids, [self.quoted[color] for color in shades])
        lives = column.live[part] if column.live is not None else [True] * len(rows)
        others = column.rows[part] if column.rows else rows
        stored = values if len(values) else [None] * len(rows)
        cells = []
        made = {}
        for row, other, style, bound, live, value in zip(rows, others, ids, bounds, lives, stored, strict=True):
            formula = column.formula if live else column.otherwise
            if not formula:
                cells += value_cells(letter, [row], [value], [style], [style])
                continue
            if (formula, bound) not in made:
                filled = formula.replace("{a}", str(bound[0])).replace("{z}", str(bound[1]))
                made[formula, bound] = [
                    [piece.replace(BRACE, "{") for piece in half.split("{r}")]
                    for half in formula_text(filled).split("{x}")
                ]
            here, there = str(row), str(other)
            text = there.join([here.join(pieces) for pieces in made[formula, bound]])
            cells.append(formula_cell(letter, row, style, text, value))
        return cells


def table_rows(
    drawn: Sequence[DrawnColumn],
    top: int,
    length: int,
    fills: Sequence[str],
    bounds: Sequence[tuple[int, int]],
    heights: Mapping[int, float],
) -> Iterator[str]:
    """Return the rows of a table as XML, some thousands at once."""
    for start in range(0, length, _BLOCK):
        part = slice(start, min(start + _BLOCK, length))
        rows = range(top + part.start, top + part.stop)
        made = [column.cells(part, rows, bounds[part], fills[part]) for column in drawn]
        tall = {row: f' ht="{heights[row]}" customHeight="1"' for row in rows if row in heights}
        yield "".join(
            f'<row r="{row}"{tall.get(row, "")}>{"".join(cells)}</row>' for row, *cells in zip(rows, *made, strict=True)
        )


def row_heights(columns: Sequence[Column], widths: Sequence[float]) -> dict[int, float]:
    """Return the heights of the rows whose texts need more than a line; not every program finds out by itself."""
    lines: dict[int, int] = {}
    for column, width in zip(columns, widths, strict=True):
        if column.style.wrap:
            for at, text in enumerate(column.values):
                if isinstance(text, str) and is_long([text]):
                    lines[at] = max(lines.get(at, 1), lines_of(text, (width - 2) / SPARE))
    return {at: min(count * LINE, _TALLEST) for at, count in lines.items() if count > 1}
