"""The totals as stacked bars: as long as the points, in the order of the places, with a legend that all fits."""

import pandas as pd
import pytest

from editions import edition
from govrank.formats.drawing import MARGIN, WIDTH
from govrank.formats.encoding import drawing_tools
from govrank.formats.totals_picture import PALETTE, totals_pictures
from govrank.methodology.load import parse_methodology
from govrank.pipeline import rate_frames
from govrank.text.catalogue import words

pytest.importorskip("matplotlib")


@pytest.fixture(scope="module")
def lettering():
    with drawing_tools() as made:
        yield made


def rules(count, weights=(), zones=""):
    parts = [
        f'[[indicators]]\nkey = "k{n}"\nlabel = "Indicator {n}"\nof = ["k{n}"]\nweight = {weight}\n'
        for n, weight in enumerate(weights or [1] * count)
    ]
    return parse_methodology(f'name = "n"\nversion = "1"\n{"".join(parts)}{zones}', "n.toml")


def rating_of(rows, *, weights=(), zones=""):
    """Return a rating of rows of page and counts k0, k1 …"""
    count = len(rows[0]) - 1
    frame = pd.DataFrame(rows, columns=["page", *(f"k{n}" for n in range(count))])
    return rate_frames(frame, methodology=rules(count, weights, zones), period="July")


def pictures(rating, lettering, pages=None):
    (league,) = rating.leagues
    pages = rating.leagues[league] if pages is None else pages
    return totals_pictures(rating, words("en"), league, pages, ["note"], lettering)


def bars(picture):
    """Return the segments of each bar, from top to bottom."""
    found = {}
    for box in picture.boxes:
        if box.height == 16 and box.color in PALETTE:
            found.setdefault(box.top, []).append(box)
    return [found[top] for top in sorted(found)]


def texts(picture):
    return [line.text for line in sorted(picture.lines, key=lambda line: (line.top, line.x))]


def test_a_bar_is_made_of_the_weighted_points_and_ends_with_the_total(lettering):
    (picture,) = pictures(rating_of([("A", 9, 1), ("B", 5, 2)], weights=(3, 1)), lettering)
    first, second = bars(picture)
    unit = sum(box.width for box in second) / 7  # B: 3 * 2 + 1 = 7 points; A: 3 * 1 + 2 = 5
    assert [box.width / unit for box in first] == pytest.approx([3, 2])
    assert [box.width / unit for box in second] == pytest.approx([6, 1])
    assert [box.color for box in first] == list(PALETTE[:2])
    assert first[1].left == pytest.approx(first[0].left + first[0].width)
    assert first[0].left == second[0].left
    ends = {line.text: line.x for line in picture.lines if line.bold and line.size == 11}
    assert ends == pytest.approx({"5": first[0].left + 5 * unit + 6, "7": second[0].left + 7 * unit + 6})
    assert max(ends.values()) + lettering.width("7", 11, bold=True) == pytest.approx(WIDTH - MARGIN)


def test_figures_stand_in_the_middle_of_their_segments_where_they_fit(lettering):
    (picture,) = pictures(rating_of([(f"p{n:02d}", 99 - n, n) for n in range(80)]), lettering)
    first = bars(picture)[0]  # 1 and 80 points: the first is too narrow for a figure
    inside = [line for line in picture.lines if line.size == 9 and first[0].top <= line.top < first[0].top + 16]
    assert [(line.text, line.align) for line in inside] == [("80", "center")]
    assert inside[0].x == pytest.approx(first[1].left + first[1].width / 2)


def test_the_picture_says_what_it_is_of_and_what_a_colour_means(lettering):
    (picture,) = pictures(rating_of([("A", 9, 1)], weights=(3, 1)), lettering)
    assert texts(picture)[:5] == [
        "n: July",
        "Where the points come from",
        "Points by indicator, added up. Fewer is better: the shorter the bar, the higher the place.",
        "Indicator 0 ×3",
        "Indicator 1",
    ]
    assert texts(picture)[-1] == "note"
    assert picture.title == "Where the points come from"


def test_a_total_has_the_sign_of_its_zone(lettering):
    zones = """
[[zones]]
name = "green"
sign = "▲"
upto = "1/2"
color = "#c6efce"
[[zones]]
name = "rest"
upto = "1"
color = "#ffffff"
"""
    (picture,) = pictures(rating_of([("A", 9), ("B", 5)], zones=zones), lettering)
    assert [line.text for line in picture.lines if line.bold][1:] == ["1 ▲", "2"]


