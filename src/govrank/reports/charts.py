"""Charts as geometry: positions of bars, lines, marks and names. Outputs only draw them, in these colours."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import ceil
from typing import Literal

from govrank.analysis.compare import Movement
from govrank.reports.names import page_names
from govrank.reports.sentences import printable_spaced
from govrank.reports.table import Block, Chart, Heading, Line
from govrank.reports.trend_lines import TrendLine, TrendPanel, place_runs
from govrank.reports.wording import move_text, score_text, summands
from govrank.scoring.rating import Rating
from govrank.text.catalogue import Catalogue
from govrank.text.numbers import points_text
from govrank.text.period import edition_name

# Segments of bars. Neighbours differ by 28 steps of lightness and any two by 8, so that they are distinct in grey print
# and with any colour vision, and black or white letters are legible on each.
PALETTE = ("#084c8a", "#efa82a", "#bd441b", "#9bd8f6", "#3a9469", "#f9f0a8", "#55204e", "#bd92ba")
# Highlighted lines of leaders, rises and falls: distinct with any colour vision, contrast 3 : 1 against the paper.
LIGHT = ("#0072b2", "#d55e00", "#000000", "#cc79a7", "#6f4070", "#994455", "#332288")
DARK = ("#56b4e9", "#e69f00", "#ffffff", "#cc79a7", "#009e73", "#f0e442", "#d55e00")


def text_color_on(color: str) -> str:
    """Return black or white, whichever is more legible on a colour; the contrast is at least 4.5 : 1.

    >>> text_color_on("#c6efce"), text_color_on("#1f5a99")
    ('#000000', '#ffffff')
    """
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    # relative luminance of WCAG 2; 0.179 is where white and black are equally readable
    return "#000000" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 else "#ffffff"


_WIDTHS = {
    letter: width
    for width, letters in (
        (0.4, " ',./I\\ijl|·ıЈІіјӀ"),
        (0.5, "!()-:;[]ftľť"),
        (0.6, '*"?_`rzгзтґғҙ–'),
        (0.72, "$0123456789EFLTacekosvxy«»абвекнопсухчьэяєѕҒқүұҳһәөГЕТ"),
        (0.8, "ABCKPRSVXYZbdghnpquÞßþđАБВЗРСУХЬЭЯийлрцъђћҚҮҰҲ▲▼◆"),
        (1.0, "wЂЋДЦЪыњҊҢҨӅӉӎ"),
        (1.1, "%@Mm©®¼½¾æĦŉМФЫжфшюљѤѦѭѱѹҗҠҧҵҼҾӕ—…"),
        (1.25, "WÆŒœЉЊЮщѠѩѰѸѺѽѾҤҴӍӔ№"),
        (1.5, "ЖШЩѨѬѼҖҦ"),
    )
    for letter in letters
}
_USUAL, _BROADEST = 0.9, 1.4  # widths of other letters of the same alphabets, and of emoji
_OTHER_ALPHABETS = "\u0500"


def web_width(text: str, size: float = 12) -> float:
    """Return the maximum width of a text in pixels, if its font is no wider than the bold DejaVu Sans or Verdana.

    These are the widest usual fonts of web pages. Letters outside the Latin and Cyrillic alphabets are assumed to be as
    wide as an emoji.

    Args:
        size: of the font, in pixels.

    >>> web_width("Щи"), web_width("ill")
    (27.6, 14.4)
    """
    return round(size * sum(map(_letter_width, text)), 1)


@cache
def _letter_width(letter: str) -> float:
    base = unicodedata.normalize("NFD", letter)[0]  # accents do not make letters wider
    if unicodedata.combining(base):
        return 0
    return _WIDTHS.get(letter) or _WIDTHS.get(base, _USUAL if base < _OTHER_ALPHABETS else _BROADEST)


MOST_BARS = 60
"""Pages of a league in one chart of a page or a report; the table has them all."""


@dataclass(frozen=True)
class Segment:
    """One indicator's part of a total: its position and width as shares of the longest bar, and its figure.

    Attributes:
        round: how often the palette was used up before; a second round needs another style.
    """

    start: float
    width: float
    color: str
    text: str
    round: int


@dataclass(frozen=True)
class Bar:
    """One page's total, segment by indicator; `said` is the sum in figures, `end` the total with its zone's sign."""

    place: str
    page: str
    total: str
    said: str
    end: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Bars(Chart):
    """Bars under their legend."""

    bars: Sequence[Bar]
    swatches: Sequence[Swatch]


@dataclass(frozen=True)
class Swatch:
    color: str
    label: str
    round: int = 0


def swatches(rating: Rating, words: Catalogue) -> list[Swatch]:
    """Return the legend of the bars: a colour per indicator, in the order of the segments."""
    found = []
    for n, measure in enumerate(rating.methodology.measures):
        times = rating.scoring.times(measure)
        label = measure.says(words.lang) if times == 1 else f"{measure.says(words.lang)} ×{times}"
        found.append(Swatch(PALETTE[n % len(PALETTE)], label, n // len(PALETTE)))
    return found


def total_bars(rating: Rating, words: Catalogue, league: str, pages: Sequence[int] | None = None) -> list[Bar]:
    """Return a stacked bar of each page's total, segment by indicator, the league's longest total as the unit.

    Args:
        pages: those that are drawn; the first `MOST_BARS` of the league if None.
    """
    pages = rating.leagues[league][:MOST_BARS] if pages is None else pages
    parts_of = {i: _parts(rating, i) for i in pages}
    longest = max(sum(max(part, 0) for part in parts) for parts in parts_of.values()) or 1
    names = page_names(rating)
    zones = rating.methodology.zones
    bars = []
    for i, parts in parts_of.items():
        texts = [score_text(rating, part, words) for part in parts]
        total = score_text(rating, rating.totals[i].item(), words)
        start, segments = 0.0, []
        for n, (part, text) in enumerate(zip(parts, texts, strict=True)):
            width = max(part, 0) / longest
            segments.append(Segment(start, width, PALETTE[n % len(PALETTE)], text, n // len(PALETTE)))
            start += width
        said = f"{' + '.join(texts)} = {total}" if len(texts) > 1 else total
        place = points_text(rating.places[i].item(), words.lang)
        end = f"{total} {zones[int(rating.bands[i])].sign}".strip() if zones else total
        bars.append(Bar(place, names[i], total, said, end, tuple(segments)))
    return bars


def bars_note(rating: Rating, words: Catalogue) -> str:
    """Return how to read the bars."""
    return words.say(f"totals.note.{rating.scoring.key}", formula=rating.scoring.sum_formula)


def total_blocks(rating: Rating, words: Catalogue) -> list[Block]:
    """Return the bars of each league's first pages, under how they are to be read."""
    blocks: list[Block] = [Line(bars_note(rating, words), "comment")]
    for league, pages in rating.leagues.items():
        blocks += _league_heading(rating, league, words)
        blocks.append(Bars(total_bars(rating, words, league), swatches(rating, words)))
        if len(pages) > MOST_BARS:
            blocks.append(Line(words.say("rating.more", n=len(pages) - MOST_BARS), "note"))
    return blocks


