"""From a table of cells to pages with typed counts: every cell checked, every problem found at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from govrank.bands import SizeLeague
from govrank.columns import Columns, resolve_columns
from govrank.doubts import find_doubts
from govrank.gazetteer import Region, known_regions
from govrank.headings import COUNTS
from govrank.methodology import Methodology
from govrank.pages import Count, Pages, Reason
from govrank.platforms import platform_key
from govrank.population import PopulationTable, RegionError
from govrank.problem import DataError, Problem
from govrank.read.table import Column, Table, is_missing
from govrank.read.totals import without_totals
from govrank.records import Read, read_count, read_names
from govrank.spelling import look_alike_key

MOST_HELD = 1000  # problems of one kind in one column that are kept; the others are counted
MOST_SUGGESTED = 200  # unknown names that are compared with all others: each takes a while


@dataclass
class _Checked:
    """Problems as they are found, each with its place so that they can be said in the file's order."""

    table: Table
    found: list[tuple[int, int, Problem]] = field(default_factory=list)
    bad: dict[int, Problem] = field(default_factory=dict)
    wrong: set[tuple[int, str]] = field(default_factory=set)
    every: bool = False
    held: dict[tuple[str, str, str], int] = field(default_factory=dict)
    more: dict[tuple[str, str, str], int] = field(default_factory=dict)
    last: dict[tuple[str, str, str], Problem] = field(default_factory=dict)

    def add(
        self, code: str, at: int, column: int, name: str, *, wording: str = "", alike: int = 0, **args: object
    ) -> None:
        kind = (code, name, wording)
        held = self.held.get(kind, 0)
        if held >= MOST_HELD and not self.every:
            self.more[kind] = self.more.get(kind, 0) + 1
            self.wrong.add((at, name))
            self.bad.setdefault(at, self.last[kind])
            return
        self.held[kind] = held + 1
        problem = self.table.problem(code, at, column, name, wording=wording, alike=alike, **args)
        self.last[kind] = problem
        self.found.append((at, column, problem))
        if problem.severity == "error":
            self.bad.setdefault(at, problem)
            self.wrong.add((at, name))

    def problems(self) -> list[Problem]:
        ends = {id(self.last[kind]): number for kind, number in self.more.items()}
        ordered = [problem for _row, _column, problem in sorted(self.found, key=lambda entry: entry[:2])]
        return [
            replace(problem, alike=problem.alike + ends[id(problem)]) if id(problem) in ends else problem
            for problem in ordered
        ]


@dataclass(frozen=True)
class Validated:
    """The valid pages, and everything that is wrong or odd in the file."""

    pages: Pages
    problems: tuple[Problem, ...]


