"""Figures that cannot be true together, such as interactions without posts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from govrank.measure import over_nothing
from govrank.methodology.rules import Methodology
from govrank.pages import Count
from govrank.validate.checked import Checked
from govrank.validate.columns import Columns


def find_contradictions(
    counts: Mapping[str, Count],
    columns: Columns,
    methodology: Methodology,
    out: Mapping[int, str],
    checked: Checked,
) -> None:
    """Add to `checked` each page with something to divide and nothing to divide it by.

    Of counts other than interactions only a page whose indicator is wanted needs both: one below the minimum is left
    out and not refused.
    """
    seen: set[tuple[int, str]] = set()
    able = np.ones(len(checked.table.rows), dtype=np.bool_)
    for name, least in methodology.minimum.items():
        if least and name in counts:
            able &= counts[name].reaches(least)
    for measure in methodology.measures:
        if not all(name in counts for name in (*measure.of, *measure.per)):
            continue
        for name, wrong in over_nothing(measure, counts, able):
            if name == "population" or name not in {*columns.at, *columns.sums}:
                continue  # a region without inhabitants is a problem of its own
            for i in np.flatnonzero(wrong).tolist():
                if i in out or (i, name) in seen:
                    continue
                seen.add((i, name))
                at = columns.at[columns.sums.get(name, (name,))[0]]
                total = sum(counts[part].figure(i) for part in measure.of)
                number = int(total) if total == int(total) else float(total)
                checked.add("contradiction", i, at, name, divisor=name, counted=" + ".join(measure.of), number=number)
