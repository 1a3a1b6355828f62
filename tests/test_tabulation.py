"""Columns of a sheet: their formats, their widths, and their cells row by row, with formulas in their places."""

import numpy as np
import pytest

from govrank.formats.tabulation import (
    BRACE,
    BUTTON,
    FIGURE,
    LINE,
    LONG_TEXT,
    TEXT,
    TOTAL,
    Column,
    DrawnColumn,
    column_widths,
    figures_column,
    row_heights,
    table_rows,
    text_column,
)


def drawn(column, letter="B", ids=None, quoted=None):
    ids = ids or {"": 1, "#c6efce": 2}
    return DrawnColumn(letter, column, ids, quoted or ids)


def cells(column, length, bounds=(), colors=(), first=2, **how):
    return drawn(column, **how).cells(slice(0, length), range(first, first + length), bounds, colors)


def test_texts_stand_left_and_wrap_only_where_one_is_too_long():
    short, long = text_column("Page", ["a", "bcd"]), text_column("Page", ["a", "b" * 70])
    assert (short.style, short.width) == (TEXT, 3 + 2 + 1)  # letters, the column's own and the indent
    assert (long.style, long.width) == (LONG_TEXT, 60 + 2 + 1)


@pytest.mark.parametrize(
    ("figures", "least", "form", "width"),
    [
        pytest.param([1, 12, 123], 0, "#,##0", 3 + 2, id="whole numbers"),
        pytest.param([12345], 0, "#,##0", 6 + 2, id="with the comma of the thousands"),
        pytest.param([0.5, 12.25], 0, "#,##0.00", 5 + 2, id="as many decimals as the smallest needs"),
        pytest.param([3.0], 2, "#,##0.00", 4 + 2, id="but so many at the least"),
        pytest.param([np.nan, 7.0], 0, "#,##0", 1 + 2, id="a missing one needs no room"),
        pytest.param([np.nan], 0, "#,##0", 1 + 2, id="all missing"),
        pytest.param([], 0, "#,##0", 1 + 2, id="no rows"),
    ],
)
def test_numbers_are_unrounded_in_a_format_that_shows_them(figures, least, form, width):
    column = figures_column("Value", figures, TOTAL, least)
    assert column.style == TOTAL._replace(number=form)
    assert column.width == width
    assert np.array_equal(column.values, figures, equal_nan=True)


def test_a_filters_button_has_room_beside_the_heading():
    columns = [Column("reach", width=3), Column("reach", width=3), Column("reach", width=50)]
    usual = 7.0  # 1.1 × 5 + 1.5, as `heading_width` says
    assert column_widths(columns, filters=1) == [usual + BUTTON, usual, 50]


def test_values_have_the_colour_of_their_row_unless_the_column_is_not_filled():
    colors = ["#c6efce", ""]
    assert cells(Column("", [5, "x"]), 2, colors=colors) == [
        '<c r="B2" s="2"><v>5</v></c>',
        '<c r="B3" s="1" t="inlineStr"><is><t>x</t></is></c>',
    ]
    assert cells(Column("", [5, 6], fills=False), 2, colors=colors) == [
        '<c r="B2" s="1"><v>5</v></c>',
        '<c r="B3" s="1"><v>6</v></c>',
    ]


def test_a_text_that_would_be_a_formula_has_the_quoted_style_of_its_colour():
    column = Column("", ["=1", "=2"])
    ids, quoted = {"": 1, "#c6efce": 2}, {"": 8, "#c6efce": 9}
    made = cells(column, 2, colors=["", "#c6efce"], ids=ids, quoted=quoted)
    assert [cell.split('"')[3] for cell in made] == ["8", "9"]


def test_a_formula_names_its_row_and_the_rows_of_its_league():
    column = Column("", formula="{r}*SUM(C${a}:C${z})+C{r}")
    assert cells(column, 3, bounds=[(2, 3), (2, 3), (4, 4)]) == [
        '<c r="B2" s="1"><f>2*SUM(C$2:C$3)+C2</f></c>',
        '<c r="B3" s="1"><f>3*SUM(C$2:C$3)+C3</f></c>',
        '<c r="B4" s="1"><f>4*SUM(C$4:C$4)+C4</f></c>',
    ]


