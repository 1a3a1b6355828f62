"""Workbooks read by the reader alone: their first sheet, or why they are refused."""

import pytest

from govrank import DataError
from inside import read_sheets, read_workbook
from rows import Source

SOURCE = Source("july.xlsx", "")
HEADER = ["region", "platform", "posts"]


def refusal(content, read=read_workbook):
    with pytest.raises(DataError) as caught:
        list(read(content, SOURCE) or ())
    return [(problem.code, problem.wording) for problem in caught.value.problems]


def first_sheet(content):
    return next(iter(read_sheets(content, SOURCE)))
