"""A rating as pictures for publication: each table, and the totals as bars; a trend's course, and a page's card."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from govrank.analysis.compare import Movement
from govrank.analysis.explain import Explanation
from govrank.analysis.robustness import Robustness
from govrank.analysis.trend import Trend
from govrank.formats import Files
from govrank.formats.typeset import (
    Data,
    Picture,
    bars_block,
    drawing_block,
    heading,
    legend,
    notes,
    paragraph,
    report_blocks,
    set_pictures,
    table_parts,
)
from govrank.problems import CommandError
from govrank.reports.card import card_name, card_report
from govrank.reports.charts import bars_note, course_drawing, swatches, total_bars, web_width
from govrank.reports.course import course_read, trend_report
from govrank.reports.course_lines import (
    course_methodology,
    course_note,
    course_panels,
    course_title,
    left_out_sentence,
    role_sentences,
)
from govrank.reports.masthead import head_lines, shown_periods, source_line
from govrank.reports.rating import final_tables, indicator_notes, indicator_tables
from govrank.reports.results import EditionResult, ExplanationResult, Result, TrendResult
from govrank.reports.robustness import robustness_notes
from govrank.reports.table import Table
from govrank.reports.wording import (
    excluded_lines,
    gate_lines,
    legend_line,
    movement_lines,
    rating_title,
    rules_line,
    table_title,
)
from govrank.scoring.rating import Rating
from govrank.text.catalogue import Catalogue
from govrank.text.spelling import similar_names

How = Literal["png", "svg"]

MOST_ROWS = 1000  # of one table: ten pictures
ROWS_A_PART = 100  # a longer table is several pictures
_TALLEST = 5600  # points of rows in one picture: 16 000 pixels
_TALLEST_COURSE = 10_000  # points: nearly as many pixels as a PNG can hold
_NAME, _ROW, _LINE = 150, 22, 16  # points: what a name has of a row, a row, and each further line of a name
_COURSE_ROOM = 536  # points, between a picture's margins
_COURSE_LETTERS, _COURSE_SIZE = 28, 10  # of a name in one line; of a font as narrow as ours
_MOST_EXCLUDED = 5  # named with their reasons; of more only the number is said
_LONGEST_NAME = 60


def image_names(rating: Rating) -> dict[str, str]:
    """Return what can be drawn: its name → "final", "totals" or an indicator's key; "all" is all of them."""
    names = {"final": "final", "totals": "totals"}
    taken = {*names, "all", *(key.casefold() for key in rating.methodology.keys)}
    for key in rating.methodology.keys:
        name = key
        if key.casefold() in ("final", "totals", "all"):  # a methodology may call an indicator so
            while name.casefold() in taken:
                name = f"indicator-{name}"
        names[name] = key
    return names


def files(result: Result, words: Catalogue, how: How) -> Files:
    """Return the pictures of a rating by what they show, a trend's course, or a page's cards: the same bytes each time.

    There is a file a picture under "final", "totals" and the indicators' keys; with several leagues
    "final-<league>"; and a table of more than a hundred rows is divided: "final-1", "final-2".

    Raises:
        CommandError: `no-such-table`; `too-many-for-images` with more than `MOST_ROWS` rows;
            `no-images-extra` where Typst is not installed.
    """
    if isinstance(result, TrendResult):
        pictures = {"trend": course_picture(result.trend, words)}
        logo = result.trend.editions[-1].edition.logo
    elif isinstance(result, EditionResult):
        pictures = rating_pictures(
            result.rating, words, result.table or "final", result.movement, result.top, result.robustness
        )
        logo = result.rating.edition.logo
    elif isinstance(result, ExplanationResult):
        pictures = {
            str(n): Picture(card_name(result.rating, card), card_blocks(result.rating, card, words))
            for n, card in enumerate(result.cards, 1)
        }
        logo = result.rating.edition.logo
    else:
        return Files({})
    made = set_pictures([*pictures.values()], words.lang, how, logo)
    return Files(dict(zip(pictures, made.files, strict=True)), made.foreign)


def wanted_tables(rating: Rating, table: str) -> dict[str, str]:
    """Return which of `image_names` are asked for.

    Raises:
        CommandError: `no-such-table`.
    """
    names = image_names(rating)
    if table == "all":
        return names
    if table not in names:
        known = [*names, "all"]
        raise CommandError("no-such-table", name=table, near=similar_names(table, known), known=known)
    return {table: names[table]}


