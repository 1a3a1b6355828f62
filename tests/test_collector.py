"""Problems are collected as they are found and said in the file's order; of very many alike the rest is counted."""

import pytest

from inside import MOST_HELD, ProblemCollector
from rows import Source, table_from_rows


def checked(rows=5, **options):
    cells = [["page", "posts", "likes"], *([f"page {n}", str(n), "x"] for n in range(rows))]
    return ProblemCollector(table_from_rows(cells, Source("own.csv", ""), None), **options)


def test_problems_stand_as_in_the_file_whenever_they_were_found():
    own = checked()
    for code, row, column in [("not-whole", 3, 2), ("negative", 3, 1), ("missing-value", 0, 2), ("few-posts", 1, 1)]:
        own.add(code, row, column, "a column")

    assert [(problem.code, problem.row) for problem in own.problems()] == [
        ("missing-value", 2), ("few-posts", 3), ("negative", 5), ("not-whole", 5),
    ]  # fmt: skip


def test_a_problem_says_its_cell_and_what_it_is_told():
    own = checked()
    own.add("duplicate-page", 4, 0, "page", wording="own", row=2)
    (problem,) = own.problems()

    assert (problem.file, problem.row, problem.column, problem.value) == ("own.csv", 6, "page", "page 4")
    assert (problem.wording, problem.args) == ("own", {"row": 2})


def test_of_a_row_the_first_error_counts_and_a_warning_never():
    own = checked()
    own.add("few-posts", 1, 1, "posts")
    own.add("not-whole", 2, 1, "posts")
    own.add("negative", 2, 2, "likes")

    assert {row: problem.code for row, problem in own.row_errors.items()} == {2: "not-whole"}
    assert [[*own.wrong_cells.rows(name)] for name in ("posts", "likes")] == [[2], [2]]


@pytest.mark.parametrize("every", [False, True])
def test_of_very_many_alike_the_rest_is_counted_unless_all_are_asked_for(every):
    own = checked(MOST_HELD + 3, every=every)
    for row in range(MOST_HELD + 3):
        own.add("negative", row, 1, "posts")
    own.add("negative", 0, 2, "likes")  # another column, another kind
    problems = own.problems()

    assert len(problems) == MOST_HELD + 1 + (3 if every else 0)
    assert problems[-1].alike == (0 if every else 3)
    assert sum(1 + problem.alike for problem in problems) == MOST_HELD + 3 + 1
    assert len(own.row_errors) == MOST_HELD + 3  # what is not said is wrong all the same
    assert (MOST_HELD + 2, "posts") in own.wrong_cells


def test_a_warning_is_no_error_of_its_row_however_many_there_are():
    own = checked(MOST_HELD + 2)
    for row in range(MOST_HELD + 2):
        own.add("few-posts", row, 1, "posts", n=1)

    assert (own.row_errors, [*own.wrong_cells.rows("posts")]) == ({}, [])
    assert own.problems()[-1].alike == 2


def test_of_a_row_that_is_set_aside_nothing_is_said():
    own = checked(misaligned=frozenset({2}))
    own.add("not-whole", 2, 1, "posts")
    own.add("not-whole", 3, 1, "posts")

    assert [problem.row for problem in own.problems()] == [5]
    assert [*own.wrong_cells.rows("posts")] == [3]
