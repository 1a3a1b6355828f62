"""Counts to indicators: whole numbers over whole numbers, divided once, never rounded."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govrank import load_methodology
from inside import (
    Count,
    Indicator,
    Pages,
    count_of_decimals,
    derive_indicator,
    derive_indicators,
    over_nothing,
)

ER = {"of": ["interactions"], "per": ["posts", "followers"], "times": 100}


def measure(rule, **columns):
    counts = {
        name: column if isinstance(column, Count) else Count(np.array(column)) for name, column in columns.items()
    }
    length = len(next(iter(counts.values())).numbers)
    return derive_indicator(Indicator(key="x", label="x", **rule), counts, length)


def exact(measured):
    tops = measured.numerator.tolist()
    bottoms = [1] * len(tops) if measured.denominator is None else measured.denominator.tolist()
    return [Fraction(int(a), int(b)) for a, b in zip(tops, bottoms, strict=True)]


def test_the_worked_example_of_er_is_four_percent():
    """DOMAIN 1: 10 posts, 100 likes, 20 comments, 300 followers: (100 + 20) / 10 = 12, 12 / 300 × 100 = 4 %."""
    rule = {"of": ["likes", "comments"], "per": ["posts", "followers"], "times": 100}
    assert measure(rule, likes=[100], comments=[20], posts=[10], followers=[300]).values.tolist() == [4.0]


def test_one_value_is_had_exactly_or_not_at_all():
    hours = Count(np.array([25, 4, 9]), np.array([False, True, False]), 10)
    found = measure({"of": ["hours"], "per": ["posts"]}, hours=hours, posts=[3, 3, 7])

    assert [found.exact(page) for page in range(3)] == [Fraction(25, 30), None, Fraction(9, 70)]
    assert measure({"of": ["posts"]}, posts=[7]).exact(0) == 7


@pytest.mark.parametrize(
    ("able", "expected"),
    [
        pytest.param(None, [True, True, False, False], id="of all pages"),
        pytest.param([False] * 4, [True, False, False, False], id="of pages that other counts are not looked at of"),
    ],
)
def test_what_cannot_be_divided_is_found(able, expected):
    """likes belong to the interactions, which cannot be without posts; reach is looked at where it is wanted."""
    columns = {"likes": [1, 0, 0, 1], "reach": [0, 1, 0, 1], "posts": [0, 0, 0, 2]}
    counts = {name: Count(np.array(column)) for name, column in columns.items()}
    rule = Indicator(key="x", of=["likes", "reach"], per=["posts"])

    ((name, wrong),) = over_nothing(rule, counts, None if able is None else np.array(able))
    assert (name, wrong.tolist()) == ("posts", expected)


@pytest.mark.parametrize(
    ("rule", "columns", "expected"),
    [
        pytest.param({"of": ["reach"]}, {"reach": [7, 0]}, [7, 0], id="a count as it is"),
        pytest.param({"of": ["likes", "shares"]}, {"likes": [7, 1], "shares": [5, 0]}, [12, 1], id="a sum"),
        pytest.param({"of": ["reach"], "times": 100}, {"reach": [7, 2]}, [700, 200], id="times a number"),
        pytest.param(
            {"of": ["likes"], "per": ["posts"]}, {"likes": [7, 9], "posts": [2, 4]}, [3.5, 2.25], id="per post"
        ),
        pytest.param(
            {"of": ["likes"], "per": ["posts"], "times": 100},
            {"likes": [1], "posts": [3]},
            [100 / 3],
            id="one division",
        ),
        pytest.param(ER, {"interactions": [1, 1], "posts": [1, 3], "followers": [300, 100]}, [1 / 3, 1 / 3], id="er"),
        pytest.param(
            {"of": ["a"], "per": ["b", "b"]}, {"a": [9], "b": [2]}, [2.25], id="a divisor named twice is squared"
        ),
    ],
)
def test_an_indicator_is_a_sum_over_a_product(rule, columns, expected):
    assert measure(rule, **columns).values.tolist() == expected


def test_a_count_that_is_not_divided_stays_a_whole_number():
    measured = measure({"of": ["followers"]}, followers=[97052, 836])
    assert measured.values.dtype == np.int64
    assert measured.denominator is None


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        pytest.param({"interactions": [0, 6], "posts": [0, 3], "followers": [50, 2]}, [0, 100], id="no posts"),
        pytest.param({"interactions": [0, 6], "posts": [4, 3], "followers": [0, 2]}, [0, 100], id="no followers"),
        pytest.param({"interactions": [0], "posts": [0], "followers": [0]}, [0], id="neither"),
    ],
)
def test_nothing_over_nothing_is_zero(columns, expected):
    assert measure(ER, **columns).values.tolist() == expected


def test_a_missing_count_makes_the_value_missing_and_never_zero():
    measured = measure(
        ER,
        interactions=Count(np.array([6, 0, 6]), np.array([False, True, False])),
        posts=Count(np.array([3, 3, 0]), np.array([False, False, True])),
        followers=[2, 2, 2],
    )
    assert measured.missing.tolist() == [False, True, True]
    assert np.isnan(measured.values).tolist() == [False, True, True]
    assert measured.values[0] == 100


def test_columns_with_fractions_are_kept_exactly():
    hours = Count(np.array([5, 125]), scale=100)  # 0.05 and 1.25
    assert exact(measure({"of": ["hours"]}, hours=hours)) == [Fraction(1, 20), Fraction(5, 4)]
    assert exact(measure({"of": ["posts"], "per": ["hours"]}, posts=[2, 5], hours=hours)) == [40, 4]
    assert exact(measure({"of": ["hours", "posts"], "times": 3}, posts=[2, 5], hours=hours)) == [
        3 * Fraction(205, 100),
        3 * Fraction(625, 100),
    ]
    halves = Count(np.array([15, 20]), scale=10)
    assert exact(measure({"of": ["halves"], "per": ["hours"]}, halves=halves, hours=hours)) == [30, Fraction(8, 5)]


def test_products_that_outgrow_64_bits_are_exact():
    big = 10**12
    measured = measure(ER, interactions=[big, big - 1], posts=[big, big], followers=[big, big - 1])

    assert exact(measured) == [Fraction(100, big), Fraction(100, big)]
    assert measured.values.tolist() == [100 / big, 100 / big]


def test_decimals_of_any_fineness_are_divided_exactly_and_rounded_once():
    fine = count_of_decimals([Decimal("0.1234567891"), Decimal("0.1234567894"), Decimal("33.333333333333336")])
    measured = measure({"of": ["a"], "per": ["posts"]}, a=fine, posts=[1, 1, 7])

    assert exact(measured)[2] == Fraction("33.333333333333336") / 7
    assert measured.values.tolist() == [0.1234567891, 0.1234567894, float(Fraction("33.333333333333336") / 7)]


def test_a_sum_of_the_largest_counts_is_exact():
    big = Count(np.array([10**21, 1], dtype=object), scale=10**9)  # 10^12 with nine decimals
    assert exact(measure({"of": ["a", "b"], "times": 10**6}, a=big, b=[10**12, 0])) == [
        2 * 10**18,
        Fraction(1, 1000),
    ]


counts_up_to_the_limit = st.lists(
    st.tuples(*[st.integers(1, 3) | st.integers(10**12 - 3, 10**12) | st.integers(1, 10**6)] * 3),
    min_size=1,
    max_size=5,
)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(counts_up_to_the_limit)
def test_a_value_is_the_float_next_to_the_exact_quotient(rows):
    interactions, posts, followers = map(list, zip(*rows, strict=True))
    measured = measure(ER, interactions=interactions, posts=posts, followers=followers)
    quotients = [Fraction(100 * i, p * f) for i, p, f in rows]

    assert exact(measured) == quotients
    assert measured.values.tolist() == [float(quotient) for quotient in quotients]


def test_the_six_indicators_of_akimats_by_hand():
    counts = {"followers": 300, "population": 6000, "engaged": 120, "interactions": 120, "posts": 10}
    pages = Pages(
        names=["p"], regions=["r"], region_keys=["r"], platforms=["vk"], leagues=[""], urls=None, rows=[2],
        counts={name: Count(np.array([number])) for name, number in counts.items()}, listed=frozenset(),
    )  # fmt: skip

    measured = derive_indicators(pages, load_methodology("akimats"))

    assert {key: stage.values.tolist() for key, stage in measured.items()} == {
        "followers": [300],
        "followers_share": [5.0],  # 300 × 100 / 6000
        "engaged": [120],
        "engagement_per_post": [12.0],  # 120 / 10
        "engaged_share": [2.0],  # 120 × 100 / 6000
        "er": [4.0],  # 120 × 100 / (10 × 300)
    }


def test_a_numerator_that_outgrows_64_bits_through_its_factors_is_exact():
    # 10^12 × 10^6, and 100 more from the divisor's two decimals: 10^20 is beyond 2^63
    hours = Count(np.array([125]), scale=100)
    assert exact(measure({"of": ["a"], "per": ["hours"], "times": 10**6}, a=[10**12], hours=hours)) == [8 * 10**17]


def test_a_numerator_beyond_two_to_the_53_is_not_rounded_before_it_is_divided():
    top = 891417863491 * 10**6
    assert float(top) / 822 != top / 822

    per_post = {"of": ["engaged"], "per": ["posts"], "times": 10**6}
    assert measure(per_post, engaged=[891417863491], posts=[822]).values.tolist() == [top / 822]
