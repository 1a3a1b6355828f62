"""Charts as inline SVG: where the points of each total come from, and how the places moved."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from math import ceil

from govrank.analysis.compare import Movement
from govrank.reports.names import page_names
from govrank.reports.sentences import shown_text
from govrank.reports.wording import move_texts, score_text, summands
from govrank.scoring.rating import Rating
from govrank.text.catalogue import Catalogue
from govrank.text.numbers import points_text


def ink_on(color: str) -> str:
    """Return black or white, whichever is read better on a colour; the contrast is never below 4.5 : 1.

    >>> ink_on("#c6efce"), ink_on("#1f5a99")
    ('#000000', '#ffffff')
    """
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    # relative luminance of WCAG 2; 0.179 is where white and black are equally readable
    return "#000000" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 else "#ffffff"


FORMULA_SIGNS = "=+-@＝＋－＠"  # a program takes the wide signs of East Asia for the plain ones
_NO_BREAK = re.compile("([\u00a0\u202f])")


def shown(text: str) -> str:
    """Return a text that shows every character, and keeps its no-break spaces.

    >>> shown("12\\u202f345\\u00a0%\\x00")
    '12\\u202f345\\xa0%␀'
    """
    if text.isprintable():
        return text
    return "".join(part if _NO_BREAK.fullmatch(part) else shown_text(part) for part in _NO_BREAK.split(text))


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
_USUAL, _BROADEST = 0.9, 1.4  # of other letters of the same alphabets; of emoji
_OTHER_ALPHABETS = "\u0500"


def web_width(text: str, size: float = 12) -> float:
    """Return how wide a text is at most, in pixels, if its font is no wider than the bold DejaVu Sans or Verdana.

    These are the widest that pages are usually read in. Letters of other alphabets than the Latin and the Cyrillic
    are taken to be as wide as an emoji.

    Args:
        size: of the font, in pixels.

    >>> web_width("Щи"), web_width("ill")
    (27.6, 14.4)
    """
    return round(size * sum(map(_letter_width, text)), 1)


@cache
def _letter_width(letter: str) -> float:
    base = unicodedata.normalize("NFD", letter)[0]  # an accent makes no letter wider
    if unicodedata.combining(base):
        return 0
    return _WIDTHS.get(letter) or _WIDTHS.get(base, _USUAL if base < _OTHER_ALPHABETS else _BROADEST)


MOST_BARS = 60
"""Pages of a league in one chart; the table has them all."""

PALETTE = ("#1f5a99", "#e2902b", "#2f8a5b", "#b2436f", "#7a6fc4", "#8c8c3e", "#4fb0c6", "#a5613c")
_NARROWEST = 5.0  # per cent of the chart: below it a figure does not fit into its segment on a phone
_LONGEST = 80  # letters of a name; whole in the tip
_ROW = 22  # pixels
_FROM, _TO = 34, 174  # pixels: where the lines of the places begin and end


@dataclass(frozen=True)
class Bar:
    """One page's total: what it is made of in words and as a drawing."""

    place: str
    page: str
    total: str
    svg: str


@dataclass(frozen=True)
class Swatch:
    color: str
    label: str


def swatches(rating: Rating, words: Catalogue) -> list[Swatch]:
    """Return the legend of the bars: a colour per indicator, in the order of the segments."""
    return [
        Swatch(PALETTE[n % len(PALETTE)], indicator.says(words.lang))
        for n, indicator in enumerate(rating.methodology.measures)
    ]


def total_bars(rating: Rating, words: Catalogue, league: str) -> list[Bar]:
    """Return a stacked bar of each page's total, segment by indicator, the longest total over the whole width."""
    pages = rating.leagues[league][:MOST_BARS]
    longest = max(rating.totals[i].item() for i in pages) or 1
    names = page_names(rating)
    bars = []
    for i in pages:
        parts = _parts(rating, i)
        texts = [score_text(rating, part, words) for part in parts]
        said = score_text(rating, rating.totals[i].item(), words)
        bars.append(
            Bar(
                place=points_text(rating.places[i].item(), words.lang),
                page=names[i],
                total=said,
                svg=_bar(parts, texts, said, longest),
            )
        )
    return bars


