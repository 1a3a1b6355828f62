"""Packages that are no workbook, or unpack to more than a machine should hold."""

import io
import random
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
from inside import check_package, home, open_whole, read_book, read_sheets


@pytest.mark.parametrize(
    ("content", "wording"),
    [
        pytest.param(b"PK\x03\x04", "workbook", id="four bytes"),
        pytest.param(xlsx()[:-30], "workbook", id="no end"),
        pytest.param(xlsx()[:200], "workbook", id="hardly a beginning"),
        pytest.param(zipped({"a.txt": "x"}), "archive", id="another archive"),
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
    monkeypatch.setattr(home("MOST_UNPACKED"), "MOST_UNPACKED", 3000)  # the test need not write a gigabyte

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


def with_part(name, old, new):
    """Return a workbook of one sheet with a piece of one part replaced; what else stands in it makes it no bomb."""
    parts = package({"Июль": sheet_xml(CLEAN)}, shared=["x"])
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new, 1)
    filler = random.Random(1).randbytes(sum(map(len, parts.values())) // 90)
    stream = io.BytesIO(zipped(parts))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/media/noise.bin", filler)
    return stream.getvalue()


SHEET, SHARED, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
SAME_PART = '<sheet name="{n}" sheetId="{n}" r:id="rId1"/>'


LIMITS = {
    "MOST_CELLS": 4_000, "MOST_BLANKS": 40_000, "MOST_SHARED": 4_000, "MOST_LETTERS": 40_000, "MOST_ELEMENTS": 50_000,
}  # fmt: skip
"""The rules are the same; the test need not write, nor read, what takes gigabytes."""


@pytest.mark.parametrize(
    ("part", "old", "new", "wording"),
    [
        pytest.param(STYLES, "<xf/>", "<xf/>" * 25_000, "elements", id="looks of cells"),
        pytest.param("[Content_Types].xml", "</Types>", '<Default Extension="a" ContentType="b"/>' * 25_000
                     + "</Types>", "elements", id="kinds of parts"),
        pytest.param(SHARED, "<si>", "<si/>" * 4_000 + "<si>", "texts", id="shared texts"),
        pytest.param(SHARED, "x</t>", "x" * 800_000 + "</t>", "cell", id="a text without end"),
        pytest.param(SHARED, "<si>", f"<si><t>{'x' * 999}</t></si>" * 41 + "<si>", "texts", id="long texts"),
        pytest.param(SHEET, "</sheetData>", "<row>" + "<c/>" * 17_000 + "</row></sheetData>", "wide",
                     id="cells of a row"),
        pytest.param(SHEET, "</sheetData>", ("<row>" + "<c/>" * 16_000 + "</row>") * 3 + "</sheetData>", "sparse",
                     id="cells without anything"),
        pytest.param(SHEET, "</sheetData>", ("<row>" + "<c><v>1</v></c>" * 1_000 + "</row>") * 4 + "</sheetData>",
                     "cells", id="cells that hold something"),
        pytest.param(SHEET, "</sheetData>", ('<row><c t="inlineStr"><is><t>' + "x" * 999 + "</t></is></c></row>")
                     * 41 + "</sheetData>", "texts", id="long texts in cells"),
        pytest.param(SHEET, "</worksheet>", "<mergeCells>" + "<mergeCell/>" * 50_000 + "</mergeCells></worksheet>",
                     None, id="merges are let go"),
        pytest.param(SHEET, "</worksheet>", "<hyperlinks>" + "<hyperlink/>" * 50_000 + "</hyperlinks></worksheet>",
                     "elements", id="what is not read is held"),
        pytest.param("xl/workbook.xml", "</sheets>", "".join(SAME_PART.format(n=n) for n in range(2, 99))
                     + "</sheets>", "elements", id="a part that is many sheets"),
        pytest.param(SHEET, "</sheetData>", ("<row>" + "<c><v>1</v></c>" * 999 + "</row>") * 3 + "</sheetData>",
                     None, id="a table"),
    ],
)  # fmt: skip
def test_what_a_small_file_holds_is_counted(monkeypatch, part, old, new, wording):
    """Each of these unpacks to less than a hundredfold, and a larger one took gigabytes or minutes."""
    for name, limit in LIMITS.items():
        monkeypatch.setattr(home(name, "read"), name, limit)
    content = with_part(part, old, new)

    if wording is None:
        assert len([*read_sheets(content, SOURCE)]) == 1
    else:
        assert refusal(content) == [("too-big", wording)]


def test_a_workbook_that_would_be_too_many_objects_is_not_opened_to_be_changed(monkeypatch):
    monkeypatch.setattr(home("MOST_CHANGED"), "MOST_CHANGED", 50)
    with pytest.raises(DataError) as caught:
        open_whole(xlsx())

    assert [problem.key for problem in caught.value.problems] == ["too-big/elements"]
