"""The bump chart as a picture: every line, gaps where a page is absent, names at both ends, the same bytes."""

import itertools
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from editions import HOSTILE
from govrank.export.course_lines import DARK, LIGHT, MOST_LINES, course_panels, spread_labels
from govrank.export.course_picture import draw_courses, render_course
from govrank.language import LANGUAGES, words
from govrank.methodology_file import parse_methodology
from govrank.problem import CommandError
from govrank.rating import rate_frames
from govrank.sentences import error_lines
from govrank.trend import trend_of
from test_export_html import contrast
from test_export_images import MAGIC, assert_whole, matplotlib

REACH = parse_methodology(
    'name = "r"\nversion = "1"\n[[indicators]]\nkey = "r"\nlabel = "Reach"\nof = ["reach"]', "r.toml"
)


def course(*places, by="", platforms=None, region="", least=1):
    """Return the trend of editions that are written as their pages, best first."""
    ratings = []
    for n, pages in enumerate(places, 1):
        frame = pd.DataFrame({"page": list(pages), "reach": range(len(pages), 0, -1)})
        if platforms:
            frame["platform"] = [platforms[page] for page in pages]
        if region:
            frame["region"] = region
        ratings.append(rate_frames(frame, methodology=REACH, period=f"2020-{n:02d}", by=by))
    return trend_of(ratings, least)


def many(count, months=12):
    """Return the trend of pages that take turns, a step in each month."""
    names = [f"Акимат области №{n}" for n in range(count)]
    return course(*([*names[month:], *names[:month]] for month in range(months)))


def drawn(trend, lang="en", part=slice(None)):
    """Return a picture and its figure."""
    from govrank.export.course_strokes import course_figure
    from govrank.export.drawing import drawing_tools

    with drawing_tools() as lettering:
        picture = draw_courses(trend, course_panels(trend)[part], words(lang), lettering)
        return picture, course_figure(picture, lettering)


def courses_of(picture):
    """Return the pages' strokes: those with marks, unlike the grid and what joins a name to its line."""
    return [stroke for stroke in picture.strokes if stroke.mark]


@pytest.mark.parametrize("how", ["png", "svg", "pdf"])
def test_the_same_trend_gives_the_same_bytes_whatever_the_users_settings(how):
    matplotlib()
    import matplotlib as mpl

    trend = many(25)
    first = render_course(trend, words("kk"), how)
    assert first.startswith(MAGIC[how])
    with mpl.rc_context({"font.size": 30, "lines.marker": "x", "savefig.bbox": "tight", "path.simplify": False}):
        assert render_course(trend, words("kk"), how) == first


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_year_of_25_pages_is_whole_and_no_text_covers_another(lang):
    matplotlib()
    picture, figure = drawn(many(25), lang)
    assert_whole(figure, lang)
    assert picture.width <= 1000
    texts = [line.text for line in picture.lines]
    assert [text for text in texts if text.startswith("2020-") and len(text) == 7] == [
        f"2020-{n:02d}" for n in range(1, 13)
    ]


def test_names_and_places_stand_at_both_ends():
    matplotlib()
    picture, _figure = drawn(course("ABC", "BAC", "CAB"))
    names = {(line.text, line.align) for line in picture.lines if line.text in "ABC" and line.size < 10}
    assert names == {(page, align) for page in "ABC" for align in ("left", "right")}
    places = sorted((line.x, line.top, line.text) for line in picture.lines if line.text in "123")
    assert [text for _x, _top, text in places] == [*"123", *"123"]


def test_a_line_is_at_its_places_the_first_on_top():
    matplotlib()
    picture, _figure = drawn(course("ABC", "BAC", "CAB"))
    xs = sorted({x for stroke in courses_of(picture) for x, _y in stroke.points})
    ys = sorted({y for stroke in courses_of(picture) for _x, y in stroke.points})
    assert len(xs) == len(ys) == 3
    assert [[ys.index(y) + 1 for _x, y in stroke.points] for stroke in courses_of(picture)] == [
        [1, 2, 2],  # A, (1 + 2 + 2) / 9
        [2, 1, 3],  # B, (2 + 1 + 3) / 9
        [3, 3, 1],  # C, (3 + 3 + 1) / 9
    ]


