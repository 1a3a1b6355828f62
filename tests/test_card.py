"""A card in words, in every language."""

import math
import re
from fractions import Fraction

import pandas as pd
import pytest

from analysed import SMALL, edition, july_edition, shown
from editions import hostile
from govrank.analysis.compare import compare_editions
from govrank.analysis.explain import Step, explain_page
from govrank.methodology.models import SizeLeague
from govrank.pipeline import rate_frames
from govrank.reports.card import _step_text, card_report, ordinal
from govrank.reports.comparison import movement_report
from govrank.text.catalogue import words


@pytest.fixture(scope="module", name="july")
def the_july():
    return july_edition()


CARD = {
    "en": """\
Бәйтерек · VK
2×2+1+3 = 8, 2nd of 3
● lower half

Indicator        Value  Place  Zone   Norm  To the next place
Followers        1,000      2  white                    1,000
Rate               9 %      1  green  norm
Hours to answer      9      3  red                          4
To the next place: how far the value is from a better place on the indicator, rounded up.
Strengths: Rate.
Weaknesses: Hours to answer.
Above: Abai (Facebook), 1st, 6, 2 apart.
Below: Dawn (OK), 3rd, 10, 2 apart.

The smallest change of one count that gains a place, all others as they are:
  1,000 more followers: 2nd → 1st
  likes: not by this count alone
  "hours" lower by 5: 2nd → 1st
These are the smallest changes; each was found by rating all pages again.
""",
    "ru": """\
Бәйтерек · VK
2×2+1+3 = 8, 2-е место из 3
● нижняя половина

Показатель       Значение  Место  Зона     Норма  До следующего места
Подписчики          1 000      2  белая                         1 000
Отклик                9 %      1  зелёная  норма
Часов до ответа         9      3  красная                           4
До следующего места: сколько значению не хватает до лучшего места по показателю, с округлением вверх.
Сильные стороны: Отклик.
Слабые стороны: Часов до ответа.
Выше: Abai (Facebook), 1-е место, 6, разница 2.
Ниже: Dawn (OK), 3-е место, 10, разница 2.

Наименьшее изменение одного числа, которое поднимает на место при прочих равных:
  на 1 000 подписчиков больше: 2-е → 1-е
  лайки: одним этим числом не подняться
  «hours» — на 5 меньше: 2-е → 1-е
Это наименьшие изменения; каждое найдено пересчётом рейтинга всех страниц.
""",
}


@pytest.mark.parametrize("lang", CARD)
def test_a_card_in_words(july, lang):
    # 1,000 followers more share Abai's first place: 2×1+1+3 = 6 beside 2×1+2+2; hours must meet Dawn's 4
    assert shown(card_report(july, explain_page(july, 1), words(lang)), lang) == CARD[lang]


def test_a_card_in_kazakh(july):
    lines = shown(card_report(july, explain_page(july, 1), words("kk")), "kk").splitlines()

    assert lines[:2] == ["Бәйтерек · VK", "2×2+1+3 = 8, 3 ішінде 2-орын"]
    assert lines[2:14] == [
        "● төменгі жартысы",
        "",
        "Көрсеткіш                Мән  Орын  Аймақ  Норма  Келесі орынға дейін",
        "Жазылушылар            1 000     2  ақ                          1 000",
        "Үн қату                  9 %     1  жасыл  норма",
        "Жауапқа дейінгі сағат      9     3  қызыл                           4",
        "Келесі орынға дейін: көрсеткіш бойынша жақсырақ орынға мәнге қанша жетпейді, жоғары қарай дөңгелектелген.",
        "Күшті жақтары: Үн қату.",
        "Әлсіз жақтары: Жауапқа дейінгі сағат.",
        "Жоғарыда: Abai (Facebook), 1-орын, 6, айырмасы 2.",
        "Төменде: Dawn (OK), 3-орын, 10, айырмасы 2.",
        "",
    ]
    assert lines[14].startswith("Қалғаны өзгермегенде")


def test_an_ordinal_in_kazakh_has_no_loose_hyphen(july):
    """Kazakh writes 2-орын: the hyphen joins the number to its word, or a suffix to the number."""
    text = shown(card_report(july, explain_page(july, 1), words("kk")), "kk")

    assert re.findall(r"\d-(?!\w).*", text) == []


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "This is the first place: there is no better one to gain."),
        ("ru", "Это первое место: выше подниматься некуда."),
        ("kk", "Бұл — бірінші орын: одан жоғары орын жоқ."),
    ],
)
def test_of_the_first_place_it_is_said_once_that_none_is_better(july, lang, said):
    lines = shown(card_report(july, explain_page(july, 0), words(lang)), lang).splitlines()

    assert lines[-2:] == ["", said]
    assert words(lang).say("card.steps") not in lines


def test_a_step_in_words():
    rating = edition(
        "july",
        ("Abai", "Абай", "facebook", 2000, 60, 5),
        ("Бәйтерек", "Астана", "vk", 1000, 90, 5),
        ("Dawn", "Шымкент", "ok", 900, 89, 7),
    )
    # Abai 2+3+1 = 6; Бәйтерек 4+2+1 = 7; Dawn 6+1+3 = 10; at 4 hours Dawn 6+1+1 = 8 is level with Бәйтерек's 4+2+2
    text = shown(card_report(rating, explain_page(rating, 2), words("en")), "en")

    assert '  "hours" lower by 3: 3rd → 2nd\n' in text


def test_a_step_of_a_column_with_fractions_is_in_its_own_unit():
    rating = edition("july", ("Abai", "Абай", "vk", 5, 5, "2.5"), ("Dawn", "Абай", "ok", 5, 5, "3.75"))

    # fewest hours first: 1.25 fewer are level
    text = shown(card_report(rating, explain_page(rating, 1), words("en")), "en")
    assert '  "hours" lower by 1.25: 2nd → 1st\n' in text


