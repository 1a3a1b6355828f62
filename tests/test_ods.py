"""OpenDocument sheets: their cells at their addresses, what is hidden, merged, repeated or failed, and traps."""

import datetime as dt
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands import run
from files import CLEAN, HEADER, PAGES, changed, write, xlsx, zipped
from govrank import DataError
from inside import ErrorValue, Source, Uncalculated, ods_sheets, read_book, read_sheets, rows_of_table
from opendocument import (
    Raw,
    cell,
    document,
    error_cell,
    formula,
    ods,
    package,
    paragraph,
    row,
    sheet,
    shown_cell,
    typed,
)
from said import noted

SOURCE = Source("july.ods", "")
COVERED = Raw("<table:covered-table-cell/>")
JULY = Path(__file__).parents[1] / "examples" / "july.xlsx"


def read(rows, **more):
    return next(ods_sheets(ods(rows, **more), SOURCE))


def scored(*args):
    return run("score", *args, "-f", "json").document["pages"]


def refusal(content):
    with pytest.raises(DataError) as caught:
        list(ods_sheets(content, SOURCE))
    return [(problem.code, problem.wording) for problem in caught.value.problems]


def problems(folder, rows, **more):
    """Return what `check` says of a file of these rows: each problem's code, severity and cell."""
    ended = run("check", write(folder, "july.ods", ods(rows, **more)), "--population", "kz-2023", "-f", "json")
    return [(problem["code"], problem["severity"], problem["cell"]) for problem in ended.document["problems"]]


def test_july_as_libreoffice_writes_it_is_july(tmp_path, office):
    office("ods", tmp_path, JULY)
    july = tmp_path / "july.ods"

    assert run("score", july, "-f", "csv").out == run("score", JULY, "-f", "csv").out
    assert [*map(noted, run("check", july).lines)] == [*map(noted, run("check", JULY).lines)]


