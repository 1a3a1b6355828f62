"""The trend of pages through editions, worked by hand: one indicator, so that points are places."""

import random
from fractions import Fraction

import pandas as pd
import pytest

import editions
from editions import parse_methodology
from govrank import DataError, rate_frames
from inside import Move, Renamed, trend_of

ONE = """
name = "one"
version = "1"
{rules}
[[indicators]]
key = "reach"
label = "Reach"
of = ["reach"]
{more}
"""


def rules(text="", more=""):
    return parse_methodology(ONE.format(rules=text, more=more), "one.toml")


def edition(period="", methodology=None, by="", **reach):
    """Return an edition of pages by their reach: the more, the better the place."""
    frame = pd.DataFrame({"page": list(reach), "reach": list(reach.values())})
    if by:
        frame["group"] = [page[0] for page in reach]
    return rate_frames(frame, methodology=methodology or rules(), period=period, by=by)


def addressed(**pages):
    """Return an edition of pages by name: reach and address."""
    rows = [{"page": name, "reach": reach, "url": url} for name, (reach, url) in pages.items()]
    return rate_frames(pd.DataFrame(rows), methodology=rules())


def standings(trend):
    return [(page.name, page.standing, page.mean) for page in trend.pages]


def states(page):
    return [None if move is None else move.state for move in page.moves]


def of(trend, name):
    return next(page for page in (*trend.pages, *trend.below) if page.name == name)


FIRST = {"A": 40, "B": 30, "C": 20, "D": 10}  # places 1, 2, 3, 4; the worst possible total is 4
SECOND = {"A": 1, "B": 9, "D": 5}  # places 3, 1, 2; the worst possible is 3


def test_the_standing_is_by_the_mean_share_of_the_worst_possible_total():
    # A (1/4 + 3/3) / 2, B (2/4 + 1/3) / 2, D (4/4 + 2/3) / 2, and C 3/4 alone
    assert standings(trend_of([edition(**FIRST), edition(**SECOND)])) == [
        ("B", 1, Fraction(5, 12)),
        ("A", 2, Fraction(5, 8)),
        ("C", 3, Fraction(3, 4)),
        ("D", 4, Fraction(5, 6)),
    ]


def test_an_absent_edition_is_never_zero():
    """With 0 for the edition that C was absent from, C would have (3/4 + 0) / 2 = 3/8 and lead."""
    page = of(trend_of([edition(**FIRST), edition(**SECOND)]), "C")
    assert (page.places, page.editions, page.mean) == ((3, None), 1, Fraction(3, 4))


def test_weights_are_in_the_worst_possible_total():
    more = 'weight = 2\n[[indicators]]\nkey = "posts"\nlabel = "Posts"\nof = ["posts"]'
    frame = pd.DataFrame({"page": ["A", "B", "C"], "reach": [9, 5, 1], "posts": [1, 2, 3]})
    rating = rate_frames(frame, methodology=rules(more=more))
    # of 3 pages × weight 3 = 9: A 2*1 + 3 = 5, B 2*2 + 2 = 6, C 2*3 + 1 = 7
    assert [page.mean for page in trend_of([rating]).pages] == [Fraction(5, 9), Fraction(6, 9), Fraction(7, 9)]


def test_halves_of_averaged_ties_are_exact():
    rating = edition(methodology=rules('ties = "average"'), A=7, B=7, C=1)  # 1.5, 1.5, 3 of 3
    assert [page.mean for page in trend_of([rating]).pages] == [Fraction(1, 2), Fraction(1, 2), 1]


def test_equal_means_share_a_standing_and_the_next_is_skipped():
    trend = trend_of([edition(A=3, B=2, C=1), edition(A=2, B=3, C=1)])
    # A (1/3 + 2/3) / 2, B (2/3 + 1/3) / 2, C (3/3 + 3/3) / 2
    assert standings(trend) == [("A", 1, Fraction(1, 2)), ("B", 1, Fraction(1, 2)), ("C", 3, Fraction(1))]


