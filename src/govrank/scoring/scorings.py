"""How scorings differ; `methodology.models.SCORING_RULES` lists which exist."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pkgutil import resolve_name
from typing import ClassVar, Literal

from govrank.methodology.assessment import AnyMeasure
from govrank.methodology.models import Methodology
from govrank.scoring.indicators import IndicatorValues
from govrank.scoring.pages import Pages
from govrank.scoring.places import Sums
from govrank.scoring.rank import Array
from govrank.scoring.zones import ZonesByShare, ZonesByTotal


@dataclass(frozen=True)
class Scoring(ABC):
    """A methodology's way from indicators to totals, and how outputs describe it.

    By default a page's total does not depend on other pages, and zones are shares of the places.

    Attributes:
        highest_wins: whether the highest total has the first place.
        decimals: of totals and points as shown; 0 shows whole numbers, and halves if there are any.
        near_cell: a spreadsheet's formula that says whether {own} equals {other} as far as other programs calculate it;
            an empty text if they calculate it exactly.
        apart: the relative difference up to which other programs may order two totals otherwise, or find them equal.
        trend_averages: what a standing over several editions averages: totals as shares of the worst, or as they are.
    """

    methodology: Methodology

    highest_wins: ClassVar[bool]
    decimals: ClassVar[int]
    near_cell: ClassVar[str] = ""
    apart: ClassVar[float] = 0
    trend_averages: ClassVar[Literal["share", "total"]] = "total"

    @property
    def key(self) -> str:
        """Its name in the rules, and the end of its own sentences in the catalogues, as in `table.total.rank-sum`."""
        return self.methodology.scoring

    @property
    def zones(self) -> ZonesByShare | ZonesByTotal:
        """The zones of the final table."""
        return ZonesByShare(self.methodology.zones, "place")

    def ranked_by(self, _pages: Pages, measured: Mapping[str, IndicatorValues], /) -> Mapping[str, IndicatorValues]:
        """Return what pages are ranked by on each indicator: values, or points derived from them, more being better."""
        return measured

    @abstractmethod
    def score(self, pages: Pages, ranked: Mapping[str, IndicatorValues], ranks: Mapping[str, Array], /) -> Sums:
        """Score pages.

        Args:
            ranked: indicator → what the pages are ranked by.
            ranks: indicator → place on it within the league, shape (pages,).
        """

    def times(self, _measure: AnyMeasure, /) -> float:
        """Return how many times the points of an indicator count in the sum that makes the total."""
        return 1

    def parts(self, points: Sequence[float], _earned: Sequence[Fraction | None], /) -> list[float]:
        """Return what each indicator adds to the sum that a page's total is made of.

        Args:
            points, earned: as for `working`.
        """
        measures = self.methodology.measures
        return [point * self.times(measure) for point, measure in zip(points, measures, strict=True)]

    def worst_possible(self, sizes: Array, /) -> Array:
        """Return the worst possible figure of what zones divide, in leagues of these sizes."""
        return sizes

    @property
    @abstractmethod
    def formula(self) -> str:
        """How the total is made, in one line."""

    @property
    def sum_formula(self) -> str:
        """How the total is made from the sum of the points, written as Σ."""
        return "Σ"

    def working(self, _points: Sequence[float], _earned: Sequence[Fraction | None], /) -> str:
        """Return a page's points written as a sum, "3+2×1"; an empty text if only the formula shows it.

        Args:
            earned: what the page is ranked by on each indicator, exactly.
        """
        return ""

    @property
    def rule_sentence(self) -> str:
        """The catalogue's key of how equal values are scored, or the whole; it may have {formula} and {source}."""
        return f"rules.{self.key}"

    @property
    def missing_sentence(self) -> str:
        """The catalogue's key of what a missing figure does."""
        return f"rules.missing.{self.methodology.missing}"

    @abstractmethod
    def admissible_points(
        self,
        pages: Pages,
        ranked: Mapping[str, IndicatorValues],
        ranks: Array,
        points: Array,
        missing: Array,
        /,
    ) -> Mapping[str, Array]:
        """Return points under each rule that could have been chosen, before weights; lower is better.

        Args:
            pages, ranked: of one league, as for `score`.
            ranks, points, missing: of one league, shape (pages, indicators).

        Returns:
            Arrays of the same shape, in an order that never changes: draws with a seed are numbered by it.
        """

    def leaders_without(
        self, _totals: Array, _places: Array, _ranks: Array, _missing: Array, /
    ) -> Iterator[tuple[int, list[int]]]:
        """Yield each page whose absence would change the leaders, and the leaders then: rank reversal.

        Args:
            totals, places: of one league, shape (pages,).
            ranks, missing: shape (pages, indicators).
        """
        yield from ()

    @abstractmethod
    def turning_points(self, pages: Pages, at: int, name: str, largest: int, /) -> set[int] | None:
        """Return the figures of one count at which a page's place can change, or None if they cannot be found.

        Args:
            pages: of one league.
            at: the page's index; `name` the own column whose figure changes, in that column's scale.
        """

    def points_cell(self, _measure: AnyMeasure, _value: str, _weight: str, _counts: Mapping[str, str], /) -> str:
        """Return a spreadsheet's formula of a page's points; an empty text if they are its place.

        Args:
            value, weight: the cells of the indicator's value and of its weight.
            counts: letters of the counts' columns.
        """
        return ""

    @abstractmethod
    def total_cell(self, points: Sequence[str], weights: str, row: str, /) -> str:
        """Return a spreadsheet's formula of a page's total.

        Args:
            points: the cells of its points.
            weights, row: the range of all weights, and that of the page's cells below it.
        """

    def compared_cells(self, totals: str, /) -> str:
        """Return totals in a spreadsheet's formula as they are compared with each other."""
        return totals

    def worst_cell(self, _weights: str, size: str, /) -> str:
        """Return a spreadsheet's formula of `worst_possible`; `size` is the formula of the league's number of pages."""
        return size


def scoring_of(methodology: Methodology) -> Scoring:
    """Return the scoring that a methodology names, with its rules.

    >>> from govrank.methodology.load import load_methodology
    >>> [scoring_of(load_methodology(name)).formula.split(" + ")[0] for name in ("akimats", "bci")]
    ['followers', '(0.2·ln(posts']
    """
    return _scoring_at(methodology.scoring_rules.scored_by)(methodology)


@cache
def _scoring_at(name: str) -> type[Scoring]:
    found: type[Scoring] = resolve_name(f"govrank.scoring.{name}")
    return found
