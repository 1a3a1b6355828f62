"""One league's pages through the editions: where its lines, its marks and its names stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Literal

from govrank.formats.course_chart import LIGHT, CourseLine, CoursePanel, name_spots, place_pitch
from govrank.formats.drawing import GREY, INK, MARGIN, WIDTH, Line, Picture, Stroke
from govrank.formats.lettering import LINE, Lettering

_NAME_SIZE, _HEAD_SIZE = 9.5, 9.5
_NAME_LINES = 2  # a name may have, unless it is very long
_NARROWEST_NAME, _WIDEST_NAME = 60, 190
_STEP, _NARROWEST_STEP = 46, 14  # between editions; where they are many
_WIDEST_HEAD = 76
_TOUCH = 12  # between a line's end and its place
_MUTED, _GRID, _FIFTH = "#b4b4b4", "#ececec", "#e0e0e0"
_MARKS = ("o", "s", "D", "^", "^", "v", "v")  # as the colours: leaders, rises, falls


@dataclass(frozen=True)
class CourseColumns:
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


def fit_columns(panels: Sequence[CoursePanel], periods: Sequence[str], lettering: Lettering) -> CourseColumns:
    """Return columns for the names of all the panels and the editions' own."""
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
    return CourseColumns(tuple(end + step * n for n in range(count)), name_width, place_width)


def draw_panel(
    picture: Picture, panel: CoursePanel, periods: Sequence[str], columns: CourseColumns, lettering: Lettering
) -> None:
    """Draw a panel below what the picture has."""
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


def _kept_inside(line: Line, columns: CourseColumns, lettering: Lettering) -> Line:
    """Return a text moved to the left as far as it would stand outside of the picture."""
    width = lettering.width(line.text, line.size, bold=line.bold)
    return replace(line, x=max(MARGIN, min(line.x - 4, columns.width - MARGIN - width)))


def _draw_heads(picture: Picture, periods: Sequence[str], columns: CourseColumns, lettering: Lettering) -> None:
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


def _draw_line(picture: Picture, line: CourseLine, ys: Sequence[float], columns: CourseColumns) -> None:
    color, front = (_MUTED, False) if line.look is None else (LIGHT[line.look], True)
    for run in line.runs:
        points = tuple((columns.xs[edition], ys[place - 1]) for edition, place in run)
        mark = "." if line.look is None else _MARKS[line.look]
        picture.strokes.append(Stroke(points, color, 2.4 if front else 1.2, line.role == "fall", mark, front))


def _draw_label(
    picture: Picture,
    line: CourseLine,
    label: Sequence[str],
    end: tuple[int, int, float, float],
    columns: CourseColumns,
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
