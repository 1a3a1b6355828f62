"""A data frame as a table of cells, so that it is checked as a file is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from govrank.read.table import Grid, Source

if TYPE_CHECKING:
    import pandas as pd


def table_of_frame(frame: pd.DataFrame, name: str) -> Grid:
    """Return a data frame as a table of cells; missing values become empty cells."""
    columns = [
        [
            "" if empty else cell.item() if isinstance(cell, np.generic) else cell
            for cell, empty in zip(frame[column].tolist(), frame[column].isna().tolist(), strict=True)
        ]
        for column in frame.columns
    ]
    return Grid(
        source=Source(name, ""),
        sheet=None,
        headings=tuple(str(column) for column in frame.columns),
        columns=tuple(columns),
        rows=range(2, len(frame) + 2),
        positions=tuple(range(len(frame.columns))),
    )
