"""A table of texts, ready for any output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

WHITE = "#ffffff"  # a row without a colour of its own


@dataclass(frozen=True)
class TextTable:
    """A table of texts.

    Attributes:
        headings: one a column; `brief` are the same for narrow places.
        numeric: which columns hold figures: they stand to the right and are never cut.
        rows: texts, row by row.
        colors: the zone's colour of each row.
        more: how many rows were left out at the end.
        roles: what each column holds, where it matters for how a narrow terminal shows it.
    """

    title: str
    headings: tuple[str, ...]
    brief: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    colors: tuple[str, ...]
    more: int = 0
    roles: tuple[str, ...] = ()


def keep_columns(table: TextTable, kept: Sequence[int]) -> TextTable:
    """Return a table with some of its columns only."""
    if len(kept) == len(table.numeric):
        return table
    return replace(
        table,
        headings=tuple(table.headings[i] for i in kept),
        brief=tuple(table.brief[i] for i in kept),
        numeric=tuple(table.numeric[i] for i in kept),
        roles=tuple(table.roles[i] for i in kept) if table.roles else (),
        rows=tuple(tuple(row[i] for i in kept) for row in table.rows),
    )
