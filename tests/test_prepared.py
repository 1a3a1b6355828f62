"""An edition that was read and checked: whether it may be rated."""

from dataclasses import replace

import pytest

from files import CLEAN, csv_bytes, write
from govrank import Problem
from govrank.pipeline import prepare_file

ROW = Problem("not-whole", "july.csv", row=4, column="posts")
COLUMN = Problem("missing-column", "july.csv", column="posts")
ODD = Problem("few-posts", "july.csv", row=5, column="posts")


@pytest.mark.parametrize(
    ("problems", "skip_invalid", "refused"),
    [
        pytest.param([], False, False, id="nothing is wrong"),
        pytest.param([ODD], False, False, id="something is odd"),
        pytest.param([ODD, ROW], False, True, id="a row is wrong"),
        pytest.param([ODD, ROW], True, False, id="a row is wrong and left out"),
        pytest.param([ROW, COLUMN], True, True, id="a column is not there"),
    ],
)
def test_an_error_forbids_rating_unless_it_is_a_rows_that_is_left_out(tmp_path, problems, skip_invalid, refused):
    clean = prepare_file(write(tmp_path, "july.csv", csv_bytes(CLEAN)), population="kz-2023")

    assert replace(clean, problems=tuple(problems), skip_invalid=skip_invalid).refused is refused


def test_without_populations_nothing_is_rated_whatever_is_left_out(tmp_path):
    clean = prepare_file(write(tmp_path, "july.csv", csv_bytes(CLEAN)), population="kz-2023")

    assert replace(clean, skip_invalid=True, populated=False).refused
