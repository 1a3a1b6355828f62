"""From totals to zones: bands by upper bounds, thresholds and norms, all compared exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal, TypeVar

import numpy as np

from govrank.methodology.bands import Band, Direction, Norm, Thresholds
from govrank.methodology.fields import exact
from govrank.scoring.indicators import IndicatorValues, largest
from govrank.scoring.pages import BoolArray, Count, IntArray
from govrank.scoring.rank import Array

IndicatorZone = Literal["green", "white", "red"]
Verdict = Literal["below", "within", "above"]
"""A value compared with the norm."""

INDICATOR_ZONES: tuple[IndicatorZone, ...] = ("green", "white", "red")

LARGEST = 1e14  # whole numbers that any spreadsheet program compares exactly
_Figures = TypeVar("_Figures")


@dataclass(frozen=True)
class ZonesByShare:
    """Zones of the final table that end at shares of the worst possible total, or of the places.

    A page alone in its league has both the best and the worst total: it is in the first zone.

    Attributes:
        key: what they divide, and the end of its own sentences in the catalogues, as in `read.total`.
        halves: whether there are half totals.
        relative: whether a page's zone depends on the other pages of its league.
    """

    bands: Sequence[Band]
    key: Literal["total", "place"]
    halves: bool = False
    relative: ClassVar[bool] = True

    def divided(self, total: _Figures, place: _Figures) -> _Figures:
        """Return what they divide: the totals of pages, or their places."""
        return total if self.key == "total" else place

    def assign(self, figures: Array, worst: Array, sizes: Array) -> Array:
        """Return for each page the index of its zone: the first whose share of the worst figure is not exceeded.

        Args:
            figures: shape (pages,), whole numbers or exact halves: what the zones divide.
            worst: shape (pages,), the worst possible of them in each page's league.
            sizes: shape (pages,), how many pages the league has.

        >>> zones = [Band(name=n, upto=u, color="#ffffff") for n, u in (("green", "1/3"), ("red", "1"))]
        >>> ZonesByShare(zones, "total").assign(np.array([50, 51]), np.array([150, 150]), np.array([25, 25])).tolist()
        [0, 1]
        """
        found = np.full(len(figures), len(self.bands) - 1, dtype=np.int16)
        doubled = np.asarray(figures * 2, dtype=np.int64)
        for possible in np.unique(worst).tolist():
            league = worst == possible
            for index in range(len(self.bands) - 2, -1, -1):
                bound: Fraction = self.bands[index].share * 2 * int(possible)
                found[league & (doubled <= bound.numerator // bound.denominator)] = index
        if self.bands:
            found[sizes == 1] = 0
        return found

    def ends(self, worst: int) -> list[Fraction]:
        """Return for each zone the largest figure that a page can have in it."""
        step = 2 if self.halves else 1
        return [Fraction(int(band.share * worst * step), step) for band in self.bands]

    def totals(self, worst: int) -> list[Fraction]:
        """Return for each zone the largest total that a page can have in it; nothing if they divide places."""
        return self.ends(worst) if self.key == "total" else []

    def bounds(self, worst: int) -> list[tuple[Band, Fraction | None]]:
        """Return the zones that a page can be in, each with its end, the last without; nothing if there is only one."""
        ends = [Fraction(0), *self.ends(worst)]
        reached = [(band, end) for band, before, end in zip(self.bands, ends, ends[1:], strict=False) if end > before]
        return [*reached[:-1], (reached[-1][0], None)] if len(reached) > 1 else []

    def cell(self, figures: str, worst: str, first: int, last: int) -> str:
        """Return a spreadsheet's formula of the word of a page's zone.

        Args:
            figures: letters of what they divide.
            worst: a formula of the worst possible figure in the league.
            first, last: rows of the zones: their words in A, numerators and denominators of their shares in B and C.

        >>> ZonesByShare([], "total").cell("Q", "7*ROWS(Q${a}:Q${z})", 40, 42)
        'IF(ROWS(Q${a}:Q${z})=1,$A$40,INDEX($A$40:$A$42,1+SUMPRODUCT(--(Q{r}*$C$40:$C$41>$B$40:$B$41*7*ROWS(Q${a}:Q${z})))))'
        """
        if first == last:
            return f"$A${first}"
        passed = f"{figures}{{r}}*$C${first}:$C${last - 1}>$B${first}:$B${last - 1}*{worst}"
        band = f"INDEX($A${first}:$A${last},1+SUMPRODUCT(--({passed})))"
        return f"IF(ROWS({league_range(figures)})=1,$A${first},{band})"

    def undecided(self, figures: Array, worst: Array) -> BoolArray:
        """Return which pages `cell` could put into another zone: all if a compared number is too large.

        Args:
            figures, worst: as for `assign`.
        """
        most = max((max(band.share.numerator, band.share.denominator) for band in self.bands), default=0)
        return np.full(len(figures), int(worst.max()) * 2 * most >= LARGEST)


@dataclass(frozen=True)
class ZonesByTotal:
    """Zones of the final table that begin at totals named in the rules: see `ZonesByShare`."""

    bands: Sequence[Band]
    key: ClassVar[Literal["points"]] = "points"
    relative: ClassVar[bool] = False

    def divided(self, total: _Figures, _place: _Figures) -> _Figures:
        return total

    def assign(self, totals: Array, _worst: Array, _sizes: Array) -> Array:
        """Return for each page the index of its zone: the first whose bound its total reaches, else the last.

        >>> zones = [Band.model_validate({"name": "a", "color": "#ffffff"} | b) for b in ({"from": 60}, {})]
        >>> ZonesByTotal(zones).assign(np.array([Fraction(60), Fraction(179, 3)]), np.ones(2), np.ones(2)).tolist()
        [0, 1]
        """
        found = np.full(len(totals), len(self.bands) - 1, dtype=np.int64)
        for index in range(len(self.bands) - 1, -1, -1):
            bound = self.bands[index].from_
            if bound is not None:
                found[np.asarray(totals >= exact(bound), dtype=np.bool_)] = index
        return found

    def totals(self, _worst: int) -> list[Fraction]:
        return []

    def bounds(self, _worst: int) -> list[tuple[Band, Fraction | None]]:
        """Return the zones, each with its beginning, the last without if it takes the rest."""
        return [(band, None if band.from_ is None else exact(band.from_)) for band in self.bands]

    def cell(self, totals: str, _worst: str, first: int, last: int) -> str:
        """Return a spreadsheet's formula of a page's zone by name; the zones' bounds are in B.

        >>> ZonesByTotal([]).cell("Q", "", 40, 41)
        'IF(ROUND(Q{r},9)>=$B$40,$A$40,$A$41)'
        """
        formula = f"$A${last}"
        for row in range(last - 1, first - 1, -1):
            formula = f"IF(ROUND({totals}{{r}},9)>=$B${row},$A${row},{formula})"
        return formula

    def undecided(self, totals: Array, _worst: Array) -> BoolArray:
        """Return which pages `cell` could misplace because they miss a zone by less than it can see."""
        undecided = np.zeros(len(totals), dtype=np.bool_)
        for band in self.bands:
            if band.from_ is not None:
                short = np.asarray(exact(band.from_) - totals, dtype=object)
                undecided |= np.array([0 < gap < Fraction(1, 10**8) for gap in short], dtype=np.bool_)
        return undecided


def league_range(column: str) -> str:
    """Return a column's cells of one league, as a template with its first and last row."""
    return f"{column}${{a}}:{column}${{z}}"


