"""Leagues: which pages are ranked together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from govrank.methodology.bands import SizeLeague
from govrank.methodology.rules import Methodology
from govrank.pages import Count, Pages
from govrank.rank import Array
from govrank.spelling import look_alike_key


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


def same_leagues(values: Sequence[str], keys: Sequence[str] | None = None) -> Sequence[str]:
    """Return the leagues of a column's values, each under its first spelling.

    Values that differ only in case, spacing or letters that look alike are one league; so are those of one key.

    Args:
        keys: shape (rows,), what makes values one; None takes the values' spelling.

    >>> same_leagues(["Восток", "восток ", "Запад"])
    ['Восток', 'Восток', 'Запад']
    """
    of = {value: look_alike_key(value) for value in dict.fromkeys(values)}
    if keys is not None:
        of |= {value: key for value, key in dict.fromkeys(zip(values, keys, strict=True)) if key}
    first: dict[str, str] = {}
    shown = {value: first.setdefault(key, value) for value, key in of.items()}
    return values if len(first) == len(of) else [*map(shown.__getitem__, values)]


def size_leagues(count: Count, sizes: SizeLeague) -> tuple[list[str], dict[int, str]]:
    """Return the league of each page by its size, and the pages that no band holds.

    Args:
        count: shape (pages,), the sizes.

    Returns:
        Names of bands, an empty text where none holds the page; and the figures of those pages by their index.
    """
    figures = count.figures.tolist()
    missing = count.missing.tolist() if count.missing is not None else [False] * len(figures)
    leagues: list[str] = []
    unplaced: dict[int, str] = {}
    for i, (figure, unknown) in enumerate(zip(figures, missing, strict=True)):
        band = next((b for b in sizes.bands if figure >= b.from_ and (b.to is None or figure < b.to)), None)
        if band is None or unknown:
            unplaced[i] = "–" if unknown else f"{figure:g}"
            leagues.append("")
        else:
            leagues.append(band.name)
    return leagues, unplaced
