"""Titles, cells and notes: the words that all tables share."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import repeat
from typing import Any, TypeVar

from govrank.analysis.chance import MOST_MOVES, moves_by, too_many_moves
from govrank.analysis.compare import Move, Movement
from govrank.methodology.assessment import Block, Gate, Item
from govrank.methodology.bands import Band, Norm, SizeLeague
from govrank.methodology.measures import Measure
from govrank.methodology.models import COUNTBACK, Methodology, idle_keys
from govrank.networks import platform_label
from govrank.population.names import table_words
from govrank.read.headings import known_column
from govrank.reports.names import absent_parts, on_network, says_network, shown_name
from govrank.reports.narrative import league_key, list_text
from govrank.reports.sentences import column_name, condition_text, count_name, gate_text, problem_message, reason_text
from govrank.scoring.pages import usual_name
from govrank.scoring.rating import Edition, Rating
from govrank.scoring.scorings import scoring_of
from govrank.text.catalogue import Catalogue, label_in
from govrank.text.numbers import decimals_for, number_text, points_text
from govrank.text.period import edition_name, period_text


def rating_title(rating: Rating, words: Catalogue) -> str:
    """Return the title of an edition, its own or the methodology's, and the period."""
    title = rating.edition.title or methodology_title(rating, words)
    period = period_text(rating.edition.period, words)
    return words.say("rating.title", title=title, period=period) if period else title


def table_title(rating: Rating, words: Catalogue, league: str = "") -> str:
    """Return the title of the final table: the edition's, with the league if there are several."""
    title = rating_title(rating, words)
    if len(rating.leagues) > 1:
        title += f" · {words.say('rating.league', league=rating.methodology.league_label(league))}"
    return title


def population_title(edition: Edition, words: Catalogue) -> str:
    """Return the population table's name, date, source and vintage.

    If it is a column in the files of pages, return the files and the column.
    """
    if not edition.population_files:
        name = edition.population or ""
        dated = f"{name}, {edition.population_date}" if edition.population_date else name
        texts = [text for text in (edition.population_source, edition.population_vintage) if text]
        said = [table_words(text, name, words.lang) for text in texts]
        return f"{dated} ({'; '.join(said)})" if said else dated
    column = count_name("population", words)
    files = list_text(edition.population_files, words)
    return words.say("rules.population.column", file=files, column=column)


def methodology_title(rating: Rating, words: Catalogue) -> str:
    """Return the rules' title in a language, or their name if they have none."""
    methodology = rating.methodology
    return label_in(methodology.title, words.lang) if methodology.title else methodology.name


def score_text(rating: Rating, value: float, words: Catalogue) -> str:
    """Return points or a total as the scoring shows them; a dash if an item does not apply."""
    if value != value:  # NaN
        return "–"
    return points_text(value, words.lang, rating.scoring.decimals)


def summands(rating: Rating, page: int) -> list[float]:
    """Return what each indicator adds to the sum that a page's total is made of."""
    keys = rating.methodology.keys
    points = [rating.points[key][page].item() for key in keys]
    return rating.scoring.parts(points, [rating.ranked[key].exact(page) for key in keys])


def zone_text(rating: Rating, page: int, words: Catalogue) -> str:
    """Return the sign and the name of a page's zone; never its colour alone."""
    return band_text(rating.methodology.zones[rating.bands[page]], words)


def band_text(band: Band, words: Catalogue) -> str:
    """Return the sign and the name of a zone of the final table."""
    return f"{band.sign} {band.says(words.lang)}".strip()


BY_CHANCE = "≈"  # beside a move that luck alone may explain


def interval_text(low: int, high: int) -> str:
    """Return two places with a dash between, or one if they are the same."""
    return str(low) if low == high else f"{low}–{high}"


def move_text(move: Move | None, words: Catalogue) -> str:
    """Return a move as arrow and number, with a sign if it may be luck, or in words; a dash if there is none."""
    if move is None:
        return "–"
    if not move.counted:
        return words.say(f"move.{move.state}", sign=move.text)
    return f"{move.text} {BY_CHANCE}" if move.by_chance else move.text


