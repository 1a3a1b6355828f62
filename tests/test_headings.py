"""Headings in three languages and in the exports of monitoring tools."""

from collections import defaultdict

import pytest

from inside import (
    COUNTS,
    HEADINGS,
    OF_PAGES,
    PARTS,
    POST_HEADINGS,
    affixed_column,
    heading_key,
    known_column,
    post_column,
    similar_column,
)

# DOMAIN 6, "Russian names to expect" and "Kazakh", and the benchmark sheets of monitoring tools
MET = {
    "region": ["Регион", "Область", "Облыс", "Өңір", "Region"],
    "platform": ["Соцсеть", "Площадка", "Сеть", "Әлеуметтік желі", "Network"],
    "page": ["Страница", "Акимат", "Аккаунт", "Парақша", "Profile", "Page Name"],
    "followers": [
        "Подписчики", "Жазылушылар", "Followers", "Follower", "Fans", "Page Likes", "Followers at Posting",
    ],
    "posts": ["Посты", "Публикации", "Жазбалар", "Number of Posts"],
    "engaged": ["Вовлечённость", "Вовлеченность", "Вовлечённые", "Engaged users"],
    "interactions": ["Reactions, Comments & Shares", "Reactions, comments and shares", "Total Interactions"],
    "likes": [
        "Лайки", "Нравится", "Реакции", "Лайктар", "Number of Likes", "Ұнату", "Ұнату саны", "Like", "Likes count",
        "Total likes", "Всего лайков", "Количество лайков", "Число лайков", "Реакциялар", "Reactions",
    ],
    "comments": [
        "Комментарии", "Пікірлер", "Number of Comments", "Replies", "Comments count", "Количество комментариев",
        "Пікір саны",
    ],
    "shares": [
        "Репосты", "Бөлісулер", "Shares", "Retweets", "Reposts", "Перепосты", "Репостов", "Shares count",
        "Количество репостов", "Бөлісу саны",
    ],
    "reach": ["Охват"],
    "views": ["Просмотры"],
    "population": ["Население", "Численность населения", "Халық саны"],
    "url": ["External Links", "URL"],
    "excluded": ["Excluded", "Причина исключения"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "column"), [(heading, column) for column, headings in MET.items() for heading in headings]
)
def test_a_heading_that_people_and_tools_write_is_known(heading, column):
    assert known_column(heading) == column


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        pytest.param("ПОДПИСЧИКИ", "followers", id="capitals"),
        pytest.param("Жазылушылар / Подписчики", "followers", id="two languages"),
        pytest.param("Ұнату (лайки)", "likes", id="the other language in brackets"),
        pytest.param("Өңір\nРегион", "region", id="the other language in another line"),
        pytest.param("Посты / Лайки", None, id="two columns in one"),
        pytest.param("Лайки / что-то", None, id="a word that nobody knows beside one"),
        pytest.param("  Подписчики ", "followers", id="spaces around"),
        pytest.param("Численность\nнаселения", "population", id="a line break inside"),
        pytest.param("Кол - во  постов", "posts", id="spaces around a dash"),
        pytest.param("Вовлеченные", "engaged", id="е for ё"),
        pytest.param("Пoдписчики", "followers", id="a Latin o"),
        pytest.param("Подписчики*", "followers", id="a footnote mark"),
        pytest.param("Посты:", "posts", id="a colon"),
        pytest.param("Население, чел.", "population", id="a unit behind a comma"),
        pytest.param("Население (чел.)", "population", id="a unit in brackets"),
        pytest.param("Подписчики\u00a0¹", "followers", id="a superscript"),
        pytest.param("Посты†", "posts", id="a dagger"),
        pytest.param("Посты [1]:", "posts", id="a mark in brackets and a colon"),
        pytest.param("Подпис\u00adчики\u200b", "followers", id="signs that nobody sees"),
        pytest.param("Соц.сеть", "platform", id="no space behind the dot"),
        pytest.param("Вовлечённость,%", "er", id="no space behind the comma"),
        pytest.param("page_name", "page", id="underscores"),
        pytest.param("Social-Network", "platform", id="a hyphen"),
        pytest.param("post.count", "posts", id="a dot"),
    ],
)
def test_a_heading_is_known_whatever_its_case_spacing_and_marks(heading, column):
    assert known_column(heading) == column


