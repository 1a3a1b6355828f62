"""The package around a workbook: no timestamps, the same bytes at any time and on any system."""

import io
import zipfile
from datetime import datetime

import openpyxl
import pytest

from inside import part_named, without_clock, write_book

MADE = datetime(2020, 7, 31, 12, 0)


def a_book():
    book = openpyxl.Workbook()
    book.active.append(["page", "=1+1", 7])
    book.properties.created = MADE
    book.properties.creator = "The desk"
    return book


def written(**how):
    stream = io.BytesIO()
    write_book(a_book(), stream, **how)
    return stream


def test_every_part_has_our_date_and_is_said_to_come_from_no_system_in_particular():
    part = part_named("xl/workbook.xml")
    assert (part.filename, part.date_time) == ("xl/workbook.xml", (2000, 1, 1, 0, 0, 0))
    assert (part.compress_type, part.create_system) == (zipfile.ZIP_DEFLATED, 0)
    with zipfile.ZipFile(written()) as package:
        assert {(part.date_time, part.create_system) for part in package.infolist()} == {((2000, 1, 1, 0, 0, 0), 0)}


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        pytest.param(
            b'<p><dcterms:created x="y">2020-07-31T12:00:00Z</dcterms:created>'
            b'<dcterms:modified x="y">2026-11-21T23:05:31Z</dcterms:modified></p>',
            b'<p><dcterms:created x="y">2020-07-31T12:00:00Z</dcterms:created>'
            b'<dcterms:modified x="y">2000-01-01T00:00:00Z</dcterms:modified></p>',
            id="only the time of saving goes",
        ),
        pytest.param(b"<p/>", b"<p/>", id="there may be none"),
    ],
)
def test_the_time_of_saving_is_no_part_of_the_properties(properties, expected):
    assert without_clock(properties) == expected


def test_a_workbook_of_ours_is_said_to_be_ours():
    properties = openpyxl.load_workbook(written()).properties
    assert (properties.creator, properties.created) == ("govrank", datetime(2000, 1, 1))


def test_a_users_own_workbook_keeps_who_made_it_and_when():
    properties = openpyxl.load_workbook(written(keep_created=True)).properties
    assert (properties.creator, properties.created) == ("The desk", MADE)
    assert properties.modified == datetime(2000, 1, 1)


def test_the_cells_are_those_of_the_workbook():
    assert list(openpyxl.load_workbook(written()).active.values) == [("page", "=1+1", 7)]
