"""Population tables: the packaged ones and those of one's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from govrank.packaged import POPULATIONS, packaged_text
from govrank.population.names import (
    NearRegions,
    Region,
    RegionIndex,
    disambiguated,
    gazetteer_regions,
    known_regions,
    town_meant,
)
from govrank.problems import CommandError, DataError, Problem
from govrank.read.book import read_book, refuse_address
from govrank.read.csv import read_text
from govrank.read.headings import column_in_thousands, heading_key, known_column
from govrank.read.numbers import DecimalSign, notation_of, read_wholes
from govrank.read.summary_rows import stray_quotes, without_summary_rows
from govrank.read.table import Source, Table, is_missing, tidy_text
from govrank.text.spelling import is_file_name, look_alike_key, similar_names


@dataclass(frozen=True)
class PopulationTable:
    """Populations by region.

    Attributes:
        name: of the packaged table, the file, or the file and its sheet or column.
        date: the day that the figures are of, as the table writes it; None where it says nothing.
        regions: by key.
        source: the file that it was read from, where it is one of its own.
        sha256: of the file that it stands in; None where that is none.
        warnings: what was odd in that file.
    """

    name: str
    date: str | None
    regions: Mapping[str, Region]
    source: Source | None = None
    warnings: tuple[Problem, ...] = ()
    sha256: str | None = None

    @cached_property
    def _index(self) -> RegionIndex:
        return RegionIndex(self.regions.values())

    @cached_property
    def _near(self) -> NearRegions:
        return NearRegions(self.regions.values(), self._index)

    @cached_property
    def _by_meaning(self) -> Mapping[str, str]:
        """The keys by what the gazetteer says that they mean: a region of its, or the town of its name."""
        meant = disambiguated([region.name for region in self.regions.values()])
        return {meant[region.name]: key for key, region in self.regions.items() if meant[region.name]}

    def find_region(self, name: str, *, suggest: bool = True) -> Region | Problem:
        """Return the region that a name means, or the problem that it means none or could mean several.

        The table's own spelling comes first, then the gazetteer's (with its ambiguities, and with the table's towns
        of that name), then the table's without the words for province and city. `suggest` looks for near names
        where it is none.

        >>> from govrank.population.tables import population_table
        >>> population_table("kz-2023").find_region("Туркестанская обл. 1").key
        'turkistan'
        """
        found = self._index.exact(name)
        if not found:
            known = known_regions(name)
            if len(known) > 1:
                return self._problem("ambiguous-region", [gazetteer_regions()[key].name for key in sorted(known)])
            meant = {*known, town_meant(name)} & self._by_meaning.keys()
            found = {self._by_meaning[meaning] for meaning in meant} | self._index.cities_named(name)
        if not found:
            found = self._index.loose(name)
        if len(found) > 1:
            return self._problem("ambiguous-region", [self.regions[key].name for key in sorted(found)])
        if not found:
            return self._problem("unknown-region", self._near.near(name) if suggest else [])
        return self.regions[next(iter(found))]

    def _problem(self, code: str, near: Iterable[str]) -> Problem:
        names = tuple(near)
        return Problem(code, wording="" if names else "far", args={"near": names, "table": self.name})


UNREADABLE = PopulationTable("", None, {})
"""In place of a table that is wrong: whatever hangs on no population is checked all the same."""


PLACES = (
    "state", "country", "country/region", "province", "province/state", "state/province", "territory", "county",
    "district", "city", "town", "municipality", "place", "страна", "город", "район", "муниципалитет",
    "муниципальное образование", "муниципальный район", "городской округ", "населённый пункт", "субъект", "субъект рф",
    "субъект федерации", "край", "республика", "территория", "штат", "провинция", "ел", "мемлекет", "қала", "аудан",
    "елді мекен",
)  # fmt: skip
"""Headings of a population table's first column that are regions there, and of pages might be anything."""


@cache
def population_table(name: str) -> PopulationTable:
    """Return a packaged table: one of `packaged.POPULATIONS`.

    Source: Bureau of National Statistics of Kazakhstan, population on 1 January.
    """
    content = packaged_text("populations", f"{name}.csv").encode()
    source = Source.of(Path(name), content)
    table = read_text(content, source, "utf-8")
    if table is None:
        raise ValueError(f"the packaged table {name} is empty")
    return replace(table_of_regions(table, name), sha256=source.sha256)


