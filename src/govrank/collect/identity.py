"""Which page a post is of: by the page's id, its name and handle, or posts that two names share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from govrank.text.spelling import name_key

if TYPE_CHECKING:
    import pandas as pd

_WHO = ["platform", "page_id", "page", "handle"]


@dataclass
class Group:
    """The spellings that one page has in the exports.

    Attributes:
        first: index of the first post under it.
        files: of the exports in which it stands.
    """

    platform: str
    ids: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    first: int = 0
    files: set[int] = field(default_factory=set)


class _Sets:
    """Sets that grow together: each is known by one of its members."""

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


def group_pages(posts: pd.DataFrame, keys: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], list[Group]]:
    """Return the group of each post's page, and the groups in the order of their first posts.

    Spellings are one page where they have an id in common, or a name or handle where one of them has no id; and where
    a page's posts come again under another name in a later export: it was renamed in between.

    Args:
        keys: shape (posts,), equal for rows of one post; below 0 where nothing tells.
    """
    spellings = posts[_WHO].drop_duplicates()
    numbers = posts.groupby(_WHO, sort=False, dropna=False).ngroup().to_numpy().astype(np.int64)
    who = [tuple(row) for row in spellings.itertuples(index=False)]
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
    files = posts["file"].to_numpy().astype(np.int64)
    _join_renamed(numbers, keys, files, who, sets)
    roots = np.array([sets.find(at) for at in range(len(who))], dtype=np.int64)
    order = {root: at for at, root in enumerate(dict.fromkeys(roots.tolist()))}
    groups = [Group("") for _ in order]
    firsts = np.unique(numbers, return_index=True)[1]
    in_files: dict[int, set[int]] = {}
    for number, file in {*zip(numbers.tolist(), files.tolist(), strict=True)}:
        in_files.setdefault(number, set()).add(file)
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


def _join_renamed(
    numbers: npt.NDArray[np.int64],
    keys: npt.NDArray[np.int64],
    files: npt.NDArray[np.int64],
    who: Sequence[tuple[str, ...]],
    sets: _Sets,
) -> None:
    """Join spellings under which the same posts stand in different exports.

    Two pages may publish one post together, so most of a page's posts must be shared, and the ids be no others.
    """
    if len(who) < 2 or len(np.unique(files)) < 2:
        return
    own = np.array([sets.find(at) for at in range(len(who))], dtype=np.int64)[numbers]
    known = keys >= 0
    pairs = np.unique(np.stack([keys[known], own[known]], axis=1), axis=0)
    totals = Counter(pairs[:, 1].tolist())
    repeated = np.flatnonzero(pairs[1:, 0] == pairs[:-1, 0])
    shared = Counter((int(pairs[at, 1]), int(pairs[at + 1, 1])) for at in repeated)
    ids = {root: {who[at][1] for at in range(len(who)) if sets.find(at) == root} - {""} for root in totals}
    in_files = {root: {*files[own == root].tolist()} for pair in shared for root in pair}
    for (one, other), number in shared.items():
        apart = ids[one] and ids[other] and ids[one] != ids[other]
        if not apart and not in_files[one] & in_files[other] and 2 * number >= min(totals[one], totals[other]):
            sets.join([one, other])
