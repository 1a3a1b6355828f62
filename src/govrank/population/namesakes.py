"""Towns and regions of one name: which of the two a name means beside the other names of its table."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from govrank.population.gazetteer import divided_name, gazetteer_regions, known_regions, may_be_town
from govrank.spelling import without_footnote

TOWN = "town of "


def told_apart(names: Collection[str], people: Mapping[str, int] | None = None) -> dict[str, str]:
    """Return what each name means: the gazetteer's key, `TOWN` and the key for the town, or "" where it is neither.

    A name that may be the town's is the region's, unless another name there can only be the region's.

    Args:
        people: how many people live in each. Where it is given, such a town has fewer than its region: two spellings
            of one region are no town. None where the names are known to mean different regions.

    >>> told_apart(["Костанай", "Костанайская область", "Атырау", "Омск"])
    {'Костанай': 'town of kostanay', 'Костанайская область': 'kostanay', 'Атырау': 'atyrau', 'Омск': ''}
    """
    keys = {name: only_region(name) for name in names}
    sure: dict[str, list[str]] = {}
    for name, key in keys.items():
        if key and (name == key or not may_be_town(name)):
            sure.setdefault(key, []).append(name)
    meant = {}
    for name, key in keys.items():
        others = sure.get(key, [])
        town = bool(others) and name not in others
        if town and people is not None:
            town = 0 < people[name] < min(people[other] for other in others)
        meant[name] = TOWN + key if town else key or town_meant(name)
    return meant


def only_region(name: str) -> str:
    """Return the gazetteer's key that a name means; "" where it is none or could be several."""
    known = known_regions(name) if name else set()
    return next(iter(known)) if len(known) == 1 else ""


def town_meant(name: str) -> str:
    """Return `TOWN` and the key of a region whose name a town has, where a name can be the town's; else "".

    >>> town_meant("г. Костанай"), town_meant("Костанай"), town_meant("Костанайская область"), town_meant("г. Алматы")
    ('town of kostanay', 'town of kostanay', '', '')
    """
    rest, kind = divided_name(without_footnote(name))
    if kind not in ("", "city") or not may_be_town(rest):
        return ""
    key = only_region(rest)
    return TOWN + key if key in gazetteer_regions() else ""
