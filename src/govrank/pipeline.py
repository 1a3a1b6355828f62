"""One edition from its inputs to its rating: found, read, checked and rated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from govrank.methodology.load import load_methodology
from govrank.methodology.models import Methodology
from govrank.packaged import DEFAULT
from govrank.population.tables import (
    UNREADABLE,
    PopulationTable,
    has_populations,
    is_population_table,
    load_population,
    population_in_thousands,
    table_of_regions,
)
from govrank.problems import CommandError, DataError, GovrankError, Problem
from govrank.read.book import Book, read_book
from govrank.read.frame import table_of_frame
from govrank.read.headings import COUNTS, known_column
from govrank.read.numbers import DecimalSign
from govrank.read.table import Table, has_no_figure
from govrank.scoring.pages import Pages
from govrank.scoring.rating import Edition, Rating, rate_pages
from govrank.text.period import days_of
from govrank.text.spelling import similar_names
from govrank.validate.columns import Recogniser, missing_columns, recogniser
from govrank.validate.posts import holds_posts, refuse_posts
from govrank.validate.rows import validate_rows

if TYPE_CHECKING:
    import pandas as pd


class Options(TypedDict, total=False):
    """How a file is read and rated.

    Attributes:
        methodology: name of a packaged one, a TOML file, or a methodology; default `akimats`.
        population: name of a packaged table, a file, or a table; None takes the file's own column or sheet.
        sheet: name of the workbook's sheet that holds the pages.
        encoding: of a text file; None finds it out.
        decimal: the decimal sign of figures like `1,234`; None lets the rest of their column decide.
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
    decimal: DecimalSign | None
    period: str | None
    by: str
    days: int | None
    skip_invalid: bool
    every_warning: bool


class FrameOptions(TypedDict, total=False):
    """How data frames are rated.

    Attributes:
        methodology: name of a packaged one, a TOML file, or a methodology; default `akimats`.
        period: what the edition is called.
        decimal: the decimal sign of texts like `1,234`; None lets the rest of their column decide.
        by: a column whose values divide the pages into leagues.
        days: of the period, for rules that divide by them; None takes them from a column or the period's name.
        skip_invalid: list wrong rows as left out, in place of refusing the frame.
    """

    methodology: str | Methodology
    period: str
    decimal: DecimalSign | None
    by: str
    days: int | None
    skip_invalid: bool


@dataclass(frozen=True)
class Prepared:
    """An edition that was read and checked and is yet to be rated.

    `problems` are all that was found, errors among them; with errors it must not be rated. `populated` is False
    where the population table is wrong: the pages were checked without it.
    """

    pages: Pages
    methodology: Methodology
    edition: Edition
    problems: tuple[Problem, ...]
    skip_invalid: bool = False
    populated: bool = True

    @property
    def refused(self) -> bool:
        """Whether an error forbids rating: any, or with `skip_invalid` any that is not one row's."""
        if not self.populated:
            return True
        return any(problem.severity == "error" and not (self.skip_invalid and problem.row) for problem in self.problems)


def choose_pages(book: Book, methodology: Methodology, recognise: Recogniser, sheet: str | None = None) -> Table:
    """Return the table of pages: the sheet asked for, else the only one that has the columns.

    Where none has them all, the nearest is returned, so that its missing columns can be named.

    Raises:
        CommandError: there is no sheet of that name.
        DataError: `several-sheets`.
    """
    if sheet is not None:
        named = {table.sheet: table for table in book.tables if table.sheet is not None}
        if sheet in named:
            return named[sheet]
        near = similar_names(sheet, named)
        raise CommandError("no-such-sheet", sheet=sheet, file=book.source.name, near=near, known=list(named))
    there = [{name for name in recognise.names(table.headings) if name} for table in book.tables]
    candidates = [i for i, table in enumerate(book.tables) if not is_population_table(table) or len(book.tables) == 1]
    of_pages = [i for i in candidates if not holds_posts(book.tables[i], recognise)]
    lacking = {
        i: len([name for name in missing_columns(there[i], methodology) if name != "days"])
        for i in of_pages or candidates
    }
    whole = [i for i, number in lacking.items() if number == 0]
    if len(whole) > 1:
        sheets = [book.tables[i].sheet for i in whole]
        raise DataError([Problem("several-sheets", book.source.name, args={"sheets": sheets})])
    if whole:
        return book.tables[whole[0]]
    if not lacking:
        raise DataError([Problem("no-pages", book.source.name, wording="only-populations")])
    return book.tables[min(lacking, key=lambda i: (-len(there[i]), lacking[i], i))]


