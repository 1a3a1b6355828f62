"""Population tables: how many people live in a region, and which region a name means."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path

from govrank.headings import known_column
from govrank.problem import CommandError, DataError, Problem
from govrank.read.book import read_book
from govrank.read.numbers import NumberError, read_whole
from govrank.read.table import Source, Table, is_missing, tidy_text
from govrank.read.text import read_text
from govrank.read.totals import without_totals
from govrank.spelling import could_be_cyrillic, look_alike_key, plain_key, similar_names

PACKAGED = ("kz-2020", "kz-2021", "kz-2022", "kz-2023")

_PROVINCE = {"область", "обл", "обл.", "облысы", "облыс", "region", "oblast", "oblysy", "province"}
_CITY = {"г", "г.", "гор.", "город", "қаласы", "қала", "қ", "қ.", "city", "qalasy", "(city)", "(город)"}
KIND_WORDS = frozenset(_PROVINCE | _CITY)
"""Words that say of what kind a region is; its name is in the others."""
_ABBREVIATED = re.compile(r"\b(г|гор|обл|қ)\.(?=\w)")
_FOOTNOTE = re.compile(r"(?<=[^\W\d])\.?\s*\(?[\d*]{1,2}\)?$")


class RegionError(ValueError):
    """A region's name that is not one region of a table; `code` and `names` say why and which come near."""

    def __init__(self, code: str, names: Iterable[str]) -> None:
        super().__init__(code)
        self.code = code
        self.names = tuple(names)


@dataclass(frozen=True)
class Region:
    """A region of a population table.

    Attributes:
        key: stable name by which editions are matched; the name itself where the table has no keys.
        name: as the table writes it.
        population: inhabitants, at least 1.
        aliases: other spellings, its name in other languages among them.
    """

    key: str
    name: str
    population: int
    aliases: tuple[str, ...] = ()
    labels: Mapping[str, str] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return (self.key, self.name, *self.aliases)


def _bare(text: str) -> tuple[str, str]:
    """Return a name's key without the words for province and city, and which of the two it carried."""
    kept, kind = [], ""
    for word in _ABBREVIATED.sub(r"\1. ", plain_key(text)).replace(",", " ").replace("-", " ").split():
        if word in _PROVINCE:
            kind = "province"
        elif word in _CITY:
            kind = "city"
        else:
            kept.append(word)
    return look_alike_key(" ".join(kept) or text), kind


class _Index:
    """Finds the regions that a name can mean: by the whole name first, then without its words of kind."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self.whole: dict[str, set[str]] = {}
        self.folded: dict[str, set[str]] = {}
        self.bare: dict[str, set[str]] = {}
        self.cities: set[str] = set()
        for region in regions:
            for name in region.names:
                bare, kind = _bare(name)
                self.whole.setdefault(plain_key(name), set()).add(region.key)
                if not could_be_cyrillic(name):
                    self.folded.setdefault(look_alike_key(name), set()).add(region.key)
                self.bare.setdefault(bare, set()).add(region.key)
                if kind == "city":
                    self.cities.add(region.key)

    def exact(self, name: str) -> set[str]:
        whole, folded = self.whole.get(plain_key(name), set()), self.folded.get(look_alike_key(name), set())
        # BKO is how БҚО is romanised, and what ВКО looks like: such a name may be meant either way
        return whole | folded if could_be_cyrillic(name) else whole or folded

    def loose(self, name: str) -> set[str]:
        for spelling in (name, _FOOTNOTE.sub("", name)):
            if spelling != name and (found := self.exact(spelling)):
                return found
            bare, kind = _bare(spelling)
            found = self.bare.get(bare, set())
            if kind == "city":
                found = found & self.cities
            elif kind == "province":
                found = found - self.cities
            if found:
                return found
        return set()

    def find(self, name: str) -> set[str]:
        return self.exact(name) or self.loose(name)


@cache
def gazetteer() -> Mapping[str, Region]:
    """Return the regions of Kazakhstan with every spelling met, by key; their population here is 0."""
    text = files("govrank").joinpath("populations", "regions.toml").read_text(encoding="utf-8")
    return {
        key: Region(
            key,
            entry["en"],
            0,
            (entry["ru"], entry["kk"], *entry["aliases"]),
            {lang: entry[lang] for lang in ("en", "ru", "kk")},
        )
        for key, entry in tomllib.loads(text).items()
    }


@cache
def _gazetteer_index() -> _Index:
    return _Index(gazetteer().values())


def known_regions(name: str) -> set[str]:
    """Return the gazetteer's keys that a name can mean: none, one, or several where it is ambiguous."""
    return _gazetteer_index().find(name)


