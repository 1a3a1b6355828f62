"""Trends as SVG: lines at their places, gaps, marks that need no colour, names at both ends, and the small line."""

import pandas as pd
import pytest
from defusedxml import ElementTree

from editions import HOSTILE
from govrank import rate_frames
from inside import printable_spaced, spark_svg, trend_drawing, trend_note, trend_panels, trend_svg
from said import said, words
from svg_texts import covered_texts, cut_texts
from trends import REACH, followed, many, trend_of

EN = words("en")


def drawn(trend, number=1, periods=None):
    """Return the first league's chart as a tree."""
    periods = periods or [rating.edition.period for rating in trend.editions]
    return ElementTree.fromstring(
        trend_svg(trend_drawing(trend_panels(trend)[0], periods, EN, trend_note(trend, EN)), number)
    )


def lines_of(tree):
    """Return the groups of the pages by what their tips call them."""
    return {group.findtext("title").split(". ")[0]: group for group in tree if group.get("class").startswith("line")}


def lines(tree):
    return lines_of([node for node in tree if node.tag == "g"])


def points(group):
    return [
        [tuple(map(float, point.split(","))) for point in line.get("points").split()] for line in group.iter("polyline")
    ]


def test_each_line_goes_through_its_places_the_first_on_top():
    tree = drawn(followed("ABC", "BCA", "BA"))
    # an edition every 62 pixels behind the names, a place every 22 below the heads;
    # 40.2: a margin of 4, the 9.6 of a B, 6 to its place of 8.6, 12 to the line
    x, y = [40.2, 102.2, 164.2], [35.0, 57.0, 79.0]
    assert {name: points(group) for name, group in lines(tree).items()} == {
        "A": [[(x[0], y[0]), (x[1], y[2]), (x[2], y[1])]],
        "B": [[(x[0], y[1]), (x[1], y[0]), (x[2], y[0])]],
        "C": [[(x[0], y[2]), (x[1], y[1])]],
    }
    assert tree.get("viewBox") == f"0 0 {tree.get('width')} {tree.get('height')}" == "0 0 205 94"


def test_the_chart_has_a_title_a_description_and_a_tip_for_each_line():
    tree = drawn(followed("ABC", "BCA", "BA"), number=7)
    assert (tree.get("role"), tree.get("aria-labelledby")) == ("img", "course-7-title course-7-desc")
    title, described = tree[0], tree[1]
    assert (title.get("id"), title.text) == ("course-7-title", f"{said('trend.chart')}: 2020-01 – 2020-03")
    assert described.get("id") == "course-7-desc"
    assert said("trend.note") in described.text
    assert "B; A; C" in described.text
    assert lines(tree)["C"].findtext("title") == "C. 2020-01: 3; 2020-02: 2; 2020-03: –"


def test_a_line_has_a_gap_where_its_page_is_absent():
    tree = drawn(followed("AB", "AB", "B", "BA", "AB"))
    assert {name: [len(part) for part in points(group)] for name, group in lines(tree).items()} == {
        "A": [2, 2],
        "B": [5],
    }
    assert len(list(lines(tree)["A"].iter("circle"))) == 4  # a mark at each place that it had


def test_an_edition_between_two_gaps_is_a_mark_without_a_stroke():
    a = lines(drawn(followed("AB", "B", "AB", "B", "AB")))["A"]
    assert points(a) == []
    assert len(list(a.iter("circle"))) == 3


def test_name_and_place_stand_at_both_ends():
    tree = drawn(followed("AB", "BA"))
    texts = [(text.text, text.get("class"), text.get("text-anchor")) for text in lines(tree)["B"].iter("text")]
    assert texts == [("2", "place", "end"), ("B", None, "end"), ("1", "place", "end"), ("B", None, "start")]


def test_a_page_that_is_at_neither_end_has_its_name_beside_its_line():
    tree = drawn(followed("AB", "ABX", "AB"))
    assert [(text.text, text.get("class")) for text in lines(tree)["X"].iter("text")] == [("X", "beside")]


