"""What an edition says of the edition before: who leads now, who rose and fell, who came and went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from govrank.compare import Move, Movement
from govrank.digest.phrases import MOST_NAMES, from_place, league_key, league_sentence, list_text, sentence_text
from govrank.display_names import Name, namer
from govrank.language import Catalogue
from govrank.methodology.bands import Band
from govrank.rating import Rating

_CLIMB = 3  # places, from which the biggest rise is a dark horse
_MOST = 3  # pages that are named as those that moved most


def sentences_of_moves(
    rating: Rating, movement: Movement, names: Sequence[str], name: Name, words: Catalogue
) -> list[str]:
    """Return the change of the leaders, how many rose and fell, the most of them, the new and the gone.

    Args:
        names: what each page is called, in the order of the final table; `name` calls those that are gone.
    """
    rose = [i for i in range(len(rating)) if _went(movement, i) > 0]
    fell = [i for i in range(len(rating)) if _went(movement, i) < 0]
    up, down, same = (sum(move.state == state for move in movement.moves) for state in ("up", "down", "same"))
    period = movement.previous.edition.period
    whole = all(_own(movement, i).by == move.by for i, move in enumerate(movement.moves))
    sentences = [_change(rating, movement, league, names, words) for league in rating.leagues]
    if up or down or same:
        told = words.say("digest.moves.against", period=period) if period else ""
        pages = words.say("count.pages", n=up)
        sentences.append(sentence_text(told + words.say("digest.moves", up=pages, down=down, same=same)))
    horse = _dark_horse(rating, movement, rose)
    if horse is not None:
        sentences.append(sentence_text(_horse_text(rating, movement, horse, names, words)))
    for kind, found in (("rises", rose), ("falls", fell)):
        most = _most(found, movement)
        others = [i for i in most if i != horse]
        if others:
            listed = [_from_to(rating, movement, i, names, words) for i in others]
            kind = kind if others == most else "rises.other"
            said = words.say(f"digest.{kind}", n=len(others), pages=list_text(listed, words))
            if not whole:
                said = words.say("digest.among", said=said)
            sentences.append(sentence_text(said))
    sentences += _came_and_went(rating, movement, names, name, words)
    return [sentence for sentence in sentences if sentence]


def _horse_text(rating: Rating, movement: Movement, page: int, names: Sequence[str], words: Catalogue) -> str:
    move, own, place = movement.moves[page], _own(movement, page), int(rating.places[page])
    if move.previous is None:
        return words.say("digest.dark_horse.new", page=names[page], new=place)
    kind = "digest.dark_horse" if own.by == move.by else "digest.dark_horse.own"
    start = from_place(move.previous, words)
    return words.say(kind, n=own.by, page=names[page], start=start, new=place)


def _from_to(rating: Rating, movement: Movement, page: int, names: Sequence[str], words: Catalogue) -> str:
    """Return from where to where a page moved, and by how much among the common pages where that is not the same."""
    move, own = movement.moves[page], _own(movement, page)
    kind = "digest.from_to" if own.by == move.by else f"digest.from_to.{own.state}"
    start = from_place(move.previous or 0, words)
    return words.say(kind, n=abs(own.by), page=names[page], start=start, new=int(rating.places[page]))


def _change(rating: Rating, movement: Movement, league: str, names: Sequence[str], words: Catalogue) -> str:
    """Return whether a league's first place has changed hands."""
    old, pairs = movement.previous, movement.matches.pairs
    now = [i for i in rating.leagues[league] if rating.places[i] == 1]
    before = [i for i in movement.before(league) if old.places[i] == 1]
    if not before:
        return ""
    if len(now) > MOST_NAMES or len(before) > MOST_NAMES:
        return ""
    new_name = {pair: names[i] for i, pair in enumerate(pairs) if pair is not None}
    tell, page = namer(old, None), old.pages
    was = {i: new_name.get(i) or tell(page.names[i], page.regions[i], page.platforms[i]) for i in before}
    kept = list_text([names[i] for i in now if pairs[i] in was], words)
    joined = [names[i] for i in now if pairs[i] not in was]
    lost = list_text([name for i, name in was.items() if i not in {pairs[i] for i in now}], words)
    pages = list_text(joined, words)
    if not joined and not lost:
        said = words.say("digest.leader.same", n=len(now), pages=kept)
    elif not kept:
        said = words.say("digest.leader.changed", old=lost, pages=pages)
    elif not lost:
        said = words.say("digest.leader.joined", kept=kept, pages=pages)
    elif not joined:
        said = words.say("digest.leader.remained", pages=kept, lost=lost)
    else:
        said = words.say("digest.leader.replaced", kept=kept, pages=pages, lost=lost)
    return league_sentence(rating, league, said)


