"""How regions are named: every spelling met, towns beside provinces, and names that come near."""

from __future__ import annotations

import difflib
import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from govrank.packaged import LANGUAGES, packaged_text
from govrank.text.catalogue import Lang
from govrank.text.spelling import could_be_cyrillic, look_alike_key, plain_key, visible_text, without_footnote

# Of Kazakh: the Latin alphabets of 2017 (y'), 2018 (ý) and 2021 (ū, ş), Turkish letters, and what English makes of it.
# What one alphabet tells apart and another does not is one sound here: ы, і, и and й; у, ұ and ү; к, қ and х.
_CYRILLIC = str.maketrans(
    {
        "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "э": "e", "ж": "j", "з": "z",
        "и": "i", "і": "i", "й": "i", "ы": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o",
        "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f", "х": "k", "һ": "k",
        "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ь": "", "ю": "iu", "я": "ia",
    }
)  # fmt: skip
_SIGNS = str.maketrans({"ý": "u", "ş": "sh", "š": "sh", "č": "ch", "ç": "ch", "ž": "j", "ı": "i"})
_APOSTROPHES = "['\u2019\u02bc\u2018\u02bb`]"
_SOUNDS = (
    (re.compile(f"y{_APOSTROPHES}"), "u"),
    (re.compile(_APOSTROPHES), ""),
    (re.compile("dzh|dj|zh"), "j"),
    (re.compile("g?gh"), "g"),
    (re.compile("sh"), "ş"),
    (re.compile("ch"), "ç"),
    (re.compile("kh|[qxh]"), "k"),
    (re.compile("w"), "u"),
    (re.compile(r"(?<=[aeiou])j(?=\b|a\b)"), "i"),  # Kostanaj, Kostanajskaja
    (re.compile("y"), "i"),
)


@lru_cache(1 << 16)
def sound_key(name: str) -> str:
    """Return a key that is equal for a name in Cyrillic letters and in any of the Latin alphabets it is written in.

    >>> {sound_key(name) for name in ("Маңғыстау", "Mańǵystaý", "Mañğystau", "Mang'ystay'", "Mangghystaw")}
    {'mangistau'}
    """
    signs = plain_key(name).translate(_CYRILLIC).translate(_SIGNS)
    letters = "".join(sign for sign in unicodedata.normalize("NFKD", signs) if not unicodedata.combining(sign))
    for pattern, sound in _SOUNDS:
        letters = pattern.sub(sound, letters)
    return letters


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


def region_in(region: str, lang: Lang, key: str = "") -> str:
    """Return the name that a language has for a region in whatever spelling; one that nobody knows keeps its own.

    Args:
        key: of the region in a population table, where that is known.

    >>> region_in("Атырауская обл.", "kk"), region_in("Upper Land", "kk"), region_in("Almaty", "en", "almaty-city")
    ('Атырау облысы', 'Upper Land', 'Almaty (city)')
    """
    known = gazetteer_regions()
    keys = {key} if key in known else known_regions(region)
    labels = known[next(iter(keys))].labels if len(keys) == 1 else None
    return (labels or {}).get(lang, region)


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


TOWN = "town of "


def disambiguated(names: Collection[str], people: Mapping[str, int] | None = None) -> dict[str, str]:
    """Return what each name means: the gazetteer's key, `TOWN` and the key for the town, or "" where it is neither.

    A name that may be the town's is the region's, unless another name there can only be the region's.

    Args:
        people: how many people live in each. Where it is given, such a town has fewer than its region: two spellings
            of one region are no town. None where the names are known to mean different regions.

    >>> disambiguated(["Костанай", "Костанайская область", "Атырау", "Омск"])
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


_BAR = 0.72  # of likeness: a region's name is short once the words for region are dropped
_MOST = 3
_LETTERS = 64  # letters are counted by their code modulo this: two of one number only look more alike than they are
# words that say whose page it is or of what kind the region, in whatever case they stand
_SAID_BESIDE = re.compile(
    r"\b(акимат\w*|әкімдіг?\w*|әкімшіліг?\w*|администраци\w*|област\w*|облыс\w*|город\w*|қала\w*|"
    r"akimat\w*|administration|governor\w*|аппарат\w*|аким\w*|әкім\w*|of|the)\b",
    re.IGNORECASE,
)
_IN_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


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
    return _IN_CYRILLIC.search(text) is not None
