"""The room of a text on a web page: never less than the widest usual font needs, and not much more."""

import unicodedata

import pytest

from inside import web_width
from svg_texts import ADVANCES, widest

LATIN = [chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x180))]
CYRILLIC = [chr(code) for code in range(0x400, 0x500)]
SIGNS = [*"–—…№«»“”▲▼◆●■"]


@pytest.mark.parametrize("letters", [LATIN, CYRILLIC, SIGNS], ids=["Latin", "Cyrillic", "signs"])
def test_no_letter_is_wider_in_the_bold_dejavu_sans(letters):
    known = [letter for letter in letters if letter in ADVANCES and not unicodedata.combining(letter)]
    assert len(known) > len(letters) * 0.9
    assert [letter for letter in known if web_width(letter, 100) < widest(letter, 100)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Акимат Западно-Казахстанской области",
        "Түркістан облысының әкімдігі",
        "Official page of the Akimat of Almaty",
        "сентябрь 2020",
    ],
)
def test_a_name_gets_an_eighth_more_than_that_at_most(text):
    assert 1 <= web_width(text) / widest(text) < 1.125


def test_the_width_is_that_of_all_letters_in_the_size_of_the_font():
    assert web_width("", 10) == 0
    assert web_width("Щи", 10) == 23
    assert web_width("Щи", 20) == 46


def test_an_accent_adds_nothing_and_a_letter_of_another_alphabet_has_the_most_room():
    assert web_width("й", 10) == web_width("и\u0306", 10) == web_width("и", 10)
    assert web_width("中", 10) == web_width("👍", 10) == 14
