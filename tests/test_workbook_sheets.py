"""Sheets as written: texts that stay texts, every digit of a number, formulas with their values, widths."""

import io
import zipfile
from datetime import datetime

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inside import (
    FIGURE,
    HEADING,
    LONG_TEXT,
    TEXT,
    TOTAL,
    Bullets,
    Column,
    Heading,
    SheetColumn,
    Style,
    column_widths,
    figure_column,
    figures_column,
    plain_table,
    printable,
    row_heights,
    sheet_column,
    text_column,
    texts_column,
    workbook,
)

LINE = 15.5  # points


def made(fill, title="title"):
    """Return the bytes of a workbook that `fill` puts sheets into."""
    stream = io.BytesIO()
    with workbook(title, stream) as book:
        fill(book)
    return stream.getvalue()


def read_back(fill, **how):
    return openpyxl.load_workbook(io.BytesIO(made(fill)), **how)


def row_of(*values, **how):
    """Return the cells of one row as they are read back."""
    return read_back(lambda book: book.sheet("Any").row(values, **how)).active[1]


def part(data, name="xl/worksheets/sheet1.xml"):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(7, id="a whole number"),
        pytest.param(0, id="nothing is a number"),
        pytest.param(-2.5, id="a fraction"),
        pytest.param(0.1 + 0.2, id="all 17 digits of a sum"),
        pytest.param(1 / 3, id="of a quotient"),
        pytest.param(10**15 + 1, id="of a large number"),
        pytest.param(9007199254740991, id="of the largest that a float holds"),
        pytest.param(5e-324, id="of the smallest"),
    ],
)
def test_every_digit_of_a_number_is_written(value):
    assert row_of(value)[0].value == value


@pytest.mark.parametrize("value", [None, "", float("nan")], ids=["none", "an empty text", "a missing figure"])
def test_what_is_missing_is_an_empty_cell_in_its_style(value):
    empty, _after = row_of(value, 1, style=FIGURE)
    assert (empty.value, empty.border.left.style) == (None, "thin")


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        pytest.param("East", False, id="a text"),
        pytest.param("007", False, id="digits are a text's too"),
        pytest.param("=1+1", True, id="what would be a formula"),
        pytest.param("＠A1", True, id="what would be one in East Asia"),
        pytest.param("{=1}", False, id="an array formula"),
        pytest.param("https://a.kz", False, id="an address"),
        pytest.param(" a ", False, id="spaces around"),
        pytest.param('<b> & "x"', False, id="markup"),
        pytest.param("<r><t>x</t></r>", False, id="the format's own markup"),
        pytest.param("<r>broken & not even XML</r>", False, id="the like of it"),
        pytest.param("_x0041_ _xyz_", False, id="an escape"),
        pytest.param("a\x00\n\ufffe\ud800", False, id="what is no character"),
    ],
)
def test_a_text_stays_the_text_that_it_is(text, quoted):
    cell, after = row_of(text, "next")
    assert (cell.value.replace("_x005F_", "_"), cell.data_type, cell.quotePrefix) == (printable(text), "s", quoted)
    assert after.hyperlink is cell.hyperlink is None


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=20))
@pytest.mark.slow
def test_whatever_text_comes_back_as_it_is_shown(texts):
    cells = row_of(*texts)
    assert [cell.value.replace("_x005F_", "_") for cell in cells] == [printable(text) for text in texts]
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_formula_has_the_value_that_it_gives():
    values = [7, 1.5, True, "a<b _x0041_", None]
    formulas = {at: f"A{at}&UNIQUE" for at in range(1, 6)}

    def fill(book):
        book.sheet("Any").row(values, formulas=formulas)

    assert [cell.value for cell in read_back(fill).active[1]] == [f"={formula}" for formula in formulas.values()]
    shown = [cell.value for cell in read_back(fill, data_only=True).active[1]]
    assert shown == [7, 1.5, True, "a<b _x005F_x0041_", None]
    assert "t=" not in part(made(fill)).split('<c r="E1"')[1].split(">")[0]  # the program finds it out


def test_formulas_stand_where_there_are_some_and_values_elsewhere():
    def fill(book):
        book.sheet("Any").columns(
            [SheetColumn("a", [1, 2]), SheetColumn("b", [3, "–"], formulas=iter(["A2*3", ""]))], 2
        )

    assert [[*row] for row in read_back(fill).active.values] == [["a", "b"], [1, "=A2*3"], [2, "–"]]


