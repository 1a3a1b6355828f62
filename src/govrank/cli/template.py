"""`govrank template`: a workbook to fill in."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Annotated

import typer

from govrank.cli import options
from govrank.cli.run import HELP, Command, reporting, say_lines, to_stdout

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    "template",
    cls=Command,
    context_settings=HELP,
    epilog="Examples: govrank template august.xlsx · "
    "govrank template august.xlsx --lang kk --population kz-2023 --platforms instagram,telegram",
)
def template(
    out: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="The workbook to write; - is standard output.")],
    population: Annotated[
        str,
        typer.Option(
            "--population",
            metavar="NAME|FILE",
            envvar="GOVRANK_POPULATION",
            autocompletion=options.complete_population,
            rich_help_panel=options.INPUT,
            help=f"Whose regions are filled in: {', '.join(options.POPULATIONS)}, or a file.",
        ),
    ] = options.POPULATIONS[-1],
    platforms: Annotated[
        str,
        typer.Option(
            "--platforms", metavar="NAMES", rich_help_panel=options.INPUT, help="Networks, separated by commas."
        ),
    ] = "instagram,facebook",
    force: Annotated[
        bool, typer.Option("--force", rich_help_panel=options.OUTPUT, help="Replace a file that is there.")
    ] = False,
    lang: options.Lang = options.Language.en,
    quiet: options.Quiet = False,
) -> None:
    """Write a workbook to fill in: regions, networks and populations are there, figures are checked as typed."""
    from govrank.language import words

    catalogue = words(lang.value)
    with reporting(catalogue):
        from govrank.export.template import write_template
        from govrank.files import refuse_inputs, write_whole
        from govrank.platforms import platform_key
        from govrank.population_file import load_population
        from govrank.problem import CommandError
        from govrank.sheets import holds_figures

        networks = list(dict.fromkeys(platform_key(name.strip()) for name in platforms.split(",") if name.strip()))
        if not networks:
            raise CommandError("no-platforms")
        table = load_population(population)
        refuse_inputs(out, [population])
        if out.is_file() and not force and holds_figures(out):
            raise CommandError("holds-figures", path=str(out))  # a month's work may stand in it
        rows = 0

        def fill(stream: object) -> None:
            nonlocal rows
            rows = write_template(table, networks, catalogue, stream, out.name)  # type: ignore[arg-type]  # a binary file

        if str(out) == "-":
            with to_stdout() as stream:
                buffer = io.BytesIO()
                fill(buffer)
                stream.buffer.write(buffer.getvalue())
            return
        write_whole(out, fill)
        if not quiet:
            number = catalogue.say("count.pages", n=rows)
            say_lines([catalogue.say("template.written", path=str(out), rows=number)])
