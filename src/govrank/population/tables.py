"""Population tables: packaged ones and users' own, read and checked in the same way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from govrank.packaged import POPULATIONS, packaged_text
from govrank.population.names import (
    Countries,
    NearRegions,
    Region,
    RegionIndex,
    countries_of,
    country,
    country_of_table,
    disambiguated,
    known_regions,
    region_of,
    town_meant,
)
from govrank.problems import CommandError, DataError, Problem
from govrank.read.book import read_book, refuse_address
from govrank.read.collector import ProblemCollector
from govrank.read.csv import read_text
from govrank.read.headings import PLACES, POPULATION_HEADINGS, column_in_thousands, heading_key, known_column
from govrank.read.numbers import DecimalSign, Notation, notation_of, read_wholes
from govrank.read.summary_rows import is_whole_country, stray_quotes, without_summary_rows
from govrank.read.table import Grid, Source, is_missing, tidy_text
from govrank.text.catalogue import in_every_language
from govrank.text.spelling import is_file_name, look_alike_key, similar_names


@dataclass(frozen=True)
class PopulationTable:
    """Populations by region.

    Attributes:
        name: of the packaged table, the file, or the file and its sheet or column.
        date: the date of the figures, as the table writes it; None if it has none.
        regions: by key.
        file: that it was read from, if it is a user's own.
        warnings: what was suspicious in that file.
        source, vintage: who counted, and whether the figures are preliminary, revised, …, as the table writes it.
        sha256: of the file, also of a packaged one.
        total: the figure of its total row; None if it has none.
        place: the key of its regions' heading if that names a kind of place; else "".
    """

    name: str
    date: str | None
    regions: Mapping[str, Region]
    file: Source | None = None
    warnings: tuple[Problem, ...] = ()
    source: str | None = None
    vintage: str | None = None
    sha256: str | None = None
    total: int | None = None
    place: str = ""

    @property
    def outermost(self) -> list[Region]:
        """The regions that no other contains: they do not overlap."""
        inside = {key for region in self.regions.values() for key in region.contains}
        return [region for key, region in self.regions.items() if key not in inside]

    def inside(self, key: str) -> set[str]:
        """Return the keys of all regions that one contains, directly or not."""
        found: set[str] = set()
        ahead = [key]
        while ahead:
            parts = {*self.regions[ahead.pop()].contains} - found
            found |= parts
            ahead += parts
        return found

    @cached_property
    def _countries(self) -> Countries:
        """The countries whose gazetteers are searched: a packaged table's own, else those of its regions."""
        own = country_of_table(self.name)
        return (own,) if own else countries_of(region.name for region in self.regions.values())

    @cached_property
    def _index(self) -> RegionIndex:
        return RegionIndex(self.regions.values())

    @cached_property
    def _near(self) -> NearRegions:
        return NearRegions(self.regions.values(), self._index)

    @cached_property
    def _by_meaning(self) -> Mapping[str, str]:
        """The keys by their meaning in the gazetteer: one of its regions, or the town of that name."""
        meant = disambiguated([region.name for region in self.regions.values()], countries=self._countries)
        return {meant[region.name]: key for key, region in self.regions.items() if meant[region.name]}

    def find_region(self, name: str, *, suggest: bool = True) -> Region | Problem:
        """Return the region that a name means, or the problem that it means none or several.

        The table's own spelling comes first, then the gazetteer's (with its ambiguities, and with the table's towns
        of that name), then the table's without the words for province and city. `suggest` looks for near names
        if none is found.

        >>> from govrank.population.tables import population_table
        >>> population_table("kz-2023").find_region("Туркестанская обл. 1").key
        'turkistan'
        """
        found = self._index.exact(name)
        if not found:
            known = known_regions(name, self._countries)
            if len(known) > 1:
                return self._problem("ambiguous-region", [region_of(key).name for key in sorted(known)])
            meant = {*known, town_meant(name, self._countries)} & self._by_meaning.keys()
            found = {self._by_meaning[meaning] for meaning in meant} | self._index.cities_named(name)
        if not found:
            found = self._index.loose(name)
        if len(found) > 1:
            return self._problem("ambiguous-region", [self.regions[key].name for key in sorted(found)])
        if found:
            return self.regions[next(iter(found))]
        if suggest and (other := table_that_knows([name], besides=self.name)):
            return Problem("unknown-region", wording="elsewhere", args={"table": self.name, "other": other})
        return self._problem("unknown-region", self._near.near(name) if suggest else [])

    def _problem(self, code: str, near: Iterable[str]) -> Problem:
        names = tuple(near)
        return Problem(code, wording="" if names else "far", args={"near": names, "table": self.name})


