"""The posts of a period summed up page by page; pandas groups them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from govrank.collect.collected import PageSum
from govrank.collect.options import CollectOptions
from govrank.collect.times import DAY, day_text
from govrank.validate.registry import Entry

if TYPE_CHECKING:
    import pandas as pd
    from pandas.core.groupby import DataFrameGroupBy

SUMMED = ("likes", "comments", "shares", "saves", "views", "interactions")
_ZERO = ("likes", "comments", "shares", "interactions")
"""The counts that are 0 for a page without posts; not every network has saves and views."""
_THURSDAY = 3  # days from a Monday to 1970-01-01


@dataclass(frozen=True)
class Unit:
    """A page to be summed up: the code of its posts, None if it has none, and its entry in the registry."""

    code: int | None
    entry: Entry | None


def sum_pages(
    units: Sequence[Unit],
    own: pd.DataFrame,
    inside: pd.DataFrame,
    counted: pd.DataFrame,
    spellings: pd.DataFrame,
    given: Mapping[int, int | None] | None,
    options: CollectOptions,
) -> list[PageSum]:
    """Return one page for each unit.

    A sum is missing if the figure of one of its posts is: missing is never 0.

    Args:
        own: the posts that count at any time; `inside`: all posts of the period; `counted`: those that are both.
        spellings: of pages; the column `who` of the posts holds indexes of its rows.
        given: followers by the unit's index, if a file has them.
    """
    groups = counted.groupby("code")
    sizes = groups.size()
    sums = _sums(groups, sizes)
    last = own.loc[own["local"] < options.end, ["code", "local"]].groupby("code")["local"].max().to_dict()
    weeks = _weeks(counted)
    followers = _followers(inside, most=options.followers == "max")
    newest = inside[["code", "local", "who"]].sort_values("local", kind="stable").drop_duplicates("code", keep="last")
    rows = dict(zip(newest["code"].tolist(), spellings.iloc[newest["who"]].to_dict("records"), strict=True))
    posts_of = sizes.to_dict()
    pages = []
    for at, unit in enumerate(units):
        code = -1 if unit.code is None else unit.code
        shown = _shown(rows.get(code), unit.entry)
        count, day = followers.get(code, (None, ""))
        if given is not None and given.get(at) is not None:
            count, day = given[at], ""
        none = {name: 0 if name in _ZERO else None for name in SUMMED}
        figures = sums.get(code, none)
        latest = last.get(code)
        pages.append(
            PageSum(
                **shown,
                followers=count,
                followers_date=day,
                posts=int(posts_of.get(code, 0)),
                figures=figures,
                last_post="" if latest is None else day_text(int(latest)),
                days_since=None if latest is None else (options.end - DAY) // DAY - int(latest) // DAY,
                weeks=weeks.get(code, 0),
                population=None if unit.entry is None else unit.entry.population,
                excluded="" if unit.entry is None else unit.entry.excluded,
            )
        )
    return _with_distinct_names(pages, [rows.get(-1 if unit.code is None else unit.code) for unit in units])


def _sums(groups: DataFrameGroupBy[Any, Any], sizes: pd.Series) -> dict[int, dict[str, int | None]]:
    """Return the sums of each page's posts by its code."""
    import pandas as pd

    added = groups[[*SUMMED]].sum()
    whole = groups[[*SUMMED]].count().eq(sizes, axis=0)
    rows = zip(added.index.tolist(), *(added[name].where(whole[name]).tolist() for name in SUMMED), strict=True)
    return {
        code: {name: None if value is pd.NA else value for name, value in zip(SUMMED, values, strict=True)}
        for code, *values in rows
    }


def _weeks(posts: pd.DataFrame) -> dict[int, int]:
    """Return in how many weeks, Monday to Sunday, each page posted."""
    week = (posts["local"] // DAY + _THURSDAY) // 7  # days
    number = posts[["code"]].assign(week=week).drop_duplicates().groupby("code").size()
    return dict(zip(number.index.tolist(), number.tolist(), strict=True))


def _followers(posts: pd.DataFrame, *, most: bool) -> dict[int, tuple[int, str]]:
    """Return the followers of each page at its last post that has them, or the maximum, and the day."""
    known = posts.loc[posts["followers"].notna(), ["code", "local", "followers"]]
    order = ["followers", "local"] if most else ["local"]
    newest = known.sort_values(order, kind="stable").drop_duplicates("code", keep="last")
    rows = zip(newest["code"].tolist(), newest["followers"].tolist(), newest["local"].tolist(), strict=True)
    return {code: (int(count), day_text(local)) for code, count, local in rows}


def _shown(row: Mapping[str, Any] | None, entry: Entry | None) -> dict[str, str]:
    """Return a page's name, from the registry, else from its last post."""
    row = row or {"page": "", "page_id": "", "handle": "", "platform": "", "region": ""}
    if entry is None:
        name = row["page"] or row["handle"] or row["page_id"]
        return {"region": row["region"], "platform": row["platform"], "page": name, "url": ""}
    return {
        "region": entry.region or row["region"],
        "platform": entry.platform or row["platform"],
        "page": entry.page or row["page"] or entry.label,
        "url": entry.url,
    }


def _with_distinct_names(pages: Sequence[PageSum], rows: Sequence[Mapping[str, Any] | None]) -> list[PageSum]:
    """Return the pages with a handle or id appended to names that several pages of a network share."""
    from dataclasses import replace

    keys = [(page.region, page.platform, page.page.casefold()) for page in pages]
    again = {key for key in keys if keys.count(key) > 1} if len(set(keys)) < len(keys) else set()
    told = []
    for page, key, row in zip(pages, keys, rows, strict=True):
        more = (row["handle"] or row["page_id"]) if row is not None and key in again else ""
        told.append(replace(page, page=f"{page.page} ({more})") if more and more != page.page else page)
    return told
