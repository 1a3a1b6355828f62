"""A population table: how many people live in a region, by any of the region's names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from govrank.population.gazetteer import Region, RegionIndex, gazetteer_regions, known_regions
from govrank.population.namesakes import told_apart, town_meant
from govrank.population.near_regions import NearRegions
from govrank.problem import Problem
from govrank.read.table import Source


class RegionError(ValueError):
    """A region's name that is not one region of a table; `code` and `names` say why and which come near."""

    def __init__(self, code: str, names: Iterable[str]) -> None:
        super().__init__(code)
        self.code = code
        self.names = tuple(names)


@dataclass(frozen=True)
class PopulationTable:
    """Populations by region.

    Attributes:
        name: of the packaged table, the file, or the file and its sheet or column.
        date: the day that the figures are of, as the table writes it; None where it says nothing.
        regions: by key.
        source: the file that it was read from, where it is one of its own.
        warnings: what was odd in that file.
    """

    name: str
    date: str | None
    regions: Mapping[str, Region]
    source: Source | None = None
    warnings: tuple[Problem, ...] = ()

    @cached_property
    def _index(self) -> RegionIndex:
        return RegionIndex(self.regions.values())

    @cached_property
    def _near(self) -> NearRegions:
        return NearRegions(self.regions.values(), self._index)

    @cached_property
    def _by_meaning(self) -> Mapping[str, str]:
        """The keys by what the gazetteer says that they mean: a region of its, or the town of its name."""
        meant = told_apart([region.name for region in self.regions.values()])
        return {meant[region.name]: key for key, region in self.regions.items() if meant[region.name]}

    def find_region(self, name: str, *, suggest: bool = True) -> Region:
        """Return the region that a name means.

        The table's own spelling comes first, then the gazetteer's (with its ambiguities, and with the table's towns
        of that name), then the table's without the words for province and city. `suggest` looks for near names
        where it is none.

        >>> from govrank.population.file import population_table
        >>> population_table("kz-2023").find_region("Туркестанская обл. 1").key
        'turkistan'

        Raises:
            RegionError: `unknown-region` or `ambiguous-region`, with the names that come near.
        """
        found = self._index.exact(name)
        if not found:
            known = known_regions(name)
            if len(known) > 1:
                raise RegionError("ambiguous-region", (gazetteer_regions()[key].name for key in sorted(known)))
            meant = {*known, town_meant(name)} & self._by_meaning.keys()
            found = {self._by_meaning[meaning] for meaning in meant} | self._index.cities_named(name)
        if not found:
            found = self._index.loose(name)
        if len(found) > 1:
            raise RegionError("ambiguous-region", (self._display(key) for key in sorted(found)))
        if not found:
            if not suggest:
                raise RegionError("unknown-region", ())
            raise RegionError("unknown-region", self._near.near(name))
        return self.regions[next(iter(found))]

    def _display(self, key: str) -> str:
        return self.regions[key].name


UNREADABLE = PopulationTable("", None, {})
"""In place of a table that is wrong: whatever hangs on no population is checked all the same."""