def _league_heading(rating: Rating, league: str, words: Catalogue) -> list[Block]:
    if len(rating.leagues) == 1:
        return []
    return [Heading(words.say("rating.league", league=rating.methodology.league_label(league)), 3)]


def _parts(rating: Rating, page: int) -> list[float]:
    """Return the parts of a total; a power of a sum is divided in proportion to the sum."""
    parts = summands(rating, page)
    share = rating.totals[page].item() / (sum(parts) or 1)
    return [part * share for part in parts]


Point = tuple[float, float]


@dataclass(frozen=True)
class Stroke:
    """A line from point to point: through a page's places, straight, or a connector of a place and its moved name."""

    points: tuple[Point, ...]
    kind: Literal["run", "line", "touch"] = "line"


@dataclass(frozen=True)
class Mark:
    shape: Literal["point", "dot", "ring", "circle", "square", "diamond", "up", "down"]
    x: float
    y: float


@dataclass(frozen=True)
class Label:
    """A text on the line at `y`; `tip` is the full text if it was cut."""

    text: str
    x: float
    y: float
    anchor: Literal["", "start", "middle", "end"] = ""
    kind: Literal["", "place", "beside"] = ""
    tip: str = ""


Shape = Stroke | Mark | Label


@dataclass(frozen=True)
class Group:
    """Shapes that belong together, drawn in order.

    Attributes:
        kind: "grid", a move ("up", "down", …), or "line" and a role; an empty text for others.
        tip: shown on hover.
        look: index into `LIGHT` and `DARK`; None for a line that is not highlighted.
    """

    shapes: tuple[Shape, ...]
    kind: str = ""
    tip: str = ""
    look: int | None = None


