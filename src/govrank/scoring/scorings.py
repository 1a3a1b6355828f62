"""The scorings: how they differ, and which exist."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import ClassVar, Literal, Protocol

from govrank.methodology.assessment import AnyMeasure
from govrank.methodology.models import Methodology
from govrank.scoring.indicators import IndicatorValues
from govrank.scoring.log_index import LogIndex
from govrank.scoring.pages import Pages
from govrank.scoring.places import Sums
from govrank.scoring.point_sum import PointSum
from govrank.scoring.rank import Array
from govrank.scoring.rank_sum import RankSum


class Scoring(Protocol):
    """A methodology's way from indicators to totals, and how outputs describe it.

    What a file of rules may contain under it is in `methodology.models.SCORING_RULES`.

    Attributes:
        key: the end of its own sentences in the catalogues, as in `table.total.points` and `table.total.index`.
        highest_wins: whether the highest total has the first place.
        decimals: of totals and points as shown; 0 shows whole numbers, and halves if there are any.
        tolerance: the relative difference that other programs may have in the same total; 0 if they calculate it
            exactly.
        zones_divide: whether the zones of the final table are shares of the worst total, or of the places, or begin at
            totals that the rules name.
        trend_averages: what a standing over several editions averages: totals as shares of the worst, or as they are.
    """

    key: ClassVar[str]
    highest_wins: ClassVar[bool]
    decimals: ClassVar[int]
    tolerance: ClassVar[float]
    trend_averages: ClassVar[Literal["share", "total"]]

    @property
    def zones_divide(self) -> Literal["total", "place", "points"]: ...

    def ranked_by(self, pages: Pages, measured: Mapping[str, IndicatorValues], /) -> Mapping[str, IndicatorValues]:
        """Return what pages are ranked by on each indicator: values, or points derived from them, more being better."""

    def score(self, pages: Pages, ranked: Mapping[str, IndicatorValues], ranks: Mapping[str, Array], /) -> Sums:
        """Score pages.

        Args:
            ranked: indicator → what the pages are ranked by.
            ranks: indicator → place on it within the league, shape (pages,).
        """

    def times(self, measure: AnyMeasure, /) -> float:
        """Return how many times the points of an indicator count in the sum that makes the total."""

    def parts(self, points: Sequence[float], earned: Sequence[Fraction | None], /) -> list[float]:
        """Return what each indicator adds to the sum that a page's total is made of.

        Args:
            points, earned: as for `working`.
        """

    def worst_possible(self, sizes: Array, /) -> Array:
        """Return the worst possible figure of what zones divide, in leagues of these sizes."""

    @property
    def formula(self) -> str:
        """How the total is made, in one line."""

    @property
    def sum_formula(self) -> str:
        """How the total is made from the sum of the points, written as Σ."""

    def working(self, points: Sequence[float], earned: Sequence[Fraction | None], /) -> str:
        """Return a page's points written as a sum, "3+2×1"; an empty text if only the formula shows it.

        Args:
            earned: what the page is ranked by on each indicator, exactly.
        """

    @property
    def rule_sentence(self) -> str:
        """The catalogue's key of how equal values are scored, or the whole; it may have {formula} and {source}."""

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
        self, totals: Array, places: Array, ranks: Array, missing: Array, /
    ) -> Iterator[tuple[int, list[int]]]:
        """Yield each page whose absence would change the leaders, and the leaders then: rank reversal.

        Args:
            totals, places: of one league, shape (pages,).
            ranks, missing: shape (pages, indicators).
        """

    def turning_points(self, pages: Pages, at: int, name: str, largest: int, /) -> set[int] | None:
        """Return the figures of one count at which a page's place can change, or None if they cannot be found.

        Args:
            pages: of one league.
            at: the page's index; `name` the own column whose figure changes, in that column's scale.
        """

    def points_cell(self, measure: AnyMeasure, value: str, weight: str, counts: Mapping[str, str], /) -> str:
        """Return a spreadsheet's formula of a page's points; an empty text if they are its place.

        Args:
            value, weight: the cells of the indicator's value and of its weight.
            counts: letters of the counts' columns.
        """

    def total_cell(self, points: Sequence[str], weights: str, row: str, /) -> str:
        """Return a spreadsheet's formula of a page's total.

        Args:
            points: the cells of its points.
            weights, row: the range of all weights, and that of the page's cells below it.
        """

    def worst_cell(self, weights: str, size: str, /) -> str:
        """Return a spreadsheet's formula of `worst_possible`; `size` is the formula of the league's number of pages."""


SCORINGS: Mapping[str, Callable[[Methodology], Scoring]] = {
    "rank-sum": RankSum,
    "log-index": LogIndex,
    "points": PointSum,
}


def scoring_of(methodology: Methodology) -> Scoring:
    """Return the scoring that a methodology names, with its rules.

    >>> from govrank.methodology.load import load_methodology
    >>> [scoring_of(load_methodology(name)).formula.split(" + ")[0] for name in ("akimats", "bci")]
    ['followers', '(0.2·ln(posts']
    """
    return SCORINGS[methodology.scoring](methodology)
