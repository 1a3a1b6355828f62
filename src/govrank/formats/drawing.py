"""A picture as data: boxes, strokes and lines of text, in a unit of which 800 are an article's column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from govrank.formats.lettering import LINE, Lettering
from govrank.reports.sentences import shown_text

How = Literal["png", "svg", "pdf"]
Align = Literal["left", "center", "right"]

WIDTH = 800  # an article's column; a table that needs more is wider
MARGIN = 16
INK, GREY, RULE = "#111111", "#555555", "#c8c8c8"
NOTE_SIZE = 9.5


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    width: float
    height: float
    color: str
    hatch: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: `x` is its left or right end or its middle, `top` the upper edge of the line."""

    text: str
    x: float
    top: float
    size: float
    bold: bool = False
    align: Align = "left"
    color: str = INK


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line from point to point with a mark at each; a single point has only the mark."""

    points: tuple[tuple[float, float], ...]
    color: str
    width: float
    dashed: bool = False
    mark: str = ""
    front: bool = False


@dataclass
class Picture:
    """What is drawn, from the upper left corner; `height` grows as things are put under each other.

    `beside` are texts that stand over the strokes.
    """

    title: str
    width: float = WIDTH
    height: float = MARGIN
    boxes: list[Box] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    beside: list[Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.title = shown_text(self.title)  # it is in the file's data too, which is XML in an SVG

    def write(
        self, text: str, size: float, lettering: Lettering, *, bold: bool = False, color: str = INK, gap: float = 0
    ) -> None:
        """Put a paragraph under what is there, wrapped at the margins, with a gap below it."""
        for line in lettering.wrapped(lettering.shown(text), self.width - 2 * MARGIN, size, bold=bold):
            self.lines.append(Line(line, MARGIN, self.height, size, bold, "left", color))
            self.height += round(size * LINE)
        self.height += gap

    def write_notes(self, notes: Sequence[str], lettering: Lettering) -> None:
        """Put the notes under what is there, small and grey, and close the picture."""
        self.height += 8
        for note in notes:
            self.write(note, NOTE_SIZE, lettering, color=GREY, gap=3)
        self.height += MARGIN - 3
