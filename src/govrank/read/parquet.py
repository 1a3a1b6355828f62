"""Parquet files as tables, by pyarrow where the extra `formats` is installed.

A damaged file can end the process in which pyarrow reads it, or take all its memory. So a process of its own decodes
the file, with as much memory as it may have, and hands over what it read.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from itertools import chain
from typing import Any, BinaryIO

import numpy as np

from govrank.problems import DataError, Problem
from govrank.read.header import Recognise, is_blank, table_from_rows
from govrank.read.headings import known_column
from govrank.read.table import MOST_COLUMNS, Cell, Column, Grid, Source
from govrank.read.xlsx import LOW_RATIO_SIZE, MOST_RATIO, MOST_UNPACKED, Budget

START = b"PAR1"
MOST_MEMORY = 3 << 30  # bytes of addresses that the process may have
_REFUSED, _KILLED = 3, -9  # how it ends where a problem is found, and where the system lacks memory
_PREFIXED = "DELTA_BYTE_ARRAY"  # of texts: each says what it shares with the one before, and is no reference
_ROWS_AT_ONCE = 1 << 16
_LONG = 1 << 16  # rows from which numbers are kept as an array
_PLAIN_NUMBER = 10**15  # below, an array holds it


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
    except Exception as error:  # a text that is none, a day beyond the calendar: the user gets one sentence
        raise DataError([Problem("unreadable", source.name, wording="parquet")]) from error
    return [] if table is None else [table]


def _below(columns: list[Column], above: int, width: int) -> list[Column] | None:
    """Return the columns whole where the names are the header and no row is blank, as `table_from_rows` asks."""
    first = columns[0] if columns else []
    if above != 1 or width != len(columns) or not len(first):
        return None
    if not isinstance(first, np.ndarray) and any(is_blank([cell]) for cell in first):
        return None
    return columns


def _decoded(content: bytes) -> bytes:
    """Return a file's batches as a stream of Arrow, decoded and checked by another process.

    Raises:
        DataError: what that process found wrong.
        MemoryError: it had not enough.
        ValueError: it ended otherwise.
    """
    command = [sys.executable, "-P", "-m", "govrank.read.parquet"]
    ended = subprocess.run(command, input=content, capture_output=True, check=False)  # noqa: S603  # this very module
    if ended.returncode == _REFUSED:
        raise DataError([Problem(**problem) for problem in json.loads(ended.stderr)])
    if ended.returncode == _KILLED:
        raise MemoryError
    if ended.returncode:
        raise ValueError(f"pyarrow ended with {ended.returncode}")
    return ended.stdout


def _columns(stream: bytes) -> tuple[list[Cell], list[Column]]:
    """Return the names of the columns in a stream of Arrow, and their cells."""
    import pyarrow as pa

    with pa.ipc.open_stream(stream) as batches:
        names: list[Cell] = list(batches.schema.names)
        parts: list[list[Column]] = [[] for _ in names]
        for batch in batches:
            for column, part in zip(batch.columns, parts, strict=True):
                part.append(_cells(column))
    return names, [_joined(part) for part in parts]


def _cells(column: Any) -> Column:  # noqa: ANN401  # pyarrow has no types
    """Return a batch of one column as cells; whole numbers that are all there and plain as an array."""
    from pyarrow import types

    kind = column.type
    if types.is_dictionary(kind):  # each text is in memory once
        texts = column.dictionary.to_pylist()
        return ["" if at is None else texts[at] or "" for at in column.indices.to_pylist()]
    if types.is_integer(kind) and not column.null_count:
        numbers = column.to_numpy(zero_copy_only=False)
        if not len(numbers) or (numbers.min() >= 0 and numbers.max() < _PLAIN_NUMBER):
            plain: Column = numbers.astype(np.int64)
            return plain
    cells: list[Any] = column.to_pylist()
    if types.is_floating(kind) and kind.bit_width < 64:
        return ["" if cell is None else cell if cell % 1 == 0 else float(str(np.float32(cell))) for cell in cells]
    if types.is_decimal(kind):
        return [
            "" if cell is None else int(cell) if cell == cell.to_integral_value() else float(cell) for cell in cells
        ]
    return ["" if cell is None else cell for cell in cells]


def _joined(parts: Sequence[Any]) -> Column:
    if sum(map(len, parts)) >= _LONG and all(isinstance(part, np.ndarray) for part in parts):
        return np.concatenate(parts)
    return [cell for part in parts for cell in (part.tolist() if isinstance(part, np.ndarray) else part)]


def _decode(content: bytes, output: BinaryIO) -> None:
    """Write a file's batches as a stream of Arrow.

    What it says that it holds is looked at before anything is decoded, and what it holds while it is. Texts are
    decoded as references into a dictionary, so that a long one that stands in a million rows is there once.

    Raises:
        DataError: `unreadable` or `too-big`; whatever else pyarrow raises, or worse.
    """
    import pyarrow as pa
    from pyarrow import parquet

    file = parquet.ParquetFile(pa.BufferReader(content))
    schema = file.schema_arrow
    _refuse_nested(schema)
    chunks = _chunks(file.metadata)
    budget = _check_size(file.metadata, chunks, len(content))
    prefixed = {chunk.path_in_schema for chunk in chunks if _PREFIXED in chunk.encodings}
    texts = [field.name for field in schema if _is_text(field.type) and field.name not in prefixed]
    file = parquet.ParquetFile(pa.BufferReader(content), read_dictionary=texts, pre_buffer=False)
    kinds = pa.schema([(field.name, _kind(field.type)) for field in schema])
    rows = 0
    with pa.ipc.new_stream(output, kinds) as stream:
        for batch in file.iter_batches(_ROWS_AT_ONCE, use_threads=False):
            batch.validate(full=True)
            rows += len(batch)
            budget.take_cells(len(batch) * len(schema), sum(column.null_count for column in batch.columns))
            columns = [
                _compact(column, budget) if _is_text(column.type) else column.cast(kind, safe=False)
                for column, kind in zip(batch.columns, kinds.types, strict=True)
            ]
            stream.write_batch(pa.record_batch(columns, schema=kinds))
    if rows != file.metadata.num_rows:
        raise ValueError(f"{rows} rows of {file.metadata.num_rows}")


def _chunks(metadata: Any) -> list[Any]:  # noqa: ANN401
    if metadata.num_columns > MOST_COLUMNS:
        raise DataError([Problem("too-big", wording="wide")])
    groups = [metadata.row_group(group) for group in range(metadata.num_row_groups)]
    return [group.column(column) for group in groups for column in range(metadata.num_columns)]


def _check_size(metadata: Any, chunks: Sequence[Any], size: int) -> Budget:  # noqa: ANN401
    """Return what a file may hold, by its size.

    Raises:
        DataError: it says itself that it is too big.
    """
    unpacked = sum(chunk.total_uncompressed_size for chunk in chunks)
    if unpacked > MOST_UNPACKED:
        raise DataError([Problem("too-big", wording="unpacked", args={"unpacked": unpacked >> 20})])
    if unpacked > LOW_RATIO_SIZE and unpacked > MOST_RATIO * size:
        raise DataError([Problem("too-big", wording="ratio", args={"times": unpacked // size})])
    budget = Budget(2 * size, unpacked)  # columns of few values take less than a byte a cell
    if metadata.num_rows * metadata.num_columns > budget.cells + budget.blanks:
        raise DataError([Problem("too-big", wording="cells")])
    return budget


def _refuse_nested(schema: Any) -> None:  # noqa: ANN401
    from pyarrow import types

    single = (
        types.is_null, types.is_boolean, types.is_integer, types.is_floating, types.is_decimal, types.is_date,
        types.is_timestamp, types.is_time, _is_text,
    )  # fmt: skip
    problems = [
        Problem("unreadable", column=field.name, wording="parquet-column", args={"kind": str(field.type)[:40]})
        for field in schema
        if not any(is_kind(field.type) for is_kind in single)
    ]
    if problems:
        raise DataError(problems)


def _is_text(kind: Any) -> bool:  # noqa: ANN401
    from pyarrow import types

    if types.is_dictionary(kind):
        kind = kind.value_type
    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind))


def _kind(kind: Any) -> Any:  # noqa: ANN401
    """Return the kind as which a column is handed over: Python's times have microseconds, and an instant is UTC's."""
    import pyarrow as pa
    from pyarrow import types

    if _is_text(kind):
        return pa.dictionary(pa.int32(), pa.large_string())
    if types.is_timestamp(kind):
        return pa.timestamp("us", kind.tz and "UTC")
    return pa.time64("us") if types.is_time(kind) else kind


def _compact(column: Any, budget: Budget) -> Any:  # noqa: ANN401
    """Return texts as references into a dictionary of those that stand in these rows."""
    import pyarrow as pa
    from pyarrow import types

    if not types.is_dictionary(column.type):
        column = column.dictionary_encode()
    used = column.indices.dictionary_encode()
    texts = column.dictionary.take(used.dictionary).cast(pa.large_string())
    budget.take_letters(texts.nbytes)
    return pa.DictionaryArray.from_arrays(used.indices, texts)


def _main() -> int:
    """Decode standard input to standard output, or say on standard error what is wrong with it."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (ImportError, ValueError, OSError):  # a system without limits, or with a lower one
        pass
    try:
        _decode(sys.stdin.buffer.read(), sys.stdout.buffer)
    except DataError as error:
        found = error.problems
    except MemoryError:
        found = (Problem("too-big", wording="memory"),)
    else:
        return 0
    said = [{"code": p.code, "wording": p.wording, "column": p.column, "args": dict(p.args)} for p in found]
    sys.stderr.write(json.dumps(said))
    return _REFUSED


if __name__ == "__main__":
    sys.exit(_main())
