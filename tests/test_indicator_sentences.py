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
