"""Which regions have no page on which network."""

from __future__ import annotations

from govrank.platforms import platform_label
from govrank.rating import Rating


def absent_parts(rating: Rating) -> dict[str, list[str]]:
    """Return for each network, by its label, the regions without a page on it."""
    networks: dict[str, list[str]] = {}
    for region, platform in rating.absent:
        networks.setdefault(platform_label(platform), []).append(region)
    return networks
