"""Real exports, read where they lie: the folder that GOVRANK_REAL_FILES names, or shared/real beside the checkout.

The figures were added up by hand-written scripts that share nothing with the project: csv, zoneinfo, dictionaries.
"""

import os
from pathlib import Path

import pytest

from commands import run
from inside import CollectOptions, collect_posts
from said import command_line

REAL = Path(os.environ.get("GOVRANK_REAL_FILES") or Path(__file__).parents[2] / "shared" / "real")
EYEWATCH = "hootsuite-eyewatch-posts-2018-07-01_2018-09-19.csv"

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real exports are not here")

# posts and interactions by the clock of Melbourne, then by UTC
JULY = {
    "Eyewatch - Glen Eira": (17, 87, 17, 87),
    "Eyewatch - Greater Dandenong": (79, 2682, 80, 2790),
    "Eyewatch - Greater Shepparton": (74, 3104, 75, 3141),
    "Eyewatch - Hume": (44, 1449, 47, 1524),
    "Eyewatch - Kingston": (17, 91, 17, 91),
    "Eyewatch - Knox": (54, 2413, 54, 2413),
    "Eyewatch - Melton": (46, 4964, 46, 4964),
    "Eyewatch - Moorabool": (23, 214, 23, 214),
    "Eyewatch - Northern Grampians": (30, 788, 30, 788),
    "Eyewatch - Southern Grampians": (19, 309, 19, 309),
    "Eyewatch - Swan Hill": (58, 1370, 58, 1370),
    "Eyewatch - Warrnambool": (50, 2920, 50, 2920),
    "Eyewatch - Whitehorse": (26, 310, 26, 310),
    "Eyewatch - Wyndham": (38, 2138, 38, 2138),
    "Eyewatch – Bass Coast": (41, 2180, 41, 2180),
}
AUGUST = {
    "Eyewatch - Glen Eira": (14, 128, 14, 128),
    "Eyewatch - Greater Dandenong": (76, 3209, 75, 3101),
    "Eyewatch - Greater Shepparton": (69, 3312, 68, 3275),
    "Eyewatch - Hume": (39, 2746, 36, 2671),
    "Eyewatch - Kingston": (15, 139, 15, 139),
    "Eyewatch - Knox": (39, 2105, 39, 2105),
    "Eyewatch - Melton": (56, 4615, 56, 4615),
    "Eyewatch - Moorabool": (18, 758, 18, 758),
    "Eyewatch - Northern Grampians": (34, 1377, 34, 1377),
    "Eyewatch - Southern Grampians": (17, 265, 17, 265),
    "Eyewatch - Swan Hill": (34, 857, 34, 857),
    "Eyewatch - Warrnambool": (33, 3184, 33, 3184),
    "Eyewatch - Whitehorse": (49, 1395, 49, 1395),
    "Eyewatch - Wyndham": (29, 3142, 29, 3142),
    "Eyewatch – Bass Coast": (21, 1953, 21, 1953),
}
# followers, interactions and the day of the one post, in São Paulo
CROWDTANGLE = {
    "Neymar Jr.": (81438971, 407137, "2021-07-05"),
    "Gabriel Monteiro": (4801527, 144302, "2021-07-05"),
    "Jair Messias Bolsonaro": (14146066, 106230, "2021-07-05"),
    "Pai resgatando Vidas - Manaus": (2470638, 103234, "2021-07-05"),
    "Carla Zambelli": (2609405, 102342, "2021-07-04"),
    "Giovanna Ewbank": (4559298, 92414, "2021-07-05"),
    "Ana Maria Braga": (10197275, 88587, "2021-07-05"),
    "Abud Sadek": (2925994, 87665, "2021-07-05"),
    "Zé Felipe": (5454035, 81050, "2021-07-05"),
    "Instituto Butantan": (307262, 78099, "2021-07-05"),
}
# posts, posts without a figure, and posts and interactions of the others
FACT_CHECK = {
    "ABC News Politics": (200, 24, 176, 55693),
    "Addicting Info": (140, 6, 134, 645736),
    "CNN Politics": (409, 3, 406, 481460),
    "Eagle Rising": (286, 9, 277, 340519),
    "Freedom Daily": (112, 1, 111, 741005),
    "Occupy Democrats": (209, 8, 201, 13535477),
    "Politico": (536, 2, 534, 670718),
    "Right Wing News": (268, 1, 267, 1127232),
    "The Other 98%": (122, 16, 106, 4467291),
}


