"""Which valid pages the rules leave out, and why."""

from __future__ import annotations

import numpy as np

from govrank.figures import plain_text
from govrank.methodology.rules import Methodology
from govrank.pages import Count, Pages, Reason
from govrank.problem import Problem


def ineligible_pages(pages: Pages, methodology: Methodology) -> dict[int, Reason]:
    """Return the pages that do not meet the minimum, or lack a figure under `missing = "exclude"`.

    Returns:
        The reason of each such page, by its index; of several the first, in the order of the rules.
    """
    reasons: dict[int, Reason] = {}
    for name, least in methodology.minimum.items():
        if not least:
            continue
        count = pages.counts[name]
        for i in np.flatnonzero(~count.reaches(least)).tolist():
            number = figure_text(count, i)
            reasons.setdefault(i, Reason(wording="minimum", args={"count": name, "least": least, "number": number}))
    if methodology.missing == "exclude":
        used = dict.fromkeys(name for i in methodology.measures for name in (*i.of, *i.per))
        for name in used:
            missing = pages.counts[name].missing
            if missing is not None:
                for i in np.flatnonzero(missing).tolist():
                    reasons.setdefault(i, Reason(wording="missing", args={"count": name}))
    return reasons


def figure_text(count: Count, page: int) -> str:
    """Return a page's figure in a reason, with every digit; a dash where there is none."""
    return "–" if count.missing is not None and count.missing[page] else plain_text(count.figure(page))


def nobody_left(pages: Pages, file: str, sheet: str | None = None) -> Problem:
    """Return the problem that there is no page to rate, and why where all of them are left out."""
    if not pages.excluded:
        return Problem("no-pages", file, sheet)
    first = pages.excluded[0]
    args = {"n": len(pages.excluded), "page": first.page, "reason": first.reason}
    wording = "invalid" if all(out.reason.wording == "invalid" for out in pages.excluded) else "left-out"
    return Problem("no-pages", file, sheet, wording=wording, args=args)
