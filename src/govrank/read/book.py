"""One file of any accepted kind, or a data frame, read into its tables."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from govrank.problems import CommandError, DataError, Problem
from govrank.read.csv import read_text
from govrank.read.header import Recognise
from govrank.read.headings import known_column
from govrank.read.ods import is_ods, read_ods
from govrank.read.parquet import START as PARQUET
from govrank.read.parquet import read_parquet
from govrank.read.table import Grid, Source
from govrank.read.xlsx import read_workbook
from govrank.text.spelling import similar_names

if TYPE_CHECKING:
    import pandas as pd

LARGEST_FILE = 200 * 10**6
STANDARD_INPUT = "-"
_ADDRESS = re.compile(r"(?:https?|ftp):/|www\.|docs\.google\.com/", re.IGNORECASE)
_ARCHIVES = (b"\x1f\x8b", b"Rar!\x1a", b"7z\xbc\xaf\x27\x1c", b"BZh", b"\xfd7zXZ")  # gzip, RAR, 7-Zip, bzip2, xz
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # a stream's name, as in the file's directory


READ = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods", ".parquet")
"""The extensions of files that are read."""
IN_A_FOLDER = (*READ, ".xls", ".xlsb", ".numbers")  # refused, because skipping them would lose pages
"""The extensions of the files of pages in a folder."""


@dataclass(frozen=True)
class Book:
    """The content of one file: `tables` has one for a text file, one per non-empty sheet for a workbook."""

    source: Source
    tables: tuple[Grid, ...]

    def sheet(self, name: str) -> Grid:
        """Return the sheet of a name.

        Raises:
            CommandError: `no-such-sheet`.
        """
        named = {table.sheet: table for table in self.tables if table.sheet is not None}
        if name in named:
            return named[name]
        near = similar_names(name, named)
        raise CommandError("no-such-sheet", sheet=name, file=self.source.name, near=near, known=list(named))


def refuse_address(path: str | Path) -> None:
    """Refuse the address of a web page or sheet, unless a file has that name.

    Raises:
        CommandError: `web-address`.
    """
    if _ADDRESS.match(str(path)) and not Path(path).exists():
        raise CommandError("web-address", path=str(path))


def read_content(path: str | Path) -> tuple[bytes, str]:
    """Return a file's bytes and its name without folders; `-` is standard input.

    Raises:
        CommandError: there is no such file, it is a web address, or there is no permission to read it.
        DataError: `too-big`.
    """
    if str(path) == STANDARD_INPUT:
        name = "stdin"
        stream = getattr(sys.stdin, "buffer", None)
        if stream is None:
            raise CommandError("no-stdin")
        content = stream.read(LARGEST_FILE + 1)
    else:
        refuse_address(path)
        path = Path(path)
        name = path.name
        try:
            if path.is_dir():
                raise CommandError("is-a-folder", path=str(path))
            with path.open("rb") as file:
                content = file.read(LARGEST_FILE + 1)
        except FileNotFoundError:
            raise CommandError("no-such-file", path=str(path)) from None
        except OSError as error:
            raise CommandError("cannot-read", path=str(path), reason=error.strerror or str(error)) from None
        except ValueError:  # a name with a zero byte
            raise CommandError("no-such-file", path=repr(str(path))) from None
    if len(content) > LARGEST_FILE:
        raise DataError([Problem("too-big", name, wording="file", args={"megabytes": LARGEST_FILE // 10**6})])
    return content, name


def is_folder(path: str | Path) -> bool:
    """Return whether an edition is given as the folder of its files."""
    return str(path) not in ("", STANDARD_INPUT) and Path(path).is_dir()


def edition_files(path: str | Path) -> list[str | Path]:
    """Return the files of pages in a folder, in the order of their names; any other path unchanged.

    Raises:
        CommandError: there is none, or no permission to read the folder.
    """
    if not is_folder(path):
        return [path]
    try:
        there = sorted(file for file in Path(path).iterdir() if file.suffix.lower() in IN_A_FOLDER)
    except OSError as error:
        raise CommandError("cannot-read", path=str(path), reason=error.strerror or str(error)) from None
    # no hidden files, and no lock files of spreadsheet programs
    found = [file for file in there if not file.name.startswith((".", "~$")) and not file.is_dir()]
    if not found:
        raise CommandError("empty-folder", path=str(path))
    return [*found]


def edition_stem(path: str | Path) -> str:
    """Return an edition's name from its file or folder.

    >>> edition_stem("2020/june.csv"), edition_stem("-")
    ('june', 'stdin')
    """
    if str(path) == STANDARD_INPUT:
        return "stdin"
    return full_path(path).name if is_folder(path) else Path(path).stem


def full_path(path: str | Path) -> Path:
    """Return an absolute path without `..`; links are not followed."""
    return Path(os.path.abspath(path))  # noqa: PTH100  # resolve() would follow links, absolute() keep ".."


def names_apart(paths: Sequence[str | Path], beside: Sequence[str | Path] = ()) -> list[str]:
    """Return the names of files, with as many of their folders as needed to distinguish repeated ones.

    Args:
        beside: further files from which to distinguish them.

    >>> names_apart(["july/a.csv", "june/a.csv", "june/b.csv"])
    ['july/a.csv', 'june/a.csv', 'b.csv']
    """
    parts, others = (
        [full_path("stdin" if str(path) == STANDARD_INPUT else path).parts for path in some] for some in (paths, beside)
    )

    def name(own: tuple[str, ...]) -> str:
        alike = [other for other in (*parts, *others) if other != own]
        depths = range(1, len(own))
        depth = next((n for n in depths if all(other[-n:] != own[-n:] for other in alike)), max(depths, default=1))
        return "/".join(own[-depth:])

    return [name(own) for own in parts]


def read_book(
    path: str | Path, encoding: str | None = None, recognise: Recognise = known_column, called: str | None = None
) -> Book:
    """Read a CSV, TSV, XLSX, ODS or Parquet file, recognised by its bytes, not by its name.

    Args:
        called: the file's name, if it needs folders to be distinct.

    Raises:
        CommandError: there is no such file.
        DataError: `unreadable`, `encoding`, `too-big` or `no-pages` if it is empty.
    """
    content, name = read_content(path)
    name = called or name
    source = Source.of(name, content)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        read = read_ods if is_ods(content) else read_workbook
        tables = read(content, source, recognise)
    elif content.startswith(PARQUET):
        tables = read_parquet(content, source, recognise)
    else:
        _refuse_foreign(content, name)
        table = read_text(content, source, encoding, recognise)
        tables = [] if table is None else [table]
    if not tables:
        raise DataError([Problem("no-pages", name, wording="empty")])
    return Book(source, tuple(tables))


def table_of_frame(frame: pd.DataFrame, name: str) -> Grid:
    """Return a data frame as a table of cells, to be checked as a file is; missing values become empty cells."""
    columns = [
        [
            "" if empty else cell.item() if isinstance(cell, np.generic) else cell
            for cell, empty in zip(frame[column].tolist(), frame[column].isna().tolist(), strict=True)
        ]
        for column in frame.columns
    ]
    return Grid(
        source=Source(name, ""),
        sheet=None,
        headings=tuple(str(column) for column in frame.columns),
        columns=tuple(columns),
        rows=range(2, len(frame) + 2),
        positions=tuple(range(len(frame.columns))),
    )


def _refuse_foreign(content: bytes, name: str) -> None:
    """Refuse files of other kinds, saying what to do with them."""
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    suffix = Path(name).suffix.lower()
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        # both are compound files: an encrypted workbook is a stream inside, an old workbook is one itself
        wording = "password" if _ENCRYPTED in content else "xls"
    elif content.startswith(_ARCHIVES):
        wording = "archive"
    elif start.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"%pdf")):
        wording = "not-a-table"
    elif re.match(rb'\{\s*"schema": "govrank\.', start):
        wording = "result"
    elif suffix in (".xlsx", ".xlsm", ".ods") and content:
        wording = "workbook"
    elif suffix == ".parquet" and content:
        wording = "parquet"
    elif suffix == ".xls":
        wording = "xls"
    else:
        return
    raise DataError([Problem("unreadable", name, wording=wording)])
