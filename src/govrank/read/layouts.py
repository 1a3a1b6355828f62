"""The ways in which desks lay a table out, each turned into one long table: a row a page, a column a count.

A cell keeps its address, so that what is wrong with it is said where the user sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from govrank.networks import PLATFORMS, platform_key
from govrank.problems import Problem
from govrank.read.headings import COUNTS, heading_key
from govrank.read.summary_rows import is_bare_total, is_total, stray_quotes, without_summary_rows
from govrank.read.table import Cell, Column, Grid, Part, has_no_figure, is_missing, tidy_text

Recognise = Callable[[str], str | None]

OF_A_ROW = (
    "region", "population", "excluded", "note", "number", "days", "date", "aliases", "platform",
)  # fmt: skip
"""Columns that are the region's and no network's: below no heading of their own they end the block before them."""
_SIGNS = "()[],:;./|–—- "
_MOST_WORDS = 3  # of a network's name


@dataclass(frozen=True)
class Block:
    """The columns of one network in a wide table: indexes with their headings, that of the network taken off."""

    network: str
    columns: tuple[tuple[int, str], ...]


def long_table(table: Grid, recognise: Recognise) -> Grid:
    """Return a wide table, a row a region and a block of columns a network, as a long one; any other as it is.

    A block in which nothing stands is no page. The header is of one row, whose headings name the networks, or of two,
    whose upper names them over their blocks.
    """
    table = _header_of_two_rows(table, recognise)
    blocks = _blocks_below(table, recognise) if table.above else _blocks_by_heading(table, recognise)
    if not blocks:
        return table
    return _unfolded(without_summary_rows(table), blocks, recognise)


def network_and_rest(heading: str) -> tuple[str, str] | None:
    """Return the network that a heading begins or ends with, and what else it says; None where it names none.

    >>> network_and_rest("Подписчики (ВК)"), network_and_rest("tik_tok_followers"), network_and_rest("Подписчики")
    (('vk', 'Подписчики'), ('tiktok', 'followers'), None)
    """
    words = heading.replace("_", " ").replace(":", ": ").replace("(", " (").split()
    for number in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        for named, rest in ((words[:number], words[number:]), (words[-number:], words[:-number])):
            text, said = " ".join(named), " ".join(rest).strip(_SIGNS)
            key = next((key for one in (text, text.strip(_SIGNS)) if (key := platform_key(one)) in PLATFORMS), None)
            if key is not None and said:
                return key, said
    return None


def network_of_name(name: str) -> str | None:
    """Return the network that a file's or a sheet's name says; None where it says none, or more than one.

    >>> network_of_name("Facebook"), network_of_name("instagram_2020-07"), network_of_name("ig-fb")
    ('facebook', 'instagram', None)
    """
    if (key := platform_key(name.strip())) in PLATFORMS:
        return key
    words = "".join(sign if sign.isalpha() else " " for sign in name).split()
    found = {key for word in words if (key := platform_key(word)) in PLATFORMS}
    found |= {key for pair in pairwise(words) if (key := platform_key(" ".join(pair))) in PLATFORMS}
    return found.pop() if len(found) == 1 else None


def joined_table(tables: Sequence[tuple[Grid, str | None]], recognise: Recognise) -> Grid:
    """Return the rows of several tables as one, in their order.

    Args:
        tables: each with the network of all its pages, where its file or sheet says it and none of its columns does.
    """
    first, _network = tables[0]
    if len(tables) == 1 and tables[0][1] is None:
        return first
    keys: dict[tuple[str, int], str] = {}  # the heading of each column of the result
    own: list[dict[tuple[str, int], int]] = []
    for table, network in tables:
        places: dict[tuple[str, int], int] = {}
        for at, heading in enumerate(table.headings):
            name = recognise(heading) or heading_key(heading)
            key = name, sum(1 for other, _n in places if other == name)
            places[key] = at
            keys.setdefault(key, heading)
        if network is not None:
            keys.setdefault(("platform", 0), "platform")
        own.append(places)
    columns: list[list[Cell]] = [[] for _ in keys]
    rows: list[int] = []
    parts: list[Part] = []
    part_of: list[int] = []
    problems: list[Problem] = []
    for (table, network), places in zip(tables, own, strict=True):
        table = without_summary_rows(table)
        number = len(table.rows)
        for column, key in zip(columns, keys, strict=True):
            if key in places:
                cells = table.columns[places[key]]
                column.extend(cells.tolist() if isinstance(cells, np.ndarray) else cells)
            else:
                column.extend([network if key[0] == "platform" and network is not None else ""] * number)
        before = len(parts)
        for part in table.parts or (Part(table, table.positions),):
            spots = [None if key not in places else part.positions[places[key]] for key in keys]
            parts.append(Part(part.table, tuple(spots)))
        part_of += [before + at for at in table.part_of] if table.parts else [before] * number
        rows += map(int, table.rows)
        problems += [*table.problems, *_quotes(table, recognise)]
    made = _made(first, [*keys.values()], [*columns], rows, parts, part_of, problems)
    return replace(made, titles=tuple(dict.fromkeys(title for table, _network in tables for title in table.titles)))


def _quotes(table: Grid, recognise: Recognise) -> list[Problem]:
    used = {at: name for at, heading in enumerate(table.headings) if (name := recognise(heading)) is not None}
    return stray_quotes(table, used) if table.separator else []


def _made(
    table: Grid,
    headings: Sequence[str],
    columns: Sequence[Column],
    rows: Sequence[int],
    parts: Sequence[Part],
    part_of: Sequence[int],
    problems: Sequence[Problem],
) -> Grid:
    """Return a long table whose cells stand in the parts."""
    spots = (next((s for part in parts if (s := part.positions[i]) is not None), 0) for i in range(len(headings)))
    return replace(
        table,
        headings=tuple(headings),
        columns=tuple(columns),
        rows=rows,
        positions=tuple(spots),
        merges=(),
        covered=next((part.table.covered for part in parts if part.table.covered), {}),
        formats=next((part.table.formats for part in parts if part.table.formats), {}),
        shown=next((part.table.shown for part in parts if part.table.shown), {}),
        separator="",
        above=(),
        parts=tuple(parts),
        part_of=part_of,
        problems=tuple(problems),
    )


def _header_of_two_rows(table: Grid, recognise: Recognise) -> Grid:
    """Return a table whose networks stand in its header and their counts in the row below with both as its header."""
    if table.above or not len(table.rows) or table.rows[0] != table.header_row + 1:
        return table
    if sum(platform_key(heading) in PLATFORMS for heading in table.headings) < 2:  # one is no block
        return table
    below = [tidy_text(cell) if isinstance(cell := column[0], str) else "" for column in table.columns]
    if sum(recognise(text) in COUNTS for text in below if text) < 2:
        return table
    above = [""] * (table.positions[-1] + 1)
    for position, heading in zip(table.positions, table.headings, strict=True):
        above[position] = heading
    lower = table.keep_rows(range(1, len(table.rows)))
    return replace(lower, headings=tuple(below), above=tuple(above), header_row=table.header_row + 1)


def _blocks_below(table: Grid, recognise: Recognise) -> list[Block]:
    """Return the blocks of a table above whose headings the networks stand."""
    named = _labels(table, recognise)
    counted = {
        recognise(heading)
        for label, heading in zip(named, table.headings, strict=True)
        if label is not None and platform_key(label) in PLATFORMS
    } & {*COUNTS}
    found: dict[str, list[tuple[int, str]]] = {}
    for at, (label, heading) in enumerate(zip(named, table.headings, strict=True)):
        if label is not None and heading and not is_bare_total(label):
            found.setdefault(platform_key(label), []).append((at, heading))
    # what no list knows is a network where the same counts stand below it as below the known ones
    blocks = [
        Block(network, tuple(columns))
        for network, columns in found.items()
        if network in PLATFORMS or any(recognise(heading) in counted for _at, heading in columns)
    ]
    return blocks if len(blocks) > 1 else []


def _labels(table: Grid, recognise: Recognise) -> list[str | None]:
    """Return what stands over each column: its own cell of the upper row, else the one whose block it is in."""
    ends = {left: right for top, _bottom, left, right in table.merges if top == table.header_row - 1}
    labels: list[str | None] = []
    label: str | None = None
    end: int | None = None
    for position, heading in zip(table.positions, table.headings, strict=True):
        upper = table.above[position] if position < len(table.above) else ""
        if upper:
            label, end = upper, ends.get(position)
            if upper == heading or recognise(upper) is not None:
                label = None
        elif (end is not None and position > end) or (end is None and recognise(heading) in OF_A_ROW):
            label = None
        labels.append(label)
    return labels


def _blocks_by_heading(table: Grid, recognise: Recognise) -> list[Block]:
    """Return the blocks of a table whose headings name the networks; none where no count has two of them."""
    found: dict[str, list[tuple[int, str]]] = {}
    networks: dict[str, set[str]] = {}
    for at, heading in enumerate(table.headings):
        name = recognise(heading)
        if name == "platform":
            return []
        if name is None and (said := network_and_rest(heading)) is not None and (count := recognise(said[1])):
            found.setdefault(said[0], []).append((at, said[1]))
            networks.setdefault(count, set()).add(said[0])
    if not any(count in COUNTS and len(of) > 1 for count, of in networks.items()):
        return []
    return [Block(network, tuple(columns)) for network, columns in found.items()]


def _unfolded(table: Grid, blocks: Sequence[Block], recognise: Recognise) -> Grid:
    """Return a wide table as a long one, its rows region by region."""
    in_blocks = {at for block in blocks for at, _heading in block.columns}
    totals = [at for at in range(len(table.headings)) if at not in in_blocks and _is_of_all(table, at, recognise)]
    shared = [at for at in range(len(table.headings)) if at not in {*in_blocks, *totals}]
    headings = [_own_heading(table, at) for at in shared]
    keys: dict[tuple[str, int], str] = {}
    spots: list[dict[tuple[str, int], int]] = []
    for block in blocks:
        own: dict[tuple[str, int], int] = {}
        for at, heading in block.columns:
            name = recognise(heading) or heading_key(heading)
            key = name, sum(1 for other, _n in own if other == name)
            own[key] = at
            keys.setdefault(key, heading)
        spots.append(own)
    rows: list[int] = []
    part_of: list[int] = []
    columns: list[list[Cell]] = [[] for _ in range(len(shared) + 1 + len(keys))]
    for row, number, cells in _pages(table, spots):
        kept = [_cell(table, at, row) for at in shared]
        values = [blocks[number].network, *(cells.get(key, "") for key in keys)]
        for column, cell in zip(columns, [*kept, *values], strict=True):
            column.append(cell)
        rows.append(int(table.rows[row]))
        part_of.append(number)
    parts = [
        Part(
            table,
            (
                *(table.positions[at] for at in shared),
                None,
                *(table.positions[own[key]] if key in own else None for key in keys),
            ),
        )
        for own in spots
    ]
    unused = [table.problem("unused-column", None, at, heading=table.headings[at]) for at in totals]
    problems = [*table.problems, *unused, *_quotes(table, recognise)]
    return _made(table, [*headings, "platform", *keys.values()], [*columns], rows, parts, part_of, problems)


def _is_of_all(table: Grid, at: int, recognise: Recognise) -> bool:
    """Say whether a column is the total of the networks: its heading says so, or what stands over it."""
    label = _labels(table, recognise)[at] if table.above else None
    return is_total(table.headings[at]) or (label is not None and is_bare_total(label))


def _own_heading(table: Grid, at: int) -> str:
    """Return a column's heading, which may stand in the upper row alone."""
    position = table.positions[at]
    return table.headings[at] or (table.above[position] if position < len(table.above) else "")


def _pages(
    table: Grid, spots: Sequence[dict[tuple[str, int], int]]
) -> Iterator[tuple[int, int, dict[tuple[str, int], Cell]]]:
    """Yield each row (an index) and block (an index) in which something stands, with the block's cells."""
    for row in range(len(table.rows)):
        for number, own in enumerate(spots):
            cells = {key: _cell(table, at, row) for key, at in own.items()}
            if not all(is_missing(cell) or has_no_figure(cell) for cell in cells.values()):
                yield row, number, cells


def _cell(table: Grid, at: int, row: int) -> Cell:
    column = table.columns[at]
    return int(column[row]) if isinstance(column, np.ndarray) else column[row]
