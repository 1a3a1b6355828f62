"""A logarithmic index: its terms, the index, and which of two indexes is higher, decided exactly."""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar

import numpy as np

from govrank.methodology.fields import exact
from govrank.methodology.measures import Measure, Term
from govrank.methodology.models import Methodology
from govrank.scoring.indicators import IndicatorValues, derive_indicators
from govrank.scoring.pages import Pages
from govrank.scoring.places import Sums
from govrank.scoring.rank import Array
from govrank.scoring.scorings import Scoring
from govrank.scoring.what_if import MeasureOf, meeting_figures
from govrank.text.numbers import formula_figure

_DIGITS = 40  # digits first used to compare unequal indexes; doubled until they differ
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class LogIndex(Scoring):
    """See `govrank.scoring.scorings.Scoring`: each term's logarithm is added up, and the highest index wins.

    The points already include the weight of a term.
    """

    highest_wins: ClassVar[bool] = True
    decimals: ClassVar[int] = 2
    apart: ClassVar[float] = 1e-12  # logarithms are not exact, and differ between programs in the last digits
    near_cell: ClassVar[str] = f"ABS({{own}}-{{other}})<={formula_figure(apart)}*ABS({{other}})"

    @property
    def sum_formula(self) -> str:
        power, scale = f"{self.methodology.power:g}", f"{self.methodology.scale:g}"
        raised = power.translate(_SUPERSCRIPTS) if power.isdecimal() else f"^{power}"
        return "Σ" + (raised if power != "1" else "") + (f" × {scale}" if scale != "1" else "")

    @property
    def formula(self) -> str:
        """Return the index's formula.

        >>> from govrank.methodology.load import load_methodology
        >>> LogIndex(load_methodology("bci")).formula.split(" + ")[0]
        '(0.2·ln(posts'
        """
        rules = self.methodology
        summed = " + ".join(term.formula for term in rules.terms)
        power = "" if rules.power == 1 else f"^{rules.power:.15g}"
        return f"({summed}){power} × {rules.scale:.15g}"

    def score(self, _pages: Pages, measured: Mapping[str, IndicatorValues], _ranks: Mapping[str, Array]) -> Sums:
        """Return what each term adds to the sum, the index, and the order that it puts the pages in."""
        points = index_terms(measured, self.methodology)
        totals, standing = index_scores(points, measured, self.methodology)
        return Sums(points, totals, standing, totals)

    def admissible_points(
        self, _pages: Pages, _ranked: Mapping[str, IndicatorValues], _ranks: Array, points: Array, _missing: Array
    ) -> Mapping[str, Array]:
        """Return the logarithms, negated so that less is better: rules for ties do not change them."""
        return {"": -points / np.array([term.weight for term in self.methodology.terms])}

    def turning_points(self, pages: Pages, at: int, name: str, largest: int) -> set[int] | None:
        """Return where the index meets or passes another page's; None where it both rises and falls."""
        terms = self.methodology.terms
        sides = {
            side
            for term in terms
            for side, counts in (("of", term.of), ("per", term.per))
            if any(name in pages.sums.get(count, (count,)) for count in counts)
        }
        if not sides:
            return set()
        if len(sides) > 1:
            return None
        rising = sides == {"of"}
        values_at = [MeasureOf(pages, term, at, name) for term in terms]

        def index_with(figure: int) -> ExactIndex:
            return ExactIndex([value_at(figure) for value_at in values_at], terms)

        standing = self.score(pages, derive_indicators(pages, self.methodology), {}).standing
        better = {level: i for i, level in enumerate(standing.tolist()) if i != at and level <= standing[at]}
        figures: set[int] = set()
        for _level, i in sorted(better.items(), reverse=True):
            own = int(pages.own[name].numbers[i])
            rival = ExactIndex([MeasureOf(pages, term, i, name)(own) for term in terms], terms)
            figures.update(meeting_figures(rival, index_with, 0 if rising else 1, largest, rising=rising))
            if len(figures) > 3:  # the nearest two rivals are enough: one to tie with, one to pass
                break
        return figures

    def points_cell(self, measure: Measure, value: str, weight: str, _counts: Mapping[str, str]) -> str:
        term = next(term for term in self.methodology.terms if term.key == measure.key)
        return f"{weight}*LN({formula_figure(term.factor)}*{value}+1)"

    def total_cell(self, points: Sequence[str], _weights: str, _row: str) -> str:
        rules = self.methodology
        return f"{formula_figure(rules.scale)}*SUM({','.join(points)})^{formula_figure(rules.power)}"


