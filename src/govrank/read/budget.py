"""How much a file may hold: limits that keep a small file from taking all memory, whatever its format."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from govrank.problems import DataError, Problem

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_UNPACKED = 1 << 30
MOST_RATIO = 100
LOW_RATIO_SIZE = 1 << 20  # below a megabyte unpacked, a hundredfold expansion is only a sparse sheet
MOST_CELLS = 1 << 22  # non-empty cells, in however small a file
MOST_BLANKS = 1 << 25
MOST_LETTERS = 1 << 26
MOST_ROWS = 1 << 20  # as many as a sheet can have
MOST_COLUMNS = 1 << 14  # as many as a sheet can have
LONGEST_CELL = 32_767  # letters, as in a sheet; a longer text is neither a name nor a figure


def check_unpacked(unpacked: int, size: int, file: str = "") -> None:
    """Refuse a file of a size in bytes that unpacks to more than a machine should hold.

    Raises:
        DataError: `too-big`.
    """
    if unpacked > MOST_UNPACKED:
        raise DataError([Problem("too-big", file, wording="unpacked", args={"unpacked": unpacked >> 20})])
    if unpacked > LOW_RATIO_SIZE and unpacked > MOST_RATIO * size:
        raise DataError([Problem("too-big", file, wording="ratio", args={"times": unpacked // size})])


class Budget:
    """The limits of a workbook over all its sheets: its cells and texts are counted as they are read.

    A file needs at least a byte for a non-empty cell, and an eighth of one for a letter of a text.

    Args:
        size: of the package in bytes; `unpacked`: of all its parts.
    """

    def __init__(self, size: int, unpacked: int) -> None:
        self.cells = max(MOST_CELLS, size)
        self.letters = max(MOST_LETTERS, 8 * size)
        self.blanks = MOST_BLANKS
        self.bytes = 2 * unpacked  # each part once, with some room for renamed namespaces
        self._wordy = unpacked > self.letters  # otherwise there cannot be too many letters

    def take_part(self, size: int) -> None:
        """Count the bytes of a sheet before it is read: a hundred sheets may refer to one part.

        Raises:
            DataError: `too-big`.
        """
        self.bytes -= size
        if self.bytes < 0:
            raise DataError([Problem("too-big", wording="elements")])

    def take_row(self, element: Element, cells: Sequence[Any], times: int = 1) -> None:
        """Count a row's cells as often as it is repeated, and the letters of its inline texts.

        Raises:
            DataError: `too-big`.
        """
        if self._wordy:
            self.take_letters(sum(len(text) for cell in element if cell.get("t") != "s" for text in cell.itertext()))
        if len(cells) > MOST_COLUMNS:
            raise DataError([Problem("too-big", wording="wide")])
        self.take_cells(len(cells) * times, cells.count("") * times)

    def take_cells(self, cells: int, blanks: int) -> None:
        """Count cells, of which some are blank.

        Raises:
            DataError: `too-big`.
        """
        self.blanks -= blanks
        self.cells -= cells - blanks
        if self.blanks < 0:
            raise DataError([Problem("too-big", wording="sparse")])
        if self.cells < 0:
            raise DataError([Problem("too-big", wording="cells")])

    def take_letters(self, letters: int) -> None:
        """Count letters of texts, each text once however many references it has.

        Raises:
            DataError: `too-big`.
        """
        self.letters -= letters
        if self.letters < 0:
            raise DataError([Problem("too-big", wording="texts")])
