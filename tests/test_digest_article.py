"""The digest of an edition: leaders, zones, who is out. What it says word for word is a snapshot."""

import pytest

from digests import FOLLOWERS, ZONES, followers, made, pages, rated, story, told, told_of
from editions import compare_editions, edition, example
from inside import moves_by_chance
from said import LANGUAGES, keys_of, listed, of_message, said


def one_of(name, key):
    """Return the values of the message that an edition's digest says once."""
    (values,) = of_message(told_of(name), key)
    return values


def test_an_edition_says_its_leaders_thresholds_and_zones():
    name = "leaders, thresholds and zones"

    assert one_of(name, "digest.pages")["n"] == 4
    assert one_of(name, "digest.leader")["page"] == "A"
    assert of_message(told_of(name), "digest.then.page")[:2] == [
        {"page": "B", "total": "2"},
        {"page": "C", "total": "3"},
    ]
    assert one_of(name, "digest.best.close") == {"second": "B", "value": "19,500"}
    assert one_of(name, "digest.below.followers")["n"] == 2
    assert [zone["label"] for zone in of_message(told_of(name), "digest.zone")] == ["top half", "lower half"]
    assert len(story(*made(name)).lead) == 3


@pytest.mark.parametrize(
    ("name", "pages", "points"),
    [
        pytest.param("a shared first place", listed("A", "B"), "1.5", id="two"),
        pytest.param("more share it than can be named", said("count.pages", n=6), "1", id="more than can be named"),
        pytest.param("all alike", listed(*"ABC"), "1", id="all"),
    ],
)
def test_a_shared_first_place_is_said_to_be_shared(name, pages, points):
    assert one_of(name, "digest.leader.shared")["pages"] == pages
    assert one_of(name, "digest.rank-sum.each")["number"] == points
    assert "digest.leader" not in keys_of(told_of(name))


def test_a_shared_lead_on_an_indicator_is_never_divided():
    assert one_of("more share it than can be named", "digest.best.shared")["value"] == "7"
    assert one_of("all alike", "digest.best.all") == {"value": "7"}
    assert one_of("a shared second place", "digest.best") == {"page": "A", "value": "9"}
    assert [page["page"] for page in of_message(told_of("a shared second place"), "digest.then.page")] == [*"BCD"]


def test_one_page_alone_leads_nobody():
    assert one_of("one page alone", "digest.single") == {"page": "A"}
    alone = story(*made("one page alone"))
    assert (alone.headline, len(alone.lead), alone.moves, alone.bottom, alone.facts) == ("", 1, (), (), ())
    assert "digest.below.followers" in keys_of(told_of("one page alone"))


def test_each_league_has_its_leaders():
    name = "leagues"

    assert [(one["platform"], one["number"]) for one in of_message(told_of(name), "digest.pages.network")] == [
        ("Facebook", "2"), ("VK", "2"), ("OK", "1"),
    ]  # fmt: skip
    assert one_of(name, "digest.leader.shared")["pages"] == listed("A · Facebook", "C · Facebook")
    assert one_of(name, "digest.leader.alone") == {"page": "D · OK"}
    assert one_of(name, "digest.leader")["page"] == "A · VK"
    assert len(story(*made(name)).lead) == 3 + 1  # the size of all
    assert one_of(name, "digest.best.ahead")["number"] == "2.5"


def test_who_is_out_and_why_and_which_region_has_no_page():
    groups = of_message(told_of("who is out"), "digest.excluded.group")

    assert [(group["pages"], group["reason"]) for group in groups] == [
        (listed("A · VK", "B · VK"), "private"),
        ("C · VK", "not found"),
    ]
    absent = one_of("who is out", "digest.absent")
    assert (absent["n"], absent["platform"], absent["regions"]) == (1, "Facebook", "South")


