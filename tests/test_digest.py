"""The digest: what small editions say, word for word, in three languages."""

import pandas as pd
import pytest

from editions import edition, example
from govrank.compare import compare_editions
from govrank.digest import digest_sentences
from govrank.language import LANGUAGES, words
from govrank.methodology_file import parse_methodology
from govrank.rating import rate_frames

FOLLOWERS = """
name = "small"
version = "1"
required = []
[[indicators]]
key = "followers"
label = { en = "Followers", ru = "Подписчики", kk = "Жазылушылар" }
of = ["followers"]
zones = { red_below = 10000 }
"""
RATE = """
name = "small"
version = "1"
required = []
[[indicators]]
key = "rate"
label = { en = "Rate", ru = "Отклик", kk = "Үн қату" }
of = ["likes"]
per = ["followers"]
times = 100
unit = "%"
zones = { green_from = 10, red_below = 2.5 }
"""
SPEED = """
name = "small"
version = "1"
required = []
[[indicators]]
key = "hours"
label = { en = "Hours to answer", ru = "Часов до ответа", kk = "Жауапқа дейінгі сағат" }
of = ["hours"]
direction = "lower"
zones = { green_from = 1, red_below = 24 }
"""
ZONES = """
[[zones]]
name = "top"
upto = "1/2"
color = "#c6efce"
label = { en = "top half", ru = "верхняя половина", kk = "жоғарғы жартысы" }
[[zones]]
name = "rest"
upto = "1"
color = "#ffffff"
label = { en = "lower half", ru = "нижняя половина", kk = "төменгі жартысы" }
"""


def rated(rules, rows, **options):
    return rate_frames(pd.DataFrame(rows), methodology=parse_methodology(rules, "small.toml"), **options)


def pages(counts, name="followers"):
    """Return rows named A, B, C, … with these counts."""
    return [{"page": chr(ord("A") + n), "platform": "vk", name: count} for n, count in enumerate(counts)]


def said(rating, lang, movement=None):
    return digest_sentences(rating, words(lang), movement)


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        (
            "en",
            [
                "4 pages are rated.",
                "First place goes to A with 1 point, then come B (2) and C (3).",
                "Followers: A leads with 20,000, closely followed by B (19,500).",
                "2 pages have fewer than 10,000 followers; the lowest are D (800) and C (9,999).",
                "By zone: top half 2 pages, lower half 2 pages.",
            ],
        ),
        (
            "ru",
            [
                "В рейтинге 4 страницы.",
                "Первое место — A (1 балл), далее B (2) и C (3).",
                "Подписчики: лидирует A — 20\u202f000, почти столько же набирает B (19\u202f500).",
                "Меньше 10\u202f000 подписчиков — у 2 страниц; ниже всех — D (800) и C (9\u202f999).",
                "По зонам: верхняя половина — 2 страницы, нижняя половина — 2 страницы.",
            ],
        ),
        (
            "kk",
            [
                "Рейтингте 4 парақша бар.",
                "Бірінші орында — A (1 ұпай), одан кейін B (2) және C (3).",
                "Жазылушылар: A көш бастап тұр — 20\u202f000, өкшелеп келе жатқаны — B (19\u202f500).",
                "Жазылушылары 10\u202f000 санына жетпегені — 2 парақша; ең төмені — D (800) және C (9\u202f999).",
                "Аймақтар бойынша: жоғарғы жартысы — 2 парақша, төменгі жартысы — 2 парақша.",
            ],
        ),
    ],
    ids=LANGUAGES,
)
def test_an_edition_says_its_leaders_thresholds_and_zones(lang, expected):
    assert said(rated(FOLLOWERS + ZONES, pages([20000, 19500, 9999, 800])), lang) == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "Rate: A leads with 12%, 2.4 times as much as the next page, B (5%); 1 page reaches 10%; "
               "1 page is below 2.5%; the lowest is C (1.25%)."),
        ("ru", "Отклик: лидирует A — 12\u00a0%, в 2,4 раза больше, чем B на втором месте (5\u00a0%); "
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


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", {0: "0 pages are rated", 1: "1 page is rated", 2: "2 pages are rated", 21: "21 pages are rated"}),
        ("ru", {0: "в рейтинге 0 страниц", 1: "в рейтинге 1 страница", 2: "в рейтинге 2 страницы",
                5: "в рейтинге 5 страниц", 11: "в рейтинге 11 страниц", 21: "в рейтинге 21 страница",
                101: "в рейтинге 101 страница"}),
        ("kk", {0: "рейтингте 0 парақша бар", 1: "рейтингте 1 парақша бар", 101: "рейтингте 101 парақша бар"}),
    ],
    ids=LANGUAGES,
)  # fmt: skip
def test_pages_are_counted_with_the_right_form(lang, expected):
    assert {n: words(lang).say("digest.pages", n=n, number=n) for n in expected} == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["1 point", "2 points", "5 points", "11 points", "21 points", "101 points"]),
        ("ru", ["1 балл", "2 балла", "5 баллов", "11 баллов", "21 балл", "101 балл"]),
        ("kk", ["1 ұпай", "2 ұпай", "5 ұпай", "11 ұпай", "21 ұпай", "101 ұпай"]),
    ],
    ids=LANGUAGES,
)
def test_points_are_counted_with_the_right_form(lang, expected):
    counts = (1, 2, 5, 11, 21, 101)
    assert [words(lang).say("digest.points", n=n, number=n) for n in counts] == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "First place is shared by A and B with 1.5 points each, then comes C (3)."),
        ("ru", "Первое место делят A и B (по 1,5 балла), далее C (3)."),
        ("kk", "Бірінші орынды A және B бөлісті (әрқайсысында 1,5 ұпай), одан кейін C (3)."),
    ],
    ids=LANGUAGES,
)
def test_a_shared_first_place_is_said_to_be_shared(lang, expected):
    rules = FOLLOWERS.replace("required", 'ties = "average"\nrequired')
    assert said(rated(rules, pages([30, 30, 20, 10])), lang)[1] == expected


