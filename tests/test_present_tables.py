"""The published tables as texts: what stands in which column, in which order, and what the lines below them say."""

import pandas as pd
import pytest

from editions import edition, example
from inside import (
    absent_line,
    absent_parts,
    compare_editions,
    excluded_lines,
    final_tables,
    indicator_tables,
    interval_text,
    left_texts,
    legend_line,
    measure_robustness,
    methodology_title,
    move_texts,
    movement_lines,
    parse_methodology,
    rate_frames,
    rules_line,
    score_text,
    short_label,
    table_title,
    total_heading,
    words,
    zone_text,
)

EN, RU = words("en"), words("ru")
RULES = """
name = "two"
version = "3"
title = { en = "Two indicators", ru = "Два показателя" }
ties = "average"
place_ties = "dense"
tie_break = ["countback", "posts"]
missing = "worst"
[[indicators]]
key = "reach"
label = { en = "Reach", ru = "Охват" }
short = "R"
of = ["reach"]
per = ["posts"]
weight = 2
[[indicators]]
key = "posts"
label = { en = "Posts", ru = "Посты" }
of = ["posts"]
unit = "pcs"
direction = "lower"
[[zones]]
name = "good"
label = { en = "good zone", ru = "зелёная зона" }
sign = "+"
upto = "1/2"
color = "#c6efce"
[[zones]]
name = "rest"
upto = "1"
color = "#ffffff"
"""
PLAIN = 'name = "plain"\nversion = "1"\n[[indicators]]\nkey = "reach"\nlabel = "Reach"\nof = ["reach"]\n'


def two(*rows, by="", period="July", **more):
    """Return an edition of pages with region, network, reach (perhaps missing) and posts."""
    frame = pd.DataFrame(rows, columns=["page", "region", "platform", "reach", "posts"]).astype(object)
    return rate_frames(frame.assign(**more), methodology=parse_methodology(RULES, "two.toml"), period=period, by=by)


def plain(pages, period="", **more):
    frame = pd.DataFrame({"page": [*pages], "reach": range(len(pages), 0, -1)})
    return rate_frames(frame.assign(**more), methodology=parse_methodology(PLAIN, "plain.toml"), period=period)


def three(**how):
    # reach per post: 12, 12 and 3; posts, fewer are better: 1, 2 and 4
    rows = [("a", "East", "vk", 12, 1), ("b", "West", "vk", 24, 2), ("c", "North", "facebook", 12, 4)]
    return two(*rows, **how)


def test_the_final_table_has_place_page_points_total_and_zone_in_the_order_of_the_places():
    (table,) = final_tables(three(), EN)
    assert table.title == "Two indicators: July"
    assert table.headings == ("Place", "Page", "Region", "Network", "R", "Posts", "Total", "Zone")
    assert table.brief().headings == ("Place", "Page", "Region", "Network", "1", "2", "Total", "Zone")
    assert table.numeric == (True, False, False, False, True, True, True, False)
    # points: a shared first is (1 + 2) / 2; totals with weights 2 and 1; the worst possible is 2 * 3 + 3 = 9
    assert table.rows == (
        ("1", "a", "East", "VK", "1.5", "1", "4", "+ good zone"),  # 2 * 1.5 + 1
        ("2", "b", "West", "VK", "1.5", "2", "5", "rest"),
        ("3", "c", "North", "Facebook", "3", "3", "9", "rest"),
    )
    zoned = ["#c6efce", "#ffffff", "#ffffff"]
    assert [[*table.column(role).fills] for role in ("place", "total", "zone")] == [zoned] * 3
    assert [*table.column("page").fills] == ["#ffffff"] * 3
    # by thirds of three pages; c misses its reach
    assert [*table.column("posts_points").fills] == ["#c6efce", "#ffffff", "#ffc7ce"]
    assert table.more == 0


def test_of_each_league_the_first_pages_are_kept_and_the_others_counted():
    tables = final_tables(three(by="platform"), EN, top=1)
    assert [(table.title, [row[1] for row in table.rows], table.more) for table in tables] == [
        ("Two indicators: July · League: Facebook", ["c"], 0),
        ("Two indicators: July · League: VK", ["a"], 1),
    ]


def test_without_zones_there_is_no_column_of_them_and_rows_are_white():
    (table,) = final_tables(plain("AB"), EN)
    assert table.headings[-1] == "Total"
    assert len(table.numeric) == len(table.headings) == len(table.rows[0]) == 5
    assert [*table.column("total").fills] == ["#ffffff", "#ffffff"]


