"""Totals to bands, values to the zones of an indicator's table, and values against the norm of a size."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govrank import load_methodology
from inside import (
    INDICATOR_ZONES,
    Band,
    Count,
    IndicatorValues,
    Norm,
    Thresholds,
    ZonesByShare,
    assign_indicator_zones,
    compare_with_norm,
    reaches,
)

MANY = 25


def zones_by_total(totals, worst, bands, sizes=None):
    """Return the bands of totals in leagues of many pages, or of so many."""
    sizes = np.array(sizes or [MANY] * len(totals))
    return ZonesByShare(bands, "total").assign(np.array(totals), np.array(worst), sizes).tolist()


def bands(*bounds):
    return [Band(name=f"band-{n}", upto=upto, color="#ffffff") for n, upto in enumerate(bounds)]


@pytest.mark.parametrize(
    ("total", "worst", "expected"),
    [
        pytest.param(6, 150, 0, id="the best possible"),
        pytest.param(50, 150, 0, id="50 of 150 is one third, and a third is green"),
        pytest.param(51, 150, 1, id="one more is white"),
        pytest.param(100, 150, 1, id="two thirds are white"),
        pytest.param(101, 150, 2, id="one more is red"),
        pytest.param(150, 150, 2, id="the worst possible is red"),
        pytest.param(7, 23, 0, id="7 of 23 is below 7 2/3"),
        pytest.param(8, 23, 1, id="8 of 23 is above 7 2/3"),
        pytest.param(7.5, 23, 0, id="a half of averaged ties, below 7 2/3"),
        pytest.param(50.5, 150, 1, id="half a point above the bound"),
        pytest.param(15.5, 46.5, 0, id="15.5 of 46.5 is exactly one third"),
    ],
)
def test_a_total_is_in_the_first_band_whose_bound_it_does_not_pass(total, worst, expected):
    if worst != int(worst):
        total, worst = total * 2, int(worst * 2)
    assert zones_by_total([total], [worst], bands("1/3", "2/3", "1")) == [expected]


def test_seven_tenths_and_one_tenth_are_eight_tenths():
    assert not 8 / 10 <= 0.7 + 0.1  # the mistake in DOMAIN 7: bounds as summed widths

    assert zones_by_total([7, 8, 9], [10, 10, 10], bands("0.7", "0.8", "1")) == [0, 1, 2]


def test_each_league_is_measured_by_its_own_worst_total():
    assert zones_by_total([6, 6, 6, 7], [18, 12, 6, 18], bands("1/3", "2/3", "1")) == [0, 1, 2, 1]


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        pytest.param([1, 1], [0, 0], id="alone in its league it has nobody to be compared with"),
        pytest.param([2, 2], [2, 2], id="of two pages the worst possible total is the worst"),
    ],
)
def test_a_page_alone_in_its_league_is_in_the_first_band(sizes, expected):
    assert zones_by_total([6, 6], [6, 6], bands("1/3", "2/3", "1"), sizes) == expected


def test_five_zones_of_the_2020_edition_are_fifths():
    zones = load_methodology("akimats-2020").zones
    totals = [30, 31, 60, 61, 90, 91, 120, 121, 150]  # of 6 × 25 = 150

    found = zones_by_total(totals, [150] * 9, zones)

    assert [zones[i].name for i in found] == [
        "green", "white", "white", "red-light", "red-light", "red-medium", "red-medium", "red-dark", "red-dark",
    ]  # fmt: skip


@settings(max_examples=200, derandomize=True, deadline=None)
@given(
    st.integers(1, 10**6).flatmap(lambda worst: st.tuples(st.integers(1, 2 * worst), st.just(worst))),
    st.lists(st.fractions(min_value=Fraction(1, 40), max_value=Fraction(39, 40), max_denominator=40), max_size=4),
)
@pytest.mark.slow
def test_bounds_are_compared_exactly(total, bounds):
    doubled, worst = total
    bounds = [*sorted(set(bounds)), Fraction(1)]
    expected = next(n for n, bound in enumerate(bounds) if Fraction(doubled, 2) <= bound * worst)

    assert zones_by_total([doubled / 2], [worst], bands(*bounds)) == [expected]


def measured(*values):
    """Return values as they are measured: whole numbers, decimals as texts or floats, quotients; None is missing."""
    exact = [Fraction(0 if value is None else str(value)) for value in values]
    gaps = np.array([value is None for value in values])
    tops, bottoms = (
        np.array(side, dtype=object if max(side) >= 2**58 else np.int64)
        for side in ([v.numerator for v in exact], [v.denominator for v in exact])
    )
    floats = np.where(gaps, np.nan, np.array([v.numerator / v.denominator for v in exact]))
    return IndicatorValues(floats, tops, bottoms, gaps if gaps.any() else None)


def zones_of(values, points, size, thresholds=None, direction="higher"):
    found = assign_indicator_zones(
        measured(*values), np.array(points), np.full(len(values), size), thresholds, direction
    )
    return [INDICATOR_ZONES[zone] for zone in found.tolist()]


@pytest.mark.parametrize(
    ("points", "size", "expected"),
    [
        pytest.param([1, 2, 3, 4, 5, 6], 6, ["green"] * 2 + ["white"] * 2 + ["red"] * 2, id="six pages, two each"),
        pytest.param([2, 3, 4, 5], 7, ["green", "white", "white", "red"], id="seven: bounds at 2 1/3 and 4 2/3"),
        pytest.param([1], 1, ["green"], id="one page is in the first third"),
        pytest.param([1, 2], 2, ["white", "red"], id="two pages: 1 of 2 is past the first third"),
        pytest.param([2.5, 2, 4, 4.5], 6, ["white", "green", "white", "red"], id="halves of averaged ties"),
    ],
)
def test_without_thresholds_the_thirds_of_the_places_decide(points, size, expected):
    assert zones_of([0] * len(points), points, size) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([10.0, 9.999], ["green", "white"], id="green from the bound on"),
        pytest.param([5.0, 4.999], ["white", "red"], id="red below the bound, not at it"),
    ],
)
def test_thresholds_of_the_methodology_decide_before_the_places(values, expected):
    thresholds = Thresholds(green_from=10.0, red_below=5.0)
    assert zones_of(values, [1, 25], 25, thresholds) == expected
    assert zones_of(values, [25, 1], 25, thresholds) == expected


def test_a_bound_that_is_not_named_is_taken_from_the_thirds():
    only_red = Thresholds(red_below=10000)
    # the third of 12 places is 4: the first is green by place, the second white, the third red by its value
    assert zones_of([12000, 11000, 9000], [4, 9, 5], 12, only_red) == ["green", "white", "red"]

    only_green = Thresholds(green_from=10000)
    assert zones_of([10000, 9999, 9000], [4, 8, 9], 12, only_green) == ["green", "white", "red"]


@pytest.mark.parametrize(
    ("value", "place", "thresholds", "direction", "expected"),
    [
        pytest.param(10000, 12, Thresholds(green_from=10000), "higher", "green", id="green by value, last by place"),
        pytest.param(9000, 1, Thresholds(red_below=10000), "higher", "red", id="red by value, first by place"),
        pytest.param(3, 12, Thresholds(green_from=3), "lower", "green", id="green where less is better"),
        pytest.param(4, 12, Thresholds(green_from=3), "lower", "red", id="past the bound the last third is red"),
        pytest.param(9, 1, Thresholds(red_below=8), "lower", "red", id="red where less is better"),
        pytest.param(None, 12, Thresholds(green_from=10000), "higher", "red", id="a missing value meets no bound"),
    ],
)
def test_a_named_threshold_is_not_overruled_by_the_thirds(value, place, thresholds, direction, expected):
    assert zones_of([value], [place], 12, thresholds, direction) == [expected]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(3, "green", id="at the bound"),
        pytest.param(4, "white", id="between"),
        pytest.param(9, "red", id="above"),
    ],
)
def test_thresholds_turn_round_where_less_is_better(value, expected):
    assert zones_of([value], [2], 5, Thresholds(green_from=3, red_below=8), "lower") == [expected]


def test_a_missing_value_is_red():
    assert zones_of([None, 7.0], [2, 1], 6, Thresholds(green_from=5, red_below=1)) == ["red", "green"]


NEAR = "9.99999999999999999"  # its float is 10.0


@pytest.mark.parametrize(
    ("value", "bound", "direction", "expected"),
    [
        pytest.param(NEAR, 10, "higher", False, id="below by less than a float shows"),
        pytest.param(NEAR, 10, "lower", True, id="below, where less is better"),
        pytest.param("10.00000000000000001", 10, "higher", True, id="above by less than a float shows"),
        pytest.param("10.00000000000000001", 10, "lower", False, id="above, where less is better"),
        pytest.param("10", 10, "higher", True, id="at it"),
        pytest.param("0.1", 0.1, "higher", True, id="a tenth is the tenth that the methodology writes"),
        pytest.param("0.1", 0.1, "lower", True, id="a tenth from the other side"),
        pytest.param("0.10000000000000000001", 0.1, "lower", False, id="above a tenth, and below the float of a tenth"),
        pytest.param("1/3", 0.3333333333333333, "lower", False, id="a quotient above the decimal next to it"),
        pytest.param(10**12, 1e12, "higher", True, id="the largest count"),
        pytest.param(0, -1, "higher", True, id="a bound below nothing"),
        pytest.param(None, -1, "higher", False, id="a missing value"),
        pytest.param(None, 1, "lower", False, id="a missing value, where less is better"),
    ],
)
def test_a_bound_is_reached_exactly(value, bound, direction, expected):
    assert reaches(measured(value), float(bound), direction).tolist() == [expected]


def test_a_threshold_a_norm_and_a_size_are_compared_exactly():
    assert zones_of([NEAR, "10"], [1, 2], 12, Thresholds(red_below=10)) == ["red", "green"]
    assert zones_of([NEAR, "10"], [9, 8], 12, Thresholds(green_from=10)) == ["red", "green"]

    norm = Norm.model_validate({"indicator": "er", "by": "size", "bands": [{"from": 10, "low": 10}]})
    sizes = Count(np.array([999999999999999999, 10**18], dtype=object), scale=10**17)
    assert compare_with_norm(measured(NEAR, NEAR), sizes, norm).tolist() == [None, "below"]
    assert compare_with_norm(measured("10", "10"), sizes, norm).tolist() == [None, "within"]


NORM = Norm.model_validate(
    {
        "indicator": "er",
        "by": "followers",
        "bands": [
            {"from": 5000, "to": 10000, "low": 10, "high": 20},
            {"from": 10000, "to": 100000, "high": 5},
            {"from": 1000000, "high": 1},
        ],
    }
)


@pytest.mark.parametrize(
    ("value", "followers", "expected"),
    [
        pytest.param(15.0, 4999, None, id="below the smallest band there is no norm"),
        pytest.param(9.9, 5000, "below", id="a band is closed below: 5 000 is in it"),
        pytest.param(10.0, 5000, "within", id="the low end is within"),
        pytest.param(20.0, 9999, "within", id="the high end is within"),
        pytest.param(20.1, 9999, "above", id="above the high end"),
        pytest.param(9.9, 10000, "above", id="a band is open above: 10 000 is in the next, where up to 5 is normal"),
        pytest.param(0.0, 99999, "within", id="no low end"),
        pytest.param(2.0, 100000, None, id="between two bands there is no norm"),
        pytest.param(1.5, 10**9, "above", id="the last band has no upper end"),
    ],
)
def test_a_value_is_held_against_the_norm_of_its_size(value, followers, expected):
    verdict = compare_with_norm(measured(value), Count(np.array([followers])), NORM)
    assert verdict.tolist() == [expected]


def test_a_missing_figure_has_no_norm():
    by = Count(np.array([7000, 0, 7000]), np.array([False, True, False]))
    assert compare_with_norm(measured(15.0, 15.0, None), by, NORM).tolist() == ["within", None, None]


def test_the_size_of_a_norm_may_have_fractions():
    by = Count(np.array([500_050, 499_950]), scale=100)  # 5000.50 and 4999.50
    assert compare_with_norm(measured(15.0, 15.0), by, NORM).tolist() == ["within", None]


@pytest.mark.parametrize(
    ("er", "followers", "expected"),
    [
        (12.0, 7000, "within"),
        (6.0, 50000, "above"),
        (2.9, 500000, "within"),
        (1.1, 1000000, "above"),
        (1, 4999, None),
    ],
)
def test_the_packaged_norms_are_those_of_the_edition(er, followers, expected):
    norm = load_methodology("akimats").norms[0]
    assert compare_with_norm(measured(er), Count(np.array([followers])), norm).tolist() == [expected]