def test_names_on_a_shared_place_stand_below_each_other_and_are_joined_with_it():
    frame = pd.DataFrame({"page": [*"ABC"], "reach": [9, 5, 5]})
    tied = trend_of([rate_frames(frame, methodology=REACH, period=period) for period in ("old", "new")])
    joins = {
        name: [(line.get("y1"), line.get("y2")) for line in group.iter("line") if line.get("class") == "touch"]
        for name, group in lines(drawn(tied)).items()
    }
    tops = {name: {float(text.get("y")) for text in group.iter("text")} for name, group in lines(drawn(tied)).items()}
    # two pages are drawn on the second place; three names of 22 pixels want 0, 22 and 22: shifts of 22/3 and 44/3
    (a,), (b,), (c,) = tops.values()
    assert (round(b - a, 1), round(c - b, 1)) == (22, 22)
    assert all(y1 != y2 for pairs in joins.values() for y1, y2 in pairs)
    assert [len(pairs) for pairs in joins.values()] == [2, 2, 2]
    assert not [line for line in drawn(followed("ABC", "ABC")).iter("line") if line.get("class") == "touch"]


def test_what_stands_out_has_a_mark_of_its_own_and_is_drawn_last():
    names = [f"p{n:02d}" for n in range(20)]
    tree = drawn(followed(names, [*names[:4], "p19", *names[5:19], "p04"]))
    groups = lines(tree)
    assert [name for name, group in groups.items() if "muted" not in group.get("class")] == [
        "p00", "p01", "p02", "p04", "p19"
    ] == list(groups)[-5:]  # fmt: skip
    marks = {name: {node.tag for node in groups[name]} & {"circle", "rect", "path"} for name in list(groups)[-6:]}
    assert marks == {
        "p18": {"circle"},
        "p00": {"circle"},
        "p01": {"rect"},
        "p02": {"rect"},
        "p19": {"path"},
        "p04": {"path"},
    }
    assert [groups[name][2].get("r") for name in ("p00", "p18")] == ["4", "2"]
    turned = [groups[name].find("rect").get("transform") for name in ("p01", "p02")]
    assert turned[0] is None
    assert turned[1].startswith("rotate(45 ")
    assert groups["p19"].get("style") == "--light:var(--light-3);--dark:var(--dark-3)"
    assert groups["p18"].get("style") is None
    up, down = (groups[name].find("path").get("d").partition("h9l-4.5 ")[2] for name in ("p19", "p04"))
    assert (up, down) == ("-8z", "8z")  # the tip is above or below


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("a" * 30, ["a" * 30], id="as long as a line"),
        pytest.param("a" * 31, ["a" * 29 + "…"], id="a word that is longer"),
        pytest.param("a" * 20 + " " + "b" * 20, ["a" * 20, "b" * 20], id="between words"),
        pytest.param(" ".join("abcd"[n] * 18 for n in range(4)), ["a" * 18, "b" * 18, "c" * 18 + " " + "d" * 10 + "…"],
                     id="the third line has the rest"),
    ],
)  # fmt: skip
def test_a_long_name_is_wrapped_and_the_tip_has_it_whole(name, said):
    group = next(iter(lines(drawn(followed([name], [name]))).values()))
    left = [text for text in group.iter("text") if text.get("class") is None and text.get("text-anchor") == "end"]
    assert [text.text for text in left] == said
    assert group.findtext("title").startswith(f"{name}. 2020-01: 1")


def test_a_middle_dot_stays_behind_its_word():
    name = "Akimat of the Eastern Region 1 · VK"
    group = lines(drawn(followed([name], [name])))[name]
    said = [text.text for text in group.iter("text") if text.get("class") is None][:2]
    assert said == ["Akimat of the Eastern Region", "1 · VK"]


