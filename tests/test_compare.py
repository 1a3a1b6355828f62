"""Two editions side by side: which page is which, how far it moved, and when that makes no sense."""

import pandas as pd
import pytest

from editions import EXAMPLES, example
from files import workbook, write
from govrank import DataError, Methodology, rate_file, rate_frames
from inside import DroppedPage, Move, compare_editions, unlike_editions
from tables import frame_of


def rules(*indicators, **options):
    named = indicators or ({"key": "followers"},)
    filled = [{"label": i["key"], "of": [i["key"]]} | i for i in named]
    return Methodology.model_validate({"name": "small", "version": "1", "indicators": filled} | options)


def rated(rows, methodology=None, **options):
    return rate_frames(frame_of(rows), methodology=methodology or rules(), **options)


def ranking(*names, methodology=None):
    """Return an edition with these pages in this order."""
    return rated([{"page": name, "followers": 100 - n} for n, name in enumerate(names)], methodology)


def moves(movement, rating):
    return dict(zip(rating.pages.names, movement.moves, strict=True))


def common(movement, rating):
    return dict(zip(rating.pages.names, movement.common, strict=True))


def states(old, new):
    """Return the state of each page of the new edition, in the order of its places."""
    return [move.state for move in compare_editions(old, new).moves]


def test_a_page_rises_falls_stays_comes_in_or_leaves():
    old, new = ranking("a", "b", "c", "d", "e"), ranking("b", "f", "c", "a", "d")

    movement = compare_editions(old, new)

    assert moves(movement, new) == {
        "b": Move("up", 1, 2),
        "f": Move("new", 0, None),
        "c": Move("same", 0, 3),
        "a": Move("down", -3, 1),
        "d": Move("down", -1, 4),
    }
    assert movement.left == (DroppedPage("e", "", "", 5),)
    assert movement.previous is old
    assert movement.forced == ()


@pytest.mark.parametrize(
    ("move", "text", "number"),
    [
        pytest.param(Move("up", 12, 13), "▲12", 12, id="a rise"),
        pytest.param(Move("down", -2, 1), "▼2", -2, id="a fall"),
        pytest.param(Move("same", 0, 4), "=", 0, id="no move"),
        pytest.param(Move("new"), "✱", "new", id="a new page has no number"),
        pytest.param(Move("returned"), "✱", "returned", id="nor has one that came back"),
        pytest.param(Move("switched", 0, 3, "small"), "⇄", "switched", id="nor one that changed its league"),
    ],
)
def test_a_move_is_a_sign_and_a_number(move, text, number):
    assert (move.text, move.value) == (text, number)


def test_a_shared_place_is_a_place_like_any_other():
    old = rated([{"page": p, "followers": n} for p, n in {"a": 9, "b": 7, "c": 7, "d": 1}.items()])
    new = rated([{"page": p, "followers": n} for p, n in {"a": 5, "b": 5, "c": 5, "d": 4}.items()])

    assert moves(compare_editions(old, new), new) == {
        "a": Move("same", 0, 1),
        "b": Move("up", 1, 2),
        "c": Move("up", 1, 2),
        "d": Move("same", 0, 4),
    }


def test_an_edition_against_itself_does_not_move():
    july, _movement = example()
    movement = compare_editions(july, july)

    assert {(move.state, move.by) for move in movement.moves} == {("same", 0)}
    assert (movement.common, movement.left) == (None, ())


def test_no_page_in_common_leaves_nothing_to_compare():
    movement = compare_editions(ranking("a"), ranking("b"))

    assert movement.moves == (Move("new"),)
    assert movement.common is None
    assert [out.page for out in movement.left] == ["a"]


PAGE = {"region": "Акмолинская область", "platform": "instagram", "page": "Akimat – «СКО»", "followers": 5}
OTHER = {"region": "г. Астана", "platform": "vk", "page": "Astana", "followers": 90}