def test_a_cell_has_its_own_colour_and_white_is_none():
    def fill(book):
        page = text_column("page", "Page", ["A", "=B", "C"]).tinted(["#c6efce", "#c6efce", "#FFFFFF"])
        table = plain_table("", [page])
        names = SheetColumn("", ["x", "y", "z"], Style(text_color="#FFFFFF", lines=False))
        book.sheet("Any").table(table, beside=[names])

    sheet = read_back(fill).active
    fills = [[cell.fill.fgColor.rgb if cell.fill.patternType else None for cell in row] for row in sheet["A2:C4"]]
    assert fills == [["FFC6EFCE", None, None], ["FFC6EFCE", None, None], [None, None, None]]
    assert [[cell.value for cell in row] for row in sheet["A1:C2"]] == [["Page", None, None], ["A", None, "x"]]
    assert sheet["A3"].quotePrefix


def test_a_header_stays_in_sight_repeats_in_print_and_has_filters():
    def fill(book):
        sheet = book.sheet("Any")
        sheet.row(["above"])
        sheet.columns(
            [SheetColumn("a", [1, 2]), SheetColumn("b", [3, 4]), SheetColumn("c", [5, 6])], 2, filters=2, frozen=1
        )
        sheet.fit_page("R&G", "foot")

    sheet = read_back(fill).active
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.auto_filter.ref) == ("B3", "$2:$2", "A2:B4")
    assert (sheet.oddHeader.center.text, sheet.oddFooter.left.text, sheet.oddFooter.right.text) == (
        "R&& G", "foot", "&P / &N",
    )  # fmt: skip
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "portrait", 9, 0,
    )  # fmt: skip


def test_only_the_areas_that_are_named_are_printed():
    def fill(book):
        sheet = book.sheet("it's")
        sheet.row([1])
        sheet.print_areas([(0, 0, 2, 1), (1, 3, 9, 4)])

    assert read_back(fill).active.print_area == "'it''s'!$A$1:$B$3,'it''s'!$D$2:$E$10"


def test_titles_are_never_the_same_and_never_excels_own():
    def fill(book):
        assert [book.sheet(title).title for title in ("A/b", "a-B", "History")] == ["A-b", "a-B (2)", "History (2)"]

    assert read_back(fill).sheetnames == ["A-b", "a-B (2)", "History (2)"]


def test_the_workbook_is_ours_has_no_clock_and_is_calculated_when_it_is_opened():
    data = made(lambda book: book.sheet("Any"), "July \x00 & more")
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert (book.properties.title, book.properties.creator) == ("July ␀ & more", "govrank")
    assert book.properties.created == book.properties.modified == datetime(2000, 1, 1)
    assert book.calculation.fullCalcOnLoad


def test_a_disk_that_is_full_is_an_error_of_the_system():
    class Full(io.BytesIO):
        def flush(self):
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"), workbook("title", Full()) as book:
        book.sheet("Any")


@pytest.mark.parametrize(
    ("style", "found"),
    [
        pytest.param(Style(), ("General", None, "top", False, None, 0, "thin"), id="as usual"),
        pytest.param(
            Style("#,##0.0", "right", True, True, "#C6EFCE", "#1B5E20", False, False, 2),
            ("#,##0.0", "right", "top", True, "FF1B5E20", 2, None),
            id="with everything",
        ),
        pytest.param(HEADING, ("General", "center", "center", True, None, 0, "thin"), id="a heading"),
    ],
)
def test_a_style_is_what_the_cell_looks_like(style, found):
    (cell,) = row_of("x", style=style)
    ink = cell.font.color.rgb if cell.font.color and cell.font.color.type == "rgb" else None
    alignment = cell.alignment
    look = (cell.number_format, alignment.horizontal, alignment.vertical, cell.font.bold, ink, alignment.indent)
    assert (*look, cell.border.left.style) == found
    assert (f"#{cell.fill.fgColor.rgb[2:]}" if cell.fill.patternType else "") == style.fill
    assert bool(alignment.wrap_text) is style.wrap


def test_a_report_stands_one_block_below_another_in_shared_columns():
    small = plain_table("Small", [text_column("a", "A", ["x"]), text_column("b", "B", ["y" * 70])])
    figures = [text_column(role, role, ["1/3"], "figure") for role in "cde"]

    def fill(book):
        book.sheet("Any").stack(
            [Heading("Title"), "first", "", Bullets(("one", "two")), small, plain_table("", figures)]
        )

    sheet = read_back(fill).active
    assert [[value for value in row if value is not None] for row in sheet.values] == [
        ["Title"], ["first"], [], ["• one"], ["• two"],
        [], ["Small"], ["A", "B"], ["x", "y" * 70],
        [], ["c", "d", "e"], ["1/3", "1/3", "1/3"],
    ]  # fmt: skip
    assert {str(cells) for cells in sheet.merged_cells.ranges} == {f"A{row}:C{row}" for row in (1, 2, 4, 5, 7)}
    assert sheet["A1"].font.bold
    assert (sheet["A12"].alignment.horizontal, sheet["A9"].alignment.horizontal) == ("right", "left")
    assert (sheet["B9"].alignment.wrap_text, sheet["B9"].border.left.style) == (None, None)  # lies across C


