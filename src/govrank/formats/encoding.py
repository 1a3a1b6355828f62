"""A picture drawn by matplotlib, as the bytes of a PNG, an SVG or a PDF; the same picture gives the same bytes."""

from __future__ import annotations

import io
import logging
import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from govrank.formats.drawing import Picture
from govrank.formats.lettering import BASELINE, Lettering
from govrank.problems import CommandError

if TYPE_CHECKING:
    from matplotlib.figure import Figure


_UNITS_PER_INCH = 72
PIXELS = 2  # per unit, for sharp letters on a dense screen


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
            backend = os.environ.pop("MPLBACKEND", None)  # of windows, of which there are none; a wrong one is an error
            try:
                import matplotlib as mpl
                import matplotlib.backends.backend_agg
                import matplotlib.backends.backend_pdf
                import matplotlib.backends.backend_svg
                import matplotlib.figure  # all that is used later must be there
            except ImportError:
                raise CommandError("no-images-extra") from None
            finally:
                if backend is not None:
                    os.environ["MPLBACKEND"] = backend
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
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle
    from matplotlib.patheffects import withStroke
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
    for stroke in picture.strokes:
        figure.add_artist(
            Line2D(
                [x for x, _y in stroke.points], [y for _x, y in stroke.points], transform=place,
                color=stroke.color, linewidth=stroke.width, linestyle=(0, (3, 1.4)) if stroke.dashed else "-",
                marker=stroke.mark or None, markersize=6.5 if stroke.front else 5, markeredgecolor="white",
                markeredgewidth=0.7 if stroke.front else 0, solid_capstyle="round", zorder=2.5 if stroke.front else 2,
            )
        )  # fmt: skip
    for line in picture.beside:
        figure.text(
            line.x, line.top + line.size * BASELINE, line.text, transform=place, color=line.color,
            horizontalalignment=line.align, verticalalignment="baseline", parse_math=False,
            fontproperties=lettering.font(line.text, line.size, bold=line.bold),
            path_effects=[withStroke(linewidth=3, foreground="white")],
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
