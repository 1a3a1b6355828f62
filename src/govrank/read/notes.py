"""Note rows: a source or a remark that people put under their table is not a page."""

from __future__ import annotations

import re

from govrank.read.table import Cell
from govrank.spelling import plain_key

STARTS = ("источник", "примеч", "прим", "сноск", "справ", "дереккөз", "ескерт", "source", "note", "n.b", "nb")
MARKS = "*†‡§¹²³"
_NOTE = re.compile(
    r"(?:источники?|примечани[ея]|прим|сноск[аи]|справочно|дереккөз(?:дері|і)?|дереккөздер|ескерту(?:лер)?|ескертпе(?:лер)?|"
    r"sources?|notes?|n\.?\s?b)(?:(?: [\w,]+){0,3}\s*[:.–—-].*|\s*\d.*)?"
)


def is_note(cell: Cell) -> bool:
    """Say whether a cell is a remark on the table, where nothing else stands in its row.

    >>> [is_note(text) for text in ("Источник: БНС", "* на 1 июля", "Примечание 1.", "Источник новостей")]
    [True, True, True, False]
    """
    if not isinstance(cell, str) or not cell.strip():
        return False
    return cell.strip()[0] in MARKS or bool(_NOTE.fullmatch(plain_key(cell)))