def test_the_example_says_what_its_author_wrote():
    """Statements S1, S3, S5, S6, S7, S8, S9, S10, S11 and S14 of the July 2020 edition."""
    heard = told(example()[0])

    def short(text):
        return text.replace("Акимат ", "").replace("ской области · Instagram", "")

    def pages_and_figures(key, *names):
        return [tuple(short(str(values[name])) for name in names) for values in of_message(heard, key)]

    networks = of_message(heard, "digest.pages.network")
    assert of_message(heard, "digest.pages")[0]["n"] == 25
    assert [(one["platform"], one["number"]) for one in networks] == [("Instagram", "14"), ("Facebook", "11")]
    assert pages_and_figures("digest.leader", "page") == [("Атырау",)]
    assert of_message(heard, "digest.rank-sum")[0]["number"] == "19"
    assert {("Туркестан", "26"), ("Мангистау", "32")} <= {*pages_and_figures("digest.then.page", "page", "total")}
    best = pages_and_figures("digest.best", "page", "value")
    assert {("Актюбин", "97,052"), ("Алматин", "18,893"), ("Туркестан", "447")} <= {*best}
    assert pages_and_figures("digest.best.close", "second", "value") == [
        ("Туркестан", "96,337"),
        ("Туркестан", "18,327"),
    ]
    assert ("2.6",) in pages_and_figures("digest.best.ahead", "number")
    below = of_message(heard, "digest.below.followers")
    assert [(one["n"], one["bound"]) for one in below] == [(11, "10,000")]
    regions = [values["n"] for values in of_message(heard, "digest.regions")]
    assert regions[:2] == [10, 12]
    lowest = pages_and_figures("digest.then.page", "page", "total")
    assert {("Павлодарской области · Facebook", "836"), ("Костанай", "841"), ("Костанай", "34"), ("Акмолин", "62")} <= {
        *lowest
    }
    assert (4, said("digest.percent", number="10")) in [
        (one["n"], one["bound"]) for one in of_message(heard, "digest.reach")
    ]
    assert (18, said("digest.percent", number="5")) in [
        (one["n"], one["bound"]) for one in of_message(heard, "digest.below")
    ]
    assert [(one["n"], one["bound"]) for one in of_message(heard, "digest.below.engaged")] == [(8, "1,000")]
    assert [(one["n"], one["regions"]) for one in of_message(heard, "digest.absent")] == [
        (2, listed("Карагандинская область", "Костанайская область"))
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_index_has_no_points(lang):
    rows = [{"page": name, "followers": 0, "likes": n, "comments": 9 * n, "shares": 3} for n, name in enumerate("abc")]
    told = story(edition(rows, methodology="bci"), lang=lang)
    text = " ".join([told.headline, *told.digest, *told.bottom, *told.comments.values()])
    assert not [word for word in ("penalty", "point", "балл", "штраф", "ұпай") if word in text]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hostile_names_stay_as_they_are(lang):
    name = "<script>{0} {n} %s\x1b[31m"
    told = story(rated(FOLLOWERS, [*pages([1]), {"page": name, "platform": "vk", "followers": 2}]), lang=lang)
    assert all(name in text for text in (told.headline, told.lead[0], told.comments["followers"]))


def test_the_lead_of_an_edition_with_one_before_is_the_leaders_the_change_and_the_size():
    july = story(*example())
    heard = [key for key, _values in told(*example())]
    after = heard[heard.index("digest.leader") :]

    assert (len(july.lead), len(july.digest)) == (3, 7)
    assert after.index("digest.leader.changed") < after.index("digest.pages") < after.index("digest.moves")


@pytest.mark.parametrize(
    ("counts", "key"),
    [
        pytest.param([[3, 2, 1], [3, 2, 1]], "article.leader.same", id="the same"),
        pytest.param([[3, 2, 1], [2, 3, 1]], "article.leader.new", id="another"),
        pytest.param([[3, 2, 1], [3, 3, 1]], "article.leader", id="joined by another"),
    ],
)
def test_the_headline_says_whether_the_leader_is_new(counts, key):
    old, new = followers(*counts)

    assert key in keys_of(told(new, compare_editions(old, new)))


@pytest.mark.parametrize(("leagues", "named"), [(3, True), (4, False)])
def test_the_headline_names_the_leaders_of_three_leagues_and_not_of_more(leagues, named):
    rows = [
        {"page": f"{net}{n}", "platform": net, "followers": n}
        for net in ("vk", "ok", "fb", "ig")[:leagues]
        for n in (1, 2)
    ]

    assert bool(story(rated(FOLLOWERS, rows, by="platform")).headline) == named


def test_the_bottom_is_named_from_the_last_page_up_and_no_more_than_ten():
    bands = ZONES.replace('"1/2"', '"1/4"')
    few, many = (rated(FOLLOWERS + bands, pages(range(n, 0, -1))) for n in (8, 24))

    assert [(one["n"]) for one in of_message(told(few), "digest.bottom")] == [6]
    listed_pages = [one["page"] for one in of_message(told(few), "digest.then.page")]
    assert listed_pages[2:8] == [*"HGFEDC"]
    assert of_message(told(many), "digest.more") == [{"n": 8}]  # of eighteen


@pytest.mark.parametrize(("who", "key"), [("nobody", "digest.bottom.none"), ("everyone", "digest.bottom.all")])
def test_nobody_and_everyone_at_the_bottom_is_said_without_names(who, key):
    assert key in keys_of(told_of(f"{who} at the bottom"))
    assert "digest.bottom" not in keys_of(told_of(f"{who} at the bottom"))


def test_the_last_page_is_in_the_lead_unless_the_leaders_are_all():
    assert of_message(told(rated(FOLLOWERS, pages([9, 8, 7, 6]))), "digest.last")[0]["pages"] == "D"
    assert "digest.last" not in keys_of(told(rated(FOLLOWERS, pages([9, 8, 7]))))


def test_moves_that_may_be_chance_are_counted_and_not_named():
    rating, movement = example()
    lucky = {name for name, move in zip(rating.pages.names, movement.moves, strict=True) if move.by_chance}
    looked = moves_by_chance(movement, rating)
    judged = told(rating, looked)
    sure = [move for move in looked.moves if move.by_chance is False]

    assert not lucky  # nothing was looked into
    assert "digest.moves.chance" not in keys_of(told(rating, movement))
    (chance,) = of_message(judged, "digest.moves.chance")
    assert chance["n"] + len(sure) == sum(move.state in ("up", "down") for move in movement.moves)
    assert len(of_message(judged, "digest.sure")) == 2
    named = len(of_message(judged, "digest.from_to")) + len(of_message(judged, "digest.from_to.up"))
    assert named + len(of_message(judged, "digest.from_to.down")) <= len(sure)