def index_terms(measured: Mapping[str, IndicatorValues], methodology: Methodology) -> dict[str, Array]:
    """Return what each term of a logarithmic index adds: weight · ln(factor · value + 1), shape (pages,).

    Source: the WeChat and Weibo communication indexes, which are all sums of such terms.
    """
    return {
        term.key: np.asarray(term.weight * np.log1p(term.factor * measured[term.key].values))
        for term in methodology.terms
    }


def index_scores(
    terms: Mapping[str, Array], measured: Mapping[str, IndicatorValues], methodology: Methodology
) -> tuple[Array, Array]:
    """Return the index of every page, scale × (sum of the terms)^power, and the order that it puts the pages in.

    Sums whose floats differ by no more than rounding are compared exactly. Equal indexes get equal floats.

    Returns:
        Two arrays of shape (pages,): the index; and whole numbers from 1 for the highest, equal if and only if two
        indexes are equal.

    >>> from govrank.methodology.load import load_methodology
    >>> one = np.ones(2, dtype=np.int64)
    >>> counts = {"posts": one, "shares": one * [1, 5], "comments": one * [23, 7], "likes": one}
    >>> measured = {key: IndicatorValues(values, values, None, None) for key, values in counts.items()}
    >>> bci = load_methodology("bci")
    >>> index_scores(index_terms(measured, bci), measured, bci)[1].tolist()  # (1 + 1)(1 + 23) = (1 + 5)(1 + 7)
    [1, 1]
    """
    sums = np.sort([*terms.values()], axis=0).sum(axis=0)
    order = np.argsort(-sums)
    ordered = sums[order]
    near = ordered[:-1] - ordered[1:] <= nearness(len(terms)) * ordered[:-1]
    change = np.ones(len(order), dtype=np.bool_)
    if near.any():
        beside = np.concatenate([[False], near])
        beside[:-1] |= near
        run = np.cumsum(np.concatenate([[True], ~near]))
        at = np.flatnonzero(beside)
        order[at], change[at], ordered[at] = _tell_apart(order[at], run[at], ordered[at], measured, methodology)
    standing = np.empty(len(order), dtype=np.int64)
    standing[order] = np.cumsum(change)
    sums[order] = ordered
    return np.asarray(methodology.scale * sums**methodology.power), standing


def nearness(terms: int) -> float:
    """Return the relative difference up to which two sums of logarithms may be equal or in either order.

    Each term is rounded a few times and by the logarithm, each addition once. No term is negative, so these errors are
    relative to the sum; the bound is more than twice as wide.
    """
    return (terms + 32) * 2.0**-51


def _tell_apart(
    order: Array, run: Array, sums: Array, measured: Mapping[str, IndicatorValues], methodology: Methodology
) -> tuple[Array, Array, Array]:
    """Order the pages of each run of close sums exactly, mark where a new index begins, and give equal sums one float.

    Args:
        order: shape (n,), indexes of pages, the highest sum first; `run` numbers the runs, `sums` are their sums.
    """
    columns = [side for quotient in _products(order, measured, methodology.terms) for side in quotient]
    same = np.lexsort((*columns, run))
    differs = np.zeros(len(order), dtype=np.bool_)
    differs[0] = True
    for column in (*columns, run):
        ordered = column[same]
        differs[1:] |= ordered[1:] != ordered[:-1]
    first = np.flatnonzero(differs)  # of each group of pages with the same products
    groups = np.split(same, first[1:])
    starts = np.flatnonzero(np.diff(run[same[first]], prepend=-1))
    placed, change, equal = [], np.zeros(len(order), dtype=np.bool_), np.empty(len(order))
    done = 0
    for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(first)], strict=True):
        lowest = math.inf
        for level in _levels([groups[i] for i in range(start, end)], order, measured, methodology.terms):
            at = np.concatenate(level)
            lowest = min(lowest, float(sums[at].max()))
            change[done], equal[done : done + len(at)] = True, lowest
            placed.append(at)
            done += len(at)
    return order[np.concatenate(placed)], change, equal


def _products(
    pages: Array, measured: Mapping[str, IndicatorValues], terms: Sequence[Term]
) -> Iterator[tuple[Array, Array]]:
    """Yield for each weight the product of its terms' arguments, shape (pages,), as a quotient in lowest terms."""
    for weight in dict.fromkeys(term.weight for term in terms):
        tops: list[Array] = []
        bottoms: list[Array] = []
        for term in terms:
            if term.weight == weight:
                one, factor = measured[term.key].take(pages), exact(term.factor)
                below = np.ones_like(one.numerator) if one.denominator is None else one.denominator
                wide = _wide(one.numerator, factor.numerator, below, factor.denominator)
                bottoms.append(below.astype(wide) * factor.denominator)
                tops.append(one.numerator.astype(wide) * factor.numerator + bottoms[-1])
        top, bottom = (functools.reduce(_times, sides) for sides in (tops, bottoms))
        common = np.gcd(top, bottom)
        yield top // common, bottom // common


