"""Counting each post once: what stands twice, what is gone since, what is no post of the page's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from govrank.collect.exports import FIGURES, LONGEST_SHORT_ID, Numbers, is_short_id, link_key, numbered
from govrank.collect.times import WHOLE_DAY
from govrank.scoring.pages import BoolArray

if TYPE_CHECKING:
    import pandas as pd


def post_keys(posts: pd.DataFrame, pages: Numbers | None = None) -> Numbers:
    """Return a number for each row, equal for rows of one post, by its id, else its link; -1 where it has neither.

    Args:
        posts: with a `number` that is equal for rows of one network and id.
        pages: of each row, which short ids count from 1 within; None leaves those out.
    """
    ids = posts["id"].to_numpy()
    lengths = np.fromiter(map(len, ids), np.int64, len(ids))
    owners = np.zeros(len(ids), np.int64)
    named = lengths > 0
    for at in np.flatnonzero(named & (lengths <= LONGEST_SHORT_ID)).tolist():
        if is_short_id(ids[at]):
            named[at] = pages is not None
            owners[at] = 0 if pages is None else pages[at] + 1
    keys = posts["number"].to_numpy()
    keys = np.where(named, numbered(keys, owners) if owners.any() else keys, -1)
    links = posts["link"].to_numpy()
    linked = np.flatnonzero(~named & (links != ""))
    if len(linked):
        link_keys = [link_key(link) if link else "" for link in links]
        of_link = {link: key for link, key in zip(link_keys, keys.tolist(), strict=True) if link and key >= 0}
        for at in linked.tolist():
            keys[at] = of_link.setdefault(link_keys[at], len(ids) + len(of_link))
    return keys


def replaced_rows(keys: Numbers) -> BoolArray:
    """Say which rows stand again further down: of a post the last row counts."""
    import pandas as pd

    return np.asarray((keys >= 0) & pd.Series(keys).duplicated(keep="last").to_numpy())


def equal_rows(posts: pd.DataFrame) -> list[tuple[int, int]]:
    """Return pairs of rows without id and link that are one post or cannot be told apart, by their positions.

    They are where page and time are equal and the text is, or all figures are.
    """
    found = []
    seen: dict[tuple[object, ...], int] = {}
    positions = np.flatnonzero((posts["id"] == "") & (posts["link"] == ""))
    bare = posts.iloc[positions]
    figures = bare[[*FIGURES]].astype(object).to_numpy()
    columns = (bare["code"], bare["local"], bare["kind"], bare["text"], figures, positions)
    for code, local, kind, text, row, at in zip(*columns, strict=True):
        counts = () if text and kind != WHOLE_DAY else tuple(map(str, row))
        other = seen.setdefault((code, local, text, counts), int(at))
        if other != at:
            found.append((other, int(at)))
    return found


def deleted_posts(posts: pd.DataFrame, every: pd.DataFrame) -> BoolArray:
    """Say which posts a later export of the same dates has no more.

    Args:
        posts: each post once, with the export `file` that has it last.
        every: all rows, for what each export holds.
    """
    gone = np.zeros(len(posts), np.bool_)
    files = sorted(every["file"].unique())
    for file in files[1:]:
        rows = every.loc[every["file"] == file, ["code", "local", "id", "link"]]
        same = posts["code"].isin(rows["code"].unique())
        within = posts["local"].between(rows["local"].min(), rows["local"].max())
        told = ((posts["id"] != "") & bool((rows["id"] != "").any())) | (
            (posts["link"] != "") & bool((rows["link"] != "").any())
        )
        gone |= ((posts["file"] < file) & same & within & told).to_numpy()
    return gone
