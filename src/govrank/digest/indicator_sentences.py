"""What an edition says of one indicator: who leads, who misses its thresholds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import count

import numpy as np

from govrank.digest.phrases import list_text, pages_text, sentence_text
from govrank.figures import number_text, rounded_text
from govrank.language import Catalogue
from govrank.measure import Measured
from govrank.methodology.indicator import Measure
from govrank.methodology.rule_values import exact
from govrank.rating import Rating
from govrank.zone import INDICATOR_ZONES

_CLOSE = Fraction(19, 20)  # of the leader's value: "close behind"
_STRIKING = Fraction(3, 2)  # times the next page's value
_ROUND_TIMES = 10  # times, from which they are said without a decimal
_MORE_DECIMALS = 6

# Indicators that are a plain count have a sentence of their own: "11 pages have fewer than 10,000 followers".
_COUNTED = ("followers", "engaged")


def sentences_of_indicator(rating: Rating, indicator: Measure, names: Sequence[str], words: Catalogue) -> list[str]:
    """Return who leads on an indicator and how many pages miss its thresholds, in one sentence or two."""
    label = indicator.says(words.lang)
    best = _best(rating, indicator, names, words) if len(rating) > 1 else []
    missed = _thresholds(rating, indicator, names, words)
    if indicator.formula in _COUNTED and indicator.direction == "higher":
        lead = [words.say("digest.indicator", label=label, said="; ".join(best))] if best else []
        return lead + [sentence_text(clause) for clause in missed]
    said = "; ".join(best + missed)
    return [words.say("digest.indicator", label=label, said=said)] if said else []


def _best(rating: Rating, indicator: Measure, names: Sequence[str], words: Catalogue) -> list[str]:
    missing, ranks = rating.measured[indicator.key].missing, rating.ranks[indicator.key].tolist()
    said = []
    for league, pages in rating.leagues.items():
        known = pages if missing is None else [i for i in pages if not missing[i]]
        ranked = sorted(known, key=ranks.__getitem__)
        if not ranked or len(pages) == 1:
            continue
        clause = _lead(rating, indicator, ranked, names, words)
        if len(rating.leagues) > 1:
            clause = words.say("digest.best.league", league=rating.methodology.league_label(league), said=clause)
        said.append(clause)
    return said


def _lead(rating: Rating, indicator: Measure, ranked: Sequence[int], names: Sequence[str], words: Catalogue) -> str:
    """Return who leads, with the value, and how near the next page is where that is close or striking."""
    measured, ranks = rating.measured[indicator.key], rating.ranks[indicator.key]
    first = [i for i in ranked if ranks[i] == ranks[ranked[0]]]
    best = _exact(measured, first[0])
    value = _value(best, indicator, words, _decimals([best], _bounds(indicator)))
    if len(first) == len(ranked) > 1:
        return words.say("digest.best.all", value=value)
    if len(first) > 1:
        return words.say("digest.best.shared", pages=pages_text(first, names, words), value=value)
    leader = names[first[0]]
    alone = words.say("digest.best", page=leader, value=value)
    if len(ranked) == 1 or (len(ranked) > 2 and ranks[ranked[2]] == ranks[ranked[1]]):
        return alone
    second = _exact(measured, ranked[1])
    near, far = sorted((abs(best), abs(second)))
    striking = indicator.direction == "higher" and far >= _STRIKING * near
    if near == 0 or best * second < 0 or not (striking or near >= _CLOSE * far):
        return alone
    decimals = _decimals([best, second], _bounds(indicator))
    if striking:
        decimals = _decimals_of_quotient(far, near, decimals)
    said = words.say("digest.best", page=leader, value=_value(best, indicator, words, decimals))
    behind = {"second": names[ranked[1]], "value": _value(second, indicator, words, decimals)}
    if not striking:
        return said + words.say("digest.best.close", **behind)
    times = far / near
    whole = times.denominator == 1
    number = rounded_text(times, words.lang, 0 if whole or times >= _ROUND_TIMES else 1)
    return said + words.say("digest.best.ahead", n=times.numerator if whole else 2, number=number, **behind)


def _thresholds(rating: Rating, indicator: Measure, names: Sequence[str], words: Catalogue) -> list[str]:
    """Return how many pages reach the green bound and how many miss the red one, and the worst of all."""
    bounds = indicator.zones
    if bounds is None:
        return []
    missing, zones = rating.measured[indicator.key].missing, rating.indicator_zones[indicator.key]
    higher = indicator.direction == "higher"
    own = ""
    if higher and indicator.formula in _COUNTED:
        own = ".interactions" if indicator.formula in rating.pages.sums else f".{indicator.formula}"
    said = []
    if bounds.green_from is not None:
        found = np.flatnonzero(zones == INDICATOR_ZONES.index("green")).tolist()
        kind = f"reach{own}" if higher else "within"
        said.append(_how_many(kind, rating, found, bounds.green_from, indicator, words))
    if bounds.red_below is not None:
        red = zones == INDICATOR_ZONES.index("red")
        found = np.flatnonzero(red if missing is None else red & ~missing).tolist()
        kind = f"below{own}" if higher else "over"
        missed = _how_many(kind, rating, found, bounds.red_below, indicator, words)
        if len(rating) > 1:
            missed += _worst(rating, found, indicator, names, words)
        said.append(missed)
    return said


def _how_many(
    kind: str, rating: Rating, found: Sequence[int], bound: float, indicator: Measure, words: Catalogue
) -> str:
    text = _bound_text(bound, indicator, words)
    if not found:
        return words.say(f"digest.{kind}.none", bound=text)
    regions = {rating.pages.region_keys[i] or rating.pages.regions[i] for i in found}
    among = ""
    if "" not in regions and len(regions) < len(found):
        among = words.say("digest.regions", n=len(regions))
    number = number_text(len(found), words.lang)
    return words.say(f"digest.{kind}", n=len(found), number=number, bound=text, regions=among)


def _worst(rating: Rating, found: Sequence[int], indicator: Measure, names: Sequence[str], words: Catalogue) -> str:
    """Return the two worst of the pages that miss a bound, or the worst, unless others share the value."""
    measured = rating.measured[indicator.key]
    sign = 1 if indicator.direction == "higher" else -1
    near = sorted(sign * measured.values[found])[:3]  # floats decide only who is looked at
    among = [i for i in found if near and sign * measured.values[i] <= near[-1]]
    values = {i: _exact(measured, i) for i in among}
    ranked = sorted(among, key=lambda i: (sign * values[i], i))
    for size in (2, 1):
        last, behind = ranked[size - 1 : size], ranked[size : size + 1]
        if not last or (behind and values[behind[0]] == values[last[0]]):
            continue
        worst = ranked[:size]
        decimals = _decimals([values[i] for i in worst], _bounds(indicator))
        listed = [
            words.say("digest.then.page", page=names[i], total=_value(values[i], indicator, words, decimals))
            for i in worst
        ]
        kind = "digest.lowest" if indicator.direction == "higher" else "digest.highest"
        return words.say(kind, n=size, pages=list_text(listed, words))
    return ""


def _exact(measured: Measured, page: int) -> Fraction:
    bottom = 1 if measured.denominator is None else int(measured.denominator[page])
    return Fraction(int(measured.numerator[page]), bottom)


def _bounds(indicator: Measure) -> list[Fraction]:
    """Return the thresholds that a sentence of an indicator may name beside a value."""
    zones = indicator.zones
    named = () if zones is None else (zones.green_from, zones.red_below)
    return [exact(bound) for bound in named if bound is not None]


def _value(value: Fraction, indicator: Measure, words: Catalogue, decimals: int) -> str:
    number = rounded_text(value, words.lang, decimals)
    if not indicator.unit:
        return number
    unit = "percent" if indicator.unit == "%" else "unit"
    return words.say(f"digest.{unit}", number=number, unit=indicator.unit)


def _decimals(values: Sequence[Fraction], bounds: Sequence[Fraction] = ()) -> int:
    """Return how many decimals a few values need in a sentence: three digits, more where those would not be true.

    They are not where values look equal that are not, or where one looks like 0 or like a threshold.

    >>> texts = ("447", "174.86"), ("11.867", "11.008"), ("11.867", "11.871"), ("4", "7"), ("120.5", "0.04")
    >>> [_decimals([*map(Fraction, values)]) for values in texts]
    [0, 1, 3, 0, 2]
    >>> _decimals([Fraction("4.9996")], [Fraction(5)])
    4
    """
    if all(value.denominator == 1 for value in values):
        return 0
    largest = max(abs(value) for value in values)
    least = min(5, max(0, 2 - math.floor(math.log10(largest))))
    return next(decimals for decimals in count(least) if _is_true(values, bounds, decimals))


def _is_true(values: Sequence[Fraction], bounds: Sequence[Fraction], decimals: int) -> bool:
    shown = [round(value, decimals) for value in values]
    return len({*shown}) == len({*values}) and all(
        (text > bound) == (value > bound) and (text < bound) == (value < bound)
        for value, text in zip(values, shown, strict=True)
        for bound in (Fraction(0), *bounds)
    )


def _decimals_of_quotient(far: Fraction, near: Fraction, least: int) -> int:
    """Return with how many decimals a reader who divides two values finds how many times the one is the other."""
    for decimals in range(least, least + _MORE_DECIMALS):
        shown = round(near, decimals)
        places = 1 if far < _ROUND_TIMES * near else 0
        if shown and round(round(far, decimals) / shown, places) == round(far / near, places):
            return decimals
    return least


def _bound_text(bound: float, indicator: Measure, words: Catalogue) -> str:
    """Return a threshold with all the decimals that the methodology writes, and no more."""
    exponent = Decimal(str(bound)).normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return _value(exact(bound), indicator, words, decimals)
