"""Two editions side by side: which pages are the same, who rose, fell, stayed, came in and left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from govrank.problems import SHARED_RULES, DataError, Problem
from govrank.read.headings import known_column
from govrank.scoring.matching import Matches, known_pages, match_pages, region_identities
from govrank.scoring.pages import usual_name
from govrank.scoring.rating import Rating, rate_pages
from govrank.text.spelling import look_alike_key, similar_names

Who = tuple[str, str, str]
"""A page as written: its name, its region and its network."""

_MOST_NEAR = 3  # pairs of names in a warning
_MOST_SOUGHT, _MOST_SEARCHED = 30, 300  # names considered for it: each is compared with each


def unmatched_pages(file: str, came: Sequence[Who], pages: int, gone: Sequence[Who], before: int) -> list[Problem]:
    """Return a warning if more than a third of the pages are new or gone, with pairs of similar names.

    Args:
        came: the new pages, out of `pages`; `gone`: the lost ones, out of `before`.
    """
    if len(came) * 3 <= pages and len(gone) * 3 <= before:
        return []
    pairs: list[str] = []
    left = [*gone[:_MOST_SEARCHED]]
    for now in came[:_MOST_SOUGHT]:
        was = _nearest(now, left)
        if was is not None and len(pairs) < _MOST_NEAR:
            left.remove(was)
            pairs.append(f"{_label(was)} → {_label(now)}")
    args = {"new": len(came), "pages": pages, "gone": len(gone), "before": before, "near": "; ".join(pairs)}
    return [Problem("many-unmatched", file, wording="near" if pairs else "", args=args)]


def _nearest(page: Who, among: Sequence[Who]) -> Who | None:
    """Return the page of the same network with the most similar name, then region; None if none is similar."""
    name, region, platform = page
    names = similar_names(name, {other for other, _region, network in among if network == platform}, 1)
    known = {who[1]: who for who in among if who[0] in names and who[2] == platform}
    regions = similar_names(region, known, 1, bar=0)
    return known[regions[0]] if regions else next(iter(known.values()), None)


def _label(page: Who) -> str:
    name, region, platform = page
    return name if name == usual_name(region, platform) else f"{name} ({', '.join(filter(None, (region, platform)))})"


State = Literal["up", "down", "same", "switched", "new", "returned"]


@dataclass(frozen=True)
class Move:
    """What became of a page since the previous edition.

    Attributes:
        state: "switched" is a page that was in another league, whose places say nothing about this one's;
            "returned" one that was absent from the previous edition but present in an earlier one.
        by: how many places; negative for a fall, 0 if there is nothing to compare.
        previous: the place before, in the old league if the page switched; None for a new page.
        league: the old league of a page that switched.
        by_chance: whether luck alone may explain the move; None if that was not tested.
    """

    state: State
    by: int = 0
    previous: int | None = None
    league: str = ""
    by_chance: bool | None = None

    @property
    def counted(self) -> bool:
        """Whether the move is a number of places, possibly 0."""
        return self.state in ("up", "down", "same")

    @property
    def text(self) -> str:
        """The move as a sign and a number, readable without colour.

        >>> Move("up", 2, 5).text, Move("down", -1, 1).text, Move("same", 0, 4).text
        ('▲2', '▼1', '=')
        """
        return {"up": f"▲{self.by}", "down": f"▼{-self.by}", "same": "=", "switched": "⇄"}.get(self.state, "✱")

    @property
    def value(self) -> int | str:
        """The move for a script: 2, -1, 0, or the word "new" (or "returned", "switched")."""
        return self.by if self.counted else self.state


def move_between(before: int, now: int) -> Move:
    """Return the move from one place of a league to another."""
    state: State = "up" if now < before else "down" if now > before else "same"
    return Move(state, before - now, before)


@dataclass(frozen=True)
class DroppedPage:
    """A page of the previous edition that this one does not rate: its last place, and that place's league."""

    page: str
    region: str
    platform: str
    previous: int
    league: str = ""


@dataclass(frozen=True)
class Movement:
    """The moves of every page of an edition against the previous one.

    Attributes:
        previous: the previous edition.
        moves: shape (pages,), in the order of the rating's pages.
        common: the same among the pages that a league has in both editions, ranked again without the others; None if
            no roster changed; an entry is None for a page without a counterpart.
        left: pages of the previous edition that are gone.
        matches: the page of the previous edition that each page is.
        leagues: each league's name in the previous edition, if it existed.
        forced: why the editions are not comparable, if they were compared anyway.
        warnings: about pages without a counterpart.
    """

    previous: Rating
    moves: tuple[Move, ...]
    common: tuple[Move | None, ...] | None
    left: tuple[DroppedPage, ...]
    matches: Matches
    leagues: Mapping[str, str]
    forced: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()

    def before(self, league: str) -> range:
        """Return the pages that a league had in the edition before."""
        name = self.leagues.get(league)
        return range(0) if name is None else self.previous.leagues[name]