def test_means_that_floats_would_tell_apart_share_a_standing():
    assert 0.1 + 0.2 + 0.3 != 0.3 + 0.2 + 0.1
    behind = {f"x{n}": n for n in range(7)}  # seven more pages: the worst possible is 10
    trend = trend_of(
        [
            edition(A=90, B=70, C=80, **behind),
            edition(A=80, B=80, C=90, **behind),
            edition(A=70, B=90, C=80, **behind),
        ]
    )
    # C (2 + 1 + 2) / 30, A (1 + 2 + 3) / 30, B (3 + 2 + 1) / 30
    assert standings(trend)[:3] == [("C", 1, Fraction(5, 30)), ("A", 2, Fraction(6, 30)), ("B", 2, Fraction(6, 30))]


@pytest.mark.parametrize(("count", "least"), [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3)])
def test_half_of_the_editions_rounded_up_are_needed(count, least):
    trend = trend_of([edition(A=2, B=1)] * count)
    assert trend.least == least
    assert len(trend.pages) == 2


def test_a_page_in_too_few_editions_is_listed_apart_without_a_standing():
    trend = trend_of([edition(A=3, B=2), edition(A=3, B=2), edition(A=3, B=2, C=9)])
    # C is first in one of three editions, and two are needed: A (1/2 + 1/2 + 2/3) / 3
    assert [(page.name, page.standing) for page in trend.pages] == [("A", 1), ("B", 2)]
    assert [(page.name, page.standing, page.mean) for page in trend.below] == [("C", None, Fraction(1, 3))]
    assert trend.pages[0].mean == Fraction(5, 9)


@pytest.mark.parametrize(("least", "ranked"), [(1, ["B", "A", "C", "D"]), (2, ["B", "A", "D"]), (3, [])])
def test_how_many_editions_are_needed_can_be_said(least, ranked):
    trend = trend_of([edition(**FIRST), edition(**SECOND)], least)
    assert [page.name for page in trend.pages] == ranked
    assert sorted(page.name for page in trend.below) == sorted({*FIRST} - {*ranked})


def test_the_states_of_a_page_against_the_edition_before():
    trend = trend_of(
        [
            edition(A=9, B=8, C=7),
            edition(A=9, C=8, D=7),
            edition(A=5, B=9, C=8),
            edition(B=8, C=9, D=7),
        ],
        1,
    )
    places = {page.name: page.places for page in trend.pages}
    assert places == {"A": (1, 1, 3, None), "B": (2, None, 1, 2), "C": (3, 2, 2, 1), "D": (None, 3, None, 3)}
    assert states(of(trend, "A")) == [None, "same", "down", None]
    assert states(of(trend, "B")) == [None, None, "returned", "down"]
    assert states(of(trend, "C")) == [None, "up", "same", "up"]
    assert states(of(trend, "D")) == [None, "new", None, "returned"]
    assert [page.name for page in trend.pages if page.left] == ["A"]
    assert [(move.by, move.previous) for move in of(trend, "C").moves[1:]] == [(1, 3), (0, 2), (1, 2)]
    back = of(trend, "B").moves[2]
    assert (back.by, back.previous) == (0, None)  # there is no place before it to compare with


def test_the_order_of_editions_is_the_order_given():
    old, new = edition("2020-01", A=1, B=2), edition("2020-02", A=2, B=1)
    assert [of(trend_of(order), "A").places for order in ([old, new], [new, old])] == [(2, 1), (1, 2)]


def test_an_address_wins_over_a_changed_name():
    trend = trend_of(
        [
            addressed(Akimat=(5, "https://vk.com/akimat"), Other=(9, "https://vk.com/other")),
            addressed(Renamed=(9, "http://www.vk.com/akimat/?from=x"), Other=(5, "vk.com/other")),
        ]
    )
    assert {page.name: page.places for page in trend.pages} == {"Renamed": (2, 1), "Other": (1, 2)}
    assert states(of(trend, "Renamed")) == [None, "up"]


def test_pages_that_exchange_their_names_are_followed_by_their_addresses():
    trend = trend_of(
        [
            addressed(A=(9, "vk.com/1"), B=(5, "vk.com/2"), C=(1, "vk.com/3")),
            addressed(B=(9, "vk.com/1"), A=(1, "vk.com/2"), C=(5, "vk.com/3")),
        ]
    )
    assert {page.name: page.places for page in trend.pages} == {"B": (1, 1), "A": (2, 3), "C": (3, 2)}


def test_without_an_address_a_changed_name_is_another_page():
    trend = trend_of([edition(A=2, B=1), edition(Z=2, B=1)])
    assert {page.name: page.places for page in trend.pages} == {"A": (1, None), "B": (2, 2), "Z": (None, 1)}


