"""The types of a page's row, as pydantic checks them, column by column: every cell, and each by its index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from functools import cache
from typing import Annotated, Any, Generic, TypeVar

import numpy as np
from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError, ValidationInfo
from pydantic_core import ErrorDetails, PydanticCustomError

from govrank.pages import Count
from govrank.read.numbers import UNKNOWN, DecimalSign, Notation, notation_of, plain_numbers, read_decimal, read_whole
from govrank.read.refusals import LARGEST, NumberError
from govrank.read.table import (
    ERROR_TEXTS,
    MISSING_TEXTS,
    Cell,
    Column,
    ErrorValue,
    Uncalculated,
    cell_text,
    is_missing,
)

_Value = TypeVar("_Value")


def _whole(cell: Cell, info: ValidationInfo) -> int | None:
    try:
        return read_whole(cell, info.context or UNKNOWN)
    except NumberError as wrong:
        raise _as_finding(wrong) from None


def _decimal(cell: Cell, info: ValidationInfo) -> Decimal | None:
    try:
        return read_decimal(cell, info.context or UNKNOWN)
    except NumberError as wrong:
        raise _as_finding(wrong) from None


def _as_finding(wrong: NumberError) -> PydanticCustomError:
    return PydanticCustomError(
        "cell", "cell", {"code": wrong.code, "wording": wrong.wording, "proposal": wrong.proposal}
    )


def _name(cell: Cell) -> str | None:
    if isinstance(cell, str):
        text = cell.strip()
        if text in ERROR_TEXTS:
            raise PydanticCustomError("cell", "cell", {"code": "error-value", "wording": "text"})
        return None if is_missing(text) else text
    if (isinstance(cell, int) and not isinstance(cell, bool)) or (isinstance(cell, float) and cell.is_integer()):
        return cell_text(cell)
    if isinstance(cell, ErrorValue):
        raise PydanticCustomError("cell", "cell", {"code": "error-value", "wording": "text"})
    if isinstance(cell, Uncalculated):
        raise PydanticCustomError("cell", "cell", {"code": "formula-without-value", "wording": ""})
    raise PydanticCustomError("cell", "cell", {"code": "not-text", "wording": ""})


PlainWhole = Annotated[int, Field(strict=True, ge=0, le=LARGEST)]
Whole = Annotated[PlainWhole | None, BeforeValidator(_whole)]
Amount = Annotated[Decimal | None, BeforeValidator(_decimal)]
Name = Annotated[str | None, BeforeValidator(_name)]


CHUNK = 1 << 14
_EXACT = Context(prec=1000)  # digits: more than a number of any accepted text has; the usual 28 would round
_LONGEST_MISSING = max(map(len, MISSING_TEXTS))
_TYPES: dict[str, Any] = {
    "text": list[Annotated[str, Field(strict=True)]],
    "whole": list[Whole],
    "plain": list[PlainWhole],
    "decimal": list[Amount],
    "name": list[Name],
}


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(_TYPES[kind])


@dataclass(frozen=True)
class Finding:
    """A wrong cell: its index in the column, the problem's code, its sentence and what could be written."""

    index: int
    code: str
    wording: str = ""
    proposal: str = ""


@dataclass(frozen=True)
class Read(Generic[_Value]):
    """A column's values and its wrong cells; a wrong cell's value is as if it were missing.

    `unsure` are the indexes of figures like `1,234` of which the column does not show what the mark is: read as
    whole in a column of whole numbers, and as if missing in another.
    """

    values: _Value
    findings: tuple[Finding, ...] = ()
    unsure: tuple[int, ...] = ()


def read_names(column: Column) -> Read[Sequence[str | None]]:
    """Read a column of texts; a missing text is None."""
    if isinstance(column, np.ndarray):
        return Read(list(map(str, column.tolist())))
    try:
        texts: list[str] = list(map(str.strip, _adapter("text").validate_python(column)))
    except ValidationError:
        return _validated("name", column)
    if not ERROR_TEXTS.isdisjoint(texts):
        return _validated("name", column)
    if not texts or min(map(len, texts)) > _LONGEST_MISSING:
        return Read(texts)
    missing = {text for text in set(texts) if len(text) <= _LONGEST_MISSING and is_missing(text)}
    return Read([None if text in missing else text for text in texts] if missing else texts)


