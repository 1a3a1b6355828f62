"""The pages through the editions as a picture: a line a page, 1 on top, names at both ends, in PNG, SVG or PDF."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from typing import TYPE_CHECKING, Literal

from govrank.export.course_lines import (
    LIGHT,
    CourseLine,
    CoursePanel,
    course_methodology,
    course_panels,
    course_title,
    left_out_sentence,
    name_spots,
    place_pitch,
    role_sentences,
)
from govrank.export.drawing import GREY, INK, MARGIN, WIDTH, Line, Picture, drawing_tools, figure_of
from govrank.export.images import MOST_ROWS
from govrank.export.lettering import BASELINE, LINE, Lettering
from govrank.export.table_picture import KICKER_SIZE, TITLE_SIZE
from govrank.language import Catalogue
from govrank.present.analyses import trend_report
from govrank.problem import CommandError
from govrank.trend import Trend
from govrank.version import VERSION

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_NAME_SIZE, _HEAD_SIZE = 9.5, 9.5
_NAME_LINES = 2  # a name may have, unless it is very long
_NARROWEST_NAME, _WIDEST_NAME = 60, 190
_STEP, _NARROWEST_STEP = 46, 14  # between editions; where they are many
_WIDEST_HEAD = 76
_TOUCH = 12  # between a line's end and its place
_MUTED, _GRID, _FIFTH = "#b4b4b4", "#ececec", "#e0e0e0"
_MARKS = ("o", "s", "D", "^", "^", "v", "v")  # as the colours: leaders, rises, falls
_TALLEST = 30_000  # units: twice as many pixels is what a PNG can hold
_WIDEST = 30_000


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line from point to point with a mark at each; a single point has only the mark."""

    points: tuple[tuple[float, float], ...]
    color: str
    width: float
    dashed: bool = False
    mark: str = ""
    front: bool = False


@dataclass
class CoursePicture(Picture):
    """A picture with lines; `beside` are texts that stand over them."""

    strokes: list[Stroke] = field(default_factory=list)
    beside: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class _Columns:
    """Where the editions stand and how wide names and places are, the same in all panels."""

    xs: tuple[float, ...]
    name_width: float
    place_width: float

    @property
    def left(self) -> float:
        return self.xs[0]

    @property
    def right(self) -> float:
        return self.xs[-1]

    @property
    def width(self) -> float:
        return self.right + _TOUCH + self.place_width + 6 + self.name_width + MARGIN


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
            return _encode_pages([draw_courses(trend, part, words, lettering) for part in apart], lettering)
        picture = draw_courses(trend, panels, words, lettering)
        if picture.height > _TALLEST or picture.width > _WIDEST:
            raise CommandError("too-many-for-images", n=rows, most=MOST_ROWS)
        return _encode(picture, "png" if how == "png" else "svg", lettering)


def draw_courses(trend: Trend, panels: Sequence[CoursePanel], words: Catalogue, lettering: Lettering) -> CoursePicture:
    """Return panels below each other, with title and notes."""
    title = course_title(trend, words)
    periods = [lettering.shown(rating.edition.period) for rating in trend.editions]
    columns = _fit_columns(panels, periods, lettering)
    picture = CoursePicture(title, max(WIDTH, columns.width))
    picture.write(course_methodology(trend, words), KICKER_SIZE, lettering, color=GREY, gap=2)
    picture.write(title, TITLE_SIZE, lettering, bold=True, gap=2)
    picture.write(words.say("course.note"), KICKER_SIZE, lettering, color=GREY, gap=6)
    several = len({course.league for course in trend.courses}) > 1
    for panel in panels:
        if several:
            picture.height += 8
            league = words.say("rating.league", league=trend.editions[-1].methodology.league_label(panel.league))
            picture.write(league, KICKER_SIZE + 1, lettering, bold=True, gap=2)
        _draw_panel(picture, panel, periods, columns, lettering)
        picture.height += 4
        for sentence in role_sentences(panel, words):
            picture.write(sentence, KICKER_SIZE - 1, lettering, gap=1)
        if panel.more:
            picture.write(words.say("rating.more", n=panel.more), KICKER_SIZE - 1, lettering, gap=1)
    if not panels:
        picture.write(words.say("course.none"), KICKER_SIZE, lettering)
    said = [block for block in trend_report(trend, words).blocks if isinstance(block, str) and block]
    files = ", ".join(dict.fromkeys(source.name for rating in trend.editions for source in rating.edition.sources))
    notes = [left_out_sentence(trend, words), *said, words.say("image.source", files=files, version=VERSION)]
    picture.write_notes([note for note in notes if note], lettering)
    return picture