def test_a_step_and_a_gap_have_every_digit():
    hours = [(name, 5, 5, text) for name, text in (("Abai", "5.31"), ("Dawn", "135.75"), ("Eos", "140.5"))]
    rating = edition("july", *((name, "Абай", "vk", *counts) for name, *counts in hours))
    text = shown(card_report(rating, explain_page(rating, 1), words("ru")), "ru")

    # 135.75 − 5.31 = 130.44, and 130.4 is not enough
    assert "  «hours» — на 130,44 меньше: 2-е → 1-е\n" in text
    (row,) = (line for line in text.splitlines() if line.startswith("Часов до ответа"))
    assert row.endswith(" 130,44")


def test_what_has_to_be_passed_is_marked_and_explained():
    columns = (("Abai", "Абай", "vk", 9, 9, 1), ("Dawn", "Абай", "ok", 7, 2, 1))
    shared, worst = (
        edition("july", *columns, methodology=SMALL.model_copy(update={"ties": t})) for t in ("min", "max")
    )
    texts = [shown(card_report(r, explain_page(r, 1), words("en")), "en") for r in (shared, worst)]
    rows = [next(line for line in text.splitlines() if line.startswith("Followers")) for text in texts]

    assert [row.split("  ")[-1].strip() for row in rows] == ["2", "> 2"]
    assert [words("en").say("card.gap.beyond") in text for text in texts] == [False, True]


def test_leagues_by_size_are_said_to_be_kept_to():
    sizes = SizeLeague.model_validate({"by": "followers", "bands": [{"name": "all"}]})
    columns = (("Abai", "Абай", "vk", 9, 9, 1), ("Dawn", "Абай", "ok", 7, 2, 1))
    by_size = edition("july", *columns, methodology=SMALL.model_copy(update={"league": sizes}))
    said = words("en").say("card.method.sizes", by="followers")

    assert said in shown(card_report(by_size, explain_page(by_size, 1), words("en")), "en")
    together = edition("july", *columns)
    assert said not in shown(card_report(together, explain_page(together, 1), words("en")), "en")


def test_a_card_of_an_index_has_its_formula_in_place_of_a_sum():
    counts = [("a", 40, 300, 50, 900), ("b", 40, 100, 50, 900)]
    frame = pd.DataFrame(counts, columns=["page", "posts", "shares", "comments", "likes"]).assign(platform="weibo")
    rating = rate_frames(frame, methodology="bci")
    text = shown(card_report(rating, explain_page(rating, 1), words("en")), "en")
    index = 160 * (0.2 * math.log(41) + 0.32 * math.log(101) + 0.32 * math.log(51) + 0.16 * math.log(901))

    assert f" + 0.16·ln(likes + 1)) × 160 = {index:.2f}, 2nd of 2\n" in text
    assert "  200 more shares: 2nd → 1st\n" in text


def test_names_are_shown_and_never_obeyed():
    rating = hostile()
    movement = compare_editions(rating, rating)

    for report in (
        movement_report(rating, movement, words("en")),
        card_report(rating, explain_page(rating, 1), words("en")),
    ):
        text = shown(report, "en")
        assert not set(text) & {"\x1b", "\x07", "\x00", "\u202e", "\t"}
        assert "<a href=javascript:alert(1)>here</a>" in text


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (10, "10th"), (11, "11th"), (12, "12th"), (13, "13th"),
        (21, "21st"), (22, "22nd"), (23, "23rd"), (101, "101st"), (111, "111th"), (112, "112th"), (113, "113th"),
        (1011, "1011th"), (1021, "1021st"),
    ],
)  # fmt: skip
def test_an_ordinal_in_english(place, text):
    assert ordinal(place, words("en")) == text


def test_an_ordinal_in_russian():
    assert [ordinal(place, words("ru")) for place in (1, 2, 21)] == ["1-е", "2-е", "21-е"]


@pytest.mark.parametrize(
    ("lang", "count", "change", "said"),
    [
        ("ru", "posts", -1, "на 1 пост меньше"),
        ("ru", "posts", -4, "на 4 поста меньше"),
        ("ru", "posts", 5, "на 5 постов больше"),
        ("ru", "followers", 1, "на 1 подписчика больше"),
        ("ru", "followers", 3492, "на 3\u202f492 подписчика больше"),
        ("ru", "followers", 12, "на 12 подписчиков больше"),
        ("ru", "followers", 21, "на 21 подписчика больше"),
        ("ru", "engaged", 1, "на 1 вовлечённого пользователя больше"),
        ("ru", "engaged", 2, "на 2 вовлечённых пользователя больше"),
        ("ru", "engaged", 5, "на 5 вовлечённых пользователей больше"),
        ("ru", "views", Fraction(5, 4), "на 1,25 просмотра больше"),
        ("ru", "часы", -5, "«часы» — на 5 меньше"),
        ("en", "followers", 1, "1 more follower"),
        ("en", "posts", -1, "1 fewer post"),
        ("en", "posts", -2, "2 fewer posts"),
        ("en", "views", Fraction(5, 4), "1.25 more views"),
        ("en", "hours", 1, '"hours" higher by 1'),
        ("kk", "posts", -4, "4 жазба кем"),
        ("kk", "сағат", -4, "4 сағат кем"),
    ],
)
def test_what_a_step_counts_agrees_with_its_number(lang, count, change, said):
    text = _step_text(Step(count, 100, change, 2), 3, words(lang))

    assert text.rpartition(": ")[0] == said
