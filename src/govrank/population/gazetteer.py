"""The regions of Kazakhstan in every spelling met, and which region a name can mean."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from govrank.packaged import LANGUAGES, packaged_text
from govrank.spelling import could_be_cyrillic, look_alike_key, plain_key, visible_text, without_footnote

_PROVINCE = {"область", "обл", "обл.", "облысы", "облыс", "region", "oblast", "oblysy", "province"}
_CITY = {"г", "г.", "гор.", "город", "қаласы", "қала", "қ", "қ.", "city", "qalasy", "(city)", "(город)"}
KIND_WORDS = frozenset(_PROVINCE | _CITY)
"""Words that say of what kind a region is; its name is in the others."""
_ABBREVIATED = re.compile(r"\b(г|гор|обл|қ)\.(?=\w)", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,\-\u2010-\u2015\u2212]+")


@dataclass(frozen=True)
class Region:
    """A region of a population table.

    Attributes:
        key: stable name by which editions are matched; the name itself where the table has no keys.
        name: as the table writes it.
        population: inhabitants, at least 1.
        aliases: other spellings, its name in other languages among them.
    """

    key: str
    name: str
    population: int
    aliases: tuple[str, ...] = ()
    labels: Mapping[str, str] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return (self.key, self.name, *self.aliases)


def divided_name(text: str) -> tuple[str, str]:
    """Return a name without the words for province and city, its letters as they are; and which of the two it carried.

    >>> divided_name("ВКО обл."), divided_name("г.Шымкент"), divided_name("Атырау")
    (('ВКО', 'province'), ('Шымкент', 'city'), ('Атырау', ''))
    """
    kept, kind = [], ""
    for word in _BETWEEN.split(_ABBREVIATED.sub(r"\1. ", visible_text(text))):
        folded = plain_key(word)
        if folded in _PROVINCE:
            kind = "province"
        elif folded in _CITY:
            kind = "city"
        elif word:
            kept.append(word)
    return " ".join(kept) or text, kind


def bare_name(text: str) -> tuple[str, str]:
    """Return a name's key without the words for province and city, and which of the two it carried."""
    rest, kind = divided_name(text)
    return look_alike_key(rest), kind


class RegionIndex:
    """Finds the regions that a name can mean: by the whole name first, then without its words of kind."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self.whole: dict[str, set[str]] = {}
        self.folded: dict[str, set[str]] = {}
        self.bare: dict[str, set[str]] = {}
        self.cities: set[str] = set()
        for region in regions:
            for name in region.names:
                bare, kind = bare_name(name)
                self.whole.setdefault(plain_key(name), set()).add(region.key)
                if not could_be_cyrillic(name):
                    self.folded.setdefault(look_alike_key(name), set()).add(region.key)
                self.bare.setdefault(bare, set()).add(region.key)
                if kind == "city":
                    self.cities.add(region.key)

    def exact(self, name: str) -> set[str]:
        whole, folded = self.whole.get(plain_key(name), set()), self.folded.get(look_alike_key(name), set())
        # BKO is how БҚО is romanised, and what ВКО looks like: such a name may be meant either way
        return whole | folded if could_be_cyrillic(name) else whole or folded

    def loose(self, name: str) -> set[str]:
        for spelling in (name, without_footnote(name)):
            if spelling != name and (found := self.exact(spelling)):
                return found
            rest, kind = divided_name(spelling)
            # letters as they are come first: ВКО обл. is not what BKO may be, though they look alike
            for named in (self.exact(rest) if kind else set(), self.bare.get(look_alike_key(rest), set())):
                if found := self._of_kind(named, kind):
                    return found
        return set()

    def cities_named(self, name: str) -> set[str]:
        """Return the cities of a name, which may leave out that it is one."""
        bare, kind = bare_name(without_footnote(name))
        return set() if kind == "province" else self.bare.get(bare, set()) & self.cities

    def _of_kind(self, keys: set[str], kind: str) -> set[str]:
        if kind == "city":
            return keys & self.cities
        return keys - self.cities if kind == "province" else keys

    def find(self, name: str) -> set[str]:
        return self.exact(name) or self.loose(name)


@cache
def _entries() -> Mapping[str, Any]:
    return tomllib.loads(packaged_text("populations", "regions.toml"))


@cache
def gazetteer_regions() -> Mapping[str, Region]:
    """Return the regions of Kazakhstan with every spelling met, by key; their population here is 0."""
    return {
        key: Region(
            key,
            entry["en"],
            0,
            (entry["ru"], entry["kk"], *entry["aliases"], *entry.get("town", ())),
            {lang: entry.get(lang, entry["en"]) for lang in LANGUAGES},
        )
        for key, entry in _entries().items()
    }


@cache
def _gazetteer_index() -> RegionIndex:
    return RegionIndex(gazetteer_regions().values())


def known_regions(name: str) -> set[str]:
    """Return the gazetteer's keys that a name can mean: none, one, or several where it is ambiguous."""
    return _gazetteer_index().find(name)


@cache
def _towns() -> frozenset[str]:
    return frozenset(look_alike_key(name) for entry in _entries().values() for name in entry.get("town", ()))


def may_be_town(name: str) -> bool:
    """Say whether a region's name is also a town's, and no word says which of the two is meant.

    >>> may_be_town("Костанай"), may_be_town("Костанайская"), may_be_town("Костанай обл."), may_be_town("ЗКО")
    (True, False, False, False)
    """
    return look_alike_key(without_footnote(name)) in _towns()
