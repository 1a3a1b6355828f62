"""Which pages of a rating a name means, in the spellings that people use."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govrank.networks import platform_key
from govrank.population.names import countries_of, known_regions
from govrank.problems import CommandError
from govrank.scoring.rating import Rating
from govrank.text.spelling import look_alike_key, similar_names

Who = tuple[str, str, str]
"""A page's name, its region and its network."""

_WITH_NETWORK = re.compile(r"(?P<who>.*\S)\s*(?:[·•|,](?P<behind>[^·•|,]+)|\((?P<inside>[^()]+)\))", re.DOTALL)
_MOST_KNOWN = 2  # pages listed if no name is similar


def find_pages(rating: Rating, name: str) -> list[int]:
    """Return the indexes of the pages that a name means: one page may be on several networks.

    A name is the page's, or its region's, or either with the network, as in `Акимат … · facebook`, or else the page's
    id in the file.

    Raises:
        CommandError: there is none (the error has similar names), or it is excluded (with the reason).
    """
    pages = [*zip(rating.pages.names, rating.pages.regions, rating.pages.platforms, strict=True)]
    found = _meant(name, pages) or _of_id(name, rating.pages.ids or ())
    if found:
        return found
    out = rating.excluded
    left = _meant(name, [(one.page, one.region, one.platform) for one in out]) or _of_id(name, [one.id for one in out])
    if left:
        raise CommandError("page-left-out", name=name, reason=[out[i].reason for i in left])
    names = list(dict.fromkeys(page for page, _region, _platform in pages))
    regions = [region for _page, region, _platform in pages if region]
    full = [f"{who} · {platform}" for page, region, platform in pages if platform for who in (page, region)]
    near = similar_names(name, dict.fromkeys([*names, *regions, *full]))
    raise CommandError("no-such-page", name=name, near=near, known=names[:_MOST_KNOWN], more=len(names) - _MOST_KNOWN)


def _of_id(name: str, ids: Sequence[str]) -> list[int]:
    """Return the indexes of the pages with an id."""
    return [i for i, one in enumerate(ids) if one and one == name.strip()]


def _meant(name: str, pages: Sequence[Who]) -> list[int]:
    """Return the indexes of the pages with a name, which may end with the network."""
    found = _called(name, pages)
    parts = _WITH_NETWORK.fullmatch(name.strip())
    if found or parts is None:
        return found
    network = look_alike_key(platform_key((parts["behind"] or parts["inside"]).strip()))
    there = [i for i, (_page, _region, platform) in enumerate(pages) if look_alike_key(platform) == network]
    return [there[i] for i in _called(parts["who"], [pages[i] for i in there])]


def _called(who: str, pages: Sequence[Who]) -> list[int]:
    """Return the indexes of the pages with a name; if there are none, of a region in any of its spellings."""
    wanted = look_alike_key(who)
    for part in (0, 1):
        same = {text for text in {page[part] for page in pages} if text and look_alike_key(text) == wanted}
        if same:
            return [i for i, page in enumerate(pages) if page[part] in same]
    there = {region for _page, region, _platform in pages}
    countries = countries_of(there)
    regions = known_regions(who, countries)
    if len(regions) != 1:
        return []
    same = {region for region in there if known_regions(region, countries) == regions}
    return [i for i, (_page, region, _platform) in enumerate(pages) if region in same]
