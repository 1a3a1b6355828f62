"""Which region each row means, and how many people live there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from govrank.checked import Checked
from govrank.columns import Columns
from govrank.counts import read_count_column
from govrank.gazetteer import Region, known_regions
from govrank.methodology import Methodology
from govrank.names import Names
from govrank.pages import Count
from govrank.population import UNKNOWN, PopulationTable, RegionError
from govrank.read.table import Table
from govrank.spelling import look_alike_key

MOST_SUGGESTED = 200  # unknown names that are compared with all others: each takes a while


def find_regions(
    table: Table,
    columns: Columns,
    methodology: Methodology,
    population: PopulationTable | None,
    names: Names,
    checked: Checked,
) -> tuple[Count | None, list[str]]:
    """Return the population of each row's region where it is needed, and the key of each row's region.

    Args:
        population: where populations come from; None takes the table's own column, and `UNKNOWN` none at all.

    Returns:
        The count, shape (rows,), None where no indicator needs it or there is no such column; and the keys.
    """
    needed = "population" in methodology.counts
    if population is not None and needed and population is not UNKNOWN:
        return _look_up(population, columns, names, checked)
    keys = own_keys(names.region)
    if not needed or population is UNKNOWN or "population" not in columns:
        return None, keys
    at = columns.at["population"]
    count = read_count_column(table, at, "population", names.out, checked, must=False)
    first: dict[str, int] = {}
    numbers = count.numbers.tolist()
    for i, (key, number) in enumerate(zip(keys, numbers, strict=True)):
        if i in names.out or i in checked.aside or (i, "population") in checked.wrong:
            continue
        if not number:
            empty = count.missing is not None and bool(count.missing[i])
            checked.add("no-population", i, at, "population", wording="empty" if empty else "zero")
        elif numbers[first.setdefault(key, i)] != number:
            checked.add(
                "contradiction", i, at, "population", wording="population",
                region=names.region[i], other=numbers[first[key]], row=int(table.rows[first[key]]),
            )  # fmt: skip
    return Count(count.numbers), keys


def _look_up(population: PopulationTable, columns: Columns, names: Names, checked: Checked) -> tuple[Count, list[str]]:
    found: dict[str, Region | RegionError] = {}
    unknown = 0
    for name in set(names.region):
        try:
            found[name] = population.find_region(name, suggest=unknown < MOST_SUGGESTED)
        except RegionError as problem:
            found[name] = problem
            unknown += 1
    keys = dict.fromkeys(found, "")
    people = dict.fromkeys(found, 0)
    for name, region in found.items():
        if isinstance(region, Region):
            keys[name], people[name] = region.key, region.population
    wrong = {name: problem for name, problem in found.items() if isinstance(problem, RegionError)}
    if wrong:
        for i, name in enumerate(names.region):
            if name in wrong and (i, "region") not in checked.wrong:
                checked.add(
                    wrong[name].code, i, columns.at["region"], "region",
                    wording="" if wrong[name].names else "far", near=wrong[name].names, table=population.name,
                )  # fmt: skip
    numbers = np.array([people[name] for name in names.region], dtype=np.int64)
    return Count(numbers), [keys[name] or name for name in names.region]


def own_keys(regions: Sequence[str]) -> list[str]:
    """Return keys for regions without a population table: the gazetteer's, else the name itself.

    Of spellings that differ only in case or white space the first in the alphabet is the key, whatever the
    order of the rows.
    """
    spellings: dict[str, str] = {}
    for name in sorted(set(regions)):
        spellings.setdefault(look_alike_key(name), name)
    keys = {}
    for name in set(regions):
        known = known_regions(name) if name else set()
        keys[name] = next(iter(known)) if len(known) == 1 else spellings[look_alike_key(name)]
    return [keys[name] for name in regions]


def listed_regions(keys: Sequence[str], names: Names, checked: Checked) -> frozenset[tuple[str, str, str]]:
    """Return which regions have a row on which network, as (key, region, network).

    A text that is no region is none; nor are those of a row whose cells do not stand under their headings.
    """
    unknown = {names.region[i] for i, column in checked.wrong if column == "region"}
    key_of = dict(zip(names.region, keys, strict=True))
    rows = zip(names.region, names.platform, strict=True)
    there = {row for i, row in enumerate(rows) if i not in checked.aside} if checked.aside else set(rows)
    return frozenset(
        (key_of[region], region, network) for region, network in there if region not in unknown and region and network
    )