def test_a_page_is_found_again_by_address_after_editions_without_it():
    trend = trend_of(
        [
            addressed(A=(5, "vk.com/1"), B=(1, "vk.com/2")),
            addressed(B=(1, "vk.com/2")),
            addressed(Z=(5, "vk.com/1"), B=(9, "vk.com/2")),
        ]
    )
    assert of(trend, "Z").places == (1, None, 2)
    assert states(of(trend, "Z")) == [None, None, "returned"]


def test_unlike_editions_are_refused_and_forced_is_said():
    other = rules(more="weight = 3")
    pair = [edition(A=9, B=1), edition(A=9, B=1, methodology=other)]
    with pytest.raises(DataError) as raised:
        trend_of(pair)
    assert [problem.key for problem in raised.value.problems] == ["unlike-editions/indicators"]
    forced = trend_of(pair, force=True)
    assert [problem.key for problem in forced.forced] == ["unlike-editions/indicators"]
    assert standings(forced)[0] == ("A", 1, Fraction(1, 2))  # (1/2 + 3/6) / 2
    assert trend_of(pair[:1] * 2, force=True).forced == ()


def test_every_pair_of_neighbours_is_looked_at():
    like, other = edition(A=2, B=1), edition(A=2, B=1, methodology=rules('ties = "max"'))
    with pytest.raises(DataError) as raised:
        trend_of([like, like, other, like])
    assert [problem.key for problem in raised.value.problems] == ["unlike-editions/ties"] * 2


def test_other_populations_make_editions_unlike():
    more = 'per = ["population"]'

    def of_people(people):
        frame = pd.DataFrame({"page": ["A", "B"], "region": ["X", "Y"], "reach": [5, 5], "population": [people, 900]})
        return rate_frames(frame, methodology=rules(more=more))

    assert standings(trend_of([of_people(100), of_people(100)]))[0][0] == "A"
    with pytest.raises(DataError) as raised:
        trend_of([of_people(100), of_people(101)])
    assert [problem.key for problem in raised.value.problems] == ["unlike-editions/population"]


def test_each_league_has_its_own_standing():
    pages = {"east1": 9, "east2": 5, "west1": 7, "west2": 7}
    trend = trend_of([edition(by="group", **pages)] * 2)
    # two pages a league: the east 1/2 and 2/2; the west twice 1/2
    assert [(page.league, page.name, page.standing, page.mean) for page in trend.pages] == [
        ("e", "east1", 1, Fraction(1, 2)),
        ("e", "east2", 2, Fraction(1)),
        ("w", "west1", 1, Fraction(1, 2)),
        ("w", "west2", 1, Fraction(1, 2)),
    ]


SIZES = 'league = { by = "size", bands = [{ name = "large", from = 50 }, { name = "small", to = 50 }] }'


def sized(period="", **pages):
    """Return an edition of pages by name: size, which makes the league, and reach."""
    rows = [{"page": name, "size": size, "reach": reach} for name, (size, reach) in pages.items()]
    return rate_frames(pd.DataFrame(rows), methodology=rules(SIZES), period=period)


def promoted():
    """B is first of two small pages, then last of three large ones, then second of them."""
    return trend_of(
        [
            sized(A=(90, 9), B=(40, 8), C=(80, 7), D=(30, 6)),
            sized(A=(90, 9), B=(60, 5), C=(80, 7), D=(30, 6)),
            sized(A=(90, 9), B=(60, 8), C=(80, 7), D=(30, 6)),
        ]
    )


def test_a_page_that_changed_its_league_has_switched_and_no_move_by_places():
    page = of(promoted(), "B")

    assert (page.places, page.leagues) == ((1, 3, 2), ("small", "large", "large"))
    assert page.moves == (None, Move("switched", 0, 1, "small"), Move("up", 1, 3))
    assert (page.league, page.own_places) == ("large", (None, 3, 2))


def test_it_stands_in_its_last_league_by_the_mean_of_all_its_editions():
    # A (1/2 + 1/3 + 1/3) / 3; B (1/2 + 3/3 + 2/3) / 3; C (2/2 + 2/3 + 3/3) / 3; D in the small league (2/2 + 1 + 1) / 3
    assert [
        (page.league, *standing) for page, standing in zip(promoted().pages, standings(promoted()), strict=True)
    ] == [
        ("large", "A", 1, Fraction(7, 18)),
        ("large", "B", 2, Fraction(13, 18)),
        ("large", "C", 3, Fraction(8, 9)),
        ("small", "D", 1, Fraction(1)),
    ]


