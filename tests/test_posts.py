"""A table with one row a post is told from one with one row a page by its columns, and never rated."""

import datetime as dt

import pytest

from commands import run
from editions import load
from files import CLEAN, csv_bytes, csv_text, workbook, write
from govrank import DataError
from inside import Grid, holds_posts, known_column
from rows import Source
from said import LANGUAGES


def table(columns):
    rows = len(next(iter(columns.values())))
    return Grid(
        source=Source("july.csv", ""),
        sheet=None,
        headings=tuple(columns),
        columns=tuple(columns.values()),
        rows=list(range(2, rows + 2)),
        positions=tuple(range(len(columns))),
    )


DAYS = ["2020-07-01", "2020-07-02", ""]
TIMES = ["2020-07-01 10:00:00", "2020-07-02 11:30:00", "2020-07-02 23:59:59"]
LIKES = {"Likes": ["5", "6", "7"], "Comments": ["0", "1", "2"]}
TWICE = ["Акимат А", "Акимат А", "Акимат Б"]
ONCE = ["Акимат А", "Акимат Б", "Акимат В"]
IDS = ["101", "102", "103"]
TEXTS = ["Открыт мост", "Открыт мост", "С праздником!"]
LINKS = ["https://t.me/a/1", "https://t.me/a/2", "https://t.me/b/7"]


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param(
            {"Page Name": ONCE, "Followers at Posting": IDS, "Post Created": TIMES, **LIKES, "URL": LINKS},
            id="CrowdTangle, a post a page",
        ),
        pytest.param({"Date (GMT)": TIMES, "Facebook Page": TWICE, "Post ID": IDS, **LIKES}, id="Hootsuite"),
        pytest.param(
            {"id": IDS, "creation_time": TIMES, "post_owner.name": ONCE, "text": TEXTS}, id="Meta Content Library"
        ),
        pytest.param(
            {"Post ID": IDS, "Page name": TWICE, "Publish time": TIMES, "Permalink": LINKS, **LIKES}, id="Meta Business"
        ),
        pytest.param({"id": IDS, "chat": ONCE, "timestamp": TIMES, "body": TEXTS, "views": IDS}, id="4CAT"),
        pytest.param(
            {"id": IDS, "unix_timestamp": ["1593590400", "1593676800", "1593763200"], "body": TEXTS}, id="unix times"
        ),
        pytest.param(
            {"page_name": TWICE, "status_id": IDS, "status_message": TEXTS, "num_likes": IDS}, id="snake case"
        ),
        pytest.param({"Страница": TWICE, "Ссылка на пост": LINKS, "Лайки": IDS}, id="links of posts"),
        pytest.param({"Парақша": TWICE, "Жазба мәтіні": TEXTS, "Лайктар": IDS}, id="texts of posts"),
        pytest.param({"Страница": TWICE, "Дата": ["1.7.2020"] * 3, **LIKES}, id="days, and pages again"),
        pytest.param({"Page": TWICE, "When": [dt.date(2020, 7, 1)] * 3, **LIKES}, id="a workbook's days"),
        pytest.param({"Region": TWICE, "Network": ["vk", "vk", "ok"], "When": DAYS, **LIKES}, id="a region's pages"),
        pytest.param({"Page": TWICE, "Post Created": DAYS, "Posts": ["1", "1", "1"], **LIKES}, id="one post a row"),
    ],
)
def test_a_row_is_a_post(columns):
    assert holds_posts(table(columns), known_column)


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param({"Region": TWICE, "Network": ["vk", "ok", "ok"], "Date": DAYS, **LIKES}, id="a network each"),
        pytest.param({"Page": ONCE, "Date": DAYS, **LIKES}, id="a day, but each page once"),
        pytest.param({"Page": TWICE, **LIKES}, id="pages again, but no days"),
        pytest.param({"Page": ONCE, "URL": LINKS, "Page ID": IDS, "Date": DAYS, **LIKES}, id="a link and an id"),
        pytest.param(
            {"Page": ONCE, "Last post date": DAYS, "Top post URL": LINKS, **LIKES}, id="the last and the best"
        ),
        pytest.param(
            {"Page": ONCE, "Post date": DAYS, "Post URL": LINKS, "Posts": ["1", "40", "1"]}, id="their number"
        ),
        pytest.param({"id": IDS, "title": ONCE, "description": TEXTS, "published_at": DAYS}, id="channels of YouTube"),
        pytest.param({"Account": TWICE, "Platform": ["X"] * 3, "URL": LINKS, "Date Added": DAYS}, id="a roster"),
        pytest.param({"Сообщество": ONCE, "Подписчиков всего": IDS, "Новых за период": IDS}, id="Senler"),
        pytest.param(
            {"title": ONCE, "username": ONCE, "id": IDS, "participants_count": IDS, "link": LINKS}, id="TGStat"
        ),
        pytest.param({"Название": ONCE, "Ссылка": LINKS, "Начальная дата": DAYS, "Конечная дата": DAYS}, id="Telegram"),
        pytest.param({"Profile": ONCE, "Profile-ID": IDS, "External Links": LINKS, "Number of Likes": IDS}, id="Karma"),
        pytest.param({"Page": ONCE, "Message": ["проверить", "", ""], **LIKES}, id="a remark"),
    ],
)
def test_a_row_is_a_page(columns):
    assert not holds_posts(table(columns), known_column)


