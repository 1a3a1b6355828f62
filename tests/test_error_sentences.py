"""An error in lines: its problems and what was not done, a wrong command, an output that failed."""

import pytest

from govrank import CommandError, DataError, OutputError, Problem
from said import error_lines, noted, nothing, said, words

EN = words("en")
WRONG_RULES = Problem("methodology", "own.toml", row=3, wording="missing", args={"key": "name"})
TOO_MANY = Problem("too-big", "a.csv", wording="rows", args={"rows": 1_100_000})


def test_the_last_line_counts_the_errors_and_not_the_warnings():
    problems = [
        Problem("not-whole", "july.xlsx", "Июль", 7, "D7", "followers", "12,5 тыс.", "proposal", {"proposal": "12500"}),
        Problem("missing-value", "july.xlsx", "Июль", 8, "D8", "followers", ""),
        Problem("hidden-row", "july.xlsx", "Июль", 9),
        Problem("missing-value", "july.xlsx", "Июль", 10, "E10", "posts", ""),
    ]

    assert error_lines(DataError(problems), EN)[-1] == nothing("rated", 3, "july.xlsx")


def test_warnings_stand_below_the_errors():
    lines = error_lines(DataError([Problem("hidden-row", "july.xlsx", "a", 3), Problem("no-pages", "july.xlsx")]), EN)

    assert [noted(line) for line in lines] == [
        "july.xlsx [no-pages]",
        'july.xlsx, sheet "a", row 3 [hidden-row]',
        None,
    ]
    assert lines[-1] == nothing("rated", 1, "july.xlsx")


@pytest.mark.parametrize(
    ("error", "line"),
    [
        pytest.param(
            CommandError("no-such-file", path="x\x1b.csv"),
            said("command.no-such-file", path="'x␛.csv'"),
            id="a sentence",
        ),
        pytest.param(
            CommandError("no-such-column", column="platfrm", near=["platform"], known=["region", "platform"]),
            f"{said('command.no-such-column', column=repr('platfrm'))}; {said('command.near', near=repr('platform'))}",
            id="what is near, and not all that is known",
        ),
        pytest.param(
            CommandError("no-such-sheet", sheet="x", file="july.xlsx", near=[], known=["Июль", "Август"]),
            said("command.no-such-sheet", sheet="'x'", file="'july.xlsx'")
            + "; "
            + said("command.known", known=f"'Июль'{said('list.or')}'Август'"),
            id="what is known where nothing is near",
        ),
        pytest.param(
            OutputError("x.csv", "No space left on device"),
            said("output.failed", path="'x.csv'", reason="No space left on device"),
            id="an output",
        ),
    ],
)
def test_an_error_is_a_line(error, line):
    assert error_lines(error, EN) == [f"error: {line}"]


@pytest.mark.parametrize(
    ("problems", "asked", "undone", "file"),
    [
        pytest.param([WRONG_RULES], "rules", "rules", "own.toml", id="rules by themselves"),
        pytest.param([WRONG_RULES], "rated", "rated", "own.toml", id="rules of a rating"),
        pytest.param([Problem("no-pages", "a.csv")], "population", "population", "a.csv", id="a table"),
        pytest.param(
            [Problem("unlike-editions", "a.csv", wording="ties", args={"old": "min", "new": "max"})],
            "rated",
            "compared",
            "a.csv",
            id="editions",
        ),
        pytest.param([TOO_MANY], "rated", "written", "a.csv", id="a workbook"),
        pytest.param([TOO_MANY, Problem("no-pages", "a.csv")], "rated", "rated", "a.csv", id="a workbook and pages"),
    ],
)
def test_the_last_line_says_what_was_not_done(problems, asked, undone, file):
    assert error_lines(DataError(problems), EN, asked)[-1] == nothing(undone, len(problems), file)


def test_the_last_line_names_every_file_that_is_wrong():
    problems = [
        Problem("few-posts", "c.csv", args={"n": 2}),
        Problem("no-pages", "a.csv"),
        Problem("no-pages", "b.csv"),
    ]
    assert error_lines(DataError(problems), EN)[-1] == nothing("rated", 2, "a.csv, b.csv")
