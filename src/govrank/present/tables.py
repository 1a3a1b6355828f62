"""The published tables as texts: the final one and one per indicator, in a language."""

from __future__ import annotations

from govrank.compare import Movement
from govrank.figures import decimals_for, number_text, points_text
from govrank.language import Catalogue
from govrank.platforms import platform_label
from govrank.present.cell_texts import interval_text, move_texts, score_text, short_label, total_heading, zone_text
from govrank.present.rules import measure_title
from govrank.present.text_table import WHITE, TextTable
from govrank.present.titles import table_title
from govrank.rating import Rating
from govrank.robustness import Robustness
from govrank.zone import INDICATOR_ZONES

INDICATOR_COLORS = {"green": "#c6efce", "white": WHITE, "red": "#ffc7ce"}
INDICATOR_SIGNS = {"green": "▲", "white": "●", "red": "▼"}


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
        colors=tuple(methodology.zones[rating.bands[i]].color if methodology.zones else WHITE for i in shown),
        more=len(pages) - len(shown),
        roles=(*names, *methodology.keys, "total", *("zone" for _ in ends[1:])),
    )


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
            indicator_zone_text(zone, words),
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


def indicator_zone_text(zone: str, words: Catalogue) -> str:
    """Return the sign and the name of a zone of an indicator's table."""
    return f"{INDICATOR_SIGNS[zone]} {words.say(f'zone.{zone}')}"
