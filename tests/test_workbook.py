"""XLSX into cells: what a person sees in them, what is hidden or merged, and packages that are refused."""

import datetime as dt
import zipfile

import pytest

from files import (
    CLEAN,
    Raw,
    bomb,
    date_cell,
    encrypted,
    error_cell,
    formula,
    iso_date_cell,
    number_cell,
    package,
    shared_cell,
    sheet_xml,
    unzipped,
    with_entities,
    with_external_entity,
    workbook,
    write,
    written_by_openpyxl,
    xlsx,
    zipped,
)
from govrank.problem import DataError
from govrank.read import workbook as module
from govrank.read.book import read_book
from govrank.read.table import ErrorValue, Source, Uncalculated
from govrank.read.workbook import check_package, read_sheets, read_workbook

SOURCE = Source("july.xlsx", "")
HEADER = ["region", "platform", "posts"]


def refusal(content, read=read_workbook):
    with pytest.raises(DataError) as caught:
        list(read(content, SOURCE) or ())
    return [(problem.code, problem.wording) for problem in caught.value.problems]


def first_sheet(content):
    return next(iter(read_sheets(content, SOURCE)))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param(12345, 12345, id="a whole number"),
        pytest.param(0.5, 0.5, id="a fraction"),
        pytest.param(number_cell("1.2345E4"), 12345.0, id="an exponent"),
        pytest.param(number_cell("-4"), -4, id="a negative number"),
        pytest.param("12 345", "12 345", id="a text"),
        pytest.param(" x ", " x ", id="a text with its spaces"),
        pytest.param(shared_cell(1), "second", id="a shared text"),
        pytest.param("a_x000D_\nb", "a\r\nb", id="a line's end as the format writes it"),
        pytest.param("_x005F_x000D_", "_x000D_", id="such a text itself"),
        pytest.param("_xD800_ _x12_", "_xD800_ _x12_", id="what is no sign"),
        pytest.param(True, True, id="true"),
        pytest.param(False, False, id="false"),
        pytest.param(error_cell("#REF!"), ErrorValue("#REF!"), id="an error"),
        pytest.param(formula("A1", 7), 7, id="a formula with a number"),
        pytest.param(formula("A1", "x", "str"), "x", id="a formula with a text"),
        pytest.param(formula("A1", "", "str"), "", id="a formula with an empty text"),
        pytest.param(formula("A1", 1, "b"), True, id="a formula with a truth value"),
        pytest.param(formula("A1", "#N/A", "e"), ErrorValue("#N/A"), id="a formula with an error"),
        pytest.param(formula("SUM(A1:A2)"), Uncalculated("=SUM(A1:A2)"), id="a formula without a value"),
        pytest.param(Raw('<c r="@"><f>A1</f><v></v></c>'), Uncalculated("=A1"), id="a formula with an empty value"),
        pytest.param(Raw('<c r="@"><f t="shared" si="0"/></c>'), Uncalculated("="), id="a shared formula without"),
        pytest.param(date_cell(45108), dt.datetime(2023, 7, 1), id="a date"),
        pytest.param(date_cell("0.5"), dt.time(12), id="a time"),
        pytest.param(date_cell("1e12"), ErrorValue("#VALUE!"), id="a date beyond the calendar"),
        pytest.param(iso_date_cell("2023-07-01"), dt.date(2023, 7, 1), id="an ISO date"),
        pytest.param(Raw('<c r="@" s="1"/>'), "", id="an empty cell with a format"),
        pytest.param(Raw('<c r="@" t="inlineStr"/>'), "", id="an inline text of nothing"),
    ],
)
def test_a_cell_is_what_a_person_sees_in_it(cell, expected):
    read = first_sheet(xlsx([[cell]], shared=["first", "second"])).rows[0][0]

    assert read == expected
    assert type(read) is type(expected)


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


def test_a_file_of_a_spreadsheet_program_reads_the_same_as_the_raw_one():
    raw, saved = (read_workbook(content, SOURCE)[0] for content in (xlsx(), written_by_openpyxl({"Июль": CLEAN})))

    assert (raw.headings, [list(column) for column in raw.columns]) == (
        saved.headings,
        [list(column) for column in saved.columns],
    )


def test_hidden_rows_and_columns_are_known():
    table = read_workbook(xlsx(hidden=[2, 4], hidden_columns=[3]), SOURCE)[0]

    assert (table.hidden_rows, table.hidden_columns) == ({2, 4}, {2})
    assert len(table.rows) == 5


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


@pytest.mark.parametrize(
    ("content", "wording"),
    [
        pytest.param(b"PK\x03\x04", "workbook", id="four bytes"),
        pytest.param(xlsx()[:-30], "workbook", id="no end"),
        pytest.param(xlsx()[:200], "workbook", id="hardly a beginning"),
        pytest.param(zipped({"a.txt": "x"}), "workbook", id="another archive"),
        pytest.param(zipped({"content.xml": "x", "mimetype": "x"}), "ods", id="OpenDocument"),
        pytest.param(zipped({"[Content_Types].xml": "<"}), "workbook", id="broken XML"),
        pytest.param(encrypted(), "password", id="encrypted"),
        pytest.param(xlsx(before="<!DOCTYPE x>"), "entities", id="a document type"),
        pytest.param(with_entities("xl/worksheets/sheet1.xml"), "entities", id="entities in a sheet"),
        pytest.param(with_entities("xl/sharedStrings.xml"), "entities", id="entities in the texts"),
        pytest.param(with_external_entity("xl/workbook.xml"), "entities", id="a file of the machine"),
    ],
)
def test_a_package_that_is_no_workbook_is_refused(content, wording):
    assert refusal(content) == [("unreadable", wording)]


def test_a_workbook_whose_only_sheet_is_not_there_is_refused(tmp_path):
    parts = package({"Июль": sheet_xml(CLEAN)})
    del parts["xl/worksheets/sheet1.xml"]

    with pytest.raises(DataError):
        read_book(write(tmp_path, "july.xlsx", zipped(parts)))


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    content = bomb()
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_args, **_more: pytest.fail("a part was opened"))

    assert refusal(content) == [("too-big", "ratio")]


def test_a_workbook_over_a_gigabyte_is_refused(monkeypatch):
    monkeypatch.setattr(module, "MOST_UNPACKED", 3000)  # the rule is the same; the test need not write a gigabyte

    assert refusal(xlsx()) == [("too-big", "unpacked")]


def test_a_small_workbook_of_much_emptiness_is_no_bomb():
    content = zipped(package({"Июль": sheet_xml(CLEAN, before=f"<!--{' ' * 900_000}-->")}), level=9)

    assert sum(map(len, unzipped(content).values())) > 100 * len(content)
    check_package(content, SOURCE)


def test_a_size_that_the_archive_lies_about_does_not_unpack_more():
    content = bytearray(zipped(package({"Июль": sheet_xml(CLEAN, before=f"<!--{' ' * 3_000_000}-->")}), level=9))
    size = sum(map(len, unzipped(bytes(content)).values()))
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = (1000).to_bytes(4, "little")  # the unpacked size of the sheet

    assert size > 3_000_000
    assert refusal(bytes(content)) == [("unreadable", "workbook")]


def test_memory_that_runs_out_is_a_problem(monkeypatch):
    def full(*_args):
        raise MemoryError

    monkeypatch.setattr(module, "_read_sheet", full)

    assert refusal(xlsx()) == [("too-big", "memory")]


def test_no_warning_of_the_library_reaches_the_user(recwarn):
    read_workbook(xlsx(), SOURCE)

    assert not recwarn.list
