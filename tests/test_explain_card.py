"""One page's card: every figure by hand."""

from fractions import Fraction

import pytest

from cards import ROWS, SMALL, card, explain_page, pages, rated, rules
from editions import example
from inside import Neighbour


@pytest.fixture(scope="module")
def small():
    return rated(ROWS, SMALL)


def test_each_point_has_its_value_place_zone_norm_and_gap(small):
    followers, per_post, hours = card(small, "b").standings

    assert (followers.key, followers.value, followers.rank, followers.points) == ("followers", 80, 2, 2)
    assert (followers.zone, followers.norm) == ("white", None)
    assert (followers.next_value, followers.gap) == (100, 20)

    assert (per_post.value, per_post.rank, per_post.zone, per_post.norm) == (5.0, 1, "green", "within")
    assert (per_post.next_value, per_post.gap) == (None, None)  # nobody is better

    assert (hours.value, hours.rank, hours.zone) == (9, 3, "red")
    assert (hours.next_value, hours.gap) == (5, 4)  # the nearest better one is below, not the best


def test_a_norm_is_said_where_the_page_has_one(small):
    assert card(small, "a").standings[1].norm == "below"  # 3 a post, and 4 is normal from 60 followers on
    assert card(small, "c").standings[1].norm is None  # 50 followers: no norm


def test_a_gap_is_to_the_next_better_value_and_not_to_an_equal_one():
    tied = rated(pages(followers=[9, 5, 5, 2]), rules({"key": "followers"}))

    assert [card(tied, name).standings[0].gap for name in "abcd"] == [None, 4, 4, 3]


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        # value: what has to be met, how far that is, whether it has to be passed
        pytest.param("min", [None, (9, 4, False), (9, 4, False), (5, 3, False)], id="whoever draws level gains"),
        pytest.param("dense", [None, (9, 4, False), (9, 4, False), (5, 3, False)], id="also where no place is skipped"),
        pytest.param(
            "max", [None, (5, 0, True), (5, 0, True), (5, 3, True)],
            id="the worst of the shared places: who leaves the others gains, who only joins them does not",
        ),
        pytest.param(
            "average", [None, (5, 0, True), (5, 0, True), (5, 3, False)],
            id="the mean of the shared places: both gain half a point",
        ),
    ],
)  # fmt: skip
def test_the_gap_is_what_gains_a_place_on_the_indicator_under_the_rule_for_ties(ties, expected):
    values = [9, 5, 5, 2]
    tied = rated(pages(x=values), rules({"key": "x"}, ties=ties))
    found = [card(tied, name).standings[0] for name in "abcd"]

    assert [(s.next_value, s.gap, s.beyond) if s.gap is not None else None for s in found] == expected
    for name, standing in zip("abcd", found, strict=True):
        if standing.gap is not None:  # with so much it gains, with a hundredth less it does not
            for more, gains in ((standing.gap + Fraction(int(standing.beyond), 100), True),
                                (standing.gap - Fraction(int(not standing.beyond), 100), False)):  # fmt: skip
                own = "abcd".index(name)
                changed = [str(float(value + more)) if n == own else value for n, value in enumerate(values)]
                again = card(rated(pages(x=changed), rules({"key": "x"}, ties=ties)), name).standings[0]
                assert (again.rank < standing.rank) == gains, (name, more)


def test_a_gap_is_exact():
    """As floats 0.3 − 0.1 is 0.19999999999999998, and the quotients' difference 2/3 − 1/2 is 0.16666666666666663."""
    rating = rated(
        pages(x=["0.1", "0.3"], likes=[2, 1], posts=[3, 2]),
        rules({"key": "x"}, {"key": "rate", "of": ["likes"], "per": ["posts"]}),
    )
    assert card(rating, "a").standings[0].gap == Fraction("0.2")
    assert card(rating, "b").standings[1].gap == Fraction(1, 6)


def test_who_shares_the_first_place_on_an_indicator_is_not_weak_on_it():
    equal = rated(pages(x=[5, 5, 5], y=[1, 2, 3]), rules({"key": "x"}, {"key": "y"}, ties="max"))

    assert card(equal, "a").standings[0].rank == 3
    assert card(equal, "a").weaknesses == ("y",)


def test_strengths_are_the_best_places_in_the_upper_third_and_weaknesses_the_worst_in_the_lowest(small):
    assert (card(small, "b").strengths, card(small, "b").weaknesses) == (("per_post",), ("hours",))
    assert (card(small, "a").strengths, card(small, "a").weaknesses) == (("followers",), ())
    assert set(card(small, "c").weaknesses) == {"followers", "per_post"}


def test_two_strengths_and_two_weaknesses_are_enough():
    july, _movement = example()
    best, last = explain_page(july, 0), explain_page(july, len(july) - 1)

    # Atyrau: 3+1+3+2+1+9, Turkistan on Facebook: red everywhere
    assert best.strengths == ("followers_share", "engaged_share")
    assert best.weaknesses == ()
    assert (len(last.strengths), len(last.weaknesses)) == (0, 2)


def test_the_neighbours_are_the_rows_above_and_below(small):
    assert card(small, "a").above is None
    assert card(small, "a").below == Neighbour("b", "", 2, 8)
    assert card(small, "b").above == Neighbour("a", "", 1, 6)
    assert card(small, "b").below == Neighbour("c", "", 3, 10)
    assert card(small, "c").below is None


def test_neighbours_are_of_the_same_league():
    rows = [row | {"group": group} for row, group in zip(ROWS, ("east", "east", "west"), strict=True)]
    leagues = rated(rows, SMALL, by="group")

    assert card(leagues, "b").below is None
    assert (card(leagues, "c").above, card(leagues, "c").below) == (None, None)


def test_who_is_first_on_an_indicator_is_not_weak_on_it():
    alone = card(rated(pages(followers=[5], likes=[3]), rules({"key": "followers"}, {"key": "likes"})), "a")

    assert alone.weaknesses == ()
