"""One edition from its file to its rating: the steps in their order, and below them each step."""

from __future__ import annotations

import contextlib
import functools
import inspect
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

import numpy as np

from govrank.methodology.fields import BEFORE
from govrank.methodology.load import load_methodology, settings_problem
from govrank.methodology.measures import Indicator
from govrank.methodology.models import Methodology
from govrank.options import LoadOptions
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
from govrank.progress import at_step
from govrank.read.book import Book, edition_files, edition_stem, is_folder, names_apart, read_book, table_of_frame
from govrank.read.headings import COUNTS, heading_key, known_column
from govrank.read.layouts import joined_table, long_table, network_of_name
from govrank.read.logo import read_logo
from govrank.read.mapping import MappingError
from govrank.read.numbers import DecimalSign
from govrank.read.summary_rows import without_summary_rows
from govrank.read.table import SUPPLIED, Grid, Source, has_no_figure, is_missing, tidy_text
from govrank.scoring.rating import Edition, Rating, rate_pages
from govrank.text.period import days_of, days_written, month_of, period_key, said_period
from govrank.text.spelling import similar_names
from govrank.validate.columns import (
    Recogniser,
    league_column,
    missing_columns,
    recogniser,
    resolve_columns,
    suggested_mapping,
)
from govrank.validate.page_posts import posts_of_pages
from govrank.validate.posts import holds_posts, refuse_posts
from govrank.validate.registry import Registry, join_registry, read_registry
from govrank.validate.rows import validate_rows

if TYPE_CHECKING:
    import pandas as pd

    from govrank.scoring.pages import Pages


@dataclass(frozen=True)
class Loaded:
    """An edition that was read and checked and is yet to be rated.

    Attributes:
        problems: everything found, errors included.
        refused: whether an error forbids rating.
        table: the rows that the pages were made of; `columns`: the canonical name of each of its columns, or None.
    """

    pages: Pages
    methodology: Methodology
    edition: Edition
    problems: tuple[Problem, ...]
    refused: bool
    table: Grid
    columns: Sequence[str | None]


def load_edition(source: str | Path | pd.DataFrame, options: LoadOptions) -> Loaded:
    """Read and check one edition without rating it.

    Args:
        source: a CSV, TSV, XLSX, ODS or Parquet file, a folder of such files, "-" for a CSV on standard input, or a
            data frame, a row a page.

    Raises:
        DataError: it cannot be read, or a column is missing; all other problems are in the result.
        CommandError: a file or a name does not exist.
    """
    rules = find_rules(options)
    people, wrong = given_populations(options)
    with adding(wrong):
        registry = None if options.registry is None else read_registry(options.registry, options.decimal)
        recognise = naming(rules, options, people)
        book, table = read_pages(source, options, rules, recognise)
        table, options = take_period(table, options, recognise)
        options = identify_edition(options, source, table)
        if registry is not None:
            apart = people is not None or any(map(is_population_table, book.tables))
            table = join_registry(table, registry, recognise.names, population=not apart)
        rules = divide_pages(rules, options.by, table, recognise)
        people, odd, unread = find_populations(people, book, table, rules, recognise, options.decimal)
        wrong = (*unread, *wrong)
        recognise = replace(recognise, place="" if people is None else people.place)
    with adding(wrong, odd):
        before, unlike = pages_before(source, table, rules, options)
        pages, problems = validate_rows(table, rules, people, options, recognise, before)
        problems = [*problems, *unlike]
    posts, unused = posts_of_pages([other for other in book.tables if other is not table], pages, recognise)
    pages, problems = replace(pages, posts=posts), [*problems, *unused]
    if options.period_column:
        period = heading_key(options.period_column)  # is used, though no count
        problems = [one for one in problems if not _is_unused(one, period)]
    found = (*in_file_order([*odd, *problems], table), *wrong)
    edition = describe_edition(options, table, people, rules, registry, recognise)
    edition = replace(edition, columns=recognise.mapped(table.headings))
    refused = bool(wrong) or _forbids(found, options)
    return Loaded(pages, rules, edition, found, refused, table, recognise.names(table.headings))


