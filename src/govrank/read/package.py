"""The package of a workbook: whether it may be opened, its parts, its styles and shared texts."""

from __future__ import annotations

import io
import warnings
import zipfile
from typing import Any

from govrank.problem import DataError, Problem
from govrank.read.cell import NS, rich_text
from govrank.read.part import read_part
from govrank.read.table import Source

MOST_UNPACKED = 1 << 30
MOST_RATIO = 100
LOW_RATIO_SIZE = 1 << 20  # below a megabyte unpacked, a hundredfold is only a very empty sheet


def check_package(content: bytes, source: Source) -> None:
    """Refuse a package that is no workbook or that unpacks to more than a machine should hold."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise DataError([Problem("unreadable", source.name, wording="workbook")]) from None
    names = {entry.filename for entry in entries}
    if "content.xml" in names:
        raise DataError([Problem("unreadable", source.name, wording="ods")])
    if "[Content_Types].xml" not in names:
        raise DataError([Problem("unreadable", source.name, wording="archive")])
    if any(entry.flag_bits & 1 for entry in entries):
        raise DataError([Problem("unreadable", source.name, wording="password")])
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED:
        raise DataError([Problem("too-big", source.name, wording="unpacked", args={"unpacked": unpacked >> 20})])
    if unpacked > LOW_RATIO_SIZE and unpacked > MOST_RATIO * len(content):
        raise DataError([Problem("too-big", source.name, wording="ratio", args={"times": unpacked // len(content)})])


def open_package(content: bytes) -> Any:  # noqa: ANN401  # openpyxl's reader, whose attributes are in no stub
    """Return a package with its styles and shared texts read.

    These are the steps of `openpyxl.load_workbook` without those that govrank has no use for: it would read a sheet
    that does not say its size from end to end for that alone.
    """
    from openpyxl.reader.excel import ExcelReader  # a text file never pays for it
    from openpyxl.styles.stylesheet import apply_stylesheet

    package: Any = ExcelReader(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's remarks on styles and extensions are not the user's
        package.read_manifest()
        _read_shared_texts(package)
        package.read_workbook()
        apply_stylesheet(package.archive, package.wb)
    return package


def _read_shared_texts(package: Any) -> None:  # noqa: ANN401  # openpyxl's reader
    from openpyxl.xml.constants import SHARED_STRINGS

    part = package.package.find(SHARED_STRINGS)
    if part is None:
        return
    with package.archive.open(part.PartName[1:]) as stream:
        for _event, element in read_part(stream):
            if element.tag == f"{NS}si":
                package.shared_strings.append(rich_text(element))
                element.clear()


def is_refused_xml(error: BaseException | None) -> bool:
    """Say whether defusedxml refused a declaration, however the library wrapped that."""
    while error is not None:
        if type(error).__module__.startswith("defusedxml"):
            return True
        error = error.__cause__ or error.__context__
    return False
