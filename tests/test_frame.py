"""Data frames: whatever pandas puts into a cell is read as a spreadsheet's cell would be."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

import govrank
from editions import parse_methodology
from inside import table_of_frame

REACH = parse_methodology(
    'name = "reach"\nversion = "1"\n[[indicators]]\nkey = "hours"\nlabel = "Hours"\nof = ["hours"]\n', "reach.toml"
)
POSTS = parse_methodology(
    'name = "posts"\nversion = "1"\n[[indicators]]\nkey = "posts"\nlabel = "Posts"\nof = ["posts"]\n', "posts.toml"
)


def values(column, methodology, dtype=object):
    (key,) = methodology.keys
    frame = pd.DataFrame({"page": [f"page {n}" for n in range(len(column))], key: pd.Series(column, dtype=dtype)})
    table = govrank.rate_frames(frame, methodology=methodology).table
    return dict(zip(table["page"], table[key], strict=True))


@pytest.mark.parametrize(
    ("column", "dtype", "expected"),
    [
        pytest.param([7, 3], "int64", [7, 3], id="whole numbers"),
        pytest.param([7.0, 3.0], "float64", [7, 3], id="whole numbers as floats"),
        pytest.param([np.int64(7), "1 234"], object, [7, 1234], id="a mixed column"),
        pytest.param([np.float64(7), "1 234"], object, [7, 1234], id="a mixed column with floats"),
        pytest.param(["7", "1,234"], "str", [7, 1234], id="texts"),
        pytest.param([7, 3], "Int64", [7, 3], id="nullable whole numbers"),
        pytest.param([7, 3], "uint8", [7, 3], id="small numbers"),
    ],
)
def test_a_whole_column_is_read(column, dtype, expected):
    assert values(column, POSTS, dtype) == {"page 0": expected[0], "page 1": expected[1]}


@pytest.mark.parametrize(
    ("column", "dtype", "expected"),
    [
        pytest.param([0.5, 3.0], "float64", [0.5, 3], id="floats"),
        pytest.param([np.float64(0.5), "1,25"], object, [0.5, 1.25], id="a mixed column"),
        pytest.param([np.int64(7), "1,25"], object, [7, 1.25], id="a mixed column with whole numbers"),
        pytest.param([np.float32(0.5), 2], object, [0.5, 2], id="single precision"),
        pytest.param([7, 3], "int64", [7, 3], id="whole numbers"),
    ],
)
def test_a_column_with_fractions_is_read(column, dtype, expected):
    assert values(column, REACH, dtype) == {"page 0": expected[0], "page 1": expected[1]}


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        pytest.param(None, "missing-value", id="nothing"),
        pytest.param(float("nan"), "missing-value", id="nan is how pandas says missing"),
        pytest.param(pd.NA, "missing-value", id="the missing value of pandas"),
        pytest.param(True, "not-a-number", id="a truth value"),
        pytest.param(np.bool_(True), "not-a-number", id="a truth value of numpy"),
        pytest.param(pd.Timestamp(2020, 7, 1), "date-in-number", id="a timestamp"),
        pytest.param(dt.date(2020, 7, 1), "date-in-number", id="a day"),
        pytest.param(-1, "negative", id="below nothing"),
    ],
)
@pytest.mark.parametrize("methodology", [REACH, POSTS], ids=["fractions", "whole"])
def test_a_cell_that_is_no_count_is_a_problem_with_its_row(cell, code, methodology):
    with pytest.raises(govrank.DataError) as caught:
        values([5, cell], methodology)
    assert [(problem.code, problem.row) for problem in caught.value.problems] == [(code, 3)]


@pytest.mark.parametrize("missing", ["error", "worst", "exclude"])
@pytest.mark.parametrize(("key", "code"), [("posts", "not-whole"), ("hours", "not-a-number")])
def test_a_column_of_nothing_but_wrong_figures_is_not_taken_for_an_empty_one(key, code, missing):
    methodology = parse_methodology(
        f'name = "own"\nversion = "1"\nmissing = "{missing}"\n'
        f'[[indicators]]\nkey = "own"\nlabel = "Own"\nof = ["{key}"]\n',
        "own.toml",
    )
    with pytest.raises(govrank.DataError) as caught:
        govrank.rate_frames(pd.DataFrame({"page": ["a", "b"], key: ["12k", "3k"]}), methodology=methodology)
    assert [(problem.code, problem.row) for problem in caught.value.problems] == [(code, 2), (code, 3)]


def test_a_frame_is_a_table_whose_rows_are_counted_as_under_a_header():
    frame = pd.DataFrame({"page": ["a", None], 7: [np.int64(5), float("nan")]}, index=["x", "y"])
    table = table_of_frame(frame, "pages")

    assert (table.source.name, table.sheet, table.headings) == ("pages", None, ("page", "7"))
    assert table.columns == (["a", ""], [5, ""])
    assert (list(table.rows), table.positions) == ([2, 3], (0, 1))
