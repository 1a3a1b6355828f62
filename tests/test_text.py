"""Separated text into rows: the encoding, the separator, the `sep=` line, the spreadsheet's row numbers."""

import random

import pytest

from files import CLEAN, csv_bytes
from govrank import DataError
from inside import LONGEST_LINE, MOST_COLUMNS, detect_encoding, detect_separator, read_rows, read_text
from rows import Source

SOURCE = Source("july.csv", "")


def read(content, encoding=None):
    return read_text(content, SOURCE, encoding)


@pytest.mark.parametrize(
    ("content", "encoding", "said"),
    [
        pytest.param(b"region", "utf-8", "", id="ASCII is UTF-8"),
        pytest.param("регион".encode(), "utf-8", "", id="UTF-8"),
        pytest.param("регион".encode("utf-8-sig"), "utf-8-sig", "", id="UTF-8 with its mark"),
        pytest.param("регион".encode("utf-16"), "utf-16", "", id="UTF-16 with its mark"),
        pytest.param("регион".encode("utf-32"), "utf-32", "", id="UTF-32 with its mark"),
        pytest.param("регион;1;2\n".encode("utf-16-le"), "utf-16-le", "UTF-16-LE", id="little endian without"),
        pytest.param("регион;1;2\n".encode("utf-16-be"), "utf-16-be", "UTF-16-BE", id="big endian without"),
        pytest.param(csv_bytes(CLEAN, encoding="cp1251"), "cp1251", "cp1251", id="Windows Cyrillic"),
        pytest.param(csv_bytes(CLEAN, encoding="cp866"), "cp866", "cp866", id="DOS Cyrillic"),
        pytest.param(csv_bytes(CLEAN, encoding="koi8_r"), "koi8_r", "koi8_r", id="Unix Cyrillic"),
    ],
)
def test_the_encoding_is_found_and_said_where_it_is_a_finding(content, encoding, said):
    assert detect_encoding(content) == (encoding, said)


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        pytest.param("kz1048", "Ақпарат", id="Kazakh"),
        pytest.param("kz1048", "Ұлытау", id="a letter that begins no word of Belarusian"),
        pytest.param("kz1048", "Түркістан", id="a letter that stands behind no consonant in Ukrainian"),
        pytest.param("kz1048", "Өзен", id="a letter that is rare in Ukrainian"),
        pytest.param("cp1251", "Астана", id="Russian"),
        pytest.param("cp1251", "Магілёўская вобласць", id="Belarusian"),
        pytest.param("cp1251", "Київ і Запоріжжя", id="Ukrainian"),
        pytest.param("cp1251", "Єнакієве, Ґорґани, Україна", id="more Ukrainian"),
    ],
)
def test_under_russian_headings_the_names_show_which_windows_it_is(encoding, name):
    rows = [["Страница", "Регион", "Соцсеть", "Подписчики", "Посты"], [name, "Абай", "vk", "1000", "20"]]
    content = csv_bytes(rows, ";", encoding=encoding)
    table = read_text(content, Source("july.csv", ""))

    assert table.columns[0] == [name]
    assert [(problem.code, problem.args["encoding"]) for problem in table.problems] == [("encoding-detected", encoding)]
    other = {"kz1048": "cp1251", "cp1251": "kz1048"}[encoding]
    asked = read_text(content, Source("july.csv", ""), other)
    assert (asked.columns[0], asked.problems) == ([name.encode(encoding).decode(other)], ())


def test_a_kazakh_letter_far_down_is_found():
    content = "Страница;Регион\n".encode("cp1251") + b"a;b\n" * 500_000 + "Қала;b\n".encode("kz1048")
    assert detect_encoding(content)[0] == "kz1048"


def test_a_long_utf8_file_is_not_mistaken_for_another_because_of_where_it_is_looked_at():
    content = ("a" + "я" * 2_200_000).encode()  # a letter lies across the border of every block of 2^22 bytes

    assert detect_encoding(content) == ("utf-8", "")


def test_a_letter_of_another_encoding_far_down_is_found():
    content = b"region\n" + b"a\n" * 3_000_000 + "область\n".encode("cp1251")

    assert detect_encoding(content)[0] != "utf-8"


@pytest.mark.parametrize(
    ("sample", "separator"),
    [
        pytest.param("region,platform,posts\n", ",", id="comma"),
        pytest.param("region;platform;posts\n", ";", id="semicolon"),
        pytest.param("region\tplatform\tposts\n", "\t", id="tab"),
        pytest.param("region|platform|posts\n", "|", id="bar"),
        pytest.param('region;"reactions, comments & shares"\n', ";", id="commas inside a heading"),
        pytest.param("a, b, c and d\nregion;platform\n", ";", id="commas in the title above"),
        pytest.param("a;b\n1;2\n", ";", id="no known heading: the most cells"),
        pytest.param("posts\n1\n", ",", id="one column"),
        pytest.param("", ",", id="nothing"),
    ],
)
def test_the_separator_is_the_one_under_which_headings_are_known(sample, separator):
    assert detect_separator(sample) == separator


@pytest.mark.parametrize(
    "before",
    ["sep=;\n", "SEP=;\r\n", '"sep=;"\n', "\ufeffsep=;\n", "sep=;;;;\n"],
    ids=["plain", "capitals", "quoted", "after a mark", "as a spreadsheet saves it again"],
)
def test_a_sep_line_is_obeyed_and_not_counted(before):
    table = read((before + "region;posts\nA;1\n").encode())

    assert (table.headings, table.header_row, list(table.rows)) == (("region", "posts"), 1, [2])


def test_a_sep_line_wins_over_what_looks_better():
    assert read(b"sep=|\nregion,platform|posts\n").headings == ("region,platform", "posts")