def collected(name, period, zone="", **options):
    return collect_posts([str(REAL / name)], CollectOptions(period, zone, **options))


@pytest.mark.parametrize(("period", "expected"), [("2018-07", JULY), ("2018-08", AUGUST)])
@pytest.mark.parametrize(("zone", "at"), [("Australia/Melbourne", 0), ("UTC", 2)])
def test_hootsuite_by_the_clock_of_melbourne_and_of_greenwich(period, expected, zone, at):
    pages = collected(EYEWATCH, period, zone).pages

    assert {
        page.page.removesuffix(" Police Service Area"): (page.posts, page.figures["interactions"]) for page in pages
    } == {name: row[at : at + 2] for name, row in expected.items()}


def test_hootsuite_without_a_zone_is_refused_with_what_the_zone_would_change():
    ended = run("collect", REAL / EYEWATCH, "--period", "2018-08")

    assert (ended.code, ended.out, len(ended.lines)) == (2, "", 1)
    assert ended.lines == [command_line("no-timezone", file=EYEWATCH, n=19, all=1429, period="2018-08", inside=538)]


def test_hootsuite_ends_before_september_does():
    found = collected(EYEWATCH, "2018-09", "UTC")

    assert [(p.code, p.args["last"], p.args["end"]) for p in found.warnings if p.code == "ends-early"] == [
        ("ends-early", "2018-09-19", "2018-09-30")
    ]
    # one text stands 30 times in the file, 29 of them in this month and the two before
    assert {note.key for note in collected(EYEWATCH, "2018-Q3", "UTC").notes} >= {"texts", "edges", "read"}
    texts = next(note for note in collected(EYEWATCH, "2018-Q3", "UTC").notes if note.key == "texts")
    assert texts.args["most"] == 30


def test_hootsuites_second_export_disagrees_with_itself_in_three_rows():
    found = collected("hootsuite-post-performance-2018-09.csv", "2018-09", "Australia/Melbourne")

    assert [(p.row, p.value, p.args["amount"]) for p in found.warnings if p.code == "parts-differ"] == [
        (2, "4", 17),
        (3, "3", 4),
        (8, "19", 43),
    ]
    assert (found.pages[0].posts, found.pages[0].figures["likes"]) == (7, 42)  # 4 + 3 + 5 + 1 + 3 + 7 + 19


def test_crowdtangle_counts_by_the_whole_with_dots_between_thousands():
    found = collected("crowdtangle-search-2021-07-05-BRT.csv", "2021-07", "America/Sao_Paulo")

    assert {
        page.page: (page.followers, page.figures["interactions"], page.last_post) for page in found.pages
    } == CROWDTANGLE
    assert [p.code for p in found.warnings] == ["grouped-number", "ends-early"]
    assert {page.platform for page in found.pages} == {"facebook"}


def test_the_fact_check_posts_have_no_sum_where_a_figure_is_missing():
    pages = collected("buzzfeed-facebook-fact-check-posts.csv", "2016-09").pages
    known = collected("buzzfeed-facebook-fact-check-posts.csv", "2016-09", skip_invalid=True).pages

    assert {page.page: (page.posts, page.figures["interactions"]) for page in pages} == {
        name: (posts, None) for name, (posts, *_) in FACT_CHECK.items()
    }
    assert {page.page: (page.posts, page.figures["interactions"]) for page in known} == {
        name: (posts, total) for name, (_all, _without, posts, total) in FACT_CHECK.items()
    }


def test_a_table_of_days_is_no_export_of_posts():
    ended = run("collect", REAL / "hootsuite-account-metrics-2018-07_09.csv", "--period", "2018-08")

    assert ended.code == 1
    assert ended.lines[-2].endswith("[missing-column]")
