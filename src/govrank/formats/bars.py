"""Native bar charts of the totals, beside the final table."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from govrank.formats.cells import text_width
from govrank.formats.sheets import ROW, SheetColumn, SheetWriter, Style
from govrank.reports.names import page_names
from govrank.reports.sentences import printable
from govrank.scoring.rating import Rating
from govrank.text.catalogue import Catalogue

if TYPE_CHECKING:
    from xlsxwriter.chart_bar import ChartBar

MOST_PRINTED = 50  # bars of a chart, which is printed on one page
MOST_CHARTS = 12  # of a sheet: one a league
_BAR, _AROUND = 0.55, 2.5  # centimetres: of a bar, of title and axis
_MANY = 25  # number of bars from which they are narrower and their names smaller
_WIDE = 24.0, 34.0  # centimetres, of a chart of few bars and of many: their pages are as wide as the paper
_TALL = 16.0, 22.0  # centimetres: the height of such a page
_COLUMN = 1.69  # centimetres, of the sheet
_POINTS, _PIXELS = 72 / 2.54, 96 / 2.54  # of a centimetre
_LONGEST = 56  # characters of a name, as wide as digits
_END = 16  # of them kept at the end of a shortened one
_NAMES = Style(text_color="#FFFFFF", lines=False)  # hidden below the charts
_EDGE = {"color": "#808080"}

Area = tuple[int, int, int, int]


def names_column(rating: Rating) -> SheetColumn:
    """Return the names of the bars: a column only for the charts, white on white below them."""
    names = [""] * len(rating)
    bars = [i for pages in _charted(rating).values() for i in pages]
    named = page_names(rating)
    for i in bars:
        names[i] = _short(printable(named[i]))
    return SheetColumn("", names, _NAMES)


def _short(name: str) -> str:
    """Return a name that fits beside its bar, keeping its end with the number and the network.

    >>> _short("the department of employment and social programmes of the region No. 28 · VK")
    'the department of employment and soci…gion No. 28 · VK'
    """
    if text_width(name[: 2 * _LONGEST]) <= _LONGEST:
        return name
    end = name[-_END:]
    name = name[: _LONGEST - _END]
    while text_width(name) + text_width(end) > _LONGEST - 1:
        name = name[:-1]
    return f"{name.rstrip()}…{end.lstrip()}"


def _charted(rating: Rating) -> dict[str, range]:
    return {league: pages[:MOST_PRINTED] for league, pages in list(rating.leagues.items())[:MOST_CHARTS]}


def add_bars(
    sheet: SheetWriter, rating: Rating, words: Catalogue, total: int, names: int, fills: Sequence[str]
) -> list[Area]:
    """Add a chart a league, the best page on top, the bars in their zones' colours.

    Args:
        total, names: the columns of the figures and the names, from 0.
        fills: the zone's colour of each row.

    Returns:
        The cells below each chart, for printing: first row and column, last row and column, from 0.
    """
    top = 1
    below = []
    named = names_column(rating).values
    for league, pages in _charted(rating).items():
        first, last = pages.start + 1, pages.stop  # the header is row 0
        small = {"size": 7 if len(pages) > _MANY else 9}
        chart = cast("ChartBar", sheet.book.file.add_chart({"type": "bar"}))
        chart.add_series({
            "values": [sheet.title, first, total, last, total],
            "values_data": rating.totals[pages.start : pages.stop].tolist(),  # so that it is shown at once
            "categories": [sheet.title, first, names, last, names],
            "categories_data": named[pages.start : pages.stop],
            "gap": 40,
            "fill": {"color": "#9DB2C9"},
            "border": _EDGE,
            "points": [{"fill": {"color": fills[i]}, "border": _EDGE} for i in pages] if fills else None,
            "data_labels": {"value": True, "font": small},
        })  # fmt: skip
        chart.set_title({"name": _title(rating, words, league), "name_font": {"size": 14}})
        chart.set_legend({"none": True})
        # the first place on top, each bar with its name, the figures of the axis below
        chart.set_y_axis({"reverse": True, "crossing": "max", "interval_unit": 1, "num_font": small})
        chart.set_x_axis({"min": 0, "num_format": "#,##0", "major_gridlines": {"visible": False}})
        many = len(pages) > _MANY
        width, height = _WIDE[many], min(_AROUND + _BAR * max(len(pages), 3), _TALL[many])
        chart.set_size({"width": round(width * _PIXELS), "height": round(height * _PIXELS)})
        sheet.page.insert_chart(top, names, chart)
        end = top
        room = height
        while room > 0:  # rows of long names are taller
            end += 1
            room -= sheet.heights.get(end, ROW) / _POINTS
        below.append((top, names, end, names + math.ceil(width / _COLUMN) - 1))
        top = end + 2
    return below


def _title(rating: Rating, words: Catalogue, league: str) -> str:
    title = words.say(f"xlsx.chart.{rating.scoring.key}")
    if len(rating.leagues) > 1:
        title = f"{rating.methodology.league_label(league)}. {title}"
    if len(rating.leagues[league]) > MOST_PRINTED:
        title = words.say("xlsx.chart.first", title=title, n=MOST_PRINTED)
    return re.sub(r"!(?=\$?[A-Z]+\$?[0-9])", "! ", printable(title))  # XlsxWriter would read "VK!A1" as a cell
