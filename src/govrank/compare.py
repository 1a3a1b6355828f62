"""Two editions side by side: who rose, fell, stayed, came in and left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from govrank.pages import Pages, usual_name
from govrank.population.namesakes import told_apart
from govrank.problem import DataError, Problem
from govrank.rating import Rating, rate_pages
from govrank.spelling import look_alike_key

State = Literal["up", "down", "same", "new", "returned"]


@dataclass(frozen=True)
class Move:
    """What became of a page since the edition before.

    Attributes:
        state: "returned" is a page that was absent from the edition before and present in an earlier one.
        by: how many places; negative for a fall, 0 where there is nothing to compare.
        previous: the place before; None for a new page.
    """

    state: State
    by: int = 0
    previous: int | None = None

    @property
    def text(self) -> str:
        """The move as a sign and a number: not by colour alone.

        >>> Move("up", 2, 5).text, Move("down", -1, 1).text, Move("same", 0, 4).text
        ('▲2', '▼1', '=')
        """
        return {"up": f"▲{self.by}", "down": f"▼{-self.by}", "same": "="}.get(self.state, "✱")

    @property
    def value(self) -> int | str:
        """The move for a script: 2, -1, 0, or the word "new" (or "returned")."""
        return self.by if self.previous is not None else self.state


@dataclass(frozen=True)
class Left:
    """A page of the edition before that this one does not rate."""

    page: str
    region: str
    platform: str
    previous: int


@dataclass(frozen=True)
class Movement:
    """The moves of every page of an edition against the one before.

    Attributes:
        previous: the edition before.
        moves: shape (pages,), in the order of the rating's pages.
        common: the same among the pages that both editions have, each ranked anew without the others; None
            where the roster did not change; an entry is None for a page without a counterpart.
        left: pages that the edition before had.
        forced: why the editions are unlike, where they were compared all the same.
    """

    previous: Rating
    moves: tuple[Move, ...]
    common: tuple[Move | None, ...] | None
    left: tuple[Left, ...]
    forced: tuple[Problem, ...] = ()


def compare_editions(old: Rating, new: Rating, *, force: bool = False) -> Movement:
    """Compare two editions page by page.

    A page is matched by its region, network and name; an address that agrees wins over a changed name.

    Raises:
        DataError: `unlike-editions` where other indicators, rules or populations make the places
            incomparable, unless `force`.
    """
    unlike = unlike_editions(old, new)
    if unlike and not force:
        raise DataError(unlike)
    pairs = match_pages(old.pages, new.pages)
    moves = tuple(
        Move("new") if pair is None else _move(int(old.places[pair]), int(new.places[i]))
        for i, pair in enumerate(pairs)
    )
    matched = {pair for pair in pairs if pair is not None}
    left = tuple(
        Left(old.pages.names[i], old.pages.regions[i], old.pages.platforms[i], int(old.places[i]))
        for i in range(len(old))
        if i not in matched
    )
    common = None
    if matched and (left or len(matched) < len(new)):
        common = _common_moves(old, new, pairs)
    return Movement(old, moves, common, left, tuple(unlike))


def _move(before: int, now: int) -> Move:
    state: State = "up" if now < before else "down" if now > before else "same"
    return Move(state, before - now, before)


def _common_moves(old: Rating, new: Rating, pairs: Sequence[int | None]) -> tuple[Move | None, ...]:
    """Rank the pages that both editions have among themselves, in each edition, and compare those places."""
    both = [(i, pair) for i, pair in enumerate(pairs) if pair is not None]
    before = _places_among(old, [pair for _i, pair in both])
    now = _places_among(new, [i for i, _pair in both])
    moves: list[Move | None] = [None] * len(pairs)
    for (i, _pair), was, is_ in zip(both, before, now, strict=True):
        moves[i] = _move(was, is_)
    return tuple(moves)


def _places_among(rating: Rating, keep: Sequence[int]) -> list[int]:
    """Return the places that some of the pages would have without the others, in the order of `keep`."""
    again = rate_pages(rating.pages.take(keep), rating.methodology, rating.edition)
    place = {key: int(again.places[i]) for i, key in enumerate(page_keys(again.pages))}
    keys = page_keys(rating.pages)
    return [place[keys[i]] for i in keep]


def page_keys(pages: Pages) -> list[tuple[str, str, str]]:
    """Return what a page is known by in every edition: its region, its network and its name, if any."""
    region_of = region_identities(pages.region_keys)
    return [
        (region_of[key], platform, "" if name == usual_name(region, platform) else name.casefold())
        for key, region, platform, name in zip(
            pages.region_keys, pages.regions, pages.platforms, pages.names, strict=True
        )
    ]


def region_identities(keys: Iterable[str]) -> dict[str, str]:
    """Return one text for each region of an edition, whether a table's key, its name or another spelling stands for it.

    A town and the region of its name stay two, as they were told apart when the edition was rated.
    """
    meant = told_apart(set(keys))
    return {key: meaning or look_alike_key(key) for key, meaning in meant.items()}


def match_pages(old: Pages, new: Pages) -> list[int | None]:
    """Return for each page of `new` the index of the same page in `old`, or None.

    An address that two pages of an edition give names neither.
    """
    by_key = {key: i for i, key in enumerate(page_keys(old))}
    by_url = {url: i for i, url in enumerate(single_addresses(old)) if url}
    pairs: list[int | None] = [by_url.get(url) if url else None for url in single_addresses(new)]
    taken = {pair for pair in pairs if pair is not None}
    for i, key in enumerate(page_keys(new)):
        pair = by_key.get(key)
        if pairs[i] is None and pair is not None and pair not in taken:
            pairs[i] = pair
            taken.add(pair)
    return pairs


def single_addresses(pages: Pages) -> list[str]:
    """Return each page's address, or an empty text where it has none of its own."""
    if pages.urls is None:
        return [""] * len(pages)
    addresses = [address_key(url) if url else "" for url in pages.urls]
    times = Counter(addresses)
    return [address if times[address] == 1 else "" for address in addresses]


_TRACKING = ("utm_", "fbclid", "igsh", "igshid", "gclid", "yclid", "mibextid", "ref", "hl", "locale", "from")


def address_key(url: str) -> str:
    """Return an address without what does not change where it leads.

    >>> address_key("https://www.Facebook.com/profile.php?id=1001&fbclid=x"), address_key("http://t.me/akimat/")
    ('facebook.com/profile.php?id=1001', 't.me/akimat')
    """
    plain = url.strip().casefold().removeprefix("https://").removeprefix("http://").removeprefix("www.")
    path, _mark, query = plain.split("#")[0].partition("?")
    kept = sorted(part for part in query.split("&") if part and not part.startswith(_TRACKING))
    return path.rstrip("/") + (f"?{'&'.join(kept)}" if kept else "")


def unlike_editions(old: Rating, new: Rating) -> list[Problem]:
    """Return why two editions cannot be compared: one problem per rule or figure that differs."""
    file = new.edition.sources[0].name if new.edition.sources else ""
    problems = []
    for rule in ("scoring", "indicators", "ties", "place_ties", "tie_break", "missing", "minimum", "league"):
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


def _rule(rating: Rating, rule: str) -> str:
    methodology = rating.methodology
    if rule == "minimum":
        return ", ".join(f"{name} ≥ {least}" for name, least in sorted(methodology.minimum.items()) if least) or "–"
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
