"""What is said of the edition before: the lead, the rises and falls, who came and who went."""

import pytest

from digests import FOLLOWERS, pages, rated, said
from govrank.analysis.compare import compare_editions
from govrank.packaged import LANGUAGES


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["The lead has passed from A to B.", "Against May: 3 pages up, 2 down, 1 in the same place.",
                "The dark horse: E, up 3 places (from 5 to 2).",
                "The next biggest rises: B (from 2 to 1) and D (from 4 to 3).",
                "The biggest falls: A (from 1 to 5) and C (from 3 to 4).",
                "New: G (place 7).", "Gone: H (it was 7)."]),
        ("ru", ["Лидер сменился — раньше A, теперь B.",
                "В сравнении с выпуском «May»: выше — 3 страницы, ниже — 2, на прежнем месте — 1.",
                "Тёмная лошадка — E: плюс 3 места (с 5-го на 2-е).",
                "Следующие по величине подъёмы: B (со 2-го места на 1-е) и D (с 4-го места на 3-е).",
                "Самые большие падения: A (с 1-го места на 5-е) и C (с 3-го места на 4-е).",
                "Новая страница: G (7-е место).", "Выбыла страница: H (было 7-е место)."]),
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
    assert "The dark horse: New, absent from the edition before and in place 2 at once." in sentences
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


def test_a_climb_of_two_places_is_no_surprise():
    """C from 3 to 1; D of four from 4 to 1 would be one."""
    old, new = rated(FOLLOWERS, pages([9, 8, 7, 6])), rated(FOLLOWERS, pages([9, 8, 10, 6]))
    higher = rated(FOLLOWERS, pages([9, 8, 7, 10]))

    assert not [text for text in said(new, "en", compare_editions(old, new)) if "dark horse" in text]
    assert "The dark horse: D, up 3 places (from 4 to 1)." in said(higher, "en", compare_editions(old, higher))


JOINED = ([9, 8, 7], [9, 9, 7])
REMAINED = ([9, 9, 7], [9, 8, 7])
REPLACED = ([9, 9, 7], [9, 8, 9])


@pytest.mark.parametrize(
    ("lang", "followers", "expected"),
    [
        ("en", JOINED, "First place is still held by A, now together with B."),
        ("en", REMAINED, "First place is now held by A alone, no longer together with B."),
        ("en", REPLACED, "First place is still held by A, now together with C and no longer with B."),
        ("ru", JOINED, "На первом месте по-прежнему A, а теперь ещё и B."),
        ("ru", REMAINED, "На первом месте теперь только A (раньше ещё и B)."),
        ("ru", REPLACED, "На первом месте по-прежнему A, а рядом теперь C (раньше B)."),
        ("kk", JOINED, "Бірінші орында бұрынғыша A, енді бірге — B."),
        ("kk", REMAINED, "Бірінші орында енді тек A (бұрын бірге — B)."),
        ("kk", REPLACED, "Бірінші орында бұрынғыша A, енді бірге — C (бұрын — B)."),
        ("en", ([9, 8, 7], [8, 9, 9]), "The lead has passed from A to B and C."),
        ("en", ([9, 9, 7], [9, 9, 8]), "The leaders are still A and B."),
    ],
)
def test_a_leader_that_still_leads_has_not_passed_the_lead_on(lang, followers, expected):
    old, new = (rated(FOLLOWERS, pages(counts)) for counts in followers)
    assert said(new, lang, compare_editions(old, new))[2] == expected


def test_a_leader_that_is_gone_has_lost_the_lead():
    old, new = rated(FOLLOWERS, pages([9, 9, 7])), rated(FOLLOWERS, pages([9, 9, 7])[1:])
    sentences = said(new, "en", compare_editions(old, new))

    assert "First place is now held by B alone, no longer together with A." in sentences


@pytest.mark.parametrize(("came", "gone"), [(21, 31), (31, 21), (1, 1), (2, 101)])
def test_new_and_gone_pages_go_with_the_plural_unless_there_is_one(came, gone):
    stay = [{"page": f"s{n}", "platform": "vk", "followers": 5000 + n} for n in range(70)]
    out, into = (
        [{"page": f"{kind}{n}", "platform": "vk", "followers": n + 1} for n in range(number)]
        for kind, number in (("o", gone), ("i", came))
    )
    old, new = rated(FOLLOWERS, [*stay, *out]), rated(FOLLOWERS, [*stay, *into])
    sentences = said(new, "ru", compare_editions(old, new))

    assert any(text.startswith("Новая страница: " if came == 1 else "Новые страницы: ") for text in sentences)
    assert any(text.startswith("Выбыла страница: " if gone == 1 else "Выбыли: ") for text in sentences)


