"""`govrank population`: the packaged population tables."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, TextIO

import typer

from govrank.cli import options
from govrank.cli.run import HELP, Command, reporting, to_output


class Format(StrEnum):
    table = "table"
    csv = "csv"
    json = "json"


app = typer.Typer(
    name="population",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    context_settings=HELP,
    help="The packaged population tables: list, show.",
)


@app.command("list", cls=Command)
def list_(lang: options.Lang = options.Language.en) -> None:
    """List the packaged population tables."""
    from govrank.language import words

    catalogue = words(lang.value)
    with reporting(catalogue):
        from govrank.figures import number_text
        from govrank.population_file import PACKAGED, population_table

        def write(stream: TextIO) -> None:
            for name in PACKAGED:
                table = population_table(name)
                total = number_text(sum(region.population for region in table.regions.values()), lang.value)
                regions = catalogue.say("count.regions", n=len(table.regions))
                stream.write(f"{name}  {table.date}  {regions}  {total}\n")

        to_output(None, [], write)


@app.command("show", cls=Command)
def show(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME|FILE", autocompletion=options.complete_population, help="A table, or a file."),
    ],
    lang: options.Lang = options.Language.en,
    format_: Annotated[Format, typer.Option("--format", "-f", help="How the table is written.")] = Format.table,
) -> None:
    """Show a population table: its regions' keys, names and inhabitants."""
    from govrank.export.json import dump_json
    from govrank.language import words

    catalogue = words(lang.value)
    with reporting(catalogue):
        from govrank.export.csv import safe_text
        from govrank.export.shown import shown
        from govrank.population_file import load_population
        from govrank.present.populations import population_text

        table = load_population(name)
        regions = list(table.regions.values())

        def write(stream: TextIO) -> None:
            if format_ is Format.json:
                entries = [
                    {"key": region.key, "name": region.name, "labels": region.labels, "population": region.population}
                    for region in regions
                ]
                document = {"name": table.name, "date": table.date, "regions": entries}
                dump_json(document, stream)
            elif format_ is Format.csv:
                stream.write("region,population,aliases,date\n")
                for region in regions:
                    cells = [region.key, str(region.population), ";".join(region.names[1:]), table.date or ""]
                    stream.write(",".join(safe_text(cell) for cell in cells) + "\n")
            else:
                stream.writelines(f"{shown(line)}\n" for line in population_text(table, catalogue))

        to_output(None, [], write)
