"""Rows that are not pages: a total by its label, a note if it is alone in its row."""

import pytest

from inside import without_summary_rows
from rows import Source, table_from_rows

HEADER = ["region", "platform", "posts"]


def left(rows):
    table = without_summary_rows(table_from_rows([HEADER, *rows], Source("july.csv", ""), None))
    return list(table.rows), [(problem.code, problem.row, problem.args["text"]) for problem in table.problems]


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


@pytest.mark.parametrize(
    "text",
    ["Источник: БНС", "* на 1 июля", "Примечание. По данным сайтов", "Source: own", "¹ Без учёта личных страниц"],
)
def test_a_note_below_the_table_is_left_out_and_said(text):
    assert left([["A", "vk", "1"], [text]]) == ([2], [("note-row", 3, text)])


def test_a_note_may_stand_in_any_column_and_below_a_total():
    rows = [["A", "vk", "1"], ["Итого", "", "1"], ["", "", ""], [" ", "Источник: БНС", ""], ["** сноска", "", ""]]
    assert [problem[:2] for problem in left(rows)[1]] == [("total-row", 3), ("note-row", 5), ("note-row", 6)]


@pytest.mark.parametrize("row", [["* A", "vk", "1"], ["Источник: A", "", "1"], ["Источник: A", "vk", ""]])
def test_a_row_with_anything_else_in_it_is_no_note(row):
    assert left([["A", "vk", "1"], row]) == ([2, 3], [])


@pytest.mark.parametrize(
    ("row", "total"),
    [
        pytest.param(["Total (Kazakhstan)", "Абай", "vk", "7"], False, id="a page that is called nearly so"),
        pytest.param(["Итого за июль", "", "vk", "7"], True, id="a label and a network"),
        pytest.param(["Всего", "все", "все", "7"], True, id="a bare label whatever stands beside it"),
        pytest.param(["–", "–", "Итого", "7"], True, id="behind signs of nothing"),
        pytest.param(["3", "Итого¹", "", "7"], True, id="behind a number, with a mark"),
    ],
)
def test_a_total_is_told_from_a_page_by_what_else_is_in_its_row(row, total):
    header = ["page", "region", "platform", "posts"]
    table = without_summary_rows(table_from_rows([header, ["A", "B", "vk", "1"], row], Source("july.csv", ""), None))

    assert [problem.code for problem in table.problems] == (["total-row"] if total else [])
