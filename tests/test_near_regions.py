"""Which regions a mistyped name may have meant."""

import pytest

from govrank.population.gazetteer import gazetteer_regions
from govrank.population.near_regions import near_regions


@pytest.mark.parametrize(
    ("name", "near"),
    [
        pytest.param("Атыруская область", ["Атырауская область"], id="a letter missing"),
        pytest.param("Акимат Актюбинская область", ["Актюбинская область"], id="whose page it is"),
        pytest.param("Kostany", ["Kostanay"], id="in Latin letters"),
        pytest.param("Кокшетау", [], id="another town, and nothing of another script"),
        pytest.param("TRUE", [], id="no name"),
        pytest.param("область", [], id="a word of kind alone"),
        pytest.param("г. Костанай", [], id="a city is no province of its name"),
        pytest.param("г. Алмати", ["Алматы қ."], id="a city that there is"),
    ],
)
def test_only_names_that_come_near_are_proposed(name, near):
    assert near_regions(name, gazetteer_regions().values())[:1] == near


def test_a_region_is_proposed_once():
    found = near_regions("Жамбылскаяя", gazetteer_regions().values())
    assert len(found) == 1
