"""An error in lines: its problems and what was not done, a wrong command, an output that failed."""

import pytest

from govrank.problems import CommandError, DataError, OutputError, Problem
from govrank.reports.sentences import error_lines
from govrank.text.catalogue import words

EN = words("en")
WRONG_RULES = Problem("methodology", "own.toml", row=3, wording="missing", args={"key": "name"})


def test_the_contracts_three_lines_are_said_as_they_stand():
    problems = [
        Problem("not-whole", "july.xlsx", "Июль", 7, "D7", "followers", "12,5 тыс.", "proposal", {"proposal": "12500"}),
        Problem("missing-value", "july.xlsx", "Июль", 8, "D8", "followers", ""),
        Problem("hidden-row", "july.xlsx", "Июль", 9),
        Problem("missing-value", "july.xlsx", "Июль", 10, "E10", "posts", ""),
    ]

    assert error_lines(DataError(problems), EN)[-1] == "3 problems in july.xlsx, nothing was rated"


@pytest.mark.parametrize(
    ("error", "lines"),
    [
        (CommandError("no-such-file", path="x\x1b.csv"), ["there is no file 'x␛.csv'"]),
        (
            CommandError("no-such-column", column="platfrm", near=["platform"], known=["region", "platform"]),
            ["there is no column 'platfrm'; did you mean 'platform'?"],
        ),
        (
            CommandError("no-such-sheet", sheet="x", file="july.xlsx", near=[], known=["Июль", "Август"]),
            ["'july.xlsx' has no sheet 'x'; there are 'Июль' and 'Август'"],
        ),
        (OutputError("x.csv", "No space left on device"), ["'x.csv' could not be written: No space left on device"]),
        (
            DataError([Problem("hidden-row", "july.xlsx", "a", 3), Problem("no-pages", "july.xlsx")]),
            [
                'july.xlsx, sheet "a", row 3: is hidden and was rated [hidden-row]',
                "july.xlsx: there is no page to rate; put one row a page under the headings [no-pages]",
                "1 problem in july.xlsx, nothing was rated",
            ],
        ),
    ],
)
def test_an_error_is_lines(error, lines):
    assert error_lines(error, EN) == lines


@pytest.mark.parametrize(
    ("problems", "undone", "ends"),
    [
        pytest.param([WRONG_RULES], "rules", "the rules cannot be used", id="rules by themselves"),
        pytest.param([WRONG_RULES], "rated", "nothing was rated", id="rules of a rating"),
        pytest.param([Problem("no-pages", "a.csv")], "population", "the table cannot be used", id="a table"),
        pytest.param(
            [Problem("unlike-editions", "a.csv", wording="ties", args={"old": "min", "new": "max"})],
            "rated",
            "nothing was compared",
            id="editions",
        ),
        pytest.param(
            [Problem("too-big", "a.csv", wording="rows", args={"rows": 1_100_000})],
            "rated",
            "nothing was written",
            id="a workbook",
        ),
        pytest.param(
            [Problem("too-big", "a.csv", wording="rows", args={"rows": 1_100_000}), Problem("no-pages", "a.csv")],
            "rated",
            "nothing was rated",
            id="a workbook and pages",
        ),
    ],
)
def test_the_last_line_says_what_was_not_done(problems, undone, ends):
    assert error_lines(DataError(problems), EN, undone)[-1].split(", ", 1)[1] == ends


def test_the_last_line_names_every_file_that_is_wrong():
    problems = [
        Problem("few-posts", "c.csv", args={"n": 2}),
        Problem("no-pages", "a.csv"),
        Problem("no-pages", "b.csv"),
    ]
    assert error_lines(DataError(problems), EN)[-1] == "2 problems in a.csv, b.csv, nothing was rated"
