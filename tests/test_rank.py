"""Values to points: every tie rule, both directions, leagues, and quotients that a float cannot tell apart."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inside import Count, Indicator, derive_indicator, rank_keys, rank_present, rank_values


def points(values, **rules):
    return rank_values(np.array(values), **rules).tolist()


def points_of_quotients(quotients, direction="higher", ties="min", leagues=None, dtype=np.int64):
    top = np.array([top for top, _bottom in quotients], dtype=dtype)
    bottom = np.array([bottom for _top, bottom in quotients], dtype=dtype)
    values = np.array([a / b for a, b in quotients])  # Python rounds the quotient of whole numbers once
    return rank_values(values, direction, ties, None if leagues is None else np.array(leagues), (top, bottom)).tolist()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([30, 10, 20], [1, 3, 2], id="more is better"),
        pytest.param([7, 5, 7, 1], [1, 3, 1, 4], id="a tie shares the best place"),
        pytest.param([0, 0, 0], [1, 1, 1], id="all equal are all first"),
        pytest.param([2.5], [1], id="one page is first"),
        pytest.param([], [], id="no page has no points"),
        pytest.param([-1, 3, 0], [3, 1, 2], id="a negative value is below nothing"),
    ],
)
def test_the_highest_value_gets_one_point(values, expected):
    assert points(values) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([30, 10, 20], [3, 1, 2], id="less is better"),
        pytest.param([7, 5, 7, 1], [3, 2, 3, 1], id="a tie shares the best place that is left"),
        pytest.param([0.25, 0, 0.5, 0], [3, 1, 4, 1], id="nothing at all is the best"),
    ],
)
def test_the_lowest_value_gets_one_point_where_less_is_better(values, expected):
    assert points(values, direction="lower") == expected


# two tie for the second place, three for the fifth: 90 | 80 80 | 70 | 60 60 60 | 50
TIED = [60, 80, 50, 60, 90, 80, 60, 70]


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        pytest.param("min", [5, 2, 8, 5, 1, 2, 5, 4], id="the best place of the tie, 1 2 2 4"),
        pytest.param("max", [7, 3, 8, 7, 1, 3, 7, 4], id="the worst place of the tie, 1 3 3 4"),
        pytest.param("average", [6, 2.5, 8, 6, 1, 2.5, 6, 4], id="the mean, (2 + 3) / 2 and (5 + 6 + 7) / 3"),
        pytest.param("dense", [4, 2, 5, 4, 1, 2, 4, 3], id="no place is skipped, 1 2 2 3"),
    ],
)
def test_equal_values_share_points_by_the_tie_rule(ties, expected):
    assert points(TIED, ties=ties) == expected


def test_the_default_is_the_1224_rule():
    assert points([4, 9, 4, 3]) == [2, 1, 2, 4]


@pytest.mark.parametrize(("ties", "kind"), [("min", "i"), ("max", "i"), ("dense", "i"), ("average", "f")])
def test_points_are_whole_unless_ties_are_averaged(ties, kind):
    assert rank_values(np.array([4, 9, 4, 3]), ties=ties).dtype.kind == kind


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        # league 0 holds 9, 9, 1; league 1 holds 4, 9, 4, 4
        pytest.param("min", [1, 2, 1, 1, 3, 2, 2], id="best"),
        pytest.param("max", [2, 4, 2, 1, 3, 4, 4], id="worst"),
        pytest.param("average", [1.5, 3, 1.5, 1, 3, 3, 3], id="mean"),
        pytest.param("dense", [1, 2, 1, 1, 2, 2, 2], id="dense"),
    ],
)
def test_pages_are_ranked_inside_their_league_only(ties, expected):
    leagues = np.array([0, 1, 0, 1, 0, 1, 1])
    assert points([9, 4, 9, 9, 1, 4, 4], ties=ties, leagues=leagues) == expected


def test_equal_values_on_either_side_of_a_leagues_border_do_not_tie():
    assert points([5, 5, 5, 6], ties="max", leagues=np.array([0, 0, 1, 1])) == [2, 2, 2, 1]


@pytest.mark.parametrize("ties", ["min", "max", "average", "dense"])
def test_one_third_two_sixths_and_a_hundred_of_three_hundred_are_the_same(ties):
    shared = {"min": 1, "max": 3, "average": 2, "dense": 1}[ties]
    last = {"min": 4, "max": 4, "average": 4, "dense": 2}[ties]
    assert points_of_quotients([(1, 3), (2, 6), (100, 300), (33, 100)], ties=ties) == [shared, shared, shared, last]


def test_equal_ratios_tie_whatever_two_divisions_would_say():
    assert 1 / 1 / 300 != 1 / 3 / 100  # what DOMAIN 7 warns of

    er = Indicator(key="er", label="ER", of=["interactions"], per=["posts", "followers"], times=100)
    counts = {"interactions": [1, 1, 2, 1], "posts": [1, 3, 6, 7], "followers": [300, 100, 100, 43]}
    measured = derive_indicator(er, {name: Count(np.array(numbers)) for name, numbers in counts.items()}, 4)

    # 1*100/(1*300), 1*100/(3*100), 2*100/(6*100) are equal; 1*100/(7*43) = 100/301 is less
    assert rank_values(measured.values, ratio=(measured.numerator, measured.denominator)).tolist() == [1, 1, 1, 4]


N = 2**52 + 1  # near here n/(n+1) and (n+1)/(n+2) are the same float

COLLIDING = [
    pytest.param([(N, N + 1), (N + 1, N + 2)], [2, 1], id="two neighbours near 2^52"),
    pytest.param([(N + 1, N + 2), (N, N + 1), (2 * N, 2 * (N + 1))], [1, 2, 2], id="an equal one among them ties"),
    pytest.param([(N + 2, N + 3), (N, N + 1), (N + 1, N + 2), (1, 2)], [1, 3, 2, 4], id="three, and one far below"),
    pytest.param([(1, 2), (N, 2 * N), (N, 2 * N + 1), (N + 1, 2 * N + 1)], [2, 2, 4, 1], id="around one half"),
    pytest.param([(10**12 - 2, 10**12 - 1), (10**12 - 1, 10**12)], [2, 1], id="at the largest count"),
]


@pytest.mark.parametrize(("quotients", "expected"), COLLIDING)
@pytest.mark.parametrize("dtype", [np.int64, object])
def test_quotients_that_collide_as_floats_are_told_apart(quotients, expected, dtype):
    assert len({a / b for a, b in quotients}) < len({Fraction(a, b) for a, b in quotients})
    assert points_of_quotients(quotients, dtype=dtype) == expected


def test_colliding_quotients_are_told_apart_where_less_is_better():
    assert points_of_quotients([(N, N + 1), (N + 2, N + 3), (N + 1, N + 2)], direction="lower") == [1, 3, 2]


def test_colliding_quotients_are_told_apart_inside_each_league():
    quotients = [(N, N + 1), (N, N + 1), (N + 1, N + 2), (N + 1, N + 2), (N, N + 1)]
    assert points_of_quotients(quotients, leagues=[0, 1, 1, 0, 0]) == [2, 2, 1, 1, 2]


def test_colliding_quotients_share_points_by_the_tie_rule_once_told_apart():
    quotients = [(N, N + 1), (N + 1, N + 2), (2 * N, 2 * N + 2), (3, 4)]
    assert points_of_quotients(quotients, ties="average") == [2.5, 1, 2.5, 4]


def test_products_beyond_two_to_the_116_do_not_pass_for_equal():
    """Cross products that differ by just 2^64 agree modulo 2^64; the counts below are allowed by every limit."""
    share = Indicator(key="share", label="Share", of=["engaged"], per=["posts", "followers"], times=2**19)
    counts = {
        "engaged": [2**39, 2**39 + 1],
        "posts": [2**33, 11199630527],
        "followers": [2**28, 205885632],
    }
    assert max(map(max, counts.values())) <= 10**12
    exact = [Fraction(e * 2**19, p * f) for e, p, f in zip(*counts.values(), strict=True)]
    assert exact[0] < exact[1]

    measured = derive_indicator(share, {name: Count(np.array(numbers)) for name, numbers in counts.items()}, 2)

    assert rank_values(measured.values, ratio=(measured.numerator, measured.denominator)).tolist() == [2, 1]


@settings(max_examples=150, derandomize=True, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(N - 4, N + 4), st.integers(N - 4, N + 4))
        | st.tuples(st.integers(0, 3), st.integers(1, 4)),
        min_size=1,
        max_size=10,
    ),
    st.sampled_from(["higher", "lower"]),
)
def test_points_are_the_places_of_the_exact_quotients(quotients, direction):
    exact = [Fraction(a, b) * (1 if direction == "lower" else -1) for a, b in quotients]
    assert points_of_quotients(quotients, direction) == [1 + sum(o < mine for o in exact) for mine in exact]


@settings(max_examples=100, derandomize=True, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 1)), min_size=1, max_size=12), st.randoms())
@pytest.mark.parametrize("ties", ["min", "max", "average", "dense"])
@pytest.mark.slow
def test_the_order_of_rows_changes_no_points(ties, rows, random):
    def ranked(rows):
        return points([value for value, _ in rows], ties=ties, leagues=np.array([league for _, league in rows]))

    order = random.sample(range(len(rows)), len(rows))
    assert ranked([rows[i] for i in order]) == [ranked(rows)[i] for i in order]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param([[5, 5, 4]], [2, 2, 1], id="fewest first"),
        pytest.param([[5, 5, 4], [2, 1, 9]], [3, 2, 1], id="the second key divides a tie of the first"),
        pytest.param([[5, 5, 5, 1], [2, 2, 1, 7]], [3, 3, 2, 1], id="equal on all keys share"),
        pytest.param([[2.5, 2, 2.5]], [2, 1, 2], id="halves"),
    ],
)
def test_keys_rank_the_fewest_first(keys, expected):
    assert rank_keys([np.array(key) for key in keys]).tolist() == expected


def test_dense_places_skip_none():
    totals = np.array([12, 9, 12, 30, 12, 17])
    assert rank_keys([totals], "min").tolist() == [2, 1, 2, 6, 2, 5]
    assert rank_keys([totals], "dense").tolist() == [2, 1, 2, 4, 2, 3]


def test_keys_rank_inside_each_league():
    totals = np.array([12, 9, 12, 30])
    assert rank_keys([totals], leagues=np.array([1, 0, 1, 0])).tolist() == [1, 1, 1, 2]


def test_a_missing_value_gets_the_points_of_the_leagues_last_place():
    """In league 0 (three pages) 5 beats 3 and the missing one gets 3; in league 1 (two) the missing one gets 2."""
    values, missing = np.array([3.0, np.nan, np.nan, 5.0, 9.0]), np.array([False, True, True, False, False])
    leagues, worst = np.array([0, 0, 1, 0, 1]), np.array([3, 3, 2, 3, 2])

    assert rank_present(values, missing, worst, "higher", "min", leagues).tolist() == [2, 3, 2, 1, 1]


def test_where_no_value_is_missing_all_are_ranked():
    assert rank_present(np.array([3, 5, 3]), None, np.array([3, 3, 3]), "lower", "average").tolist() == [1.5, 3, 1.5]


def test_quotients_of_the_values_that_are_there_are_told_apart():
    """2^56 + 1 over 3 and 2^56 over 3 are one float, and two quotients."""
    top, bottom = np.array([2**56, 1, 2**56 + 1]), np.array([3, 1, 3])
    values, missing = np.array([2**56 / 3, np.nan, (2**56 + 1) / 3]), np.array([False, True, False])

    assert values[0] == values[2]
    assert rank_present(values, missing, np.full(3, 3), "higher", "min", None, (top, bottom)).tolist() == [2, 3, 1]
