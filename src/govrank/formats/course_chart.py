"""The pages through the editions as lines of a bump chart, and the chart as inline SVG."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from math import ceil
from typing import Literal

from govrank.analysis.trend import Course, Trend
from govrank.formats.charts import shown, web_width
from govrank.networks import platform_label
from govrank.reports.names import shown_name
from govrank.reports.wording import methodology_title
from govrank.text.catalogue import Catalogue

MOST_LINES = 60
"""Pages of a league in one chart; the tables have them all."""

LEADERS, MOVERS = 3, 2  # lines that stand out: the first pages, and the strongest rises and falls
_FEWEST_PLACES = 3  # a smaller change is no strong one
_SHARE = 5  # nor is one of less than a fifth of the places
_LONGEST = 80  # letters of a name
MOST_NAMES = 5
_ROOMY = 1.25  # names' room for places that no drawn page has in the first or the last edition

Role = Literal["leader", "rise", "fall", ""]
ROLES: tuple[Role, ...] = ("leader", "rise", "fall")
# leaders, rises, falls: far enough from each other for every kind of colour vision, 3 : 1 against the paper
LIGHT = ("#0072b2", "#d55e00", "#000000", "#cc79a7", "#6f4070", "#994455", "#332288")
_SIGNS = ("● ", "■ ", "◆ ")  # the leaders' marks
DARK = ("#56b4e9", "#e69f00", "#ffffff", "#cc79a7", "#009e73", "#f0e442", "#d55e00")


@dataclass(frozen=True)
class CourseLine:
    """One page's line.

    Attributes:
        name: what the page is called, told apart from the others.
        role: why it stands out; an empty text where it does not.
        look: index into `LIGHT` and `DARK`; None for a line that does not stand out.
    """

    course: Course
    name: str
    role: Role
    look: int | None

    @property
    def change(self) -> int:
        """Places won over the whole time, from its first edition to its last; negative for a fall."""
        return _change(self.course)

    @property
    def runs(self) -> list[list[tuple[int, int]]]:
        """The parts of the line between gaps: editions, from 0, with the places in them.

        An edition in which the page was in another league is a gap too: its place there is none of this panel's.
        """
        return place_runs(self.course.own_places)

    def places_at(self, editions: Collection[int]) -> list[tuple[int, int]]:
        """Return in which of these editions it is, each with its place."""
        return [spot for run in self.runs for spot in run if spot[0] in editions]

    @property
    def texts(self) -> list[str]:
        """Its places by edition as texts."""
        return ["–" if place is None else str(place) for place in self.course.own_places]


@dataclass(frozen=True)
class CoursePanel:
    """The lines of one league, in the order of the standing; `more` pages are not drawn."""

    league: str
    lines: tuple[CourseLine, ...]
    more: int

    @property
    def deepest(self) -> int:
        """The worst place that is drawn."""
        return max(place for line in self.lines for place in line.course.own_places if place is not None)


def course_panels(trend: Trend) -> list[CoursePanel]:
    """Return the lines of each league: its first pages by standing, with the names that tell them apart."""
    panels = []
    for league in dict.fromkeys(course.league for course in trend.courses):
        own = [course for course in trend.courses if course.league == league]
        shown = own[:MOST_LINES]
        deepest = max(place for course in shown for place in course.own_places if place is not None)
        looks = _looks(shown, deepest)
        names = course_names(shown, [*own, *(course for course in trend.below if course.league == league)])
        lines = tuple(
            CourseLine(course, name, looks[i][0] if i in looks else "", looks[i][1] if i in looks else None)
            for i, (course, name) in enumerate(zip(shown, names, strict=True))
        )
        panels.append(CoursePanel(league, lines, len(own) - len(shown)))
    return panels


def _change(course: Course) -> int:
    known = [place for place in course.own_places if place is not None]
    return known[0] - known[-1]


def _looks(courses: Sequence[Course], deepest: int) -> dict[int, tuple[Role, int]]:
    """Return which lines stand out, and how: the leaders, then the strongest movers among the others."""
    looks: dict[int, tuple[Role, int]] = {i: ("leader", i) for i in range(min(LEADERS, len(courses)))}
    changes = {i: _change(course) for i, course in enumerate(courses) if i not in looks}
    enough = max(_FEWEST_PLACES, -(-deepest // _SHARE))
    for role, sign, first in (("rise", 1, LEADERS), ("fall", -1, LEADERS + MOVERS)):
        strong = [i for i, change in changes.items() if sign * change >= enough]
        strong.sort(key=lambda i: -sign * changes[i])
        for n, i in enumerate(strong[:MOVERS]):
            looks[i] = ("rise" if role == "rise" else "fall", first + n)
    return looks


def course_names(courses: Sequence[Course], among: Sequence[Course]) -> list[str]:
    """Return what pages are called `among` others: with the network where there are several, the region where that
    is needed."""
    several = len({course.platform for course in among}) > 1
    regions: dict[tuple[str, str], set[str]] = {}
    for course in among:
        regions.setdefault((course.page, course.platform), set()).add(course.region)
    names = []
    for course in courses:
        parts = [shown_name(course.page, course.platform)]
        if len(regions[course.page, course.platform]) > 1:
            parts.append(course.region)
        if several and platform_label(course.platform).casefold() not in course.page.casefold():
            parts.append(platform_label(course.platform))
        name = " · ".join(part for part in parts if part)
        names.append(name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…")
    return names


def course_title(trend: Trend, words: Catalogue) -> str:
    """Return which editions are followed: how many, from which to which."""
    periods = [rating.edition.period for rating in trend.editions]
    return words.say("trend.title", first=periods[0], last=periods[-1], n=len(periods))


def course_note(trend: Trend, words: Catalogue) -> str:
    """Return how the lines are to be read."""
    several = len({league for course in trend.courses for league in course.leagues if league is not None}) > 1
    return words.say("course.note.leagues" if several else "course.note")


def course_methodology(trend: Trend, words: Catalogue) -> str:
    """Return the title of the rules that the last edition was rated by."""
    return methodology_title(trend.editions[-1], words)


def role_sentences(panel: CoursePanel, words: Catalogue) -> list[str]:
    """Return in words which lines stand out and why."""
    sentences = []
    for role in ROLES:
        own = [line for line in panel.lines if line.role == role]
        if not own:
            continue
        if role != "leader":
            own.sort(key=lambda line: -abs(line.change))
        said = [
            _SIGNS[i] + line.name if role == "leader" else line.name + _moved(line.change) for i, line in enumerate(own)
        ]
        sentences.append(words.say(f"course.{role}", pages="; ".join(said)))
    return sentences


def _moved(change: int) -> str:
    return f" ▲{change}" if change > 0 else f" ▼{-change}"


def left_out_sentence(trend: Trend, words: Catalogue) -> str:
    """Return which pages have no standing; an empty text where all have."""
    if not trend.below:
        return ""
    names = course_names(trend.below, [*trend.courses, *trend.below])
    said = "; ".join(names[:MOST_NAMES])
    if len(names) > MOST_NAMES:
        said += words.say("digest.more", n=len(names) - MOST_NAMES)
    return f"{words.say('trend.below', n=trend.least)}: {said}."


def place_runs(places: Sequence[int | None]) -> list[list[tuple[int, int]]]:
    """Return the editions without a gap between them, each with its place.

    >>> place_runs([1, 2, None, 3])
    [[(0, 1), (1, 2)], [(3, 3)]]
    """
    runs: list[list[tuple[int, int]]] = []
    for at, place in enumerate(places):
        if place is None:
            continue
        if at and places[at - 1] is not None:
            runs[-1].append((at, place))
        else:
            runs.append([(at, place)])
    return runs


def place_pitch(panel: CoursePanel, heights: Sequence[float]) -> float:
    """Return how far apart the places stand: as the names need, less where places are many more than names."""
    usual = sorted(heights)[-(-len(heights) * 9 // 10) - 1]  # nine names in ten
    return min(usual, max(usual * _ROOMY * len(panel.lines) / panel.deepest, 2))


def name_spots(panel: CoursePanel, edition: int, pitch: float, heights: Sequence[float]) -> dict[int, float]:
    """Return where the names of an edition's pages stand: index of the line → how far below the first place."""
    there = [(line.course.own_places[edition], i) for i, line in enumerate(panel.lines)]
    known = sorted((place, i) for place, i in there if place is not None)
    middles = spread_labels([pitch * (place - 1) for place, _i in known], [heights[i] for _place, i in known])
    return {i: middle for (_place, i), middle in zip(known, middles, strict=True)}


def spread_labels(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Return the middles of labels that do not cover each other, in their order and as near as can be to where
    they are wanted.

    >>> spread_labels([10, 10, 50], [8, 8, 8])
    [6.0, 14.0, 50.0]
    """
    blocks: list[tuple[float, list[int]]] = []  # the top of neighbours that touch, and who they are
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    for i in order:
        block, top = [i], wanted[i] - heights[i] / 2
        while blocks and blocks[-1][0] + sum(heights[j] for j in blocks[-1][1]) > top:
            block = blocks.pop()[1] + block
            top = _best_top(block, wanted, heights)
        blocks.append((top, block))
    middles = [0.0] * len(wanted)
    for top, block in blocks:
        for i in block:
            middles[i] = top + heights[i] / 2
            top += heights[i]
    return middles


def _best_top(block: Sequence[int], wanted: Sequence[float], heights: Sequence[float]) -> float:
    """Return where touching labels begin so that the sum of the squares of their shifts is least."""
    starts = [0.0]
    for before, _after in pairwise(block):
        starts.append(starts[-1] + heights[before])
    return sum(wanted[i] - heights[i] / 2 - start for i, start in zip(block, starts, strict=True)) / len(block)


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