def test_july_is_july_whatever_file_it_is_in(tmp_path):
    book = read_book(JULY)
    body = "".join(sheet(rows_of_table(table), table.sheet) for table in book.tables)
    file = write(tmp_path, "july.ods", package(document(body)))

    assert run("score", file, "-f", "csv").out == run("score", JULY, "-f", "csv").out


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        pytest.param(shown_cell("12345", "12 345"), 12345, id="grouped"),
        pytest.param(shown_cell("12.5", "12,5"), 12.5, id="a fraction"),
        pytest.param(typed("percentage", "value", "0.051", "5,1%"), 0.051, id="a share"),
        pytest.param(typed("currency", "value", "5000", "5 000 ₸"), 5000, id="money"),
        pytest.param(typed("boolean", "boolean-value", "true", "ИСТИНА"), True, id="a truth value"),
        pytest.param(shown_cell(1, "TRUE", formula="of:=TRUE()"), True, id="a truth value as LibreOffice keeps it"),
        pytest.param(typed("date", "date-value", "2023-07-01", "01.07.23"), dt.datetime(2023, 7, 1), id="a day"),
        pytest.param(
            typed("date", "date-value", "2023-07-01T10:30:05.5", "x"), dt.datetime(2023, 7, 1, 10, 30, 5, 500_000),
            id="a time",
        ),
        pytest.param(typed("date", "date-value", "2023-13-01", "x"), ErrorValue("#VALUE!"), id="no day"),
        pytest.param(typed("time", "time-value", "PT10H30M05S", "10:30"), dt.time(10, 30, 5), id="a time of day"),
        pytest.param(typed("time", "time-value", "P1DT12H", "36:00"), dt.timedelta(hours=36), id="a duration"),
        pytest.param(error_cell("#REF!"), ErrorValue("#REF!"), id="an error"),
        pytest.param(error_cell("Ошибка:502"), ErrorValue("Ошибка:502"), id="an error in Russian"),
        pytest.param(
            formula("of:=1/0", 'office:value-type="float" office:value="0"', "#DIV/0!"), ErrorValue("#DIV/0!"),
            id="an error that OpenOffice keeps as 0",
        ),
        pytest.param(
            formula("of:=x(", 'office:value-type="float" office:value="0"', "Err:508"), ErrorValue("Err:508"),
            id="a formula that is none",
        ),
        pytest.param(
            formula("of:=[.A2]", 'office:value-type="string" office:string-value="Астана:102"', "Астана:102"),
            "Астана:102", id="a text that looks like an error",
        ),
        pytest.param(formula("of:=[.B1]+1"), Uncalculated("=[.B1]+1"), id="a formula without a value"),
        pytest.param(
            formula("of:=[.B1]", 'office:value-type="float"'), Uncalculated("=[.B1]"), id="a number that is not stored"
        ),
        pytest.param(formula('of:=""', "", ""), "", id="a formula that gives nothing"),
        pytest.param(formula("of:=1+1", 'office:value-type="float" office:value="2"', "2"), 2, id="a formula"),
        pytest.param(
            '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="3"/>b<text:line-break/>'
            "<text:span>c</text:span> <text:a>d</text:a><text:tab/></text:p><text:p>e\n  f</text:p></table:table-cell>",
            "a   b\nc d\t\ne f", id="a text in pieces",
        ),
        pytest.param(
            cell(
                "<office:annotation><text:p>not this</text:p></office:annotation><text:p>Almaty<text:note><text:p>nor"
                "</text:p></text:note></text:p><draw:frame><table:table/></draw:frame>"
            ),
            "Almaty", id="a text with remarks",
        ),
        pytest.param(cell(paragraph("no kind")), "no kind", id="a text without a kind"),
        pytest.param(typed("float", "value", "NaN", "x"), ErrorValue("NaN"), id="no number"),
    ],
)  # fmt: skip
def test_a_cell_is_what_is_stored_and_never_less(xml, value):
    [[found]] = read([[Raw(xml)]]).rows or [[""]]

    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("at", "bad", "code"),
    [
        ("C3", error_cell("#N/A"), "error-value"),
        ("D4", formula("of:=[.D3]"), "formula-without-value"),
        ("E5", "12 тыс.", "not-whole"),
        ("C6", typed("date", "date-value", "2023-07-01", "x"), "date-in-number"),
        ("D2", shown_cell(40, "-40"), "number-format"),
        ("D3", shown_cell(61, ""), "number-format"),
        ("C2", shown_cell(12345, "12,3 тыс."), "number-format"),
        ("E2", True, "not-a-number"),
        ("D5", -1, "negative"),
        ("D6", "", "missing-value"),
    ],
)
def test_a_bad_cell_is_named_by_its_address(tmp_path, at, bad, code):
    rows = changed(int(at[1]), "ABCDE".index(at[0]), bad)

    assert (code, "error", at) in problems(tmp_path, rows)
    assert (code, "error", at) in problems(tmp_path, [["Рейтинг за июль"], [], *rows][2:])


def test_addresses_count_titles_blank_rows_and_repeated_ones(tmp_path):
    above = [["Рейтинг за июль 2023"], row("", number_rows_repeated=3)]
    found = problems(tmp_path, [*above, *changed(3, 2, error_cell("#REF!"))])

    assert [one for one in found if one[1] == "error"] == [("error-value", "error", "C7")]  # 1 + 3 + 3


def test_hidden_rows_and_columns_are_known(tmp_path):
    columns = '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    found = read(CLEAN, hidden=[2, 4], columns=columns)

    assert (found.hidden_rows, found.hidden_columns) == ({2, 4}, {1, 2})
    assert [code for code, *_place in problems(tmp_path, CLEAN, hidden=[3])] == ["hidden-row"]


def test_rows_without_height_and_filtered_rows_are_hidden():
    style = '<style:style style:name="ro2"><style:table-row-properties style:row-height="0in"/></style:style>'
    rows = [row("a", style_name="ro2"), row("b", visibility="filter"), row("c"), row("d", style_name="ro1")]

    assert next(ods_sheets(package(document(sheet(rows), styles=style)), SOURCE)).hidden_rows == {1, 2}


