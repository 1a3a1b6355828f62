"""When two spellings are the same name: letter case, white space, ё and е, letters that only look alike."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

# Latin letters that look like Cyrillic ones, in lower case because the key is folded first.
_LOOK_ALIKE = str.maketrans("abcehkmoptxyi", "авсенкмортхуі")
_LATIN_LOOK_ALIKES = frozenset("aceopxyiABCEHKMOPTX")
_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")


def plain_key(text: str) -> str:
    """Return a key that is equal for spellings that differ in case, white space, dashes or ё.

    >>> plain_key("  Западно–Казахстанская ОБЛАСТЬ ") == plain_key("западно-казахстанская область")
    True
    """
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return _DASHES.sub("-", " ".join(folded.split()))


def look_alike_key(text: str) -> str:
    """Return a key that is equal also where Latin letters stand in for Cyrillic ones, as in `Aтырау`."""
    return plain_key(text).translate(_LOOK_ALIKE)


def could_be_cyrillic(name: str) -> bool:
    """Say whether a name in Latin letters looks just like one in Cyrillic letters.

    >>> could_be_cyrillic("BKO"), could_be_cyrillic("Aktobe"), could_be_cyrillic("ВКО")
    (True, False, False)
    """
    letters = [letter for letter in name if letter.isalpha()]
    return bool(letters) and all(letter in _LATIN_LOOK_ALIKES for letter in letters)


def similar_names(name: str, candidates: Iterable[str], most: int = 3) -> list[str]:
    """Return the candidates that a mistyped name may have meant, nearest first."""
    by_key = {look_alike_key(candidate): candidate for candidate in candidates}
    near = difflib.get_close_matches(look_alike_key(name), by_key, n=most, cutoff=0.6)
    return [by_key[key] for key in near]
