"""The options that commands share: one word for each, the same everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from govrank.formats import formats_of
from govrank.packaged import LANGUAGES, METHODOLOGIES, POPULATIONS

MOST_DAYS = 100_000  # of a period


def complete(known: Sequence[str]) -> Callable[[str], list[str]]:
    """Return what completes one of a few names in a shell."""
    return lambda incomplete: [name for name in known if name.startswith(incomplete)]


complete_methodology = complete(METHODOLOGIES)
complete_population = complete(POPULATIONS)


def among(known: Sequence[str]) -> dict[str, Any]:
    """Return the settings of an option that takes one of a few names: shown, completed, and nothing else taken."""

    def check(ctx: typer.Context, param: typer.CallbackParam, value: str | None) -> str | None:
        if value is None or value in known or ctx.resilient_parsing:
            return value
        from govrank.cli.usage import parameter_name
        from govrank.problems import CommandError

        raise CommandError("usage-not-among", value=value, name=parameter_name(param), known=list(known))

    return {"metavar": f"<{'|'.join(known)}>", "autocompletion": complete(known), "callback": check}


INPUT = "Input"
RULES = "Rules"
OUTPUT = "Output"

Pages = Annotated[
    str,
    typer.Argument(metavar="PAGES", help="CSV, TSV or XLSX file, a row a page; - reads CSV from standard input."),
]
Population = Annotated[
    str | None,
    typer.Option(
        "--population",
        metavar="NAME|FILE",
        envvar="GOVRANK_POPULATION",
        autocompletion=complete_population,
        rich_help_panel=INPUT,
        help=f"Populations of the regions: {', '.join(POPULATIONS)}, or a file. "
        "Default: the file's own column or sheet.",
    ),
]
Sheet = Annotated[
    str | None,
    typer.Option("--sheet", metavar="NAME", rich_help_panel=INPUT, help="Sheet of the workbook that holds the pages."),
]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding", metavar="NAME", rich_help_panel=INPUT, help="Encoding of a text file. Default: found out."
    ),
]
Decimal = Annotated[
    Literal[".", ","] | None,
    typer.Option(
        "--decimal",
        metavar=".|,",
        rich_help_panel=INPUT,
        help="The decimal sign of figures like 1,234. Default: what the rest of their column shows.",
    ),
]
Period = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar="TEXT",
        rich_help_panel=INPUT,
        help="What the edition is called. Default: the file's stem.",
    ),
]
SkipInvalid = Annotated[
    bool,
    typer.Option(
        "--skip-invalid",
        rich_help_panel=INPUT,
        help="Rate the valid rows and list the others as left out, with their problem as the reason.",
    ),
]
Methodology = Annotated[
    str,
    typer.Option(
        "--methodology",
        "-m",
        metavar="NAME|FILE",
        envvar="GOVRANK_METHODOLOGY",
        autocompletion=complete_methodology,
        rich_help_panel=RULES,
        help=f"The rules: {', '.join(METHODOLOGIES)}, or a TOML file.",
    ),
]
By = Annotated[
    str,
    typer.Option(
        "--by", metavar="COLUMN", rich_help_panel=RULES, help="Rank inside each value of this column (leagues)."
    ),
]
Days = Annotated[
    int | None,
    typer.Option(
        "--days",
        min=1,
        max=MOST_DAYS,
        metavar="N",
        rich_help_panel=INPUT,
        help="Days of the period, for rules that divide by them. Default: a column, or a period such as 2020-07.",
    ),
]
Previous = Annotated[
    str | None,
    typer.Option("--previous", metavar="FILE", rich_help_panel=RULES, help="The edition before, to say who moved."),
]
Force = Annotated[
    bool,
    typer.Option("--force", rich_help_panel=RULES, help="Compare unlike editions all the same, and say so."),
]
Lang = Annotated[
    str,
    typer.Option(
        "--lang",
        envvar="GOVRANK_LANG",
        rich_help_panel=OUTPUT,
        help="Language of all that is printed.",
        **among(LANGUAGES),
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", rich_help_panel=OUTPUT, help="Write here; - is standard output."),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", rich_help_panel=OUTPUT, help="Print nothing but the result and errors.")
]
FORMAT = typer.Option("--format", "-f", rich_help_panel=OUTPUT, help="How the result is written.")


def format_option(command: str) -> Any:  # noqa: ANN401  # typer's own
    """Return the option of a command's format, which the output's extension names where it is not given."""
    keys = [one.key for one in formats_of(command)]
    return typer.Option(
        "--format",
        "-f",
        rich_help_panel=OUTPUT,
        help=f"How the result is written. Default: by --output, else {keys[0]}.",
        **among(keys),
    )
