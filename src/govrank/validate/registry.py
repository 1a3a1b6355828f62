"""The registry: which pages exist, whether they post or not, and their former names.

It assigns the posts of exports and the figures of tables to pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from govrank.networks import PAGE_HEADINGS, address_key, page_name, platform_key
from govrank.problems import DataError, Problem
from govrank.read.book import read_book
from govrank.read.collector import ProblemCollector
from govrank.read.headings import FORMER_NAMES, HEADINGS, heading_key
from govrank.read.numbers import DecimalSign
from govrank.read.summary_rows import without_summary_rows
from govrank.read.table import SUPPLIED, Cell, Grid, Part, Source, is_missing, tidy_text
from govrank.scoring.matching import region_identities
from govrank.text.spelling import name_key, similar_names
from govrank.validate.cell_types import read_count_column, read_names
from govrank.validate.consistency import shared_id

_COLUMNS: dict[str, tuple[str, ...]] = {
    "former": FORMER_NAMES,
    **{name: (name, *HEADINGS[name]) for name in (
        "id", "region", "platform", "url", "population", "excluded", "followers",
    )},
    "page": ("page", *HEADINGS["page"], *PAGE_HEADINGS),
}  # fmt: skip
_KEYS = {heading_key(heading): name for name, headings in reversed(_COLUMNS.items()) for heading in headings}
_SLIP = 0.9  # similarity of a mistyped region's name; Акмолинская and Актюбинская are less similar
_MOST_NAMED = 5  # pages in a warning
_BETWEEN = re.compile(r"\s*[;|\n]\s*")
_ADDRESS = re.compile(r"\s*(?:https?://)?[a-z\d-]+(?:\.[a-z\d-]+)+/\S", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Entry:
    """A page of the registry.

    Attributes:
        row: the spreadsheet's number of its row.
        former: its earlier names.
        population: of its region; None if the registry has none.
        excluded: why it is not rated, or "".
    """

    row: int
    id: str
    region: str
    platform: str
    page: str
    former: tuple[str, ...]
    url: str
    population: int | None
    excluded: str
    followers: int | None

    @property
    def label(self) -> str:
        """The page's name in a list."""
        return self.page or self.url or self.id

    @property
    def label_in_region(self) -> str:
        """The page's name with its region, to distinguish it from others."""
        return f"{self.label} ({self.region})" if self.region else self.label

    @cached_property
    def names(self) -> frozenset[str]:
        """Keys of all its current and former names, including the last part of its address."""
        names = {name_key(name) for name in (self.page, *self.former, page_name(self.url)) if name}
        return frozenset(names)


def read_registry(path: str, decimal: DecimalSign | None = None, *, followers: bool = False) -> Registry:
    """Read a registry.

    Args:
        followers: whether followers are required.

    Raises:
        DataError: it has no pages, a duplicate page, or a wrong cell.
        CommandError: there is no such file.
    """
    book = read_book(path, None, _column)
    needed = ("followers",) if followers else ()
    table = next((table for table in book.tables if not _lacking(table, needed)), book.tables[0])
    if lacking := _lacking(table, needed):
        raise DataError([table.problem("missing-column", None, None, name, wording="registry") for name in lacking])
    table = without_summary_rows(table)
    collector = ProblemCollector(table, every=True)
    at = _places(table)

    def texts(name: str) -> Sequence[str]:
        if name not in at:
            return [""] * len(table.rows)
        read = read_names(table.columns[at[name]])
        for i, problem in read.wrong.items():
            collector.place(problem, i, at[name], name)
        return [" ".join(value.split()) if value else "" for value in read.values]

    def figures(name: str) -> list[int | None]:
        if name not in at or (name == "followers" and not followers):
            return [None] * len(table.rows)
        count = read_count_column(table, at[name], name, {}, collector, decimal=decimal)
        return [
            number if known else None
            for number, known in zip(count.numbers.tolist(), count.known.tolist(), strict=True)
        ]

    columns = [texts(name) for name in ("id", "region", "platform", "page", "former", "url", "excluded")]
    entries = []
    for at_row, (row, cells, population, count) in enumerate(
        zip(table.rows, zip(*columns, strict=True), figures("population"), figures("followers"), strict=True)
    ):
        id_, region, platform, page, former, url, excluded = cells
        entry = Entry(
            int(row), id_, region, platform_key(platform), page, tuple(filter(None, _BETWEEN.split(former))), url,
            population, excluded, count,
        )  # fmt: skip
        if not entry.label:
            collector.add("missing-value", at_row, at.get("page", 0), "page", wording="text")
        entries.append(entry)
    _refuse_twice(entries, at, collector)
    problems = [*table.problems, *collector.problems()]
    if any(problem.severity == "error" for problem in problems):
        raise DataError(problems)
    return Registry(entries, book.source)


