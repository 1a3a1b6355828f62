"""Every word that govrank says, from one catalogue a language.

A message is a text with `{names}`, or a table of forms of which `n` picks one. Words beside a number agree with it by
the language's rule of `PLURALS`; every other table names its rule by its forms, which are a key of `FORMS`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache

from govrank.packaged import LANGUAGES, packaged_text

Lang = str
"""A language code: the name of a file in `languages/`, which holds everything particular to the language."""

Message = str | dict[str, str]


def _one_other(n: int) -> str:
    return "one" if n == 1 else "other"


def _one_few_many(n: int) -> str:
    if n % 10 == 1 and n % 100 != 11:
        return "one"
    if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14):
        return "few"
    return "many"


def _other(_n: int) -> str:
    return "other"


PLURALS: dict[str, tuple[tuple[str, ...], Callable[[int], str]]] = {
    "one-other": (("one", "other"), _one_other),
    "one-few-many": (("one", "few", "many"), _one_few_many),
    "other": (("other",), _other),  # as in Kazakh: 1 парақша, 5 парақша
}
"""The plural rules that a language may name: the forms, and the function that picks one for a number."""


def _english_ordinal(n: int) -> str:
    return "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")


def _russian_onset(n: int) -> str:
    """Return whether a Russian ordinal begins with вт- or ст-: второго, сто первого, стотысячного, but сотого."""
    first = int(f"{n:,}".split(",")[0])
    return "cluster" if n == 2 or (100 <= first < 200 and n != 100) else "simple"


_DATIVES = ("ге", "ге", "ге", "ке", "ке", "ке", "ға", "ге", "ге", "ға")  # нөлге, бірге, екіге, үшке, …
_DATIVES_OF_TENS = ("", "ға", "ға", "ға", "қа", "ге", "қа", "ке", "ге", "ға")  # онға, жиырмаға, отызға, қырыққа, …


def _kazakh_dative(n: int) -> str:
    digits = str(n)
    zeros = len(digits) - len(digits.rstrip("0"))
    if zeros == len(digits) or zeros == 0:
        return _DATIVES[int(digits[-1])]
    if zeros == 1:
        return _DATIVES_OF_TENS[int(digits[-2])]
    return "ге" if zeros == 2 else "қа" if 9 <= zeros < 12 else "ға"  # жүзге; миллиардқа; мыңға, миллионға, триллионға


FORMS: dict[tuple[str, ...], Callable[[int], str]] = {
    ("single", "several"): lambda n: "single" if n == 1 else "several",  # names, and no number beside them
    ("other",): _other,
    ("st", "nd", "rd", "th"): _english_ordinal,
    ("cluster", "simple"): _russian_onset,
    ("ге", "ке", "ға", "қа"): _kazakh_dative,
}
"""Other rules for the form of a message, by their forms; messages `number.*` use them for a number alone."""


def label_in(label: Mapping[Lang, str], lang: Lang) -> str:
    """Return a label in a language, falling back to English, then to any language."""
    return label.get(lang) or label.get("en") or next(iter(label.values()))


class Catalogue:
    """The words of one language.

    >>> words("ru").say("count.pages", n=21), words("ru").say("count.pages", n=11)
    ('21 страница', '11 страниц')
    """

    def __init__(self, lang: Lang, messages: Mapping[str, Message]) -> None:
        self.lang = lang
        self.messages = messages
        self._plural = PLURALS[str(messages["language.plural"])][1]

    def __contains__(self, key: str) -> bool:
        return key in self.messages

    def say(self, key: str, /, **values: object) -> str:
        """Return the message `key` with its names filled in; `n` chooses the form."""
        message = self.messages[key]
        if isinstance(message, dict):
            n = values["n"]
            if not isinstance(n, int):
                raise TypeError(f"the plural message {key} needs a whole number n, not {n!r}")
            message = message[FORMS.get(tuple(message), self._plural)(n)]
        return message.format_map(values) if values else message


def in_every_language(key: str) -> set[str]:
    """Return a message as each language says it; nothing where there is no such message.

    >>> {"posts", "посты", "жазбалар"} <= in_every_language("counts.posts")
    True
    """
    return {str(words(lang).messages[key]) for lang in LANGUAGES if key in words(lang)}


@cache
def words(lang: Lang) -> Catalogue:
    """Return the catalogue of a language."""
    return Catalogue(lang, json.loads(packaged_text("languages", f"{lang}.json")))
