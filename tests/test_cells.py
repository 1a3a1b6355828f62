"""Texts of a sheet, which are shown and never executed; and their widths and heights."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inside import (
    WIDEST,
    begins_formula,
    heading_width,
    home,
    is_long,
    lines_of,
    print_text,
    sheet_title,
    text_width,
    texts_width,
    value_text,
)

cell_text = home("cell_text", "formats").cell_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('<b> & "x" _x0041_', '<b> & "x" _x0041_', id="markup is text"),
        pytest.param("\x00\n\ud800", "␀␊\\ud800", id="control codes and halves of letters are shown"),
        pytest.param("a" * 32_767, "a" * 32_767, id="as much as a cell holds"),
        pytest.param("a" * 32_768, "a" * 32_766 + "…", id="a letter more"),
        pytest.param("😀" * 16_383 + "a", "😀" * 16_383 + "a", id="a letter outside the basic plane is two"),
        pytest.param("😀" * 16_384, "😀" * 16_383 + "…", id="and is never halved"),
        pytest.param("a" + "😀" * 16_384, "a" + "😀" * 16_382 + "…", id="not even where its first half would fit"),
    ],
)
def test_a_text_is_shown_and_cut_where_a_cell_ends(text, expected):
    assert cell_text(text) == expected


def test_the_value_of_a_formula_is_no_escape_either():
    assert value_text("_x0041_ _xyz_ \x00") == "_x005F_x0041_ _xyz_ ␀"


@pytest.mark.parametrize(
    ("text", "begins"),
    [("=x", True), ("+7", True), ("-7", True), ("@x", True), ("x=", False), ("–7", False), ("＝x", True)],
)
def test_what_a_program_would_take_for_a_formula(text, begins):
    assert begins_formula(text) is begins


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("July & P", "July && P", id="a code is text"),
        pytest.param("R&G &[Picture] &Go", "R&& G && [Picture] && Go", id="nor a picture"),
        pytest.param("two\nlines  and\ttabs", "two␊lines and␉tabs", id="on one line"),
        pytest.param("a" * 120, "a" * 120, id="as long as may be"),
        pytest.param("&" * 121, "&&" * 119 + "…", id="a longer one is cut before the codes are doubled"),
    ],
)
def test_a_text_in_a_printed_head_is_no_code(text, expected):
    assert print_text(text) == expected
    assert len(expected) < 255  # what a header holds


@pytest.mark.parametrize(
    ("text", "taken", "title"),
    [
        pytest.param("Reach", (), "Reach", id="as it is"),
        pytest.param("[a]:b*c?d/e\\f", (), "-a--b-c-d-e-f", id="forbidden signs"),
        pytest.param("'quoted'", (), "quoted", id="no apostrophe at the ends"),
        pytest.param(" ' ", (), "-", id="nothing is left"),
        pytest.param("SORT(a) ok(b)", (), "SORT (a) ok(b)", id="no function in a formula that names it"),
        pytest.param("x" * 32, (), "x" * 31, id="31 letters"),
        pytest.param("😀" * 16, (), "😀" * 15, id="a letter outside the basic plane is two"),
        pytest.param("REACH", ("reach",), "REACH (2)", id="programs take capitals for the same"),
        pytest.param("Reach", ("reach", "reach (2)"), "Reach (3)", id="the second is taken too"),
        pytest.param("x" * 31, ("x" * 31,), "x" * 27 + " (2)", id="the number has room"),
        pytest.param("x" * 26 + " yyyy", ("x" * 26 + " yyyy",), "x" * 26 + " (2)", id="and one space before it"),
    ],
)
def test_a_sheet_has_a_title_that_no_other_has(text, taken, title):
    names = set(taken)
    assert sheet_title(text, names) == title
    assert names == {*taken, title.casefold()}
    assert len(title.encode("utf-16-le")) <= 62


@pytest.mark.parametrize(
    ("text", "width"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("123", 3, id="a digit is the measure"),
        pytest.param("Ш", 1.4, id="a broad letter"),
        pytest.param("где", 3.3, id="other letters than Latin"),
        pytest.param("中", 2, id="a letter of double width"),
        pytest.param("\x00", 1.1, id="a control code is as wide as its sign"),
    ],
)
def test_a_text_is_as_wide_as_its_letters(text, width):
    assert text_width(text) == pytest.approx(width)


def test_a_column_is_as_wide_as_its_widest_text_and_no_wider_than_the_widest_column():
    assert texts_width([]) == 2
    assert texts_width(["12", "1234"]) == 4 + 2
    assert texts_width(["1" * 500]) == WIDEST + 2 == 62


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        pytest.param("", 10, 1, id="nothing"),
        pytest.param("123 567 9", 9, 1, id="just fits"),
        pytest.param("123 567 90", 9, 2, id="a letter too many"),
        pytest.param("12 45 78 01", 5, 2, id="two words a line"),
        pytest.param("1 3 5 7 9", 1, 5, id="a word a line"),
        pytest.param("12345678", 4, 2, id="a word breaks where it must"),
        pytest.param("12 34567890 1", 4, 3, id="it begins in a line of its own and shares its last"),
    ],
)
def test_a_text_breaks_into_lines(text, room, lines):
    assert lines_of(text, room) == lines


def test_a_heading_has_room_for_its_longest_word_and_for_three_lines():
    assert heading_width("") == 4.8  # 1.1 × 3 + 1.5
    assert heading_width("interactions per post") == 14.7  # 1.1 × 12 + 1.5: its longest word
    assert heading_width("a b c d e f g h i j k l") == 10.0  # 1.1 × 23 / 3 + 1.5: a third of it, to the next tenth


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.text(max_size=80))
def test_widths_are_tenths_so_that_every_version_of_python_writes_the_same(text):
    """A sum of 0.1 and 0.2 has another last digit since Python 3.12."""
    for width in (text_width(text), heading_width(text), texts_width([text, "Ж" * 7])):
        assert width == round(width, 1)


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        pytest.param("a" * 42, False, id="fits whatever its letters"),
        pytest.param("a" * 43, True, id="might not"),
        pytest.param("中" * 30, False, id="30 letters of double width fit"),
        pytest.param("中" * 31, True, id="31 do not"),
    ],
)
def test_a_text_that_may_not_fit_into_the_widest_column_is_long(text, is_it):
    assert is_long(["a", text]) is is_it
    assert is_it or text_width(text) <= WIDEST
