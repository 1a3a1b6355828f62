"""A picture as data, boxes and lines of text in a unit of which 800 are an article's column, and its encoding."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from govrank.export.lettering import BASELINE, LINE, Lettering
from govrank.problem import CommandError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

How = Literal["png", "svg", "pdf"]
Align = Literal["left", "center", "right"]

WIDTH = 800  # an article's column; a table that needs more is wider
MARGIN = 16
PIXELS = 2  # per unit, for sharp letters on a dense screen
INK, GREY, RULE = "#111111", "#555555", "#c8c8c8"
NOTE_SIZE = 9.5
_UNITS_PER_INCH = 72


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


@dataclass
class Picture:
    """What is drawn, from the upper left corner; `height` grows as things are put under each other."""

    title: str
    width: float = WIDTH
    height: float = MARGIN
    boxes: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

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


def ink_on(color: str) -> str:
    """Return black or white, whichever is read better on a colour.

    >>> ink_on("#ffc7ce"), ink_on("#0072b2")
    ('#111111', '#ffffff')
    """
    # WCAG 2: the contrast with white is 1.05 / (luminance + 0.05), that with our black the other way round
    return INK if (_luminance(color) + 0.05) ** 2 > 1.05 * (_luminance(INK) + 0.05) else "#ffffff"


def _luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@contextmanager
def drawing_tools() -> Iterator[Lettering]:
    """Give the fonts, with matplotlib at its own defaults, whatever the user's settings, and quiet.

    Raises:
        CommandError: `no-images-extra` where matplotlib is not installed.
    """
    logger = logging.getLogger("matplotlib")
    level = logger.level
    logger.setLevel(logging.ERROR)  # no word about its font cache or settings folder
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # between matplotlib and what it stands on
            try:
                import matplotlib as mpl
                import matplotlib.backends.backend_agg
                import matplotlib.backends.backend_pdf
                import matplotlib.backends.backend_svg
                import matplotlib.figure  # all that is used later must be there
            except ImportError:
                raise CommandError("no-images-extra") from None
        with mpl.rc_context(), warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            warnings.filterwarnings("ignore", message="Glyph .* missing from")
            mpl.rcdefaults()
            mpl.rcParams.update(
                {
                    "font.family": ["DejaVu Sans"],
                    "text.hinting": "no_hinting",  # widths are those that were measured, in every format
                    "svg.fonttype": "path",  # looks the same wherever it is opened
                    "svg.hashsalt": "govrank",  # the same bytes each time
                    "pdf.fonttype": 3,  # outlines of any font; the text stays searchable
                    "hatch.linewidth": 0.6,
                }
            )
            yield Lettering()
    finally:
        logger.setLevel(level)


def figure_of(picture: Picture, lettering: Lettering) -> Figure:
    """Return a picture as matplotlib's figure."""
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle
    from matplotlib.transforms import Affine2D

    width, height = round(picture.width), round(picture.height)
    figure = Figure(
        figsize=(width / _UNITS_PER_INCH, height / _UNITS_PER_INCH),
        dpi=_UNITS_PER_INCH * PIXELS,
        facecolor="white",
        edgecolor="none",
    )
    place = Affine2D().scale(1 / width, -1 / height).translate(0, 1) + figure.transFigure
    for box in picture.boxes:
        figure.add_artist(
            Rectangle(
                (box.left, box.top), box.width, box.height,
                facecolor=box.color, edgecolor="white", hatch=box.hatch or None, linewidth=0, transform=place,
            )
        )  # fmt: skip
    for line in picture.lines:
        figure.text(
            line.x, line.top + line.size * BASELINE, line.text,
            transform=place, horizontalalignment=line.align, verticalalignment="baseline", color=line.color,
            fontproperties=lettering.font(line.text, line.size, bold=line.bold), parse_math=False,
        )  # fmt: skip
    return figure


def encode_picture(picture: Picture, how: Literal["png", "svg"], lettering: Lettering) -> bytes:
    """Return a picture as the bytes of a file; the same picture gives the same bytes."""
    stream = io.BytesIO()
    if how == "png":
        _write_png(figure_of(picture, lettering), stream)
    else:
        about = {"Date": None, "Creator": None, "Format": None, "Type": None, "Title": picture.title}
        figure_of(picture, lettering).savefig(stream, format="svg", metadata=about)
    return stream.getvalue()


def _write_png(figure: Figure, stream: io.BytesIO) -> None:
    """Write a figure in 256 colours: the fills stay what they are, and the file is a quarter of the size."""
    from PIL import Image

    raw = io.BytesIO()
    figure.savefig(raw, format="raw")
    size = (int(figure.bbox.width), int(figure.bbox.height))
    pixels = Image.frombytes("RGBA", size, raw.getvalue())
    palette = pixels.convert("RGB").quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    dots = _UNITS_PER_INCH * PIXELS
    palette.save(stream, format="png", dpi=(dots, dots))


def encode_pages(pictures: Sequence[Picture], lettering: Lettering) -> bytes:
    """Return pictures as one PDF document, a page each, as large as the picture."""
    from matplotlib.backends.backend_pdf import PdfPages

    stream = io.BytesIO()
    about = {"CreationDate": None, "Creator": "govrank", "Producer": None, "Title": pictures[0].title}
    with PdfPages(stream, metadata=about) as document:
        for picture in pictures:
            document.savefig(figure_of(picture, lettering))
    return stream.getvalue()
