"""Native bar charts of the totals, beside the final table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from govrank.digest import page_names
from govrank.export.cells import letters
from govrank.export.spreadsheet import Column, Sheet, Style
from govrank.language import Catalogue
from govrank.platforms import platform_label
from govrank.rating import Rating
from govrank.sentences import shown_text

if TYPE_CHECKING:
    from openpyxl.chart.text import RichText

MOST_BARS = 50  # of a chart
MOST_CHARTS = 12  # of a sheet: one a league
_WIDTH, _BAR, _AROUND = 24.0, 0.55, 2.5  # centimetres: of a chart, of a bar, of title and axis
_TALLEST = 16.0  # centimetres, what a page across holds
_MANY = 28  # bars, from which their names must be small
_ROW = 0.53  # centimetres, of a row of the sheet
_COLUMNS = 14  # that a chart lies across
_NAMES = Style(ink="FFFFFF", lines=False)  # the charts lie on them


def names_column(rating: Rating) -> Column:
    """Return the names of the bars: a column for the charts only, white on white below them."""
    names = [""] * len(rating)
    bars = [i for pages in _charted(rating).values() for i in pages]
    named = page_names(rating)
    for i in bars:
        names[i] = named[i]
    return Column("", names, _NAMES, fills=False)


def _charted(rating: Rating) -> dict[str, range]:
    return {league: pages[:MOST_BARS] for league, pages in list(rating.leagues.items())[:MOST_CHARTS]}


def add_bars(sheet: Sheet, rating: Rating, words: Catalogue, total: int, names: int, fills: Sequence[str]) -> str:
    """Add a chart a league, the best page on top, the bars in their zones' colours.

    Args:
        total, names: which columns have the figures and the names, from 1.
        fills: the zone's colour of each row.

    Returns:
        The cells below the charts, to be printed.
    """
    from openpyxl.chart import BarChart, Reference
    from openpyxl.chart.label import DataLabelList
    from openpyxl.chart.marker import DataPoint

    top = 2
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
        chart.y_axis.crosses = "max"  # its figures below
        chart.y_axis.scaling.min = 0
        chart.y_axis.number_format = "#,##0"
        chart.y_axis.majorGridlines = None  # each bar bears its figure
        chart.x_axis.txPr = _small_text(7 if len(pages) > _MANY else 9)
        height = min(_AROUND + _BAR * max(len(pages), 3), _TALLEST)
        chart.width, chart.height = _WIDTH, height  # type: ignore[assignment]  # centimetres may have a fraction
        sheet.page.add_chart(chart, f"{letters(names)}{top}")
        top += int(height / _ROW) + 2
    return f"{letters(names)}1:{letters(names + _COLUMNS)}{top}"


def _small_text(points: int) -> RichText:
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties

    properties = CharacterProperties(sz=points * 100)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=properties), endParaRPr=properties)])


def _title(rating: Rating, words: Catalogue, league: str) -> str:
    title = words.say("xlsx.chart.index" if rating.methodology.is_index else "xlsx.chart")
    if len(rating.leagues) > 1:
        title = f"{platform_label(league)}. {title}"
    if len(rating.leagues[league]) > MOST_BARS:
        title = words.say("xlsx.chart.first", title=title, n=MOST_BARS)
    return shown_text(title)
