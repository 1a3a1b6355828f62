"""How a table fits a terminal: what to drop, or move below, before rows wrap."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len

from govrank.population.names import KIND_WORDS
from govrank.reports.table import Column, Table
from govrank.text.spelling import plain_key

_LEAST = 12  # letters: a name needs at least this much of a line
_LONGEST_WORD = 24  # letters: a longer one continues on the next line
_FOLDED_ROWS = 0.2  # a share: a few long names may take a second line before anything is left out
_WORDS = re.compile(r"\w+")
_PIECES = re.compile(r"(?<= )|(?<=\w-)(?=\w)")
_UNBROKEN = ("platform", "zone", "norm", "line")
"""Columns whose texts are usually short: they are folded only if a file makes them long."""


@dataclass(frozen=True)
class Layout:
    """Columns that fit a width, whose headings and names may have several lines, and their layout.

    Attributes:
        widths: of the columns, in letters; `gap`: between them.
        brief: whether the headings are brief.
        lines: of all rows together.
    """

    columns: tuple[Column, ...]
    widths: tuple[int, ...]
    gap: int
    brief: bool
    lines: int

    @property
    def width(self) -> int:
        return sum(self.widths) + self.gap * (len(self.columns) - 1)


def fit_table(table: Table, width: int) -> Layout:
    """Return the fullest layout of a table that fits: figures are never cut, names may wrap.

    Steps are tried in turn until hardly any row needs a second line: drop the region and the network if the page's name
    has them; make headings and gaps brief; show a zone's sign without its name; move region and network below the
    page's name. If none is enough, the layout with the fewest lines is taken.
    """
    whole = _laid(table, width, gap=2, brief=False)
    if whole.width <= width and whole.lines == len(table):
        return whole
    slim = without_said_twice(table)
    tried = [_laid(slim, width, gap=gap, brief=False) for gap in (2, 1)]
    for shape in (slim, with_region_below(slim)):
        tried += [_laid(one, width, gap=1, brief=True) for one in (shape, with_signs(shape))]
    enough = len(table) * (1 + _FOLDED_ROWS)
    for layout in tried:
        if layout.width <= width and layout.lines <= enough:
            return layout
    return min(tried, key=lambda layout: (max(layout.width, width), layout.lines))


def without_said_twice(table: Table, roles: Sequence[str] = ("region", "platform")) -> Table:
    """Return a table without the region or the network if every page's name already has it."""
    for role in roles:
        column, page = table.column(role), table.column("page")
        if column is None or page is None:
            continue
        slim = table.without([role])
        known = [one.texts for one in table.columns if one.role in ("page", "region", "platform")]
        left = [one.texts for one in slim.columns if one.role in ("page", "region", "platform")]
        alike = len(set(zip(*left, strict=True))) < len(
            set(zip(*known, strict=True))
        )  # two pages would become the same
        if not alike and all(map(is_said, column.texts, page.texts)):
            table = slim
    return table


def with_region_below(table: Table) -> Table:
    """Return a table with region and network, unless in the page's name, on a line below it."""
    page = table.column("page")
    below = [column for column in table.columns if column.role in ("region", "platform")]
    if page is None or not below:
        return table
    names = []
    for name, *rest in zip(page.texts, *(column.texts for column in below), strict=True):
        said = " · ".join(text for text in rest if not is_said(text, name))
        names.append(f"{name}\n{said}" if said else name)
    brief = "\n".join([page.brief or page.heading, " · ".join(one.brief or one.heading for one in below)]).strip()
    return table.put(page.showing(names, brief=brief)).without([column.role for column in below])


def with_signs(table: Table) -> Table:
    """Return a table with zones as signs alone, if each zone has its own sign."""
    zone = table.column("zone")
    if zone is None:
        return table
    signs = {text: text.split(" ")[0] for text in zone.texts}
    if len(set(signs.values())) < len(signs) or any(letter.isalnum() for sign in signs.values() for letter in sign):
        return table
    return table.put(zone.showing([signs[text] for text in zone.texts]))


def is_said(text: str, name: str) -> bool:
    """Return whether a page's name has each word of a region or a network, in any grammatical case.

    >>> is_said("Атырауская область", "Акимат Атырауской области"), is_said("город Алматы", "Акимат Астаны")
    (True, False)
    """
    said = _WORDS.findall(plain_key(name))
    sought = _WORDS.findall(plain_key(text))
    sought = [word for word in sought if word not in KIND_WORDS] or sought
    return all(any(_is_same_word(word, other) for other in said) for word in sought)


def _is_same_word(word: str, other: str) -> bool:
    """Return whether two words differ at most in their endings: Атырауская, Атырауской."""
    if len(word) < 5 or len(other) < 5:
        return word == other
    alike = 0
    while alike < min(len(word), len(other)) and word[alike] == other[alike]:
        alike += 1
    return alike >= 4 and len(word) - alike <= 3 and len(other) - alike <= 4


def _laid(table: Table, width: int, *, gap: int, brief: bool) -> Layout:
    """Lay a table's columns out in a width: figures and short texts in full, the rest shared by the names."""
    columns = tuple(
        replace(one, heading="\n".join(_folded_heading(one.brief or one.heading, _widest(one.texts)))) if brief else one
        for one in table.columns
    )
    natural = [max(_widest([column.heading]), _widest(column.texts)) for column in columns]
    folding = [
        i
        for i, (column, most) in enumerate(zip(columns, natural, strict=True))
        if not column.numeric and most > _LEAST and (column.role not in _UNBROKEN or most > _LONGEST_WORD)
    ]
    widths = list(natural)
    spare = width - gap * (len(widths) - 1) - sum(most for i, most in enumerate(natural) if i not in folding)
    least = [_longest_word(columns[i].texts) for i in folding]
    for i, share in zip(folding, _shares([natural[i] for i in folding], least, spare), strict=True):
        widths[i] = share
    lines = sum(
        max([1, *(_lines(row[i], widths[i]) for i in folding if widths[i] < natural[i] or "\n" in row[i])])
        for row in table.rows
    )
    return Layout(columns, tuple(widths), gap, brief, lines)


def _shares(natural: Sequence[int], longest: Sequence[int], spare: int) -> list[int]:
    """Return the widths of columns that share a space: whole words if they fit, extra space for the most shortened."""
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
    return max([0, *(cell_len(word.strip()) for cell in cells for word in cell.split())])


def _folded_heading(heading: str, width: int) -> Iterator[str]:
    """Yield the lines of a heading that is wider than its column's cells."""
    line = ""
    for word in heading.replace("\n", " \n ").split(" "):
        if word == "\n" or (line and cell_len(f"{line} {word}") > width):
            yield line
            line = "" if word == "\n" else word
        elif word:
            line = f"{line} {word}".strip()
    yield line


def folded(cell: str, width: int) -> list[str]:
    """Return the lines of a cell, broken between words and after hyphens; a longer word gets its own line.

    >>> folded("Акимат Западно-Казахстанской области", 23)
    ['Акимат Западно-', 'Казахстанской области']
    """
    lines = []
    for part in cell.split("\n"):
        line = ""
        for piece in _PIECES.split(part):
            if line and cell_len(line + piece.rstrip(" ")) > width:
                lines.append(line.rstrip(" "))
                line = ""
            line += piece
        lines.append(line.rstrip(" "))
    return lines


def _lines(cell: str, width: int) -> int:
    """Return how many lines a folded cell takes, plus one for each word that does not fit a line."""
    sizes = map(cell_len, folded(cell, width))
    return sum(
        -(-size // width) + 1 if size > width else 1 for size in sizes
    )  # a broken word is as bad as another line
