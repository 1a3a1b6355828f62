"""One file of any kind: its bytes tell the kind; sizes, folders and names that do not exist."""

import hashlib
import io
import sys

import pytest

from files import CLEAN, csv_bytes, write, xlsx, zipped
from govrank import CommandError, DataError, load_population
from inside import LARGEST_FILE, home, read_book, read_content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("july.csv", csv_bytes(CLEAN)),
        ("july.xlsx", xlsx()),
        ("july.xlsm", xlsx()),
        ("july.csv", xlsx()),
        ("july", csv_bytes(CLEAN)),
        ("july.data.txt", csv_bytes(CLEAN, "\t")),
        ("июль 2023.csv", csv_bytes(CLEAN)),
    ],
)
def test_a_file_is_read_by_its_bytes_whatever_its_name(tmp_path, name, content):
    read = read_book(write(tmp_path, name, content))

    assert read.source.name == name
    assert read.source.sha256 == hashlib.sha256(content).hexdigest()
    assert [(table.headings[0], len(table.rows)) for table in read.tables] == [("region", 5)]


# compound files: what the directory of one says is in it
OLD = b"\xd0\xcf\x11\xe0" + bytes(99) + "Workbook".encode("utf-16-le") + bytes(99)
PROTECTED = b"\xd0\xcf\x11\xe0" + bytes(99) + "EncryptedPackage".encode("utf-16-le") + bytes(99)


@pytest.mark.parametrize(
    ("name", "content", "wording"),
    [
        ("july.xls", OLD, "xls"),
        ("july.csv", OLD, "xls"),
        ("july.xlsx", OLD, "xls"),
        ("july.xlsx", PROTECTED, "password"),
        ("july.xls", PROTECTED, "password"),
        ("july.xls", b"region\tposts\nA\t1\n", "xls"),
        ("july.ods", b"x", "workbook"),
        ("july.xlsx", b"region,posts\n", "workbook"),
        ("july.xls", b"<html><table>", "not-a-table"),
        ("july.csv", b"\xef\xbb\xbf\n <!DOCTYPE html>", "not-a-table"),
        ("july.csv", b"<?xml version='1.0'?><x/>", "not-a-table"),
        ("july.pdf", b"%PDF-1.7", "not-a-table"),
        ("july.json", b'{\n "schema": "govrank.rating/1",\n', "result"),
        ("july.parquet", b"PAR1\x15\x04\x15\x18region,posts\nA,1\nPAR1", "parquet"),
        ("july.csv", b"PAR1\x15\x04\x15\x18region,posts\nA,1\nPAR1", "parquet"),
        ("july.zip", zipped({"july.csv": "region,posts\nA,1\n"}), "archive"),
        ("july.xlsx", zipped({"july.csv": "region,posts\nA,1\n"}), "archive"),
        ("july.csv.gz", b"\x1f\x8b\x08\x00" + bytes(20), "archive"),
        ("july.odt", zipped({"content.xml": "<x/>", "mimetype": "x"}), "not-a-table"),
        ("july.xlsb", zipped({"[Content_Types].xml": "<x/>", "xl/workbook.bin": "x"}), "xlsb"),
        ("july.numbers", zipped({"Index/Document.iwa": "x"}), "numbers"),
        ("july.numbers", zipped({"Index.zip": "x", "preview.jpg": "x"}), "numbers"),
        ("july.parquet", b"region,posts\n", "parquet"),
    ],
)
def test_another_kind_of_file_is_refused_with_what_to_do(tmp_path, name, content, wording):
    with pytest.raises(DataError) as caught:
        read_book(write(tmp_path, name, content))

    assert [(p.code, p.wording, p.file) for p in caught.value.problems] == [("unreadable", wording, name)]


@pytest.mark.parametrize("content", [b"", b"\n\n", xlsx([])], ids=["no byte", "blank", "workbook"])
def test_a_file_without_cells_is_empty(tmp_path, content):
    with pytest.raises(DataError) as caught:
        read_book(write(tmp_path, "july", content))

    assert [(p.code, p.wording) for p in caught.value.problems] == [("no-pages", "empty")]


def test_a_file_over_the_limit_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(home("LARGEST_FILE"), "LARGEST_FILE", 100)
    with pytest.raises(DataError) as caught:
        read_book(write(tmp_path, "july.csv", bytes(101)))

    assert [(p.code, p.wording) for p in caught.value.problems] == [("too-big", "file")]
    assert read_content(write(tmp_path, "july.csv", bytes(100))) == (bytes(100), "july.csv")


def test_the_limit_is_two_hundred_megabytes():
    assert LARGEST_FILE == 200_000_000


@pytest.mark.parametrize(
    ("path", "wording"),
    [("absent.csv", "no-such-file"), (".", "is-a-folder"), ("a\0b", "no-such-file"), ("july.csv/x", "cannot-read")],
)
def test_a_file_that_cannot_be_opened_is_the_commands_fault(tmp_path, path, wording):
    write(tmp_path, "july.csv", "x")
    with pytest.raises(CommandError) as caught:
        read_content(tmp_path / path)

    assert caught.value.wording == wording


@pytest.mark.parametrize(
    "address",
    ["https://docs.google.com/spreadsheets/d/1x/edit#gid=0", "HTTP://example.org/july.csv", "docs.google.com/x",
     "www.example.org/july.xlsx"],
)  # fmt: skip
def test_a_web_address_is_told_to_be_saved_first(address):
    for read in (read_content, load_population):
        with pytest.raises(CommandError) as caught:
            read(address)

        assert (caught.value.wording, caught.value.args_named["path"]) == ("web-address", address)


def test_a_folder_that_is_called_like_an_address_holds_files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "www.akimat.kz").mkdir()
    assert read_content(write(tmp_path / "www.akimat.kz", "july.csv", b"x").relative_to(tmp_path)) == (b"x", "july.csv")


def test_standard_input_is_read_whole(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(csv_bytes(CLEAN))))
    read = read_book("-")

    assert (read.source.name, len(read.tables[0].rows)) == ("stdin", 5)


def test_standard_input_that_is_closed_is_the_commands_fault(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(CommandError) as caught:
        read_book("-")

    assert caught.value.wording == "no-stdin"
