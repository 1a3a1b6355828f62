"""Regions without a page are listed by network, under the network's own name."""

from digests import FOLLOWERS, rated
from inside import absent_parts


def test_regions_are_listed_under_each_network_that_they_lack():
    """Of three networks A has vk, B vk and Facebook, C only Own Net."""
    rows = [("A", "vk"), ("B", "vk"), ("B", "fb"), ("C", "Own Net")]
    rating = rated(FOLLOWERS, [{"page": f"{r} {n}", "region": r, "platform": n, "followers": 5} for r, n in rows])

    assert absent_parts(rating) == {"Facebook": ["A", "C"], "Own Net": ["A", "B"], "VK": ["C"]}


def test_where_every_region_has_every_network_nothing_is_listed():
    rows = [{"page": r, "region": r, "platform": "vk", "followers": 5} for r in "AB"]
    assert absent_parts(rated(FOLLOWERS, rows)) == {}
