"""The published tables as texts: the final one and one per indicator, in a language, ready for any output."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from govrank.absent import absent_parts
from govrank.compare import Movement
from govrank.figures import decimals_for, number_text, points_text
from govrank.indicator import Measure
from govrank.language import Catalogue
from govrank.platforms import platform_label
from govrank.present.rules import index_formula, league_text, measure_title
from govrank.rating import Rating
from govrank.robustness import Interval, Robustness
from govrank.rule_values import COUNTBACK, label_in
from govrank.sentences import problem_message, reason_text
from govrank.zone import INDICATOR_ZONES

INDICATOR_COLORS = {"green": "#c6efce", "white": "#ffffff", "red": "#ffc7ce"}
INDICATOR_SIGNS = {"green": "▲", "white": "●", "red": "▼"}


@dataclass(frozen=True)
class TextTable:
    """A table of texts.

    Attributes:
        headings: one a column; `brief` are the same for narrow places.
        numeric: which columns hold figures: they stand to the right and are never cut.
        rows: texts, row by row.
        colors: the zone's colour of each row.
        more: how many rows were left out at the end.
        roles: what each column holds, where it matters for how a narrow terminal shows it.
    """

    title: str
    headings: tuple[str, ...]
    brief: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    colors: tuple[str, ...]
    more: int = 0
    roles: tuple[str, ...] = ()


def final_tables(
    rating: Rating,
    words: Catalogue,
    top: int | None = None,
    movement: Movement | None = None,
    firm: Robustness | None = None,
) -> list[TextTable]:
    """Return the final table of each league: place, interval, move, page, region, network, points, total, zone."""
    return [_final_table(rating, words, league, pages, top, movement, firm) for league, pages in rating.leagues.items()]


def _final_table(
    rating: Rating,
    words: Catalogue,
    league: str,
    pages: range,
    top: int | None,
    movement: Movement | None,
    firm: Robustness | None,
) -> TextTable:
    methodology = rating.methodology
    shown = pages if top is None else pages[:top]
    moving = [] if firm is None else ["interval"]
    if movement is not None:
        moving.append("move")
    if movement is not None and movement.common is not None:
        moving.append("common")
    names = ["place", *moving, "page", "region", "platform"]
    fixed = [words.say(f"table.{name}") for name in names]
    ends = [total_heading(rating, words), *([words.say("table.zone")] if methodology.zones else [])]
    rows = []
    for i in shown:
        row = [
            points_text(rating.places[i].item(), words.lang),
            *([] if firm is None else [interval_text(firm.interval(i))]),
            *([] if movement is None else move_texts(movement, i, words)),
            rating.pages.names[i],
            rating.pages.regions[i],
            platform_label(rating.pages.platforms[i]),
            *(score_text(rating, rating.points[key][i].item(), words) for key in methodology.keys),
            score_text(rating, rating.totals[i].item(), words),
        ]
        if methodology.zones:
            row.append(zone_text(rating, i, words))
        rows.append(tuple(row))
    return TextTable(
        title=table_title(rating, words, league),
        headings=(*fixed, *(short_label(i, words) for i in methodology.measures), *ends),
        brief=(*fixed, *(str(n) for n in range(1, len(methodology.measures) + 1)), *ends),
        numeric=(
            *(True for _ in ("place", *moving)),
            *(False for _ in range(3)),
            *(True for _ in (*methodology.keys, "total")),
            *(False for _ in ends[1:]),
        ),
        rows=tuple(rows),
        colors=tuple(methodology.zones[rating.bands[i]].color if methodology.zones else "#ffffff" for i in shown),
        more=len(pages) - len(shown),
        roles=(*names, *methodology.keys, "total", *("zone" for _ in ends[1:])),
    )


def interval_text(own: Interval) -> str:
    """Return between which places a page's place lies in nearly all draws."""
    return str(own.low) if own.low == own.high else f"{own.low}–{own.high}"


