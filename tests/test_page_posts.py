"""The sheet of posts beside the pages: loaded whole where it says what the pages say, else left aside and said."""

import pytest

from commands import run
from editions import EXAMPLES
from files import changed, without, workbook, write
from inside import Methodology, rate_file
from said import LANGUAGES

pytestmark = pytest.mark.slow  # collects the posts of a month

PAGES = [
    ["Region", "Network", "Page", "Followers", "Posts", "Interactions", "Exclusion reason"],
    ["Абай", "Facebook", "Акимат А", 900, 3, 17, None],
    ["Абай", "VK", "Акимат А", 700, 1, 4, None],
    ["Улытау", "VK", "Акимат Б", 500, 0, 0, None],
    ["Улытау", "Facebook", "Акимат Б", 300, 2, 9, "a personal account"],
]
POSTS = [
    ["Region", "Network", "Page", "Post created", "Interactions"],
    ["Абай", "Facebook", "Акимат А", "2026-07-01 10:00:00", 12],
    ["Абай", "VK", "Акимат А", "2026-07-02 10:00:00", 4],
    ["Абай", "Facebook", "Акимат А", "2026-07-03 10:00:00", 0],
    ["Абай", "Facebook", "Акимат А", "2026-07-04 10:00:00", 5],
    ["Улытау", "Facebook", "Акимат Б", "2026-07-04 10:00:00", 7],
]
RULES = Methodology.model_validate(
    {
        "name": "posts", "version": "1",
        "indicators": [
            {"key": "sum", "label": "Sum", "of": ["interactions"]},
            {"key": "rate", "label": "Rate", "of": ["interactions"], "per": ["posts"]},
        ],
    }
)  # fmt: skip


def loaded(folder, posts, pages=PAGES, more=None, methodology=RULES):
    """Return the posts of each page by name and network, and the warnings as (code, wording, cell)."""
    sheets = {"Pages": pages, "Posts": posts} | (more or {})
    rating = rate_file(write(folder, "july.xlsx", workbook(sheets)), methodology=methodology)
    own = rating.pages
    found = None if own.posts is None else {
        (name, network): figures.tolist()
        for name, network, figures in zip(own.names, own.platforms, own.posts, strict=True)
    }  # fmt: skip
    return found, [(one.code, one.wording, one.cell) for one in rating.warnings if one.code == "posts-unused"]


def test_posts_are_found_page_by_page_in_the_order_of_the_sheet(tmp_path):
    assert loaded(tmp_path, POSTS) == (
        {("Акимат А", "facebook"): [12, 0, 5], ("Акимат А", "vk"): [4], ("Акимат Б", "vk"): []},
        [],
    )


@pytest.mark.parametrize(
    ("posts", "wording", "cell"),
    [
        pytest.param(changed(3, 4, "4k", POSTS), "cell", "E3", id="no whole number"),
        pytest.param(changed(6, 2, "Акимат В", POSTS), "page", "C6", id="a page that is not there"),
        pytest.param(changed(3, 1, "Telegram", POSTS), "page", "C3", id="its other network"),
        pytest.param(POSTS[:5], None, None, id="posts of a page that is left out are not missed"),
        pytest.param([*POSTS[:4], *POSTS[5:]], "number", None, id="a post too few"),
        pytest.param([*POSTS, POSTS[3]], "number", None, id="a post too many"),
        pytest.param(changed(2, 4, 13, POSTS), "sum", None, id="one interaction too many"),
        pytest.param(changed(2, 4, None, POSTS), "sum", None, id="no figure where the page has a sum"),
    ],
)
def test_a_sheet_that_says_otherwise_is_not_used(tmp_path, posts, wording, cell):
    found, warnings = loaded(tmp_path, posts)

    assert (found is None) == (wording is not None)
    assert warnings == ([("posts-unused", wording, cell)] if wording else [])


def test_a_page_without_a_sum_has_no_posts_to_draw_from(tmp_path):
    posts, pages = changed(2, 4, None, POSTS), changed(2, 5, None, PAGES)
    found, warnings = loaded(tmp_path, posts, pages, methodology=RULES.model_copy(update={"missing": "worst"}))

    assert (found[("Акимат А", "facebook")], found[("Акимат А", "vk")], warnings) == ([], [4], [])


def test_of_two_sheets_of_posts_neither_is_used(tmp_path):
    found, warnings = loaded(tmp_path, POSTS, more={"August": POSTS})

    assert (found, [wording for _code, wording, _cell in warnings]) == (None, ["several"])


@pytest.mark.parametrize("column", [2, 3, 4], ids=["page", "time", "interactions"])
def test_a_sheet_that_lists_no_posts_is_none(tmp_path, column):
    assert loaded(tmp_path, without(column, POSTS)) == (None, [])


def test_rules_that_count_no_interactions_need_no_posts(tmp_path):
    rules = {"name": "plain", "version": "1", "indicators": [{"key": "f", "label": "F", "of": ["followers"]}]}

    assert loaded(tmp_path, changed(2, 4, 13, POSTS), methodology=Methodology.model_validate(rules)) == (None, [])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_collect_writes_is_loaded_in_every_language(tmp_path, lang):
    folder = EXAMPLES / "posts"
    said = run(
        "collect", folder / "crowdtangle-instagram.csv", folder / "hootsuite-facebook.csv",
        "--pages", folder / "pages.csv", "--followers", folder / "followers.csv",
        "--period", "2020-07", "--timezone", "Asia/Almaty", "--lang", lang, "-o", tmp_path / "july.xlsx",
    )  # fmt: skip
    rating = rate_file(tmp_path / "july.xlsx", population="kz-2020")
    own = rating.pages

    assert said.code == 0
    assert [len(posts) for posts in own.posts] == own.counts["posts"].numbers.tolist()
    assert [int(posts.sum()) for posts in own.posts] == own.own["interactions"].numbers.tolist()
    assert (len(own), sum(map(len, own.posts))) == (25, 2500)
