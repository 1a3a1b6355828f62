"""Lists of names in words, and numbers with their nouns, in every language."""

import pytest

from inside import counted_text, list_text, pages_text, sentence_text
from said import said, words

AND = said("list.and")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param([], "", id="none"),
        pytest.param(["a"], "a", id="one"),
        pytest.param(["a", "b"], f"a{AND}b", id="two"),
        pytest.param(["a", "b", "c"], f"a, b{AND}c", id="three"),
        pytest.param([*"abcdef"], f"a, b, c, d, e{AND}f", id="one more than are named is named too"),
        pytest.param([*"abcdefg"], f"a, b, c, d, e{said('digest.more', n=2)}", id="the rest is counted"),
    ],
)
def test_texts_are_listed_as_a_person_would(texts, expected):
    assert list_text(texts, words("en")) == expected


def test_too_many_pages_are_counted_and_not_named():
    names = [*"abcdef"]

    assert pages_text(range(5), names, words("en")) == f"a, b, c, d{AND}e"
    assert pages_text(range(6), names, words("ru")) == said("count.pages", "ru", n=6)


@pytest.mark.parametrize(
    ("lang", "number", "n", "text"),
    [("en", 1, 1, "1"), ("en", 1.5, 2, "1.5"), ("ru", 21, 21, "21"), ("ru", 21.5, 2, "21,5"), ("ru", 5.0, 5, "5")],
)
def test_a_fraction_takes_the_noun_of_two(lang, number, n, text):
    assert counted_text("digest.rank-sum", number, words(lang)) == said("digest.rank-sum", lang, n=n, number=text)


def test_a_clause_becomes_a_sentence_and_keeps_its_other_capitals():
    assert sentence_text("the lead of VK is shared") == "The lead of VK is shared."
    assert sentence_text("") == "."


@pytest.mark.parametrize(
    ("place", "cluster"),
    [
        pytest.param(1, False, id="первого"),
        pytest.param(2, True, id="второго"),
        pytest.param(7, False, id="седьмого"),
        pytest.param(12, False, id="двенадцатого"),
        pytest.param(22, False, id="двадцать второго"),
        pytest.param(100, False, id="сотого"),
        pytest.param(101, True, id="сто первого"),
        pytest.param(102, True, id="сто второго"),
        pytest.param(199, True, id="сто девяносто девятого"),
        pytest.param(202, False, id="двести второго"),
        pytest.param(1002, False, id="тысяча второго"),
        pytest.param(1102, False, id="тысяча сто второго"),
        pytest.param(100_000, True, id="стотысячного"),
        pytest.param(150_003, True, id="сто пятьдесят тысяч третьего"),
    ],
)
def test_the_preposition_is_the_one_that_is_spoken_before_the_number(place, cluster):
    """со второго and со сто первого, where two consonants begin the number; else с."""
    assert said("number.from", "ru", n=place) == f"{'со' if cluster else 'с'} {place}-го"
