"""Which region each row means, and how many people live there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

import numpy as np

from govrank.methodology.models import Methodology
from govrank.population.names import (
    TOWN,
    Countries,
    Region,
    bare_name,
    countries_of,
    disambiguated,
    known_regions,
    may_be_town,
    only_region,
)
from govrank.population.tables import UNREADABLE, PopulationTable
from govrank.problems import Problem
from govrank.read.collector import ProblemCollector
from govrank.read.numbers import DecimalSign
from govrank.read.table import Grid
from govrank.scoring.pages import Count
from govrank.text.spelling import look_alike_key, mistyped_pairs
from govrank.validate.cell_types import read_count_column
from govrank.validate.columns import Columns
from govrank.validate.names import Names

MOST_SUGGESTED = 200  # unknown names compared with all others: each takes a while
MOST_LISTED = 5000  # regions by network whose names are compared with each other


@dataclass(frozen=True)
class Placed:
    """What the rows' regions are.

    Attributes:
        people: of each row's region, shape (rows,); None if no indicator needs it or there is no such column.
        keys: shape (rows,), the key of each row's region, or its name if it is not in the table.
        unknown: names that the table does not have.
    """

    people: Count | None
    keys: list[str]
    unknown: frozenset[str] = frozenset()


def find_regions(
    table: Grid,
    columns: Columns,
    methodology: Methodology,
    population: PopulationTable | None,
    names: Names,
    collector: ProblemCollector,
    decimal: DecimalSign | None = None,
) -> Placed:
    """Find the region of each row and, where the methodology needs it, its people.

    Args:
        population: the source of populations; None takes the table's own column, and `UNREADABLE` skips them.
        decimal: the decimal sign, where the user says it.
    """
    needed = "population" in methodology.counts
    if population is not None and needed and population is not UNREADABLE:
        return _look_up(population, columns, names, collector)
    if not needed or population is UNREADABLE or "population" not in columns:
        return Placed(None, own_keys(names.region))
    at = columns.at["population"]
    decimal = columns.decimals.get("population", decimal)
    count = read_count_column(table, at, "population", names.out, collector, decimal=decimal)
    numbers = count.numbers.tolist()
    countries = countries_of(names.region)
    towns = [name for name in set(names.region) if may_be_town(name, countries)]
    keys = own_keys(names.region, _firsts(names.region, numbers) if towns else None)
    _say_towns(towns, countries, keys, columns, names, collector)
    first: dict[str, int] = {}
    against: dict[str, int] = {}
    for i, (key, number) in enumerate(zip(keys, numbers, strict=True)):
        if i in names.out or i in collector.misaligned or (i, "population") in collector.wrong_cells:
            continue
        if not number:
            empty = count.missing is not None and bool(count.missing[i])
            collector.add("no-population", i, at, "population", wording="empty" if empty else "zero")
        elif numbers[first.setdefault(key, i)] != number:
            against.setdefault(key, i)
            collector.add("contradiction", i, at, "population", **_against(first[key], i, numbers, names, table))
    # if a region's rows disagree, none can be trusted: --skip-invalid leaves all of them out
    for i, key in enumerate(keys if against else ()):
        if key in against and i not in names.out and i not in collector.misaligned and i not in collector.row_errors:
            said = _against(against[key], i, numbers, names, table)
            collector.row_errors[i] = table.problem("contradiction", i, at, "population", **said)
    return Placed(Count(count.numbers), keys)


def _against(other: int, i: int, numbers: Sequence[int], names: Names, table: Grid) -> dict[str, Any]:
    """Return the problem of a row whose region has another population in the row `other`."""
    return {
        "wording": "population",
        "region": names.region[i],
        "other": numbers[other],
        "row": int(table.rows[other]),
    }


def _firsts(regions: Sequence[str], numbers: Sequence[int]) -> dict[str, int]:
    """Return the first population given for each name; 0 if there is none."""
    known = dict.fromkeys(set(regions), 0)
    stated = ((name, number) for name, number in zip(reversed(regions), reversed(numbers), strict=True) if number)
    return known | dict(stated)


def _say_towns(
    towns: Sequence[str],
    countries: Countries,
    keys: Sequence[str],
    columns: Columns,
    names: Names,
    collector: ProblemCollector,
) -> None:
    """Warn of each name that is read as a town only because another row's region of that name has more people."""
    key_of = dict(zip(names.region, keys, strict=True)) if towns else {}
    for name in towns:
        if (key := only_region(name, countries)) != key_of[name]:
            region = next(other for other in names.region if key_of[other] == key)
            collector.add("town-beside-region", names.region.index(name), columns.at["region"], "region", region=region)


