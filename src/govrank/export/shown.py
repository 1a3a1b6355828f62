"""Texts for files that people read: every character shows, and the spaces inside a number do not break."""

from __future__ import annotations

import re

from govrank.sentences import shown_text

_NO_BREAK = re.compile("([\u00a0\u202f])")


def shown(text: str) -> str:
    """Return a text that shows every character, and keeps its no-break spaces.

    >>> shown("12\\u202f345\\u00a0%\\x00")
    '12\\u202f345\\xa0%␀'
    """
    if text.isprintable():
        return text
    return "".join(part if _NO_BREAK.fullmatch(part) else shown_text(part) for part in _NO_BREAK.split(text))