@pytest.mark.parametrize(
    ("counts", "podium", "best"),
    [
        ([7, 7, 7, 7, 7, 7, 1], "First place is shared by 6 pages with 1 point each.",
         "Followers: the lead is shared by 6 pages with 7."),
        ([7, 7, 7], "First place is shared by A, B and C with 1 point each.", "Followers: all pages have 7."),
        ([9, 7, 7, 7], "First place goes to A with 1 point, then come B (2), C (2) and D (2).",
         "Followers: A leads with 9."),
    ],
    ids=["more than can be named", "all alike", "a shared second place"],
)  # fmt: skip
def test_shared_places_are_never_divided(counts, podium, best):
    assert said(rated(FOLLOWERS, pages(counts)), "en")[1:3] == [podium, best]


@pytest.mark.parametrize(
    ("lang", "first"),
    [
        ("en", "Only one page is rated: A."),
        ("ru", "В рейтинге всего одна страница: A."),
        ("kk", "Рейтингте бір ғана парақша бар: A."),
    ],
    ids=LANGUAGES,
)
def test_one_page_alone_leads_nobody(lang, first):
    sentences = said(rated(FOLLOWERS + ZONES, pages([800])), lang)
    assert sentences[0] == first
    assert len(sentences) == 2  # and that it misses the threshold


def test_each_league_has_its_leaders():
    rows = [
        {"page": "A", "platform": "vk", "followers": 50},
        {"page": "B", "platform": "vk", "followers": 20},
        {"page": "A", "platform": "fb", "followers": 40},
        {"page": "C", "platform": "fb", "followers": 40},
        {"page": "D", "platform": "ok", "followers": 9},
    ]
    assert said(rated(FOLLOWERS, rows, by="platform"), "en")[:5] == [
        "5 pages are rated: Facebook 2, VK 2, OK 1.",
        "Facebook: first place is shared by A · Facebook and C · Facebook with 1 point each.",
        "OK: the only page is D · OK.",
        "VK: first place goes to A · VK with 1 point, then comes B · VK (2).",
        "Followers: Facebook – all pages have 40; "
        "VK – A · VK leads with 50, 2.5 times as much as the next page, B · VK (20).",
    ]


