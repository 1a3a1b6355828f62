"""A town and the region of its name: which of the two a name means beside the others."""

import pytest

from inside import disambiguated, town_meant


@pytest.mark.parametrize(
    ("names", "meant"),
    [
        pytest.param(["Костанай"], ["kostanay"], id="alone it is the region"),
        pytest.param(["Костанай", "Костанайская область"], ["town of kostanay", "kostanay"], id="beside it the town"),
        pytest.param(["Kostanay Region", "Kostanay"], ["kostanay", "town of kostanay"], id="in Latin letters"),
        pytest.param(["Абай", "область Абай"], ["town of abai", "abai"], id="the word in front"),
        pytest.param(["Костанай", "г. Костанай"], ["kostanay", "town of kostanay"], id="the town says what it is"),
        pytest.param(["kostanay", "Костанай"], ["kostanay", "town of kostanay"], id="a key of the gazetteer"),
        pytest.param(["ЗКО", "Западно-Казахстанская область"], ["west-kazakhstan"] * 2, id="an abbreviation"),
        pytest.param(["Париж", "Алматы", ""], ["", "", ""], id="none, or one of several"),
    ],
)
def test_names_of_different_regions_are_told_apart(names, meant):
    assert [*disambiguated(names).values()] == meant


@pytest.mark.parametrize(("town", "meant"), [(250, "town of kostanay"), (832, "kostanay"), (900, "kostanay"),
                                             (0, "kostanay")])  # fmt: skip
def test_a_town_has_fewer_people_than_its_region(town, meant):
    assert disambiguated(["Костанай", "Костанайская"], {"Костанай": town, "Костанайская": 832})["Костанай"] == meant


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("г. Костанай", "town of kostanay"),
        ("Kostanay 1", "town of kostanay"),
        ("Костанайская", ""),
        ("Костанай обл.", ""),
        ("г. Алматы", ""),
        ("г. Париж", ""),
        ("г. Омск", "town of omsk"),
    ],
)
def test_a_town_is_known_by_the_region_of_its_name(name, meant):
    assert town_meant(name) == meant