def test_where_a_formula_cannot_decide_the_value_stands():
    column = Column("", [7, 8, "–"], formula="C{r}", live=[True, False, False])
    assert cells(column, 3, bounds=[(2, 4)] * 3) == [
        '<c r="B2" s="1"><f>C2</f><v>7</v></c>',
        '<c r="B3" s="1"><v>8</v></c>',
        '<c r="B4" s="1" t="inlineStr"><is><t>–</t></is></c>',
    ]


def test_a_formula_has_the_value_that_it_gives():
    column = Column("", [7, 1.5, True, "a<b", ""], formula="C{r}")
    assert cells(column, 5, bounds=[(2, 6)] * 5) == [
        '<c r="B2" s="1"><f>C2</f><v>7</v></c>',
        '<c r="B3" s="1"><f>C3</f><v>1.5</v></c>',
        '<c r="B4" s="1" t="b"><f>C4</f><v>1</v></c>',
        '<c r="B5" s="1" t="str"><f>C5</f><v>a&lt;b</v></c>',
        '<c r="B6" s="1" t="str"><f>C6</f><v></v></c>',
    ]


def test_a_formula_may_name_the_row_of_another_sheet_and_be_another_where_it_is_not_live():
    column = Column("", [True, "–"], formula="D{r}=X{x}", rows=[9, 8], live=[True, False], otherwise="-X{x}")
    assert cells(column, 2, bounds=[(2, 3)] * 2) == [
        '<c r="B2" s="1" t="b"><f>D2=X9</f><v>1</v></c>',
        '<c r="B3" s="1" t="str"><f>-X8</f><v>–</v></c>',
    ]


def test_a_brace_of_the_users_names_no_row():
    column = Column("", formula=f"'{BRACE}r}}'!A{{x}}", rows=[9])
    assert cells(column, 1, bounds=[(2, 2)]) == ['<c r="B2" s="1"><f>\'{r}\'!A9</f></c>']


def test_a_table_is_its_rows_with_the_heights_of_those_that_have_one():
    columns = [drawn(Column("", [1, 2]), "A"), drawn(Column("", formula="A{r}*2"), "B")]
    assert "".join(table_rows(columns, 5, 2, [], [(5, 6)] * 2, {6: 31.0})) == (
        '<row r="5"><c r="A5" s="1"><v>1</v></c><c r="B5" s="1"><f>A5*2</f></c></row>'
        '<row r="6" ht="31.0" customHeight="1"><c r="A6" s="1"><v>2</v></c><c r="B6" s="1"><f>A6*2</f></c></row>'
    )


def test_a_long_table_comes_in_blocks_and_every_row_once():
    length = 10_000
    column = Column("", range(length), live=None)
    formula = Column("", [-n for n in range(length)], formula="A{r}", live=[n % 2 == 0 for n in range(length)])
    blocks = list(
        table_rows(
            [drawn(column, "A"), drawn(formula)],
            2,
            length,
            ["", "#c6efce"] * (length // 2),
            [(2, length + 1)] * length,
            {},
        )
    )
    assert len(blocks) > 1
    rows = "".join(blocks).removesuffix("</row>").split("</row>")
    assert rows[0] == '<row r="2"><c r="A2" s="1"><v>0</v></c><c r="B2" s="1"><f>A2</f><v>0</v></c>'
    assert rows[9_999] == '<row r="10001"><c r="A10001" s="2"><v>9999</v></c><c r="B10001" s="2"><v>-9999</v></c>'
    assert [row.split('"')[1] for row in rows] == [str(number) for number in range(2, length + 2)]


def test_rows_of_long_texts_are_as_high_as_the_longest_of_them():
    word = "1234567890 "
    columns = [
        text_column("Reason", ["short", word * 9, word * 20]),
        text_column("Page", [word * 5, "short", word * 5]),
        figures_column("Value", np.array([1, 2, 3])),
    ]
    # a column of 25 has (25 - 2) / 1.15 = 20 digits: a word of ten and no second one after a space
    assert row_heights(columns, [25, 25, 9]) == {0: 5 * LINE, 1: 9 * LINE, 2: 20 * LINE}


def test_a_row_is_no_higher_than_a_program_allows():
    assert row_heights([text_column("", ["1 " * 900])], [12]) == {0: 409}


def test_one_line_needs_no_height():
    assert row_heights([Column("", ["x" * 50, None, 3], LONG_TEXT), Column("", ["y" * 90], FIGURE)], [90, 9]) == {}
