"""What each page is called in prose: told apart from the others by network and region."""

from __future__ import annotations

from collections.abc import Callable

from govrank.compare import Movement
from govrank.platforms import platform_label
from govrank.rating import Rating

Name = Callable[[str, str, str], str]
"""What names a page: of its name, its region and its network."""


def on_network(page: str, platform: str) -> str:
    """Return a page's name with its network in brackets, where it has one.

    >>> on_network("Press", "vk"), on_network("Press", "")
    ('Press (VK)', 'Press')
    """
    return f"{page} ({platform_label(platform)})" if platform else page


def page_names(rating: Rating, movement: Movement | None = None) -> list[str]:
    """Return what each page is called in prose: in the order of the final table."""
    name = namer(rating, movement)
    return [name(*page) for page in zip(rating.pages.names, rating.pages.regions, rating.pages.platforms, strict=True)]


def namer(rating: Rating, movement: Movement | None) -> Name:
    """Return what names a page: with its network where there are several, and its region where it needs that.

    Pages that are left out are told apart too, and of a movement those that are gone.
    """
    pages = [
        *zip(rating.pages.names, rating.pages.regions, rating.pages.platforms, strict=True),
        *((out.page, out.region, out.platform) for out in rating.excluded),
    ]
    if movement is not None:
        pages += [(out.page, out.region, out.platform) for out in movement.left]
    several = len({platform for _name, _region, platform in pages}) > 1
    regions: dict[tuple[str, str], set[str]] = {}
    for page, region, platform in pages:
        regions.setdefault((page, platform), set()).add(region)

    def name(page: str, region: str, platform: str) -> str:
        parts = [page]
        if len(regions.get((page, platform), ())) > 1:
            parts.append(region)
        parts.append(platform_label(platform) if several else "")
        return " · ".join([page, *(part for part in parts[1:] if part and part.casefold() not in page.casefold())])

    return name