@pytest.mark.parametrize(
    ("column", "values", "style"),
    [
        pytest.param(
            figure_column("place", "Place", [1, 2], str), [1, 2], Style("#,##0", "center", bold=True),
            id="a place",
        ),
        pytest.param(figure_column("er", "ER", [0.5, None], str), [0.5, None], Style("#,##0.00"), id="a figure"),
        pytest.param(
            Column("mean", "Mean", "figure", [33.3], str, decimals=1, unit="%"), [33.3], Style('#,##0.00" %"'),
            id="with its unit",
        ),
        pytest.param(
            Column("interval", "Interval", "figure", [4, 7], lambda row: ["3–5", "7"][row], compound=True),
            ("3–5", "7"), Style(align="center"), id="what says more than its number",
        ),
        pytest.param(
            Column("move", "Move", "move", [-1, "new"], lambda row: ["▼1", "new"][row]),
            ("▼1", "new"), Style(align="center"), id="a move",
        ),
        pytest.param(
            text_column("m", "Up to", ["1/3"], "figure"), ("1/3",), LONG_TEXT._replace(align="right"),
            id="figures in words",
        ),
        pytest.param(text_column("page", "Page", ["A"], "page"), ("A",), TEXT, id="a text"),
    ],
)  # fmt: skip
def test_a_tables_column_is_what_its_kind_says(column, values, style):
    found = sheet_column(column)
    assert (tuple(found.values), found.style) == (tuple(values), style)


def test_texts_stand_left_and_wrap_only_where_one_is_too_long():
    short, long = texts_column("Page", ["a", "bcd"]), texts_column("Page", ["a", "b" * 70])
    assert (short.style, short.width) == (TEXT, 3 + 2 + 1)  # letters, the column's own and the indent
    assert (long.style, long.width) == (LONG_TEXT, 60 + 2 + 1)


@pytest.mark.parametrize(
    ("figures", "least", "form", "width"),
    [
        pytest.param([1, 12, 123], 0, "#,##0", 3 + 2, id="whole numbers"),
        pytest.param([12345], 0, "#,##0", 6 + 2, id="with the comma of the thousands"),
        pytest.param([0.5, 12.25], 0, "#,##0.00", 5 + 2, id="as many decimals as the smallest needs"),
        pytest.param([3.0], 2, "#,##0.00", 4 + 2, id="but so many at the least"),
        pytest.param([np.nan, 7.0, None], 0, "#,##0", 1 + 2, id="a missing one needs no room"),
        pytest.param([np.nan], 0, "#,##0", 1 + 2, id="all missing"),
        pytest.param([], 0, "#,##0", 1 + 2, id="no rows"),
    ],
)
def test_numbers_are_unrounded_in_a_format_that_shows_them(figures, least, form, width):
    column = figures_column("Value", figures, TOTAL, least)
    assert (column.style, column.width) == (TOTAL._replace(number=form), width)
    assert column.values is figures


def test_a_filters_button_has_room_beside_the_heading():
    columns = [SheetColumn("reach", [], width=3), SheetColumn("reach", [], width=3), SheetColumn("reach", [], width=50)]
    usual = 1.1 * 5 + 1.5  # as `heading_width` says
    assert column_widths(columns, filters=1) == [usual + 2.5, usual, 50]


def test_rows_of_long_texts_are_as_high_as_the_longest_of_them():
    word = "1234567890 "
    columns = [
        texts_column("Reason", ["short", word * 9, word * 20]),
        texts_column("Page", [word * 5, "short", word * 5]),
        figures_column("Value", np.array([1, 2, 3])),
    ]
    # a column of 25 has (25 - 2) / 1.15 = 20 digits: a word of ten and no second one after a space
    assert row_heights(columns, [25, 25, 9]) == {0: 5 * LINE, 1: 9 * LINE, 2: 20 * LINE}


@pytest.mark.parametrize(
    ("column", "width", "heights"),
    [
        pytest.param(texts_column("", ["1 " * 900]), 12, {0: 409}, id="no higher than a program allows"),
        pytest.param(SheetColumn("", ["x" * 40, None, 3], LONG_TEXT), 90, {}, id="one line"),
        pytest.param(SheetColumn("", ["y" * 90], FIGURE), 9, {}, id="not wrapped"),
        pytest.param(SheetColumn("", ["中" * 30], LONG_TEXT), 48, {0: 2 * LINE}, id="letters of double width"),
    ],
)
def test_a_row_is_as_high_as_its_lines(column, width, heights):
    assert row_heights([column], [width]) == heights
