"""A picture as data: paragraphs and notes under each other, wrapped at the margins."""

import pytest

from govrank.formats.drawing import GREY, MARGIN, NOTE_SIZE, WIDTH, Picture
from govrank.formats.encoding import drawing_tools

pytest.importorskip("matplotlib")


@pytest.fixture(scope="module")
def lettering():
    with drawing_tools() as made:
        yield made


def test_paragraphs_stand_under_each_other_wrapped_at_the_margins(lettering):
    picture = Picture("")
    picture.write("word " * 40, 20, lettering, gap=7)
    picture.write("end\n", 10, lettering, bold=True, color=GREY)
    *first, last = picture.lines
    assert " ".join(line.text for line in first).split() == ["word"] * 40
    assert len(first) > 1
    assert all(lettering.width(line.text, 20) <= WIDTH - 2 * MARGIN for line in first)
    assert [line.top for line in first] == [MARGIN + 26 * n for n in range(len(first))]  # 1.3 * 20
    assert (last.text, last.x, last.top, last.bold, last.color) == ("end^J", 16, 16 + 26 * len(first) + 7, True, GREY)
    assert picture.height == last.top + 13


def test_notes_are_small_and_grey_and_close_the_picture(lettering):
    picture = Picture("", height=100)
    picture.write_notes(["one", "two"], lettering)
    # 8 above, twelve for a line of 9.5 and 3 after each, and the margin
    assert [(line.text, line.top, line.size, line.color) for line in picture.lines] == [
        ("one", 108, NOTE_SIZE, GREY),
        ("two", 123, NOTE_SIZE, GREY),
    ]
    assert picture.height == 123 + 12 + MARGIN


def test_without_notes_the_picture_is_closed_too(lettering):
    picture = Picture("", height=100)
    picture.write_notes([], lettering)
    assert picture.height == 100 + 8 + MARGIN - 3
