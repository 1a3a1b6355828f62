"""Engagement rates as a file gives them: each read with the digits that it shows, to compare with the computed one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from govrank.pages import BoolArray
from govrank.read.refusals import LARGEST, LONGEST_TEXT, SPACES
from govrank.read.table import Cell, Column

_RATE = re.compile(r"(?P<whole>[0-9]+)(?:[.,](?P<fraction>[0-9]+))?(?P<percent>%)?")
_TOLERANCE = 0.01  # of the computed rate: published rates are rounded, and rounded differently
_FLOATS = 1e-12  # what two floats of one figure may differ by


@dataclass(frozen=True)
class GivenRate:
    """A rate in percent, and how many decimals of it are shown.

    Attributes:
        signed: whether a percent sign stands behind it. Without one it may be a share of one, as a cell in percent
            format holds it (0.01 is shown as 1 %), and zeros at its end may be hidden.
    """

    value: float
    decimals: int
    signed: bool = False


def differing_rates(column: Column, computed: npt.NDArray[np.float64]) -> BoolArray:
    """Say which rates of a file are not the computed ones, rounded to the digits that are shown.

    A cell from which no rate can be read, an empty one too, does not differ.

    Args:
        computed: shape (rows,), in percent.
    """
    cells: Sequence[Cell] = column.tolist() if isinstance(column, np.ndarray) else column
    rates = [given_rate(cell) for cell in cells]
    together = max((rate.decimals for rate in rates if rate is not None and not rate.signed), default=0)
    return np.array(
        [
            rate is not None and not _agrees(rate, rate.decimals if rate.signed else together, value)
            for rate, value in zip(rates, computed.tolist(), strict=True)
        ],
        dtype=np.bool_,
    )


def _agrees(rate: GivenRate, decimals: int, computed: float) -> bool:
    readings = [(rate.value, decimals)] + ([] if rate.signed else [(rate.value * 100, max(decimals - 2, 0))])
    return any(
        abs(value - computed) <= max(abs(computed) * _TOLERANCE, 0.5 * 10.0**-shown + _FLOATS)
        for value, shown in readings
    )


def given_rate(cell: Cell) -> GivenRate | None:
    """Return the rate that a cell holds; None where it holds none.

    A text's comma or dot is the decimal sign, whatever stands behind it: no rate has thousands.

    >>> given_rate("2,5 %"), given_rate("1,234"), given_rate("n/a")
    (GivenRate(value=2.5, decimals=1, signed=True), GivenRate(value=1.234, decimals=3, signed=False), None)
    """
    if isinstance(cell, str):
        match = None if len(cell) > LONGEST_TEXT else _RATE.fullmatch(re.sub(f"[{SPACES}]", "", cell))
        if match is None:
            return None
        fraction = match["fraction"] or ""
        return GivenRate(float(f"{match['whole']}.{fraction}"), len(fraction), match["percent"] is not None)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and 0 <= cell <= LARGEST:
        exponent = Decimal(repr(cell)).normalize().as_tuple().exponent
        return GivenRate(float(cell), max(0, -exponent) if isinstance(exponent, int) else 0)
    return None