def total_heading(rating: Rating, words: Catalogue) -> str:
    """Return the heading of the totals: points of a rank sum, or an index."""
    return words.say(f"table.total.{rating.scoring.key}")


def short_label(indicator: Measure, words: Catalogue) -> str:
    """Return an indicator's short name, or its full name if it has none."""
    return label_in(indicator.short, words.lang) if indicator.short else indicator.says(words.lang)


_M = TypeVar("_M", bound=Measure)
_PRIVATE_USE = 0xE000  # Unicode gives the letters from here on no meaning


def rules_text(methodology: Methodology, words: Catalogue) -> list[str]:
    """Return the rules as lines: what is measured, how it is scored, which zones there are."""
    scoring = scoring_of(methodology)
    title = label_in(methodology.title, words.lang) if methodology.title else methodology.name
    lines = [f"{title} ({methodology.name} {methodology.version})"]
    if methodology.source:
        lines.append(words.say("show.source", source=methodology.source))
    lines += ["", words.say(f"show.measures.{scoring.key}")]
    gives = item_texts(methodology, words)
    for measure in methodology.measures:
        times = scoring.times(measure)
        weight = "" if times == 1 else f" ×{times}"
        if measure.minimum and measure.key not in gives:
            weight += f", {words.say('show.item.minimum', counts=_least_text(measure.minimum, words))}"
        way = f" ({words.say('show.lower')})" if measure.direction == "lower" else ""
        lines.append(f"  {measure.key}: {measure_title(measure, words)}{weight}{way}")
        if measure.key in gives:
            lines.append(f"    {gives[measure.key]}")
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
    if methodology.blocks:
        lines += ["", words.say("show.blocks"), *(f"  {block_text(block, words)}" for block in methodology.blocks)]
    lines += ["", words.say("show.rules")]
    lines.append(f"  {_scoring_sentence(methodology, words)}")
    lines.append(f"  {words.say(f'rules.place_ties.{methodology.place_ties}')}")
    if methodology.tie_break:
        keys = [words.say("rules.tie_break.countback") if key == COUNTBACK else key for key in methodology.tie_break]
        lines.append(f"  {words.say('rules.tie_break', keys=', '.join(keys)).strip()}")
    lines.append(f"  {words.say(scoring.missing_sentence)}")
    if methodology.out_of is not None:
        lines.append(f"  {words.say('show.out_of', number=_plain(methodology.out_of, words))}")
    league = league_text(methodology, words)
    if league:
        lines.append(f"  {league}")
    if methodology.gates:
        lines.append(f"  {words.say('show.gates')}")
        for gate in methodology.gates:
            asks = condition_text(gate.when, words)
            asks = f"{label_in(gate.label, words.lang)}: {asks}" if gate.label else asks
            lines.append(f"    {gate.key}: {asks} {outcome_text(gate, words)}")
        lines.append(f"  {words.say(f'rules.gates.missing.{methodology.missing}')}")
    if any(methodology.minimum.values()):
        lines.append(f"  {words.say('show.minimum', counts=_least_text(methodology.minimum, words))}")
    if methodology.zones:
        lines += ["", words.say("show.zones")]
        lines += [
            f"  {band.sign} {band.says(words.lang)} ({band.name}, {band.color}): {bound_text(band, words)}"
            for band in methodology.zones
        ]
        if scoring.zones.relative:
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


def item_texts(methodology: Methodology, words: Catalogue) -> dict[str, str]:
    """Return by its key how each item gives its points, and where it counts; nothing where places give them."""
    return {item.key: _item_text(item, words) for item in methodology.items}


