"""The options that commands share, besides those of loading (`govrank.options`), with the same words everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from govrank.cli.usage import parameter_name
from govrank.formats import formats_of
from govrank.options import INPUT as INPUT
from govrank.options import OUTPUT as OUTPUT
from govrank.options import RULES as RULES
from govrank.options import Flag
from govrank.packaged import METHODOLOGIES, POPULATIONS
from govrank.request import LANG


def complete(known: Sequence[str]) -> Callable[[str], list[str]]:
    """Return the shell completion of one of a few names."""
    return lambda incomplete: [name for name in known if name.startswith(incomplete)]


complete_methodology = complete(METHODOLOGIES)
complete_population = complete(POPULATIONS)


def among(known: Sequence[str]) -> dict[str, Any]:
    """Return the settings of an option that takes one of a few names: shown, completed and enforced."""

    def check(ctx: typer.Context, param: typer.CallbackParam, value: str | None) -> str | None:
        if value is None or value in known or ctx.resilient_parsing:
            return value
        from govrank.problems import CommandError

        raise CommandError("usage-not-among", value=value, name=parameter_name(param), known=list(known))

    return {"metavar": f"<{'|'.join(known)}>", "autocompletion": complete(known), "callback": check}


def option_of(flag: Flag) -> Any:  # noqa: ANN401  # typer's own
    """Return typer's object for an option or an argument."""
    if not flag.names:
        return typer.Argument(metavar=flag.metavar, help=flag.help)
    named = {"metavar": flag.metavar, "autocompletion": complete(flag.known) if flag.known else None}
    return typer.Option(
        *flag.names,
        envvar=flag.envvar,
        min=flag.least,
        max=flag.most,
        rich_help_panel=flag.panel,
        help=flag.help,
        **(among(flag.known) if flag.closed else named),
    )


Lang = Annotated[str, option_of(LANG)]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", rich_help_panel=OUTPUT, help="Output file; - is standard output."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", rich_help_panel=OUTPUT, help="Print only the result and errors.")]
FORMAT = typer.Option("--format", "-f", rich_help_panel=OUTPUT, help="Output format.")


def format_option(command: str) -> Any:  # noqa: ANN401  # typer's own
    """Return a command's format option, whose default is the output's extension."""
    keys = [one.key for one in formats_of(command)]
    return typer.Option(
        "--format",
        "-f",
        rich_help_panel=OUTPUT,
        help=f"Output format. Default: the extension of --output, else {keys[0]}.",
        **among(keys),
    )
