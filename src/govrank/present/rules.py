"""A methodology in words, for a reader who has never seen its file."""

from __future__ import annotations

import json
from typing import Any

from govrank.bands import SizeLeague
from govrank.figures import decimals_for, number_text
from govrank.language import Catalogue
from govrank.methodology import COUNTBACK, Methodology
from govrank.rule_values import label_in


def rules_text(methodology: Methodology, words: Catalogue) -> list[str]:
    """Return the rules as lines: what is measured, how it is scored, which zones there are."""
    title = label_in(methodology.title, words.lang) if methodology.title else methodology.name
    lines = [f"{title} ({methodology.name} {methodology.version})"]
    if methodology.source:
        lines.append(words.say("show.source", source=methodology.source))
    lines += ["", words.say("show.terms" if methodology.is_index else "show.indicators")]
    for measure in methodology.measures:
        weight = "" if methodology.is_index or measure.weight == 1 else f" ×{measure.weight}"
        unit = f", {measure.unit}" if measure.unit else ""
        way = f" ({words.say('show.lower')})" if measure.direction == "lower" else ""
        lines.append(f"  {measure.key}: {measure.says(words.lang)} = {measure.formula}{unit}{weight}{way}")
        if measure.zones is not None:
            bounds = [("green", measure.zones.green_from), ("red", measure.zones.red_below)]
            lower = ".lower" if measure.direction == "lower" else ""
            said = [
                words.say(f"show.zone.{name}{lower}", bound=_plain(bound, words))
                for name, bound in bounds
                if bound is not None
            ]
            lines.append(f"    {'; '.join(said)}")
    if any(
        measure.zones is None or None in (measure.zones.green_from, measure.zones.red_below)
        for measure in methodology.measures
    ):
        lines.append(f"  {words.say('show.thirds')}")
    lines += ["", words.say("show.rules")]
    if methodology.is_index:
        lines.append(f"  {words.say('rules.index', formula=methodology.formula, source=methodology.source or '–')}")
    else:
        lines.append(f"  {words.say(f'rules.ties.{methodology.ties}')}")
    lines.append(f"  {words.say(f'rules.place_ties.{methodology.place_ties}')}")
    if methodology.tie_break:
        keys = [words.say("rules.tie_break.countback") if key == COUNTBACK else key for key in methodology.tie_break]
        lines.append(f"  {words.say('rules.tie_break', keys=', '.join(keys)).strip()}")
    lines.append(f"  {words.say(f'rules.missing.{methodology.missing}')}")
    league = league_text(methodology, words)
    if league:
        lines.append(f"  {league}")
    least = {name: number for name, number in methodology.minimum.items() if number}
    if least:
        lines.append(f"  {words.say('show.minimum', counts=', '.join(f'{name} ≥ {n}' for name, n in least.items()))}")
    if methodology.zones:
        lines += ["", words.say("show.zones")]
        lines += [
            f"  {band.sign} {band.says(words.lang)} ({band.name}, {band.color}): ≤ {band.upto}"
            for band in methodology.zones
        ]
    for norm in methodology.norms:
        lines += ["", words.say("show.norms", indicator=norm.indicator, by=norm.by)]
        for size in norm.bands:
            low = "–" if size.low is None else _plain(size.low, words)
            high = "–" if size.high is None else _plain(size.high, words)
            lines.append(f"  {_range(size.from_, size.to, words)}: {low} … {high}")
    if methodology.footnote:
        lines += ["", label_in(methodology.footnote, words.lang)]
    return lines


def league_text(methodology: Methodology, words: Catalogue) -> str:
    """Return among whom pages are ranked; an empty text where all are ranked together."""
    if isinstance(methodology.league, SizeLeague):
        bands = ", ".join(f"{band.name} {_range(band.from_, band.to, words)}" for band in methodology.league.bands)
        return words.say("show.league.sizes", by=methodology.league.by, bands=bands)
    return words.say("show.league", column=methodology.league) if methodology.league else ""


def _plain(number: float, words: Catalogue) -> str:
    return number_text(number, words.lang, decimals_for([number]))


def _range(start: float, end: float | None, words: Catalogue) -> str:
    """Return a band as mathematicians write what is closed below and open above."""
    return f"[{_plain(start, words)}; {'∞' if end is None else _plain(end, words)})"


def rules_data(methodology: Methodology) -> dict[str, Any]:
    """Return the rules as the keys of the file, whole: what a file extends is written out."""
    data: dict[str, Any] = json.loads(methodology.model_dump_json(by_alias=True, exclude_none=True))
    unused = ("indicators",) if methodology.is_index else ("terms", "scale", "power")
    return {key: value for key, value in data.items() if key not in unused}
