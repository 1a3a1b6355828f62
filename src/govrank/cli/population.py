"""`govrank population`: the packaged population tables."""

from __future__ import annotations

from typing import Annotated, Literal, TextIO

import typer

from govrank.cli import options
from govrank.cli.notices import reporting
from govrank.cli.output import Output
from govrank.cli.usage import HELP, Command, Group, examples

app = typer.Typer(
    name="population",
    cls=Group,
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    context_settings=HELP,
    help="The packaged population tables: list, show.",
    epilog=examples("govrank population list", "govrank population show kz-2023"),
)


@app.command("list", cls=Command, context_settings=HELP, epilog=examples("govrank population list --lang kk"))
def list_(lang: options.Lang = "en") -> None:
    """List the packaged population tables."""
    from govrank.language import words

    catalogue = words(lang)
    with reporting(catalogue, "population"):
        from govrank.figures import number_text
        from govrank.population.file import PACKAGED, population_table

        def write(stream: TextIO) -> None:
            for name in PACKAGED:
                table = population_table(name)
                total = number_text(sum(region.population for region in table.regions.values()), lang)
                regions = catalogue.say("count.regions", n=len(table.regions))
                stream.write(f"{name}  {table.date}  {regions}  {total}\n")

        Output(catalogue).write_text(write)


@app.command(
    "show",
    cls=Command,
    context_settings=HELP,
    epilog=examples("govrank population show kz-2023", "govrank population show kz-2023 --format csv -o mine.csv"),
)
def show(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME|FILE", autocompletion=options.complete_population, help="A table, or a file."),
    ],
    lang: options.Lang = "en",
    format_: Annotated[Literal["table", "csv", "json"], options.FORMAT] = "table",
    output: options.Output = None,
) -> None:
    """Show a population table: its regions' keys, names and inhabitants."""
    from govrank.export.json import dump_json
    from govrank.language import words

    catalogue = words(lang)
    with reporting(catalogue, "population"):
        from govrank.export.csv import safe_text
        from govrank.export.shown import shown
        from govrank.population.file import load_population
        from govrank.present.populations import population_text

        table = load_population(name)
        regions = list(table.regions.values())

        def write(stream: TextIO) -> None:
            if format_ == "json":
                entries = [
                    {"key": region.key, "name": region.name, "labels": region.labels, "population": region.population}
                    for region in regions
                ]
                document = {"name": table.name, "date": table.date, "regions": entries}
                dump_json(document, stream)
            elif format_ == "csv":
                stream.write("region,population,aliases,date\n")
                for region in regions:
                    cells = [region.key, str(region.population), ";".join(region.names[1:]), table.date or ""]
                    stream.write(",".join(safe_text(cell) for cell in cells) + "\n")
            else:
                stream.writelines(f"{shown(line)}\n" for line in population_text(table, catalogue))

        Output(catalogue, output, [name]).write_text(write, mark=format_ == "csv")
