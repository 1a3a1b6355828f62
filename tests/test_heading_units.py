"""Headings of figures that are no counts."""

import pytest

from inside import column_in_thousands, is_rate


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Население, тыс. чел.", "population"),
        ("Подписчики (тыс.)", "followers"),
        ("Подписчики в тысячах", "followers"),
        ("Followers, k", "followers"),
        ("Халық саны, мың", "population"),
        ("Охват, млн", "reach"),
        ("Население, чел.", None),
        ("Цвет, тыс.", None),
        ("тыс.", None),
        ("", None),
    ],
)
def test_a_column_in_thousands_is_known_by_what_stands_before_the_unit(heading, column):
    assert column_in_thousands(heading) == column


@pytest.mark.parametrize(
    "heading",
    [
        "Вовлечённость на пост", "Вовлечённые, %", "Постов в день", "Среднее число постов", "Likes per post",
        "Engagement rate", "Прирост подписчиков", "Доля подписчиков", "Подписчики на 1000 жителей", "Posts a day",
        "Қатысу пайызы", "Count of Likes", "Количество по полю Likes",
    ],
)  # fmt: skip
def test_a_rate_a_mean_or_a_change_is_no_count(heading):
    assert is_rate(heading)


@pytest.mark.parametrize(
    "heading", ["Подписчики на 1 июля", "Подписчики", "Posts", "Простые посты", "Личные", "Сумма по полю Likes", ""]
)
def test_a_count_is_no_rate(heading):
    assert not is_rate(heading)
