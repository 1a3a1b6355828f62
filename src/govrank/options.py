"""The options that decide how an edition is loaded and rated, each declared here and nowhere else.

The command line makes its flags of them, `rate_file` and `rate_frames` their keywords, and the pipeline takes the one
object. A new option is a field here and the line that uses it.
"""

from __future__ import annotations

import functools
from dataclasses import KW_ONLY, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_type_hints

from govrank.packaged import DEFAULT, METHODOLOGIES, POPULATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from govrank.methodology.models import Methodology
    from govrank.population.tables import PopulationTable

    Rules = str | Methodology
    Populations = str | PopulationTable | pd.DataFrame
    Editions = str | Path | pd.DataFrame
    Headings = Mapping[str, str | Mapping[str, str]] | Sequence[str]
    Files = Sequence[str | Path]
else:  # the command line can only name these; importing their types would slow `--help` down
    Rules = Populations = Editions = str
    Headings = Files = list[str]

INPUT = "Input"
RULES = "Rules"
OUTPUT = "Output"
SETTINGS = "govrank.toml"  # a folder's usual options
Reads = Literal["pages", "edition", "file", "rules", "columns", "picture"]
"""What an option names: the edition's own pages, another edition (a file or a folder), a file that figures come from,
rules and the files that they extend, headings or files of them, a picture, from which no figure comes."""


@dataclass(frozen=True)
class Flag:
    """What an option is, and how the command line offers it.

    Attributes:
        names: the long one first; empty for an argument or a Python-only option.
        panel: the heading of its help.
        help: what it is for; in Python too.
        metavar: placeholder of its value; None for a switch.
        envvar: the environment variable that a cron line may set instead.
        known: names that a shell completes, none of them a file.
        closed: whether it takes only these.
        least, most: bounds of a number.
        reads: what it names that is read: so it is never written over, and travels with the edition.
        once: whether it is only for single runs, and so not in `govrank.toml`, which is for all editions of a folder.
        type, default: the field's, as `flags` returns them.
    """

    names: tuple[str, ...] = ()
    panel: str = ""
    help: str = ""
    metavar: str | None = None
    envvar: str | None = None
    known: tuple[str, ...] = ()
    closed: bool = False
    least: int | None = None
    most: int | None = None
    reads: Reads | None = None
    once: bool = False
    type: Any = None
    default: Any = None

    @property
    def offered(self) -> bool:
        """Whether the command line has it."""
        return bool(self.names or self.metavar)

    def takes(self, value: Any) -> bool:  # noqa: ANN401  # of its type
        """Return whether the command line would accept a value of this type."""
        if value is None:
            return True
        in_bounds = (self.least is None or value >= self.least) and (self.most is None or value <= self.most)
        return in_bounds and (not self.closed or value in self.known)

    def paths(self, value: object) -> list[str | Path]:
        """Return the paths that a value names; packaged names, headings and data frames are not paths."""
        given = value if isinstance(value, list | tuple) else [value]
        named = [one for one in given if isinstance(one, str | Path) and one and one not in self.known]
        if self.reads == "columns":
            from govrank.read.mapping import mapping_files

            return [*mapping_files([str(one) for one in named])]
        return named if self.reads else []