def test_a_line_has_a_gap_where_its_page_is_absent():
    matplotlib()
    picture, _figure = drawn(course("AB", "AB", "B", "BA", "A"))
    parts = sorted(len(stroke.points) for stroke in courses_of(picture))
    assert parts == [2, 2, 4]  # A twice two editions, B four
    xs = sorted({x for stroke in courses_of(picture) for x, _y in stroke.points})
    a, b = ([stroke for stroke in courses_of(picture) if len(stroke.points) == n] for n in (2, 4))
    assert sorted([xs.index(x) for x, _y in stroke.points] for stroke in a) == [[0, 1], [3, 4]]
    assert [[xs.index(x) for x, _y in stroke.points] for stroke in b] == [[0, 1, 2, 3]]


def test_a_page_that_is_at_neither_end_has_its_name_beside_its_line():
    matplotlib()
    picture, figure = drawn(course("AB", "ABX", "AB"))
    assert [line.text for line in picture.beside] == ["X"]
    assert_whole(figure, "beside")


def test_pages_on_a_shared_place_have_their_names_below_each_other():
    matplotlib()
    frame = pd.DataFrame({"page": [*"ABCD"], "reach": [9, 5, 5, 5]})
    trend = trend_of([rate_frames(frame, methodology=REACH, period=period) for period in ("old", "new")])
    picture, figure = drawn(trend)
    assert_whole(figure, "shared")
    places = [line.text for line in sorted(picture.lines, key=lambda line: line.top) if line.text in "12345"]
    assert places == [*"11222222"]


def test_leaders_and_strong_movers_stand_out_and_that_is_said():
    names = [f"p{n:02d}" for n in range(20)]
    moved = [*names[:4], "p19", *names[5:19], "p04"]
    (panel,) = course_panels(course(names, moved))
    assert {line.name: (line.role, line.change) for line in panel.lines if line.role} == {
        "p00": ("leader", 0),
        "p01": ("leader", 0),
        "p02": ("leader", 0),
        "p19": ("rise", 15),
        "p04": ("fall", -15),
    }
    looks = [line.look for line in panel.lines if line.look is not None]
    assert len(looks) == len(set(looks))
    matplotlib()
    picture, _figure = drawn(course(names, moved))
    said = " ".join(line.text for line in picture.lines)
    assert "First over the whole time (thick lines): ● p00; ■ p01; ◆ p02." in said
    assert "The strongest rises (▲): p19 ▲15. The strongest falls (▼, dashed): p04 ▼15." in said
    assert {stroke.mark for stroke in courses_of(picture) if stroke.front} == {*"osD^v"}
    assert [stroke.mark for stroke in courses_of(picture) if stroke.dashed] == ["v"]


def test_small_moves_do_not_stand_out():
    (panel,) = course_panels(course("ABCDEFGHIJ", "ABCEDFGIHJ"))
    assert {line.role for line in panel.lines} == {"leader", ""}


def vision(color, matrix):
    """Return a colour as somebody sees it, in CIE L*a*b*."""
    parts = np.array([int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.clip(matrix @ np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4), 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ linear
    f = np.cbrt(np.maximum(xyz / [0.9505, 1, 1.089], 0.008856))
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009),
# severity 1.0
VISIONS = {
    "all colours": np.eye(3),
    "no red": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "no green": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]
    ),
    "no blue": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]]
    ),
}


