"""Contradictory figures: something to divide, and nothing to divide it by."""

import numpy as np
import pandas as pd
import pytest

from govrank import rate_frames
from inside import Count, find_contradictions, meets_minimum, read_columns, sum_counts
from rows import Rows, rules


def checked(text, methodology, **counts):
    rows = Rows(text, methodology)
    own = read_columns(rows.table, rows.columns, methodology, rows.names.out, rows.checked)
    known = sum_counts(own, rows.columns, methodology) | counts
    able = meets_minimum(known, methodology, len(rows.table.rows))
    find_contradictions(known, rows.columns, methodology, able, rows.names.out, rows.checked)
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


@pytest.mark.parametrize(
    ("count", "least", "found"),
    [
        pytest.param("reach", 1, [], id="reach without posts, below the minimum"),
        pytest.param("reach", 0, [("contradiction", 2, "posts")], id="reach without posts, and no minimum"),
        pytest.param("likes", 1, [("contradiction", 2, "posts")], id="likes without posts, whatever the minimum"),
        pytest.param("engaged", 1, [("contradiction", 2, "posts")], id="people engaged by nothing"),
    ],
)
def test_only_interactions_contradict_a_page_that_is_left_out_anyway(count, least, found):
    rows = checked(f"page,{count},posts\nA,12,0\nB,1,1", rules((count, "posts"), minimum={"posts": least}))
    assert rows.found == found


def test_a_page_that_meets_one_minimum_and_not_another_is_left_out_too():
    own = rules(("reach", "posts"), minimum={"followers": 5, "posts": 0})
    rows = checked("page,reach,posts,followers\nA,12,0,4\nB,12,0,5", own)

    assert rows.found == [("contradiction", 3, "posts")]


def test_a_page_below_the_minimum_is_listed_as_left_out():
    own = rules(("reach", "posts"), minimum={"posts": 1})
    rating = rate_frames(pd.DataFrame({"page": ["A", "B"], "reach": [12, 9], "posts": [0, 3]}), methodology=own)

    assert [out.page for out in rating.excluded] == ["A"]
    assert list(rating.pages.names) == ["B"]
