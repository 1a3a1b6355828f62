"""The networks and what people call them."""

from collections import defaultdict

import pytest

from inside import (
    PLATFORMS,
    address_key,
    look_alike_key,
    network_of_address,
    platform_key,
    platform_label,
    similar_platform,
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Instagram", "instagram"), ("INSTAGRAM ", "instagram"), ("ig", "instagram"), ("инстаграм", "instagram"),
        ("Инста", "instagram"), ("Facebook", "facebook"), ("FB", "facebook"), ("Фейсбук", "facebook"),
        ("ФБ", "facebook"), ("ИГ", "instagram"),
        ("VK", "vk"), ("ВК", "vk"), ("ВКонтакте", "vk"), ("vkontakte", "vk"), ("Telegram", "telegram"),
        ("ТГ", "telegram"), ("Телеграм", "telegram"), ("OK", "ok"), ("ОК", "ok"), ("Одноклассники", "ok"),
        ("TikTok", "tiktok"), ("Tik Tok", "tiktok"), ("тик-ток", "tiktok"), ("YouTube", "youtube"),
        ("Ютуб", "youtube"),
        ("X", "x"), ("Х", "x"), ("Twitter", "x"), ("WeChat", "wechat"), ("微信", "wechat"), ("Weibo", "weibo"),
        ("微博", "weibo"), ("Телега", "telegram"), ("тг-канал", "telegram"), ("Telegram канал", "telegram"),
        ("t.me", "telegram"), ("facebook.com", "facebook"), ("Instagram.com", "instagram"), ("vk.com", "vk"),
    ],
)  # fmt: skip
def test_a_network_is_known_by_its_usual_names(name, expected):
    assert platform_key(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Instagram*", "instagram"), ("Facebook *", "facebook"), ("Facebook¹", "facebook"), ("VK [1]", "vk"),
        ("Facebook (запрещён в РФ)", "facebook"), ("Facebook (запрещён в РФ)*", "facebook"),
        ("Facebook* (Meta)", "facebook"), ("Insta\u200bgram", "instagram"), ("X (Twitter)*", "x"),
    ],
)  # fmt: skip
def test_a_mark_or_a_remark_behind_a_network_is_no_part_of_its_name(name, expected):
    assert platform_key(name) == expected


@pytest.mark.parametrize("name", ["Nowhere", "nowhere", "Nowhere*", "VK 2", "VK (2)", "(Instagram)", "Other (VK)"])
def test_another_network_is_kept_as_it_is_written(name):
    assert platform_key(name) == name
    assert platform_label(name) == name


def test_the_ten_networks_of_the_contract_are_known():
    assert set(PLATFORMS) >= {
        "instagram", "facebook", "vk", "telegram", "ok", "tiktok", "youtube", "x", "wechat", "weibo",
    }  # fmt: skip


@pytest.mark.parametrize("key", PLATFORMS)
def test_a_networks_label_is_one_of_its_names(key):
    assert platform_key(platform_label(key)) == key == platform_key(key)


def test_no_name_belongs_to_two_networks():
    owners = defaultdict(set)
    for key, network in PLATFORMS.items():
        for name in (key, network.label, *network.names, *network.hosts, *network.short):
            owners[look_alike_key(name)].add(key)
    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}


@pytest.mark.parametrize("key", PLATFORMS)
def test_an_address_at_any_host_of_a_network_is_of_it_and_of_one_page(key):
    hosts = PLATFORMS[key].hosts
    links = [f"https://m.{host}/akimat" for host in (*hosts, *PLATFORMS[key].short)]

    assert {network_of_address(link) for link in links} == {key}
    assert {platform_key(host) for host in hosts} == {key}
    assert len({address_key(f"{host}/akimat") for host in hosts}) == 1


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Фейзбук", "facebook"), ("Facebok", "facebook"), ("Instagarm", "instagram"), ("Instagramm", "instagram"),
        ("телеграмн", "telegram"), ("Facebook", None), ("FB", None), ("Nowhere", None),
        ("MAX", None), ("Viber", None), ("Twitch", None), ("v", None), ("ВКК", None), ("Snapchat", None),
    ],
)  # fmt: skip
def test_a_name_very_near_to_a_known_networks_may_be_a_slip(name, near):
    assert similar_platform(name) == near
