"""How firm the places are, in words."""

import pytest

from analysed import july_edition, july_firmness, shown
from govrank.analysis.robustness import Interval, LeagueRobustness
from govrank.reports.robustness import dropped_lines, league_lines, robustness_report
from govrank.text.catalogue import words


@pytest.fixture(scope="module", name="july")
def the_july():
    return july_edition()


@pytest.fixture(scope="module", name="firm")
def the_firm():
    return july_firmness()


FIRM = {
    "en": """\
Small rating: july: how firm the places are
Place  Interval  Median  Copeland  Page      Region   Network
    1       1–2       1         1  Abai      Абай     Facebook
    2       1–3     2.5         2  Бәйтерек  Астана   VK
    3         3       3         3  Dawn      Шымкент  OK
Without Followers the leaders would be Abai (Facebook), Бәйтерек (VK), Dawn (OK); places shift by 1.00 on average.
Without Rate the leader stays; places shift by 0.33 on average.
Without Hours to answer the leader stays; places shift by 0.00 on average.
Without Dawn (OK) the leader would be Бәйтерек (VK).
In 66.7 % of all pairs one page is at least as good on every indicator and better on one: no weighting can reverse them.

Interval: 5th to 95th percentile of the place over 1,000 drawn methodologies (weights ±25 %, any tie rule, \
one indicator or none dropped; seed 7), extended to the published place where that lies outside. \
Mean shift: OECD/JRC Handbook (2008), formula 38. Copeland: wins minus losses in pairwise comparison by weights.
""",
    "ru": """\
Малый рейтинг: july: насколько прочны места
Место  Интервал  Медиана  Коупленд  Страница  Регион   Соцсеть
    1       1–2        1         1  Abai      Абай     Facebook
    2       1–3      2,5         2  Бәйтерек  Астана   VK
    3         3        3         3  Dawn      Шымкент  OK
Без показателя «Подписчики» лидерами были бы: Abai (Facebook), Бәйтерек (VK), Dawn (OK); \
места в среднем сдвигаются на 1,00.
Без показателя «Отклик» лидер тот же; места в среднем сдвигаются на 0,33.
Без показателя «Часов до ответа» лидер тот же; места в среднем сдвигаются на 0,00.
Без страницы Dawn (OK) лидером был бы Бәйтерек (VK).
В 66,7 % пар одна страница не хуже по всем показателям и лучше хотя бы по одному: никакие веса их не переставят.

Интервал: от 5-го до 95-го процентиля места по 1 000 случайным методикам (веса ±25 %, \
любое правило дележа мест, без одного показателя или со всеми; зерно 7); \
если место из таблицы лежит вне этих границ, интервал расширен до него. \
Средний сдвиг: руководство ОЭСР/JRC (2008), формула 38. Коупленд: победы минус поражения в попарном сравнении по весам.
""",
    "kk": """\
Шағын рейтинг: july: орындар қаншалықты берік
Орын  Аралық  Медиана  Коупленд  Парақша   Өңір     Желі
   1     1–2        1         1  Abai      Абай     Facebook
   2     1–3      2,5         2  Бәйтерек  Астана   VK
   3       3        3         3  Dawn      Шымкент  OK
«Жазылушылар» көрсеткішінсіз көшбасшылар: Abai (Facebook), Бәйтерек (VK), Dawn (OK); орындар орта есеппен 1,00 жылжиды.
«Үн қату» көрсеткішінсіз көшбасшы өзгермейді; орындар орта есеппен 0,33 жылжиды.
«Жауапқа дейінгі сағат» көрсеткішінсіз көшбасшы өзгермейді; орындар орта есеппен 0,00 жылжиды.
Dawn (OK) парақшасынсыз көшбасшы: Бәйтерек (VK).
Жұптардың 66,7 %-ында бір парақша барлық көрсеткіш бойынша кем емес және кемінде біреуі бойынша артық: \
ешқандай салмақ оларды ауыстырмайды.

Аралық: 1 000 кездейсоқ әдістеме бойынша орынның 5–95 процентилі (салмақтар ±25 %, \
орын бөлісудің кез келген ережесі, бір көрсеткішсіз немесе бәрімен; тұқым 7); \
кестедегі орын одан тыс болса, аралық сол орынға дейін кеңейтілген. \
Орташа жылжу: ЭЫДҰ/JRC нұсқаулығы (2008), 38-формула. \
Коупленд: салмақ бойынша жұптық салыстыруда жеңістен жеңілісті шегергені.
""",
}


@pytest.mark.parametrize("lang", FIRM)
def test_robustness_in_words(july, firm, lang):
    assert shown(robustness_report(july, firm, words(lang)), lang) == FIRM[lang]


def league_of(pages, leaders=1, deciding=(), dominance=0.0):
    intervals = tuple(Interval(page, 1, 1.0, pages, 1, 0.0) for page in range(pages))
    return LeagueRobustness("", tuple(range(leaders)), intervals, (), deciding, dominance)


NO_PAGE = "Leaving out any one other page does not change the leader."


@pytest.mark.parametrize(
    ("league", "said"),
    [
        pytest.param(league_of(1), [], id="one page"),
        pytest.param(league_of(2), [], id="of two the leader alone is left"),
        pytest.param(league_of(3, leaders=3), [], id="all lead"),
        pytest.param(league_of(3), [NO_PAGE], id="no page decides"),
        pytest.param(league_of(3, leaders=2), [NO_PAGE.replace("leader", "leaders")], id="two lead"),
    ],
)
def test_that_no_page_decides_is_said_where_another_could(july, league, said):
    assert dropped_lines(july, league, words("en")) == said


@pytest.mark.parametrize(
    ("dominance", "share"),
    [
        pytest.param(0.0, "0.0", id="no pair"),
        pytest.param(1 / 3, "33.3", id="some"),
        pytest.param(0.0004, "0.04", id="few are not none"),
        pytest.param(0.99999, "99.999", id="nearly all are not all"),
        pytest.param(1.0, "100.0", id="all"),
    ],
)
def test_the_share_of_pairs_is_as_exact_as_it_must_be(july, dominance, share):
    lines = league_lines(july, league_of(3, dominance=dominance), words("en"))
    assert lines[-1].startswith(f"In {share} % of all pairs")


def test_of_no_pairs_there_is_no_share(july):
    assert league_lines(july, league_of(1), words("en")) == []
