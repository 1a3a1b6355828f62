"""Trends as lines: which pages are drawn, which stand out, where lines break, and where the names go."""

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from colors import VISIONS, contrast, vision
from inside import (
    DARK,
    LIGHT,
    PageTrend,
    TrendLine,
    TrendPanel,
    left_out_sentence,
    name_spots,
    place_pitch,
    place_runs,
    role_sentences,
    spread_labels,
    trend_methodology,
    trend_names,
    trend_panels,
    trend_title,
)
from said import said, words
from trends import followed, many

EN = words("en")


def a_page(page, places=(1,), region="", platform="", league=""):
    moves = (None,) * len(places)
    leagues = tuple(None if place is None else league for place in places)
    return PageTrend(page, region, region, platform, league, tuple(places), leagues, moves, Fraction(1, 2), 1, False)


def panel_of(*places):
    """Return a panel of lines that are written as their places by edition."""
    lines = (TrendLine(a_page(f"p{n}", own), f"p{n}", "", None) for n, own in enumerate(places))
    return TrendPanel("", tuple(lines), 0)


def test_a_line_knows_its_change_its_gaps_and_its_places_as_texts():
    (line,) = panel_of((None, 5, 4, None, 9)).lines
    assert line.change == 5 - 9
    assert line.runs == [[(1, 5), (2, 4)], [(4, 9)]]
    assert line.texts == ["–", "5", "4", "–", "9"]
    assert line.places_at({0, 2, 4}) == [(2, 4), (4, 9)]


@pytest.mark.parametrize(
    ("places", "runs"),
    [
        pytest.param([], [], id="no editions"),
        pytest.param([None, None], [], id="never there"),
        pytest.param([3, 1], [[(0, 3), (1, 1)]], id="always there"),
        pytest.param([None, 2, None, None, 1, 1], [[(1, 2)], [(4, 1), (5, 1)]], id="gaps of any length"),
    ],
)
def test_a_line_breaks_where_its_page_is_absent(places, runs):
    assert place_runs(places) == runs


def test_a_panel_has_the_lines_of_a_league_in_the_order_of_the_standing():
    platforms = {"A": "vk", "B": "vk", "C": "facebook", "D": "facebook", "E": "vk"}
    panels = trend_panels(followed("ABCDE", "BADCE", "BADCE", by="platform", platforms=platforms))
    assert [(panel.league, [line.name for line in panel.lines], panel.more) for panel in panels] == [
        ("facebook", ["D", "C"], 0),
        ("vk", ["B", "A", "E"], 0),
    ]
    assert [panel.deepest for panel in panels] == [2, 3]


def test_of_a_long_league_the_first_pages_are_drawn_and_the_others_counted():
    (panel,) = trend_panels(many(67, 2))
    assert (len(panel.lines), panel.more) == (60, 7)


def test_leaders_and_strong_movers_stand_out():
    names = [f"p{n:02d}" for n in range(20)]
    moved = [*names[:4], "p19", *names[5:19], "p04"]
    (panel,) = trend_panels(followed(names, moved))
    assert {line.name: (line.role, line.look, line.change) for line in panel.lines if line.role} == {
        "p00": ("leader", 0, 0),
        "p01": ("leader", 1, 0),
        "p02": ("leader", 2, 0),
        "p19": ("rise", 3, 15),
        "p04": ("fall", 5, -15),
    }
    assert {line.look for line in panel.lines if not line.role} == {None}
    assert role_sentences(panel, EN) == [
        said("trend.leader", pages="● p00; ■ p01; ◆ p02"),
        said("trend.rise", pages="p19 ▲15"),
        said("trend.fall", pages="p04 ▼15"),
    ]


def test_small_moves_do_not_stand_out():
    (panel,) = trend_panels(followed("ABCDEFGHIJ", "ABCEDFGIHJ"))
    assert {line.role for line in panel.lines} == {"leader", ""}


