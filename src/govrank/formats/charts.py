"""Charts as inline SVG of the page: bars as wide as their column, drawings, and sparklines of rows."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from govrank.reports.charts import (
    SPARK_HEIGHT,
    SPARK_STEP,
    Bar,
    Drawing,
    Group,
    Label,
    Mark,
    Shape,
    Stroke,
    spark_runs,
    text_color_on,
)
from govrank.reports.sentences import printable_spaced

_BAR = 22  # pixels, of a bar's height
_NARROWEST = 0.05  # of the chart: in narrower segments a figure does not fit on a phone


def bar_svg(bar: Bar) -> str:
    """Return a bar with the figures that fit into its segments; the total is its label."""
    drawn = [f'<svg class="bar" width="100%" height="{_BAR}" role="img" aria-label="{_text(bar.said)}">']
    for part in bar.segments:
        start, width = part.start * 100, part.width * 100
        drawn.append(f'<rect x="{start:.3f}%" width="{width:.3f}%" height="{_BAR}" fill="{part.color}"/>')
        if part.width >= _NARROWEST * max(1, len(part.text) / 3):
            middle = start + width / 2
            drawn.append(
                f'<text x="{middle:.3f}%" y="15" fill="{text_color_on(part.color)}" text-anchor="middle">'
                f"{escape(part.text)}</text>"
            )
    return "".join([*drawn, "</svg>"])


def slope_svg(drawing: Drawing) -> str:
    """Return the places before and now."""
    head = (
        f'<svg class="slope" width="{drawing.width}" height="{drawing.height}" role="img" '
        f'aria-label="{_text(drawing.title)}">'
    )
    return "".join([head, *map(_group, drawing.groups), "</svg>"])


def trend_svg(drawing: Drawing, number: int) -> str:
    """Return a bump chart; `number` is the chart's on its page, for unique ids."""
    head = (
        f'<svg class="course" viewBox="0 0 {drawing.width} {drawing.height}" width="{drawing.width}" '
        f'height="{drawing.height}" role="img" aria-labelledby="course-{number}-title course-{number}-desc">'
        f'<title id="course-{number}-title">{_text(drawing.title)}</title>'
        f'<desc id="course-{number}-desc">{_text(drawing.said)}</desc>'
    )
    return "".join([head, *map(_group, drawing.groups), "</svg>"])


def spark_svg(places: Sequence[int | None], worst: Sequence[int]) -> str:
    """Return a sparkline of a page's places; the row has them as figures."""
    drawn = [f'<svg class="spark" width="{SPARK_STEP * len(places)}" height="{SPARK_HEIGHT}" aria-hidden="true">']
    for run in spark_runs(places, worst):
        if len(run) > 1:
            drawn.append(f'<polyline points="{" ".join(f"{x:g},{y}" for x, y in run)}"/>')
        else:
            drawn += [f'<circle cx="{x:g}" cy="{y}" r="1.5"/>' for x, y in run]
    return "".join([*drawn, "</svg>"])


def _group(group: Group) -> str:
    drawn = "".join(map(_shape, group.shapes))
    if not group.kind:
        return drawn
    look = "" if group.look is None else f' style="--light:var(--light-{group.look});--dark:var(--dark-{group.look})"'
    tip = f"<title>{_text(group.tip)}</title>" if group.tip else ""
    return f'<g class="{group.kind}"{look}>{tip}{drawn}</g>'


def _shape(shape: Shape) -> str:
    if isinstance(shape, Stroke):
        if shape.kind == "run":
            return f'<polyline points="{" ".join(f"{x},{y}" for x, y in shape.points)}"/>'
        (x1, y1), (x2, y2) = shape.points
        kind = f' class="{shape.kind}"' if shape.kind != "line" else ""
        return f'<line{kind} x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>'
    return _mark(shape) if isinstance(shape, Mark) else _label(shape)


_RADII = {"point": 2, "dot": 3, "ring": 3.5, "circle": 4}  # pixels


def _mark(mark: Mark) -> str:
    x, y = mark.x, mark.y
    if mark.shape in _RADII:
        return f'<circle cx="{x}" cy="{y}" r="{_RADII[mark.shape]}"/>'
    if mark.shape in ("square", "diamond"):
        turned = f' transform="rotate(45 {x} {y})"' if mark.shape == "diamond" else ""
        return f'<rect x="{x - 3.5:g}" y="{y - 3.5:g}" width="7" height="7"{turned}/>'
    side = -1 if mark.shape == "up" else 1
    return f'<path d="M{x - 4.5:g} {y - side * 3.5:g}h9l-4.5 {side * 8}z"/>'


def _label(label: Label) -> str:
    kind = f' class="{label.kind}"' if label.kind else ""
    anchor = f' text-anchor="{label.anchor}"' if label.anchor else ""
    tip = f"<title>{_text(label.tip)}</title>" if label.tip else ""
    return f'<text{kind} x="{label.x}" y="{label.y}"{anchor}>{_text(label.text)}{tip}</text>'


def _text(text: str) -> str:
    return escape(printable_spaced(text))
