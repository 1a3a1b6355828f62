"""Charts of the web page: bars that add up, places before and now, and figures that can be read on their colours."""

import pandas as pd
import pytest
from defusedxml import ElementTree

from editions import HOSTILE, compare_editions, edition, parse_methodology
from govrank import rate_frames
from inside import PALETTE, Swatch, bar_svg, move_slope, printable_spaced, slope_svg, swatches, total_bars
from said import said, words
from svg_texts import covered_texts, cut_texts
from trends import REACH

EN = words("en")
TWO = """
name = "two"
version = "1"
[[indicators]]
key = "reach"
label = { en = "Reach", ru = "Охват" }
of = ["reach"]
weight = 3
[[indicators]]
key = "posts"
label = { en = "Posts", ru = "Посты" }
of = ["posts"]
"""


def two(*rows):
    frame = pd.DataFrame(rows, columns=["page", "reach", "posts"])
    return rate_frames(frame, methodology=parse_methodology(TWO, "two.toml"))


def plain(pages, period="now"):
    rules = 'name = "r"\nversion = "1"\n[[indicators]]\nkey = "r"\nof = ["reach"]'
    frame = pd.DataFrame({"page": list(pages), "reach": range(len(pages), 0, -1)})
    return rate_frames(frame, methodology=parse_methodology(rules, "r.toml"), period=period)


def parts(bar):
    """Return the segments of a bar as start, width and colour, and the figures in them."""
    tree = ElementTree.fromstring(bar_svg(bar))
    boxes = [(float(box.get("x")[:-1]), float(box.get("width")[:-1]), box.get("fill")) for box in tree.iter("rect")]
    return boxes, [text.text for text in tree.iter("text")]


def test_a_bar_is_made_of_the_weighted_points_and_the_longest_is_as_wide_as_the_chart():
    first, second = total_bars(two(("A", 9, 1), ("B", 5, 2)), EN, "")
    # A: 3 * 1 + 2 = 5; B: 3 * 2 + 1 = 7, which is 100 per cent
    assert [(bar.place, bar.page, bar.total) for bar in (first, second)] == [("1", "A", "5"), ("2", "B", "7")]
    assert parts(first) == ([(0, 42.857, PALETTE[0]), (42.857, 28.571, PALETTE[1])], ["3", "2"])
    assert parts(second) == ([(0, 85.714, PALETTE[0]), (85.714, 14.286, PALETTE[1])], ["6", "1"])
    assert ElementTree.fromstring(bar_svg(second)).get("aria-label") == "6 + 1 = 7"


def test_a_figure_stands_only_where_it_fits():
    # of 31 pages the last has 3 * 31 + 1 = 94; the first 3 * 1 + 31 = 34: 3 of 94 is too narrow for a figure
    bars = total_bars(two(*((f"p{n:02d}", 99 - n, n) for n in range(31))), EN, "")
    assert parts(bars[0])[1] == ["31"]
    assert [text for _boxes, texts in map(parts, bars[1:3]) for text in texts] == ["6", "30", "9", "29"]
    assert all("+" in ElementTree.fromstring(bar_svg(bar)).get("aria-label") for bar in bars)


@pytest.mark.parametrize(
    ("weights", "figures"),
    [
        # per cent of the bar: 700 of 10,700 are 6.5, and three letters need 5
        pytest.param((700, 10_000), ["700", "10,000"], id="three letters"),
        # 1,000 of 15,000 are 6.7, and five letters need 5 * 5 / 3 = 8.3; of 11,000 they are 9.1
        pytest.param((1000, 14_000), ["14,000"], id="five letters do not fit"),
        pytest.param((1000, 10_000), ["1,000", "10,000"], id="five letters fit"),
    ],
)
def test_a_long_figure_needs_more_room(weights, figures):
    rules = 'name = "n"\nversion = "1"\n' + "".join(
        f'[[indicators]]\nkey = "k{n}"\nof = ["reach"]\nweight = {weight}\n' for n, weight in enumerate(weights)
    )
    rating = rate_frames(pd.DataFrame({"page": ["A"], "reach": 1}), methodology=parse_methodology(rules, "n.toml"))
    (bar,) = total_bars(rating, EN, "")
    assert parts(bar)[1] == figures


def test_an_index_is_divided_as_the_sum_under_its_power_is():
    rows = [
        {"page": name, "followers": 0, "likes": n, "comments": 2 * n, "shares": 3} for n, name in enumerate("ab", 4)
    ]
    rating = edition(rows, methodology="bci")
    for bar, total in zip(total_bars(rating, EN, ""), rating.totals.tolist(), strict=True):
        boxes, _texts = parts(bar)
        points = [rating.points[key][rating.pages.names.index(bar.page)] for key in rating.methodology.keys]
        assert sum(width for _x, width, _color in boxes) == pytest.approx(100 * total / max(rating.totals), abs=0.01)
        widths = [width for _x, width, _color in boxes]
        assert [width / sum(widths) for width in widths] == pytest.approx([p / sum(points) for p in points], abs=1e-3)


def test_of_a_long_league_sixty_pages_are_drawn():
    assert len(total_bars(plain([f"p{n}" for n in range(63)]), EN, "")) == 60


def test_the_legend_has_a_colour_for_each_indicator_in_the_order_of_the_segments():
    assert swatches(two(("A", 1, 1)), words("ru")) == [Swatch(PALETTE[0], "Охват ×3"), Swatch(PALETTE[1], "Посты")]


