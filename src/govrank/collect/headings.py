"""The columns of an export with one row a post, and the headings under which tools write them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from govrank.networks import ID_HEADINGS, PAGE_HEADINGS
from govrank.read.headings import heading_key, known_column

# One row a column: its name, then its headings, the surest first: where a file has several, the first of them counts.
# CrowdTangle (before and after April 2021; Facebook and Instagram), Meta Content Library, Meta Business Suite,
# Hootsuite, 4CAT, minet, YouTube Data Tools, TGStat; then what people write by hand.
POST_HEADINGS: dict[str, tuple[str, ...]] = {
    "id": (
        "post id", "status id", "tweet id", "message id", "video id", "media id", "id поста", "id публикации",
        "id записи", "идентификатор поста", "идентификатор публикации", "жазба id", "жазба идентификаторы", "id",
    ),
    "link": (
        "post url", "post permalink", "permalink", "post link", "status link", "tweet url", "mcl url",
        "ссылка на пост", "ссылка на публикацию", "ссылка на запись", "url поста", "адрес поста", "жазба сілтемесі",
        "пост сілтемесі", "жарияланым сілтемесі", "url", "ссылка", "сілтеме",
    ),
    "unix": ("unix timestamp",),
    "time": (
        "post created", "creation time", "publish time", "status published", "published at", "date published",
        "created time", "post time", "post date", "publish date", "datetime", "created at", "дата и время публикации",
        "время публикации", "дата публикации", "дата поста", "дата записи", "жарияланған уақыты", "жарияланған күні",
        "жазба күні", "пост күні", "timestamp", "created", "date and time", "дата и время", "date", "дата", "күні",
    ),
    "day": ("post created date", "post day", "day", "день"),
    "clock": ("post created time", "time", "время", "уақыты"),
    "page": (
        "page name", *PAGE_HEADINGS, "post owner name", "page", "account", "account name",
        "channel title", "chat", "surface name", "group name", "profile", "channel", "страница", "название страницы",
        "имя страницы", "аккаунт", "канал", "сообщество", "акимат", "парақша", "парақша атауы", "бет", "әкімдік",
        "author", "page url", "page link", "profile url", "account url", "ссылка на страницу", "адрес страницы",
        "url страницы", "парақша сілтемесі",
    ),
    "page id": (
        "page id", *ID_HEADINGS, "post owner id", "account id", "channel id", "owner id", "id страницы",
        "парақша id",
    ),
    "handle": (
        "user name", "username", "account username", "account handle", "post owner username", "handle", "логин",
    ),
    "platform": (
        "platform", "network", "account platform", "social network", "соцсеть", "соц. сеть", "социальная сеть",
        "площадка", "әлеуметтік желі", "желі",
    ),
    "region": ("region", "регион", "область", "облыс", "өңір"),
    "followers": (
        "followers at posting", "subscribers at posting", "page followers", "followers", "subscriber count",
        "account subscriber count", "subscribers", "followers count", "подписчики", "жазылушылар",
    ),
    "page likes": ("likes at posting", "page likes at posting", "page likes"),
    "interactions": (
        "total interactions", "reactions, comments and shares", "reactions, comments & shares", "interactions",
        "total engagement", "всего взаимодействий", "взаимодействия", "өзара әрекеттер", "әрекеттесулер",
    ),
    "reactions": ("reactions", "reaction count", "statistics reaction count", "реакции", "реакциялар"),
    "like": (
        "likes", "reactions: like", "statistics like count", "actual like count", "like count", "like", "likes like",
        "favorite count", "actual favorite count", "лайки", "нравится", "отметки нравится", "лайктар", "ұнатулар",
    ),
    "love": ("love", "loves", "reactions: love", "statistics love count", "actual love count", "likes love"),
    "wow": ("wow", "wows", "reactions: wow", "statistics wow count", "actual wow count", "likes wow"),
    "haha": ("haha", "hahas", "reactions: haha", "statistics haha count", "actual haha count", "likes haha"),
    "sad": ("sad", "sads", "reactions: sorry", "reactions: sad", "statistics sad count", "actual sad count",
            "likes sad"),
    "angry": ("angry", "angrys", "reactions: anger", "reactions: angry", "statistics angry count",
              "actual angry count", "likes angry"),
    "care": ("care", "cares", "reactions: care", "statistics care count", "actual care count", "likes care"),
    "thankful": ("thankful", "actual thankful count"),
    "other reaction": ("reactions: other",),
    "comments": (
        "comments", "comment count", "statistics comment count", "actual comment count", "replies", "комментарии",
        "пікірлер",
    ),
    "shares": (
        "shares", "share count", "statistics share count", "actual share count", "reposts", "retweets", "forwards",
        "репосты", "бөлісулер",
    ),
    "saves": ("saves", "saved", "bookmarks", "сохранения", "сақтаулар"),
    "views": (
        "views", "view count", "statistics views", "statistics view count", "post views", "total views",
        "просмотры", "қаралымдар",
    ),
    "text": (
        "post message", "status message", "message", "post text", "text", "body", "caption", "description",
        "текст поста", "текст публикации", "текст записи", "текст", "сообщение", "жазба мәтіні", "мәтін",
    ),
    "repost": (
        "shared post id", "is reshare", "is share", "forwarded from", "author forwarded from name",
        "author forwarded from username", "is repost", "is retweet", "репост",
    ),
    "sponsored": (
        "sponsor id", "sponsor name", "sponsor category", "is branded content", "funded content status", "is ad",
        "is sponsored", "реклама",
    ),
    "coauthors": ("coauthors",),
    "hidden": ("likes hidden", "лайки скрыты"),
}  # fmt: skip

REACTIONS = ("like", "love", "wow", "haha", "sad", "angry", "care", "thankful", "other reaction")
"""The kinds of reaction; their sum is the likes of a page, whichever tool counted them."""
FULL_SET = frozenset(("like", "love", "wow", "haha", "sad", "angry"))
"""A file with all of these has every reaction there was; later kinds were added to them."""
COUNTED = ("followers", "page likes", "interactions", "reactions", *REACTIONS, "comments", "shares", "saves", "views")
FLAGS = ("repost", "sponsored", "coauthors", "hidden")
"""Columns of which a post may have several; any that is filled in counts."""

# Tools whose times have no zone's word and are in UTC: by their heading, and what else must be there.
UTC_HEADINGS = {"creation time": "", "datetime": "ct id"}

# what the headings of a table of pages name in one of posts
_FROM_PAGES = {
    "likes": "like", "comments": "comments", "shares": "shares", "saves": "saves", "views": "views",
    "followers": "followers",
}  # fmt: skip
_COUNT_WORDS = re.compile(r"^(?:num|nb|n|number of)[ _.-]+|[ _.-]+counts?$", re.IGNORECASE)
_ZONED = re.compile(r"\s*\(([^()]{1,40})\)\s*$")


@cache
def _by_key() -> dict[str, tuple[str, int]]:
    return {
        heading_key(heading): (column, rank)
        for column, headings in POST_HEADINGS.items()
        for rank, heading in reversed([*enumerate(headings)])
    }


def bare_heading(heading: str) -> str:
    """Return a heading without what stands in brackets behind it, as the zone of its times does.

    >>> bare_heading("Date (GMT)")
    'Date'
    """
    return _ZONED.sub("", heading)


def heading_zone(heading: str) -> str:
    """Return what stands in brackets behind a heading; an empty text where nothing does.

    >>> heading_zone("Date (GMT)"), heading_zone("Post Created")
    ('GMT', '')
    """
    found = _ZONED.search(heading)
    return found[1].strip() if found else ""


def post_column(heading: str) -> str | None:
    """Return the column of a post that a heading names, or None.

    >>> post_column("Date (GMT)"), post_column("statistics.like_count"), post_column("num_likes"), post_column("Link")
    ('time', 'like', 'like', None)
    """
    found = ranked_column(heading)
    return None if found is None else found[0]


def ranked_column(heading: str) -> tuple[str, int] | None:
    """Return the column that a heading names and how sure it is, 0 the surest; None where it names none."""
    known = _by_key()
    if (found := known.get(_key(heading))) is not None:
        return found
    if (found := known.get(_key(bare_heading(heading)))) is not None and found[0] in ("time", "day", "clock"):
        return found
    if (found := known.get(_key(_COUNT_WORDS.sub("", heading)))) is not None and found[0] in COUNTED:
        return found
    column = _FROM_PAGES.get(known_column(heading) or "")
    return None if column is None else (column, len(POST_HEADINGS[column]))


def _key(heading: str) -> str:
    return heading_key(re.sub("[_-]", " ", heading))


def name_columns(headings: Sequence[str], mapping: Mapping[str, str]) -> dict[str, list[int]]:
    """Return the indexes of each column, the surest first.

    Args:
        mapping: headings that the user names, by their columns; they go before all others.
    """
    given = {heading_key(heading): column for column, heading in mapping.items()}
    found: dict[str, list[tuple[int, int]]] = {}
    for at, heading in enumerate(headings):
        if (column := given.get(heading_key(heading))) is not None:
            found.setdefault(column, []).append((-1, at))
        elif (ranked := ranked_column(heading)) is not None and ranked[0] not in mapping:
            found.setdefault(ranked[0], []).append((ranked[1], at))
    return {column: [at for _rank, at in sorted(places)] for column, places in found.items()}
