"""Courses as lines of a bump chart: which pages it shows, which stand out, where the lines break and the names go."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from govrank.display_names import shown_name
from govrank.language import Catalogue
from govrank.platforms import platform_label
from govrank.present.titles import methodology_title
from govrank.trend import Course, Trend

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
