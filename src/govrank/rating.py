"""A rating: the stages in their order, and the frozen result that keeps each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, TypeVar, Unpack

import numpy as np

from govrank.columns import recogniser
from govrank.measure import Measured, derive_indicators
from govrank.methodology import DEFAULT, Direction, Methodology, load_methodology
from govrank.pages import Excluded, Pages, Reason
from govrank.period import days_of
from govrank.population import PopulationTable, is_population_table, load_population, table_of_regions
from govrank.problem import CommandError, DataError, Problem
from govrank.rank import Array, rank_values
from govrank.read.book import Book, read_book
from govrank.read.table import Source, Table
from govrank.score import final_order, index_scores, index_terms, place_pages, total_points
from govrank.sheets import choose_pages, choose_population
from govrank.spelling import similar_names
from govrank.validate import validate_rows
from govrank.zone import assign_bands, assign_indicator_zones, compare_with_norm

if TYPE_CHECKING:
    import pandas as pd


MANY_PAGES = 200_000  # from here on a thread costs less than it spares
_Item = TypeVar("_Item")
_Done = TypeVar("_Done")


@dataclass(frozen=True)
class Edition:
    """Of what the rating is: the period, the files it was made from, the population table."""

    period: str
    sources: tuple[Source, ...]
    population: str | None = None
    population_date: str | None = None


@dataclass(frozen=True)
class Rating:
    """A rated edition. Every field has the pages in the order of the final table; nothing is overwritten.

    Attributes:
        methodology: the rules, whole; they travel with the result.
        pages: names, regions, networks and counts.
        measured: indicator → values, shape (pages,), and their exact quotients.
        ranks: indicator → place on it within the league, shape (pages,).
        points: indicator → penalty points, which are the places; of an index what each term adds to the sum.
        totals, places: shape (pages,).
        worst: shape (pages,), the worst possible total of the page's league; of an index the worst place.
        bands: shape (pages,), indexes into the methodology's zones.
        indicator_zones: indicator → indexes into `zone.INDICATOR_ZONES`.
        norms: indicator → "below", "within", "above" or None.
        absent: (region, network) pairs without a row.
        warnings: what was odd in the file.
    """

    edition: Edition
    methodology: Methodology
    pages: Pages
    measured: Mapping[str, Measured]
    ranks: Mapping[str, Array]
    points: Mapping[str, Array]
    totals: Array
    places: Array
    worst: Array
    bands: Array
    indicator_zones: Mapping[str, Array]
    norms: Mapping[str, Array]
    absent: tuple[tuple[str, str], ...]
    warnings: tuple[Problem, ...]

    def __len__(self) -> int:
        return len(self.pages)

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        return self.pages.excluded

    @cached_property
    def leagues(self) -> dict[str, range]:
        """The leagues in their order, each with the indexes of its pages."""
        found: dict[str, range] = {}
        start = 0
        names = self.pages.leagues
        for i in range(1, len(names) + 1):
            if i == len(names) or names[i] != names[start]:
                found[names[start]] = range(start, i)
                start = i
        return found

    def zone(self, page: int) -> str:
        """Return the name of a page's zone in the final table; an empty text where there are no zones."""
        zones = self.methodology.zones
        return zones[int(self.bands[page])].name if zones else ""

    @property
    def table(self) -> pd.DataFrame:
        """The final table: a row a page, in the order of the places, with values, points, total and zone."""
        import pandas as pd  # only who asks for a frame pays for it

        columns: dict[str, object] = {
            "league": list(self.pages.leagues),
            "place": self.places,
            "page": list(self.pages.names),
            "region": list(self.pages.regions),
            "region_key": list(self.pages.region_keys),
            "platform": list(self.pages.platforms),
        }
        columns |= {key: self.measured[key].values for key in self.methodology.keys}
        columns |= {f"{key}_points": self.points[key] for key in self.methodology.keys}
        columns |= {"total": self.totals, "zone": [self.zone(i) for i in range(len(self))]}
        return pd.DataFrame(columns)


@dataclass(frozen=True)
class Scored:
    """The figures of a rating, in the order of the pages: see `Rating`."""

    measured: Mapping[str, Measured]
    ranks: Mapping[str, Array]
    points: Mapping[str, Array]
    totals: Array
    places: Array


def _league_codes(pages: Pages, methodology: Methodology) -> tuple[Array | None, Array]:
    """Return each page's league as a number, None where there is only one, and how many pages its league has."""
    leagues = sorted(set(pages.leagues), key=methodology.league_order)
    if len(leagues) <= 1:
        return None, np.full(len(pages), len(pages))
    code_of = {name: code for code, name in enumerate(leagues)}
    codes = np.array([code_of[name] for name in pages.leagues], dtype=np.int64)
    return codes, np.bincount(codes)[codes]