@pytest.mark.parametrize("heading", ["", "Цвет", "Channel-ID", "User Name", "Комментарии к строке", "2020"])
def test_another_heading_is_not_guessed_at(heading):
    assert known_column(heading) is None


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("followers_count", "followers"), ("nb_followers", "followers"), ("# of followers", "followers"),
        ("fan_count", "followers"), ("num_posts", "posts"), ("post_count", "posts"), ("postsCount", "posts"),
        ("n_likes", "likes"), ("like_count", "likes"), ("Likes, count", "likes"), ("num_comments", "comments"),
        ("share_count", "shares"), ("view_count", "views"), ("Кол-во просмотров", "views"),
        ("Число жителей", "population"), ("Sum of Likes", "likes"), ("SUM of comments", "comments"),
        ("Sum - Posts", "posts"), ("Shares (sum)", "shares"),
        ("Сумма по полю Likes", "likes"), ("Сумма по полю Репосты", "shares"), ("Лайки, сумма", "likes"),
        ("Sum of num_likes", "likes"), ("Сумма по полю likes_count", "likes"),
    ],
)  # fmt: skip
def test_what_tools_and_pivot_tables_write_around_a_count_is_taken_off(heading, column):
    assert known_column(heading) == column


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param("Количество по полю Likes", id="how many rows have likes"),
        pytest.param("Count of Likes", id="the same in English"),
        pytest.param("Average of Likes", id="a mean"),
        pytest.param("Максимум по полю Likes", id="the most of one post"),
        pytest.param("Sum of Followers", id="followers are not added up over posts"),
        pytest.param("Сумма по полю Вовлечённые пользователи", id="nor are people"),
        pytest.param("page_count", id="how many pages is no page"),
        pytest.param("num_regions", id="nor a region"),
        pytest.param("No posts", id="that there are none"),
        pytest.param("discount", id="a word that ends so"),
        pytest.param("likes" + 40_000 * "_", id="a heading without an end"),
    ],
)
def test_what_is_written_around_a_count_may_make_it_another_thing(heading):
    assert affixed_column(heading) is None


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Folowers", "followers"), ("Total Followers", "followers"), ("Sum of Followers", "followers"),
        ("Подписчики на 1 июля", "followers"), ("Followers (31.07.2020)", "followers"), ("Page Lkes", "followers"),
        ("Кол-во подпищиков", "followers"), ("folowersCount", "followers"), ("Postz", "posts"),
        ("Total Posts", "posts"),
        ("coments", "comments"), ("Комментарий", "comments"), ("Лайк", "likes"), ("Total Views", "views"),
        ("Reigon", "region"), ("Регионы", "region"), ("excludd", "excluded"), ("Page URLs", "url"),
        ("Hours onlin", "Hours online"),
    ],
)  # fmt: skip
def test_a_heading_that_is_nearly_a_columns_is_proposed_for_it(heading, column):
    assert similar_column(heading, ["Hours online"]) == column


@pytest.mark.parametrize(
    "heading",
    [
        "Channel Link", "Channel ID", "Page Category", "Page Views", "Following", "Подписки", "New followers",
        "Новые подписчики", "Подписчики за месяц", "Instagram подписчики", "Links", "Link Clicks", "Dislikes", "Lives",
        "Video Likes", "Max of Likes", "Costs", "Sales", "Age", "Место", "Place", "ERpost", "Цвет", "2020", "",
        "Number of",
    ],
)  # fmt: skip
def test_another_things_heading_is_proposed_for_no_column(heading):
    assert similar_column(heading) is None


@pytest.mark.parametrize(
    "heading",
    [
        "ER",
        "ER, %",
        "ER %",
        "ER (%)",
        "ER, в %",
        "er(%)",
        "ER, проценты",
        "Вовлечённость, %",
        "Вовлечённость (%)",
        "Вовлечённость в %",
        "Engagement rate",
        "Engagement Rate (%)",
        "Engagement rate, percent",
        "Тартылу, пайыз",
    ],
)
def test_an_engagement_rate_is_not_taken_for_the_engaged(heading):
    assert known_column(heading) == "er"


def test_no_heading_belongs_to_two_columns():
    owners = defaultdict(set)
    for column, headings in HEADINGS.items():
        for heading in (column, *headings):
            owners[heading_key(heading)].add(column)
    assert {heading: columns for heading, columns in owners.items() if len(columns) > 1} == {}


def test_no_heading_of_posts_names_two_columns():
    owners = defaultdict(set)
    for column, headings in POST_HEADINGS.items():
        for heading in headings:
            owners[heading_key(heading)].add(column)
    assert {heading: columns for heading, columns in owners.items() if len(columns) > 1} == {}


@pytest.mark.parametrize("column", OF_PAGES)
def test_what_names_a_column_of_pages_names_it_in_posts(column):
    surer = {heading_key(one) for name in POST_HEADINGS if name != OF_PAGES[column] for one in POST_HEADINGS[name]}
    named = {post_column(one) for one in HEADINGS[column] if heading_key(one) not in surer}

    assert named - {"reactions"} == {OF_PAGES[column]}  # a number of reactions is that of all kinds


@pytest.mark.parametrize("column", HEADINGS)
def test_a_canonical_name_is_its_own_heading(column):
    assert known_column(column) == column


def test_counts_and_their_parts_are_columns():
    assert set(COUNTS) <= set(HEADINGS)
    assert PARTS == ("likes", "comments", "shares", "saves")
