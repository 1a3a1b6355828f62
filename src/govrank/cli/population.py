"""`govrank population`: the packaged population tables."""

from __future__ import annotations

from typing import Annotated, TextIO

import typer

from govrank.cli import options
from govrank.cli.notices import speaking
from govrank.cli.output import Output, pick_format
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
    with speaking(lang, "population") as words:
        from govrank.packaged import POPULATIONS
        from govrank.population.tables import population_table
        from govrank.text.numbers import number_text

        def write(stream: TextIO) -> None:
            for name in POPULATIONS:
                table = population_table(name)
                total = number_text(sum(region.population for region in table.regions.values()), lang)
                regions = words.say("count.regions", n=len(table.regions))
                stream.write(f"{name}  {table.date}  {regions}  {total}\n")

        Output(words).write_text(write)


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
    format_: Annotated[str | None, options.format_option("population")] = None,
    output: options.Output = None,
) -> None:
    """Show a population table: its regions' keys, names and inhabitants."""
    with speaking(lang, "population") as words:
        from govrank.population.tables import load_population
        from govrank.reports.results import PopulationResult

        how = pick_format("population", format_, output, [name])
        Output(words, output, [name]).write(PopulationResult(load_population(name)), how)
