"""A population table in words."""

from __future__ import annotations

from rich.cells import cell_len

from govrank.figures import number_text
from govrank.language import Catalogue
from govrank.population.table import PopulationTable
from govrank.sentences import shown_text


def population_text(table: PopulationTable, words: Catalogue) -> list[str]:
    """Return the table's regions as aligned lines, in a language's names, and their sum."""
    rows = [
        (region.key, region.labels[words.lang] if region.labels else region.name, region.population)
        for region in table.regions.values()
    ]
    total = sum(population for _key, _name, population in rows)
    rows.append(("", words.say("population.total"), total))
    texts = [(shown_text(key), shown_text(name), number_text(n, words.lang)) for key, name, n in rows]
    wide = [max(cell_len(row[i]) for row in texts) for i in range(3)]
    lines = [f"{table.name}, {table.date}" if table.date else table.name]
    for key, name, number in texts:
        padding = " " * (wide[1] - cell_len(name))
        lines.append(f"{key}{' ' * (wide[0] - cell_len(key))}  {name}{padding}  {number.rjust(wide[2])}")
    return lines
