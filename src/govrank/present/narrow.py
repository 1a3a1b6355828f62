"""How a table fits a terminal: what may go, or stand below, before a row takes more lines than it must."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len

from govrank.population.gazetteer import KIND_WORDS
from govrank.present.text_table import TextTable, keep_columns
from govrank.spelling import plain_key

_LEAST = 12  # letters: less than this of a name in a line cannot be read
_LONGEST_WORD = 24  # letters: a longer one goes on in the next line
_FOLDED_ROWS = 0.2  # a share: a few long names may take a second line before anything is left out
_WORDS = re.compile(r"\w+")
_UNBROKEN = ("platform", "zone", "norm", "line")
"""Columns of short texts that are known beforehand: they are folded only where a file makes them long."""


@dataclass(frozen=True)
class Column:
    """A column ready to be printed: `heading` may have several lines, and so may a cell of a name."""

    heading: str
    cells: tuple[str, ...]
    numeric: bool
    width: int


@dataclass(frozen=True)
class Layout:
    """Columns that fit a width, the gap between them, and whether their headings are the brief ones."""

    columns: tuple[Column, ...]
    gap: int
    brief: bool
    lines: int

    @property
    def width(self) -> int:
        return sum(column.width for column in self.columns) + self.gap * (len(self.columns) - 1)


def fit_table(table: TextTable, width: int) -> Layout:
    """Return the fullest layout of a table that fits: figures are never cut, names go on in further lines.

    One step after the other is tried until hardly a row needs a second line: the region and the network are left
    out where the page's own name has them; the headings and the gaps become brief; a zone's sign stands without
    its word; region and network stand below the page's name. Where none is enough, the one with the fewest
    lines is taken.
    """
    whole = _laid(table, width, gap=2, brief=False)
    if whole.width <= width and whole.lines == len(table.rows):
        return whole
    slim = without_said_twice(table)
    tried = [_laid(slim, width, gap=gap, brief=False) for gap in (2, 1)]
    for shape in (slim, with_region_below(slim)):
        tried += [_laid(one, width, gap=1, brief=True) for one in (shape, with_signs(shape))]
    enough = len(table.rows) * (1 + _FOLDED_ROWS)
    for layout in tried:
        if layout.width <= width and layout.lines <= enough:
            return layout
    return min(tried, key=lambda layout: (max(layout.width, width), layout.lines))


def without_said_twice(table: TextTable) -> TextTable:
    """Return a table without the region and the network, each where every page's name has it already."""
    if "page" not in table.roles:
        return table
    for role in ("region", "platform"):
        if role not in table.roles:
            continue
        kept = [i for i, one in enumerate(table.roles) if one != role]
        known = [i for i, one in enumerate(table.roles) if one in ("page", "region", "platform")]
        whole = {tuple(row[i] for i in known) for row in table.rows}
        without = {tuple(row[i] for i in known if i in kept) for row in table.rows}
        twice = all(map(is_said, _column(table, role), _column(table, "page")))
        if twice and len(without) == len(whole):  # no two pages become the same
            table = keep_columns(table, kept)
    return table


def with_region_below(table: TextTable) -> TextTable:
    """Return a table with what the page's name does not say of its region and network in a line below it."""
    if "page" not in table.roles:
        return table
    page = table.roles.index("page")
    below = [i for i, role in enumerate(table.roles) if role in ("region", "platform")]
    if not below:
        return table
    rows = []
    for row in table.rows:
        said = " · ".join(row[i] for i in below if not is_said(row[i], row[page]))
        rows.append((*row[:page], f"{row[page]}\n{said}" if said else row[page], *row[page + 1 :]))
    heading = "\n".join([table.brief[page], " · ".join(table.brief[i] for i in below)]).strip()
    joined = replace(table, rows=tuple(rows), brief=(*table.brief[:page], heading, *table.brief[page + 1 :]))
    return keep_columns(joined, [i for i in range(len(table.roles)) if i not in below])


def with_signs(table: TextTable) -> TextTable:
    """Return a table whose zones are signs alone, where each zone has one of its own."""
    if "zone" not in table.roles:
        return table
    at = table.roles.index("zone")
    signs = {row[at]: row[at].split(" ")[0] for row in table.rows}
    if len(set(signs.values())) < len(signs) or any(letter.isalnum() for sign in signs.values() for letter in sign):
        return table
    return replace(table, rows=tuple((*row[:at], signs[row[at]], *row[at + 1 :]) for row in table.rows))


