"""A workbook to fill in, designed to prevent mistakes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, BinaryIO

from govrank.formats.cells import LINE, SPARE, lines_of
from govrank.formats.openpyxl import fit_page, set_text, write_book
from govrank.networks import PLATFORMS, platform_label
from govrank.population.tables import PopulationTable
from govrank.read.numbers import LARGEST
from govrank.text.catalogue import Catalogue

_COUNTS = ("followers", "posts", "engaged")
_HELP_WIDTH = 76  # characters: A4 upright takes 80
_ROW = 17.0  # points: room for handwriting
_WIDTHS = {"region": 34, "platform": 14, "page": 40, "excluded": 40}


def write_template(
    population: PopulationTable, platforms: Sequence[str], words: Catalogue, stream: BinaryIO, name: str
) -> int:
    """Write a workbook: the instructions, one row per region and network to fill in, and the populations.

    Args:
        platforms: keys of the networks.
        name: of the file, for the commands in the instructions.

    Returns:
        The number of rows to fill in.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill

    book = Workbook()
    bold, head = Font(name="Calibri", size=11, bold=True), PatternFill("solid", fgColor="FFDDEBF7")

    def headings(sheet: Any, texts: Sequence[str], widths: Sequence[int]) -> None:  # noqa: ANN401
        sheet.append(list(texts))
        for column, width in enumerate(widths, 1):
            cell = sheet.cell(1, column)
            cell.font, cell.fill, cell.alignment = bold, head, Alignment(wrap_text=True, vertical="center")
            sheet.column_dimensions[cell.column_letter].width = width
        sheet.freeze_panes = "A2"

    instructions: Any = book.active
    instructions.title = words.say("template.help")
    instructions.column_dimensions["A"].width = _HELP_WIDTH
    table = population.name if population.date is None else f"{population.name}, {population.date}"
    for line in range(1, 7):
        text = words.say(f"template.line.{line}", table=table, file=name)
        set_text(instructions.cell(line, 1), text)
        instructions.row_dimensions[line].height = (lines_of(text, _HELP_WIDTH / SPARE) + 0.5) * LINE
        instructions.cell(line, 1).alignment = Alignment(wrap_text=True, vertical="top")
    pages = book.create_sheet(words.say("template.pages"))
    columns = ("region", "platform", "page", *_COUNTS, "excluded")
    headings(pages, [_heading(column, words) for column in columns], [_WIDTHS.get(column, 16) for column in columns])
    pages.freeze_panes = "C2"
    rows = [(region, platform) for region in population.regions.values() for platform in platforms]
    for row, (region, platform) in enumerate(rows, 2):
        set_text(pages.cell(row, 1), region.label(words.lang))
        set_text(pages.cell(row, 2), platform_label(platform))
    _add_checks(pages, columns, words)
    for row in pages.iter_rows(min_row=2, min_col=4, max_col=6):
        for cell in row:
            cell.number_format = "#,##0"

    people = book.create_sheet(words.say("template.population"))
    headings(people, [_heading(name, words) for name in ("region", "population", "date")], [34, 16, 14])
    for row, region in enumerate(population.regions.values(), 2):
        set_text(people.cell(row, 1), region.label(words.lang))
        people.cell(row, 2, region.population).number_format = "#,##0"
        if population.date:
            set_text(people.cell(row, 3), population.date)

    fit_page(instructions)
    _fit_table(pages, landscape=True)
    _fit_table(people)
    write_book(book, stream)
    return len(rows)


def _fit_table(sheet: Any, *, landscape: bool = False) -> None:  # noqa: ANN401  # openpyxl's sheet
    """Set a table to print with grid lines and repeated headings, as some fill it in by hand."""
    fit_page(sheet, landscape=landscape)
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = _ROW, True
    sheet.print_title_rows = "1:1"
    sheet.print_options.gridLines = True


def _heading(column: str, words: Catalogue) -> str:
    if column in ("region", "platform", "page"):
        return words.say(f"table.{column}")
    return words.say("template.population.column" if column == "population" else f"template.{column}")


def _add_checks(sheet: Any, columns: Sequence[str], words: Catalogue) -> None:  # noqa: ANN401
    """Make the spreadsheet program itself refuse anything but whole numbers and networks."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    last = max(sheet.max_row + 200, 500)
    whole = DataValidation(
        type="whole",
        operator="between",
        formula1="0",
        formula2=str(LARGEST),
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=words.say("template.whole.title"),
        error=words.say("template.whole"),
        showInputMessage=True,
        promptTitle=words.say("template.whole.title"),
        prompt=words.say("template.whole"),
    )
    first, end = (get_column_letter(columns.index(name) + 1) for name in (_COUNTS[0], _COUNTS[-1]))
    whole.add(f"{first}2:{end}{last}")
    network = DataValidation(
        type="list",
        formula1='"' + ",".join(platform_label(key) for key in PLATFORMS) + '"',
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="warning",
        error=words.say("template.network"),
    )
    letter = get_column_letter(columns.index("platform") + 1)
    network.add(f"{letter}2:{letter}{last}")
    sheet.add_data_validation(whole)
    sheet.add_data_validation(network)
