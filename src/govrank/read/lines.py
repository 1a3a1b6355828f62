"""Rows of a separated text in which nothing is quoted: every line is a row, every separator divides.

Such a text needs no CSV reader, and its lines can be cut into columns many at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, repeat
from typing import TextIO


class UnquotedRows:
    """The rows one by one, or a block of them as columns.

    >>> import io
    >>> rows = UnquotedRows(io.StringIO("a;b\\n1;2\\n3;4\\n"), ";")
    >>> next(rows), rows.columns(rows.take(10), 2)
    (['a', 'b'], [['1', '3'], ['2', '4']])
    """

    def __init__(self, stream: TextIO, separator: str) -> None:
        self.stream = stream
        self.separator = separator

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        return self.cells(next(self.stream).removesuffix("\n"))

    def cells(self, line: str) -> list[str]:
        """Return the cells of a line; an empty line has none."""
        return line.split(self.separator) if line else []

    def take(self, most: int) -> list[str]:
        """Return the next lines; none at the end."""
        block = "".join(islice(self.stream, most))
        return block.removesuffix("\n").split("\n") if block else []

    def columns(self, lines: list[str], width: int) -> list[list[str]] | None:
        """Return lines as columns where each has just so many cells and begins with one; else None."""
        if set(map(str.count, lines, repeat(self.separator))) != {width - 1}:
            return None
        cells = self.separator.join(lines).split(self.separator)
        columns = [cells[i::width] for i in range(width)]
        return columns if all(map(str.strip, columns[0])) else None
