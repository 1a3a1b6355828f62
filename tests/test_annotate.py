"""The user's own workbook: a fill and a comment on each wrong cell, everything else unchanged."""

import io

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from commands import run
from files import (
    CLEAN,
    HEADER,
    PAGES,
    bomb,
    changed,
    csv_bytes,
    encrypted,
    package,
    sheet_xml,
    with_entities,
    write,
    xlsx,
    zipped,
)
from said import LANGUAGES, command_line, output_line, said, words

RED, AMBER = "FFFF9999", "FFFFE699"


def annotated(folder, name, content, *options):
    """Return how `check --annotate` ended, and the workbook that it wrote."""
    out = folder / "marked.xlsx"
    ended = run("check", write(folder, name, content), "--population", "kz-2023", "--annotate", out, *options)
    return ended, load_workbook(out, rich_text=True) if out.exists() else None


def marks(sheet):
    return {
        cell.coordinate: (cell.fill.fgColor.rgb, cell.comment.text)
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }


def comment(key, lang="en", **values):
    """Return the comment of a cell: the message, the hint, if any, and the code."""
    hint = f"hint.{key}"
    message = said(f"problem.{key}", lang, **values) + (
        f"; {said(hint, lang, **values)}" if hint in words(lang) else ""
    )
    return f"{message} [{key.partition('/')[0]}]"


def users_own():
    book = Workbook()
    sheet = book.active
    sheet.title = "Июль"
    for row in [["Рейтинг"], *changed(3, 3, "12,5 тыс.")]:
        sheet.append(row)
    sheet["A1"].font = Font(bold=True, size=20)
    sheet["C5"] = "=7000+654"
    sheet["E4"].comment = Comment("ask Aigul", "me")
    sheet["E4"] = -4
    sheet.column_dimensions["A"].width = 33
    sheet.row_dimensions[7].hidden = True
    sheet.merge_cells("A1:E1")
    book.create_sheet("Заметки")["B2"] = "mine"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_bad_cells_are_filled_and_say_why(tmp_path):
    ended, book = annotated(tmp_path, "july.xlsx", users_own())

    assert ended.code == 1
    assert marks(book["Июль"]) == {
        "A2": (AMBER, comment("header-below-title", header_row=2)),
        "D4": (RED, comment("not-whole/proposal", value="'12,5 тыс.'", proposal="12500")),
        "E4": (RED, f"ask Aigul\n{comment('negative', value=repr('-4'))}"),
        "C5": (RED, comment("formula-without-value")),
        "A7": (AMBER, comment("hidden-row")),
    }
    assert ended.lines == [said("check.annotated", path=tmp_path / "marked.xlsx", n=5)]


def test_all_else_stays_as_it_was(tmp_path):
    before = load_workbook(io.BytesIO(users_own()))
    _ended, after = annotated(tmp_path, "july.xlsx", users_own())

    assert after.sheetnames == [*before.sheetnames, said("annotate.sheet")]
    for sheet in before:
        assert [[cell.value for cell in row] for row in after[sheet.title]] == [
            [cell.value for cell in row] for row in sheet
        ]
    old, new = before["Июль"], after["Июль"]
    assert (new["A1"].font.b, new["A1"].font.sz, new.column_dimensions["A"].width) == (True, 20, 33)
    assert new.merged_cells.ranges == old.merged_cells.ranges
    assert new["C5"].value == "=7000+654"
    assert new["B6"].fill.fill_type is None


def test_what_is_marked_is_visible_and_wide_enough_and_its_neighbours_stay(tmp_path):
    book = Workbook()
    sheet = book.active
    for row in changed(3, 3, "12,5 тыс. подписчиков"):
        sheet.append(row)
    sheet.column_dimensions.group("C", "E", hidden=True)
    sheet.column_dimensions["C"].width = 4
    sheet.row_dimensions[3].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    _ended, after = annotated(tmp_path, "july.xlsx", stream.getvalue())

    sheet = after.worksheets[0]
    columns = {letter: sheet.column_dimensions[letter] for letter in "CDE"}
    assert "D3" in marks(sheet)
    assert not sheet.row_dimensions[3].hidden
    assert (columns["D"].min, columns["D"].max, columns["D"].hidden) == (4, 4, False)
    assert columns["D"].width > len("12,5 тыс. подписчиков")


