"""One page's card in words: its points, its standing on each indicator, its neighbours, its steps."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

from govrank.analysis.explain import Explanation, Neighbour, Standing, Step
from govrank.methodology.measures import Measure
from govrank.reports.masthead import how_to_read, source_line
from govrank.reports.names import on_network
from govrank.reports.rating import publication
from govrank.reports.sentences import count_name, counted_name, gate_text
from govrank.reports.table import (
    Block,
    Break,
    Bullets,
    Column,
    Heading,
    Line,
    Publication,
    Report,
    Table,
    figure_column,
    notes_of,
    plain_table,
    text_column,
)
from govrank.reports.wording import band_text, rating_title, score_text, total_formula, zone_text
from govrank.scoring.rating import Rating
from govrank.text.catalogue import Catalogue
from govrank.text.numbers import decimals_for, exact_text, number_text, plain_text, points_text

_ANSWERS: Mapping[int | Fraction, str] = {1: "yes", Fraction(1, 2): "partly", 0: "no"}


def card_report(rating: Rating, card: Explanation, words: Catalogue) -> Report:
    """Return one page's card."""
    methodology = rating.methodology
    page = card.page
    league = rating.leagues[rating.pages.leagues[page]]
    place, total = int(rating.places[page]), rating.totals[page].item()
    stands = words.say("card.place", place=words.say("number.ordinal", n=place), n=len(league))
    made = _working(rating, card, words)
    blocks: list[Block] = [card_name(rating, card), f"{made} = {score_text(rating, total, words)}, {stands}"]
    if methodology.zones:
        blocks.append(zone_text(rating, page, words))
    blocks.append(how_to_read(rating, words, rating.pages.leagues[page]))
    blocks += ["", _standings_table(rating, card.standings, words)]
    labels = {measure.key: measure.says(words.lang) for measure in methodology.measures}
    if any(standing.gap is not None for standing in card.standings):
        beyond = any(standing.beyond for standing in card.standings)
        blocks.append(" ".join(words.say(key) for key in ("card.gap", *["card.gap.beyond"] * beyond)))
    for kind, keys in (("strengths", card.strengths), ("weaknesses", card.weaknesses)):
        if keys:
            blocks.append(words.say(f"card.{kind}", names=", ".join(labels[key] for key in keys)))
    for side, neighbour in (("above", card.above), ("below", card.below)):
        if neighbour is not None:
            blocks.append(_neighbour_text(side, neighbour, rating, total, words))
    blocks.append("")

    def is_answer(step: Step) -> bool:
        return rating.pages.own[step.count].answers

    def is_avoided(step: Step) -> bool:
        return step not in card.advice and step not in card.marks_advice

    if place == 1:
        blocks.append(words.say("card.first"))
    else:
        steps = [_step_text(step, place, words, answer=is_answer(step)) for step in card.advice]
        method = [words.say("card.method")]
        if methodology.size_bands:
            method.append(words.say("card.method.sizes", by=count_name(methodology.size_column, words)))
        if any(is_avoided(step) for step in (*card.steps, *card.marks)):
            method.append(words.say("card.method.avoided"))
        blocks += [words.say("card.steps"), Bullets(tuple(steps or [words.say("card.steps.none")])), " ".join(method)]
    if card.marks_advice:
        bands = [band_text(band, words) for band in methodology.zones]
        own = int(rating.bands[page])
        marks = tuple(
            _step_text(step, place, words, answer=is_answer(step), zones=(bands[own], bands[step.zone or 0]))
            for step in card.marks_advice
        )
        blocks += [words.say("card.marks"), Bullets(marks)]
    return Report(tuple(blocks))


def card_paper(rating: Rating, card: Explanation, words: Catalogue, name: str) -> Publication:
    """Return one page's card with the edition's title above and its source below."""
    _name, total, *rest = card_report(rating, card, words).blocks
    blocks = [
        Line(rating_title(rating, words), "kicker"),
        Heading(card_name(rating, card)),
        Line(str(total), "strong"),
        *rest,
        *notes_of([source_line([rating], words)]),
    ]
    return Publication(tuple(blocks), card_name(rating, card), rating.edition.logo, name)


