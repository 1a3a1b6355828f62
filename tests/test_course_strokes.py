"""Strokes on a picture and their encoding: the same bytes each time, in a palette, as points that were asked for."""

import io
import subprocess
import sys

import pytest

from courses import many
from govrank.export.course_picture import render_course
from govrank.export.course_strokes import CoursePicture, Stroke, course_figure, encode_course, encode_course_pages
from govrank.export.drawing import Line, drawing_tools
from govrank.language import words
from test_export_images import MAGIC, matplotlib


@pytest.mark.parametrize("how", ["png", "svg", "pdf"])
def test_the_same_trend_gives_the_same_bytes_whatever_the_users_settings(how):
    matplotlib()
    import matplotlib as mpl

    trend = many(25)
    first = render_course(trend, words("kk"), how)
    assert first.startswith(MAGIC[how])
    with mpl.rc_context({"font.size": 30, "lines.marker": "x", "savefig.bbox": "tight", "path.simplify": False}):
        assert render_course(trend, words("kk"), how) == first


def test_pyplot_is_never_imported():
    matplotlib()
    code = (
        "import sys; sys.path.insert(0, 'tests'); from courses import course;"
        "from govrank.export.course_picture import render_course; from govrank.language import words;"
        "[render_course(course('AB', 'BA'), words('en'), how) for how in ('png', 'svg', 'pdf')];"
        "print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("False\n", "")


def strokes(*own):
    picture = CoursePicture("Title", 300)
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
        first, second = course_figure(picture, lettering).artists

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
        (text,) = course_figure(picture, lettering).texts

    assert (text.get_text(), text.get_position()[0]) == ("[red] $x$", 40)  # as it is: no formula, no markup
    assert not text.get_parse_math()


def test_a_png_has_a_palette_and_the_pictures_size():
    matplotlib()
    from PIL import Image

    with drawing_tools() as lettering:
        image = Image.open(
            io.BytesIO(encode_course(strokes(Stroke(((10, 20), (50, 60)), "#0072b2", 2)), "png", lettering))
        )
    assert image.mode == "P"
    assert image.size[0] * 100 == image.size[1] * 300


def test_a_document_has_a_page_for_each_picture():
    matplotlib()
    with drawing_tools() as lettering:
        content = encode_course_pages([strokes(), strokes(), strokes()], lettering)
    assert content.count(b"/Type /Page ") + content.count(b"/Type /Page\n") == 3
