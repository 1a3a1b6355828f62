"""The tables of results: typed columns that every output renders, and reports, which order them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from govrank.read.logo import Logo

WHITE = "#ffffff"  # a cell without a colour

Kind = Literal["figure", "move", "text", "page", "zone", "line"]
"""The kind of a column: numbers, right-aligned and never cut; moves, which are numbers or words; texts; the page, which
heads its row; a zone; or places by edition, drawn by outputs that can."""


@dataclass(frozen=True, eq=False)
class Column:
    """One column of a table, raw and as shown.

    Attributes:
        role: what it holds, for scripts and for layouts: "place", "page", "total", an indicator's key, …
        values: raw, one a row, for sorting and data files; None if missing.
        show: returns a cell's text, by the row's index.
        brief: the heading if there is little room.
        title: the full heading, if `heading` is short.
        decimals: the minimum for a figure.
        colors: the fill of each cell, as "#ffffff"; empty if all are white.
        unit: appended to each figure.
        compound: whether its texts say more than its values: an interval with its median, a place with its move.
    """

    role: str
    heading: str
    kind: Kind
    values: Sequence[Any]
    show: Callable[[int], str]
    brief: str = ""
    title: str = ""
    decimals: int = 0
    colors: Sequence[str] = ()
    unit: str = ""
    compound: bool = False

    @property
    def numeric(self) -> bool:
        """Whether it holds figures, which are right-aligned."""
        return self.kind in ("figure", "move")

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The texts of its cells, made when an output shows them."""
        return tuple(map(self.show, range(len(self.values))))

    @property
    def cells(self) -> list[Any]:
        """Its texts, with plain whole numbers as numbers."""
        pairs = zip(self.values, self.texts, strict=True)
        return [value if type(value) is int and str(value) == text else text for value, text in pairs]

    @property
    def empty(self) -> bool:
        """Whether every row is empty."""
        return all(value in ("", None) for value in self.values)

    @property
    def fills(self) -> Sequence[str]:
        """The fill of each of its cells; white means none."""
        return self.colors or (WHITE,) * len(self.values)

    def tinted(self, colors: Sequence[str]) -> Column:
        """Return the column with a fill in each cell."""
        return replace(self, colors=colors)

    def showing(self, texts: Sequence[str], **changed: Any) -> Column:  # noqa: ANN401  # of any field
        """Return the column with other texts in its cells."""
        return replace(self, show=texts.__getitem__, **changed)


def text_column(role: str, heading: str, texts: Sequence[str], kind: Kind = "text") -> Column:
    """Return a column whose values are its texts."""
    return Column(role, heading, kind, texts, texts.__getitem__)


def figure_column(role: str, heading: str, values: Sequence[Any], say: Callable[[Any], str]) -> Column:
    """Return a column of figures, each written by `say`."""
    return Column(role, heading, "figure", values, lambda row: say(values[row]))


def data_column(role: str, values: Any, kind: Kind = "figure") -> Column:  # noqa: ANN401  # a sequence or an array
    """Return a column for scripts, which its role names."""
    return Column(role, role, kind, values, lambda row: str(values[row]))


@dataclass(frozen=True, eq=False)
class Table:
    """A table.

    Attributes:
        columns: all of one length.
        more: the number of rows left out at the end.
        level: of its title as a heading; 0 if the title is not shown as one.
        notes: lines below its title on how to read it.
    """

    title: str
    columns: tuple[Column, ...]
    more: int = 0
    level: int = 1
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.columns[0].values)

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(column.role for column in self.columns)

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(column.heading for column in self.columns)

    @property
    def numeric(self) -> tuple[bool, ...]:
        return tuple(column.numeric for column in self.columns)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The texts row by row."""
        return tuple(zip(*(column.texts for column in self.columns), strict=True))

    def column(self, role: str) -> Column | None:
        """Return the first column of a role, or None."""
        return next((column for column in self.columns if column.role == role), None)

    def without(self, roles: Collection[str]) -> Table:
        """Return the table without the columns of some roles."""
        return replace(self, columns=tuple(column for column in self.columns if column.role not in roles))

    def without_empty(self, roles: Collection[str]) -> Table:
        """Return the table without its empty columns of some roles."""
        return self.without([column.role for column in self.columns if column.role in roles and column.empty])

    def put(self, changed: Column) -> Table:
        """Return the table with the column of the same role replaced."""
        return replace(
            self, columns=tuple(changed if column.role == changed.role else column for column in self.columns)
        )

    def brief(self) -> Table:
        """Return the table with its brief headings."""
        return replace(
            self, columns=tuple(replace(column, heading=column.brief or column.heading) for column in self.columns)
        )


def plain_table(title: str, columns: Sequence[Column], more: int = 0, notes: Sequence[str] = ()) -> Table:
    """Return a table of columns."""
    return Table(title, tuple(columns), more, notes=tuple(notes))


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the title of the whole."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Bullets:
    """Lines of a list."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Legend:
    """The meaning of a table's short headings, and of their numbers if it had to use its brief ones."""

    text: str
    numbered: str


@dataclass(frozen=True)
class Line:
    """A paragraph that is set in its own way where an output has type to set."""

    text: str
    look: Literal["kicker", "lead", "strong", "comment", "note"]


class Chart:
    """What an output draws that can; `charts` has the kinds."""


@dataclass(frozen=True)
class Break:
    """The end of a sheet of paper."""


Block = str | Line | Table | Heading | Bullets | Legend | Chart | Break


def notes_of(lines: Iterable[str]) -> list[Block]:
    """Return notes, those that there are."""
    return [Line(line, "note") for line in lines if line]


@dataclass(frozen=True)
class Report:
    """Blocks shown one below another: a text is a paragraph, an empty one a blank line."""

    blocks: tuple[Block, ...]

    @property
    def tables(self) -> list[Table]:
        return [block for block in self.blocks if isinstance(block, Table)]

    @property
    def paragraphs(self) -> list[str]:
        return [block for block in self.blocks if isinstance(block, str) and block]


@dataclass(frozen=True)
class Publication(Report):
    """A report that is handed out, on paper or as a picture.

    Attributes:
        name: what it shows, for the name of its file.
    """

    title: str
    logo: Logo | None
    name: str = "report"