def read_count(column: Column, *, whole: bool, decimal: DecimalSign | None = None) -> Read[Count]:
    """Read a column of counts: whole numbers, or numbers that may have fractions.

    Args:
        decimal: the decimal sign, where the user says it.
    """
    if not isinstance(column, np.ndarray):
        numbers = plain_numbers(column)
        if numbers is None:
            return _read_cells(column, notation_of(column, decimal, whole=whole), whole=whole)
        column = numbers
    plain: Read[list[int]] = _validated("plain", column.tolist())
    if not plain.findings:
        return Read(Count(column))
    fits = column <= LARGEST
    return Read(Count(np.where(fits, column, 0), ~fits), plain.findings)


def _read_cells(column: Sequence[Cell], notation: Notation, *, whole: bool) -> Read[Count]:
    if whole:
        wholes: Read[list[int | None]] = _validated("whole", column, notation)
        missing = np.array([value is None for value in wholes.values], dtype=np.bool_)
        filled = np.array([value or 0 for value in wholes.values], dtype=np.int64)
        return Read(Count(filled, missing if missing.any() else None), wholes.findings, notation.unsure)
    if notation.unsure:
        column = [*column]
        for i in notation.unsure:
            column[i] = ""
    amounts: Read[list[Decimal | None]] = _validated("decimal", column, notation)
    return Read(count_of_decimals(amounts.values), amounts.findings, notation.unsure)


def count_of_decimals(values: Sequence[Decimal | None]) -> Count:
    """Return decimals as whole numbers with one scale for the column, so that nothing is rounded."""
    missing = np.array([value is None for value in values], dtype=np.bool_)
    decimals = 0
    for value in values:
        exponent = 0 if value is None else value.normalize(_EXACT).as_tuple().exponent
        decimals = max(decimals, -exponent if isinstance(exponent, int) else 0)
    scale = 10**decimals
    scaled = [0 if value is None else int(_EXACT.multiply(value, scale)) for value in values]
    kind: type = np.int64 if max(scale, max(scaled, default=0)) <= LARGEST * 1000 else object
    return Count(np.array(scaled, dtype=kind), missing if missing.any() else None, scale)


def _validated(kind: str, cells: Sequence[Cell], notation: Notation | None = None) -> Read[Any]:
    """Run a column through its pydantic type; wrong cells are found, all of them, and read as missing."""
    adapter = _adapter(kind)
    try:
        return Read(adapter.validate_python(cells, context=notation))
    except ValidationError as error:
        if len(cells) > CHUNK:  # a million findings at once would not fit: each is a dictionary of pydantic's
            del error
            starts = range(0, len(cells), CHUNK)
            parts = [_validated(kind, cells[start : start + CHUNK], notation) for start in starts]
            return _joined(parts)
        findings = tuple(_finding(entry) for entry in error.errors(include_url=False, include_input=False))
    mended: list[Cell] = list(cells)
    for finding in findings:
        mended[finding.index] = 0 if kind == "plain" else ""
    return Read(adapter.validate_python(mended, context=notation), findings)


def _joined(parts: Sequence[Read[Any]]) -> Read[Any]:
    """Return the parts of a column as one, their findings with the column's own indexes."""
    values = [value for part in parts for value in part.values]
    findings = tuple(
        replace(finding, index=finding.index + n * CHUNK) for n, part in enumerate(parts) for finding in part.findings
    )
    return Read(values, findings)


_CODES = {"less_than_equal": "too-large", "greater_than_equal": "negative", "int_type": "not-whole"}


def _finding(entry: ErrorDetails) -> Finding:
    context = entry.get("ctx", {})
    code = context["code"] if entry["type"] == "cell" else _CODES[entry["type"]]
    return Finding(int(entry["loc"][0]), code, context.get("wording", ""), context.get("proposal", ""))
