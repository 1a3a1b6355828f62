"""XLSX into tables: merged texts, several sheets, and limits."""

import pytest

from books import HEADER, SOURCE, refusal
from files import (
    CLEAN,
    workbook,
    written_by_openpyxl,
    xlsx,
)
from inside import home, read_workbook


def test_a_file_of_a_spreadsheet_program_reads_the_same_as_the_raw_one():
    raw, saved = (read_workbook(content, SOURCE)[0] for content in (xlsx(), written_by_openpyxl({"Июль": CLEAN})))

    assert (raw.headings, [list(column) for column in raw.columns]) == (
        saved.headings,
        [list(column) for column in saved.columns],
    )


@pytest.mark.parametrize(
    ("rows", "merged", "column", "said"),
    [
        pytest.param(
            [HEADER, ["A", "vk", 1], [None, "fb", 2], ["B", "vk", 3]], ["A2:A3"], ["A", "A", "B"], ["A2:A3"],
            id="a text is each row's",
        ),
        pytest.param(
            [HEADER, [" A ", "vk", 1], [None, "fb", 2]], ["A2:A9"], [" A ", " A "], ["A2:A9"],
            id="a merge that ends below the table",
        ),
        pytest.param(
            [HEADER, [5, "vk", 1], [None, "fb", 2]], ["A2:A3"], [5, 5], ["A2:A3"],
            id="a number that is a name",
        ),
        pytest.param([HEADER, ["A", "vk", 1], [None, "fb", 2]], ["A2:B3"], ["A", ""], [], id="a block is nobody's"),
        pytest.param([HEADER, ["A", "vk", 1]], ["A2:B2"], ["A"], [], id="in one row"),
        pytest.param([["t"], HEADER, ["A", "vk", 1]], ["A1:C1"], ["A"], [], id="a title"),
        pytest.param([HEADER, HEADER, ["A", "vk", 1]], ["A1:A2"], ["A"], [], id="a heading"),
        pytest.param([HEADER, ["A", "vk", 1]], ["A50:A60", "oops", ""], ["A"], [], id="outside the table"),
    ],
)  # fmt: skip
def test_a_text_merged_over_rows_belongs_to_each_of_them(rows, merged, column, said):
    table = read_workbook(xlsx(rows, merged=merged), SOURCE)[0]

    assert list(table.columns[0]) == column
    assert [problem.cell for problem in table.problems if problem.code == "merged-cells"] == said


def test_every_sheet_with_cells_is_a_table():
    tables = read_workbook(workbook({"Июль": CLEAN, "Пусто": [], "Заметки": [["a"], ["b"]]}), SOURCE)

    assert [table.sheet for table in tables] == ["Июль", "Заметки"]


def test_memory_that_runs_out_is_a_problem(monkeypatch):
    def full(*_args, **_how):
        raise MemoryError

    monkeypatch.setattr(home("read_sheet"), "read_sheet", full)

    assert refusal(xlsx()) == [("too-big", "memory")]


def test_no_warning_of_the_library_reaches_the_user(recwarn):
    read_workbook(xlsx(), SOURCE)

    assert not recwarn.list
