"""Several editions: each page's place by edition, and its standing over the whole time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from govrank.compare import Move, page_keys, region_identities, single_addresses, unlike_editions
from govrank.problem import DataError, Problem
from govrank.rating import Rating


@dataclass(frozen=True)
class Course:
    """One page through the editions.

    Attributes:
        places: by edition; None where the page is absent.
        moves: by edition, against the edition before; None for the first edition and where absent.
        share: mean over its editions of its total as a share of the worst possible; of an index its mean index.
        standing: place by that mean; None with too few editions.
        left: whether the last edition lacks it.
    """

    page: str
    region: str
    region_key: str
    platform: str
    league: str
    places: tuple[int | None, ...]
    moves: tuple[Move | None, ...]
    share: Fraction
    standing: int | None
    left: bool

    @property
    def editions(self) -> int:
        """In how many editions the page was."""
        return sum(place is not None for place in self.places)


@dataclass(frozen=True)
class Trend:
    """Editions, oldest first, and the pages' courses: those with a standing in its order, then the others."""

    editions: tuple[Rating, ...]
    courses: tuple[Course, ...]
    below: tuple[Course, ...]
    least: int
    forced: tuple[Problem, ...] = ()


@dataclass
class _Track:
    """A page as it is known so far: its latest name and address, and where it was in each edition."""

    key: tuple[str, str, str]
    url: str
    at: dict[int, int] = field(default_factory=dict)


def trend_of(editions: Sequence[Rating], least: int | None = None, *, force: bool = False) -> Trend:
    """Follow the pages through editions, oldest first.

    The standing is by the mean over the editions that a page was in: an absent edition is never 0.

    Args:
        least: how many editions a page needs for a standing; None asks for half of them.

    Raises:
        DataError: editions cannot be compared, unless `force`.
    """
    forced = _unlike(editions)
    if forced and not force:
        raise DataError(forced)
    needed = least if least is not None else (len(editions) + 1) // 2
    tracks = _follow(editions)
    courses = [_course(track, editions) for track in tracks]
    enough = [course for course in courses if course.editions >= needed]
    index = editions[-1].methodology.is_index
    ranked: list[Course] = []
    for league in sorted({course.league for course in enough}, key=editions[-1].methodology.league_order):
        own = [course for course in enough if course.league == league]
        own.sort(key=lambda course: (-course.share if index else course.share, course.page.casefold(), course.platform))
        for i, course in enumerate(own):
            shared = i > 0 and own[i - 1].share == course.share
            place = ranked[-1].standing if shared else i + 1
            ranked.append(_with_standing(course, place))
    below = [course for course in courses if course.editions < needed]
    below.sort(key=lambda course: (course.page.casefold(), course.platform))
    return Trend(tuple(editions), tuple(ranked), tuple(below), needed, tuple(forced))


def _unlike(editions: Sequence[Rating]) -> list[Problem]:
    """Return why editions cannot be compared: each with the one before, and all of them by one table of people."""
    found = [problem for old, new in pairwise(editions) for problem in unlike_editions(old, new)]
    if any(problem.wording == "population" for problem in found):
        return found
    first: dict[str, Rating] = {}
    for new in editions:
        for key in set(region_identities(new.pages.region_keys).values()):
            old = first.setdefault(key, new)
            apart = [p for p in unlike_editions(old, new) if p.wording == "population"] if old is not new else []
            if apart:
                return [*found, *apart]  # a region that was absent in between came back with other figures
    return found


def _follow(editions: Sequence[Rating]) -> list[_Track]:
    """Match the pages of each edition with those of all before it: an address first, then region, network, name."""
    tracks: list[_Track] = []
    for number, rating in enumerate(editions):
        latest = sorted(tracks, key=lambda track: max(track.at))  # of two with one name, the one seen last
        by_key = {track.key: track for track in latest}
        by_url = {track.url: track for track in latest if track.url}
        keys = page_keys(rating.pages)
        urls = single_addresses(rating.pages)
        taken: set[int] = set()
        found: dict[int, _Track] = {}
        for i, url in enumerate(urls):
            track = by_url.get(url) if url else None
            if track is not None and id(track) not in taken:
                found[i] = track
                taken.add(id(track))
        for i, key in enumerate(keys):
            track = by_key.get(key)
            if i not in found and track is not None and id(track) not in taken:
                found[i] = track
                taken.add(id(track))
        for i, key in enumerate(keys):
            track = found.get(i)
            if track is None:
                track = _Track(key, urls[i])
                tracks.append(track)
            track.key, track.url = key, urls[i] or track.url
            track.at[number] = i
    return tracks


def _course(track: _Track, editions: Sequence[Rating]) -> Course:
    places: list[int | None] = []
    moves: list[Move | None] = []
    shares: list[Fraction] = []
    for number, rating in enumerate(editions):
        page = track.at.get(number)
        if page is None:
            places.append(None)
            moves.append(None)
            continue
        place = int(rating.places[page])
        total = Fraction(rating.totals[page].item())
        shares.append(total if rating.methodology.is_index else total / int(rating.worst[page]))
        moves.append(_move(places, place))
        places.append(place)
    last = max(track.at)
    pages, page = editions[last].pages, track.at[last]
    return Course(
        page=pages.names[page],
        region=pages.regions[page],
        region_key=pages.region_keys[page],
        platform=pages.platforms[page],
        league=pages.leagues[page],
        places=tuple(places),
        moves=tuple(moves),
        share=sum(shares, Fraction(0)) / len(shares),
        standing=None,
        left=last != len(editions) - 1,
    )


def _move(places: Sequence[int | None], place: int) -> Move | None:
    """Return the move against the edition before, from the places so far."""
    if not places:
        return None
    before = places[-1]
    if before is not None:
        return Move("up" if place < before else "down" if place > before else "same", before - place, before)
    return Move("returned" if any(earlier is not None for earlier in places) else "new")


def _with_standing(course: Course, standing: int | None) -> Course:
    return Course(**{**vars(course), "standing": standing})