def compare_editions(old: Rating, new: Rating, *, force: bool = False) -> Movement:
    """Compare two editions page by page, matched by `match_pages`.

    Places are compared only inside a league: a page that changed leagues has switched, not moved. If other columns
    define the leagues, which only `force` allows, all places are compared.

    Raises:
        DataError: `unlike-editions` if indicators, rules or populations differ so that places cannot be compared,
            unless `force`.
    """
    unlike = unlike_editions(old, new)
    if unlike and not force:
        raise DataError(unlike)
    matches = match_pages(known_pages(old.pages), known_pages(new.pages))
    key_of, name_of = league_identities(new), {key: name for name, key in league_identities(old).items()}
    leagues = {league: name_of[key] for league, key in key_of.items() if key in name_of}
    alike = league_column(old) == league_column(new)
    moves = []
    for i, pair in enumerate(matches.pairs):
        if pair is None:
            moves.append(Move("new"))
        elif alike and leagues.get(new.pages.leagues[i]) != old.pages.leagues[pair]:
            moves.append(Move("switched", 0, int(old.places[pair]), old.pages.leagues[pair]))
        else:
            moves.append(move_between(int(old.places[pair]), int(new.places[i])))
    gone = sorted({*range(len(old))} - {*matches.pairs})
    left = tuple(
        DroppedPage(
            old.pages.names[i], old.pages.regions[i], old.pages.platforms[i], int(old.places[i]), old.pages.leagues[i]
        )
        for i in gone
    )
    stayed = [(i, pair) for i, pair in enumerate(matches.pairs) if pair is not None and moves[i].counted]
    common = None
    if stayed and not len(stayed) == len(old) == len(new):
        common = _common_moves(old, new, stayed)
    came = [new.pages.known_as(i) for i, pair in enumerate(matches.pairs) if pair is None]
    went = [(out.page, out.region, out.platform) for out in left]
    warnings = unmatched_pages(_file(new), came, len(new), went, len(old))
    return Movement(old, tuple(moves), common, left, matches, leagues, tuple(unlike), tuple(warnings))


def league_column(rating: Rating) -> str:
    """Return the column that divides the pages of an edition, under any heading; "" if none does."""
    methodology = rating.methodology
    column = methodology.league_column or methodology.size_column
    return known_column(column) or look_alike_key(column)


def _common_moves(old: Rating, new: Rating, stayed: Sequence[tuple[int, int]]) -> tuple[Move | None, ...]:
    """Rank the pages that a league has in both editions among themselves in each edition, and compare those places."""
    before = _places_among(old, [pair for _i, pair in stayed])
    now = _places_among(new, [i for i, _pair in stayed])
    moves: list[Move | None] = [None] * len(new)
    for (i, _pair), was, is_ in zip(stayed, before, now, strict=True):
        moves[i] = move_between(was, is_)
    return tuple(moves)


def _places_among(rating: Rating, keep: Sequence[int]) -> list[int]:
    """Return the places of some pages without the others, in the order of `keep`."""
    pages = replace(rating.pages.take(keep), rows=range(len(keep)))  # rating reorders them
    again = rate_pages(pages, rating.methodology, rating.edition)
    place = dict(zip(again.pages.rows, again.places.tolist(), strict=True))
    return [place[i] for i in range(len(keep))]


def league_identities(rating: Rating) -> dict[str, str]:
    """Return one text for each league of an edition, the same in every edition and spelling."""
    pages = rating.pages
    if known_column(rating.methodology.league_column) == "region":
        region_of = region_identities(pages.region_keys)
        return {league: region_of[key] for league, key in zip(pages.leagues, pages.region_keys, strict=True)}
    return {league: look_alike_key(league) for league in rating.leagues}


def unlike_editions(old: Rating, new: Rating) -> list[Problem]:
    """Return why two editions cannot be compared: one problem per rule or figure that differs."""
    file = _file(new)
    problems = []
    for rule in SHARED_RULES:
        before, now = (_rule(rating, rule) for rating in (old, new))
        if before != now:
            problems.append(Problem("unlike-editions", file, wording=rule, args={"old": before, "new": now}))
    before_people, now_people = (_populations(rating) for rating in (old, new))
    differ = sorted(key for key in before_people.keys() & now_people.keys() if before_people[key] != now_people[key])
    if differ:
        problems.append(
            Problem(
                "unlike-editions", file, wording="population",
                args={"old": old.edition.population, "new": new.edition.population, "n": len(differ)},
            )
        )  # fmt: skip
    return problems


def _file(rating: Rating) -> str:
    return rating.edition.sources[0].name if rating.edition.sources else ""


def _rule(rating: Rating, rule: str) -> str:
    methodology = rating.methodology
    if rule == "minimum":
        return ", ".join(f"{name} ≥ {least}" for name, least in sorted(methodology.minimum.items()) if least) or "–"
    if rule == "gates":
        return "; ".join(f"{g.key}: {g.when.formula} ({g.outcome})" for g in methodology.gates) or "–"
    if rule == "indicators":
        return "; ".join(
            f"{i.key} = {i.formula}{'' if i.direction == 'higher' else ' (lower)'} ×{i.weight}"
            for i in sorted(methodology.measures, key=lambda measure: measure.key)
        )
    return str(getattr(methodology, rule))


def _populations(rating: Rating) -> dict[str, int]:
    people = rating.pages.counts.get("population")
    if people is None:
        return {}
    identity = region_identities(rating.pages.region_keys)
    keys = (identity[key] for key in rating.pages.region_keys)
    return dict(zip(keys, people.numbers.tolist(), strict=True))
