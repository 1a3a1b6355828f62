"""Strokes on a picture and their encoding: the same bytes each time, in a palette, as points that were asked for."""

import io
import logging
import subprocess
import sys

import pytest

from courses import many
from govrank.formats.course_picture import render_course
from govrank.formats.drawing import Box, Line, Picture, Stroke
from govrank.formats.encoding import drawing_tools, encode_pages, encode_picture, figure_of
from govrank.problems import CommandError
from govrank.text.catalogue import words
from test_export_images import MAGIC, matplotlib


@pytest.fixture(scope="module")
def lettering():
    matplotlib()
    with drawing_tools() as made:
        yield made


def small(title="Title"):
    picture = Picture(title, width=100, height=50)
    picture.boxes.append(Box(10, 20, 30, 5, "#ff0000"))
    picture.lines.append(Line("Ә $x_1$", 50, 5, 10, align="center"))
    return picture


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


@pytest.mark.parametrize("how", ["png", "svg", "pdf"])
@pytest.mark.slow
def test_the_same_trend_gives_the_same_bytes_whatever_the_users_settings(how):
    matplotlib()
    import matplotlib as mpl

    trend = many(25)
    first = render_course(trend, words("kk"), how)
    assert first.startswith(MAGIC[how])
    with mpl.rc_context({"font.size": 30, "lines.marker": "x", "savefig.bbox": "tight", "path.simplify": False}):
        assert render_course(trend, words("kk"), how) == first


@pytest.mark.slow
def test_pyplot_is_never_imported():
    matplotlib()
    code = (
        "import sys; sys.path.insert(0, 'tests'); from courses import course;"
        "from govrank.formats.course_picture import render_course; from govrank.text.catalogue import words;"
        "[render_course(course('AB', 'BA'), words('en'), how) for how in ('png', 'svg', 'pdf')];"
        "print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("False\n", "")


def strokes(*own):
    picture = Picture("Title", 300)
    picture.height = 100
    picture.strokes += own
    return picture


def test_a_stroke_is_drawn_as_it_is_described():
    matplotlib()
    picture = strokes(
        Stroke(((10, 20), (50, 60)), "#0072b2", 2.4, dashed=True, mark="s", front=True),
        Stroke(((10, 90),), "#ececec", 1),
    )
    with drawing_tools() as lettering:
        first, second = figure_of(picture, lettering).artists

    assert (list(first.get_xdata()), list(first.get_ydata())) == ([10, 50], [20, 60])
    assert (first.get_color(), first.get_linewidth(), first.get_marker(), first.is_dashed()) == (
        "#0072b2",
        2.4,
        "s",
        True,
    )
    assert (second.get_marker(), second.is_dashed()) == ("None", False)
    assert first.get_zorder() > second.get_zorder()


def test_a_text_beside_a_line_stands_where_it_is_put():
    matplotlib()
    picture = strokes()
    picture.beside.append(Line("[red] $x$", 40, 30, 9.5, bold=False))
    with drawing_tools() as lettering:
        (text,) = figure_of(picture, lettering).texts

    assert (text.get_text(), text.get_position()[0]) == ("[red] $x$", 40)  # as it is: no formula, no markup
    assert not text.get_parse_math()


def test_a_png_has_a_palette_and_the_pictures_size():
    matplotlib()
    from PIL import Image

    with drawing_tools() as lettering:
        image = Image.open(
            io.BytesIO(encode_picture(strokes(Stroke(((10, 20), (50, 60)), "#0072b2", 2)), "png", lettering))
        )
    assert image.mode == "P"
    assert image.size[0] * 100 == image.size[1] * 300


def test_a_document_has_a_page_for_each_picture():
    matplotlib()
    with drawing_tools() as lettering:
        content = encode_pages([strokes(), strokes(), strokes()], lettering)
    assert content.count(b"/Type /Page ") + content.count(b"/Type /Page\n") == 3


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
