"""The analyses in words, tables, JSON and CSV: what they say of an edition of three pages, letter for letter."""

import csv
import io
import json
import math
import re

import pandas as pd
import pytest

from editions import EXAMPLES, HOSTILE, example, hostile
from govrank.compare import compare_editions
from govrank.explain import explain_page
from govrank.export.analyses import (
    card_document,
    movement_document,
    robustness_document,
    write_movement_csv,
)
from govrank.language import words
from govrank.methodology_file import load_methodology, parse_methodology
from govrank.page_lookup import find_pages
from govrank.present.analyses import (
    card_report,
    dropped_lines,
    movement_report,
    ordinal,
    place_line,
    robustness_report,
)
from govrank.present.terminal import show_report
from govrank.rating import rate_file, rate_frames
from govrank.robustness import Dropped, Interval, LeagueRobustness, Robustness, measure_robustness
from govrank.sentences import shown_text

RULES = """
name = "small"
version = "1"
title = { en = "Small rating", ru = "Малый рейтинг", kk = "Шағын рейтинг" }
[[indicators]]
key = "followers"
label = { en = "Followers", ru = "Подписчики", kk = "Жазылушылар" }
of = ["followers"]
weight = 2
[[indicators]]
key = "rate"
label = { en = "Rate", ru = "Отклик", kk = "Үн қату" }
of = ["likes"]
per = ["followers"]
times = 100
unit = "%"
[[indicators]]
key = "hours"
label = { en = "Hours to answer", ru = "Часов до ответа", kk = "Жауапқа дейінгі сағат" }
of = ["hours"]
direction = "lower"
[[zones]]
name = "top"
upto = "1/2"
color = "#c6efce"
sign = "▲"
label = { en = "top half", ru = "верхняя половина", kk = "жоғарғы жартысы" }
[[zones]]
name = "rest"
upto = "1"
color = "#ffffff"
sign = "●"
label = { en = "lower half", ru = "нижняя половина", kk = "төменгі жартысы" }
[[norms]]
indicator = "rate"
by = "followers"
bands = [{ low = 5 }]
"""
SMALL = parse_methodology(RULES, "small.toml")
COLUMNS = ("page", "region", "platform", "followers", "likes", "hours")


def edition(period, *rows, methodology=SMALL):
    frame = pd.DataFrame([dict(zip(COLUMNS, row, strict=True)) for row in rows])
    return rate_frames(frame, methodology=methodology, period=period)


@pytest.fixture(scope="module")
def july():
    # followers (×2) a 1, b 2, d 3 · rate 3 %, 9 %, 2 %: b 1, a 2, d 3 · hours, fewest first: d 1, a 2, b 3
    # Abai 2+2+2 = 6, Бәйтерек 4+1+3 = 8, Dawn 6+3+1 = 10
    return edition(
        "july",
        ("Abai", "Абай", "facebook", 2000, 60, 5),
        ("Бәйтерек", "Астана", "vk", 1000, 90, 9),
        ("Dawn", "Шымкент", "ok", 500, 10, 4),
    )


@pytest.fixture(scope="module")
def movement(july):
    june = edition(
        "june",
        ("Бәйтерек", "Астана", "vk", 900, 90, 3),
        ("Abai", "Абай", "facebook", 800, 60, 4),
        ("Cape", "Шымкент", "vk", 300, 3, 9),
    )
    return compare_editions(june, july)


@pytest.fixture(scope="module")
def firm():
    intervals = (Interval(0, 1, 1.0, 2, 1, 2.0), Interval(1, 1, 2.5, 3, 2, 0.0), Interval(2, 3, 3.0, 3, 3, -2.0))
    dropped = (Dropped("followers", 1.0, (0, 1, 2)), Dropped("rate", 1 / 3, (0,)), Dropped("hours", 0.0, (0,)))
    league = LeagueRobustness("", (0,), intervals, dropped, ((2, (1,)),), 2 / 3)
    return Robustness(1000, 7, (league,))


def shown(report, lang):
    stream = io.StringIO()
    show_report(report, words(lang), stream)
    return stream.getvalue()


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


