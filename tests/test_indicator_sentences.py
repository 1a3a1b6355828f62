"""What is said of one indicator: its leader, how near the next page is, who misses the thresholds."""

import pytest

from digests import FOLLOWERS, RATE, SPEED, pages, rated, said
from govrank.packaged import LANGUAGES


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "Rate: A leads with 12\u00a0%, 2.4 times as much as the next page, B (5\u00a0%); "
               "1 page reaches 10\u00a0%; 1 page is below 2.5\u00a0%; the lowest is C (1.25\u00a0%)."),
        ("ru", "Отклик: лидирует A — 12\u00a0%, в 2,4 раза больше, чем у следующей страницы: B (5\u00a0%); "
               "10\u00a0% и больше — у 1 страницы; меньше 2,5\u00a0% — у 1 страницы; ниже всех — C (1,25\u00a0%)."),
        ("kk", "Үн қату: A көш бастап тұр — 12\u00a0%, бұл екінші орыннан 2,4 есе көп: B (5\u00a0%); "
               "10\u00a0% шегіне жеткені — 1 парақша; 2,5\u00a0% шегінен төмені — 1 парақша; "
               "ең төмені — C (1,25\u00a0%)."),
    ],
    ids=LANGUAGES,
)  # fmt: skip
def test_a_striking_lead_and_values_are_in_the_language_s_habit(lang, expected):
    rows = [row | {"followers": 400} for row in pages([48, 20, 5], "likes")]
    assert said(rated(RATE, rows), lang)[2] == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "Hours to answer: A leads with 2; nobody stays within 1; 1 page is above 24; the highest is C (30)."),
        ("ru", "Часов до ответа: лидирует A — 2; не больше 1 — ни у кого; больше 24 — у 1 страницы; "
               "выше всех — C (30)."),
        ("kk", "Жауапқа дейінгі сағат: A көш бастап тұр — 2; 1 шегінен аспаған парақша жоқ; "
               "24 шегінен асқаны — 1 парақша; ең жоғарысы — C (30)."),
    ],
    ids=LANGUAGES,
)  # fmt: skip
def test_where_less_is_better_the_highest_is_the_worst(lang, expected):
    assert said(rated(SPEED, pages([2, 24, 30], "hours")), lang)[2] == expected


@pytest.mark.parametrize(
    ("lang", "n", "expected"),
    [
        ("en", 0, "No page has fewer than 10,000 followers."),
        ("en", 1, "1 page has fewer than 10,000 followers"),
        ("en", 2, "2 pages have fewer than 10,000 followers"),
        ("en", 11, "11 pages have fewer than 10,000 followers"),
        ("en", 21, "21 pages have fewer than 10,000 followers"),
        ("en", 101, "101 pages have fewer than 10,000 followers"),
        ("ru", 0, "Меньше 10\u202f000 подписчиков нет ни у кого."),
        ("ru", 1, "Меньше 10\u202f000 подписчиков — у 1 страницы"),
        ("ru", 2, "Меньше 10\u202f000 подписчиков — у 2 страниц"),
        ("ru", 5, "Меньше 10\u202f000 подписчиков — у 5 страниц"),
        ("ru", 11, "Меньше 10\u202f000 подписчиков — у 11 страниц"),
        ("ru", 21, "Меньше 10\u202f000 подписчиков — у 21 страницы"),
        ("ru", 101, "Меньше 10\u202f000 подписчиков — у 101 страницы"),
        ("kk", 0, "Жазылушылары 10\u202f000 санына жетпеген парақша жоқ."),
        ("kk", 1, "Жазылушылары 10\u202f000 санына жетпегені — 1 парақша"),
        ("kk", 101, "Жазылушылары 10\u202f000 санына жетпегені — 101 парақша"),
    ],
)
def test_pages_that_miss_a_threshold_are_counted_with_the_right_form(lang, n, expected):
    rows = [{"page": f"P{i}", "platform": "vk", "followers": 20000 if i == 0 else 100 + i} for i in range(n + 1)]
    sentence = said(rated(FOLLOWERS, rows), lang)[-1]
    assert sentence.split(";")[0] == expected


def test_regions_are_counted_where_they_have_several_pages():
    rows = [{"page": f"P{n}", "platform": "vk", "region": f"R{n // 2}", "followers": n} for n in range(4)]
    assert said(rated(FOLLOWERS, rows), "ru")[-1].startswith("Меньше 10\u202f000 подписчиков — у 4 страниц (2 региона)")
    assert said(rated(FOLLOWERS, rows), "en")[-1].startswith("4 pages of 2 regions have fewer")


