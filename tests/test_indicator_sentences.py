"""What is said of one indicator: its leader, how near the next page is, who misses the thresholds."""

import pytest

from digests import CLOSE, FOLLOWERS, RATE, SHARE, beside, rated, told, told_of
from said import keys_of, of_message, said


def percent(number):
    return said("digest.percent", number=number)


def test_a_striking_lead_says_how_many_times_and_who_misses_the_bounds():
    heard = told_of("a striking lead")

    assert of_message(heard, "digest.best") == [
        {"page": "A", "value": percent("12")},
        {"page": "A", "value": percent("12")},
    ]
    assert of_message(heard, "digest.best.ahead") == [{"n": 2, "number": "2.4", "second": "B", "value": percent("5")}]
    assert [(one["n"], one["bound"]) for one in of_message(heard, "digest.reach")] == [(1, percent("10"))]
    assert [(one["n"], one["bound"]) for one in of_message(heard, "digest.below")] == [(1, percent("2.5"))]
    assert of_message(heard, "digest.lowest")[0]["n"] == 1
    assert of_message(heard, "digest.then.page")[-1] == {"page": "C", "total": percent("1.25")}


def test_where_less_is_better_the_highest_is_the_worst():
    heard = told_of("less is better")

    assert of_message(heard, "digest.best") == [{"page": "A", "value": "2"}]
    assert of_message(heard, "digest.within.none") == [{"bound": "1"}]
    assert [(one["n"], one["bound"]) for one in of_message(heard, "digest.over")] == [(1, "24")]
    assert of_message(heard, "digest.highest")[0]["n"] == 1
    assert of_message(heard, "digest.then.page")[-1] == {"page": "C", "total": "30"}


@pytest.mark.parametrize("n", [0, 1, 2, 11, 101])
def test_pages_that_miss_a_threshold_are_counted(n):
    rows = [{"page": f"P{i}", "platform": "vk", "followers": 20000 if i == 0 else 100 + i} for i in range(n + 1)]
    heard = told(rated(FOLLOWERS, rows))

    found = of_message(heard, "digest.below.followers")
    assert [(one["n"], one["number"], one["bound"]) for one in found] == ([(n, str(n), "10,000")] if n else [])
    assert of_message(heard, "digest.below.followers.none") == ([] if n else [{"bound": "10,000"}])


def test_regions_are_counted_where_they_have_several_pages():
    heard = told_of("several pages a region")

    assert [one["n"] for one in of_message(heard, "digest.below.followers")] == [4]
    assert of_message(heard, "digest.regions") == [{"n": 2}]


def test_missing_figures_lead_nothing_and_miss_nothing():
    heard = told_of("a missing figure")

    assert [(one["second"], one["number"]) for one in of_message(heard, "digest.best.ahead")] == [("C", "3.3")]
    assert [one["n"] for one in of_message(heard, "digest.below.followers")] == [1]
    assert of_message(heard, "digest.then.page")[-1] == {"page": "C", "total": "9,000"}


@pytest.mark.parametrize(
    ("name", "key", "second"),
    [
        pytest.param("close behind", "digest.best.close", "B", id="within a twentieth"),
        pytest.param("neither close nor striking", None, None, id="neither close nor striking"),
        pytest.param("half as much again", "digest.best.ahead", "B", id="half as much again"),
        pytest.param("not quite striking", None, None, id="not quite striking"),
        pytest.param("of nothing", None, None, id="of nothing there are no times as much"),
    ],
)
def test_the_next_page_is_named_where_it_is_close_or_far_behind(name, key, second):
    heard = told_of(name)
    said_of_it = [(k, values["second"]) for k, values in heard if k in ("digest.best.close", "digest.best.ahead")]

    assert {values["page"] for values in of_message(heard, "digest.best")} == {"A"}
    assert said_of_it == ([(key, second)] if key else [])