def rate_loaded(loaded: Loaded) -> Rating:
    """Rate an edition that was read and checked.

    Raises:
        DataError: with every problem, where one of them is an error.
    """
    if loaded.refused:
        raise DataError(loaded.problems)
    at_step("rating")
    return rate_pages(loaded.pages, loaded.methodology, loaded.edition, loaded.problems)


def suggest_columns(source: str | Path, options: LoadOptions) -> tuple[dict[str, str], list[str], list[str]]:
    """Return the headings that would be used, by column; the required columns without one; and the remaining headings.

    Raises:
        GovrankError: the file cannot be read, or it has several sheets of pages.
    """
    rules = find_rules(options)
    recognise = naming(rules, options, given_populations(options)[0])
    _book, table = read_pages(source, options, rules, recognise, whole=False)
    mapping, lacking = suggested_mapping(table, rules, recognise)
    named = recognise.names(table.headings)
    unused = [one for one, name in zip(table.headings, named, strict=True) if one and not name]
    return mapping, lacking, [*dict.fromkeys(one for one in unused if one not in mapping.values())]


Input = TypeVar("Input")
Keywords = ParamSpec("Keywords")


def with_keywords(
    options: Callable[Keywords, LoadOptions],
) -> Callable[[Callable[[Input, LoadOptions], Rating]], Callable[Concatenate[Input, Keywords], Rating]]:
    """Let a function that takes one options object take each option as a keyword, for people and type checkers."""

    def decorate(rate: Callable[[Input, LoadOptions], Rating]) -> Callable[Concatenate[Input, Keywords], Rating]:
        first = next(iter(inspect.signature(rate).parameters.values()))
        names = [one.replace(annotation=one.empty) for one in inspect.signature(options).parameters.values()]
        signature = inspect.Signature([first.replace(annotation=first.empty), *names])

        @functools.wraps(rate)
        def rated(*args: Any, **keywords: Any) -> Rating:  # noqa: ANN401  # each of its option's type
            bound = signature.bind(*args, **keywords)
            source, *rest = bound.args
            return rate(source, options(*rest, **bound.kwargs))

        rated.__signature__ = signature  # type: ignore[attr-defined]  # read by inspect
        return rated

    return decorate


@with_keywords(LoadOptions)
def rate_file(path: str | Path, options: LoadOptions) -> Rating:
    """Rate one edition from a CSV, TSV, XLSX, ODS or Parquet file or a folder of them; "-" is CSV on standard input.

    Its keywords are the fields of `govrank.options.LoadOptions`, where each says what it does.

    Raises:
        DataError: the data or the methodology is wrong; `problems` says all of it.
        CommandError: a file or a name does not exist.
    """
    return rate_loaded(load_edition(path, options))


@with_keywords(LoadOptions)
def rate_frames(pages: pd.DataFrame, options: LoadOptions) -> Rating:
    """Rate an edition from a data frame, a row a page; columns are found by their headings, as in a file.

    Its keywords are those of `rate_file`; `population` may be a frame with region and population.

    Raises:
        DataError: as for a file; row numbers are those of a sheet with the header in row 1.
        CommandError: a name does not exist.
    """
    return rate_loaded(load_edition(pages, options))


def find_rules(options: LoadOptions) -> Methodology:
    """Return the methodology that the options name or hold."""
    return load_methodology(options.methodology) if isinstance(options.methodology, str) else options.methodology


def given_populations(options: LoadOptions) -> tuple[PopulationTable | None, tuple[Problem, ...]]:
    """Return the population table that the options name or hold, and its problems.

    An invalid one becomes `UNREADABLE`: the pages are still checked, so that everything is reported at once.

    Raises:
        CommandError: no table has that name.
    """
    given = options.population
    try:
        if given is None or isinstance(given, PopulationTable):
            return given, ()
        if isinstance(given, str):
            return load_population(given, options.decimal), ()
        return table_of_regions(table_of_frame(given, "population"), "population", options.decimal), ()
    except DataError as error:
        return UNREADABLE, tuple(error.problems)