def validate_rows(
    table: Table,
    methodology: Methodology,
    population: PopulationTable | None = None,
    league: str = "",
    *,
    days: int | None = None,
    skip_invalid: bool = False,
    every_warning: bool = False,
) -> Validated:
    """Check a table of pages and type its counts.

    Args:
        population: where populations come from; None takes the table's own column.
        league: the column whose values divide the pages, or "" to let the methodology say.
        days: of the period, where the table has no such column.
        skip_invalid: list the wrong rows as left out, in place of refusing the file for them.
        every_warning: list each odd figure; otherwise those past the first few hundred are only counted.

    Raises:
        DataError: a required column is missing or doubled; all other problems are in the result.
    """
    table = without_totals(table)
    columns = resolve_columns(table, methodology, league, own_population=population is None, days=days)
    problems = [*table.problems, *columns.problems]
    checked = _Checked(table, every=every_warning or skip_invalid)
    fatal = any(problem.severity == "error" for problem in problems)
    at_row = {row: i for i, row in enumerate(table.rows)} if table.problems else {}
    for problem in table.problems:
        if problem.severity == "error" and problem.row in at_row:
            checked.bad.setdefault(at_row[problem.row], problem)
    names = _Names.read(table, columns, checked, methodology, league, needed=not fatal)
    own = _read_columns(table, columns, methodology, names.out, checked)
    counts = _sum_counts(own, columns, methodology)
    if days is not None and "days" in methodology.counts and "days" not in columns:
        counts["days"] = Count(np.full(len(table.rows), days, dtype=np.int64))
    if fatal:
        raise DataError([*problems, *checked.problems()])
    population_count, keys = _place_regions(table, columns, methodology, population, names, checked)
    if population_count is not None:
        counts["population"] = population_count
    _find_duplicates(names, keys, columns, checked)
    _find_contradictions(counts, columns, methodology, names.out, checked)
    if _all_unfilled(table, columns, own, names.out):
        headings = [table.headings[columns.at[name]] for name in own]
        raise DataError([*table.problems, table.problem("no-pages", wording="unfilled", columns=headings)])
    _find_doubts(table, columns, own, counts, names, methodology, checked, every=every_warning)
    problems += [
        table.problem("hidden-row", i)
        for i, row in enumerate(table.rows if table.hidden_rows else ())
        if row in table.hidden_rows
    ]
    problems += [
        table.problem("hidden-column", None, i, table.headings[i])
        for i, position in enumerate(table.positions)
        if position in table.hidden_columns and table.headings[i]
    ]
    problems += checked.problems()
    pages = Pages(
        names=names.page,
        regions=names.region,
        region_keys=keys,
        platforms=names.platform,
        leagues=_size_leagues(counts, methodology.league, names, checked)
        if isinstance(methodology.league, SizeLeague) and not league
        else names.league,
        urls=names.url,
        rows=table.rows,
        counts=counts,
        listed=_listed(keys, names, checked) if "region" in columns and "platform" in columns else frozenset(),
        own=own,
        sums=columns.sums,
    )
    out = {i: Reason(text) for i, text in names.out.items()}
    by = methodology.league.by if isinstance(methodology.league, SizeLeague) else ""
    out |= {
        i: Reason(wording="no-league", args={"count": by, "number": number}) for i, number in names.unplaced.items()
    }
    if skip_invalid:
        out |= {
            i: Reason(wording="invalid", args={"problem": problem})
            for i, problem in checked.bad.items()
            if i not in out
        }
    if not len(pages) and not problems:
        problems.append(Problem("no-pages", table.source.name, table.sheet))
    return Validated(pages.leave_out(out), tuple(problems))


def _listed(keys: Sequence[str], names: _Names, checked: _Checked) -> frozenset[tuple[str, str, str]]:
    """Return which regions have a row on which network; a text that is no region is none."""
    unknown = {names.region[i] for i, column in checked.wrong if column == "region"}
    key_of = dict(zip(names.region, keys, strict=True))
    return frozenset(
        (key_of[region], region, network)
        for region, network in set(zip(names.region, names.platform, strict=True))
        if region not in unknown
    )


@dataclass
class _Names:
    """The texts of every row: who it is, and why it is left out where it is."""

    region: list[str]
    platform: list[str]
    page: list[str]
    league: list[str]
    url: list[str] | None
    out: dict[int, str]
    unnamed: tuple[int, ...] = ()
    unplaced: dict[int, str] = field(default_factory=dict)

    @classmethod
    def read(
        cls,
        table: Table,
        columns: Columns,
        checked: _Checked,
        methodology: Methodology,
        league: str,
        *,
        needed: bool,
    ) -> _Names:
        length = len(table.rows)

        def texts(name: str) -> list[str | None]:
            if name not in columns:
                return [None] * length
            return _noted(read_names(table.columns[columns.at[name]]), columns.at[name], name, checked)

        required = {"region", "platform"} if "page" not in columns else set()
        required |= {*methodology.required, *(["region"] if "population" in methodology.counts else [])}

        def filled(name: str) -> list[str]:
            values = texts(name)
            if name in columns and name in required and needed:
                for i, value in enumerate(values):
                    if value is None and (i, name) not in checked.wrong:
                        checked.add("missing-value", i, columns.at[name], name, wording="text")
            return [value or "" for value in values] if None in values else values  # type: ignore[return-value]  # no None

        region, platform = filled("region"), filled("platform")
        known = {name: platform_key(name) for name in set(platform)}
        platform = [known[name] for name in platform]
        given = texts("page")
        unnamed = tuple(i for i, name in enumerate(given) if not name) if None in given else ()
        page: list[str] = [name or "" for name in given] if unnamed else given  # type: ignore[assignment]  # no None
        for i in unnamed:
            page[i] = f"{region[i]} · {platform[i]}" if region[i] or platform[i] else ""
        for i in unnamed:
            if not page[i] and "page" in columns and (i, "page") not in checked.wrong:
                checked.add("missing-value", i, columns.at["page"], "page", wording="text")
        reasons = texts("excluded") if "excluded" in columns else []
        out = {i: reason for i, reason in enumerate(reasons) if reason is not None}
        leagues = [""] * length
        if league in ("region", "platform", "page"):
            leagues = {"region": region, "platform": platform, "page": page}[league]
        elif league:
            leagues = [value or "" for value in texts(league)]
            for i, value in enumerate(leagues):
                if not value and i not in out and (i, league) not in checked.wrong:
                    checked.add("missing-value", i, columns.at[league], league, wording="text")
        url = [value or "" for value in texts("url")] if "url" in columns else None
        return cls(region, platform, page, leagues, url, out, unnamed)


