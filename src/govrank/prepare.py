"""From a file to an edition that is ready to be rated: found, read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from govrank.columns import recogniser
from govrank.edition import Edition
from govrank.methodology import Methodology
from govrank.methodology_file import load_methodology
from govrank.packaged_methodologies import DEFAULT
from govrank.pages import Pages
from govrank.period import days_of
from govrank.population import PopulationTable
from govrank.population_file import (
    is_population_table,
    load_population,
    population_in_thousands,
    table_of_regions,
)
from govrank.problem import CommandError, DataError, Problem
from govrank.read.book import Book, read_book
from govrank.read.frame import table_of_frame
from govrank.read.table import Table
from govrank.sheets import choose_pages, choose_population
from govrank.spelling import similar_names
from govrank.validate import validate_rows

if TYPE_CHECKING:
    import pandas as pd


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


class FrameOptions(TypedDict, total=False):
    """How data frames are rated.

    Attributes:
        methodology: name of a packaged one, a TOML file, or a methodology; default `akimats`.
        period: what the edition is called.
        by: a column whose values divide the pages into leagues.
        days: of the period, for rules that divide by them; None takes them from a column or the period's name.
        skip_invalid: list wrong rows as left out, in place of refusing the frame.
    """

    methodology: str | Methodology
    period: str
    by: str
    days: int | None
    skip_invalid: bool


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


def prepare_file(path: str | Path, **options: Unpack[Options]) -> Prepared:
    """Read and check one edition without rating it.

    Raises:
        DataError: the file cannot be read, or a column is missing; all other problems are in the result.
        CommandError: a file or a name does not exist.
    """
    rules = _rules(options.get("methodology", DEFAULT))
    by, period, population = options.get("by", ""), options.get("period"), options.get("population")
    recognise = recogniser(rules, by or rules.league_column)
    people = load_population(population) if isinstance(population, str) else population
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
    if isinstance(population, str):
        people: PopulationTable | None = load_population(population)
    elif population is not None:
        people = table_of_regions(table_of_frame(population, "population"), "population")
    else:
        people = None
    return prepare_table(
        table_of_frame(pages, "pages"),
        _rules(options.get("methodology", DEFAULT)),
        people,
        period=options.get("period", ""),
        by=options.get("by", ""),
        days=options.get("days"),
        skip_invalid=options.get("skip_invalid", False),
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
            tables = [table] if book is None else [table, *book.tables]
            problems.append(population_in_thousands(tables) or table.problem("no-population", wording="nowhere"))
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


def _rules(methodology: str | Methodology) -> Methodology:
    return load_methodology(methodology) if isinstance(methodology, str) else methodology


def _place_in_file(problem: Problem) -> tuple[int, int]:
    """Order problems as they stand in the file: those of the whole file or a column first."""
    return (problem.row or 0, -1 if problem.position is None else problem.position)
