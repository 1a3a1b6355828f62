"""How regions are named: every spelling met, towns beside provinces, and names that come near."""

from __future__ import annotations

import difflib
import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from govrank.packaged import COUNTRIES, LANGUAGES, POPULATIONS, packaged_text
from govrank.text.catalogue import Lang, label_in
from govrank.text.spelling import could_be_cyrillic, look_alike_key, plain_key, visible_text, without_footnote

# Kazakh in the Latin alphabets of 2017 (y'), 2018 (ý) and 2021 (ū, ş), in Turkish letters, and in English spelling.
# Letters that not all alphabets distinguish are one sound here: ы, і, и and й; у, ұ and ү; к, қ and х.
_CYRILLIC = str.maketrans(
    {
        "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "э": "e", "ж": "j", "з": "z",
        "и": "i", "і": "i", "й": "i", "ы": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o",
        "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f", "х": "k", "һ": "k",
        "ў": "u", "ҳ": "k", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ь": "", "ю": "iu", "я": "ia",
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
    (re.compile(r"(?<=[aeiou])j(?=a?\b(?!\.))"), "i"),  # Kostanaj, Kostanajskaja
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
        "вобласць", "вобл", "вобл.", "voblasć", "voblast", "voblasts", "viloyati", "viloyat", "вилояти", "вилоят",
        "vilayat", "вил", "вил.", "vil", "vil.",
    ),
    "city": (
        "г", "г.", "гор.", "город", "қаласы", "қала", "қ", "қ.", "city", "qalasy", "qala", "q", "q.", "gorod", "g",
        "g.", "(city)", "(город)", "горад", "shahri", "shahar", "шаҳри", "шаҳар", "sh.", "ш.",
    ),
    "republic": (
        "республика", "респ", "респ.", "республикасы", "republic", "respublika", "respublikasi", "республикаси",
    ),
    "territory": ("край", "кр", "кр.", "kray", "krai", "territory", "өлкесі"),
    "okrug": (
        "автономный", "автономная", "округ", "ао", "autonomous", "okrug", "ao", "авт", "авт.", "автономиялық", "округі",
    ),
}  # fmt: skip
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}
_KIND_BY_SOUND = {sound_key(word): kind for word, kind in _KIND_OF.items() if len(word) > len("обл.")}
KIND_WORDS = frozenset(_KIND_OF)
"""Words for the kind of a region; the other words are its name."""
_IDLE = {"of", "the"}
_ABBREVIATED = re.compile(r"\b(г|гор|обл|вобл|вил|қ)\.(?=\w)", re.IGNORECASE)
_DOTTED = re.compile(r"\s*(?:\w\.\s?){1,3}\w\.?\s*")
_LEAST_ABBREVIATED = 3  # letters: shorter beginnings fit too many names
_BETWEEN = re.compile(r"[\s,\-\u2010-\u2015\u2212]+")


@dataclass(frozen=True)
class Region:
    """A region of a population table.

    Attributes:
        key: stable key by which editions are matched; the name itself if the table has no keys.
        name: as the table writes it.
        population: inhabitants, at least 1.
        aliases: other spellings, its name in other languages among them.
        labels: its name by language; None if only the table's own name is known.
        contains: keys of the table's regions whose people are included in its own.
    """

    key: str
    name: str
    population: int
    aliases: tuple[str, ...] = ()
    labels: Mapping[str, str] | None = None
    contains: tuple[str, ...] = ()

    def label(self, lang: str) -> str:
        """Return its name in a language, falling back to English, then to the table's."""
        return label_in(self.labels, lang) if self.labels else self.name

    @property
    def names(self) -> tuple[str, ...]:
        return (self.key, self.name, *self.aliases)


@lru_cache(1 << 16)
def divided_name(text: str) -> tuple[str, str]:
    """Return a name without words such as province or city, letters unchanged; and the kind that they mean.

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
    """Return a name's key without words such as province or city, and the kind that they mean."""
    rest, kind = divided_name(text)
    return look_alike_key(rest), kind


