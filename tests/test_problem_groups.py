"""Which problems share a line, and which are listed if there are too many."""

import pytest

from govrank import Problem
from inside import grouped, weightiest


def not_whole(row, **how):
    return Problem("not-whole", "july.csv", row=row, column="posts", value="3,4", **how)


def test_problems_of_other_columns_sheets_and_codes_are_not_grouped():
    problems = [
        *(not_whole(row) for row in range(2, 5)),
        *(not_whole(row, wording="number") for row in range(5, 8)),
        *(Problem("not-whole", "july.csv", row=row, column="likes", value="3,4") for row in range(2, 5)),
        *(Problem("not-whole", "july.csv", "a", row, column="posts", value="3,4") for row in range(2, 5)),
    ]

    assert [len(group) for group in grouped(problems)] == [1] * 12


def test_unlike_sentences_without_a_wording_for_many_are_not_grouped():
    problems = [Problem("methodology", "m.toml", row=n, column="k", args={"value": f"{n}"}) for n in range(7)]

    assert [len(group) for group in grouped(problems)] == [1] * 7
    assert [len(group) for group in grouped([problems[0]] * 7)] == [7]


def test_lines_stand_in_the_order_of_the_file():
    problems = [Problem("negative", "f", row=2, column="x", value="-1"), *(not_whole(row) for row in range(2, 9))]
    problems += [Problem("negative", "f", row=9, column="x", value="-1")]

    assert [len(group) for group in grouped(problems)] == [1, 7, 1]
    assert [group[0].row for group in grouped(problems)] == [2, 2, 9]


@pytest.mark.parametrize("code", ["unused-column", "hidden-column"])
def test_a_problem_of_whole_columns_is_the_same_in_each(code):
    columns = [Problem(code, "f", column=f"c{n}", position=n) for n in range(7)]

    assert [len(group) for group in grouped(columns)] == [7]
    assert [len(group) for group in grouped(columns[:5])] == [1] * 5


@pytest.mark.parametrize(
    ("codes", "most", "said"),
    [
        pytest.param("wwe", 3, [2, 0, 1], id="all fit"),
        pytest.param("wwe", 2, [2, 0], id="the error and the first warning"),
        pytest.param("wewe", 1, [1], id="the first error"),
        pytest.param("wewe", 3, [1, 3, 0], id="either in their order"),
    ],
)
def test_errors_are_said_before_warnings(codes, most, said):
    problems = [Problem({"w": "few-posts", "e": "negative"}[code]) for code in codes]
    assert weightiest([[problem] for problem in problems], most) == said
