"""A picture with lines from point to point, and its encoding in PNG, SVG and PDF."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from govrank.export.drawing import Line, Picture, figure_of
from govrank.export.lettering import BASELINE, Lettering

if TYPE_CHECKING:
    from matplotlib.figure import Figure


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
class CoursePicture(Picture):
    """A picture with lines; `beside` are texts that stand over them."""

    strokes: list[Stroke] = field(default_factory=list)
    beside: list[Line] = field(default_factory=list)


def course_figure(picture: CoursePicture, lettering: Lettering) -> Figure:
    """Return a picture with its lines as matplotlib's figure."""
    from matplotlib.lines import Line2D
    from matplotlib.patheffects import withStroke
    from matplotlib.transforms import Affine2D

    figure = figure_of(picture, lettering)
    width, height = round(picture.width), round(picture.height)
    place = Affine2D().scale(1 / width, -1 / height).translate(0, 1) + figure.transFigure
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


def encode_course(picture: CoursePicture, how: Literal["png", "svg"], lettering: Lettering) -> bytes:
    """Return a picture as the bytes of a file; the same picture gives the same bytes."""
    stream = io.BytesIO()
    if how == "png":
        _write_png(course_figure(picture, lettering), stream)
    else:
        about = {"Date": None, "Creator": None, "Format": None, "Type": None, "Title": picture.title}
        course_figure(picture, lettering).savefig(stream, format="svg", metadata=about)
    return stream.getvalue()


def _write_png(figure: Figure, stream: io.BytesIO) -> None:
    """Write a figure in 256 colours, which are more than it has, but for the edges of its letters and lines."""
    from PIL import Image

    raw = io.BytesIO()
    figure.savefig(raw, format="raw")
    pixels = Image.frombytes("RGBA", (int(figure.bbox.width), int(figure.bbox.height)), raw.getvalue())
    palette = pixels.convert("RGB").quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette.save(stream, format="png", dpi=(figure.dpi, figure.dpi))


def encode_course_pages(pictures: Sequence[CoursePicture], lettering: Lettering) -> bytes:
    """Return pictures as one PDF document, a page each, as large as the picture."""
    from matplotlib.backends.backend_pdf import PdfPages

    stream = io.BytesIO()
    about = {"CreationDate": None, "Creator": "govrank", "Producer": None, "Title": pictures[0].title}
    with PdfPages(stream, metadata=about) as document:
        for picture in pictures:
            document.savefig(course_figure(picture, lettering))
    return stream.getvalue()
