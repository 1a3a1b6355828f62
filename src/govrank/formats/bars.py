"""Native bar charts of the totals, beside the final table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from govrank.formats.cells import letters, text_width
from govrank.formats.sheet import ROW, Sheet
from govrank.formats.tabulation import Column, Style
from govrank.reports.names import page_names
from govrank.reports.sentences import shown_text
from govrank.scoring.rating import Rating
from govrank.text.catalogue import Catalogue

if TYPE_CHECKING:
    from openpyxl.chart.text import RichText


MOST_BARS = 50  # of a chart
MOST_CHARTS = 12  # of a sheet: one a league
_BAR, _AROUND = 0.55, 2.5  # centimetres: of a bar, of title and axis
_MANY = 25  # bars, from which they are narrower and their names smaller
_WIDE = 24.0, 34.0  # centimetres, of a chart of few bars and of many: their pages are as wide as the paper
_TALL = 16.0, 22.0  # centimetres, what such a page holds at the most
_COLUMN = 1.75  # centimetres, of the sheet
_POINTS = 72 / 2.54  # of a centimetre
_LONGEST = 56  # characters of a name, as wide as digits
_END = 16  # of them after the gap of a long one
_NAMES = Style(ink="FFFFFF", lines=False)  # the charts lie on them


def names_column(rating: Rating) -> Column:
    """Return the names of the bars: a column for the charts only, white on white below them."""
    names = [""] * len(rating)
    bars = [i for pages in _charted(rating).values() for i in pages]
    named = page_names(rating)
    for i in bars:
        names[i] = _short(shown_text(named[i]))
    return Column("", names, _NAMES, fills=False)


def _short(name: str) -> str:
    """Return a name that fits beside its bar, its end kept: there stand the number and the network.

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
    return {league: pages[:MOST_BARS] for league, pages in list(rating.leagues.items())[:MOST_CHARTS]}


def add_bars(sheet: Sheet, rating: Rating, words: Catalogue, total: int, names: int, fills: Sequence[str]) -> list[str]:
    """Add a chart a league, the best page on top, the bars in their zones' colours.

    Args:
        total, names: which columns have the figures and the names, from 1.
        fills: the zone's colour of each row.

    Returns:
        The cells below each chart, to be printed.
    """
    from openpyxl.chart import BarChart, Reference
    from openpyxl.chart.label import DataLabelList
    from openpyxl.chart.marker import DataPoint

    top = 2
    below = []
    for league, pages in _charted(rating).items():
        chart = BarChart(barDir="bar", gapWidth=40)
        first, last = pages.start + 2, pages.stop + 1  # the header is row 1
        chart.add_data(Reference(sheet.page, min_col=total, min_row=first, max_row=last))
        chart.set_categories(Reference(sheet.page, min_col=names, min_row=first, max_row=last))
        bars = chart.series[0]
        bars.graphicalProperties.solidFill = "9DB2C9"
        bars.graphicalProperties.line.solidFill = "808080"
        for at, i in enumerate(pages if fills else ()):
            point = DataPoint(idx=at)
            point.graphicalProperties.solidFill = fills[i].removeprefix("#").upper()
            point.graphicalProperties.line.solidFill = "808080"
            bars.dPt.append(point)
        bars.dLbls = DataLabelList(
            showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False
        )
        chart.title = _title(rating, words, league)
        chart.legend = None
        chart.x_axis.scaling.orientation = "maxMin"  # the first place on top
        chart.x_axis.delete = chart.y_axis.delete = False
        chart.x_axis.tickLblSkip = 1  # each bar bears its name
        chart.y_axis.crosses = "max"  # its figures below
        chart.y_axis.scaling.min = 0
        chart.y_axis.number_format = "#,##0"
        chart.y_axis.majorGridlines = None  # each bar bears its figure
        many = len(pages) > _MANY
        chart.x_axis.txPr = bars.dLbls.txPr = _small_text(7 if many else 9)
        width, height = _WIDE[many], min(_AROUND + _BAR * max(len(pages), 3), _TALL[many])
        chart.width, chart.height = width, height  # type: ignore[assignment]  # centimetres may have a fraction
        sheet.page.add_chart(chart, f"{letters(names)}{top}")
        end = top
        room = height
        while room > 0:  # rows of long names are taller
            room -= sheet.heights.get(end, ROW) / _POINTS
            end += 1
        below.append(f"{letters(names)}{top}:{letters(names + math.ceil(width / _COLUMN))}{end}")
        top = end + 2
    return below


def _small_text(points: int) -> RichText:
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties

    properties = CharacterProperties(sz=points * 100)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=properties), endParaRPr=properties)])


def _title(rating: Rating, words: Catalogue, league: str) -> str:
    title = words.say(f"xlsx.chart.{rating.scoring.key}")
    if len(rating.leagues) > 1:
        title = f"{rating.methodology.league_label(league)}. {title}"
    if len(rating.leagues[league]) > MOST_BARS:
        title = words.say("xlsx.chart.first", title=title, n=MOST_BARS)
    return shown_text(title)
