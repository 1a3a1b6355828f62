"""Parquet files as tables, by pyarrow where the extra `formats` is installed.

A damaged file can crash pyarrow's process or take all its memory. So a separate process with limited memory decodes
the file and hands over the result.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from itertools import chain
from typing import Any

import numpy as np

from govrank.problems import DataError, Problem
from govrank.read.arrow import REFUSED
from govrank.read.header import Recognise, is_blank, table_from_rows
from govrank.read.headings import known_column
from govrank.read.table import Cell, ColumnCells, Grid, Source

START = b"PAR1"
_KILLED = -9  # the process's exit code if the system lacks memory
_LONG = 1 << 16  # rows from which numbers are kept as an array
_PLAIN_NUMBER = 10**15  # smaller numbers fit an array


def read_parquet(content: bytes, source: Source, recognise: Recognise = known_column) -> list[Grid]:
    """Read the columns of a Parquet file into a table, whose first row is row 2, as in a sheet below its header.

    Nulls are empty cells; times keep their zone.

    Raises:
        DataError: `unreadable` or `too-big`.
    """
    if find_spec("pyarrow") is None:
        raise DataError([Problem("unreadable", source.name, wording="no-parquet")])
    try:
        names, columns = _columns(_decoded(content))
        table = table_from_rows(
            chain([names], zip(*columns, strict=True)),
            source,
            None,
            recognise,
            lambda above, width: _below(columns, above, width),
        )
    except DataError as error:
        raise DataError([replace(problem, file=source.name) for problem in error.problems]) from None
    except MemoryError:
        raise DataError([Problem("too-big", source.name, wording="memory")]) from None
    except Exception as error:  # invalid text, a day beyond the calendar: the user gets one sentence
        raise DataError([Problem("unreadable", source.name, wording="parquet")]) from error
    return [] if table is None else [table]


def _below(columns: list[ColumnCells], above: int, width: int) -> list[ColumnCells] | None:
    """Return the whole columns if the names are the header and no row is blank, as `table_from_rows` needs."""
    first = columns[0] if columns else []
    if above != 1 or width != len(columns) or not len(first):
        return None
    if not isinstance(first, np.ndarray) and any(is_blank([cell]) for cell in first):
        return None
    return columns


def _decoded(content: bytes) -> bytes:
    """Return a file's batches as a stream of Arrow, decoded and checked by another process.

    Raises:
        DataError: the problem that the process found.
        MemoryError: it ran out of memory.
        ValueError: it failed in another way.
    """
    command = [sys.executable, "-P", "-m", "govrank.read.arrow"]
    ended = subprocess.run(command, input=content, capture_output=True, check=False)  # noqa: S603  # this package
    if ended.returncode == REFUSED:
        raise DataError([Problem(**problem) for problem in json.loads(ended.stderr)])
    if ended.returncode == _KILLED:
        raise MemoryError
    if ended.returncode:
        raise ValueError(f"pyarrow ended with {ended.returncode}")
    return ended.stdout


def _columns(stream: bytes) -> tuple[list[Cell], list[ColumnCells]]:
    """Return the names of the columns in a stream of Arrow, and their cells."""
    import pyarrow as pa

    with pa.ipc.open_stream(stream) as batches:
        names: list[Cell] = list(batches.schema.names)
        parts: list[list[ColumnCells]] = [[] for _ in names]
        for batch in batches:
            for column, part in zip(batch.columns, parts, strict=True):
                part.append(_cells(column))
    return names, [_joined(part) for part in parts]


def _cells(column: Any) -> ColumnCells:  # noqa: ANN401  # pyarrow has no types
    """Return a batch of one column as cells; plain whole numbers without gaps as an array."""
    from pyarrow import types

    kind = column.type
    if types.is_dictionary(kind):  # store each text once
        texts = column.dictionary.to_pylist()
        return ["" if at is None else texts[at] or "" for at in column.indices.to_pylist()]
    if types.is_integer(kind) and not column.null_count:
        numbers = column.to_numpy(zero_copy_only=False)
        if not len(numbers) or (numbers.min() >= 0 and numbers.max() < _PLAIN_NUMBER):
            plain: ColumnCells = numbers.astype(np.int64)
            return plain
    cells: list[Any] = column.to_pylist()
    if types.is_floating(kind) and kind.bit_width < 64:
        return ["" if cell is None else cell if cell % 1 == 0 else float(str(np.float32(cell))) for cell in cells]
    if types.is_decimal(kind):
        return [
            "" if cell is None else int(cell) if cell == cell.to_integral_value() else float(cell) for cell in cells
        ]
    return ["" if cell is None else cell for cell in cells]


def _joined(parts: Sequence[Any]) -> ColumnCells:
    if sum(map(len, parts)) >= _LONG and all(isinstance(part, np.ndarray) for part in parts):
        return np.concatenate(parts)
    return [cell for part in parts for cell in (part.tolist() if isinstance(part, np.ndarray) else part)]
