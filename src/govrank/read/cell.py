"""What a cell of a workbook holds, from its XML element."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from govrank.read.table import Cell, ErrorValue, Uncalculated

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_VALUE, _FORMULA, _INLINE = (f"{NS}{tag}" for tag in ("v", "f", "is"))
_NUMBER = re.compile(r"\s*[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\s*", re.ASCII)
_ESCAPED = re.compile(r"_x(?![dD][89a-fA-F])([0-9a-fA-F]{4})_")


def cell_reader(book: Any, shared: list[str]) -> Callable[[Element], Cell]:  # noqa: ANN401  # openpyxl's workbook
    """Return the function that turns a cell's element into what the cell holds."""
    from openpyxl.utils import datetime as conversion

    to_date: Any = conversion.from_excel
    iso_date: Any = conversion.from_ISO8601
    dates, spans, epoch = book._date_formats, book._timedelta_formats, book.epoch

    def read_cell(element: Element) -> Cell:
        kind = element.get("t", "n")
        if kind == "inlineStr":
            inline = element.find(_INLINE)
            return "" if inline is None else rich_text(inline)
        text = element.findtext(_VALUE)
        if not text:
            formula = element.find(_FORMULA)
            if formula is not None and not (kind == "str" and element.find(_VALUE) is not None):
                return Uncalculated(f"={formula.text or ''}")
            return ""
        if kind == "s":
            if not (text.isascii() and text.isdecimal()):
                raise ValueError(f"{text} is no number of a shared text")
            return shared[int(text)]
        if kind == "n":
            if not _NUMBER.fullmatch(text):
                raise ValueError(f"{text} is no number")
            number = float(text) if "." in text or "e" in text or "E" in text else int(text)
            style = element.get("s")
            if style and int(style) in dates:
                try:
                    return to_date(number, epoch, timedelta=int(style) in spans)  # type: ignore[no-any-return]
                except (OverflowError, ValueError):
                    return ErrorValue("#VALUE!")
            return number
        if kind == "str":
            return _unescaped(text)
        if kind == "b":
            return text not in ("0", "false")
        if kind == "e":
            return ErrorValue(text)
        if kind == "d":
            return iso_date(text)  # type: ignore[no-any-return]
        return text

    return read_cell


def rich_text(element: Element) -> str:
    """Return the text of an element that may be divided into runs of unlike looks."""
    return _unescaped("".join(_runs(element)))


def _unescaped(text: str) -> str:
    """Return a text with what XML cannot hold as it was: a line's end of a PC is written _x000D_.

    Half a pair that makes one sign is left as it is written: it is no text by itself.
    """
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _runs(text: Element) -> Iterator[str]:
    """Yield the runs of a text, without the phonetic hints that East Asian workbooks carry."""
    for child in text:
        if child.tag == f"{NS}t":
            yield child.text or ""
        elif child.tag == f"{NS}r":
            yield child.findtext(f"{NS}t") or ""