def rating_pictures(
    rating: Rating,
    words: Catalogue,
    table: str = "all",
    movement: Movement | None = None,
    top: int | None = None,
    robustness: Robustness | None = None,
) -> dict[str, Picture]:
    """Return one table's pictures, or those of all, by their names.

    Args:
        table: one of `image_names`, or "all".
        top: how many rows of each table are shown; None shows all.
        robustness: shown as intervals and brackets in the final table.

    Raises:
        CommandError: `no-such-table`, `too-many-for-images`.
    """
    wanted = wanted_tables(rating, table)
    rows = sum(len(pages[:top]) for pages in rating.leagues.values())
    if rows > MOST_ROWS:
        raise CommandError("too-many-for-images", n=rows, most=MOST_ROWS)
    pictures: dict[str, Picture] = {}
    for name, key in wanted.items():
        by_league = _by_league(rating, words, name, key, movement, top, robustness)
        for league, parts in zip(rating.leagues, by_league, strict=True):
            stem = f"{name}-{_file_part(league)}" if len(rating.leagues) > 1 else name
            for n, picture in enumerate(parts, 1):
                pictures[_unused(f"{stem}-{n}" if len(parts) > 1 else stem, pictures)] = picture
    return pictures


def _by_league(
    rating: Rating,
    words: Catalogue,
    name: str,
    key: str,
    movement: Movement | None,
    top: int | None,
    robustness: Robustness | None,
) -> Iterable[list[Picture]]:
    """Return what one name stands for, league by league."""
    ends = notes([*_excluded_notes(rating, words), source_line([rating], words)])
    if name == "totals":
        under = [*notes([rules_line(rating, words)]), *ends]
        for league, pages in rating.leagues.items():
            yield _totals_pictures(rating, words, league, pages[:top], [*_more_note(len(pages), top, words), *under])
        return
    if name == "final":
        tables = final_tables(rating, words, top, movement, robustness)
        said = legend(legend_line(rating, words), legend_line(rating, words, numbered=True))
        said += notes([rules_line(rating, words), *(movement_lines(rating, movement, words) if movement else [])])
        said += notes(robustness_notes(rating, robustness, words) if robustness else [])
    else:
        tables = indicator_tables(rating, key, words, top)
        said = notes(indicator_notes(rating, rating.methodology.measure(key), words))
    for (league, pages), table in zip(rating.leagues.items(), tables, strict=True):
        kicker = "" if name == "final" else table_title(rating, words, league)
        yield _table_pictures(table, kicker, [*_more_note(len(pages), top, words), *said, *ends])


def _more_note(count: int, top: int | None, words: Catalogue) -> list[Data]:
    return notes([words.say("rating.more", n=count - top)]) if top is not None and count > top else []


def _table_pictures(table: Table, kicker: str, under: Sequence[Data]) -> list[Picture]:
    """Return a table as one picture, or as several of about the same length where it is long."""
    page = table.column("page")
    parts = split_rows([_row_height(name) for name in (page.texts if page else table.columns[0].texts)])
    pictures = []
    for number, block in enumerate(table_parts(table, parts), 1):
        title = _part_title(table.title, number, len(parts))
        above = [paragraph(kicker, "kicker")] if kicker else []
        above += [heading(title, 1), *(paragraph(line, "kicker") for line in table.notes)]
        pictures.append(Picture(title, [*above, block, *under]))
    return pictures


def _totals_pictures(
    rating: Rating, words: Catalogue, league: str, pages: Sequence[int], under: Sequence[Data]
) -> list[Picture]:
    """Return one league's totals as bars in the order of the places, divided by indicator."""
    bars = total_bars(rating, words, league, pages)
    parts = split_rows([_row_height(bar.page) for bar in bars])
    pictures = []
    for number, part in enumerate(parts, 1):
        title = _part_title(words.say(f"totals.{rating.scoring.key}"), number, len(parts))
        at = slice(part.start, part.stop)
        above = [
            paragraph(table_title(rating, words, league), "kicker"),
            heading(title, 1),
            *(paragraph(line, "kicker") for line in head_lines(rating, words, league)),
            paragraph(bars_note(rating, words), "kicker"),
        ]
        block = bars_block(bars[at], swatches(rating, words))
        pictures.append(Picture(title, [*above, block, *under]))
    return pictures


def _part_title(title: str, number: int, count: int) -> str:
    return title if count == 1 else f"{title} · {number}/{count}"


