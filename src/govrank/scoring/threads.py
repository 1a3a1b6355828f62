"""The same work on each indicator, side by side where the pages are very many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

MANY_PAGES = 200_000  # from here on a thread costs less than it spares
_Item = TypeVar("_Item")
_Done = TypeVar("_Done")


def work_on_each(work: Callable[[_Item], _Done], items: Sequence[_Item], pages: int) -> list[_Done]:
    """Do the same with each item and return the results in their order.

    Args:
        pages: how many rows each item has; with very many numpy lets another thread run meanwhile.
    """
    if pages < MANY_PAGES:
        return [work(item) for item in items]
    from concurrent.futures import ThreadPoolExecutor  # the small edition of every month never pays for it

    with ThreadPoolExecutor(2) as pool:  # more would hold the workings of more indicators in memory at a time
        return list(pool.map(work, items))
