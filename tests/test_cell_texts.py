"""Texts of cells: points as whole numbers or halves, an index with two decimals, moves, zones, intervals."""

import pytest

from digests import FOLLOWERS, ZONES, pages, rated
from editions import edition
from inside import (
    Indicator,
    Move,
    compare_editions,
    interval_text,
    move_text,
    score_text,
    short_label,
    total_heading,
    words,
    zone_text,
)

EN = words("en")


@pytest.fixture(scope="module")
def small():
    return rated(FOLLOWERS + ZONES.replace('name = "top"', 'name = "top"\nsign = "▲"'), pages([30, 20, 10]))


@pytest.fixture(scope="module")
def index():
    rows = [{"page": name, "followers": 0, "likes": n, "comments": n, "shares": 3} for n, name in enumerate("ab")]
    return edition(rows, methodology="bci")


@pytest.mark.parametrize(("value", "text"), [(3, "3"), (2.5, "2.5"), (12345.0, "12,345")])
def test_points_are_whole_numbers_or_halves(small, value, text):
    assert score_text(small, value, EN) == text


def test_an_index_has_two_decimals_and_a_heading_of_its_own(small, index):
    assert score_text(index, 411.486, words("ru")) == "411,49"
    assert total_heading(index, EN) != total_heading(small, EN)


def test_a_zone_is_its_sign_and_its_label(small):
    """Three pages: 1 of 3 is in the top half; 2 and 3 are not, and their zone has no sign."""
    assert [zone_text(small, page, EN) for page in range(3)] == ["▲ top half", "lower half", "lower half"]


@pytest.mark.parametrize(("low", "high", "text"), [(1, 3, "1–3"), (2, 2, "2")])
def test_an_interval_of_one_place_is_that_place(low, high, text):
    assert interval_text(low, high) == text


def test_moves_are_said_in_a_cell_of_their_own_and_once_more_among_the_common_pages():
    """C of May is gone and New came above all: A falls from 1 to 2, among A and B it stays the first."""
    old = rated(FOLLOWERS, pages([30, 20, 10]))
    new = rated(FOLLOWERS, [*pages([30, 20]), {"page": "New", "platform": "vk", "followers": 90}])
    movement = compare_editions(old, new)

    assert list(new.pages.names) == ["New", "A", "B"]
    assert [[move_text(moves[page], EN) for moves in (movement.moves, movement.common)] for page in range(3)] == [
        [EN.say("move.new"), "–"],
        ["▼1", "="],
        ["▼1", "="],
    ]


def test_where_the_same_pages_are_in_both_there_is_one_cell():
    old, new = rated(FOLLOWERS, pages([30, 20])), rated(FOLLOWERS, pages([20, 30]))
    movement = compare_editions(old, new)
    assert (move_text(movement.moves[0], EN), movement.common) == ("▲1", None)


def test_no_move_is_a_dash():
    assert move_text(None, EN) == "–"
    assert move_text(Move("new", 0, None), EN) == EN.say("move.new")


def test_a_short_label_falls_back_to_the_label_and_the_key():
    assert short_label(Indicator(key="er", label="Engagement rate", short="ER", of=["x"]), EN) == "ER"
    assert short_label(Indicator(key="er", label="Engagement rate", of=["x"]), EN) == "Engagement rate"
    assert short_label(Indicator(key="er", of=["x"]), EN) == "er"