CARD = {
    "en": """\
Бәйтерек · VK
2×2+1+3 = 8, 2nd of 3
● lower half

Indicator        Value  Place  Zone   Norm  To the next place
Followers        1,000      2  white                    1,000
Rate               9 %      1  green  norm
Hours to answer      9      3  red                          4
Strengths: Rate.
Weaknesses: Hours to answer.
Above: Abai (Facebook), 1st, 6, 2 apart.
Below: Dawn (OK), 3rd, 10, 2 apart.

The smallest change of one count that gains a place, all others as they are:
  1,000 more followers: 2nd → 1st
  likes: not by this count alone
  5 fewer hours: 2nd → 1st
Each change was found by rating the pages anew; a change that is smaller by one does not gain the place.
""",
    "ru": """\
Бәйтерек · VK
2×2+1+3 = 8, 2-е место из 3
● нижняя половина

Показатель       Значение  Место  Зона     Норма  До следующего места
Подписчики          1 000      2  белая                         1 000
Отклик                9 %      1  зелёная  норма
Часов до ответа         9      3  красная                           4
Сильные стороны: Отклик.
Слабые стороны: Часов до ответа.
Выше: Abai (Facebook), 1-е место, 6, разница 2.
Ниже: Dawn (OK), 3-е место, 10, разница 2.

Наименьшее изменение одного числа, которое поднимает на место при прочих равных:
  на 1 000 подписчиков больше: 2-е → 1-е
  лайки: одним этим числом не подняться
  на 5 hours меньше: 2-е → 1-е
Каждое изменение найдено пересчётом рейтинга; изменение, меньшее на единицу, места не даёт.
""",
}


@pytest.mark.parametrize("lang", CARD)
def test_a_card_in_words(july, lang):
    # 1,000 followers more share Abai's first place: 2×1+1+3 = 6 beside 2×1+2+2; hours must meet Dawn's 4
    assert shown(card_report(july, explain_page(july, 1), words(lang)), lang) == CARD[lang]


def test_a_card_in_kazakh(july):
    lines = shown(card_report(july, explain_page(july, 1), words("kk")), "kk").splitlines()

    assert lines[:2] == ["Бәйтерек · VK", "2×2+1+3 = 8, 3 ішінде 2-орын"]
    assert lines[2:13] == [
        "● төменгі жартысы",
        "",
        "Көрсеткіш                Мән  Орын  Аймақ  Норма  Келесі орынға дейін",
        "Жазылушылар            1 000     2  ақ                          1 000",
        "Үн қату                  9 %     1  жасыл  норма",
        "Жауапқа дейінгі сағат      9     3  қызыл                           4",
        "Күшті жақтары: Үн қату.",
        "Әлсіз жақтары: Жауапқа дейінгі сағат.",
        "Жоғарыда: Abai (Facebook), 1-орын, 6, айырмасы 2.",
        "Төменде: Dawn (OK), 3-орын, 10, айырмасы 2.",
        "",
    ]
    assert lines[13].startswith("Қалғаны өзгермегенде")


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

    assert "  3 fewer hours: 3rd → 2nd\n" in text


def test_a_step_of_a_column_with_fractions_is_in_its_own_unit():
    rating = edition("july", ("Abai", "Абай", "vk", 5, 5, "2.5"), ("Dawn", "Абай", "ok", 5, 5, "3.75"))

    # fewest hours first: 1.25 fewer are level
    assert "  1.25 fewer hours: 2nd → 1st\n" in shown(card_report(rating, explain_page(rating, 1), words("en")), "en")


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


