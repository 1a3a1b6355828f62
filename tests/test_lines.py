"""Rows of a text without quotes: one by one as by a CSV reader, or as columns many at a time."""

import csv
import io
import random

import pytest

from govrank.read.table import UnquotedRows


def rows_of(text, separator=";"):
    return UnquotedRows(io.StringIO(text, newline=""), separator)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param("a;b\n1;2\n", [["a", "b"], ["1", "2"]], id="a row a line"),
        pytest.param("a;b\n1;2", [["a", "b"], ["1", "2"]], id="the last line needs no end"),
        pytest.param("a\n\nb\n", [["a"], [], ["b"]], id="an empty line is a row without cells"),
        pytest.param(";\n", [["", ""]], id="a separator alone is two empty cells"),
        pytest.param("a;b;\n", [["a", "b", ""]], id="one at the end begins an empty cell"),
        pytest.param(" a ;\tb\n", [[" a ", "\tb"]], id="spaces are the cell's"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_every_line_is_a_row_and_every_separator_divides(text, rows):
    assert list(rows_of(text)) == rows


def test_lines_are_taken_as_many_as_asked_and_none_at_the_end():
    rows = rows_of("1\n2\n\n4\n5")
    assert [rows.take(2), rows.take(2), rows.take(2), rows.take(2)] == [["1", "2"], ["", "4"], ["5"], []]


def test_rows_read_one_by_one_are_not_taken_again():
    rows = rows_of("head\n1\n2\n")
    assert next(rows) == ["head"]
    assert rows.take(9) == ["1", "2"]


@pytest.mark.parametrize(
    ("lines", "width", "columns"),
    [
        pytest.param(["a;1;x", "b;;y"], 3, [["a", "b"], ["1", ""], ["x", "y"]], id="a cell may be empty"),
        pytest.param(["a", "b"], 1, [["a", "b"]], id="one column"),
        pytest.param(["a;1", "b"], 2, None, id="a row with a cell too few"),
        pytest.param(["a;1", "b;2;3"], 2, None, id="a row with a cell too many"),
        pytest.param(["a;1", ";2"], 2, None, id="a row that begins with nothing"),
        pytest.param(["a;1", " \t;2"], 2, None, id="or with spaces only"),
        pytest.param(["a;1", ""], 2, None, id="an empty line"),
        pytest.param([], 2, None, id="no lines"),
    ],
)
def test_lines_are_columns_only_where_every_row_is_whole(lines, width, columns):
    assert rows_of("").columns(lines, width) == columns


@pytest.mark.parametrize("seed", range(20))
def test_the_rows_are_those_of_a_csv_reader(seed):
    drawn = random.Random(seed)
    text = "".join(drawn.choices("ab ;\n\t,=ә", weights=[4, 4, 1, 6, 4, 1, 1, 1, 2], k=200)).rstrip("\n") + "\n"
    assert list(rows_of(text)) == list(csv.reader(io.StringIO(text), delimiter=";", quoting=csv.QUOTE_NONE))
