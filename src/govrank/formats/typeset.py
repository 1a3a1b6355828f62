"""Pictures and reports typeset by Typst: tables, paragraphs and charts reach its template as data, never as markup."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from govrank.formats import Files
from govrank.packaged import packaged_text
from govrank.problems import CommandError
from govrank.progress import at_step
from govrank.read.logo import Logo
from govrank.reports.charts import (
    LIGHT,
    SPARK_HEIGHT,
    SPARK_STEP,
    Bars,
    Drawing,
    Group,
    Mark,
    Shape,
    Stroke,
    TrendChart,
    spark_runs,
    text_color_on,
    web_width,
)
from govrank.reports.narrow import without_said_twice
from govrank.reports.sentences import printable_spaced
from govrank.reports.table import Block, Break, Bullets, Column, Heading, Legend, Line, Table

if TYPE_CHECKING:
    import typst


Data = dict[str, Any]
"""A block for the template: its kind and its content."""

_FORMATS = {"png": "png", "jpeg": "jpg", "svg": "svg"}  # as Typst names them
WIDTH = 560  # points, of a picture: legible on a phone
PIXELS = 1600  # of a PNG of that width
DENSITY = 72 * PIXELS / WIDTH  # pixels an inch
_NEAR = 2  # of 256 steps: the error when colours are reduced
_COLORS = re.compile("#[0-9a-f]{6}")
_DATE = datetime(2000, 1, 1, tzinfo=UTC)  # the date of every document, so that the same result has the same bytes
_PROBES = 8  # texts of a column, the widest by our estimate, that Typst measures itself
_USUAL = 0.9  # share of a column's cells that its width fits, so that one long name does not narrow other columns
_LONG_WORD = 22  # letters from which a word may be broken
_PART = 4  # letters of a broken word that stay together, if it has no punctuation
_TREND_LETTERS, _TREND_SIZE = 28, 10  # of a name in one line of a chart; of a font as narrow as ours
_LONG_CELL = 400  # letters from which a row may break across pages
_GOOD_CUTS = frozenset("_.,:;@#|&=?-–/")
_PIECES = re.compile(r"[^ \-–\u200b]*[\-–]*")
# Signs stay with their word, units and arrows with their figure, and a middle dot with the word before it.
_KEPT = re.compile(r"(?<=[▲●▼■◆★☆]) (?=\w)|(?<=\d) (?=[%▲▼●■◆★])| (?=· )|(?<=\d) (?==)|(?<==) (?=\w)")
# The letters, signs and spaces in names that Inter has; other scripts need a font of the machine.
OUR_LETTERS = re.compile(
    "[\\s\u0020-\u007e\u00a0-\u0148\u014a-\u01c3\u01c5-\u024f\u0300-\u0304\u0306-\u030a\u030c\u0323\u0326-\u0328\u0384-\u03ce"
    "\u0400-\u0479\u048a-\u049d\u04a0-\u04ff\u1e00-\u1e9b\u1e9e-\u1eff\u2000-\u200b\u2010-\u2027\u202f-\u2055\u2070"
    "\u2074-\u208e\u20a0-\u20af\u20b1-\u20b5\u20b8-\u20ba\u20bc-\u20bf\u2116\u2117\u2120-\u2122\u2126\u212e\u2150-\u217f"
    "\u2190-\u2199\u21a9\u21aa\u21c4\u2202\u2206\u220f\u2211\u2212\u221a\u221e\u222b\u2248\u2260\u2264\u2265\u25a0-\u25a2"
    "\u25aa\u25b2\u25b3\u25b6\u25b7\u25ba-\u25bd\u25c0\u25c1\u25c4-\u25c7\u25ca\u25cb\u25cf\u25e6\u25ef\u2605\u2606\u2661"
    "\u2665\u26a0\u2713\u2717\u2764]*"
)


@dataclass(frozen=True)
class Picture:
    """Blocks of a picture from top to bottom."""

    title: str
    blocks: list[Data] = field(default_factory=list)


def set_pictures(pictures: Mapping[str, Picture], lang: str, how: Literal["png", "svg"], logo: Logo | None) -> Files:
    """Return pictures as files by the same names; the same pictures give the same bytes.

    Raises:
        CommandError: `no-images-extra` where Typst or its font is not installed; `not-a-logo`.
    """
    pages = [{"blocks": one.blocks} for one in pictures.values()]
    title = next((one.title for one in pictures.values()), "")
    data = {"kind": "pictures", "width": WIDTH, "pages": pages, "title": clean(title), "lang": lang}
    files, foreign = _compile(data, how, logo)
    if how == "svg":
        files = [_described(content, one) for content, one in zip(files, pictures.values(), strict=True)]
    return Files(dict(zip(pictures, files, strict=True)), foreign)


def set_report(name: str, title: str, blocks: Sequence[Data], lang: str, logo: Logo | None) -> Files:
    """Return blocks as a PDF on A4, upright unless a table is too wide for that, tagged and with bookmarks.

    Raises:
        CommandError: `no-images-extra` where Typst or its font is not installed; `not-a-logo`.
    """
    about = {"title": clean(title), "footer": clean(title), "lang": lang}
    (content,), foreign = _compile({"kind": "report", "blocks": list(blocks), **about}, "pdf", logo)
    return Files({name: content}, foreign)


def _compile(data: Data, how: Literal["png", "svg", "pdf"], logo: Logo | None) -> tuple[list[bytes], str]:
    """Return documents, and the letters in them for which fonts of this machine are used."""
    try:
        import typst
        from PIL import Image  # noqa: F401  # used later: all of the extra must be there

        font = resources.files("fontpkg_inter")
    except ImportError:
        raise CommandError("no-images-extra") from None
    import orjson

    written = orjson.dumps(data)
    foreign = "".join(sorted(set(OUR_LETTERS.sub("", written.decode()))))
    drawn = {"format": "" if logo is None else _FORMATS[logo.kind], "bytes": [] if logo is None else [*logo.content]}
    template = packaged_text("formats", "templates", "typeset.typ").encode()
    sources: Any = {
        "main.typ": template,
        "data.json": written,
        "logo.json": orjson.dumps(drawn),
    }  # the stubs lack files in memory
    number = len(data.get("pages", ()))
    if number:
        at_step("drawing", done=1, of=number)
    try:
        made = typst.compile(
            sources,
            format=how,
            font_paths=_fonts(Path(str(font.joinpath("files"))), system=bool(foreign)),
            ppi=DENSITY,
            timestamp=_DATE,
        )
    except RuntimeError:
        if logo is None:
            raise
        raise CommandError("not-a-logo", path=logo.name) from None  # it begins like a picture but is broken
    files = made if isinstance(made, list) else [made]
    if how == "png":
        colors = set(_COLORS.findall(written.decode()))
        for i, content in enumerate(files):
            at_step("drawing", done=i + 1, of=number)
            files[i] = _in_few_colors(content, colors)
    return files, foreign


def _in_few_colors(png: bytes, exact: Iterable[str]) -> bytes:
    """Return a PNG in 256 colours, a third of the size, with exact fills."""
    from PIL import Image

    image = Image.open(BytesIO(png)).convert("RGB")
    few = image.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    palette = few.getpalette() or []
    for color in ("#000000", "#ffffff", *sorted(exact)):
        wanted = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
        for at in range(0, len(palette), 3):
            if all(abs(one - other) <= _NEAR for one, other in zip(palette[at : at + 3], wanted, strict=True)):
                palette[at : at + 3] = wanted
    few.putpalette(palette)
    stream = BytesIO()
    few.save(stream, format="png", dpi=(DENSITY, DENSITY))
    return stream.getvalue()


@cache
def _fonts(folder: Path, *, system: bool) -> typst.Fonts:
    """Return Inter and Typst's own fonts, with those of the machine if letters need them."""
    import typst

    return typst.Fonts(include_system_fonts=system, font_paths=[folder])