FIRM = {
    "en": """\
Small rating: july: how firm the places are
Place  Interval  Median  Copeland  Page      Region   Network
    1       1–2       1         1  Abai      Абай     Facebook
    2       1–3     2.5         2  Бәйтерек  Астана   VK
    3         3       3         3  Dawn      Шымкент  OK
Without Followers the leader would be Abai (Facebook), Бәйтерек (VK), Dawn (OK); places shift by 1.00 on average.
Without Rate the leader stays; places shift by 0.33 on average.
Without Hours to answer the leader stays; places shift by 0.00 on average.
Without Dawn (OK) the leader would be Бәйтерек (VK).
In 66.7 % of all pairs one page is at least as good on every indicator and better on one: no weighting can reverse them.

Interval: 5th to 95th percentile of the place over 1,000 drawn methodologies: weights ±25 %, any tie rule, \
one indicator or none dropped (seed 7). Mean shift: OECD/JRC Handbook (2008), formula 38. Copeland: wins minus losses \
in pairwise comparison by weights.
""",
    "ru": """\
Малый рейтинг: july: насколько прочны места
Место  Интервал  Медиана  Коупленд  Страница  Регион   Соцсеть
    1       1–2        1         1  Abai      Абай     Facebook
    2       1–3      2,5         2  Бәйтерек  Астана   VK
    3         3        3         3  Dawn      Шымкент  OK
Без показателя «Подписчики» лидером были бы: Abai (Facebook), Бәйтерек (VK), Dawn (OK); \
места в среднем сдвигаются на 1,00.
Без показателя «Отклик» лидер тот же; места в среднем сдвигаются на 0,33.
Без показателя «Часов до ответа» лидер тот же; места в среднем сдвигаются на 0,00.
Без страницы Dawn (OK) лидером были бы: Бәйтерек (VK).
В 66,7 % пар одна страница не хуже по всем показателям и лучше хотя бы по одному: никакие веса их не переставят.

Интервал: от 5-го до 95-го процентиля места по 1 000 случайным методикам: веса ±25 %, \
любое правило дележа мест, без одного показателя или со всеми (зерно 7). \
Средний сдвиг: руководство ОЭСР/JRC (2008), формула 38. Коупленд: победы минус поражения в попарном сравнении по весам.
""",
    "kk": """\
Шағын рейтинг: july: орындар қаншалықты берік
Орын  Аралық  Медиана  Коупленд  Парақша   Өңір     Желі
   1     1–2        1         1  Abai      Абай     Facebook
   2     1–3      2,5         2  Бәйтерек  Астана   VK
   3       3        3         3  Dawn      Шымкент  OK
«Жазылушылар» көрсеткішінсіз көшбасшы: Abai (Facebook), Бәйтерек (VK), Dawn (OK); орындар орта есеппен 1,00 жылжиды.
«Үн қату» көрсеткішінсіз көшбасшы өзгермейді; орындар орта есеппен 0,33 жылжиды.
«Жауапқа дейінгі сағат» көрсеткішінсіз көшбасшы өзгермейді; орындар орта есеппен 0,00 жылжиды.
Dawn (OK) парақшасынсыз көшбасшы: Бәйтерек (VK).
Жұптардың 66,7 %-ында бір парақша барлық көрсеткіш бойынша кем емес және кемінде біреуі бойынша артық: \
ешқандай салмақ оларды ауыстырмайды.

Аралық: 1 000 кездейсоқ әдістеме бойынша орынның 5–95 процентилі: салмақтар ±25 %, \
орын бөлісудің кез келген ережесі, бір көрсеткішсіз немесе бәрімен (тұқым 7). \
Орташа жылжу: ЭЫДҰ/JRC нұсқаулығы (2008), 38-формула. \
Коупленд: салмақ бойынша жұптық салыстыруда жеңістен жеңілісті шегергені.
""",
}


@pytest.mark.parametrize("lang", FIRM)
def test_robustness_in_words(july, firm, lang):
    assert shown(robustness_report(july, firm, words(lang)), lang) == FIRM[lang]


def test_where_no_page_decides_that_is_said(july):
    league = LeagueRobustness("", (0,), (), (), (), 0.0)

    assert dropped_lines(july, league, words("en")) == ["Leaving out any one page does not change the leader."]


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
    ("places", "worst", "line"),
    [
        pytest.param([1, None, 25], [25, 25, 25], "█ ▁", id="best, absent, last"),
        pytest.param([1, 2, 3, 4, 5, 6, 7, 8], [8] * 8, "█▇▆▅▄▃▂▁", id="a bar for each of eight"),
        pytest.param([2, 2], [3, 5], "▅▆", id="the same place among more is higher"),
        pytest.param([1], [1], "█", id="alone"),
        pytest.param([None, None], [3, 3], "  ", id="never there"),
        pytest.param([], [], "", id="no edition"),
    ],
)
def test_places_as_a_small_line(places, worst, line):
    assert place_line(places, worst) == line


