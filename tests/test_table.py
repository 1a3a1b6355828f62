"""A table's cells and addresses."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from inside import Grid, column_letter, has_no_figure, home, is_missing, tidy_text
from rows import ErrorValue, Source, Uncalculated

cell_text = home("cell_text", "read").cell_text


def table(sheet):
    return Grid(
        source=Source("july.xlsx", ""),
        sheet=sheet,
        headings=("region", "Цвет"),
        columns=(["A", "B", "C"], np.array([7, 8, 9])),
        rows=[3, 5, 6],
        positions=(1, 27),
        header_row=2,
    )


@pytest.mark.parametrize("cell", ["", " ", "-", "–", "—", "n/a", "N/A", " нет ", "НЕТ", "\u00a0"])
def test_a_sign_for_no_figure_is_missing(cell):
    assert is_missing(cell)


@pytest.mark.parametrize("cell", ["0", 0, False, "--", "NaN", "null", "none", "na", ErrorValue("#N/A")])
def test_nothing_else_is_missing(cell):
    assert not is_missing(cell)


@pytest.mark.parametrize("cell", ["NA", "н/д", "нет данных", "Деректер  жоқ", "жоқ", "нет", "n/a", ""])
def test_words_for_no_figure_are_no_figure(cell):
    assert has_no_figure(cell)


@pytest.mark.parametrize("cell", ["0", 0, False, "--", "NaN", "null", "none", ErrorValue("#N/A")])
def test_nothing_else_is_no_figure(cell):
    assert not has_no_figure(cell)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (" a ", " a "),
        (5, "5"),
        (0.1, "0.1"),
        (dt.date(2023, 7, 1), "2023-07-01"),
        (ErrorValue("#REF!"), "#REF!"),
        (Uncalculated("=A1"), "=A1"),
    ],
)
def test_a_cells_text_is_what_stands_in_it(cell, text):
    assert cell_text(cell) == text


def test_a_tidy_text_has_single_spaces():
    assert tidy_text("  a \n b\u00a0c ") == "a b c"


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (16383, "XFD")])
def test_columns_are_lettered_as_spreadsheets_do(index, letters):
    assert column_letter(index) == letters


def test_a_problem_of_a_cell_has_its_address():
    problem = table("Июль").problem("not-whole", 1, 1, "posts", wording="number", proposal="5")

    assert (problem.file, problem.sheet, problem.row, problem.cell) == ("july.xlsx", "Июль", 5, "AB5")
    assert (problem.column, problem.value, problem.position) == ("posts", "8", 27)
    assert (problem.wording, problem.args) == ("number", {"proposal": "5"})


def test_a_text_file_has_rows_and_no_cells():
    problem = table(None).problem("not-whole", 0, 0)

    assert (problem.row, problem.cell, problem.column) == (3, None, "region")


def test_a_problem_of_a_column_stands_at_its_heading():
    problem = table("Июль").problem("unused-column", None, 1)

    assert (problem.row, problem.cell, problem.column, problem.value) == (None, "AB2", "Цвет", None)


def test_a_problem_of_the_sheet_stands_nowhere_in_it():
    problem = table("Июль").problem("no-pages")

    assert (problem.row, problem.cell, problem.column) == (None, None, None)


def test_the_merges_of_a_column_are_found_by_row():
    merged = replace(table("Июль"), merges=((4, 5, 25, 27), (6, 7, 27, 27), (6, 7, 3, 4)))

    assert merged.merged_rows(1) == {4: (4, 5, 25, 27), 5: (4, 5, 25, 27), 6: (6, 7, 27, 27)}
    assert table("Июль").merged_rows(1) == {}


def test_rows_that_are_kept_keep_their_numbers():
    kept = table("Июль").keep_rows([0, 2])

    assert (list(kept.rows), kept.columns[0], kept.columns[1].tolist()) == ([3, 6], ["A", "C"], [7, 9])
