"""Names of pages in prose, and regions without pages."""

from __future__ import annotations

from collections.abc import Callable

from govrank.analysis.compare import Movement
from govrank.networks import platform_label
from govrank.scoring.rating import Rating

Name = Callable[[str, str, str], str]
"""A page's name in prose, from its name, region and network."""


def shown_name(page: str, platform: str) -> str:
    """Return a page's name for readers: a network's key at its end becomes the network's name.

    >>> shown_name("Abai · vk", "vk"), shown_name("Press", "vk")
    ('Abai · VK', 'Press')
    """
    return f"{page.removesuffix(platform)}{platform_label(platform)}" if says_network(page, platform) else page


def says_network(page: str, platform: str) -> bool:
    """Return whether a page's name includes its network, as for pages without a name."""
    return bool(platform) and (page == platform or page.endswith(f" · {platform}"))


def on_network(page: str, platform: str, form: str = "{} ({})") -> str:
    """Return a page's name with its network, if any and not already there, in brackets or in another `form`.

    >>> on_network("Press", "vk"), on_network("Press", ""), on_network("Abai · vk", "vk")
    ('Press (VK)', 'Press', 'Abai · VK')
    """
    shown = shown_name(page, platform)
    return form.format(shown, platform_label(platform)) if platform and not says_network(page, platform) else shown


def page_names(rating: Rating, movement: Movement | None = None) -> list[str]:
    """Return each page's name in prose, in the order of the final table."""
    name = namer(rating, movement)
    return [name(*page) for page in zip(rating.pages.names, rating.pages.regions, rating.pages.platforms, strict=True)]


def namer(rating: Rating, movement: Movement | None) -> Name:
    """Return the function that names a page, with its network if there are several, and its region if needed.

    Names are also distinct from excluded pages, and, for a movement, from pages that are gone.
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
        told = [part for part in parts[1:] if part and part.casefold() not in page.casefold()]
        return " · ".join([shown_name(page, platform), *told])

    return name


def absent_parts(rating: Rating) -> dict[str, list[str]]:
    """Return for each network, by label, the regions without a page on it."""
    networks: dict[str, list[str]] = {}
    for region, platform in rating.absent:
        networks.setdefault(platform_label(platform), []).append(region)
    return networks
