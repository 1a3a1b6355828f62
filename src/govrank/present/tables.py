"""The published tables: the final one, and one an indicator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from govrank.compare import Move, Movement
from govrank.figures import decimals_for, number_text, points_text
from govrank.language import Catalogue
from govrank.platforms import platform_label
from govrank.present.cell_texts import interval_text, move_text, score_text, short_label, total_heading, zone_text
from govrank.present.rules import measure_title
from govrank.present.table import WHITE, Column, Table, figure_column, plain_table, text_column
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
) -> list[Table]:
    """Return the final table of each league: place, interval, move, page, region, network, points, total, zone."""
    return [
        plain_table(
            table_title(rating, words, league),
            final_columns(rating, words, pages[:top], movement, firm),
            final_colors(rating, pages[:top]),
            more=len(pages) - len(pages[:top]),
        )
        for league, pages in rating.leagues.items()
    ]


def final_colors(rating: Rating, pages: Iterable[int]) -> list[str]:
    """Return the colour of each page's zone."""
    zones = rating.methodology.zones
    return [zones[rating.bands[i]].color if zones else WHITE for i in pages]


def final_columns(
    rating: Rating, words: Catalogue, pages: range, movement: Movement | None = None, firm: Robustness | None = None
) -> list[Column]:
    """Return the columns of the final table of some pages."""
    methodology = rating.methodology
    at = slice(pages.start, pages.stop)

    def points(value: float) -> str:
        return points_text(value, words.lang)

    def score(value: float) -> str:
        return score_text(rating, value, words)

    columns = [figure_column("place", words.say("table.place"), rating.places[at].tolist(), points)]
    if firm is not None:
        intervals = [firm.interval(i) for i in pages]
        medians = [own.median for own in intervals]
        columns.append(
            Column("interval", words.say("table.interval"), "figure", medians, lambda i: interval_text(intervals[i]))
        )
    if movement is not None:
        columns += move_columns(movement, words, pages)
    columns += who_columns(rating, pages, words)
    decimals = 2 if methodology.is_index else 0
    for number, measure in enumerate(methodology.measures, 1):
        own = figure_column(
            f"{measure.key}_points", short_label(measure, words), rating.points[measure.key][at].tolist(), score
        )
        columns.append(replace(own, brief=str(number), title=measure.says(words.lang), decimals=decimals))
    totals = rating.totals[at].tolist()
    columns.append(replace(figure_column("total", total_heading(rating, words), totals, score), decimals=decimals))
    if methodology.zones:
        columns.append(
            Column(
                "zone", words.say("table.zone"), "zone", rating.bands[at].tolist(),
                lambda i: zone_text(rating, pages[i], words),
            )
        )  # fmt: skip
    return columns


def move_columns(movement: Movement, words: Catalogue, pages: Sequence[int]) -> list[Column]:
    """Return the moves, and, where the roster changed, those among the pages that both editions have."""
    columns = [_move_column("move", [movement.moves[i] for i in pages], words)]
    if movement.common is not None:
        columns.append(_move_column("common", [movement.common[i] for i in pages], words))
    return columns


def _move_column(role: str, moves: Sequence[Move | None], words: Catalogue) -> Column:
    values = [None if move is None else move.value for move in moves]
    return Column(role, words.say(f"table.{role}"), "move", values, lambda i: move_text(moves[i], words))


def who_columns(rating: Rating, pages: Sequence[int], words: Catalogue) -> list[Column]:
    """Return the pages' names, their regions and their networks."""
    own = rating.pages
    return [
        text_column("page", words.say("table.page"), [own.names[i] for i in pages], "page"),
        text_column("region", words.say("table.region"), [own.regions[i] for i in pages]),
        text_column("platform", words.say("table.platform"), [platform_label(own.platforms[i]) for i in pages]),
    ]


def indicator_tables(rating: Rating, key: str, words: Catalogue, top: int | None = None) -> list[Table]:
    """Return one indicator's table of each league: place, page, value, zone and, where there is one, norm."""
    indicator = rating.methodology.measure(key)
    tables = []
    for league, pages in rating.leagues.items():
        title = measure_title(indicator, words)
        if len(rating.leagues) > 1:
            title += f" · {words.say('rating.league', league=rating.methodology.league_label(league))}"
        order = indicator_order(rating, key, pages)
        columns = indicator_columns(rating, key, words, order, shown=len(order[:top]))
        colors = indicator_colors(rating, key, order[:top])
        tables.append(plain_table(title, columns, colors, more=len(order) - len(order[:top])))
    return tables


def indicator_order(rating: Rating, key: str, pages: Iterable[int]) -> list[int]:
    """Return some pages by their places on an indicator."""
    return sorted(pages, key=lambda i: (rating.ranks[key][i], i))


def indicator_colors(rating: Rating, key: str, pages: Iterable[int]) -> list[str]:
    """Return the colour of each page's zone on an indicator."""
    return [INDICATOR_COLORS[INDICATOR_ZONES[rating.indicator_zones[key][i]]] for i in pages]


def indicator_columns(
    rating: Rating, key: str, words: Catalogue, order: Sequence[int], shown: int | None = None
) -> list[Column]:
    """Return the columns of one indicator's table.

    Args:
        order: all its pages, by which the decimals are chosen; the first `shown` of them have rows.
    """
    indicator = rating.methodology.measure(key)
    rows = order[:shown]
    decimals = decimals_for(rating.measured[key].values[i].item() for i in order)
    zones = [int(rating.indicator_zones[key][i]) for i in rows]

    def value(figure: float) -> str:
        return "–" if figure != figure else number_text(figure, words.lang, decimals)  # NaN is missing

    columns = [
        figure_column(
            "place",
            words.say("table.place"),
            [rating.ranks[key][i].item() for i in rows],
            lambda place: points_text(place, words.lang),
        ),
        *who_columns(rating, rows, words),
        figure_column(
            "value", indicator.says(words.lang), [rating.measured[key].values[i].item() for i in rows], value
        ),
        Column(
            "zone",
            words.say("table.zone"),
            "zone",
            zones,
            lambda row: indicator_zone_text(INDICATOR_ZONES[zones[row]], words),
        ),
    ]
    norms = rating.norms.get(key)
    if norms is not None:
        texts = [words.say(f"norm.{norms[i]}") if norms[i] else "" for i in rows]
        columns.append(text_column("norm", words.say("table.norm"), texts))
    return columns


def indicator_zone_text(zone: str, words: Catalogue) -> str:
    """Return the sign and the name of a zone of an indicator's table."""
    return f"{INDICATOR_SIGNS[zone]} {words.say(f'zone.{zone}')}"
