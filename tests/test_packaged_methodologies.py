"""The methodologies that come with govrank say what the editions that they are named for print."""

import pytest

from govrank import load_methodology
from inside import DEFAULT, METHODOLOGIES, methodology_text


@pytest.mark.parametrize("name", ["akimats", "akimats-2020"])
def test_a_packaged_methodology_has_the_six_indicators_of_the_rating(name):
    rules = load_methodology(name)

    assert (rules.name, rules.ties, rules.missing) == (name, "min", "error")
    assert {indicator.key: indicator.formula for indicator in rules.indicators} == {
        "followers": "followers",
        "followers_share": "followers × 100 ÷ population",
        "engaged": "engaged",
        "engagement_per_post": "interactions ÷ posts",
        "engaged_share": "engaged × 100 ÷ population",
        "er": "interactions × 100 ÷ (posts × followers)",
    }
    assert {(indicator.direction, indicator.weight) for indicator in rules.indicators} == {("higher", 1)}
    assert "posts" not in rules.keys  # it would reward flooding


@pytest.mark.parametrize(
    ("name", "zones"),
    [
        ("akimats", {"green": "1/3", "white": "2/3", "red": "1"}),
        (
            "akimats-2020",
            {"green": "1/5", "white": "2/5", "red-light": "3/5", "red-medium": "4/5", "red-dark": "1"},
        ),
    ],
)
def test_a_packaged_methodology_has_its_zones_each_with_colour_and_sign(name, zones):
    bands = load_methodology(name).zones

    assert {band.name: str(band.upto) for band in bands} == zones
    assert all(band.sign for band in bands)
    assert len({band.color for band in bands}) == len(bands)


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_packaged_labels_are_in_every_language(lang):
    for name in ("akimats", "akimats-2020"):
        rules = load_methodology(name)
        assert lang in rules.title
        for labelled in (*rules.indicators, *rules.zones):
            assert lang in labelled.label


def test_the_norms_are_those_that_the_edition_prints():
    (norm,) = load_methodology("akimats").norms

    assert (norm.indicator, norm.by) == ("er", "followers")
    assert [(band.from_, band.to, band.low, band.high) for band in norm.bands] == [
        (5000, 10000, 10, 20),
        (10000, 100000, None, 5),
        (100000, 1000000, None, 3),
        (1000000, None, None, 1),
    ]


@pytest.mark.parametrize("name", METHODOLOGIES)
def test_a_packaged_text_is_its_file_comments_and_all(name):
    text = methodology_text(name)

    assert f'name = "{name}"' in text.splitlines()
    assert "# " in text


def test_the_default_is_packaged():
    assert DEFAULT in METHODOLOGIES
    assert load_methodology().name == DEFAULT
