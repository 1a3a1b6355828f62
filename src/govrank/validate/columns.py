"""Which column of a table is which: its headings matched with what the methodology needs."""

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
from govrank.read.table import ColumnCells, Grid, has_no_figure
from govrank.text.spelling import similar_names

NAMES = ("region", "platform", "page", "excluded", "url")
_OF_THE_PAGE = ("id", "url")
"""Of several candidates, the column with this heading is the page's own."""
IGNORED = ("er",)
_MISSING_WORDINGS = {"engaged": "engaged", "interactions": "engaged", "days": "days"}
_RANK = heading_key("place")  # a page's place in a rating
_FIGURE = re.compile(r"\W*\d")
_SLIP = 0.75  # similarity from which two headings may be the same
MOST_COMPARED = 200  # unknown headings compared with the known ones: each takes a while
SILENT = ("note", "number", "date", "days", "aliases")
"""Columns that do not make a table one of pages: notes for the reader, not figures of the rating."""


@dataclass(frozen=True)
class Recogniser:
    """Names the columns of a table: by the methodology's own headings, then by the built-in ones.

    Attributes:
        own: columns that the methodology, or the option that divides the pages, names in other than canonical words.
        mapping: headings given by the user, by column; such a column has no other heading.
        usual: headings given for a folder or by the methodology, by column; if a table lacks such a heading, the
            column may have another.
        decimals: the decimal signs of columns, if `mapping` or `usual` states them.
        place: the key of the population table's heading for regions, such as City, which the pages share. With
            `placed`, if nothing else names it, the only column of places of any kind holds the regions.
    """

    own: tuple[str, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)
    usual: Mapping[str, str] = field(default_factory=dict)
    decimals: Mapping[str, DecimalSign] = field(default_factory=dict)
    place: str = ""
    placed: bool = False

    def __call__(self, heading: str) -> str | None:
        """Return the column that a heading names on its own, or None."""
        key = heading_key(heading)
        if (mapped := self._mapped_keys.get(key)) is not None:
            return mapped
        column = self._own_keys.get(key) or known_column(heading) or ("region" if self._may_be_region(key) else None)
        return None if column in self.mapping else column

    def names(self, headings: Sequence[str]) -> list[str | None]:
        """Return the name of each column of a table, or None; exact matches take precedence over similar ones."""
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
        """Name the column of the regions by the kind of its places, unless two columns qualify."""
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
        """Return the headings of a table that a mapping names, by column."""
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
    """Return the recogniser of a table's columns under a methodology, with the column `league` that divides the pages.

    Args:
        mapping: headings given by the user; `usual`: those given for the folder, which take precedence over the
            methodology's.
        place: as of the population table.
        earlier: whether the table is a previous edition's, whose headings may differ from `mapping`.

    Raises:
        MappingError, CommandError: a mapping is invalid.
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
    """Return the canonical name, else the heading, of the column that divides the pages; empty if there is none."""
    league = methodology.league_column
    return recogniser(methodology, league)(league) or league if league else ""


def suggested_mapping(table: Grid, methodology: Methodology, recognise: Recogniser) -> tuple[dict[str, str], list[str]]:
    """Return the headings that would be used, by column, and the required columns without one.

    A heading that may mean a column is used if no other heading names it. Headings of rates, of thousands or of other
    things never are, nor headings of texts for a count, nor two headings for one column. What a layout supplies
    without a column, such as the network of a block, is neither named nor missing.
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
    """Return whether a column (an index) is not in the file, such as the networks of blocks, files or sheets."""
    return bool(table.parts) and all(part.positions[at] is None for part in table.parts)


def _is_result(table: Grid) -> bool:
    """Return whether a table is govrank's own output: a rating's csv, or the Audit sheet of its workbook."""
    written = {*table.headings}
    return "✓" in written or ({"place", "total"} <= written and any(name.endswith("_points") for name in written))


@dataclass(frozen=True)
class Columns:
    """Indexes of the columns by canonical name, and the errors and warnings about the headings.

    `sums` has the columns whose sum is a count that the file lacks, and `decimals` the decimal signs that a mapping
    states.
    """

    at: Mapping[str, int]
    sums: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...]
    decimals: Mapping[str, DecimalSign] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.at


def sum_parts(count: str, there: Iterable[str]) -> tuple[str, ...]:
    """Return the columns whose sum is a count: itself, or its substitutes; none if there are none.

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
    """Return the required columns without population, which may come from elsewhere."""
    there = set(there)
    required: list[str] = [*methodology.required]
    if "population" in methodology.counts:
        required.append("region")
    if "page" not in there and not {"region", "platform"} <= {*there, *required}:
        required += ["region", "platform"] if there & {"region", "platform"} else ["page"]
    required += [count for count in methodology.counts_of_file if count != "population"]
    return list(dict.fromkeys(required))


def missing_columns(there: Collection[str], methodology: Methodology, days: int | None = None) -> list[str]:
    """Return the missing required columns; the days of the period may be known otherwise."""
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
    days: int | None,
) -> Columns:
    """Name the columns of a table of pages.

    Args:
        league: canonical name or heading of the column that divides the pages, or "".
        own_population: whether the population is to come from this table's own column.

    Raises:
        DataError: `unreadable`, if it lacks columns because it is govrank's own output.
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
        at.setdefault(count_meant(own), at[own])  # the rules may also use its canonical name
    missing = missing_columns(at, methodology, days)
    if "engaged" in missing and "interactions" in missing:
        missing.remove("interactions")  # either could supply both: report it once
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
        # the header may be further down: say so once, not for each missing column
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
    """Yield the warnings about given headings that no file has, although the column is found under another heading.

    If a similar heading in the file names nothing, it may be the one that was meant.
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
    """Return the headings of one count if a table has a block of columns for each network; else none.

    Its headings name the networks, or several counts repeat under the same heading in a table without networks.
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
    """Return the column that each unknown heading may mean, for the first few hundred.

    Headings of rates or thousands get none: under the proposed name their figures would be read as counts.

    Args:
        own: what the methodology calls columns of its own.
    """
    counts = [heading for heading in islice(headings, MOST_COMPARED) if not is_rate(heading)]
    near = {heading: similar_column(heading, own) for heading in counts if column_in_thousands(heading) is None}
    return {heading: name for heading, name in near.items() if name is not None}


def _holds_texts(cells: ColumnCells) -> bool:
    """Return whether the first filled cells are texts, such as comments, rather than figures."""
    if isinstance(cells, np.ndarray):
        return False
    filled = [*islice((cell for cell in cells if not has_no_figure(cell)), SEARCHED_ROWS)]
    return sum(isinstance(cell, str) and not _FIGURE.match(cell) for cell in filled) * 2 > len(filled)


def _partial_sums(table: Grid, sums: Mapping[str, tuple[str, ...]]) -> list[Problem]:
    """Return the warning of each sum that lacks likes, comments or shares; an unused column may hold them."""
    counts: dict[tuple[str, ...], str] = {}
    for count, parts in sums.items():
        if count not in PARTS and set(parts) <= set(PARTS):
            counts.setdefault(parts, count)  # engaged and interactions are the same sum: warn once
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
    """Return the warnings about the headings in `unknown`, by the column's index, and about unused columns.

    Args:
        meant: the columns that unknown headings may mean.
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