def naming(rules: Methodology, options: LoadOptions, people: PopulationTable | None) -> Recogniser:
    """Return what names the columns of a table: by the options, the rules and the populations' heading.

    Raises:
        DataError: `settings`, if the folder's mapping is invalid.
        CommandError: the mapping of an option is invalid.
    """
    league, place = options.by or rules.league_column, "" if people is None else people.place
    try:
        return recogniser(rules, league, options.columns, options.usual_columns, place, earlier=options.earlier)
    except MappingError as error:
        if options.settings is None or error.given is not options.usual_columns:
            raise
        raise DataError([settings_problem(options.settings, error)]) from None


def read_source(
    source: str | Path | pd.DataFrame, encoding: str | None, recognise: Recogniser, called: str | None = None
) -> Book:
    """Return a file's tables, or a frame as the only one."""
    if isinstance(source, str | Path):
        at_step("reading", file=Path(source).name)
        book = read_book(source, encoding, recognise, called)
        return replace(book, tables=tuple(long_table(table, recognise) for table in book.tables))
    table = table_of_frame(source, "pages")
    return Book(table.source, (table,))


def read_pages(
    source: str | Path | pd.DataFrame,
    options: LoadOptions,
    rules: Methodology,
    recognise: Recogniser,
    *,
    whole: bool = True,
) -> tuple[Book, Grid]:
    """Return what was read and the table of pages in it: one sheet, or all that the options name, one below another.

    Args:
        whole: whether each of several tables must have every column.

    Raises:
        DataError: `several-sheets`, `posts-not-pages`, `no-network`, or a column is missing in one of several tables.
        CommandError: there is no such file or sheet, or a file is given twice.
    """
    given = [source, *options.also]
    paths = [path for one in given for path in (edition_files(one) if isinstance(one, str | Path) else [one])]
    for at, path in enumerate(paths):
        if isinstance(path, str | Path) and any(os.path.realpath(path) == os.path.realpath(str(o)) for o in paths[:at]):
            raise CommandError("file-twice", path=str(path))
    chosen: list[Grid] = []
    rest: list[Grid] = []
    unread: list[Problem] = []
    first: Book | None = None
    beside = [path for path in (*options.beside, options.previous) if isinstance(path, str | Path)]
    others = [file for path in beside for file in edition_files(path)]
    names = iter(names_apart([path for path in paths if isinstance(path, str | Path)], others))
    for path in paths:
        called = next(names) if isinstance(path, str | Path) else None
        book = read_source(path, options.encoding, recognise, called)
        first = first or book
        if options.sheets == "all":
            pages, unused = _all_pages(book, recognise)
            unread += unused
        else:
            wanted = [options.sheet] if options.sheets is None else [one.strip() for one in options.sheets.split(",")]
            networks = options.network_from is not None
            pages = [choose_pages(book, rules, recognise, name, networks=networks) for name in wanted]
        for table in pages:
            refuse_posts(table, recognise, str(path) if isinstance(path, (str, Path)) else "")
        chosen += map(without_summary_rows, pages)
        rest += [table for table in book.tables if not any(table is one for one in pages)]
    assert first is not None  # noqa: S101  # for the type checker
    if len(chosen) == 1 and options.network_from is None:
        table = chosen[0]
    else:
        named = [(table, _network_of(table, options, recognise)) for table in chosen]
        problems = [problem for _table, network in named if isinstance(network, Problem) for problem in (network,)]
        if problems:
            raise DataError(problems)
        tables = [
            joined_table([(table, network)], recognise) for table, network in named if not isinstance(network, Problem)
        ]
        if whole and len(tables) > 1:
            _refuse_lacking(tables, rules, options, recognise)
        table = joined_table([(one, None) for one in tables], recognise)
    if unread:
        table = replace(table, problems=(*table.problems, *unread))
    return replace(first, tables=(table, *rest)), table


def _all_pages(book: Book, recognise: Recogniser) -> tuple[list[Grid], list[Problem]]:
    """Return the sheets of pages, and a warning for each sheet with neither counts nor populations."""
    pages: list[Grid] = []
    unused: list[Problem] = []
    for table in book.tables:
        if is_population_table(table) or holds_posts(table, recognise):
            continue
        if {*recognise.names(table.headings)} & {*COUNTS}:
            pages.append(table)
        else:
            unused.append(Problem("unused-sheet", book.source.name, table.sheet))
    return pages or [*book.tables[:1]], unused if pages else []


