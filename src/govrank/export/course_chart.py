"""Courses as inline SVG: a bump chart for a web page, and the small line of one page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import ceil

from govrank.export.course_lines import CourseLine, CoursePanel, name_spots, place_pitch, place_runs
from govrank.export.shown import shown
from govrank.export.web_width import web_width
from govrank.language import Catalogue

_ROW = 22  # pixels, of a name in one line
_LINE = 14  # pixels, of each further one
_WIDEST_NAME = 30  # letters in a line of a name
_NAME_LINES = 3
_STEP, _NARROWEST_STEP = 62, 16  # between editions; where they are many
_ROOMIEST = 40 * _STEP  # of all the editions: more of them stand nearer to each other
_PERIOD = 14  # letters of a period above its edition: a month and its year, in every language
_APART = 4  # between two periods, in the widest font
_MARGIN = 4
_TOUCH = 12  # between a line's end and its place
_HEAD = 24
_SPARK = (6, 26)  # pixels: of an edition, of the height


def course_chart(panel: CoursePanel, periods: Sequence[str], words: Catalogue, number: int, note: str) -> str:
    """Return one league's places by edition: a line a page, 1 on top, a gap where it is absent.

    Leaders are thick, strong rises have marks that point upwards, strong falls are dashed; with colour, place and
    name besides. Each line's tip says all its places.

    Args:
        number: of the chart on its page, for the names by which it is described.
        note: how the lines are to be read.
    """
    labels = [_wrapped(shown(line.name)) for line in panel.lines]
    heights = [float(_ROW + _LINE * (len(label) - 1)) for label in labels]
    pitch = place_pitch(panel, heights)
    heads = [_head(shown(period)) for period in periods]
    head = max(map(web_width, heads))
    step = max(_NARROWEST_STEP, min(max(_STEP, head + _APART), _ROOMIEST / len(periods)))
    name_edge = round(_TOUCH + web_width("0" * len(str(panel.deepest))) + 6, 1)  # from the line's end
    left = _MARGIN + max(name_edge + max(web_width(part) for label in labels for part in label), head / 2)
    xs = [round(left + step * n, 1) for n in range(len(periods))]
    width = ceil(xs[-1] + left)

    spots = {edition: name_spots(panel, edition, pitch, heights) for edition in (0, len(periods) - 1)}
    placed = [(y, heights[i]) for spot in spots.values() for i, y in spot.items()]
    over = max([pitch / 2, *(height / 2 - y for y, height in placed)])
    under = max([pitch * (panel.deepest - 1) + pitch / 2, *(y + height / 2 for y, height in placed)])
    top = _HEAD + over
    ys = [round(top + pitch * n, 1) for n in range(panel.deepest)]
    height = round(top + under + 4)

    title = f"{words.say('course.chart')}: {periods[0]} – {periods[-1]}"
    leaders = "; ".join(line.name for line in panel.lines if line.role == "leader")
    described = words.say("course.described", n=len(panel.lines), pages=leaders)
    drawn = [
        f'<svg class="course" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-labelledby="course-{number}-title course-{number}-desc">'
        f'<title id="course-{number}-title">{_text(title)}</title>'
        f'<desc id="course-{number}-desc">{_text(described)} {_text(note)}</desc>',
        *_grid(periods, heads, ceil((head + _APART) / step), xs, ys, height),
    ]
    order = sorted(range(len(panel.lines)), key=lambda i: panel.lines[i].look is not None)  # what stands out is on top
    for i in order:
        line = panel.lines[i]
        drawn.append(f'<g class="line {line.role or "muted"}"{_look(line)}><title>{_tip(line, periods)}</title>')
        drawn += _strokes(line, xs, ys)
        named = line.places_at(spots)
        for edition, place in named:
            end = (xs[edition], ys[place - 1], round(top + spots[edition][i], 1))
            drawn += _label(labels[i], str(place), end, -name_edge if edition == 0 else name_edge)
        if not named:
            edition, place = line.runs[0][0]
            drawn += _beside(labels[i], xs[edition], ys[place - 1], width)
        drawn.append("</g>")
    return "".join([*drawn, "</svg>"])


def _head(period: str) -> str:
    return period if len(period) <= _PERIOD else f"{period[: _PERIOD - 4]}…{period[-3:]}"


def _wrapped(name: str) -> list[str]:
    """Return a name in a line or two; what is longer ends with dots, and the tip has it whole."""
    lines = [""]
    for word in name.replace(" · ", "\0· ").split(" "):
        joined = f"{lines[-1]} {word}".lstrip(" ")
        if len(joined) <= _WIDEST_NAME or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    lines = [line.replace("\0", " ") for line in lines]  # a middle dot stays behind its word
    if len(lines) > _NAME_LINES:
        lines = [*lines[: _NAME_LINES - 1], " ".join(lines[_NAME_LINES - 1 :])]
    return [line if len(line) <= _WIDEST_NAME else f"{line[: _WIDEST_NAME - 1]}…" for line in lines]


def _grid(
    periods: Sequence[str], heads: Sequence[str], every: int, xs: Sequence[float], ys: Sequence[float], height: int
) -> list[str]:
    drawn = ['<g class="grid">']
    for n, x in enumerate(xs):
        drawn.append(f'<line x1="{x}" y1="{_HEAD}" x2="{x}" y2="{height}"/>')
        if n % every == 0:
            tip = f"<title>{_text(periods[n])}</title>"
            drawn.append(f'<text x="{x}" y="14" text-anchor="middle">{_text(heads[n])}{tip}</text>')
    drawn += [f'<line x1="{xs[0]}" y1="{y}" x2="{xs[-1]}" y2="{y}"/>' for y in ys[4::5]]
    return [*drawn, "</g>"]


def _look(line: CourseLine) -> str:
    return "" if line.look is None else f' style="--light:var(--light-{line.look});--dark:var(--dark-{line.look})"'


def _tip(line: CourseLine, periods: Sequence[str]) -> str:
    places = (f"{period}: {place}" for period, place in zip(periods, line.texts, strict=True))
    return _text(f"{line.name}. {'; '.join(places)}")


def _strokes(line: CourseLine, xs: Sequence[float], ys: Sequence[float]) -> list[str]:
    drawn = []
    for run in line.runs:
        points = [(xs[edition], ys[place - 1]) for edition, place in run]
        if len(points) > 1:
            drawn.append(f'<polyline points="{" ".join(f"{x},{y}" for x, y in points)}"/>')
        drawn += [_mark(line, x, y) for x, y in points]
    return drawn


def _mark(line: CourseLine, x: float, y: float) -> str:
    if line.look == 0:
        return f'<circle cx="{x}" cy="{y}" r="4"/>'
    if line.role == "leader":
        turned = f' transform="rotate(45 {x} {y})"' if line.look == 2 else ""  # a diamond is a square on its corner
        return f'<rect x="{x - 3.5:g}" y="{y - 3.5:g}" width="7" height="7"{turned}/>'
    if line.role:
        side = -1 if line.role == "rise" else 1
        return f'<path d="M{x - 4.5:g} {y - side * 3.5:g}h9l-4.5 {side * 8}z"/>'
    return f'<circle cx="{x}" cy="{y}" r="2"/>'


def _label(label: Sequence[str], place: str, end: tuple[float, float, float], edge: float) -> list[str]:
    """Draw place and name at one end, joined with the line where the name had to move.

    Args:
        end: where the line ends, and how high its name stands.
        edge: how far from there the name begins; negative on the left, where it ends.
    """
    x, y, middle = end
    side, anchor = (-1, "end") if edge < 0 else (1, "start")
    drawn = []
    if abs(middle - y) > 1:
        touch = round(x + side * (_TOUCH - 2), 1)
        drawn.append(f'<line class="touch" x1="{x}" y1="{y}" x2="{touch}" y2="{middle}"/>')
    figure = round(x - _TOUCH if side < 0 else x + edge - 6, 1)
    drawn.append(f'<text class="place" x="{figure}" y="{round(middle + 4, 1)}" text-anchor="end">{place}</text>')
    for n, part in enumerate(label):
        low = round(middle + 4 + _LINE * (n - (len(label) - 1) / 2), 1)
        drawn.append(f'<text x="{round(x + edge, 1)}" y="{low}" text-anchor="{anchor}">{_text(part)}</text>')
    return drawn


def _beside(label: Sequence[str], x: float, y: float, width: int) -> list[str]:
    """Draw a name above its line, not above the chart and no further to the right than there is room."""
    left = round(min(x - 4, width - _MARGIN - max(map(web_width, label))), 1)
    first = max(_HEAD + 3, y - 8 - _LINE * (len(label) - 1))
    return [
        f'<text class="beside" x="{left}" y="{round(first + _LINE * n, 1)}">{_text(part)}</text>'
        for n, part in enumerate(label)
    ]


def spark_line(places: Sequence[int | None], worst: Sequence[int]) -> str:
    """Return a page's places as a small line beside its row; the row has them as figures."""
    step, height = _SPARK
    width = step * len(places)

    def point(edition: int, place: int) -> str:
        share = (place - 1) / max(1, worst[edition] - 1)
        return f"{step * edition + step / 2:g},{2 + share * (height - 4):.1f}"

    drawn = [f'<svg class="spark" width="{width}" height="{height}" aria-hidden="true">']
    for run in place_runs(places):
        points = [point(edition, place) for edition, place in run]
        if len(points) > 1:
            drawn.append(f'<polyline points="{" ".join(points)}"/>')
        else:
            x, y = points[0].split(",")
            drawn.append(f'<circle cx="{x}" cy="{y}" r="1.5"/>')
    return "".join([*drawn, "</svg>"])


def _text(text: str) -> str:
    return escape(shown(text))