def test_moves_and_intervals_stand_behind_the_place_as_figures():
    june, july = plain("ABC", "June"), plain("BADC", "July")
    (table,) = final_tables(july, EN, None, compare_editions(june, july), measure_robustness(july, draws=20))
    assert table.roles[:7] == ("place", "interval", "chance", "bracket", "move", "common", "page")
    assert table.numeric[:7] == (True, True, True, False, True, True, False)
    assert [row[:1] + row[4:7] for row in table.rows] == [
        ("1", "▲1", "▲1", "B"),
        ("2", "▼1", "▼1", "A"),
        ("3", "new", "–", "D"),
        ("4", "▼1", "=", "C"),
    ]


def test_without_a_change_of_roster_a_move_has_one_column():
    june, july = plain("AB", "June"), plain("BA", "July")
    movement = compare_editions(june, july)
    assert move_texts(movement, 0, EN) == ["▲1"]
    assert "Shared" not in final_tables(july, EN, None, movement)[0].headings


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [pytest.param(3, 3, "3", id="one place"), pytest.param(9, 12, "9–12", id="from the best to the worst")],
)
def test_an_interval_of_one_place_is_that_place(low, high, text):
    assert interval_text(low, high) == text


def test_an_indicator_table_stands_by_its_own_places_with_its_formula_above():
    rating = two(("a", "East", "vk", 1, 16), ("b", "West", "vk", 30, 20), ("c", "North", "facebook", None, 3))
    reach, posts = (indicator_tables(rating, key, EN)[0] for key in ("reach", "posts"))
    assert reach.title == "Reach = reach ÷ posts"
    assert reach.headings == reach.brief().headings == ("Place", "Page", "Region", "Network", "Reach", "Zone")
    assert reach.numeric == (True, False, False, False, True, False)
    assert reach.rows == (
        ("1", "b", "West", "VK", "1.500", "▲ green"),  # 30 / 20
        ("2", "a", "East", "VK", "0.062", "● white"),  # 1 / 16
        ("3", "c", "North", "Facebook", "–", "▼ red"),  # missing gives the points of the last
    )
    assert [*reach.column("value").fills] == ["#c6efce", "#ffffff", "#ffc7ce"]
    assert posts.title == "Posts, pcs"
    (first,) = indicator_tables(rating, "reach", EN, top=1)[0].rows
    assert first == reach.rows[0]  # its decimals are those of the whole table
    assert [row[1] for row in posts.rows] == ["c", "a", "b"]


def test_an_indicator_with_norms_has_a_column_of_them_that_is_empty_for_a_page_too_small():
    rating, _movement = example()
    (er,) = indicator_tables(rating, "er", EN)
    (followers,) = indicator_tables(rating, "followers", EN, top=2)
    assert er.headings[-2:] == ("Zone", EN.say("table.norm"))
    assert {row[-1] for row in er.rows} == {"", EN.say("norm.below"), EN.say("norm.within")}
    assert followers.column("norm") is None
    assert (len(followers.rows), followers.more) == (2, 23)


def test_each_league_has_a_table_of_an_indicator_with_as_many_decimals_as_it_needs():
    facebook, vk = indicator_tables(three(by="platform"), "posts", RU)
    assert facebook.title == "Посты, pcs · Лига: Facebook"
    assert [row[4] for row in vk.rows] == ["1", "2"]


def test_points_are_whole_or_halves_and_an_index_has_two_decimals():
    index = rate_frames(
        pd.DataFrame(
            {"page": ["a"], "platform": "wechat", "reads": [9], "articles": 1, "best reads": 9, "likes": 1,
             "best likes": 1}
        ),
        methodology="wci-2.0",
    )  # fmt: skip
    assert [score_text(three(), value, EN) for value in (4.0, 2.5, 1234.0)] == ["4", "2.5", "1,234"]
    assert score_text(index, 1234.567, RU) == "1\u202f234,57"
    assert (total_heading(three(), EN), total_heading(index, EN)) == ("Total", "Index")


def test_names_are_those_of_the_language_and_else_the_key():
    rating = three()
    assert methodology_title(rating, RU) == "Два показателя"
    assert methodology_title(plain("A"), RU) == "plain"
    assert table_title(plain("A"), EN) == "plain"  # no period, one league
    assert [short_label(measure, RU) for measure in rating.methodology.measures] == ["R", "Посты"]
    assert [zone_text(rating, page, RU) for page in (0, 1)] == ["+ зелёная зона", "rest"]


