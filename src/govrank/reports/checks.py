"""The problems of a file, and a population table, as lines to read and as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from govrank.population.names import table_words
from govrank.population.tables import PopulationTable
from govrank.problems import Problem, counted
from govrank.reports.sentences import column_name, printable, problem_lines
from govrank.reports.table import Table, data_column, plain_table, text_column
from govrank.text.catalogue import Catalogue
from govrank.text.numbers import number_text

if TYPE_CHECKING:
    from govrank.reports import schemas


def problems_lines(file: str, pages: int, problems: Sequence[Problem], words: Catalogue) -> list[str]:
    """Return the problems, errors first, then a summary in one line."""
    numbers = {
        severity: words.say(f"count.{severity}s", n=counted(one for one in problems if one.severity == severity))
        for severity in ("error", "warning")
    }
    name, number = printable(file), words.say("count.pages", n=pages)
    if not problems:
        return [words.say("check.clean", file=name, pages=number)]
    summary = words.say("check.summary", file=name, pages=number, errors=numbers["error"], warnings=numbers["warning"])
    return [*problem_lines(problems, words), summary]


def population_text(table: PopulationTable, words: Catalogue) -> list[str]:
    """Return the table's regions as aligned lines, with names in a language, and their sum."""
    rows = [(region.key, region.label(words.lang), region.population) for region in table.regions.values()]
    total = sum(region.population for region in table.outermost)
    rows.append(("", words.say("population.total"), total))
    texts = [(printable(key), printable(name), number_text(n, words.lang)) for key, name, n in rows]
    wide = [max(cell_len(row[i]) for row in texts) for i in range(3)]
    said = [table_words(text, table.name, words.lang) for text in (table.source, table.vintage) if text]
    lines = [", ".join([table.name, *([table.date] if table.date else []), *said])]
    for key, name, number in texts:
        padding = " " * (wide[1] - cell_len(name))
        lines.append(f"{key}{' ' * (wide[0] - cell_len(key))}  {name}{padding}  {number.rjust(wide[2])}")
    return lines


def population_check_lines(
    name: str, table: PopulationTable | None, problems: Sequence[Problem], words: Catalogue
) -> list[str]:
    """Return a table's sum and its problems; None is a table that could not be read."""
    errors = [problem for problem in problems if problem.severity == "error"]
    lines = [f"  {line}" for line in problem_lines([*errors, *(one for one in problems if one not in errors)], words)]
    if table is None:
        return [words.say("population.check.unread", name=printable(name)), *lines]
    people = number_text(sum(region.population for region in table.outermost), words.lang)
    regions = words.say("count.regions", n=len(table.regions))
    kind = "wrong" if errors else "sum" if table.total is None else "agrees"
    return [words.say(f"population.check.{kind}", name=printable(name), regions=regions, people=people), *lines]


def population_data(table: PopulationTable) -> Table:
    """Return a row a region for scripts, which can be read back as a population table."""
    regions = [*table.regions.values()]
    return plain_table(
        "",
        [
            data_column("region", [region.key for region in regions], "text"),
            data_column("population", [region.population for region in regions]),
            data_column("aliases", [";".join(region.names[1:]) for region in regions], "text"),
            data_column("date", [table.date or "" for _region in regions], "text"),
            data_column("contains", [";".join(region.contains) for region in regions], "text"),
            data_column("source", [table.source or "" for _region in regions], "text"),
            data_column("vintage", [table.vintage or "" for _region in regions], "text"),
        ],
    )


def population_template(table: PopulationTable, words: Catalogue) -> Table:
    """Return a table to fill in: each region by its name in a language and what it contains, and a row for the total.

    The table can be read back in any language.
    """
    regions = [*table.regions.values()]
    names = {region.key: region.label(words.lang) for region in regions}
    texts = {
        "region": [*names.values(), words.say("population.template.total")],
        # a packaged region's other names are known
        "aliases": ["" if region.labels else ";".join(region.aliases) for region in regions] + [""],
        "contains": [";".join(names[key] for key in region.contains) for region in regions] + [""],
        **{role: [""] * (len(regions) + 1) for role in ("population", "date", "source", "vintage")},
    }
    order = ("region", "population", "aliases", "contains", "date", "source", "vintage")
    return plain_table("", [text_column(role, column_name(role, words).capitalize(), texts[role]) for role in order])


def population_document(table: PopulationTable) -> schemas.PopulationDocument:
    """Return the table as the JSON document's objects."""
    return {
        "schema": "govrank.population/1",
        "name": table.name,
        "date": table.date,
        "source": table.source,
        "vintage": table.vintage,
        "sha256": table.sha256,
        "population": sum(region.population for region in table.outermost),
        "regions": [
            {
                "region_key": region.key,
                "region": region.name,
                "key": region.key,
                "name": region.name,
                "labels": region.labels,
                "population": region.population,
                "contains": list(region.contains),
            }
            for region in table.regions.values()
        ],
    }