@dataclass(frozen=True)
class Drawing(Chart):
    """Shapes in pixels from the upper left corner, from back to front."""

    width: int
    height: int
    title: str
    groups: tuple[Group, ...]
    said: str = ""


_ROW = 22  # pixels
_FROM, _TO = 34, 174  # pixels: where the lines of the places begin and end
_LONGEST = 80  # letters of a name; the tip has all


def move_slope(rating: Rating, words: Catalogue, league: str, movement: Movement) -> Drawing:
    """Return the places before on the left and now on the right, joined by a line per page.

    A new page has a ring instead of a line; so has, on the left, one that is gone.
    """
    pages = rating.leagues[league][:MOST_BARS]
    old = movement.previous
    before = movement.before(league)
    pairs = movement.matches.pairs
    lines = {i: pair for i in pages if (pair := pairs[i]) is not None and pair in before}
    # pages that have sunk below the chart: their lines leave it
    below = {pair: i for i in rating.leagues[league][MOST_BARS:] if (pair := pairs[i]) is not None}
    rows = {pair: pair - before.start for pair in before[:MOST_BARS]}
    height = _middle(max(len(pages), len(rows))) - _ROW // 2
    names = page_names(rating, movement)
    groups = []
    for pair, row in rows.items():
        place = points_text(old.places[pair].item(), words.lang)
        groups.append(Group((Label(place, _FROM - 9, _middle(row) + 4, "end"),)))
        if pair in below:
            line = Stroke(((_FROM, _middle(row)), (_TO, height)))
            groups.append(Group((line, Mark("dot", _FROM, _middle(row))), movement.moves[below[pair]].state))
        elif pair not in lines.values():
            groups.append(Group((Mark("ring", _FROM, _middle(row)),), "gone"))
    width = 0.0
    for row, i in enumerate(pages):
        y = _middle(row)
        move = move_text(movement.moves[i], words)
        tip = f"{printable_spaced(names[i])}: {move}"
        if i in lines:
            start = _middle(rows[lines[i]]) if lines[i] in rows else height  # from below the chart
            shapes: list[Shape] = [Stroke(((_FROM, start), (_TO, y)))]
            shapes += [Mark("dot", _FROM, start)] if lines[i] in rows else []
            groups.append(Group((*shapes, Mark("dot", _TO, y)), movement.moves[i].state, tip))
        else:
            groups.append(Group((Mark("ring", _TO, y),), "new", tip))
        label = f"{points_text(rating.places[i].item(), words.lang)}  {_short(printable_spaced(names[i]))}  {move}"
        groups.append(Group((Label(label, _TO + 12, y + 4),)))
        width = max(width, web_width(label))
    title = words.say("moves.chart", old=printable_spaced(edition_name(old.edition.period, words)))
    return Drawing(ceil(_TO + 20 + width), height, title, tuple(groups))


