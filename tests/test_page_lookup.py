"""A page is found under any name that people use, and an unknown name is answered with similar ones."""

import pytest

from cards import rated, rules
from govrank import CommandError
from inside import find_pages

AKIMATS = [
    {"region": "Акмолинская область", "platform": "instagram", "page": "Акимат Акмолы", "id": "100-a", "followers": 9},
    {"region": "Акмолинская область", "platform": "facebook", "page": "Акимат Акмолы", "id": "100-b", "followers": 7},
    {"region": "г. Астана", "platform": "vk", "page": "Елорда", "id": "200", "followers": 5},
    {
        "region": "Абай",
        "platform": "vk",
        "page": "Пресс-служба",
        "id": "300",
        "followers": 3,
        "excluded": "a personal account",
    },
]


@pytest.fixture(scope="module")
def akimats():
    return rated(AKIMATS, rules({"key": "followers"}))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        pytest.param("Елорда", [2], id="by its name"),
        pytest.param(" 100-b ", [1], id="by its id"),
        pytest.param("  елорда ", [2], id="whatever the case and white space"),
        pytest.param("Eлoрдa", [2], id="with Latin letters that look alike"),
        pytest.param("г. Астана", [2], id="by its region"),
        pytest.param("Нур-Султан", [2], id="by another name of its region"),
        pytest.param("Ақмола облысы", [0, 1], id="in another language"),
        pytest.param("Акимат Акмолы", [0, 1], id="a name of two pages is both"),
        pytest.param("акмолинская область", [0, 1], id="so is a region"),
        pytest.param("Акимат Акмолы · facebook", [1], id="the name with the network"),
        pytest.param("Акимат Акмолы · Instagram", [0], id="the network as it is shown"),
        pytest.param("Акмолинская область · facebook", [1], id="the region with the network"),
        pytest.param("Акимат Акмолы, facebook", [1], id="with a comma"),
        pytest.param("Акимат Акмолы (facebook)", [1], id="in brackets"),
        pytest.param("Акимат Акмолы·facebook", [1], id="without spaces"),
        pytest.param("Акмолинская обл. · facebook", [1], id="the region shortened, with the network"),
        pytest.param("Aqmola oblysy · fb", [1], id="the region in another language, the network shortened"),
        pytest.param("Акмола · ФБ", [1], id="the network in Cyrillic, shortened"),
        pytest.param("ақмола облысы (Инстаграм)", [0], id="the network in Cyrillic"),
        pytest.param("Астана, ВКонтакте", [2], id="a city with a network in Cyrillic"),
    ],
)
def test_a_page_is_found_by_what_people_call_it(akimats, name, found):
    assert find_pages(akimats, name) == found


def test_a_pages_own_name_goes_before_a_region_of_that_name():
    rating = rated(
        [
            {"region": "Абай", "platform": "vk", "page": "Жетісу", "followers": 3},
            {"region": "Жетісу", "platform": "vk", "page": "Абай", "followers": 5},
        ],
        rules({"key": "followers"}),
    )

    assert [rating.pages.regions[i] for i in find_pages(rating, "Абай")] == ["Жетісу"]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        pytest.param("Елорада", "Елорда", id="a slip in the name"),
        pytest.param("Акимат Акмолы · facebok", "Акимат Акмолы · facebook", id="a slip in the network"),
        pytest.param("Акмолинская облость", "Акмолинская область", id="a slip in the region"),
    ],
)
def test_a_mistyped_page_is_answered_with_the_near_ones(akimats, name, near):
    with pytest.raises(CommandError) as caught:
        find_pages(akimats, name)

    assert caught.value.wording == "no-such-page"
    assert near in caught.value.args_named["near"]


def test_a_name_that_is_nothing_like_any_page_is_answered_with_some_that_there_are(akimats):
    with pytest.raises(CommandError) as caught:
        find_pages(akimats, "zzz")

    assert caught.value.args_named["near"] == []
    assert "Елорда" in caught.value.args_named["known"]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Пресс-служба", id="by its name"),
        pytest.param(" 300 ", id="by its id"),
        pytest.param("Пресс-служба · vk", id="with its network"),
        pytest.param("Абай", id="by its region"),
        pytest.param("Абайская область · ВК", id="by its region with the network, each in another spelling"),
    ],
)
def test_a_page_that_is_left_out_is_said_to_be_so(akimats, name):
    with pytest.raises(CommandError) as caught:
        find_pages(akimats, name)

    assert (caught.value.wording, caught.value.args_named["name"]) == ("page-left-out", name)
    assert [one.text for one in caught.value.args_named["reason"]] == ["a personal account"]


def test_the_network_is_looked_at_before_a_name_is_taken_for_a_page_or_a_region():
    rating = rated(
        [
            {"region": "Абай", "platform": "vk", "page": "Жетісу", "followers": 3},
            {"region": "Жетісу", "platform": "facebook", "page": "Абай", "followers": 5},
        ],
        rules({"key": "followers"}),
    )

    assert [rating.pages.platforms[i] for i in find_pages(rating, "Абай · vk")] == ["vk"]
    assert [rating.pages.platforms[i] for i in find_pages(rating, "Абай · facebook")] == ["facebook"]


def test_a_page_whose_own_name_has_the_mark_is_found_by_it():
    rating = rated([{"page": "Press · Office", "platform": "vk", "followers": 3}], rules({"key": "followers"}))

    assert find_pages(rating, "press · office") == [0]
    assert find_pages(rating, "Press · Office · VK") == [0]