def cards_paper(rating: Rating, cards: Sequence[Explanation], words: Catalogue) -> Publication:
    """Return the cards of a page, each on a new sheet of paper."""
    blocks: list[Block] = []
    for card in cards:
        blocks += [*([Break()] if blocks else []), *card_paper(rating, card, words, "").blocks]
    return publication(rating, rating_title(rating, words), blocks, words)


def card_name(rating: Rating, card: Explanation) -> str:
    """Return the page's name with its network."""
    return on_network(rating.pages.names[card.page], rating.pages.platforms[card.page], "{} · {}")


def _working(rating: Rating, card: Explanation, words: Catalogue) -> str:
    """Return how a page's total is made: from its points, by the formula, or by a gate that sets it."""
    gate = rating.gate(card.page)
    if gate is not None and gate.score is not None:
        return gate_text(gate, words)
    earned = [rating.ranked[standing.key].exact(card.page) for standing in card.standings]
    made = rating.scoring.working([standing.points or 0 for standing in card.standings], earned)
    return made or total_formula(rating.methodology, words)


def _standings_table(rating: Rating, standings: Sequence[Standing], words: Catalogue) -> Table:
    measures = rating.methodology.measures
    decimals = [decimals_for(rating.measured[standing.key].values.tolist()) for standing in standings]
    units = [f" {measure.unit}" if measure.unit else "" for measure in measures]
    values = [standing.value for standing in standings]

    def heading(role: str) -> str:
        return words.say(f"table.{role}")

    def value(row: int) -> str:
        figure = values[row]
        return "–" if figure is None else number_text(figure, words.lang, decimals[row]) + units[row]

    def gap(row: int) -> str:
        standing = standings[row]
        return "" if standing.gap is None else _gap_text(standing, measures[row], decimals[row], words) + units[row]

    norms = [words.say(f"norm.{standing.norm}") if standing.norm else "" for standing in standings]
    columns = [
        text_column("indicator", heading("indicator"), [measure.says(words.lang) for measure in measures]),
        Column("value", heading("value"), "figure", values, value, compound=True),
        figure_column("place", heading("place"), [s.rank for s in standings], lambda r: points_text(r, words.lang)),
        text_column("zone", heading("zone"), [words.say(f"zone.{standing.zone}") for standing in standings]),
        text_column("norm", heading("norm"), norms),
        Column("gap", heading("gap"), "figure", [standing.gap for standing in standings], gap, compound=True),
    ]
    return plain_table("", columns)


def _gap_text(standing: Standing, measure: Measure, decimals: int, words: Catalogue) -> str:
    """Return the distance to the next place: every digit of a count; a quotient rounded up, so that it is enough."""
    gap = standing.gap or Fraction(0)
    if measure.per:
        unit = 10 ** max(decimals, decimals_for([float(gap)]))
        gap = Fraction(math.ceil(gap * unit), unit)
    return f"> {exact_text(gap, words.lang)}" if standing.beyond else exact_text(gap, words.lang)


def _neighbour_text(side: str, neighbour: Neighbour, rating: Rating, total: float, words: Catalogue) -> str:
    return words.say(
        f"card.{side}",
        page=on_network(neighbour.page, neighbour.platform),
        place=words.say("number.ordinal", n=neighbour.place),
        total=score_text(rating, neighbour.total, words),
        apart=score_text(rating, abs(neighbour.total - total), words),
    )


def _step_text(
    step: Step, place: int, words: Catalogue, *, answer: bool = False, zones: tuple[str, str] = ("", "")
) -> str:
    name = count_name(step.count, words)
    if not step.searched:
        return words.say("card.step.unknown", count=name)
    if step.change is None:
        return words.say("card.step.none", count=name)
    before, after = zones
    if step.place is not None:
        before, after = (words.say("number.ordinal", n=n) for n in (place, step.place))
    if answer:
        now, then = (words.say(f"answer.{_ANSWERS[figure]}") for figure in (step.now, step.now + step.change))
        return words.say("card.step.answer", count=name, now=now, then=then, before=before, after=after)
    size = step.change if step.change > 0 else -step.change
    key = "card.step.more" if step.change > 0 else "card.step.fewer"
    counted = counted_name(step.count, size, words)
    digits = int(plain_text(size).replace(".", ""))
    return words.say(
        f"{key}.own" if counted is None else key,  # the name of a file's own column cannot be inflected
        number=words.say("number.by", n=digits, number=exact_text(size, words.lang)),
        count=name if counted is None else counted,
        before=before,
        after=after,
    )