def slope_blocks(rating: Rating, words: Catalogue, movement: Movement) -> list[Block]:
    """Return the moves of each league as lines, under how they are to be read."""
    blocks: list[Block] = [Line(words.say("moves.key"), "comment")]
    for league in rating.leagues:
        blocks += [*_league_heading(rating, league, words), move_slope(rating, words, league, movement)]
    return blocks


def _middle(row: int) -> int:
    return _ROW * row + _ROW // 2 + 2


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


_LINE = 14  # pixels, of each further line of a name
_NAME_LINES = 3
_ROOMY = 1.25  # room for names beyond the places of the drawn pages in the first or the last edition
_STEP, _NARROW_STEP, _NARROWEST_STEP = 62, 32, 16  # between editions; if there are several; if there are many
_ROOMIEST = 40 * _STEP  # of all editions: more of them are placed closer together
_PERIOD = 14  # letters of a period above its edition: fits a month and year in every language
_APART = 4  # between two periods, in the widest font
_MARGIN = 4
_TOUCH = 12  # between a line's end and its place
_HEAD = 24
SPARK_STEP, SPARK_HEIGHT = 6, 26  # pixels: of an edition, of all


@dataclass(frozen=True)
class TrendChart(Chart):
    """One league's places by edition, which each output draws with letters of its own.

    Attributes:
        draw: takes what `trend_drawing` takes by name.
    """

    panel: TrendPanel
    draw: Callable[..., Drawing]


