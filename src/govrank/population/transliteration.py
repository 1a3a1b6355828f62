"""Kazakh and Russian names in Latin letters, in whichever alphabet: a key by the sounds that they write."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from govrank.spelling import plain_key

# Of Kazakh: the Latin alphabets of 2017 (y'), 2018 (ý) and 2021 (ū, ş), Turkish letters, and what English makes of it.
# What one alphabet tells apart and another does not is one sound here: ы, і, и and й; у, ұ and ү; к, қ and х.
_CYRILLIC = str.maketrans(
    {
        "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "э": "e", "ж": "j", "з": "z",
        "и": "i", "і": "i", "й": "i", "ы": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o",
        "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f", "х": "k", "һ": "k",
        "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ь": "", "ю": "iu", "я": "ia",
    }
)  # fmt: skip
_SIGNS = str.maketrans({"ý": "u", "ş": "sh", "š": "sh", "č": "ch", "ç": "ch", "ž": "j", "ı": "i"})
_APOSTROPHES = "['\u2019\u02bc\u2018\u02bb`]"
_SOUNDS = (
    (re.compile(f"y{_APOSTROPHES}"), "u"),
    (re.compile(_APOSTROPHES), ""),
    (re.compile("dzh|dj|zh"), "j"),
    (re.compile("g?gh"), "g"),
    (re.compile("sh"), "ş"),
    (re.compile("ch"), "ç"),
    (re.compile("kh|[qxh]"), "k"),
    (re.compile("w"), "u"),
    (re.compile(r"(?<=[aeiou])j(?=\b|a\b)"), "i"),  # Kostanaj, Kostanajskaja
    (re.compile("y"), "i"),
)


@lru_cache(1 << 16)
def sound_key(name: str) -> str:
    """Return a key that is equal for a name in Cyrillic letters and in any of the Latin alphabets it is written in.

    >>> {sound_key(name) for name in ("Маңғыстау", "Mańǵystaý", "Mañğystau", "Mang'ystay'", "Mangghystaw")}
    {'mangistau'}
    """
    signs = plain_key(name).translate(_CYRILLIC).translate(_SIGNS)
    letters = "".join(sign for sign in unicodedata.normalize("NFKD", signs) if not unicodedata.combining(sign))
    for pattern, sound in _SOUNDS:
        letters = pattern.sub(sound, letters)
    return letters
