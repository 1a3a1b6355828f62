"""The methodology under a published rating: what decides the zones of an indicator's own table."""

import pytest

from cards import pages, rated, rules
from inside import method_tables
from said import said, words


@pytest.mark.parametrize(
    ("zones", "green", "red"),
    [
        pytest.param(None, said("method.third.first"), said("method.third.last"), id="no bound"),
        pytest.param({"green_from": 5}, "≥ 5", said("method.third.last.rest"), id="green"),
        pytest.param({"red_below": 5}, said("method.third.first.rest"), "< 5", id="red"),
        pytest.param({"green_from": 9, "red_below": 5}, "≥ 9", "< 5", id="both"),
    ],
)
def test_a_third_is_said_to_yield_to_the_other_bound(zones, green, red):
    rating = rated(pages(reach=[9, 7, 5]), rules({"key": "reach"} | ({"zones": zones} if zones else {})))
    (indicators, *_rest) = method_tables(rating, words("en"))

    assert tuple(text.replace("\xa0", " ") for text in indicators.rows[0][-2:]) == (green, red)


def test_a_zone_is_said_to_end_at_half_a_total_where_there_are_halves():
    zones = [{"name": "a", "upto": "1/2", "color": "#ffffff"}, {"name": "b", "upto": "1", "color": "#ffffff"}]
    for ties, end in (("average", "1.5"), ("min", "1")):
        rating = rated(pages(reach=[9, 7, 5]), rules({"key": "reach"}, zones=zones, ties=ties))  # half of 3
        assert method_tables(rating, words("en"))[1].rows == (("a", "1/2", end), ("b", "1", "3"))
