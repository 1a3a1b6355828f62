"""From a file to an edition that is ready to be rated: found, read and checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from govrank.edition import Edition
from govrank.methodology.file import load_methodology
from govrank.methodology.rules import Methodology
from govrank.packaged import DEFAULT
from govrank.period import days_of
from govrank.population.file import (
    is_population_table,
    load_population,
    population_in_thousands,
    table_of_regions,
)
from govrank.population.table import UNREADABLE, PopulationTable
from govrank.prepared import FrameOptions, Options, Prepared
from govrank.problem import CommandError, DataError, Problem
from govrank.read.book import Book, read_book
from govrank.read.frame import table_of_frame
from govrank.read.numbers import DecimalSign
from govrank.read.table import Table
from govrank.sheets import choose_pages, choose_population
from govrank.spelling import similar_names
from govrank.validate.columns import recogniser
from govrank.validate.posts import refuse_posts
from govrank.validate.rows import validate_rows

if TYPE_CHECKING:
    import pandas as pd


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
) -> Prepared:
    """Check a table of pages. `book` is the file that it stands in, where populations are looked for too.

    Raises:
        DataError: a required column is missing, or each row is a post.
        CommandError: `by` names no column.
    """
    league = by or methodology.league_column
    recognise = recogniser(methodology, league)
    refuse_posts(table, recognise)
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