def _item_text(item: Item, words: Catalogue) -> str:
    parts = [words.say("show.item.points", points=_plain(item.points, words))]
    if item.steps:
        for step in item.steps:
            key, bound = ("upto", step.upto) if step.from_ is None else ("from", step.from_)
            points = _plain(step.points, words)
            parts.append(words.say(f"show.item.{key}", points=points, bound=_plain(bound or 0, words)))
    elif item.answers is not None:
        for answer in ("yes", "partly", "no"):
            share = getattr(item.answers, answer)
            if share is not None:
                said = words.say(f"answer.{answer}")
                parts.append(words.say("show.item.answer", answer=said, share=share))
    else:
        full, none = (_plain(float(bound), words) for bound in item.line)
        parts.append(words.say("show.item.line", full=full, none=none))
    if item.kind != "base":
        parts.append(words.say(f"show.item.{item.kind}"))
    if item.only_above is not None:
        parts.append(words.say("show.item.only_above", bound=_plain(item.only_above, words)))
    if item.when is not None:
        parts.append(words.say("show.item.when", condition=condition_text(item.when, words)))
    if any(item.minimum.values()):
        parts.append(words.say("show.item.minimum", counts=_least_text(item.minimum, words)))
    if item.block:
        parts.append(words.say("show.item.block", block=item.block))
    return "; ".join(parts)


def block_text(block: Block, words: Catalogue) -> str:
    """Return a block's name, when it applies, and its caps."""
    parts = []
    if block.applies is not None:
        parts.append(words.say("show.block.applies", condition=condition_text(block.applies, words)))
    if block.most is not None:
        parts.append(words.say("show.block.most", bound=_plain(block.most, words)))
    if block.least is not None:
        parts.append(words.say("show.block.least", bound=_plain(-block.least, words)))
    label = f"{block.key} ({label_in(block.label, words.lang)})" if block.label else block.key
    return f"{label}: {'; '.join(parts)}" if parts else label


def _least_text(minimum: Mapping[str, int], words: Catalogue) -> str:
    return ", ".join(f"{count_name(name, words)} ≥ {_plain(n, words)}" for name, n in minimum.items() if n)


def bound_text(band: Band, words: Catalogue) -> str:
    """Return where a zone ends, or, for points, where it begins; a dash if it holds the rest."""
    if band.upto is not None:
        return f"≤ {band.upto}"
    return "–" if band.from_ is None else f"≥ {_plain(band.from_, words)}"


def footnote_text(methodology: Methodology, words: Catalogue) -> str:
    """Return the footnote; an empty text if there is none, or if it is about an unused count."""
    if not methodology.footnote or (methodology.footnote_of and not methodology.uses(methodology.footnote_of)):
        return ""
    return label_in(methodology.footnote, words.lang)


def measure_formula(measure: Measure, words: Catalogue) -> str:
    """Return a measure's arithmetic with its counts named in a language.

    >>> from govrank.text.catalogue import words
    >>> from govrank.methodology.load import load_methodology
    >>> measure_formula(load_methodology("akimats").indicators[-1], words("ru"))
    'взаимодействия × 100 ÷ (посты × подписчики)'
    """
    marks = _marks([measure])
    return _in_words(_named(measure, marks).formula, marks, words)


def total_formula(methodology: Methodology, words: Catalogue) -> str:
    """Return how a total is made, with its counts named in a language; for items, what each can give."""
    if methodology.items:
        return " + ".join(f"{item.says(words.lang)} ({_plain(item.points, words)})" for item in methodology.items)
    marks = _marks(methodology.measures)
    named = methodology.with_measures(_named(measure, marks) for measure in methodology.measures)
    return _in_words(scoring_of(named).formula, marks, words)


def _scoring_sentence(methodology: Methodology, words: Catalogue) -> str:
    """Return how equal values are scored, or how the total is made if that is enough."""
    formula, source = total_formula(methodology, words), methodology.source or "–"
    return words.say(scoring_of(methodology).rule_sentence, formula=formula, source=source)


def measure_title(measure: Measure, words: Catalogue) -> str:
    """Return a measure's name, its meaning if the name does not tell, and its unit."""
    label, formula = measure.says(words.lang), measure_formula(measure, words)
    said = label if label.casefold() == formula.casefold() else f"{label} = {formula}"
    return f"{said}, {measure.unit}" if measure.unit else said


