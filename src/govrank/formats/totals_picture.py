"""The totals as stacked bars: a reader sees which indicator a page's points come from."""

from __future__ import annotations

from collections.abc import Sequence

from govrank.formats.charts import ink_on
from govrank.formats.drawing import GREY, INK, MARGIN, RULE, Align, Box, Line, Picture
from govrank.formats.lettering import LINE, Lettering
from govrank.formats.table_picture import CELL_SIZE, KICKER_SIZE, TITLE_SIZE, split_rows
from govrank.networks import platform_label
from govrank.reports.wording import score_text, summands, table_title
from govrank.scoring.rating import Rating
from govrank.text.catalogue import Catalogue
from govrank.text.numbers import points_text

# Okabe and Ito's palette, distinct for every kind of colour vision (Color Universal Design, 2008)
PALETTE = ("#0072b2", "#e69f00", "#56b4e9", "#d55e00", "#009e73", "#f0e442", "#cc79a7", "#999999")
_HATCHES = ("", "////", "....", "xxxx")  # where there are more indicators than colours
_NAME_WIDTH = 250
_BAR, _PAD_ROW = 16, 3
_PART_SIZE, _SWATCH = 9, 10


def totals_pictures(
    rating: Rating, words: Catalogue, league: str, pages: Sequence[int], notes: Sequence[str], lettering: Lettering
) -> list[Picture]:
    """Return one league's totals as bars in the order of the places, divided by indicator."""
    size, lang = CELL_SIZE, words.lang
    places = [points_text(rating.places[i].item(), lang) for i in pages]
    ends = [_end_text(rating, i, words) for i in pages]
    names = [lettering.wrapped(lettering.shown(name), _NAME_WIDTH, size) for name in _bar_names(rating, pages)]
    name_left = MARGIN + max(lettering.width(place, size) for place in places) + 8
    bar_left = round(name_left + max(lettering.width(line, size) for lines in names for line in lines) + 8)
    end_width = max(lettering.width(lettering.shown(end), size, bold=True) for end in ends)
    parts_of = [summands(rating, i) for i in pages]
    longest = max(map(sum, parts_of))
    scoring = rating.scoring
    note = words.say(f"image.totals.note.{scoring.key}", formula=scoring.sum_formula)
    steps = [max(_BAR + 2 * _PAD_ROW, len(lines) * round(size * LINE) + _PAD_ROW) for lines in names]

    pictures = []
    parts = split_rows(steps)
    for number, part in enumerate(parts, 1):
        title = words.say(f"image.totals.{scoring.key}") + (f" · {number}/{len(parts)}" if len(parts) > 1 else "")
        picture = Picture(title)
        picture.write(table_title(rating, words, league), KICKER_SIZE, lettering, color=GREY, gap=2)
        picture.write(title, TITLE_SIZE, lettering, bold=True, gap=2)
        picture.write(note, KICKER_SIZE, lettering, color=GREY, gap=8)
        _draw_legend(picture, rating, words, lettering)
        unit = (picture.width - MARGIN - bar_left - 6 - end_width) / (longest or 1)
        start = picture.height
        for row in part:
            middle = picture.height + steps[row] / 2
            _draw_text(picture, [places[row]], name_left - 8, middle, "right")
            _draw_text(picture, names[row], name_left, middle, "left")
            right = _draw_bar(picture, rating, parts_of[row], (bar_left, middle - _BAR / 2, unit), words, lettering)
            _draw_text(picture, [lettering.shown(ends[row])], right + 6, middle, "left", bold=True)
            picture.height += steps[row]
        picture.boxes.append(Box(bar_left - 1, start, 1, picture.height - start, RULE))
        picture.write_notes(notes, lettering)
        pictures.append(picture)
    return pictures


def _bar_names(rating: Rating, pages: Sequence[int]) -> list[str]:
    """Return the pages' names, with as much of network and region as tells them apart."""
    names = [rating.pages.names[i] for i in pages]
    platforms = [platform_label(rating.pages.platforms[i]) for i in pages]
    regions = [rating.pages.regions[i] for i in pages]
    if len(set(names)) == len(names):
        return names
    for others in ([platforms], [regions], [regions, platforms]):
        longer = [" · ".join(parts) for parts in zip(names, *others, strict=True)]
        if len(set(longer)) == len(longer):
            return longer
    return longer


def _end_text(rating: Rating, page: int, words: Catalogue) -> str:
    zones = rating.methodology.zones
    sign = zones[int(rating.bands[page])].sign if zones else ""
    return f"{score_text(rating, rating.totals[page].item(), words)} {sign}".strip()


def _draw_legend(picture: Picture, rating: Rating, words: Catalogue, lettering: Lettering) -> None:
    size = KICKER_SIZE - 1
    x: float = MARGIN
    step = round(size * LINE) + 3
    for at, indicator in enumerate(rating.methodology.measures):
        label = indicator.says(words.lang)
        times = rating.scoring.times(indicator)
        if times != 1:
            label += f" ×{times}"
        lines = lettering.wrapped(lettering.shown(label), picture.width - 2 * MARGIN - _SWATCH - 5, size)
        width = _SWATCH + 5 + max(lettering.width(line, size) for line in lines)
        if x > MARGIN and x + width > picture.width - MARGIN:
            x = MARGIN
            picture.height += step
        picture.boxes.append(_bar_box(at, x, picture.height + 2, _SWATCH, _SWATCH))
        for n, line in enumerate(lines):
            picture.lines.append(Line(line, x + _SWATCH + 5, picture.height + n * step, size))
        picture.height += (len(lines) - 1) * step
        x += width + 16
    picture.height += step + 6


def _bar_box(at: int, left: float, top: float, width: float, height: float) -> Box:
    hatch = _HATCHES[at // len(PALETTE) % len(_HATCHES)]
    return Box(left, top, width, height, PALETTE[at % len(PALETTE)], hatch)


def _draw_bar(
    picture: Picture,
    rating: Rating,
    parts: Sequence[float],
    where: tuple[float, float, float],
    words: Catalogue,
    lettering: Lettering,
) -> float:
    """Draw one page's bar from left and top, `unit` wide a point; returns where it ends."""
    left, top, unit = where
    for at, points in enumerate(parts):
        width = points * unit
        box = _bar_box(at, left, top, width, _BAR)
        picture.boxes.append(box)
        text = score_text(rating, points, words)
        if not box.hatch and lettering.width(text, _PART_SIZE) + 4 <= width:
            middle = top + _BAR / 2 - _PART_SIZE * LINE / 2
            picture.lines.append(Line(text, left + width / 2, middle, _PART_SIZE, False, "center", ink_on(box.color)))
        left += width
        if at + 1 < len(parts) and width > 2:
            picture.boxes.append(Box(left - 0.5, top, 0.5, _BAR, "#ffffff"))
    return left


def _draw_text(
    picture: Picture, lines: Sequence[str], x: float, middle: float, align: Align, *, bold: bool = False
) -> None:
    step = round(CELL_SIZE * LINE)
    top = middle - len(lines) * step / 2
    for n, line in enumerate(lines):
        picture.lines.append(Line(line, x, top + n * step, CELL_SIZE, bold, align, INK))
