"""A total row is no page; a page whose name only begins like a total is one."""

import pytest

from govrank.read.header import table_from_rows
from govrank.read.table import Source
from govrank.read.totals import is_total, without_totals

HEADER = ["region", "platform", "posts"]


def left(rows):
    table = without_totals(table_from_rows([HEADER, *rows], Source("july.csv", ""), None))
    return list(table.rows), [(problem.code, problem.row, problem.args["text"]) for problem in table.problems]


@pytest.mark.parametrize(
    "text",
    [
        "Итого", "ИТОГО:", " итого ", "Итого по области", "Всего", "Всего:", "Барлығы", "барлығы бойынша", "Жиыны",
        "Total", "TOTALS", "Grand total", "Total for July", "Итого\u00a0по области",
    ],
)  # fmt: skip
def test_a_total_is_known_by_its_label(text):
    assert is_total(text)


@pytest.mark.parametrize(
    "text", ["", "Всего хорошего", "Итоговая", "Totally", "Total Radio", "Жалпы ақпарат", "Сумма", 5, None, True]
)
def test_what_only_begins_like_a_total_is_none(text):
    assert not is_total(text)


def test_a_total_row_is_left_out_and_said():
    assert left([["A", "vk", "1"], ["B", "vk", "2"], ["Итого:", "", "3"]]) == ([2, 3], [("total-row", 4, "Итого:")])


def test_several_total_rows_are_left_out():
    rows = [["A", "vk", "1"], ["Total", "", "1"], ["B", "vk", "2"], ["", "Всего", "2"], ["", "", "Барлығы"]]

    assert left(rows)[0] == [2, 4]


def test_a_label_in_a_later_cell_of_a_page_is_no_total():
    assert left([["A", "Total", "1"], ["B", "vk", "2"]]) == ([2, 3], [])


def test_a_total_below_a_column_of_numbers_is_found():
    assert left([["1", "A", "5"], ["2", "B", "6"], ["", "Итого", "11"]])[0] == [2, 3]


def test_a_table_without_totals_is_the_same():
    assert left([["A", "vk", "1"]]) == ([2], [])


def test_a_total_row_with_a_cell_too_many_is_only_a_total_row():
    table = table_from_rows([HEADER, ["A", "vk", "1", "9"], ["Итого", "", "3", "9"]], Source("july.csv", ""), None)

    assert [(problem.code, problem.row) for problem in without_totals(table).problems] == [
        ("ragged-row", 2),
        ("total-row", 3),
    ]