def test_of_many_editions_some_are_named_and_a_long_period_is_cut_with_its_whole_in_the_tip():
    trend = many(3, 90)
    heads = [*drawn(trend).find("g").iter("text")]
    # 62 * 40 / 90 = 27.6 pixels an edition: every third has room
    assert round(float(heads[1].get("x")) - float(heads[0].get("x")), 1) == round(3 * 62 * 40 / 90, 1)
    assert [text.text for text in heads] == [f"2020-{n:02d}" for n in range(1, 91, 3)]
    period = "from May to September"
    (first, _second) = drawn(followed("AB", "BA"), periods=[period, "x"]).find("g").iter("text")
    assert (first.text, first.findtext("title")) == ("from May t…ber", period)


LONG = "Управление Западно-Казахстанской области · ЖШЩ"
MONTHS = [f"{month} 2020" for month in ("қаңтар", "сентябрь", "қыркүйек", "декабрь")]


def test_a_month_as_a_word_is_named_whole_in_every_language():
    periods = [*MONTHS, "September 2020"]
    heads = [*drawn(followed(*["AB"] * 5), periods=periods).find("g").iter("text")]
    assert [text.text for text in heads] == periods


@pytest.mark.parametrize(
    ("trend", "periods"),
    [
        pytest.param(many(25), None, id="names and months as figures"),
        pytest.param(followed([*"AB"], [*"AB"]), ["Ж" * 14, "Ш" * 14], id="periods wider than the names"),
        pytest.param(followed(*[["Щ" * 30, "B"]] * 4), MONTHS, id="months as words"),
        pytest.param(many(4, 60), MONTHS * 15, id="more editions than can be named"),
        pytest.param(followed(["A" * 3, LONG], [LONG, "A" * 3]), None, id="a name in two lines"),
        pytest.param(followed("AB", ["A", LONG], "AB"), None, id="a name beside its line in front of the last edition"),
        pytest.param(followed("AB", [LONG, "A"], "AB"), None, id="a name beside its line on the first place"),
        pytest.param(followed([f"p{n}" for n in range(130)], ["p129", "p0"]), None, id="places of three digits"),
    ],
)
def test_no_text_is_cut_or_covers_another_in_the_widest_font(trend, periods):
    tree = drawn(trend, periods=periods)
    assert cut_texts(tree) == []
    assert covered_texts(tree) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_is_markup(name):
    tree = drawn(followed([name, "B"], ["B", name]), periods=[name, "now"])
    assert {node.tag for node in tree.iter()} <= {
        "svg", "title", "desc", "g", "line", "text", "polyline", "circle", "rect", "path"
    }  # fmt: skip
    tips = [group.findtext("title") for group in tree.iter("g") if group.get("class").startswith("line")]
    assert sorted(tip.startswith((printable_spaced(name), "B. ")) for tip in tips) == [True, True]


@pytest.mark.parametrize(
    ("places", "worst", "drawn"),
    [
        pytest.param([1, 5, 3], [5, 5, 5], '<polyline points="3,2.0 9,24.0 15,13.0"/>', id="the best on top"),
        pytest.param([2, 2], [3, 5], '<polyline points="3,13.0 9,7.5"/>', id="as a share of the edition's places"),
        pytest.param(
            [1, None, 2], [2, 2, 2], '<circle cx="3" cy="2.0" r="1.5"/><circle cx="15" cy="24.0" r="1.5"/>',
            id="a gap, and dots around it",
        ),
        pytest.param([1, 1], [1, 1], '<polyline points="3,2.0 9,2.0"/>', id="alone"),
        pytest.param([None, None], [4, 4], "", id="never there"),
    ],
)  # fmt: skip
def test_the_small_line_is_the_trend_of_one_page(places, worst, drawn):
    width = 6 * len(places)
    assert (
        spark_svg(places, worst) == f'<svg class="spark" width="{width}" height="26" aria-hidden="true">{drawn}</svg>'
    )