def every_number(node):
    if isinstance(node, dict):
        node = list(node.values())
    if isinstance(node, (list, tuple)):
        return [number for part in node for number in every_number(part)]
    return [node] if isinstance(node, (int, float)) else []


def plain(document):
    """Return a document as a script reads it, and check that no figure of it is infinite or no number."""
    numbers = every_number(document)
    assert numbers
    assert all(math.isfinite(number) for number in numbers)
    return json.loads(json.dumps(document, allow_nan=False, ensure_ascii=False))


EDITION = {"period", "sources", "population", "govrank"}
WHO = {"page", "region", "platform"}


def test_the_document_of_a_comparison(july, movement):
    document = plain(movement_document(july, movement, words("en")))

    assert document["schema"] == "govrank.movement/1"
    assert set(document) >= {"schema", "previous", "edition", "pages", "left", "forced"}
    assert set(document["edition"]) >= EDITION <= set(document["previous"])
    assert (document["previous"]["period"], document["edition"]["period"]) == ("june", "july")
    assert document["pages"][0] == {
        "league": "", "place": 1, "page": "Abai", "region": "Абай", "region_key": "abai", "platform": "facebook",
        "move": {"state": "up", "by": 1, "previous": 2}, "move_common": {"state": "up", "by": 1, "previous": 2},
    }  # fmt: skip
    assert document["pages"][2]["move"] == {"state": "new", "by": None, "previous": None}
    assert document["pages"][2]["move_common"] is None
    assert document["left"] == [{"page": "Cape", "region": "Шымкент", "platform": "vk", "previous": 3}]
    assert document["forced"] == []


def test_the_document_of_a_card(july):
    document = plain(card_document(july, explain_page(july, 1)))

    assert document["schema"] == "govrank.explanation/1"
    assert set(document["edition"]) >= EDITION
    assert document.items() >= {
        "page": "Бәйтерек", "region": "Астана", "region_key": "astana", "platform": "vk", "place": 2, "of": 3,
        "total": 8, "zone": "rest",
    }.items()  # fmt: skip
    assert document["indicators"][0] == {
        "key": "followers", "value": 1000, "place": 2, "points": 2, "weight": 2, "zone": "white", "norm": None,
        "next": 2000, "gap": 1000, "unit": "",
    }  # fmt: skip
    assert document["indicators"][1] == {
        "key": "rate", "value": 9.0, "place": 1, "points": 1, "weight": 1, "zone": "green", "norm": "within",
        "next": None, "gap": None, "unit": "%",
    }  # fmt: skip
    assert sum(i["points"] * i["weight"] for i in document["indicators"]) == document["total"]
    assert (document["strengths"], document["weaknesses"]) == (["rate"], ["hours"])
    assert document["above"] == {"page": "Abai", "platform": "facebook", "place": 1, "total": 6}
    assert document["below"] == {"page": "Dawn", "platform": "ok", "place": 3, "total": 10}
    assert document["steps"] == [
        {"count": "followers", "now": 1000, "change": 1000, "place": 1, "searched": True},
        {"count": "likes", "now": 90, "change": None, "place": None, "searched": True},
        {"count": "hours", "now": 9, "change": -5, "place": 1, "searched": True},
    ]


def test_the_document_of_a_card_with_a_missing_figure_has_no_figure_there():
    rules = SMALL.model_copy(update={"missing": "worst"})
    rating = edition("july", ("Abai", "Абай", "vk", 5, None, 2), ("Dawn", "Абай", "ok", 3, 1, 2), methodology=rules)
    (page,) = find_pages(rating, "Abai")
    document = plain(card_document(rating, explain_page(rating, page)))

    rate = document["indicators"][1]
    assert (rate["value"], rate["place"], rate["next"], rate["gap"]) == (None, 2, None, None)
    assert [step["count"] for step in document["steps"]] == ["followers", "hours"]


