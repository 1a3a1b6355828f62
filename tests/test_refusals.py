"""Why a text is not a number, and the one number that it can mean."""

import pytest

from inside import odd_spaces, refused_text


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize(
    ("text", "code", "wording"),
    [
        pytest.param("2020-07-01 00:00:00", "date-in-number", "", id="a day and its midnight"),
        pytest.param("1 июля 2020", "date-in-number", "", id="a day in words"),
        pytest.param("12.май", "date-in-number", "", id="a day that was 12.5"),
        pytest.param("Jul-20", "date-in-number", "", id="a month of a year"),
        pytest.param("=1+2", "formula-without-value", "", id="a formula"),
        pytest.param("=A1", "formula-without-value", "", id="a reference"),
        pytest.param("#DIV/0!", "error-value", "", id="an error"),
        pytest.param("Err:502", "error-value", "", id="an error of LibreOffice"),
        pytest.param("истина", "not-a-number", "truth", id="a truth value"),
        pytest.param("много", "not-a-number", "", id="a word"),
    ],
)
def test_a_text_is_refused_for_what_it_is(text, code, wording, whole):
    refused = refused_text(text, whole=whole)
    assert (refused.code, refused.wording, refused.args.get("proposal", "")) == (code, wording, "")


@pytest.mark.parametrize("space", ["\u2007", "\u2003", "\u200a", "\u3000", "\u200b", "\u202f\u200e"])
def test_an_odd_space_between_groups_is_answered_with_the_number(space):
    refused = refused_text(f"12{space}345", whole=True)
    assert (refused.code, refused.wording, refused.args.get("proposal", "")) == ("not-a-number", "space", "12345")


@pytest.mark.parametrize(
    ("text", "whole", "wording", "proposal"),
    [
        pytest.param("1\u2007234,5", False, "space", "1234.5", id="a fraction where there may be one"),
        pytest.param("1\u2007234,5", True, "odd-space", "", id="a fraction where there is none"),
        pytest.param("1\u2007234,567", False, "odd-space", "", id="three digits behind a mark"),
        pytest.param("12\u200734", True, "odd-space", "", id="a group of two"),
        pytest.param("много\u2007лайков", True, "odd-space", "", id="words"),
    ],
)
def test_an_odd_space_is_named_and_a_number_proposed_only_where_it_is_certain(text, whole, wording, proposal):
    refused = refused_text(text, whole=whole)
    assert (refused.code, refused.wording, refused.args.get("proposal", "")) == ("not-a-number", wording, proposal)


def test_the_spaces_that_group_digits_are_not_odd():
    assert odd_spaces("1 234\u00a0567\u202f890\u2009123") == []
    assert odd_spaces("1\u2007234\u2007567\u3000890") == ["\u2007", "\u3000"]
