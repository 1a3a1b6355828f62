"""Titles of tables: the methodology's title in the language, the period, and the league if there are several."""

import pytest

from digests import FOLLOWERS, pages, rated
from inside import Edition, methodology_title, population_title, table_title
from said import LANGUAGES, said, words

TITLED = FOLLOWERS.replace("required", 'title = { en = "Small rating", ru = "Малый рейтинг" }\nrequired')


@pytest.mark.parametrize(
    ("rules", "lang", "title"),
    [
        pytest.param(TITLED, "ru", "Малый рейтинг", id="in the language"),
        pytest.param(TITLED, "kk", "Small rating", id="else in English"),
        pytest.param(FOLLOWERS, "ru", "small", id="else its name"),
    ],
)
def test_a_methodology_is_called_by_its_title(rules, lang, title):
    assert methodology_title(rated(rules, pages([2, 1])), words(lang)) == title


def test_the_period_is_said_where_there_is_one():
    assert table_title(rated(TITLED, pages([2, 1])), words("en")) == "Small rating"
    assert table_title(rated(TITLED, pages([2, 1]), period="July"), words("en")) == words("en").say(
        "rating.title", title="Small rating", period="July"
    )


def test_of_several_leagues_the_one_is_named_as_its_network_is():
    rows = [{"page": "A", "platform": "vk", "followers": 2}, {"page": "B", "platform": "fb", "followers": 1}]
    rating = rated(TITLED, rows, by="platform")

    assert list(rating.leagues) == ["facebook", "vk"]
    assert said("rating.league", league="Facebook") in table_title(rating, words("en"), "facebook")
    assert "Facebook" not in table_title(rated(TITLED, rows[1:], by="platform"), words("en"), "facebook")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_populations_that_are_a_column_are_called_so_in_the_language(lang):
    own = Edition("", (), "towns.csv · population", None, ("towns.csv",))

    assert population_title(own, words(lang)) == said(
        "rules.population.column", lang, file="towns.csv", column=said("counts.population", lang)
    )
    assert population_title(Edition("", (), "towns.xlsx · population"), words(lang)) == "towns.xlsx · population"