@dataclass(frozen=True)
class LoadOptions:
    """How an edition is loaded and rated. Fields without a `Flag` are for a single run, from Python only.

    >>> LoadOptions("kz-2023", by="platform").by
    'platform'
    """

    population: Annotated[
        Populations | None,
        Flag(
            ("--population",),
            INPUT,
            f"Population table: {', '.join(POPULATIONS)}, or a file. Default: the column or sheet in the file.",
            metavar="NAME|FILE",
            envvar="GOVRANK_POPULATION",
            known=POPULATIONS,
            reads="file",
        ),
    ] = None
    _: KW_ONLY
    sheet: Annotated[str | None, Flag(("--sheet",), INPUT, "Sheet with the pages.", metavar="NAME")] = None
    sheets: Annotated[
        str | None,
        Flag(
            ("--sheets",), INPUT, "Take these sheets, or all that hold pages, as one edition.", metavar="all|NAME,NAME"
        ),
    ] = None
    network_from: Annotated[
        Literal["file", "sheet"] | None,
        Flag(
            ("--network-from",),
            INPUT,
            "Take the network of pages without one from the file's or the sheet's name.",
            metavar="file|sheet",
        ),
    ] = None
    period_column: Annotated[
        str | None,
        Flag(("--period-column",), INPUT, "Column with each row's period, in a file of several.", metavar="COLUMN"),
    ] = None
    encoding: Annotated[
        str | None, Flag(("--encoding",), INPUT, "Encoding of a text file. Default: detected.", metavar="NAME")
    ] = None
    columns: Annotated[
        Headings,
        Flag(
            ("--columns",),
            INPUT,
            'Heading of a column, such as followers="Fan Count", or a file of such lines. Repeatable.',
            metavar="NAME=HEADING|FILE",
            reads="columns",
        ),
    ] = ()
    registry: Annotated[
        str | None,
        Flag(
            ("--pages",),
            INPUT,
            "Registry of the pages (id, region, network, page, former names, url, population): supplies what the file "
            "lacks, and says who is in one of the two only.",
            metavar="FILE",
            reads="file",
        ),
    ] = None
    decimal: Annotated[
        Literal[".", ","] | None,
        Flag(
            ("--decimal",),
            INPUT,
            "Decimal sign in figures like 1,234. Default: detected from the column.",
            metavar=".|,",
        ),
    ] = None
    period: Annotated[
        str | None,
        Flag(
            ("--period",),
            INPUT,
            "Period of the edition, such as 2020-07. Default: the month in a title row, sheet name or file name.",
            metavar="TEXT",
            once=True,
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
            "Source of the figures. Default: a title row that begins with Source.",
            metavar="TEXT",
        ),
    ] = None
    collected: Annotated[
        str | None,
        Flag(
            ("--collected",),
            OUTPUT,
            "Date when the figures were collected, such as 2020-08-03.",
            metavar="DATE",
            once=True,
        ),
    ] = None
    logo: Annotated[
        str | None,
        Flag(
            ("--logo",),
            OUTPUT,
            "Logo at the top of page, report and picture: PNG, JPEG or SVG.",
            metavar="FILE",
            reads="picture",
        ),
    ] = None
    days: Annotated[
        int | None,
        Flag(
            ("--days",),
            INPUT,
            "Days in the period, for rules that divide by them. Default: a column days, or a period such as 2020-07.",
            metavar="N",
            least=1,
            most=100_000,
            once=True,
        ),
    ] = None
    skip_invalid: Annotated[
        bool,
        Flag(
            ("--skip-invalid",),
            INPUT,
            "Rate the valid rows; list the others as left out, with the reason.",
        ),
    ] = False
    methodology: Annotated[
        Rules,
        Flag(
            ("--methodology", "-m"),
            RULES,
            f"Rules: {', '.join(METHODOLOGIES)}, or a TOML file.",
            metavar="NAME|FILE",
            envvar="GOVRANK_METHODOLOGY",
            known=METHODOLOGIES,
            reads="rules",
        ),
    ] = DEFAULT
    previous: Annotated[
        Editions | None,
        Flag(
            ("--previous",),
            RULES,
            "Previous edition, a file or a folder, to show who moved; rules of growth need it.",
            metavar="FILE",
            reads="edition",
            once=True,
        ),
    ] = None
    by: Annotated[
        str, Flag(("--by",), RULES, "Rank pages separately for each value of this column (leagues).", metavar="COLUMN")
    ] = ""
    previous_period: Annotated[
        str | None,
        Flag(("--previous-period",), RULES, "Period of the previous edition.", metavar="TEXT", once=True),
    ] = None
    also: Annotated[
        Files, Flag(help="Further files or folders of the same edition.", metavar="MORE", reads="pages", once=True)
    ] = ()
    settings: str | None = None
    """The file that some of the options come from: a source of the edition like the others."""
    usual_columns: Annotated[Headings, Flag(reads="columns")] = ()
    """What columns are headed in the files of a folder: as `columns`, but a file may head them otherwise."""
    earlier: bool = False
    """Whether this is the previous edition: its file may head columns otherwise than `columns` says."""
    beside: Files = ()
    """Files of the editions that this one is shown beside, so that names stay distinct."""
    every_warning: bool = False
    """List every suspicious figure, even past the first few hundred of a kind."""

    def __post_init__(self) -> None:
        for name in ("columns", "usual_columns", "also", "beside"):
            given = getattr(self, name)
            if given is None or isinstance(given, list):  # as a command line gives it
                object.__setattr__(self, name, tuple(given or ()))


def files_read(options: object) -> list[str | Path]:
    """Return the files that options name, and those that these name: they must never be overwritten."""
    from govrank.methodology.load import rule_files
    from govrank.read.book import edition_files

    files: dict[str | None, Callable[[str], Sequence[str | Path]]] = {
        "pages": edition_files,
        "edition": edition_files,
        "rules": rule_files,
    }
    kind: Any = type(options)
    found: list[str | Path] = []
    for name, one in flags(kind).items():
        for path in one.paths(getattr(options, name)):
            found += files[one.reads](str(path)) if one.reads in files else [path]
    return found


@functools.cache
def flags(options: type) -> dict[str, Flag]:
    """Return what each option of a class is, by its name, in the order of the fields.

    >>> flags(LoadOptions)["days"].least, flags(LoadOptions)["logo"].reads
    (1, 'picture')
    """
    hints = get_type_hints(options, include_extras=True)
    return {
        one.name: replace(said, type=hints[one.name].__origin__, default=one.default)
        for one in fields(options)
        for said in getattr(hints[one.name], "__metadata__", ())
    }