def table_that_knows(names: Iterable[str], besides: str = "") -> str | None:
    """Return the newest packaged table that has a region for each of the names, or None.

    >>> table_that_knows(["Брестская область", "Мінск"]), table_that_knows(["Тыва", "Нарния"])
    ('by-2025', None)
    """
    names = [*names]
    known = [known_regions(name) for name in names]
    if not all(known):
        return None
    of = {country_of_table(table) for table in POPULATIONS} & {*countries_of(names)}
    tables = [population_table(name) for name in POPULATIONS if name != besides and country_of_table(name) in of]
    for table in sorted(tables, key=lambda one: one.date or "", reverse=True):
        if all(isinstance(table.find_region(name, suggest=False), Region) for name in names):
            return table.name
    return None


UNREADABLE = PopulationTable("", None, {})
"""Stands for an invalid table, so that everything independent of populations is still checked."""


@cache
def population_table(name: str) -> PopulationTable:
    """Return a packaged table: one of `packaged.POPULATIONS`."""
    content = packaged_text("populations", f"{name}.csv").encode()
    source = Source.of(name, content)
    table = read_text(content, source, "utf-8")
    if table is None:
        raise ValueError(f"the packaged table {name} is empty")
    return replace(table_of_regions(table, name), sha256=source.sha256)


def load_population(name_or_file: str, decimal: DecimalSign | None = None) -> PopulationTable:
    """Return a packaged population table by its name, or the one in a CSV or XLSX file.

    Args:
        decimal: the decimal sign, if the file does not show it.

    Raises:
        CommandError: neither a packaged name nor a file.
        DataError: the file is not a population table.
    """
    if name_or_file in POPULATIONS:
        return population_table(name_or_file)
    refuse_address(name_or_file)
    if not Path(name_or_file).exists():
        if is_file_name(name_or_file):
            raise CommandError("no-such-file", path=name_or_file)
        raise CommandError(
            "no-population-table", name=name_or_file, near=similar_names(name_or_file, POPULATIONS), known=POPULATIONS
        )
    book = read_book(name_or_file)
    tables = [table for table in book.tables if is_population_table(table)]
    # a file named as the population table may have any other columns
    tables = tables or [table for table in book.tables if has_populations(table)]
    if len(tables) > 1:
        names = [table.sheet for table in tables]
        raise DataError([Problem("several-sheets", book.source.name, args={"sheets": names})])
    if not tables:
        missing = Problem("missing-column", book.source.name, wording="population-file")
        raise DataError([population_in_thousands(book.tables) or missing])
    table = table_of_regions(tables[0], book.source.name, decimal)
    return replace(table, file=book.source, sha256=book.source.sha256)


def has_populations(table: Grid, *without: str) -> bool:
    """Return whether a table has regions and populations, and none of some other columns."""
    there = _columns(table).keys()
    return {"region", "population"} <= there and not there & {*without}


def is_population_table(table: Grid) -> bool:
    """Return whether a table has regions and populations, and no column about pages."""
    return has_populations(table, "platform", "followers", "posts", "page")


