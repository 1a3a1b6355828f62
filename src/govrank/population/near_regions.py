"""Which regions a mistyped name may have meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from govrank.population.gazetteer import Region, RegionIndex, bare_name
from govrank.spelling import without_footnote

_BAR = 0.72  # of likeness: a region's name is short once the words for region are dropped
_MOST = 3
_LETTERS = 64  # letters are counted by their code modulo this: two of one number only look more alike than they are
# words that say whose page it is or of what kind the region, in whatever case they stand
_SAID_BESIDE = re.compile(
    r"\b(акимат\w*|әкімдіг?\w*|әкімшіліг?\w*|администраци\w*|област\w*|облыс\w*|город\w*|қала\w*|"
    r"akimat\w*|administration|governor\w*|аппарат\w*|аким\w*|әкім\w*|of|the)\b",
    re.IGNORECASE,
)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


class NearRegions:
    """Finds the spellings of regions that come near a name.

    Compared are the names alone, without the words for province and city, which would make any two alike;
    and only spellings of the name's own script. A city is never proposed a province, nor a republic a territory:
    their people are others.
    """

    def __init__(self, regions: Iterable[Region], index: RegionIndex) -> None:
        self._of_kind = index.of_kind
        self._spellings: dict[bool, dict[str, tuple[str, str]]] = {True: {}, False: {}}  # by whether it is Cyrillic
        self._owners: dict[str, set[str]] = {}  # the regions in whose names a word stands
        for region in regions:
            for text in region.names:
                bare = bare_name(text)[0]
                self._spellings[_is_cyrillic(text)][bare] = (region.key, text)
                for word in bare.split():
                    self._owners.setdefault(word, set()).add(region.key)
        self._counted = {
            cyrillic: np.array([_letters(bare) for bare in names], dtype=np.uint16).reshape(-1, _LETTERS)
            for cyrillic, names in self._spellings.items()
        }

    def near(self, name: str) -> list[str]:
        """Return the spellings that come near a name, nearest first, each region once."""
        sought = bare_name(_SAID_BESIDE.sub(" ", without_footnote(name)).strip() or name)[0]
        if all(len(self._owners.get(word, ())) > 1 for word in sought.split()):
            return []  # a word that many share, as Kazakhstan, is not one of them mistyped
        kind, spellings = bare_name(name)[1], self._spellings[_is_cyrillic(name)]
        alike = [
            bare
            for bare in self._alike(sought, cyrillic=_is_cyrillic(name))
            if self._of_kind([spellings[bare][0]], kind)
        ]
        near: dict[str, str] = {}
        for bare in difflib.get_close_matches(sought, alike, n=_MOST, cutoff=_BAR):
            near.setdefault(*spellings[bare])
        return [*near.values()]

    def _alike(self, sought: str, *, cyrillic: bool) -> list[str]:
        """Return the names that have letters enough in common with one to come near it."""
        counted, own = self._counted[cyrillic], _letters(sought)
        common = np.minimum(counted, own).sum(axis=1, dtype=np.int64)
        likeness = 2 * common / (counted.sum(axis=1, dtype=np.int64) + own.sum(dtype=np.int64))
        names = [*self._spellings[cyrillic]]
        return [names[i] for i in np.flatnonzero(likeness >= _BAR).tolist()]


def _letters(name: str) -> npt.NDArray[np.uint16]:
    codes = np.array([ord(letter) % _LETTERS for letter in name], dtype=np.intp)
    return np.bincount(codes, minlength=_LETTERS).astype(np.uint16)


def _is_cyrillic(text: str) -> bool:
    return _CYRILLIC.search(text) is not None