def _column(heading: str) -> str | None:
    return _KEYS.get(heading_key(heading))


def _places(table: Grid) -> dict[str, int]:
    return {
        name: at for at, heading in reversed([*enumerate(table.headings)]) if (name := _column(heading)) is not None
    }


def _lacking(table: Grid, needed: Sequence[str]) -> list[str]:
    at = _places(table)
    return [*([] if {"page", "id", "url"} & at.keys() else ["page"]), *(name for name in needed if name not in at)]


def _refuse_twice(entries: Sequence[Entry], at: dict[str, int], collector: ProblemCollector) -> None:
    seen: dict[tuple[str, str], int] = {}
    with_id: dict[str, list[int]] = {}
    for i, entry in enumerate(entries):
        others = with_id.setdefault(entry.id, []) if entry.id else []
        # an id without a network may be of any network
        same = next((one for one in others if not entry.platform or entries[one].platform in ("", entry.platform)), i)
        others.append(i)
        if same != i:
            collector.place(shared_id(collector.table, entry.label, same, at["id"]), i, at["id"], "id")
        elif entry.page:
            key = entry.platform, f"{name_key(entry.page)} {name_key(entry.region)}"
            if (other := seen.setdefault(key, i)) != i:
                collector.add("duplicate-page", i, at["page"], "page", page=entry.label, row=entries[other].row)


class Registry:
    """The pages of a registry, by id, address and name."""

    def __init__(self, entries: Sequence[Entry], source: Source) -> None:
        self.entries = tuple(entries)
        self.source = source
        self._by_id: dict[str, list[int]] = {}
        self._by_url: dict[str, list[int]] = {}
        self._by_name: dict[str, list[int]] = {}
        for at, entry in enumerate(entries):
            if entry.id:
                self._by_id.setdefault(entry.id, []).append(at)
            for address in _addresses(entry.url, [entry.page]):
                self._by_url.setdefault(address, []).append(at)
            for name in entry.names:
                self._by_name.setdefault(name, []).append(at)

    def find(
        self,
        platform: str,
        ids: Sequence[str],
        names: Sequence[str],
        *,
        url: str = "",
        there: Callable[[Entry], bool] = lambda entry: True,  # noqa: ARG005
    ) -> list[int]:
        """Return the indexes of the entries that a page may be: by its id, else its address, else its names.

        Args:
            platform: its network, or "" if unknown.
            there: returns whether an entry's region fits the page: names repeat across regions.
        """
        by_id = [at for one in ids for at in self._by_id.get(one, ())]
        by_name = [at for one in ids for at in self._by_name.get(name_key(one), ())]  # some tools give a name as the id
        by_url = [at for one in _addresses(url, names) for at in self._by_url.get(one, ())]
        found = self._of(platform, by_id) or self._of(platform, by_name) or self._of(platform, by_url)
        if not found:
            named = [at for name in names for at in self._by_name.get(name_key(name), ())]
            found = [at for at in self._of(platform, named) if there(self.entries[at])]
        return found

    def _of(self, platform: str, found: Iterable[int]) -> list[int]:
        return sorted({at for at in found if not platform or self.entries[at].platform in ("", platform)})

    def in_region_like(self, region: str, platform: str) -> list[int]:
        """Return the indexes of the pages on a network whose region is most similar to a mistyped name."""
        regions = dict.fromkeys(entry.region for entry in self.entries if entry.region)
        near = similar_names(region, regions, most=1, bar=_SLIP)
        return self._of(platform, [at for at, entry in enumerate(self.entries) if entry.region in near])

    def near(self, name: str, platform: str) -> list[str]:
        """Return the names of pages that are similar to a name."""
        names = {label: entry for entry in self.entries for label in (entry.label, *entry.former)}
        own = [label for label, entry in names.items() if not platform or entry.platform in ("", platform)]
        return similar_names(name, own)


def _addresses(url: str, names: Sequence[str]) -> list[str]:
    """Return the keys of a page's addresses, including a name that is an address."""
    return [*dict.fromkeys(address_key(one) for one in (url, *filter(_ADDRESS.match, names)) if one)]


_WANTED = ("id", "region", "platform", "page", "url", "population", "excluded")
"""Columns that a registry can supply to a table of pages."""


