"""The cells of a sheet at their addresses, and what is hidden."""

from books import SOURCE, first_sheet
from files import (
    Raw,
    package,
    sheet_xml,
    xlsx,
    zipped,
)
from inside import read_workbook


def test_cells_stand_at_their_addresses_in_whatever_order():
    row = [Raw('<c r="C1"><v>3</v></c>'), Raw('<c r="A1"><v>1</v></c>'), Raw('<c r="E1"><v>5</v></c>')]

    assert first_sheet(xlsx([row])).rows == [[1, "", 3, "", 5]]


def test_rows_stand_at_their_numbers():
    assert first_sheet(xlsx([["a"], ["b"]], numbers=[2, 5])).rows == [[], ["a"], [], [], ["b"]]


def test_rows_and_cells_without_an_address_follow_each_other():
    xml = sheet_xml([["a", "b"], ["c"]])
    for address in ("A1", "B1", "A2"):
        xml = xml.replace(f' r="{address}"', "")
    xml = xml.replace(' r="1"', "").replace(' r="2"', "")

    assert first_sheet(zipped(package({"x": xml}))).rows == [["a", "b"], ["c"]]


def test_hidden_rows_and_columns_are_known():
    table = read_workbook(xlsx(hidden=[2, 4], hidden_columns=[3]), SOURCE)[0]

    assert (table.hidden_rows, table.hidden_columns) == ({2, 4}, {2})
    assert len(table.rows) == 5
