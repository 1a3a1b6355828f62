"""Figures that cannot be true together, such as interactions without posts."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import numpy as np

from govrank.headings import INTERACTIONS
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

    Interactions without posts or followers cannot be. Any other count, such as reach, may be there without them,
    and only a page whose indicator is wanted needs both: one below the minimum is left out and not refused.
    """
    seen: set[tuple[int, str]] = set()
    left_out = np.zeros(len(checked.table.rows), dtype=np.bool_)
    for name, least in methodology.minimum.items():
        if least and name in counts:
            left_out |= ~counts[name].reaches(least)
    for indicator in methodology.measures:
        if not all(name in counts for name in (*indicator.of, *indicator.per)):
            continue
        something = np.zeros(len(checked.table.rows), dtype=np.bool_)
        for name in indicator.of:
            there = counts[name].numbers != 0
            something |= there if name in INTERACTIONS else there & ~left_out
        for name in indicator.per:
            if name == "population" or name not in {*columns.at, *columns.sums}:
                continue  # a region without inhabitants is a problem of its own
            nothing = counts[name].numbers == 0
            absent = counts[name].missing
            if absent is not None:
                nothing &= ~absent
            for i in np.flatnonzero(something & nothing).tolist():
                if i in out or (i, name) in seen:
                    continue
                seen.add((i, name))
                at = columns.at[columns.sums.get(name, (name,))[0]]
                top = " + ".join(indicator.of)
                total = sum(Fraction(int(counts[part].numbers[i]), counts[part].scale) for part in indicator.of)
                number = int(total) if total == int(total) else float(total)
                checked.add("contradiction", i, at, name, divisor=name, counted=top, number=number)