def _row_height(name: str) -> float:
    """Return about how high a row is: enough to know where a long table is divided."""
    return _ROW + _LINE * int(web_width(name, 11) / _NAME)


def split_rows(heights: Sequence[float]) -> list[range]:
    """Return the parts of a long table, even ones where the rows allow.

    >>> split_rows([20] * 101)
    [range(0, 51), range(51, 101)]
    """
    count = max(1, -(-len(heights) // ROWS_A_PART))
    most = -(-len(heights) // count)
    parts: list[range] = []
    start, tall = 0, 0.0
    for i, height in enumerate(heights):
        if i > start and (i - start == most or tall + height > _TALLEST):
            parts.append(range(start, i))
            start, tall = i, 0.0
        tall += height
    return [*parts, range(start, len(heights))]


def card_blocks(rating: Rating, card: Explanation, words: Catalogue) -> list[Data]:
    """Return a page's card under its name, with the edition's title above and its source below."""
    _name, total, *rest = report_blocks(card_report(rating, card, words))
    return [
        paragraph(rating_title(rating, words), "kicker"),
        heading(card_name(rating, card), 1),
        {**total, "kind": "strong"},
        *rest,
        *notes([source_line([rating], words)]),
    ]


def course_picture(trend: Trend, words: Catalogue) -> Picture:
    """Return the places by edition as a bump chart, that of each league below the one before.

    Of a league the first `course_lines.MOST_LINES` pages by standing are drawn.

    Raises:
        CommandError: `too-many-for-images` where the leagues together are too many for a picture.
    """
    title = course_title(trend, words)
    above = [paragraph(course_methodology(trend, words), "kicker"), heading(title, 1)]
    charts = course_blocks(trend, words, 2, _COURSE_ROOM)
    lines = sum(len(panel.lines) for panel in course_panels(trend))
    tall = sum(block["height"] for block in charts if block["kind"] == "drawing")
    if lines > MOST_ROWS or tall > _TALLEST_COURSE:
        raise CommandError("too-many-for-images", n=lines, most=MOST_ROWS)
    source = source_line(trend.editions, words)
    under = notes([left_out_sentence(trend, words), *trend_report(trend, words).paragraphs, source])
    above += [paragraph(line, "kicker") for line in (course_read(trend, words), course_note(trend, words))]
    return Picture(title, [*above, *charts, *under])


def course_blocks(trend: Trend, words: Catalogue, level: int, room: float | None = None) -> list[Data]:
    """Return the bump chart of each league, with which lines stand out and why.

    Args:
        level: of the leagues' headings, where there are several.
        room: what the chart fills, as in `course_drawing`.
    """
    panels = course_panels(trend)
    periods = shown_periods(trend.editions, words)
    several = len({course.league for course in trend.courses}) > 1
    blocks: list[Data] = []
    for panel in panels:
        if several:
            label = trend.editions[-1].methodology.league_label(panel.league)
            blocks.append(heading(words.say("rating.league", league=label), level))
        note = course_note(trend, words)
        drawing = course_drawing(
            panel, periods, words, note, letters=_COURSE_LETTERS, size=_COURSE_SIZE, room=room, whole=True
        )
        blocks += [drawing_block(drawing), *(paragraph(said) for said in role_sentences(panel, words))]
        if panel.more:
            blocks.append(paragraph(words.say("rating.more", n=panel.more)))
    return blocks or [paragraph(words.say("course.none"))]


def _excluded_notes(rating: Rating, words: Catalogue) -> list[str]:
    out, gates = excluded_lines(rating, words), [" ".join(lines)] if (lines := gate_lines(rating, words)) else []
    if not out:
        return gates
    said = "; ".join(out) if len(out) <= _MOST_EXCLUDED else words.say("count.pages", n=len(out))
    return [*gates, f"{words.say('rating.excluded')} {said}."]


def _file_part(text: str) -> str:
    """Return a league's name as a part of a file's name.

    >>> _file_part("../VK & Telegram"), _file_part("Облысы №1")
    ('VK-Telegram', 'Облысы-1')
    """
    return re.sub(r"[\W_]+", "-", text).strip("-")[:_LONGEST_NAME] or "league"


def _unused(name: str, used: Iterable[str]) -> str:
    """Return a name that no other picture has, on file systems that ignore letter case too."""
    taken = {other.casefold() for other in used}
    n, free = 2, name
    while free.casefold() in taken:
        free, n = f"{name}-{n}", n + 1
    return free
