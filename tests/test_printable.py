"""Texts for files that people read: every character shows, and the spaces inside a number do not break."""

import sys
import unicodedata

import pytest

from inside import printable_spaced


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Әкімдік № 1", "Әкімдік № 1", id="what prints stays"),
        pytest.param("", "", id="nothing"),
        pytest.param("12\u202f345\u00a0%", "12\u202f345\u00a0%", id="the spaces of a number stay"),
        pytest.param("a\u2009b\u3000c", "a b c", id="other spaces are plain ones"),
        pytest.param("\u00a0\x1b[1m\u202f\n", "\u00a0␛[1m\u202f␊", id="control codes between them are shown"),
        pytest.param("\u202e\ufeff", "\\u202e\\ufeff", id="so are marks that no eye sees"),
    ],
)
def test_a_text_shows_every_character(text, expected):
    assert printable_spaced(text) == expected


@pytest.mark.slow
def test_of_all_characters_none_is_left_that_a_program_could_obey():
    result = printable_spaced("".join(map(chr, range(sys.maxunicode + 1))))
    left = {letter for letter in result if not letter.isprintable()}
    assert left == {"\u00a0", "\u202f"}
    assert not {unicodedata.category(letter) for letter in result} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