def _network_of(table: Grid, options: LoadOptions, recognise: Recogniser) -> str | Problem | None:
    """Return the network of a table's pages from its name; None if a column holds it."""
    if options.network_from is None or "platform" in recognise.names(table.headings):
        return None
    if options.network_from == "sheet" and table.sheet is None:
        return table.problem("no-network", wording="no-sheet")
    name = table.sheet or "" if options.network_from == "sheet" else Path(table.source.name).stem
    return network_of_name(name) or table.problem("no-network", wording=options.network_from, text=name)


def _refuse_lacking(tables: Sequence[Grid], rules: Methodology, options: LoadOptions, recognise: Recogniser) -> None:
    """Refuse several tables if one lacks a column: its cells would look like missing figures."""
    if options.registry is not None:
        return  # which supplies what a table lacks
    days = options.days or 1  # a column, or the period says them
    found: list[Problem] = []
    unused: set[object] = set()  # headings, each once: one of them may be the missing column
    for table in tables:
        own: list[Problem] = []
        missing = missing_columns({name for name in recognise.names(table.headings) if name}, rules, days)
        columns = resolve_columns(table, rules, league_column(rules), recognise, own_population=False, days=days)
        for problem in columns.problems:
            idle = problem.code == "unused-column" and problem.args["heading"] not in unused
            if problem.severity == "error" or idle:
                of_network = problem.code == "missing-column" and problem.column == "platform" and "platform" in missing
                wording = "network-of-sheet" if options.sheets is not None and table.sheet is not None else "network"
                own.append(replace(problem, wording=wording) if of_network else problem)
        if any(problem.severity == "error" for problem in own):
            found += own
            unused |= {problem.args["heading"] for problem in own if problem.code == "unused-column"}
    if found:
        raise DataError(found)


def periods_in(source: str | Path, options: LoadOptions) -> list[str]:
    """Return the periods of a long file: in order of time if each has known days, else in file order.

    Raises:
        GovrankError: as `load_edition`, if the file cannot be read or a row has no period.
    """
    rules = find_rules(options)
    recognise = naming(rules, options, None)
    _book, table = read_pages(source, options, rules, recognise)
    try:
        _table, one = take_period(table, replace(options, period=None), recognise)
    except DataError as error:
        several = [problem.args["names"] for problem in error.problems if problem.code == "several-periods"]
        if not several:
            raise
        names = [str(name) for name in cast("list[str]", several[0])]
        days = [day for name in names if isinstance(day := period_key(name), tuple)]
        order = sorted(range(len(days)), key=lambda i: days[i]) if len(days) == len(names) else range(len(names))
        return [names[i] for i in order]
    return [one.period or ""]


def _is_unused(problem: Problem, column: str) -> bool:
    return problem.code == "unused-column" and heading_key(str(problem.args.get("heading", ""))) == column


def take_period(table: Grid, options: LoadOptions, recognise: Recogniser) -> tuple[Grid, LoadOptions]:
    """Return the rows of the requested period, and the options with it; without such a column, the whole table.

    Raises:
        CommandError: there is no such column or period.
        DataError: `several-periods`, `ambiguous-date`, or a row has no period.
    """
    if options.period_column is None:
        return table, options
    known = [heading for heading in table.headings if heading]
    wanted = heading_key(options.period_column)
    at = next((i for i, heading in enumerate(table.headings) if heading and heading_key(heading) == wanted), None)
    if at is None:
        column = options.period_column
        raise CommandError("no-such-column", column=column, near=similar_names(column, known), known=known)
    cells = table.columns[at]
    texts = [tidy_text(cell) for cell in (cells.tolist() if isinstance(cells, np.ndarray) else cells)]
    if empty := [i for i, text in enumerate(texts) if is_missing(text)]:
        raise DataError([table.problem("missing-value", i, at, wording="text") for i in empty])
    months = [month_of(said_period(text)) for text in texts]
    alone = {month for text in {*texts} if (month := month_of(text)) is not None}
    # a mistyped month would silently leave its rows out
    odd = [i for i, month in enumerate(months) if month is None or (month in alone and month_of(texts[i]) is None)]
    if odd and any(months):
        raise DataError([table.problem("several-periods", i, at, value=texts[i], wording="odd") for i in odd])
    texts = _months_of_days(table, at, texts, options.period, recognise)
    named: dict[object, str] = {}
    for text in texts:
        named.setdefault(period_key(text), text)
    heading = table.headings[at]
    if options.period is None:
        if len(named) > 1:
            wording = "before" if options.earlier else ""
            names = [*named.values()]
            raise DataError([table.problem("several-periods", None, at, wording=wording, heading=heading, names=names)])
        return table, replace(options, period=next(iter(named.values()), None))
    key = period_key(options.period)
    if key not in named:
        names = [*named.values()]
        near = similar_names(options.period, names)
        raise CommandError("no-period-there", value=options.period, column=heading, near=near, known=names)
    keep = [i for i, text in enumerate(texts) if period_key(text) == key]
    if len(keep) == len(texts):
        return table, options
    kept = table.keep_rows(keep)
    origins = {(table.origin(i).source.name, table.origin(i).sheet, int(table.rows[i])) for i in keep}
    others = {(table.origin(i).source.name, table.origin(i).sheet, int(table.rows[i])) for i in range(len(texts))}
    dropped = others - origins
    problems = [one for one in table.problems if (one.file, one.sheet, one.row) not in dropped]
    return replace(kept, problems=tuple(problems)), options


