"""`govrank template`: a workbook to fill in."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from govrank.cli import options
from govrank.cli.notices import say_lines, speaking
from govrank.cli.output import Output, refuse_other_than_workbook, standard_output
from govrank.cli.usage import HELP, Command, examples
from govrank.networks import USUAL
from govrank.packaged import POPULATION, POPULATIONS

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    "template",
    cls=Command,
    context_settings=HELP,
    epilog=examples(
        "govrank template august.xlsx",
        "govrank template august.xlsx --lang kk --population kz-2023 --platforms instagram,telegram",
    ),
)
def template(
    out: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="Output file; - is standard output.")],
    population: Annotated[
        str,
        typer.Option(
            "--population",
            metavar="NAME|FILE",
            envvar="GOVRANK_POPULATION",
            autocompletion=options.complete_population,
            rich_help_panel=options.INPUT,
            help=f"Population table whose regions are filled in: {', '.join(POPULATIONS)}, or a file.",
        ),
    ] = POPULATION,
    platforms: Annotated[
        str,
        typer.Option(
            "--platforms", metavar="NAMES", rich_help_panel=options.INPUT, help="Networks, separated by commas."
        ),
    ] = ",".join(USUAL),
    force: Annotated[
        bool, typer.Option("--force", rich_help_panel=options.OUTPUT, help="Overwrite an existing file.")
    ] = False,
    lang: options.Lang = "en",
    quiet: options.Quiet = False,
) -> None:
    """Write a workbook to fill in. It has the regions, networks and populations, and checks figures as you type."""
    with speaking(lang) as words:
        from govrank.formats.template import write_template
        from govrank.networks import platform_key
        from govrank.pipeline import holds_figures
        from govrank.population.tables import load_population
        from govrank.problems import CommandError

        networks = list(dict.fromkeys(platform_key(name.strip()) for name in platforms.split(",") if name.strip()))
        if not networks:
            raise CommandError("no-platforms")
        table = load_population(population)
        refuse_other_than_workbook(out, [population])
        if out.is_file() and not force and holds_figures(out):
            raise CommandError("holds-figures", path=str(out))  # it may contain a month's work
        rows = 0

        def fill(stream: BinaryIO) -> None:
            nonlocal rows
            rows = write_template(table, networks, words, stream, out.name)

        if str(out) == "-":
            buffer = BytesIO()
            fill(buffer)
            with standard_output() as stream:
                stream.buffer.write(buffer.getvalue())
            return
        Output(words, out, [population]).write_bytes(fill)
        if not quiet:
            number = words.say("count.pages", n=rows)
            say_lines([words.say("template.written", path=str(out), rows=number)])