def _look_up(population: PopulationTable, columns: Columns, names: Names, collector: ProblemCollector) -> Placed:
    regions: dict[str, Region] = {}
    wrong: dict[str, Problem] = {}
    for name in dict.fromkeys(names.region):
        found = population.find_region(name, suggest=len(wrong) < MOST_SUGGESTED)
        if isinstance(found, Problem):
            wrong[name] = found
        else:
            regions[name] = found
    for i, name in enumerate(names.region if wrong else ()):
        if name in wrong and i not in names.out and (i, "region") not in collector.wrong_cells:
            collector.place(wrong[name], i, columns.at["region"], "region")
    _say_contained(population, regions, columns, names, collector)
    keys = {name: region.key for name, region in regions.items()} | {name: name for name in wrong}
    people = {name: region.population for name, region in regions.items()} | dict.fromkeys(wrong, 0)
    numbers = np.fromiter(map(people.__getitem__, names.region), np.int64, len(names.region))
    return Placed(Count(numbers), [*map(keys.__getitem__, names.region)], frozenset(wrong))


def _say_contained(
    population: PopulationTable,
    regions: Mapping[str, Region],
    columns: Columns,
    names: Names,
    collector: ProblemCollector,
) -> None:
    """Warn of each region that another one contains, whose people are counted in both."""
    if not any(region.contains for region in regions.values()):
        return
    first: dict[str, int] = {}
    for i, name in enumerate(names.region):
        if name in regions and i not in names.out:
            first.setdefault(regions[name].key, i)
    around = {key: other for other in reversed(first) for key in population.inside(other)}
    for key, i in first.items():
        if key in around:
            whole = names.region[first[around[key]]]
            collector.add("contained-region", i, columns.at["region"], "region", region=whole)


def own_keys(regions: Sequence[str], people: Mapping[str, int] | None = None) -> list[str]:
    """Return keys for regions without a population table: the gazetteer's, else the name itself.

    Among spellings that differ only in case or white space, the first in the alphabet is the key, whatever the order of
    the rows. A town has no key in the gazetteer.

    Args:
        people: inhabitants by name, if stated, to tell a town from the region of the same name.
    """
    spellings: dict[str, str] = {}
    distinct = sorted(set(regions))
    meant = disambiguated(distinct, people or dict.fromkeys(distinct, 0))
    for name in distinct:
        spellings.setdefault(_town_or_name(name, meant), name)
    keys = {
        name: spellings[_town_or_name(name, meant)] if not meant[name] or meant[name].startswith(TOWN) else meant[name]
        for name in distinct
    }
    return [keys[name] for name in regions]


def _town_or_name(name: str, meant: Mapping[str, str]) -> str:
    return meant[name] if meant[name].startswith(TOWN) else look_alike_key(name)


def listed_regions(placed: Placed, names: Names, collector: ProblemCollector) -> frozenset[tuple[str, str, str]]:
    """Return which regions have a row on which network, as (key, region, network).

    Texts that are not regions are skipped, as are rows without a region or a network, or with cells that are not under
    their headings.
    """
    unknown = {*placed.unknown, *(names.region[i] for i in collector.wrong_cells.rows("region"))}
    rows = zip(placed.keys, names.region, names.platform, strict=True)
    there = {row for i, row in enumerate(rows) if i not in collector.misaligned} if collector.misaligned else set(rows)
    return frozenset(row for row in there if row[1] and row[2] and row[1] not in unknown)


def say_split_regions(
    listed: Set[tuple[str, str, str]], placed: Placed, columns: Columns, collector: ProblemCollector
) -> None:
    """Warn of two similar region names, each without a network that the other has: they are hardly two regions.

    Without a population table, a misspelled name would silently divide a region in two. A file of very many regions is
    not searched, as that would take a while.
    """
    if len(listed) > MOST_LISTED:
        return
    networks: dict[str, set[str]] = {}
    spelt: dict[str, str] = {}
    for key, region, network in listed:
        networks.setdefault(key, set()).add(network)
        spelt[key] = min(region, spelt.get(key, region))
    every = set().union(*networks.values())
    lacking = [key for key, own in networks.items() if own != every]
    by_form: dict[str, list[str]] = {}
    for key in lacking:
        for form in {spelt[key], bare_name(spelt[key])[0]}:
            by_form.setdefault(form, []).append(key)
    pairs = {
        (min(one, other), max(one, other))
        for form, near in mistyped_pairs(by_form)
        for one in by_form[form]
        for other in by_form[near]
        if networks[one] - networks[other] and networks[other] - networks[one]
    }
    if not pairs:
        return
    countries = countries_of(spelt.values())
    rows: dict[str, list[int]] = {key: [] for pair in pairs for key in pair}
    for i, key in enumerate(placed.keys):
        if key in rows and i not in collector.misaligned:
            rows[key].append(i)
    people = None if placed.people is None else placed.people.numbers
    for pair in sorted(pairs):
        known = {key: bool(known_regions(spelt[key], countries)) for key in pair}
        kinds = {bare_name(spelt[key])[1] for key in pair} - {""}
        if all(known.values()) or len(kinds) > 1:
            continue
        if people is not None and len({int(people[i]) for key in pair for i in rows[key]} - {0}) > 1:
            continue  # two regions, with different populations
        mistyped, meant = sorted(pair, key=lambda key: (known[key], len(rows[key]), -rows[key][0]))
        first = rows[mistyped][0]
        collector.add("similar-region", first, columns.at["region"], "region", near=[spelt[meant]])