class RegionIndex:
    """Finds the regions that a name can mean: by the whole name first, then without the words for its kind."""

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
        # BKO may be БҚО romanised or ВКО in look-alike letters: such a name, also in lower case, is ambiguous
        return whole | folded if whole and folded and could_be_cyrillic(name.upper()) else whole or folded

    def loose(self, name: str) -> set[str]:
        for spelling in (name, without_footnote(name)):
            if spelling != name and (found := self.exact(spelling)):
                return found
            rest, kind = divided_name(spelling)
            # exact letters first: ВКО обл. is unambiguous, although it looks like BKO
            for named in (self.exact(rest) if kind else set(), self.bare.get(look_alike_key(rest), set())):
                if found := self.of_kind(named, kind):
                    return found
        return set()

    def cities_named(self, name: str) -> set[str]:
        """Return the cities of a name, with or without a word for city."""
        bare, kind = bare_name(without_footnote(name))
        return self.of_kind(self.bare.get(bare, set()), "city") if kind in ("", "city") else set()

    def of_kind(self, keys: Collection[str], kind: str) -> set[str]:
        """Return the regions that may be of a kind: a city's name must say so, another must not contradict."""
        silent = {kind} if kind != "city" else set()
        return {key for key in keys if not kind or kind in self.kinds.get(key, silent)} if keys else set()

    def find(self, name: str) -> set[str]:
        return self.exact(name) or self.loose(name)


class Country:
    """The regions of one country, with every spelling met: its gazetteer.

    Attributes:
        regions: by key; their population here is 0.
        words: translations of its tables' sources and vintages, by language.
    """

    def __init__(self, name: str) -> None:
        entries = tomllib.loads(packaged_text("populations", f"{name}.toml"))
        self.words: Mapping[str, Mapping[str, str]] = entries.pop("words", {})
        self.regions: Mapping[str, Region] = {key: _listed_region(key, entry) for key, entry in entries.items()}
        self._index = RegionIndex(self.regions.values())
        towns = [town for entry in entries.values() for town in entry.get("town", ())]
        self._towns = frozenset(map(look_alike_key, towns))
        self._town_sounds = frozenset(map(sound_key, towns))

    def known(self, name: str) -> set[str]:
        """Return the keys that a name can mean: by letters, then by sound, then by abbreviated words."""
        if _DOTTED.fullmatch(name):
            return self._index.exact(re.sub(r"\W", "", name))
        return self._index.find(name) or self._sounding(name)

    def _sounding(self, name: str) -> set[str]:
        """Return the regions with a name that sounds the same; a word cut short by a dot matches any that begins so."""
        rest, kind = divided_name(without_footnote(name))
        words = [sound_key(word) for word in rest.split()]
        if not any(word.endswith(".") for word in words):
            return self._index.of_kind(self._sounds.get(tuple(words), ()), kind)
        if sum(map(len, words)) - len(words) < _LEAST_ABBREVIATED:
            return set()
        found = {
            key
            for sounds, keys in self._sounds.items()
            if len(sounds) == len(words) and all(map(_begins, sounds, words))
            for key in keys
        }
        return self._index.of_kind(found, kind)

    @cached_property
    def _sounds(self) -> Mapping[tuple[str, ...], set[str]]:
        """The regions by the sounds of their names, word by word; abbreviations are ambiguous by sound."""
        sounds: dict[tuple[str, ...], set[str]] = {}
        for key, region in self.regions.items():
            for name in region.names:
                if not name.isupper():
                    words = divided_name(name)[0].split()
                    sounds.setdefault(tuple(map(sound_key, words)), set()).add(key)
        return sounds

    def may_be_town(self, name: str) -> bool:
        name = without_footnote(name)
        return look_alike_key(name) in self._towns or sound_key(name) in self._town_sounds


def _listed_region(key: str, entry: Mapping[str, Any]) -> Region:
    labels = {lang: text for lang, text in entry.items() if lang in LANGUAGES}
    named = dict.fromkeys(text for lang, text in labels.items() if lang != "en")
    return Region(key, labels["en"], 0, (*named, *entry["aliases"], *entry.get("town", ())), labels)


def _begins(sound: str, word: str) -> bool:
    return sound.startswith(word[:-1]) if word.endswith(".") else sound == word


