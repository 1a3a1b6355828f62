"""Bands: exact shares of the worst total, sizes closed below and open above, each page in one league."""

from fractions import Fraction

import pytest
from pydantic import ValidationError

from inside import Band, Norm, SizeLeague


def band(upto, **more):
    return Band(name="green", upto=upto, color="#c6efce", **more)


@pytest.mark.parametrize(
    ("upto", "expected"),
    [
        pytest.param("1/3", Fraction(1, 3), id="a fraction is not rounded"),
        pytest.param(" 2/5 ", Fraction(2, 5), id="white space around"),
        pytest.param("0.25", Fraction(1, 4), id="a decimal text"),
        pytest.param(0.1, Fraction(1, 10), id="a decimal number is what is written, not the nearest binary one"),
        pytest.param(1, 1, id="the whole"),
        pytest.param("1.0", 1, id="the whole with a point"),
    ],
)
def test_a_bound_is_the_exact_share_that_is_written(upto, expected):
    assert band(upto).upto == expected


@pytest.mark.parametrize("upto", ["4/3", "1/0", "0/5", 0, -0.5, 1.5, True, "", "third", "1e-2", "1/3/3"])
def test_what_is_no_share_of_the_whole_is_refused(upto):
    with pytest.raises(ValidationError) as caught:
        band(upto)
    assert [entry["type"] for entry in caught.value.errors()] == ["not_a_share"]


def test_a_zone_is_told_by_its_label_and_without_one_by_its_name():
    assert band("1/3", label={"ru": "Зелёная"}).says("ru") == "Зелёная"
    assert band("1/3").says("ru") == "green"


def sizes(*bands):
    return SizeLeague(by="followers", bands=[dict(zip(("name", "from", "to"), own, strict=False)) for own in bands])


@pytest.mark.parametrize(
    "bands",
    [
        pytest.param([("small", 0, 1000), ("large", 1000)], id="one begins where the other ends"),
        pytest.param([("large", 1000), ("small", 0, 1000)], id="the largest first"),
        pytest.param([("small", 0, 1000), ("large", 5000)], id="a gap: who is in it has no league"),
    ],
)
def test_leagues_by_size_stand_as_they_are_written(bands):
    assert [own.name for own in sizes(*bands).bands] == [own[0] for own in bands]


@pytest.mark.parametrize(
    ("bands", "at", "kind"),
    [
        pytest.param([("a", 0, 1000), ("b", 999)], 1, "bands_overlap", id="a page of 999 would be in both"),
        pytest.param([("a", 500), ("b", 0, 600)], 1, "bands_overlap", id="an open end reaches over what comes after"),
        pytest.param([("a", 5, 5)], 0, "bands_overlap", id="an empty band"),
        pytest.param([("a", 0, 5), ("b", 5, 9), ("a", 9)], 2, "repeated", id="a name twice"),
    ],
)
def test_a_page_is_never_of_two_leagues(bands, at, kind):
    with pytest.raises(ValidationError) as caught:
        sizes(*bands)
    (entry,) = caught.value.errors()
    assert (entry["type"], entry["ctx"]["loc"][2]) == (kind, at)


def test_a_norm_without_bounds_holds_for_every_size():
    (only,) = Norm(indicator="er", by="posts", bands=[{"low": 2}]).bands
    assert (only.from_, only.to, only.low, only.high) == (0, None, 2, None)
