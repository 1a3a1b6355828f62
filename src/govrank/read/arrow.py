"""A Parquet file as a stream of Arrow: the code of the separate process that decodes it.

It starts for every file, so it imports no more than it needs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, BinaryIO

from govrank.problems import DataError, Problem
from govrank.read.budget import LONGEST_CELL, MOST_COLUMNS, Budget, check_unpacked

REFUSED = 3  # the process's exit code for a problem
MOST_MEMORY = 3 << 30  # bytes of address space that it may have
_PREFIXED = "DELTA_BYTE_ARRAY"  # of texts: each is stored as a difference from the previous one, not as a reference
_ROWS_AT_ONCE = 1 << 16


def decode(content: bytes, output: BinaryIO) -> None:
    """Write a file's batches as a stream of Arrow.

    Its declared size is checked before decoding, and its actual size while decoding. Texts are decoded as references
    into a dictionary, so that a long one in a million rows is stored once.

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
                _compact(column, name, budget) if _is_text(column.type) else column.cast(kind, safe=False)
                for name, column, kind in zip(kinds.names, batch.columns, kinds.types, strict=True)
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
    """Return the budget of a file, by its size.

    Raises:
        DataError: its declared size is too big.
    """
    unpacked = sum(chunk.total_uncompressed_size for chunk in chunks)
    check_unpacked(unpacked, size)
    budget = Budget(2 * size, unpacked)  # columns with few distinct values take less than a byte a cell
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
    """Return the type in which a column is handed over: Python's times have microseconds, and instants are in UTC."""
    import pyarrow as pa
    from pyarrow import types

    if _is_text(kind):
        return pa.dictionary(pa.int32(), pa.large_string())
    if types.is_timestamp(kind):
        return pa.timestamp("us", kind.tz and "UTC")
    return pa.time64("us") if types.is_time(kind) else kind


def _compact(column: Any, name: str, budget: Budget) -> Any:  # noqa: ANN401
    """Return texts as references into a dictionary of those in these rows.

    Raises:
        DataError: `too-big`, if one is longer than any name and would take minutes to check.
    """
    import pyarrow as pa
    from pyarrow import types

    if not types.is_dictionary(column.type):
        column = column.dictionary_encode()
    used = column.indices.dictionary_encode()
    texts = column.dictionary.take(used.dictionary).cast(pa.large_string())
    budget.take_letters(texts.nbytes)
    if any(length > LONGEST_CELL for length in _lengths(texts)):
        raise DataError([Problem("too-big", column=name, wording="long-text")])
    return pa.DictionaryArray.from_arrays(used.indices, texts)


def _lengths(texts: Any) -> Iterator[int]:  # noqa: ANN401
    """Yield the number of letters of texts with more bytes than a cell may have letters."""
    ends = memoryview(texts.buffers()[1]).cast("q")[texts.offset : texts.offset + len(texts) + 1]
    for at, (start, end) in enumerate(pairwise(ends)):
        if end - start > LONGEST_CELL:
            yield len(texts[at].as_py())


def _main() -> int:
    """Decode standard input to standard output, or report its problem on standard error."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (ImportError, ValueError, OSError):  # a system without limits, or with a lower one
        pass
    try:
        decode(sys.stdin.buffer.read(), sys.stdout.buffer)
    except DataError as error:
        found = error.problems
    except MemoryError:
        found = (Problem("too-big", wording="memory"),)
    else:
        return 0
    said = [{"code": p.code, "wording": p.wording, "column": p.column, "args": dict(p.args)} for p in found]
    sys.stderr.write(json.dumps(said))
    return REFUSED


if __name__ == "__main__":
    sys.exit(_main())
