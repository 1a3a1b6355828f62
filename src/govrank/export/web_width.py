"""How much room a text needs on a web page, which is shown in a font that nobody knows beforehand."""

from __future__ import annotations

import unicodedata
from functools import cache

_WIDTHS = {
    letter: width
    for width, letters in (
        (0.4, " ',./I\\ijl|·ıЈІіјӀ"),
        (0.5, "!()-:;[]ftľť"),
        (0.6, '*"?_`rzгзтґғҙ–'),
        (0.72, "$0123456789EFLTacekosvxy«»абвекнопсухчьэяєѕҒқүұҳһәөГЕТ"),
        (0.8, "ABCKPRSVXYZbdghnpquÞßþđАБВЗРСУХЬЭЯийлрцъђћҚҮҰҲ▲▼◆"),
        (1.0, "wЂЋДЦЪыњҊҢҨӅӉӎ"),
        (1.1, "%@Mm©®¼½¾æĦŉМФЫжфшюљѤѦѭѱѹҗҠҧҵҼҾӕ—…"),
        (1.25, "WÆŒœЉЊЮщѠѩѰѸѺѽѾҤҴӍӔ№"),
        (1.5, "ЖШЩѨѬѼҖҦ"),
    )
    for letter in letters
}
_USUAL, _BROADEST = 0.9, 1.4  # of other letters of the same alphabets; of emoji
_OTHER_ALPHABETS = "\u0500"


def web_width(text: str, size: float = 12) -> float:
    """Return how wide a text is at most, in pixels, if its font is no wider than the bold DejaVu Sans or Verdana.

    These are the widest that pages are usually read in. Letters of other alphabets than the Latin and the Cyrillic
    are taken to be as wide as an emoji.

    Args:
        size: of the font, in pixels.

    >>> web_width("Щи"), web_width("ill")
    (27.6, 14.4)
    """
    return round(size * sum(map(_letter_width, text)), 1)


@cache
def _letter_width(letter: str) -> float:
    base = unicodedata.normalize("NFD", letter)[0]  # an accent makes no letter wider
    if unicodedata.combining(base):
        return 0
    return _WIDTHS.get(letter) or _WIDTHS.get(base, _USUAL if base < _OTHER_ALPHABETS else _BROADEST)
