"""The columns that govrank knows, and the headings under which people and monitoring tools write them."""

from __future__ import annotations

import re
from functools import cache

from govrank.spelling import look_alike_key, without_marks

# One row a column: canonical name, then its headings in English, Russian and Kazakh and in tools' exports.
HEADINGS: dict[str, tuple[str, ...]] = {
    "region": (
        "region", "oblast", "регион", "область", "регион (область)", "область / регион", "регион / область",
        "облыс", "өңір", "аймақ", "облыс / өңір", "облыс атауы", "наименование региона", "название региона",
    ),
    "platform": (
        "platform", "network", "social network", "channel type", "соцсеть", "соц. сеть", "соцсети",
        "социальная сеть", "площадка", "сеть", "платформа", "әлеуметтік желі", "желі", "әлеуметтік желілер",
    ),
    "page": (
        "page", "page name", "profile", "account", "account name", "channel", "name", "страница", "акимат",
        "аккаунт", "название страницы", "наименование страницы", "канал", "парақша", "парақша атауы", "бет",
        "әкімдік", "имя страницы",
    ),
    "followers": (
        "followers", "follower", "fans", "page likes", "subscribers", "followers at posting", "number of followers",
        "подписчики", "кол-во подписчиков", "количество подписчиков", "число подписчиков", "подписчиков",
        "жазылушылар", "жазылушылар саны", "оқырмандар",
    ),
    "posts": (
        "posts", "number of posts", "post count", "публикации", "посты", "кол-во постов", "количество постов",
        "число постов", "количество публикаций", "кол-во публикаций", "число публикаций", "постов", "публикаций",
        "жазбалар", "жазбалар саны", "посттар", "жарияланымдар",
    ),
    "engaged": (
        "engaged", "engaged users", "engagement", "вовлечённость", "вовлечённые", "вовлечённые пользователи",
        "вовлечено", "вовлечённых", "количество вовлечённых", "число вовлечённых", "тартылғандар", "тартылу",
        "белсенді пайдаланушылар",
    ),
    "interactions": (
        "interactions", "total interactions", "reactions, comments & shares", "reactions, comments and shares",
        "взаимодействия", "взаимодействий", "количество взаимодействий", "всего взаимодействий",
        "өзара әрекеттер", "әрекеттесулер",
    ),
    "likes": (
        "likes", "number of likes", "reactions", "number of reactions", "лайки", "нравится", "реакции",
        "отметки нравится", "количество лайков", "кол-во лайков", "лайков", "лайктар", "лайктар саны", "ұнатулар",
        "like", "likes count", "total likes", "всего лайков", "число лайков", "реакциялар", "ұнату", "ұнату саны",
    ),
    "comments": (
        "comments", "number of comments", "комментарии", "количество комментариев", "кол-во комментариев",
        "комментариев", "комменты", "пікірлер", "пікірлер саны", "түсініктемелер", "replies", "comments count",
        "пікір саны",
    ),
    "shares": (
        "shares", "number of shares", "reposts", "репосты", "количество репостов", "кол-во репостов", "репостов",
        "поделились", "бөлісулер", "бөлісу", "репосттар", "retweets", "shares count", "перепосты", "бөлісу саны",
    ),
    "saves": ("saves", "number of saves", "bookmarks", "сохранения", "сохранено", "сақтаулар", "сақталғандар"),
    "reach": ("reach", "охват", "охваты", "суммарный охват", "қамту", "аудитория қамтуы"),
    "views": (
        "views", "number of views", "video views", "просмотры", "количество просмотров", "просмотров",
        "қаралымдар", "қаралым", "қаралым саны",
    ),
    "reads": ("reads", "number of reads", "прочтения", "дочитывания", "оқылымдар", "оқылым саны"),
    "population": (
        "population", "inhabitants", "население", "численность населения", "население региона", "жителей",
        "численность", "халық саны", "халық", "тұрғындар саны", "численность населения региона",
    ),
    "days": ("days", "days in period", "дней", "дней в периоде", "күн саны", "күндер"),
    "excluded": (
        "excluded", "exclusion reason", "reason", "исключена", "исключено", "исключение", "причина исключения",
        "не участвует", "причина", "шығарылды", "шығарылу себебі", "себебі",
    ),
    "url": (
        "url", "link", "external links", "page url", "ссылка", "адрес", "адрес страницы", "ссылка на страницу",
        "сілтеме", "парақша сілтемесі",
    ),
    "er": (
        "er", "er, %", "engagement rate", "engagement rate, %", "engagement, %", "вовлечённость, %",
        "коэффициент вовлечённости", "коэффициент вовлечённости, %", "уровень вовлечённости",
        "уровень вовлечённости, %", "процент вовлечённости", "тартылу коэффициенті", "тартылу коэффициенті, %",
        "тартылу, %", "er per post", "er per post, %",
    ),
    "note": ("note", "notes", "comment on the row", "примечание", "примечания", "ескерту", "ескертпе"),
    "number": ("#", "№", "№ п/п", "n", "no", "no.", "п/п", "р/с", "реттік нөмірі"),
    "aliases": ("aliases", "alias", "other names", "другие названия", "варианты названия", "басқа атаулары"),
    "date": ("date", "as of", "дата", "на дату", "күні"),
}  # fmt: skip

COUNTS = (
    "followers", "posts", "engaged", "interactions", "likes", "comments", "shares", "saves", "reach", "views",
    "reads", "population", "days",
)  # fmt: skip
"""Columns of whole numbers; every other numeric column may have fractions."""

PARTS = ("likes", "comments", "shares", "saves")
"""Counts whose sum stands in for interactions where a file has no such column."""

ALWAYS_THERE = ("likes", "comments", "shares")
"""The parts that every network counts; only some have saves."""

INTERACTIONS = ("engaged", "interactions", *PARTS)
"""Counts of what people did with posts: without posts there are none."""


_PERCENT_KEY = re.compile(
    r"\s*[,;(]?\s*(?:"
    + look_alike_key("в")
    + r"\s)?\s*(?:%|"
    + "|".join(
        re.escape(look_alike_key(unit)) for unit in ("процентах", "проценты", "процент", "percent", "пайыз", "пайызбен")
    )
    + r")\s*\)?$"
)
_SEPARATORS = re.compile(r"[\s.:,;]+")
_UNIT_KEY = re.compile(
    r"\s*[,;(]\s*(" + "|".join(
        re.escape(look_alike_key(unit))
        for unit in ("чел.", "чел", "человек", "шт.", "шт", "ед.", "ед", "адам", "дана", "pcs", "people", "persons")
    ) + r")\s*\)?$"
)  # fmt: skip


def heading_key(heading: str) -> str:
    """Return the key by which headings are compared: no case, marks or units, one kind of space and of percent.

    >>> heading_key("Подписчики, чел.*") == heading_key("ПОДПИСЧИКИ")
    True
    """
    key = look_alike_key(without_marks(heading.rstrip().rstrip(": ")).rstrip(": "))
    return _SEPARATORS.sub("", _PERCENT_KEY.sub("%", _UNIT_KEY.sub("", key))) or key


@cache
def _by_key() -> dict[str, str]:
    return {heading_key(heading): column for column, headings in HEADINGS.items() for heading in (column, *headings)}


def known_column(heading: str) -> str | None:
    """Return the canonical name of the column that a heading names, or None.

    >>> known_column("Халық саны"), known_column("Reactions, Comments & Shares"), known_column("Цвет")
    ('population', 'interactions', None)
    """
    return _by_key().get(heading_key(heading)) if heading else None
