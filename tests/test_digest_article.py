"""The digest: what small editions say, word for word, in three languages."""

import pytest

from digests import FOLLOWERS, ZONES, pages, rated, said
from editions import edition, example
from govrank.packaged import LANGUAGES


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


def test_the_example_says_what_its_author_wrote():
    """Statements S1, S3, S5, S6, S7, S8, S9, S10, S11 and S14 of the July 2020 edition."""
    text = "\n".join(said(example()[0], "en")).replace("Акимат ", "").replace("ской области · Instagram", "")
    for statement in (
        "25 pages are rated: Instagram 14, Facebook 11.",
        "First place goes to Атырау with 19 points, then come Туркестан (26) and Мангистау (32).",
        "Followers: Актюбин leads with 97,052, closely followed by Туркестан (96,337).",
        "11 pages of 10 regions have fewer than 10,000 followers",
        "the lowest are Павлодарской области · Facebook (836) and Костанай (841)",
        "4 pages reach 10\u00a0%; 18 pages of 12 regions are below 5\u00a0%",
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
