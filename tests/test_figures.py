"""Numbers as a reader of a language writes them; what is ranked is never rounded, only what is shown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inside import decimals_for, number_text, points_text
from said import LANGUAGES

NARROW = "\u202f"


@pytest.mark.parametrize(
    ("value", "decimals", "english", "russian"),
    [
        (0, 0, "0", "0"),
        (999, 0, "999", "999"),
        (1000, 0, "1,000", f"1{NARROW}000"),
        (1234567, 0, "1,234,567", f"1{NARROW}234{NARROW}567"),
        (12345.678, 1, "12,345.7", f"12{NARROW}345,7"),
        (0.5, 2, "0.50", "0,50"),
        (10**12, 0, "1,000,000,000,000", f"1{NARROW}000{NARROW}000{NARROW}000{NARROW}000"),
    ],
)
def test_a_number_is_written_in_the_languages_habit(value, decimals, english, russian):
    assert number_text(value, "en", decimals) == english
    assert number_text(value, "ru", decimals) == number_text(value, "kk", decimals) == russian


@pytest.mark.parametrize(
    ("values", "decimals"),
    [
        pytest.param([], 0, id="none"),
        pytest.param([3, 4.0, 0], 0, id="whole"),
        pytest.param([12.51, 0.98], 2, id="two digits of the smallest"),
        pytest.param([447.0, 12.5], 1, id="fewer beside large ones"),
        pytest.param([1.01, 0.072], 3, id="more for small ones"),
        pytest.param([1.5, 0.00000001], 4, id="four at most"),
        pytest.param([1.5, 0.0, float("nan")], 2, id="nothing and missing do not count"),
    ],
)
def test_a_column_has_as_many_decimals_as_its_smallest_value_needs(values, decimals):
    assert decimals_for(values) == decimals


@pytest.mark.parametrize(("points", "text"), [(1, "1"), (1.0, "1"), (2.5, "2.5"), (1234.5, "1,234.5"), (26, "26")])
def test_points_are_whole_or_halves(points, text):
    assert points_text(points, "en") == text


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.integers(0, 10**15), st.sampled_from(LANGUAGES))
def test_no_digit_of_a_whole_number_is_lost(number, lang):
    assert int("".join(filter(str.isdecimal, number_text(number, lang)))) == number
