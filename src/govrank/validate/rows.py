"""From a table of cells to pages with typed counts: every cell checked, every problem found at once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from govrank.methodology.fields import BEFORE
from govrank.methodology.models import Methodology
from govrank.options import LoadOptions
from govrank.population.tables import UNREADABLE, PopulationTable
from govrank.problems import DataError, Problem
from govrank.read.collector import ProblemCollector
from govrank.read.summary_rows import stray_quotes
from govrank.read.table import Grid
from govrank.scoring.eligibility import admit_pages, meets_minimum, nobody_left, same_leagues
from govrank.scoring.matching import counts_before
from govrank.scoring.pages import Count, Pages, Reason
from govrank.validate.cell_types import all_unfilled, find_missing, read_columns, sum_counts
from govrank.validate.columns import NAMES, Recogniser, league_column, resolve_columns
from govrank.validate.consistency import find_contradictions, find_duplicates, find_shared_ids
from govrank.validate.names import names_of_rows
from govrank.validate.plausibility import find_implausible, find_total_rows
from govrank.validate.regions import find_regions, listed_regions, say_split_regions


def validate_rows(
    table: Grid,
    methodology: Methodology,
    population: PopulationTable | None,
    options: LoadOptions,
    recognise: Recogniser,
    before: Pages | None = None,
) -> tuple[Pages, list[Problem]]:
    """Check a table of pages and type its counts.

    Args:
        population: the source of populations; None takes the table's own column, and `UNREADABLE` skips them.
        options: uses `days`, if the table has no such column, `decimal`, `skip_invalid`, which excludes wrong rows
            instead of refusing the file, and `every_warning`.
        before: the pages of the previous edition, if the rules use them.

    Returns:
        The valid pages, and every error and warning about the file.

    Raises:
        DataError: a required column is missing or doubled; all other problems are in the result.
    """
    league, days = league_column(methodology), options.days
    columns = resolve_columns(table, methodology, league, recognise, own_population=population is None, days=days)
    problems = [*table.problems, *table.wrong.values(), *columns.problems]
    used = {*NAMES, *methodology.counts, *(part for parts in columns.sums.values() for part in parts), league}
    used.discard("excluded")  # a reason may have several lines
    quotes = stray_quotes(table, {i: name for name, i in columns.at.items() if name in used})
    problems += quotes
    if any(problem.wording == "header" or problem.code == "wide-table" for problem in columns.problems):
        raise DataError(columns.problems)  # the rows as read are meaningless
    every = options.every_warning or options.skip_invalid
    collector = ProblemCollector.of(table, quotes, every=every)
    fatal = any(problem.severity == "error" and problem.row is None for problem in problems)
    names = names_of_rows(table, columns, collector, methodology, league, needed=not fatal)
    for name in (column for column in ("region", "platform", "page", league) if column in columns and table.covered):
        for i in range(len(table.rows)):
            if i not in names.out:
                collector.add_misleading(i, columns.at[name], name)
    own = read_columns(table, columns, methodology, names.out, collector, options.decimal)
    counts = sum_counts(own, columns, methodology)
    if days is not None and "days" in methodology.counts and "days" not in columns:
        counts["days"] = Count(np.full(len(table.rows), days, dtype=np.int64))
    if fatal:
        raise DataError([*problems, *collector.problems()])
    placed = find_regions(table, columns, methodology, population, names, collector, options.decimal)
    if placed.people is not None:
        counts["population"] = placed.people
    every_page = Pages(
        names=names.page,
        regions=names.region,
        region_keys=placed.keys,
        platforms=names.platform,
        leagues=names.league,
        urls=names.url,
        rows=table.rows,
        at=range(len(table.rows)),
        counts=counts,
        listed=frozenset(),
        ids=names.id,
    )
    if before is not None:
        counts |= {f"{BEFORE}{name}": count for name, count in counts_before(every_page, before).items()}
    find_missing(own, counts, columns, methodology, names.out, collector)
    repeated = find_duplicates(names, placed.keys, columns, collector)
    find_shared_ids(names, repeated, columns, collector)
    usable = meets_minimum(counts, methodology, len(table.rows))  # the others are excluded and affect no place
    find_contradictions(counts, columns, methodology, usable, names.out, collector)
    looked_up = population is not None and population is not UNREADABLE and "population" in methodology.counts
    find_total_rows(own, names, columns, collector, known_regions=looked_up)
    if all_unfilled(table, columns, own, names.out):
        headings = [table.headings[columns.at[name]] for name in sorted(own, key=lambda name: columns.at[name])]
        raise DataError([*table.problems, table.problem("no-pages", wording="unfilled", columns=headings)])
    usable[[*names.out, *collector.row_errors]] = False
    listed = listed_regions(placed, names, collector) if {"region", "platform"} <= {*columns.at} else frozenset()
    if not looked_up:
        say_split_regions(listed, placed, columns, collector)
    find_implausible(own, counts, names.platform, usable, methodology, columns, collector, every=options.every_warning)
    problems += [*_hidden(table), *collector.problems()]
    out = {i: Reason(text) for i, text in names.out.items()}
    leagues = same_leagues(names.league, placed.keys if league == "region" else None) if league else names.league
    if options.skip_invalid:
        out |= {
            i: Reason(wording="invalid", args={"problem": problem})
            for i, problem in collector.row_errors.items()
            if i not in out
        }
    pages = replace(
        every_page,
        leagues=leagues,
        counts=counts,
        listed=listed,
        own=own,
        sums=columns.sums,
    )
    if not len(pages) and not problems:
        problems.append(Problem("no-pages", table.source.name, table.sheet))
    # the command's own division replaces leagues by size
    rules = methodology.model_copy(update={"league": league}) if league else methodology
    rated = admit_pages(pages.leave_out(out), rules)
    if rated.excluded and not len(rated) and not collector.row_errors:
        problems.append(nobody_left(rated, table.source.name, table.sheet))
    return rated, problems


def _hidden(table: Grid) -> list[Problem]:
    if table.parts:
        tables = {id(part.table): part.table for part in table.parts}  # a row may hold several blocks
        return [problem for one in tables.values() for problem in _hidden(one)]
    rows = [
        table.problem("hidden-row", i)
        for i, row in enumerate(table.rows if table.hidden_rows else ())
        if row in table.hidden_rows
    ]
    columns = [
        table.problem("hidden-column", None, i, table.headings[i])
        for i, position in enumerate(table.positions)
        if position in table.hidden_columns and table.headings[i]
    ]
    return rows + columns
