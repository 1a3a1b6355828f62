"""The pages through the editions as one self-contained HTML page: standing, bump chart, sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TextIO

from govrank.export.course_chart import course_chart, spark_line
from govrank.export.course_lines import (
    DARK,
    LIGHT,
    course_methodology,
    course_note,
    course_panels,
    course_title,
    role_sentences,
)
from govrank.export.method import version_line
from govrank.export.shown import shown
from govrank.language import Catalogue
from govrank.present.course import trend_report
from govrank.present.notes import rules_line
from govrank.present.text_table import TextTable
from govrank.rating import Rating
from govrank.read.table import Source
from govrank.trend import Course, Trend

_WIDE = 5  # editions, above which a table needs the paper's long side
_SHORT = 10  # letters of a period that are not divided


@dataclass(frozen=True)
class Cell:
    """A text, what it is sorted by where that is a number (an empty text is sorted last), and a ready drawing."""

    text: str
    value: str | None = None
    drawing: str = ""


@dataclass(frozen=True)
class Table:
    """A table whose columns are a heading and a kind each: "page" (the row's heading), "figure", "text" and so on."""

    id: str
    caption: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Cell, ...], ...]
    sortable: bool = True


@dataclass(frozen=True)
class Chart:
    title: str
    svg: str
    said: list[str]
    more: int


def write_course_html(trend: Trend, words: Catalogue, stream: TextIO) -> None:
    """Write the standing, the places by edition as a chart, the method and the sources as one HTML page."""
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
    page = environment.get_template("course.html.j2")
    stream.writelines(page.generate(_content(trend, words)))


def _shown(value: object) -> object:
    """Make every text that the template prints show all its characters; drawings come ready."""
    return shown(value) if type(value) is str else value


def _content(trend: Trend, words: Catalogue) -> dict[str, object]:
    report = trend_report(trend, words)
    title = course_title(trend, words)
    tables = iter(block for block in report.blocks if isinstance(block, TextTable))
    standing = []
    for n, league in enumerate(dict.fromkeys(course.league for course in trend.courses), 1):
        own = [course for course in trend.courses if course.league == league]
        standing.append(_course_table(next(tables), own, trend, f"standing-{n}"))
    below = []
    if trend.below:
        table = next(tables)
        below.append((table.title, _course_table(replace(table, title=title), trend.below, trend, "below-table")))
    last = trend.editions[-1]
    return {
        "lang": words.lang,
        "say": words.say,
        "title": f"{course_methodology(trend, words)}: {title}",
        "wide": len(trend.editions) > _WIDE,
        "colors": list(zip(LIGHT, DARK, strict=True)),
        "standing": standing,
        "note": course_note(trend, words),
        "charts": _charts(trend, words),
        "below": below,
        "said": [block for block in report.blocks if isinstance(block, str) and block],
        "rules": rules_line(last, words),
        "sources": _sources(trend, words),
        "version": version_line(last, words),
    }


def _charts(trend: Trend, words: Catalogue) -> list[Chart]:
    periods = [rating.edition.period for rating in trend.editions]
    panels = course_panels(trend)
    return [
        Chart(
            title=trend.editions[-1].methodology.league_label(panel.league) if len(panels) > 1 else "",
            svg=course_chart(panel, periods, words, n, course_note(trend, words)),
            said=role_sentences(panel, words),
            more=panel.more,
        )
        for n, panel in enumerate(panels, 1)
    ]


def _course_table(table: TextTable, courses: Sequence[Course], trend: Trend, id_: str) -> Table:
    places = len(trend.editions)
    standing = len(table.headings) - places - 5  # page, region, network; mean and course
    short = all(len(rating.edition.period) <= _SHORT for rating in trend.editions)
    edition = "figure edition short" if short else "figure edition"
    kinds = [*["figure"] * standing, "page", "text", "text", *[edition] * places, "figure", "course"]
    rows = []
    for texts, course in zip(table.rows, courses, strict=True):
        values = [
            *([str(course.standing)] * standing),
            None,
            None,
            None,
            *("" if place is None else str(place) for place in course.own_places),
            repr(float(course.share)),
        ]
        cells = [
            Cell(text if value is None else _unbroken(text), value)
            for text, value in zip(texts[:-1], values, strict=True)
        ]
        drawing = spark_line(course.own_places, trend.worst[course.league])
        rows.append((*cells, Cell("", None, drawing)))
    return Table(id_, table.title, tuple(zip(table.headings, kinds, strict=True)), tuple(rows))


def _unbroken(text: str) -> str:
    """Keep an arrow beside its place; a word may go below its own."""
    return (
        text.replace(" ▲", "\u00a0▲").replace(" ▼", "\u00a0▼").replace(" ⇄ ", "\u00a0⇄\u00a0").replace(" %", "\u00a0%")
    )


def _sources(trend: Trend, words: Catalogue) -> Table:
    headings = (words.say("course.edition"), words.say("html.method.file"), "SHA-256")
    rows = [(rating.edition.period, source.name, source.sha256 or "–") for rating, source in _files(trend)]
    return Table(
        "sources",
        words.say("html.method.sources"),
        tuple(zip(headings, ("page", "text", "text"), strict=True)),
        tuple(tuple(Cell(text) for text in row) for row in rows),
        sortable=False,
    )


def _files(trend: Trend) -> Iterator[tuple[Rating, Source]]:
    for rating in trend.editions:
        for source in rating.edition.sources:
            yield rating, source
