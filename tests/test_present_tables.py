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
    move_text,
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
from said import headings, heard, of_message

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
    assert table.title == EN.say("rating.title", title="Two indicators", period="July")
    who, won = headings("place", "page", "region", "platform"), headings("total.rank-sum", "zone")
    assert table.headings == (*who, "R", "Posts", *won)
    assert table.brief().headings == (*who, "1", "2", *won)
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
    title = EN.say("rating.title", title="Two indicators", period="July")
    assert [(table.title, [row[1] for row in table.rows], table.more) for table in tables] == [
        (f"{title} · {EN.say('rating.league', league='Facebook')}", ["c"], 0),
        (f"{title} · {EN.say('rating.league', league='VK')}", ["a"], 1),
    ]


def test_without_zones_there_is_no_column_of_them_and_rows_are_white():
    (table,) = final_tables(plain("AB"), EN)
    assert table.headings[-1] == EN.say("table.total.rank-sum")
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
        ("3", EN.say("move.new"), "–", "D"),
        ("4", "▼1", "=", "C"),
    ]


def test_without_a_change_of_roster_a_move_has_one_column():
    june, july = plain("AB", "June"), plain("BA", "July")
    movement = compare_editions(june, july)
    assert (move_text(movement.moves[0], EN), movement.common) == ("▲1", None)
    assert "common" not in final_tables(july, EN, None, movement)[0].roles


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [pytest.param(3, 3, "3", id="one place"), pytest.param(9, 12, "9–12", id="from the best to the worst")],
)
def test_an_interval_of_one_place_is_that_place(low, high, text):
    assert interval_text(low, high) == text


def test_an_indicator_table_stands_by_its_own_places_with_its_formula_above():
    rating = two(("a", "East", "vk", 1, 16), ("b", "West", "vk", 30, 20), ("c", "North", "facebook", None, 3))
    reach, posts = (indicator_tables(rating, key, EN)[0] for key in ("reach", "posts"))
    assert reach.title == f"Reach = {EN.say('counts.reach')} ÷ {EN.say('counts.posts')}"
    who, zone = headings("place", "page", "region", "platform"), headings("zone")
    assert reach.headings == reach.brief().headings == (*who, "Reach", *zone)
    assert reach.numeric == (True, False, False, False, True, False)
    assert reach.rows == (
        ("1", "b", "West", "VK", "1.500", f"▲ {EN.say('zone.green')}"),  # 30 / 20
        ("2", "a", "East", "VK", "0.062", f"● {EN.say('zone.white')}"),  # 1 / 16
        ("3", "c", "North", "Facebook", "–", f"▼ {EN.say('zone.red')}"),  # missing gives the points of the last
    )
    assert [*reach.column("value").fills] == ["#c6efce", "#ffffff", "#ffc7ce"]
    assert (posts.title[:5], posts.title[-5:]) == ("Posts", ", pcs")
    (first,) = indicator_tables(rating, "reach", EN, top=1)[0].rows
    assert first == reach.rows[0]  # its decimals are those of the whole table
    assert [row[1] for row in posts.rows] == ["c", "a", "b"]


def test_a_formula_that_repeats_the_label_is_not_said():
    label = EN.say("counts.posts").capitalize()
    rules = parse_methodology(RULES.replace('en = "Posts"', f'en = "{label}"'), "two.toml")
    frame = pd.DataFrame({"page": ["a"], "reach": [1], "posts": [1]})
    (table,) = indicator_tables(rate_frames(frame, methodology=rules), "posts", EN)
    assert table.title == f"{label}, pcs"


def test_an_indicator_with_norms_has_a_column_of_them_that_is_empty_for_a_page_too_small():
    rating, _movement = example()
    (er,) = indicator_tables(rating, "er", EN)
    (followers,) = indicator_tables(rating, "followers", EN, top=2)
    assert er.headings[-2:] == (*headings("zone", "norm"),)
    assert {row[-1] for row in er.rows} == {"", EN.say("norm.below"), EN.say("norm.within")}
    assert followers.column("norm") is None
    assert (len(followers.rows), followers.more) == (2, 23)


def test_each_league_has_a_table_of_an_indicator_with_as_many_decimals_as_it_needs():
    facebook, vk = indicator_tables(three(by="platform"), "posts", RU)
    assert facebook.title == f"Посты, pcs · {RU.say('rating.league', league='Facebook')}"
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
    assert [total_heading(rating, EN) for rating in (three(), index)] == headings("total.rank-sum", "total.log-index")


