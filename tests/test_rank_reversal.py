"""Leaving a page out can change who wins among the rest: the two cases of DOMAIN 7, rated as they are published.

The places are given as columns on which less is better, so that a page's points are the place it was given.
Source: OECD/JRC Handbook on Constructing Composite Indicators (2008), on rank summation, after Fishburn.
"""

import pandas as pd
import pytest

import govrank
from govrank import Methodology

FISHBURN = {"cbad": 3, "badc": 2, "adcb": 2}  # order, best first: weight
SIX = [("bacd", 1), ("cadb", 1), ("badc", 1), ("badc", 1), ("acdb", 1), ("bacd", 1)]


def rate_orders(orders, without=""):
    """Rate pages whose rank on each indicator is their position in a word; the ranks keep their gaps."""
    pages = sorted(set("abcd") - set(without))
    frame = pd.DataFrame({"page": pages})
    indicators = []
    for n, (order, weight) in enumerate(orders):
        frame[f"rank_{n}"] = [order.index(page) + 1 for page in pages]
        indicators.append(
            {"key": f"rank_{n}", "label": order, "of": [f"rank_{n}"], "direction": "lower", "weight": weight}
        )
    rules = Methodology.model_validate({"name": "orders", "version": "1", "indicators": indicators})
    table = govrank.rate_frames(frame, methodology=rules).table
    return dict(zip(table["page"], table["total"], strict=True))


def test_fishburns_order_is_a_b_c_d():
    # a = 3*3 + 2*2 + 2*1, b = 3*2 + 2*1 + 2*4, c = 3*1 + 2*4 + 2*3, d = 3*4 + 2*3 + 2*2
    totals = rate_orders(FISHBURN.items())
    assert list(totals.items()) == [("a", 15), ("b", 16), ("c", 17), ("d", 22)]


def test_fishburns_order_turns_round_without_the_page_that_is_last():
    # c = 3*1 + 2*3 + 2*2, b = 3*2 + 2*1 + 2*3, a = 3*3 + 2*2 + 2*1
    totals = rate_orders(FISHBURN.items(), without="d")
    assert list(totals.items()) == [("c", 13), ("b", 14), ("a", 15)]


@pytest.mark.parametrize(
    ("without", "expected"),
    [
        pytest.param("", {"a": 11, "b": 12, "c": 17, "d": 20}, id="a leads b by one point"),
        pytest.param("d", {"b": 10, "a": 11, "c": 15}, id="without d, which is last, b leads a"),
    ],
)
def test_six_equal_indicators_have_another_leader_without_the_last_page(without, expected):
    assert list(rate_orders(SIX, without).items()) == list(expected.items())


def test_an_excluded_page_is_as_gone_as_one_that_was_never_listed():
    frame = pd.DataFrame(
        {"page": list("abcd"), "rank": [2, 1, 4, 3], "excluded": [None, "a personal account", None, None]}
    )
    rules = Methodology.model_validate(
        {
            "name": "r",
            "version": "1",
            "indicators": [{"key": "r", "label": "r", "of": ["rank"], "direction": "lower"}],
        }
    )
    table = govrank.rate_frames(frame, methodology=rules).table
    assert dict(zip(table["page"], table["r_points"], strict=True)) == {"a": 1, "d": 2, "c": 3}
