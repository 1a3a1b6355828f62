"""The tokens of a TOML text."""

import pytest

from inside import home, tokens_of

plain_key = home("plain_key", "methodology").plain_key


def test_each_token_has_its_kind_and_line():
    assert list(tokens_of('a = "b" # c\n[d]')) == [
        ("bare", "a", 1),
        ("mark", "=", 1),
        ("text", '"b"', 1),
        ("newline", "\n", 1),
        ("mark", "[", 2),
        ("bare", "d", 2),
        ("mark", "]", 2),
    ]


def test_a_text_of_several_lines_is_one_token():
    assert [(kind, line) for kind, _text, line in tokens_of('a = """\n\n"""\nb')] == [
        ("bare", 1),
        ("mark", 1),
        ("long", 1),
        ("newline", 3),
        ("bare", 4),
    ]


@pytest.mark.parametrize(
    ("kind", "text", "key"),
    [("bare", "ties", "ties"), ("text", '"tie\\u0073"', "ties"), ("text", "'a b'", "a b"), ("text", '"\\e"', '"\\e"')],
)
def test_a_key_is_read_from_its_token(kind, text, key):
    assert plain_key(kind, text) == key
