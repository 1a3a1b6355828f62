"""Workbooks in the strict form of OOXML: the same parts under other names, which few programs write."""

from __future__ import annotations

import io
import zipfile

_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = b"http://schemas.openxmlformats.org/"
_FAMILIES = (b"spreadsheetml", b"officeDocument", b"drawingml")
_ROOT = "_rels/.rels"


def as_usual(content: bytes) -> bytes:
    """Return a strict workbook's package with the names that every reader of workbooks knows; any other as it is.

    The names are changed where they stand in quotes, as the values of attributes do.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if _ROOT not in package.namelist() or _STRICT not in package.read(_ROOT):
            return content
        renamed = io.BytesIO()
        with zipfile.ZipFile(renamed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as usual:
            for entry in package.infolist():
                part = package.read(entry)
                usual.writestr(entry.filename, _renamed(part) if entry.filename.endswith((".xml", ".rels")) else part)
        return renamed.getvalue()


def _renamed(part: bytes) -> bytes:
    for family in _FAMILIES:
        for quote in (b'"', b"'"):
            part = part.replace(quote + _STRICT + family + b"/", quote + _USUAL + family + b"/2006/")
    return part
