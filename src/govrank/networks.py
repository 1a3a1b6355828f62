"""The networks that pages live on, and the names by which people call them."""

from __future__ import annotations

import re
from functools import cache

from govrank.text.spelling import look_alike_key, similar_names, without_marks

# key: the name to show, then the names met besides the key
PLATFORMS: dict[str, tuple[str, ...]] = {
    "instagram": (
        "Instagram", "ig", "insta", "inst", "инстаграм", "инстаграмм", "инста", "инст", "иг", "instagram.com",
    ),
    "facebook": ("Facebook", "fb", "face book", "фейсбук", "фэйсбук", "фб", "фейсбук страница", "facebook.com"),
    "vk": ("VK", "vkontakte", "v kontakte", "вк", "вконтакте", "в контакте", "vk.com"),
    "telegram": (
        "Telegram", "tg", "tlg", "телеграм", "телеграмм", "тг", "телега", "тг-канал", "telegram канал", "t.me",
    ),
    "ok": ("OK", "odnoklassniki", "ok.ru", "одноклассники", "ок"),
    "tiktok": ("TikTok", "tik tok", "tik-tok", "tt", "тикток", "тик ток", "тик-ток"),
    "youtube": ("YouTube", "you tube", "yt", "ютуб", "ютюб", "ютьюб"),
    "x": ("X", "twitter", "x (twitter)", "x/twitter", "твиттер", "х (твиттер)"),
    "wechat": ("WeChat", "we chat", "weixin", "微信", "вичат"),
    "weibo": ("Weibo", "sina weibo", "微博", "вейбо"),
}  # fmt: skip

MOST_COMPARED = 200  # texts that are compared with the known networks: each takes a while
_LEAST_LETTERS = 4  # of fewer, half are the same in any two names
_ALIKE = 0.8
_REMARK = re.compile(r"(?<=\S)\s{0,3}\([^()\d][^()]{0,80}\)$")  # a number would say which of several


@cache
def _by_key() -> dict[str, str]:
    return {look_alike_key(name): key for key, names in PLATFORMS.items() for name in (key, *names)}


def platform_key(name: str) -> str:
    """Return the key of a network; a name that is not known is kept as it is.

    A footnote's mark and a remark in brackets behind a known name are no part of it.

    >>> platform_key("ВКонтакте"), platform_key("Facebook (запрещён в РФ)*"), platform_key("Nowhere")
    ('vk', 'facebook', 'Nowhere')
    """
    known = _by_key()
    for spelling in (name, _REMARK.sub("", without_marks(name)), without_marks(_REMARK.sub("", name))):
        if (key := known.get(look_alike_key(spelling))) is not None:
            return key
    return name


def similar_platform(name: str) -> str | None:
    """Return the key of the network that a mistyped name may have meant; None where it is known or like none.

    >>> similar_platform("Facebok"), similar_platform("Facebook"), similar_platform("Nowhere")
    ('facebook', None, None)
    """
    if platform_key(name) in PLATFORMS or len(name) < _LEAST_LETTERS:
        return None
    near = similar_names(name, [known for known in _by_key() if len(known) >= _LEAST_LETTERS], 1, bar=_ALIKE)
    return platform_key(near[0]) if near else None


def means_platform(name: str) -> bool:
    """Say whether a text is a network's name or nearly one.

    >>> means_platform("ФБ"), means_platform("Facebok"), means_platform("July")
    (True, True, False)
    """
    return platform_key(name) in PLATFORMS or similar_platform(name) is not None


def platform_label(key: str) -> str:
    """Return a network's name as it is shown."""
    return PLATFORMS[key][0] if key in PLATFORMS else key
