"""Every word that govrank says, in English, Russian and Kazakh, from one catalogue a language.

A message is a text with `{names}`, or a table of forms of which `n` picks one: one, few, many, other beside a
number, which agree with it as the language has it; single and several where names stand and no number does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache

from govrank.packaged import packaged_text

Lang = str
"""A language by its code: the name of a file in `languages/`, which has all that is particular to it."""

Message = str | dict[str, str]


def _one_other(n: int) -> str:
    return "one" if n == 1 else "other"


def _one_few_many(n: int) -> str:
    if n % 10 == 1 and n % 100 != 11:
        return "one"
    if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14):
        return "few"
    return "many"


PLURALS: dict[str, tuple[tuple[str, ...], Callable[[int], str]]] = {
    "one-other": (("one", "other"), _one_other),
    "one-few-many": (("one", "few", "many"), _one_few_many),
    "other": (("other",), lambda _n: "other"),  # as in Kazakh: 1 парақша, 5 парақша
}
"""The kinds of plural that a language may name, each with its forms and which of them a number takes."""
LIST_FORMS = ("single", "several")


def label_in(label: Mapping[Lang, str], lang: Lang) -> str:
    """Return a label in a language; in English, else whatever there is, where it has no such words."""
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
            form = LIST_FORMS[n != 1] if LIST_FORMS[0] in message else self._plural(n)
            message = message[form]
        return message.format_map(values) if values else message


@cache
def words(lang: Lang) -> Catalogue:
    """Return the catalogue of a language."""
    return Catalogue(lang, json.loads(packaged_text("languages", f"{lang}.json")))