@pytest.mark.parametrize(
    ("change", "state"),
    [
        pytest.param({"page": "AKIMAT – «СКО»"}, "same", id="the case of the name"),
        pytest.param({"page": 'Akimat-"СКО"'}, "same", id="dashes, quotes and spaces of the name"),
        pytest.param({"region": "Ақмола облысы"}, "same", id="the region in another language"),
        pytest.param({"region": "акмолинская  обл."}, "same", id="the region in short"),
        pytest.param({"platform": "инста"}, "same", id="a nickname of the network"),
        pytest.param({"region": "Атырауская область"}, "new", id="another region"),
        pytest.param({"platform": "facebook"}, "new", id="another network"),
        pytest.param({"page": "Press office"}, "new", id="another name"),
    ],
)
@pytest.mark.parametrize("population", [None, "kz-2023"], ids=["region's own name", "population table"])
def test_a_page_is_known_by_its_region_its_network_and_its_name(change, state, population):
    share = {"key": "share", "of": ["followers"], "per": ["population"]}
    methodology = rules(share) if population else rules()

    beside = PAGE | {"page": "Beside", "followers": 1}  # so that region and network alone identify neither
    old, new = (rated([page, OTHER, beside], methodology, population=population) for page in (PAGE, PAGE | change))

    assert dict(zip(new.pages.names, states(old, new), strict=True))[new.pages.names[1]] == state


def test_a_page_without_a_name_is_known_by_its_region_however_that_is_spelled():
    """Without a column of names the default name is made of the region's, which must not part the page from itself."""
    old = rated([{"region": "Атырауская область", "platform": "instagram", "followers": 5}])
    new = rated([{"region": "Атырау облысы", "platform": "Insta", "followers": 5}])

    assert old.pages.region_keys == new.pages.region_keys == ["atyrau"]
    assert states(old, new) == ["same"]


def test_a_town_and_the_region_of_its_name_stay_two_pages():
    """The table tells them apart by their names, so the editions do."""
    people = pd.DataFrame({"region": ["Костанай", "Костанайская область"], "population": [250, 832]})
    town, region = ({"region": name, "platform": "vk"} for name in people["region"])
    share = rules({"key": "share", "of": ["followers"], "per": ["population"]})
    old = rated([town | {"followers": 90}, region | {"followers": 9}], share, population=people)
    new = rated([town | {"followers": 1}, region | {"followers": 99}], share, population=people)

    assert unlike_editions(old, new) == []
    assert moves(compare_editions(old, new), new) == {
        "Костанайская область · vk": Move("up", 1, 2),
        "Костанай · vk": Move("down", -1, 1),
    }


def test_regions_are_the_same_whether_their_population_stands_in_a_sheet_or_in_a_column():
    """The two files of one month hold the same pages: from the one to the other nobody moves."""
    book, text = (rate_file(EXAMPLES / name) for name in ("july.xlsx", "july.csv"))

    assert set(states(book, text)) == {"same"}


@pytest.mark.parametrize(
    ("before", "now"),
    [
        pytest.param("https://vk.com/akimat", "https://vk.com/akimat", id="alike"),
        pytest.param("http://vk.com/akimat", "https://vk.com/akimat", id="http and https"),
        pytest.param("https://www.vk.com/akimat", "https://vk.com/akimat", id="www"),
        pytest.param("https://vk.com/akimat/", "https://vk.com/akimat", id="a slash at the end"),
        pytest.param("VK.com/Akimat", " https://vk.com/akimat ", id="case, white space, no scheme"),
        pytest.param("https://vk.com/akimat?utm_source=list#top", "vk.com/akimat", id="how one came there"),
    ],
)
def test_an_address_that_agrees_wins_over_a_changed_name(before, now):
    old = rated([PAGE | {"url": before}, OTHER | {"url": ""}])
    new = rated([PAGE | {"page": "Renamed", "url": now}, OTHER | {"url": ""}])

    movement = compare_editions(old, new)

    assert [move.state for move in movement.moves] == ["same", "same"]
    assert movement.matches.by == ("name", "address")
    assert movement.left == ()


