"""Points: each item gives some of its points for a value, points are added up, and the most win. All is exact."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar

import numpy as np

from govrank.methodology.assessment import AnyMeasure, Condition, Item
from govrank.methodology.fields import exact
from govrank.scoring.gates import applying_cells, applying_pages, condition_cell, condition_holds, deciding_gates
from govrank.scoring.indicators import IndicatorValues, derive_indicators
from govrank.scoring.pages import BoolArray, Pages
from govrank.scoring.places import Sums
from govrank.scoring.rank import Array
from govrank.scoring.scorings import Scoring
from govrank.scoring.what_if import MeasureOf, evidence_figures, figures_where, meeting_figures, with_count
from govrank.scoring.zones import ZonesByShare, ZonesByTotal
from govrank.text.numbers import formula_figure

Earned = Mapping[str, Fraction | None]
"""Item → one page's points, None where it does not apply."""

_SAFE = 1 << 58


@dataclass(frozen=True)
class Tally:
    """How one page's total is made.

    Attributes:
        base: points of the items that apply, bonuses and deductions aside, after the caps of blocks.
        factor: what `base` is multiplied by: the full total over what the applying items could give.
        extras: the points of each bonus and deduction.
        caps: how much the caps of blocks change the sum of bonuses and deductions.
    """

    base: Fraction
    factor: Fraction
    extras: Mapping[str, Fraction]
    caps: Fraction

    @property
    def total(self) -> Fraction:
        return self.base * self.factor + sum(self.extras.values(), self.caps)