def move_texts(movement: Movement, page: int, words: Catalogue) -> list[str]:
    """Return a page's move as arrow and number, and, where the roster changed, that among the common pages."""
    move = movement.moves[page]
    texts = [move.text if move.previous is not None else words.say(f"move.{move.state}")]
    if movement.common is not None:
        among = movement.common[page]
        texts.append(among.text if among is not None else "–")
    return texts


def indicator_tables(rating: Rating, key: str, words: Catalogue, top: int | None = None) -> list[TextTable]:
    """Return one indicator's table of each league: place, page, value, zone and, where there is one, norm."""
    return [_indicator_table(rating, key, words, league, pages, top) for league, pages in rating.leagues.items()]


def _indicator_table(
    rating: Rating, key: str, words: Catalogue, league: str, pages: range, top: int | None
) -> TextTable:
    indicator = next(i for i in rating.methodology.measures if i.key == key)
    order = sorted(pages, key=lambda i: (rating.ranks[key][i], i))
    shown = order if top is None else order[:top]
    values = rating.measured[key].values
    decimals = decimals_for(values[i].item() for i in pages)
    norms = rating.norms.get(key)
    headings = [words.say(f"table.{name}") for name in ("place", "page", "region", "platform")]
    label = indicator.says(words.lang)
    headings += [label, words.say("table.zone")]
    if norms is not None:
        headings.append(words.say("table.norm"))
    rows = []
    colors = []
    for i in shown:
        zone = INDICATOR_ZONES[rating.indicator_zones[key][i]]
        value = values[i].item()
        row = [
            points_text(rating.ranks[key][i].item(), words.lang),
            rating.pages.names[i],
            rating.pages.regions[i],
            platform_label(rating.pages.platforms[i]),
            "–" if value != value else number_text(value, words.lang, decimals),  # NaN
            f"{INDICATOR_SIGNS[zone]} {words.say(f'zone.{zone}')}",
        ]
        if norms is not None:
            row.append(words.say(f"norm.{norms[i]}") if norms[i] else "")
        rows.append(tuple(row))
        colors.append(INDICATOR_COLORS[zone])
    title = measure_title(indicator, words)
    if len(rating.leagues) > 1:
        title += f" · {words.say('rating.league', league=rating.methodology.league_label(league))}"
    return TextTable(
        title=title,
        headings=tuple(headings),
        brief=tuple(headings),
        numeric=(True, False, False, False, True, *(False for _ in headings[5:])),
        rows=tuple(rows),
        colors=tuple(colors),
        more=len(order) - len(shown),
        roles=("place", "page", "region", "platform", "value", "zone", "norm")[: len(headings)],
    )


def score_text(rating: Rating, value: float, words: Catalogue) -> str:
    """Return points or a total: whole numbers or halves; of an index, two decimals."""
    if rating.methodology.is_index:
        return number_text(value, words.lang, 2)
    return points_text(value, words.lang)


def total_heading(rating: Rating, words: Catalogue) -> str:
    return words.say("table.index" if rating.methodology.is_index else "table.total")


def short_label(indicator: Measure, words: Catalogue) -> str:
    return label_in(indicator.short, words.lang) if indicator.short else indicator.says(words.lang)


def zone_text(rating: Rating, page: int, words: Catalogue) -> str:
    band = rating.methodology.zones[rating.bands[page]]
    return f"{band.sign} {band.says(words.lang)}".strip()


def table_title(rating: Rating, words: Catalogue, league: str = "") -> str:
    """Return what the final table is of: the methodology's title, the period, the league."""
    title = methodology_title(rating, words)
    if rating.edition.period:
        title = words.say("rating.title", title=title, period=rating.edition.period)
    if len(rating.leagues) > 1:
        title += f" · {words.say('rating.league', league=rating.methodology.league_label(league))}"
    return title


def methodology_title(rating: Rating, words: Catalogue) -> str:
    methodology = rating.methodology
    return label_in(methodology.title, words.lang) if methodology.title else methodology.name


