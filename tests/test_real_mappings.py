"""A mapping for each real file that can be rated or collected, and why the others cannot.

The files are read where they lie, as in test_collect_real. What each gives was worked out by hand-written scripts with
csv, zoneinfo and fractions, and stands here written down.
"""

import csv
import io

import pytest

from commands import run
from test_collect_real import CROWDTANGLE, EYEWATCH, REAL

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")

TELEGRAM = """
page = "Column1"
url = "Channel Link"
posts = "Post Count"
followers = "Subscribers"
views = "Total Views"
"""
POSTS = {
    EYEWATCH: """
time = "Date (GMT)"
page = "Facebook Page"
id = "Post ID"
link = "Post Permalink"
likes = "Reactions"
comments = "Comments"
shares = "Shares"
""",
    "hootsuite-post-performance-2018-09.csv": """
time = "Date (GMT)"
page = "Facebook Page"
id = "Post ID"
link = "Post Permalink"
likes = "Reactions"
comments = "Comments"
shares = "Shares"
""",
    "crowdtangle-search-2021-07-05-BRT.csv": """
time = "Post Created"
page = "Page Name"
link = "URL"
followers = "Followers at Posting"
interactions = "Total Interactions"
""",
    "buzzfeed-facebook-fact-check-posts.csv": """
day = "Date Published"
page = "Page"
id = "post_id"
link = "Post URL"
likes = "reaction_count"
comments = "comment_count"
shares = "share_count"
""",
    "buzzfeed-top-50-photo-posts.csv": """
time = "status_published"
page = "page_name"
id = "status_id"
link = "status_link"
likes = "num_reactions"
comments = "num_comments"
shares = "num_shares"
""",
}
"""The columns that the counts of each export come from; govrank knows all of them without being told."""

INDICATOR = """
[[indicators]]
key = "{key}"
label = {{ en = "{key}" }}
of = ["{of}"]
per = {per}
unit = ""
direction = "higher"
weight = 1
"""
ZONE = '[[zones]]\nname = "all"\nupto = "1"\ncolor = "#ffffff"\nsign = "o"\nlabel = { en = "all" }\n'

# posts, interactions, places by posts and by interactions a post, their sum, and the place by it: July in Melbourne
EYEWATCH_PLACES = {
    "Warrnambool": (50, 2920, 5, 2, 7, 1),
    "Melton": (46, 4964, 6, 1, 7, 1),
    "Greater Shepparton": (74, 3104, 2, 6, 8, 3),
    "Greater Dandenong": (79, 2682, 1, 7, 8, 3),
    "Knox": (54, 2413, 4, 5, 9, 5),
    "Wyndham": (38, 2138, 9, 3, 12, 6),
    "Bass Coast": (41, 2180, 8, 4, 12, 6),
    "Swan Hill": (58, 1370, 3, 10, 13, 8),
    "Hume": (44, 1449, 7, 8, 15, 9),
    "Northern Grampians": (30, 788, 10, 9, 19, 10),
    "Whitehorse": (26, 310, 11, 12, 23, 11),
    "Southern Grampians": (19, 309, 13, 11, 24, 12),
    "Moorabool": (23, 214, 12, 13, 25, 13),
    "Kingston": (17, 91, 14, 14, 28, 14),
    "Glen Eira": (17, 87, 14, 15, 29, 15),
}
# posts of 2016, and their reactions, comments and shares
PHOTOS = {
    "100 Percent FED Up": (1, 1354467),
    "2nd Amendment": (1, 1267653),
    "Bradlee Dean": (1, 2947046),  # 124343 + 10968 + 2811735
    "Conservative Patriots": (1, 1255272),
    "Conservative Post": (1, 1348080),
    "Daily Kos": (1, 1382528),
    "Donald Trump For President": (1, 1265102),
    "Faith Family America": (1, 1486076),
    "Fox News": (1, 1437038),
    "Mad World News": (1, 2032935),
    "Occupy Democrats": (1, 1168589),
    "Patriot Journal": (2, 3596766),
    "The Other 98%": (2, 2479465),
}


def rules(folder, *indicators):
    """Write rules that add up the places on indicators, each a key, what is counted and what it is divided by."""
    path = folder / "rules.toml"
    head = 'name = "rules"\nversion = "1"\ntitle = { en = "Rules" }\nrequired = []\n'
    said = "".join(INDICATOR.format(key=key, of=of, per=per) for key, of, per in indicators)
    path.write_text(head + said + ZONE, encoding="utf-8")
    return path


def mapped(folder, text):
    path = folder / "columns.toml"
    path.write_text(text, encoding="utf-8")
    return "--columns", path


def pages_of(ended):
    assert ended.code == 0, ended.err
    return {row["page"]: row for row in csv.DictReader(io.StringIO(ended.out))}


