"""Which page is which in another edition, and a warning if many have no counterpart."""

import pandas as pd
import pytest

from editions import parse_methodology
from govrank import rate_frames
from inside import address_key, known_pages, match_pages, unmatched_pages

ONE = 'name = "one"\nversion = "1"\nrequired = []\n[[indicators]]\nkey = "reach"\nof = ["reach"]\n'


def known(*rows, columns=("page", "region", "platform")):
    """Return the identities of an edition's pages, in the order of the rows."""
    frame = pd.DataFrame([dict(zip(columns, row, strict=True)) for row in rows])
    frame["reach"] = range(len(rows), 0, -1)
    return known_pages(rate_frames(frame, methodology=parse_methodology(ONE, "one.toml")).pages)


def by(old, new):
    return match_pages(old, new).by


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("https://m.vk.com/akimat", "http://vk.com/akimat/", id="the mobile site"),
        pytest.param("mobile.twitter.com/Akimat", "twitter.com/akimat", id="the other mobile site"),
        pytest.param("https://VK.com/Club1", "vk.com/club1", id="case of a name"),
        pytest.param("https://YouTube.com/@Akimat", "https://www.youtube.com/@akimat", id="case of a handle"),
        pytest.param("HTTPS://youtu.be/aB", "https://youtu.be/aB", id="case of scheme"),
        pytest.param("https://twitter.com/akimat", "https://x.com/Akimat?lang=ru", id="a network of two names"),
        pytest.param("https://vk.ru/akimat", "https://vk.com/akimat?w=wall-1_2", id="two endings"),
        pytest.param("https://telegram.me/akimat", "https://t.me/s/akimat", id="the preview of a channel"),
        pytest.param("ru-ru.facebook.com/akimat", "https://fb.com/pg/Akimat?__tn__=x", id="a site's languages"),
        pytest.param("https://vk.com/public12", "https://vk.com/club12", id="two words for a community"),
        pytest.param(
            "https://youtu.be/aB?si=x", "https://www.youtube.com/watch?v=aB&t=5", id="a video's short address"
        ),
        pytest.param("x.kz/p?b=2&a=1", "x.kz/p?a=1&b=2", id="the order of what is asked"),
        pytest.param("x.kz/p?utm_source=a&fbclid=b&ref=c&hl=d&locale=e&from=f", "x.kz/p", id="how one came there"),
    ],
)
def test_addresses_of_one_page_are_one(one, other):
    assert address_key(one) == address_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("https://vk.com/akimat", "https://vk.com/akimat2", id="another path"),
        pytest.param("https://vk.com/akimat", "https://ok.ru/akimat", id="another site"),
        pytest.param("facebook.com/profile.php?id=1001", "facebook.com/profile.php?id=1002", id="a numbered page"),
        pytest.param("https://x.kz/p?ref_id=1", "https://x.kz/p?ref_id=2", id="what begins like a known word"),
        pytest.param("https://x.kz/p?fromage=1", "https://x.kz/p?fromage=2", id="a longer word"),
        pytest.param("youtube.com/channel/UCaB", "youtube.com/channel/UCab", id="case of a channel's id"),
        pytest.param("youtu.be/akimat", "youtube.com/akimat", id="a video and a channel"),
        pytest.param("vk.com/publichouse", "vk.com/clubhouse", id="names that begin as numbers may"),
        pytest.param("ru.x.com/a", "x.com/a", id="a site below another"),
        pytest.param("youtu.be/aB", "youtu.be/ab", id="case of a video's id"),
        pytest.param("youtube.com/playlist?list=PLa", "youtube.com/playlist?list=PLA", id="case of a playlist's id"),
        pytest.param("https://t.me/+AbC", "https://t.me/+abc", id="case of an invitation"),
        pytest.param("t.me/joinchat/AbC", "t.me/joinchat/abc", id="case of an old invitation"),
        pytest.param("https://x.kz/About", "https://x.kz/about", id="case on a site that may heed it"),
        pytest.param("m.kz/a", "kz/a", id="a site that is called so"),
    ],
)
def test_addresses_of_two_pages_are_two(one, other):
    assert address_key(one) != address_key(other)


