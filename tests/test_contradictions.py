"""Figures that cannot be true together: something to divide, and nothing to divide it by."""

import numpy as np
import pytest

from govrank.contradictions import find_contradictions
from govrank.counts import read_columns, sum_counts
from govrank.pages import Count
from rows import Rows, rules


def checked(text, methodology, **counts):
    rows = Rows(text, methodology)
    own = read_columns(rows.table, rows.columns, methodology, rows.names.out, rows.checked)
    known = sum_counts(own, rows.columns, methodology) | counts
    find_contradictions(known, rows.columns, methodology, rows.names.out, rows.checked)
    return rows


@pytest.mark.parametrize(
    ("likes", "posts", "found"),
    [
        pytest.param(3, 0, [("contradiction", 2, "posts")], id="likes without posts"),
        pytest.param(0, 0, [], id="nothing at all"),
        pytest.param(0, 5, [], id="posts that nobody likes"),
        pytest.param(3, "", [], id="a missing figure is not nothing"),
    ],
)
def test_something_cannot_be_divided_by_nothing(likes, posts, found):
    rows = checked(f"page,likes,posts\nA,{likes},{posts}\nB,1,1", rules(("likes", "posts"), missing="worst"))
    assert rows.found == found


def test_a_figure_with_decimals_is_said_in_its_own_unit():
    rows = checked("page,hours,posts\nA,3.5,0\nB,1.25,1", rules(("hours", "posts")))
    assert rows.checked.problems()[0].args["number"] == 3.5


def test_it_is_said_once_though_two_indicators_divide_so():
    """Of the first of the two."""
    rows = checked("page,likes,shares,posts\nA,3,4,0", rules(("likes", "posts"), ("shares", "posts")))
    (problem,) = rows.checked.problems()
    assert problem.args == {"divisor": "posts", "counted": "likes", "number": 3}


def test_a_divisor_that_is_a_sum_is_said_of_its_first_column():
    rows = checked("page,reach,likes,shares\nA,9,0,0", rules(("reach", "engaged")))
    (problem,) = rows.checked.problems()
    assert (problem.column, problem.position) == ("engaged", 2)


def test_who_is_left_out_is_not_looked_at():
    assert checked("page,likes,posts,excluded\nA,3,0,not ours\nB,1,1,", rules(("likes", "posts"))).found == []


def test_a_region_without_people_is_a_problem_of_its_own():
    nobody = Count(np.array([0]))
    assert checked("page,region,likes\nA,R,3", rules(("likes", "population")), population=nobody).found == []
