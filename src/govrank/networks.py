"""The networks that pages live on: what people call them, and what their addresses say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from urllib.parse import unquote

from govrank.text.spelling import look_alike_key, similar_names, without_marks


@dataclass(frozen=True)
class Network:
    """A network.

    Attributes:
        label: its name as it is shown.
        names: what people call it besides its key, its label and its hosts.
        hosts: of its pages and posts, the usual one first: an address leads to the same page on each.
        short: hosts of its short links, with the path that they mean on the usual host, or "".
        before: what may come before a page's name in an address.
        same: how an address may begin, and what it may begin with as well; "" for nothing.
        ids: what comes before an id in an address; ids are case-sensitive.
        posts: patterns of what names a post in an address, with the name of its page.
        number: a pattern of addresses that name a page by a number or an id, besides digits alone.
        case: whether case counts in all addresses, as it may on any other site.
        page_headings, id_headings: under which tools write its pages, or their ids.
    """

    label: str
    names: tuple[str, ...]
    hosts: tuple[str, ...]
    short: Mapping[str, str] = field(default_factory=dict)
    before: tuple[str, ...] = ()
    same: tuple[str, str] = ("", "")
    ids: tuple[str, ...] = ()
    posts: Mapping[str, str] = field(default_factory=dict)
    number: str = ""
    case: bool = False
    page_headings: tuple[str, ...] = ()
    id_headings: tuple[str, ...] = ()


PLATFORMS = {
    "instagram": Network(
        "Instagram", ("ig", "insta", "inst", "инстаграм", "инстаграмм", "инста", "инст", "иг"),
        ("instagram.com", "instagr.am"),
        ids=("share/",), page_headings=("instagram account",),
    ),
    "facebook": Network(
        "Facebook", ("fb", "face book", "фейсбук", "фэйсбук", "фб", "фейсбук страница"),
        ("facebook.com", "fb.com"), short={"fb.watch": ""},
        before=("pages/", "pg/", "profile.php?id="), same=("pg/", ""), ids=("share/",),
        page_headings=("facebook page",), id_headings=("facebook id",),
    ),
    "vk": Network(
        "VK", ("vkontakte", "v kontakte", "вк", "вконтакте", "в контакте"),
        ("vk.com", "vk.ru", "vkontakte.ru"),
        same=("public", "club"), number=r"(?:club|id)\d+$",
        posts={r"(?:wall|video|clip|photo)-(\d+)_\d+": r"club\1", r"(?:wall|video|clip|photo)(\d+)_\d+": r"id\1"},
    ),
    "telegram": Network(
        "Telegram", ("tg", "tlg", "телеграм", "телеграмм", "тг", "телега", "тг-канал", "telegram канал"),
        ("t.me", "telegram.me"),
        before=("s/", "c/"), same=("s/", ""), ids=("joinchat/", "+"),
    ),
    "ok": Network(
        "OK", ("odnoklassniki", "одноклассники", "ок"), ("ok.ru", "odnoklassniki.ru"),
        before=("group/", "profile/"), number=r"group/\d+$",
    ),
    "tiktok": Network(
        "TikTok", ("tik tok", "tik-tok", "tt", "тикток", "тик ток", "тик-ток"),
        ("tiktok.com",), short={"vm.tiktok.com": "", "vt.tiktok.com": ""}, before=("@",),
    ),
    "youtube": Network(
        "YouTube", ("you tube", "yt", "ютуб", "ютюб", "ютьюб"),
        ("youtube.com",), short={"youtu.be": "watch?v="},
        before=("@", "channel/", "c/", "user/"), ids=("channel/", "shorts/", "live/", "embed/"), number="channel/",
    ),
    "x": Network(
        "X", ("twitter", "x (twitter)", "x/twitter", "твиттер", "х (твиттер)"), ("x.com", "twitter.com"),
    ),
    "wechat": Network(
        "WeChat", ("we chat", "weixin", "微信", "вичат"),
        ("mp.weixin.qq.com",), short={"weixin.qq.com": ""}, case=True,
    ),
    "weibo": Network(
        "Weibo", ("sina weibo", "微博", "вейбо"), ("weibo.com", "weibo.cn"), before=("u/",), case=True,
    ),
}  # fmt: skip
"""The networks by key, each declared only here."""

USUAL = ("instagram", "facebook")
"""The networks of a workbook that is to be filled in, where no others are asked for."""

PAGE_HEADINGS = tuple(heading for network in PLATFORMS.values() for heading in network.page_headings)
ID_HEADINGS = tuple(heading for network in PLATFORMS.values() for heading in network.id_headings)

MOST_COMPARED = 200  # texts that are compared with the known networks: each takes a while
_LEAST_LETTERS = 4  # of fewer, half are the same in any two names
_ALIKE = 0.8
_REMARK = re.compile(r"(?<=\S)\s{0,3}\([^()\d][^()]{0,80}\)$")  # a number would tell several apart


@cache
def _by_key() -> dict[str, str]:
    return {
        look_alike_key(name): key
        for key, network in PLATFORMS.items()
        for name in (key, network.label, *network.names, *network.hosts)
    }


def platform_key(name: str) -> str:
    """Return the key of a network; a name that is not known is kept as it is.

    A footnote's mark or a remark in brackets after a known name is ignored.

    >>> platform_key("ВКонтакте"), platform_key("Facebook (запрещён в РФ)*"), platform_key("Nowhere")
    ('vk', 'facebook', 'Nowhere')
    """
    known = _by_key()
    for spelling in (name, _REMARK.sub("", without_marks(name)), without_marks(_REMARK.sub("", name))):
        if (key := known.get(look_alike_key(spelling))) is not None:
            return key
    return name


@lru_cache(256)  # each block of each month asks for the same few names again
def similar_platform(name: str) -> str | None:
    """Return the key of the network that a mistyped name may mean; None if it is known or resembles none.

    >>> similar_platform("Facebok"), similar_platform("Facebook"), similar_platform("Nowhere")
    ('facebook', None, None)
    """
    if platform_key(name) in PLATFORMS or len(name) < _LEAST_LETTERS:
        return None
    near = similar_names(name, [known for known in _by_key() if len(known) >= _LEAST_LETTERS], 1, bar=_ALIKE)
    return platform_key(near[0]) if near else None


def means_platform(name: str) -> bool:
    """Return whether a text is a network's name or similar to one.

    >>> means_platform("ФБ"), means_platform("Facebok"), means_platform("July")
    (True, True, False)
    """
    return platform_key(name) in PLATFORMS or similar_platform(name) is not None


def platform_label(key: str) -> str:
    """Return a network's name as it is shown."""
    return PLATFORMS[key].label if key in PLATFORMS else key