@pytest.mark.parametrize(
    ("likes", "leads", "reached"),
    [
        pytest.param([(49_996, 10**6), (4, 100), (2, 100)], "4.9996", 0, id="a leader just below the bound"),
        pytest.param([(50_004, 10**6), (4, 100), (2, 100)], "5.0004", 1, id="a leader just above the bound"),
        pytest.param([(5, 100), (4, 100), (2, 100)], "5", 1, id="a leader at the bound"),
    ],
)
def test_a_leader_is_not_rounded_to_a_bound(likes, leads, reached):
    heard = told(rated(CLOSE, beside("ABC", *likes)))

    assert of_message(heard, "digest.best")[-1] == {"page": "A", "value": percent(leads)}
    assert [one["n"] for one in of_message(heard, "digest.reach")] == [reached] * reached
    assert ("digest.reach.none" in keys_of(heard)) == (reached == 0)


@pytest.mark.parametrize(
    ("likes", "page", "figure"),
    [
        pytest.param([(1_200, 10), (3, 10), (4, 1_000)], "C", "0.400", id="a part of a per cent is not 0"),
        pytest.param([(9, 100), (9_996, 10**6), (1, 100)], "B", "0.9996", id="just below the bound that it misses"),
    ],
)
def test_the_lowest_is_not_rounded_to_where_it_is_not(likes, page, figure):
    heard = told(rated(CLOSE, beside("ABC", *likes)))

    assert of_message(heard, "digest.then.page")[-1] == {"page": page, "total": percent(figure)}
    assert of_message(heard, "digest.lowest")[0]["n"] == 1


def test_two_that_would_look_equal_have_the_digits_that_tell_them_apart():
    heard = told(rated(CLOSE, beside("ABC", (60_004, 10**6), (60_002, 10**6), (1, 100))))

    assert of_message(heard, "digest.best")[-1]["value"] == percent("6.0004")
    assert of_message(heard, "digest.best.close") == [{"second": "B", "value": percent("6.0002")}]


def test_a_figure_is_not_rounded_on_its_way_to_the_sentence():
    """4.9999999999999999999 is 5.0 as a float."""
    heard = told(rated(CLOSE.replace(*SHARE), beside("ABC", share=["4.9999999999999999999", "4", "2"])))

    assert of_message(heard, "digest.best") == [{"page": "A", "value": percent("4.9999999999999999999")}]
    assert "digest.reach.none" in keys_of(heard)


@pytest.mark.parametrize(
    ("first", "second", "leads", "times", "behind"),
    [
        pytest.param((196, 1000), (100, 1000), "19.6", "2.0", "10.0", id="not quite 2"),
        pytest.param((200, 1000), (100, 1000), "20", "2", "10", id="2"),
        pytest.param((123, 1000), (1_449, 10**6), "12.300", "85", "0.145", id="digits enough to divide"),
        pytest.param((15, 100), (1, 10), "15", "1.5", "10", id="one and a half"),
    ],
)
def test_how_many_times_ahead_follows_from_the_figures_that_are_said(first, second, leads, times, behind):
    heard = told(rated(CLOSE, beside("ABC", first, second, (1, 10**6))))
    (ahead,) = of_message(heard, "digest.best.ahead")

    assert of_message(heard, "digest.best")[-1]["value"] == percent(leads)
    assert (ahead["number"], ahead["second"], ahead["value"]) == (times, "B", percent(behind))


def test_nearly_one_and_a_half_is_not_striking():
    heard = told(rated(CLOSE, beside("ABC", (149_999, 10**6), (1, 10), (1, 10**6))))

    assert of_message(heard, "digest.best")[-1]["value"] == percent("15.0")
    assert "digest.best.ahead" not in keys_of(heard)


def test_pages_that_floats_would_take_for_equal_do_not_share_the_lead():
    heard = told(rated(RATE.replace(*SHARE), beside("ABC", share=["12.00000000000000001", "12", "3"])))

    assert of_message(heard, "digest.best")[-1] == {"page": "A", "value": percent("12.00000000000000001")}
    assert of_message(heard, "digest.best.close") == [{"second": "B", "value": percent("12.00000000000000000")}]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        pytest.param("engaged users", "digest.below.engaged", id="users"),
        pytest.param("interactions in their place", "digest.below.interactions", id="their sum"),
    ],
)
def test_interactions_are_not_called_engaged_users(name, key):
    assert [(one["n"], one["bound"]) for one in of_message(told_of(name), key)] == [(1, "10,000")]
    assert [k for k in keys_of(told_of(name)) if k.startswith("digest.below")] == [key]