def _months_of_days(table: Grid, column: int, texts: list[str], asked: str | None, recognise: Recogniser) -> list[str]:
    """Return the month of each row if every cell of a column (an index) is a full date; else the texts.

    Days are periods themselves if a day was requested, or if nothing was and a page has several days in one month.

    Raises:
        DataError: `ambiguous-date`.
    """
    days = days_written(texts)
    if days is None:
        return texts
    if unsure := [i for i, text in enumerate(texts) if len(days[text]) > 1]:
        raise DataError([table.problem("ambiguous-date", unsure[0], column, wording="period", n=len(unsure))])
    read = {text: day for text, (day,) in days.items()}
    if asked is not None and (of := days_written([asked])) is not None:
        there = {read[asked]} if asked in read else {*read.values()} & {*of[asked]}
        return [asked if {read[text]} == there else read[text].isoformat() for text in texts]
    months = [f"{read[text]:%Y-%m}" for text in texts]
    if asked is None:
        naming = [i for i, name in enumerate(recognise.names(table.headings)) if name in _NAMING]
        pages = [tuple(tidy_text(table.columns[i][row]) for i in naming) for row in range(len(texts))]
        if len({*zip(months, pages, strict=True)}) < len({*zip(map(read.get, texts), pages, strict=True)}):
            return [read[text].isoformat() for text in texts]
    return months


_NAMING = ("region", "platform", "page", "id", "url")  # columns that distinguish pages


def choose_pages(
    book: Book, methodology: Methodology, recognise: Recogniser, sheet: str | None = None, *, networks: bool = False
) -> Grid:
    """Return the table of pages: the requested sheet, else the only one that has the columns.

    If none has them all, return the nearest, so that its missing columns can be named.

    Args:
        networks: whether the network is known without a column.

    Raises:
        CommandError: there is no sheet of that name.
        DataError: `several-sheets`.
    """
    if sheet is not None:
        return book.sheet(sheet)
    there = [{name for name in recognise.names(table.headings) if name} for table in book.tables]
    candidates = [i for i, table in enumerate(book.tables) if not is_population_table(table) or len(book.tables) == 1]
    of_pages = [i for i in candidates if not holds_posts(book.tables[i], recognise)]
    lacking = {
        i: len([name for name in missing_columns(there[i], methodology) if name != "days"])
        for i in of_pages or candidates
    }
    assumed = {i: {*there[i], "platform"} for i in lacking}
    of_network = [i for i in lacking if not [n for n in missing_columns(assumed[i], methodology) if n != "days"]]
    if networks:
        lacking |= dict.fromkeys(of_network, 0)
    whole = [i for i, number in lacking.items() if number == 0]
    names = [book.tables[i].sheet for i in of_network]
    if len(of_network) > 1 and len(whole) != 1 and all(network_of_name(name or "") for name in names):
        raise DataError([Problem("several-sheets", book.source.name, wording="networks", args={"sheets": names})])
    if len(whole) > 1:
        sheets = [book.tables[i].sheet for i in whole]
        raise DataError([Problem("several-sheets", book.source.name, args={"sheets": sheets})])
    if whole:
        return book.tables[whole[0]]
    if not lacking:
        raise DataError([Problem("no-pages", book.source.name, wording="only-populations")])
    return book.tables[min(lacking, key=lambda i: (-len(there[i]), lacking[i], i))]


