"""Which pages the rules leave out: those below a minimum, and those that lack a figure if the rules say so."""

import numpy as np
import pytest

from govrank import Methodology
from inside import Count, Pages, Reason, admit_pages, ineligible_pages, meets_minimum, nobody_left


def rules(**options):
    own = {"name": "own", "version": "1", "indicators": [{"key": "er", "of": ["likes"], "per": ["posts"]}]}
    return Methodology.model_validate(own | options)


def pages(**counts):
    length = len(next(iter(counts.values())).numbers)
    texts = [f"page {n}" for n in range(length)]
    return Pages(texts, texts, texts, texts, [""] * length, None, range(2, length + 2), counts, frozenset())


def count(*numbers, scale=1):
    missing = np.array([number is None for number in numbers])
    return Count(np.array([number or 0 for number in numbers]), missing if missing.any() else None, scale)


def reasons(given, methodology):
    return {i: (reason.wording, dict(reason.args)) for i, reason in ineligible_pages(given, methodology).items()}


def test_without_a_minimum_every_page_is_rated():
    given = pages(likes=count(0, 5), posts=count(0, 1))

    assert ineligible_pages(given, rules()) == {}
    assert ineligible_pages(given, rules(minimum={"posts": 0})) == {}


def test_who_has_exactly_the_minimum_is_rated():
    given = pages(likes=count(1, 1, 1), posts=count(2, 3, 4))
    assert reasons(given, rules(minimum={"posts": 3})) == {
        0: ("minimum", {"count": "posts", "least": 3, "number": "2"})
    }


def test_a_column_with_fractions_is_compared_in_its_own_unit():
    """Of hundredths: 299 is 2.99 and less than 3, 300 is not."""
    given = pages(likes=count(1, 1), posts=count(299, 300, scale=100))
    assert reasons(given, rules(minimum={"posts": 3})) == {
        0: ("minimum", {"count": "posts", "least": 3, "number": "2.99"})
    }


def test_of_two_minimums_that_are_missed_the_first_is_the_reason():
    given = pages(likes=count(1), posts=count(1))
    assert reasons(given, rules(minimum={"posts": 2, "likes": 5}))[0][1]["count"] == "posts"


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        pytest.param("worst", {}, id="counted as the worst"),
        pytest.param(
            "exclude", {1: ("missing", {"count": "likes"}), 2: ("missing", {"count": "posts"})}, id="left out"
        ),
    ],
)
def test_a_missing_figure_leaves_a_page_out_only_where_that_is_the_rule(missing, expected):
    given = pages(likes=count(1, None, 3, 4), posts=count(1, 2, None, 4), views=count(None, 1, 1, 1))
    assert reasons(given, rules(missing=missing)) == expected


def test_who_meets_every_minimum_is_known_before_anybody_is_left_out():
    """The first two miss one minimum each; a count that no column gives is a problem of its own."""
    given = pages(likes=count(4, 5, 5, None), posts=count(2, 1, 2, 2))
    own = rules(minimum={"posts": 2, "likes": 5, "views": 9})

    assert meets_minimum(given.counts, own, 4).tolist() == [False, False, True, False]
    assert meets_minimum(given.counts, rules(), 4).tolist() == [True] * 4


def test_pages_are_admitted_once_into_the_league_of_their_size():
    """Page 0 is too small for any league, page 1 below the minimum, page 3 both: its league is the reason."""
    by_size = {"by": "posts", "bands": [{"name": "few", "from": 2, "to": 5}, {"name": "many", "from": 5}]}
    own = rules(minimum={"likes": 5}, league=by_size)
    admitted = admit_pages(pages(likes=count(9, 4, 5, 0, 7), posts=count(1, 2, 7, 1, 4)), own)

    assert (list(admitted.names), list(admitted.leagues)) == (["page 2", "page 4"], ["many", "few"])
    assert [(out.page, out.reason.wording) for out in admitted.excluded] == [
        ("page 0", "no-league"), ("page 1", "minimum"), ("page 3", "no-league"),
    ]  # fmt: skip
    assert admit_pages(admitted, own).excluded == admitted.excluded


def test_a_missing_figure_does_not_reach_a_minimum():
    given = pages(likes=count(1, 1), posts=count(None, 7))
    found = reasons(given, rules(missing="exclude", minimum={"posts": 2}))
    assert found == {0: ("minimum", {"count": "posts", "least": 2, "number": "–"})}


def test_where_nobody_is_left_the_first_of_the_reasons_is_said():
    own, few = Reason("double"), Reason(wording="minimum", args={"count": "posts", "least": 4, "number": "2"})
    problem = nobody_left(pages(likes=count(1, 2)).leave_out({0: own, 1: few}), "july.csv")

    assert (problem.code, problem.wording) == ("no-pages", "left-out")
    assert problem.args == {"n": 2, "page": "page 0", "reason": own}


def test_a_table_without_rows_has_no_reason():
    assert nobody_left(pages(likes=count()), "july.csv").wording == ""


@pytest.mark.parametrize(
    ("reasons", "wording"),
    [
        pytest.param([Reason(wording="invalid"), Reason(wording="invalid")], "invalid", id="all rows are wrong"),
        pytest.param([Reason(wording="invalid"), Reason("closed")], "left-out", id="some are left out by the desk"),
    ],
)
def test_why_nobody_is_left_is_said_with_what_to_do(reasons, wording):
    nobody = pages(likes=count(1, 2), posts=count(1, 1)).leave_out(dict(enumerate(reasons)))
    problem = nobody_left(nobody, "july.csv")

    assert (problem.code, problem.wording, problem.args["n"]) == ("no-pages", wording, 2)