def test_a_region_merged_over_its_networks_belongs_to_each(tmp_path):
    rows = changed(3, 0, cell(paragraph("Атырауская область"), number_rows_spanned=2))
    rows[3][0] = COVERED

    assert read(rows).merges == [(3, 4, 0, 0)]
    assert problems(tmp_path, rows) == [("merged-cells", "warning", "A3:A4")]
    assert len(read_book(write(tmp_path, "july.ods", ods(rows))).tables[0].rows) == 5


def test_a_figure_under_a_merge_is_not_lost_in_silence(tmp_path):
    rows = changed(3, 2, shown_cell(98765, "98765", number_rows_spanned=2))
    rows[3][2] = Raw(shown_cell(7654, "7654").replace("table:table-cell", "table:covered-table-cell"))

    assert ("covered-cell", "error", "C4") in problems(tmp_path, rows)


def test_repeated_cells_and_rows_are_there_as_often_as_they_are_repeated():
    rows = [
        ["a", shown_cell(5, "5", number_columns_repeated=2), cell(number_columns_repeated=3), "b",
         cell(number_columns_repeated=16377)],
        row("c", number_rows_repeated=2),
        row(cell(number_columns_repeated=16384), number_rows_repeated=1048573),
    ]  # fmt: skip

    assert read(rows).rows == [["a", 5, 5, "", "", "", "b"], ["c"], ["c"]]


def test_rows_in_groups_are_rows_and_those_of_other_tables_are_not():
    shapes = f"<table:shapes><draw:frame><table:table>{row('z')}</table:table></draw:frame></table:shapes>"
    links = f"<table:dde-links><table:dde-link>{sheet(['y'])}</table:dde-link></table:dde-links>"
    rows = f"<table:table-header-rows>{row('a')}</table:table-header-rows><table:table-row-group>{row('b')}"
    rows += f"<table:table-row-group>{row('c')}</table:table-row-group></table:table-row-group>{row('d')}"
    found = ods_sheets(package(document(links + sheet([Raw(shapes + rows)]))), SOURCE)

    assert [(one.name, one.rows) for one in found] == [("Июль", [["a"], ["b"], ["c"], ["d"]])]


def test_the_sheet_is_chosen_as_in_a_workbook(tmp_path):
    body = sheet(CLEAN, "Июль") + sheet([HEADER, *PAGES[:3]], "Июнь")
    file = write(tmp_path, "july.ods", package(document(body)))

    assert [problem["code"] for problem in run("check", file, "-f", "json").document["problems"]] == ["several-sheets"]
    assert len(scored(file, "--sheet", "Июнь", "--population", "kz-2023")) == 3


def test_populations_posts_and_the_edition_before_are_read_from_it(tmp_path):
    regions = dict.fromkeys(page[0] for page in PAGES)
    people = write(tmp_path, "people.ods", ods([["region", "population"], *([region, 10**6] for region in regions)]))
    july = write(tmp_path, "july.ods", ods(CLEAN))
    moved = scored(july, "--population", people, "--previous", july)
    posts = [
        ["Post ID", "Page Name", "Post Created", "Likes", "Comments", "Shares"],
        ["1_2", "Акимат", dt.datetime(2023, 7, 1, 10), 5, 2, 1],
        ["1_3", "Акимат", dt.datetime(2023, 8, 1, 10), 7, 0, 0],
    ]
    summed = run("collect", write(tmp_path, "posts.ods", ods(posts)), "--period", "2023-07", "-o", "-")

    assert {page["move"]["state"] for page in moved} == {"same"}
    assert "Акимат" in summed.out
    assert ",8," in summed.out  # 5 + 2 + 1


def test_the_annotated_copy_is_a_workbook_with_the_cells_of_the_file(tmp_path):
    import openpyxl

    file = write(tmp_path, "july.ods", ods(changed(3, 2, error_cell("#REF!")), name="Июль/2023"))
    ended = run("check", file, "--population", "kz-2023", "--annotate", tmp_path / "marked.xlsx")
    marked = openpyxl.load_workbook(tmp_path / "marked.xlsx").worksheets[0]

    assert ended.code == 1
    assert (marked.title, marked["C2"].value, marked["C3"].value) == ("Июль_2023", 12345, "#REF!")
    assert (marked["C3"].comment is not None, marked["C2"].comment) == (True, None)