def test_an_address_outweighs_a_name_that_another_page_took_over():
    """The page at /one gave its name to the page at /two and took a new one."""
    old = rated(
        [{"page": "Akimat", "url": "x.kz/one", "followers": 9}, {"page": "Press", "url": "x.kz/two", "followers": 5}]
    )
    new = rated(
        [{"page": "Akimat", "url": "x.kz/two", "followers": 9}, {"page": "Help", "url": "x.kz/one", "followers": 5}]
    )

    assert moves(compare_editions(old, new), new) == {"Akimat": Move("up", 1, 2), "Help": Move("down", -1, 1)}


@pytest.mark.parametrize(
    ("now", "state"),
    [
        pytest.param("https://vk.com/new", "new", id="another page took over the name"),
        pytest.param("https://vk.com/club12", "same", id="the number of what may be the same page"),
        pytest.param("", "same", id="none"),
    ],
)
def test_a_name_that_agrees_counts_unless_the_addresses_differ(now, state):
    assert states(rated([PAGE | {"url": "https://vk.com/old"}]), rated([PAGE | {"url": now}])) == [state]


def test_two_pages_that_give_the_same_address_are_told_apart_by_name():
    """Both of the region's pages have its site as their address: an address of two pages identifies neither."""
    site = [
        {"region": "Акмола", "platform": platform, "followers": n, "page": "Akimat", "url": "https://aqmola.gov.kz"}
        for n, platform in ((9, "instagram"), (5, "facebook"))
    ]
    movement = compare_editions(rated(site), rated(site))

    assert [(move.state, move.previous) for move in movement.moves] == [("same", 1), ("same", 2)]
    assert movement.left == ()


def test_no_address_on_either_side_is_no_agreement():
    old = rated([PAGE | {"url": ""}, PAGE | {"page": "Two", "url": "-"}])
    new = rated([PAGE | {"page": "Renamed", "url": ""}, PAGE | {"page": "Too", "url": ""}])

    assert states(old, new) == ["new", "new"]


def test_shared_moves_are_among_the_pages_that_both_editions_have():
    # before: a, b, c, d; now: c, e, b, d. Among b, c, d before 1, 2, 3 and now 2, 1, 3
    old, new = ranking("a", "b", "c", "d"), ranking("c", "e", "b", "d")

    movement = compare_editions(old, new)

    assert moves(movement, new) == {
        "c": Move("up", 2, 3),
        "e": Move("new"),
        "b": Move("down", -1, 2),
        "d": Move("same", 0, 4),
    }
    assert common(movement, new) == {
        "c": Move("up", 1, 2),
        "e": None,
        "b": Move("down", -1, 1),
        "d": Move("same", 0, 3),
    }


def test_shared_moves_rank_the_common_pages_anew_on_every_indicator():
    """Fishburn's case: d leaves, nobody else changes, and the order of the rest is turned round.

    With d: a 3*3 + 2*2 + 2*1 = 15, b 16, c 17. Without it: c 3*1 + 2*3 + 2*2 = 13, b 14, a 15.
    """
    orders = {"cbad": 3, "badc": 2, "adcb": 2}
    fishburn = rules(*({"key": o, "direction": "lower", "weight": w} for o, w in orders.items()))
    rows = [{"page": page} | {order: order.index(page) for order in orders} for page in "abcd"]
    old, new = rated(rows, fishburn), rated(rows[:3], fishburn)

    movement = compare_editions(old, new)

    assert moves(movement, new) == {"c": Move("up", 2, 3), "b": Move("same", 0, 2), "a": Move("down", -2, 1)}
    assert set(movement.common) == {Move("same", 0, 1), Move("same", 0, 2), Move("same", 0, 3)}


SIZES = {"by": "followers", "bands": [{"name": "large", "from": 50}, {"name": "small", "to": 50}]}
BY_SIZE = rules({"key": "likes"}, league=SIZES)


