"""A picture as data and its encoding: paragraphs, readable ink, and the same bytes in every format."""

import io
import logging
import sys

import pytest

from colors import contrast
from govrank.export.drawing import (
    GREY,
    INK,
    MARGIN,
    NOTE_SIZE,
    WIDTH,
    Box,
    Line,
    Picture,
    drawing_tools,
    encode_pages,
    encode_picture,
    figure_of,
    ink_on,
)
from govrank.problem import CommandError

pytest.importorskip("matplotlib")


@pytest.fixture(scope="module")
def lettering():
    with drawing_tools() as made:
        yield made


def small(title="Title"):
    picture = Picture(title, width=100, height=50)
    picture.boxes.append(Box(10, 20, 30, 5, "#ff0000"))
    picture.lines.append(Line("Ә $x_1$", 50, 5, 10, align="center"))
    return picture


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


@pytest.mark.parametrize(
    "color", ["#ffffff", "#c6efce", "#ffc7ce", "#767676", "#7a7a7a", "#0072b2", "#d55e00", "#000000"]
)
def test_ink_is_black_or_white_whichever_is_read_better(color):
    other = {INK: "#ffffff", "#ffffff": INK}[ink_on(color)]
    assert contrast(ink_on(color), color) >= contrast(other, color)


def test_the_figure_has_the_boxes_and_lines_where_they_were_put(lettering):
    figure = figure_of(small(), lettering)
    assert (figure.bbox.width, figure.bbox.height) == (200, 100)  # two pixels a unit
    (box,) = figure.artists
    ends = box.get_window_extent()
    assert (ends.x0, ends.x1, ends.y0, ends.y1) == pytest.approx((20, 80, 50, 60))  # from the lower left corner
    (text,) = figure.texts
    assert (text.get_text(), text.get_horizontalalignment(), text.get_parse_math()) == ("Ә $x_1$", "center", False)
    # the letters stand 0.98 of the size below the upper edge of the line
    assert tuple(text.get_transform().transform(text.get_position())) == pytest.approx((100, 100 - 2 * (5 + 9.8)))


def test_the_same_picture_is_the_same_bytes(lettering):
    for how in ("png", "svg"):
        assert encode_picture(small(), how, lettering) == encode_picture(small(), how, lettering)
    assert encode_pages([small()], lettering) == encode_pages([small()], lettering)


def test_a_png_has_two_pixels_a_unit_and_its_fills_unchanged(lettering):
    from PIL import Image

    image = Image.open(io.BytesIO(encode_picture(small(), "png", lettering)))
    assert image.size == (200, 100)
    assert image.info["dpi"] == pytest.approx((144, 144), abs=0.1)
    colors = image.convert("RGB")
    assert [colors.getpixel(at) for at in ((50, 45), (5, 5))] == [(255, 0, 0), (255, 255, 255)]


def test_an_svg_says_its_title_and_no_date(lettering):
    text = encode_picture(small("July & more"), "svg", lettering).decode()
    assert "<dc:title>July &amp; more</dc:title>" in text
    assert "<dc:date>" not in text
    assert "matplotlib.org" not in text.partition("<metadata>")[2].partition("</metadata>")[0]


def test_a_pdf_has_a_page_for_each_picture_as_large_as_it_is(lettering):
    content = encode_pages([small(), Picture("", 300, 70)], lettering)
    assert content.count(b"/Type /Page\n") + content.count(b"/Type /Page ") == 2
    assert b"/MediaBox [ 0 0 100 50 ]" in content
    assert b"/MediaBox [ 0 0 300 70 ]" in content
    assert b"CreationDate" not in content


def test_the_users_settings_come_back_and_nothing_is_said_meanwhile(caplog):
    import matplotlib as mpl

    caplog.set_level(logging.INFO, logger="matplotlib")
    logger = logging.getLogger("matplotlib")
    with mpl.rc_context({"font.size": 30, "svg.fonttype": "none"}):
        with drawing_tools():
            assert (mpl.rcParams["font.size"], mpl.rcParams["svg.fonttype"]) == (10, "path")
            assert logger.level == logging.ERROR
        assert (mpl.rcParams["font.size"], mpl.rcParams["svg.fonttype"]) == (30, "none")
    assert logger.level == logging.INFO


@pytest.mark.parametrize("module", ["matplotlib", "matplotlib.backends.backend_pdf", "matplotlib.figure"])
def test_where_any_part_of_matplotlib_is_missing_the_extra_is_named(module, monkeypatch, caplog):
    caplog.set_level(logging.INFO, logger="matplotlib")
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(CommandError) as raised, drawing_tools():
        pass
    assert raised.value.wording == "no-images-extra"
    assert logging.getLogger("matplotlib").level == logging.INFO