def test_a_page_is_told_apart_by_its_region_where_name_and_network_are_not_enough():
    rows = [
        {"page": "Akimat", "platform": "vk", "region": "North", "followers": 50},
        {"page": "Akimat", "platform": "vk", "region": "South", "followers": 20},
        {"page": "South press", "platform": "vk", "region": "South", "followers": 10},
    ]
    assert said(rated(FOLLOWERS, rows), "en")[1] == (
        "First place goes to Akimat · North with 1 point, then come Akimat · South (2) and South press (3)."
    )


def test_regions_are_counted_where_they_have_several_pages():
    rows = [{"page": f"P{n}", "platform": "vk", "region": f"R{n // 2}", "followers": n} for n in range(4)]
    assert said(rated(FOLLOWERS, rows), "ru")[-1].startswith("Меньше 10\u202f000 подписчиков — у 4 страниц (2 региона)")
    assert said(rated(FOLLOWERS, rows), "en")[-1].startswith("4 pages of 2 regions have fewer")


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["Left out: A and B – private; C – not found.", "1 region has no page on Facebook: South."]),
        ("ru", ["Не участвуют A и B — private; C — not found.", "В Facebook нет страницы у 1 региона: South."]),
        ("kk", ["Қатыспайды: A және B — private; C — not found.",
                "Facebook желісінде 1 өңірдің парақшасы жоқ: South."]),
    ],
    ids=LANGUAGES,
)  # fmt: skip
def test_who_is_out_and_why_and_which_region_has_no_page(lang, expected):
    rows = [
        {"page": "A", "platform": "vk", "region": "North", "followers": 1, "excluded": "private"},
        {"page": "B", "platform": "vk", "region": "North", "followers": 1, "excluded": "private."},
        {"page": "C", "platform": "vk", "region": "North", "followers": 1, "excluded": "not found"},
        {"page": "D", "platform": "vk", "region": "South", "followers": 1, "excluded": None},
        {"page": "E", "platform": "fb", "region": "North", "followers": 2, "excluded": None},
    ]
    sentences = said(rated(FOLLOWERS, rows), lang)
    assert [sentence.replace(" · VK", "") for sentence in sentences[-2:]] == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["The lead has passed from A to B.", "Against May: 3 pages up, 2 down, 1 in the same place.",
                "The dark horse: E, up 3 places (from 5 to 2).",
                "The next biggest rises: B (from 2 to 1) and D (from 4 to 3).",
                "The biggest falls: A (from 1 to 5) and C (from 3 to 4).",
                "New: G (place 7).", "Gone: H (it was 7)."]),
        ("ru", ["Лидер сменился — был A, теперь B.",
                "В сравнении с выпуском «May»: выше — 3 страницы, ниже — 2, на прежнем месте — 1.",
                "Тёмная лошадка — E: плюс 3 места (с 5-го на 2-е).",
                "Следующие по величине подъёмы: B (с 2-го места на 1-е) и D (с 4-го места на 3-е).",
                "Самые большие падения: A (с 1-го места на 5-е) и C (с 3-го места на 4-е).",
                "Новая страница: G (7-е место).", "Выбыла H (было 7-е место)."]),
        ("kk", ["Көшбасшы ауысты, бұрын — A, енді — B.",
                "«May» шығарылымымен салыстырғанда: жоғарылағаны — 3 парақша, төмендегені — 2, орнында қалғаны — 1.",
                "Күтпеген жетістік — E: 3 орынға жоғарылады (5-орыннан 2-орынға).",
                "Одан кейін ең көп жоғарылағаны: B (2-орыннан 1-орынға) және D (4-орыннан 3-орынға).",
                "Ең көп төмендегені: A (1-орыннан 5-орынға) және C (3-орыннан 4-орынға).",
                "Жаңадан қосылғаны: G (7-орын).", "Рейтингтен шыққаны: H (бұрын 7-орын)."]),
    ],
    ids=LANGUAGES,
)  # fmt: skip
def test_with_an_edition_before_it_says_what_moved(lang, expected):
    rows = [{"page": name, "platform": "vk"} for name in "ABCDEFGH"]
    before, now = (
        [row | {"followers": count} for row, count in zip(rows, counts, strict=True) if count]
        for counts in ([90, 80, 70, 60, 50, 40, 0, 10], [50, 90, 60, 70, 80, 40, 10, 0])
    )
    old, new = rated(FOLLOWERS, before, period="May"), rated(FOLLOWERS, now)
    assert said(new, lang, compare_editions(old, new))[2:9] == expected


