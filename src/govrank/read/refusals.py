"""Why a text is no number, and what to write instead where exactly one number can be meant."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from govrank.read.dates import is_date_text

SPACES = " \u00a0\u202f\u2009"  # ordinary, no-break, narrow no-break, thin
LARGEST = 10**12
LONGEST_TEXT = 60  # no accepted number is longer; int() of thousands of digits would raise its own error

_MULTIPLIED = re.compile(r"(?P<number>.*?[0-9])\s*(?P<unit>k|к|тыс|мың|m|м|млн)\.?", re.IGNORECASE)
_MULTIPLIERS = {"k": 10**3, "к": 10**3, "тыс": 10**3, "мың": 10**3, "m": 10**6, "м": 10**6, "млн": 10**6}
_SCIENTIFIC = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?[eE][-+]?[0-9]{1,3}")
_SPACED = re.compile(r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:[.,](?P<fraction>[0-9]+))?")


class NumberError(ValueError):
    """A cell that is not the number its column needs.

    Attributes:
        code: the problem's stable code.
        wording: which of the code's sentences, or "".
        proposal: what could be written instead, or "" where no proposal is safe.
    """

    def __init__(self, code: str, wording: str = "", proposal: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.wording = wording
        self.proposal = proposal


def refused_text(text: str, *, whole: bool) -> NumberError:
    """Say why a text is no number.

    Args:
        whole: whether its column is one of whole numbers.
    """
    if len(text) > LONGEST_TEXT:
        return NumberError("not-a-number")
    if text.casefold() in ("true", "false", "истина", "ложь"):
        return NumberError("not-a-number", "truth")
    if text.startswith("="):
        return NumberError("formula-without-value")
    if re.fullmatch(r"#[A-ZА-Я0-9/]+[!?]?|Err:[0-9]+", text):
        return NumberError("error-value")
    if odd_spaces(text):
        return (
            NumberError("not-a-number", "space", proposal)
            if (proposal := _spaced(text, whole=whole))
            else (NumberError("not-a-number", "odd-space"))
        )
    multiplied = _MULTIPLIED.fullmatch(text)
    if multiplied is not None:
        number = multiplied["number"].replace(",", ".")
        if re.fullmatch(r"[0-9]+(\.[0-9]+)?", number) and not re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", number):
            meant = Decimal(number) * _MULTIPLIERS[multiplied["unit"].casefold()]
            if meant == int(meant):
                return NumberError("not-whole" if whole else "not-a-number", "proposal", str(int(meant)))
        return NumberError("not-whole" if whole else "not-a-number")
    if _SCIENTIFIC.fullmatch(text):
        meant = Decimal(text.replace(",", "."))
        if 0 <= meant <= LARGEST and meant == int(meant):
            return NumberError("not-a-number", "proposal", str(int(meant)))
    if is_date_text(text):
        return NumberError("date-in-number")
    return NumberError("not-a-number")


def odd_spaces(text: str) -> list[str]:
    """Return the spaces and invisible signs of a text that do not stand between groups of digits, each once.

    >>> [f"U+{ord(space):04X}" for space in odd_spaces("12\\u2007345 678")]
    ['U+2007']
    """
    return list(
        dict.fromkeys(
            letter for letter in text if letter not in SPACES and unicodedata.category(letter) in ("Zs", "Cf")
        )
    )


def _spaced(text: str, *, whole: bool) -> str:
    """Return the number that a text is once its odd spaces are ordinary ones; an empty text where it is none."""
    replaced = {letter: " " if letter.isspace() else "" for letter in (*odd_spaces(text), *SPACES)}
    plain = "".join(replaced.get(letter, letter) for letter in text)
    match = _SPACED.fullmatch(plain)
    if match is None or (match["fraction"] is not None and (whole or len(match["fraction"]) == 3)):
        return ""
    digits = match["whole"].replace(" ", "")
    return digits if match["fraction"] is None else f"{digits}.{match['fraction']}"