def test_every_cell_is_a_text_and_none_is_changed():
    table = read(b"region,posts,page\nNA,007,nan\n NULL ,1e5,\n")

    assert [list(column) for column in table.columns] == [["NA", " NULL "], ["007", "1e5"], ["nan", ""]]


def test_quotes_hold_separators_quotes_and_line_ends():
    table = read(b'region,page\nA,"x, ""y""\nz"\nB,w\n')

    assert list(table.columns[1]) == ['x, "y"\nz', "w"]
    assert list(table.rows) == [2, 3]  # the spreadsheet's rows, not the lines of the file


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["Unix", "Windows", "Mac"])
def test_rows_keep_the_spreadsheets_numbers(end):
    table = read(end.join(["title", "", "region,posts", "A,1", "", ",", "B,2", ""]).encode())

    assert (table.header_row, list(table.rows)) == (3, [4, 7])


@pytest.mark.parametrize(
    ("content", "encoding", "code", "wording"),
    [
        pytest.param(b"a", "utf-99", "encoding", "unknown", id="no such encoding"),
        pytest.param(b"a", "base64", "encoding", "unknown", id="no encoding of texts"),
        pytest.param("я".encode(), "ascii", "encoding", "wrong", id="the wrong one"),
        pytest.param("я".encode("utf-16")[:-1], None, "encoding", "wrong", id="half a letter"),
        pytest.param(b'region,posts\n"A,1\n', None, "unreadable", "quotes", id="an open quote"),
        pytest.param(b'region,posts\n"A"x,1\n', None, "unreadable", "quotes", id="text after a quote"),
    ],
)
def test_what_cannot_be_read_is_a_problem(content, encoding, code, wording):
    with pytest.raises(DataError) as caught:
        read(content, encoding)

    assert [(p.code, p.wording, p.file) for p in caught.value.problems] == [(code, wording, "july.csv")]


@pytest.mark.parametrize("name", ["utf-8", "UTF8", "utf_8", "utf-8-sig"])
def test_a_byte_order_mark_is_no_part_of_a_heading_whatever_the_encoding_is_called(name):
    assert read("\ufeffregion,posts\nA,1\n".encode(), name).headings == ("region", "posts")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"  \n", b",,,\n,\n", b";;;\n", b"\xef\xbb\xbf", b"sep=;\n"])
def test_a_text_without_cells_is_no_table(content):
    assert read(content) is None


def test_zero_bytes_are_read_as_they_stand():
    assert list(read(b"region,posts\nA\0,1\n").columns[0]) == ["A\0"]


def test_rows_for_the_annotated_copy_keep_blank_rows():
    assert read_rows(b"t\n\nregion;posts\nA;1\n", SOURCE) == [["t"], [], ["region", "posts"], ["A", "1"]]


@pytest.mark.parametrize("seed", range(12))
def test_a_small_file_of_windows_is_not_taken_for_a_macs(seed):
    """Their small letters stand at the same places, the capitals do not: Акимат would become јкимат."""
    chance = random.Random(seed)
    names = ["Акмола", "Атырау", "Абай", "Астана", "ЗКО", "Павлодар", "Шымкент", "Жамбыл"]
    rows = [[chance.choice(names), f"vk {n}", f"Акимат {n}", 5000, 9, 9] for n in range(chance.randint(1, 4))]
    content = csv_bytes([["region", "platform", "page", "followers", "posts", "likes"], *rows], ";", encoding="cp1251")

    assert detect_encoding(content) == ("cp1251", "cp1251")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        pytest.param(b"x" * (LONGEST_LINE + 2), 1, id="one line"),
        pytest.param(csv_bytes(CLEAN) + b"x," * LONGEST_LINE, len(CLEAN) + 1, id="below the pages"),
        pytest.param(b'"' + b"x" * LONGEST_LINE * 2 + b'"', 1, id="in quotes"),
        pytest.param("ж".encode("utf-16-le") * LONGEST_LINE, 1, id="in UTF-16"),
    ],
)
def test_a_line_without_end_is_refused_before_it_is_read(content, line):
    with pytest.raises(DataError) as caught:
        read(content)

    [problem] = caught.value.problems
    assert (problem.key, problem.args["line"]) == ("too-big/line", line)


def test_long_files_of_short_lines_are_read_whatever_ends_them():
    rows = ["region,platform,followers", *(f"Акмола,vk,{n}" for n in range(70_000))]
    for end in ("\n", "\r\n", "\r"):
        assert len(read(end.join(rows).encode()).rows) == 70_000
    of_a_mainframe = "\n".join(rows).replace("Акмола", "Akmola").encode("cp1140")
    assert b"\n" not in of_a_mainframe
    assert len(read(of_a_mainframe, "cp1140").rows) == 70_000


def test_a_row_wider_than_a_sheet_is_refused():
    with pytest.raises(DataError) as caught:
        read(b"region,platform\n" + b"," * MOST_COLUMNS + b"x\n")

    assert [(problem.key, problem.row) for problem in caught.value.problems] == [("too-big/wide", 2)]


def test_short_rows_below_a_wide_header_do_not_become_a_large_table():
    header = ",".join(f"h{n}" for n in range(MOST_COLUMNS)).encode()
    with pytest.raises(DataError) as caught:
        read(header + b"\n" + b"1\n" * 2000)

    assert [problem.key for problem in caught.value.problems] == ["too-big/sparse"]


def test_a_quoted_cell_longer_than_a_sheets_is_refused():
    with pytest.raises(DataError) as caught:
        read(b'region,platform\n"' + b"x\n" * 20_000 + b'",vk\n')

    assert [problem.key for problem in caught.value.problems] == ["unreadable/long-cell"]