def test_the_problems_are_listed_with_links_to_their_cells(tmp_path):
    _ended, book = annotated(tmp_path, "july.xlsx", users_own(), "--lang", "en")

    sheet = book[said("annotate.sheet")]
    listed = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[3] for row in listed] == [
        "not-whole", "negative", "formula-without-value", "header-below-title", "hidden-row",
    ]  # fmt: skip
    assert listed[0][1:3] == [
        said("problem.not-whole/proposal", value="'12,5 тыс.'"),
        said("hint.not-whole/proposal", proposal="12500"),
    ]
    links = [cell.hyperlink.location for (cell,) in sheet.iter_rows(min_row=2, max_col=1)]
    assert links == ["'Июль'!D4", "'Июль'!E4", "'Июль'!C5", "'Июль'!A2", "'Июль'!A7"]


def test_the_list_takes_no_title_that_the_file_has(tmp_path):
    own = Workbook()
    for row in changed(2, 2, "12k"):
        own.active.append(row)
    title = said("annotate.sheet", "ru")
    own.create_sheet(title.lower())["A1"] = "mine"
    stream = io.BytesIO()
    own.save(stream)
    _ended, book = annotated(tmp_path, "july.xlsx", stream.getvalue(), "--lang", "ru")

    assert book.sheetnames == ["Sheet", title.lower(), f"{title} (2)"]
    assert book[title.lower()]["A1"].value == "mine"


def test_all_empty_cells_of_a_row_are_marked(tmp_path):
    _ended, book = annotated(tmp_path, "july.xlsx", xlsx(changed(2, 3, None, changed(2, 4, None))))

    assert set(marks(book.worksheets[0])) == {"D2", "E2"}


def test_the_users_file_is_never_touched(tmp_path):
    content = users_own()
    annotated(tmp_path, "july.xlsx", content)
    assert (tmp_path / "july.xlsx").read_bytes() == content

    ended = run("check", tmp_path / "july.xlsx", "--annotate", tmp_path / "july.xlsx")
    assert ended.code == 2
    assert ended.lines == [command_line("output-is-input", path=tmp_path / "july.xlsx")]
    assert (tmp_path / "july.xlsx").read_bytes() == content


@pytest.mark.parametrize(
    ("encoding", "before", "first"),
    [("utf-8", "", 2), ("cp1251", "", 2), ("utf-16", "", 2), ("utf-8", "sep=,\n", 2)],
)
def test_a_text_file_comes_back_as_a_workbook_of_texts(tmp_path, encoding, before, first):
    rows = changed(first, 2, "12k")
    _ended, book = annotated(tmp_path, "july.csv", csv_bytes(rows, encoding=encoding, before=before))

    sheet = book.active
    assert [[cell.value for cell in row] for row in sheet] == [[str(cell) for cell in row] for row in rows]
    assert {cell: fill for cell, (fill, _text) in marks(sheet).items()} == {"C2": RED}


def test_texts_of_a_csv_are_no_formulas_in_the_copy(tmp_path):
    rows = [["page", *HEADER], ["=1+1", *PAGES[0]], ["\x1b[31m\x00", *PAGES[1]], ["+7", *PAGES[2]]]
    _ended, book = annotated(tmp_path, "july.csv", csv_bytes(rows))

    assert [(cell.value, cell.data_type) for cell in book.active["A"]][1:] == [
        ("=1+1", "s"),
        ("␛[31m␀", "s"),
        ("+7", "s"),
    ]


def test_a_file_without_a_problem_comes_back_without_a_mark(tmp_path):
    ended, book = annotated(tmp_path, "july.xlsx", xlsx())

    assert (ended.code, marks(book.active)) == (0, {})