@dataclass(frozen=True)
class PopulationTable:
    """Populations by region.

    Attributes:
        name: of the packaged table, the file, or the file and its sheet or column.
        date: the day that the figures are of, as the table writes it; None where it says nothing.
        regions: by key.
        source: the file that it was read from, where it is one of its own.
    """

    name: str
    date: str | None
    regions: Mapping[str, Region]
    source: Source | None = None

    @cached_property
    def _index(self) -> _Index:
        return _Index(self.regions.values())

    @cached_property
    def _by_gazetteer(self) -> Mapping[str, str]:
        found = {key: known_regions(region.name) for key, region in self.regions.items()}
        return {next(iter(known)): key for key, known in found.items() if len(known) == 1}

    def find_region(self, name: str, *, suggest: bool = True) -> Region:
        """Return the region that a name means.

        The table's own spelling comes first, then the gazetteer's (with its ambiguities), then the table's
        without the words for province and city. `suggest` looks for near names where it is none.

        >>> population_table("kz-2023").find_region("Туркестанская обл. 1").key
        'turkistan'

        Raises:
            RegionError: `unknown-region` or `ambiguous-region`, with the names that come near.
        """
        found = self._index.exact(name)
        if not found:
            known = known_regions(name)
            if len(known) > 1:
                raise RegionError("ambiguous-region", (gazetteer()[key].name for key in sorted(known)))
            found = {self._by_gazetteer[key] for key in known if key in self._by_gazetteer}
        if not found:
            found = self._index.loose(name)
        if len(found) > 1:
            raise RegionError("ambiguous-region", (self._display(key) for key in sorted(found)))
        if not found:
            if not suggest:
                raise RegionError("unknown-region", ())
            # compared without the words for province, which would make any two names alike
            spellings = {_bare(text)[0]: (key, text) for key, region in self.regions.items() for text in region.names}
            near: dict[str, str] = {}
            for bare in similar_names(_bare(name)[0], spellings):
                near.setdefault(*spellings[bare])
            raise RegionError("unknown-region", near.values())
        return self.regions[next(iter(found))]

    def _display(self, key: str) -> str:
        return self.regions[key].name


@cache
def population_table(name: str) -> PopulationTable:
    """Return a packaged table: one of `PACKAGED`.

    Source: Bureau of National Statistics of Kazakhstan, population on 1 January.
    """
    content = files("govrank").joinpath("populations", f"{name}.csv").read_bytes()
    table = read_text(content, Source(name, ""), "utf-8")
    if table is None:
        raise ValueError(f"the packaged table {name} is empty")
    return table_of_regions(table, name)


def load_population(name_or_file: str) -> PopulationTable:
    """Return a packaged population table by its name, or the one in a CSV or XLSX file.

    Raises:
        CommandError: neither a packaged name nor a file.
        DataError: the file is no population table.
    """
    if name_or_file in PACKAGED:
        return population_table(name_or_file)
    if not Path(name_or_file).exists():
        raise CommandError(
            "no-population-table", name=name_or_file, near=similar_names(name_or_file, PACKAGED), known=PACKAGED
        )
    try:
        return _read_population(name_or_file)
    except DataError as error:
        raise DataError(error.problems, "population") from None


def _read_population(path: str) -> PopulationTable:
    book = read_book(path)
    tables = [table for table in book.tables if is_population_table(table)]
    if len(tables) > 1:
        names = [table.sheet for table in tables]
        raise DataError([Problem("several-sheets", book.source.name, args={"sheets": names})])
    if not tables:
        raise DataError([Problem("missing-column", book.source.name, wording="population-file")])
    return replace(table_of_regions(tables[0], book.source.name), source=book.source)


def is_population_table(table: Table) -> bool:
    """Say whether a table has the columns of a population table, and no column of a page's."""
    known = {known_column(heading) for heading in table.headings}
    return {"region", "population"} <= known and not known & {"platform", "followers", "posts", "page"}


def table_of_regions(table: Table, name: str) -> PopulationTable:
    """Build a population table from the columns region, population and, where there, aliases and date.

    Raises:
        DataError: with every wrong cell.
    """
    table = without_totals(table)
    at = {known_column(heading): i for i, heading in reversed(list(enumerate(table.headings)))}
    problems: list[Problem] = [problem for problem in table.problems if problem.severity == "error"]
    regions: dict[str, Region] = {}
    dates: set[str] = set()
    seen: set[str] = set()  # each region's spelling and, where the gazetteer knows it, its key
    for row in range(len(table.rows)):
        cell = table.columns[at["region"]][row]
        spelled = tidy_text(cell)
        if is_missing(spelled):
            problems.append(table.problem("missing-value", row, at["region"], "region", wording="text"))
            continue
        figure = table.columns[at["population"]][row]
        try:
            population = read_whole(figure if not hasattr(figure, "item") else figure.item())
        except NumberError as wrong:
            problems.append(
                table.problem(
                    wrong.code, row, at["population"], "population",
                    wording=wrong.wording, proposal=wrong.proposal,
                )
            )  # fmt: skip
            continue
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
        packaged = gazetteer().get(spelled) if name in PACKAGED else None
        region = (
            Region(spelled, packaged.name, population, packaged.aliases, packaged.labels)
            if packaged
            else Region(spelled, spelled, population, aliases)
        )
        known = known_regions(spelled)
        spellings = {look_alike_key(spelled), *(known if len(known) == 1 else ())}
        if spellings & seen:
            problems.append(table.problem("duplicate-region", row, at["region"], "region"))
            continue
        seen |= spellings
        regions[spelled] = region
    if not problems and not regions:
        problems.append(Problem("no-pages", table.source.name, table.sheet, wording="population"))
    if problems:
        raise DataError(problems)
    return PopulationTable(name, dates.pop() if len(dates) == 1 else None, regions)