def test_the_document_of_robustness(july, firm):
    document = plain(robustness_document(july, firm))

    assert document["schema"] == "govrank.robustness/1"
    assert set(document["edition"]) >= EDITION
    assert (document["draws"], document["seed"]) == (1000, 7)
    (league,) = document["leagues"]
    abai, second, dawn = (
        {"page": july.pages.names[i], "region": july.pages.regions[i], "platform": july.pages.platforms[i]}
        for i in range(3)
    )
    assert (league["league"], league["leaders"]) == ("", [abai])
    assert league["pages"][1] == second | {
        "region_key": "astana", "place": 2, "low": 1, "median": 2.5, "high": 3, "copeland": 2, "copeland_score": 0.0,
    }  # fmt: skip
    assert league["dropped"][0] == {"indicator": "followers", "mean_shift": 1.0, "leaders": [abai, second, dawn]}
    assert league["deciding"] == [{"without": dawn, "leaders": [second]}]
    assert league["dominance"] == pytest.approx(2 / 3)


def test_the_documents_of_the_example_are_whole():
    july, movement = example()

    assert len(plain(movement_document(july, movement, words("ru")))["pages"]) == 25
    assert len(plain(robustness_document(july, measure_robustness(july, draws=20)))["leagues"][0]["pages"]) == 25
    for page in range(0, 25, 6):
        plain(card_document(july, explain_page(july, page)))


def test_the_documents_of_an_index_are_whole():
    rating = rate_frames(
        pd.DataFrame({"page": ["a", "b", "c"], "platform": "weibo", "posts": [0, 4, 9], "shares": [0, 1, 5]}).assign(
            comments=3, likes=[0, 7, 2]
        ),
        methodology=load_methodology("bci"),
    )

    plain(movement_document(rating, compare_editions(rating, rating), words("en")))
    plain(robustness_document(rating, measure_robustness(rating, draws=20)))
    for page in range(3):
        plain(card_document(rating, explain_page(rating, page)))


def movement_table(rating, movement):
    stream = io.StringIO()
    write_movement_csv(rating, movement, stream)
    return stream.getvalue()


def test_a_comparison_as_csv(july, movement):
    assert movement_table(july, movement) == (
        "league,place,state,by,previous,page,region,platform\n"
        ",1,up,1,2,Abai,Абай,facebook\n"
        ",2,down,-1,1,Бәйтерек,Астана,vk\n"
        ",3,new,,,Dawn,Шымкент,ok\n"
        ",,left,,3,Cape,Шымкент,vk\n"
    )


@pytest.mark.parametrize("name", ["=1+1", "+7 701", "-5", "@sum", '=cmd|" /C calc"!A0', "a,b", 'say "a"', *HOSTILE])
def test_no_name_becomes_a_formula_or_another_cell_of_the_csv(name):
    rows = [(name, "=region", "@net", 5, 1, 2), ("Dawn", "Абай", "ok", 3, 1, 2)]
    one, both = edition("july", rows[1], ("Dusk", "Абай", "vk", 2, 1, 1)), edition("july", *rows)
    came, gone = compare_editions(one, both), compare_editions(both, one)

    for rating, movement in ((both, came), (one, gone)):
        table = list(csv.reader(io.StringIO(movement_table(rating, movement))))
        (row,) = [row for row in table if row[6] == "'=region"]
        assert {len(cells) for cells in table} == {8}
        seen = "".join(shown_text(letter) if letter not in "\t\r\n" else letter for letter in name)
        assert row[5] == (f"'{seen}" if name[0] in "=+-@" else seen)
        assert row[7] == "'@net"


def test_moves_in_csv_stay_numbers():
    july, movement = example()
    table = list(csv.DictReader(io.StringIO(movement_table(july, movement))))

    assert sum(int(row["by"]) for row in table if row["by"]) == sum(move.by for move in movement.moves)
    assert [row["page"] for row in table if row["state"] == "left"] == ["Акимат Костанайской области"]


def test_leagues_stand_one_below_another():
    rating = rate_file(EXAMPLES / "july.xlsx", by="platform")
    text = shown(movement_report(rating, compare_editions(rating, rating), words("en")), "en")

    assert text.count("League: Facebook") == text.count("League: Instagram") == 1
    firm = shown(robustness_report(rating, measure_robustness(rating, draws=20), words("en")), "en")
    assert firm.count("how firm the places are") == 2
