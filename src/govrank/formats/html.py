"""A result as one self-contained HTML page, which fetches nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any, TextIO

from govrank.analysis.compare import Movement
from govrank.analysis.trend import Trend
from govrank.formats.charts import bar_svg, slope_svg, spark_svg, trend_svg
from govrank.formats.json import json_text
from govrank.reports.card import card_report
from govrank.reports.charts import (
    DARK,
    LIGHT,
    MOST_BARS,
    SPARK_STEP,
    Bar,
    move_slope,
    swatches,
    text_color_on,
    total_bars,
    trend_drawing,
    web_width,
)
from govrank.reports.documents import dataset_document
from govrank.reports.edition import final_blocks, method_blocks
from govrank.reports.masthead import head_lines, origin_line, shown_periods, source_line
from govrank.reports.names import absent_parts
from govrank.reports.narrative import tell_story
from govrank.reports.narrow import without_said_twice
from govrank.reports.rating import (
    indicator_tables,
    sources_table,
    version_line,
)
from govrank.reports.results import EditionResult, ExplanationResult, Result, TrendResult
from govrank.reports.sentences import printable_spaced
from govrank.reports.table import WHITE, Bullets, Column, Table
from govrank.reports.trend import trend_parts, trend_read
from govrank.reports.trend_lines import role_sentences, trend_methodology, trend_note, trend_panels, trend_title
from govrank.reports.wording import excluded_lines, gate_lines, rating_title, rules_line
from govrank.scoring.rating import Rating
from govrank.text.catalogue import Catalogue
from govrank.text.numbers import data_numbers

if TYPE_CHECKING:
    from jinja2 import Environment

_WIDE = 5  # number of editions above which a table needs the paper's long side
_CLASSES = {"line": "course", "move": "figure"}
_DESKTOP = 1180  # pixels that a table has on a screen of 1 280
_TABLET = 730  # and on one of 768
_NAME, _PADDING = 150, 14  # pixels: the minimum width of a page's name, and the padding of each column
_MANY = 50  # number of pages from which there is a search box
_GREY = 0.1  # saturation: below it there is no colour
_SHORT = 10  # letters up to which a period is not broken


@dataclass(frozen=True)
class Card:
    """A page on a narrow screen: the main facts, and the rest under their headings."""

    place: Cell
    page: str
    network: str
    total: Cell
    zone: Cell
    more: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True)
class Head:
    """A column's heading, its CSS class, and the full heading if it is shortened."""

    text: str
    kind: str
    title: str = ""


@dataclass(frozen=True)
class Cell:
    """A text, its sort key if a number (an empty text is sorted last), a ready drawing, its fill."""

    text: str
    value: str | None = None
    drawing: str = ""
    color: str = WHITE

    @property
    def tint(self) -> str:
        """The CSS class of its colour, or an empty text."""
        return "" if self.color == WHITE else f"z{self.color[1:].lower()}"


@dataclass(frozen=True)
class PageTable:
    """A table on the page.

    Attributes:
        fits: whether it fits on a desktop screen, so that its header can be sticky.
        quiet: whether its caption is only for screen readers.
        broad: whether it is too wide for a tablet, which shows the cards instead.
        cards: its replacement on a narrow screen.
    """

    id: str
    caption: str
    notes: tuple[str, ...]
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sortable: bool
    fits: bool = False
    broad: bool = False
    quiet: bool = False
    cards: tuple[Card, ...] = ()


@dataclass(frozen=True)
class Chart:
    title: str
    bars: Sequence[tuple[Bar, str]]
    more: int
    slope: str


@dataclass(frozen=True)
class TrendChart:
    title: str
    svg: str
    said: list[str]
    more: int


