"""Problems and errors as data."""

import pickle
import re
from pathlib import Path

import pytest

from govrank import CommandError, DataError, GovrankError, OutputError, Problem
from inside import CODES

README = Path(__file__).parent.parent / "README.md"

ERRORS = [
    "missing-column", "duplicate-column", "missing-value", "not-a-number", "not-whole", "ambiguous-number",
    "negative", "too-large", "too-small", "not-text", "date-in-number", "error-value", "formula-without-value",
    "unknown-region", "ambiguous-region", "no-population", "duplicate-page", "duplicate-region", "contradiction",
    "no-pages", "several-sheets", "unreadable", "encoding", "too-big",
]  # fmt: skip
WARNINGS = [
    "header-below-title", "hidden-row", "total-row", "merged-cells", "unused-column", "ignored-column", "er-differs",
    "followers-exceed-population", "few-posts", "looks-swapped", "summed-count", "similar-network", "grouped-number",
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "severity"), [*((code, "error") for code in ERRORS), *((code, "warning") for code in WARNINGS)]
)
def test_the_codes_that_scripts_rely_on_keep_their_severity(code, severity):
    assert Problem(code).severity == severity


def test_a_code_that_is_not_declared_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        _ = Problem("a code of tomorrow").severity


def test_every_code_that_the_readme_names_is_declared():
    text = README.read_text("utf-8")
    said = set(re.findall(r"\[([a-z]+(?:-[a-z]+)*)\]$", text, re.MULTILINE))

    assert said - CODES.keys() == set()
    assert "not-whole" in said


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
