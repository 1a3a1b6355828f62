"""Which regions of Kazakhstan a name can mean: the whole name first, then without its words of kind."""

from collections import defaultdict

import pytest

from inside import bare_name, country, known_regions, look_alike_key, may_be_town, region_label


def test_almaty_and_bko_are_the_only_names_of_two_regions():
    owners = defaultdict(set)
    for key, region in country("kz").regions.items():
        for spelling in region.names:
            owners[look_alike_key(spelling)].add(key)
    shared = {spelling: keys for spelling, keys in owners.items() if len(keys) > 1}

    assert shared == {
        look_alike_key("Almaty"): {"almaty-region", "almaty-city"},
        look_alike_key("Алматы"): {"almaty-region", "almaty-city"},
        look_alike_key("BKO"): {"west-kazakhstan", "east-kazakhstan"},
    }


def test_there_are_twenty_regions_each_with_a_name_in_three_languages():
    """17 regions and 3 cities since June 2022."""
    regions = country("kz").regions

    assert len(regions) == 17 + 3
    assert all({*region.labels} >= {"en", "kk", "ru"} for region in regions.values())
    assert all(region.key == key and {*region.labels.values()} <= {*region.names} for key, region in regions.items())


@pytest.mark.parametrize(
    ("name", "bare", "kind"),
    [
        pytest.param("Атырауская область", "Атырауская", "province", id="a word for province behind"),
        pytest.param("Атырау облысы", "Атырау", "province", id="in Kazakh"),
        pytest.param("г.Шымкент", "Шымкент", "city", id="an abbreviation without a space"),
        pytest.param("Almaty (city)", "Almaty", "city", id="a word in brackets"),
        pytest.param("Атырау", "Атырау", "", id="no word of kind"),
        pytest.param("область", "область", "province", id="of nothing else something is left"),
        pytest.param("Республика Татарстан", "Татарстан", "republic", id="a republic"),
        pytest.param("Republic of Tatarstan", "Tatarstan", "republic", id="with a word between"),
        pytest.param("Пермский край", "Пермский", "territory", id="a territory"),
        pytest.param("Ненецкий автономный округ", "Ненецкий", "okrug", id="an okrug"),
        pytest.param("Qarağandı oblısı", "Qarağandı", "province", id="in Turkish letters"),
    ],
)
def test_a_name_is_divided_into_what_it_is_and_of_what_kind(name, bare, kind):
    assert bare_name(name) == (look_alike_key(bare), kind)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        pytest.param("Атырауская обл.", {"atyrau"}, id="one region"),
        pytest.param("город Алматы", {"almaty-city"}, id="the word city excludes the region"),
        pytest.param("Алматы", {"almaty-city", "almaty-region"}, id="either"),
        pytest.param("ВКО", {"east-kazakhstan"}, id="Cyrillic letters"),
        pytest.param("BKO", {"east-kazakhstan", "west-kazakhstan"}, id="the same shape in Latin letters"),
        pytest.param("ВКО обл.", {"east-kazakhstan"}, id="an abbreviation with the word for province"),
        pytest.param("вко область", {"east-kazakhstan"}, id="in small letters"),
        pytest.param("ВKО облысы", {"east-kazakhstan"}, id="with one Latin letter"),
        pytest.param("BKO обл.", {"east-kazakhstan", "west-kazakhstan"}, id="the same shape with the word"),
        pytest.param("ЗКО обл.", {"west-kazakhstan"}, id="the other abbreviation"),
        pytest.param("Туркестанская область 1", {"turkistan"}, id="the number of a footnote"),
        pytest.param("Туркестанская¹", {"turkistan"}, id="a raised number"),
        pytest.param("Туркестанская†", {"turkistan"}, id="a dagger"),
        pytest.param("Туркестанская [1]", {"turkistan"}, id="a number in brackets"),
        pytest.param("Турке\u00adстан\u200bская", {"turkistan"}, id="signs that nobody sees"),
        pytest.param("Нарния", set(), id="none"),
        pytest.param("", set(), id="no name"),
    ],
)
def test_a_name_means_none_one_or_several_regions(name, keys):
    assert known_regions(name) == keys


