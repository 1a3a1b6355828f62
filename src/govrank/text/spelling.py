"""When two spellings are the same name: letter case, white space, ё and е, letters that only look alike."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations

# Latin letters that look like Cyrillic ones, in lower case because the key is folded first.
_LOOK_ALIKE = str.maketrans("abcehkmoptxyi", "авсенкмортхуі")
_LATIN_LOOK_ALIKES = frozenset("aceopxyiABCEHKMOPTX")
_STRAIGHT_QUOTES = frozenset("\"'`´ʼ″′„‚−")  # and the minus, which Unicode counts as a symbol
_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")
# repetitions are bounded, so that no text takes long
_MARK = r"(?:[*†‡§⁰¹²³⁴-⁹]{1,3}\)?|\[(?:\d{1,2}|\*{1,3})\]|\(\*{1,3}\))"
_NUMBER = r"(?<!\d)(?:\d{1,2}\)?(?!\d)|\(\d{1,2}\))"
_MARKS = re.compile(rf"(?:\s{{0,3}}{_MARK}){{1,3}}$")
_WORD = re.compile(r"\w+")
_EXTENSION = re.compile(r"[^./\\]\.[A-Za-z]\w{0,9}$")
_FOOTNOTE = re.compile(rf"(?<=[^\W\d])\.?(?:\s{{0,3}}(?:{_MARK}|{_NUMBER})){{1,3}}$")


def visible_text(text: str) -> str:
    """Return a text without invisible characters: soft hyphens, joiners, zero-width spaces.

    >>> visible_text("Турке\u00adстан\u200bская")
    'Туркестанская'
    """
    if text.isprintable():
        return text
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf")


def without_marks(text: str) -> str:
    """Return a text without unambiguous footnote marks.

    >>> without_marks("Instagram*"), without_marks("Подписчики [1]"), without_marks("Округ 1")
    ('Instagram', 'Подписчики', 'Округ 1')
    """
    return _MARKS.sub("", visible_text(text).rstrip())


@lru_cache(1 << 12)
def without_footnote(text: str) -> str:
    """Return a text without a footnote mark, including a plain number.

    >>> without_footnote("Туркестанская¹"), without_footnote("Туркестанская 1"), without_footnote("Омск (2)")
    ('Туркестанская', 'Туркестанская', 'Омск')
    """
    return _FOOTNOTE.sub("", visible_text(text).rstrip())


@lru_cache(1 << 12)
def plain_key(text: str) -> str:
    """Return a key that is equal for spellings that differ in case, white space, dashes or ё.

    >>> plain_key("  Западно–Казахстанская ОБЛАСТЬ ") == plain_key("западно-казахстанская область")
    True
    """
    folded = unicodedata.normalize("NFKC", visible_text(text)).casefold().replace("ё", "е")
    return _DASHES.sub("-", " ".join(folded.split()))


def look_alike_key(text: str) -> str:
    """Return a key that is equal also where Latin letters stand in for Cyrillic ones, as in `Aтырау`."""
    return plain_key(text).translate(_LOOK_ALIKE)


def name_key(text: str) -> str:
    """Return a key that is equal for names that differ in case, spaces, dashes, quotes or ё only.

    >>> name_key("Акимат «Усть-Каменогорска»") == name_key('акимат "Усть – Каменогорска"')
    True
    """
    folded = plain_key(text)
    return "".join(letter for letter in folded if not _is_dash_quote_or_space(letter)) or folded


def _is_dash_quote_or_space(letter: str) -> bool:
    return letter in _STRAIGHT_QUOTES or unicodedata.category(letter) in ("Pd", "Pi", "Pf", "Zs")


def could_be_cyrillic(name: str) -> bool:
    """Return whether a name in Latin letters looks just like one in Cyrillic letters.

    >>> could_be_cyrillic("BKO"), could_be_cyrillic("Aktobe"), could_be_cyrillic("ВКО")
    (True, False, False)
    """
    letters = [letter for letter in name if letter.isalpha()]
    return bool(letters) and all(letter in _LATIN_LOOK_ALIKES for letter in letters)


def is_file_name(name: str) -> bool:
    """Return whether a name is a file's: its extension begins with a letter, unlike a version.

    >>> is_file_name("mine.csv"), is_file_name("kz-2023"), is_file_name("wci-14.2")
    (True, False, False)
    """
    return _EXTENSION.search(name) is not None


def similar_names(name: str, candidates: Iterable[str], most: int = 3, *, bar: float = 0.6) -> list[str]:
    """Return the candidates that a mistyped name may mean, nearest first; `bar` is the minimum similarity."""
    by_key = {look_alike_key(candidate): candidate for candidate in candidates}
    near = difflib.get_close_matches(look_alike_key(name), by_key, n=most, cutoff=bar)
    return [by_key[key] for key in near]


_LEAST_MISTYPED = 5  # letters: shorter words that differ in one letter are mostly different words
_MOST_ALIKE = 4  # names in a series, such as Block AAAAA, AAAAB, are not typos


def mistyped_pairs(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of names that differ by one typo: a letter lost, changed, or swapped with the next.

    Only letters after a word's first count: Northern and Southern, or Lot 1 and Lot 2, are different names.
    The time is linear in the number of names.

    >>> [*mistyped_pairs(["Upper Valley", "Upper Vallye", "Lower Valley"])], [*mistyped_pairs(["Lot 11", "Lot 12"])]
    ([('Upper Valley', 'Upper Vallye')], [])
    """
    by_rest: dict[tuple[str, ...], list[str]] = {}
    words = {name: _WORD.findall(look_alike_key(name)) for name in dict.fromkeys(names)}
    for name, own in words.items():
        rests = {(*own,)}
        for n, word in enumerate(own):
            if len(word) >= _LEAST_MISTYPED and word.isalpha():
                rests |= {(*own[:n], word[:i] + word[i + 1 :], *own[n + 1 :]) for i in range(1, len(word))}
        for rest in rests:
            by_rest.setdefault(rest, []).append(name)
    near = (pair for alike in by_rest.values() if len(alike) <= _MOST_ALIKE for pair in combinations(alike, 2))
    for one, other in dict.fromkeys(near):
        differ = [pair for pair in zip(words[one], words[other], strict=True) if pair[0] != pair[1]]
        if len(differ) == 1 and _is_slip(*differ[0]):
            yield one, other


def _is_slip(one: str, other: str) -> bool:
    """Return whether words that differ by at most two letters differ by one typo."""
    if min(len(one), len(other)) < _LEAST_MISTYPED:
        return False
    at = next((i for i, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))
    rest, others = one[at:], other[at:]
    swapped = rest[:2] == others[1::-1] and rest[2:] == others[2:]
    return swapped or rest[1:] == others[1:] or rest[1:] == others or rest == others[1:]