@pytest.mark.parametrize("name", VISIONS)
@pytest.mark.parametrize("colors", [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")])
def test_colours_can_be_told_apart_by_every_kind_of_colour_vision(colors, name):
    seen = [vision(color, VISIONS[name]) for color in colors]
    assert min(np.linalg.norm(one - other) for one, other in itertools.combinations(seen, 2)) > 15


@pytest.mark.parametrize(("colors", "paper"), [(LIGHT, "#ffffff"), (DARK, "#14171a")])
def test_lines_stand_out_from_the_paper(colors, paper):
    assert min(contrast(color, paper) for color in colors) >= 3  # WCAG 2.1 for graphics


def test_of_a_long_league_the_first_pages_are_drawn_and_how_many_more_is_said():
    matplotlib()
    picture, figure = drawn(many(MOST_LINES + 7, 3))
    assert len(courses_of(picture)) == MOST_LINES
    assert "… and 7 pages more" in [line.text for line in picture.lines]
    assert_whole(figure, "long")


def test_each_league_has_a_panel_and_in_a_pdf_a_page():
    matplotlib()
    platforms = {"A": "vk", "B": "vk", "C": "facebook", "D": "facebook", "E": "vk"}
    trend = course("ABCDE", "BADCE", by="platform", platforms=platforms)
    picture, figure = drawn(trend)
    assert_whole(figure, "leagues")
    tops = {line.text: line.top for line in picture.lines if line.text.startswith("League: ")}
    assert list(tops) == ["League: Facebook", "League: VK"]
    assert len(courses_of(picture)) == 5
    lowest = {stroke.color: max(y for _x, y in stroke.points) for stroke in courses_of(picture)}
    assert min(tops.values()) < max(lowest.values())
    content = render_course(trend, words("en"), "pdf")
    assert content.count(b"/Type /Page\n") + content.count(b"/Type /Page ") == 2
    assert drawn(trend, part=slice(1))[0].height < picture.height


def test_the_network_is_named_where_there_are_several():
    platforms = {"A": "vk", "B": "facebook"}
    (panel,) = course_panels(course("AB", "BA", platforms=platforms))
    assert [line.name for line in panel.lines] == ["A · VK", "B · Facebook"]
    (panel,) = course_panels(course("AB", "BA", platforms=dict.fromkeys("AB", "vk")))
    assert [line.name for line in panel.lines] == ["A", "B"]


def test_pages_without_a_standing_are_named_below_and_have_no_line():
    matplotlib()
    picture, _figure = drawn(course("AB", "AB", "ABX", least=2))
    assert len(courses_of(picture)) == 2
    assert "In fewer than 2 editions: X." in [line.text for line in picture.lines]


def test_where_no_page_has_a_standing_the_picture_says_so():
    matplotlib()
    trend = course("AB", "AB", least=3)
    picture, figure = drawn(trend)
    assert_whole(figure, "nobody")
    assert "No page was in as many editions." in [line.text for line in picture.lines]
    for how, magic in MAGIC.items():
        assert render_course(trend, words("ru"), how).startswith(magic)


def test_hostile_names_are_shown_and_stay_in_their_places():
    matplotlib()
    names = [*HOSTILE, "$x_1$", "Ә ғ қ ң ө ұ ү һ і", "中文", "word" * 60]
    trend = course(names, names[::-1])
    picture, figure = drawn(trend)
    assert_whole(figure, "hostile")
    assert not any(ord(letter) < 32 for line in picture.lines for letter in line.text)
    import defusedxml.ElementTree

    root = defusedxml.ElementTree.fromstring(render_course(trend, words("en"), "svg"))
    assert not [node for node in root.iter() if node.tag.endswith(("script", "image", "}a"))]


def test_many_editions_are_wide_and_their_names_do_not_cover_each_other():
    matplotlib()
    picture, figure = drawn(many(6, 90))
    assert_whole(figure, "90 editions")
    assert picture.width > 1200


def test_too_many_pages_for_a_picture_are_refused():
    matplotlib()
    pages = {f"p{n}": f"net {n}" for n in range(1001)}
    with pytest.raises(CommandError) as raised:
        render_course(course(pages, pages, by="platform", platforms=pages), words("en"), "png")
    assert raised.value.wording == "too-many-for-images"


def test_more_leagues_than_a_png_is_tall_are_refused():
    matplotlib()
    pages = {f"p{n}": f"net {n}" for n in range(600)}
    trend = course(pages, pages, by="platform", platforms=pages)
    with pytest.raises(CommandError) as raised:
        render_course(trend, words("en"), "png")
    assert raised.value.wording == "too-many-for-images"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_the_extra_it_is_said_how_to_install_it(lang, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(CommandError) as raised:
        render_course(course("AB", "BA"), words(lang), "png")
    assert "pip install 'govrank[images]'" in error_lines(raised.value, words(lang))[0]


def test_pyplot_is_never_imported():
    matplotlib()
    code = (
        "import sys; sys.path.insert(0, 'tests'); from test_course_picture import course;"
        "from govrank.export.course_picture import render_course; from govrank.language import words;"
        "[render_course(course('AB', 'BA'), words('en'), how) for how in ('png', 'svg', 'pdf')];"
        "print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("False\n", "")


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param([5, 50, 95], [5, 50, 95], id="as wanted where there is room"),
        pytest.param([50, 50, 50], [40, 50, 60], id="equal wishes around their place"),
        pytest.param([60, 50], [60, 50], id="the order is that of the wishes"),
        pytest.param([10, 15, 22], [5.67, 15.67, 25.67], id="neighbours make room for each other"),
    ],
)
def test_names_are_as_near_to_their_places_as_can_be(wanted, expected):
    assert spread_labels(wanted, [10] * len(wanted)) == pytest.approx(expected, abs=0.01)
