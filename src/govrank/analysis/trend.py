"""Several editions: each page's place by edition, and its standing over the whole time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import chain, pairwise

from govrank.analysis.compare import (
    Move,
    league_column,
    league_identities,
    move_between,
    unlike_editions,
    unmatched_pages,
)
from govrank.problems import DataError, Problem
from govrank.scoring.matching import Key, Known, known_pages, match_pages, region_identities
from govrank.scoring.rating import Rating


@dataclass(frozen=True)
class PageTrend:
    """One page through the editions.

    Attributes:
        league: the last that it was in.
        places: by edition; None where the page is absent.
        leagues: by edition, each under its latest name; None where the page is absent.
        moves: by edition, against the edition before; None for the first edition and where absent.
        mean: over its editions, of its total as a share of the worst possible or of the total itself, as the scoring
            says.
        standing: place by that mean; None with too few editions.
        left: whether the last edition lacks it.
    """

    name: str
    region: str
    region_key: str
    platform: str
    league: str
    places: tuple[int | None, ...]
    leagues: tuple[str | None, ...]
    moves: tuple[Move | None, ...]
    mean: Fraction
    standing: int | None
    left: bool

    @property
    def editions(self) -> int:
        """The number of editions that the page was in."""
        return sum(place is not None for place in self.places)

    @property
    def own_places(self) -> tuple[int | None, ...]:
        """The places in its last league: those in other leagues cannot be compared with them."""
        return tuple(
            place if league == self.league else None for place, league in zip(self.places, self.leagues, strict=True)
        )


@dataclass(frozen=True)
class Renamed:
    """A page that was matched by region and network alone in an edition: its name before and now."""

    edition: int
    before: str
    now: str


@dataclass(frozen=True)
class Trend:
    """Editions, oldest first, and their pages: `pages` with a standing, in its order, and the others `below`.

    Attributes:
        worst: of each league its last place by edition; 1 where the edition lacks it.
        renamed: the pages that were matched by region and network alone.
        warnings: about pages without a counterpart in the previous edition.
    """

    editions: tuple[Rating, ...]
    pages: tuple[PageTrend, ...]
    below: tuple[PageTrend, ...]
    least: int
    worst: Mapping[str, tuple[int, ...]]
    renamed: tuple[Renamed, ...] = ()
    forced: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


@dataclass
class _Track:
    """A page as known so far: its latest name, id and address, and its index in each edition."""

    key: Key
    id: str
    url: str
    alone: bool
    at: dict[int, int] = field(default_factory=dict)


def trend_of(editions: Sequence[Rating], least: int | None = None, *, force: bool = False) -> Trend:
    """Follow the pages through editions, oldest first.

    The standing uses the mean over the editions that a page was in: an absent edition never counts as 0.

    Args:
        least: how many editions a page needs for a standing; None asks for half of them.

    Raises:
        DataError: editions cannot be compared, unless `force`.
    """
    forced = _unlike(editions)
    if forced and not force:
        raise DataError(forced)
    needed = least if least is not None else (len(editions) + 1) // 2
    tracks, renamed = _follow(editions)
    keys = [league_identities(rating) for rating in editions]
    name_of = {key: name for leagues in keys for name, key in leagues.items()}  # the latest edition's
    names = [{name: name_of[key] for name, key in leagues.items()} for leagues in keys]
    pages = [_page_trend(track, editions, names) for track in tracks]
    if len({*map(league_column, editions)}) > 1:  # only `force` allows this: all places are compared
        pages = [_undivided(page) for page in pages]
    enough = [page for page in pages if page.editions >= needed]
    sign = -1 if editions[-1].scoring.highest_wins else 1
    ranked: list[PageTrend] = []
    for league in sorted({page.league for page in enough}, key=editions[-1].methodology.league_order):
        own = [page for page in enough if page.league == league]
        own.sort(key=lambda page: (sign * page.mean, page.name.casefold(), page.platform))
        for i, page in enumerate(own):
            shared = i > 0 and own[i - 1].mean == page.mean
            place = ranked[-1].standing if shared else i + 1
            ranked.append(replace(page, standing=place))
    below = [page for page in pages if page.editions < needed]
    below.sort(key=lambda page: (page.name.casefold(), page.platform))
    return Trend(
        tuple(editions),
        tuple(ranked),
        tuple(below),
        needed,
        worst=_worst_places(editions, names),
        renamed=tuple(renamed),
        forced=tuple(forced),
        warnings=tuple(_unmatched(tracks, editions)),
    )


def _worst_places(editions: Sequence[Rating], names: Sequence[Mapping[str, str]]) -> dict[str, tuple[int, ...]]:
    worst = [
        {name[league]: int(rating.places[pages.start : pages.stop].max()) for league, pages in rating.leagues.items()}
        for rating, name in zip(editions, names, strict=True)
    ]
    return {league: tuple(last.get(league, 1) for last in worst) for league in {*chain(*worst)}}


def _unmatched(tracks: Sequence[_Track], editions: Sequence[Rating]) -> list[Problem]:
    """Return a warning for each edition with many new or lost pages."""
    found = []
    for number in range(1, len(editions)):
        old, new = editions[number - 1], editions[number]
        came = [new.pages.known_as(track.at[number]) for track in tracks if min(track.at) == number]
        gone = [
            old.pages.known_as(track.at[number - 1])
            for track in tracks
            if number - 1 in track.at and number not in track.at
        ]
        file = new.edition.sources[0].name if new.edition.sources else ""
        found += unmatched_pages(file, came, len(new), gone, len(old))
    return found


def _unlike(editions: Sequence[Rating]) -> list[Problem]:
    """Return why editions cannot be compared: each with the previous one, and all by one population table."""
    found = [problem for old, new in pairwise(editions) for problem in unlike_editions(old, new)]
    if any(problem.wording == "population" for problem in found):
        return found
    first: dict[str, Rating] = {}
    for new in editions:
        for key in set(region_identities(new.pages.region_keys).values()):
            old = first.setdefault(key, new)
            apart = [p for p in unlike_editions(old, new) if p.wording == "population"] if old is not new else []
            if apart:
                return [*found, *apart]  # a region returned after an absence with another population
    return found


def _follow(editions: Sequence[Rating]) -> tuple[list[_Track], list[Renamed]]:
    """Match the pages of each edition with all earlier ones, and list those matched by region and network alone."""
    tracks: list[_Track] = []
    renamed: list[Renamed] = []
    for number, rating in enumerate(editions):
        latest = sorted(tracks, key=lambda track: max(track.at))  # of two with one name, the one seen last
        new = known_pages(rating.pages)
        old = Known(*([getattr(track, part) for track in latest] for part in ("key", "id", "url", "alone")))
        matches = match_pages(old, new)
        for i in matches.by_region:
            track = latest[matches.pairs[i] or 0]
            last = max(track.at)
            before = editions[last].pages.names[track.at[last]]
            renamed.append(Renamed(number, before, rating.pages.names[i]))
        known = zip(matches.pairs, new.keys, new.ids, new.urls, new.alone, strict=True)
        for i, (pair, key, id_, url, alone) in enumerate(known):
            if pair is None:
                tracks.append(_Track(key, id_, url, alone, {number: i}))
                continue
            track = latest[pair]
            track.key, track.id, track.url, track.alone = key, id_ or track.id, url or track.url, alone
            track.at[number] = i
    return tracks, renamed


def _page_trend(track: _Track, editions: Sequence[Rating], names: Sequence[Mapping[str, str]]) -> PageTrend:
    """Return a page's trend; `names` has the leagues of each edition under their latest names."""
    places: list[int | None] = []
    leagues: list[str | None] = []
    moves: list[Move | None] = []
    totals: list[Fraction] = []
    for number, rating in enumerate(editions):
        page = track.at.get(number)
        if page is None:
            places.append(None)
            leagues.append(None)
            moves.append(None)
            continue
        place, league = int(rating.places[page]), names[number][rating.pages.leagues[page]]
        total = Fraction(rating.totals[page].item())
        totals.append(total / int(rating.worst_possible[page]) if rating.scoring.trend_averages == "share" else total)
        moves.append(_move(places, leagues, place, league))
        places.append(place)
        leagues.append(league)
    last = max(track.at)
    pages, page = editions[last].pages, track.at[last]
    return PageTrend(
        name=pages.names[page],
        region=pages.regions[page],
        region_key=pages.region_keys[page],
        platform=pages.platforms[page],
        league=names[last][pages.leagues[page]],
        places=tuple(places),
        leagues=tuple(leagues),
        moves=tuple(moves),
        mean=sum(totals, Fraction(0)) / len(totals),
        standing=None,
        left=last != len(editions) - 1,
    )


def _undivided(page: PageTrend) -> PageTrend:
    """Return a page as if it had always been in its last league."""
    leagues = tuple(None if place is None else page.league for place in page.places)
    moves = [
        _move(page.places[:n], leagues[:n], place, page.league) if place is not None else None
        for n, place in enumerate(page.places)
    ]
    return replace(page, leagues=leagues, moves=tuple(moves))


def _move(places: Sequence[int | None], leagues: Sequence[str | None], place: int, league: str) -> Move | None:
    """Return the move against the edition before, from the places and leagues so far."""
    if not places:
        return None
    before, was_in = places[-1], leagues[-1]
    if before is None or was_in is None:
        return Move("returned" if any(earlier is not None for earlier in places) else "new")
    return move_between(before, place) if was_in == league else Move("switched", 0, before, was_in)