A = cell(paragraph("a"))
SPACES = '<text:s text:c="32767"/>'


@pytest.mark.parametrize(
    ("rows", "wording"),
    [
        pytest.param([row(A, number_rows_repeated=1048576), row(A)], "workbook", id="rows below the last"),
        pytest.param([row(A, number_rows_repeated=9_999_999)], "workbook", id="more rows than a sheet has"),
        pytest.param([row(A, number_rows_repeated=10**30)], "workbook", id="a number beyond all"),
        pytest.param([row(A, number_rows_repeated=-1)], "workbook", id="a number below 1"),
        pytest.param([[cell(paragraph("a"), number_columns_repeated=16385)]], "wide", id="a wide row"),
        pytest.param([row(cell(paragraph("a"), number_columns_repeated=9000), number_rows_repeated=1000)], "cells",
                     id="filled cells"),
        pytest.param([row("", number_rows_repeated=1048570), row(A, number_rows_repeated=7)], "workbook",
                     id="rows below blank ones"),
        pytest.param([row(cell(number_columns_repeated=9000), A, number_rows_repeated=1000)], "sparse",
                     id="blank cells between"),
        pytest.param([[cell(f'<text:p>{SPACES.replace("3", "9")}</text:p>')]], "cell", id="spaces of one element"),
        pytest.param([[cell(f"<text:p>{SPACES * 2100}</text:p>")]], "texts", id="spaces"),
        pytest.param([[cell(paragraph("x" * 450_000))]], "cell", id="a text without end"),
        pytest.param([row(cell(paragraph("a"), number_columns_spanned=2, number_columns_repeated=2),
                          number_rows_repeated=1_040_000)], "elements", id="merges"),
        pytest.param([[cell("<table:table/>")]], "nested", id="a table in a cell"),
    ],
)  # fmt: skip
def test_what_a_few_bytes_repeat_is_counted_before_it_is_made(rows, wording):
    code = "unreadable" if wording in ("workbook", "nested") else "too-big"

    assert refusal(ods(rows)) == [(code, wording)]


def test_bombs_entities_and_passwords_are_refused():
    sealed = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    manifest = {"META-INF/manifest.xml": sealed}

    assert refusal(package(document(sheet(CLEAN), "<!DOCTYPE x [<!ENTITY a 'b'>]>"))) == [("unreadable", "entities")]
    assert refusal(package("\0" * 999, **manifest)) == [("unreadable", "password")]
    assert refusal(zipped({"encrypted-package": "x", **manifest})) == [("unreadable", "password")]
    assert refusal(package(document(sheet(CLEAN)).replace("spreadsheet", "text"))) == [("unreadable", "not-a-table")]
    assert refusal(package(document(sheet(CLEAN))[:-40])) == [("unreadable", "workbook")]
    assert (
        refusal(
            package(
                document(sheet(CLEAN), f"<!--{'x' * 9_000_000}-->"),
            )
        )[0][0]
        == "too-big"
    )


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    content = zipped({"content.xml": "x" * 3_000_000}, level=9)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_args, **_more: pytest.fail("a part was opened"))

    assert refusal(content) == [("too-big", "ratio")]


TEXTS = st.text(st.characters(categories=("L", "N", "P", "Zs"), include_characters=" \n"), max_size=9).map(str.strip)
CELLS = st.one_of(
    st.just(""),
    TEXTS,
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=8))
def test_any_table_reads_as_its_workbook_does(rows):
    """Numbers, texts, truth values and blanks, at the same addresses."""
    here, there = (
        [[*row] for row in next(iter(sheets)).rows]
        for sheets in (ods_sheets(ods(rows), SOURCE), read_sheets(xlsx(rows), SOURCE))
    )
    for cells in (*here, *there):
        while cells and cells[-1] == "":
            cells.pop()
    while there and not there[-1]:
        there.pop()
    assert here == there
