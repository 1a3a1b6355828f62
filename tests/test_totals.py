"""A total row is not a page; a page whose name only begins like a total is."""

import pytest

from inside import is_bare_total, is_total


@pytest.mark.parametrize(
    "text",
    [
        "Итого", "ИТОГО:", " итого ", "Итого по области", "Всего", "Всего:", "Барлығы", "барлығы бойынша", "Жиыны",
        "Total", "TOTALS", "Grand total", "Total for July", "Итого\u00a0по области", "Общий итог", "Итог", "Итог:",
        "Итого за июль", "Итого vk", "Итого*", "Итoго", "Ит\u00adого", "Всего подписчиков", "Всего за июль",
        "Всего июль 2023", "Всего за 2023 год", "Всего 25 страниц", "Всего (25)", "Bceго", "Жалпы жазылушылар",
        "Total followers", "Total, July", "Total*", "Total July", "Итого, тыс.", "Сумма", "СУММА:", "Среднее", "Σ",
        "∑ (vk)", "Average", "Среднее по области", "В среднем", "Median", "Avg.", "Орташа", "Қосынды", "Mean (all)",
    ],
)  # fmt: skip
def test_a_total_is_known_by_its_label(text):
    assert is_total(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Всего хорошего",
        "Итоговая",
        "Totally",
        "Total Radio",
        "Жалпы ақпарат",
        "Итоги недели",
        "Итоги",
        "Всего понемногу",
        "Всего в меру",
        "Total Mayhem",
        "Total 24",
        "Барлығы жақсы",
        "Итогорода",
        "Общий",
        "Сумма слов",
        "Средний Урал",
        "Meaning",
        "Averages",
        "Медианное",
        5,
        None,
        True,
    ],
)
def test_what_only_begins_like_a_total_is_none(text):
    assert not is_total(text)


@pytest.mark.parametrize(
    "text", ["Итого", "ИТОГО:", "Всего¹", "Total*", "Барлығы", "Общий итог", "Сумма", "Σ", "Среднее:", "Average"]
)
def test_a_bare_label_is_what_no_page_is_called(text):
    assert is_total(text)
    assert is_bare_total(text)


@pytest.mark.parametrize("text", ["Итого.kz", "Total (Kazakhstan)", "Всего за тенге", "Акимат", "Median", "Sum"])
def test_a_label_with_more_behind_it_may_be_a_page(text):
    assert not is_bare_total(text)
