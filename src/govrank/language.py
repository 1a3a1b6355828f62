"""Every word that govrank says, in English, Russian and Kazakh, from one catalogue a language.

A message is a text with `{names}`, or a table of forms of which `n` picks one: one, few, many, other beside a
number, which agree with it as the language has it; single and several where names stand and no number does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

Lang = Literal["en", "ru", "kk"]
LANGUAGES: tuple[Lang, ...] = get_args(Lang)

Message = str | dict[str, str]


def _plural_en(n: int) -> str:
    return "one" if n == 1 else "other"


def _plural_ru(n: int) -> str:
    if n % 10 == 1 and n % 100 != 11:
        return "one"
    if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14):
        return "few"
    return "many"


def _plural_kk(_n: int) -> str:
    return "other"  # a Kazakh noun after a number stays in the singular: 1 парақша, 5 парақша


PLURAL_FORM: dict[Lang, Callable[[int], str]] = {"en": _plural_en, "ru": _plural_ru, "kk": _plural_kk}
PLURAL_FORMS: dict[Lang, tuple[str, ...]] = {
    "en": ("one", "other"),
    "ru": ("one", "few", "many"),
    "kk": ("other",),
}
LIST_FORMS = ("single", "several")


class Catalogue:
    """The words of one language.

    >>> words("ru").say("count.pages", n=21), words("ru").say("count.pages", n=11)
    ('21 страница', '11 страниц')
    """

    def __init__(self, lang: Lang, messages: Mapping[str, Message]) -> None:
        self.lang = lang
        self.messages = messages

    def __contains__(self, key: str) -> bool:
        return key in self.messages

    def say(self, key: str, /, **values: object) -> str:
        """Return the message `key` with its names filled in; `n` chooses the form."""
        message = self.messages[key]
        if isinstance(message, dict):
            n = values["n"]
            if not isinstance(n, int):
                raise TypeError(f"the plural message {key} needs a whole number n, not {n!r}")
            form = LIST_FORMS[n != 1] if LIST_FORMS[0] in message else PLURAL_FORM[self.lang](n)
            message = message[form]
        return message.format_map(values) if values else message


@cache
def words(lang: Lang) -> Catalogue:
    """Return the catalogue of a language."""
    text = files("govrank").joinpath("languages", f"{lang}.json").read_text(encoding="utf-8")
    return Catalogue(lang, json.loads(text))