def test_more_indicators_than_colours_are_hatched(lettering):
    (picture,) = pictures(rating_of([("A", *range(9)), ("B", *range(9, 0, -1))]), lettering)
    first = bars(picture)[0]
    assert [(box.color, box.hatch) for box in first[-2:]] == [(PALETTE[7], ""), (PALETTE[0], "////")]


@pytest.mark.parametrize("letters", range(60, 90, 3))
def test_labels_go_into_a_new_line_before_the_margin(letters, lettering):
    parts = "".join(f'[[indicators]]\nkey = "k{n}"\nlabel = "{"i" * letters}{n}"\nof = ["k"]\n' for n in range(5))
    methodology = parse_methodology(f'name = "n"\nversion = "1"\n{parts}', "n.toml")
    (picture,) = pictures(rate_frames(pd.DataFrame({"page": ["A"], "k": [1]}), methodology=methodology), lettering)
    legend = [line for line in picture.lines if line.size == 10]
    assert len(legend) == 5
    assert len({line.top for line in legend}) > 1
    assert all(line.x + lettering.width(line.text, 10) <= WIDTH - MARGIN for line in legend)


def test_the_legend_stays_between_the_margins(lettering):
    label = "A rather long label of an indicator that is explained at length "
    parts = "".join(f'[[indicators]]\nkey = "k{n}"\nlabel = "{label * (1 + n % 3)}{n}"\nof = ["k"]\n' for n in range(7))
    methodology = parse_methodology(f'name = "n"\nversion = "1"\n{parts}', "n.toml")
    rating = rate_frames(pd.DataFrame({"page": ["A"], "k": [1]}), methodology=methodology)
    (picture,) = pictures(rating, lettering)
    legend = [line for line in picture.lines if line.size == 10]
    assert all(line.x + lettering.width(line.text, 10) <= WIDTH - MARGIN for line in legend)
    said = " ".join(line.text for line in sorted(legend, key=lambda line: (line.top, line.x)))
    assert all(f"{n}" in said for n in range(7))
    assert said.count("rather long label") == sum(1 + n % 3 for n in range(7))
    spots = [(round(line.x), line.top) for line in legend]
    assert len(spots) == len(set(spots))


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        pytest.param([("A", "East", "vk"), ("B", "East", "vk")], ["A", "B"], id="names that differ"),
        pytest.param([("A", "East", "vk"), ("A", "East", "ok")], ["A · VK", "A · OK"], id="on two networks"),
        pytest.param([("A", "East", "vk"), ("A", "West", "vk")], ["A · East", "A · West"], id="in two regions"),
        pytest.param(
            [("A", "East", "vk"), ("A", "East", "ok"), ("A", "West", "vk")],
            ["A · East · VK", "A · East · OK", "A · West · VK"],
            id="both",
        ),
    ],
)
def test_a_page_is_named_as_far_as_it_takes_to_tell_it_apart(rows, names, lettering):
    frame = pd.DataFrame(rows, columns=["page", "region", "platform"]).assign(k0=range(len(rows), 0, -1))
    (picture,) = pictures(rate_frames(frame, methodology=rules(1)), lettering)
    said = texts(picture)
    assert [text for text in said if text in names] == names


def test_an_index_says_its_formula_and_is_divided_as_its_sum_is(lettering):
    rows = [
        {"page": name, "followers": 0, "likes": n, "comments": 2 * n, "shares": 3} for n, name in enumerate("ab", 4)
    ]
    rating = edition(rows, methodology="bci")
    (picture,) = pictures(rating, lettering)
    note = next(text for text in texts(picture) if text.startswith("What each part adds"))
    assert "the index is Σ" in note
    points = [rating.points[key][0] for key in rating.methodology.keys]
    widths = [box.width for box in bars(picture)[0]]
    assert [width / sum(widths) for width in widths] == pytest.approx([p / sum(points) for p in points])


def test_a_long_league_is_several_pictures_with_bars_to_one_scale(lettering):
    rating = rating_of([(f"p{n:03d}", 999 - n) for n in range(120)])
    parts = pictures(rating, lettering)
    assert [picture.title for picture in parts] == [f"Where the points come from · {n}/2" for n in (1, 2)]
    assert [len(bars(picture)) for picture in parts] == [60, 60]
    first, last = bars(parts[0])[9][0], bars(parts[1])[-1][0]  # of 10 points and of 120
    assert last.width / first.width == pytest.approx(12)


def test_only_the_pages_asked_for_are_drawn(lettering):
    (picture,) = pictures(rating_of([(f"p{n}", 9 - n) for n in range(5)]), lettering, pages=range(1, 3))
    assert [text for text in texts(picture) if text.startswith("p")] == ["p1", "p2"]