def _dark_horse(rating: Rating, movement: Movement, rose: Sequence[int]) -> int | None:
    """Return the surprise: the best new page in the top third of its league, else the one biggest climb.

    A page in the last zone, or in a red one, is none, however far it climbed.
    """
    moves, places = movement.moves, rating.places
    zones = rating.methodology.zones
    poor = [index for index, band in enumerate(zones) if index and (index == len(zones) - 1 or _is_red(band))]
    fit = ~np.isin(rating.bands, poor)
    high = [
        i
        for pages in rating.leagues.values()
        for i in pages
        if moves[i].state == "new" and int(places[i]) * 3 <= len(pages) and fit[i]
    ]
    new = sum(move.state == "new" for move in moves)
    if high and new * 3 <= len(rating):  # where most are new, none of them is a surprise
        best = min(int(places[i]) for i in high)
        found = [i for i in high if places[i] == best]
    else:
        most = max((_own(movement, i).by for i in rose), default=0)
        found = [i for i in rose if _own(movement, i).by == most >= _CLIMB]
    return found[0] if len(found) == 1 and fit[found[0]] else None


def _is_red(band: Band) -> bool:
    """Say whether a zone is one of several red ones: red, red-light, …"""
    return band.name.partition("-")[0] == "red"


def _most(pages: Iterable[int], movement: Movement) -> list[int]:
    """Return the pages that moved most, at most three; none where equal moves make it unclear which three."""
    by = {i: abs(_own(movement, i).by) for i in pages}
    ranked = sorted(by, key=lambda i: (-by[i], i))
    for count in range(min(_MOST, len(ranked)), 0, -1):
        if len(ranked) == count or by[ranked[count]] < by[ranked[count - 1]]:
            return ranked[:count]
    return []


def _own(movement: Movement, page: int) -> Move:
    """Return a page's move of its own doing: where pages came or went, that among those which both editions have."""
    among = None if movement.common is None else movement.common[page]
    return movement.moves[page] if among is None else among


def _went(movement: Movement, page: int) -> int:
    """Return by how many places a page moved; 0 where only the coming and going of others moved it."""
    move, own = movement.moves[page], _own(movement, page)
    return own.by if own.by * move.by > 0 else 0


def _came_and_went(rating: Rating, movement: Movement, names: Sequence[str], name: Name, words: Catalogue) -> list[str]:
    sentences = []
    for state in ("new", "returned"):
        came = [i for i, move in enumerate(movement.moves) if move.state == state]
        listed = [words.say("digest.placed", page=names[i], place=int(rating.places[i])) for i in came]
        if came:
            sentences.append(sentence_text(words.say(f"digest.{state}", n=len(came), pages=list_text(listed, words))))
    switched = [i for i, move in enumerate(movement.moves) if move.state == "switched"]
    if switched:
        label, old_label = rating.methodology.league_label, movement.previous.methodology.league_label
        listed = [
            words.say(
                "digest.switched.page",
                page=names[i],
                before=old_label(movement.moves[i].league),
                league=label(rating.pages.leagues[i]),
                place=int(rating.places[i]),
            )
            for i in switched
        ]
        sentences.append(sentence_text(words.say("digest.switched", n=len(switched), pages=list_text(listed, words))))
    gone = sorted(movement.left, key=lambda out: out.previous)
    kind = league_key("digest.placed.before", movement)
    listed = [
        words.say(
            kind,
            page=name(out.page, out.region, out.platform),
            place=out.previous,
            league=movement.previous.methodology.league_label(out.league),
        )
        for out in gone
    ]
    if gone:
        sentences.append(sentence_text(words.say("digest.gone", n=len(gone), pages=list_text(listed, words))))
    return sentences
