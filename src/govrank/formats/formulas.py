"""Live formulas that compute as the rating does, and the cases that spreadsheet programs cannot compute exactly.

{r} stands for the row, {a} and {z} for the first and the last row of its league. A formula contains cells and figures
of the methodology, never a user's text.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from govrank.methodology.bands import Direction, Thresholds
from govrank.methodology.measures import Measure
from govrank.methodology.models import Ties
from govrank.scoring.indicators import EXACT, IndicatorValues, largest
from govrank.scoring.pages import BoolArray, Count
from govrank.scoring.rank import Array
from govrank.scoring.zones import LARGEST, league_range
from govrank.text.numbers import formula_figure

NEAR = 2e-14  # relative to a value: closer ones agree in fifteen digits
_LONGEST = 8000  # letters of a formula, which may have 8192


def value_formula(
    measure: Measure,
    measured: IndicatorValues,
    counts: Mapping[str, Count],
    at: Mapping[str, str],
    unless: Sequence[str] = (),
) -> str:
    """Return an indicator's value: one division of products of whole numbers.

    Args:
        at: letters of the counts' columns.
        unless: formulas that are true for pages to which the indicator does not apply.

    >>> er = Measure(key="er", of=["interactions"], per=["posts", "followers"], times=100)
    >>> counts = {name: Count(np.array([2])) for name in ("interactions", "posts", "followers")}
    >>> measured = IndicatorValues(np.array([50.0]), np.array([200]), np.array([4]), None)
    >>> value_formula(er, measured, counts, {"interactions": "C", "posts": "D", "followers": "E"})
    'C{r}*100/(D{r}*E{r})'
    """
    below = [counts[name] for name in measure.per]
    scale = max(_lift(counts[name]) for name in (*measure.of, *measure.less))
    factor = measure.times * math.prod(map(_lift, below))
    formula = ""
    for name, sign in (*((name, "+") for name in measure.of), *((name, "-") for name in measure.less)):
        lift = scale // _lift(counts[name])
        formula += (sign if formula else "") + _whole(counts[name], at[name]) + (f"*{lift}" if lift != 1 else "")
    divisors = [*([str(scale)] if scale != 1 else []), *(_whole(counts[name], at[name]) for name in measure.per)]
    if len(measure.of) + len(measure.less) > 1 and (factor != 1 or divisors):
        formula = f"({formula})"
    if factor != 1:
        formula += f"*{factor}"
    if divisors:
        divisor = "*".join(divisors)
        formula += f"/({divisor})" if len(divisors) > 1 else f"/{divisor}"
        if any((count.numbers == 0).any() for count in below):
            formula = f"IF({divisor}=0,0,{formula})"  # 0 ÷ 0 is 0
    if measured.missing is not None:
        names = list(dict.fromkeys(measure.names))
        cells = ",".join(f"{at[name]}{{r}}" for name in names)
        lacks = f"COUNT({cells})<{len(names)}"
        if unless:
            lacks = f"OR({lacks},{','.join(unless)})"
        formula = f'IF({lacks},"",{formula})'
    return formula


def _lift(count: Count) -> int:
    """Return the factor that makes a count whole in a program that calculates in floats; 1 if floats cannot hold it."""
    return count.scale if not len(count.numbers) or count.numbers.max() < EXACT else 1


def _whole(count: Count, column: str) -> str:
    """Return a count as a whole number if possible: decimals are not exact in any program."""
    lift = _lift(count)
    return f"{column}{{r}}" if lift == 1 else f"ROUND({column}{{r}}*{lift},0)"


def points_formula(value: str, ties: Ties, better: str, first: str, *, missing: bool) -> str:
    """Return the place of a value in its league, by counting better ones.

    Args:
        value: letters of the values' column.
        better: ">" or "<".
        first: letters of the column that marks the first of equal values; for dense ties only.
        missing: whether there are missing values, which get as many points as the league has pages.

    >>> points_formula("F", "min", ">", "", missing=False)
    '1+SUMPRODUCT(--(F${a}:F${z}>F{r}))'
    """
    all_, own = league_range(value), f"{value}{{r}}"
    known = f"*ISNUMBER({all_})" if missing else ""  # texts compare above every number
    sign = "" if known else "--"
    above = f"SUMPRODUCT({sign}({all_}{better}{own}){known})"
    not_below = f"SUMPRODUCT({sign}({all_}{better}={own}){known})"
    formulas = {
        "min": f"1+{above}",
        "max": not_below,
        "average": f"(1+{above}+{not_below})/2",
        "dense": f"SUMPRODUCT(({all_}{better}={own})*{league_range(first)})",
    }
    return f'IF({own}="",ROWS({all_}),{formulas[ties]})' if missing else formulas[ties]


def first_formula(column: str, *, missing: bool = False) -> str:
    """Return 1 for the first of equal figures in a league, else 0: so that different figures can be counted."""
    formula = f"IF(SUMPRODUCT(--({column}${{a}}:{column}{{r}}={column}{{r}}))=1,1,0)"
    return f'IF({column}{{r}}="",0,{formula})' if missing else formula


def first_figures(figures: Array, leagues: Iterable[range]) -> list[int]:
    """Return the values of `first_formula`: 1 for the first of equal figures in a league, else 0, also if missing.

    >>> first_figures(np.array([5.0, 3.0, 5.0, np.nan]), [range(4)])
    [1, 1, 0, 0]
    """
    firsts = np.zeros(len(figures), dtype=np.int64)
    for league in leagues:
        part = figures[league.start : league.stop]
        firsts[league.start + np.unique(part, return_index=True)[1]] = 1
    firsts[figures != figures] = 0  # NaN is missing
    return firsts.tolist()


def countback_formulas(columns: Iterable[str], points: Sequence[Array]) -> list[tuple[str, list[int]]]:
    """Return keys that sort more first places first, then more second places, and so on; and their values.

    A page's points from best to worst are packed into as few exactly comparable whole numbers as possible, each a digit
    in a base above the largest points. None: there are too many indicators for a formula.

    >>> countback_formulas(["F", "L"], [np.array([1, 2]), np.array([2, 1])])
    [('(SMALL((F{r},L{r}),1))*3+SMALL((F{r},L{r}),2)', [5, 5])]
    """
    halves = any(values.dtype.kind == "f" for values in points)
    times = 2 if halves else 1
    base = int(max(values.max() for values in points)) * times + 1
    cells = f"({','.join(f'{column}{{r}}' for column in columns)})"
    longest = len(cells) + 5 * len(points) + 40  # with the rows' numbers
    together = min(int(math.log(LARGEST, base + 1)), _LONGEST // longest)
    if together < 1:
        return []
    ordered = np.sort([np.asarray(values * times, dtype=np.int64) for values in points], axis=0)
    keys = []
    for start in range(1, len(points) + 1, together):
        formula, figures = "", np.zeros(len(points[0]), dtype=np.int64)
        for at in range(start, min(start + together, len(points) + 1)):
            digit = f"{'2*' if halves else ''}SMALL({cells},{at})"
            formula = f"({formula})*{base}+{digit}" if formula else digit
            figures = figures * base + ordered[at - 1]
        keys.append((formula, figures.tolist()))
    return keys


def zone_formula(
    value: str, points: str, words: Sequence[str], thresholds: Thresholds | None, direction: Direction, *, missing: bool
) -> str:
    """Return the word of an indicator's zone: by the methodology's thresholds, else by the thirds of the places.

    Args:
        value, points: letters of their columns.
        words: the cells with the words for green, white and red.

    A page alone in its league is in the first third.

    >>> zone_formula("E", "H", ("$A$9", "$A$10", "$A$11"), None, "higher", missing=False)
    'IF(H{r}*3>MAX(ROWS(H${a}:H${z})*2,3*(ROWS(H${a}:H${z})=1)),$A$11,IF(H{r}*3<=MAX(ROWS(H${a}:H${z}),3*(ROWS(H${a}:H${z})=1)),$A$9,$A$10))'
    """
    green_from, red_below = _bounds(thresholds)
    size = f"ROWS({league_range(points)})"
    alone = f"3*({size}=1)"
    green, red = f"{points}{{r}}*3<=MAX({size},{alone})", f"{points}{{r}}*3>MAX({size}*2,{alone})"
    if green_from is not None:
        green = f"{value}{{r}}{'>=' if direction == 'higher' else '<='}{formula_figure(green_from)}"
    if red_below is not None:
        red = f"{value}{{r}}{'<' if direction == 'higher' else '>'}{formula_figure(red_below)}"
    if green_from is not None and red_below is None:  # a third never overrules a given bound
        formula = f"IF({green},{words[0]},IF({red},{words[2]},{words[1]}))"
    else:
        formula = f"IF({red},{words[2]},IF({green},{words[0]},{words[1]}))"
    return f'IF({value}{{r}}="",{words[2]},{formula})' if missing else formula


def undecided_zones(values: Array, zones: Array, thresholds: Thresholds | None, *, exact: bool = True) -> BoolArray:
    """Return which pages a spreadsheet program could put into another zone: those very close to a threshold.

    Args:
        zones: indexes into `zone.INDICATOR_ZONES`, as the rating has them.
        exact: whether equal figures are equal in every program.
    """
    undecided = np.zeros(len(values), dtype=np.bool_)
    green_from, red_below = _bounds(thresholds)
    for bound, wrong in ((green_from, zones != 0), (red_below, zones == 2)):
        if bound is not None:
            near = np.abs(values - bound) <= NEAR * abs(bound)  # NaN is close to nothing
            undecided |= near & ((values != bound) | wrong | (not exact))
    return undecided


def _bounds(thresholds: Thresholds | None) -> tuple[float | None, float | None]:
    """Return the thresholds as floats, as in a spreadsheet program."""
    if thresholds is None:
        return None, None
    green_from, red_below = thresholds.green_from, thresholds.red_below
    return None if green_from is None else float(green_from), None if red_below is None else float(red_below)


def is_exact(measured: IndicatorValues) -> bool:
    """Return whether both sides of the division are whole numbers that floats represent exactly."""
    sides = [measured.numerator, *([] if measured.denominator is None else [measured.denominator])]
    return all(largest(side) < EXACT for side in sides)


def undecided_pages(
    figures: Array, places: Array, leagues: Iterable[range], *, dense: bool, exact: bool = True, near: float = NEAR
) -> BoolArray:
    """Return which pages a spreadsheet program could rank differently because it treats close figures as equal.

    Args:
        places: by the figures, as in the rating.
        dense: whether no place is skipped, so that a page's place depends on all above it.
        exact: whether equal figures are equal in every program.

    >>> undecided_pages(np.array([1.0, 1 + 1e-15, 2.0]), np.array([3, 2, 1]), [range(3)], dense=False).tolist()
    [True, True, False]
    """
    undecided = np.zeros(len(figures), dtype=np.bool_)
    for league in leagues:
        part, ranks = figures[league.start : league.stop], places[league.start : league.stop]
        order = np.argsort(part, kind="stable")
        ordered = part[order].astype(np.float64)
        with np.errstate(invalid="ignore"):  # missing values come last and are close to none
            close = np.diff(ordered) <= near * np.maximum(np.abs(ordered[1:]), np.abs(ordered[:-1]))
        trouble = close & (np.diff(ranks[order]) != 0) if exact else close
        if trouble.any():
            run = np.concatenate([[0], np.cumsum(~close)])
            undecided[league.start + order] = True if dense else np.isin(run, run[1:][trouble])
    return undecided
