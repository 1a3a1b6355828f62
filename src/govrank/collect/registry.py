"""The registry: which pages there are, whether they post or not, and what they were called before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from govrank.networks import platform_key
from govrank.problems import DataError
from govrank.read.book import read_book
from govrank.read.headings import HEADINGS, heading_key
from govrank.read.numbers import DecimalSign
from govrank.read.summary_rows import without_summary_rows
from govrank.read.table import Table
from govrank.text.spelling import name_key, similar_names
from govrank.validate.cell_types import read_count_column, read_names
from govrank.validate.collector import ProblemCollector

_COLUMNS: dict[str, tuple[str, ...]] = {
    "former": (
        "former names", "former name", "old names", "aliases", "прежние названия", "прежнее название",
        "бывшие названия", "бұрынғы атаулары", "бұрынғы атауы",
    ),
    **{name: (name, *HEADINGS[name]) for name in (
        "id", "region", "platform", "url", "population", "excluded", "followers",
    )},
    "page": ("page", *HEADINGS["page"], "facebook page", "instagram account"),
}  # fmt: skip
_KEYS = {heading_key(heading): name for name, headings in reversed(_COLUMNS.items()) for heading in headings}
_BETWEEN = re.compile(r"\s*[;|\n]\s*")
_PROFILE = re.compile(
    r"(?:[a-z]+://)?(?:www\.|m\.)?[^/]+/+(?:@|pages/|profile\.php\?id=|channel/|c/|s/)?(?P<name>[^/?#&]+)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Entry:
    """A page of the registry.

    Attributes:
        row: the spreadsheet's number of its row.
        former: the names that it had before.
        population: of its region; None where the registry has none.
        excluded: why it is not to be rated, or "".
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
        """What the page is called in a list."""
        return self.page or self.url or self.id

    @cached_property
    def names(self) -> frozenset[str]:
        """Keys of all names that it has or had, its address's last part among them."""
        names = {name_key(name) for name in (self.page, *self.former, profile_name(self.url)) if name}
        return frozenset(names)


def profile_name(url: str) -> str:
    """Return the part of a page's address that names it.

    >>> profile_name("https://www.instagram.com/akimat/"), profile_name("https://facebook.com/profile.php?id=100")
    ('akimat', '100')
    """
    match = _PROFILE.match(url.strip())
    return match["name"] if match is not None else ""


def read_registry(path: str, decimal: DecimalSign | None = None, *, followers: bool = False) -> tuple[Entry, ...]:
    """Read a registry.

    Args:
        followers: whether it is read for its followers, which must be there then.

    Raises:
        DataError: it has no pages, or one twice, or a cell is wrong.
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
        count = read_count_column(table, at[name], name, {}, collector, must=False, decimal=decimal)
        gone = [False] * len(table.rows) if count.missing is None else count.missing.tolist()
        return [None if missing else number for number, missing in zip(count.numbers.tolist(), gone, strict=True)]

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
    return tuple(entries)


def _column(heading: str) -> str | None:
    return _KEYS.get(heading_key(re.sub("[_-]", " ", heading)))


def _places(table: Table) -> dict[str, int]:
    return {
        name: at for at, heading in reversed([*enumerate(table.headings)]) if (name := _column(heading)) is not None
    }


def _lacking(table: Table, needed: Sequence[str]) -> list[str]:
    at = _places(table)
    return [*([] if {"page", "id", "url"} & at.keys() else ["page"]), *(name for name in needed if name not in at)]


def _refuse_twice(entries: Sequence[Entry], at: dict[str, int], collector: ProblemCollector) -> None:
    seen: dict[tuple[str, str], Entry] = {}
    for i, entry in enumerate(entries):
        keys = [("id", f"{entry.platform} {entry.id}")] if entry.id else []
        keys += [("name", f"{entry.platform} {name_key(entry.page)} {name_key(entry.region)}")] if entry.page else []
        for key in keys:
            if (other := seen.setdefault(key, entry)) is not entry:
                name = "id" if key[0] == "id" else "page"
                collector.add("duplicate-page", i, at[name], name, page=entry.label, row=other.row)
                break


class Registry:
    """The pages of a registry, by id, address and name."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self._by_id: dict[str, list[int]] = {}
        self._by_name: dict[str, list[int]] = {}
        for at, entry in enumerate(entries):
            if entry.id:
                self._by_id.setdefault(entry.id, []).append(at)
            for name in entry.names:
                self._by_name.setdefault(name, []).append(at)

    def find(self, platform: str, ids: Sequence[str], names: Sequence[str]) -> list[int]:
        """Return the indexes of the entries that a page can be: by its id, else by its names and address.

        Args:
            platform: its network, or "" where it is not known.
        """
        found = {at for one in ids for at in (*self._by_id.get(one, ()), *self._by_name.get(name_key(one), ()))}
        if not self._of(platform, found):
            found = {at for name in names for at in self._by_name.get(name_key(name), ())}
        return self._of(platform, found)

    def _of(self, platform: str, found: set[int]) -> list[int]:
        return sorted(at for at in found if not platform or self.entries[at].platform in ("", platform))

    def near(self, name: str, platform: str) -> list[str]:
        """Return the names of pages that come near a name."""
        names = {label: entry for entry in self.entries for label in (entry.label, *entry.former)}
        own = [label for label, entry in names.items() if not platform or entry.platform in ("", platform)]
        return similar_names(name, own)
