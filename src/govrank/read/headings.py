"""The columns that govrank knows, and the headings under which people and monitoring tools write them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from functools import cache, lru_cache

from govrank.networks import ID_HEADINGS, PAGE_HEADINGS
from govrank.text.catalogue import in_every_language
from govrank.text.spelling import look_alike_key, plain_key, without_marks

# One row a column: canonical name, then its headings in English, Russian and Kazakh and in tools' exports. A heading
# occurs once; in a table of posts it may name another column than in one of pages.
HEADINGS: dict[str, tuple[str, ...]] = {
    "region": (
        "region", "region name", "oblast", "регион", "область", "регион (область)", "область / регион",
        "регион / область", "облыс", "өңір", "аймақ", "облыс / өңір", "облыс атауы", "наименование региона",
        "название региона",
    ),
    "platform": (
        "platform", "network", "social network", "channel type", "соцсеть", "соц. сеть", "соцсети",
        "социальная сеть", "площадка", "сеть", "платформа", "әлеуметтік желі", "желі", "әлеуметтік желілер",
    ),
    "page": (
        "page", "page name", "profile", "account", "account name", "channel", "name", "страница", "название страницы",
        "наименование страницы", "имя страницы", "аккаунт", "канал", "акимат", "парақша", "парақша атауы", "бет",
        "әкімдік",
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
    "id": ("id", "page id", *ID_HEADINGS, "account id", "profile id", "id страницы", "парақша id"),
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
    "followers_date": ("followers date", "date of followers", "дата подписчиков", "жазылушылар күні"),
    "last_post": ("last post", "последний пост", "последняя публикация", "соңғы жазба"),
    "days_since_last_post": (
        "days since last post", "дней после последнего поста", "дней после последней публикации",
        "соңғы жазбадан бері күн",
    ),
    "weeks_with_posts": ("weeks with posts", "недель с постами", "недель с публикациями", "жазбасы бар апта"),
}  # fmt: skip

ONLY_OF_POSTS: dict[str, tuple[str, ...]] = {
    "id": (
        "post id", "status id", "tweet id", "message id", "video id", "media id", "id поста", "id публикации",
        "id записи", "идентификатор поста", "идентификатор публикации", "жазба id", "жазба идентификаторы",
    ),
    "link": (
        "post url", "post permalink", "permalink", "post link", "status link", "tweet url", "ссылка на пост",
        "ссылка на публикацию", "ссылка на запись", "url поста", "адрес поста", "жазба сілтемесі", "пост сілтемесі",
        "жарияланым сілтемесі",
    ),
    "time": (
        "post created", "creation time", "publish time", "status published", "post time", "post date", "publish date",
        "дата и время публикации", "время публикации", "дата публикации", "дата поста", "дата записи",
        "жарияланған уақыты", "жарияланған күні", "жазба күні", "пост күні",
    ),
    "day": ("post created date",),
    "clock": ("post created time",),
    "text": (
        "post message", "status message", "post text", "tweet text", "текст поста", "текст публикации",
        "текст записи", "жазба мәтіні", "пост мәтіні", "жарияланым мәтіні",
    ),
    "type": ("post type", "status type", "тип поста", "тип публикации", "жазба түрі"),
}  # fmt: skip
"""Headings of what only a post has; a page's last or best post has longer ones."""

TEXTS = (
    "message", "text", "body", "caption", "message text", "full text", "текст", "текст сообщения", "сообщение", "мәтін",
    "хабарлама",
)  # fmt: skip
"""Headings under which exports hold the text of a post, and a table of pages at most a remark."""

