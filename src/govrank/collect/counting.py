"""Counting each post once: what stands twice, what is gone since, what is no post of the page's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from govrank.collect.exports import FIGURES, is_short_id
from govrank.collect.times import WHOLE_DAY
from govrank.scoring.pages import BoolArray

if TYPE_CHECKING:
    import pandas as pd

Keys = npt.NDArray[np.int64]


def post_keys(posts: pd.DataFrame, pages: Sequence[object] | None = None) -> Keys:
    """Return a number for each row, equal for rows of one post, by its id, else its link; -1 where it has neither.

    Args:
        pages: of each row, which short ids count from 1 within; None leaves those out.
    """
    platforms, ids, links = (posts[name].tolist() for name in ("platform", "id", "link"))
    owners: Sequence[object] = [""] * len(posts) if pages is None else pages
    names: list[str] = []
    for platform, post, owner in zip(platforms, ids, owners, strict=True):
        if not post or (pages is None and is_short_id(post)):
            names.append("")
        else:
            names.append(f"{platform}\0{owner if is_short_id(post) else ''}\0{post}")
    of_link = {link: name for link, name in zip(links, names, strict=True) if link and name}
    names = [name or (of_link.get(link, f"\0{link}") if link else "") for name, link in zip(names, links, strict=True)]
    codes: dict[str, int] = {}  # not pandas, which before its version 3 reads a text up to its zero byte only
    return np.array([codes.setdefault(name, len(codes)) if name else -1 for name in names], dtype=np.int64)


def replaced_rows(keys: Keys) -> BoolArray:
    """Say which rows stand again further down: of a post the last row counts."""
    import pandas as pd

    return np.asarray((keys >= 0) & pd.Series(keys).duplicated(keep="last").to_numpy())


def equal_rows(posts: pd.DataFrame) -> list[tuple[int, int]]:
    """Return pairs of rows without id and link that are one post or cannot be told apart, by their positions.

    They are where page and time are equal and the text is, or all figures are.
    """
    found = []
    seen: dict[tuple[object, ...], int] = {}
    bare = posts[(posts["id"] == "") & (posts["link"] == "")]
    figures = bare[[*FIGURES]].astype(object).to_numpy()
    positions = np.flatnonzero(((posts["id"] == "") & (posts["link"] == "")).to_numpy())
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
        rows = every[every["file"] == file]
        same = posts["code"].isin(rows["code"].unique())
        within = posts["local"].between(rows["local"].min(), rows["local"].max())
        told = ((posts["id"] != "") & bool((rows["id"] != "").any())) | (
            (posts["link"] != "") & bool((rows["link"] != "").any())
        )
        gone |= ((posts["file"] < file) & same & within & told).to_numpy()
    return gone
