"""Which regions a mistyped name may have meant."""

from __future__ import annotations

import re
from collections.abc import Iterable

from govrank.population.gazetteer import Region, bare_name
from govrank.spelling import similar_names, without_footnote

_BAR = 0.72  # of likeness: a region's name is short once the words for region are dropped
# words that say whose page it is or of what kind the region, in whatever case they stand
_SAID_BESIDE = re.compile(
    r"\b(акимат\w*|әкімдіг?\w*|әкімшіліг?\w*|администраци\w*|област\w*|облыс\w*|город\w*|қала\w*|"
    r"akimat\w*|administration|governor\w*|аппарат\w*|аким\w*|әкім\w*|of|the)\b",
    re.IGNORECASE,
)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


def near_regions(name: str, regions: Iterable[Region]) -> list[str]:
    """Return the spellings of regions that come near a name, nearest first, each region once.

    Compared are the names alone, without the words for province and city, which would make any two alike;
    and only spellings of the name's own script. A city is never proposed a province: its people are others.
    """
    sought = bare_name(_SAID_BESIDE.sub(" ", without_footnote(name)).strip() or name)[0]
    city = bare_name(name)[1] == "city"
    cyrillic = bool(_CYRILLIC.search(name))
    spellings = {
        bare_name(text)[0]: (region.key, text)
        for region in regions
        for text in region.names
        if (_is_city(region) or not city) and bool(_CYRILLIC.search(text)) == cyrillic
    }
    near: dict[str, str] = {}
    for bare in similar_names(sought, spellings, bar=_BAR):
        near.setdefault(*spellings[bare])
    return [*near.values()]


def _is_city(region: Region) -> bool:
    return any(bare_name(text)[1] == "city" for text in region.names)
