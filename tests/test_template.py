"""A workbook to fill in: filled with plausible numbers it rates without a word, empty it gets one message."""

import io
import time

import pytest
from openpyxl import load_workbook

from commands import execute_bytes, run
from files import write
from inside import region_label
from said import LANGUAGES, command_line, nothing, said


def made(folder, *options):
    out = folder / "august.xlsx"
    ended = run("template", out, *options)

    assert (ended.code, ended.out) == (0, "")
    return ended, out


def filled(out, folder):
    """Fill in different figures in every row, as a user would."""
    book = load_workbook(out)
    sheet = book.worksheets[1]
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, 4).value = 3000 + 37 * row * row % 9000
        sheet.cell(row, 5).value = 10 + row * 7 % 60
        sheet.cell(row, 6).value = 500 + row * 131 % 4000
    book.save(folder / "filled.xlsx")
    return folder / "filled.xlsx"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("population", ["kz-2020", "kz-2021", "kz-2022", "kz-2023"])
@pytest.mark.slow
def test_filled_in_it_is_rated_without_a_word(tmp_path, lang, population):
    _ended, out = made(tmp_path, "--lang", lang, "--population", population)
    ended = run("score", filled(out, tmp_path), "-f", "json")

    regions = 17 if population in ("kz-2020", "kz-2021") else 20
    assert (ended.code, ended.err) == (0, "")
    assert len(ended.document["pages"]) == 2 * regions
    assert ended.document["absent"] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_empty_it_gets_one_message(tmp_path, lang):
    _ended, out = made(tmp_path, "--lang", lang)
    ended = run("score", out)

    assert (ended.code, ended.out) == (1, "")
    assert len(ended.lines) == 2
    assert ended.lines[0].endswith("[no-pages]")
    assert ended.lines[1] == nothing("rated", 1, "august.xlsx")


def test_half_filled_in_it_names_the_cells_that_are_left(tmp_path):
    _ended, out = made(tmp_path)
    book = load_workbook(filled(out, tmp_path))
    for cell in ("D5", "E6", "F41", "D8", "F8", "D9", "E9", "F9"):
        book.worksheets[1][cell] = None
    book.save(tmp_path / "half.xlsx")
    ended = run("score", tmp_path / "half.xlsx")

    sheet = said("template.pages")
    assert [line.split(" (")[0].split(" [")[0] for line in ended.said[:-1]] == [
        f'half.xlsx, sheet "{sheet}", {cell}' for cell in ("D5", "E6", "D8", "D9", "F41")
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_mistakes_are_hard_to_make_in_it(tmp_path, lang):
    _ended, out = made(tmp_path, "--lang", lang)
    instructions, pages, people = load_workbook(out).worksheets
    checks = {str(check.sqref): check for check in pages.data_validations.dataValidation}
    whole = next(check for check in checks.values() if check.type == "whole")
    network = next(check for check in checks.values() if check.type == "list")

    assert (whole.operator, whole.formula1, whole.formula2) == ("between", "0", "1000000000000")
    assert whole.showErrorMessage
    assert whole.error
    for cell in ("D2", "F41", "E200"):
        assert cell in whole.sqref
    assert "Instagram" in network.formula1
    assert len(network.formula1) <= 257  # a longer list would make Excel offer to repair the file
    assert (pages.freeze_panes, people.freeze_panes) == ("C2", "A2")
    assert people.max_row == 21
    assert instructions.max_row >= 5


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_printed_one_page_wide_under_its_headings(tmp_path, lang):
    _ended, out = made(tmp_path, "--lang", lang)
    book = load_workbook(out)

    for sheet in book:
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.paperSize == 9  # A4
    instructions, pages, people = book
    assert [sheet.page_setup.orientation for sheet in book] == ["portrait", "landscape", "portrait"]
    assert (pages.print_title_rows, people.print_title_rows) == ("$1:$1", "$1:$1")
    assert not instructions.print_title_rows
    assert instructions.column_dimensions["A"].width < 80  # characters: as many as A4 upright takes
    assert pages.print_options.gridLines
    for row in range(1, instructions.max_row + 1):  # no program cuts a line that it must not find the height of itself
        lines = len(instructions.cell(row, 1).value) / instructions.column_dimensions["A"].width
        assert instructions.row_dimensions[row].height > 15 * lines


@pytest.mark.parametrize("lang", LANGUAGES)
def test_headings_and_regions_are_in_the_language(tmp_path, lang):
    _ended, out = made(tmp_path, "--lang", lang)
    pages = load_workbook(out).worksheets[1]
    first = region_label("Akmola", lang)

    assert (pages["A1"].value, pages["A2"].value) == (said("table.region", lang), first)


def test_networks_are_those_that_were_asked_for(tmp_path):
    ended, out = made(tmp_path, "--platforms", "вк, tg,Nowhere,,VK")
    pages = load_workbook(out).worksheets[1]

    assert [pages.cell(row, 2).value for row in range(2, 8)] == ["VK", "Telegram", "Nowhere"] * 2
    assert ended.lines == [said("template.written", path=out, rows=said("count.pages", n=60))]


def test_no_network_is_the_commands_fault(tmp_path):
    ended = run("template", tmp_path / "x.xlsx", "--platforms", " , ")

    assert (ended.code, ended.lines[-1]) == (2, command_line("no-platforms"))
    assert not (tmp_path / "x.xlsx").exists()


def test_a_population_file_of_ones_own_gives_the_regions(tmp_path):
    people = write(tmp_path, "people.csv", "region,population\n=Atlantis,500000\nMu,600000\n")
    _ended, out = made(tmp_path, "--population", people)
    book = load_workbook(out)

    assert [book.worksheets[1].cell(row, 1).value for row in range(2, 6)] == ["=Atlantis", "=Atlantis", "Mu", "Mu"]
    assert book.worksheets[1]["A2"].data_type == "s"
    assert run("score", filled(out, tmp_path), "-f", "json").code == 0


@pytest.mark.slow
def test_the_same_command_writes_the_same_bytes_at_another_time(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first = made(tmp_path / "a")[1].read_bytes()
    time.sleep(2.1)  # an archive's clock has steps of two seconds

    assert made(tmp_path / "b")[1].read_bytes() == first


@pytest.mark.slow
def test_it_is_written_to_standard_output_where_that_is_asked_for(tmp_path):
    code, out, _err = execute_bytes("template", "-", folder=tmp_path)

    assert code == 0
    assert list(tmp_path.iterdir()) == []
    assert load_workbook(io.BytesIO(out)).worksheets[1].max_row == 41


def test_quiet_says_nothing(tmp_path):
    assert made(tmp_path, "--quiet")[0].err == ""


@pytest.mark.parametrize("folder", ["absent", "july.csv"])
def test_a_place_that_cannot_be_written_is_an_output_error(tmp_path, folder):
    write(tmp_path, "july.csv", "x")
    ended = run("template", tmp_path / folder / "august.xlsx")

    assert ended.code == 3