def _columns(table: Grid) -> dict[str, int]:
    """Return the indexes of a table's columns by name; without a region column, any places are its regions.

    Of Country and State, or State and City, take the finer level, which has more distinct names.
    """
    keys = [heading_key(heading) for heading in table.headings]
    names = [
        _own_headings().get(key) or known_column(heading) for key, heading in zip(keys, table.headings, strict=True)
    ]
    at = {name: i for i, name in reversed([*enumerate(names)]) if name}
    places = [i for i, key in enumerate(keys) if is_place(key)]
    if "region" not in at and places:
        at["region"] = max(places, key=lambda i: len({*map(tidy_text, table.columns[i])}))
    return at


@cache
def _own_headings() -> dict[str, str]:
    return {
        heading_key(heading): name
        for name, headings in POPULATION_HEADINGS.items()
        for heading in (*headings, *in_every_language(f"counts.{name}"))
    }


def is_place(key: str) -> bool:
    """Return whether a heading's key names some kind of place, which may be the regions."""
    return key in _places()


@cache
def _places() -> frozenset[str]:
    return frozenset(map(heading_key, PLACES))


def population_in_thousands(tables: Iterable[Grid]) -> Problem | None:
    """Return the problem of the first column of populations in thousands, or None."""
    for table in tables:
        for i, heading in enumerate(table.headings):
            if column_in_thousands(heading) == "population":
                return table.problem("no-population", None, i, wording="thousands", heading=heading)
    return None


def table_of_regions(table: Grid, name: str, decimal: DecimalSign | None = None) -> PopulationTable:
    """Build a population table from the columns region, population and, where there, aliases, contains, date, ….

    Date, source and vintage belong to the table: one row with them is enough.

    Args:
        decimal: the decimal sign, if the column does not show it.

    Raises:
        DataError: with every wrong cell.
    """
    whole, table = table, without_summary_rows(table)
    at = _columns(table)
    quotes = stray_quotes(table, {at[name]: name for name in ("region", "population")})
    collector = ProblemCollector.of(table, quotes, every=True)
    found: list[tuple[int, Region]] = []
    contained: dict[int, list[str]] = {}
    cells = table.columns[at["population"]]
    figures = cells.tolist() if isinstance(cells, np.ndarray) else cells
    notation = notation_of(figures, whole=True)
    if notation.unsure and decimal is not None:
        notation = notation_of(figures, decimal, whole=True)
    people, wrong = read_wholes(figures, notation)
    for row in range(len(table.rows)):
        if row in collector.misaligned:
            continue
        spelled = tidy_text(table.columns[at["region"]][row])
        if is_missing(spelled):
            collector.add("missing-value", row, at["region"], "region", wording="text")
            continue
        for column in ("region", "population"):
            collector.add_misleading(row, at[column], column)
        if row in wrong:
            collector.place(wrong[row], row, at["population"], "population")
            continue
        population = people[row]
        if not population:
            wording = "zero" if population == 0 else "empty"
            collector.add("no-population", row, at["population"], "population", wording=wording)
            continue
        contained[row] = _listed(table, row, at.get("contains"))
        if packaged := country(country_of_table(name)).regions.get(spelled) if name in POPULATIONS else None:
            region = replace(packaged, population=population)
        else:
            region = Region(spelled, spelled, population, tuple(_listed(table, row, at.get("aliases"))))
        found.append((row, region))
    meant = disambiguated({r.key for _row, r in found}, {r.key: r.population for _row, r in found})
    regions: dict[str, Region] = {}
    seen: set[str] = set()  # each region's spelling and, where the gazetteer knows it, what it means
    for row, region in found:
        spellings = {look_alike_key(region.key), meant[region.key] or region.key}
        if spellings & seen:
            collector.add("duplicate-region", row, at["region"], "region")
            continue
        seen |= spellings
        regions[region.key] = region
    problems = [problem for problem in (*table.problems, *quotes) if problem.severity == "error"]
    if not problems and not collector.row_errors and not regions:
        problems.append(Problem("no-pages", table.source.name, table.sheet, wording="population"))
    said = {column: _said_once(table, at.get(column)) for column in ("date", "source", "vintage")}
    known = PopulationTable(
        name,
        said["date"],
        regions,
        source=said["source"],
        vintage=said["vintage"],
        total=_total(whole, table, at["population"], notation),
        place=key if is_place(key := heading_key(table.headings[at["region"]])) else "",
    )
    for row, region in found if not problems and not collector.row_errors else ():
        inside = [known.find_region(text) for text in contained[row]]
        for one in inside:
            if isinstance(one, Problem):
                collector.place(one, row, at["contains"], "contains")
        keys = tuple(one.key for one in inside if isinstance(one, Region))
        regions[region.key] = replace(region, contains=keys)
    problems += collector.problems()
    if problems:
        raise DataError(sorted(problems, key=lambda problem: problem.row or 0))
    grouped = [
        table.problem("grouped-number", i, at["population"], "population", n=len(notation.unsure))
        for i in notation.unsure[:1]
    ]
    return replace(known, warnings=tuple(grouped))