def _parts(rating: Rating, page: int) -> list[float]:
    """Return what a total is made of; one that is a power of a sum is divided as the sum is."""
    parts = summands(rating, page)
    share = rating.totals[page].item() / (sum(parts) or 1)
    return [part * share for part in parts]


def _bar(parts: Sequence[float], texts: Sequence[str], total: str, longest: float) -> str:
    said = f"{' + '.join(texts)} = {total}" if len(texts) > 1 else total
    drawn = [f'<svg class="bar" width="100%" height="{_ROW}" role="img" aria-label="{escape(shown(said))}">']
    start = 0.0
    for n, (part, text) in enumerate(zip(parts, texts, strict=True)):
        width = max(part, 0) * 100 / longest
        color = PALETTE[n % len(PALETTE)]
        drawn.append(f'<rect x="{start:.3f}%" width="{width:.3f}%" height="{_ROW}" fill="{color}"/>')
        if width >= _NARROWEST * max(1, len(text) / 3):
            middle = start + width / 2
            drawn.append(
                f'<text x="{middle:.3f}%" y="15" fill="{ink_on(color)}" text-anchor="middle">{escape(text)}</text>'
            )
        start += width
    return "".join([*drawn, "</svg>"])


def move_slope(rating: Rating, words: Catalogue, league: str, movement: Movement) -> str:
    """Return the places before on the left and now on the right, joined by a line per page.

    A rise is a whole line, a fall a dashed one, a page in its old place a dotted one, a new page has a ring;
    so has, on the left, a page that is gone.
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
    labels = {
        i: f"{points_text(rating.places[i].item(), words.lang)}  {_short(shown(names[i]))}  "
        f"{move_texts(movement, i, words)[0]}"
        for i in pages
    }
    width = ceil(_TO + 20 + max(map(web_width, labels.values())))
    title = escape(words.say("html.moves.chart", old=shown(old.edition.period)))
    drawn = [f'<svg class="slope" width="{width}" height="{height}" role="img" aria-label="{title}">']
    for pair, row in rows.items():
        place = points_text(old.places[pair].item(), words.lang)
        drawn.append(f'<text x="{_FROM - 9}" y="{_middle(row) + 4}" text-anchor="end">{place}</text>')
        if pair in below:
            drawn.append(
                f'<g class="{movement.moves[below[pair]].state}">'
                f'<line x1="{_FROM}" y1="{_middle(row)}" x2="{_TO}" y2="{height}"/>'
                f'<circle cx="{_FROM}" cy="{_middle(row)}" r="3"/></g>'
            )
        elif pair not in lines.values():
            drawn.append(f'<g class="gone"><circle cx="{_FROM}" cy="{_middle(row)}" r="3.5"/></g>')
    for row, i in enumerate(pages):
        y = _middle(row)
        tip = f"<title>{escape(shown(names[i]))}: {escape(move_texts(movement, i, words)[0])}</title>"
        if i in lines:
            start = _middle(rows[lines[i]]) if lines[i] in rows else height  # from below the chart
            before_dot = f'<circle cx="{_FROM}" cy="{start}" r="3"/>' if lines[i] in rows else ""
            drawn.append(
                f'<g class="{movement.moves[i].state}">{tip}<line x1="{_FROM}" y1="{start}" x2="{_TO}" y2="{y}"/>'
                f'{before_dot}<circle cx="{_TO}" cy="{y}" r="3"/></g>'
            )
        else:
            drawn.append(f'<g class="new">{tip}<circle cx="{_TO}" cy="{y}" r="3.5"/></g>')
        drawn.append(f'<text x="{_TO + 12}" y="{y + 4}">{escape(labels[i])}</text>')
    return "".join([*drawn, "</svg>"])


def _middle(row: int) -> int:
    return _ROW * row + _ROW // 2 + 2


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
