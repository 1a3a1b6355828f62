"""The pages of an edition with their typed counts, one row a page: from validation, for measuring."""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from govrank.methodology.assessment import Gate

IntArray = npt.NDArray[np.int64] | npt.NDArray[np.object_]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Count:
    """What a network counted, for every page.

    Attributes:
        numbers: shape (pages,), whole numbers; Python integers if they could exceed 64 bits.
        missing: shape (pages,), where no figure was given; None if all were.
        scale: what `numbers` were multiplied by to be whole: 100 for a column with two decimals.
        answers: whether they come from a yes/no column, as 1 and 0.
    """

    numbers: IntArray
    missing: BoolArray | None = None
    scale: int = 1
    answers: bool = False

    @property
    def known(self) -> BoolArray:
        """Of which pages a figure was given."""
        return np.ones(len(self.numbers), dtype=np.bool_) if self.missing is None else np.asarray(~self.missing)

    @property
    def figures(self) -> npt.NDArray[np.float64]:
        """The figures as floats, each rounded once from the exact one, for display."""
        # Python divides whole numbers of any size correctly; numpy only those that fit floats
        return np.asarray(self.numbers / self.scale, dtype=np.float64)

    def figure(self, page: int) -> int | Fraction:
        """Return one figure exactly, as a fraction only if the column has fractions."""
        number = int(self.numbers[page])
        return number if self.scale == 1 else Fraction(number, self.scale)

    def reaches(self, least: int | Fraction) -> BoolArray:
        """Return for each page whether its figure is known and not below a bound."""
        return np.asarray(self.numbers >= math.ceil(least * self.scale), dtype=np.bool_) & self.known

    def take(self, keep: npt.NDArray[np.intp]) -> Count:
        """Return the counts of some pages, in the order of `keep`."""
        missing = None if self.missing is None else self.missing[keep]
        missing = missing if missing is not None and missing.any() else None
        return Count(self.numbers[keep], missing, self.scale, self.answers)


