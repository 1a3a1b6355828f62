"""A methodology in words, for a reader who has never seen its file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from govrank.figures import decimals_for, number_text
from govrank.headings import known_column
from govrank.language import Catalogue
from govrank.methodology.bands import Norm, SizeLeague
from govrank.methodology.indicator import Measure
from govrank.methodology.rule_values import COUNTBACK, label_in
from govrank.methodology.rules import Methodology
from govrank.sentences import column_name, count_name

_M = TypeVar("_M", bound=Measure)
_PRIVATE_USE = 0xE000  # Unicode gives the letters from here on no meaning


def rules_text(methodology: Methodology, words: Catalogue) -> list[str]:
    """Return the rules as lines: what is measured, how it is scored, which zones there are."""
    title = label_in(methodology.title, words.lang) if methodology.title else methodology.name
    lines = [f"{title} ({methodology.name} {methodology.version})"]
    if methodology.source:
        lines.append(words.say("show.source", source=methodology.source))
    lines += ["", words.say("show.terms" if methodology.is_index else "show.indicators")]
    for measure in methodology.measures:
        weight = "" if methodology.is_index or measure.weight == 1 else f" ×{measure.weight}"
        way = f" ({words.say('show.lower')})" if measure.direction == "lower" else ""
        lines.append(f"  {measure.key}: {measure_title(measure, words)}{weight}{way}")
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
        formula = index_formula(methodology, words)
        lines.append(f"  {words.say('rules.index', formula=formula, source=methodology.source or '–')}")
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
        counts = ", ".join(f"{count_name(name, words)} ≥ {_plain(n, words)}" for name, n in least.items())
        lines.append(f"  {words.say('show.minimum', counts=counts)}")
    if methodology.zones:
        lines += ["", words.say("show.zones")]
        lines += [
            f"  {band.sign} {band.says(words.lang)} ({band.name}, {band.color}): ≤ {band.upto}"
            for band in methodology.zones
        ]
        lines.append(f"  {words.say('rules.zones.alone')}")
    for norm in methodology.norms:
        indicator = methodology.measure(norm.indicator)
        by = count_name(norm.by, words)
        lines += ["", words.say("show.norms", indicator=indicator.says(words.lang), by=by)]
        for size in norm.bands:
            low = "–" if size.low is None else _plain(size.low, words)
            high = "–" if size.high is None else _plain(size.high, words)
            lines.append(f"  {_range(size.from_, size.to, words)}: {low} … {high}")
        lines.append(f"  {norm_text(norm, methodology, words)}")
    footnote = footnote_text(methodology, words)
    return [*lines, "", footnote] if footnote else lines


def footnote_text(methodology: Methodology, words: Catalogue) -> str:
    """Return the footnote; an empty text where there is none, or it is about a count that the rules do not use."""
    if not methodology.footnote or (methodology.footnote_of and not methodology.uses(methodology.footnote_of)):
        return ""
    return label_in(methodology.footnote, words.lang)


def measure_formula(measure: Measure, words: Catalogue) -> str:
    """Return a measure's arithmetic with its counts named in a language.

    >>> from govrank.language import words
    >>> from govrank.methodology.file import load_methodology
    >>> measure_formula(load_methodology("akimats").indicators[-1], words("ru"))
    'взаимодействия × 100 ÷ (посты × подписчики)'
    """
    marks = _marks([measure])
    return _in_words(_named(measure, marks).formula, marks, words)


def index_formula(methodology: Methodology, words: Catalogue) -> str:
    """Return how an index is made, with its counts named in a language."""
    marks = _marks(methodology.terms)
    terms = tuple(_named(term, marks) for term in methodology.terms)
    return _in_words(methodology.model_copy(update={"terms": terms}).formula, marks, words)


def measure_title(measure: Measure, words: Catalogue) -> str:
    """Return a measure's name, what it is where the name does not say it, and its unit."""
    label, formula = measure.says(words.lang), measure_formula(measure, words)
    said = label if label.casefold() == formula.casefold() else f"{label} = {formula}"
    return f"{said}, {measure.unit}" if measure.unit else said


def _marks(measures: Iterable[Measure]) -> dict[str, str]:
    """Return for each count a letter of no script that stands for it while numbers are being written."""
    counts = dict.fromkeys(count for measure in measures for count in (*measure.of, *measure.per))
    return {count: chr(_PRIVATE_USE + n) for n, count in enumerate(counts)}


def _named(measure: _M, names: Mapping[str, str]) -> _M:
    return measure.model_copy(
        update={part: tuple(names[count] for count in getattr(measure, part)) for part in ("of", "per")}
    )


def _in_words(formula: str, marks: Mapping[str, str], words: Catalogue) -> str:
    formula = formula.replace(".", words.say("language.decimal"))
    for count, mark in marks.items():
        formula = formula.replace(mark, count_name(count, words))
    return formula


def norm_text(norm: Norm, methodology: Methodology, words: Catalogue) -> str:
    """Return what the norm of an indicator says, and what its zones say in its place."""
    measure = methodology.measure(norm.indicator)
    said = words.say("show.norm.meaning")
    fixed = measure.zones is not None and None not in (measure.zones.green_from, measure.zones.red_below)
    return f"{words.say('show.norm.zones', label=measure.says(words.lang))} {said}" if fixed else said


def league_text(methodology: Methodology, words: Catalogue) -> str:
    """Return among whom pages are ranked; an empty text where all are ranked together."""
    if isinstance(methodology.league, SizeLeague):
        bands = ", ".join(f"{band.name} {_range(band.from_, band.to, words)}" for band in methodology.league.bands)
        return words.say("show.league.sizes", by=count_name(methodology.league.by, words), bands=bands)
    if not methodology.league:
        return ""
    column = known_column(methodology.league) or methodology.league
    return words.say("show.league", column=column_name(column, words))


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


def rules_toml(methodology: Methodology) -> str:
    """Return a methodology as a TOML file would say it; letters that nobody sees are written as escapes."""
    import tomli_w

    written = tomli_w.dumps(rules_data(methodology))
    return "".join(letter if letter.isprintable() or letter == "\n" else _escape(letter) for letter in written)


def _escape(letter: str) -> str:
    code = ord(letter)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