def test_missing_figures_lead_nothing_and_miss_nothing():
    rules = FOLLOWERS.replace("required", 'missing = "worst"\nrequired')
    sentences = said(rated(rules, pages([30000, None, 9000])), "en")
    assert sentences[-2:] == [
        "Followers: A leads with 30,000, 3.3 times as much as the next page, C (9,000).",
        "1 page has fewer than 10,000 followers; the lowest is C (9,000).",
    ]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param([100, 95, 3], "A leads with 100, closely followed by B (95).", id="within a twentieth"),
        pytest.param([100, 94, 3], "A leads with 100.", id="neither close nor striking"),
        pytest.param(
            [150, 100, 3], "A leads with 150, 1.5 times as much as the next page, B (100).", id="half as much again"
        ),
        pytest.param([149, 100, 3], "A leads with 149.", id="not quite striking"),
        pytest.param([9, 0, 0], "A leads with 9.", id="of nothing there are no times as much"),
    ],
)
def test_the_next_page_is_named_where_it_is_close_or_far_behind(counts, expected):
    assert f"Followers: {expected}" in said(rated(FOLLOWERS, pages(counts)), "en")


CLOSE = RATE.replace("green_from = 10, red_below = 2.5", "green_from = 5, red_below = 1")


@pytest.mark.parametrize(
    ("likes", "expected"),
    [
        pytest.param(
            [(49_996, 10**6), (4, 100), (2, 100)], "A leads with 4.9996 %; nobody reaches 5 %",
            id="a leader just below the bound",
        ),
        pytest.param(
            [(50_004, 10**6), (4, 100), (2, 100)], "A leads with 5.0004 %; 1 page reaches 5 %",
            id="a leader just above the bound",
        ),
        pytest.param(
            [(5, 100), (4, 100), (2, 100)], "A leads with 5 %; 1 page reaches 5 %",
            id="a leader at the bound",
        ),
        pytest.param(
            [(1_200, 10), (3, 10), (4, 1_000)], "the lowest is C (0.400 %)",
            id="a part of a per cent is not 0",
        ),
        pytest.param(
            [(9, 100), (9_996, 10**6), (1, 100)], "the lowest is B (0.9996 %)",
            id="a page just below the bound that it misses",
        ),
        pytest.param(
            [(60_004, 10**6), (60_002, 10**6), (1, 100)], "A leads with 6.0004 %, closely followed by B (6.0002 %)",
            id="two that would look equal",
        ),
    ],
)  # fmt: skip
def test_no_figure_is_rounded_to_where_it_is_not(likes, expected):
    rows = [
        {"page": page, "platform": "vk", "likes": n, "followers": of}
        for page, (n, of) in zip("ABC", likes, strict=True)
    ]
    assert expected.replace(" %", "\u00a0%") in said(rated(CLOSE, rows), "en")[2]


def test_a_figure_is_not_rounded_on_its_way_to_the_sentence():
    """4.9999999999999999999 is 5.0 as a float."""
    rules = CLOSE.replace('of = ["likes"]\nper = ["followers"]\ntimes = 100', 'of = ["share"]')
    shares = ["4.9999999999999999999", "4", "2"]
    rows = [{"page": page, "platform": "vk", "share": share} for page, share in zip("ABC", shares, strict=True)]
    assert "A leads with 4.9999999999999999999\u00a0%; " in said(rated(rules, rows), "en")[2]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(
            (196, 1000), (100, 1000), "19.6 %, 2.0 times as much as the next page, B (10.0 %)", id="not quite 2"
        ),
        pytest.param((200, 1000), (100, 1000), "20 %, 2 times as much as the next page, B (10 %)", id="2"),
        pytest.param(
            (123, 1000), (1_449, 10**6), "12.300 %, 85 times as much as the next page, B (0.145 %)",
            id="digits enough to divide",
        ),
        pytest.param((15, 100), (1, 10), "15 %, 1.5 times as much as the next page, B (10 %)", id="one and a half"),
        pytest.param((149_999, 10**6), (1, 10), "15.0 %; ", id="nearly one and a half"),
    ],
)  # fmt: skip
def test_how_many_times_ahead_follows_from_the_figures_that_are_said(first, second, expected):
    rows = [
        {"page": page, "platform": "vk", "likes": n, "followers": of}
        for page, (n, of) in zip("ABC", [first, second, (1, 10**6)], strict=True)
    ]
    assert f"A leads with {expected}".replace(" %", "\u00a0%") in said(rated(CLOSE, rows), "en")[2]


def test_pages_that_floats_would_take_for_equal_do_not_share_the_lead():
    rules = RATE.replace('of = ["likes"]\nper = ["followers"]\ntimes = 100', 'of = ["share"]')
    shares = ["12.00000000000000001", "12", "3"]
    rows = [{"page": page, "platform": "vk", "share": share} for page, share in zip("ABC", shares, strict=True)]
    assert (
        "A leads with 12.00000000000000001\u00a0%, closely followed by B (12.00000000000000000\u00a0%)"
        in (said(rated(rules, rows), "en")[2])
    )


@pytest.mark.parametrize(
    ("column", "word"),
    [pytest.param("engaged", "engaged users", id="users"), pytest.param("likes", "interactions", id="their sum")],
)
def test_interactions_are_not_called_engaged_users(column, word):
    rules = FOLLOWERS.replace("followers", "engaged")
    assert said(rated(rules, pages([5, 30_000], column)), "en")[-1].startswith(f"1 page has fewer than 10,000 {word}")