def _marks(measures: Iterable[Measure]) -> dict[str, str]:
    """Return for each count a private-use character that stands for it while numbers are formatted."""
    counts = dict.fromkeys(count for measure in measures for count in measure.names)
    return {count: chr(_PRIVATE_USE + n) for n, count in enumerate(counts)}


def _named(measure: _M, names: Mapping[str, str]) -> _M:
    return measure.model_copy(
        update={part: tuple(names[count] for count in getattr(measure, part)) for part in ("of", "less", "per")}
    )


def _in_words(formula: str, marks: Mapping[str, str], words: Catalogue) -> str:
    formula = formula.replace(".", words.say("language.decimal"))
    for count, mark in marks.items():
        formula = formula.replace(mark, count_name(count, words))
    return formula


def norm_text(norm: Norm, methodology: Methodology, words: Catalogue) -> str:
    """Return the meaning of an indicator's norm, as opposed to its zones."""
    measure = methodology.measure(norm.indicator)
    said = words.say("show.norm.meaning")
    fixed = measure.zones is not None and None not in (measure.zones.green_from, measure.zones.red_below)
    return f"{words.say('show.norm.zones', label=measure.says(words.lang))} {said}" if fixed else said


def league_text(methodology: Methodology, words: Catalogue) -> str:
    """Return the groups in which pages are ranked; an empty text if all are ranked together."""
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
    """Return a band in interval notation, closed below and open above."""
    return f"[{_plain(start, words)}; {'∞' if end is None else _plain(end, words)})"


def rules_data(methodology: Methodology) -> dict[str, Any]:
    """Return the rules with all keys of a file: inherited ones are written out."""
    data: dict[str, Any] = json.loads(methodology.model_dump_json(by_alias=True, exclude_none=True))
    unused = {*idle_keys(methodology.scoring), *idle_keys(methodology.scoring, of_tables=True)}
    return {key: value for key, value in data.items() if key not in unused}


def rules_toml(methodology: Methodology) -> str:
    """Return a methodology as a TOML file, with invisible characters as escapes."""
    import tomli_w

    written = tomli_w.dumps(rules_data(methodology))
    return "".join(letter if letter.isprintable() or letter == "\n" else _escape(letter) for letter in written)


def _escape(letter: str) -> str:
    code = ord(letter)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def legend_line(rating: Rating, words: Catalogue, *, numbered: bool = False) -> str:
    """Return what the short headings of the points mean."""
    measures, scoring = rating.methodology.measures, rating.scoring
    parts = [
        f"{n if numbered else short_label(i, words)} = {i.says(words.lang)}"
        + (f" ×{scoring.times(i)}" if scoring.times(i) != 1 else "")
        for n, i in enumerate(measures, 1)
        if numbered or scoring.times(i) != 1 or short_label(i, words) != i.says(words.lang)  # ER = ER is useless
    ]
    return words.say(f"rating.legend.{scoring.key}", legend=", ".join(dict.fromkeys(parts))) if parts else ""


