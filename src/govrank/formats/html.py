"""A result as one self-contained HTML page: nothing is fetched, nothing is executed that is not in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TextIO

from govrank.analysis.compare import Movement
from govrank.analysis.robustness import Robustness
from govrank.analysis.trend import Trend
from govrank.formats.charts import bar_svg, course_svg, slope_svg, spark_svg
from govrank.reports.charts import (
    DARK,
    LIGHT,
    MOST_BARS,
    Bar,
    course_drawing,
    ink_on,
    move_slope,
    swatches,
    total_bars,
)
from govrank.reports.course import trend_report
from govrank.reports.course_lines import course_methodology, course_note, course_panels, course_title, role_sentences
from govrank.reports.names import absent_parts
from govrank.reports.narrative import digest_sentences
from govrank.reports.narrow import without_said_twice
from govrank.reports.rating import final_tables, indicator_tables, method_tables, norm_lines, version_line
from govrank.reports.results import EditionResult, Result, TrendResult
from govrank.reports.robustness import firmness_lines
from govrank.reports.sentences import shown
from govrank.reports.table import Column, Table, plain_table, text_column
from govrank.reports.wording import excluded_lines, gate_lines, legend_line, movement_lines, rating_title, rules_line
from govrank.scoring.rating import Rating
from govrank.text.catalogue import Catalogue

_WIDE = 5  # editions, above which a table needs the paper's long side
_CLASSES = {"line": "course", "move": "figure"}
_SHORT = 10  # letters of a period that are not divided


@dataclass(frozen=True)
class Head:
    """A column's heading, its class in the page, and the whole heading where it is a short one."""

    text: str
    kind: str
    title: str = ""


@dataclass(frozen=True)
class Cell:
    """A text, what it is sorted by where that is a number (an empty text is sorted last), and a ready drawing."""

    text: str
    value: str | None = None
    drawing: str = ""


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    color: str
    ink: str


@dataclass(frozen=True)
class Grid:
    id: str
    caption: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    sortable: bool


@dataclass(frozen=True)
class Chart:
    title: str
    bars: Sequence[tuple[Bar, str]]
    more: int
    slope: str


@dataclass(frozen=True)
class CourseChart:
    title: str
    svg: str
    said: list[str]
    more: int


def write(result: Result, words: Catalogue, stream: TextIO, _key: str) -> None:
    """Write a rating with its digest, tables, charts and methodology, or a trend with its chart, as one page."""
    if isinstance(result, TrendResult):
        _write_page("course.html.j2", _course_content(result.trend, words), words, stream)
    elif isinstance(result, EditionResult):
        content = _rating_content(result.rating, words, result.movement, result.robustness)
        _write_page("page.html.j2", content, words, stream)


