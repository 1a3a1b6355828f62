"""The command line: one thin file a command; options in, result out, exit code."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Annotated, Any

import typer

from govrank.cli.run import exit_code_of
from govrank.cli.usage import CommandGroup, examples, show_version

# What each command does, in the order of the help. A command's file is imported only when it is called: importing all
# would double the time of `--help` and `--version`. A test compares these with the docstrings.
DOES = {
    "score": "Rate one edition and print the final table.",
    "export": "Rate one edition and write a workbook, web page, report, article, data file or picture.",
    "check": "Report everything wrong or odd in a file, without rating it.",
    "compare": "Show who rose, fell, stayed, came in and dropped out between two editions.",
    "diff": "Show which figures changed between two versions of an edition, and which places moved.",
    "trend": "Follow pages through several editions.",
    "explain": "Explain a page's place, and what would move it up.",
    "robustness": "Test how stable the ranking is under other rules, and against chance.",
    "collect": "Add up exports with one row per post into a table of pages.",
    "package": "Write an edition as a package that others can check: outputs, input, rules and checksums.",
    "verify": "Recalculate a published edition from its input and rules, and list every figure that disagrees.",
    "init": "Write a commented govrank.toml for this folder.",
    "template": "Write a workbook to fill in.",
    "methodology": "Work with methodologies: list, show, check, init, schema.",
    "population": "Work with population tables: list, show, check, template.",
    "schema": "Print the JSON Schema of a command's JSON output or of a methodology file.",
}


class Commands(CommandGroup):
    """The commands, each built when needed."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401  # typer's own
        super().__init__(**settings)
        self.commands = dict.fromkeys(DOES)  # type: ignore[assignment]  # none is built yet

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002  # typer's context
        return [*DOES]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002  # typer's context and command
        if cmd_name in DOES and self.commands[cmd_name] is None:
            self.commands[cmd_name] = typer.main.get_command(import_module(f"govrank.cli.{cmd_name}").app)
        return self.commands.get(cmd_name)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002  # typer's own
        with formatter.section("Commands"):
            formatter.write_dl([*DOES.items()])


app = typer.Typer(
    name="govrank",
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples(
        "govrank score july.xlsx",
        "govrank check july.xlsx",
        "govrank export july.xlsx --format html",
        "govrank compare june.xlsx july.xlsx",
        read_on="README.md; on a server: examples/cron.md",
    ),
)


@app.callback()
def govrank(
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Rate official social-media pages: places on each indicator are penalty points, and the fewest points win."""


def main() -> None:
    """Run the command line and end the process with its exit code."""
    if "_GOVRANK_COMPLETE" in os.environ:
        os.environ["COLUMNS"] = "9999"  # typer wraps longer help, and shells read each line as a completion
    raise SystemExit(exit_code_of(app))
