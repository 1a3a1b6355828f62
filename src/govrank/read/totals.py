"""Rows of a total or a mean: the footer that people put under their table is not a page."""

from __future__ import annotations

import re

from govrank.headings import COUNTS, known_column
from govrank.read.table import Cell
from govrank.spelling import look_alike_key, without_marks

STARTS = (
    "итог", "общий", "всего", "барлы", "жиын", "жалпы", "total", "grand", "sum",
    "сумм", "средн", "в средн", "медиан", "орташа", "қосынды", "average", "avg", "mean", "median", "σ", "∑",
)  # fmt: skip
_MONTHS = (
    "январ", "феврал", "март", "апрел", "май", "мая", "мае", "июн", "июл", "август", "сентябр", "октябр", "ноябр",
    "декабр", "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша",
    "желтоқсан", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_COUNTED = (
    "страниц", "аккаунт", "канал", "акимат", "регион", "област", "строк", "парақша", "өңір", "облыс", "pages",
    "accounts", "regions", "rows",
)  # fmt: skip


_MEANS = (
    "сумма", "среднее", "среднее значение", "в среднем", "медиана", "қосынды", "орташа", "орташа мән", "sum", "average",
    "avg", "mean", "median", "σ", "∑",
)  # fmt: skip
_COUNTRIES = (
    "казахстан", "республика казахстан", "рк", "қазақстан", "қазақстан республикасы", "қр", "kazakhstan",
    "россия", "российская федерация", "рф", "беларусь", "республика беларусь", "узбекистан", "кыргызстан",
    "russia", "belarus", "uzbekistan", "страна", "по стране", "по республике", "все регионы", "барлық өңірлер",
    "all regions",
)  # fmt: skip


def _word(*words: str) -> str:
    """Return a pattern of words, in the letters of `look_alike_key`."""
    return "(?:" + "|".join(look_alike_key(word) for word in words) + ")"


# what is a total whatever follows; what is one with nothing but a remark behind it; and what is one of something
_ALWAYS = re.compile(rf"{_word('итого', 'общий итог', 'жиыны', 'grand total', 'sum total')}(?!\w)")
_LABEL = re.compile(
    rf"{_word('итог', 'всего', 'барлығы', 'жалпы', 'total', 'totals', *_MEANS)}"
    rf"(?P<rest>\W*|\s*[:–—-].*|\s*\(.*|\s+{_word('по', 'за', 'for', 'бойынша')}\s.*|\s+бойынша\W*)"
)
_BARES = (
    "итого", "общий итог", "итог", "всего", "барлығы", "жиыны", "жалпы", "total", "totals", "grand total", "сумма",
    "среднее", "среднее значение", "в среднем", "орташа", "қосынды", "average", "σ", "∑",
)  # fmt: skip
_BARE = re.compile(_word(*_BARES) + r"\W*")
_OF = re.compile(rf"{_word('всего', 'барлығы', 'жалпы', 'total')}[\s,]+(?P<what>.+)")
_PERIOD = re.compile(rf"(?:(?:19|20)\d\d|{_word(*_MONTHS)}\w{{0,2}})(?!\w).*")
_THINGS = re.compile(rf"\d*\s*{_word(*_COUNTED)}.*")


_COUNTRY_KEYS = frozenset(map(look_alike_key, _COUNTRIES))


def is_total(cell: Cell) -> bool:
    """Say whether a cell is the label of a total row.

    >>> [is_total(text) for text in ("ИТОГО:", "Общий итог", "Всего подписчиков", "Итоги недели", "Всего хорошего")]
    [True, True, True, False, False]
    """
    if not isinstance(cell, str):
        return False
    key = look_alike_key(without_marks(cell))
    if _ALWAYS.match(key) or _LABEL.fullmatch(key):
        return True
    of = _OF.fullmatch(key)
    if of is None:
        return False
    what = of["what"]
    return bool(_PERIOD.fullmatch(what) or _THINGS.fullmatch(what)) or known_column(what) in COUNTS


def is_whole_country(text: str) -> bool:
    """Say whether a region's name is that of all regions together.

    >>> [is_whole_country(text) for text in ("Республика Казахстан", "ҚР", "Западно-Казахстанская область")]
    [True, True, False]
    """
    return look_alike_key(without_marks(text)) in _COUNTRY_KEYS


def is_bare_total(cell: Cell) -> bool:
    """Say whether a cell is the label of a total row and nothing else, as no page is called.

    >>> [is_bare_total(text) for text in ("Итого:", "Всего¹", "Total (Kazakhstan)")]
    [True, True, False]
    """
    return isinstance(cell, str) and _BARE.fullmatch(look_alike_key(without_marks(cell))) is not None