def _described(svg: bytes, picture: Picture) -> bytes:
    """Return an SVG, whose letters are outlines, with its texts added for search and screen readers."""
    from html import escape

    said = "\n".join(_texts(picture.blocks))
    about = f"<title>{escape(clean(picture.title))}</title><desc>{escape(said, quote=False)}</desc>"
    head, end, rest = svg.decode().partition(">")
    return f'{head} role="img"{end}{about}{rest}'.encode()


def _texts(blocks: Iterable[Data]) -> Iterable[str]:
    for block in blocks:
        if block["kind"] == "table":
            yield " | ".join(column["heading"]["text"] for column in block["columns"])
            for row in block["rows"]:
                yield " | ".join(cell for cell in row["cells"] if isinstance(cell, str))
        elif block["kind"] == "bars":
            for bar in block["bars"]:
                yield " | ".join((bar["place"], bar["page"], bar["said"]))
        elif block["kind"] == "drawing":
            yield from block["tips"]
        else:
            yield from block.get("lines") or [block["text"]]


def clean(text: str) -> str:
    """Return a text for typesetting: every character visible, signs kept with their words, long words breakable.

    >>> clean("a\\x1b[31m"), clean("▲ green zone"), clean("x" * 24)[:6]
    ('a^[[31m', '▲\\xa0green zone', 'xxxx\\u200bx')
    """
    text = printable_spaced(text)
    if not text.isascii():
        text = _KEPT.sub("\u00a0", "".join(map(_drawable, text)))
    if len(text) <= _LONG_WORD:
        return text
    return " ".join(word if len(word) <= _LONG_WORD else _divided(word) for word in text.split(" "))


