"""What an edition says of the edition before: who leads now, who rose and fell, who came and went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from govrank.compare import Move, Movement, match_pages
from govrank.digest.phrases import MOST_NAMES, from_place, league_sentence, list_text, sentence_text
from govrank.display_names import Name, namer
from govrank.language import Catalogue
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
    moves = movement.moves
    rose = [i for i in range(len(rating)) if _went(movement, i) > 0]
    fell = [i for i in range(len(rating)) if _went(movement, i) < 0]
    same = sum(move.state == "same" for move in moves)
    period = movement.previous.edition.period
    sentences = [_change(rating, movement, league, names, words) for league in rating.leagues]
    if rose or fell or same:
        up, down = (sum(move.state == state for move in moves) for state in ("up", "down"))
        told = words.say("digest.moves.against", period=period) if period else ""
        pages = words.say("count.pages", n=up)
        sentences.append(sentence_text(told + words.say("digest.moves", up=pages, down=down, same=same)))
    horse = _dark_horse(rating, movement, rose)
    if horse is not None:
        move, place = moves[horse], int(rating.places[horse])
        kind = "digest.dark_horse.new" if move.previous is None else "digest.dark_horse"
        start = "" if move.previous is None else from_place(move.previous, words)
        said = words.say(kind, n=move.by, page=names[horse], start=start, new=place)
        sentences.append(sentence_text(said))
    for kind, found in (("rises", rose), ("falls", fell)):
        most = _most(found, moves)
        others = [i for i in most if i != horse]
        if others:
            listed = [
                words.say(
                    "digest.from_to",
                    page=names[i],
                    start=from_place(moves[i].previous or 0, words),
                    new=int(rating.places[i]),
                )
                for i in others
            ]
            kind = kind if others == most else "rises.other"
            sentences.append(sentence_text(words.say(f"digest.{kind}", n=len(others), pages=list_text(listed, words))))
    sentences += _came_and_went(rating, movement, names, name, words)
    return [sentence for sentence in sentences if sentence]


def _change(rating: Rating, movement: Movement, league: str, names: Sequence[str], words: Catalogue) -> str:
    """Return whether a league's first place has changed hands."""
    old = movement.previous
    if league not in old.leagues:
        return ""
    pairs = match_pages(old.pages, rating.pages)
    now = [i for i in rating.leagues[league] if rating.places[i] == 1]
    before = [i for i in old.leagues[league] if old.places[i] == 1]
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
    """Return the surprise: the best new page in the top third of its league, else the one biggest climb."""
    moves, places = movement.moves, rating.places
    high = [
        i
        for pages in rating.leagues.values()
        for i in pages
        if moves[i].state == "new" and int(places[i]) * 3 <= len(pages)
    ]
    new = sum(move.state == "new" for move in moves)
    if high and new * 3 <= len(rating):  # where most are new, none of them is a surprise
        best = min(int(places[i]) for i in high)
        found = [i for i in high if places[i] == best]
    else:
        most = max((moves[i].by for i in rose), default=0)
        found = [i for i in rose if moves[i].by == most >= _CLIMB]
    return found[0] if len(found) == 1 else None


def _most(pages: Iterable[int], moves: Sequence[Move]) -> list[int]:
    """Return the pages that moved most, at most three; none where equal moves make it unclear which three."""
    ranked = sorted(pages, key=lambda i: (-abs(moves[i].by), i))
    for count in range(min(_MOST, len(ranked)), 0, -1):
        if len(ranked) == count or abs(moves[ranked[count]].by) < abs(moves[ranked[count - 1]].by):
            return ranked[:count]
    return []


def _went(movement: Movement, page: int) -> int:
    """Return by how many places a page moved; 0 where only the coming and going of others moved it."""
    by = movement.moves[page].by
    if movement.common is None:
        return by
    among = movement.common[page]
    return by if among is not None and among.by * by > 0 else 0


def _came_and_went(rating: Rating, movement: Movement, names: Sequence[str], name: Name, words: Catalogue) -> list[str]:
    sentences = []
    for state in ("new", "returned"):
        came = [i for i, move in enumerate(movement.moves) if move.state == state]
        listed = [words.say("digest.placed", page=names[i], place=int(rating.places[i])) for i in came]
        if came:
            sentences.append(sentence_text(words.say(f"digest.{state}", n=len(came), pages=list_text(listed, words))))
    gone = sorted(movement.left, key=lambda out: out.previous)
    listed = [
        words.say("digest.placed.before", page=name(out.page, out.region, out.platform), place=out.previous)
        for out in gone
    ]
    if gone:
        sentences.append(sentence_text(words.say("digest.gone", n=len(gone), pages=list_text(listed, words))))
    return sentences