def _each(work: Callable[[_Item], _Done], items: Sequence[_Item], pages: int) -> list[_Done]:
    """Do the same with each indicator; with very many pages side by side, since numpy lets others run meanwhile."""
    if pages < MANY_PAGES:
        return [work(item) for item in items]
    from concurrent.futures import ThreadPoolExecutor  # the small edition of every month never pays for it

    with ThreadPoolExecutor(2) as pool:  # more would hold the workings of more indicators in memory at a time
        return list(pool.map(work, items))


def score_pages(pages: Pages, methodology: Methodology, codes: Array | None, sizes: Array) -> Scored:
    """Measure, rank, score and place pages, all of them eligible.

    Args:
        codes: shape (pages,), the league of each page as a number; None where all are ranked together.
        sizes: shape (pages,), how many pages that league has.
    """
    measured = derive_indicators(pages, methodology)
    ranked = _each(
        lambda measure: _ranks(measured[measure.key], methodology, measure.direction, codes, sizes),
        methodology.measures,
        len(pages),
    )
    ranks = dict(zip(methodology.keys, ranked, strict=True))
    if methodology.is_index:
        points = index_terms(measured, methodology)
        totals = index_scores(points, methodology)
    else:
        points = ranks
        totals = total_points(points, methodology)
    return Scored(measured, ranks, points, totals, place_pages(totals, points, methodology, codes))


def rate_pages(pages: Pages, methodology: Methodology, edition: Edition, warnings: Sequence[Problem] = ()) -> Rating:
    """Rate valid pages: measure, rank, score, place and zone them, league by league.

    Raises:
        DataError: `no-pages` where the rules leave none to rate.
    """
    pages = pages.leave_out(_ineligible(pages, methodology))
    if not len(pages):
        raise DataError([*warnings, Problem("no-pages", edition.sources[0].name if edition.sources else "")])
    codes, sizes = _league_codes(pages, methodology)
    scored = score_pages(pages, methodology, codes, sizes)
    measured, ranks, points, totals, places = (
        scored.measured, scored.ranks, scored.points, scored.totals, scored.places
    )  # fmt: skip

    def name_of(page: int) -> tuple[str, ...]:
        name, region = pages.names[page], pages.regions[page]
        return (name.casefold(), region.casefold(), pages.platforms[page], name, region)

    order = final_order(places, {} if methodology.is_index else points, name_of, codes)

    ranks = {key: values[order] for key, values in ranks.items()}
    points = {key: values[order] for key, values in points.items()}
    taken = _each(lambda stage: _take(stage, order), [*measured.values()], len(pages))
    measured = dict(zip(measured, taken, strict=True))
    totals, places, sizes = totals[order], places[order], sizes[order]
    pages = replace(
        pages.take(order.tolist()),
        excluded=tuple(sorted(pages.excluded, key=lambda out: (out.region.casefold(), out.platform, out.page))),
    )
    worst = sizes if methodology.is_index else sizes * methodology.weight
    return Rating(
        edition=edition,
        methodology=methodology,
        pages=pages,
        measured=measured,
        ranks=ranks,
        points=points,
        totals=totals,
        places=places,
        worst=worst,
        bands=assign_bands(places if methodology.is_index else totals, worst, methodology.zones),
        indicator_zones={
            measure.key: assign_indicator_zones(
                measured[measure.key].values, ranks[measure.key], sizes, measure.zones, measure.direction
            )
            for measure in methodology.measures
        },
        norms={
            norm.indicator: compare_with_norm(measured[norm.indicator].values, pages.counts[norm.by], norm)
            for norm in methodology.norms
        },
        absent=_absent(pages),
        warnings=tuple(problem for problem in warnings if problem.severity == "warning"),
    )


def _ranks(
    measured: Measured, methodology: Methodology, direction: Direction, codes: Array | None, sizes: Array
) -> Array:
    ratio = (measured.numerator, measured.denominator)
    if measured.missing is None:
        return rank_values(measured.values, direction, methodology.ties, codes, ratio)
    known = np.flatnonzero(~measured.missing)
    ranked = rank_values(
        measured.values[known],
        direction,
        methodology.ties,
        None if codes is None else codes[known],
        (measured.numerator[known], None if measured.denominator is None else measured.denominator[known]),
    )
    points = sizes.astype(ranked.dtype)  # missing = "worst": as many points as the league has pages
    points[known] = ranked
    return points