_USUAL_HOST = {host: network.hosts[0] for network in PLATFORMS.values() for host in network.hosts}
_SHORT = {
    host: (network.hosts[0], beginning)
    for network in PLATFORMS.values()
    for host, beginning in network.short.items()
    if beginning
}
_AT_HOST = {network.hosts[0]: network for network in PLATFORMS.values()}
_KEY_OF_HOST = {host: key for key, network in PLATFORMS.items() for host in (*network.hosts, *network.short)}
_BEFORE = "|".join(re.escape(text) for network in PLATFORMS.values() for text in network.before)
_ADDRESS = re.compile(
    r"(?:[a-z]+://)?(?:(?:www|m|mobile|touch|mbasic|web|[a-z]{2}-[a-z]{2})\.(?=[^/?#]*\.))?"  # ru-ru.facebook.com
    rf"(?P<host>[^/?#]+)(?:/+(?=(?:{_BEFORE})?(?P<name>[^/?#&]+)))?(?P<path>[^?#]*)\??(?P<query>[^#]*)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    "[^/]+/(?:" + "|".join([r"\d+$", r".*\?id=", *(net.number for net in PLATFORMS.values() if net.number)]) + ")"
)
_IDENTIFYING = frozenset({"id", "v", "list", "fbid", "story_fbid"})
"""Parameters by which networks tell pages, videos and posts apart; all others say how one came there."""
_TRACKING = frozenset(
    {"fbclid", "igsh", "igshid", "gclid", "yclid", "mibextid", "ref", "hl", "locale", "from"}
)  # elsewhere, and what begins with utm_


