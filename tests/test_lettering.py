"""Text on a picture: how wide it is, where its lines break, and that every letter of it is drawn or shown by a sign."""

import random

import pytest

from govrank.formats.encoding import drawing_tools
from govrank.formats.lettering import Lettering

pytest.importorskip("matplotlib")
SIZE = 10


@pytest.fixture(scope="module")
def lettering():
    with drawing_tools() as made:
        yield made


def digits(lettering, count):
    """Return a width in which just so many digits stand; those of DejaVu are all as wide."""
    return lettering.width("0" * count, SIZE) + 0.01


def test_a_text_is_as_wide_as_its_letters_times_the_size(lettering):
    one = lettering.width("0", 10)
    assert one == pytest.approx(6.362, abs=0.001)  # DejaVu Sans: 1303 of 2048 units
    assert lettering.width("0123456789", 20) == pytest.approx(20 * one)
    assert lettering.width("", 10) == 0
    assert lettering.width("0", 10, bold=True) > one
    assert lettering.width("i", 10) < one < lettering.width("Ш", 10)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("Әкімдіктің ▲ ● ▼ ½ №", "Әкімдіктің ▲ ● ▼ ½ №", id="what the font has"),
        pytest.param("\x1b[31m", "^[[31m", id="a control code as a terminal echoes it"),
        pytest.param("a\x00b\n", "a^@b^J", id="nothing and a line's end"),
        pytest.param("\u202eabc", "\\u202eabc", id="a direction mark in Python's notation"),
        pytest.param("中a", "□a", id="a box for what no font has"),
    ],
)
def test_every_letter_is_drawn_or_shown_by_a_sign(text, shown, monkeypatch):
    monkeypatch.setattr("govrank.formats.lettering._installed", dict)  # a computer without further fonts
    with drawing_tools() as alone:
        assert alone.shown(text) == shown


def test_another_font_is_named_only_where_a_text_needs_it(lettering, monkeypatch):
    assert lettering.font("Әкімдік", SIZE).get_file().endswith("DejaVuSans.ttf")
    assert lettering.font("Әкімдік", SIZE, bold=True).get_file().endswith("DejaVuSans-Bold.ttf")
    with drawing_tools() as other:
        monkeypatch.setattr(Lettering, "_family", lambda _self, _letter: "Some Font")
        font = other.font("中", SIZE, bold=True)
    assert font.get_family() == ["DejaVu Sans", "Some Font"]
    assert font.get_weight() == "bold"


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        pytest.param("", 9, [""], id="nothing is a line"),
        pytest.param("12 45 78", 8, ["12 45 78"], id="it fits"),
        pytest.param("12 45 78", 6, ["12 45", "78"], id="between words"),
        pytest.param("12  45", 2, ["12", "45"], id="no spaces at the ends"),
        pytest.param("123-567", 5, ["123-", "567"], id="behind a hyphen"),
        pytest.param("123/567", 5, ["123/", "567"], id="behind a slash"),
        pytest.param("12345678", 3, ["123", "456", "78"], id="a word that is too long"),
        pytest.param("1 2345678", 3, ["1", "234", "567", "8"], id="it begins in a line of its own"),
        pytest.param("12345678 9", 4, ["1234", "5678", "9"], id="and its end does not wait"),
        pytest.param("1234_67890", 6, ["1234_", "67890"], id="a mark in it is a good place"),
        pytest.param("1_345678", 6, ["1_3456", "78"], id="unless it is too far in front"),
        pytest.param("12 ▲ 56", 6, ["12", "▲ 56"], id="never between a sign and its word"),
        pytest.param("123 · 7", 5, ["123 ·", "7"], id="nor before a middle dot"),
    ],
)
def test_lines_break_where_a_reader_would_break_them(text, room, lines, lettering):
    assert lettering.wrapped(text, digits(lettering, room), SIZE) == lines


def test_no_accent_is_parted_from_its_letter(lettering):
    letter = "0\u065a"  # a mark that DejaVu gives a width of its own, unlike most
    room = lettering.width(letter + "0", SIZE) + 0.01
    assert lettering.width(letter, SIZE) > lettering.width("0", SIZE) + 1
    assert lettering.wrapped(letter * 3, room, SIZE) == [letter] * 3


@pytest.mark.parametrize("seed", range(30))
def test_no_line_is_too_wide_and_no_letter_is_lost(seed, lettering):
    drawn = random.Random(seed)
    text = "".join(drawn.choices("abmwШі -–/._▲·", weights=[*[6] * 6, 8, 1, 1, 1, 1, 1, 1, 1], k=80)).strip()
    for bold in (False, True):
        width = drawn.randint(30, 160)
        lines = lettering.wrapped(text, width, SIZE, bold=bold)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        # only what cannot be parted from its space may stand out, by that space
        assert all(lettering.width(line.rstrip(), SIZE, bold=bold) <= width for line in lines)


def test_the_widest_piece_is_what_a_line_break_would_not_divide(lettering):
    assert lettering.widest_piece("12 3456 78", SIZE) == lettering.width("3456", SIZE)
    assert lettering.widest_piece("12-3456", SIZE) == lettering.width("3456", SIZE)
    assert lettering.widest_piece("", SIZE) == 0


def test_the_least_width_is_that_of_the_lines(lettering):
    texts = ["12 45 78", "1234"]
    one, two, three = (lettering.narrowest(texts, lines, SIZE) for lines in (1, 2, 3))
    # in one line all of the first, 8 letters with spaces; in two "12 45"; in three the second is divided: 45
    assert [len(lettering.wrapped("12 45 78", width, SIZE)) for width in (one, two)] == [1, 2]
    assert one - 1 < lettering.width("12 45 78", SIZE) <= one
    assert two - 1 < lettering.width("12 45", SIZE) <= two
    assert three - 1 < lettering.width("78", SIZE) <= three
    assert lettering.narrowest([], 1, SIZE) == 1


def test_a_long_text_of_ten_makes_no_column_wider_where_it_need_not_fit(lettering):
    texts = [*(f"12345678{n}" for n in range(9)), "0" * 40]
    assert lettering.narrowest(texts, 1, SIZE, share=0.9) == pytest.approx(lettering.width("0" * 9, SIZE), abs=1)
    assert lettering.narrowest(texts, 1, SIZE) == pytest.approx(lettering.width("0" * 40, SIZE), abs=1)


@pytest.mark.parametrize("lines", [2, 3, 4])
def test_a_text_with_a_word_that_is_divided_takes_no_more_lines_than_was_asked(lines, lettering):
    text = "12 " + "0" * 30
    width = lettering.narrowest([text], lines, SIZE)
    assert len(lettering.wrapped(text, width + lettering.width("0", SIZE), SIZE)) == lines
    assert len(lettering.wrapped(text, width - lettering.width("0", SIZE), SIZE)) > lines