def test_the_channels_of_telegram_are_rated_by_views_a_post_and_subscriber(tmp_path):
    """The file's own rate of each channel is that fraction, to the last digit but one of a float."""
    method = rules(tmp_path, ("rate", "views", ["posts", "followers"]), ("subscribers", "followers", []))
    pages = pages_of(
        run("score", REAL / "telegram-metrics.xlsx", "--methodology", method, *mapped(tmp_path, TELEGRAM), "-f", "csv")
    )

    assert {
        name: (float(row["rate"]), row["rate_points"], row["subscribers_points"]) for name, row in pages.items()
    } == {
        "Академия": (pytest.approx(1.03624502432552, rel=1e-14), "1", "3"),  # 93718 / 28 / 3230
        "Библиотека питониста": (pytest.approx(0.1208572182426373, rel=1e-14), "2", "2"),  # 381101 / 76 / 41491
        "Библиотека программиста": (pytest.approx(0.1149713834989001, rel=1e-14), "3", "1"),  # 584208 / 62 / 81957
    }
    assert [row["place"] for row in pages.values()] == ["1", "1", "1"]  # 1 + 3 = 2 + 2 = 3 + 1


@pytest.mark.parametrize(
    ("file", "period", "zone"),
    [
        (EYEWATCH, "2018-07", "Australia/Melbourne"),
        ("hootsuite-post-performance-2018-09.csv", "2018-09", "Australia/Melbourne"),
        ("crowdtangle-search-2021-07-05-BRT.csv", "2021-07", "America/Sao_Paulo"),
        ("buzzfeed-facebook-fact-check-posts.csv", "2016-09", ""),
        ("buzzfeed-top-50-photo-posts.csv", "2016", ""),
    ],
)
def test_a_mapping_of_an_export_says_what_is_known_without_it(tmp_path, file, period, zone):
    options = [REAL / file, "--period", period, *(["--timezone", zone] if zone else []), "-o", "-"]
    known, told = run("collect", *options), run("collect", *options, *mapped(tmp_path, POSTS[file]))

    assert (known.code, told.code) == (0, 0)
    assert told.out == known.out


def test_the_pages_of_hootsuite_are_collected_and_rated(tmp_path):
    july = tmp_path / "july.csv"
    collected = run(
        "collect", REAL / EYEWATCH, "--period", "2018-07", "--timezone", "Australia/Melbourne", "-o", july,
        *mapped(tmp_path, POSTS[EYEWATCH]),
    )  # fmt: skip
    method = rules(tmp_path, ("posts", "posts", []), ("per-post", "interactions", ["posts"]))
    pages = pages_of(run("score", july, "--methodology", method, "-f", "csv"))
    short = {name[len("Eyewatch - ") : -len(" Police Service Area")]: row for name, row in pages.items()}

    assert collected.code == 0
    assert {
        name: tuple(int(row[key]) for key in ("posts", "posts_points", "per-post_points", "total", "place"))
        for name, row in short.items()
    } == {name: (posts, *places) for name, (posts, _interactions, *places) in EYEWATCH_PLACES.items()}
    assert all(
        float(short[name]["per-post"]) == interactions / posts
        for name, (posts, interactions, *_places) in EYEWATCH_PLACES.items()
    )


def test_the_pages_of_crowdtangle_are_rated_by_interactions_a_follower(tmp_path):
    name = "crowdtangle-search-2021-07-05-BRT.csv"
    july = tmp_path / "july.csv"
    run(
        "collect", REAL / name, "--period", "2021-07", "--timezone", "America/Sao_Paulo", "-o", july,
        *mapped(tmp_path, POSTS[name]),
    )  # fmt: skip
    pages = pages_of(
        run("score", july, "--methodology", rules(tmp_path, ("rate", "interactions", ["followers"])), "-f", "csv")
    )
    rates = {page: interactions / followers for page, (followers, interactions, _day) in CROWDTANGLE.items()}

    assert {page: float(row["rate"]) for page, row in pages.items()} == rates
    assert [*pages] == sorted(rates, key=rates.get, reverse=True)
    assert next(iter(pages)) == "Instituto Butantan"  # 78099 / 307262, a quarter of its followers


def test_the_photo_posts_of_2016_are_collected(tmp_path):
    name = "buzzfeed-top-50-photo-posts.csv"
    ended = run("collect", REAL / name, "--period", "2016", "-o", "-", *mapped(tmp_path, POSTS[name]))

    assert {page: (int(row["posts"]), int(row["interactions"])) for page, row in pages_of(ended).items()} == PHOTOS


@pytest.mark.parametrize(
    ("args", "code"),
    [
        pytest.param(("check", "telegram-channel-list.xlsx"), "missing-column", id="a list of channels has no figures"),
        pytest.param(("check", "canada-official-accounts.csv"), "missing-column", id="a roster has no figures"),
        pytest.param(("check", "exportcomments.xlsx"), "missing-column", id="comments are no pages"),
        pytest.param(
            ("collect", "exportcomments.xlsx", "--period", "2021", "-o", "-"), "missing-column",
            id="comments of one post are no posts",
        ),
        pytest.param(("check", "hootsuite-account-metrics-2018-07_09.csv"), "missing-column", id="a row is a day"),
        pytest.param(("population", "check", "ru-towns-population-thousands.csv"), "not-whole", id="thousands"),
        pytest.param(("population", "check", "eyewatch-stations-population.csv"), "missing-column", id="stations"),
    ],
)  # fmt: skip
def test_what_cannot_be_rated_is_refused_by_what_it_lacks(args, code):
    ended = run(*(REAL / part if "." in part else part for part in args))

    assert ended.code == 1
    assert f"[{code}]" in ended.err + ended.out
