"""Totals to places, and the order in which rows are read."""

import numpy as np
import pytest

from govrank import Methodology
from inside import RankSum, countback_keys, final_order, place_pages


def rules(weights, **others):
    return Methodology.model_validate(
        {
            "name": "test",
            "version": "1",
            "indicators": [
                {"key": key, "label": key, "of": [key], "weight": weight} for key, weight in weights.items()
            ],
            **others,
        }
    )


def total_points(points, methodology):
    """The totals, which are what places go by."""
    sums = RankSum(methodology).score(None, {}, points)
    assert sums.standing is sums.totals
    return sums.totals


def arrays(points):
    return {key: np.array(values) for key, values in points.items()}


def test_the_total_is_the_weighted_sum_of_the_points():
    points = arrays({"reach": [1, 2, 3], "posts": [3, 1, 2], "likes": [2, 3, 1]})

    # 3*1 + 2*3 + 1*2, 3*2 + 2*1 + 1*3, 3*3 + 2*2 + 1*1
    assert total_points(points, rules({"reach": 3, "posts": 2, "likes": 1})).tolist() == [11, 11, 14]


def test_a_total_of_halves_is_exact():
    points = arrays({"reach": [1.5, 1.5, 3.0], "posts": [1, 3, 2]})

    assert total_points(points, rules({"reach": 1, "posts": 2})).tolist() == [3.5, 7.5, 7]


def test_weights_keep_equal_totals_equal():
    assert 0.1 * 1 + 0.1 * 2 + 0.1 * 3 != 0.6  # what DOMAIN 7 warns of

    points = arrays({"a": [1, 3], "b": [2, 2], "c": [3, 1]})
    assert len(set(total_points(points, rules({"a": 1, "b": 1, "c": 1})).tolist())) == 1


@pytest.mark.parametrize(
    ("place_ties", "expected"),
    [
        pytest.param("min", [4, 1, 2, 2, 5], id="1224"),
        pytest.param("dense", [3, 1, 2, 2, 4], id="1223"),
    ],
)
def test_the_fewest_points_win_and_equal_totals_share_the_place(place_ties, expected):
    points = arrays({"reach": [4, 1, 3, 2, 5], "posts": [3, 1, 2, 3, 5]})  # totals 7, 2, 5, 5, 10
    methodology = rules({"reach": 1, "posts": 1}, place_ties=place_ties)

    assert place_pages(total_points(points, methodology), points, methodology).tolist() == expected


# all three total 9: a has 1 + 3 + 5, b has 4 + 1 + 4, c has 3 + 3 + 3
SHARED = {"reach": [1, 4, 3], "posts": [3, 1, 3], "likes": [5, 4, 3]}


@pytest.mark.parametrize(
    ("tie_break", "expected"),
    [
        pytest.param([], [1, 1, 1], id="without a rule they share the place"),
        pytest.param(["countback"], [1, 2, 3], id="countback: one first place each for a and b, then 3 before 4"),
        pytest.param(["likes"], [3, 2, 1], id="fewest points on likes"),
        pytest.param(["posts"], [2, 1, 2], id="a tie that the key leaves is shared"),
        pytest.param(["posts", "likes"], [3, 1, 2], id="the next key divides what the first left"),
        pytest.param(["posts", "countback"], [2, 1, 3], id="countback after a key"),
    ],
)
def test_equal_totals_are_divided_by_the_tie_break_of_the_methodology(tie_break, expected):
    points = arrays(SHARED)
    methodology = rules({"reach": 1, "posts": 1, "likes": 1}, tie_break=tie_break)

    assert place_pages(total_points(points, methodology), points, methodology).tolist() == expected


def test_a_tie_break_never_overrules_the_total():
    points = arrays({"reach": [1, 3], "posts": [5, 2]})  # totals 6 and 5; the first has the only first place
    methodology = rules({"reach": 1, "posts": 1}, tie_break=["countback"])

    assert place_pages(total_points(points, methodology), points, methodology).tolist() == [2, 1]


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        pytest.param([[1, 1, 7], [1, 2, 3]], [1, 2], id="more first places come first, whatever follows"),
        pytest.param([[1, 3, 3], [1, 2, 6]], [2, 1], id="as many firsts: more second places come first"),
        pytest.param([[2, 2, 5], [2, 2, 4]], [2, 1], id="the difference is in the last place"),
        pytest.param([[4, 1, 2], [2, 4, 1]], [1, 1], id="the same places on other indicators are equal"),
    ],
)
def test_countback_counts_first_places_then_second_ones(points, expected):
    """Rule A8.1 of the Racing Rules of Sailing."""
    columns = dict(zip("xyz", np.array(points).T, strict=True))
    keys = countback_keys(columns)
    best_first = sorted(range(len(points)), key=lambda page: [key[page] for key in keys])
    places = {page: 1 + sum([k[o] for k in keys] < [k[page] for k in keys] for o in best_first) for page in best_first}

    assert [places[page] for page in range(len(points))] == expected


def test_places_are_counted_inside_each_league():
    points = arrays({"reach": [1, 1, 2, 2, 3]})
    methodology = rules({"reach": 1})

    assert place_pages(points["reach"], points, methodology, np.array([0, 1, 0, 1, 0])).tolist() == [1, 1, 2, 2, 3]


def test_rows_of_a_shared_place_stand_by_countback_then_by_name():
    points = arrays({"reach": [3, 2, 1, 2], "posts": [1, 2, 9, 2]})  # 4, 4, 10, 4; countback 1 3 before 2 2
    places = np.array([1, 1, 4, 1])
    names = [("delta",), ("beta",), ("gamma",), ("alpha",)]

    assert final_order(places, points, lambda page: names[page]).tolist() == [0, 3, 1, 2]


def test_leagues_follow_each_other_in_the_order_of_rows():
    points = arrays({"reach": [2, 1, 1, 2]})
    order = final_order(points["reach"], points, lambda _page: ("same",), np.array([1, 0, 1, 0]))

    assert order.tolist() == [1, 3, 2, 0]


def test_names_are_asked_for_where_all_else_is_equal_only():
    asked = []
    points = arrays({"reach": [1, 3, 2, 3]})

    def name_of(page):
        asked.append(page)
        return (str(page),)

    assert final_order(points["reach"], points, name_of).tolist() == [0, 2, 1, 3]
    assert sorted(asked) == [1, 3]
