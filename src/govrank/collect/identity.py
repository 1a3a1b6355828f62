"""Which page a post belongs to: by the page's id, its name and handle, or posts that two names share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from govrank.collect.exports import WHO, Numbers, first_places
from govrank.text.spelling import name_key

if TYPE_CHECKING:
    import pandas as pd


@dataclass
class PageSpellings:
    """The spellings that one page has in the exports.

    Attributes:
        first: index of its first post.
        files: the exports that contain it.
    """

    platform: str
    ids: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    first: int = 0
    files: set[int] = field(default_factory=set)


class _Sets:
    """Disjoint sets that can be merged: each is identified by one of its members."""

    def __init__(self, number: int) -> None:
        self.above = [*range(number)]

    def find(self, member: int) -> int:
        while self.above[member] != member:
            self.above[member] = self.above[self.above[member]]
            member = self.above[member]
        return member

    def join(self, members: Iterable[int]) -> None:
        roots = sorted({self.find(member) for member in members})
        for root in roots[1:]:
            self.above[root] = roots[0]


def group_pages(
    numbers: Numbers, spellings: pd.DataFrame, files: Numbers, keys: Numbers
) -> tuple[Numbers, list[PageSpellings]]:
    """Return the group of each post's page, and the groups in the order of their first posts.

    Spellings are one page if they share an id, or a name or handle if one of them has no id; or if a page's posts
    reappear under another name in a later export, as it was renamed in between.

    Args:
        numbers, spellings: each post's page, as the index of a row of `WHO`, in the order of the posts.
        files: shape (posts,), the export of each post.
        keys: shape (posts,), equal for rows of one post; negative if unknown.
    """
    who = [*zip(*(spellings[name].tolist() for name in WHO[:4]), strict=True)]
    firsts = first_places(numbers)
    sets = _Sets(len(who))
    by_id: dict[tuple[str, str], list[int]] = {}
    by_name: dict[tuple[str, str], list[int]] = {}
    for at, (platform, page_id, page, handle) in enumerate(who):
        if page_id:
            by_id.setdefault((platform, page_id), []).append(at)
        for name in {name_key(name) for name in (page, handle) if name}:
            by_name.setdefault((platform, name), []).append(at)
    for members in by_id.values():
        sets.join(members)
    for members in by_name.values():
        known = {sets.find(at) for at in members if who[at][1]}
        without = [at for at in members if not who[at][1]]
        sets.join([*without, *known] if len(known) == 1 else without)
    _join_renamed(numbers, keys, files, who, sets)
    roots = np.array([sets.find(at) for at in range(len(who))], dtype=np.int64)
    order = {root: at for at, root in enumerate(dict.fromkeys(roots.tolist()))}
    groups = [PageSpellings("") for _ in order]
    in_files = _in_files(numbers, files)
    for at, (platform, page_id, page, handle) in enumerate(who):
        group = groups[order[int(roots[at])]]
        if not group.files:
            group.platform, group.first = platform, int(firsts[at])
        group.files |= in_files[at]
        if page_id and page_id not in group.ids:
            group.ids.append(page_id)
        group.names += [name for name in (page, handle) if name and name not in group.names]
    codes = np.array([order[int(root)] for root in roots], dtype=np.int64)[numbers]
    return codes, groups


def _each_once(numbers: Numbers) -> Numbers:
    """Return the distinct numbers in order; faster than numpy's own way for small numbers."""
    ordered = np.sort(numbers)
    return np.asarray(ordered[np.diff(ordered, prepend=-1) != 0])


def _in_files(numbers: Numbers, files: Numbers) -> dict[int, set[int]]:
    """Return the files that contain each number."""
    found: dict[int, set[int]] = {}
    step = int(files.max(initial=0)) + 1
    for both in _each_once(numbers * step + files).tolist():
        found.setdefault(both // step, set()).add(both % step)
    return found


def _join_renamed(
    numbers: Numbers,
    keys: Numbers,
    files: Numbers,
    who: Sequence[tuple[str, ...]],
    sets: _Sets,
) -> None:
    """Join spellings that have the same posts in different exports.

    Two pages may publish one post together, so most of a page's posts must be shared, and the ids must not differ.
    """
    if len(who) < 2 or files.min() == files.max():
        return
    own = np.array([sets.find(at) for at in range(len(who))], dtype=np.int64)[numbers]
    known = keys >= 0
    both = _each_once(keys[known] * len(who) + own[known])
    posts, pages = both // len(who), both % len(who)
    totals = np.bincount(pages)
    repeated = np.flatnonzero(posts[1:] == posts[:-1])
    shared = Counter(zip(pages[repeated].tolist(), pages[repeated + 1].tolist(), strict=True))
    if not shared:
        return
    ids: dict[int, set[str]] = {}
    for at, (_platform, page_id, _page, _handle) in enumerate(who):
        ids.setdefault(sets.find(at), set()).update({page_id} - {""})
    in_files = _in_files(own, files)
    for (one, other), number in shared.items():
        apart = ids[one] and ids[other] and ids[one] != ids[other]
        if not apart and not in_files[one] & in_files[other] and 2 * number >= min(totals[one], totals[other]):
            sets.join([one, other])
