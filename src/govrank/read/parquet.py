"""Parquet files as tables, by pyarrow where the extra `formats` is installed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from itertools import chain
from typing import Any

import numpy as np

from govrank.problems import DataError, Problem
from govrank.read.header import Recognise, is_blank, table_from_rows
from govrank.read.headings import known_column
from govrank.read.table import MOST_COLUMNS, Cell, Column, Source, Table
from govrank.read.xlsx import LOW_RATIO_SIZE, MOST_RATIO, MOST_UNPACKED, Budget

START = b"PAR1"
_ROWS_AT_ONCE = 1 << 16
_LONG = 1 << 16  # rows from which numbers are kept as an array
_PLAIN_NUMBER = 10**15  # below, an array holds it
_PREFIXED = "DELTA_BYTE_ARRAY"  # a few bytes of which may say megabytes, again and again


def read_parquet(content: bytes, source: Source, recognise: Recognise = known_column) -> list[Table]:
    """Read the columns of a Parquet file into a table, whose first row is row 2, as in a sheet below its header.

    Nulls are empty cells; times keep their zone.

    Raises:
        DataError: `unreadable` or `too-big`.
    """
    if find_spec("pyarrow") is None:
        raise DataError([Problem("unreadable", source.name, wording="no-parquet")])
    try:
        names, columns = _columns(content)
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
    except Exception as error:  # whatever a broken file makes the library raise, the user gets one sentence
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


def _columns(content: bytes) -> tuple[list[Cell], list[Column]]:
    """Return the names of the columns, and their cells.

    What it would take in memory is looked at before anything is decoded. Texts are decoded as references into a
    dictionary, so that a long one that stands in a million rows is there once.
    """
    import pyarrow as pa
    from pyarrow import parquet

    file = parquet.ParquetFile(pa.BufferReader(content))
    schema = file.schema_arrow
    _refuse_nested(schema)
    budget = _check_size(file.metadata, len(content))
    texts = [field.name for field in schema if _is_text(field.type)]
    file = parquet.ParquetFile(pa.BufferReader(content), read_dictionary=texts, pre_buffer=False)
    rows = 0
    parts: list[list[Column]] = [[] for _ in schema]
    for batch in file.iter_batches(_ROWS_AT_ONCE, use_threads=False):
        rows += len(batch)
        budget.take_cells(len(batch) * len(schema), sum(column.null_count for column in batch.columns))
        for column, part in zip(batch.columns, parts, strict=True):
            part.append(_cells(column, budget))
    if rows != file.metadata.num_rows:
        raise ValueError(f"{rows} rows of {file.metadata.num_rows}")
    return [field.name for field in schema], [_joined(part, rows) for part in parts]


def _check_size(metadata: Any, size: int) -> Budget:  # noqa: ANN401  # pyarrow has no types
    """Return what a file may hold, by its size.

    Raises:
        DataError: it says itself that it is too big.
        ValueError: its texts are written in a way that has no bounds, as hardly any program does.
    """
    chunks = [
        metadata.row_group(group).column(column)
        for group in range(metadata.num_row_groups)
        for column in range(metadata.num_columns)
    ]
    unpacked = sum(chunk.total_uncompressed_size for chunk in chunks)
    if unpacked > MOST_UNPACKED:
        raise DataError([Problem("too-big", wording="unpacked", args={"unpacked": unpacked >> 20})])
    if unpacked > LOW_RATIO_SIZE and unpacked > MOST_RATIO * size:
        raise DataError([Problem("too-big", wording="ratio", args={"times": unpacked // size})])
    if metadata.num_columns > MOST_COLUMNS:
        raise DataError([Problem("too-big", wording="wide")])
    budget = Budget(size, unpacked)
    if metadata.num_rows * metadata.num_columns > budget.cells + budget.blanks:
        raise DataError([Problem("too-big", wording="cells")])
    if any(_PREFIXED in chunk.encodings for chunk in chunks):
        raise ValueError(_PREFIXED)
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


def _cells(column: Any, budget: Budget) -> Column:  # noqa: ANN401
    """Return a batch of one column as cells; whole numbers that are all there and plain as an array."""
    import pyarrow as pa
    from pyarrow import types

    kind = column.type
    if _is_text(kind):
        return _texts(column if types.is_dictionary(kind) else column.dictionary_encode(), budget)
    if types.is_integer(kind) and not column.null_count:
        numbers = column.to_numpy(zero_copy_only=False)
        if not len(numbers) or (numbers.min() >= 0 and numbers.max() < _PLAIN_NUMBER):
            plain: Column = numbers.astype(np.int64)
            return plain
    if types.is_timestamp(kind):
        # times of all zones are instants, which UTC says as well
        column = column.cast(pa.timestamp("us", kind.tz and "UTC"), safe=False)
    elif types.is_time(kind):
        column = column.cast(pa.time64("us"), safe=False)
    cells: list[Any] = column.to_pylist()
    if types.is_floating(kind) and kind.bit_width < 64:
        cells = [None if cell is None else float(str(np.float32(cell))) for cell in cells]
    elif types.is_decimal(kind):
        cells = [
            None if cell is None else int(cell) if cell == cell.to_integral_value() else float(cell) for cell in cells
        ]
    return ["" if cell is None else cell for cell in cells]


def _texts(column: Any, budget: Budget) -> Column:  # noqa: ANN401
    """Return texts, each of which is in memory once: only those of the dictionary that stand in these rows."""
    import pyarrow as pa

    used, places = np.unique(column.indices.fill_null(-1).to_numpy(), return_inverse=True)
    texts = column.dictionary.take(pa.array([at if at >= 0 else None for at in used.tolist()], pa.int64())).to_pylist()
    for text in texts:
        budget.take_text(text or "")
    return [texts[at] or "" for at in places.tolist()]


def _joined(parts: Sequence[Any], rows: int) -> Column:
    if rows >= _LONG and all(isinstance(part, np.ndarray) for part in parts):
        return np.concatenate(parts)
    return [cell for part in parts for cell in (part.tolist() if isinstance(part, np.ndarray) else part)]
