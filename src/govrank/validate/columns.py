"""Which column of a table is which: its headings against what the methodology asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

import numpy as np

from govrank.methodology.models import Methodology
from govrank.population.tables import is_place
from govrank.problems import DataError, Problem
from govrank.read.header import SEARCHED_ROWS
from govrank.read.headings import (
    ALWAYS_THERE,
    COUNTS,
    HEADINGS,
    PARTS,
    affixed_column,
    bilingual_column,
    column_in_thousands,
    count_meant,
    heading_key,
    is_rate,
    known_column,
    named_column,
    similar_column,
)
from govrank.read.layouts import misplaced_head, network_and_rest
from govrank.read.mapping import Given, column_decimals, column_mapping
from govrank.read.numbers import DecimalSign
from govrank.read.table import Column, Grid, has_no_figure
from govrank.text.spelling import similar_names

NAMES = ("region", "platform", "page", "excluded", "url")
_OF_THE_PAGE = ("id", "url")
"""Of several columns the one that is called so is the page's own; the others may be anything's."""
IGNORED = ("er",)
_MISSING_WORDINGS = {"engaged": "engaged", "interactions": "engaged", "days": "days"}
_RANK = heading_key("place")  # of pages, the place in a rating
_FIGURE = re.compile(r"\W*\d")
_SLIP = 0.75  # how alike two headings are that may be the same one
MOST_COMPARED = 200  # unknown headings that are compared with the known ones: each takes a while
SILENT = ("note", "number", "date", "days", "aliases")
"""Columns that make no table of pages: they are notes to the reader, not figures of the rating."""


@dataclass(frozen=True)
class Recogniser:
    """Names the columns of a table: by the methodology's own words, then by ours.

    Attributes:
        own: what the methodology, or who divides the pages, calls columns in other words than the canonical ones.
        mapping: headings by the columns that the user says they name; such a column has no other heading.
        usual: headings by the columns that they name in the files of a folder or under the methodology: where a table
            has no such heading, the column may have another.
        decimals: the decimal signs of columns, where one of the two states them.
        place: the key of the heading that the population table gives its regions, such as City; the pages' are under
            the same. With `placed`, one that no other says, the only column of places of any kind is the regions'.
    """

    own: tuple[str, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)
    usual: Mapping[str, str] = field(default_factory=dict)
    decimals: Mapping[str, DecimalSign] = field(default_factory=dict)
    place: str = ""
    placed: bool = False

    def __call__(self, heading: str) -> str | None:
        """Return the name of the column that a heading has where no other stands beside it, or None."""
        key = heading_key(heading)
        if (mapped := self._mapped_keys.get(key)) is not None:
            return mapped
        column = self._own_keys.get(key) or known_column(heading) or ("region" if self._may_be_region(key) else None)
        return None if column in self.mapping else column

    def names(self, headings: Sequence[str]) -> list[str | None]:
        """Return the name of each column of a table, or None; what a heading says exactly goes before all likeness."""
        named: list[str | None] = [None] * len(headings)
        keys = [heading_key(heading) for heading in headings]

        def name(text: str, column: str) -> None:
            exact = [at for at, heading in enumerate(headings) if heading == text]
            for at in exact or [at for at, key in enumerate(keys) if key and key == heading_key(text)]:
                named[at] = named[at] or column

        for mapped, heading in (*self.mapping.items(), *self.usual.items()):
            name(heading, mapped)
        for own in self.own:
            if own not in self.mapping and own not in named:
                name(own, own)
        for naming in (named_column, affixed_column, bilingual_column):
            taken = {*named, *self.mapping}
            for at, heading in enumerate(headings):
                if named[at] is None and (column := naming(heading)) not in taken:
                    named[at] = column
        if "region" not in self.mapped(headings):
            self._name_region(named, keys)
        return named

    def _name_region(self, named: list[str | None], keys: Sequence[str]) -> None:
        """Name the column of the regions by what kind of places they are: never one of two that may be."""
        free = [at for at, key in enumerate(keys) if named[at] is None and self._may_be_region(key)]
        said = [at for at in free if keys[at] == self.place]
        if said:
            named[:] = [None if name == "region" else name for name in named]
        if said or (len(free) == 1 and "region" not in named):
            for at in said or free:
                named[at] = "region"

    def _may_be_region(self, key: str) -> bool:
        return bool(key) and (key == self.place or (self.placed and is_place(key) and key != _RANK))

    def mapped(self, headings: Sequence[str]) -> dict[str, str]:
        """Return the headings of a table that a mapping names, by their columns."""
        there = {heading_key(heading) for heading in headings}
        said = {**self.usual, **self.mapping}
        return {column: heading for column, heading in sorted(said.items()) if heading_key(heading) in there}

    @cached_property
    def _mapped_keys(self) -> dict[str, str]:
        return {heading_key(heading): column for column, heading in {**self.usual, **self.mapping}.items()}

    @cached_property
    def _own_keys(self) -> dict[str, str]:
        return {heading_key(name): name for name in self.own}


def recogniser(
    methodology: Methodology,
    league: str = "",
    mapping: Given = (),
    usual: Given = (),
    place: str = "",
    *,
    earlier: bool = False,
) -> Recogniser:
    """Return what names a table's columns under a methodology, with the column `league` that divides the pages.

    Args:
        mapping: what the user says that columns are headed; `usual`: what the folder says, which goes before what
            the methodology says.
        place: as of the population table.
        earlier: whether the table is of an edition before, which may head columns otherwise than `mapping` says.

    Raises:
        MappingError, CommandError: a mapping is none.
    """
    names = [*methodology.own_columns, *([league] if league and known_column(league) is None else [])]
    own = tuple(dict.fromkeys(names))
    named, known = Recogniser(own), [*HEADINGS, *own]
    said: dict[str, str] = {}
    decimals: dict[str, DecimalSign] = {}
    layers: tuple[Given, ...] = (methodology.headings, usual, mapping)
    for given in layers:
        found = column_mapping(given, named, known)
        taken = set(map(heading_key, found.values()))
        kept = {column: heading for column, heading in said.items() if heading_key(heading) not in taken}
        decimals = {column: sign for column, sign in decimals.items() if column in kept and column not in found}
        decimals |= column_decimals(given, named)
        said = kept | found
    strict = column_mapping(mapping, named, known) if mapping and not earlier else {}
    placed = "region" in methodology.required or "population" in methodology.counts
    return Recogniser(own, strict, {name: said[name] for name in said if name not in strict}, decimals, place, placed)


def league_column(methodology: Methodology) -> str:
    """Return the canonical name, else the heading, of the column that divides the pages; an empty text without one."""
    league = methodology.league_column
    return recogniser(methodology, league)(league) or league if league else ""


def suggested_mapping(table: Grid, methodology: Methodology, recognise: Recogniser) -> tuple[dict[str, str], list[str]]:
    """Return the headings that would be taken, by the columns that they name, and the required columns without one.

    A heading that only may mean a column stands for it where no other does. One of a rate, of thousands or of another
    thing never does, nor one above texts for a count, nor do two headings of the same column. What the file has no
    column of, such as the network of a block, is neither named nor lacking.
    """
    named = recognise.names(table.headings)
    made = {name for at, name in enumerate(named) if _is_made(table, at)}
    found: dict[str, list[str]] = {}
    for heading, name in zip(table.headings, named, strict=True):
        if name is not None and heading:
            found.setdefault(name, []).append(heading)
    unknown = [heading for heading, name in zip(table.headings, named, strict=True) if heading and name is None]
    texts = {heading for heading, cells in zip(table.headings, table.columns, strict=True) if _holds_texts(cells)}
    wanted = {*NAMES, *methodology.counts, *PARTS, "population"} - found.keys()
    for heading, name in _near_columns(unknown, recognise.own).items():
        if name in wanted and not (heading in texts and name not in NAMES):
            found.setdefault(name, []).extend([heading] * unknown.count(heading))
    of_file = {name: headings[0] for name, headings in found.items() if len(headings) == 1}
    mapping = {name: heading for name, heading in of_file.items() if name not in made}
    return mapping, missing_columns(of_file, methodology)


def _is_made(table: Grid, at: int) -> bool:
    """Say whether a column (an index) stands in no file, such as that of the networks of blocks, files or sheets."""
    return bool(table.parts) and all(part.positions[at] is None for part in table.parts)


def _is_result(table: Grid) -> bool:
    """Say whether a table is one that govrank wrote of a rating: its csv, or the Audit sheet of its workbook."""
    written = {*table.headings}
    return "✓" in written or ({"place", "total"} <= written and any(name.endswith("_points") for name in written))


@dataclass(frozen=True)
class Columns:
    """Indexes of the columns by canonical name, and what is wrong or odd with the headings.

    `sums` says of which columns a count is the sum, where the file does not hold it as such, and `decimals` the
    decimal sign of a column, where a mapping states it.
    """

    at: Mapping[str, int]
    sums: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...]
    decimals: Mapping[str, DecimalSign] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.at


def sum_parts(count: str, there: Iterable[str]) -> tuple[str, ...]:
    """Return the columns whose sum is a count: itself, or what stands in for it; none where nothing can.

    >>> sum_parts("engaged", ["likes", "shares", "posts"]), sum_parts("Подписчиков", ["followers"])
    (('likes', 'shares'), ('followers',))
    """
    there = set(there)
    if count in there:
        return (count,)
    count = count_meant(count)
    if count in there:
        return (count,)
    parts = tuple(part for part in PARTS if part in there)
    if count == "engaged":
        return ("interactions",) if "interactions" in there else parts
    if count == "interactions":
        return parts or (("engaged",) if "engaged" in there else ())
    return ()


def required_columns(methodology: Methodology, there: Iterable[str]) -> list[str]:
    """Return the columns that must be there, population apart: it may come from elsewhere."""
    there = set(there)
    required: list[str] = [*methodology.required]
    if "population" in methodology.counts:
        required.append("region")
    if "page" not in there and not {"region", "platform"} <= {*there, *required}:
        required += ["region", "platform"] if there & {"region", "platform"} else ["page"]
    required += [count for count in methodology.counts_of_file if count != "population"]
    return list(dict.fromkeys(required))


def missing_columns(there: Collection[str], methodology: Methodology, days: int | None = None) -> list[str]:
    """Return the required columns that are not there; the days of the period may be known otherwise."""
    return [
        name
        for name in required_columns(methodology, there)
        if not sum_parts(name, there) and not (name == "days" and days is not None)
    ]


def resolve_columns(
    table: Grid,
    methodology: Methodology,
    league: str,
    recognise: Recogniser,
    *,
    own_population: bool,
    days: int | None = None,
) -> Columns:
    """Name the columns of a table of pages.

    Args:
        league: canonical name or heading of the column that divides the pages, or "".
        own_population: whether the population is to come from this table's own column.

    Raises:
        DataError: `unreadable`, where it lacks columns because it is a rating that govrank wrote.
    """
    columns: dict[str | None, list[int]] = {}
    for i, name in enumerate(recognise.names(table.headings)):
        columns.setdefault(name, []).append(i)
    unknown = columns.pop(None, [])
    at = {name: there[0] for name, there in columns.items() if name is not None}
    again = {name: there for name, there in columns.items() if name is not None and len(there) > 1}
    if (head := misplaced_head(table, recognise)) is not None:
        return Columns(at, {}, (head,))
    if blocks := _network_blocks(table, at, again, recognise):
        return Columns(at, {}, (table.problem("wide-table", headings=blocks),))
    for one in _OF_THE_PAGE:
        if len(several := columns.get(one, [])) > 1:
            at[one] = next((i for i in several if heading_key(table.headings[i]) == heading_key(one)), several[0])
            unknown += [i for i in several if i != at[one]]
    for own in {*recognise.own} & at.keys():
        at.setdefault(count_meant(own), at[own])  # the rules may name it in our words too
    missing = missing_columns(at, methodology, days)
    if "engaged" in missing and "interactions" in missing:
        missing.remove("interactions")  # what one could be taken from, the other could: one lack, one sentence
    sums = {
        count: parts
        for count in methodology.counts
        if count != "population" and (parts := sum_parts(count, at)) and parts != (count,)
    }
    used = {*NAMES, *methodology.counts, *(part for parts in sums.values() for part in parts), league}
    problems = [
        table.problem("duplicate-column", None, i, name, headings=[table.headings[j] for j in there])
        for name, there in columns.items()
        if name in used and name not in _OF_THE_PAGE and (name != "population" or own_population)
        for i in there[1:]
    ]
    headings = {table.headings[i]: i for i in sorted(unknown) if table.headings[i]}
    if missing and not at.keys() - {*SILENT} and len(table.rows) and int(table.rows[-1]) > SEARCHED_ROWS:
        # the header may stand below: one sentence says so, in place of one for each column that nobody saw
        unseen = table.problem(
            "missing-column", None, None, missing[0], wording="header", headings=missing, searched=SEARCHED_ROWS
        )
        return Columns(at, sums, (unseen,))
    meant = _near_columns(headings, recognise.own)
    for name, heading in {**recognise.usual, **recognise.mapping}.items():
        if name not in at:
            known = [one for at_column, one in enumerate(table.headings) if one and not _is_made(table, at_column)]
            near = similar_names(heading, known) or known
            problems.append(
                table.problem("missing-column", None, None, name, wording="mapped", heading=heading, near=near)
            )
            missing = [lack for lack in missing if lack != name]
    if (missing or problems) and _is_result(table):
        raise DataError([table.problem("unreadable", None, None, wording="result")])
    problems += _idle_headings(table, recognise, at, headings)
    for name in missing:
        thousands = next((heading for heading in headings if column_in_thousands(heading) == name), None)
        if thousands is not None:
            problems.append(
                table.problem(
                    "missing-column", None, headings.pop(thousands), name, wording="thousands",
                    heading=thousands, headings=[name, *_russian(name)],
                )
            )  # fmt: skip
            continue
        near = [heading for heading in headings if meant.get(heading) == name]
        if name == "region":
            near += [heading for heading in headings if is_place(heading_key(heading)) and heading not in near]
        known = (
            [] if near or name in HEADINGS else similar_names(name, [*at, *(table.headings[i] for i in at.values())])
        )
        wording = "near" if near else "rules" if known else _MISSING_WORDINGS.get(name, "")
        problems.append(
            table.problem(
                "missing-column", None, None, name, wording=wording,
                near=near or known, headings=[name, *_russian(name)],
            )
        )  # fmt: skip
        for heading in near:
            headings.pop(heading, None)
    problems += _odd_headings(table, at, headings, meant, own_population=own_population, used=used)
    if headings:
        problems += _partial_sums(table, sums)
    return Columns(at, sums, tuple(problems), recognise.decimals)


def _idle_headings(
    table: Grid, recognise: Recogniser, at: Mapping[str, int], unknown: Iterable[str]
) -> Iterator[Problem]:
    """Yield what is said of usual headings that no file has, where the column is found by another heading.

    A heading that comes near stands in the file and names nothing: it may be the column that was meant.
    """
    there = {heading_key(heading) for one in (table, *(part.table for part in table.parts)) for heading in one.headings}
    for name, heading in recognise.usual.items():
        if name not in at or heading_key(heading) in there:
            continue
        if near := similar_names(heading, unknown, bar=_SLIP):
            yield table.problem("missing-column", None, None, name, wording="mapped", heading=heading, near=near)
        else:
            found = table.headings[at[name]]
            yield table.problem("unused-mapping", None, at[name], name, heading=heading, near=[found])


def _network_blocks(
    table: Grid, at: Mapping[str, int], twice: Mapping[str, list[int]], recognise: Callable[[str], str | None]
) -> list[str]:
    """Return the headings of one count where a table has a block of columns for each network; none where it has not.

    Its headings name the networks, or several counts come again under the same heading in a table without networks.
    """
    of_networks: dict[str, dict[str, str]] = {}
    for heading in table.headings:
        said = network_and_rest(heading)
        if said is not None and (count := recognise(said[1])) in COUNTS:
            of_networks.setdefault(str(count), {}).setdefault(said[0], heading)
    named = next((headings for headings in of_networks.values() if len(headings) > 1), {})
    again = [
        [table.headings[i] for i in columns]
        for name, columns in twice.items()
        if name in COUNTS and len({heading_key(table.headings[i]) for i in columns}) == 1
    ]
    return [*named.values()] or (again[0] if len(again) > 1 and "platform" not in at else [])


def _russian(name: str) -> list[str]:
    """Return the first Russian heading of a column, for a hint."""
    return [h for h in HEADINGS.get(name, ()) if any("а" <= letter <= "я" for letter in h)][:1]


def _near_columns(headings: Iterable[str], own: Sequence[str]) -> dict[str, str]:
    """Return the column that each unknown heading may have meant, of the first few hundred.

    A heading of a rate or of thousands means none: under the proposed name its figures would be read as counts.

    Args:
        own: what the methodology calls columns of its own.
    """
    counts = [heading for heading in islice(headings, MOST_COMPARED) if not is_rate(heading)]
    near = {heading: similar_column(heading, own) for heading in counts if column_in_thousands(heading) is None}
    return {heading: name for heading, name in near.items() if name is not None}


def _holds_texts(cells: Column) -> bool:
    """Say whether the first cells that hold something are texts, such as comments, rather than figures of a kind."""
    if isinstance(cells, np.ndarray):
        return False
    filled = [*islice((cell for cell in cells if not has_no_figure(cell)), SEARCHED_ROWS)]
    return sum(isinstance(cell, str) and not _FIGURE.match(cell) for cell in filled) * 2 > len(filled)


def _partial_sums(table: Grid, sums: Mapping[str, tuple[str, ...]]) -> list[Problem]:
    """Return the warning of each sum that lacks likes, comments or shares; an unused column may hold them."""
    counts: dict[tuple[str, ...], str] = {}
    for count, parts in sums.items():
        if count not in PARTS and set(parts) <= set(PARTS):
            counts.setdefault(parts, count)  # engaged and interactions are the same sum, said once
    return [
        table.problem("summed-count", name=count, headings=list(parts), columns=lacking)
        for parts, count in counts.items()
        if (lacking := [part for part in ALWAYS_THERE if part not in parts])
    ]


def _odd_headings(
    table: Grid,
    at: Mapping[str, int],
    unknown: Mapping[str, int],
    meant: Mapping[str, str],
    *,
    own_population: bool,
    used: set[str],
) -> list[Problem]:
    """Return what is said of the headings in `unknown`, by the column's index, and of columns that count for nothing.

    Args:
        meant: the columns that unknown headings may have meant.
    """
    problems = []
    wanted = {*used, *PARTS, *NAMES} - at.keys()
    for heading, i in unknown.items():
        if meant.get(heading) in wanted:
            problems.append(table.problem("similar-heading", None, i, near=[meant[heading]], heading=heading))
        else:
            problems.append(table.problem("unused-column", None, i, heading=heading))
    for name in IGNORED:
        if name in at and name not in used:
            problems.append(table.problem("ignored-column", None, at[name], name, wording=name))
    if "date" in at and "date" not in used:
        problems.append(table.problem("unused-column", None, at["date"], "date", heading=table.headings[at["date"]]))
    if "population" in at and "population" in used and not own_population:
        problems.append(table.problem("ignored-column", None, at["population"], "population", wording="population"))
    return problems