def assign_indicator_zones(
    measured: IndicatorValues, points: Array, sizes: Array, thresholds: Thresholds | None, direction: Direction
) -> Array:
    """Return for each page its zone on one indicator, as an index into `INDICATOR_ZONES`.

    The methodology's thresholds decide if given, else the thirds of the places; a page alone in its league is in the
    first. A third never overrules a given threshold. A missing value is red.
    """
    alone = sizes == 1
    green = (points * 3 <= sizes) | alone
    red = (points * 3 > sizes * 2) & ~alone
    if thresholds is not None and thresholds.green_from is not None:
        green = reaches(measured, thresholds.green_from, direction)
        red &= ~green
    if thresholds is not None and thresholds.red_below is not None:
        red = ~reaches(measured, thresholds.red_below, direction)
    if measured.missing is not None:
        red |= measured.missing
    return np.where(red, np.int8(2), np.where(green, np.int8(0), np.int8(1)))


def reaches(measured: IndicatorValues, bound: float, direction: Direction) -> BoolArray:
    """Return for each page whether its value is at a bound or better; a missing value is not.

    The exact value is compared with the bound as written in the methodology.

    >>> thirds = IndicatorValues(np.array([1 / 3, 0.3]), np.array([1, 3]), np.array([3, 10]), None)
    >>> reaches(thirds, 0.3333333333333333, "lower").tolist()  # the float next to 1/3, and below it
    [False, True]
    """
    with np.errstate(invalid="ignore"):
        met: BoolArray = measured.values > bound if direction == "higher" else measured.values < bound
        # value and bound are each rounded once: if their floats differ, they differ in the same direction
        level = np.flatnonzero(measured.values == bound)
    if len(level):
        above, below = _crossed(measured.take(level), exact(bound))
        met[level] = above >= below if direction == "higher" else above <= below
    return met


def _crossed(measured: IndicatorValues, bound: Fraction) -> tuple[IntArray, IntArray]:
    """Return two sides that compare like the values and a bound: each multiplied by both denominators."""
    tops, bottoms = measured.numerator, measured.denominator
    if bottoms is None:
        bottoms = np.ones(len(tops), dtype=np.int64)
    most = max(largest(tops) * bound.denominator, int(bottoms.max()) * abs(bound.numerator))
    wide: type = np.int64 if most < 1 << 63 else object
    return tops.astype(wide) * bound.denominator, bottoms.astype(wide) * bound.numerator


def compare_with_norm(measured: IndicatorValues, by: Count, norm: Norm) -> Array:
    """Return for each page whether its value is "below", "within" or "above" the norm of its size.

    Bands are closed below and open above; a page in no band, or with a missing figure, gets None.
    """
    verdicts = np.full(len(measured.values), None, dtype=object)
    for band in norm.bands:
        inside = by.reaches(exact(band.from_))
        if band.to is not None:
            inside &= ~by.reaches(exact(band.to))
        if measured.missing is not None:
            inside &= ~measured.missing
        verdicts[inside] = "within"
        if band.low is not None:
            verdicts[inside & ~reaches(measured, band.low, "higher")] = "below"
        if band.high is not None:
            verdicts[inside & ~reaches(measured, band.high, "lower")] = "above"
    return verdicts
