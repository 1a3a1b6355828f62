"""The pages through the editions as a picture: a line a page, 1 on top, names at both ends, in PNG, SVG or PDF."""

from __future__ import annotations

from collections.abc import Sequence

from govrank.analysis.trend import Trend
from govrank.formats.course_chart import (
    CoursePanel,
    course_methodology,
    course_note,
    course_panels,
    course_title,
    left_out_sentence,
    role_sentences,
)
from govrank.formats.course_panel import draw_panel, fit_columns
from govrank.formats.drawing import GREY, WIDTH, Picture
from govrank.formats.encoding import drawing_tools, encode_pages, encode_picture
from govrank.formats.lettering import Lettering
from govrank.formats.table_picture import KICKER_SIZE, TITLE_SIZE
from govrank.packaged import VERSION
from govrank.problems import CommandError
from govrank.reports.course import trend_report
from govrank.text.catalogue import Catalogue

MOST_ROWS = 1000  # of one table: ten pictures
_TALLEST = 30_000  # units: twice as many pixels is what a PNG can hold
_WIDEST = 30_000


def render_course(trend: Trend, words: Catalogue, how: str) -> bytes:
    """Return the places by edition as a bump chart: the same bytes for the same trend.

    A line breaks where the page is absent. Of a league the first `course_lines.MOST_LINES` pages by standing are
    drawn. Several leagues stand below each other; in a PDF each has its page.

    Args:
        how: "png", "svg" or "pdf".

    Raises:
        CommandError: `too-many-for-images` where the leagues together are too many for a picture;
            `no-images-extra` where matplotlib is not installed.
    """
    if how not in ("png", "svg", "pdf"):
        raise ValueError(f"no picture is called {how!r}")
    panels = course_panels(trend)
    rows = sum(len(panel.lines) for panel in panels)
    if rows > MOST_ROWS:
        raise CommandError("too-many-for-images", n=rows, most=MOST_ROWS)
    with drawing_tools() as lettering:
        if how == "pdf":
            apart = [[panel] for panel in panels] or [[]]
            return encode_pages([draw_courses(trend, part, words, lettering) for part in apart], lettering)
        picture = draw_courses(trend, panels, words, lettering)
        if picture.height > _TALLEST or picture.width > _WIDEST:
            raise CommandError("too-many-for-images", n=rows, most=MOST_ROWS)
        return encode_picture(picture, "png" if how == "png" else "svg", lettering)


def draw_courses(trend: Trend, panels: Sequence[CoursePanel], words: Catalogue, lettering: Lettering) -> Picture:
    """Return panels below each other, with title and notes."""
    title = course_title(trend, words)
    periods = [lettering.shown(rating.edition.period) for rating in trend.editions]
    columns = fit_columns(panels, periods, lettering)
    picture = Picture(title, max(WIDTH, columns.width))
    picture.write(course_methodology(trend, words), KICKER_SIZE, lettering, color=GREY, gap=2)
    picture.write(title, TITLE_SIZE, lettering, bold=True, gap=2)
    picture.write(course_note(trend, words), KICKER_SIZE, lettering, color=GREY, gap=6)
    several = len({course.league for course in trend.courses}) > 1
    for panel in panels:
        if several:
            picture.height += 8
            league = words.say("rating.league", league=trend.editions[-1].methodology.league_label(panel.league))
            picture.write(league, KICKER_SIZE + 1, lettering, bold=True, gap=2)
        draw_panel(picture, panel, periods, columns, lettering)
        picture.height += 4
        for sentence in role_sentences(panel, words):
            picture.write(sentence, KICKER_SIZE - 1, lettering, gap=1)
        if panel.more:
            picture.write(words.say("rating.more", n=panel.more), KICKER_SIZE - 1, lettering, gap=1)
    if not panels:
        picture.write(words.say("course.none"), KICKER_SIZE, lettering)
    said = trend_report(trend, words).paragraphs
    files = ", ".join(dict.fromkeys(source.name for rating in trend.editions for source in rating.edition.sources))
    notes = [left_out_sentence(trend, words), *said, words.say("image.source", files=files, version=VERSION)]
    picture.write_notes([note for note in notes if note], lettering)
    return picture