def rules_line(rating: Rating, words: Catalogue) -> str:
    """Return the rules for ties, missing figures, zones and gates, and the population table, on one line."""
    methodology = rating.methodology
    broken = ""
    if methodology.tie_break:
        labels: Mapping[str, str] = {i.key: i.says(words.lang) for i in methodology.measures}
        keys = [
            words.say("rules.tie_break.countback") if key == COUNTBACK else labels[key] for key in methodology.tie_break
        ]
        broken = words.say("rules.tie_break", keys=", ".join(keys))
    zones = ""
    if methodology.zones:
        worst = sorted({int(possible) for possible in rating.worst_possible.tolist()})
        ends: Sequence[Fraction | None] = []
        if len(worst) == 1 and methodology.ties != "average":
            ends = rating.scoring.zones.totals(worst[0])
        bands = zip(methodology.zones, ends or repeat(None), strict=False)
        zones = words.say(
            f"rules.zones.{rating.scoring.zones.key}",
            worst=", ".join(number_text(w, words.lang) for w in worst[:3]),
            zones=", ".join(_zone_rule(band, end, words) for band, end in bands),
        )
        if rating.scoring.zones.relative and any(len(pages) == 1 for pages in rating.leagues.values()):
            zones += " " + words.say("rules.zones.alone")
    edition = rating.edition
    population = ""
    if edition.population:
        population = words.say("rules.population", name=population_title(edition, words))
    columns = ""
    if edition.columns:
        named = ", ".join(f"{name} = {heading}" for name, heading in edition.columns.items())
        columns = words.say("rules.columns", columns=named)
    line = words.say(
        "rules.line",
        title=methodology_title(rating, words),
        name=methodology.name,
        version=methodology.version,
        ties=_scoring_sentence(methodology, words),
        place_ties=words.say(f"rules.place_ties.{methodology.place_ties}"),
        tie_break=broken,
        missing=words.say(rating.scoring.missing_sentence),
        zones=zones,
        population=population,
    )
    line = f"{line} {gates_text(methodology, words)} {league_text(methodology, words)} {engaged_text(rating, words)}"
    return " ".join(f"{line} {columns} {footnote_text(methodology, words)}".split())


def _zone_rule(band: Band, end: Fraction | None, words: Catalogue) -> str:
    """Return where a zone begins, or where it ends: a share, with the total that this is where it is known."""
    label = band.says(words.lang)
    if band.from_ is not None:
        return words.say("rules.zone.from", sign=band.sign, label=label, bound=_plain(band.from_, words)).strip()
    if band.upto is None:
        return words.say("rules.zone.rest", sign=band.sign, label=label).strip()
    if band.upto == 1:
        return words.say("rules.zone.above", sign=band.sign, label=label).strip()
    upto = band.upto if end is None else f"{points_text(float(end), words.lang)} ({band.upto})"
    return words.say("rules.zone", sign=band.sign, label=label, upto=upto).strip()


def engaged_text(rating: Rating, words: Catalogue) -> str:
    """Return the substitute for engaged users if the file does not count them, else an empty text."""
    parts = rating.pages.sums.get("engaged", ())
    if not parts or not rating.methodology.uses("engaged"):
        return ""
    said = " + ".join(count_name(part, words) for part in parts)
    return words.say("rules.engaged", parts=f" ({said})" if len(parts) > 1 else "")


def gates_text(methodology: Methodology, words: Catalogue) -> str:
    """Return the gates and what happens to pages that fail; an empty text without gates."""
    if not methodology.gates:
        return ""
    said = "; ".join(f"{gate_text(gate, words)} {outcome_text(gate, words)}" for gate in methodology.gates)
    return f"{words.say('rules.gates', gates=said)} {words.say(f'rules.gates.missing.{methodology.missing}')}"


def outcome_text(gate: Gate, words: Catalogue) -> str:
    """Return what happens to a page that fails a gate, in brackets."""
    if gate.score is None:
        return words.say(f"gates.outcome.{gate.outcome}")
    return words.say("gates.outcome.score", score=_plain(float(gate.score), words))


def gate_lines(rating: Rating, words: Catalogue) -> list[str]:
    """Return how many pages pass the gates, and which pages fail which; nothing without gates."""
    gates = rating.methodology.gates
    if not gates:
        return []
    passed, looked = rating.passed
    share = number_text(passed * 100 / looked, words.lang, 0 if passed * 100 % looked == 0 else 1) if looked else "–"
    lines = [words.say("gates.passed", passed=passed, of=looked, share=share)]
    for gate in gates:
        if failing := rating.failures[gate.key]:
            pages = ", ".join(on_network(page, platform) for page, _region, platform in failing)
            label, outcome = gate_text(gate, words), outcome_text(gate, words)
            line = words.say("gates.failed", label=label, number=len(failing), pages=pages, outcome=outcome)
            lines.append(f"{line[:1].upper()}{line[1:]}")
    return lines