def identify_edition(options: LoadOptions, source: str | Path | pd.DataFrame, table: Grid) -> LoadOptions:
    """Return the options with the period, its days, the source and the date of collection that the file says.

    The period is the month that the rows above the header say, else the sheet's name, else the file's, else the
    folder's; if none names a month, the file's name without its extension, or the folder's name. Options take
    precedence.
    """
    given = [path for path in (source, *options.also) if isinstance(path, str | Path)]
    if any(map(is_folder, given)):
        stems = [*dict.fromkeys(said_period(stem) or stem for stem in map(edition_stem, given))]
    else:
        stems = [Path(one.name).stem for one in sources_of(table)] if given else []
    stem = " + ".join(stems)
    if options.period is None:
        said = {period_key(one): one for part in table.parts if (one := _said_of(part.table))}
        if len(said) > 1:
            raise DataError([table.problem("several-periods", None, None, wording="files", names=[*said.values()])])
        period = next(iter(said.values()), "") or _said_of(table) or stem
    else:
        period = options.period
    return replace(
        options,
        period=period,
        days=options.days or days_of(period),
        source=_said_above(table, _SOURCE) if options.source is None else options.source,
        collected=_said_above(table, _COLLECTED) if options.collected is None else options.collected,
    )


def _said_of(table: Grid) -> str:
    """Return the month named in a table's titles, its sheet or its file's name, or an empty text."""
    above = {month: said for text in table.titles if (month := month_of(said := said_period(text)))}
    only = [*above.values()] if len(above) == 1 else []
    return next(filter(None, [*only, said_period(table.sheet or ""), said_period(Path(table.source.name).stem)]), "")


_SOURCE = re.compile(r"(?:источники?|дереккөз\w*|sources?)\s*[:–—-]\s*(.*\w.*)", re.IGNORECASE)
_COLLECTED = re.compile(
    r"(?:данные собраны|дата сбора(?: данных)?|(?:деректер )?жиналған күн\w*|(?:data )?collected(?: on)?)"
    r"\s*[:–—-]?\s+(.*\d.*)",
    re.IGNORECASE,
)


def _said_above(table: Grid, wanted: re.Pattern[str]) -> str | None:
    """Return what a row above the header says under a word of its own, as in "Source: …"."""
    return next((match[1] for text in table.titles if (match := wanted.fullmatch(text))), None)


_Options = TypeVar("_Options", bound=LoadOptions)
_Result = TypeVar("_Result")
_LACKING: Mapping[str, dict[str, Any]] = {"no-such-sheet": {"sheet": None}, "no-such-column": {"period_column": None}}
"""What a previous edition may lack, by the error that reports it as missing."""


def without_what_it_lacks(load: Callable[[_Options], _Result], asked: _Options) -> _Result:
    """Load a previous edition, whose sheets may have another month's name and which may lack a period column.

    Raises:
        GovrankError: as `load` does.
    """
    try:
        return load(asked)
    except CommandError as error:
        if error.wording not in _LACKING:
            raise
        return load(replace(asked, **_LACKING[error.wording]))


def of_mapping(problems: Sequence[Problem]) -> list[Problem]:
    """Return the later rating's warning about this edition: the columns that were found in spite of the mapping."""
    return [problem for problem in problems if problem.code == "unused-mapping"]


