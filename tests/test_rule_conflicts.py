"""Rules that contradict each other, and the closest ones that do not."""

import pytest
from pydantic_core import PydanticCustomError

from inside import (
    Indicator,
    Norm,
    refuse_crossed_thresholds,
    refuse_idle_keys,
    refuse_unclear_keys,
    refuse_unclear_norms,
    refuse_unclear_tie_break,
)


def norm(*bands):
    return Norm.model_validate({"indicator": "er", "by": "followers", "bands": list(bands)})


def indicator(green, red, direction="higher"):
    zones = {"green_from": green, "red_below": red}
    return Indicator.model_validate({"key": "er", "of": ["likes"], "direction": direction, "zones": zones})


@pytest.mark.parametrize(
    "call",
    [
        pytest.param(lambda: refuse_unclear_keys("indicators", ["er", "er-2", "охват"]), id="keys apart"),
        pytest.param(lambda: refuse_crossed_thresholds("indicators", [indicator(5, 5)]), id="no white zone"),
        pytest.param(lambda: refuse_crossed_thresholds("indicators", [indicator(1, 5, "lower")]), id="less is better"),
        pytest.param(lambda: refuse_crossed_thresholds("indicators", [indicator(None, 5)]), id="one threshold"),
        pytest.param(lambda: refuse_unclear_tie_break(["er", "countback"], ["countback", "er"]), id="two steps"),
        pytest.param(
            lambda: refuse_unclear_norms([norm({"from": 5, "to": 9, "low": 2, "high": 2}, {"from": 9})], ["er"]),
            id="bands that touch, a norm of one value",
        ),
        pytest.param(lambda: refuse_unclear_norms([norm({"from": 9}, {"from": 5, "to": 9})], ["er"]), id="any order"),
        pytest.param(lambda: refuse_idle_keys("log-index", {"scale", "power"}), id="an index"),
        pytest.param(lambda: refuse_idle_keys("rank-sum", {"name", "ties"}), id="a rank sum"),
    ],
)
def test_what_can_be_meant_is_not_refused(call):
    call()


@pytest.mark.parametrize(
    ("bands", "kind"),
    [
        pytest.param([{"from": 9}, {"from": 20}], "norms_overlap", id="two without an end"),
        pytest.param([{"from": 5, "to": 9}, {"to": 6}], "norms_overlap", id="one without a beginning"),
        pytest.param([{"from": 9, "to": 9}], "ends_before", id="a band of no size"),
        pytest.param([{"low": 2.5, "high": 2}], "above_high", id="bounds of the value swapped"),
    ],
)
def test_bands_of_a_norm_that_contradict_each_other_are_refused(bands, kind):
    with pytest.raises(PydanticCustomError) as caught:
        refuse_unclear_norms([norm(*bands)], ["er"])
    assert caught.value.type == kind
