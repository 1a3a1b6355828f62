"""A report: the same blocks in the same order wherever it is written."""

import io
from dataclasses import FrozenInstanceError

import pytest

from inside import Report, home, show_report
from made_tables import table_of_rows
from said import words

write_report = home("write_report", "formats.markdown").write_report

TABLE = table_of_rows((("1", "A"),), ("Place", "Page"), numeric=(True, False))
REPORT = Report(("Above.", "", TABLE, "Below."))


@pytest.mark.parametrize(
    ("write", "text"),
    [
        pytest.param(
            lambda *how: show_report(REPORT, *how), "Above.\n\nPlace  Page\n    1  A\nBelow.\n", id="on a terminal"
        ),
        pytest.param(
            lambda *how: write_report(REPORT, *how),
            "Above.\n\n| Place | Page |\n|---:|---|\n| 1 | A |\n\nBelow.\n",
            id="as Markdown, where blank lines divide all",
        ),
    ],
)
def test_paragraphs_and_tables_keep_their_order(write, text):
    stream = io.StringIO()
    write(words("en"), stream)
    assert stream.getvalue() == text


def test_a_report_does_not_change_once_it_is_made():
    with pytest.raises(FrozenInstanceError):
        REPORT.blocks = ()
