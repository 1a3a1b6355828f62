"""Headings in three languages and in the exports of monitoring tools."""

from collections import defaultdict

import pytest

from govrank.headings import COUNTS, HEADINGS, PARTS, heading_key, known_column

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
    ],
)
def test_a_heading_is_known_whatever_its_case_spacing_and_marks(heading, column):
    assert known_column(heading) == column


@pytest.mark.parametrize("heading", ["", "Цвет", "Profile-ID", "User Name", "Комментарии к строке", "2020"])
def test_another_heading_is_not_guessed_at(heading):
    assert known_column(heading) is None


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


@pytest.mark.parametrize("column", HEADINGS)
def test_a_canonical_name_is_its_own_heading(column):
    assert known_column(column) == column


def test_counts_and_their_parts_are_columns():
    assert set(COUNTS) <= set(HEADINGS)
    assert PARTS == ("likes", "comments", "shares", "saves")
