"""The figures at which a place can change: where a page meets or passes another one."""

import pytest

from cards import pages, rated, rules
from govrank import Methodology
from inside import find_turning_points


def points(name, page, methodology, **columns):
    rating = rated(pages(**columns), methodology)
    at = list(rating.pages.names).index(page)
    return find_turning_points(rating.pages, rating.methodology, at, name)


def test_a_count_turns_around_the_counts_of_the_others():
    """Around 40 and 90; 0 and 1 are always tried."""
    found = points("followers", "c", rules({"key": "followers"}), followers=[90, 40, 7])
    assert found == {0, 1, 39, 40, 41, 89, 90, 91}


def test_a_quotient_turns_where_the_whole_figure_meets_the_others_quotient():
    """a has 30 ÷ 4 = 7.5 a post; b with 3 posts meets it at 22.5: from 23 on it is no longer below."""
    rate = rules({"key": "rate", "of": ["likes"], "per": ["posts"]})
    assert points("likes", "b", rate, likes=[30, 9], posts=[4, 3]) == {0, 1, 22, 23, 24}


def test_a_divisor_turns_where_the_quotient_has_fallen_to_the_others():
    """a has 7.5; b with 9 likes falls to it at 9 ÷ 1.2: from 2 posts on it is below."""
    rate = rules({"key": "rate", "of": ["likes"], "per": ["posts"]})
    assert points("posts", "b", rate, likes=[30, 9], posts=[4, 1]) == {0, 1, 2, 3}


def test_a_count_that_no_measure_uses_turns_nowhere_else():
    rating = rated(pages(followers=[9, 5], likes=[1, 2], posts=[1, 1]), rules({"key": "followers"}, {"key": "likes"}))
    only = rating.methodology.model_copy(update={"indicators": rating.methodology.indicators[:1]})
    assert find_turning_points(rating.pages, only, 1, "likes") == {0, 1}


def test_no_figure_is_negative_or_larger_than_a_count_may_be():
    found = points("followers", "b", rules({"key": "followers"}), followers=[10**12, 0])
    assert (min(found), max(found)) == (0, 10**12)


def test_a_figure_that_adds_points_enough_to_gain_no_place_is_left_out():
    """a is first of 9, 8, 7, 6; at 6 it would be behind two, and further down nothing can be gained."""
    assert points("followers", "a", rules({"key": "followers"}), followers=[9, 8, 7, 6]) == {7, 8, 9}


def test_what_both_rises_and_falls_is_not_searched():
    twice = rules({"key": "x", "of": ["likes"], "per": ["likes", "likes"]})
    assert points("likes", "b", twice, likes=[5, 7]) is None


def index(*terms):
    return Methodology.model_validate(
        {"name": "i", "version": "1", "scoring": "log-index", "required": ["page"], "terms": list(terms)}
    )


@pytest.mark.parametrize(
    ("likes", "expected"),
    [
        pytest.param([90, 40, 7], {39, 40, 41, 89, 90, 91}, id="the two that are next"),
        pytest.param([900, 90, 40, 7], {39, 40, 41, 89, 90, 91}, id="no more than two"),
        pytest.param([900, 90, 40, 40, 7], {39, 40, 41, 89, 90, 91}, id="a shared index is one"),
    ],
)
def test_an_index_turns_around_the_next_two_better_ones(likes, expected):
    page = "abcde"[len(likes) - 1]
    assert points("likes", page, index({"key": "likes", "of": ["likes"]}), likes=likes) == expected


def test_an_index_that_a_count_both_raises_and_lowers_is_not_searched():
    mixed = index({"key": "likes", "of": ["likes"]}, {"key": "rate", "of": ["shares"], "per": ["likes"]})
    assert points("likes", "b", mixed, likes=[5, 7], shares=[1, 1]) is None