def sized(*rows, methodology=BY_SIZE):
    """Return an edition of pages by name: followers, which make the league, and likes, which make the place."""
    return rated([dict(zip(("page", "followers", "likes"), row, strict=True)) for row in rows], methodology)


def test_a_page_that_changed_its_league_has_switched_and_not_moved():
    """In June C was the first of the small ones, and in July it is the last of the large ones."""
    old = sized(("A", 90, 9), ("B", 80, 8), ("C", 40, 7), ("D", 30, 6), ("E", 20, 5))
    new = sized(("A", 90, 9), ("B", 80, 10), ("C", 60, 7), ("D", 30, 5), ("E", 20, 6))

    movement = compare_editions(old, new)

    assert dict(zip(new.pages.names, new.pages.leagues, strict=True))["C"] == "large"
    assert moves(movement, new) == {
        "B": Move("up", 1, 2),
        "A": Move("down", -1, 1),
        "C": Move("switched", 0, 1, "small"),
        "E": Move("up", 2, 3),
        "D": Move("same", 0, 2),
    }
    assert movement.left == ()


def test_shared_moves_are_among_the_pages_that_a_league_has_in_both_editions():
    """E moves up by one because C has left its league, and by one because it overtook D."""
    old = sized(("A", 90, 9), ("C", 40, 7), ("D", 30, 6), ("E", 20, 5))
    new = sized(("A", 90, 9), ("C", 60, 7), ("D", 30, 5), ("E", 20, 6))

    assert common(compare_editions(old, new), new) == {
        "A": Move("same", 0, 1),
        "C": None,
        "E": Move("up", 1, 2),
        "D": Move("down", -1, 1),
    }


def test_a_page_that_left_is_named_with_its_league():
    old = sized(("A", 90, 9), ("B", 40, 8), ("C", 30, 7))

    assert compare_editions(old, sized(("A", 90, 9), ("B", 40, 8))).left == (DroppedPage("C", "", "", 2, "small"),)


def grouped(column, *rows):
    return rated([dict(zip(("page", "followers", column), row, strict=True)) for row in rows], rules(league=column))


@pytest.mark.parametrize(
    ("column", "before", "now"),
    [
        pytest.param("group", "Восток", "восток ", id="another case"),
        pytest.param("group", "Восток", "Bocтoк", id="letters that look alike"),
        pytest.param("region", "Атырауская область", "Атырау облысы", id="a region in another language"),
        pytest.param("platform", "vk", "ВКонтакте", id="a network's other name"),
    ],
)
def test_a_league_is_the_same_however_it_is_spelled(column, before, now):
    old = grouped(column, ("A", 9, before), ("B", 8, before), ("C", 7, "ok"))
    new = grouped(column, ("A", 8, now), ("B", 9, now), ("C", 7, "ok"))
    movement = compare_editions(old, new)

    assert {page: move.state for page, move in moves(movement, new).items()} == {"A": "down", "B": "up", "C": "same"}
    assert movement.common is None
    league = dict(zip(new.pages.names, new.pages.leagues, strict=True))["A"]
    assert [old.pages.names[i] for i in movement.before(league)] == ["A", "B"]


def test_a_league_that_the_edition_before_had_not_has_no_pages_before():
    old, new = sized(("A", 90, 9)), sized(("A", 90, 9), ("B", 40, 8))
    movement = compare_editions(old, new)

    assert [len(movement.before(league)) for league in ("large", "small")] == [1, 0]


def test_by_force_editions_of_other_leagues_are_compared_place_by_place():
    old = sized(("A", 90, 9), ("B", 40, 8), methodology=rules({"key": "likes"}))
    movement = compare_editions(old, sized(("A", 90, 9), ("B", 40, 8)), force=True)

    assert movement.moves == (Move("same", 0, 1), Move("up", 1, 2))