def _parts(address: str) -> tuple[str, str, str]:
    """Return the host, the path and the query of an address, with the usual host of its network."""
    match = _ADDRESS.match(address.strip())
    if match is None:
        return "", "", ""
    host, path, query = match["host"].casefold(), match["path"].strip("/"), match["query"]
    if path and host in _SHORT:
        host, beginning = _SHORT[host]
        path, _mark, asked = f"{beginning}{path}".partition("?")
        query = f"{asked}&{query}".rstrip("&")
    return _USUAL_HOST.get(host, host), path, query


def network_of_address(address: str) -> str:
    """Return the key of the network that an address leads to; an empty text for any other place.

    >>> network_of_address("t.me/akimat/7"), network_of_address("touch.facebook.com"), network_of_address("x.kz")
    ('telegram', 'facebook', '')
    """
    return _KEY_OF_HOST.get(_parts(address)[0], "")


def page_name(address: str) -> str:
    """Return the part of a page's address that names it.

    >>> page_name("https://www.instagram.com/akimat/"), page_name("https://facebook.com/profile.php?id=100")
    ('akimat', '100')
    """
    match = _ADDRESS.match(address.strip())
    return (match["name"] or "") if match is not None else ""


def page_address(link: str) -> str:
    """Return the address of the page that a post's link begins with; an empty text if it is not a link.

    It may belong to no page, as in Instagram's short links; the registry decides.

    >>> page_address("https://t.me/akimat/7"), page_address("https://www.instagram.com/p/Cx1/")
    ('https://t.me/akimat', 'https://www.instagram.com/p')
    >>> page_address("https://vk.com/wall-17_3")
    'https://vk.com/club17'
    """
    match = _ADDRESS.match(link := link.strip())
    if match is None or not match["name"]:
        return ""
    host = match["host"].casefold()
    network = _AT_HOST.get(_USUAL_HOST.get(host, host))
    for post, page in network.posts.items() if network is not None else ():
        if (found := re.fullmatch(post, match["name"])) is not None:
            return link[: match.start("name")] + found.expand(page)
    return link[: match.end("name")]


def address_key(url: str) -> str:
    """Return an address of a page without what does not change where it leads, with one name for a site of several.

    >>> address_key("https://www.Facebook.com/profile.php?id=1001&fbclid=x"), address_key("http://telegram.me/Akimat/")
    ('facebook.com/profile.php?id=1001', 't.me/akimat')
    >>> address_key("https://m.youtube.com/channel/UCaB"), address_key("https://youtu.be/aB?t=5")
    ('youtube.com/channel/UCaB', 'youtube.com/watch?v=aB')
    """
    host, path, query = _parts(url)
    path = unquote(path).strip("/")
    asked = [part for part in query.split("&") if part]
    network = _AT_HOST.get(host)
    if network is None or network.case:
        asked = [part for part in asked if not _is_tracking(part.partition("=")[0])]
    else:
        if not path.casefold().startswith(network.ids):
            path = path.casefold()
        begins, instead = network.same
        if begins and (end := path.removeprefix(begins)) != path and (not instead or end.isdecimal()):
            path = instead + end
        asked = [part for part in asked if part.partition("=")[0] in _IDENTIFYING]
    return host + (f"/{path}" if path else "") + (f"?{'&'.join(sorted(asked))}" if asked else "")


def is_numbered(key: str) -> bool:
    """Return whether the key of an address names its page by the network's number, and not by a name.

    >>> is_numbered("ok.ru/group/17"), is_numbered("ok.ru/akimat17")
    (True, False)
    """
    return _NUMBERED.match(key) is not None


def link_key(link: str) -> str:
    """Return a key that is equal for links of one post, however their scheme, host and end are written.

    >>> link_key("https://www.facebook.com/1/posts/2/") == link_key("http://m.facebook.com/1/posts/2")
    True
    """
    host, path, query = _parts(link)
    return f"{host}/{path}?{query}" if host else ""


def _is_tracking(name: str) -> bool:
    return name.startswith("utm_") or name in _TRACKING
