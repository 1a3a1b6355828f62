"""What an edition says of one indicator: who leads, who misses its thresholds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from govrank.digest.phrases import counted_text, list_text, pages_text, sentence_text
from govrank.figures import number_text
from govrank.language import Catalogue
from govrank.methodology.indicator import Measure
from govrank.rating import Rating

_CLOSE = 0.95  # of the leader's value: "close behind"
_STRIKING = 1.5  # times the next page's value

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
    values = rating.measured[indicator.key].values.tolist()
    said = []
    for league, pages in rating.leagues.items():
        ranked = sorted(
            (i for i in pages if values[i] == values[i]),  # NaN is a missing value
            key=lambda i: (-values[i] if indicator.direction == "higher" else values[i], i),
        )
        if not ranked or len(pages) == 1:
            continue
        clause = _lead(indicator, ranked, values, names, words)
        if len(rating.leagues) > 1:
            clause = words.say("digest.best.league", league=rating.methodology.league_label(league), said=clause)
        said.append(clause)
    return said


def _lead(
    indicator: Measure, ranked: Sequence[int], values: Sequence[float], names: Sequence[str], words: Catalogue
) -> str:
    """Return who leads, with the value, and how near the next page is where that is close or striking."""
    best = values[ranked[0]]
    first = [i for i in ranked if values[i] == best]
    value = _value(best, indicator, words, _decimals([best]))
    if len(first) == len(ranked) > 1:
        return words.say("digest.best.all", value=value)
    if len(first) > 1:
        return words.say("digest.best.shared", pages=pages_text(first, names, words), value=value)
    leader = names[first[0]]
    alone = words.say("digest.best", page=leader, value=value)
    if len(ranked) == 1 or (len(ranked) > 2 and values[ranked[2]] == values[ranked[1]]):
        return alone
    second = values[ranked[1]]
    near, far = sorted((abs(best), abs(second)))
    striking = indicator.direction == "higher" and far >= _STRIKING * near
    if near == 0 or best * second < 0 or not (striking or near >= _CLOSE * far):
        return alone
    decimals = _decimals([best, second])
    said = words.say("digest.best", page=leader, value=_value(best, indicator, words, decimals))
    behind = {"second": names[ranked[1]], "value": _value(second, indicator, words, decimals)}
    if not striking:
        return said + words.say("digest.best.close", **behind)
    times = far / near
    return said + counted_text("digest.best.ahead", round(times, 1 if times < 10 else 0), words, **behind)


def _thresholds(rating: Rating, indicator: Measure, names: Sequence[str], words: Catalogue) -> list[str]:
    """Return how many pages reach the green bound and how many miss the red one, and the worst of all."""
    zones = indicator.zones
    if zones is None:
        return []
    values = rating.measured[indicator.key].values.tolist()
    higher = indicator.direction == "higher"
    own = f".{indicator.formula}" if higher and indicator.formula in _COUNTED else ""
    said = []
    if zones.green_from is not None:
        bound = zones.green_from
        found = [i for i, value in enumerate(values) if (value >= bound if higher else value <= bound)]
        kind = f"reach{own}" if higher else "within"
        said.append(_how_many(kind, rating, found, bound, indicator, words))
    if zones.red_below is not None:
        bound = zones.red_below
        found = [i for i, value in enumerate(values) if (value < bound if higher else value > bound)]
        kind = f"below{own}" if higher else "over"
        missed = _how_many(kind, rating, found, bound, indicator, words)
        if len(rating) > 1:
            missed += _worst(found, values, indicator, names, words)
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


def _worst(
    found: Sequence[int], values: Sequence[float], indicator: Measure, names: Sequence[str], words: Catalogue
) -> str:
    """Return the two worst of the pages that miss a bound, or the worst, unless others share the value."""
    higher = indicator.direction == "higher"
    ranked = sorted(found, key=lambda i: (values[i] if higher else -values[i], i))
    for count in (2, 1):
        last, behind = ranked[count - 1 : count], ranked[count : count + 1]
        if not last or (behind and values[behind[0]] == values[last[0]]):
            continue
        worst = ranked[:count]
        decimals = _decimals([values[i] for i in worst])
        listed = [
            words.say("digest.then.page", page=names[i], total=_value(values[i], indicator, words, decimals))
            for i in worst
        ]
        return words.say("digest.lowest" if higher else "digest.highest", n=count, pages=list_text(listed, words))
    return ""


def _value(value: float, indicator: Measure, words: Catalogue, decimals: int) -> str:
    number = number_text(value, words.lang, decimals)
    if not indicator.unit:
        return number
    unit = "percent" if indicator.unit == "%" else "unit"
    return words.say(f"digest.{unit}", number=number, unit=indicator.unit)


def _decimals(values: Sequence[float]) -> int:
    """Return how many decimals a few values need in a sentence: three digits, more where they would look equal.

    >>> _decimals([447.0, 174.86]), _decimals([11.867, 11.008]), _decimals([11.867, 11.871]), _decimals([4, 7])
    (0, 1, 3, 0)
    """
    if all(float(value).is_integer() for value in values):
        return 0
    largest = max(abs(value) for value in values)
    least = min(5, max(0, 2 - math.floor(math.log10(largest))))
    different = len(set(values))
    for decimals in range(least, 6):
        if len({f"{value:.{decimals}f}" for value in values}) == different:
            return decimals
    return 6


def _bound_text(bound: float, indicator: Measure, words: Catalogue) -> str:
    """Return a threshold with all the decimals that the methodology writes, and no more."""
    exponent = Decimal(repr(bound)).normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return _value(bound, indicator, words, decimals)