POSTS = [
    ["Page Name", "Post Created", "Likes", "Comments"],
    ["Акимат А", "2020-07-01 10:00:00", 5, 1],
    ["Акимат А", "2020-07-02 11:30:00", 8, 0],
    ["Акимат Б", "2020-07-02 23:59:59", 7, 2],
]
FREE = """name = "free"
version = "1"
required = []
[[indicators]]
key = "likes"
label = "Likes"
of = ["likes"]
"""


@pytest.mark.parametrize("rules", ["akimats", "free.toml"])
@pytest.mark.parametrize("skip", [(), ("--skip-invalid",), ("--by", "page")])
def test_posts_are_rated_under_no_rules_and_only_that_is_said(tmp_path, rules, skip):
    write(tmp_path, "free.toml", FREE)
    write(tmp_path, "posts.csv", csv_text(POSTS))
    ended = run("score", "posts.csv", "--methodology", rules, *skip, folder=tmp_path)

    assert (ended.code, ended.out, len(ended.lines)) == (1, "", 2)
    assert "[posts-not-pages]" in ended.lines[0]
    assert "govrank collect posts.csv --period 2020-07 -o posts-pages.xlsx" in ended.lines[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_command_that_sums_posts_up_is_said_as_it_is_typed(tmp_path, lang):
    later = [["Акимат А", "2020-08-02 11:30:00", 8, 0], ["Акимат Б", "2020-08-03 11:30:00", 8, 0]]
    (tmp_path / "my exports").mkdir()
    path = write(tmp_path / "my exports", "july.csv", csv_text([*POSTS, *later, *later]))
    ended = run("score", path, "--lang", lang)

    assert f"govrank collect '{path}' --period 2020-08 -o july-pages.xlsx" in ended.lines[0]


def test_the_sheet_of_pages_is_taken_beside_one_of_posts(tmp_path):
    rules = write(tmp_path, "free.toml", FREE)
    pages = [["page", "likes"], ["Акимат А", 13], ["Акимат Б", 7]]
    path = write(tmp_path, "july.xlsx", workbook({"Posts": POSTS, "Pages": pages}))

    assert load(path, methodology=str(rules)).pages.counts["likes"].numbers.tolist() == [13, 7]
    with pytest.raises(DataError) as caught:
        load(path, methodology=str(rules), sheet="Posts")
    assert [(p.code, p.sheet, p.severity) for p in caught.value.problems] == [("posts-not-pages", "Posts", "error")]


def test_pages_with_a_date_and_a_link_are_rated(tmp_path):
    more = [("date", "url"), *zip(DAYS * 2, LINKS * 2, strict=True)][: len(CLEAN)]
    rows = [[*row, *cells] for row, cells in zip(CLEAN, more, strict=True)]
    loaded = load(write(tmp_path, "july.csv", csv_bytes(rows)), population="kz-2023")

    assert len(loaded.pages) == 5


@pytest.mark.parametrize(
    ("heading", "time", "asked"),
    [
        pytest.param("Post Created", "2020-07-05 16:45:20 EDT", True, id="a word behind the time"),
        pytest.param("Post Created", "2020-07-05T16:45:20Z", True, id="a Z"),
        pytest.param("Post Created", "2020-07-05 16:45:20+05:00", True, id="an offset"),
        pytest.param("Date (GMT)", "2020-07-05 16:45:20", True, id="in the heading"),
        pytest.param("Post Created", "2020-07-05 16:45:20", False, id="no zone"),
    ],
)
def test_whose_clock_counts_is_asked_where_times_have_a_zone(tmp_path, heading, time, asked):
    rows = [["Page Name", "Post ID", heading, "Likes"], ["Akimat", "1", time, "5"], ["Akimat", "2", time, "7"]]
    ended = run("score", write(tmp_path, "posts.csv", csv_bytes(rows)))

    assert ended.said == ["posts.csv [posts-not-pages]", *ended.said[1:]]
    assert ("--timezone Area/City" in ended.lines[0]) == asked