def excluded_lines(rating: Rating, words: Catalogue) -> list[str]:
    """Return the excluded pages with reasons, a line each."""
    lines = []
    for out in rating.excluded:
        page = shown_name(out.page, out.platform)
        network = platform_label(out.platform)
        named = page == usual_name(out.region, network)  # its name includes both
        where = "" if named else ", ".join(part for part in (out.region, network) if part)
        lines.append(f"{page}{f' ({where})' if where else ''}: {reason_text(out.reason, words)}")
    return lines


def absent_line(rating: Rating, words: Catalogue) -> str:
    """Return which regions have no page on which network; an empty text if all have."""
    return " ".join(
        words.say("rating.absent", network=network, regions=", ".join(regions).removesuffix("."))
        for network, regions in sorted(absent_parts(rating).items())
    )


def luck_lines(rating: Rating, movement: Movement, words: Catalogue) -> list[str]:
    """Return the meaning of the sign beside some moves, or that moves of a large edition are not tested."""
    if not any(move.by_chance for move in movement.moves):
        many = too_many_moves(movement, rating) and moves_by(movement, rating) != "nothing"
        return [words.say("move.chance.many", sign=BY_CHANCE, most=MOST_MOVES)] if many else []
    return [words.say(f"move.chance.{moves_by(movement, rating)}", sign=BY_CHANCE)]


def movement_lines(rating: Rating, movement: Movement, words: Catalogue) -> list[str]:
    """Return what the moves compare with, changed names and leagues, lost pages, and why differing editions pass."""
    against = words.say("move.against", period=edition_name(movement.previous.edition.period, words))
    if movement.common is not None:
        against += " " + words.say(league_key("move.common", movement))
    lines = [*luck_lines(rating, movement, words), against]
    by_region = movement.matches.by_region
    if by_region:
        said = "; ".join(_renamed_texts(rating, movement, words))
        lines.append(words.say("move.by_region", n=len(by_region), pages=said))
    switched = _switched_texts(rating, movement, words)
    if switched:
        lines.append(words.say("move.switched.note", sign=Move("switched").text, pages="; ".join(switched)))
    if movement.left:
        lines.append(words.say("move.left", pages="; ".join(left_texts(movement, words))))
    lines += [words.say("move.forced", why=problem_message(problem, words)) for problem in movement.forced]
    return lines


def left_texts(movement: Movement, words: Catalogue) -> list[str]:
    """Return the pages that left, each with its network, its last place and, if there are several, its league."""
    label = movement.previous.methodology.league_label
    return [
        words.say(
            league_key("move.left.page", movement),
            page=out.page,
            platform=platform_label(out.platform),
            place=out.previous,
            league=label(out.league),
        )
        if out.platform and not says_network(out.page, out.platform)
        else words.say(
            league_key("digest.placed.before", movement),
            page=shown_name(out.page, out.platform),
            place=out.previous,
            league=label(out.league),
        )
        for out in movement.left
    ]


def _renamed_texts(rating: Rating, movement: Movement, words: Catalogue) -> list[str]:
    old, pairs = movement.previous.pages, movement.matches.pairs
    return [
        words.say(
            "move.by_region.page",
            before=shown_name(old.names[pair], old.platforms[pair]),
            now=on_network(rating.pages.names[i], rating.pages.platforms[i], "{} · {}"),
        )
        for i in movement.matches.by_region
        if (pair := pairs[i]) is not None
    ]


def _switched_texts(rating: Rating, movement: Movement, words: Catalogue) -> list[str]:
    label, pages = movement.previous.methodology.league_label, rating.pages
    return [
        words.say(
            "move.switched.page",
            page=on_network(pages.names[i], pages.platforms[i], "{} · {}"),
            place=move.previous,
            league=label(move.league),
        )
        for i, move in enumerate(movement.moves)
        if move.state == "switched"
    ]