Countries = Sequence[str]
"""Names of countries, as in their gazetteers' file names, in the order in which they are searched."""

country = cache(Country)


def region_of(key: str) -> Region:
    """Return the gazetteers' region of a key.

    >>> region_of("minsk-city").labels["ru"]
    'Минск'
    """
    return next(country(one).regions[key] for one in COUNTRIES if key in country(one).regions)


@lru_cache(1 << 16)
def _known(name: str, countries: tuple[str, ...]) -> tuple[str, frozenset[str]]:
    """Return the first country that knows a name, and the keys that it can mean there; "" where none knows it."""
    for one in countries if name else ():
        if found := country(one).known(name):
            return one, frozenset(found)
    return "", frozenset()


def known_regions(name: str, countries: Countries = COUNTRIES) -> set[str]:
    """Return the gazetteers' keys that a name can mean: none, one, or several where it is ambiguous.

    >>> known_regions("Qarağandı oblısı"), known_regions("Зап.-Каз. обл."), known_regions("З.К.О.")
    ({'karaganda'}, {'west-kazakhstan'}, {'west-kazakhstan'})
    >>> known_regions("Гродзенская вобл."), sorted(known_regions("Toshkent"))
    ({'grodno'}, ['tashkent-city', 'tashkent-region'])
    """
    return {*_known(name, tuple(countries))[1]}


def countries_of(names: Iterable[str]) -> tuple[str, ...]:
    """Return the countries that know any of the names as a region or town, those that know most first.

    So Кост. обл. is Kostanay among the regions of Kazakhstan and Kostroma among those of Russia.

    >>> countries_of(["Кост. обл.", "Омская область", "Тыва"]), countries_of(["Upper Land"])
    (('ru', 'kz'), ())
    """
    distinct = [*dict.fromkeys(names)]
    numbers: dict[str, int] = {}
    for one in COUNTRIES:
        numbers[one] = sum(
            bool(_known(name, (one,))[0] or (divided_name(name)[1] == "city" and town_meant(name, (one,))))
            for name in distinct
        )
        if numbers[one] == len(distinct):
            break  # it knows them all, so the others need not be tried: most files cover one country
    return tuple(sorted((one for one in numbers if numbers[one]), key=lambda one: -numbers[one]))


def region_label(name: str, lang: Lang) -> str:
    """Return the name in a language of a packaged table's region; any other region keeps its own.

    >>> region_label("Almaty (city)", "ru"), region_label("Upper Land", "ru")
    ('г. Алматы', 'Upper Land')
    """
    labels = _labels().get(name)
    return label_in(labels, lang) if labels else name


def region_in(region: str, lang: Lang, key: str = "") -> str:
    """Return a region's name in a language, whatever its spelling; an unknown one keeps its own.

    Args:
        key: of the region in a population table, where that is known.

    >>> region_in("Атырауская обл.", "kk"), region_in("Upper Land", "kk"), region_in("Almaty", "en", "almaty-city")
    ('Атырау облысы', 'Upper Land', 'Almaty (city)')
    """
    listed = any(key in country(one).regions for one in COUNTRIES)
    keys = {key} if listed else known_regions(region)
    labels = region_of(next(iter(keys))).labels if len(keys) == 1 else None
    return label_in(labels, lang) if labels else region


@cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    regions = (region for one in COUNTRIES for region in country(one).regions.values())
    return {region.name: region.labels for region in regions if region.labels}


def table_words(text: str, table: str, lang: Lang) -> str:
    """Return a packaged table's source or vintage in a language; any other text unchanged.

    >>> table_words("revised", "kz-2023", "ru"), table_words("revised", "mine.csv", "ru")
    ('уточнённые данные', 'revised')
    """
    one = country_of_table(table)
    return country(one).words.get(text, {}).get(lang, text) if one else text


def country_of_table(table: str) -> str:
    """Return the country of a packaged population table; "" for any other."""
    return table.partition("-")[0] if table in POPULATIONS else ""