def _noted(read: Read[list[str | None]], column: int, name: str, checked: _Checked) -> list[str | None]:
    for finding in read.findings:
        checked.add(finding.code, finding.index, column, name, wording=finding.wording)
    return read.values


def _read_columns(
    table: Table, columns: Columns, methodology: Methodology, out: Mapping[int, str], checked: _Checked
) -> dict[str, Count]:
    """Type the columns that the methodology counts with; cells of pages that are left out are not looked at."""
    wanted = [count for count in methodology.counts if count != "population"]
    parts = dict.fromkeys(part for count in wanted for part in columns.sums.get(count, (count,)))
    return {
        name: _read_column(table, columns.at[name], name, out, checked, must=methodology.missing == "error")
        for name in parts
        if name in columns
    }


def _sum_counts(own: Mapping[str, Count], columns: Columns, methodology: Methodology) -> dict[str, Count]:
    """Return the counts of the methodology, each a column of the file or the sum of some."""
    parts = {name: columns.sums.get(name, (name,)) for name in methodology.counts if name != "population"}
    summed = {of: _sum([own[part] for part in of]) for of in set(parts.values()) if all(part in own for part in of)}
    return {name: summed[of] for name, of in parts.items() if of in summed}


def _all_unfilled(table: Table, columns: Columns, own: Mapping[str, Count], out: Mapping[int, str]) -> bool:
    """Say whether no page to be rated has any figure, as in a template that nobody has filled in yet."""
    if not own or len(out) >= len(table.rows):
        return False
    empty = np.ones(len(table.rows), dtype=np.bool_)
    for count in own.values():
        if count.missing is None:
            return False
        empty &= count.missing
    empty[list(out)] = True
    # a wrong figure is read as missing too, but it is no missing one
    return bool(empty.all()) and all(is_missing(cell) for name in own for cell in table.columns[columns.at[name]])


def _find_doubts(
    table: Table,
    columns: Columns,
    own: Mapping[str, Count],
    counts: Mapping[str, Count],
    names: _Names,
    methodology: Methodology,
    checked: _Checked,
    *,
    every: bool,
) -> None:
    usable = np.ones(len(table.rows), dtype=np.bool_)
    usable[[*names.out, *checked.bad]] = False
    er = read_count(table.columns[columns.at["er"]], whole=False).values if "er" in columns else None

    def found(code: str, row: int, name: str, **args: Any) -> None:  # noqa: ANN401  # what a sentence names
        if code == "few-posts":
            args["n"] = args.pop("posts")
        checked.add(code, row, columns.at[name], name, **args)

    find_doubts(own, counts, names.platform, usable, methodology, er, found, every=every)


def _read_column(table: Table, at: int, name: str, out: Mapping[int, str], checked: _Checked, *, must: bool) -> Count:
    column: Column = table.columns[at]
    if out and not isinstance(column, np.ndarray):
        column = list(column)
        for i in out:
            column[i] = ""
    read = read_count(column, whole=name in COUNTS)
    wrong = set()
    for finding in read.findings:
        if finding.index in out:
            continue
        wrong.add(finding.index)
        checked.add(finding.code, finding.index, at, name, wording=finding.wording, proposal=finding.proposal)
    if must and read.values.missing is not None:
        for i in np.flatnonzero(read.values.missing).tolist():
            if i not in out and i not in wrong:
                checked.add("missing-value", i, at, name)
    return read.values