def test_names_are_those_of_the_language_and_else_the_key():
    rating = three()
    assert methodology_title(rating, RU) == "Два показателя"
    assert methodology_title(plain("A"), RU) == "plain"
    assert table_title(plain("A"), EN) == "plain"  # no period, one league
    assert [short_label(measure, RU) for measure in rating.methodology.measures] == ["R", "Посты"]
    assert [zone_text(rating, page, RU) for page in (0, 1)] == ["+ зелёная зона", "rest"]


@pytest.mark.parametrize(
    ("rating", "numbered", "legend"),
    [
        pytest.param(plain("A"), True, "1 = Reach", id="numbers in their place"),
        pytest.param(three(), False, "R = Reach ×2", id="a short label and a weight"),
        pytest.param(three(), True, "1 = Reach ×2, 2 = Posts", id="numbers and a weight"),
    ],
)
def test_short_headings_are_explained(rating, numbered, legend):
    assert legend_line(rating, EN, numbered=numbered) == EN.say("rating.legend.rank-sum", legend=legend)


def test_headings_that_say_it_all_are_not_explained():
    assert legend_line(plain("A"), EN) == ""


def test_the_rules_are_one_line_in_which_nothing_that_decides_is_missing():
    good = EN.say("rules.zone", sign="+", label="good zone", upto="1/2")
    rest = EN.say("rules.zone.above", sign="", label="rest").strip()
    line = EN.say(
        "rules.line", title="Two indicators", name="two", version="3",
        ties=EN.say("rules.ties.average"),
        place_ties=EN.say("rules.place_ties.dense"),
        tie_break=EN.say("rules.tie_break", keys=f"{EN.say('rules.tie_break.countback')}, Posts"),
        missing=EN.say("rules.missing.worst"),
        zones=EN.say("rules.zones.total", worst="9", zones=f"{good}, {rest}"),
        population="",
    )  # fmt: skip
    assert rules_line(three(), EN) == " ".join(line.split())


def test_the_rules_name_the_worst_totals_of_the_leagues_in_their_order():
    # two pages on VK: 2 * 2 + 2 = 6; one on Facebook: 2 * 1 + 1 = 3
    said = heard(lambda words: rules_line(three(by="platform"), words))
    assert [zones["worst"] for zones in of_message(said, "rules.zones.total")] == ["3, 6"]


def test_the_rules_name_the_table_of_populations():
    frame = pd.DataFrame(
        {"region": ["Алматинская область"], "platform": "vk", "followers": 9, "posts": 1, "engaged": 1}
    )
    packaged, own = (
        of_message(heard(lambda words, rating=rating: rules_line(rating, words)), "rules.population")
        for rating in (rate_frames(frame, "kz-2020"), example()[0])
    )
    assert packaged[0]["name"].startswith("kz-2020, 2020-")
    assert own == [{"name": "july.xlsx · Население"}]  # a workbook's own has no date


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
    assert absent_line(two(*rows), EN) == EN.say("rating.absent", network="Facebook", regions="West")
    assert absent_line(two(*rows[:2]), EN) == ""


def test_the_full_stop_is_not_doubled_behind_an_abbreviation():
    rows = [("a", "East", "vk", 1, 1), ("b", "West obl.", "vk", 2, 1), ("c", "East", "facebook", 3, 1)]
    assert absent_line(two(*rows), EN) == EN.say("rating.absent", network="Facebook", regions="West obl")


@pytest.mark.parametrize(
    ("platform", "text"),
    [
        pytest.param("vk", EN.say("move.left.page", page="B", platform="VK", place=2), id="with its network"),
        pytest.param("", EN.say("digest.placed.before", page="B", place=2), id="without one, and no empty brackets"),
    ],
)
def test_a_page_that_left_is_named_with_the_place_it_had(platform, text):
    old, new = plain("AB", "June", platform=platform), plain("A", "July", platform=platform)
    movement = compare_editions(old, new)
    assert left_texts(movement, EN) == [text]
    assert movement_lines(new, movement, EN) == [
        f"{EN.say('move.against', period='June')} {EN.say('move.common')}",
        EN.say("move.left", pages=text),
    ]


def test_the_same_roster_needs_no_word_on_shared_moves():
    old, new = plain("AB", "June"), plain("BA", "July")
    assert movement_lines(new, compare_editions(old, new), EN) == [EN.say("move.against", period="June")]


def test_all_pages_stand_in_the_tables_whatever_their_number():
    rating = edition([{"page": f"p{n}", "followers": 1000 + n} for n in range(60)])
    (table,) = final_tables(rating, EN, top=100)
    assert [row[1] for row in table.rows] == rating.pages.names
    assert table.more == 0
    for key in rating.methodology.keys:
        (own,) = indicator_tables(rating, key, EN)
        assert sorted(row[1] for row in own.rows) == sorted(rating.pages.names)
