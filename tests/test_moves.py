"""A comparison in words: who rose, fell, stayed, came in and left."""

import pytest

from analysed import SMALL, edition, july_edition, july_movement, shown
from govrank.analysis.compare import compare_editions
from govrank.reports.comparison import movement_report
from govrank.text.catalogue import words


@pytest.fixture(scope="module", name="july")
def the_july():
    return july_edition()


@pytest.fixture(scope="module", name="movement")
def the_movement():
    return july_movement()


MOVEMENT = {
    "en": """\
Small rating: july
Place  Move  Shared  Was  Page      Region   Network
    1    ▲1      ▲1    2  Abai      Абай     Facebook
    2    ▼1      ▼1    1  Бәйтерек  Астана   VK
    3   new       –    –  Dawn      Шымкент  OK
1 rose, 1 fell, 0 stayed, 1 is new, 1 is gone.
Moves are against june. "Shared" is the move among the pages that both editions have.
Gone since: Cape (VK), it was 3.
""",
    "ru": """\
Малый рейтинг: july
Место  Сдвиг  Среди общих  Было  Страница  Регион   Соцсеть
    1     ▲1           ▲1     2  Abai      Абай     Facebook
    2     ▼1           ▼1     1  Бәйтерек  Астана   VK
    3  новая            –     –  Dawn      Шымкент  OK
1 поднялась, 1 опустилась, 0 остались на месте, 1 новая, 1 выбыла.
Сдвиги — к выпуску «june». «Среди общих» — сдвиг среди страниц, которые есть в обоих выпусках.
Выбыли: Cape (VK), место было 3.
""",
    "kk": """\
Шағын рейтинг: july
Орын  Жылжу  Ортақтар арасында  Бұрын  Парақша   Өңір     Желі
   1     ▲1                 ▲1      2  Abai      Абай     Facebook
   2     ▼1                 ▼1      1  Бәйтерек  Астана   VK
   3   жаңа                  –      –  Dawn      Шымкент  OK
1 көтерілді, 1 төмендеді, 0 орнында қалды, 1 жаңа, 1 шығып қалды.
Жылжу «june» шығарылымымен салыстырылған. «Ортақтар арасында» — екі шығарылымда да бар парақшалар арасындағы жылжу.
Шығып қалғандар: Cape (VK), бұрынғы орны 3.
""",
}


@pytest.mark.parametrize("lang", MOVEMENT)
def test_a_comparison_in_words(july, movement, lang):
    assert shown(movement_report(july, movement, words(lang)), lang) == MOVEMENT[lang]


def test_a_comparison_by_force_says_why_it_should_not_be():
    rows = [("Abai", "Абай", "vk", 5, 1, 2), ("Dawn", "Абай", "ok", 3, 1, 2)]
    other = SMALL.model_copy(update={"ties": "max"})
    old, new = edition("june", *rows), edition("july", *rows, methodology=other)
    movement = compare_editions(old, new, force=True)

    assert "Compared all the same, though the editions share places differently: ties min, now max.\n" in shown(
        movement_report(new, movement, words("en")), "en"
    )


def test_a_comparison_without_a_change_of_roster_has_no_column_of_shared_moves(july):
    report = movement_report(july, compare_editions(july, july), words("en"))

    assert "Shared" not in shown(report, "en")
