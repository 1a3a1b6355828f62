"""The regions of Kazakhstan in every spelling met, and which region a name can mean."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from govrank.language import Lang
from govrank.packaged import LANGUAGES, packaged_text
from govrank.population.transliteration import sound_key
from govrank.spelling import could_be_cyrillic, look_alike_key, plain_key, visible_text, without_footnote

_KINDS = {
    "province": (
        "область", "обл", "обл.", "облысы", "облыс", "region", "oblast", "obl", "obl.", "oblysy", "oblys", "province",
    ),
    "city": (
        "г", "г.", "гор.", "город", "қаласы", "қала", "қ", "қ.", "city", "qalasy", "qala", "q", "q.", "gorod", "g",
        "g.", "(city)", "(город)",
    ),
    "republic": ("республика", "респ", "респ.", "республикасы", "republic", "respublika", "respublikasi"),
    "territory": ("край", "kray", "krai", "territory"),
    "okrug": ("автономный", "автономная", "округ", "ао", "autonomous", "okrug"),
}  # fmt: skip
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}
_KIND_BY_SOUND = {sound_key(word): kind for word, kind in _KIND_OF.items() if len(word) > len("обл.")}
KIND_WORDS = frozenset(_KIND_OF)
"""Words that say of what kind a region is; its name is in the others."""
_IDLE = {"of", "the"}
_ABBREVIATED = re.compile(r"\b(г|гор|обл|қ)\.(?=\w)", re.IGNORECASE)
_DOTTED = re.compile(r"\s*(?:\w\.\s?){1,3}\w\.?\s*")
_LEAST_ABBREVIATED = 3  # letters: of fewer, too many names begin so
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


@lru_cache(1 << 16)
def divided_name(text: str) -> tuple[str, str]:
    """Return a name without the words for province, city and their like, its letters as they are; and of which kind.

    >>> divided_name("ВКО обл."), divided_name("г.Шымкент"), divided_name("Республика Коми"), divided_name("Атырау")
    (('ВКО', 'province'), ('Шымкент', 'city'), ('Коми', 'republic'), ('Атырау', ''))
    """
    kept, kind = [], ""
    for word in _BETWEEN.split(_ABBREVIATED.sub(r"\1. ", visible_text(text))):
        folded = plain_key(word)
        said = _KIND_OF.get(folded) or _KIND_BY_SOUND.get(sound_key(word))
        kind = said or kind
        if word and not said and folded not in _IDLE:
            kept.append(word)
    return " ".join(kept) or text, kind


def bare_name(text: str) -> tuple[str, str]:
    """Return a name's key without the words for province, city and their like, and of which kind they say it is."""
    rest, kind = divided_name(text)
    return look_alike_key(rest), kind


class RegionIndex:
    """Finds the regions that a name can mean: by the whole name first, then without its words of kind."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self.whole: dict[str, set[str]] = {}
        self.folded: dict[str, set[str]] = {}
        self.bare: dict[str, set[str]] = {}
        self.kinds: dict[str, set[str]] = {}
        for region in regions:
            for name in region.names:
                bare, kind = bare_name(name)
                self.whole.setdefault(plain_key(name), set()).add(region.key)
                if not could_be_cyrillic(name):
                    self.folded.setdefault(look_alike_key(name), set()).add(region.key)
                self.bare.setdefault(bare, set()).add(region.key)
                if kind:
                    self.kinds.setdefault(region.key, set()).add(kind)

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
                if found := self.of_kind(named, kind):
                    return found
        return set()

    def cities_named(self, name: str) -> set[str]:
        """Return the cities of a name, which may leave out that it is one."""
        bare, kind = bare_name(without_footnote(name))
        return self.of_kind(self.bare.get(bare, set()), "city") if kind in ("", "city") else set()

    def of_kind(self, keys: Iterable[str], kind: str) -> set[str]:
        """Return the regions that may be of a kind: a city only where its name says so, any other if none says else."""
        silent = {kind} if kind != "city" else set()
        return {key for key in keys if not kind or kind in self.kinds.get(key, silent)}

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


def region_label(name: str, lang: Lang) -> str:
    """Return the name that a language has for a region of a packaged table; any other region keeps its own.

    >>> region_label("Almaty (city)", "ru"), region_label("Upper Land", "ru")
    ('г. Алматы', 'Upper Land')
    """
    labels = _labels().get(name)
    return labels[lang] if labels else name


@cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    return {region.name: region.labels for region in gazetteer_regions().values() if region.labels}


@cache
def _gazetteer_index() -> RegionIndex:
    return RegionIndex(gazetteer_regions().values())


def known_regions(name: str) -> set[str]:
    """Return the gazetteer's keys that a name can mean: none, one, or several where it is ambiguous.

    The letters as they are come first, then the sounds that they write in another alphabet, then abbreviated words.

    >>> known_regions("Qarağandı oblısı"), known_regions("Зап.-Каз. обл."), known_regions("З.К.О.")
    ({'karaganda'}, {'west-kazakhstan'}, {'west-kazakhstan'})
    """
    index = _gazetteer_index()
    if _DOTTED.fullmatch(name):
        return index.exact(re.sub(r"\W", "", name))
    return index.find(name) or _sounding(name)


def _sounding(name: str) -> set[str]:
    """Return the regions one of whose names sounds so; a word with a dot behind it stands for all that begin so."""
    rest, kind = divided_name(without_footnote(name))
    words = [sound_key(word) for word in rest.split()]
    if not any(word.endswith(".") for word in words):
        return _gazetteer_index().of_kind(_sounds().get(tuple(words), ()), kind)
    if sum(map(len, words)) - len(words) < _LEAST_ABBREVIATED:
        return set()
    found = {
        key
        for sounds, keys in _sounds().items()
        if len(sounds) == len(words) and all(map(_begins, sounds, words))
        for key in keys
    }
    return _gazetteer_index().of_kind(found, kind)


def _begins(sound: str, word: str) -> bool:
    return sound.startswith(word[:-1]) if word.endswith(".") else sound == word


@cache
def _sounds() -> Mapping[tuple[str, ...], set[str]]:
    """Return the regions by the sounds of their names, word by word; an abbreviation's are other regions' too."""
    sounds: dict[tuple[str, ...], set[str]] = {}
    for key, region in gazetteer_regions().items():
        for name in region.names:
            if not name.isupper():
                words = divided_name(name)[0].split()
                sounds.setdefault(tuple(map(sound_key, words)), set()).add(key)
    return sounds


@cache
def _towns() -> frozenset[str]:
    return frozenset(look_alike_key(name) for entry in _entries().values() for name in entry.get("town", ()))


@cache
def _town_sounds() -> frozenset[str]:
    return frozenset(sound_key(name) for entry in _entries().values() for name in entry.get("town", ()))


def may_be_town(name: str) -> bool:
    """Say whether a region's name is also a town's, and no word says which of the two is meant.

    >>> may_be_town("Костанай"), may_be_town("Костанайская"), may_be_town("Костанай обл."), may_be_town("ЗКО")
    (True, False, False, False)
    """
    name = without_footnote(name)
    return look_alike_key(name) in _towns() or sound_key(name) in _town_sounds()
