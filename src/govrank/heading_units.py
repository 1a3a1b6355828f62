"""Headings of figures that are no counts: in thousands, in percent, per something, a mean or a change."""

from __future__ import annotations

import re

from govrank.headings import known_column
from govrank.spelling import plain_key

_THOUSANDS = re.compile(
    r"[\s,;(\[]+(?:в |in )?(?:тыс|тысяч\w*|млн|миллион\w*|мың\w*|thousands?|millions?|000s?|k|m)\b.*"
)
_RATE = re.compile(
    r"^count of\b|^количество по полю\b|"
    r"%|‰|процент|пайыз|per ?cent|\bдол[яи]\b|үлес|\bshare of\b|\bper\b|\brate\b|\baverage\b|\bavg\b|\bmean\b|"
    r"средн|орташа|коэфф|прирост|\bрост\b|өсім|growth|change|изменени|динамика|"
    r"\bна (?:\d+ |один |одну |одного |каждый |каждую )?(?:пост|публикац|запис|подписчик|жител|душу|человек|страниц|"
    r"тыс|100\b|10 ?000|1 ?000)|\bв (?:день|сутки|неделю|месяц|среднем|час)\b|күніне|аптасына|айына|жазбаға|шаққанда|"
    r"\b(?:a|every) (?:day|week|month)\b|\bdaily\b"
)


def column_in_thousands(heading: str) -> str | None:
    """Return the column that a heading would name if its figures were not in thousands or millions; else None.

    >>> column_in_thousands("Население, тыс. чел."), column_in_thousands("Население, чел.")
    ('population', None)
    """
    key = plain_key(heading)
    bare = _THOUSANDS.sub("", key)
    return known_column(bare) if bare != key else None


def is_rate(heading: str) -> bool:
    """Say whether a heading is of a rate, a mean, a change or a pivot table's number of rows, and so of no count.

    >>> [is_rate(heading) for heading in ("Вовлечённость на пост", "Постов в день", "Подписчики на 1 июля")]
    [True, True, False]
    >>> is_rate("Количество по полю Likes"), is_rate("Сумма по полю Likes")
    (True, False)
    """
    return _RATE.search(plain_key(heading)) is not None