def _fit_columns(panels: Sequence[CoursePanel], periods: Sequence[str], lettering: Lettering) -> _Columns:
    names = [lettering.shown(line.name) for panel in panels for line in panel.lines]
    name_width = min(_WIDEST_NAME, lettering.narrowest(names, _NAME_LINES, _NAME_SIZE * 1.12))  # bold is wider
    name_width = max(_NARROWEST_NAME, name_width)
    deepest = max((panel.deepest for panel in panels), default=1)
    place_width = lettering.width("0" * len(str(deepest)), _NAME_SIZE, bold=True)
    count = len(periods)
    head = max(lettering.widest_piece(period, _HEAD_SIZE) for period in periods) + 6
    step = max(_STEP, min(head, _WIDEST_HEAD)) if count <= 40 else max(_NARROWEST_STEP, _STEP * 40 / count)
    end = MARGIN + name_width + 6 + place_width + _TOUCH
    step = max(step, (WIDTH - 2 * end) / max(count - 1, 1))  # as wide as the article's column
    return _Columns(tuple(end + step * n for n in range(count)), name_width, place_width)


def _draw_panel(
    picture: CoursePicture, panel: CoursePanel, periods: Sequence[str], columns: _Columns, lettering: Lettering
) -> None:
    labels = [
        lettering.wrapped(lettering.shown(line.name), columns.name_width, _NAME_SIZE, bold=line.look is not None)
        for line in panel.lines
    ]
    leading = round(_NAME_SIZE * LINE)
    heights = [len(label) * leading + 5.0 for label in labels]
    pitch = place_pitch(panel, heights)
    ys = [pitch * (place - 1) for place in range(1, panel.deepest + 1)]

    ends = {edition: name_spots(panel, edition, pitch, heights) for edition in (0, len(periods) - 1)}
    placed = [(middle, heights[i]) for at in ends.values() for i, middle in at.items()]
    over = max([pitch / 2, *(height / 2 - middle for middle, height in placed)])
    under = max([ys[-1] + pitch / 2, *(middle + height / 2 for middle, height in placed)])
    _draw_heads(picture, periods, columns, lettering)
    top = picture.height + over
    bottom = picture.height + over + ys[-1] + pitch / 2
    for x in columns.xs:
        picture.strokes.append(Stroke(((x, picture.height), (x, bottom)), _GRID, 1))
    for place in range(5, panel.deepest + 1, 5):
        y = top + ys[place - 1]
        picture.strokes.append(Stroke(((columns.left, y), (columns.right, y)), _FIFTH, 0.6))
    for i, line in enumerate(panel.lines):
        _draw_line(picture, line, [top + y for y in ys], columns)
        named = line.places_at(ends)
        for edition, place in named:
            y = top + ys[place - 1]
            _draw_label(picture, line, labels[i], (edition, place, y, top + ends[edition][i]), columns)
        if not named:
            edition, place = line.runs[0][0]
            bold = line.look is not None
            spot = Line(lettering.shown(line.name), columns.xs[edition], top + ys[place - 1] - 18, _NAME_SIZE, bold)
            picture.beside.append(_kept_inside(spot, columns, lettering))
    picture.height += over + under


def _kept_inside(line: Line, columns: _Columns, lettering: Lettering) -> Line:
    """Return a text moved to the left as far as it would stand outside of the picture."""
    width = lettering.width(line.text, line.size, bold=line.bold)
    return replace(line, x=max(MARGIN, min(line.x - 4, columns.width - MARGIN - width)))


def _draw_heads(picture: Picture, periods: Sequence[str], columns: _Columns, lettering: Lettering) -> None:
    """Draw the editions' names above their columns, of very many only as many as there is room for."""
    step = columns.xs[1] - columns.xs[0] if len(columns.xs) > 1 else _WIDEST_HEAD
    widest = max(lettering.widest_piece(period, _HEAD_SIZE) for period in periods) + 6
    every = max(1, ceil(min(widest, _WIDEST_HEAD) / step))
    size = round(_HEAD_SIZE * LINE)
    heads = {
        n: lettering.wrapped(period, every * step - 6, _HEAD_SIZE) for n, period in enumerate(periods) if n % every == 0
    }
    tallest = max(len(lines) for lines in heads.values())
    for n, lines in heads.items():
        for at, text in enumerate(lines):
            top = picture.height + (tallest - len(lines) + at) * size
            picture.lines.append(Line(text, columns.xs[n], top, _HEAD_SIZE, False, "center", GREY))
    picture.height += tallest * size + 4