def _ineligible(pages: Pages, methodology: Methodology) -> dict[int, Reason]:
    """Return the pages that do not meet the minimum, or lack a figure under `missing = "exclude"`."""
    reasons: dict[int, Reason] = {}
    for name, least in methodology.minimum.items():
        if not least:
            continue
        count = pages.counts[name]
        few = count.numbers < least * count.scale
        if count.missing is not None:
            few |= count.missing
        for i in np.flatnonzero(few).tolist():
            number = "–" if count.missing is not None and count.missing[i] else f"{count.numbers[i] / count.scale:g}"
            reasons.setdefault(i, Reason(wording="minimum", args={"count": name, "least": least, "number": number}))
    if methodology.missing == "exclude":
        used = dict.fromkeys(name for i in methodology.measures for name in (*i.of, *i.per))
        for name in used:
            missing = pages.counts[name].missing
            if missing is not None:
                for i in np.flatnonzero(missing).tolist():
                    reasons.setdefault(i, Reason(wording="missing", args={"count": name}))
    return reasons


def _take(measured: Measured, order: Array) -> Measured:
    return Measured(
        measured.values[order],
        measured.numerator[order],
        None if measured.denominator is None else measured.denominator[order],
        None if measured.missing is None else measured.missing[order],
    )


def _absent(pages: Pages) -> tuple[tuple[str, str], ...]:
    """Return every region of the file without a row on a network of the file."""
    names: dict[str, str] = {}
    for key, name, _platform in sorted(pages.listed):
        names.setdefault(key, name)
    there = {(key, platform) for key, _name, platform in pages.listed}
    platforms = sorted({platform for _key, platform in there})
    missing = [(names[key], p) for key in names for p in platforms if (key, p) not in there]
    return tuple(sorted(missing, key=lambda pair: (pair[0].casefold(), pair[1])))


@dataclass(frozen=True)
class Prepared:
    """An edition that was read and checked and is yet to be rated.

    `problems` are all that was found, errors among them; with errors it must not be rated.
    """

    pages: Pages
    methodology: Methodology
    edition: Edition
    problems: tuple[Problem, ...]
    skip_invalid: bool = False

    @property
    def refused(self) -> bool:
        """Whether an error forbids rating: any, or with `skip_invalid` any that is not one row's."""
        return any(problem.severity == "error" and not (self.skip_invalid and problem.row) for problem in self.problems)


def rate_file(path: str | Path, **options: Unpack[Options]) -> Rating:
    """Rate one edition from a CSV, TSV or XLSX file; "-" reads CSV from standard input.

    Args:
        options: see `Options`.

    Raises:
        DataError: the data or the methodology is wrong; `problems` says all of it.
        CommandError: a file or a name does not exist.
    """
    return rate_prepared(prepare_file(path, **options))


def rate_prepared(prepared: Prepared) -> Rating:
    """Rate an edition that was read and checked.

    Raises:
        DataError: with every problem, where one of them is an error.
    """
    if prepared.refused:
        raise DataError(prepared.problems)
    return rate_pages(prepared.pages, prepared.methodology, prepared.edition, prepared.problems)


class Options(TypedDict, total=False):
    """How a file is read and rated.

    Attributes:
        methodology: name of a packaged one, a TOML file, or a methodology; default `akimats`.
        population: name of a packaged table, a file, or a table; None takes the file's own column or sheet.
        sheet: name of the workbook's sheet that holds the pages.
        encoding: of a text file; None finds it out.
        period: what the edition is called; None takes the file's stem.
        by: a column whose values divide the pages into leagues.
        days: of the period, for rules that divide by them; None takes them from a column or the period's name.
        skip_invalid: list wrong rows as left out, in place of refusing the file.
        every_warning: list each odd figure, also past the first few hundred of a kind.
    """

    methodology: str | Methodology
    population: str | PopulationTable | None
    sheet: str | None
    encoding: str | None
    period: str | None
    by: str
    days: int | None
    skip_invalid: bool
    every_warning: bool


def _for_rating(load: Callable[[str], _Done], name: str) -> _Done:
    """Return what a name or a file stands for; where it is wrong, it is the rating that is not done."""
    try:
        return load(name)
    except DataError as error:
        raise DataError(error.problems, "rated") from None


