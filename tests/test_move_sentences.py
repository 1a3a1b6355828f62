"""What is said of the edition before: the lead, the rises and falls, who came and who went."""

import pytest

from digests import FOLLOWERS, TENS, followers, rated, told, told_of
from editions import compare_editions
from said import keys_of, listed, of_message

LEADER = "digest.leader."
LED = ("same", "changed", "joined", "remained", "replaced")


def lead_of(name):
    """Return what is said of the lead, each time, with the pages that it names."""
    return [(key.removeprefix(LEADER), values) for key, values in told_of(name) if key.removeprefix(LEADER) in LED]


def moved(name, key):
    """Return the pages that a sentence of moves names, each from its place to the new one."""
    return [(one["page"], one["n"], one["new"]) for one in of_message(told_of(name), key)]


def test_with_an_edition_before_it_says_what_moved():
    heard = told_of("against May")
    (counts,) = of_message(heard, "digest.moves")

    assert of_message(heard, "digest.moves.against") == [{"period": "May"}]
    assert [one["n"] for one in of_message(heard, "count.pages")] == [3]
    assert (counts["down"], counts["same"]) == (2, 1)
    assert lead_of("against May") == [("changed", {"old": "A", "pages": "B"})]
    assert moved("against May", "digest.dark_horse") == [("E", 3, 2)]
    # B from 2, D from 4; then, fallen, A from 1 and C from 3
    assert moved("against May", "digest.from_to") == [("B", 1, 1), ("D", 1, 3), ("A", 4, 5), ("C", 1, 4)]
    assert [one["n"] for one in of_message(heard, "digest.rises.other")] == [2]
    assert [one["n"] for one in of_message(heard, "digest.falls")] == [2]
    assert [(one["page"], one["place"]) for one in of_message(heard, "digest.placed")] == [("G", 7)]
    assert [(one["page"], one["place"]) for one in of_message(heard, "digest.placed.before")] == [("H", 7)]


def test_a_new_page_in_the_top_third_is_the_dark_horse():
    heard = told_of("a new page in the top third")

    assert of_message(heard, "digest.dark_horse.new") == [{"page": "F", "new": 2}]
    assert lead_of("a new page in the top third") == [("same", {"n": 1, "pages": "A"})]
    assert "digest.falls" not in keys_of(heard)  # those behind it moved only because it came


def test_nothing_moved_is_said_without_rises_and_falls():
    heard = told_of("nothing moved")

    assert "digest.moves.none" in keys_of(heard)
    assert not keys_of(heard) & {"digest.moves", "digest.rises", "digest.falls", "digest.dark_horse"}


def test_among_too_many_equal_moves_none_is_picked():
    heard = told_of("too many equal moves")  # four up by one, four down by one

    assert not [key for key in keys_of(heard) if key.startswith(("digest.rises", "digest.falls", "digest.dark"))]


def test_a_climb_of_two_places_is_no_surprise():
    assert "digest.dark_horse" not in keys_of(told_of("up two places"))
    assert moved("up three places", "digest.dark_horse") == [("D", 3, 1)]


@pytest.mark.parametrize(
    ("name", "kind", "values"),
    [
        ("the leader is joined", "joined", {"kept": "A", "pages": "B"}),
        ("the leader remains", "remained", {"pages": "A", "lost": "B"}),
        ("one of the leaders is replaced", "replaced", {"kept": "A", "pages": "C", "lost": "B"}),
        ("the lead has passed", "changed", {"old": "A", "pages": listed("B", "C")}),
        ("the leaders are the same", "same", {"n": 2, "pages": listed("A", "B")}),
        ("one of the leaders is gone", "remained", {"pages": "B", "lost": "A"}),
    ],
)
def test_a_leader_that_still_leads_has_not_passed_the_lead_on(name, kind, values):
    assert lead_of(name) == [(kind, values)]