def _wide(top: Array, factor: int, bottom: Array, divisor: int) -> type:
    return np.int64 if int(top.max()) * factor + int(bottom.max()) * divisor < 1 << 63 else object


def _times(one: Array, other: Array) -> Array:
    wide = np.int64 if int(one.max()) * int(other.max()) < 1 << 63 else object
    return np.asarray(one.astype(wide) * other.astype(wide))


def _levels(
    groups: Sequence[Array], pages: Array, measured: Mapping[str, IndicatorValues], terms: Sequence[Term]
) -> list[list[Array]]:
    """Return groups of equal pages in the order of their indexes, those with equal ones together."""
    if len(groups) == 1:
        return [[groups[0]]]

    def index_of(group: Array) -> ExactIndex:
        exactly = (measured[term.key].exact(pages[group[0]]) for term in terms)
        return ExactIndex([value for value in exactly if value is not None], terms)  # it has no missing figures

    found = sorted(((index_of(group), group) for group in groups), key=lambda pair: pair[0], reverse=True)
    levels = [[found[0][1]]]
    for (before, _), (index, group) in pairwise(found):
        if index < before:
            levels.append([])
        levels[-1].append(group)
    return levels


@functools.total_ordering
class ExactIndex:
    """An index that is compared exactly, as the product of its arguments to the powers of their weights.

    With weights as fractions of one denominator, Σ weight · ln(argument) of two pages compares as the products
    of their arguments, each a quotient of whole numbers, to whole powers. Whether the products are equal is decided
    by common divisors alone, whatever the powers; only which of two unequal ones is larger needs logarithms, with as
    many digits as that takes.

    Args:
        values: of the terms' measures, exact and in the terms' order.
    """

    def __init__(self, values: Iterable[Fraction], terms: Sequence[Term]) -> None:
        weights = [exact(term.weight) for term in terms]
        whole = math.lcm(*(weight.denominator for weight in weights))
        self.powers: Counter[int] = Counter()
        self.sum, self.nearness = 0.0, nearness(len(terms))
        for value, term, weight in zip(values, terms, weights, strict=True):
            self.sum += term.weight * math.log1p(term.factor * value)
            argument = exact(term.factor) * value + 1
            self.powers[argument.numerator] += int(weight * whole)
            self.powers[argument.denominator] -= int(weight * whole)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ExactIndex) and self._is_near(other) and not self._over(other)

    def __lt__(self, other: ExactIndex) -> bool:
        if not self._is_near(other):
            return self.sum < other.sum
        return _logarithm_is_negative(self._over(other))

    __hash__ = None  # type: ignore[assignment]  # equal ones may be written by other bases

    def _is_near(self, other: ExactIndex) -> bool:
        return abs(self.sum - other.sum) <= self.nearness * max(self.sum, other.sum)

    def _over(self, other: ExactIndex) -> dict[int, int]:
        """Return the quotient of two products as powers of coprime bases; nothing if it is 1."""
        powers = Counter(self.powers)
        powers.subtract(other.powers)
        return _coprime((base, power) for base, power in powers.items() if power)


def _coprime(powers: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return a product of powers with coprime bases above 1; it is 1 if there are none.

    >>> _coprime([(6, 2), (4, -1), (9, -1)])  # 6² = 4 · 9
    {}
    """
    found: dict[int, int] = {}
    waiting = list(powers)
    while waiting:
        base, power = waiting.pop()
        if base == 1:
            continue
        other = next((other for other in found if math.gcd(other, base) > 1), None)
        if other is None:
            found[base] = power
            continue
        common, its = math.gcd(other, base), found.pop(other)
        waiting += [(other // common, its), (common, its + power), (base // common, power)]
    return {base: power for base, power in found.items() if power}


def _logarithm_is_negative(powers: Mapping[int, int]) -> bool:
    """Return whether a product of powers of coprime bases is below 1."""
    digits = _DIGITS
    while powers:
        with localcontext() as context:
            context.prec = digits
            parts = [Decimal(power) * Decimal(base).ln() for base, power in powers.items()]
            total, size = sum(parts, Decimal(0)), sum(map(abs, parts), Decimal(0))
            if abs(total) > size * (len(parts) + 4) * Decimal(10) ** (1 - digits):
                return total < 0
        digits *= 2  # such a product is not 1, so enough digits always decide
    return False