def sum_of(counts: Sequence[Count]) -> Count:
    """Add counts up; a sum with a missing part is missing, because missing is never 0."""
    if len(counts) == 1:
        return counts[0]
    scale = max(count.scale for count in counts)
    wide: type = np.int64 if scale == 1 else object  # sums of whole numbers up to 10^12 fit 64 bits
    numbers: IntArray = counts[0].numbers.astype(wide) * (scale // counts[0].scale)
    missing = counts[0].missing
    for count in counts[1:]:
        numbers = numbers + count.numbers.astype(wide) * (scale // count.scale)
        if count.missing is not None:
            missing = count.missing if missing is None else missing | count.missing
    return Count(numbers, missing, scale)


def usual_name(region: str, platform: str) -> str:
    """Return what a page without a name is called.

    >>> usual_name("Abai", "vk"), usual_name("Abai", "")
    ('Abai · vk', 'Abai')
    """
    return f"{region} · {platform}" if region and platform else region or platform


@dataclass(frozen=True)
class Reason:
    """Why a page is left out: the file's own reason, or a message of the language catalogue.

    Attributes:
        gates: every gate that it fails; the first leaves it out.
    """

    text: str = ""
    wording: str = ""
    args: Mapping[str, object] = field(default_factory=dict)
    gates: tuple[Gate, ...] = ()


@dataclass(frozen=True)
class Excluded:
    """A page that is listed but not rated; `region_key`, `url`, `id` and `at` as in `Pages`."""

    page: str
    region: str
    platform: str
    reason: Reason
    region_key: str = ""
    url: str = ""
    id: str = ""
    at: int = field(default=0, compare=False)  # a position, not part of its identity


@dataclass(frozen=True)
class Pages:
    """The valid pages in the file's order, and the excluded ones.

    Attributes:
        names: name of each page.
        regions: as the file writes them, trimmed; empty texts if there is no such column.
        region_keys: the population table's keys, by which editions are matched.
        platforms: keys of the networks, or their names if unknown.
        leagues: the league of each page; empty texts if all are ranked together.
        urls: addresses, or None if there is no such column.
        rows: the spreadsheet's number of each page's row, not unique across several files.
        at: the index of each page's row in the table, which is unique.
        counts: what the methodology uses, by canonical name.
        own: the columns of the file that `counts` are made from.
        sums: the own columns that a count is the sum of, if it is not a column itself.
        listed: every (region_key, region, platform) with a row, excluded or not.
        excluded: pages that are not rated, with the reason.
        posts: for each page the interactions of its posts, if the file lists posts; empty for a page if any of its
            posts lacks them.
        ids: each page's id in a registry or on its network; None if there is no such column.
    """

    names: Sequence[str]
    regions: Sequence[str]
    region_keys: Sequence[str]
    platforms: Sequence[str]
    leagues: Sequence[str]
    urls: Sequence[str] | None
    rows: Sequence[int]
    counts: Mapping[str, Count]
    listed: frozenset[tuple[str, str, str]]
    excluded: tuple[Excluded, ...] = ()
    own: Mapping[str, Count] = field(default_factory=dict)
    sums: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    posts: Sequence[IntArray] | None = None
    ids: Sequence[str] | None = None
    at: Sequence[int] = range(0)

    def __len__(self) -> int:
        return len(self.names)

    @property
    def absent(self) -> tuple[tuple[str, str], ...]:
        """Every region of the file without a row on a network of the file, as (region, network)."""
        names: dict[str, str] = {}
        for key, name, _platform in sorted(self.listed):
            names.setdefault(key, name)
        there = {(key, platform) for key, _name, platform in self.listed}
        platforms = sorted({platform for _key, platform in there})
        missing = [(names[key], p) for key in names for p in platforms if (key, p) not in there]
        return tuple(sorted(missing, key=lambda pair: (pair[0].casefold(), pair[1])))

    def known_as(self, page: int) -> tuple[str, str, str]:
        """Return the name, the region and the network of a page at an index."""
        return self.names[page], self.regions[page], self.platforms[page]

    def sorted_by(self, page: int) -> tuple[str, ...]:
        """Return the key that sorts a page at an index by name, alphabetically for readers."""
        name, region = self.names[page], self.regions[page]
        return (name.casefold(), region.casefold(), self.platforms[page], name, region)

    def leave_out(self, reasons: Mapping[int, Reason]) -> Pages:
        """Return the pages without those at these indexes, which become excluded with their reasons."""
        if not reasons:
            return self
        none = [""] * len(self)
        urls, ids, at = self.urls or none, self.ids or none, self.at or range(len(self))
        out = tuple(
            Excluded(*self.known_as(i), reason, self.region_keys[i], urls[i], ids[i], int(at[i]))
            for i, reason in sorted(reasons.items())
        )
        kept = self.take([i for i in range(len(self)) if i not in reasons])
        return replace(kept, excluded=(*self.excluded, *out))

    def take(self, keep: Sequence[int] | npt.NDArray[np.intp]) -> Pages:
        """Return the pages at these indexes, in their order."""
        at = np.array(keep, dtype=np.intp)

        def texts(values: Sequence[str]) -> Sequence[str]:
            return [""] * len(at) if not any(values) else np.array(values, dtype=object)[at].tolist()

        def numbers(values: Sequence[int]) -> Sequence[int]:
            if isinstance(values, range):  # converted to an array at once, not number by number
                return array("q", np.arange(values.start, values.stop)[at].tobytes())
            return array("q", np.asarray(values, dtype=np.int64)[at].tobytes())

        counts = {name: count.take(at) for name, count in self.counts.items()}
        own = {
            name: counts[name] if self.counts.get(name) is count else count.take(at) for name, count in self.own.items()
        }
        return replace(
            self,
            names=texts(self.names),
            regions=texts(self.regions),
            region_keys=texts(self.region_keys),
            platforms=texts(self.platforms),
            leagues=texts(self.leagues),
            urls=None if self.urls is None else texts(self.urls),
            ids=None if self.ids is None else texts(self.ids),
            rows=numbers(self.rows),
            at=numbers(self.at) if len(self.at) else self.at,
            counts=counts,
            own=own,
            posts=None if self.posts is None else [*map(self.posts.__getitem__, keep)],
        )
