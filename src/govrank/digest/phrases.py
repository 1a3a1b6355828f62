"""The phrases that sentences are put together from: lists of names, numbers with their nouns."""

from __future__ import annotations

from collections.abc import Sequence

from govrank.compare import Movement
from govrank.figures import number_text
from govrank.language import Catalogue
from govrank.rating import Rating

MOST_NAMES = 5


def list_text(texts: Sequence[str], words: Catalogue, most: int = MOST_NAMES) -> str:
    """Return texts as a list in words: a, b and c; behind the first few, how many more there are."""
    if len(texts) > most + 1:
        return ", ".join(texts[:most]) + words.say("digest.more", n=len(texts) - most)
    if len(texts) < 2:
        return "".join(texts)
    return ", ".join(texts[:-1]) + words.say("list.and") + texts[-1]


def pages_text(pages: Sequence[int], names: Sequence[str], words: Catalogue) -> str:
    """Return the names of pages, or only how many they are."""
    if len(pages) > MOST_NAMES:
        return words.say("count.pages", n=len(pages))
    return list_text([names[i] for i in pages], words)


def sentence_text(said: str) -> str:
    """Return a clause, which never begins with a name, as a sentence."""
    return f"{said[:1].upper()}{said[1:]}."


def league_sentence(rating: Rating, league: str, said: str) -> str:
    """Return what is said of a league as a sentence: where there are several, behind its name as it is written."""
    return f"{rating.methodology.league_label(league)}: {said}." if len(rating.leagues) > 1 else sentence_text(said)


def league_key(key: str, movement: Movement) -> str:
    """Return the key of a message about a place of the edition before: with its league where there were several."""
    return f"{key}.league" if len(movement.previous.leagues) > 1 else key


def counted_text(key: str, number: float, words: Catalogue, **values: object) -> str:
    """Return a plural message for a number that may be a fraction: a fraction goes with the form of 2."""
    whole = float(number).is_integer()
    decimals = 0 if whole else 1
    return words.say(key, n=int(number) if whole else 2, number=number_text(number, words.lang, decimals), **values)


def from_place(place: int, words: Catalogue) -> str:
    """Return from which place a page moved.

    >>> from govrank.language import words
    >>> [from_place(n, words("ru")) for n in (2, 12, 22, 100, 102)]
    ['со 2-го', 'с 12-го', 'с 22-го', 'с 100-го', 'со 102-го']
    """
    heavy = words.lang == "ru" and _begins_with_cluster(place)
    return words.say("place.from.cluster" if heavy else "place.from", place=place)


def _begins_with_cluster(place: int) -> bool:
    """Say whether a Russian ordinal begins with вт- or ст-: второго, сто первого, стотысячного, but сотого."""
    groups = f"{place:,}".split(",")
    return place == 2 or (100 <= int(groups[0]) < 200 and place != 100)