def _sum(counts: Sequence[Count]) -> Count:
    """Add counts up; a sum with a missing part is missing, because missing is never 0."""
    if len(counts) == 1:
        return counts[0]
    scale = max(count.scale for count in counts)
    numbers = counts[0].numbers * (scale // counts[0].scale)
    missing = counts[0].missing
    for count in counts[1:]:
        numbers = numbers + count.numbers * (scale // count.scale)
        if count.missing is not None:
            missing = count.missing if missing is None else missing | count.missing
    return Count(numbers, missing, scale)


def _place_regions(
    table: Table,
    columns: Columns,
    methodology: Methodology,
    population: PopulationTable | None,
    names: _Names,
    checked: _Checked,
) -> tuple[Count | None, list[str]]:
    """Return the population of each page's region where it is needed, and the key of each region."""
    needed = "population" in methodology.counts
    if population is not None and needed:
        return _look_up(population, columns, names, checked)
    keys = _own_keys(names.region)
    if not needed or "population" not in columns:
        return None, keys
    at = columns.at["population"]
    count = _read_column(table, at, "population", names.out, checked, must=False)
    first: dict[str, int] = {}
    numbers = count.numbers.tolist()
    for i, (key, number) in enumerate(zip(keys, numbers, strict=True)):
        if i in names.out or (i, "population") in checked.wrong:
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


def _own_keys(regions: Sequence[str]) -> list[str]:
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


def _look_up(
    population: PopulationTable, columns: Columns, names: _Names, checked: _Checked
) -> tuple[Count, list[str]]:
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


def _size_leagues(counts: Mapping[str, Count], sizes: SizeLeague, names: _Names, checked: _Checked) -> list[str]:
    """Return the league of each page by its size; a page that no band holds is left out."""
    count = counts[sizes.by]
    figures = (count.numbers / count.scale).tolist()
    missing = count.missing.tolist() if count.missing is not None else [False] * len(figures)
    leagues = []
    for i, (figure, unknown) in enumerate(zip(figures, missing, strict=True)):
        band = next((b for b in sizes.bands if figure >= b.from_ and (b.to is None or figure < b.to)), None)
        if (band is None or unknown) and i not in names.out and i not in checked.bad:
            names.unplaced[i] = "–" if unknown else f"{figure:g}"
        leagues.append("" if band is None or unknown else band.name)
    return leagues


def _find_duplicates(names: _Names, keys: Sequence[str], columns: Columns, checked: _Checked) -> None:
    folded = [*map(str.casefold, names.page)]
    for i in names.unnamed:
        folded[i] = ""  # known by its region, however that is spelled, and its network
    if len(set(folded)) == len(folded):
        return  # every page has a name of its own, as in a large file
    rows = list(zip(keys, names.platform, folded, strict=True))
    if len(set(rows)) == len(rows):
        return
    first: dict[tuple[str, str, str], int] = {}
    column = next(name for name in ("page", "region", "platform") if name in columns)
    at = columns.at[column]
    for i, row in enumerate(rows):
        nameless = any((i, name) in checked.wrong for name in ("region", "platform", "page"))
        if first.setdefault(row, i) != i and not nameless:
            other = first[row]
            checked.add("duplicate-page", i, at, column, page=names.page[i], row=int(checked.table.rows[other]))
            # neither row can be trusted where the two disagree, so with --skip-invalid both are left out
            checked.bad.setdefault(other, checked.bad[i])


def _find_contradictions(
    counts: Mapping[str, Count],
    columns: Columns,
    methodology: Methodology,
    out: Mapping[int, str],
    checked: _Checked,
) -> None:
    """Find pages with something to divide and nothing to divide it by, such as interactions without posts."""
    seen: set[tuple[int, str]] = set()
    for indicator in methodology.measures:
        if not all(name in counts for name in (*indicator.of, *indicator.per)):
            continue
        something = np.zeros(len(checked.table.rows), dtype=np.bool_)
        for name in indicator.of:
            something |= counts[name].numbers != 0
        for name in indicator.per:
            if name == "population" or name not in {*columns.at, *columns.sums}:
                continue  # a region without inhabitants is a problem of its own
            nothing = counts[name].numbers == 0
            absent = counts[name].missing
            if absent is not None:
                nothing &= ~absent
            for i in np.flatnonzero(something & nothing).tolist():
                if i in out or (i, name) in seen:
                    continue
                seen.add((i, name))
                at = columns.at[columns.sums.get(name, (name,))[0]]
                top = " + ".join(indicator.of)
                total = sum(int(counts[part].numbers[i]) for part in indicator.of)
                checked.add("contradiction", i, at, name, divisor=name, counted=top, number=total)
