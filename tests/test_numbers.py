"""A text is one number and no other, or it is refused: the whole of CONTRACT 2's paragraph on numbers."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govrank import Problem
from inside import UNKNOWN, Notation, notation_of, plain_numbers, read_decimals, read_wholes, two_readings
from rows import ErrorValue, Uncalculated

GROUP_MARKS = {
    "ordinary space": " ",
    "no-break space": "\u00a0",
    "narrow no-break space": "\u202f",
    "thin space": "\u2009",
    "apostrophe": "'",
    "typographic apostrophe": "\u2019",
    "comma": ",",
    "dot": ".",
}
DECIMAL_GROUP_MARKS = {name: mark for name, mark in GROUP_MARKS.items() if mark not in ",."}


def read_whole(cell, notation=UNKNOWN):
    (number,), wrong = read_wholes([cell], notation)
    return wrong.get(0, number)


def read_decimal(cell, notation=UNKNOWN):
    (number,), wrong = read_decimals([cell], notation)
    return wrong.get(0, number)


def refusal(read, cell, *notation):
    problem = read(cell, *notation)
    assert isinstance(problem, Problem)
    return problem


@pytest.mark.parametrize("mark", [pytest.param(mark, id=name) for name, mark in GROUP_MARKS.items()])
def test_groups_of_three_are_one_whole_number(mark):
    assert read_whole(f"12{mark}345") == 12345
    assert read_whole(f"1{mark}234{mark}567") == 1234567


@pytest.mark.parametrize("mark", [pytest.param(mark, id=name) for name, mark in DECIMAL_GROUP_MARKS.items()])
def test_groups_of_three_are_one_number_where_fractions_are_possible(mark):
    assert read_decimal(f"12{mark}345") == 12345
    assert read_decimal(f"1{mark}234{mark}567,25") == Decimal("1234567.25")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param("0", 0, id="nothing"),
        pytest.param("007", 7, id="leading zeros"),
        pytest.param(" 12345 ", 12345, id="white space around"),
        pytest.param("\u00a012345", 12345, id="a no-break space before"),
        pytest.param("1,234", 1234, id="a comma cannot be decimal here"),
        pytest.param("1.234", 1234, id="a dot cannot be decimal here"),
        pytest.param("1,234,567", 1234567, id="two commas"),
        pytest.param("1000000000000", 10**12, id="the largest"),
        pytest.param("1 000 000 000 000", 10**12, id="the largest in groups"),
        pytest.param(7, 7, id="a number cell"),
        pytest.param("237967.0", 237967, id="a fraction of nothing, as programs write it"),
        pytest.param("12,00", 12, id="two noughts behind a comma"),
        pytest.param("1 234.0", 1234, id="a group and a nought behind the dot"),
        pytest.param("1234.000", 1234, id="three noughts behind four digits"),
        pytest.param("12.000", 12000, id="three noughts behind two digits are a group"),
        pytest.param(7.0, 7, id="a number cell that is stored as a float"),
    ],
)
def test_a_whole_number_is_read(cell, expected):
    assert read_whole(cell) == expected
    assert isinstance(read_whole(cell), int)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param("0", "0", id="nothing"),
        pytest.param("12345", "12345", id="whole"),
        pytest.param("3,4", "3.4", id="a decimal comma"),
        pytest.param("12.5", "12.5", id="a decimal dot"),
        pytest.param("0,05", "0.05", id="below one"),
        pytest.param("1,2345", "1.2345", id="four digits behind are a fraction"),
        pytest.param("1 234,5", "1234.5", id="groups and a decimal comma"),
        pytest.param("1.234,5", "1234.5", id="German"),
        pytest.param("1,234.5", "1234.5", id="English"),
        pytest.param("1’234.50", "1234.5", id="Swiss"),
        pytest.param("1,234,567", "1234567", id="two commas are groups"),
        pytest.param("1.234.567,8", "1234567.8", id="two dots are groups"),
        pytest.param(" 3,4 ", "3.4", id="white space around"),
        pytest.param(0.1, "0.1", id="a number cell"),
        pytest.param(7, "7", id="a whole number cell"),
        pytest.param("33.333333333333336", "33.333333333333336", id="all the digits that a program writes"),
        pytest.param("1234,5678901234", "1234.5678901234", id="ten decimals"),
        pytest.param(100 / 3, "33.333333333333336", id="a third as a spreadsheet stores it"),
        pytest.param(0.1234567891, "0.1234567891", id="a cell with ten decimals"),
        pytest.param(1e-12, "0.000000000001", id="a very small cell"),
        pytest.param(0.1 + 0.2, "0.30000000000000004", id="a sum as a spreadsheet stores it"),
    ],
)
def test_a_number_with_a_fraction_is_read(cell, expected):
    assert read_decimal(cell) == Decimal(expected)


@pytest.mark.parametrize("read", [read_whole, read_decimal])
@pytest.mark.parametrize(
    "cell",
    [
        "", "   ", "-", "–", "—", "n/a", "N/A", "нет", "Нет", " – ", "\u00a0", "н/д", "Н/Д", "нет данных",
        "Нет\u00a0данных", "деректер жоқ", "жоқ", "NA", "na",
    ],
)  # fmt: skip
def test_a_missing_figure_is_missing_and_never_zero(read, cell):
    assert read(cell) is None


BOTH = [
    pytest.param("-4", "negative", id="below nothing"),
    pytest.param("\u22124", "negative", id="below nothing with a true minus"),
    pytest.param("\u20134", "negative", id="below nothing with an en dash"),
    pytest.param("\u20144", "negative", id="below nothing with an em dash"),
    pytest.param("-1 234", "negative", id="below nothing in groups"),
    pytest.param(-4, "negative", id="a cell below nothing"),
    pytest.param(-0.5, ("not-whole", "negative"), id="a cell a little below nothing"),
    pytest.param("12k", ("not-whole", "not-a-number"), id="thousands by a letter"),
    pytest.param("12к", ("not-whole", "not-a-number"), id="thousands by a Russian letter"),
    pytest.param("1,2 тыс.", ("not-whole", "not-a-number"), id="thousands by a word"),
    pytest.param("12 мың", ("not-whole", "not-a-number"), id="thousands by a Kazakh word"),
    pytest.param("1,5 млн", ("not-whole", "not-a-number"), id="millions by a word"),
    pytest.param("TRUE", "not-a-number", id="a truth value as text"),
    pytest.param("истина", "not-a-number", id="a truth value as Russian text"),
    pytest.param(True, "not-a-number", id="a truth value"),
    pytest.param("#REF!", "error-value", id="an error as text"),
    pytest.param("#Н/Д", "error-value", id="a Russian error as text"),
    pytest.param("#ССЫЛКА!", "error-value", id="another Russian error as text"),
    pytest.param(ErrorValue("#REF!"), "error-value", id="an error"),
    pytest.param(Uncalculated("=A1+B1"), "formula-without-value", id="a formula without a value"),
    pytest.param(dt.datetime(2020, 7, 1), "date-in-number", id="a day and time"),
    pytest.param(dt.date(2020, 7, 1), "date-in-number", id="a day"),
    pytest.param(dt.time(1, 30), "date-in-number", id="a time"),
    pytest.param(dt.timedelta(hours=30), "date-in-number", id="a duration"),
    pytest.param("01.07.2020", "date-in-number", id="a day as text"),
    pytest.param("2020-07-01", "date-in-number", id="an ISO day as text"),
    pytest.param("1000000000001", "too-large", id="over the largest"),
    pytest.param("1,000,000,000,001", "too-large", id="over the largest in groups"),
    pytest.param(10**12 + 1, "too-large", id="a cell over the largest"),
    pytest.param(1e300, "too-large", id="a cell far over the largest"),
    pytest.param("9" * 5000, "not-a-number", id="more digits than any number"),
    pytest.param("+5", "not-a-number", id="a plus sign"),
    pytest.param("1e3", "not-a-number", id="scientific"),
    pytest.param("12%", "not-a-number", id="a share"),
    pytest.param("12 345 чел.", "not-a-number", id="a unit"),
    pytest.param("12 34", "not-a-number", id="a group of two"),
    pytest.param("1 2345", "not-a-number", id="a group of four"),
    pytest.param("0 123", "not-a-number", id="a group after nothing"),
    pytest.param("1  234", "not-a-number", id="two spaces"),
    pytest.param("1\t234", "not-a-number", id="a tab inside"),
    pytest.param("1 234\u00a0567", "not-a-number", id="two kinds of space"),
    pytest.param("1,23,456", "not-a-number", id="Indian groups"),
    pytest.param(".5", "not-a-number", id="no digit before the mark"),
    pytest.param("5.", "not-a-number", id="no digit after the mark"),
    pytest.param("1_000", "not-a-number", id="as in Python"),
    pytest.param("0x1f", "not-a-number", id="hexadecimal"),
    pytest.param("½", "not-a-number", id="a fraction sign"),
    pytest.param("١٢", "not-a-number", id="Arabic digits"),
    pytest.param("１２", "not-a-number", id="wide digits"),
    pytest.param("nan", "not-a-number", id="the word nan"),
    pytest.param(float("nan"), "not-a-number", id="nan"),
    pytest.param(float("inf"), "not-a-number", id="infinity"),
    pytest.param("=1+1", "formula-without-value", id="a formula as text"),
    pytest.param("2020-07-01 00:00:00", "date-in-number", id="a day and time as text"),
    pytest.param("12\u2007345", "not-a-number", id="a figure space"),
]


@pytest.mark.parametrize(("cell", "code"), BOTH)
def test_what_is_no_count_is_refused_in_both_kinds_of_column(cell, code):
    whole, decimal = code if isinstance(code, tuple) else (code, code)
    assert refusal(read_whole, cell).code == whole
    assert refusal(read_decimal, cell).code == decimal


@pytest.mark.parametrize("cell", [1e-31, 5e-324, f"0,{'0' * 31}1"])
def test_a_figure_that_is_next_to_nothing_is_refused_and_no_zero(cell):
    assert refusal(read_decimal, cell).code == "too-small"


@pytest.mark.parametrize("cell", ["3,4", "12.5", "0,5", "1 234,5", "1.234,5", "12.01", "1234,567", 7.5])
def test_a_fraction_is_refused_where_numbers_are_whole(cell):
    assert refusal(read_whole, cell).code == "not-whole"


@pytest.mark.parametrize("cell", ["1,234", "1.234", "12,345", "123.456"])
def test_three_digits_behind_one_mark_could_be_two_numbers(cell):
    assert refusal(read_decimal, cell).code == "ambiguous-number"
    first, second = two_readings(cell)
    # both are accepted as they stand, once the decimal sign is known, and are different numbers
    assert read_decimal(first) == read_whole(cell)
    assert read_decimal(second, Notation(".")) * 1000 == read_whole(cell)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(["0.763", "12.763"], ["0.763", "12.763"], id="a nought before the mark"),
        pytest.param(["5014.487", "12.763"], ["5014.487", "12.763"], id="four digits before the mark"),
        pytest.param(["12.763", "1.9421"], ["12.763", "1.9421"], id="four digits behind it elsewhere"),
        pytest.param(["1,234", "3,4"], ["1.234", "3.4"], id="one digit behind it elsewhere"),
        pytest.param(["1 234,567", "1,234"], ["1234.567", "1.234"], id="a group besides"),
        pytest.param(["1.234,567", "2.345", "3,456"], ["1234.567", "2345", "3.456"], id="both marks in one number"),
        pytest.param(["1.234.567", "2,345", "3.456"], ["1234567", "2.345", "3456"], id="two groups"),
        pytest.param(["3,4", "1.234"], ["3.4", "1234"], id="the other mark is the decimal sign"),
        pytest.param(["12.763%", "1.9421 %", "–"], ["12.763", "1.9421", None], id="percent signs"),
    ],
)
def test_the_rest_of_a_column_shows_what_a_mark_is(cells, expected):
    notation = notation_of(cells)
    assert notation.unsure == ()
    assert [read_decimal(cell, notation) for cell in cells] == [
        None if number is None else Decimal(number) for number in expected
    ]


@pytest.mark.parametrize(
    ("cells", "unsure"),
    [
        pytest.param(["1,234", "12", "5,678"], (0, 2), id="nothing shows it"),
        pytest.param(["3,4", "5.6", "1,234"], (2,), id="two signs contradict each other"),
        pytest.param(["3,4", "1,234,567", "1,234"], (2,), id="one mark is used as both"),
        pytest.param(["12,763%"], (0,), id="a percent sign says nothing of it"),
        pytest.param([1.5, 12, "1,234"], (2,), id="number cells have no mark"),
        pytest.param(["x,5", "1,23,4", "1,234"], (2,), id="what is no number shows nothing"),
    ],
)
def test_without_evidence_nothing_is_guessed(cells, unsure):
    assert (notation_of(cells).decimal, notation_of(cells).unsure) == ("", unsure)


@pytest.mark.parametrize(
    ("cells", "numbers", "unsure"),
    [
        pytest.param(["1,234", "5.678"], [1234, 5678], (0, 1), id="nothing shows it"),
        pytest.param(["1,234", "2,345,678"], [1234, 2345678], (), id="its own mark divides thousands"),
        pytest.param(["1.234", "2,345,678"], [1234, 2345678], (0,), id="the other mark divides thousands"),
        pytest.param(["1,234", "237967.0"], [1234, 237967], (), id="the other mark is the decimal sign"),
        pytest.param(["1.234", "237967.0"], [None, 237967], (), id="its own mark is the decimal sign"),
        pytest.param(["1,234", "3,4", "2,345,678"], [1234, None, 2345678], (), id="a slip among groups"),
    ],
)
def test_marks_in_whole_numbers_divide_thousands_unless_the_column_shows_a_fraction(cells, numbers, unsure):
    notation = notation_of(cells, whole=True)
    for cell, number in zip(cells, numbers, strict=True):
        if number is None:
            assert refusal(read_whole, cell, notation).code == "not-whole"
        else:
            assert read_whole(cell, notation) == number
    assert notation.unsure == unsure


@pytest.mark.parametrize(
    ("given", "cell", "whole", "fraction"),
    [
        (".", "1,234", 1234, "1234"),
        (",", "1.234", 1234, "1234"),
        (".", "1.234", "not-whole", "1.234"),
        (",", "1,234", "not-whole", "1.234"),
        (".", "1.000", 1, "1"),
        (".", "3,4", "not-a-number", "not-a-number"),
        (",", "1,234,567", "not-a-number", "not-a-number"),
        (",", "0.763", "not-a-number", "not-a-number"),
        (",", "1 234", 1234, "1234"),
    ],
)
def test_the_user_says_which_mark_is_the_decimal_sign(given, cell, whole, fraction):
    notation = notation_of([cell], given)
    for read, expected in ((read_whole, whole), (read_decimal, fraction)):
        if expected in ("not-whole", "not-a-number"):
            assert refusal(read, cell, notation).code == expected
        else:
            assert read(cell, notation) == Decimal(expected)


def test_a_percent_sign_is_a_unit_only_where_every_figure_has_it():
    assert notation_of(["1.5%", "2.5", "3.5%"]).percent is False
    assert notation_of(["1.5%", 0.025]).percent is False
    assert refusal(read_decimal, "1.5%").code == "not-a-number"


@pytest.mark.parametrize(
    ("cell", "proposal"),
    [("12k", "12000"), ("1,2 тыс.", "1200"), ("12,5 тыс.", "12500"), ("1.5 млн", "1500000"), ("12 мың", "12000"),
     ("1e3", "1000"), ("+5", "5")],
)  # fmt: skip
def test_a_refused_text_that_can_only_mean_one_number_is_answered_with_it(cell, proposal):
    assert refusal(read_whole, cell).args["proposal"] == proposal


@pytest.mark.parametrize("cell", ["1.234k", "1,2345 тыс.", "много", "3,4", "1,23,456", "+5,0"])
def test_a_refused_text_that_could_mean_more_is_answered_with_nothing(cell):
    assert "proposal" not in refusal(read_whole, cell).args


def grouped(number, mark):
    return f"{number:,}".replace(",", mark)


FORMS = st.sampled_from([None, *GROUP_MARKS.values()])
DECIMAL_FORMS = st.sampled_from([None, *DECIMAL_GROUP_MARKS.values()])
WHOLE = st.integers(0, 10**12) | st.integers(0, 2000)


@settings(max_examples=400, derandomize=True, deadline=None)
@given(WHOLE, FORMS)
def test_a_whole_number_that_is_written_in_any_form_is_read_back(number, mark):
    assert read_whole(str(number) if mark is None else grouped(number, mark)) == number


@settings(max_examples=400, derandomize=True, deadline=None)
@given(
    st.integers(0, 10**12 - 1),
    st.text("0123456789", min_size=1, max_size=30).filter(lambda digits: len(digits) != 3),
    DECIMAL_FORMS | st.sampled_from(",."),
    st.sampled_from(",."),
)
def test_a_fraction_that_is_written_in_any_form_is_read_back(whole, fraction, group, mark):
    if group == mark:
        group = None
    text = (str(whole) if group is None else grouped(whole, group)) + mark + fraction

    assert read_decimal(text) == Decimal(f"{whole}.{fraction}")


@settings(max_examples=400, derandomize=True, deadline=None)
@given(WHOLE, DECIMAL_FORMS)
def test_a_whole_number_is_read_back_where_fractions_are_possible(number, mark):
    assert read_decimal(str(number) if mark is None else grouped(number, mark)) == number


@settings(max_examples=1500, derandomize=True, deadline=None)
@given(
    st.text("0123456789 \u00a0\u202f\u2009'’.,+-", max_size=12) | st.from_regex(r"[1-9]\d{0,2}([ .,'][0-9]{1,4}){1,3}")
)
@pytest.mark.slow
def test_no_text_is_two_different_numbers(text):
    readings = [read(text) for read in (read_whole, read_decimal)]
    assert len({number for number in readings if not isinstance(number, Problem)}) <= 1


@settings(max_examples=600, derandomize=True, deadline=None)
@given(st.text(max_size=12) | st.floats() | st.integers() | st.booleans())
def test_any_cell_is_a_number_missing_or_refused(cell):
    for read in (read_whole, read_decimal):
        number = read(cell)
        assert number is None or isinstance(number, Problem) or 0 <= number <= 10**12


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(["12", "007", "0"], [12, 7, 0], id="digits"),
        pytest.param([12, 0], [12, 0], id="number cells"),
        pytest.param(["999999999999999"], [999999999999999], id="fifteen digits"),
    ],
)
def test_a_plain_column_is_read_at_once(cells, expected):
    assert plain_numbers(cells).tolist() == expected
    assert plain_numbers(cells).tolist() == expected


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(["12", ""], id="a missing cell"),
        pytest.param(["12", "1 234"], id="a group"),
        pytest.param(["1234567890123456"], id="sixteen digits"),
        pytest.param(["12", "-3"], id="below nothing"),
        pytest.param(["12", "١٢"], id="other digits"),
        pytest.param(["12", "²"], id="a superscript"),
        pytest.param([True, 3], id="a truth value"),
        pytest.param([1.0, 3], id="a float"),
        pytest.param([-1, 3], id="a cell below nothing"),
        pytest.param(["12", 3], id="texts and numbers"),
        pytest.param([10**12 + 1], id="too large a number"),
    ],
)
def test_a_column_with_one_cell_that_is_not_plain_is_read_cell_by_cell(cells):
    assert plain_numbers(cells) is None
