"""The layouts of tables that people use, each turned into one long table: a row a page, a column a count.

A cell keeps its address, so that problems are reported where the user sees them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from govrank.networks import MOST_COMPARED, PLATFORMS, means_platform, platform_key, platform_label, similar_platform
from govrank.problems import Problem
from govrank.read.header import counts_over_networks
from govrank.read.headings import COUNTS, heading_key
from govrank.read.summary_rows import is_bare_total, is_total, stray_quotes, without_summary_rows
from govrank.read.table import Cell, ColumnCells, Grid, Part, column_letter, has_no_figure, is_missing

Recognise = Callable[[str], str | None]

OF_A_ROW = (
    "region", "population", "excluded", "note", "number", "days", "date", "aliases", "platform",
)  # fmt: skip
"""Columns about the region, not a network: without a heading of their own they end the previous block."""
_SIGNS = "()[],:;./|–—- "
_MOST_WORDS = 3  # of a network's name


@dataclass(frozen=True)
class Block:
    """The columns of one network in a wide table: indexes with their headings, without the network's name.

    `row` (the spreadsheet's) and `head` (an index) are where the header first names the network.
    """

    network: str
    columns: tuple[tuple[int, str], ...]
    row: int
    head: int


def long_table(table: Grid, recognise: Recognise) -> Grid:
    """Return a wide table, a row a region and a block of columns a network, as a long one; any other unchanged.

    An empty block is not a page. The header has one row, whose headings name the networks, or two, one for the
    networks and one for the counts.
    """
    if misplaced_head(table, recognise) is not None:
        return table
    blocks = _blocks_below(table, recognise) if table.above else _blocks_by_heading(table, recognise)
    if not blocks:
        return table
    return _unfolded(without_summary_rows(table), blocks, recognise)


def network_and_rest(heading: str, *, nearly: bool = False) -> tuple[str, str] | None:
    """Return the network that a heading begins or ends with, and the rest of it; None if it names none.

    Args:
        nearly: whether to accept mistyped names, which are kept as they are.

    >>> network_and_rest("Подписчики (ВК)"), network_and_rest("tik_tok_followers"), network_and_rest("Подписчики")
    (('vk', 'Подписчики'), ('tiktok', 'followers'), None)
    """
    words = heading.replace("_", " ").replace(":", ": ").replace("(", " (").split()
    for number in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        for named, rest in ((words[:number], words[number:]), (words[-number:], words[:-number])):
            text, said = " ".join(named), " ".join(rest).strip(_SIGNS)
            for key in map(platform_key, (text, text.strip(_SIGNS))):
                if said and (key in PLATFORMS or (nearly and similar_platform(key) is not None)):
                    return key, said
    return None


def network_of_name(name: str) -> str | None:
    """Return the network named in a file's or sheet's name; None if there is none, or several.

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
        tables: each with the network of all its pages, if its file or sheet names it and no column does.
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
    columns: Sequence[ColumnCells],
    rows: Sequence[int],
    parts: Sequence[Part],
    part_of: Sequence[int],
    problems: Sequence[Problem],
) -> Grid:
    """Return a long table whose cells come from the parts."""
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


def misplaced_head(table: Grid, recognise: Recognise) -> Problem | None:
    """Return the problem of a head that is over the middle of its block without being merged.

    Then a column before it has a heading that others have below their heads, or a head has one twice.
    """
    if not table.above:
        return None
    labels = _labels(table, recognise)
    by_count = _counts_above(table, recognise)
    if not by_count and sum(means_platform(label) for label in [*{*labels} - {None}][:MOST_COMPARED] if label) < 2:
        return None
    below = [
        platform_key(text) if by_count and platform_key(text) in PLATFORMS
        else heading_key(text) if not by_count and recognise(text) in COUNTS
        else None
        for text in table.headings
    ]  # fmt: skip
    merged = {left for top, _bottom, left, _right in table.merges if top == table.header_row - 1}
    under = {key for key, label in zip(below, labels, strict=True) if label is not None}
    heads = [at for at, label in enumerate(labels) if label is not None and (not at or labels[at - 1] != label)]
    for at, key in enumerate(below):
        head = next((one for one in reversed(heads) if one <= at), at)
        odd = next((one for one in heads if one > at), head)
        doubled = labels[at] is not None and key in below[head:at] and table.positions[head] not in merged
        bare = labels[at] is None and key in under and odd > at and not _above(table, at)
        if key is not None and (doubled or bare) and table.positions[odd] not in merged:
            return _of_head(table, "wide-table", table.header_row - 1, odd, wording="head")
    return None


def _of_head(table: Grid, code: str, row: int, at: int, value: str = "", **args: str) -> Problem:
    """Return a problem of a header cell in row `row` and column `at` (an index)."""
    text = table.headings[at] if row == table.header_row else _above(table, at)
    cell = None if table.sheet is None else f"{column_letter(table.positions[at])}{row}"
    return replace(table.problem(code, None, at, **args), row=row, cell=cell, value=value or text, column=None)


def _counts_above(table: Grid, recognise: Recognise) -> bool:
    """Return whether a table's header has the counts in its upper row and the networks in its lower one."""
    above = [_above(table, at) for at in range(len(table.headings))]
    return any(above) and counts_over_networks(above, table.headings, recognise)


def _above(table: Grid, at: int) -> str:
    """Return the upper row's cell over a column (an index)."""
    position = table.positions[at]
    return table.above[position] if 0 <= position < len(table.above) else ""


