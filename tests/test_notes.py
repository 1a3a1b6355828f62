"""The lines below the tables: what headings mean, by which rules, who is left out, absent or gone."""

import pytest

from digests import FOLLOWERS, ZONES, pages, rated
from editions import compare_editions
from inside import absent_line, excluded_lines, left_texts, legend_line, movement_lines, rules_line
from said import heard, keys_of, of_message, words

EN = words("en")
SHORT = FOLLOWERS.replace("of =", 'short = "F."\nof =')


def test_headings_that_say_it_all_need_no_legend():
    assert legend_line(rated(FOLLOWERS, pages([2, 1])), EN) == ""


def test_short_headings_and_numbers_are_explained():
    assert "F. = Followers" in legend_line(rated(SHORT, pages([2, 1])), EN)
    assert "1 = Followers" in legend_line(rated(FOLLOWERS, pages([2, 1])), EN, numbered=True)


def test_a_weight_is_said_where_there_is_one_that_is_not_one():
    rules = FOLLOWERS.replace("of =", "weight = 3\nof =") + '\n[[indicators]]\nkey = "likes"\nof = ["likes"]\n'
    rows = [row | {"likes": 1} for row in pages([2, 1])]
    line = legend_line(rated(rules, rows), EN)

    assert "Followers ×3" in line
    assert "likes ×" not in line


def test_the_rules_line_names_the_methodology_its_ties_and_its_zones_with_the_worst_total():
    """Three pages, one indicator: the worst possible total is 3."""
    rating = rated(FOLLOWERS + ZONES, pages([3, 2, 1]))
    line = rules_line(rating, EN)
    (zones,) = of_message(heard(lambda words: rules_line(rating, words)), "rules.zones.total")

    assert "small" in line
    assert EN.say("rules.ties.min") in line
    assert "top half" in zones["zones"]
    assert zones["worst"] == "3"
    assert "  " not in line


@pytest.mark.parametrize(
    ("added", "said"),
    [
        pytest.param('tie_break = ["countback"]', "rules.tie_break.countback", id="a tie break"),
        pytest.param('missing = "worst"', "rules.missing.worst", id="missing figures"),
        pytest.param('place_ties = "dense"', "rules.place_ties.dense", id="dense places"),
    ],
)
def test_the_rules_line_says_what_the_rules_say(added, said):
    plain, other = (
        rules_line(rated(rules, pages([2, 1])), EN)
        for rules in (FOLLOWERS, FOLLOWERS.replace("required", f"{added}\nrequired"))
    )
    assert EN.say(said) in other
    assert EN.say(said) not in plain


def test_the_rules_line_says_what_becomes_of_a_page_alone_in_its_league():
    said = EN.say("rules.zones.alone")

    assert [said in rules_line(rated(FOLLOWERS + ZONES, pages(counts)), EN) for counts in ([2], [2, 1])] == [
        True,
        False,
    ]


def test_the_footnote_ends_the_rules_line():
    rules = FOLLOWERS.replace("required", 'footnote = "Tell everybody."\nrequired')
    assert rules_line(rated(rules, pages([2, 1])), EN).endswith(" Tell everybody.")


def test_who_is_left_out_is_listed_with_region_network_and_reason():
    rows = [
        {"page": "A", "platform": "vk", "region": "North", "followers": 1, "excluded": "private"},
        {"page": "B", "platform": "fb", "region": "", "followers": 1, "excluded": "not found"},
        {"page": "C", "platform": "vk", "region": "North", "followers": 1, "excluded": None},
    ]
    assert excluded_lines(rated(FOLLOWERS, rows), EN) == ["B (Facebook): not found", "A (North, VK): private"]


def test_absent_regions_stand_by_network_and_nothing_where_there_are_none():
    rows = [
        {"page": "A", "platform": "vk", "region": "North", "followers": 1},
        {"page": "B", "platform": "fb", "region": "South", "followers": 1},
    ]
    facebook = EN.say("rating.absent", network="Facebook", regions="North")
    vk = EN.say("rating.absent", network="VK", regions="South")
    assert absent_line(rated(FOLLOWERS, rows), EN) == f"{facebook} {vk}"
    assert absent_line(rated(FOLLOWERS, rows[:1]), EN) == ""


