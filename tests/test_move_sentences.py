"""What is said of the edition before: the lead, the rises and falls, who came and who went."""

import pytest

from digests import FOLLOWERS, pages, rated, said
from govrank.compare import compare_editions
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
