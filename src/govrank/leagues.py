"""Leagues: which pages are ranked together."""

from __future__ import annotations

import numpy as np

from govrank.methodology import Methodology
from govrank.pages import Pages
from govrank.rank import Array


def league_codes(pages: Pages, methodology: Methodology) -> tuple[Array | None, Array]:
    """Return each page's league as a number, and how many pages its league has.

    Returns:
        Two arrays of shape (pages,): numbers from 0 in the methodology's order, None where there is only one
        league; and sizes.
    """
    leagues = sorted(set(pages.leagues), key=methodology.league_order)
    if len(leagues) <= 1:
        return None, np.full(len(pages), len(pages))
    code_of = {name: code for code, name in enumerate(leagues)}
    codes = np.array([code_of[name] for name in pages.leagues], dtype=np.int64)
    return codes, np.bincount(codes)[codes]
