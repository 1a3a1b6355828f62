"""The published tables as texts: a row a page, a column a stage, each league by itself."""

import pytest

from digests import FOLLOWERS, ZONES, pages, rated
from editions import compare_editions
from inside import INDICATOR_COLORS, INDICATOR_SIGNS, WHITE, final_tables, indicator_tables
from said import LANGUAGES, headings, words

EN = words("en")
LOW = FOLLOWERS.replace("of =", 'unit = "%"\nof =')


def whole(table):
    """Say whether every row, and every list about the columns, is as long as the headings."""
    lengths = {len(table.headings), len(table.brief().headings), len(table.numeric), *map(len, table.rows)}
    return len(lengths) == 1 and {len(one.fills) for one in table.columns} == {len(table.rows)}


def test_the_final_table_has_place_points_total_and_zone():
    """Of three pages 1 of 3 is in the top half."""
    (table,) = final_tables(rated(FOLLOWERS + ZONES, pages([30, 10, 20])), EN)

    assert [*table.headings] == [
        *headings("place", "page", "platform"),
        "Followers",
        *headings("total.rank-sum", "zone"),
    ]
    assert table.rows == (
        ("1", "A", "VK", "1", "1", "top half"),
        ("2", "C", "VK", "2", "2", "lower half"),
        ("3", "B", "VK", "3", "3", "lower half"),
    )
    assert ([*table.column("total").fills], table.more) == (["#c6efce", "#ffffff", "#ffffff"], 0)
    assert whole(table)


def test_without_zones_there_is_no_such_column_and_no_colour():
    (table,) = final_tables(rated(FOLLOWERS, pages([30, 10])), EN)

    assert EN.say("table.zone") not in table.headings
    assert [*table.column("total").fills] == [WHITE, WHITE]
    assert whole(table)


def test_only_the_first_rows_are_shown_and_the_others_counted():
    (table,) = final_tables(rated(FOLLOWERS, pages([5, 4, 3, 2, 1])), EN, top=2)
    assert ([row[1] for row in table.rows], table.more) == (["A", "B"], 3)


def test_moves_stand_behind_the_place_and_among_the_common_pages_where_the_roster_changed():
    old = rated(FOLLOWERS, pages([30, 20, 10]))
    same, fewer = rated(FOLLOWERS, pages([20, 30, 10])), rated(FOLLOWERS, pages([20, 30]))
    (table,) = final_tables(same, EN, movement=compare_editions(old, same))
    (changed,) = final_tables(fewer, EN, movement=compare_editions(old, fewer))

    assert [row[:3] for row in table.rows] == [("1", "▲1", "B"), ("2", "▼1", "A"), ("3", "=", "C")]
    assert [row[:4] for row in changed.rows] == [("1", "▲1", "▲1", "B"), ("2", "▼1", "▼1", "A")]
    assert whole(table)
    assert whole(changed)


def test_each_league_has_a_table():
    rows = [{"page": n, "platform": p, "followers": f} for n, p, f in (("A", "vk", 5), ("B", "fb", 9), ("C", "vk", 7))]
    tables = final_tables(rated(FOLLOWERS, rows, by="platform"), EN)

    assert [[row[1] for row in table.rows] for table in tables] == [["B"], ["C", "A"]]
    assert all(
        EN.say("rating.league", league=name) in table.title
        for table, name in zip(tables, ("Facebook", "VK"), strict=True)
    )


def test_an_indicators_table_has_its_values_in_its_order_with_zones():
    """10 000 and more are not red; of three pages the best is in the upper third."""
    (table,) = indicator_tables(rated(LOW, pages([9000, 30000, 12000])), "followers", EN)

    assert (table.title[:9], table.title[-3:]) == ("Followers", ", %")
    assert [(row[0], row[1], row[3]) for row in table.rows] == [
        ("1", "B", "30,000"), ("2", "C", "12,000"), ("3", "A", "9,000"),
    ]  # fmt: skip
    assert table.rows[2][4].startswith(INDICATOR_SIGNS["red"])
    assert table.column("value").fills[2] == INDICATOR_COLORS["red"]
    assert whole(table)


def test_a_missing_value_is_a_dash():
    rules = FOLLOWERS.replace("required", 'missing = "worst"\nrequired')
    (table,) = indicator_tables(rated(rules, pages([5, None])), "followers", EN)
    assert [row[3] for row in table.rows] == ["5", "–"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_norms_have_a_column_where_the_methodology_has_them(lang):
    norm = '\n[[norms]]\nindicator = "followers"\nby = "followers"\nbands = [{ from = 10, high = 15 }]\n'
    (table,) = indicator_tables(rated(FOLLOWERS + norm, pages([20, 12, 5])), "followers", words(lang))

    say = words(lang).say
    assert table.headings[-1] == say("table.norm")
    assert [row[-1] for row in table.rows] == [say("norm.above"), say("norm.within"), ""]
    assert whole(table)
