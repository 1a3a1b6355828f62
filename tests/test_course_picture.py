"""The bump chart as a picture: every line, gaps where a page is absent, names at both ends, the same bytes."""

import sys

import pytest

from courses import course, courses_of, drawn, many
from editions import HOSTILE
from govrank.formats.course_chart import MOST_LINES, course_panels
from govrank.formats.course_picture import render_course
from govrank.packaged import LANGUAGES
from govrank.problems import CommandError
from govrank.reports.sentences import error_lines
from govrank.text.catalogue import words
from test_export_images import MAGIC, assert_whole, matplotlib


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