def _drawable(letter: str) -> str:
    if "\u2400" <= letter < "\u2420":  # Unicode's control pictures, which few fonts have: ␛ as ^[
        return "^" + chr(ord(letter) - 0x2400 + 0x40)
    return "" if "\ufe00" <= letter <= "\ufe0f" else letter  # variation selectors are invisible


def _divided(word: str) -> str:
    """Return a long word with break points: after punctuation, else every few letters, never before an accent."""
    parts, since = [], 0
    for at, letter in enumerate(word):
        parts.append(letter)
        since += 1
        after = word[at + 1 : at + 2]
        if after and (letter in _GOOD_CUTS or since >= _PART) and not unicodedata.combining(after):
            parts.append("\u200b")
            since = 0
    return "".join(parts)


def set_blocks(parts: Iterable[Block], room: float | None = None) -> list[Data]:
    """Return the blocks of a report as the template takes them.

    Args:
        room: what charts of trends fill, as in `trend_drawing`.
    """
    blocks: list[Data] = []
    for block in parts:
        if isinstance(block, Table):
            blocks += _table_blocks(block)
        elif isinstance(block, Heading):
            blocks.append({"kind": "heading", "level": block.level, "text": clean(block.text)})
        elif isinstance(block, Line):
            blocks.append({"kind": block.look, "text": clean(block.text)})
        elif isinstance(block, Bars):
            blocks.append(_bars_block(block))
        elif isinstance(block, TrendChart):
            drawing = block.draw(letters=_TREND_LETTERS, size=_TREND_SIZE, room=room, whole=True)
            blocks.append(_drawing_block(drawing))
        elif isinstance(block, Drawing):
            blocks.append(_drawing_block(block))
        elif isinstance(block, Break):
            blocks.append({"kind": "break"})
        elif isinstance(block, Bullets):
            blocks.append({"kind": "bullets", "lines": [*map(clean, block.lines)]})
        elif isinstance(block, Legend):
            if block.text or block.numbered:
                blocks.append({"kind": "legend", "text": clean(block.text), "numbered": clean(block.numbered)})
        elif isinstance(block, str) and block:
            blocks.append({"kind": "text", "text": clean(block)})
    return blocks


def _table_blocks(table: Table) -> list[Data]:
    titled: list[Block] = [Heading(table.title, table.level)] if table.level and table.title else []
    titled += [Line(line, "comment") for line in table.notes]
    return [*set_blocks(titled), *table_parts(table, [range(len(table))])]


def table_parts(table: Table, parts: Sequence[range]) -> list[Data]:
    """Return the parts of a table, with the same column widths in each."""
    kept = set(without_said_twice(table).roles)
    cells = [_cells(column) for column in table.columns]
    columns = [
        _column(n, column, texts, said=column.role not in kept)
        for n, (column, texts) in enumerate(zip(table.columns, cells, strict=True))
    ]
    rows = [
        {
            "fills": fills,
            "inks": [*map(text_color_on, fills)],
            "cells": row,
            "long": any(isinstance(cell, str) and len(cell) > _LONG_CELL for cell in row),
        }
        for row, fills in zip(
            zip(*cells, strict=True), zip(*(one.fills for one in table.columns), strict=True), strict=True
        )
    ]
    about = {"kind": "table", "columns": columns, "stretched": table.column("page") is not None}
    return [{**about, "rows": rows[part.start : part.stop]} for part in parts]