@pytest.mark.parametrize(("came", "gone"), [(21, 31), (31, 21), (1, 1), (2, 101)])
def test_new_and_gone_pages_are_counted_for_their_plural(came, gone):
    stay = [{"page": f"s{n}", "platform": "vk", "followers": 5000 + n} for n in range(70)]
    out, into = (
        [{"page": f"{kind}{n}", "platform": "vk", "followers": n + 1} for n in range(number)]
        for kind, number in (("o", gone), ("i", came))
    )
    old, new = rated(FOLLOWERS, [*stay, *out]), rated(FOLLOWERS, [*stay, *into])
    heard = told(new, compare_editions(old, new))

    assert [one["n"] for one in of_message(heard, "digest.new")] == [came]
    assert [one["n"] for one in of_message(heard, "digest.gone")] == [gone]


def test_a_climb_is_counted_among_the_pages_of_both_editions():
    """H won seven places, and four of them because A to D are gone."""
    assert moved("a climb among the pages of both", "digest.dark_horse.own") == [("H", 3, 1)]


def test_a_rise_names_both_where_its_own_doing_is_less_than_the_whole():
    name = "a rise among the pages of both"

    assert moved(name, "digest.from_to.up") == [("H", 2, 2)]  # and not E, which rose for the gone pages alone
    assert "digest.among" in keys_of(told_of(name))


def test_the_biggest_climb_is_not_that_of_who_gained_most_by_others():
    """I wins four places, three of them because E to G are gone; D wins three of its own doing."""
    name = "who gained most by others"

    assert moved(name, "digest.dark_horse") == [("D", 3, 1)]
    assert moved(name, "digest.from_to.up") == [("I", 1, 5)]
    assert [one["n"] for one in of_message(told_of(name), "digest.rises.other")] == [1]


@pytest.mark.parametrize(
    ("zones", "found"),
    [
        pytest.param([("green", "1/3"), ("white", "1/2"), ("red", "1")], False, id="in the red zone"),
        pytest.param([("green", "1/3"), ("red-light", "2/3"), ("red-dark", "1")], False, id="in one of several"),
        pytest.param([("green", "1/3"), ("white", "5/6"), ("low", "1")], True, id="above the last zone"),
        pytest.param([("red", "1")], True, id="where there is one zone only"),
        pytest.param([], True, id="where there are none"),
    ],
)
def test_a_page_in_a_red_zone_is_no_dark_horse(zones, found):
    """I climbs from 9th to 5th of nine: 5 points of 9."""
    bands = "".join(f'[[zones]]\nname = "{name}"\nupto = "{upto}"\ncolor = "#ffffff"\n' for name, upto in zones)
    old, new = followers(TENS, [*TENS[:8], 55], rules=FOLLOWERS + bands)
    horses = of_message(told(new, compare_editions(old, new)), "digest.dark_horse")

    assert [(one["page"], one["n"], one["new"]) for one in horses] == ([("I", 4, 5)] if found else [])


def test_a_page_that_changed_its_league_neither_rose_nor_fell_and_each_league_has_its_leader():
    heard = told_of("another league")

    assert lead_of("another league") == [
        ("same", {"n": 1, "pages": "A"}),
        ("changed", {"old": "C", "pages": "E"}),
    ]
    assert [(one["down"], one["same"]) for one in of_message(heard, "digest.moves")] == [(0, 3)]
    assert moved("another league", "digest.from_to.up") == [("E", 1, 1)]
    assert of_message(heard, "digest.switched.page") == [
        {"page": "C", "before": "small", "league": "large", "place": 3}
    ]


def test_a_page_that_is_gone_is_named_with_its_league():
    (gone,) = of_message(told_of("gone from a league"), "digest.placed.before.league")

    assert (gone["page"], gone["place"], gone["league"]) == ("C · OK", 2, "OK")


def test_a_page_that_is_new_is_named_with_its_league():
    (new,) = of_message(told_of("new in a league"), "digest.placed.league")

    assert (new["page"], new["place"], new["league"]) == ("C · OK", 2, "OK")
