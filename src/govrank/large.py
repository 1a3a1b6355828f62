"""Very many rows, by polars where the extra `large` is installed: the same columns and the same bytes, sooner.

Anything unusual, and everything without the extra, is left to the common code, which reports what is wrong.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal, TextIO

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from concurrent.futures import Future

    import polars as pl

LEAST_BYTES = 1 << 22  # of a text: below, plain Python is as fast as the import of polars
LEAST_ROWS = 50_000
LEAST_MEMORY = 8 << 30  # bytes of addresses, where they are limited
_PLAIN_NUMBER = r"^(?:0|[1-9][0-9]{0,14})$"
_PLAIN_TIME = "^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-5][0-9]$"
_ROWS_AT_ONCE = 1 << 16
_REPEATED = 20  # average number of times that a text occurs in a column
WHOLE_FLOATS = 1e15  # below, a whole float is written as the whole number that it is


class PlainTexts(Sequence[Any]):
    """A long column of texts that need no careful reading; Python strings are made only when needed."""

    def __init__(self, texts: pl.Series | list[str]) -> None:
        self._texts = texts

    @property
    def texts(self) -> list[str]:
        """The texts as Python's own."""
        if not isinstance(self._texts, list):
            self._texts = self._texts.to_list()
        return self._texts

    @property
    def series(self) -> pl.Series:
        """The texts as polars has them."""
        import polars as pl

        return pl.Series(self._texts, dtype=pl.String)

    def __len__(self) -> int:
        return len(self._texts)

    def __getitem__(self, at: Any) -> Any:  # noqa: ANN401  # an index or a slice
        return self._texts[at] if isinstance(at, int) else self.texts[at]

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)


def taken(cells: Sequence[Any], at: npt.NDArray[np.intp]) -> list[Any] | PlainTexts:
    """Return the cells at these indexes."""
    if isinstance(cells, PlainTexts):
        return PlainTexts(cells.series.gather(at))
    return [*map(cells.__getitem__, at.tolist())]


def joined_texts(parts: Sequence[Sequence[str]]) -> Sequence[str]:
    """Return the texts of all parts, concatenated."""
    plain = [part.series for part in parts if isinstance(part, PlainTexts)]
    if not plain or len(plain) < len(parts):
        return [*chain.from_iterable(parts)]
    import polars as pl

    return PlainTexts(pl.concat(plain))


def lengths_of(texts: Sequence[str]) -> npt.NDArray[np.int64]:
    """Return how many letters each text has."""
    if isinstance(texts, PlainTexts):
        return texts.series.str.len_chars().to_numpy().astype(np.int64)
    return np.fromiter(map(len, texts), np.int64, len(texts))


def beginning(texts: Sequence[str], starts: tuple[str, ...]) -> int:
    """Return how many texts begin with one of a few starts, none of which begins with another."""
    if isinstance(texts, PlainTexts):
        return sum(int(texts.series.str.starts_with(start).sum()) for start in starts)
    return sum(text.startswith(starts) for text in texts)


def starts_of(texts: Sequence[str], letters: int) -> set[str]:
    """Return how texts begin.

    Raises:
        TypeError: an item is not a text.
    """
    if isinstance(texts, PlainTexts):
        return {*texts.series.str.slice(0, letters).unique().to_list()}
    return {*map(itemgetter(slice(letters)), texts)}