def _cells(column: Column) -> list[Any]:
    if column.kind != "line":
        return [*map(clean, column.texts)]
    return [
        {"runs": spark_runs(*value), "width": SPARK_STEP * len(value[0]), "height": SPARK_HEIGHT}
        for value in column.values
    ]


def _column(n: int, column: Column, cells: Sequence[Any], *, said: bool) -> Data:
    texts = _by_width(cell for cell in cells if isinstance(cell, str))
    full = clean(column.heading)
    brief = clean(column.brief) or full
    return {
        "at": n,
        "kind": column.kind,
        "numeric": column.numeric,
        "said": said,
        "heading": {"text": full, "pieces": _widest_pieces([full])},
        "brief": {"text": brief, "pieces": _widest_pieces([brief])},
        "wide": texts[-_PROBES:],
        "usual": _usual(texts),
        "pieces": [] if column.numeric else _widest_pieces(texts),
        "width": max((cell["width"] for cell in cells if isinstance(cell, dict)), default=0),
    }


def _by_width(texts: Iterable[str]) -> list[str]:
    """Return each text once, the widest last, in the same order each time: only some of equal ones are measured."""
    return sorted({*texts}, key=lambda text: (web_width(text), text))


def _usual(texts: Sequence[str]) -> list[str]:
    """Return the widest of texts, sorted by width, except for the few outliers."""
    return [*texts[: max(1, round(len(texts) * _USUAL))][-_PROBES:]]


def _widest_pieces(texts: Iterable[str]) -> list[str]:
    """Return the widest unbreakable parts."""
    return _by_width(piece for text in texts for piece in _PIECES.findall(text))[-_PROBES:]


def _bars_block(chart: Bars) -> Data:
    """Return stacked bars under their legend."""
    names = _by_width(clean(bar.page) for bar in chart.bars)
    return {
        "kind": "bars",
        "swatches": [{"label": clean(one.label), "color": one.color, "round": one.round} for one in chart.swatches],
        "usual": _usual(names),
        "pieces": _widest_pieces(names),
        "bars": [
            {
                "place": bar.place,
                "page": clean(bar.page),
                "said": clean(bar.said),
                "end": clean(bar.end),
                "segments": [
                    {
                        "width": part.width,
                        "color": part.color,
                        "round": part.round,
                        "text": part.text,
                        "ink": text_color_on(part.color),
                    }
                    for part in bar.segments
                ],
            }
            for bar in chart.bars
        ],
    }


_MOVES = {"up": ("#1a7f37", None), "new": ("#1a7f37", None), "down": ("#b3261e", "dashed"), "gone": ("#b3261e", None)}
_INK, _GREY, _MUTED, _GRID, _SAME = "#111111", "#555555", "#b4b4b4", "#e4e4e4", "#6e7781"


def _drawing_block(drawing: Drawing) -> Data:
    """Return a chart of lines."""
    return {
        "kind": "drawing",
        "width": drawing.width,
        "height": drawing.height,
        "alt": clean(f"{drawing.title}. {drawing.said}".strip()),
        "tips": [clean(group.tip) for group in drawing.groups if group.tip],
        "groups": [{**_look(group), "shapes": [*map(_shape, group.shapes)]} for group in drawing.groups],
    }


def _look(group: Group) -> Data:
    if group.look is not None:
        dash = "dashed" if group.kind == "line fall" else None
        return {"color": LIGHT[group.look], "width": 2.4, "dash": dash, "weight": 600, "ink": _INK}
    if group.kind in ("grid", "line muted"):
        color = _GRID if group.kind == "grid" else _MUTED
        return {"color": color, "width": 1.2, "dash": None, "weight": 400, "ink": _GREY}
    color, dash = _MOVES.get(group.kind, (_SAME, "dotted"))
    return {"color": color, "width": 1.6, "dash": dash, "weight": 400, "ink": _INK}


def _shape(shape: Shape) -> Data:
    if isinstance(shape, Stroke):
        return {"kind": "stroke", "points": shape.points, "touch": shape.kind == "touch"}
    if isinstance(shape, Mark):
        return {"kind": "mark", "shape": shape.shape, "x": shape.x, "y": shape.y}
    text, beside = clean(shape.text), shape.kind == "beside"
    return {
        "kind": "label", "text": text, "x": shape.x, "y": shape.y, "anchor": shape.anchor or "start", "beside": beside,
    }  # fmt: skip