def test_an_address_comes_before_a_name_and_a_name_before_region_and_network():
    columns = ("page", "region", "platform", "url")
    old = known(
        ("A", "x", "vk", "vk.com/a"), ("B", "y", "vk", ""), ("C", "z", "ok", ""), ("C", "y", "ok", ""), columns=columns
    )
    new = known(
        ("B", "y", "vk", ""), ("New", "x", "vk", "vk.com/a"), ("Dee", "z", "ok", ""), ("C", "y", "tiktok", ""),
        columns=columns,
    )  # fmt: skip

    matches = match_pages(old, new)

    assert matches.pairs == (1, 0, 2, None)
    assert matches.by == ("name", "address", "region", None)


def test_an_id_comes_before_an_address():
    columns = ("page", "region", "platform", "url", "id")
    old = known(("A", "x", "vk", "vk.com/a", "17"), ("B", "x", "vk", "vk.com/b", "18"), columns=columns)
    new = known(
        ("A", "x", "vk", "vk.com/a", 18), ("C", "y", "vk", "vk.com/b", 17), ("A", "x", "ok", "", 17), columns=columns
    )

    matches = match_pages(old, new)

    assert matches.pairs == (1, 0, None)  # page 17 of the other network is new
    assert matches.by == ("id", "id", None)


@pytest.mark.parametrize(
    ("before", "now", "means"),
    [
        pytest.param(("7", ""), ("8", ""), None, id="two ids"),
        pytest.param(("7", "vk.com/a"), ("8", "vk.com/a"), None, id="two ids at one address"),
        pytest.param(("", "vk.com/a"), ("", "vk.com/b"), None, id="two addresses"),
        pytest.param(("7", "vk.com/a"), ("7", "vk.com/b"), "id", id="an id that moved"),
        pytest.param(("7", "vk.com/a"), ("", "vk.com/b"), None, id="two addresses, and one id"),
        pytest.param(("7", ""), ("", "vk.com/b"), "name", id="nothing that both have"),
    ],
)
def test_what_ids_or_addresses_tell_apart_no_name_and_no_region_joins(before, now, means):
    columns = ("page", "region", "platform", "id", "url")

    assert by(known(("A", "x", "vk", *before), columns=columns), known(("A", "x", "vk", *now), columns=columns)) == (
        means,
    )
    # neither does region and network
    assert by(known(("A", "x", "vk", *before), columns=columns), known(("B", "x", "vk", *now), columns=columns)) == (
        "region" if means == "name" else means,
    )


def test_numbers_of_rows_are_no_ids():
    columns = ("page", "region", "platform", "id")
    old = known(("A", "x", "vk", 1), ("B", "y", "vk", 2), columns=columns)

    assert match_pages(old, known(("B", "y", "vk", 1), ("A", "x", "vk", 2), columns=columns)).pairs == (1, 0)


@pytest.mark.parametrize(
    "now",
    [
        pytest.param("АКИМАТ «УСТЬ-КАМЕНОГОРСКА»", id="case"),
        pytest.param("Акимат «Усть – Каменогорска»", id="a dash with spaces"),
        pytest.param("Акимат \"Усть-Каменогорска\"", id="straight quotes"),
        pytest.param("Акимат  „Усть\u2011Каменогорска“", id="other quotes, a hyphen that keeps together, two spaces"),
        pytest.param("Акимат\u00a0«Усть\u2212Каменогорска»", id="a minus and a space that keeps together"),
    ],
)  # fmt: skip
def test_dashes_quotes_spaces_and_case_of_a_name_do_not_matter(now):
    old = known(("Акимат «Усть-Каменогорска»", "x", "vk"), ("Other", "x", "vk"))

    assert by(old, known((now, "x", "vk"), ("Third", "x", "vk"))) == ("name", None)


def test_names_that_only_signs_tell_apart_stay_two_where_both_are_as_before():
    old = known(("A-B", "x", "vk"), ("A B", "x", "vk"))

    assert match_pages(old, known(("A B", "x", "vk"), ("A-B", "x", "vk"))).pairs == (1, 0)
    assert match_pages(old, known(("A–B", "x", "vk"), ("C", "x", "vk"))).pairs == (None, None)  # whose it is is unclear


