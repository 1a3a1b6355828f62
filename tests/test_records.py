"""Columns of cells through their pydantic types: every cell, and each wrong one by its index."""

from decimal import Decimal

import numpy as np
import pytest

from inside import count_of_decimals, read_count, read_names
from rows import ErrorValue, Uncalculated


def codes(read):
    return {i: problem.code for i, problem in read.wrong.items()}


def test_a_column_of_names_is_trimmed():
    assert read_names(["  Атырау ", "Aktobe"]).values == ["Атырау", "Aktobe"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param("", None, id="empty"),
        pytest.param("–", None, id="a dash"),
        pytest.param("нет", None, id="the word no"),
        pytest.param(7, "7", id="a number that is a name"),
        pytest.param("007", "007", id="digits stay as they are written"),
        pytest.param(7.0, "7", id="a number that is stored with a fraction"),
        pytest.param("#Акимат", "#Акимат", id="a hashtag"),
        pytest.param("=A1", "=A1", id="a text that begins as a formula does"),
        pytest.param("NA", "NA", id="NA is a name, not a missing one"),
    ],
)
def test_a_name_is_a_text_or_missing(cell, expected):
    read = read_names(["Атырау", cell])
    assert (read.values, read.wrong) == (["Атырау", expected], {})


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        pytest.param(True, "not-text", id="a truth value"),
        pytest.param(1.5, "not-text", id="a fraction"),
        pytest.param(ErrorValue("#REF!"), "error-value", id="an error"),
        pytest.param("#REF!", "error-value", id="an error as text"),
        pytest.param(" #N/A ", "error-value", id="an error as text with spaces"),
        pytest.param("#Н/Д", "error-value", id="a Russian error as text"),
        pytest.param(Uncalculated("=A1"), "formula-without-value", id="a formula without a value"),
    ],
)
def test_a_cell_that_is_no_name_is_found_by_its_index(cell, code):
    read = read_names(["Атырау", "Абай", cell, "Актобе"])

    assert codes(read) == {2: code}
    assert read.values == ["Атырау", "Абай", None, "Актобе"]


def test_a_packed_column_of_names_is_the_texts_it_was():
    assert read_names(np.array([101, 7])).values == ["101", "7"]


def test_a_plain_column_of_counts_is_read():
    count = read_count(["12", "7", "0"], whole=True).values

    assert count.numbers.tolist() == [12, 7, 0]
    assert (count.missing, count.scale) == (None, 1)


def test_a_packed_column_of_counts_is_read():
    assert read_count(np.array([12, 7]), whole=True).values.numbers.tolist() == [12, 7]


def test_missing_cells_are_marked_and_not_counted_as_nothing():
    count = read_count(["12", "–", "0", ""], whole=True).values

    assert count.missing.tolist() == [False, True, False, True]
    assert count.numbers.tolist()[::2] == [12, 0]


def test_every_wrong_cell_is_found_at_once_and_read_as_missing():
    read = read_count(["12", "12k", "3,4", "-1", "1 234", True], whole=True)

    assert {i: (problem.key, problem.args.get("proposal")) for i, problem in read.wrong.items()} == {
        1: ("not-whole/proposal", "12000"),
        2: ("not-whole", None),
        3: ("negative", None),
        5: ("not-a-number/truth", None),
    }
    assert read.values.missing.tolist() == [False, True, True, True, False, True]
    assert read.values.numbers.tolist()[::4] == [12, 1234]


@pytest.mark.parametrize(
    "column",
    [
        pytest.param(["5", "1000000000001"], id="texts"),
        pytest.param(np.array([5, 1000000000001]), id="packed"),
        pytest.param([5, 1000000000001], id="number cells"),
        pytest.param(["5", "1 000 000 000 001"], id="texts with groups"),
    ],
)
@pytest.mark.parametrize("whole", [True, False])
def test_a_count_over_the_largest_is_found_however_it_is_stored(column, whole):
    assert codes(read_count(column, whole=whole)) == {1: "too-large"}


def test_a_wrong_cell_of_a_packed_column_is_read_as_missing_too():
    """A wrong cell's value is as if it were missing, says `Read`; and missing is never 0."""
    count = read_count(np.array([5, 1000000000001]), whole=True).values
    assert count.missing is not None
    assert count.missing.tolist() == [False, True]


def test_fractions_are_kept_exactly_with_one_scale_for_the_column():
    count = read_count(["1,5", "12", "0.25", "–"], whole=False).values

    assert count.scale == 100
    assert count.numbers.tolist() == [150, 1200, 25, 0]
    assert count.missing.tolist() == [False, False, False, True]


def test_figures_of_which_the_column_does_not_show_the_decimal_sign_are_named():
    whole, fractions = (read_count(["1,234", "12", "5,678"], whole=kind) for kind in (True, False))

    assert (whole.unsure, whole.values.numbers.tolist(), whole.values.missing) == ((0, 2), [1234, 12, 5678], None)
    assert (fractions.unsure, fractions.values.missing.tolist()) == ((0, 2), [True, False, True])
    assert whole.wrong == fractions.wrong == {}


def test_another_cell_of_the_column_decides_in_columns_of_both_kinds():
    whole, fractions = (read_count(["1,234", "5,5"], whole=kind) for kind in (True, False))

    assert codes(whole) == {0: "not-whole", 1: "not-whole"}
    assert (fractions.values.numbers.tolist(), fractions.values.scale) == ([1234, 5500], 1000)


def test_the_user_decides_where_the_column_does_not():
    read = read_count(["1,234", "12"], whole=False, decimal=",")
    assert (read.values.numbers.tolist(), read.values.scale, read.unsure) == ([1234, 12000], 1000, ())


@pytest.mark.parametrize(
    ("values", "scale", "numbers"),
    [
        pytest.param(["3", "40"], 1, [3, 40], id="whole"),
        pytest.param(["3.50", "40"], 10, [35, 400], id="a zero at the end is no decimal"),
        pytest.param(["0.000000001", "1000000000000"], 10**9, [1, 10**21], id="the finest beside the largest"),
        pytest.param(["0.1234567890123456789", "3"], 10**19, [1234567890123456789, 3 * 10**19], id="19 decimals"),
        pytest.param(
            [f"123456789012.{'1' * 47}"],
            10**47,
            [int("123456789012" + "1" * 47)],
            id="more digits than Decimal's usual",
        ),
        pytest.param(["0", f"0.{'0' * 19}1"], 10**20, [0, 1], id="small numbers under a scale beyond 64 bits"),
        pytest.param([], 1, [], id="no page"),
    ],
)
def test_decimals_become_whole_numbers(values, scale, numbers):
    count = count_of_decimals([Decimal(value) for value in values])
    assert (count.scale, count.numbers.tolist()) == (scale, numbers)