def write(result: Result, words: Catalogue, stream: TextIO, _key: str) -> None:
    """Write a rating with its digest, tables, charts and methodology, a trend, or a page's cards, as one page."""
    template, fill = _PAGES[type(result)]
    content = fill(result, words)
    tints = [*_tints([*content.values()])]
    page = _environment().get_template(template)
    stream.writelines(page.generate({"lang": words.lang, "say": words.say, "tints": tints, **content}))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("govrank.formats"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _shown(value: object) -> object:
    """Make every character of the template's texts visible; drawings are ready already."""
    return printable_spaced(value) if type(value) is str else value


def _rating_content(result: EditionResult, words: Catalogue) -> dict[str, object]:
    rating, movement = result.rating, result.movement
    story = tell_story(rating, words, movement)
    description = " ".join(story.lead)
    indicators = [
        (
            f"indicator-{measure.key}",
            measure.says(words.lang),
            story.comments[measure.key],
            [
                _grid(table, f"table-{measure.key}-{n}")
                for n, table in enumerate(indicator_tables(rating, measure.key, words), 1)
            ],
        )
        for measure in rating.methodology.measures
    ]
    numbers = count(1)
    return {
        "title": rating_title(rating, words),
        "description": description,
        "dataset": _script_text(dataset_document(rating, description, words)),
        "head": head_lines(rating, words),
        "logo": _address(rating),
        "story": story,
        "final": [
            replace(_grid(block, f"final-{n}"), cards=_cards(block), quiet=not block.level)
            if isinstance(block, Table)
            else block
            for n, block in enumerate(final_blocks(rating, words, movement, result.robustness), 1)
        ],
        "indicators": indicators,
        "many": len(rating) >= _MANY,
        "leagues": [rating.methodology.league_label(league) for league in rating.leagues],
        "swatches": [(swatch.color, swatch.label) for swatch in swatches(rating, words)],
        "charts": [_chart(rating, words, league, movement) for league in rating.leagues],
        "gates": gate_lines(rating, words),
        "excluded": excluded_lines(rating, words),
        "absent": sorted(absent_parts(rating).items()),
        "parts": words.say(f"totals.{rating.scoring.key}"),
        "method": [
            _grid(block, f"method-{next(numbers)}", sortable=False) if isinstance(block, Table) else block
            for block in method_blocks(rating, words)
        ],
        "version": version_line(rating, words),
    }


def _script_text(document: object) -> str:
    """Return JSON that is safe in a page's script: nothing ends the script, begins a comment or is invisible."""
    from markupsafe import Markup

    text = json_text(document)
    unsafe = {one for one in text if one in "<>&" or not (one.isprintable() or one == "\n")}
    escapes = {ord(one): f"\\u{ord(one):04x}" if one in "<>&" else json.dumps(one)[1:-1] for one in unsafe}
    return Markup(text.translate(escapes))  # noqa: S704  # what would be markup is escaped


def _address(rating: Rating) -> str:
    """Return the logo as a data URL, or an empty text."""
    return rating.edition.logo.address if rating.edition.logo is not None else ""


def _chart(rating: Rating, words: Catalogue, league: str, movement: Movement | None) -> Chart:
    return Chart(
        title=rating.methodology.league_label(league) if len(rating.leagues) > 1 else "",
        bars=[(bar, bar_svg(bar)) for bar in total_bars(rating, words, league)],
        more=max(0, len(rating.leagues[league]) - MOST_BARS),
        slope="" if movement is None else slope_svg(move_slope(rating, words, league, movement)),
    )


def _cards_content(result: ExplanationResult, words: Catalogue) -> dict[str, object]:
    rating = result.rating
    cards = []
    for n, card in enumerate(result.cards, 1):
        name, total, *blocks = card_report(rating, card, words).blocks
        parts: list[object] = []  # paragraphs, lists of items, tables
        for block in blocks:
            if isinstance(block, Table):
                caption = f"{name}: {words.say('section.indicators')}"
                grid = _grid(replace(block, title=caption), f"standings-{n}", sortable=False)
                parts.append(replace(grid, quiet=True))
            elif block:
                parts.append(block.lines if isinstance(block, Bullets) else block)
        cards.append((name, total, parts))
    return {
        "title": rating_title(rating, words),
        "logo": _address(rating),
        "cards": cards,
        "source": source_line([rating], words),
        "version": version_line(rating, words),
    }


def _trend_content(result: TrendResult, words: Catalogue) -> dict[str, object]:
    trend = result.trend
    title = trend_title(trend, words)
    tables, below, said = trend_parts(trend, words)
    last = trend.editions[-1]
    return {
        "title": f"{trend_methodology(trend, words)}: {title}",
        "description": trend_read(trend, words),
        "head": [trend_read(trend, words), *filter(None, [origin_line(last, words)])],
        "logo": _address(last),
        "wide": len(trend.editions) > _WIDE,
        "colors": list(zip(LIGHT, DARK, strict=True)),
        "standing": [_trend_grid(table, f"standing-{n}") for n, table in enumerate(tables, 1)],
        "note": trend_note(trend, words),
        "charts": _trend_charts(trend, words),
        "below": [(table.title, _trend_grid(replace(table, title=title), "below-table")) for table in below],
        "said": said,
        "rules": rules_line(last, words),
        "sources": _grid(sources_table(trend.editions, words), "sources", sortable=False),
        "version": version_line(last, words),
    }


_PAGES: Mapping[type[Result], tuple[str, Callable[[Any, Catalogue], dict[str, object]]]] = {
    EditionResult: ("page.html.j2", _rating_content),
    TrendResult: ("trend.html.j2", _trend_content),
    ExplanationResult: ("card.html.j2", _cards_content),
}


def _trend_charts(trend: Trend, words: Catalogue) -> list[TrendChart]:
    periods = shown_periods(trend.editions, words)
    panels = trend_panels(trend)
    return [
        TrendChart(
            title=trend.editions[-1].methodology.league_label(panel.league) if len(panels) > 1 else "",
            svg=trend_svg(trend_drawing(panel, periods, words, trend_note(trend, words)), n),
            said=role_sentences(panel, words),
            more=panel.more,
        )
        for n, panel in enumerate(panels, 1)
    ]


def _trend_grid(table: Table, id_: str) -> PageTable:
    """Return a table of places by edition, with short periods on one line."""
    short = all(len(column.heading) <= _SHORT for column in table.columns if column.role == "period")
    grid = _grid(table, id_, slim=False)
    heads = [
        replace(head, kind="figure edition short" if short else "figure edition") if column.role == "period" else head
        for head, column in zip(grid.heads, table.columns, strict=True)
    ]
    return replace(grid, heads=tuple(heads))


def _grid(table: Table, id_: str, *, sortable: bool = True, slim: bool = True) -> PageTable:
    """Return a table for the page.

    Args:
        slim: hide on narrow screens what every page's name already says.
    """
    said = set(table.roles) - set(without_said_twice(table).roles) if slim else set()
    heads, columns = [], []
    headed = table.column("page") is not None
    for n, column in enumerate(table.columns):
        kind = _CLASSES.get(column.kind, column.kind) if column.role not in said else "said"
        if n == 0 and not headed:
            kind = "page"  # the first column heads its row
        title = column.title if column.title != column.heading else ""
        heads.append(Head(column.heading, kind, title))
        cells = _cells(column, sortable=sortable)
        columns.append([replace(cell, color=color) for cell, color in zip(cells, column.fills, strict=True)])
    rows = tuple(zip(*columns, strict=True))
    width = _natural_width(table)
    return PageTable(
        id_, table.title, table.notes, tuple(heads), rows, sortable, fits=width <= _DESKTOP, broad=width > _TABLET
    )


def _natural_width(table: Table) -> float:
    """Estimate a table's minimum width in pixels; a page's name may wrap."""
    width = 0.0
    for column in table.columns:
        heading = max((web_width(word) for word in column.heading.split()), default=0)
        if column.kind == "text" or column.role == "page":
            body = max((web_width(word) for text in column.texts for word in text.split()), default=0)
        elif column.kind == "line":
            body = max((SPARK_STEP * len(value[0]) for value in column.values), default=0)
        else:
            body = max(map(web_width, column.texts), default=0)
        width += max(heading, body, _NAME if column.role == "page" else 0) + _PADDING
    return width


def _cards(table: Table) -> tuple[Card, ...]:
    columns = {column.role: column for column in table.columns}
    first = [columns.pop(role, None) for role in ("place", "page", "platform", "total", "zone")]
    place, page, platform, total, zone = (None if column is None else _tinted(column) for column in first)
    more = [(column.title or column.heading, _tinted(column)) for column in columns.values()]
    empty = Cell("")
    return tuple(
        Card(
            place=place[i] if place else empty,
            page=page[i].text if page else "",
            network=platform[i].text if platform else "",
            total=total[i] if total else empty,
            zone=zone[i] if zone else empty,
            more=tuple((heading, cells[i]) for heading, cells in more),
        )
        for i in range(len(table))
    )


def _tinted(column: Column) -> list[Cell]:
    return [Cell(text, color=color) for text, color in zip(column.texts, column.fills, strict=True)]


def _tints(content: object) -> Iterator[tuple[str, str, str, str]]:
    """Yield each colour of the cells as its class, light fill, ink and dark fill."""
    found: dict[str, Cell] = {}

    def look(one: object) -> None:
        if isinstance(one, Cell):
            found.setdefault(one.tint, one)
        elif isinstance(one, PageTable):
            look((one.rows, [card.more for card in one.cards]))
        elif isinstance(one, list | tuple):
            for part in one:
                look(part)

    look(content)
    for tint, cell in sorted(found.items()):
        if tint:
            yield tint, cell.color, text_color_on(cell.color), night_color(cell.color)


def night_color(color: str) -> str:
    """Return a fill for dark mode: as far from black as the original is from white, and no paler.

    >>> night_color("#c6efce"), night_color("#ffc7ce")
    ('#235d2f', '#572128')
    """
    hue, light, strength = rgb_to_hls(*(int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)))
    parts = hls_to_rgb(hue, min(0.35, 0.18 + (1 - light) / 2), 0.45 if strength > _GREY else 0)
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _cells(column: Column, *, sortable: bool) -> list[Cell]:
    if column.kind == "line":
        return [Cell("", drawing=spark_svg(*value)) for value in column.values]
    if not sortable or not (column.numeric or column.kind == "zone"):
        return [Cell(text) for text in column.texts]
    return [
        Cell(_unbroken(text), "" if number is None or isinstance(number, str) else repr(number))
        for text, number in zip(column.texts, data_numbers(column.values), strict=True)
    ]


def _unbroken(text: str) -> str:
    """Keep an arrow on the line of its place and a sign on that of its figure; words may wrap."""
    for sign in "▲▼%":
        text = text.replace(f" {sign}", f"\u00a0{sign}")
    return text.replace(" ⇄ ", "\u00a0⇄\u00a0")