def _blocks_below(table: Grid, recognise: Recognise) -> list[Block]:
    """Return the blocks of a table whose header has two rows."""
    by_count = _counts_above(table, recognise)
    named = _networks_below(table, recognise) if by_count else _labels(table, recognise)
    headings = _labels(table, recognise) if by_count else table.headings
    known = [name is not None and means_platform(name) for name in named]
    counted = {recognise(heading or "") for is_known, heading in zip(known, headings, strict=True) if is_known}
    found: dict[str, list[tuple[int, str]]] = {}
    heads: dict[str, int] = {}
    for at, (name, heading) in enumerate(zip(named, headings, strict=True)):
        if name is not None and not is_bare_total(name):
            heads.setdefault(platform_key(name), at)
            if heading:
                found.setdefault(platform_key(name), []).append((at, heading))
    # an unknown name is a network if it has the same counts below it as known ones
    row = table.header_row if by_count else table.header_row - 1
    blocks = [
        Block(network, tuple(columns), row, heads[network])
        for network, columns in found.items()
        if means_platform(network) or any(recognise(heading) in counted & {*COUNTS} for _at, heading in columns)
    ]
    return blocks if len(blocks) > 1 else []


def _labels(table: Grid, recognise: Recognise) -> list[str | None]:
    """Return the upper row's heading of each column: its own cell, else that of its block."""
    ends = {left: right for top, _bottom, left, right in table.merges if top == table.header_row - 1}
    by_count = _counts_above(table, recognise)
    labels: list[str | None] = []
    label: str | None = None
    end: int | None = None
    for at, (position, heading) in enumerate(zip(table.positions, table.headings, strict=True)):
        name = recognise(heading) if heading else None
        if upper := _above(table, at):
            label, end = upper, ends.get(position)
            if upper == heading or recognise(upper) not in ((None, *COUNTS) if by_count else (None,)):
                label = None
        elif (end is not None and position > end) or (end is None and name in OF_A_ROW) or (by_count and name):
            label = None
        labels.append(label)
    return labels


def _networks_below(table: Grid, recognise: Recognise) -> list[str | None]:
    """Return the network of each column below a count: a known one, or a name below several counts."""
    labels = _labels(table, recognise)
    over: dict[str, set[str]] = {}
    for label, heading in zip(labels, table.headings, strict=True):
        if label is not None and heading and recognise(heading) is None:
            over.setdefault(heading, set()).add(label)
    named = {heading for heading, heads in over.items() if len(heads) > 1 or means_platform(heading)}
    return [
        heading if label is not None and heading in named else None
        for label, heading in zip(labels, table.headings, strict=True)
    ]


def _blocks_by_heading(table: Grid, recognise: Recognise) -> list[Block]:
    """Return the blocks of a table whose headings name the networks; none if no count has two of them."""
    said: dict[int, tuple[str, str]] = {}
    unknown: list[int] = []
    for at, heading in enumerate(table.headings):
        name = recognise(heading)
        if name == "platform":
            return []
        if name is None and (parts := network_and_rest(heading)) is not None and recognise(parts[1]):
            said[at] = parts
        elif name is None:
            unknown.append(at)
    for at in unknown[:MOST_COMPARED] if said else ():
        parts = network_and_rest(table.headings[at], nearly=True)
        if parts is not None and recognise(parts[1]) in COUNTS:
            said[at] = parts
    networks: dict[str, set[str]] = {}
    found: dict[str, list[tuple[int, str]]] = {}
    for at, (network, rest) in sorted(said.items()):
        found.setdefault(network, []).append((at, rest))
        networks.setdefault(str(recognise(rest)), set()).add(network)
    if not any(count in COUNTS and len(of) > 1 for count, of in networks.items()):
        return []
    return [Block(network, tuple(columns), table.header_row, columns[0][0]) for network, columns in found.items()]


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
    mistyped = [
        _of_head(table, "similar-network", block.row, block.head, block.network, near=platform_label(near))
        for block in blocks
        if (near := similar_platform(block.network)) is not None
    ]
    problems = [*table.problems, *unused, *mistyped, *_quotes(table, recognise)]
    return _made(table, [*headings, "platform", *keys.values()], [*columns], rows, parts, part_of, problems)


def _is_of_all(table: Grid, at: int, recognise: Recognise) -> bool:
    """Return whether a column is the total of the networks, by its heading or the one above."""
    label = _labels(table, recognise)[at] if table.above else None
    return is_total(table.headings[at]) or (label is not None and is_bare_total(label))


def _own_heading(table: Grid, at: int) -> str:
    """Return a column's heading, which may be only in the upper row."""
    return table.headings[at] or _above(table, at)


def _pages(
    table: Grid, spots: Sequence[dict[tuple[str, int], int]]
) -> Iterator[tuple[int, int, dict[tuple[str, int], Cell]]]:
    """Yield each row (an index) and non-empty block (an index), with the block's cells."""
    for row in range(len(table.rows)):
        for number, own in enumerate(spots):
            cells = {key: _cell(table, at, row) for key, at in own.items()}
            if not all(is_missing(cell) or has_no_figure(cell) for cell in cells.values()):
                yield row, number, cells


def _cell(table: Grid, at: int, row: int) -> Cell:
    column = table.columns[at]
    return int(column[row]) if isinstance(column, np.ndarray) else column[row]