def load_population(name_or_file: str, decimal: DecimalSign | None = None) -> PopulationTable:
    """Return a packaged population table by its name, or the one in a CSV or XLSX file.

    Args:
        decimal: the decimal sign, where nothing in the file shows it.

    Raises:
        CommandError: neither a packaged name nor a file.
        DataError: the file is no population table.
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
    # who names a file of populations means them, whatever stands beside them
    tables = tables or [table for table in book.tables if has_populations(table)]
    if len(tables) > 1:
        names = [table.sheet for table in tables]
        raise DataError([Problem("several-sheets", book.source.name, args={"sheets": names})])
    if not tables:
        missing = Problem("missing-column", book.source.name, wording="population-file")
        raise DataError([population_in_thousands(book.tables) or missing])
    table = table_of_regions(tables[0], book.source.name, decimal)
    return replace(table, source=book.source, sha256=book.source.sha256)


def has_populations(table: Table, *without: str) -> bool:
    """Say whether a table has regions and their populations, whatever else it has but for some columns."""
    there = _columns(table).keys()
    return {"region", "population"} <= there and not there & {*without}


def is_population_table(table: Table) -> bool:
    """Say whether a table has regions and their populations, and no column of a page's."""
    return has_populations(table, "platform", "followers", "posts", "page")


def _columns(table: Table) -> dict[str, int]:
    """Return the indexes of a table's columns by name; the first may be of places that are regions there alone."""
    at = {name: i for i, heading in reversed([*enumerate(table.headings)]) if (name := known_column(heading))}
    if "region" not in at and table.headings and heading_key(table.headings[0]) in _places():
        at["region"] = 0
    return at


@cache
def _places() -> frozenset[str]:
    return frozenset(map(heading_key, PLACES))


def population_in_thousands(tables: Iterable[Table]) -> Problem | None:
    """Return the problem of the first column of populations that are not written in full; None where there is none."""
    for table in tables:
        for i, heading in enumerate(table.headings):
            if column_in_thousands(heading) == "population":
                return table.problem("no-population", None, i, wording="thousands", heading=heading)
    return None


def table_of_regions(table: Table, name: str, decimal: DecimalSign | None = None) -> PopulationTable:
    """Build a population table from the columns region, population and, where there, aliases and date.

    Args:
        decimal: the decimal sign, where nothing in the column shows it.

    Raises:
        DataError: with every wrong cell.
    """
    table = without_summary_rows(table)
    at = _columns(table)
    odd = [*table.problems, *stray_quotes(table, {at[name]: name for name in ("region", "population")})]
    problems: list[Problem] = [problem for problem in odd if problem.severity == "error"]
    ragged = {problem.row for problem in problems}
    found: list[tuple[int, Region]] = []
    dates: set[str] = set()
    column = table.columns[at["population"]]
    figures = column.tolist() if isinstance(column, np.ndarray) else column
    notation = notation_of(figures, whole=True)
    if notation.unsure and decimal is not None:
        notation = notation_of(figures, decimal, whole=True)
    people, wrong = read_wholes(figures, notation)
    for row in range(len(table.rows)):
        if table.rows[row] in ragged:
            continue  # its cells do not stand under their headings
        cell = table.columns[at["region"]][row]
        spelled = tidy_text(cell)
        if is_missing(spelled):
            problems.append(table.problem("missing-value", row, at["region"], "region", wording="text"))
            continue
        misleading = [table.misleading(row, at[name], name) for name in ("region", "population")]
        problems += [problem for problem in misleading if problem is not None]
        if row in wrong:
            problems.append(table.placed(wrong[row], row, at["population"], "population"))
            continue
        population = people[row]
        if not population:
            wording = "zero" if population == 0 else "empty"
            problems.append(table.problem("no-population", row, at["population"], "population", wording=wording))
            continue
        aliases: tuple[str, ...] = ()
        if "aliases" in at:
            listed = tidy_text(table.columns[at["aliases"]][row])
            aliases = tuple(alias.strip() for alias in re.split(r"[;|,]", listed) if alias.strip())
        if "date" in at and not is_missing(date := tidy_text(table.columns[at["date"]][row])):
            dates.add(date)
        packaged = gazetteer_regions().get(spelled) if name in POPULATIONS else None
        region = (
            Region(spelled, packaged.name, population, packaged.aliases, packaged.labels)
            if packaged
            else Region(spelled, spelled, population, aliases)
        )
        found.append((row, region))
    meant = disambiguated({r.key for _row, r in found}, {r.key: r.population for _row, r in found})
    regions: dict[str, Region] = {}
    seen: set[str] = set()  # each region's spelling and, where the gazetteer knows it, what it means
    for row, region in found:
        spellings = {look_alike_key(region.key), meant[region.key] or region.key}
        if spellings & seen:
            problems.append(table.problem("duplicate-region", row, at["region"], "region"))
            continue
        seen |= spellings
        regions[region.key] = region
    if not problems and not regions:
        problems.append(Problem("no-pages", table.source.name, table.sheet, wording="population"))
    if problems:
        raise DataError(sorted(problems, key=lambda problem: problem.row or 0))
    grouped = [
        table.problem("grouped-number", i, at["population"], "population", n=len(notation.unsure))
        for i in notation.unsure[:1]
    ]
    return PopulationTable(name, dates.pop() if len(dates) == 1 else None, regions, warnings=tuple(grouped))
