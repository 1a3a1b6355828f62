"""What is a remark on a table, and what only begins like one."""

import pytest

from inside import is_note


@pytest.mark.parametrize(
    "text",
    [
        "Источник: БНС", "Источники — сайты акиматов", "ПРИМЕЧАНИЕ", "Примечания: 1) …", "Примечание 1. По данным",
        "Прим. ред.", "Дереккөз: ҰСБ", "Ескерту: шілде", "Ескертпе.", "Source: BNS", "Sources – pages",
        "Note: July", "N.B. July", "Источник данных: БНС", "* July", "†", "¹ July", " * July",
    ],
)  # fmt: skip
def test_a_note_is_known_by_its_first_word_or_mark(text):
    assert is_note(text)


@pytest.mark.parametrize(
    "text", ["", " ", "Источник новостей", "Акимат", "Noted", "Primer: A", "Прима", "1", 5, None, "Sourcery: A"]
)
def test_what_only_begins_like_a_note_is_none(text):
    assert not is_note(text)