def test_a_new_page_in_the_top_third_is_the_dark_horse():
    old = rated(FOLLOWERS, pages([90, 80, 70, 60, 50]))
    new = rated(FOLLOWERS, [*pages([90, 80, 70, 60, 50]), {"page": "New", "platform": "vk", "followers": 85}])
    sentences = said(new, "en", compare_editions(old, new))
    assert "The dark horse: New, new and in place 2 at once." in sentences
    assert "The leader is still A." in sentences
    assert not [text for text in sentences if "fall" in text]  # those behind it moved only because it came


def test_nothing_moved_is_said_without_rises_and_falls():
    old = new = rated(FOLLOWERS, pages([3, 2, 1]))
    assert said(new, "en", compare_editions(old, new))[2:4] == [
        "The leader is still A.",
        "0 pages up, 0 down, 3 in the same place.",
    ]


def test_among_too_many_equal_moves_none_is_picked():
    old = rated(FOLLOWERS, pages([8, 7, 6, 5, 4, 3, 2, 1]))
    new = rated(FOLLOWERS, pages([7, 8, 5, 6, 3, 4, 1, 2]))  # four up by one, four down by one
    assert not [text for text in said(new, "en", compare_editions(old, new)) if "biggest" in text or "dark" in text]


def test_missing_figures_lead_nothing_and_miss_nothing():
    rules = FOLLOWERS.replace("required", 'missing = "worst"\nrequired')
    sentences = said(rated(rules, pages([30000, None, 9000])), "en")
    assert sentences[-2:] == [
        "Followers: A leads with 30,000, 3.3 times as much as the next page, C (9,000).",
        "1 page has fewer than 10,000 followers; the lowest is C (9,000).",
    ]


def test_the_example_says_what_its_author_wrote():
    """Statements S1, S3, S5, S6, S7, S8, S9, S10, S11 and S14 of the July 2020 edition."""
    text = "\n".join(said(example()[0], "en")).replace("Акимат ", "").replace("ской области · Instagram", "")
    for statement in (
        "25 pages are rated: Instagram 14, Facebook 11.",
        "First place goes to Атырау with 19 points, then come Туркестан (26) and Мангистау (32).",
        "Followers: Актюбин leads with 97,052, closely followed by Туркестан (96,337).",
        "11 pages of 10 regions have fewer than 10,000 followers",
        "the lowest are Павлодарской области · Facebook (836) and Костанай (841)",
        "4 pages reach 10%; 18 pages of 12 regions are below 5%",
        "Engaged users: Алматин leads with 18,893, closely followed by Туркестан (18,327).",
        "8 pages have fewer than 1,000 engaged users; the lowest are Костанай (34) and Акмолин (62).",
        "Туркестан leads with 447, 2.6 times as much as the next page",
        "2 regions have no page on Facebook: Карагандинская область and Костанайская область.",
    ):
        assert statement in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_index_has_no_points(lang):
    rows = [{"page": name, "followers": 0, "likes": n, "comments": 9 * n, "shares": 3} for n, name in enumerate("abc")]
    text = " ".join(said(edition(rows, methodology="bci"), lang))
    assert not [word for word in ("penalty", "point", "балл", "штраф", "ұпай") if word in text]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hostile_names_stay_as_they_are(lang):
    name = "<script>{0} {n} %s\x1b[31m"
    text = " ".join(said(rated(FOLLOWERS, [*pages([1]), {"page": name, "platform": "vk", "followers": 2}]), lang))
    assert name in text
