"""Columns of cells as typed counts: exact, missing is never 0, and pages that are left out are not looked at."""

import numpy as np
import pytest

from inside import all_unfilled, home, read_columns, read_count_column, sum_counts
from rows import Rows, rules

ENGAGED = rules("engaged", "posts")


def counts_of(rows):
    own = read_columns(rows.table, rows.columns, rows.methodology, rows.names.out, rows.checked)
    return own, sum_counts(own, rows.columns, rows.methodology)


def test_a_count_that_is_no_column_is_the_sum_of_its_parts():
    own, counts = counts_of(Rows("page,likes,shares,posts\nA,5,1,7\nB,0,30,8", ENGAGED))

    assert list(own) == ["likes", "shares", "posts"]
    assert counts["engaged"].numbers.tolist() == [5 + 1, 0 + 30]
    assert counts["posts"] is own["posts"]


def test_a_sum_with_a_missing_part_is_missing():
    rows = Rows("page,likes,shares,posts\nA,5,,7\nB,2,30,8", rules("engaged", "posts", missing="worst"))
    counts = counts_of(rows)[1]

    assert counts["engaged"].missing.tolist() == [True, False]
    assert counts["engaged"].numbers[1] == 2 + 30
    assert rows.found == []


def test_columns_of_fractions_are_added_exactly():
    """A user's own column may have fractions: 0.1 in tenths, 0.25 in hundredths."""
    rows = Rows("page,hours\nA,0.1\nB,0.25", rules("hours"))
    count = counts_of(rows)[1]["hours"]

    assert (count.numbers.tolist(), count.scale) == ([10, 25], 100)


def test_a_column_of_any_fineness_is_exact():
    rows = Rows("page,hours\nA,33.333333333333336\nB,0.1234567891", rules("hours"))
    count = counts_of(rows)[1]["hours"]

    assert (count.numbers.tolist(), count.scale) == ([33333333333333336, 123456789100000], 10**15)
    assert count.figures.tolist() == [33.333333333333336, 0.1234567891]


@pytest.mark.parametrize(
    ("missing", "found"),
    [
        ("error", [("missing-value", 2, "posts"), ("not-whole", 3, "posts")]),
        ("worst", [("not-whole", 3, "posts")]),
        ("exclude", [("not-whole", 3, "posts")]),
    ],
)
def test_a_missing_figure_is_a_problem_where_the_rules_say_so_and_a_wrong_one_always(missing, found):
    rows = Rows("page,posts\nA,\nB,12k\nC,7", rules("posts", missing=missing))
    own, _counts = counts_of(rows)

    assert rows.found == found
    assert own["posts"].missing.tolist() == [True, True, False]


def test_a_row_without_figures_is_one_problem_and_to_be_deleted_or_explained():
    rows = Rows("page,engaged,posts,Reason\nA,,,\nB,7,,\nC,н/д,–,\nD,1,2,\nE,,,not ours", ENGAGED)
    counts_of(rows)

    problems = rows.checked.problems()
    assert [(problem.key, problem.row, problem.column, problem.more) for problem in problems] == [
        ("missing-value/row", 2, "engaged", (2,)),
        ("missing-value", 3, "posts", ()),
        ("missing-value/row", 4, "engaged", (2,)),
    ]
    assert problems[0].args == {"heading": "Reason"}


def test_a_half_filled_row_is_one_problem_that_names_its_columns_as_the_file_does():
    rows = Rows("page,Лайки,Посты,Комментарии\nA,,3,\nB,5,x,\nC,,,1", rules("likes", "posts", "comments"))
    counts_of(rows)

    assert [(problem.key, problem.row, problem.column) for problem in rows.checked.problems()] == [
        ("missing-value/several", 2, "likes"),
        ("not-a-number", 3, "posts"),
        ("missing-value", 3, "comments"),
        ("missing-value/several", 4, "likes"),
    ]
    assert [problem.args.get("headings") for problem in rows.checked.problems()] == [
        ["Лайки", "Комментарии"], None, None, ["Лайки", "Посты"],
    ]  # fmt: skip


def test_where_the_rules_have_one_count_a_row_without_it_may_still_mean_zero():
    rows = Rows("page,posts\nA,\nB,7", rules("posts"))
    counts_of(rows)
    assert [problem.key for problem in rows.checked.problems()] == ["missing-value"]