def _write_page(template: str, content: Mapping[str, object], words: Catalogue, stream: TextIO) -> None:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("govrank.formats"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    page = environment.get_template(template)
    stream.writelines(page.generate({"lang": words.lang, "say": words.say, **content}))


def _shown(value: object) -> object:
    """Make every text that the template prints show all its characters; drawings come ready."""
    return shown(value) if type(value) is str else value


def _rating_content(
    rating: Rating, words: Catalogue, movement: Movement | None, firm: Robustness | None
) -> dict[str, object]:
    methodology = rating.methodology
    indicators = [
        (
            f"indicator-{measure.key}",
            measure.says(words.lang),
            [
                _grid(table, f"table-{measure.key}-{n}")
                for n, table in enumerate(indicator_tables(rating, measure.key, words), 1)
            ],
        )
        for measure in methodology.measures
    ]
    return {
        "title": rating_title(rating, words),
        "digest": digest_sentences(rating, words, movement),
        "final": [
            _grid(table, f"final-{n}") for n, table in enumerate(final_tables(rating, words, None, movement, firm), 1)
        ],
        "firm": [] if firm is None else firmness_lines(rating, firm, words),
        "legend": legend_line(rating, words),
        "movement": [] if movement is None else movement_lines(rating, movement, words),
        "indicators": indicators,
        "swatches": [(swatch.color, swatch.label) for swatch in swatches(rating, words)],
        "charts": [_chart(rating, words, league, movement) for league in rating.leagues],
        "gates": gate_lines(rating, words),
        "excluded": excluded_lines(rating, words),
        "absent": sorted(absent_parts(rating).items()),
        "parts": words.say(f"html.charts.{rating.scoring.key}"),
        "rules": [rules_line(rating, words), *norm_lines(rating, words)],
        "method": [
            _grid(table, f"method-{n}", sortable=False) for n, table in enumerate(method_tables(rating, words), 1)
        ],
        "version": version_line(rating, words),
    }


def _chart(rating: Rating, words: Catalogue, league: str, movement: Movement | None) -> Chart:
    return Chart(
        title=rating.methodology.league_label(league) if len(rating.leagues) > 1 else "",
        bars=[(bar, bar_svg(bar)) for bar in total_bars(rating, words, league)],
        more=max(0, len(rating.leagues[league]) - MOST_BARS),
        slope="" if movement is None else slope_svg(move_slope(rating, words, league, movement)),
    )


def _course_content(trend: Trend, words: Catalogue) -> dict[str, object]:
    report = trend_report(trend, words)
    title = course_title(trend, words)
    tables = report.tables
    below = tables.pop() if trend.below else None
    last = trend.editions[-1]
    return {
        "title": f"{course_methodology(trend, words)}: {title}",
        "wide": len(trend.editions) > _WIDE,
        "colors": list(zip(LIGHT, DARK, strict=True)),
        "standing": [_course_grid(table, f"standing-{n}") for n, table in enumerate(tables, 1)],
        "note": course_note(trend, words),
        "charts": _course_charts(trend, words),
        "below": [] if below is None else [(below.title, _course_grid(replace(below, title=title), "below-table"))],
        "said": report.paragraphs,
        "rules": rules_line(last, words),
        "sources": _grid(_sources(trend, words), "sources", sortable=False),
        "version": version_line(last, words),
    }


def _course_charts(trend: Trend, words: Catalogue) -> list[CourseChart]:
    periods = [rating.edition.period for rating in trend.editions]
    panels = course_panels(trend)
    return [
        CourseChart(
            title=trend.editions[-1].methodology.league_label(panel.league) if len(panels) > 1 else "",
            svg=course_svg(course_drawing(panel, periods, words, course_note(trend, words)), n),
            said=role_sentences(panel, words),
            more=panel.more,
        )
        for n, panel in enumerate(panels, 1)
    ]


def _sources(trend: Trend, words: Catalogue) -> Table:
    files = [(rating.edition.period, source) for rating in trend.editions for source in rating.edition.sources]
    columns = [
        text_column("edition", words.say("course.edition"), [period for period, _source in files]),
        text_column("file", words.say("html.method.file"), [source.name for _period, source in files]),
        text_column("sha256", "SHA-256", [source.sha256 or "–" for _period, source in files]),
    ]
    return plain_table(words.say("html.method.sources"), columns)


def _course_grid(table: Table, id_: str) -> Grid:
    """Return a table of places by edition, whose periods stand in one line where they are short."""
    short = all(len(column.heading) <= _SHORT for column in table.columns if column.role == "period")
    grid = _grid(table, id_, slim=False)
    heads = [
        replace(head, kind="figure edition short" if short else "figure edition") if column.role == "period" else head
        for head, column in zip(grid.heads, table.columns, strict=True)
    ]
    return replace(grid, heads=tuple(heads))


def _grid(table: Table, id_: str, *, sortable: bool = True, slim: bool = True) -> Grid:
    """Return a table for the page.

    Args:
        slim: hide on narrow screens what every page's name says already.
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
        columns.append(_cells(column, sortable=sortable))
    rows = [
        Row(cells, color, ink_on(color)) for cells, color in zip(zip(*columns, strict=True), table.colors, strict=True)
    ]
    return Grid(id_, table.title, tuple(heads), tuple(rows), sortable)


def _cells(column: Column, *, sortable: bool) -> list[Cell]:
    if column.kind == "line":
        return [Cell("", drawing=spark_svg(*value)) for value in column.values]
    if not sortable or not (column.numeric or column.kind == "zone"):
        return [Cell(text) for text in column.texts]
    return [Cell(_unbroken(text), _plain(value)) for text, value in zip(column.texts, column.values, strict=True)]


def _unbroken(text: str) -> str:
    """Keep an arrow beside its place and a sign beside its figure; a word may go below its own."""
    for sign in "▲▼%":
        text = text.replace(f" {sign}", f"\u00a0{sign}")
    return text.replace(" ⇄ ", "\u00a0⇄\u00a0")


def _plain(number: float | str | None) -> str:
    if number is None or isinstance(number, str) or number != number:  # NaN is a missing value
        return ""
    return str(int(number)) if float(number).is_integer() else repr(number)
