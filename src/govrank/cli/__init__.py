"""The command line: one thin file a command; options in, result out, exit code."""

from __future__ import annotations

from typing import Annotated

import typer

from govrank.cli import (
    check,
    compare,
    explain,
    export,
    methodology,
    population,
    robustness,
    score,
    template,
    trend,
)
from govrank.cli.run import exit_code_of, show_version

app = typer.Typer(
    name="govrank",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def govrank(
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Rate official social-media pages: places on each indicator are penalty points, the fewest points win."""


for command in (score, export, check, compare, trend, explain, robustness, template, methodology, population):
    command.add_to(app)


def main() -> None:
    """Run the command line and end the process with its exit code."""
    raise SystemExit(exit_code_of(app))