@pytest.mark.parametrize("count", ["followers", "days", "days_since_last_post"])
def test_where_no_figure_never_means_none_a_zero_is_not_proposed(count):
    rows = Rows(f"page,{count},posts\nA,,3\nB,7,4", rules(count, "posts"))
    counts_of(rows)
    assert [(problem.key, problem.column) for problem in rows.checked.problems()] == [("missing-value/number", count)]


def test_cells_of_pages_that_are_left_out_are_not_looked_at():
    rows = Rows("page,posts,excluded\nA,12k,not ours\nB,7,\nC,,not ours", rules("posts"))
    counts_of(rows)
    assert rows.found == []


def test_populations_are_another_matter():
    rows = Rows("page,region,posts,population\nA,R,5,12k", rules(("posts", "population")))
    own, counts = counts_of(rows)
    assert (list(own), list(counts), rows.found) == (["posts"], ["posts"], [])


def test_one_column_is_typed_under_its_canonical_name():
    rows = Rows("Страница,Посты\nA,1 234\nB,-5", rules("posts"))
    count = read_count_column(rows.table, 1, "posts", {}, rows.checked)

    assert count.numbers[0] == 1234
    assert rows.found == [("negative", 3, "posts")]


def of_marks(text, *counts):
    rows = Rows("", rules(*counts), cells=[line.split(";") for line in text.splitlines()])
    counts_of(rows)
    return [(problem.key, problem.row, problem.column, problem.args["n"]) for problem in rows.checked.problems()]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("page;posts\nA;1,234\nB;7\nC;5,678", [("grouped-number", 2, "posts", 2)], id="said once"),
        pytest.param("page;posts\nA;1,234\nB;1,234,567", [], id="another figure shows it"),
        pytest.param("page;hours\nA;7\nB;3.422\nC;5.678", [("ambiguous-number", 3, "hours", 2)], id="asked once"),
        pytest.param("page;hours\nA;3.5\nB;3.422", [], id="answered by another figure"),
        pytest.param(
            "page;interactions;likes;comments\nA;407.137;400000;6000\nB;9;8;1",
            [("grouped-number", 2, "interactions", 1)],
            id="the parts are nearly as many",
        ),
        pytest.param(
            "page;interactions;likes;comments\nA;407.137;400;6\nB;9.407;9000;1",
            [("ambiguous-number/parts", 2, "interactions", 2)],
            id="the parts are a thousandth",
        ),
        pytest.param(
            "page;likes;interactions\nA;1.002;2000\nB;3.422;5\nC;7;9",
            [("ambiguous-number/parts", 3, "likes", 2)],
            id="a part is more than the total",
        ),
        pytest.param(
            "page;likes;interactions\nA;3.422;3.500", [("grouped-number", 2, "likes", 1)], id="both may be grouped"
        ),
    ],
)
def test_a_mark_before_three_digits_is_said_or_asked_for(text, found):
    assert of_marks(text, text.split(";")[1].split("\n")[0]) == found


def test_a_figure_under_the_heading_of_a_mean_is_no_group_of_thousands(monkeypatch):
    monkeypatch.setattr(home("read_count_column"), "is_rate", lambda heading: heading == "posts")
    assert of_marks("page;posts\nA;1,234", "posts") == [("ambiguous-number", 2, "posts", 1)]


def test_every_figure_that_is_asked_for_makes_its_row_wrong():
    rows = Rows("", rules("hours"), cells=[["page", "hours"], ["A", "1,234"], ["B", "7"], ["C", "5,678"]], every=True)
    own, _counts = counts_of(rows)

    assert own["hours"].missing.tolist() == [True, False, True]
    assert {i: (problem.row, problem.value) for i, problem in rows.checked.row_errors.items()} == {
        0: (2, "1,234"),
        2: (4, "5,678"),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("page,likes,posts\nA,,\nB,-,", True, id="nothing anywhere"),
        pytest.param("page,likes,posts\nA,,\nB,,0", False, id="a nought is a figure"),
        pytest.param("page,likes,posts\nA,,\nB,,x", False, id="a wrong figure is no missing one"),
        pytest.param("page,likes,posts,excluded\nA,,,not ours", False, id="nobody is to be rated"),
    ],
)
def test_a_table_is_unfilled_where_no_page_to_be_rated_has_any_figure(text, expected):
    rows = Rows(text, rules("likes", "posts", missing="worst"))
    own, _counts = counts_of(rows)
    assert all_unfilled(rows.table, rows.columns, own, rows.names.out) is expected


def test_whole_numbers_stay_in_64_bits():
    assert counts_of(Rows("page,posts\nA,1000000000000", rules("posts")))[0]["posts"].numbers.dtype == np.int64