def choose_population(book: Book, decimal: DecimalSign | None = None) -> PopulationTable | None:
    """Return the population table that one of the sheets holds, or None.

    Raises:
        DataError: two sheets hold one, or the one there is wrong.
    """
    found = [table for table in book.tables if is_population_table(table)]
    found = found or [table for table in book.tables if has_populations(table, "platform", "followers")]
    if not found:
        return None
    if len(found) > 1:
        sheets = [table.sheet for table in found]
        raise DataError([Problem("several-sheets", book.source.name, wording="population", args={"sheets": sheets})])
    return table_of_regions(found[0], f"{book.source.name} · {found[0].sheet}", decimal)


def holds_figures(path: Path) -> bool:
    """Say whether a file is a table of pages in which somebody has filled in a figure."""
    try:
        book = read_book(path)
    except GovrankError:
        return False
    return any(
        known_column(heading) in COUNTS and any(not has_no_figure(cell) for cell in column)
        for table in book.tables
        if not is_population_table(table)
        for heading, column in zip(table.headings, table.columns, strict=True)
    )


def prepare_file(path: str | Path, **options: Unpack[Options]) -> Prepared:
    """Read and check one edition without rating it.

    Raises:
        DataError: the file cannot be read, or a column is missing; all other problems are in the result.
        CommandError: a file or a name does not exist.
    """
    rules = _rules(options.get("methodology", DEFAULT))
    by, period, population = options.get("by", ""), options.get("period"), options.get("population")
    decimal = options.get("decimal")
    recognise = recogniser(rules, by or rules.league_column)

    def prepare(people: PopulationTable | None) -> Prepared:
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
            decimal=decimal,
            path=str(path),
        )

    def load() -> PopulationTable | None:
        return load_population(population, decimal) if isinstance(population, str) else population

    return _prepare_with(load, prepare)


def prepare_frames(
    pages: pd.DataFrame, population: pd.DataFrame | str | None = None, **options: Unpack[FrameOptions]
) -> Prepared:
    """Check an edition in data frames without rating it.

    Args:
        pages: a row a page.
        population: see `rating.rate_frames`.

    Raises:
        DataError: a column is missing, or the population is wrong; all other problems are in the result.
        CommandError: a name does not exist.
    """
    rules = _rules(options.get("methodology", DEFAULT))
    decimal = options.get("decimal")

    def load() -> PopulationTable | None:
        if population is None or isinstance(population, str):
            return None if population is None else load_population(population, decimal)
        return table_of_regions(table_of_frame(population, "population"), "population", decimal)

    def prepare(people: PopulationTable | None) -> Prepared:
        return prepare_table(
            table_of_frame(pages, "pages"),
            rules,
            people,
            period=options.get("period", ""),
            by=options.get("by", ""),
            days=options.get("days"),
            skip_invalid=options.get("skip_invalid", False),
            decimal=decimal,
        )

    return _prepare_with(load, prepare)


