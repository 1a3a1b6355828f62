"""Which regions a mistyped name may have meant."""

import difflib
import random

import pytest

from inside import NearRegions, Region, RegionIndex, country, look_alike_key


def near(name, regions=None):
    regions = regions or country("kz").regions.values()
    return NearRegions(regions, RegionIndex(regions)).near(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Атыруская область", ["Атырауская область"], id="a letter missing"),
        pytest.param("Акимат Актюбинская область", ["Актюбинская область"], id="whose page it is"),
        pytest.param("Kostany", ["Kostanay"], id="in Latin letters"),
        pytest.param("Кокшетау", [], id="another town, and nothing of another script"),
        pytest.param("TRUE", [], id="no name"),
        pytest.param("область", [], id="a word of kind alone"),
        pytest.param("г. Костанай", [], id="a city is no province of its name"),
        pytest.param("Казахстан", [], id="what several are called besides"),
        pytest.param("Западный Казахстн", ["Западный Казахстан"], id="with what tells one of them"),
        pytest.param("г. Алмати", ["Алматы қ."], id="a city that there is"),
    ],
)
def test_only_names_that_come_near_are_proposed(name, expected):
    assert near(name)[:1] == expected


def test_a_region_is_proposed_once():
    found = near("Жамбылскаяя")
    assert len(found) == 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Алтай край", [], id="a territory is no republic of its name"),
        pytest.param("Алтайскый край", ["Алтайский край"], id="a territory mistyped"),
        pytest.param("Респ. Алтйа", ["Республика Алтай"], id="a republic mistyped"),
        pytest.param("Алтайскй", ["Алтайский край"], id="without its kind"),
        pytest.param("Амурск. обл", ["Амурская область"], id="a word cut short"),
        pytest.param("Омская", ["Томская область"], id="what is not there"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_kind_is_proposed_its_like(name, expected):
    names = ["Республика Алтай", "Алтайский край", "Амурская область", "Томская область", "Москва"]
    assert near(name, [Region(text, text, 5) for text in names])[:1] == expected


@pytest.mark.parametrize("seed", range(3))
def test_what_is_sorted_out_by_its_letters_would_not_have_come_near(seed):
    """The letters that two names share bound their likeness: without the cheap test the answer is the same."""
    draw = random.Random(seed)
    names = [*{"".join(draw.choices("абвгд", k=draw.randint(3, 9))): None for _ in range(300)}]
    for sought in ("".join(draw.choices("абвгд", k=6)) for _ in range(20)):
        nearest = difflib.get_close_matches(look_alike_key(sought), map(look_alike_key, names), n=3, cutoff=0.72)
        assert [look_alike_key(text) for text in near(sought, [Region(text, text, 5) for text in names])] == nearest