def seconds_of(texts: PlainTexts) -> npt.NDArray[np.int64] | None:
    """Return times such as 2026-07-01 10:00:00 as seconds since 1970; None if any is missing or in another format."""
    if not texts.series.str.contains(_PLAIN_TIME).all():
        return None
    import polars as pl

    plain = texts.series.str.replace("T", " ", literal=True)
    times = plain.str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="ms", strict=False)
    return None if times.null_count() else (times.cast(pl.Int64) // 1000).to_numpy().copy()


def extracted(texts: Sequence[str], pattern: str) -> list[str]:
    """Return the group of a pattern in each text that matches it fully, else an empty text."""
    if isinstance(texts, PlainTexts):
        return texts.series.str.extract(f"^(?:{pattern})$").fill_null("").to_list()
    return [match[1] if (match := re.fullmatch(pattern, text)) else "" for text in texts]


def text_columns(
    content: bytes, encoding: str, skipped: int, separator: str, width: int, careful: str
) -> list[Any] | None:
    """Return the rows of a separated text without quotes as columns.

    Args:
        skipped: lines above the rows.
        width: how many cells each row has.
        careful: a pattern of texts that must be read with care.

    Returns:
        A column each: the numbers as an array where all its cells are plain ones, without leading zeros and of 15
        digits at most, else its texts, as `PlainTexts` where none needs care. None without polars, or if the
        text is short, a row has another number of cells or begins with a blank one, or a line ends unusually.
    """
    if len(content) < LEAST_BYTES or width < 2 or len(separator.encode()) != 1 or not _is_there():
        return None
    text = _usual_lines(content, encoding)
    rows = 0 if text is None else _rows_of(text, separator.encode(), skipped, width)
    if text is None or not rows:
        return None
    import polars as pl

    try:
        frame = pl.read_csv(
            text, has_header=False, separator=separator, quote_char=None, infer_schema=False, skip_rows=skipped
        )
    except pl.exceptions.PolarsError:
        return None
    if frame.shape != (rows, width):
        return None
    if (frame.to_series(0).fill_null("").str.strip_chars() == "").any():
        return None
    return [_column(frame.drop_in_place(name).fill_null(""), careful) for name in frame.columns]


def _usual_lines(content: bytes, encoding: str) -> bytes | None:
    """Return a text as UTF-8 with one sign at the end of a line; None if a line ends unusually."""
    if encoding not in ("utf-8", "utf-8-sig"):
        content = content.decode(encoding).encode()
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n")
    return None if b"\r" in content or b"\0" in content else content


def _rows_of(content: bytes, separator: bytes, skipped: int, width: int) -> int | None:
    """Return how many rows follow the skipped lines; None if they differ in width.

    polars silently fills short rows, so the separators of all rows are compared.
    """
    marks = content.translate(None, bytes({*range(1 << 8)} - {separator[0], ord("\n")}))
    marks = (marks if content.endswith(b"\n") else marks + b"\n").split(b"\n", skipped)[-1]
    rows = len(marks) // width
    return rows if marks == (separator * (width - 1) + b"\n") * rows else None


def _column(series: pl.Series, careful: str) -> npt.NDArray[np.int64] | list[str] | PlainTexts:
    import polars as pl

    if re.match(_PLAIN_NUMBER, series[0]) and series.str.contains(_PLAIN_NUMBER).all():
        return series.cast(pl.Int64).to_numpy().copy()  # polars' own cannot be written to
    number: int = series.to_frame().select(pl.all().approx_n_unique()).item()
    repeated = number * _REPEATED <= len(series)
    known = series.unique() if repeated else series
    column = PlainTexts(series)
    if repeated:  # a region occurs in thousands of rows: store it once
        codes = series.cast(pl.Enum(known)).to_physical().to_numpy()
        column = PlainTexts(np.array(known.to_list(), dtype=object)[codes].tolist())
    return column.texts if known.str.contains(careful).any() else column


def numbers_of(texts: Sequence[str]) -> npt.NDArray[np.int64] | None:
    """Return a number for each text, equal where texts are, from 0 in the order in which they come first.

    None without polars, or for few texts.
    """
    if len(texts) < LEAST_ROWS or not _is_there():
        return None
    import polars as pl

    try:
        own = texts.series if isinstance(texts, PlainTexts) else pl.Series(texts, dtype=pl.String)
        frame = pl.DataFrame({"text": own})
    except (UnicodeEncodeError, TypeError):  # half of a letter, or no text
        return None
    column = frame.with_row_index("at").select(pl.col("at").first().over("text")).to_series()
    first: npt.NDArray[np.int64] = column.to_numpy().astype(np.int64)
    numbers: npt.NDArray[np.int64] = np.cumsum(first == np.arange(len(first))) - 1
    return np.asarray(numbers[first])


def order_of(keys: npt.NDArray[Any]) -> npt.NDArray[np.intp]:
    """Return the indexes of keys without a missing one, the lowest first; of equal ones any may come first."""
    if len(keys) < LEAST_ROWS or keys.dtype == object or not _is_there():
        return np.argsort(keys)
    import polars as pl

    return pl.Series(keys).arg_sort().to_numpy().astype(np.intp)


def writes(rows: int) -> bool:
    """Return whether a table of so many rows is written here."""
    return rows >= LEAST_ROWS and _is_there()


def _is_there() -> bool:
    """Return whether polars is installed and has enough memory, without which it would end the process."""
    if find_spec("polars") is None:
        return False
    try:
        import resource
    except ImportError:  # a system without limits
        return True
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    return limit in (resource.RLIM_INFINITY, -1) or limit >= LEAST_MEMORY


Kind = Literal["numbers", "cells", "texts"]
"""What a column to be written holds: numbers in an array, cells as they are written, or texts that may need care."""


def write_rows(
    columns: Sequence[tuple[Kind, Any]],
    stream: TextIO,
    separator: str,
    careful: str,
    safe: Callable[[str], str],
) -> None:
    """Write rows of separated cells: numbers plain, a missing one empty.

    Args:
        careful: a pattern that a text matches where `safe` may write it differently.
    """
    from concurrent.futures import ThreadPoolExecutor

    import polars as pl

    def cells(kind: Kind, values: Any) -> pl.Series:  # noqa: ANN401  # an array or a list
        if kind == "numbers":
            return _plain(values)
        try:
            texts = pl.Series(values, dtype=pl.String)
        except UnicodeEncodeError:  # half of a letter
            return pl.Series([*map(safe, values)], dtype=pl.String)
        odd = texts.str.contains(careful).arg_true() if kind == "texts" else ()
        return texts.scatter(odd, [safe(values[i]) for i in odd]) if len(odd) else texts

    length = len(columns[0][1])
    with ThreadPoolExecutor(1) as writer:  # writes a part while the next one is made
        written: Future[None] | None = None
        for start in range(0, length, _ROWS_AT_ONCE):
            part = [
                cells(kind, values[start : start + _ROWS_AT_ONCE]).alias(str(i))
                for i, (kind, values) in enumerate(columns)
            ]
            text = io.BytesIO()
            pl.DataFrame(part).write_csv(text, include_header=False, separator=separator, quote_style="never")
            if written is not None:
                written.result()
            written = writer.submit(_write, text.getbuffer(), stream)
        if written is not None:
            written.result()


def _write(text: memoryview, stream: TextIO) -> None:
    """Write UTF-8 to a stream of texts, as it is where the stream would encode it so."""
    if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() in ("utf-8", "utf-8-sig"):
        stream.flush()
        stream.buffer.write(text)
    else:
        stream.write(str(text, "utf-8"))


def _plain(numbers: npt.NDArray[Any]) -> pl.Series:
    """Return numbers, whole ones as integers and missing ones as None."""
    import polars as pl

    if numbers.dtype.kind != "f":
        return pl.Series(numbers)
    whole = np.flatnonzero((numbers == np.floor(numbers)) & (np.abs(numbers) < WHOLE_FLOATS))
    series = pl.Series(numbers).fill_nan(None)
    if not len(whole):
        return series
    return series.cast(pl.String).scatter(whole, pl.Series(numbers[whole].astype(np.int64)).cast(pl.String))