def _draw_line(picture: CoursePicture, line: CourseLine, ys: Sequence[float], columns: _Columns) -> None:
    color, front = (_MUTED, False) if line.look is None else (LIGHT[line.look], True)
    for run in line.runs:
        points = tuple((columns.xs[edition], ys[place - 1]) for edition, place in run)
        mark = "." if line.look is None else _MARKS[line.look]
        picture.strokes.append(Stroke(points, color, 2.4 if front else 1.2, line.role == "fall", mark, front))


def _draw_label(
    picture: CoursePicture,
    line: CourseLine,
    label: Sequence[str],
    end: tuple[int, int, float, float],
    columns: _Columns,
) -> None:
    """Draw place and name at one end, joined with the line where the name had to move.

    Args:
        end: edition and place, how high they are, and how high the name stands.
    """
    edition, place, y, middle = end
    first = edition == 0
    x, side = (columns.left, -1) if first else (columns.right, 1)
    bold = line.look is not None
    color = INK if bold else GREY
    touch = x + side * (_TOUCH - 2)
    if abs(middle - y) > 1:
        own = _MUTED if line.look is None else LIGHT[line.look]
        picture.strokes.append(Stroke(((x, y), (touch, middle)), own, 0.8))
    leading = round(_NAME_SIZE * LINE)
    top = middle - len(label) * leading / 2
    centre = middle - leading / 2
    place_end = touch + side * 2 + (columns.place_width if side > 0 else 0)
    picture.lines.append(Line(str(place), place_end, centre, _NAME_SIZE, bold, "right", color))
    name_end = x + side * (_TOUCH + columns.place_width + 6)
    for n, text in enumerate(label):
        align: Literal["left", "right"] = "right" if first else "left"
        picture.lines.append(Line(text, name_end, top + n * leading, _NAME_SIZE, bold, align, color))


def _figure(picture: CoursePicture, lettering: Lettering) -> Figure:
    """Return a picture with its lines as matplotlib's figure."""
    from matplotlib.lines import Line2D
    from matplotlib.patheffects import withStroke
    from matplotlib.transforms import Affine2D

    figure = figure_of(picture, lettering)
    width, height = round(picture.width), round(picture.height)
    place = Affine2D().scale(1 / width, -1 / height).translate(0, 1) + figure.transFigure
    for stroke in picture.strokes:
        figure.add_artist(
            Line2D(
                [x for x, _y in stroke.points], [y for _x, y in stroke.points], transform=place,
                color=stroke.color, linewidth=stroke.width, linestyle=(0, (3, 1.4)) if stroke.dashed else "-",
                marker=stroke.mark or None, markersize=6.5 if stroke.front else 5, markeredgecolor="white",
                markeredgewidth=0.7 if stroke.front else 0, solid_capstyle="round", zorder=2.5 if stroke.front else 2,
            )
        )  # fmt: skip
    for line in picture.beside:
        figure.text(
            line.x, line.top + line.size * BASELINE, line.text, transform=place, color=line.color,
            horizontalalignment=line.align, verticalalignment="baseline", parse_math=False,
            fontproperties=lettering.font(line.text, line.size, bold=line.bold),
            path_effects=[withStroke(linewidth=3, foreground="white")],
        )  # fmt: skip
    return figure


def _encode(picture: CoursePicture, how: Literal["png", "svg"], lettering: Lettering) -> bytes:
    stream = io.BytesIO()
    if how == "png":
        _write_png(_figure(picture, lettering), stream)
    else:
        about = {"Date": None, "Creator": None, "Format": None, "Type": None, "Title": picture.title}
        _figure(picture, lettering).savefig(stream, format="svg", metadata=about)
    return stream.getvalue()


def _write_png(figure: Figure, stream: io.BytesIO) -> None:
    """Write a figure in 256 colours, which are more than it has, but for the edges of its letters and lines."""
    from PIL import Image

    raw = io.BytesIO()
    figure.savefig(raw, format="raw")
    pixels = Image.frombytes("RGBA", (int(figure.bbox.width), int(figure.bbox.height)), raw.getvalue())
    palette = pixels.convert("RGB").quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette.save(stream, format="png", dpi=(figure.dpi, figure.dpi))


def _encode_pages(pictures: Sequence[CoursePicture], lettering: Lettering) -> bytes:
    from matplotlib.backends.backend_pdf import PdfPages

    stream = io.BytesIO()
    about = {"CreationDate": None, "Creator": "govrank", "Producer": None, "Title": pictures[0].title}
    with PdfPages(stream, metadata=about) as document:
        for picture in pictures:
            document.savefig(_figure(picture, lettering))
    return stream.getvalue()
