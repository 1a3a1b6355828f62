"""`govrank population`: population tables, packaged ones and users' own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TextIO

import typer

from govrank.cli import options
from govrank.cli.notices import speaking
from govrank.cli.output import Output, pick_format
from govrank.cli.usage import HELP, Command, CommandGroup, examples

app = typer.Typer(
    name="population",
    cls=CommandGroup,
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    context_settings=HELP,
    help="Work with population tables: list, show, check, template.",
    epilog=examples("govrank population list", "govrank population show kz-2023", "govrank population check mine.csv"),
)


@app.command("list", cls=Command, context_settings=HELP, epilog=examples("govrank population list --lang kk"))
def list_(lang: options.Lang = "en") -> None:
    """List the packaged population tables."""
    with speaking(lang, "population") as words:
        from govrank.packaged import POPULATIONS
        from govrank.population.names import table_words
        from govrank.population.tables import population_table
        from govrank.text.numbers import number_text

        def write(stream: TextIO) -> None:
            for name in POPULATIONS:
                table = population_table(name)
                total = number_text(sum(region.population for region in table.outermost), lang)
                regions = words.say("count.regions", n=len(table.regions))
                said = [table_words(text, name, lang) for text in (table.source, table.vintage) if text]
                stream.write("  ".join([name, table.date or "", regions, total, *said]) + "\n")

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
        typer.Argument(
            metavar="NAME|FILE", autocompletion=options.complete_population, help="Population table or file."
        ),
    ],
    lang: options.Lang = "en",
    format_: Annotated[str | None, options.format_option("population")] = None,
    output: options.Output = None,
) -> None:
    """Show a population table: keys, names and inhabitants of its regions."""
    with speaking(lang, "population") as words:
        from govrank.population.tables import load_population
        from govrank.reports.results import PopulationResult

        how = pick_format("population", format_, output, [name])
        Output(words, output, [name]).write(PopulationResult(load_population(name)), how)


@app.command(
    "check",
    cls=Command,
    context_settings=HELP,
    epilog=examples("govrank population check", "govrank population check mine.csv --lang ru"),
)
def check(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME|FILE",
            autocompletion=options.complete_population,
            help="Population table or file. Default: all packaged tables.",
        ),
    ] = None,
    lang: options.Lang = "en",
) -> None:
    """Check that a table adds up to its total and that each region is found by its name. Exit code 1 if not."""
    wrong = False
    with speaking(lang, "population") as words:
        from govrank.packaged import POPULATIONS
        from govrank.population.tables import check_table, load_population
        from govrank.problems import DataError, Problem
        from govrank.reports.checks import population_check_lines

        def write(stream: TextIO) -> None:
            nonlocal wrong
            for one in POPULATIONS if name is None else [name]:
                table, problems = None, list[Problem]()
                try:
                    table = load_population(one)
                    problems = [*table.warnings, *check_table(table)]
                except DataError as error:
                    problems = [*error.problems]
                wrong = wrong or any(problem.severity == "error" for problem in problems)
                title = Path(one).name if table is None else table.name
                stream.writelines(f"{line}\n" for line in population_check_lines(title, table, problems, words))

        Output(words).write_text(write)
    if wrong:
        raise typer.Exit(1)


@app.command(
    "template",
    cls=Command,
    context_settings=HELP,
    epilog=examples(
        "govrank population template kz-2023 -o kz-2024.xlsx",
        "govrank population template by-2025 --lang ru -o by-2026.csv",
    ),
)
def template(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME|FILE",
            autocompletion=options.complete_population,
            help="Population table whose regions are filled in.",
        ),
    ],
    lang: options.Lang = "en",
    format_: Annotated[str | None, options.format_option("population template")] = None,
    output: options.Output = None,
    *,
    force: Annotated[
        bool, typer.Option("--force", rich_help_panel=options.OUTPUT, help="Overwrite an existing file.")
    ] = False,
) -> None:
    """Write a population table to fill in: regions and what they contain, without figures and date."""
    with speaking(lang, "population") as words:
        from govrank.pipeline import holds_figures
        from govrank.population.tables import load_population
        from govrank.problems import CommandError
        from govrank.reports.results import PopulationTemplate

        if output is not None and output.is_file() and not force and holds_figures(output, populations=True):
            raise CommandError("holds-figures", path=str(output))
        how = pick_format("population template", format_, output, [name])
        Output(words, output, [name]).write(PopulationTemplate(load_population(name), words), how)