def test_more_indicators_than_colours_begin_again():
    rules = 'name = "n"\nversion = "1"\n' + "".join(f'[[indicators]]\nkey = "k{n}"\nof = ["reach"]\n' for n in range(9))
    rating = rate_frames(pd.DataFrame({"page": ["A"], "reach": 1}), methodology=parse_methodology(rules, "n.toml"))
    assert [(one.color, one.round) for one in swatches(rating, EN)][-2:] == [(PALETTE[7], 0), (PALETTE[0], 1)]


def slope(old, new, lang="en"):
    return ElementTree.fromstring(slope_svg(move_slope(new, words(lang), "", compare_editions(old, new))))


def test_places_before_and_now_are_joined_by_a_line_a_page():
    tree = slope(plain("ABCG", "old"), plain("BADC"))
    rows = [13, 35, 57, 79]  # pixels: the middle of each place
    drawn = [
        (group.get("class"), [tuple(int(line.get(at)) for at in ("y1", "y2")) for line in group.iter("line")])
        for group in tree.iter("g")
    ]
    assert drawn == [
        ("gone", []),
        ("up", [(rows[1], rows[0])]),
        ("down", [(rows[0], rows[1])]),
        ("new", []),
        ("down", [(rows[2], rows[3])]),
    ]
    assert [text.text for text in tree.iter("text")] == [
        "1", "2", "3", "4", "1  B  ▲1", "2  A  ▼1", f"3  D  {said('move.new')}", "4  C  ▼1"
    ]  # fmt: skip
    assert [title.text for title in tree.iter("title")] == ["B: ▲1", "A: ▼1", f"D: {said('move.new')}", "C: ▼1"]
    assert (tree.get("height"), tree.get("aria-label")) == ("90", said("moves.chart", old="old"))


def test_lines_leave_the_chart_where_a_page_sank_below_it_and_come_from_below_where_it_rose():
    pages = [f"p{n:02d}" for n in range(62)]
    tree = slope(plain(pages, "old"), plain([pages[61], *pages[:61]]))
    height = tree.get("height")
    up, down = (
        [
            (line.get("y1"), line.get("y2"))
            for group in tree.iter("g")
            if group.get("class") == state
            for line in group.iter("line")
        ]
        for state in ("up", "down")
    )
    assert up == [(height, "13")]
    assert ("1311", height) in down  # the sixtieth, whose place is now the sixty-first: 22 * 59 + 13
    assert len(down) == 60


def test_a_place_chart_shows_who_came_who_went_and_who_only_left_the_picture():
    row = {"region": "North", "posts": 1}
    before = edition([row | {"page": f"Page {n}", "followers": 1000 - n} for n in range(64)])
    pages = [*range(1, 64), 70]  # the first is gone, one is new
    now = edition([row | {"page": f"Page {n}", "followers": 2000 if n == 70 else 1000 - n} for n in pages])
    tree = slope(before, now)
    states = [group.get("class") for group in tree.iter("g")]
    assert {state: states.count(state) for state in ("up", "down", "same", "new", "gone")} == {
        "up": 0, "down": 0, "same": 59, "new": 1, "gone": 1,
    }  # fmt: skip
    assert len(list(tree.iter("line"))) == 59


def test_a_page_that_changed_its_league_comes_into_one_chart_and_goes_from_another():
    def grouped(period, **groups):
        frame = pd.DataFrame({"page": list("ABCD"), "reach": [9, 8, 7, 6], "group": list(groups.values())})
        return rate_frames(frame, methodology=REACH, period=period, by="group")

    movement = compare_editions(
        grouped("old", A="one", B="one", C="two", D="two"), new := grouped("now", A="one", B="two", C="two", D="two")
    )
    one, two = (ElementTree.fromstring(slope_svg(move_slope(new, EN, league, movement))) for league in ("one", "two"))
    assert [group.get("class") for group in one.iter("g")] == ["gone", "same"]
    assert [group.get("class") for group in two.iter("g")] == ["new", "down", "down"]
    assert f"1  B  {said('move.switched', sign='⇄')}" in [text.text for text in two.iter("text")]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_is_markup(name):
    old, new = plain([name, "B"], period=name), plain(["B", name])
    tree = slope(old, new)
    assert {node.tag for node in tree.iter()} == {"svg", "text", "g", "title", "line", "circle"}
    assert f"2  {printable_spaced(name)}  ▼1" in [text.text for text in tree.iter("text")]
    assert total_bars(new, EN, "")[1].page == name  # escaped where it is written


def test_a_very_long_name_is_cut_beside_its_line_and_whole_in_the_tip():
    name = "n" * 81
    tree = slope(plain([name], "old"), plain([name]))
    assert [text.text for text in tree.iter("text")][-1] == f"1  {'n' * 79}…  ="
    assert [title.text for title in tree.iter("title")] == [f"{name}: ="]


@pytest.mark.parametrize("name", ["Жамбыл облысының ЖШЩ", "W" * 80])
def test_no_text_of_the_places_is_cut_or_covers_another_in_the_widest_font(name):
    tree = slope(plain([name, *"ABCDEFGHIJ"], "old"), plain([*"ABCDEFGHIJ", name]))
    assert cut_texts(tree) == []
    assert covered_texts(tree) == []
