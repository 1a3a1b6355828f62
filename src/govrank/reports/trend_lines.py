"""The pages through the editions as lines of a bump chart: which are drawn, which are highlighted, their names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from govrank.analysis.trend import PageTrend, Trend
from govrank.networks import platform_label
from govrank.reports.masthead import shown_periods
from govrank.reports.names import shown_name
from govrank.reports.wording import methodology_title
from govrank.text.catalogue import Catalogue

MOST_LINES = 60
"""Pages of a league in one chart; the tables have them all."""

LEADERS, MOVERS = 3, 2  # highlighted lines: the first pages, and the strongest rises and falls
_FEWEST_PLACES = 3  # a smaller change is not strong
_SHARE = 5  # nor is one of less than a fifth of the places
_LONGEST = 80  # letters of a name
MOST_NAMES = 5

Role = Literal["leader", "rise", "fall", ""]
ROLES: tuple[Role, ...] = ("leader", "rise", "fall")
_SIGNS = ("● ", "■ ", "◆ ")  # the leaders' marks


@dataclass(frozen=True)
class TrendLine:
    """One page's line.

    Attributes:
        name: the page's unique name.
        role: why it is highlighted; an empty text if it is not.
        look: index into the colours of `charts.LINES`; None for a line that is not highlighted.
    """

    page: PageTrend
    name: str
    role: Role
    look: int | None

    @property
    def change(self) -> int:
        """Places won over the whole time, from its first edition to its last; negative for a fall."""
        return _change(self.page)

    @property
    def runs(self) -> list[list[tuple[int, int]]]:
        """The parts of the line between gaps: editions, from 0, with the places in them.

        An edition in which the page was in another league is also a gap.
        """
        return place_runs(self.page.own_places)

    def places_at(self, editions: Collection[int]) -> list[tuple[int, int]]:
        """Return the editions that include it, each with its place."""
        return [spot for run in self.runs for spot in run if spot[0] in editions]

    @property
    def texts(self) -> list[str]:
        """Its places by edition as texts."""
        return ["–" if place is None else str(place) for place in self.page.own_places]


@dataclass(frozen=True)
class TrendPanel:
    """The lines of one league, in the order of the standing; `more` pages are not drawn."""

    league: str
    lines: tuple[TrendLine, ...]
    more: int

    @property
    def deepest(self) -> int:
        """The worst drawn place."""
        return max(place for line in self.lines for place in line.page.own_places if place is not None)


def trend_panels(trend: Trend) -> list[TrendPanel]:
    """Return the lines of each league: its first pages by standing, with unique names."""
    panels = []
    for league in dict.fromkeys(page.league for page in trend.pages):
        own = [page for page in trend.pages if page.league == league]
        shown = own[:MOST_LINES]
        deepest = max(place for page in shown for place in page.own_places if place is not None)
        looks = _looks(shown, deepest)
        names = trend_names(shown, [*own, *(page for page in trend.below if page.league == league)])
        lines = tuple(
            TrendLine(page, name, looks[i][0] if i in looks else "", looks[i][1] if i in looks else None)
            for i, (page, name) in enumerate(zip(shown, names, strict=True))
        )
        panels.append(TrendPanel(league, lines, len(own) - len(shown)))
    return panels


def _change(page: PageTrend) -> int:
    known = [place for place in page.own_places if place is not None]
    return known[0] - known[-1]


def _looks(pages: Sequence[PageTrend], deepest: int) -> dict[int, tuple[Role, int]]:
    """Return which lines are highlighted, and how: the leaders, then the strongest movers among the others."""
    looks: dict[int, tuple[Role, int]] = {i: ("leader", i) for i in range(min(LEADERS, len(pages)))}
    changes = {i: _change(page) for i, page in enumerate(pages) if i not in looks}
    enough = max(_FEWEST_PLACES, -(-deepest // _SHARE))
    for role, sign, first in (("rise", 1, LEADERS), ("fall", -1, LEADERS + MOVERS)):
        strong = [i for i, change in changes.items() if sign * change >= enough]
        strong.sort(key=lambda i: -sign * changes[i])
        for n, i in enumerate(strong[:MOVERS]):
            looks[i] = ("rise" if role == "rise" else "fall", first + n)
    return looks


def trend_names(pages: Sequence[PageTrend], among: Sequence[PageTrend]) -> list[str]:
    """Return names of pages that are unique `among` others: with the network if there are several, the region if
    needed."""
    several = len({page.platform for page in among}) > 1
    regions: dict[tuple[str, str], set[str]] = {}
    for page in among:
        regions.setdefault((page.name, page.platform), set()).add(page.region)
    names = []
    for page in pages:
        parts = [shown_name(page.name, page.platform)]
        if len(regions[page.name, page.platform]) > 1:
            parts.append(page.region)
        if several and platform_label(page.platform).casefold() not in page.name.casefold():
            parts.append(platform_label(page.platform))
        name = " · ".join(part for part in parts if part)
        names.append(name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…")
    return names


def trend_title(trend: Trend, words: Catalogue) -> str:
    """Return the number of editions, the first and the last."""
    periods = shown_periods(trend.editions, words)
    return words.say("trend.title", first=periods[0], last=periods[-1], n=len(periods))


def trend_note(trend: Trend, words: Catalogue) -> str:
    """Return how to read the lines."""
    several = len({league for page in trend.pages for league in page.leagues if league is not None}) > 1
    return words.say("trend.note.leagues" if several else "trend.note")


def trend_methodology(trend: Trend, words: Catalogue) -> str:
    """Return the title of the last edition, else that of its rules."""
    return trend.editions[-1].edition.title or methodology_title(trend.editions[-1], words)


def role_sentences(panel: TrendPanel, words: Catalogue) -> list[str]:
    """Return in words which lines are highlighted and why."""
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
        sentences.append(words.say(f"trend.{role}", pages="; ".join(said)))
    return sentences


def _moved(change: int) -> str:
    return f" ▲{change}" if change > 0 else f" ▼{-change}"


def left_out_sentence(trend: Trend, words: Catalogue) -> str:
    """Return which pages have no standing; an empty text if all have one."""
    if not trend.below:
        return ""
    names = trend_names(trend.below, [*trend.pages, *trend.below])
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