def prepare_file(path: str | Path, **options: Unpack[Options]) -> Prepared:
    """Read and check one edition without rating it.

    Raises:
        DataError: the file cannot be read, or a column is missing; all other problems are in the result.
        CommandError: a file or a name does not exist.
    """
    methodology = options.get("methodology", DEFAULT)
    rules = _for_rating(load_methodology, methodology) if isinstance(methodology, str) else methodology
    by, period, population = options.get("by", ""), options.get("period"), options.get("population")
    recognise = recogniser(rules, by or rules.league_column)
    people = _for_rating(load_population, population) if isinstance(population, str) else population
    book = read_book(path, options.get("encoding"), recognise)
    return prepare_table(
        choose_pages(book, rules, recognise, options.get("sheet")),
        rules,
        people,
        book=book,
        period=period if period is not None else Path(book.source.name).stem,
        by=by,
        days=options.get("days"),
        skip_invalid=options.get("skip_invalid", False),
        every_warning=options.get("every_warning", False),
    )


def rate_frames(
    pages: pd.DataFrame,
    population: pd.DataFrame | str | None = None,
    *,
    methodology: str | Methodology = DEFAULT,
    period: str = "",
    by: str = "",
    days: int | None = None,
    skip_invalid: bool = False,
) -> Rating:
    """Rate an edition from data frames; columns are found by their headings, as in a file.

    Args:
        pages: a row a page.
        population: a frame with region and population, the name of a packaged table, or None where `pages`
            has the column.

    Raises:
        DataError: as for a file; row numbers are those of a sheet with the header in row 1.
    """
    rules = _for_rating(load_methodology, methodology) if isinstance(methodology, str) else methodology
    if isinstance(population, str):
        people: PopulationTable | None = _for_rating(load_population, population)
    elif population is not None:
        people = table_of_regions(table_of_frame(population, "population"), "population")
    else:
        people = None
    table = table_of_frame(pages, "pages")
    return rate_prepared(
        prepare_table(table, rules, people, period=period, by=by, days=days, skip_invalid=skip_invalid)
    )


def table_of_frame(frame: pd.DataFrame, name: str) -> Table:
    """Return a data frame as a table of cells; missing values become empty cells."""
    columns = [
        [
            "" if empty else cell.item() if isinstance(cell, np.generic) else cell
            for cell, empty in zip(frame[column].tolist(), frame[column].isna().tolist(), strict=True)
        ]
        for column in frame.columns
    ]
    return Table(
        source=Source(name, ""),
        sheet=None,
        headings=tuple(str(column) for column in frame.columns),
        columns=tuple(columns),
        rows=range(2, len(frame) + 2),
        positions=tuple(range(len(frame.columns))),
    )


def prepare_table(
    table: Table,
    methodology: Methodology,
    population: PopulationTable | None = None,
    *,
    book: Book | None = None,
    period: str = "",
    by: str = "",
    days: int | None = None,
    skip_invalid: bool = False,
    every_warning: bool = False,
) -> Prepared:
    """Check a table of pages. `book` is the file that it stands in, where populations are looked for too.

    Raises:
        DataError: a required column is missing.
        CommandError: `by` names no column.
    """
    league = by or methodology.league_column
    recognise = recogniser(methodology, league)
    headings = [recognise(heading) for heading in table.headings]
    if league:
        league = recognise(league) or league
        if league not in headings:
            known = [name or heading for name, heading in zip(headings, table.headings, strict=True)]
            if by:
                raise CommandError("no-such-column", column=by, near=similar_names(by, known), known=known)
            raise DataError([table.problem("missing-column", name=league, near=[], headings=[league])])
    people = population
    problems: list[Problem] = []
    if "population" in methodology.counts and people is None and "population" not in headings:
        people = choose_population(book) if book is not None else None
        if people is None:
            problems.append(table.problem("no-population", wording="nowhere"))
    if population is not None and book is not None and "population" in methodology.counts:
        problems += [
            Problem("ignored-column", book.source.name, other.sheet, wording="population-sheet")
            for other in book.tables
            if other is not table and is_population_table(other)
        ]
    try:
        validated = validate_rows(
            table,
            methodology,
            people,
            league,
            days=days or days_of(period),
            skip_invalid=skip_invalid,
            every_warning=every_warning,
        )
    except DataError as error:
        raise DataError(sorted((*problems, *error.problems), key=_place_in_file)) from None
    found = sorted((*problems, *validated.problems), key=_place_in_file)
    source = f"{table.source.name} · population" if people is None else people.name
    uses = "population" in methodology.counts
    edition = Edition(
        period=period,
        sources=(table.source, *([people.source] if uses and people is not None and people.source else [])),
        population=source if uses else None,
        population_date=people.date if uses and people is not None else None,
    )
    rules = methodology.model_copy(update={"league": league}) if by else methodology
    return Prepared(validated.pages, rules, edition, tuple(found), skip_invalid)


def _place_in_file(problem: Problem) -> tuple[int, int]:
    """Order problems as they stand in the file: those of the whole file or a column first."""
    return (problem.row or 0, -1 if problem.position is None else problem.position)
