"""A page stands in a file once: one region, one network, one name, whatever the case."""

import pytest

from inside import find_duplicates
from rows import Rows, rules


def doubled(text, keys):
    rows = Rows(text, rules("posts"))
    find_duplicates(rows.names, keys, rows.columns, rows.checked)
    return rows


@pytest.mark.parametrize(
    ("text", "keys", "found"),
    [
        pytest.param("page,posts\nA,1\nB,2\na,3", ["", "", ""], [("duplicate-page", 4, "page")], id="in another case"),
        pytest.param("page,platform,posts\nA,vk,1\nA,x,2", ["", ""], [], id="on two networks"),
        pytest.param("page,region,posts\nA,R,1\nA,S,2", ["r", "s"], [], id="in two regions"),
        pytest.param(
            "region,platform,posts\nR,vk,1\nErre,vk,2",
            ["r", "r"],
            [("duplicate-page", 3, "region")],
            id="without a name, one region in two spellings",
        ),
        pytest.param(
            "page,posts\nA,1\nA,2\nA,3",
            ["", "", ""],
            [("duplicate-page", 3, "page"), ("duplicate-page", 4, "page")],
            id="three times",
        ),
        pytest.param("page,posts\n,1\n,2", ["", ""], [("missing-value", 2, "page"), ("missing-value", 3, "page")],
                     id="rows without any name are no duplicates of each other"),
    ],
)  # fmt: skip
def test_a_page_that_stands_twice_is_found(text, keys, found):
    assert doubled(text, keys).found == found


def test_each_of_two_rows_names_the_other_and_neither_is_trusted():
    rows = doubled("page,posts\nB,1\nA,2\nC,3\nA,4", [""] * 4)
    (problem,) = rows.checked.problems()

    assert (problem.row, problem.args) == (5, {"page": "A", "row": 3})
    assert rows.checked.row_errors[3] is problem
    assert (rows.checked.row_errors[1].row, rows.checked.row_errors[1].args) == (3, {"page": "A", "row": 5})


@pytest.mark.parametrize("reasons", [("", "double"), ("double", ""), ("double", "double")])
def test_a_row_that_is_left_out_doubles_nobody(reasons):
    first, second = reasons
    assert doubled(f"page,posts,excluded\nA,1,{first}\nA,2,{second}", ["", ""]).found == []


def test_a_row_that_is_set_aside_is_no_duplicate_of_another():
    rows = Rows("page,posts\nA,1\nA,2\nB,3\nB,4", rules("posts"), misaligned=frozenset({0}))
    find_duplicates(rows.names, ["", "", "", ""], rows.columns, rows.checked)
    assert rows.found == [("duplicate-page", 5, "page")]
