"""A workbook that openpyxl makes without its rows: sheets, styles, and the rows that are written into them."""

import io
import zipfile
from datetime import datetime

import openpyxl
import pytest

from govrank.formats.spreadsheet import Spreadsheet
from govrank.formats.tabulation import HEADING, PLAIN, TEXT, Style, figures_column, text_column


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream


def small():
    """Two sheets: rows by hand, and a table with a column of numbers that a float hardly holds."""
    book = Spreadsheet("July \x00 & more")
    first = book.sheet("Rows")
    first.row(["a", 1, None, "=x"])
    first.row()
    first.row([2.5], formulas={3: "A3*2"}, styles={3: Style(bold=True)})
    second = book.sheet("Rows")
    values = figures_column("Value", [1 / 3, 0.1 + 0.2])
    second.table([text_column("Page", ["A", "B"]), values], 2, ["#c6efce", "#ffffff"])
    return book


def test_rows_come_back_as_they_were_given():
    first, second = openpyxl.load_workbook(saved(small())).worksheets
    assert [tuple(cell.value for cell in row) for row in first.iter_rows()] == [
        ("a", 1, None, "=x"),
        (None, None, None, None),
        (2.5, None, "=A3*2", None),
    ]
    assert first["D1"].data_type == "s"
    assert first["D1"].quotePrefix
    assert first["C3"].font.bold
    assert list(second.values) == [("Page", "Value"), ("A", 1 / 3), ("B", 0.1 + 0.2)]


def test_every_digit_of_a_number_is_written():
    with zipfile.ZipFile(saved(small())) as package:
        assert b"<v>0.30000000000000004</v>" in package.read("xl/worksheets/sheet2.xml")


def test_a_sheet_says_how_large_it_is():
    with zipfile.ZipFile(saved(small())) as package:
        texts = [package.read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 2)]
    assert ['<dimension ref="A1:D3"' in texts[0], '<dimension ref="A1:B3"' in texts[1]] == [True, True]
    empty = Spreadsheet("")
    empty.sheet("Nothing")
    with zipfile.ZipFile(saved(empty)) as package:
        assert '<dimension ref="A1:A1"' in package.read("xl/worksheets/sheet1.xml").decode()


def test_a_row_has_the_colour_of_its_zone_and_white_is_none():
    sheet = openpyxl.load_workbook(saved(small())).worksheets[1]
    assert [sheet.cell(row, 1).fill.patternType for row in (2, 3)] == ["solid", None]
    assert sheet.cell(2, 2).fill.fgColor.rgb == "00C6EFCE"


def test_titles_are_never_the_same_and_never_excels_own():
    book = Spreadsheet("")
    assert [book.sheet(title).page.title for title in ("A/b", "a-B", "History")] == ["A-b", "a-B (2)", "History (2)"]
    assert len(book.book.worksheets) == 3  # the one that openpyxl begins with is the first


def test_the_workbook_is_ours_has_no_clock_and_is_calculated_when_it_is_opened():
    first, second = saved(small()), saved(small())
    assert first.getvalue() == second.getvalue()
    book = openpyxl.load_workbook(first)
    assert (book.properties.title, book.properties.creator) == ("July ␀ & more", "govrank")
    assert book.properties.created == book.properties.modified == datetime(2000, 1, 1)
    assert book.calculation.fullCalcOnLoad
    with zipfile.ZipFile(first) as package:
        assert {part.date_time for part in package.infolist()} == {(2000, 1, 1, 0, 0, 0)}


def test_a_style_has_one_number_and_another_style_another():
    book = Spreadsheet("")
    book.sheet("Any")
    ids = [book.style_id(style) for style in (PLAIN, TEXT, PLAIN._replace(), HEADING, TEXT)]
    assert ids[0] == ids[2]
    assert ids[1] == ids[4]
    assert len(set(ids)) == 3


@pytest.mark.parametrize(
    ("style", "found"),
    [
        pytest.param(Style(), ("General", None, "top", False, None, False, 0, "thin"), id="as usual"),
        pytest.param(
            Style("#,##0.0", "right", True, True, "C6EFCE", "1B5E20", False, True, 2),
            ("#,##0.0", "right", "top", True, "001B5E20", True, 2, None),
            id="with everything",
        ),
        pytest.param(HEADING, ("General", "center", "center", True, None, False, 0, "thin"), id="a heading"),
    ],
)
def test_a_style_is_what_the_cell_looks_like(style, found):
    book = Spreadsheet("")
    book.sheet("Any").row(["x"], style)
    cell = openpyxl.load_workbook(saved(book)).active["A1"]
    look = (
        cell.number_format,
        cell.alignment.horizontal,
        cell.alignment.vertical,
        cell.font.bold,
        cell.font.color.rgb if cell.font.color else None,
        cell.quotePrefix,
        cell.alignment.indent,
        cell.border.left.style,
    )
    assert look == found
    assert (cell.fill.fgColor.rgb[2:] if cell.fill.patternType else "") == style.fill
    assert bool(cell.alignment.wrap_text) is style.wrap
