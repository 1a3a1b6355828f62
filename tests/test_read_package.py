"""Packages that are no workbook, or unpack to more than a machine should hold."""

import zipfile

import pytest

from books import SOURCE, refusal
from files import (
    CLEAN,
    bomb,
    encrypted,
    package,
    sheet_xml,
    unzipped,
    with_entities,
    with_external_entity,
    write,
    xlsx,
    zipped,
)
from govrank import DataError
from govrank.read import xlsx as package_module
from govrank.read.book import read_book
from govrank.read.xlsx import check_package


@pytest.mark.parametrize(
    ("content", "wording"),
    [
        pytest.param(b"PK\x03\x04", "workbook", id="four bytes"),
        pytest.param(xlsx()[:-30], "workbook", id="no end"),
        pytest.param(xlsx()[:200], "workbook", id="hardly a beginning"),
        pytest.param(zipped({"a.txt": "x"}), "archive", id="another archive"),
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
    monkeypatch.setattr(
        package_module, "MOST_UNPACKED", 3000
    )  # the rule is the same; the test need not write a gigabyte

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