def join_registry(
    table: Grid, registry: Registry, recognise: Callable[[Sequence[str]], list[str | None]], *, population: bool
) -> Grid:
    """Return a table of pages with its gaps filled from the registry.

    A row is matched by its id, else its address, else its current or former name in its region; without any of them, by
    region and network if the registry has one page there. An unmatched row, or a page in two rows, is an error of the
    table; a page of the registry without a row is a warning.

    Args:
        recognise: names the columns of a table by its headings.
        population: whether to take populations from the registry too.

    Raises:
        DataError: `missing-column`: nothing in the table identifies the pages.
    """
    at = {name: i for i, name in reversed([*enumerate(recognise(table.headings))]) if name}
    if not at.keys() & {"id", "url", "page"} and not {"region", "platform"} <= at.keys():
        raise DataError([table.problem("missing-column", None, None, "page", headings=["page"])])
    texts = {name: _texts(table, at.get(name)) for name in _WANTED}
    platforms = [platform_key(text) for text in texts["platform"]]
    region_of = region_identities({*texts["region"], *(entry.region for entry in registry.entries)})
    alone: dict[tuple[str, str], list[int]] = {}
    for i, entry in enumerate(registry.entries):
        alone.setdefault((region_of[entry.region], entry.platform), []).append(i)
    entry_of: list[Entry | None] = []
    first: dict[int, int] = {}
    collector = ProblemCollector(table, every=True)
    for i, platform in enumerate(platforms):
        one, url, page, region = (texts[name][i] for name in ("id", "url", "page", "region"))

        def there(entry: Entry, region: str = region) -> bool:
            return not region or not entry.region or region_of[entry.region] == region_of[region]

        found = registry.find(platform, [one] * bool(one), [page] * bool(page), url=url, there=there)
        if not found and not (one or page) and region and platform:
            found = alone.get((region_of[region], platform), [])
        entry_of.append(registry.entries[found[0]] if len(found) == 1 else None)
        name = next((name for name in ("page", "id", "url", "region") if texts[name][i]), "")
        elsewhere = [] if found or not page else registry.find(platform, [], [page])
        if name == "region" and not found:
            elsewhere = registry.in_region_like(region, platform)
            page = registry.entries[elsewhere[0]].label if elsewhere else ""
        if elsewhere and not texts["excluded"][i]:
            near = [*dict.fromkeys(registry.entries[other].region for other in elsewhere)]
            collector.add("unknown-page", i, at["region"], "region", wording="region", page=page, near=near)
        elif len(found) != 1 and name and not texts["excluded"][i]:
            label = texts[name][i]
            near = [registry.entries[other].label_in_region for other in found] or registry.near(label, platform)
            wording = "several" if found else "near" if near else ""
            collector.add("unknown-page", i, at[name], name, wording=wording, page=label, near=near)
        elif len(found) == 1 and not there(registry.entries[found[0]]):
            entry = registry.entries[found[0]]
            args = {"page": entry.label, "other": entry.region, "region": region}
            collector.add("contradiction", i, at["region"], "region", wording="registry", **args)
        elif len(found) == 1 and (other := first.setdefault(found[0], i)) != i:
            label, row = registry.entries[found[0]].label, int(table.rows[other])
            collector.add("duplicate-page", i, at[name], name, page=label, row=row)
    silent = [entry.label for i, entry in enumerate(registry.entries) if i not in first and not entry.excluded]
    said = {"n": len(silent), "pages": silent[:_MOST_NAMED]}
    problems = (Problem("no-figures", registry.source.name, args=said),) if silent else ()
    added = {
        name: [
            text or ("" if entry is None else str(getattr(entry, name) or ""))
            for text, entry in zip(texts[name], entry_of, strict=True)
        ]
        for name in _WANTED
        if (name != "population" or population)
        and not all(texts[name])
        and (name in at or any(getattr(entry, name) for entry in registry.entries))
    }
    return replace(_supplied(table, at, added), problems=(*table.problems, *problems), wrong=collector.row_errors)


def _texts(table: Grid, column: int | None) -> list[str]:
    """Return the cells of a column as texts, empty if a cell is empty or the column is missing."""
    if column is None:
        return [""] * len(table.rows)
    return ["" if is_missing(text := tidy_text(cell)) else text for cell in table.columns[column]]


def _supplied(table: Grid, at: Mapping[str, int], added: Mapping[str, list[str]]) -> Grid:
    """Return a table with gaps filled by texts, and with columns that its file does not have."""
    columns = [*table.columns]
    for name, values in added.items():
        if name in at:
            cells = columns[at[name]]
            columns[at[name]] = [new if is_missing(cell) else cell for cell, new in zip(cells, values, strict=True)]
    new: dict[str, list[Cell]] = {name: [*values] for name, values in added.items() if name not in at}
    parts = table.parts or (Part(table, table.positions),)
    return replace(
        table,
        headings=(*table.headings, *new),
        columns=(*columns, *new.values()),
        positions=(*table.positions, *[SUPPLIED] * len(new)),
        parts=tuple(Part(part.table, (*part.positions, *[None] * len(new))) for part in parts),
        part_of=table.part_of if table.parts else [0] * len(table.rows),
    )