def pages_before(
    source: str | Path | pd.DataFrame, table: Grid, rules: Methodology, options: LoadOptions
) -> tuple[Pages | None, list[Problem]]:
    """Return the previous edition's pages with the counts that the rules use, and the warnings about its mapping.

    None if the rules use no earlier counts.

    Raises:
        DataError: the previous edition is missing or invalid.
    """
    counted = rules.counts_before
    if not counted:
        return None, []
    if options.previous is None:
        raise DataError([table.problem("missing-column", name=f"{BEFORE}{counted[0]}", wording="previous")])
    alone = Methodology(
        name=rules.name,
        version=rules.version,
        missing="worst",
        required=rules.required,
        indicators=tuple(Indicator(key=f"count-{n}", of=(count,)) for n, count in enumerate(counted)),
    )
    period = options.previous_period if options.period_column else None
    beside = [path for path in (source, *options.also) if isinstance(path, str | Path)]
    asked = replace(
        options, methodology=alone, previous=None, period=period, by="", also=(), beside=beside, earlier=True
    )
    loaded = without_what_it_lacks(functools.partial(load_edition, options.previous), asked)
    if loaded.refused:
        raise DataError(loaded.problems)
    return loaded.pages, of_mapping(loaded.problems)


def divide_pages(rules: Methodology, by: str, table: Grid, recognise: Recogniser) -> Methodology:
    """Return the rules with the column that divides the pages into leagues, where the options name one.

    Raises:
        CommandError: `by` names no column.
        DataError: the column that the rules name does not exist.
    """
    asked = by or rules.league_column
    if not asked:
        return rules
    headings = recognise.names(table.headings)
    league = recognise(asked) or asked
    if league not in headings:
        known = [name or heading for name, heading in zip(headings, table.headings, strict=True)]
        if by:
            raise CommandError("no-such-column", column=by, near=similar_names(by, known), known=known)
        raise DataError([table.problem("missing-column", name=league, near=[], headings=[league])])
    return rules.model_copy(update={"league": league}) if by else rules


def find_populations(
    given: PopulationTable | None,
    book: Book,
    table: Grid,
    rules: Methodology,
    recognise: Recogniser,
    decimal: DecimalSign | None,
) -> tuple[PopulationTable | None, list[Problem], tuple[Problem, ...]]:
    """Return the populations, where the rules count with them: given, in a column of the pages, or on another sheet.

    Returns:
        The table, None if the pages have the column or nothing has; warnings, or that it is missing; and the errors
        of the sheet of populations, which is then replaced by `UNREADABLE`.
    """
    if "population" not in rules.counts:
        return given, [], ()
    people = given
    odd: list[Problem] = []
    wrong: tuple[Problem, ...] = ()
    if given is not None:
        sheets = [other.sheet for other in book.tables if other is not table and is_population_table(other)]
        odd = [Problem("ignored-column", book.source.name, name, wording="population-sheet") for name in sheets]
    elif "population" not in recognise.names(table.headings):
        try:
            people = choose_population(book, decimal)
        except DataError as error:
            people, wrong = UNREADABLE, tuple(error.problems)
        if people is None:
            nowhere = population_in_thousands([table, *book.tables])
            odd = [nowhere or table.problem("no-population", wording="nowhere")]
    return people, [*(people.warnings if people is not None else ()), *odd], wrong


def _cells(table: Grid) -> tuple[Sequence[str], list[list[Any]]]:
    """Return the content that makes two tables equal, wherever they come from."""
    return table.headings, [*map(list, table.columns)]


def choose_population(book: Book, decimal: DecimalSign | None = None) -> PopulationTable | None:
    """Return the population table that one of the sheets holds, or None.

    Raises:
        DataError: two sheets hold one, or the only one is invalid.
    """
    found = [table for table in book.tables if is_population_table(table)]
    found = found or [table for table in book.tables if has_populations(table, "platform", "followers")]
    if not found:
        return None
    first = found[0]
    found = [first, *(one for one in found[1:] if one.source == first.source or _cells(one) != _cells(first))]
    if len(found) > 1:
        files = {table.source for table in found}
        sheets = [table.sheet or "" if len(files) == 1 else f"{table.source.name} · {table.sheet}" for table in found]
        unlike = _unlike_populations(found, sheets, decimal)
        wording = "unlike" if unlike else "population"
        raise DataError(
            [Problem("several-sheets", book.source.name, wording=wording, args={"sheets": sheets} | unlike)]
        )
    source = found[0].source
    people = table_of_regions(found[0], f"{source.name} · {found[0].sheet}", decimal)
    return replace(people, sha256=source.sha256 or None)