def may_be_town(name: str, countries: Countries = COUNTRIES) -> bool:
    """Return whether a region's name is also a town's and no word tells which is meant.

    >>> may_be_town("Костанай"), may_be_town("Костанайская"), may_be_town("Костанай обл."), may_be_town("ЗКО")
    (True, False, False, False)
    """
    one = _known(name, tuple(countries))[0]
    return bool(one) and country(one).may_be_town(name)


TOWN = "town of "


def disambiguated(
    names: Collection[str], people: Mapping[str, int] | None = None, countries: Countries | None = None
) -> dict[str, str]:
    """Return what each name means: the gazetteer's key, `TOWN` plus the key for a town, or "" for neither.

    A name that could be the town's means the region, unless another name can only mean the region.

    Args:
        people: inhabitants of each. If given, a town must have fewer than its region; otherwise two names are
            spellings of one region. None if the names are known to mean different regions.
        countries: where to look; None takes those that know most of the names.

    >>> disambiguated(["Костанай", "Костанайская область", "Атырау", "Париж"])
    {'Костанай': 'town of kostanay', 'Костанайская область': 'kostanay', 'Атырау': 'atyrau', 'Париж': ''}
    """
    countries = countries_of(names) if countries is None else countries
    keys = {name: only_region(name, countries) for name in names}
    sure: dict[str, list[str]] = {}
    for name, key in keys.items():
        if key and (name == key or not may_be_town(name, countries)):
            sure.setdefault(key, []).append(name)
    meant = {}
    for name, key in keys.items():
        others = sure.get(key, [])
        town = bool(others) and name not in others
        if town and people is not None:
            town = 0 < people[name] < min(people[other] for other in others)
        meant[name] = TOWN + key if town else key or town_meant(name, countries)
    return meant


def only_region(name: str, countries: Countries = COUNTRIES) -> str:
    """Return the gazetteers' key that a name means; "" if there is none or several."""
    known = known_regions(name, countries)
    return next(iter(known)) if len(known) == 1 else ""


def town_meant(name: str, countries: Countries = COUNTRIES) -> str:
    """Return `TOWN` plus the key of the region that shares the town's name, if a name can be the town's; else "".

    >>> town_meant("г. Костанай"), town_meant("Костанай"), town_meant("Костанайская область"), town_meant("г. Алматы")
    ('town of kostanay', 'town of kostanay', '', '')
    """
    rest, kind = divided_name(without_footnote(name))
    if kind not in ("", "city") or not may_be_town(rest, countries):
        return ""
    key = only_region(rest, countries)
    return TOWN + key if key else ""


_BAR = 0.72  # similarity: a region's name is short once the words for region are dropped
_MOST = 3
_LETTERS = 64  # letters are counted by their code modulo this: collisions only raise the similarity
# words for the owner of a page or the kind of a region, in any grammatical case
_SAID_BESIDE = re.compile(
    r"\b(акимат\w*|әкімдіг?\w*|әкімшіліг?\w*|администраци\w*|област\w*|облыс\w*|город\w*|қала\w*|"
    r"akimat\w*|administration|governor\w*|аппарат\w*|аким\w*|әкім\w*|of|the)\b",
    re.IGNORECASE,
)
_IN_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


class NearRegions:
    """Finds the spellings of regions that are similar to a name.

    Names are compared without words such as province and city, which would make any two similar, and only within one
    script. A province is never suggested for a city, nor a territory for a republic: their populations differ.
    """

    def __init__(self, regions: Iterable[Region], index: RegionIndex) -> None:
        self._of_kind = index.of_kind
        self._spellings: dict[bool, dict[str, tuple[str, str]]] = {True: {}, False: {}}  # by whether it is Cyrillic
        self._owners: dict[str, set[str]] = {}  # the regions whose names contain a word
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
        """Return the spellings that are similar to a name, nearest first, each region once."""
        sought = bare_name(_SAID_BESIDE.sub(" ", without_footnote(name)).strip() or name)[0]
        if all(len(self._owners.get(word, ())) > 1 for word in sought.split()):
            return []  # a word that many names share, such as Kazakhstan, is not a typo of one of them
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
        """Return the names that share enough letters with one to be similar."""
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
