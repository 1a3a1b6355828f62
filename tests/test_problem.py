"""Problems and errors as data."""

import pickle

import pytest

from govrank import CommandError, DataError, GovrankError, OutputError, Problem
from govrank.problems import WARNING_CODES


def test_the_contracts_warnings_are_warnings():
    assert {
        "header-below-title", "hidden-row", "total-row", "merged-cells", "unused-column", "ignored-column",
        "er-differs", "followers-exceed-population", "few-posts", "looks-swapped", "summed-count", "similar-network",
    } <= WARNING_CODES  # fmt: skip


@pytest.mark.parametrize(
    "code",
    [
        "missing-column", "duplicate-column", "missing-value", "not-a-number", "not-whole", "ambiguous-number",
        "negative", "too-large", "too-small", "not-text", "date-in-number", "error-value", "formula-without-value",
        "unknown-region", "ambiguous-region", "no-population", "duplicate-page", "duplicate-region", "contradiction",
        "no-pages", "several-sheets", "unreadable", "encoding", "too-big", "a code of tomorrow",
    ],
)  # fmt: skip
def test_every_other_code_is_an_error(code):
    assert Problem(code).severity == "error"


def test_a_problem_is_known_by_its_code_and_wording():
    assert (Problem("not-whole").key, Problem("not-whole", wording="number").key) == ("not-whole", "not-whole/number")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (DataError([Problem("no-pages", "july.csv")]), 1),
        (CommandError("no-such-file", path="x"), 2),
        (OutputError("x.csv", "No space left on device"), 3),
    ],
)
def test_every_error_has_its_exit_code(error, code):
    assert isinstance(error, GovrankError)
    assert error.exit_code == code
    assert str(error)


def test_a_problem_can_be_sent_to_another_process():
    problem = Problem("not-whole", "july.csv", row=7, column="posts", value="3,4", args={"proposal": "3"})

    assert pickle.loads(pickle.dumps(problem)) == problem  # noqa: S301  # our own bytes


def test_an_error_in_short_names_errors_and_no_warnings():
    odd = Problem("few-posts", "july.csv", row=5, column="posts")
    wrong = Problem("not-whole", "july.csv", row=7, column="posts")

    assert str(DataError([odd, wrong])) == "july.csv 7 [not-whole]"
    assert DataError([odd, wrong]).problems == (odd, wrong)
