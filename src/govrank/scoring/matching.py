"""Which pages of two editions are the same: by id, else by address, else by region, network and name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from govrank.networks import address_key, is_numbered
from govrank.population.names import disambiguated
from govrank.scoring.pages import Count, Pages, usual_name
from govrank.text.spelling import look_alike_key, name_key

Key = tuple[str, str, str]
"""A page's identity in every edition: its region, its network and its name, if any."""

Means = Literal["id", "address", "name", "region"]


@dataclass(frozen=True)
class Known:
    """The identities of an edition's pages.

    Attributes:
        keys: region, network and name of each.
        ids: network and id; an empty text if it has no unique id.
        urls: address; an empty text if it has no unique one.
        alone: whether it is the edition's only page of its region on its network.
    """

    keys: Sequence[Key]
    ids: Sequence[str]
    urls: Sequence[str]
    alone: Sequence[bool]


@dataclass(frozen=True)
class Matches:
    """Which pages of two editions are the same.

    Attributes:
        pairs: shape (new pages,), the index of the same page in the old edition, or None.
        by: shape (new pages,), what they were matched by.
    """

    pairs: tuple[int | None, ...]
    by: tuple[Means | None, ...]

    @property
    def by_region(self) -> list[int]:
        """The new pages that were matched by region and network alone."""
        return [i for i, means in enumerate(self.by) if means == "region"]


def known_pages(pages: Pages) -> Known:
    """Return the identities of an edition's pages; excluded pages count as neighbours."""
    region_of = region_identities(pages.region_keys)
    keys = [
        (region_of[key], platform, "" if name == usual_name(region, platform) else name.casefold())
        for key, region, platform, name in zip(
            pages.region_keys, pages.regions, pages.platforms, pages.names, strict=True
        )
    ]
    neighbours = Counter((region, platform) for region, platform, _name in keys)
    listed = {region: key for key, region, _platform in pages.listed}
    neighbours.update(
        (region_of[listed[out.region]], out.platform) for out in pages.excluded if listed.get(out.region) in region_of
    )
    alone = [bool(region) and neighbours[region, platform] == 1 for region, platform, _name in keys]
    return Known(keys, single_ids(pages), single_addresses(pages), alone)


def region_identities(keys: Iterable[str]) -> dict[str, str]:
    """Return one text for each region of an edition, whether the file has its key, its name or another spelling.

    A town and the region of the same name stay distinct, as when the edition was rated.
    """
    meant = disambiguated(set(keys))
    return {key: meaning or look_alike_key(key) for key, meaning in meant.items()}


def match_pages(old: Known, new: Known) -> Matches:
    """Find for each page of an edition the same page in another.

    Ids are matched first, then addresses, then region, network and name as written, then names that differ only in
    dashes, quotes and spaces, and last region and network if either edition has only one page there.
    Later steps never match pages whose ids or addresses differ. Of two old pages with one name the later in `old` is
    taken.
    """
    pairs: list[int | None] = [None] * len(new.keys)
    by: list[Means | None] = [None] * len(new.keys)
    taken: set[int] = set()

    def apart(pair: int, i: int) -> bool:
        if old.ids[pair] and new.ids[i]:
            return old.ids[pair] != new.ids[i]
        before, now = old.urls[pair], new.urls[i]
        # a network shows one page by its number and by its name
        return bool(before and now) and before != now and is_numbered(before) == is_numbered(now)

    def join(means: Means, of: Mapping[object, int], sought: Iterable[tuple[int, object]]) -> None:
        for i, key in sought:
            pair = of.get(key)
            if pairs[i] is None and pair is not None and pair not in taken and (means == "id" or not apart(pair, i)):
                pairs[i], by[i] = pair, means
                taken.add(pair)

    join("id", {one: i for i, one in enumerate(old.ids) if one}, enumerate(new.ids))
    join("address", {url: i for i, url in enumerate(old.urls) if url}, enumerate(new.urls))
    join("name", {key: i for i, key in enumerate(old.keys)}, enumerate(new.keys))
    rest_old = [i for i in range(len(old.keys)) if i not in taken]
    rest_new = [i for i, pair in enumerate(pairs) if pair is None]
    spelled = _single((_loose(old.keys[i]), i) for i in rest_old)
    join("name", spelled, ((i, key) for key, i in _single((_loose(new.keys[i]), i) for i in rest_new).items()))
    places = _single((old.keys[i][:2], i) for i in rest_old if old.alone[i] and i not in taken)
    join("region", places, [(i, new.keys[i][:2]) for i in rest_new if new.alone[i]])
    return Matches(tuple(pairs), tuple(by))


def _loose(key: Key) -> Key:
    region, platform, name = key
    return region, platform, name_key(name)


def _single(pairs: Iterable[tuple[object, int]]) -> dict[object, int]:
    """Return the keys that occur once."""
    found = [*pairs]
    times = Counter(key for key, _i in found)
    return {key: i for key, i in found if times[key] == 1}


def single_ids(pages: Pages) -> list[str]:
    """Return each page's network and id, or an empty text if its id is missing or shared."""
    if pages.ids is None:
        return [""] * len(pages)
    return _single_texts(
        f"{platform} {one}" if one else "" for platform, one in zip(pages.platforms, pages.ids, strict=True)
    )


def single_addresses(pages: Pages) -> list[str]:
    """Return each page's address, or an empty text if it is missing or shared."""
    if pages.urls is None:
        return [""] * len(pages)
    return _single_texts(address_key(url) if url else "" for url in pages.urls)


def _single_texts(texts: Iterable[str]) -> list[str]:
    found = [*texts]
    times = Counter(found)
    return [text if times[text] == 1 else "" for text in found]


def counts_before(new: Pages, old: Pages) -> dict[str, Count]:
    """Return the counts of the previous edition for the pages of this one: missing where a page is new."""
    pairs = match_pages(known_pages(old), known_pages(new)).pairs
    found = np.array([-1 if pair is None else pair for pair in pairs], dtype=np.intp)
    counts = {}
    for name, count in old.counts.items():
        missing = found < 0
        if not len(count.numbers):
            counts[name] = Count(np.zeros(len(new), dtype=np.int64), missing)
            continue
        numbers = np.where(missing, 0, count.numbers[found])
        if count.missing is not None:
            missing = missing | count.missing[found]
        counts[name] = Count(numbers, missing if missing.any() else None, count.scale, count.answers)
    return counts