@pytest.mark.parametrize(
    ("places", "risen"),
    [
        pytest.param(15, "rise", id="three of fifteen are a fifth"),
        pytest.param(16, "", id="three of sixteen are less"),
    ],
)
def test_a_move_of_a_fifth_of_the_places_is_strong(places, risen):
    letters = "ABCDEFGHIJKLMNOP"[:places]
    (panel,) = trend_panels(followed(letters, letters.replace("HIJK", "KHIJ")))
    assert {line.name: line.role for line in panel.lines}["K"] == risen


def test_of_many_strong_movers_the_two_strongest_each_way_stand_out():
    # of 26 places a fifth is 6: C D E fall by 20, 19 and 18 at once, X Y Z rise by as many
    letters = "ABNOPQRSTUVWCDEFGHIJKLMXYZ"
    moved = "ABNOPQRST" + "ZYX" + "UVW" + "FGHIJKLM" + "EDC"
    (panel,) = trend_panels(followed(letters, moved))
    movers = {line.name: (line.role, line.change) for line in panel.lines if line.role in ("rise", "fall")}
    assert movers == {"Z": ("rise", 16), "Y": ("rise", 14), "C": ("fall", -13), "D": ("fall", -11)}
    assert role_sentences(panel, EN)[1:] == [
        said("trend.rise", pages="Z ▲16; Y ▲14"),
        said("trend.fall", pages="C ▼13; D ▼11"),
    ]


@pytest.mark.parametrize("name", VISIONS)
@pytest.mark.parametrize("colors", [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")])
def test_colours_can_be_told_apart_by_every_kind_of_colour_vision(colors, name):
    seen = [vision(color, VISIONS[name]) for color in colors]
    assert min(np.linalg.norm(one - other) for one, other in itertools.combinations(seen, 2)) > 15


@pytest.mark.parametrize(("colors", "paper"), [(LIGHT, "#ffffff"), (DARK, "#14171a")])
def test_lines_stand_out_from_the_paper(colors, paper):
    assert min(contrast(color, paper) for color in colors) >= 3  # WCAG 2.1 for graphics


@pytest.mark.parametrize(
    ("pages", "names"),
    [
        pytest.param([a_page("A", platform="vk"), a_page("B", platform="vk")], ["A", "B"], id="one network"),
        pytest.param(
            [a_page("A", platform="vk"), a_page("B", platform="facebook")], ["A · VK", "B · Facebook"],
            id="several networks",
        ),
        pytest.param(
            [a_page("A on vk", platform="vk"), a_page("A", platform="ok")], ["A on vk", "A · OK"],
            id="a name that says its network",
        ),
        pytest.param(
            [a_page("A", region="East", platform="vk"), a_page("A", region="West", platform="vk")],
            ["A · East", "A · West"], id="one name in two regions",
        ),
        pytest.param(
            [a_page("A", region="East", platform="vk"), a_page("A", region="East", platform="ok")],
            ["A · VK", "A · OK"], id="one name on two networks",
        ),
        pytest.param([a_page("a" * 81), a_page("b" * 80)], ["a" * 79 + "…", "b" * 80], id="a long name"),
    ],
)  # fmt: skip
def test_a_page_is_named_as_far_as_it_takes_to_tell_it_apart(pages, names):
    assert trend_names(pages, pages) == names


def test_pages_that_are_not_drawn_make_names_longer_too():
    shown, other = a_page("A", region="East", platform="vk"), a_page("A", region="West", platform="ok")
    assert trend_names([shown], [shown, other]) == ["A · VK"]
    assert trend_names([shown], [shown, a_page("A", region="West", platform="vk")]) == ["A · East"]


def test_the_title_says_from_when_to_when_and_by_which_rules():
    trend = followed("AB", "BA", "AB")
    first, last = (said(f"period.month.{n}", year=2020) for n in (1, 3))
    assert trend_title(trend, EN) == said("trend.title", n=3, first=first, last=last)
    assert trend_methodology(trend, EN) == "r"


@pytest.mark.parametrize(
    ("below", "sentence"),
    [
        pytest.param("", "", id="all have a standing"),
        pytest.param("X", f"{said('trend.below', n=2)}: X.", id="one has none"),
        pytest.param(
            "TUVWXYZ", f"{said('trend.below', n=2)}: T; U; V; W; X{said('digest.more', n=2)}.", id="many have none"
        ),
    ],
)
def test_pages_without_a_standing_are_named(below, sentence):
    assert left_out_sentence(followed("AB", "BA", "AB" + below, least=2), EN) == sentence


@pytest.mark.parametrize(
    ("deepest", "heights", "pitch"),
    [
        pytest.param(3, [22.0, 22.0, 22.0], 22, id="a name a place"),
        pytest.param(3, [22.0, 22.0, 50.0], 50, id="as high as the highest of few"),
        pytest.param(30, [22.0, 22.0, 22.0], 22 * 1.25 * 3 / 30, id="less where places are many more"),
        pytest.param(3000, [22.0, 22.0, 22.0], 2, id="but two at the least"),
    ],
)
def test_places_stand_as_far_apart_as_the_names_need(deepest, heights, pitch):
    assert place_pitch(panel_of((1, 2), (2, 1), (deepest, 3)), heights) == pytest.approx(pitch)


def test_one_high_name_of_ten_does_not_stretch_the_chart():
    panel = panel_of(*((n, n) for n in range(1, 11)))
    assert place_pitch(panel, [60.0, *[20.0] * 9]) == 20


def test_names_stand_at_their_places_and_beside_each_other_where_a_place_is_shared():
    panel = panel_of((1, 2), (2, None), (2, 1), (9, 3))
    # the first, and two on the second place: 0, 20 and 20 are wanted, and the least shifts are 20/3 up and 40/3 down
    expected = {0: -20 / 3, 1: 40 / 3, 2: 100 / 3, 3: 160}
    assert name_spots(panel, 0, 20, [20.0] * 4) == pytest.approx(expected)
    assert name_spots(panel, 1, 20, [20.0] * 4) == {2: 0.0, 0: 20.0, 3: 40.0}


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param([5, 50, 95], [5, 50, 95], id="as wanted where there is room"),
        pytest.param([50, 50, 50], [40, 50, 60], id="equal wishes around their place"),
        pytest.param([60, 50], [60, 50], id="the order is that of the wishes"),
        pytest.param([10, 15, 22], [5.67, 15.67, 25.67], id="neighbours make room for each other"),
        pytest.param([], [], id="none"),
    ],
)
def test_names_are_as_near_to_their_places_as_can_be(wanted, expected):
    assert spread_labels(wanted, [10] * len(wanted)) == pytest.approx(expected, abs=0.01)