def _unlike_populations(found: Sequence[Grid], sheets: Sequence[str], decimal: DecimalSign | None) -> dict[str, object]:
    """Return the first region whose figure differs between the first sheet and another, with both; else nothing."""
    with contextlib.suppress(DataError):  # an unreadable one has no figures to name
        first, *others = (table_of_regions(table, "population", decimal) for table in found)
        for sheet, other in zip(sheets[1:], others, strict=True):
            for region in first.regions.values():
                there = other.find_region(region.name, suggest=False)
                if not isinstance(there, Problem) and there.population != region.population:
                    figures = {"people": region.population, "amount": there.population}
                    return {"region": region.name, "sheet": sheets[0], "text": sheet, **figures}
    return {}


def describe_edition(
    options: LoadOptions,
    table: Grid,
    people: PopulationTable | None,
    rules: Methodology,
    registry: Registry | None,
    recognise: Recogniser,
) -> Edition:
    """Return what is rated: the period, the files and, if the rules use them, the populations."""
    settings = Path(options.settings or "")
    behind = (
        *((registry.source,) if registry is not None else ()),
        *((Source.of(settings.name, settings.read_bytes()),) if settings.is_file() else ()),
    )
    edition = Edition(
        options.period or "",
        (*sources_of(table), *behind),
        title=options.title or "",
        source=options.source or "",
        collected=options.collected or "",
        logo=read_logo(options.logo) if options.logo else None,
    )
    if "population" not in rules.counts:
        return edition
    if people is None:
        supplied = dict(zip(table.headings, table.positions, strict=True)).get("population") == SUPPLIED
        files = [registry.source] if registry is not None and supplied else _with_populations(table, recognise)
        return replace(
            edition,
            population=f"{files[0].name} · population",
            population_files=tuple(file.name for file in files),
            population_sha256=files[0].sha256 or None,
        )
    return replace(
        edition,
        sources=(*sources_of(table), *([people.file] if people.file else []), *behind),
        population=people.name,
        population_date=people.date,
        population_source=people.source,
        population_vintage=people.vintage,
        population_sha256=people.sha256,
    )


def _with_populations(table: Grid, recognise: Recogniser) -> list[Source]:
    """Return the files of pages that have a column of populations; the first file if none has."""
    at = [i for i, name in enumerate(recognise.names(table.headings)) if name == "population"]
    own = [part.table.source for part in table.parts if any(part.positions[i] is not None for i in at)]
    return [*dict.fromkeys(own or [table.source])]


def sources_of(table: Grid) -> tuple[Source, ...]:
    """Return the files that a table's rows are from."""
    return tuple(dict.fromkeys(part.table.source for part in table.parts)) or (table.source,)


@contextlib.contextmanager
def adding(wrong: Sequence[Problem], odd: Sequence[Problem] | None = None) -> Iterator[None]:
    """Add earlier findings to the problems that end the work: `odd` in the file's order, `wrong` last."""
    try:
        yield
    except DataError as error:
        problems = error.problems if odd is None else in_file_order([*odd, *error.problems])
        raise DataError([*problems, *wrong]) from None


def in_file_order(problems: Sequence[Problem], table: Grid | None = None) -> list[Problem]:
    """Return problems in the order of a table's files: those of a whole file or column first."""
    places = dict.fromkeys((part.table.source.name, part.table.sheet) for part in (table.parts if table else ()))
    order = {place: at for at, place in enumerate(places)} if len(places) > 1 else {}
    return sorted(
        problems,
        key=lambda one: (
            order.get((one.file, one.sheet), -1), one.row or 0, -1 if one.position is None else one.position
        ),
    )  # fmt: skip


def _forbids(problems: Sequence[Problem], options: LoadOptions) -> bool:
    """Return whether an error forbids rating: any does, except a single row's with `skip_invalid`."""
    return any(problem.severity == "error" and not (options.skip_invalid and problem.row) for problem in problems)


def holds_figures(path: Path, *, populations: bool = False) -> bool:
    """Return whether a file is a table of pages or populations with at least one figure filled in."""
    try:
        book = read_book(path)
    except GovrankError:
        return False
    return any(
        known_column(heading) in COUNTS and any(not has_no_figure(cell) for cell in column)
        for table in book.tables
        if populations or not is_population_table(table)
        for heading, column in zip(table.headings, table.columns, strict=True)
    )