def test_a_page_with_another_name_that_region_and_network_name_is_said_to_be():
    old, new = rated([PAGE, OTHER]), rated([PAGE | {"page": "Press office"}, OTHER])
    movement = compare_editions(old, new)

    assert [new.pages.names[i] for i in movement.matches.by_region] == ["Press office"]
    assert {move.state for move in movement.moves} == {"same"}


def test_many_pages_without_a_counterpart_are_warned_of():
    old, new = ranking("a", "b", "c"), ranking("a", "b", "x", "y")

    assert [problem.code for problem in compare_editions(old, new).warnings] == ["many-unmatched"]
    assert compare_editions(old, ranking("a", "b", "x")).warnings == ()


def test_leagues_are_compared_each_in_itself():
    def halves(*orders):
        return rated(
            [
                {"page": name, "followers": 100 - n, "group": group}
                for group, names in zip(("east", "west"), orders, strict=True)
                for n, name in enumerate(names)
            ],
            by="group",
        )

    new = halves("ba", "xzy")
    movement = compare_editions(halves("ab", "xyz"), new)

    assert [(name, move.by) for name, move in moves(movement, new).items()] == [
        ("b", 1), ("a", -1), ("x", 0), ("z", 1), ("y", -1),
    ]  # fmt: skip


LIKES = {"key": "likes"}
UNLIKE = [
    pytest.param(rules(), rules(LIKES), ["indicators"], id="another indicator"),
    pytest.param(rules(), rules({"key": "followers"}, LIKES), ["indicators"], id="one indicator more"),
    pytest.param(rules(), rules({"key": "followers", "weight": 2}), ["indicators"], id="another weight"),
    pytest.param(rules(), rules({"key": "followers", "direction": "lower"}), ["indicators"], id="another direction"),
    pytest.param(rules(), rules({"key": "followers", "per": ["posts"]}), ["indicators"], id="another formula"),
    pytest.param(rules(), rules(ties="average"), ["ties"], id="other ties"),
    pytest.param(rules(), rules(place_ties="dense"), ["place_ties"], id="other final ties"),
    pytest.param(rules(), rules(tie_break=["countback"]), ["tie_break"], id="ties broken"),
    pytest.param(rules(), rules(missing="worst"), ["missing"], id="another rule for missing figures"),
    pytest.param(rules(), rules(minimum={"posts": 3}), ["minimum"], id="another minimum"),
    pytest.param(rules(), rules(league="group"), ["league"], id="other leagues"),
    pytest.param(rules(), rules(LIKES, ties="max"), ["indicators", "ties"], id="two differences"),
    pytest.param(
        rules(LIKES),
        Methodology.model_validate(
            {"name": "i", "version": "1", "scoring": "log-index", "terms": [{"key": "likes", "of": ["likes"]}]}
        ),
        ["scoring", "indicators"],
        id="an index against a rank sum",
    ),
]
FULL = [{"page": page, "group": "east", "followers": n, "posts": 7, "likes": 2 * n} for page, n in (("a", 3), ("b", 8))]


@pytest.mark.parametrize(("before", "now", "why"), UNLIKE)
def test_editions_by_other_rules_are_refused_with_every_difference(before, now, why):
    with pytest.raises(DataError) as caught:
        compare_editions(rated(FULL, before), rated(FULL, now))

    assert [(p.code, p.wording, p.severity) for p in caught.value.problems] == [
        ("unlike-editions", rule, "error") for rule in why
    ]


@pytest.mark.parametrize(("before", "now", "why"), UNLIKE)
def test_unlike_editions_are_compared_by_force_and_the_reason_is_kept(before, now, why):
    movement = compare_editions(rated(FULL, before), rated(FULL, now), force=True)

    assert [problem.wording for problem in movement.forced] == why
    assert {move.state for move in movement.moves} <= {"up", "down", "same"}


def test_what_only_names_the_rules_does_not_make_editions_unlike():
    other = rules(name="renamed", version="2", source="elsewhere", footnote="a note")

    assert unlike_editions(rated(FULL), rated(FULL, other)) == []


