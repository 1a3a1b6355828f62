"""A rating as one self-contained HTML page: nothing is fetched, nothing is executed that is not in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

from govrank.absent import absent_parts
from govrank.compare import Movement
from govrank.digest.article import digest_sentences
from govrank.export.charts import MOST_BARS, Bar, move_slope, swatches, total_bars
from govrank.export.ink import ink_on
from govrank.export.method import method_tables, norm_lines, version_line
from govrank.export.shown import shown
from govrank.language import Catalogue
from govrank.present.firmness import firmness_lines
from govrank.present.narrow import without_said_twice
from govrank.present.notes import excluded_lines, legend_line, movement_lines, rules_line
from govrank.present.tables import final_tables, indicator_tables
from govrank.present.text_table import TextTable
from govrank.present.titles import methodology_title
from govrank.rating import Rating
from govrank.robustness import Robustness


@dataclass(frozen=True)
class Column:
    """A column: its kind is "page" (the row's heading), "zone", "figure", "text", or "said" (the names have it too)."""

    heading: str
    kind: str
    title: str = ""


@dataclass(frozen=True)
class Cell:
    """A text, and what it is sorted by where that is a number; an empty text is sorted last."""

    text: str
    value: str | None = None


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    color: str
    ink: str


@dataclass(frozen=True)
class Table:
    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Chart:
    title: str
    bars: Sequence[Bar]
    more: int
    slope: str


def write_html(
    rating: Rating,
    words: Catalogue,
    stream: TextIO,
    movement: Movement | None = None,
    firm: Robustness | None = None,
) -> None:
    """Write the digest, the tables, the charts, who is left out, and the methodology as one HTML page."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("govrank.export"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    page = environment.get_template("page.html.j2")
    stream.writelines(page.generate(_content(rating, words, movement, firm)))


def _shown(value: object) -> object:
    """Make every text that the template prints show all its characters; drawings come ready."""
    return shown(value) if type(value) is str else value


def _content(rating: Rating, words: Catalogue, movement: Movement | None, firm: Robustness | None) -> dict[str, object]:
    methodology = rating.methodology
    title = methodology_title(rating, words)
    if rating.edition.period:
        title = words.say("rating.title", title=title, period=rating.edition.period)
    indicators = [
        (f"indicator-{indicator.key}", indicator.says(words.lang), _indicator_tables(rating, n, words))
        for n, indicator in enumerate(methodology.measures)
    ]
    return {
        "lang": words.lang,
        "say": words.say,
        "title": title,
        "digest": digest_sentences(rating, words, movement),
        "final": _final_tables(rating, words, movement, firm),
        "firm": [] if firm is None else firmness_lines(rating, firm, words),
        "legend": legend_line(rating, words),
        "movement": [] if movement is None else movement_lines(rating, movement, words),
        "indicators": indicators,
        "swatches": [(swatch.color, swatch.label) for swatch in swatches(rating, words)],
        "charts": [_chart(rating, words, league, movement) for league in rating.leagues],
        "excluded": excluded_lines(rating, words),
        "absent": sorted(absent_parts(rating).items()),
        "parts": words.say("html.charts.index" if methodology.is_index else "html.charts"),
        "rules": [rules_line(rating, words), *norm_lines(rating, words)],
        "method": [_plain_table(table, f"method-{n}") for n, table in enumerate(method_tables(rating, words), 1)],
        "version": version_line(rating, words),
    }


def _chart(rating: Rating, words: Catalogue, league: str, movement: Movement | None) -> Chart:
    return Chart(
        title=rating.methodology.league_label(league) if len(rating.leagues) > 1 else "",
        bars=total_bars(rating, words, league),
        more=max(0, len(rating.leagues[league]) - MOST_BARS),
        slope="" if movement is None else move_slope(rating, words, league, movement),
    )


def _final_tables(rating: Rating, words: Catalogue, movement: Movement | None, firm: Robustness | None) -> list[Table]:
    methodology = rating.methodology
    moving = (firm is not None) + (0 if movement is None else 1 + (movement.common is not None))
    kinds = [
        *["figure"] * (1 + moving), "page", "text", "text", *["figure"] * (len(methodology.keys) + 1),
        *["zone"] * bool(methodology.zones),
    ]  # fmt: skip
    titles = [""] * (4 + moving) + [i.says(words.lang) for i in methodology.measures]
    tables = []
    for n, (table, pages) in enumerate(
        zip(final_tables(rating, words, None, movement, firm), rating.leagues.values(), strict=True), 1
    ):
        values = [_final_values(rating, i, movement, firm) for i in pages]
        tables.append(_sortable(table, f"final-{n}", table.title, kinds, titles, values))
    return tables


def _final_values(rating: Rating, page: int, movement: Movement | None, firm: Robustness | None) -> list[str | None]:
    """Return what the cells of a row of the final table are sorted by."""
    moves = []
    if movement is not None:
        moves = [movement.moves[page], *([] if movement.common is None else [movement.common[page]])]
    return [
        _plain(rating.places[page].item()),
        *([] if firm is None else [_plain(firm.interval(page).median)]),
        *("" if move is None or not move.counted else _plain(move.by) for move in moves),
        *(None for _ in ("page", "region", "platform")),
        *(_plain(rating.points[key][page].item()) for key in rating.methodology.keys),
        _plain(rating.totals[page].item()),
        *([_plain(int(rating.bands[page]))] if rating.methodology.zones else []),
    ]


def _indicator_tables(rating: Rating, number: int, words: Catalogue) -> list[Table]:
    key = rating.methodology.keys[number]
    kinds = ["figure", "page", "text", "text", "figure", "zone", *["text"] * (key in rating.norms)]
    ranks, zones, measured = rating.ranks[key], rating.indicator_zones[key], rating.measured[key].values
    tables = []
    for n, (table, pages) in enumerate(
        zip(indicator_tables(rating, key, words), rating.leagues.values(), strict=True), 1
    ):
        values = []
        for i in sorted(pages, key=lambda i: (ranks[i], i)):  # the order of the published table
            row = [_plain(ranks[i].item()), None, None, None, _plain(measured[i].item()), _plain(int(zones[i]))]
            values.append([*row, *([None] if key in rating.norms else [])])
        tables.append(_sortable(table, f"table-{key}-{n}", table.title, kinds, [], values))
    return tables


def _plain(number: float) -> str:
    if number != number:  # NaN is a missing value
        return ""
    return str(int(number)) if float(number).is_integer() else repr(number)


def _sortable(
    table: TextTable, id_: str, caption: str, kinds: Sequence[str], titles: Sequence[str],
    values: Sequence[Sequence[str | None]],
) -> Table:  # fmt: skip
    full = [*titles, *[""] * (len(kinds) - len(titles))]
    said = set(table.roles) - set(without_said_twice(table).roles)
    kinds = [
        "said" if role in said else kind for kind, role in zip(kinds, table.roles or [""] * len(kinds), strict=True)
    ]
    columns = [
        Column(heading, kind, title if title != heading else "")
        for heading, kind, title in zip(table.headings, kinds, full, strict=True)
    ]
    rows = [
        Row(tuple(Cell(text, value) for text, value in zip(texts, numbers, strict=True)), color, ink_on(color))
        for texts, numbers, color in zip(table.rows, values, table.colors, strict=True)
    ]
    return Table(id_, caption, tuple(columns), tuple(rows))


def _plain_table(table: TextTable, id_: str) -> Table:
    kinds = ["page", *("figure" if numeric else "text" for numeric in table.numeric[1:])]
    return _sortable(table, id_, table.title, kinds, [], [[None] * len(kinds)] * len(table.rows))
