"""The values of rules: labels in languages, strict types, nothing unknown."""

import pytest
from pydantic import ValidationError

from inside import Number, Rules, Text, home, label_in

Label = home("Label", "methodology").Label


class Rule(Rules):
    label: Label | None = None
    text: Text = "x"
    number: Number = 1


@pytest.mark.parametrize(
    ("label", "lang", "expected"),
    [
        pytest.param({"en": "Posts", "ru": "Посты"}, "ru", "Посты", id="the language itself"),
        pytest.param({"en": "Posts", "ru": "Посты"}, "kk", "Posts", id="else English"),
        pytest.param({"ru": "Посты"}, "kk", "Посты", id="else whatever there is"),
    ],
)
def test_a_label_falls_back_to_a_language_that_is_there(label, lang, expected):
    assert label_in(label, lang) == expected


def test_a_text_alone_is_the_english_label():
    assert Rule(label="Posts").label == {"en": "Posts"}
    assert Rule(label={"kk": "Жазба"}).label == {"kk": "Жазба"}


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"label": {}}, id="a label in no language"),
        pytest.param({"label": {"fr": "Messages"}}, id="a language that govrank does not speak"),
        pytest.param({"label": ""}, id="an empty label"),
        pytest.param({"text": 5}, id="a number for a text"),
        pytest.param({"text": "x" * 501}, id="a text too long"),
        pytest.param({"number": float("inf")}, id="no finite number"),
        pytest.param({"number": "5"}, id="a text for a number"),
        pytest.param({"nuber": 5}, id="an unknown key"),
    ],
)
def test_what_is_not_meant_so_is_refused(value):
    with pytest.raises(ValidationError):
        Rule(**value)


def test_no_rule_changes_after_it_is_read():
    with pytest.raises(ValidationError, match="frozen"):
        Rule().text = "y"