def test_editions_by_another_population_are_refused():
    share = rules({"key": "share", "of": ["followers"], "per": ["population"]})
    old, new = (rated([PAGE, OTHER], share, population=table) for table in ("kz-2022", "kz-2023"))

    (problem,) = unlike_editions(old, new)

    assert (problem.code, problem.wording) == ("unlike-editions", "population")
    assert (problem.args["old"], problem.args["new"], problem.args["n"]) == ("kz-2022", "kz-2023", 2)
    with pytest.raises(DataError):
        compare_editions(old, new)


def book(people, pages):
    header = ["region", "platform", "followers", "posts", "interactions"]
    return workbook(
        {
            "pages": [header, *([name, "vk", n, 5, n] for name, n in pages.items())],
            "people": [["region", "population"], *([name, n] for name, n in people.items())],
        }
    )


@pytest.mark.parametrize(
    ("people", "alike"),
    [
        pytest.param({"Атырау": 700, "Абай": 600}, True, id="the same figures"),
        pytest.param({"Абай": 600, "Жетісу": 900, "Атырау": 700}, True, id="a region more and another order"),
        pytest.param({"Атырау": 701, "Абай": 600}, False, id="another figure"),
    ],
)
def test_what_counts_is_the_figures_and_not_the_sheet_that_they_stand_in(tmp_path, people, alike):
    pages = {"Атырау": 50, "Абай": 60}
    old = rate_file(write(tmp_path, "june.xlsx", book({"Атырау": 700, "Абай": 600}, pages)))
    new = rate_file(write(tmp_path, "july.xlsx", book(people, pages)))

    assert old.edition.population != new.edition.population
    assert [problem.wording for problem in unlike_editions(old, new)] == ([] if alike else ["population"])


def test_a_region_that_only_one_edition_has_is_no_difference():
    share = rules({"key": "share", "of": ["followers"], "per": ["population"]})
    old = rated([PAGE | {"population": 100}, OTHER | {"population": 200}], share)
    new = rated([PAGE | {"population": 100}, OTHER | {"region": "Шымкент", "population": 300}], share)

    assert unlike_editions(old, new) == []


def test_june_to_july_of_the_examples():
    july, movement = example()
    of = {
        (name.removeprefix("Акимат "), platform): (move.state, move.by, move.previous)
        for name, platform, move in zip(july.pages.names, july.pages.platforms, movement.moves, strict=True)
    }

    counted = [move.state for move in movement.moves]
    assert {state: counted.count(state) for state in set(counted)} == {"up": 11, "down": 8, "same": 5, "new": 1}
    assert of["Атырауской области", "instagram"] == ("up", 1, 2)
    assert of["Туркестанской области", "instagram"] == ("down", -1, 1)
    assert of["Мангистауской области", "instagram"] == ("same", 0, 3)
    assert of["Костанайской области", "instagram"] == ("up", 5, 24)
    assert of["Карагандинской области", "instagram"] == ("down", -4, 5)
    assert of["Жамбылской области", "facebook"] == ("new", 0, None)
    assert [(out.page, out.platform, out.previous) for out in movement.left] == [
        ("Акимат Костанайской области", "facebook", 19)
    ]


def test_the_examples_shared_moves_leave_out_who_came_and_who_went():
    # Kostanay's Facebook page stood 19th in June and is gone; two pages behind it moved up for that alone
    july, movement = example()
    among = {
        (name.removeprefix("Акимат "), platform): move
        for name, platform, move in zip(july.pages.names, july.pages.platforms, movement.common, strict=True)
    }

    assert among["Жамбылской области", "facebook"] is None
    assert among["Костанайской области", "instagram"].by == 3
    assert among["Алматинской области", "facebook"].by == 0
    moved = [move for move in among.values() if move is not None]
    assert len(moved) == 24
    assert all(1 <= move.previous <= 24 and 1 <= move.previous - move.by <= 24 for move in moved)