def _prepare_with(
    load: Callable[[], PopulationTable | None], prepare: Callable[[PopulationTable | None], Prepared]
) -> Prepared:
    """Prepare pages with a population table; where that is wrong without it, so that all is said at once."""
    try:
        people = load()
    except DataError as error:
        wrong = error.problems
    else:
        return prepare(people)
    try:
        prepared = prepare(UNREADABLE)
    except DataError as error:
        raise DataError([*error.problems, *wrong]) from None
    return replace(prepared, problems=(*prepared.problems, *wrong), populated=False)


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
    decimal: DecimalSign | None = None,
    path: str = "",
) -> Prepared:
    """Check a table of pages. `book` is the file that it stands in, where populations are looked for too.

    `path` is how the user names that file.

    Raises:
        DataError: a required column is missing, or each row is a post.
        CommandError: `by` names no column.
    """
    league = by or methodology.league_column
    recognise = recogniser(methodology, league)
    refuse_posts(table, recognise, path)
    headings = recognise.names(table.headings)
    if league:
        league = recognise(league) or league
        if league not in headings:
            known = [name or heading for name, heading in zip(headings, table.headings, strict=True)]
            if by:
                raise CommandError("no-such-column", column=by, near=similar_names(by, known), known=known)
            raise DataError([table.problem("missing-column", name=league, near=[], headings=[league])])
    people = population
    problems: list[Problem] = []
    wrong: tuple[Problem, ...] = ()  # with the sheet of populations, which stands apart from the pages
    if "population" in methodology.counts and people is None and "population" not in headings:
        try:
            people = choose_population(book, decimal) if book is not None else None
        except DataError as error:
            people, wrong = UNREADABLE, error.problems
        if people is None:
            tables = [table] if book is None else [table, *book.tables]
            problems.append(population_in_thousands(tables) or table.problem("no-population", wording="nowhere"))
    if people is not None and "population" in methodology.counts:
        problems += people.warnings
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
            decimal=decimal,
        )
    except DataError as error:
        raise DataError([*sorted((*problems, *error.problems), key=_place_in_file), *wrong]) from None
    found = [*sorted((*problems, *validated.problems), key=_place_in_file), *wrong]
    source = f"{table.source.name} · population" if people is None else people.name
    uses = "population" in methodology.counts
    edition = Edition(
        period=period,
        sources=(table.source, *([people.source] if uses and people is not None and people.source else [])),
        population=source if uses else None,
        population_date=people.date if uses and people is not None else None,
        population_file=table.source.name if uses and people is None else None,
    )
    rules = methodology.model_copy(update={"league": league}) if by else methodology
    return Prepared(validated.pages, rules, edition, tuple(found), skip_invalid, populated=not wrong)


def _rules(methodology: str | Methodology) -> Methodology:
    return load_methodology(methodology) if isinstance(methodology, str) else methodology


def _place_in_file(problem: Problem) -> tuple[int, int]:
    """Order problems as they stand in the file: those of the whole file or a column first."""
    return (problem.row or 0, -1 if problem.position is None else problem.position)


def rate_file(path: str | Path, **options: Unpack[Options]) -> Rating:
    """Rate one edition from a CSV, TSV or XLSX file; "-" reads CSV from standard input.

    Args:
        options: see `Options`.

    Raises:
        DataError: the data or the methodology is wrong; `problems` says all of it.
        CommandError: a file or a name does not exist.
    """
    return rate_prepared(prepare_file(path, **options))


def rate_frames(
    pages: pd.DataFrame,
    population: pd.DataFrame | str | None = None,
    **options: Unpack[FrameOptions],
) -> Rating:
    """Rate an edition from data frames; columns are found by their headings, as in a file.

    Args:
        pages: a row a page.
        population: a frame with region and population, the name of a packaged table, or None where `pages`
            has the column.
        options: see `FrameOptions`.

    Raises:
        DataError: as for a file; row numbers are those of a sheet with the header in row 1.
    """
    return rate_prepared(prepare_frames(pages, population, **options))


def rate_prepared(prepared: Prepared) -> Rating:
    """Rate an edition that was read and checked.

    Raises:
        DataError: with every problem, where one of them is an error.
    """
    if prepared.refused:
        raise DataError(prepared.problems)
    return rate_pages(prepared.pages, prepared.methodology, prepared.edition, prepared.problems)