def place_pitch(panel: TrendPanel, heights: Sequence[float]) -> float:
    """Return the distance of places: as names need, less if there are many more places than names."""
    usual = sorted(heights)[-(-len(heights) * 9 // 10) - 1]  # nine names in ten
    return min(usual, max(usual * _ROOMY * len(panel.lines) / panel.deepest, 2))


def name_spots(panel: TrendPanel, edition: int, pitch: float, heights: Sequence[float]) -> dict[int, float]:
    """Return the positions of an edition's names: index of the line → distance below the first place."""
    there = [(line.page.own_places[edition], i) for i, line in enumerate(panel.lines)]
    known = sorted((place, i) for place, i in there if place is not None)
    middles = spread_labels([pitch * (place - 1) for place, _i in known], [heights[i] for _place, i in known])
    return {i: middle for (_place, i), middle in zip(known, middles, strict=True)}


def spread_labels(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Return the centres of labels without overlaps, in their order and as close as possible to where they are
    wanted.

    >>> spread_labels([10, 10, 50], [8, 8, 8])
    [6.0, 14.0, 50.0]
    """
    blocks: list[tuple[float, list[int]]] = []  # the top of touching neighbours, and which they are
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    for i in order:
        block, top = [i], wanted[i] - heights[i] / 2
        while blocks and blocks[-1][0] + sum(heights[j] for j in blocks[-1][1]) > top:
            block = blocks.pop()[1] + block
            top = _best_top(block, wanted, heights)
        blocks.append((top, block))
    middles = [0.0] * len(wanted)
    for top, block in blocks:
        for i in block:
            middles[i] = top + heights[i] / 2
            top += heights[i]
    return middles


def _best_top(block: Sequence[int], wanted: Sequence[float], heights: Sequence[float]) -> float:
    """Return where touching labels begin to minimise the sum of squared shifts."""
    starts = [0.0]
    for before, _after in pairwise(block):
        starts.append(starts[-1] + heights[before])
    return sum(wanted[i] - heights[i] / 2 - start for i, start in zip(block, starts, strict=True)) / len(block)


def trend_drawing(
    panel: TrendPanel,
    periods: Sequence[str],
    words: Catalogue,
    note: str,
    *,
    letters: int = 30,
    size: float = 12,
    room: float | None = None,
    whole: bool = False,
) -> Drawing:
    """Return one league's places by edition: a line a page, 1 on top, a gap while it is absent.

    Args:
        note: how to read the lines.
        letters: the maximum in one line of a name.
        size: of the font for `web_width`; smaller for a narrower font.
        room: a minimum width that the chart fills; None for its natural width.
        whole: whether to show full names, because there are no tips.
    """
    labels = [(_folded if whole else _wrapped)(printable_spaced(line.name), letters) for line in panel.lines]
    heights = [float(_ROW + _LINE * (len(label) - 1)) for label in labels]
    pitch = place_pitch(panel, heights)
    heads = [_head(printable_spaced(period)) for period in periods]
    head = max(web_width(text, size) for text in heads)
    name_edge = round(_TOUCH + web_width("0" * len(str(panel.deepest)), size) + 6, 1)  # from the line's end
    left = _MARGIN + max(name_edge + max(web_width(part, size) for label in labels for part in label), head / 2)
    step = max(_NARROWEST_STEP, min(max(_STEP, head + _APART), _ROOMIEST / len(periods)))
    if room is not None:
        step = max(min(step, _NARROW_STEP), (room - 2 * left) / max(1, len(periods) - 1))
    xs = [round(left + step * n, 1) for n in range(len(periods))]
    width = ceil(xs[-1] + left)

    spots = {edition: name_spots(panel, edition, pitch, heights) for edition in (0, len(periods) - 1)}
    placed = [(y, heights[i]) for spot in spots.values() for i, y in spot.items()]
    over = max([pitch / 2, *(height / 2 - y for y, height in placed)])
    under = max([pitch * (panel.deepest - 1) + pitch / 2, *(y + height / 2 for y, height in placed)])
    top = _HEAD + over
    ys = [round(top + pitch * n, 1) for n in range(panel.deepest)]
    height = round(top + under + 4)

    groups = [_grid(periods, heads, ceil((head + _APART) / step), xs, ys, height)]
    order = sorted(range(len(panel.lines)), key=lambda i: panel.lines[i].look is not None)  # highlighted lines on top
    for i in order:
        line = panel.lines[i]
        shapes = _strokes(line, xs, ys)
        named = line.places_at(spots)
        for edition, place in named:
            end = (xs[edition], ys[place - 1], round(top + spots[edition][i], 1))
            shapes += _name_labels(labels[i], str(place), end, -name_edge if edition == 0 else name_edge)
        if not named:
            edition, place = line.runs[0][0]
            shapes += _beside(labels[i], xs[edition], ys[place - 1], width, size)
        places = (f"{period}: {place}" for period, place in zip(periods, line.texts, strict=True))
        tip = f"{line.name}. {'; '.join(places)}"
        groups.append(Group(tuple(shapes), f"line {line.role or 'muted'}", printable_spaced(tip), line.look))
    leaders = "; ".join(line.name for line in panel.lines if line.role == "leader")
    described = words.say("trend.described", n=len(panel.lines), pages=leaders)
    title = f"{words.say('trend.chart')}: {periods[0]} – {periods[-1]}"
    return Drawing(width, height, printable_spaced(title), tuple(groups), printable_spaced(f"{described} {note}"))


def _head(period: str) -> str:
    return period if len(period) <= _PERIOD else f"{period[: _PERIOD - 4]}…{period[-3:]}"


def _wrapped(name: str, letters: int) -> list[str]:
    """Return a name on a few lines; a longer one ends with dots, and the tip has all of it."""
    lines = _lines(name, letters)
    if len(lines) > _NAME_LINES:
        lines = [*lines[: _NAME_LINES - 1], " ".join(lines[_NAME_LINES - 1 :])]
    return [line if len(line) <= letters else f"{line[: letters - 1]}…" for line in lines]


def _folded(name: str, letters: int) -> list[str]:
    """Return a name on as many lines as needed; a longer word continues on the next."""
    return [line[at : at + letters] for line in _lines(name, letters) for at in range(0, max(1, len(line)), letters)]


def _lines(name: str, letters: int) -> list[str]:
    lines = [""]
    for word in name.replace(" · ", "\0· ").split(" "):
        joined = f"{lines[-1]} {word}".lstrip(" ")
        if len(joined) <= letters or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    return [line.replace("\0", " ") for line in lines]  # a middle dot stays after its word


def _grid(
    periods: Sequence[str], heads: Sequence[str], every: int, xs: Sequence[float], ys: Sequence[float], height: int
) -> Group:
    shapes: list[Shape] = []
    for n, x in enumerate(xs):
        shapes.append(Stroke(((x, _HEAD), (x, height))))
        if n % every == 0:
            shapes.append(Label(heads[n], x, 14, "middle", tip=printable_spaced(periods[n])))
    shapes += [Stroke(((xs[0], y), (xs[-1], y))) for y in ys[4::5]]
    return Group(tuple(shapes), "grid")


def _strokes(line: TrendLine, xs: Sequence[float], ys: Sequence[float]) -> list[Shape]:
    drawn: list[Shape] = []
    shape = _mark(line)
    for run in line.runs:
        points = tuple((xs[edition], ys[place - 1]) for edition, place in run)
        drawn += [Stroke(points, "run")] if len(points) > 1 else []
        drawn += [Mark(shape, x, y) for x, y in points]
    return drawn


def _mark(line: TrendLine) -> Literal["point", "circle", "square", "diamond", "up", "down"]:
    if line.role == "leader":
        return "circle" if line.look == 0 else "square" if line.look == 1 else "diamond"
    return "up" if line.role == "rise" else "down" if line.role == "fall" else "point"


def _name_labels(label: Sequence[str], place: str, end: tuple[float, float, float], edge: float) -> list[Shape]:
    """Return place and name at one end, connected to the line if the name had to move.

    Args:
        end: where the line ends, and the height of its name.
        edge: distance from there to the name; negative on the left.
    """
    x, y, middle = end
    side = -1 if edge < 0 else 1
    drawn: list[Shape] = []
    if abs(middle - y) > 1:
        drawn.append(Stroke(((x, y), (round(x + side * (_TOUCH - 2), 1), middle)), "touch"))
    figure = round(x - _TOUCH if side < 0 else x + edge - 6, 1)
    drawn.append(Label(place, figure, round(middle + 4, 1), "end", "place"))
    for n, part in enumerate(label):
        low = round(middle + 4 + _LINE * (n - (len(label) - 1) / 2), 1)
        drawn.append(Label(part, round(x + edge, 1), low, "end" if edge < 0 else "start"))
    return drawn


def _beside(label: Sequence[str], x: float, y: float, width: int, size: float) -> list[Shape]:
    """Return a name above its line, kept inside the chart."""
    left = round(min(x - 4, width - _MARGIN - max(web_width(part, size) for part in label)), 1)
    first = max(_HEAD + 3, y - 8 - _LINE * (len(label) - 1))
    return [Label(part, left, round(first + _LINE * n, 1), kind="beside") for n, part in enumerate(label)]


def spark_runs(places: Sequence[int | None], worst: Sequence[int]) -> list[list[Point]]:
    """Return the points of a page's sparkline between its gaps; a run may be a single point.

    >>> spark_runs([1, None, 5, 3], [5, 5, 5, 5])
    [[(3.0, 2.0)], [(15.0, 24.0), (21.0, 13.0)]]
    """

    def point(edition: int, place: int) -> Point:
        share = (place - 1) / max(1, worst[edition] - 1)
        return SPARK_STEP * edition + SPARK_STEP / 2, round(2 + share * (SPARK_HEIGHT - 4), 1)

    return [[point(edition, place) for edition, place in run] for run in place_runs(places)]
