"""Lists of names in words, and numbers with their nouns, in every language."""

import pytest

from govrank.packaged import LANGUAGES
from govrank.reports.narrative import MOST_NAMES, counted_text, from_place, list_text, pages_text, sentence_text
from govrank.text.catalogue import words


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", {0: "0 pages are rated", 1: "1 page is rated", 2: "2 pages are rated", 21: "21 pages are rated"}),
        ("ru", {0: "в рейтинге 0 страниц", 1: "в рейтинге 1 страница", 2: "в рейтинге 2 страницы",
                5: "в рейтинге 5 страниц", 11: "в рейтинге 11 страниц", 21: "в рейтинге 21 страница",
                101: "в рейтинге 101 страница"}),
        ("kk", {0: "рейтингте 0 парақша бар", 1: "рейтингте 1 парақша бар", 101: "рейтингте 101 парақша бар"}),
    ],
    ids=LANGUAGES,
)  # fmt: skip
def test_pages_are_counted_with_the_right_form(lang, expected):
    assert {n: words(lang).say("digest.pages", n=n, number=n) for n in expected} == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["1 point", "2 points", "5 points", "11 points", "21 points", "101 points"]),
        ("ru", ["1 балл", "2 балла", "5 баллов", "11 баллов", "21 балл", "101 балл"]),
        ("kk", ["1 ұпай", "2 ұпай", "5 ұпай", "11 ұпай", "21 ұпай", "101 ұпай"]),
    ],
    ids=LANGUAGES,
)
def test_points_are_counted_with_the_right_form(lang, expected):
    counts = (1, 2, 5, 11, 21, 101)
    assert [words(lang).say("digest.points", n=n, number=n) for n in counts] == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param([], "", id="none"),
        pytest.param(["a"], "a", id="one"),
        pytest.param(["a", "b"], "a and b", id="two"),
        pytest.param(["a", "b", "c"], "a, b and c", id="three"),
        pytest.param([*"abcdef"], "a, b, c, d, e and f", id="one more than are named is named too"),
        pytest.param([*"abcdefg"], "a, b, c, d, e and 2 more", id="the rest is counted"),
    ],
)
def test_texts_are_listed_as_a_person_would(texts, expected):
    assert list_text(texts, words("en")) == expected


def test_too_many_pages_are_counted_and_not_named():
    names = [*"abcdef"]

    assert pages_text(range(MOST_NAMES), names, words("en")) == "a, b, c, d and e"
    assert pages_text(range(MOST_NAMES + 1), names, words("ru")) == "6 страниц"


@pytest.mark.parametrize(
    ("lang", "number", "expected"),
    [
        ("en", 1, "1 point"),
        ("en", 1.5, "1.5 points"),
        ("ru", 21, "21 балл"),
        ("ru", 21.5, "21,5 балла"),
        ("ru", 5.0, "5 баллов"),
    ],
)
def test_a_fraction_takes_the_noun_of_two(lang, number, expected):
    assert counted_text("digest.points", number, words(lang)) == expected


def test_a_clause_becomes_a_sentence_and_keeps_its_other_capitals():
    assert sentence_text("the lead of VK is shared") == "The lead of VK is shared."
    assert sentence_text("") == "."


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        pytest.param(1, "с 1-го", id="первого"),
        pytest.param(2, "со 2-го", id="второго"),
        pytest.param(7, "с 7-го", id="седьмого"),
        pytest.param(12, "с 12-го", id="двенадцатого"),
        pytest.param(22, "с 22-го", id="двадцать второго"),
        pytest.param(100, "с 100-го", id="сотого"),
        pytest.param(101, "со 101-го", id="сто первого"),
        pytest.param(102, "со 102-го", id="сто второго"),
        pytest.param(199, "со 199-го", id="сто девяносто девятого"),
        pytest.param(202, "с 202-го", id="двести второго"),
        pytest.param(1002, "с 1002-го", id="тысяча второго"),
        pytest.param(1102, "с 1102-го", id="тысяча сто второго"),
        pytest.param(100_000, "со 100000-го", id="стотысячного"),
        pytest.param(150_003, "со 150003-го", id="сто пятьдесят тысяч третьего"),
    ],
)
def test_the_preposition_is_the_one_that_is_spoken_before_the_number(place, expected):
    assert from_place(place, words("ru")) == expected