def is_said(text: str, name: str) -> bool:
    """Return whether a page's name has each word of a region or a network, in whatever case.

    >>> is_said("Атырауская область", "Акимат Атырауской области"), is_said("город Алматы", "Акимат Астаны")
    (True, False)
    """
    said = _WORDS.findall(plain_key(name))
    sought = _WORDS.findall(plain_key(text))
    sought = [word for word in sought if word not in KIND_WORDS] or sought
    return all(any(_is_same_word(word, other) for other in said) for word in sought)


def _is_same_word(word: str, other: str) -> bool:
    """Return whether two words differ in their endings at most: Атырауская, Атырауской."""
    if len(word) < 5 or len(other) < 5:
        return word == other
    alike = 0
    while alike < min(len(word), len(other)) and word[alike] == other[alike]:
        alike += 1
    return alike >= 4 and len(word) - alike <= 3 and len(other) - alike <= 4


def _column(table: TextTable, role: str) -> list[str]:
    at = table.roles.index(role)
    return [row[at] for row in table.rows]


def _laid(table: TextTable, width: int, *, gap: int, brief: bool) -> Layout:
    """Return a table's columns in a width: figures and short texts whole, the rest shared by the names."""
    headings = table.brief if brief else table.headings
    cells = list(zip(*table.rows, strict=True)) or [()] * len(headings)
    said = [
        "\n".join(_folded_heading(heading, _widest(column))) if brief else heading
        for heading, column in zip(headings, cells, strict=True)
    ]
    natural = [max(_widest([heading]), _widest(column)) for heading, column in zip(said, cells, strict=True)]
    roles = table.roles or ("",) * len(headings)
    folding = [
        i
        for i, most in enumerate(natural)
        if not table.numeric[i] and most > _LEAST and (roles[i] not in _UNBROKEN or most > _LONGEST_WORD)
    ]
    widths = list(natural)
    spare = width - gap * (len(widths) - 1) - sum(most for i, most in enumerate(natural) if i not in folding)
    least = [_longest_word(cells[i]) for i in folding]
    for i, share in zip(folding, _shares([natural[i] for i in folding], least, spare), strict=True):
        widths[i] = share
    lines = sum(
        max([1, *(_lines(row[i], widths[i]) for i in folding if widths[i] < natural[i] or "\n" in row[i])])
        for row in table.rows
    )
    columns = tuple(
        Column(heading, tuple(column), numeric, one)
        for heading, column, numeric, one in zip(said, cells, table.numeric, widths, strict=True)
    )
    return Layout(columns, gap, brief, lines)


def _shares(natural: Sequence[int], longest: Sequence[int], spare: int) -> list[int]:
    """Return the widths of columns that share a space: whole words where they fit, more to whom most is cut."""
    least = [min(most, max(_LEAST, min(word, _LONGEST_WORD))) for most, word in zip(natural, longest, strict=True)]
    if sum(least) > spare:
        least = [min(most, _LEAST) for most in natural]
    widths = list(least)
    for _ in range(min(spare, sum(natural)) - sum(widths)):
        tightest = max(range(len(widths)), key=lambda i: natural[i] / widths[i])
        widths[tightest] += 1
    return widths


def _widest(cells: Sequence[str]) -> int:
    return max([0, *(cell_len(line) for cell in cells for line in cell.split("\n"))])


def _longest_word(cells: Sequence[str]) -> int:
    return max([0, *(cell_len(word) for cell in cells for word in cell.split())])


def _folded_heading(heading: str, width: int) -> Iterator[str]:
    """Yield the lines of a heading that is wider than what stands below it."""
    line = ""
    for word in heading.replace("\n", " \n ").split(" "):
        if word == "\n" or (line and cell_len(f"{line} {word}") > width):
            yield line
            line = "" if word == "\n" else word
        elif word:
            line = f"{line} {word}".strip()
    yield line


def _lines(cell: str, width: int) -> int:
    """Return how many lines a cell takes when it is wrapped, and one more for each word that does not fit a line."""
    lines = 0
    for part in cell.split("\n"):
        left = -1  # as yet there is no line to go on
        for size in map(cell_len, part.split(" ")):
            if size + 1 <= left:
                left -= size + 1
            else:
                lines += -(-size // width) + 1 if size > width else 1  # a broken word is as bad as a line
                left = width - (size % width or (width if size else 0))
    return lines
