"""Where the header is, which rows and columns are blank, and what a ragged row is."""

import pytest

from inside import (
    SEARCHED_ROWS,
    ErrorValue,
    Source,
    Uncalculated,
    find_header,
    is_blank,
    recognised_columns,
    table_from_rows,
)

SOURCE = Source("july.csv", "")
HEADER = ["Регион", "Соцсеть", "Посты"]


def table(rows, sheet=None):
    return table_from_rows(rows, SOURCE, sheet)


def codes(read):
    return [(problem.code, problem.row) for problem in read.problems]


@pytest.mark.parametrize(
    ("rows", "at"),
    [
        pytest.param([HEADER, ["A", "vk", "1"]], 0, id="the first row"),
        pytest.param([["Рейтинг"], [], HEADER, ["A", "vk", "1"]], 2, id="below a title"),
        pytest.param([["Регион", "июль"], HEADER], 1, id="the row with the most known headings"),
        pytest.param([["a", "b"], ["1", "2"]], 0, id="no known heading: the first row"),
        pytest.param([[], ["", " "], ["a"]], 2, id="no known heading: the first that is not blank"),
        pytest.param([HEADER, HEADER, ["A", "vk", "1"]], 1, id="merged over two rows: the last"),
        pytest.param([[], ["", " "]], None, id="blank"),
        pytest.param([], None, id="nothing"),
        pytest.param([["posts"], ["1"]], 0, id="a single column"),
    ],
)
def test_the_header_is_the_row_with_the_headings(rows, at):
    assert find_header(rows) == at


def test_the_header_is_searched_in_twenty_rows():
    assert SEARCHED_ROWS == 20
    assert table([*[["t"]] * 19, HEADER, ["A", "vk", "1"]]).header_row == 20
    assert table([*[["t"]] * 20, HEADER, ["A", "vk", "1"]]).header_row == 1


@pytest.mark.parametrize("gap", [[], [["", "", ""]], [["2 квартал"]]], ids=["at once", "blank row", "subtitle"])
def test_a_second_header_below_pages_does_not_swallow_them(gap):
    read = table([HEADER, ["A", "vk", "1"], ["B", "vk", "2"], *gap, HEADER, ["C", "vk", "3"]])

    assert read.header_row == 1
    assert "A" in read.columns[0]


def test_a_page_that_is_called_like_headings_is_no_header():
    read = table([HEADER, ["Регион", "Сеть", "5"], ["B", "vk", "2"]])

    assert (read.header_row, list(read.rows)) == (1, [2, 3])


def test_known_headings_are_named_once():
    assert recognised_columns(["Регион", "posts", "Посты", "цвет", 5, None or ""]) == {"region", "posts"}


@pytest.mark.parametrize(
    ("row", "blank"),
    [
        ([], True),
        (["", " ", "\t\u00a0"], True),
        (["", "-"], False),
        ([0], False),
        ([False], False),
        ([ErrorValue("#N/A")], False),
        ([Uncalculated("=A1")], False),
    ],
)
def test_a_row_is_blank_when_nobody_sees_anything_in_it(row, blank):
    assert is_blank(row) is blank


def test_blank_rows_and_columns_are_passed_over():
    read = table([["", *HEADER, "", ""], [], ["", "A", "vk", "1", ""], ["", "", "", ""], ["", "B", "vk", "2"]])

    assert read.headings == tuple(HEADER)
    assert (read.positions, list(read.rows)) == ((1, 2, 3), [3, 5])
    assert read.problems == ()


def test_a_column_without_a_heading_is_kept_where_it_has_cells():
    read = table([["region", "", "posts"], ["A", "x", "1"]])

    assert (read.headings, [list(column) for column in read.columns]) == (
        ("region", "", "posts"),
        [["A"], ["x"], ["1"]],
    )


def test_a_row_that_is_too_short_ends_with_empty_cells():
    assert [list(column) for column in table([HEADER, ["A"]]).columns] == [["A"], [""], [""]]


def test_a_row_that_is_too_long_is_said():
    assert codes(table([HEADER, ["A", "vk", "1", "234"], ["B", "vk", "2", "", " "]])) == [("ragged-row", 2)]


@pytest.mark.parametrize(("sheet", "code"), [("Июль", "stray-cell"), (None, "stray-cell")])
def test_a_row_with_only_a_note_beside_the_table_is_blank(sheet, code):
    rows = [HEADER, ["A", "vk", "1"], ["", " ", "", "", "проверить"], ["B", "vk", "2"]]
    read = table_from_rows(rows, Source("july.csv", ""), sheet)

    assert list(read.rows) == [2, 4]
    assert codes(read) == [(code, 3)]


def test_a_title_above_is_said():
    assert codes(table([["Рейтинг"], HEADER, ["A", "vk", "1"]])) == [("header-below-title", 2)]
    assert codes(table([HEADER, ["A", "vk", "1"]])) == []


def test_nothing_below_the_header_is_a_table_without_rows():
    read = table([HEADER])

    assert (read.headings, len(read.rows), read.problems) == (tuple(HEADER), 0, ())


def test_nothing_at_all_is_no_table():
    assert table([]) is None
    assert table([[], [" "]] * 100) is None