def legend_line(rating: Rating, words: Catalogue, *, numbered: bool = False) -> str:
    """Return what the short headings of the points mean."""
    measures = rating.methodology.measures
    weighted = not rating.methodology.is_index and any(measure.weight != 1 for measure in measures)
    if not numbered and not weighted and not any(measure.short for measure in measures):
        return ""  # the headings say it all
    parts = [
        f"{n if numbered else short_label(i, words)} = {i.says(words.lang)}"
        + (f" ×{i.weight}" if weighted and i.weight != 1 else "")
        for n, i in enumerate(measures, 1)
    ]
    kind = "rating.legend.index" if rating.methodology.is_index else "rating.legend"
    return words.say(kind, legend=", ".join(dict.fromkeys(parts)))


def rules_line(rating: Rating, words: Catalogue) -> str:
    """Return the rules for ties, missing figures and zones, and the population table, in one line."""
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
        worst = sorted({int(possible) for possible in rating.worst.tolist()})
        shares = [
            words.say("rules.zone", sign=band.sign, label=band.says(words.lang), upto=band.upto).strip()
            for band in methodology.zones
        ]
        zones = words.say(
            "rules.zones.index" if methodology.is_index else "rules.zones",
            worst=", ".join(number_text(w, words.lang) for w in worst[:3]),
            zones=", ".join(shares),
        )
    edition = rating.edition
    population = ""
    if edition.population:
        kind = "rules.population.dated" if edition.population_date else "rules.population"
        population = words.say(kind, name=edition.population, date=edition.population_date)
    line = words.say(
        "rules.line",
        title=methodology_title(rating, words),
        name=methodology.name,
        version=methodology.version,
        ties=words.say("rules.index", formula=index_formula(methodology, words), source=methodology.source)
        if methodology.is_index
        else words.say(f"rules.ties.{methodology.ties}"),
        place_ties=words.say(f"rules.place_ties.{methodology.place_ties}"),
        tie_break=broken,
        missing=words.say(f"rules.missing.{methodology.missing}"),
        zones=zones,
        population=population,
    )
    line = f"{line} {league_text(methodology, words)}".strip()
    footnote = label_in(methodology.footnote, words.lang) if methodology.footnote else ""
    return re.sub(" {2,}", " ", f"{line} {footnote}").strip()


def excluded_lines(rating: Rating, words: Catalogue) -> list[str]:
    """Return who is left out and why, a line each."""
    lines = []
    for out in rating.excluded:
        where = ", ".join(part for part in (out.region, platform_label(out.platform)) if part)
        lines.append(f"{out.page}{f' ({where})' if where else ''}: {reason_text(out.reason, words)}")
    return lines


def absent_line(rating: Rating, words: Catalogue) -> str:
    """Return which region has no page on which network; an empty text where all have."""
    parts = [f"{platform}: {', '.join(regions)}" for platform, regions in sorted(absent_parts(rating).items())]
    return words.say("rating.absent") + "; ".join(parts).removesuffix(".") + "." if parts else ""


def movement_lines(movement: Movement, words: Catalogue) -> list[str]:
    """Return what the moves are against, who left, and why unlike editions were compared all the same."""
    lines = [words.say("move.against", period=movement.previous.edition.period)]
    if movement.common is not None:
        lines[0] += " " + words.say("move.common")
    if movement.left:
        lines.append(words.say("move.left", pages="; ".join(left_texts(movement, words))))
    lines += [words.say("move.forced", why=problem_message(problem, words)) for problem in movement.forced]
    return lines


def left_texts(movement: Movement, words: Catalogue) -> list[str]:
    return [
        words.say("move.left.page", page=out.page, platform=platform_label(out.platform), place=out.previous)
        if out.platform
        else words.say("digest.placed.before", page=out.page, place=out.previous)
        for out in movement.left
    ]
