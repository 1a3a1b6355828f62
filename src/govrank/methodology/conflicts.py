"""What rules of a rating cannot mean together: each function refuses one kind, at the place of the second."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from govrank.methodology.bands import Band, Norm, NormBand
from govrank.methodology.indicator import Measure
from govrank.methodology.rule_values import COUNTBACK, wrong_at

COLUMNS = ("league", "place", "move", "page", "region", "region_key", "platform", "total", "zone")
"""Columns that every result has: no indicator may be named like one."""


def refuse_unclear_keys(table: str, keys: Sequence[str]) -> None:
    """Refuse an indicator that is called like another, like a column of the result or like a rule of `tie_break`."""
    folded = [key.casefold() for key in keys]  # a spreadsheet program takes er and ER for one heading
    taken = {*COLUMNS, *(f"{key}_points" for key in folded)}
    for at, key in enumerate(keys):
        if folded[at] == COUNTBACK:
            raise wrong_at((table, at, "key"), "reserved", key)
        if folded[at] in taken:
            raise wrong_at((table, at, "key"), "taken", key)
        if folded[at] in folded[:at]:
            raise wrong_at((table, at, "key"), "repeated", key)


def refuse_crossed_thresholds(table: str, measures: Sequence[Measure]) -> None:
    """Refuse bounds between which a value would be green and red at once."""
    for at, measure in enumerate(measures):
        green = measure.zones.green_from if measure.zones else None
        red = measure.zones.red_below if measure.zones else None
        if green is None or red is None:
            continue
        place = (table, at, "zones", "red_below")
        if measure.direction == "higher" and red > green:
            raise wrong_at(place, "crossed", f"{red:g}", other=f"{green:g}")
        if measure.direction == "lower" and red < green:
            raise wrong_at(place, "crossed_lower", f"{red:g}", other=f"{green:g}")


def refuse_unclear_tie_break(tie_break: Sequence[str], known: Sequence[str]) -> None:
    """Refuse a step that is none, and one that a step before has already taken."""
    for at, name in enumerate(tie_break):
        if name not in known:
            raise wrong_at(("tie_break", at), "unknown_indicator", name, known)
        if name in tie_break[:at]:
            raise wrong_at(("tie_break", at), "listed_twice", name)


def refuse_unclear_norms(norms: Sequence[Norm], keys: Sequence[str]) -> None:
    """Refuse a norm of no indicator, a second one of the same, and bands that contradict each other."""
    for at, norm in enumerate(norms):
        if norm.indicator not in keys:
            raise wrong_at(("norms", at, "indicator"), "unknown_indicator", norm.indicator, keys)
        if norm.indicator in [other.indicator for other in norms[:at]]:
            raise wrong_at(("norms", at, "indicator"), "repeated", norm.indicator)
        for n, band in enumerate(norm.bands):
            place = ("norms", at, "bands", n)
            if band.from_ >= _end(band):
                raise wrong_at((*place, "from"), "ends_before", f"{band.from_:g}", other=f"{band.to:g}")
            if band.low is not None and band.high is not None and band.low > band.high:
                raise wrong_at((*place, "low"), "above_high", f"{band.low:g}", other=f"{band.high:g}")
            if any(max(band.from_, other.from_) < min(_end(band), _end(other)) for other in norm.bands[:n]):
                raise wrong_at((*place, "from"), "norms_overlap", f"{band.from_:g}")


def _end(band: NormBand) -> float:
    return math.inf if band.to is None else band.to


def refuse_unclear_zones(zones: Sequence[Band]) -> None:
    """Refuse zones of one name, bounds that do not ascend, and a last bound that leaves pages without a zone."""
    for at, band in enumerate(zones):
        if band.name in [other.name for other in zones[:at]]:
            raise wrong_at(("zones", at, "name"), "repeated", band.name)
        if at and band.upto <= zones[at - 1].upto:
            raise wrong_at(("zones", at, "upto"), "not_ascending", str(band.upto))
    if zones and zones[-1].upto != 1:
        raise wrong_at(("zones", len(zones) - 1, "upto"), "last_not_one", str(zones[-1].upto))


def refuse_idle_keys(scoring: str, given: Collection[str]) -> None:
    """Refuse keys that do nothing in a scoring."""
    for key in ("scale", "power"):
        if scoring == "rank-sum" and key in given:
            raise wrong_at((key,), "idle", key)
