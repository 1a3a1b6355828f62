"""Which regions of Kazakhstan a name can mean: the whole name first, then without its words of kind."""

from collections import defaultdict

import pytest

from govrank.population.gazetteer import bare_name, gazetteer_regions, known_regions, may_be_town
from govrank.spelling import look_alike_key


def test_almaty_and_bko_are_the_only_names_of_two_regions():
    owners = defaultdict(set)
    for key, region in gazetteer_regions().items():
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
    regions = gazetteer_regions()

    assert len(regions) == 17 + 3
    assert all(sorted(region.labels) == ["en", "kk", "ru"] for region in regions.values())
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


def test_every_town_bears_the_name_of_its_region_alone():
    towns = [(key, name) for key, region in gazetteer_regions().items() for name in region.names if may_be_town(name)]

    assert {key for key, _name in towns} == {
        "abai", "aktobe", "atyrau", "karaganda", "kostanay", "kyzylorda", "pavlodar", "turkistan",
    }  # fmt: skip
    assert all(known_regions(name) == {key} for key, name in towns)


@pytest.mark.parametrize("name", ["Костанайская", "Костанай обл.", "г. Костанай", "ЗКО", "ЮКО", "Алматы", "Астана", ""])
def test_what_says_which_of_the_two_it_is_may_not_be_the_other(name):
    assert not may_be_town(name)