# by key: abbreviations, words cut short, the Latin alphabets of 2017 (y'), 2018 (ý, ǵ) and 2021 (ū, ğ), Turkish letters
# (ı), transliterated Russian, and Kazakh without its own letters
SPELLINGS = {
    "akmola": ["Aqmola oblysy", "Aqmola oblısı", "Акм. обл.", "Akmolinskaya obl.", "Акмола облысы"],
    "aktobe": ["Aqtóbe", "Aqtöbe oblysy", "Aqto'be", "Aqtóbe oblısı", "Акт. обл.", "Aktobinskaya", "Актобе облысы"],
    "almaty-region": ["Almaty oblysy", "Almatı oblısı", "Алм. обл."],
    "almaty-city": ["Almaty qalasy", "Almatı qalası", "Almaty q.", "gorod Almaty"],
    "atyrau": ["Atyraý", "Atyraý oblysy", "Atırau oblısı", "Atyray'", "Атыр. обл."],
    "west-kazakhstan": [
        "WKO", "ZKO", "BQO", "З.К.О.", "Зап.-Каз. обл.", "Зап. Казахстан", "Zap.-Kaz. obl.", "W. Kazakhstan",
        "Batys Qazaqstan oblysy", "Batıs Qazaqstan oblısı", "Zapadno-Kazahstanskaja oblast", "Батыс Казакстан облысы",
    ],
    "zhambyl": ["Jambyl oblysy", "Jambıl oblısı", "Žambyl", "Dzhambyl", "Жамб. обл."],
    "karaganda": [
        "Qaraǵandy", "Qarağandı oblısı", "Qarağandy oblysy", "Qarag'andy", "Qaragandı", "Караг. обл.",
        "Karagandinskaja obl.", "Караганды облысы",
    ],
    "kostanay": ["Qostanaı", "Qostanaı oblysy", "Qostanay oblısı", "Qostanaj", "Кост. обл.", "Костанай облысы"],
    "kyzylorda": ["Qızılorda oblısı", "Qyzylorda oblysy", "Кызыл. обл.", "Кызылорда облысы"],
    "mangystau": ["Mańǵystaý", "Mańǵystaý oblysy", "Mañğıstau", "Mang'ystay'", "Mangghystaw", "Манг. обл."],
    "pavlodar": ["Pavlodar oblysy", "Pavlodar oblısı", "Павл. обл."],
    "north-kazakhstan": [
        "NKO", "SKO", "SQO", "С.К.О", "Сев.-Каз. обл.", "N. Kazakhstan", "Soltústik Qazaqstan oblysy",
        "Soltüstık Qazaqstan", "Severo-Kazahstanskaya", "Солтустик Казахстан облысы",
    ],
    "turkistan": [
        "UKO", "Южно-Каз. обл.", "Túrkistan", "Türkıstan oblysy", "Түркістан обл", "Турк. обл.", "Ontústik Qazaqstan",
    ],
    "east-kazakhstan": [
        "EKO", "VKO", "ShQO", "В.К.О.", "Вост.-Каз. обл.", "Вост.-Казахстанская обл.", "E. Kazakhstan Region",
        "Shyǵys Qazaqstan oblysy", "Şyğys Qazaqstan", "Şığıs Qazaqstan oblısı", "Шыгыс Казакстан облысы",
    ],
    "astana": ["Astana qalası", "Nur-Sultan q.", "Nur-Sultan qalasy"],
    "shymkent": ["Şymkent", "Şımkent qalası", "g. Shymkent"],
    "abai": ["Abaı", "Abaı oblysy", "Abai oblısı"],
    "jetisu": ["Jetisý", "Jetısu oblysy", "Jetisý oblysy", "Žetisu", "Жетису обл."],
    "ulytau": ["Ulytaý", "Ūlytau oblysy", "Ulıtau oblısı"],
}  # fmt: skip


@pytest.mark.parametrize(("name", "key"), [(name, key) for key, names in SPELLINGS.items() for name in names])
def test_a_region_is_known_in_every_alphabet_and_cut_short(name, key):
    assert known_regions(name) == {key}


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        pytest.param("Almatı", {"almaty-city", "almaty-region"}, id="a sound of two"),
        pytest.param("S. Kazakhstan", {"north-kazakhstan", "turkistan"}, id="a letter of two"),
        pytest.param("Ак. обл.", set(), id="too few letters"),
        pytest.param("Каз.", set(), id="one word of two"),
        pytest.param("Aqtóbe qalasy", set(), id="a town is no region in Latin letters either"),
        pytest.param("Республика Абай", set(), id="a province is no republic"),
        pytest.param("Kazakhstan", set(), id="the country"),
    ],
)
def test_what_could_be_several_or_none_is_not_guessed(name, keys):
    assert known_regions(name) == keys


@pytest.mark.parametrize("name", ["Qaraǵandy", "Qarağandı", "Aqto'be", "Abaı", "Túrkistan"])
def test_a_town_is_one_in_every_alphabet(name):
    assert (may_be_town(name), may_be_town(f"{name} oblysy")) == (True, False)


@pytest.mark.parametrize(("lang", "name"), [("en", "Almaty (city)"), ("ru", "г. Алматы"), ("kk", "Алматы қаласы")])
def test_a_packaged_tables_region_has_a_name_in_each_language(lang, name):
    assert (region_label("Almaty (city)", lang), region_label("Upper Land", lang)) == (name, "Upper Land")


def test_every_town_bears_the_name_of_its_region_alone():
    regions = country("kz").regions
    towns = [(key, name) for key, region in regions.items() for name in region.names if may_be_town(name)]

    assert {key for key, _name in towns} == {
        "abai", "aktobe", "atyrau", "karaganda", "kostanay", "kyzylorda", "pavlodar", "turkistan",
    }  # fmt: skip
    assert all(known_regions(name) == {key} for key, name in towns)


@pytest.mark.parametrize("name", ["Костанайская", "Костанай обл.", "г. Костанай", "ЗКО", "ЮКО", "Алматы", "Астана", ""])
def test_what_says_which_of_the_two_it_is_may_not_be_the_other(name):
    assert not may_be_town(name)