# The columns of a table with one row a post, the best heading first: if a file has several, the first of them counts.
# CrowdTangle (before and after April 2021; Facebook and Instagram), Meta Content Library, Meta Business Suite,
# Hootsuite, 4CAT, minet, YouTube Data Tools, TGStat; then what people write by hand. They are followed by the
# headings of page tables, by `OF_PAGES`, of which only better ones are repeated here.
POST_HEADINGS: dict[str, tuple[str, ...]] = {
    "id": (*ONLY_OF_POSTS["id"], "id", "идентификатор"),
    "link": (*ONLY_OF_POSTS["link"], "mcl url", "url", "ссылка", "сілтеме"),
    "unix": ("unix timestamp",),
    "time": (
        *ONLY_OF_POSTS["time"], "published at", "date published", "created time", "datetime", "created at", "timestamp",
        "created", "date and time", "дата и время", "date", "дата", "күні",
    ),
    "day": (*ONLY_OF_POSTS["day"], "post day", "day", "день"),
    "clock": (*ONLY_OF_POSTS["clock"], "time", "время", "уақыты"),
    "page": (
        "page name", *PAGE_HEADINGS, "post owner name", "page", "account", "account name", "channel title", "chat",
        "surface name", "group name", "profile", "channel",
        *(heading for heading in HEADINGS["page"] if heading != "name"),  # which may be that of what a post links to
        "сообщество", "author", "page url", "page link", "profile url", "account url", "ссылка на страницу",
        "адрес страницы", "url страницы", "парақша сілтемесі",
    ),
    "page id": (
        "page id", *ID_HEADINGS, "post owner id", "account id", "channel id", "owner id", "id страницы", "парақша id",
    ),
    "handle": (
        "user name", "username", "account username", "account handle", "post owner username", "handle", "логин",
    ),
    "platform": ("platform", "network", "account platform"),
    "region": (),
    "followers": (
        "followers at posting", "subscribers at posting", "page followers", "followers", "subscriber count",
        "account subscriber count", "followers count",
    ),
    "page likes": ("likes at posting", "page likes at posting", "page likes"),
    "interactions": (
        "total interactions", "reactions, comments and shares", "reactions, comments & shares", "interactions",
        "total engagement",
    ),
    "reactions": ("reactions", "reaction count", "statistics reaction count", "реакции", "реакциялар"),
    "like": (
        "likes", "reactions: like", "statistics like count", "actual like count", "like count", "like", "likes like",
        "favorite count", "actual favorite count",
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
    "comments": ("comments", "comment count", "statistics comment count", "actual comment count"),
    "shares": ("shares", "share count", "statistics share count", "actual share count", "forwards"),
    "saves": ("saves", "saved"),
    "views": (
        "views", "view count", "statistics views", "statistics view count", "post views", "total views",
    ),
    "text": (*ONLY_OF_POSTS["text"], *TEXTS, "description"),
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

OF_PAGES = {
    "likes": "like",
    **{name: name for name in (
        "region", "platform", "followers", "interactions", "comments", "shares", "saves", "views",
    )},
}  # fmt: skip
"""What headings of page tables mean in post tables, unless `POST_HEADINGS` has them."""

FORMER_NAMES = (
    "former names", "former name", "old names", "прежние названия", "прежнее название", "бывшие названия",
    "бұрынғы атаулары", "бұрынғы атауы", *HEADINGS["aliases"],
)  # fmt: skip
"""Headings of a registry's column of the names that its pages had before."""

POPULATION_HEADINGS = {
    "contains": ("contains", "includes", "of which", "включает", "содержит", "құрамында"),
    "source": ("source", "источник", "дереккөз"),
    "vintage": ("vintage", "edition of the figures", "редакция данных", "выпуск данных", "деректер нұсқасы"),
}
"""Headings of columns that only population tables have: among pages such a heading could mean anything."""

PLACES = (
    "state", "country", "country/region", "province", "province/state", "state/province", "territory", "county",
    "district", "city", "town", "municipality", "place", "страна", "город", "район", "муниципалитет",
    "муниципальное образование", "муниципальный район", "городской округ", "населённый пункт", "субъект", "субъект рф",
    "субъект федерации", "край", "республика", "территория", "штат", "провинция", "ел", "мемлекет", "қала", "аудан",
    "елді мекен",
)  # fmt: skip
"""Headings for regions of a population table, and of pages whose population table uses the same one."""

OTHER_THINGS = (
    "following", "follows", "friends", "unfollows", "subscriptions", "new followers", "lost followers", "dislikes",
    "unlikes", "links", "clicks", "link clicks", "impressions", "mentions", "messages", "appeals", "stories", "reels",
    "video", "videos", "live", "lives", "photos", "votes", "costs", "price", "sales", "leads", "tags", "hashtags",
    "age", "image", "rank", "score", "place", "rating", "points", "time", "type", "category", "status", "title",
    "username", "language", "source", "change", "news", "loves", "cares", "angry", "wow", "haha", "sad", "hosts",
    "ports", "подписки", "подписались", "отписки", "отписались", "прирост", "дизлайки", "ссылки", "клики", "показы",
    "упоминания", "сообщения", "обращения", "истории", "сторис", "видео", "фото", "голоса", "место", "рейтинг",
    "баллы", "дата", "время", "тип", "статус", "источник", "темы", "хосты", "жазылымдар", "сілтемелер", "өтінімдер",
    "хабарламалар", "орын", "ұпайлар", "уақыты", "түрі",
)  # fmt: skip
"""Headings of figures that are not columns here, though some are spelled similarly."""

COUNTS = (
    "followers", "posts", "engaged", "interactions", "likes", "comments", "shares", "saves", "reach", "views",
    "reads", "population", "days", "days_since_last_post", "weeks_with_posts",
)  # fmt: skip
"""Columns of whole numbers; every other numeric column may have fractions."""

PARTS = ("likes", "comments", "shares", "saves")
"""Counts whose sum replaces interactions if a file has no such column."""

ALWAYS_THERE = ("likes", "comments", "shares")
"""The parts that every network counts; only some count saves."""

INTERACTIONS = ("engaged", "interactions", *PARTS)
"""Counts of reactions to posts, which need posts."""


_PERCENT_KEY = re.compile(
    r"\s*[,;(]?\s*(?:"
    + look_alike_key("в")
    + r"\s)?\s*(?:%|"
    + "|".join(
        re.escape(look_alike_key(unit)) for unit in ("процентах", "проценты", "процент", "percent", "пайыз", "пайызбен")
    )
    + r")\s*\)?$"
)
_SEPARATORS = re.compile(r"[\s.:,;_-]+")
_UNIT_KEY = re.compile(
    r"\s*[,;(]\s*(" + "|".join(
        re.escape(look_alike_key(unit))
        for unit in ("чел.", "чел", "человек", "шт.", "шт", "ед.", "ед", "адам", "дана", "pcs", "people", "persons")
    ) + r")\s*\)?$"
)  # fmt: skip


# what tools and pivot tables write around a count: only that it was counted or summed
_COUNTED = re.compile(
    r"(?:number of|no\.? of|num|nb?|# of|#|(?:количество|кол-во|число)(?! по полю))[ _.:-]+(?P<of>.+)"
    r"|(?P<thing>.+?)[ _.,-]*counts?"
)
_SUMMED = re.compile(r"(?:sum of|sum|сумма по полю|сумма)[ _:-]+(?P<of>.+)|(?P<thing>.+?)[ _,(-]+(?:sum|сумма)\)?")
_BETWEEN_LANGUAGES = re.compile(r"[/|()\n]")
_LONGEST_AFFIXED = 100  # letters: the patterns try every end of a text
ADDITIVE: tuple[str, ...] = ("posts", "interactions", "likes", "comments", "shares", "saves", "views", "reads")
"""Counts that may be added up over posts; a sum of followers over posts would be meaningless."""


def heading_key(heading: str) -> str:
    """Return the key for comparing headings: no case, footnotes, separators or units, and one percent sign.

    >>> heading_key("Подписчики, чел.*") == heading_key("ПОДПИСЧИКИ"), heading_key("a_b") == heading_key("A-b")
    (True, True)
    """
    return _known_key(heading) if len(heading) <= _LONGEST_AFFIXED else _heading_key(heading)


def _heading_key(heading: str) -> str:
    key = look_alike_key(without_marks(heading.rstrip().rstrip(": ")).rstrip(": "))
    return _SEPARATORS.sub("", _PERCENT_KEY.sub("%", _UNIT_KEY.sub("", key))) or key


_known_key = lru_cache(maxsize=4096)(_heading_key)  # a heading is looked up many times, by many columns' names


@cache
def _by_key() -> dict[str, str]:
    known = {heading_key(heading): column for column, headings in HEADINGS.items() for heading in (column, *headings)}
    for column in HEADINGS:  # output is read back in any language
        for key in (f"table.{column}", f"counts.{column}", f"template.{column}", f"collect.column.{column}"):
            for heading in in_every_language(key):
                known.setdefault(heading_key(heading), column)
    return known


def known_column(heading: str) -> str | None:
    """Return the canonical name of the column that a heading names, or None.

    >>> known_column("Халық саны"), known_column("Reactions, Comments & Shares"), known_column("Цвет")
    ('population', 'interactions', None)
    >>> known_column("num_likes"), known_column("Сумма по полю Likes"), known_column("Количество по полю Likes")
    ('likes', 'likes', None)
    """
    return named_column(heading) or affixed_column(heading) or bilingual_column(heading)


def named_column(heading: str) -> str | None:
    """Return the column that a heading names exactly, or None."""
    return _by_key().get(heading_key(heading)) if heading else None


def count_meant(name: str) -> str:
    """Return the canonical name of the count that a heading names; an unknown column keeps its own.

    >>> count_meant("Подписчиков"), count_meant("Часы")
    ('followers', 'Часы')
    """
    known = known_column(name)
    return known if known in COUNTS else name


def affixed_column(heading: str) -> str | None:
    """Return the count that a heading names with a tool's or pivot table's affixes, or None.

    >>> affixed_column("followers_count"), affixed_column("Sum of Followers"), affixed_column("page_count")
    ('followers', None, None)
    """
    text = bare = plain_key(heading) if len(heading) <= _LONGEST_AFFIXED else ""
    allowed: tuple[str, ...] = COUNTS
    for pattern, columns in ((_SUMMED, ADDITIVE), (_COUNTED, COUNTS)):  # the sum is outermost: Sum of num_likes
        if (match := pattern.fullmatch(bare)) is not None:
            bare = match["of"] or match["thing"]
            allowed = columns if allowed is COUNTS else allowed
    if bare == text:
        return None
    column = named_column(bare) or named_column(f"{bare}s")
    return column if column in allowed else None


def bilingual_column(heading: str) -> str | None:
    """Return the column that a heading names twice, such as in two languages, or None.

    >>> [bilingual_column(text) for text in ("Жазылушылар / Подписчики", "Ұнату (лайки)", "Посты / Лайки")]
    ['followers', 'likes', None]
    """
    parts = [part.strip() for part in _BETWEEN_LANGUAGES.split(heading) if part.strip()]
    columns = {named_column(part) for part in parts}
    return columns.pop() if len(parts) > 1 and len(columns) == 1 else None


_WORD = re.compile(r"[^\W\d_]+")
_FROM_A_NUMBER_ON = re.compile(r"(?<=[^\W\d_])[\W_]*\d.*", re.DOTALL)
_FEW_LETTERS = 6  # two more letters make a shorter word another one
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_IDLE_WORDS = frozenset(
    look_alike_key(word)
    for word in (
        "number", "num", "n", "nb", "no", "count", "counts", "of", "the", "total", "all", "sum", "as", "on", "at",
        "кол", "во", "количество", "число", "всего", "всех", "общее", "сумма", "по", "полю", "на", "саны", "барлық",
    )
)  # fmt: skip
"""Words about counting or time, not about what was counted."""


def similar_column(heading: str, own: Iterable[str] = ()) -> str | None:
    """Return the column that an unknown heading may mean: word by word it is spelled similarly.

    Every word must match, so sharing one word is not enough, and headings closer to some other figure are excluded.

    Args:
        own: a methodology's names for its own columns.

    >>> [similar_column(text) for text in ("Folowers", "Подписчики на 1 июля", "Channel Link", "Following")]
    ['followers', 'followers', None, None]
    """
    words = _words(heading)
    spellings = [*_spellings().get(len(words), ()), *((_words(name), name) for name in own)]
    likeness = {
        (spelling, column): sum(_likeness(word, other) for word, other in zip(words, spelling, strict=True))
        for spelling, column in spellings
        if len(spelling) == len(words) > 0 and all(map(_likeness, words, spelling))
    }
    best = max(likeness.values(), default=0)
    columns = {column for (_spelling, column), like in likeness.items() if like == best}
    return columns.pop() if len(columns) == 1 else None


def _words(heading: str) -> tuple[str, ...]:
    """Return the meaningful words of a heading, up to a date."""
    words = _WORD.findall(_CAMEL.sub(" ", _FROM_A_NUMBER_ON.sub("", heading)))
    return tuple(word for word in map(look_alike_key, words) if word not in _IDLE_WORDS)


@cache
def _spellings() -> dict[int, list[tuple[tuple[str, ...], str | None]]]:
    """Return the words of every heading and its column, by number of words; other figures have no column."""
    found: dict[int, list[tuple[tuple[str, ...], str | None]]] = {}
    named: list[tuple[str, str | None]] = [(heading, None) for heading in OTHER_THINGS]
    named += [(heading, column) for column, headings in HEADINGS.items() for heading in (column, *headings)]
    for heading, column in named:
        words = _words(heading)
        found.setdefault(len(words), []).append((words, column))
    return found


@lru_cache(1 << 14)
def _likeness(word: str, other: str) -> float:
    """Return the similarity of two words, 0 if low: short words share half of their letters by chance."""
    if abs(len(word) - len(other)) > 1 and min(len(word), len(other)) < _FEW_LETTERS:
        return 0.0
    bar = 0.8 if len(word) < 9 else 0.7
    match = difflib.SequenceMatcher(None, word, other)
    enough = match.real_quick_ratio() >= bar and match.quick_ratio() >= bar
    return like if enough and (like := match.ratio()) >= bar else 0.0


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
    """Return the column that a heading names with figures in thousands or millions, else None.

    >>> column_in_thousands("Население, тыс. чел."), column_in_thousands("Население, чел.")
    ('population', None)
    """
    key = plain_key(heading)
    bare = _THOUSANDS.sub("", key)
    return known_column(bare) if bare != key else None


def is_rate(heading: str) -> bool:
    """Return whether a heading names a rate, a mean, a change or a pivot table's number of rows, not a count.

    >>> [is_rate(heading) for heading in ("Вовлечённость на пост", "Постов в день", "Подписчики на 1 июля")]
    [True, True, False]
    >>> is_rate("Количество по полю Likes"), is_rate("Сумма по полю Likes")
    (True, False)
    """
    return _RATE.search(plain_key(heading)) is not None
