"""The regions of Kazakhstan in every spelling met, and which region a name can mean."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from govrank.spelling import could_be_cyrillic, look_alike_key, plain_key

_PROVINCE = {"область", "обл", "обл.", "облысы", "облыс", "region", "oblast", "oblysy", "province"}
_CITY = {"г", "г.", "гор.", "город", "қаласы", "қала", "қ", "қ.", "city", "qalasy", "(city)", "(город)"}
KIND_WORDS = frozenset(_PROVINCE | _CITY)
"""Words that say of what kind a region is; its name is in the others."""
_ABBREVIATED = re.compile(r"\b(г|гор|обл|қ)\.(?=\w)")
_FOOTNOTE = re.compile(r"(?<=[^\W\d])\.?\s*\(?[\d*]{1,2}\)?$")


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


def bare_name(text: str) -> tuple[str, str]:
    """Return a name's key without the words for province and city, and which of the two it carried."""
    kept, kind = [], ""
    for word in _ABBREVIATED.sub(r"\1. ", plain_key(text)).replace(",", " ").replace("-", " ").split():
        if word in _PROVINCE:
            kind = "province"
        elif word in _CITY:
            kind = "city"
        else:
            kept.append(word)
    return look_alike_key(" ".join(kept) or text), kind


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
        for spelling in (name, _FOOTNOTE.sub("", name)):
            if spelling != name and (found := self.exact(spelling)):
                return found
            bare, kind = bare_name(spelling)
            found = self.bare.get(bare, set())
            if kind == "city":
                found = found & self.cities
            elif kind == "province":
                found = found - self.cities
            if found:
                return found
        return set()

    def find(self, name: str) -> set[str]:
        return self.exact(name) or self.loose(name)


@cache
def gazetteer_regions() -> Mapping[str, Region]:
    """Return the regions of Kazakhstan with every spelling met, by key; their population here is 0."""
    text = files("govrank").joinpath("populations", "regions.toml").read_text(encoding="utf-8")
    return {
        key: Region(
            key,
            entry["en"],
            0,
            (entry["ru"], entry["kk"], *entry["aliases"]),
            {lang: entry[lang] for lang in ("en", "ru", "kk")},
        )
        for key, entry in tomllib.loads(text).items()
    }


@cache
def _gazetteer_index() -> RegionIndex:
    return RegionIndex(gazetteer_regions().values())


def known_regions(name: str) -> set[str]:
    """Return the gazetteer's keys that a name can mean: none, one, or several where it is ambiguous."""
    return _gazetteer_index().find(name)
