"""Small editions with followers, a rate, hours to answer; and their digests."""

import functools

import pandas as pd

from editions import compare_editions, parse_methodology
from govrank import rate_frames
from inside import tell_story
from said import heard, words

FOLLOWERS = """
name = "small"
version = "1"
required = []
[[indicators]]
key = "followers"
label = { en = "Followers", ru = "Подписчики", kk = "Жазылушылар" }
of = ["followers"]
zones = { red_below = 10000 }
"""
RATE = """
name = "small"
version = "1"
required = []
[[indicators]]
key = "rate"
label = { en = "Rate", ru = "Отклик", kk = "Үн қату" }
of = ["likes"]
per = ["followers"]
times = 100
unit = "%"
zones = { green_from = 10, red_below = 2.5 }
"""
SPEED = """
name = "small"
version = "1"
required = []
[[indicators]]
key = "hours"
label = { en = "Hours to answer", ru = "Часов до ответа", kk = "Жауапқа дейінгі сағат" }
of = ["hours"]
direction = "lower"
zones = { green_from = 1, red_below = 24 }
"""
ZONES = """
[[zones]]
name = "top"
upto = "1/2"
color = "#c6efce"
label = { en = "top half", ru = "верхняя половина", kk = "жоғарғы жартысы" }
[[zones]]
name = "rest"
upto = "1"
color = "#ffffff"
label = { en = "lower half", ru = "нижняя половина", kk = "төменгі жартысы" }
"""


def rated(rules, rows, **options):
    return rate_frames(pd.DataFrame(rows), methodology=parse_methodology(rules, "small.toml"), **options)


def pages(counts, name="followers"):
    """Return rows named A, B, C, … with these counts."""
    return [{"page": chr(ord("A") + n), "platform": "vk", name: count} for n, count in enumerate(counts)]


def story(rating, movement=None, lang="en"):
    return tell_story(rating, words(lang), movement)


def told(rating, movement=None, lang="en"):
    """Return the messages that a story is put together from, each key with the values that it names."""
    return heard(lambda words: tell_story(rating, words, movement), lang)


def leagues_by_followers(rules):
    bands = '[{ name = "large", from = 50 }, { name = "small", to = 50 }]'
    return rules.replace("required", f'league = {{ by = "followers", bands = {bands} }}\nrequired')


def beside(names, *pairs, **column):
    """Return rows of pages with a quotient each, so many of so many; or with a column of figures."""
    counts = [{"likes": n, "followers": of} for n, of in pairs] or [
        {name: figure} for name, figures in column.items() for figure in figures
    ]
    return [{"page": page, "platform": "vk"} | count for page, count in zip(names, counts, strict=True)]


CLOSE = RATE.replace("green_from = 10, red_below = 2.5", "green_from = 5, red_below = 1")
SHARE = ('of = ["likes"]\nper = ["followers"]\ntimes = 100', 'of = ["share"]')
AVERAGE = FOLLOWERS.replace("required", 'ties = "average"\nrequired')
WORST = FOLLOWERS.replace("required", 'missing = "worst"\nrequired')
BOUNDS = FOLLOWERS.replace("red_below = 10000", "green_from = 50000, red_below = 10")
TENS = [90, 80, 70, 60, 50, 40, 30, 20, 10]
BY_NETWORK = [
    {"page": "A", "platform": "vk", "followers": 50},
    {"page": "B", "platform": "vk", "followers": 20},
    {"page": "A", "platform": "fb", "followers": 40},
    {"page": "C", "platform": "fb", "followers": 40},
    {"page": "D", "platform": "ok", "followers": 9},
]
INDEXED = [
    {"page": page, "platform": "weibo", "posts": 4, "shares": shares, "comments": 5, "likes": 9}
    for page, shares in (("A", 3), ("B", 3), ("C", 1))
]
OUT = [
    {"page": "A", "platform": "vk", "region": "North", "followers": 1, "excluded": "private"},
    {"page": "B", "platform": "vk", "region": "North", "followers": 1, "excluded": "private."},
    {"page": "C", "platform": "vk", "region": "North", "followers": 1, "excluded": "not found"},
    {"page": "D", "platform": "vk", "region": "South", "followers": 1, "excluded": None},
    {"page": "E", "platform": "fb", "region": "North", "followers": 2, "excluded": None},
]
ONES = [
    {"page": page, "platform": net, "followers": n} for page, net, n in (("A", "vk", 3), ("B", "ok", 2), ("C", "ok", 1))
]


def without_the_first_four(**changed):
    """Return nine pages, A to I, and the same without A to D, some with other figures."""
    rows = pages(TENS)
    left = [row | {"followers": changed.get(row["page"], row["followers"])} for row in rows[4:]]
    return rated(FOLLOWERS, rows), rated(FOLLOWERS, left)


def followers(*counts, rules=FOLLOWERS):
    """Return editions of pages A, B, C … with these followers; 0 is a page that is not there."""
    return [rated(rules, [row for row in pages(one) if row["followers"]]) for one in counts]


def one(*given, **options):
    """Return a function that makes an edition without a previous one."""
    return lambda: (rated(*given, **options), None)


def two(make, *given, **options):
    """Return a function that makes an edition and its movement from the previous one."""

    def made():
        old, new = make(*given, **options)
        return new, compare_editions(old, new)

    return made


