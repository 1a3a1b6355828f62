"""Lists of names in words, and numbers with their nouns, in every language."""

import pytest

from govrank.language import LANGUAGES, words
from govrank.phrases import MOST_NAMES, counted_text, list_text, pages_text, sentence_text


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
