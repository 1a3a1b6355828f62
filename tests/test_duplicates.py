"""A page stands in a file once: one region, one network, one name, whatever the case."""

import pytest

from inside import find_duplicates, find_shared_ids
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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("page,id,posts\nA,7,1\nB,8,2\nC,7,3", [("duplicate-page", 4, "id")], id="on one network"),
        pytest.param("page,platform,id,posts\nA,vk,7,1\nB,x,7,2", [], id="on two networks"),
        pytest.param("page,id,posts\nA,,1\nB,-,2\nC,,3", [], id="no id"),
        pytest.param("page,id,excluded,posts\nA,7,,1\nB,7,closed,2", [], id="one is left out"),
        pytest.param("page,id,posts\nA,7,1\na,7,2", [("duplicate-page", 3, "page")], id="one page twice"),
        pytest.param("page,id,posts\nA,7,x\nB,7,2", [("duplicate-page", 3, "id")], id="beside another wrong cell"),
    ],
)
def test_an_id_belongs_to_one_page(text, found):
    rows = Rows(text, rules("posts"))
    repeated = find_duplicates(rows.names, [""] * len(rows.names.page), rows.columns, rows.checked)
    find_shared_ids(rows.names, repeated, rows.columns, rows.checked)
    assert rows.found == found


def test_each_of_two_pages_with_one_id_names_the_other():
    rows = Rows("page,id,posts\nA,7,1\nB,8,2\nC,7,3", rules("posts"))
    find_shared_ids(rows.names, frozenset(), rows.columns, rows.checked)
    (problem,) = rows.checked.problems()

    assert (problem.row, problem.args["place"].row) == (4, 2)
    assert (rows.checked.row_errors[0].row, rows.checked.row_errors[0].args["place"].row) == (2, 4)


@pytest.mark.parametrize("days", [("31.05.2026", "30.06.2026"), ("май 2026", "июнь 2026")])
def test_the_column_that_is_said_to_tell_two_rows_apart_is_of_periods_and_no_count(days):
    rows = doubled("page,posts,Дата\n" + "\n".join(f"A,{2019 + n},{day}" for n, day in enumerate(days)), ["", ""])
    (problem,) = rows.checked.problems()
    assert (problem.wording, problem.args["heading"]) == ("periods", "Дата")


def test_figures_that_look_like_years_are_not_taken_for_periods():
    (problem,) = doubled("page,posts\nA,2019\nA,2020", ["", ""]).checked.problems()
    assert problem.wording == ""