EDITIONS = {
    "leaders, thresholds and zones": one(FOLLOWERS + ZONES, pages([20000, 19500, 9999, 800])),
    "a shared first place": one(AVERAGE, pages([30, 30, 20, 10])),
    "more share it than can be named": one(FOLLOWERS, pages([7, 7, 7, 7, 7, 7, 1])),
    "all alike": one(FOLLOWERS, pages([7, 7, 7])),
    "a shared second place": one(FOLLOWERS, pages([9, 7, 7, 7])),
    "nobody at the bottom": one(FOLLOWERS + ZONES, pages([7, 7, 7])),
    "everyone at the bottom": one(FOLLOWERS + ZONES.replace("1/2", "1/9"), pages([9, 8, 7])),
    "one page alone": one(FOLLOWERS + ZONES, pages([800])),
    "leagues": one(FOLLOWERS, BY_NETWORK, by="platform"),
    "who is out": one(FOLLOWERS, OUT),
    "a striking lead": one(RATE, beside("ABC", (48, 400), (20, 400), (5, 400))),
    "less is better": one(SPEED, pages([2, 24, 30], "hours")),
    "several pages a region": one(
        FOLLOWERS, [{"page": f"P{n}", "platform": "vk", "region": f"R{n // 2}", "followers": n} for n in range(4)]
    ),
    "nobody misses the bound": one(FOLLOWERS, pages([30_000, 20_000])),
    "a missing figure": one(WORST, pages([30000, None, 9000])),
    "close behind": one(FOLLOWERS, pages([100, 95, 3])),
    "neither close nor striking": one(FOLLOWERS, pages([100, 94, 3])),
    "half as much again": one(FOLLOWERS, pages([150, 100, 3])),
    "not quite striking": one(FOLLOWERS, pages([149, 100, 3])),
    "of nothing": one(FOLLOWERS, pages([9, 0, 0])),
    "engaged users": one(FOLLOWERS.replace("followers", "engaged"), pages([5, 30_000], "engaged")),
    "interactions in their place": one(FOLLOWERS.replace("followers", "engaged"), pages([5, 30_000], "likes")),
    **{
        f"{name} by {column}": one(BOUNDS.replace("followers", key), pages(counts, column))
        for column, key in (("followers", "followers"), ("engaged", "engaged"), ("likes", "engaged"))
        for name, counts in (("one reaches the bound", [60_000, 20]), ("nobody reaches or misses one", [40_000, 20]))
    },
    "less is better, and nobody misses it": one(SPEED, pages([0.5, 2], "hours")),
    "a rate that nobody misses": one(RATE, beside("AB", (48, 400), (20, 400))),
    "an index": lambda: (rate_frames(pd.DataFrame(INDEXED[1:]), methodology="bci"), None),
    "an index that several share": lambda: (rate_frames(pd.DataFrame(INDEXED), methodology="bci"), None),
    "more are left out than are named": one(
        FOLLOWERS,
        [
            *({"page": f"P{n}", "platform": "vk", "followers": 1, "excluded": f"reason {n}"} for n in range(9)),
            {"page": "Q", "platform": "vk", "followers": 2, "excluded": None},
        ],
    ),
    "against May": two(
        lambda: (
            rated(FOLLOWERS, [row for row in pages([90, 80, 70, 60, 50, 40, 0, 10]) if row["followers"]], period="May"),
            *followers([50, 90, 60, 70, 80, 40, 10, 0]),
        )
    ),
    "a new page in the top third": two(followers, [90, 80, 70, 60, 50, 0], [90, 80, 70, 60, 50, 85]),
    "several came and went": two(followers, [9, 8, 7, 6, 0, 0], [9, 8, 0, 0, 7, 6]),
    "nothing moved": two(followers, [3, 2, 1], [3, 2, 1]),
    "too many equal moves": two(followers, [8, 7, 6, 5, 4, 3, 2, 1], [7, 8, 5, 6, 3, 4, 1, 2]),
    "up two places": two(followers, [9, 8, 7, 6], [9, 8, 10, 6]),
    "up three places": two(followers, [9, 8, 7, 6], [9, 8, 7, 10]),
    "the leader is joined": two(followers, [9, 8, 7], [9, 9, 7]),
    "the leader remains": two(followers, [9, 9, 7], [9, 8, 7]),
    "one of the leaders is replaced": two(followers, [9, 9, 7], [9, 8, 9]),
    "the lead has passed": two(followers, [9, 8, 7], [8, 9, 9]),
    "the leaders are the same": two(followers, [9, 9, 7], [9, 9, 8]),
    "one of the leaders is gone": two(followers, [9, 9, 7], [0, 9, 7]),
    "a climb among the pages of both": two(without_the_first_four, H=55),
    "a rise among the pages of both": two(without_the_first_four, H=45),
    "who gained most by others": two(followers, TENS, [90, 80, 70, 95, 0, 0, 0, 20, 25]),
    "another league": two(followers, [90, 60, 40, 30, 20], [90, 80, 70, 30, 35], rules=leagues_by_followers(FOLLOWERS)),
    "new in a league": two(lambda: [rated(FOLLOWERS, part, by="platform") for part in (ONES[:2], ONES)]),
    "gone from a league": two(lambda: [rated(FOLLOWERS, part, by="platform") for part in (ONES, ONES[:2])]),
}
"""How to make each edition, and its movement against the one before it or None."""


@functools.cache
def made(name):
    return EDITIONS[name]()


def told_of(name):
    return told(*made(name))