@pytest.mark.parametrize(
    ("old", "new", "means"),
    [
        pytest.param([("A", "x", "vk")], [("B", "x", "vk")], ("region",), id="each has one page there"),
        pytest.param([("A", "x", "vk")], [("B", "x", "ok")], (None,), id="another network"),
        pytest.param([("A", "x", "vk")], [("B", "y", "vk")], (None,), id="another region"),
        pytest.param([("A", "x", "vk"), ("C", "x", "vk")], [("B", "x", "vk")], (None,), id="two before"),
        pytest.param([("A", "x", "vk")], [("B", "x", "vk"), ("C", "x", "vk")], (None, None), id="two now"),
        pytest.param(
            [("A", "x", "vk"), ("C", "x", "vk")], [("B", "x", "vk"), ("C", "x", "vk")], (None, "name"),
            id="one of two is found, the other is not told by what is left",
        ),
        pytest.param([("A", "", "vk")], [("B", "", "vk")], (None,), id="no region"),
    ],
)  # fmt: skip
def test_region_and_network_name_a_page_where_each_edition_has_one_there(old, new, means):
    assert by(known(*old), known(*new)) == means


def test_a_page_that_is_left_out_is_a_page_of_its_region_too():
    columns = ("page", "region", "platform", "excluded")
    old = known(("A", "x", "vk", None), ("Press", "x", "vk", "silent"), columns=columns)

    assert by(old, known(("B", "x", "vk"))) == (None,)


def pages(*names, region="x", platform="vk"):
    return [(name, region, platform) for name in names]


@pytest.mark.parametrize(
    ("came", "of", "gone", "before", "warned"),
    [
        pytest.param(3, 9, 3, 9, False, id="a third"),
        pytest.param(4, 9, 0, 9, True, id="more than a third are new"),
        pytest.param(0, 9, 4, 9, True, id="more than a third are gone"),
        pytest.param(0, 9, 0, 9, False, id="all found"),
    ],
)
def test_more_than_a_third_new_or_gone_is_warned_of(came, of, gone, before, warned):
    found = unmatched_pages("july.csv", pages(*"ABCD"[:came]), of, pages(*"wxyz"[:gone]), before)

    assert [(problem.code, problem.severity, problem.file) for problem in found] == (
        [("many-unmatched", "warning", "july.csv")] if warned else []
    )
    assert [
        (problem.args["new"], problem.args["pages"], problem.args["gone"], problem.args["before"]) for problem in found
    ] == ([(came, of, gone, before)] if warned else [])


def test_the_warning_names_pairs_of_one_network_that_are_nearly_the_same():
    came = [*pages("Akimat Abai", "Akimat Jetisu", region="Region"), ("Akimat Ulytau", "x", "ok")]
    gone = [*pages("Akimat of Abai", "Akimat of Jetisu", "Zzz"), ("Akimat of Ulytau", "x", "tiktok")]
    (problem,) = unmatched_pages("july.csv", came, 3, gone, 4)

    assert problem.key == "many-unmatched/near"
    assert problem.args["near"] == (
        "Akimat of Abai (x, vk) → Akimat Abai (Region, vk); Akimat of Jetisu (x, vk) → Akimat Jetisu (Region, vk)"
    )


def test_of_pages_with_one_name_that_of_the_nearest_region_is_named():
    gone = [("Akimat", region, "vk") for region in ("Karaganda", "Kostanay", "Pavlodar")]
    (problem,) = unmatched_pages("july.csv", [("Akimat", "Kostanai", "vk")], 1, gone, 3)

    assert problem.args["near"] == "Akimat (Kostanay, vk) → Akimat (Kostanai, vk)"


def test_nothing_near_is_no_pair():
    (problem,) = unmatched_pages("july.csv", pages("Abc"), 1, pages("Xyz"), 1)

    assert (problem.key, problem.args["near"]) == ("many-unmatched", "")