TENS = [90, 80, 70, 60, 50, 40, 30, 20, 10]


def without_the_first_four(**changed):
    """Return nine pages, A to I, and the same without A to D, some with other figures."""
    rows = pages(TENS)
    left = [row | {"followers": changed.get(row["page"], row["followers"])} for row in rows[4:]]
    return rated(FOLLOWERS, rows), rated(FOLLOWERS, left)


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "The dark horse: H, up 3 places among the pages that both editions have "
               "(from 8 to 1 in the whole table)."),
        ("ru", "Тёмная лошадка — H: плюс 3 места среди страниц, которые есть в обоих выпусках "
               "(во всей таблице — с 8-го места на 1-е)."),
        ("kk", "Күтпеген жетістік — H: екі шығарылымда да бар парақшалар арасында 3 орынға жоғарылады "
               "(бүкіл кестеде 8-орыннан 1-орынға)."),
    ],
    ids=LANGUAGES,
)  # fmt: skip
def test_a_climb_is_counted_among_the_pages_of_both_editions(lang, expected):
    """H won seven places, and four of them because A to D are gone."""
    old, new = without_the_first_four(H=55)
    assert expected in said(new, lang, compare_editions(old, new))


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "Among the pages that both editions have, the biggest rise: H (up 2; from 8 to 2 in the whole table)."),
        ("ru", "Среди страниц, которые есть в обоих выпусках, самый большой подъём: "
               "H (плюс 2; во всей таблице — с 8-го места на 2-е)."),
        ("kk", "Екі шығарылымда да бар парақшалар арасында ең көп жоғарылағаны: "
               "H (плюс 2; бүкіл кестеде 8-орыннан 2-орынға)."),
    ],
    ids=LANGUAGES,
)  # fmt: skip
def test_a_rise_names_both_where_its_own_doing_is_less_than_the_whole(lang, expected):
    old, new = without_the_first_four(H=45)
    sentences = said(new, lang, compare_editions(old, new))
    assert expected in sentences
    assert not [sentence for sentence in sentences[2:] if "E (" in sentence]  # which rose for the gone pages alone


def test_the_biggest_climb_is_not_that_of_who_gained_most_by_others():
    """I wins four places, three of them because E to G are gone; D wins three of its own doing."""
    rows = pages([90, 80, 70, 95, 0, 0, 0, 20, 25])
    old, new = rated(FOLLOWERS, pages(TENS)), rated(FOLLOWERS, [*rows[:4], *rows[7:]])
    sentences = said(new, "en", compare_editions(old, new))
    assert "The dark horse: D, up 3 places (from 4 to 1)." in sentences
    assert (
        "Among the pages that both editions have, the next biggest rise: I (up 1; from 9 to 5 in the whole table)."
        in sentences
    )


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
    old, new = (rated(FOLLOWERS + bands, pages(counts)) for counts in (TENS, [*TENS[:8], 55]))
    horses = [text for text in said(new, "en", compare_editions(old, new)) if "dark horse" in text]
    assert horses == (["The dark horse: I, up 4 places (from 9 to 5)."] if found else [])


def test_a_page_that_changed_its_league_neither_rose_nor_fell_and_each_league_has_its_leader():
    rules = FOLLOWERS.replace(
        "required",
        'league = { by = "followers", bands = [{ name = "large", from = 50 }, { name = "small", to = 50 }] }\nrequired',
    )
    old, new = (rated(rules, pages(counts)) for counts in ([90, 60, 40, 30, 20], [90, 80, 70, 30, 35]))
    movement = compare_editions(old, new)

    assert said(new, "en", movement)[3:7] == [
        "large: the leader is still A.",
        "small: the lead has passed from C to E.",
        "1 page up, 0 down, 3 in the same place.",
        "Among the pages that both editions have, the biggest rise: E (up 1; from 3 to 1 in the whole table).",
    ]
    assert said(new, "en", movement)[7] == "In another league than before: C (small before, now large, place 3)."


def test_a_page_that_is_gone_is_named_with_its_league():
    rows = [{"page": page, "platform": net, "followers": n} for page, net, n in (("A", "vk", 3), ("B", "ok", 2))]
    rows.append({"page": "C", "platform": "ok", "followers": 1})
    old, new = (rated(FOLLOWERS, part, by="platform") for part in (rows, rows[:2]))
    assert any(
        text.startswith("Gone: C") and "OK" in text and "it was 2 in OK" in text
        for text in said(new, "en", compare_editions(old, new))
    )