def test_every_problem_of_a_cell_is_in_its_comment(tmp_path):
    _ended, book = annotated(tmp_path, "july.xlsx", xlsx(changed(2, 2, 12, changed(2, 3, 40)), hidden=[2]))

    assert set(marks(book.active)) == {"A2", "D2"}


def test_all_cells_of_a_group_are_marked(tmp_path):
    rows = [HEADER, *([f"{page[0]}", page[1], "x", *page[3:]] for page in PAGES), ["Абай", "vk", "x", 5, 7]]
    _ended, book = annotated(tmp_path, "july.xlsx", xlsx(rows))

    assert set(marks(book.active)) == {f"C{row}" for row in range(2, 8)}


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_comments_are_in_the_language_that_was_asked_for(tmp_path, lang):
    _ended, book = annotated(tmp_path, "july.xlsx", xlsx(changed(2, 2, "12k")), "--lang", lang)

    ((_fill, text),) = marks(book.active).values()
    assert text == comment("not-whole/proposal", lang, value="'12k'", proposal="12000")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("july.xlsx", bomb(), id="a bomb"),
        pytest.param("july.xlsx", with_entities("xl/worksheets/sheet1.xml"), id="entities"),
        pytest.param("july.xlsx", encrypted(), id="encrypted"),
        pytest.param("july.xlsx", xlsx()[:-40], id="no end"),
        pytest.param("july.xlsx", zipped({"content.xml": "x", "mimetype": "x"}), id="OpenDocument"),
        pytest.param("july.xlsx", zipped(package({"a": sheet_xml(CLEAN)[:-30]})), id="a broken sheet"),
        pytest.param("july.xls", b"\xd0\xcf\x11\xe0" + bytes(99), id="an old workbook"),
        pytest.param("july.csv", b'region,posts\n"A,1\n', id="an open quote"),
        pytest.param("july.csv", csv_bytes(CLEAN, encoding="utf-16")[:-1], id="half a letter"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_no_copy_is_made(tmp_path, name, content):
    ended, book = annotated(tmp_path, name, content)

    assert (ended.code, book) == (1, None)
    assert "GOVRANK_DEBUG" not in ended.err
    assert "Warning" not in ended.err
    assert ended.lines_out[0].startswith("error: ")
    assert ended.lines == [said("check.not-annotated", path=tmp_path / "marked.xlsx")]


def test_standard_input_has_no_workbook_to_give_back(tmp_path):
    ended = run("check", "-", "--annotate", tmp_path / "o.xlsx", stdin=csv_bytes(CLEAN))

    assert ended.code == 2
    assert ended.lines == [command_line("annotate-stdin")]


def test_a_copy_that_cannot_be_written_is_an_output_error(tmp_path):
    ended = run("check", write(tmp_path, "july.xlsx", xlsx()), "--annotate", tmp_path / "absent" / "o.xlsx")

    assert ended.code == 3
    assert ended.lines == [output_line(tmp_path / "absent" / "o.xlsx", "No such file or directory")]


@pytest.mark.parametrize("text", ["- x", "=1+1", "＝1"])
def test_a_text_that_begins_like_a_formula_stays_a_text_when_it_is_typed_again(tmp_path, text):
    _ended, book = annotated(tmp_path, "july.csv", csv_bytes([["page", *HEADER], [text, "Акмола", "vk", 9, 9, "5k"]]))

    cells = {cell.value: cell for cell in book.worksheets[0][2]}
    assert (cells[text].data_type, cells[text].quotePrefix) == ("s", True)
    assert not cells["Акмола"].quotePrefix


def test_the_copy_of_a_text_file_has_no_clock_in_it(tmp_path):
    _ended, book = annotated(tmp_path, "july.csv", csv_bytes(CLEAN))

    assert (book.properties.created.year, book.properties.modified.year) == (2000, 2000)