def test_the_worst_places_are_those_of_each_league_in_each_edition():
    assert promoted().worst == {"large": (2, 3, 3), "small": (2, 1, 1)}


def test_a_league_that_is_spelled_otherwise_is_the_same_under_its_latest_name():
    def east(name, **reach):
        frame = pd.DataFrame({"page": list(reach), "reach": list(reach.values()), "group": [name] * len(reach)})
        return rate_frames(frame, methodology=rules(), by="group")

    trend = trend_of([east("Восток", A=9, B=5, C=1), east("восток", A=5, B=9)], 1)

    assert {page.name: page.league for page in trend.pages} == {"A": "восток", "B": "восток", "C": "восток"}
    assert of(trend, "B").moves == (None, Move("up", 1, 2))
    assert trend.worst == {"восток": (3, 2)}


def test_by_force_editions_of_other_leagues_are_followed_place_by_place():
    plain = rate_frames(pd.DataFrame({"page": ["A", "B"], "size": [90, 40], "reach": [9, 8]}), methodology=rules())
    page = of(trend_of([plain, sized(A=(90, 9), B=(40, 8))], force=True), "B")

    assert (page.moves, page.own_places) == ((None, Move("up", 1, 2)), (2, 1))


def test_a_page_that_only_region_and_network_name_is_followed_and_said_to_be():
    def one(name):
        frame = pd.DataFrame({"page": [name, "Other"], "region": ["x", "y"], "platform": "vk", "reach": [5, 9]})
        return rate_frames(frame, methodology=rules())

    trend = trend_of([one("Akimat"), one("Press office"), one("press-office")])

    assert of(trend, "press-office").places == (2, 2, 2)
    assert trend.renamed == (Renamed(1, "Akimat", "Press office"),)
    assert trend.warnings == ()


def test_an_edition_without_counterparts_to_the_one_before_is_warned_of():
    trend = trend_of([edition(A=3, B=2), edition(A=3, B=2), edition(A=3, Z=2)])

    assert [(p.code, p.args["new"], p.args["gone"]) for p in trend.warnings] == [("many-unmatched", 1, 1)]
    # a page that came back is not new
    assert [
        (p.args["new"], p.args["gone"]) for p in trend_of([edition(A=3, B=2), edition(A=3), edition(A=3, B=2)]).warnings
    ] == [(0, 1)]


def test_an_index_is_averaged_itself_and_more_is_better():
    def index(*likes):
        usual = {"followers": 0, "comments": 0, "shares": 0}
        rows = [usual | {"page": page, "likes": n} for page, n in zip("AB", likes, strict=True)]
        return editions.edition(rows, "bci")

    old, new = index(10, 100), index(1000, 10)
    trend = trend_of([old, new])
    index_of = [dict(zip(rating.pages.names, rating.totals.tolist(), strict=True)) for rating in (old, new)]
    assert [page.name for page in trend.pages] == ["A", "B"]  # 10 and 1000 against 100 and 10
    for page in trend.pages:
        first, second = (values[page.name] for values in index_of)
        assert page.mean == (Fraction(first) + Fraction(second)) / 2


def test_the_order_of_rows_changes_nothing():
    draw = random.Random(6)
    pages = {f"page {n}": draw.randrange(8) for n in range(12)}
    others = {page: draw.randrange(8) for page in list(pages)[2:]}

    def shuffled(reach):
        return edition(**dict(draw.sample(sorted(reach.items()), len(reach))))

    first = trend_of([edition(**pages), edition(**others)])
    for _turn in range(5):
        trend = trend_of([shuffled(pages), shuffled(others)])
        assert (trend.pages, trend.below) == (first.pages, first.below)


def test_a_page_that_is_last_in_every_edition_moves_nobody():
    months = [edition(A=9, B=5, C=7), edition(A=5, B=9, C=7)]
    with_last = [edition(A=9, B=5, C=7, Z=1), edition(A=5, B=9, C=7, Z=1)]
    assert [(c.name, c.standing) for c in trend_of(with_last).pages] == [
        *((c.name, c.standing) for c in trend_of(months).pages),
        ("Z", 4),
    ]
