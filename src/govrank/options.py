"""The options that decide how an edition is loaded and rated, each declared here and nowhere else.

The command line makes its flags of them, `rate_file` and `rate_frames` their keywords, and the pipeline takes the one
object. A new option is a field here and the line that uses it.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from govrank.packaged import DEFAULT, METHODOLOGIES, POPULATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from govrank.methodology.models import Methodology
    from govrank.population.tables import PopulationTable

    Rules = str | Methodology
    Populations = str | PopulationTable | pd.DataFrame
    Editions = str | Path | pd.DataFrame
    Headings = Mapping[str, str] | Sequence[str]
    Files = Sequence[str | Path]
else:  # a command line can only name them, and `--help` must not wait for what defines them
    Rules = Populations = Editions = str
    Headings = Files = list[str]

INPUT = "Input"
RULES = "Rules"
OUTPUT = "Output"
MOST_DAYS = 100_000  # of a period


@dataclass(frozen=True)
class Flag:
    """How the command line offers an option.

    Attributes:
        names: the long one first.
        panel: under which its help stands.
        help: what it is for; in Python too.
        metavar: what stands for its value; None for one that is on or off.
        envvar: the environment variable that a cron line may set instead.
        known: names that a shell completes.
        least, most: bounds of a number.
    """

    names: tuple[str, ...]
    panel: str
    help: str
    metavar: str | None = None
    envvar: str | None = None
    known: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True)
class LoadOptions:
    """How an edition is loaded and rated. What has no `Flag` is for Python only.

    >>> LoadOptions("kz-2023", by="platform").by
    'platform'
    """

    population: Annotated[
        Populations | None,
        Flag(
            ("--population",),
            INPUT,
            f"Populations of the regions: {', '.join(POPULATIONS)}, or a file. "
            "Default: the file's own column or sheet.",
            metavar="NAME|FILE",
            envvar="GOVRANK_POPULATION",
            known=POPULATIONS,
        ),
    ] = None
    _: KW_ONLY
    sheet: Annotated[
        str | None, Flag(("--sheet",), INPUT, "Sheet of the workbook that holds the pages.", metavar="NAME")
    ] = None
    sheets: Annotated[
        Literal["all"] | None,
        Flag(("--sheets",), INPUT, "Take all sheets of pages as one edition.", metavar="all"),
    ] = None
    network_from: Annotated[
        Literal["file", "sheet"] | None,
        Flag(
            ("--network-from",),
            INPUT,
            "What names the network of pages that have no column of it: the file's name or the sheet's.",
            metavar="file|sheet",
        ),
    ] = None
    period_column: Annotated[
        str | None,
        Flag(
            ("--period-column",),
            INPUT,
            "The column that says each row's period, in a file of several.",
            metavar="COLUMN",
        ),
    ] = None
    encoding: Annotated[
        str | None, Flag(("--encoding",), INPUT, "Encoding of a text file. Default: found out.", metavar="NAME")
    ] = None
    columns: Annotated[
        Headings,
        Flag(
            ("--columns",),
            INPUT,
            'What a column is headed, as followers="Fan Count"; or a file of such lines. May be repeated.',
            metavar="NAME=HEADING|FILE",
        ),
    ] = ()
    decimal: Annotated[
        Literal[".", ","] | None,
        Flag(
            ("--decimal",),
            INPUT,
            "The decimal sign of figures like 1,234. Default: what the rest of their column shows.",
            metavar=".|,",
        ),
    ] = None
    period: Annotated[
        str | None,
        Flag(
            ("--period",),
            INPUT,
            "The time measured, such as 2020-07. Default: the month in a title row, the sheet's or the file's name.",
            metavar="TEXT",
        ),
    ] = None
    title: Annotated[
        str | None,
        Flag(("--title",), OUTPUT, "Title of the edition. Default: the methodology's.", metavar="TEXT"),
    ] = None
    source: Annotated[
        str | None,
        Flag(
            ("--source",),
            OUTPUT,
            "Where the figures are from. Default: what a title row says (Source: …).",
            metavar="TEXT",
        ),
    ] = None
    collected: Annotated[
        str | None,
        Flag(("--collected",), OUTPUT, "When the figures were collected, such as 2020-08-03.", metavar="DATE"),
    ] = None
    logo: Annotated[
        str | None,
        Flag(("--logo",), OUTPUT, "PNG, JPEG or SVG for the head of page, report and picture.", metavar="FILE"),
    ] = None
    days: Annotated[
        int | None,
        Flag(
            ("--days",),
            INPUT,
            "Days of the period, for rules that divide by them. Default: a column, or a period such as 2020-07.",
            metavar="N",
            least=1,
            most=MOST_DAYS,
        ),
    ] = None
    skip_invalid: Annotated[
        bool,
        Flag(
            ("--skip-invalid",),
            INPUT,
            "Rate the valid rows and list the others as left out, with their problem as the reason.",
        ),
    ] = False
    methodology: Annotated[
        Rules,
        Flag(
            ("--methodology", "-m"),
            RULES,
            f"The rules: {', '.join(METHODOLOGIES)}, or a TOML file.",
            metavar="NAME|FILE",
            envvar="GOVRANK_METHODOLOGY",
            known=METHODOLOGIES,
        ),
    ] = DEFAULT
    previous: Annotated[
        Editions | None,
        Flag(
            ("--previous",),
            RULES,
            "The edition before, to say who moved; rules of growth count with it.",
            metavar="FILE",
        ),
    ] = None
    by: Annotated[str, Flag(("--by",), RULES, "Rank inside each value of this column (leagues).", metavar="COLUMN")] = (
        ""
    )
    settings: str | None = None
    """The file that some of the options come from: a source of the edition like the others."""
    also: Files = ()
    """Further files of the same edition."""
    every_warning: bool = False
    """List each odd figure, also past the first few hundred of a kind."""

    def __post_init__(self) -> None:
        if isinstance(self.columns, list):  # as a command line gives it
            object.__setattr__(self, "columns", tuple(self.columns))
        if not isinstance(self.also, tuple):
            object.__setattr__(self, "also", tuple(self.also or ()))