@pytest.mark.parametrize(
    ("rating", "numbered", "line"),
    [
        pytest.param(plain("A"), False, "", id="the headings say it all"),
        pytest.param(plain("A"), True, "Points: 1 = Reach.", id="numbers in their place"),
        pytest.param(three(), False, "Points: R = Reach ×2.", id="a short label and a weight"),
        pytest.param(three(), True, "Points: 1 = Reach ×2, 2 = Posts.", id="numbers and a weight"),
    ],
)
def test_short_headings_are_explained(rating, numbered, line):
    assert legend_line(rating, EN, numbered=numbered) == line


def test_the_rules_are_one_line_in_which_nothing_that_decides_is_missing():
    assert rules_line(three(), EN) == (
        "Two indicators (two 3). Equal values share the average place (1, 2.5, 2.5, 4). "
        "Equal totals share a place, and no place is skipped (1, 2, 2, 3). "
        "Ties are first broken by countback (more first places, then more second), Posts. "
        "A missing figure earns as many points as the league has pages. "
        "Zones by total points (worst possible: 9): + good zone up to 1/2, rest above that."
    )


def test_the_rules_name_the_worst_totals_of_the_leagues_in_their_order():
    # two pages on VK: 2 * 2 + 2 = 6; one on Facebook: 2 * 1 + 1 = 3
    assert "worst possible: 3, 6" in rules_line(three(by="platform"), EN)


def test_the_rules_name_the_table_of_populations():
    frame = pd.DataFrame(
        {"region": ["Алматинская область"], "platform": "vk", "followers": 9, "posts": 1, "engaged": 1}
    )
    assert "Populations: kz-2020, 2020-" in rules_line(rate_frames(frame, "kz-2020"), EN)
    assert "Populations: july.xlsx · Население." in rules_line(example()[0], EN)  # a workbook's own has no date


@pytest.mark.parametrize(
    ("columns", "line"),
    [
        pytest.param({"region": "East", "platform": "vk"}, "C (East, VK): closed", id="region and network"),
        pytest.param({"platform": "fb"}, "C (Facebook): closed", id="network only"),
        pytest.param({}, "C: closed", id="neither, and no empty brackets"),
    ],
)
def test_who_is_left_out_stands_with_where_it_is_and_why(columns, line):
    assert excluded_lines(plain("ABC", excluded=[None, None, "closed"], **columns), EN) == [line]


def test_regions_without_a_page_stand_by_network():
    rows = [("a", "East", "vk", 1, 1), ("b", "West", "vk", 2, 1), ("c", "East", "facebook", 3, 1)]
    assert absent_parts(two(*rows)) == {"Facebook": ["West"]}
    assert absent_line(two(*rows), EN) == "No Facebook page: West."
    assert absent_line(two(*rows[:2]), EN) == ""


def test_the_full_stop_is_not_doubled_behind_an_abbreviation():
    rows = [("a", "East", "vk", 1, 1), ("b", "West obl.", "vk", 2, 1), ("c", "East", "facebook", 3, 1)]
    assert absent_line(two(*rows), EN) == "No Facebook page: West obl."


@pytest.mark.parametrize(
    ("platform", "text"),
    [
        pytest.param("vk", "B (VK), was place 2", id="with its network"),
        pytest.param("", "B (it was 2)", id="without one, and no empty brackets"),
    ],
)
def test_a_page_that_left_is_named_with_the_place_it_had(platform, text):
    old, new = plain("AB", "June", platform=platform), plain("A", "July", platform=platform)
    movement = compare_editions(old, new)
    assert left_texts(movement, EN) == [text]
    assert movement_lines(new, movement, EN) == [
        'Moves since June. "Shared" is the move among the pages that are in both editions.',
        f"Dropped out: {text}.",
    ]


def test_the_same_roster_needs_no_word_on_shared_moves():
    old, new = plain("AB", "June"), plain("BA", "July")
    assert movement_lines(new, compare_editions(old, new), EN) == ["Moves since June."]


def test_all_pages_stand_in_the_tables_whatever_their_number():
    rating = edition([{"page": f"p{n}", "followers": 1000 + n} for n in range(60)])
    (table,) = final_tables(rating, EN, top=100)
    assert [row[1] for row in table.rows] == rating.pages.names
    assert table.more == 0
    for key in rating.methodology.keys:
        (own,) = indicator_tables(rating, key, EN)
        assert sorted(row[1] for row in own.rows) == sorted(rating.pages.names)
