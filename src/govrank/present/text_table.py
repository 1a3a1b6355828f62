"""A table of texts, ready for any output."""

from __future__ import annotations

from dataclasses import dataclass

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
