"""A sheet of a workbook: rows and tables from top to bottom, and how it is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import fsum
from typing import TYPE_CHECKING

from govrank.formats.cells import (
    Value,
    begins_formula,
    formula_cell,
    formula_text,
    letters,
    lines_of,
    print_text,
    value_cells,
)
from govrank.formats.tabulation import (
    BUTTON,
    HEADING,
    LINE,
    PLAIN,
    SPARE,
    Column,
    DrawnColumn,
    Style,
    column_widths,
    row_heights,
    table_rows,
)

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from govrank.formats.spreadsheet import Spreadsheet


MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
ROW = 15  # points: of a row that nobody made higher
_A4_UPRIGHT = 95  # characters across at full size


class Sheet:
    """A sheet: `page` has openpyxl's settings, the rows are added here from top to bottom."""

    def __init__(self, book: Spreadsheet, page: Worksheet) -> None:
        self.book = book
        self.page = page
        self.height = 0
        self.across = 0
        self.heights: dict[int, float] = {}  # in points, of rows that are higher than usual
        self._blocks: list[Iterable[str]] = []

    def row(
        self,
        values: Sequence[Value] = (),
        style: Style = PLAIN,
        formulas: Mapping[int, str] | None = None,
        styles: Mapping[int, Style] | None = None,
        height: float = 0,
    ) -> None:
        """Add one row.

        Args:
            formulas: by column, from 1; the value is what they give.
            styles: the same, where they are not `style`.
            height: in points; 0 lets the program fit it.
        """
        self.height += 1
        live = formulas or {}
        cells = []
        for at in range(1, max(len(values), *live, 0) + 1):
            look = (styles or {}).get(at, style)
            value = values[at - 1] if at <= len(values) else None
            letter, number = letters(at), self.book.style_id(look)
            if at in live:
                cells.append(formula_cell(letter, self.height, number, formula_text(live[at]), value))
            elif value is not None or look is not PLAIN:
                quoted = self.book.style_id(look._replace(quote=True))
                cells += value_cells(letter, [self.height], [value], [number], [quoted])
            self.across = max(self.across, at)
        tall = f' ht="{height}" customHeight="1"' if height else ""
        self._blocks.append([f'<row r="{self.height}"{tall}>{"".join(cells)}</row>'])

    def table(
        self,
        columns: Sequence[Column],
        length: int,
        fills: Sequence[str] = (),
        leagues: Iterable[range] = (),
        beside: Sequence[Column] = (),
        filters: int | None = None,
    ) -> None:
        """Add a table; its header stays on the screen, repeats in print and has filters.

        Args:
            length: how many rows.
            fills: the colour of each row, as "#ffffff".
            leagues: the rows, counted from 0, that the formulas take together.
            beside: more columns after an empty one, without headings.
            filters: how many of the first columns have filters; None means all.
        """
        page = self.page
        filtered = len(columns) if filters is None else filters
        widths = column_widths(columns, filtered)
        for at, width in enumerate(widths, 1):
            page.column_dimensions[letters(at)].width = width
        self.header(
            [column.heading for column in columns],
            [width - (BUTTON if at < filtered else 0) for at, width in enumerate(widths)],
        )
        top = self.height + 1
        page.print_title_rows = f"{self.height}:{self.height}"
        page.auto_filter.ref = f"A{self.height}:{letters(filtered)}{self.height + max(length, 1)}"
        if not page.freeze_panes:
            page.freeze_panes = f"A{top}"
        bounds = [(top + league.start, top + league.stop - 1) for league in leagues for _row in league]
        colors = list(dict.fromkeys(fills))  # a set has another order each time
        drawn = [self._drawn(at, column, colors) for at, column in enumerate(columns, 1)]
        drawn += [self._drawn(at, column, colors) for at, column in enumerate(beside, len(columns) + 2)]
        heights = {top + at: height for at, height in row_heights(columns, widths).items()}
        self.heights |= heights
        self._blocks.append(table_rows(drawn, top, length, fills, bounds, heights))
        self.height += length

    def _drawn(self, at: int, column: Column, colors: Sequence[str]) -> DrawnColumn:
        """Number the styles of a column, before openpyxl writes the list of styles."""
        looks = {"": column.style} | (
            {color: column.style._replace(fill=_fill(color)) for color in colors} if column.fills else {}
        )
        ids = {color: self.book.style_id(look) for color, look in looks.items()}
        quoted = ids
        if any(isinstance(value, str) and value and begins_formula(value) for value in column.values):
            quoted = {color: self.book.style_id(look._replace(quote=True)) for color, look in looks.items()}
        return DrawnColumn(letters(at), column, ids, quoted)

    def header(self, headings: Sequence[str | None], widths: Sequence[float]) -> None:
        """Add a row of headings, as high as they need."""
        lines = [lines_of(text or "", room / SPARE) for text, room in zip(headings, widths, strict=True)]
        self.row(headings, HEADING, height=max(lines) * LINE)

    def paragraph(self, text: str, across: int, style: Style = PLAIN) -> None:
        """Add a row of one text as wide as some columns together, whose widths are set."""
        widths = [self.page.column_dimensions[letters(at)].width for at in range(1, across + 1)]
        lines = lines_of(text, fsum(widths) / SPARE)
        self.row([text], style._replace(align="left", wrap=True), height=lines * LINE)
        self.merge(self.height, 1, across)

    def merge(self, row: int, first: int, last: int) -> None:
        """Make one cell of some neighbours in a row."""
        from openpyxl.worksheet.cell_range import CellRange

        # not openpyxl's own way, which would make the cells that are made here
        self.page.merged_cells.add(CellRange(f"{letters(first)}{row}:{letters(last)}{row}"))

    def rows(self) -> Iterator[str]:
        """Yield the rows as XML, in their order."""
        for block in self._blocks:
            yield from block

    def fit_page(self, title: str, foot: str, *, landscape: bool | None = None, paper: int = 9) -> None:
        """Make the print one page wide, with a title above and page numbers below.

        Args:
            landscape: None lets the widths decide.
            paper: 9 is A4, 8 is A3.
        """
        page = self.page
        widths = [page.column_dimensions[letters(at)].width for at in range(1, self.across + 1)]
        wide = fsum(widths) > _A4_UPRIGHT if landscape is None else landscape
        page.page_setup.orientation = "landscape" if wide else "portrait"
        page.page_setup.paperSize = paper
        page.page_setup.fitToWidth = 1
        page.page_setup.fitToHeight = 0
        page.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]  # every new sheet has it
        margins = page.page_margins
        margins.left = margins.right = 0.4  # inches
        margins.top = margins.bottom = 0.75
        margins.header = margins.footer = 0.3
        page.oddHeader.center.text = print_text(title)  # type: ignore[union-attr]  # the same
        page.oddFooter.left.text = print_text(foot)  # type: ignore[union-attr]  # the same
        page.oddFooter.right.text = "&P / &N"  # type: ignore[union-attr]  # the same


def _fill(color: str) -> str:
    """Return a colour as the workbook writes it; white is no colour."""
    return "" if color.casefold() == "#ffffff" else color.removeprefix("#").upper()
