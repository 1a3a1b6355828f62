"""A file's own engagement rates against the computed ones, in every way that people write a percentage."""

import numpy as np
import pytest

from inside import ReportedRate, differing_rates, reported_rate


@pytest.mark.parametrize(
    ("cell", "computed", "differs"),
    [
        pytest.param(0.01, 1.0, False, id="a cell in percent format"),
        pytest.param(0.0123, 1.2345, False, id="a cell in percent format, rounded"),
        pytest.param(0.03, 1.0, True, id="a share of another rate"),
        pytest.param(1.25, 1.2499, False, id="two decimals"),
        pytest.param(1.4, 1.2, True, id="another rate"),
        pytest.param("12%", 12.4, False, id="a percent sign"),
        pytest.param("12%", 1.0, True, id="a percent sign on another rate"),
        pytest.param("0,12%", 12.0, True, id="a percent sign is no share"),
        pytest.param("2,5 %", 2.52, False, id="a decimal comma and a space"),
        pytest.param("2,5\u00a0%", 2.9, True, id="a no-break space"),
        pytest.param("1,234", 1.2341, False, id="three decimals are no thousands"),
        pytest.param("1,234", 1.334, True, id="three decimals of another rate"),
        pytest.param("", 5.0, False, id="empty"),
        pytest.param("n/a", 5.0, False, id="missing"),
        pytest.param("-1", 5.0, False, id="no rate"),
        pytest.param(True, 5.0, False, id="a truth value"),
        pytest.param(float("nan"), 5.0, False, id="nan"),
    ],
)
def test_a_rate_is_compared_with_the_digits_that_it_shows(cell, computed, differs):
    assert differing_rates([cell], np.array([computed])).tolist() == [differs]


def test_signed_rates_show_their_own_digits_and_others_those_of_their_column():
    assert differing_rates(["12%", "2,5%"], np.array([12.4, 2.52])).tolist() == [False, False]
    assert differing_rates([12, 2.5], np.array([12.4, 2.52])).tolist() == [True, False]
    assert differing_rates(np.array([12, 3]), np.array([12.4, 9.0])).tolist() == [False, True]


def test_a_percent_sign_is_all_that_tells_a_rate_from_a_share():
    assert reported_rate("12 %") == ReportedRate(12.0, 0, signed=True)
    assert reported_rate("0,120") == ReportedRate(0.12, 3)
