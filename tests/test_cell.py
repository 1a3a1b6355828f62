"""The value of a workbook's cell is what a person sees in it."""

import datetime as dt

import pytest

from books import first_sheet
from files import (
    Raw,
    date_cell,
    error_cell,
    formula,
    iso_date_cell,
    number_cell,
    shared_cell,
    xlsx,
)
from rows import ErrorValue, Uncalculated


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param(12345, 12345, id="a whole number"),
        pytest.param(0.5, 0.5, id="a fraction"),
        pytest.param(number_cell("1.2345E4"), 12345.0, id="an exponent"),
        pytest.param(number_cell("-4"), -4, id="a negative number"),
        pytest.param("12 345", "12 345", id="a text"),
        pytest.param(" x ", " x ", id="a text with its spaces"),
        pytest.param(shared_cell(1), "second", id="a shared text"),
        pytest.param("a_x000D_\nb", "a\r\nb", id="a line's end as the format writes it"),
        pytest.param("_x005F_x000D_", "_x000D_", id="such a text itself"),
        pytest.param("_xD800_ _x12_", "_xD800_ _x12_", id="what is no sign"),
        pytest.param(True, True, id="true"),
        pytest.param(False, False, id="false"),
        pytest.param(error_cell("#REF!"), ErrorValue("#REF!"), id="an error"),
        pytest.param(formula("A1", 7), 7, id="a formula with a number"),
        pytest.param(formula("A1", "x", "str"), "x", id="a formula with a text"),
        pytest.param(formula("A1", "", "str"), "", id="a formula with an empty text"),
        pytest.param(formula("A1", 1, "b"), True, id="a formula with a truth value"),
        pytest.param(formula("A1", "#N/A", "e"), ErrorValue("#N/A"), id="a formula with an error"),
        pytest.param(formula("SUM(A1:A2)"), Uncalculated("=SUM(A1:A2)"), id="a formula without a value"),
        pytest.param(Raw('<c r="@"><f>A1</f><v></v></c>'), Uncalculated("=A1"), id="a formula with an empty value"),
        pytest.param(Raw('<c r="@"><f t="shared" si="0"/></c>'), Uncalculated("="), id="a shared formula without"),
        pytest.param(date_cell(45108), dt.datetime(2023, 7, 1), id="a date"),
        pytest.param(date_cell("0.5"), dt.time(12), id="a time"),
        pytest.param(date_cell("1e12"), ErrorValue("#VALUE!"), id="a date beyond the calendar"),
        pytest.param(iso_date_cell("2023-07-01"), dt.date(2023, 7, 1), id="an ISO date"),
        pytest.param(Raw('<c r="@" s="1"/>'), "", id="an empty cell with a format"),
        pytest.param(Raw('<c r="@" t="inlineStr"/>'), "", id="an inline text of nothing"),
    ],
)
def test_a_cell_is_what_a_person_sees_in_it(cell, expected):
    read = first_sheet(xlsx([[cell]], shared=["first", "second"])).rows[0][0]

    assert read == expected
    assert type(read) is type(expected)
