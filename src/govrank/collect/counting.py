"""Counting each post once: duplicates, deleted posts, and posts that are not the page's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from govrank.collect.exports import FIGURES, Numbers, numbered
from govrank.collect.times import WHOLE_DAY
from govrank.networks import link_key
from govrank.scoring.pages import BoolArray

if TYPE_CHECKING:
    import pandas as pd


def post_keys(posts: pd.DataFrame, links: Callable[[], Numbers], pages: Numbers | None = None) -> Numbers:
    """Return a number for each row, equal for rows of one post, by its id, else its link; -1 if it has neither.

    Args:
        posts: with a `number` that is equal for rows of one network and id.
        links: returns for each row what `link_numbers` does; called only if a row has no id.
        pages: of each row, within which short ids are unique; None ignores short ids.
    """
    named, short, keys = (posts[name].to_numpy() for name in ("has_id", "short_id", "number"))
    if short.any():
        if pages is None:
            named = named & ~short
        else:
            keys = numbered(keys, np.where(short, pages + 1, 0))
    keys = np.where(named, keys, -1)
    linked = np.flatnonzero(~named & posts["has_link"].to_numpy())
    if len(linked):
        of_row = links()
        of_link = {link: key for link, key in zip(of_row.tolist(), keys.tolist(), strict=True) if min(link, key) >= 0}
        for at, link in zip(linked.tolist(), of_row[linked].tolist(), strict=True):
            if link >= 0:
                keys[at] = of_link.setdefault(link, len(keys) + len(of_link))
    return keys


def link_numbers(links: Sequence[str]) -> Numbers:
    """Return a number for each link, equal for links of one post; -1 for a text that leads nowhere."""
    numbers: dict[str, int] = {}
    keys = (link_key(link) if link else "" for link in links)
    return np.array([numbers.setdefault(key, len(numbers)) if key else -1 for key in keys], dtype=np.int64)


def replaced_rows(keys: Numbers) -> BoolArray:
    """Return which rows are repeated further down: the last row of a post counts."""
    import pandas as pd

    return np.asarray((keys >= 0) & pd.Series(keys).duplicated(keep="last").to_numpy())


def equal_rows(bare: pd.DataFrame) -> list[tuple[int, int]]:
    """Return pairs of rows without id and link that are, or may be, one post, by their labels.

    They are if page and time are equal and so is the text, or so are all figures.
    """
    found = []
    seen: dict[tuple[object, ...], int] = {}
    figures = bare[[*FIGURES]].astype(object).to_numpy()
    columns = (bare["code"], bare["local"], bare["kind"], bare["text"], figures, bare.index)
    for code, local, kind, text, row, at in zip(*columns, strict=True):
        counts = () if text and kind != WHOLE_DAY else tuple(map(str, row))
        other = seen.setdefault((code, local, text, counts), int(at))
        if other != at:
            found.append((other, int(at)))
    return found


def deleted_posts(posts: pd.DataFrame, every: pd.DataFrame) -> BoolArray:
    """Return which posts a later export of the same dates no longer has.

    Args:
        posts: each post once, with the last export `file` that has it.
        every: all rows, to know what each export holds.
    """
    gone = np.zeros(len(posts), np.bool_)
    files = sorted(every["file"].unique())
    for file in files[1:]:
        rows = every.loc[every["file"] == file, ["code", "local", "has_id", "has_link"]]
        same = posts["code"].isin(rows["code"].unique())
        within = posts["local"].between(rows["local"].min(), rows["local"].max())
        told = (posts["has_id"] & bool(rows["has_id"].any())) | (posts["has_link"] & bool(rows["has_link"].any()))
        gone |= ((posts["file"] < file) & same & within & told).to_numpy()
    return gone