class PointSum(Scoring):
    """See `govrank.scoring.scorings.Scoring`: items that do not apply are left out, and the rest is scaled up.

    Points are added up unweighted. Programs that calculate in floats round each item, the factor and the sum, so that
    equal sums may differ a little; and a sum may be 0.
    """

    highest_wins: ClassVar[bool] = True
    decimals: ClassVar[int] = 2
    near_cell: ClassVar[str] = f"ABS({{own}}-{{other}})<={formula_figure(1e-12)}*MAX(1,ABS({{other}}))"
    apart: ClassVar[float] = 1e-9

    @property
    def zones(self) -> ZonesByShare | ZonesByTotal:
        zones = self.methodology.zones
        return ZonesByTotal(zones) if zones and zones[0].from_ is not None else super().zones

    @property
    def whole(self) -> Fraction:
        """The most that the items give together, without bonuses."""
        return self._available({item.key: Fraction(0) for item in self.methodology.items})

    @property
    def out_of(self) -> Fraction:
        """The total of a page with all points, without bonuses."""
        return self.whole if self.methodology.out_of is None else exact(self.methodology.out_of)

    @property
    def sum_formula(self) -> str:
        out_of = f"{float(self.out_of):.15g}"
        return "Σ" if self.methodology.out_of is None else f"Σ ÷ {float(self.whole):.15g} × {out_of}"

    @property
    def formula(self) -> str:
        """Return the most that each item gives.

        >>> from govrank.methodology.models import Methodology
        >>> items = [{"key": "a", "of": ["a"], "points": 60}, {"key": "b", "of": ["b"], "points": -5}]
        >>> PointSum(Methodology(name="x", version="1", scoring="points", items=items)).formula
        'a (60) + b (-5)'
        """
        return " + ".join(f"{item.key} ({item.weight:.15g})" for item in self.methodology.items)

    @property
    def missing_sentence(self) -> str:
        said = super().missing_sentence
        return f"{said}.{self.key}" if self.methodology.missing == "worst" else said

    def ranked_by(self, pages: Pages, measured: Mapping[str, IndicatorValues]) -> Mapping[str, IndicatorValues]:
        """Return the points of each item, which its places are based on: two pages with full points tie."""
        return {item.key: self._points_of(item, pages, measured[item.key]) for item in self.methodology.items}

    def _points_of(self, item: Item, pages: Pages, values: IndicatorValues) -> IndicatorValues:
        length = len(pages)
        applies = applying_pages(item, pages.counts, self.methodology)
        counts = np.ones(length, dtype=np.bool_)
        if item.when is not None and item.when.of in pages.counts:
            count = pages.counts[item.when.of]
            counts = condition_holds(item.when, count)
            if count.missing is not None and item.kind == "deduction" and self.methodology.missing == "worst":
                counts |= count.missing
        bottoms = [1] * length if values.denominator is None else values.denominator.tolist()
        absent = [False] * length if values.missing is None else values.missing.tolist()
        known: dict[tuple[int, int], Fraction] = {}
        points: list[Fraction] = []
        for top, bottom, missing, counted in zip(
            values.numerator.tolist(), bottoms, absent, counts.tolist(), strict=True
        ):
            if not counted:
                points.append(Fraction(0))
            elif missing:
                points.append(item.worst)
            else:
                if (top, bottom) not in known:
                    known[top, bottom] = item.points_at(Fraction(top, bottom))
                points.append(known[top, bottom])
        without = None if applies is None or applies.all() else ~applies
        return values_of(points, without)

    def score(self, pages: Pages, ranked: Mapping[str, IndicatorValues], _ranks: Mapping[str, Array]) -> Sums:
        """Return the points, their sums, and the order that those put the pages in."""
        points = {key: values.values for key, values in ranked.items()}
        totals = [tally.total for tally in self.tallies(ranked, len(pages))]
        if any(gate.score is not None for gate in self.methodology.gates):
            for i, at in enumerate(deciding_gates(pages.counts, self.methodology, len(pages)).tolist()):
                score = self.methodology.gates[at].score if at >= 0 else None
                totals[i] = totals[i] if score is None else score
        order = {total: at for at, total in enumerate(sorted(set(totals), reverse=True), 1)}
        standing = np.array([order[total] for total in totals], dtype=np.int64)
        exactly = np.empty(len(totals), dtype=object)
        exactly[:] = totals
        return Sums(points, np.array([float(total) for total in totals]), standing, exactly)

    def tallies(self, ranked: Mapping[str, IndicatorValues], pages: int) -> Iterator[Tally]:
        """Yield how each page's total is made; pages that earned the same share one tally."""
        known: dict[tuple[Fraction | None, ...], Tally] = {}
        keys = [item.key for item in self.methodology.items]
        for i in range(pages):
            earned = tuple(ranked[key].exact(i) for key in keys)
            if earned not in known:
                known[earned] = self.tally(dict(zip(keys, earned, strict=True)))
            yield known[earned]

    def tally(self, earned: Earned) -> Tally:
        """Add up what one page has earned."""
        kinds: dict[tuple[str, str], Fraction] = {}  # by kind and block
        for item in self.methodology.items:
            point = earned[item.key]
            if point is not None and item.kind != "bonus":
                kinds[item.kind, item.block] = kinds.get((item.kind, item.block), Fraction(0)) + point
        base = sum(
            (self._capped(block, total) for (kind, block), total in kinds.items() if kind == "base"), Fraction(0)
        )
        available = self._available(earned)
        factor = self.out_of / available if available else Fraction(0)
        extras = {
            item.key: earned[item.key] or Fraction(0) for item in self.methodology.items if item.kind == "deduction"
        }
        taken = {block: total for (kind, block), total in kinds.items() if kind == "deduction"}
        caps = sum((self._capped(block, total) - total for block, total in taken.items()), Fraction(0))
        before = base * factor + sum(extras.values(), caps)
        given: dict[str, Fraction] = {}
        for item in self.methodology.items:
            if item.kind == "bonus":
                counted = item.only_above is None or before > exact(item.only_above)
                extras[item.key] = (earned[item.key] or Fraction(0)) if counted else Fraction(0)
                given[item.block] = given.get(item.block, Fraction(0)) + extras[item.key]
        caps += sum((self._capped(block, total) - total for block, total in given.items()), Fraction(0))
        return Tally(base, factor, extras, caps)

    def _capped(self, key: str, total: Fraction) -> Fraction:
        block = self.methodology.block(key)
        if block is not None and block.most is not None:
            total = min(total, exact(block.most))
        if block is not None and block.least is not None:
            total = max(total, exact(block.least))
        return total

    def _available(self, earned: Earned) -> Fraction:
        """Return the most that a page could get from the items that apply to it, without bonuses."""
        blocks: dict[str, Fraction] = {}
        for item in self.methodology.items:
            if item.kind == "base" and earned[item.key] is not None:
                blocks[item.block] = blocks.get(item.block, Fraction(0)) + exact(item.points)
        return sum((self._capped(block, total) for block, total in blocks.items()), Fraction(0))

    def working(self, _points: Sequence[float], earned: Sequence[Fraction | None]) -> str:
        """Return a page's points written as a sum, with the factor if some items do not apply."""

        def shown(number: Fraction) -> str:
            return f"{round(float(number), self.decimals):.15g}"

        by_key = dict(zip((item.key for item in self.methodology.items), earned, strict=True))
        tally = self.tally(by_key)
        base = [by_key[item.key] for item in self.methodology.items if item.kind == "base"]
        said = "+".join(shown(point) for point in base if point is not None) or "0"
        if sum((point for point in base if point is not None), Fraction(0)) != tally.base:
            said = shown(tally.base)  # a block's cap is below the sum of its items
        if tally.factor != 1:
            said = f"({said})×{tally.factor}"
        for more in (*tally.extras.values(), tally.caps):
            said += ("+" if more > 0 else "") + shown(more) if more else ""
        return said

    def parts(self, _points: Sequence[float], earned: Sequence[Fraction | None]) -> list[float]:
        """Return what each item adds to the total; the excess over a block's cap is split in proportion."""
        by_key = dict(zip((item.key for item in self.methodology.items), earned, strict=True))
        tally = self.tally(by_key)
        based = sum((by_key[item.key] or 0 for item in self.methodology.items if item.kind == "base"), Fraction(0))
        share = tally.factor * tally.base / based if based else Fraction(0)
        more = sum(tally.extras.values(), Fraction(0))
        kept = (more + tally.caps) / more if more else Fraction(0)
        return [
            float((by_key[item.key] or 0) * share) if item.kind == "base" else float(tally.extras[item.key] * kept)
            for item in self.methodology.items
        ]

    def admissible_points(
        self, pages: Pages, ranked: Mapping[str, IndicatorValues], _ranks: Array, _points: Array, _missing: Array
    ) -> Mapping[str, Array]:
        """Return what items add to totals, negated so that less is better: rules for ties do not change it."""
        weights = np.array([abs(item.weight) for item in self.methodology.items], dtype=np.float64)
        keys = [item.key for item in self.methodology.items]
        parts = [self.parts([], [ranked[key].exact(i) for key in keys]) for i in range(len(pages))]
        return {"": -np.array(parts, dtype=np.float64) / weights}

    def turning_points(self, pages: Pages, at: int, name: str, largest: int) -> set[int] | None:
        """Return where an item begins to apply or to rise, and where the total meets another page's or a zone's bound.

        None where the total both rises and falls between two such figures.
        """
        items = [item for item in self.methodology.items if self._hangs_on(item, pages, name)]
        if not items:
            return set()
        figures = {0, 1, largest}
        for item in items:
            touched = [of for of in item.per if name in pages.sums.get(of, (of,))]
            if len(touched) > 1 and any(name in pages.sums.get(of, (of,)) for of in (*item.of, *item.less)):
                return None  # x ÷ (x + c)² rises and falls
            figures |= evidence_figures(pages, item, at, name)
            for condition in self._conditions_of(item):
                figures |= figures_where(pages, condition, at, name)
            value_at = MeasureOf(pages, item, at, name)
            rising = value_at(largest) > value_at(1)
            for bound in item.bounds:
                figures.update(meeting_figures(bound, value_at, 1, largest, rising=rising))
        earned_at = self._earned_with(pages, at, name, items)
        now = int(pages.own[name].numbers[at])
        targets = self._targets(pages, at, self.tally(earned_at(now)).total)
        for low, high in pairwise(sorted(figure for figure in figures if 0 <= figure <= largest)):
            first, last = low + 1, high - 1
            if first > last:
                continue
            ends = [earned_at(figure) for figure in (first, last)]
            moves = {(ends[1][item.key] or 0) - (ends[0][item.key] or 0) > 0 for item in items
                     if ends[0][item.key] != ends[1][item.key]}  # fmt: skip
            if len(moves) > 1:
                return None
            start, end = (self.tally(earned).total for earned in ends)
            for target in targets:
                for passed in _crossings(target, rising=end > start):
                    if passed(end) and not passed(start):
                        figures.update(
                            meeting_figures(
                                1, lambda x, passed=passed: int(passed(self.tally(earned_at(x)).total)),  # type: ignore[misc]
                                first, last, rising=True,
                            )
                        )  # fmt: skip
        return figures

    def _targets(self, pages: Pages, at: int, now: Fraction) -> list[Fraction]:
        """Return the next totals above a page's own: those of other pages, and the bounds of better zones."""
        ranked = self.ranked_by(pages, derive_indicators(pages, self.methodology))
        totals = [tally.total for tally in self.tallies(ranked, len(pages))]
        others = sorted({total for i, total in enumerate(totals) if i != at and total >= now})[:3]
        bounds = [exact(zone.from_) for zone in self.methodology.zones if zone.from_ is not None]
        bounds += [exact(item.only_above) for item in self.methodology.items if item.only_above is not None]
        return [*others, *(bound for bound in bounds if bound >= now)]

    def _earned_with(self, pages: Pages, at: int, name: str, items: Sequence[Item]) -> Callable[[int], Earned]:
        """Return what a page earns as a function of one of its counts, which these items depend on."""
        page = pages.take([at])
        ranked = self.ranked_by(page, derive_indicators(page, self.methodology))
        now = {key: values.exact(0) for key, values in ranked.items()}
        only = self.methodology.with_measures(items)

        def earned_at(figure: int) -> Earned:
            changed = with_count(page, 0, name, figure)
            measured = derive_indicators(changed, only)
            return now | {item.key: self._points_of(item, changed, measured[item.key]).exact(0) for item in items}

        return earned_at

    def _conditions_of(self, item: Item) -> list[Condition]:
        block = self.methodology.block(item.block)
        asked = [item.when, None if block is None else block.applies]
        return [condition for condition in asked if condition is not None]

    def _hangs_on(self, item: Item, pages: Pages, name: str) -> bool:
        of = [*item.names, *item.minimum, *(condition.of for condition in self._conditions_of(item))]
        return any(name in pages.sums.get(count, (count,)) for count in of)

    def points_cell(self, measure: AnyMeasure, value: str, weight: str, counts: Mapping[str, str]) -> str:
        if not isinstance(measure, Item):
            return ""
        if measure.steps:
            formula = "0"
            for step in reversed(measure.steps):
                bound = formula_figure(float(step.upto if step.from_ is None else step.from_))  # type: ignore[arg-type]  # one of the two
                sign = "<=" if step.from_ is None else ">="
                formula = f"IF({value}{sign}{bound},{formula_figure(step.points)},{formula})"
        elif measure.answers is not None:
            yes, partly, no = (
                f"{weight}*{share.numerator}/{share.denominator}"
                for share in (measure.answers.yes, measure.answers.partly or Fraction(0), measure.answers.no)
            )
            formula = f"IF({value}=1,{yes},IF({value}=0,{no},{partly}))"
        else:
            full, none = measure.line
            rise = formula_figure(float(full - none))
            formula = f"{weight}*MAX(0,MIN(1,({value}-{formula_figure(float(none))})/{rise}))"
        missing = '""' if self.methodology.missing != "worst" else formula_figure(float(measure.worst))
        formula = f'IF({value}="",{missing},{formula})'
        if measure.when is not None:
            cell = counts[measure.when.of]
            holds = condition_cell(measure.when, cell)
            if measure.kind == "deduction" and self.methodology.missing == "worst":
                holds = f'OR({cell}{{r}}="",{holds})'
            formula = f"IF({holds},{formula},0)"
        applies = applying_cells(measure, self.methodology, counts)
        return f'IF(AND({",".join(applies)}),{formula},"")' if applies else formula

    def total_cell(self, points: Sequence[str], _weights: str, _row: str) -> str:
        """Return the total as a formula: points earned over points possible, plus bonuses, minus deductions."""
        at = dict(zip((item.key for item in self.methodology.items), points, strict=True))
        parts: dict[tuple[str, str], list[Item]] = {}
        for item in self.methodology.items:
            parts.setdefault((item.kind, item.block), []).append(item)
        earned, available, taken, given = [], [], [], []
        for (kind, block), items in parts.items():
            cells = ",".join(at[item.key] for item in items)
            if kind == "base":
                earned.append(self._capped_cell(block, f"SUM({cells})"))
                could = "+".join(f"ISNUMBER({at[item.key]})*{formula_figure(item.points)}" for item in items)
                available.append(self._capped_cell(block, could))
            elif kind == "deduction":
                taken.append(self._capped_cell(block, f"SUM({cells})"))
        before = f"({'+'.join(earned)})*{formula_figure(float(self.out_of))}/({'+'.join(available)})"
        before = "+".join([before, *taken])
        for (kind, block), items in parts.items():
            if kind == "bonus":
                cells = ",".join(
                    f"N({at[item.key]})" if item.only_above is None
                    else f"IF(ROUND({before},9)>{formula_figure(item.only_above)},N({at[item.key]}),0)"
                    for item in items
                )  # fmt: skip
                given.append(self._capped_cell(block, f"SUM({cells})"))
        return "+".join([before, *given])

    def _capped_cell(self, key: str, formula: str) -> str:
        block = self.methodology.block(key)
        if block is not None and block.most is not None:
            formula = f"MIN({formula_figure(block.most)},{formula})"
        if block is not None and block.least is not None:
            formula = f"MAX({formula_figure(block.least)},{formula})"
        return formula

    def compared_cells(self, totals: str) -> str:
        return f"ROUND({totals},11)"


def _crossings(target: Fraction, *, rising: bool) -> list[Callable[[Fraction], bool]]:
    """Return what becomes true when a rising or falling total meets a target, and when it passes it."""
    if rising:
        return [lambda total: total >= target, lambda total: total > target]
    return [lambda total: total <= target, lambda total: total < target]


def values_of(points: Sequence[Fraction], missing: BoolArray | None) -> IndicatorValues:
    """Return exact figures, shape (pages,), as an indicator's values: missing where it is None.

    >>> values_of([Fraction(75, 8), Fraction(10)], None).values.tolist()
    [9.375, 10.0]
    """
    tops = [point.numerator for point in points]
    bottoms = [point.denominator for point in points]
    wide = np.int64 if max(map(abs, (*tops, *bottoms)), default=0) < _SAFE else object
    values = np.array([float(point) for point in points], dtype=np.float64)
    if missing is not None:
        values[missing] = np.nan
    return IndicatorValues(values, np.array(tops, dtype=wide), np.array(bottoms, dtype=wide), missing)
