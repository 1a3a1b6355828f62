"""Rank summation: the place on each indicator is a page's points, the points are added up, and the fewest win."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import ClassVar, Literal, get_args

import numpy as np

from govrank.methodology.assessment import AnyMeasure
from govrank.methodology.measures import Indicator
from govrank.methodology.models import COUNTBACK, Ties
from govrank.scoring.gates import last_pages
from govrank.scoring.indicators import IndicatorValues, derive_indicators
from govrank.scoring.pages import Pages
from govrank.scoring.places import Sums
from govrank.scoring.rank import Array, rank_present, rank_values
from govrank.scoring.scorings import Scoring
from govrank.scoring.what_if import MeasureOf, evidence_figures, meeting_figures, quotient_meets
from govrank.scoring.zones import ZonesByShare

_CELLS = 4_000_000  # compared pairs held in memory at a time
_NONE = np.iinfo(np.int64).max  # more than any points


class RankSum(Scoring):
    """See `govrank.scoring.scorings.Scoring`.

    Source: OECD/JRC Handbook on Constructing Composite Indicators (2008), formula 29 (rank summation).
    """

    highest_wins: ClassVar[bool] = False
    decimals: ClassVar[int] = 0
    trend_averages: ClassVar[Literal["share", "total"]] = "share"

    @property
    def zones(self) -> ZonesByShare:
        return ZonesByShare(self.methodology.zones, "total", halves=self.methodology.ties == "average")

    @property
    def weight(self) -> int:
        """Sum of the weights: the worst possible total of a league is this times its pages."""
        return sum(indicator.weight for indicator in self.methodology.indicators)

    @property
    def formula(self) -> str:
        weighted = [(indicator.weight, indicator.key) for indicator in self.methodology.indicators]
        return " + ".join(key if weight == 1 else f"{weight} × {key}" for weight, key in weighted)

    @property
    def rule_sentence(self) -> str:
        return f"rules.ties.{self.methodology.ties}"

    def times(self, measure: AnyMeasure) -> float:
        return measure.weight

    def working(self, points: Sequence[float], _earned: Sequence[Fraction | None] = ()) -> str:
        """Return a total written as a sum of its figures.

        >>> from govrank.methodology.load import load_methodology
        >>> RankSum(load_methodology("akimats")).working([3, 1, 3, 2.5, 1, 16])
        '3+1+3+2.5+1+16'
        """
        weights = [indicator.weight for indicator in self.methodology.indicators]
        return "+".join(
            f"{'' if weight == 1 else f'{weight}×'}{point:g}" for point, weight in zip(points, weights, strict=True)
        )

    def score(self, _pages: Pages, _ranked: Mapping[str, IndicatorValues], ranks: Mapping[str, Array]) -> Sums:
        """Return the places as points, and their weighted sums: whole numbers, or halves where ties are averaged."""
        totals = np.asarray(sum(ranks[indicator.key] * indicator.weight for indicator in self.methodology.indicators))
        return Sums(ranks, totals, totals, totals)

    def worst_possible(self, sizes: Array) -> Array:
        return np.asarray(sizes * self.weight)

    def admissible_points(
        self, _pages: Pages, _ranked: Mapping[str, IndicatorValues], ranks: Array, _points: Array, missing: Array
    ) -> Mapping[str, Array]:
        """Return the points under each rule for ties; a missing figure always gets as many as there are pages."""
        # places under another rule follow from those under this one: ties stay ties
        by_rule = {}
        for ties in get_args(Ties):
            columns = [rank_values(ranks[:, i], "lower", ties) for i in range(ranks.shape[1])]
            other = np.column_stack(columns).astype(np.float64)
            other[missing] = len(ranks)
            by_rule[ties] = other
        return by_rule

    def leaders_without(
        self, totals: Array, places: Array, ranks: Array, missing: Array
    ) -> Iterator[tuple[int, list[int]]]:
        """Yield as the interface says, without rating again.

        Leaving a page out takes at most one point an indicator from each other page, under any tie rule, so only pages
        within reach of the lead are checked.
        """
        leading = places == 1
        outs = np.flatnonzero(~leading)
        reach = np.flatnonzero(totals <= totals[leading].min() + self.weight)
        doubled = np.asarray(ranks * 2, dtype=np.int64)  # whole numbers even where ties are halved
        step = max(1, _CELLS // (len(reach) * ranks.shape[1]))
        for start in range(0, len(outs), step):
            part = outs[start : start + step]
            left = {
                key: doubled[reach, i] - _taken(doubled[:, i], missing[:, i], self.methodology.ties, part, reach)
                for i, key in enumerate(self.methodology.keys)
            }
            then = part[:, None] != reach  # present pages; after each key, those that may still lead
            for key in self._place_keys(left):
                best = np.where(then, key, _NONE).min(axis=1, keepdims=True)
                then &= key == best
                if then.sum() == len(part):  # one page each
                    break
            for row in np.flatnonzero((then != leading[reach]).any(axis=1)).tolist():
                yield int(part[row]), reach[then[row]].tolist()

    def _place_keys(self, points: Mapping[str, Array]) -> Iterator[Array]:
        """Yield the keys of final places, fewest first: the total, then each step of the tie-break."""
        yield np.sum([points[measure.key] * measure.weight for measure in self.methodology.indicators], axis=0)
        for name in self.methodology.tie_break:
            if name == COUNTBACK:
                yield from _ascending([*points.values()])
            else:
                yield points[name]

    def turning_points(self, pages: Pages, at: int, name: str, largest: int) -> set[int] | None:
        """Return where the page meets or passes another one on an indicator, and also 0 and 1.

        Figures that cost too many points to gain a place are left out: with many pages that is most of them.
        """
        figures, moving = {0, 1}, []
        derived = derive_indicators(pages, self.methodology)
        for measure in self.methodology.indicators:
            measured = derived[measure.key]
            evidence = evidence_figures(pages, measure, at, name)
            figures |= evidence
            touched = [count for count in measure.names if name in pages.sums.get(count, (count,))]
            if touched:
                moving.append((measure, measured, not evidence))
            if not touched or measured.exact(at) is None:
                continue
            below = [count for count in measure.per if count in touched]
            if len(below) > 1 and any(count in touched for count in (*measure.of, *measure.less)):
                return None  # x ÷ (x + c)² rises and falls; a quotient with one divisor does only one of the two
            value_at = MeasureOf(pages, measure, at, name)
            rising = value_at(largest) > value_at(1)
            lines = value_at.lines()
            for rival in {value for i in range(len(pages)) if i != at and (value := measured.exact(i)) is not None}:
                if lines is not None:
                    figures.update(quotient_meets(rival, lines, largest, rising=rising))
                else:
                    figures.update(meeting_figures(rival, value_at, 1, largest, rising=rising))
        if self.methodology.place_ties == "dense" or last_pages(pages.counts, self.methodology, len(pages))[at]:
            return figures  # it also gains places when others come to share a total, or when it passes a gate
        return self._within_reach(figures, moving, pages, at, name)

    def _within_reach(
        self,
        figures: set[int],
        moving: Sequence[tuple[Indicator, IndicatorValues, bool]],
        pages: Pages,
        at: int,
        name: str,
    ) -> set[int]:
        """Return the figures with which the page may gain a place, and few others, without ranking other pages again.

        Other pages gain at most a point on each indicator that moves, so a page that gains more passes nobody.

        Args:
            moving: indicators that the figure is part of, with their values, and whether it leaves them known.
        """
        asked = np.array(sorted(figures), dtype=object)
        lost = np.zeros(len(asked))
        for measure, measured, stays_known in moving:
            known = np.ones(len(pages), dtype=np.bool_) if measured.missing is None else ~measured.missing
            if stays_known and not known[at]:
                continue
            ranks = rank_present(
                measured.values,
                measured.missing,
                np.full(len(pages), len(pages)),
                measure.direction,
                self.methodology.ties,
                ratio=(measured.numerator, measured.denominator),
            )
            least = np.ones(len(asked))
            if stays_known:
                known[at] = False
                sign = -1 if measure.direction == "higher" else 1
                better = np.unique if self.methodology.ties == "dense" else np.sort
                values, error = MeasureOf(pages, measure, at, name).about(asked)
                least += np.searchsorted(better(sign * measured.values[known]), sign * values - error)
            lost += (least - ranks[at] - 1) * measure.weight
        return set(asked[lost <= 0].tolist())

    def total_cell(self, _points: Sequence[str], weights: str, row: str) -> str:
        return f"SUMPRODUCT({weights},{row})"

    def worst_cell(self, weights: str, size: str) -> str:
        return f"SUM({weights})*{size}"


def _taken(ranks: Array, missing: Array, ties: Ties, outs: Array, others: Array) -> Array:
    """Return how many half points of an indicator the others lose when each page is left out.

    Args:
        ranks, missing: shape (pages,).

    Returns:
        Shape (outs, others).
    """
    known = np.where(missing, _NONE, ranks)  # a page without a figure is ahead of nobody
    out, other = known[outs, None], known[None, others]
    before = out < other
    if ties == "min":
        taken = before * 2
    elif ties == "max":
        taken = (out <= other) * 2
    elif ties == "average":
        taken = before * 1 + (out <= other)
    else:
        _figures, which, numbers = np.unique(known, return_inverse=True, return_counts=True)
        taken = (before & (numbers[which][outs, None] == 1)) * 2
    taken[:, missing[others]] = 2  # as many points as there are pages, now one fewer
    return taken


def _ascending(layers: list[Array]) -> Iterator[Array]:
    """Yield the smallest figure of each cell over some arrays, then the second smallest, and so on, lazily."""
    for k in range(len(layers)):
        for j in range(k + 1, len(layers)):
            layers[k], layers[j] = np.minimum(layers[k], layers[j]), np.maximum(layers[k], layers[j])
        yield layers[k]