def test_higher_labels_take_more_room():
    # the first is 30 high, the second 10: their middles are 20 apart, and both move by five
    assert spread_labels([50, 60], [30, 10]) == [45, 65]


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 100), st.sampled_from([5, 10, 30])), max_size=12))
def test_no_label_covers_another_and_all_keep_their_order(labels):
    wanted, heights = [at for at, _height in labels], [height for _at, height in labels]
    middles = spread_labels(wanted, heights)
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    for above, below in itertools.pairwise(order):
        assert middles[below] - middles[above] >= (heights[above] + heights[below]) / 2 - 1e-9
    # what moves up moves as far as what moves down: every block is where its members want it on average
    assert sum(middles) == pytest.approx(sum(wanted))


def promoted():
    """B is in another league first, and then third and first in this one."""
    moves = (None,) * 4
    leagues = ("small", "large", None, "large")
    own = PageTrend("B", "", "", "", "large", (9, 3, None, 1), leagues, moves, Fraction(1, 2), 1, False)
    return TrendLine(own, "B", "", None)


def test_a_line_has_a_gap_where_the_page_was_in_another_league():
    line = promoted()

    assert line.runs == [[(1, 3)], [(3, 1)]]
    assert line.texts == ["–", "3", "–", "1"]
    assert line.places_at({0, 3}) == [(3, 1)]
    assert line.change == 2  # not 8: the ninth place is one of another league
    assert TrendPanel("large", (line,), 0).deepest == 3