def _total(whole: Grid, without: Grid, column: int, notation: Notation) -> int | None:
    """Return the figure of a table's total row, or None."""
    totals = {problem.row for problem in without.problems if problem.code == "total-row"}
    cells = [whole.columns[column][i] for i, row in enumerate(whole.rows) if row in totals]
    return next((figure for figure in read_wholes(cells, notation)[0] if figure is not None), None)


def check_table(table: PopulationTable) -> list[Problem]:
    """Return the errors and warnings about a table as a whole; it can still be used for rating.

    Its regions must add up to its total, those that contain others counted once, and each must be found by its own
    name. Warn of a missing total, of names that fit several regions, and of a missing source.

    >>> check_table(population_table("by-2025"))[0].args
    {'names': ['Minsk']}
    """
    problems: list[Problem] = []
    everyone = {name for name in table.regions if is_whole_country(name)}
    regions = [region for region in table.outermost if region.key not in everyone]
    total = table.total
    if total is None and len(everyone) == 1 and any(known_regions(region.name) for region in regions):
        total = table.regions[everyone.pop()].population
    if total is None:
        problems.append(Problem("no-total", table.name))
    elif (people := sum(region.population for region in regions)) != total:
        amounts = {"people": people, "total": total, "amount": abs(people - total)}
        problems.append(Problem("total-differs", table.name, wording="more" if people > total else "", args=amounts))
    for region in table.regions.values():
        inside = [table.regions[key] for key in region.contains]
        if region.key in table.inside(region.key):
            problems.append(Problem("contains-more", table.name, wording="itself", args={"region": region.name}))
        elif (people := sum(other.population for other in inside)) > region.population:
            args = {"region": region.name, "people": people, "total": region.population}
            problems.append(Problem("contains-more", table.name, args=args))
    own = dict.fromkeys(name for region in table.regions.values() for name in (region.key, region.name))
    aliases = dict.fromkeys(name for region in table.regions.values() for name in region.aliases if name not in own)
    asked = {
        name: found for name in (*own, *aliases) if isinstance(found := table.find_region(name, suggest=False), Problem)
    }
    problems += [replace(asked[name], file=table.name, value=name) for name in own if name in asked]
    if shared := [name for name in aliases if name in asked]:
        problems.append(Problem("shared-alias", table.name, args={"names": shared}))
    lacking = [name for name in ("date", "source", "vintage") if getattr(table, name) is None]
    if lacking:
        problems.append(Problem("no-source", table.name, args={"columns": lacking}))
    return problems


def _listed(table: Grid, row: int, column: int | None) -> list[str]:
    """Return the names that a cell lists; none if the table lacks the column."""
    text = "" if column is None else tidy_text(table.columns[column][row])
    return [name.strip() for name in re.split(r"[;|,]", text) if name.strip()]


def _said_once(table: Grid, column: int | None) -> str | None:
    """Return the only text of a column; None if it has none or several."""
    texts = set() if column is None else {tidy_text(cell) for cell in table.columns[column]}
    texts = {text for text in texts if not is_missing(text)}
    return texts.pop() if len(texts) == 1 else None
