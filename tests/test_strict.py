"""Workbooks in the strict form of OOXML are read as those in the usual one."""

import datetime as dt

import pytest

from books import refusal
from commands import run
from files import CLEAN, date_cell, iso_date_cell, package, sheet_xml, unzipped, write, xlsx, zipped
from inside import as_usual, home, read_sheets
from rows import Source

USUAL, STRICT = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"


def strict(rows=CLEAN, quote='"', **oddities):
    def renamed(part):
        for family in ("spreadsheetml", "officeDocument"):
            part = part.replace(f"{USUAL}{family}/2006/", f"{STRICT}{family}/")
        return part.replace('"', quote) if part.startswith("<Relationships") else part

    return zipped({name: renamed(part) for name, part in package({"Июль": sheet_xml(rows, **oddities)}).items()})


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_strict_workbook_becomes_the_usual_one(quote):
    assert STRICT.encode() in b"".join(unzipped(strict(quote=quote)).values())
    assert STRICT.encode() not in b"".join(unzipped(as_usual(strict(quote=quote))).values())
    assert unzipped(as_usual(strict())) == unzipped(xlsx())


def test_any_other_workbook_stays_as_it_is():
    content = xlsx()
    assert as_usual(content) is content


def test_its_cells_are_those_of_any_workbook():
    rows = [["text", 5, date_cell(45108), iso_date_cell("2023-07-01"), f"see {STRICT}"]]
    (sheet,) = read_sheets(strict(rows, hidden=[1]), Source("july.xlsx", ""))

    assert sheet.rows == [["text", 5, dt.datetime(2023, 7, 1), dt.date(2023, 7, 1), f"see {STRICT}"]]
    assert (sheet.name, sheet.hidden_rows) == ("Июль", {1})


def test_a_strict_workbook_is_rated_and_annotated(tmp_path):
    kz = ("--population", "kz-2023")
    path, plain = write(tmp_path, "july.xlsx", strict()), write(tmp_path, "plain.xlsx", xlsx())
    marked = tmp_path / "marked.xlsx"

    assert run("score", path, *kz, "-f", "csv").out == run("score", plain, *kz, "-f", "csv").out
    assert run("check", path, *kz, "--annotate", marked).code == 0
    assert b"\xd0\x98\xd1\x8e\xd0\xbb\xd1\x8c" in unzipped(marked.read_bytes())["xl/workbook.xml"]  # the sheet's name


def test_a_strict_workbook_is_refused_before_it_is_twice_in_memory(monkeypatch):
    monkeypatch.setattr(home("MOST_RENAMED"), "MOST_RENAMED", 1000)

    assert refusal(strict()) == [("too-big", "unpacked")]
