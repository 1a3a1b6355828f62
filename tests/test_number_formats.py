"""What a cell shows is what it holds: other digits, a figure under a merge and a row of no height are said."""

import io

import pytest
from openpyxl import Workbook

from editions import load
from files import CLEAN, PAGES, changed, unzipped, write, xlsx, zipped
from govrank import DataError, load_population
from inside import shows_other_digits


@pytest.mark.parametrize(
    "code",
    [
        '0"000"', '"-"0', '"1"0', ";;;", "0,", "0.0,,", "\\10", "-0", "0\\-0", '0"k"', '0 "тыс."', '[>999]0,"k";0',
        '"нет"', '""', '0.0" / 10"', "10", ";0;0",
    ],
)  # fmt: skip
def test_a_format_that_shows_other_digits_is_known(code):
    assert shows_other_digits(code)


@pytest.mark.parametrize(
    "code",
    [
        "General", "0", "#,##0", "# ##0.00", '0" чел."', "0.0%", "@", "[Red]0;[Blue]-0", "#,##0 ₽", "[$₸-43F]#,##0",
        "_-* #,##0_-;-* #,##0_-", "_(* #,##0_);_(* (#,##0)", "0.00E+00", "# ?/?", "# ?/16", "00000", "0;-0;;@",
        "[$-419]0", '0;"-"0', "",
    ],
)  # fmt: skip
def test_a_format_that_groups_rounds_or_names_a_unit_is_usual(code):
    assert not shows_other_digits(code)


def formatted(folder, address, code, rows=CLEAN):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.active[address].number_format = code
    stream = io.BytesIO()
    book.save(stream)
    return write(folder, "july.xlsx", stream.getvalue())


def found(loaded):
    return [(p.code, p.cell, p.column, p.severity) for p in loaded.problems]


@pytest.mark.parametrize(
    ("address", "code", "expected"),
    [
        ("D4", '0"000"', [("number-format", "D4", "posts", "error")]),
        ("C2", ";;;", [("number-format", "C2", "followers", "error")]),
        ("D4", "#,##0", []),
        ("D1", '0"000"', []),
        ("A2", '0"000"', []),
    ],
)
def test_a_count_that_is_shown_with_other_digits_is_an_error_by_its_cell(tmp_path, address, code, expected):
    assert found(load(formatted(tmp_path, address, code), population="kz-2023")) == expected


def test_a_column_that_is_not_used_may_look_as_it_likes(tmp_path):
    rows = [[*row, cell] for row, cell in zip(CLEAN, ["Отрасль", 1, 2, 3, 4, 5], strict=True)]
    loaded = load(formatted(tmp_path, "F3", '"1"0', rows), population="kz-2023")
    assert [problem.code for problem in loaded.problems] == ["unused-column"]


def test_a_row_of_no_height_is_hidden(tmp_path):
    parts = unzipped(xlsx())
    sheet = parts["xl/worksheets/sheet1.xml"].replace(b'<row r="3"', b'<row r="3" ht="0" customHeight="1"')
    sheet = sheet.replace(b'<row r="4"', b'<row r="4" ht="10.5" customHeight="1"')
    path = write(tmp_path, "july.xlsx", zipped(parts | {"xl/worksheets/sheet1.xml": sheet}))
    loaded = load(path, population="kz-2023")
    assert [(problem.code, problem.row) for problem in loaded.problems] == [("hidden-row", 3)]


@pytest.mark.parametrize(
    ("merge", "expected"),
    [
        pytest.param("D3:D4", [("covered-cell", "D4", "posts", "error")], id="a count below another"),
        pytest.param("C5:D5", [("covered-cell", "D5", "posts", "error")], id="a count beside another"),
        pytest.param("B4:B5", [("merged-cells", "B4:B5", None, "warning")], id="the same network"),
        pytest.param(
            "B3:B4",
            [("merged-cells", "B3:B4", None, "warning"), ("covered-cell", "B4", "platform", "error")],
            id="another network",
        ),
    ],
)
def test_what_a_merge_hides_is_an_error_by_its_cell(tmp_path, merge, expected):
    path = write(tmp_path, "july.xlsx", xlsx(merged=[merge]))
    assert found(load(path, population="kz-2023")) == expected


def test_a_figure_that_is_hidden_is_named_and_its_row_can_be_skipped(tmp_path):
    path = write(tmp_path, "july.xlsx", xlsx(changed(4, 3, 99), merged=["D3:D4"]))
    loaded = load(path, population="kz-2023", skip_invalid=True)

    assert [(problem.value, problem.args["cells"]) for problem in loaded.problems] == [("99", "D3:D4")]
    assert (len(loaded.pages), [out.platform for out in loaded.pages.excluded]) == (len(PAGES) - 1, ["facebook"])


def test_a_population_that_is_shown_otherwise_is_an_error(tmp_path):
    rows = [["region", "population"], ["Абай", 610], ["Атырау", 693085]]
    with pytest.raises(DataError) as caught:
        load_population(str(formatted(tmp_path, "B2", '0"205"', rows)))
    assert [(problem.code, problem.cell) for problem in caught.value.problems] == [("number-format", "B2")]


def test_merges_that_overlap_are_no_workbook(tmp_path):
    path = write(tmp_path, "july.xlsx", xlsx(merged=["A1:E6"] * 9))
    with pytest.raises(DataError) as caught:
        load(path, population="kz-2023")
    assert [(problem.code, problem.wording) for problem in caught.value.problems] == [("unreadable", "workbook")]