def test_moves_say_against_what_and_who_left_from_where():
    old = rated(FOLLOWERS, pages([30, 20, 10]), period="May")
    same, fewer = rated(FOLLOWERS, pages([30, 20, 10])), rated(FOLLOWERS, pages([30, 20]))
    gone = EN.say("move.left.page", page="C", platform="VK", place=3)

    assert movement_lines(same, compare_editions(old, same), EN) == [EN.say("move.against", period="May")]
    movement = compare_editions(old, fewer)
    assert left_texts(movement, EN) == [gone]
    assert movement_lines(fewer, movement, EN) == [
        f"{EN.say('move.against', period='May')} {EN.say('move.common')}",
        EN.say("move.left", pages=gone),
    ]


def test_an_edition_compared_by_force_says_why_it_should_not_be():
    old = rated(FOLLOWERS, pages([30, 20]))
    new = rated(FOLLOWERS.replace("required", 'ties = "max"\nrequired'), pages([30, 20]))
    lines = movement_lines(new, compare_editions(old, new, force=True), EN)

    assert len(lines) == 2
    assert lines[1] == EN.say("move.forced", why=EN.say("problem.unlike-editions/ties", old="min", new="max"))


ENGAGED = FOLLOWERS + '[[indicators]]\nkey = "engaged"\nof = ["engaged"]\n'


@pytest.mark.parametrize(
    ("given", "parts"),
    [
        pytest.param({"engaged": 5}, [], id="a count of users"),
        pytest.param({"interactions": 5}, [""], id="interactions"),
        pytest.param(
            {"likes": 5, "comments": 2}, [f" ({EN.say('counts.likes')} + {EN.say('counts.comments')})"], id="their sum"
        ),
    ],
)
def test_interactions_in_place_of_engaged_users_are_said_to_be(given, parts):
    rating, other = rated(ENGAGED, [row | given for row in pages([2, 1])]), rated(FOLLOWERS, pages([2, 1]))
    told = heard(lambda words: rules_line(rating, words))

    assert [one["parts"] for one in of_message(told, "rules.engaged")] == parts
    assert "rules.engaged" not in keys_of(heard(lambda words: rules_line(other, words)))


@pytest.mark.parametrize(
    ("count", "said"),
    [pytest.param("followers", True, id="used"), pytest.param("posts", False, id="not used")],
)
def test_a_footnote_about_a_count_is_printed_where_the_rules_use_it(count, said):
    rules = FOLLOWERS.replace("required", f'footnote = "Tell everybody."\nfootnote_of = "{count}"\nrequired')

    assert ("Tell everybody." in rules_line(rated(rules, pages([2, 1])), EN)) == said


def sized(period, *rows):
    rules = FOLLOWERS.replace(
        "required",
        'league = { by = "size", bands = [{ name = "large", from = 50 }, { name = "small", to = 50 }] }\nrequired',
    )
    names = ("page", "platform", "size", "followers")
    return rated(rules, [dict(zip(names, row, strict=True)) for row in rows], period=period)


def test_a_page_that_changed_its_league_is_named_with_its_old_one():
    old = sized("May", ("A", "vk", 90, 9), ("B", "vk", 40, 8), ("C", "vk", 30, 7), ("D", "vk", 20, 6))
    new = sized("June", ("A", "vk", 90, 9), ("B", "vk", 40, 8), ("C", "vk", 60, 7))
    movement = compare_editions(old, new)

    switched = EN.say("move.switched.page", page="C · VK", place=2, league="small")
    gone = EN.say("move.left.page.league", page="D", platform="VK", place=3, league="small")
    assert movement_lines(new, movement, EN) == [
        f"{EN.say('move.against', period='May')} {EN.say('move.common.league')}",
        EN.say("move.switched.note", sign="⇄", pages=switched),
        EN.say("move.left", pages=gone),
    ]


def test_pages_that_only_region_and_network_name_are_counted_and_named():
    old, new = (
        rated(FOLLOWERS, [{"page": page, "region": "x", "platform": "vk", "followers": 1}])
        for page in ("Akimat", "Press office")
    )
    pair = EN.say("move.by_region.page", before="Akimat", now="Press office · VK")

    assert EN.say("move.by_region", n=1, pages=pair) in movement_lines(new, compare_editions(old, new), EN)
