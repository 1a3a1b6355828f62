"""What an edition is prepared with, and what it is before it is rated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from govrank.edition import Edition
from govrank.methodology.rules import Methodology
from govrank.pages import Pages
from govrank.population.table import PopulationTable
from govrank.problem import Problem
from govrank.read.numbers import DecimalSign


class Options(TypedDict, total=False):
    """How a file is read and rated.

    Attributes:
        methodology: name of a packaged one, a TOML file, or a methodology; default `akimats`.
        population: name of a packaged table, a file, or a table; None takes the file's own column or sheet.
        sheet: name of the workbook's sheet that holds the pages.
        encoding: of a text file; None finds it out.
        decimal: the decimal sign of figures like `1,234`; None lets the rest of their column decide.
        period: what the edition is called; None takes the file's stem.
        by: a column whose values divide the pages into leagues.
        days: of the period, for rules that divide by them; None takes them from a column or the period's name.
        skip_invalid: list wrong rows as left out, in place of refusing the file.
        every_warning: list each odd figure, also past the first few hundred of a kind.
    """

    methodology: str | Methodology
    population: str | PopulationTable | None
    sheet: str | None
    encoding: str | None
    decimal: DecimalSign | None
    period: str | None
    by: str
    days: int | None
    skip_invalid: bool
    every_warning: bool


class FrameOptions(TypedDict, total=False):
    """How data frames are rated.

    Attributes:
        methodology: name of a packaged one, a TOML file, or a methodology; default `akimats`.
        period: what the edition is called.
        decimal: the decimal sign of texts like `1,234`; None lets the rest of their column decide.
        by: a column whose values divide the pages into leagues.
        days: of the period, for rules that divide by them; None takes them from a column or the period's name.
        skip_invalid: list wrong rows as left out, in place of refusing the frame.
    """

    methodology: str | Methodology
    period: str
    decimal: DecimalSign | None
    by: str
    days: int | None
    skip_invalid: bool


@dataclass(frozen=True)
class Prepared:
    """An edition that was read and checked and is yet to be rated.

    `problems` are all that was found, errors among them; with errors it must not be rated. `populated` is False
    where the population table is wrong: the pages were checked without it.
    """

    pages: Pages
    methodology: Methodology
    edition: Edition
    problems: tuple[Problem, ...]
    skip_invalid: bool = False
    populated: bool = True

    @property
    def refused(self) -> bool:
        """Whether an error forbids rating: any, or with `skip_invalid` any that is not one row's."""
        if not self.populated:
            return True
        return any(problem.severity == "error" and not (self.skip_invalid and problem.row) for problem in self.problems)
