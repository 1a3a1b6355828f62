"""How robust the places are, in words."""

import pytest

from analysed import as_text, july_edition, july_robustness
from inside import Interval, LeagueRobustness, dropped_lines, league_lines, robustness_report, words
from rendered import published
from said import headings, heard, of_message, rows_of, said


@pytest.fixture(scope="module", name="july")
def the_july():
    return july_edition()


@pytest.fixture(scope="module", name="firm")
def the_firm():
    return july_robustness()


@pytest.mark.parametrize(
    ("lang", "half", "share", "shifts"),
    [
        ("en", "2.5", "66.7", ["1.00", "0.33", "0.00"]),
        ("ru", "2,5", "66,7", ["1,00", "0,33", "0,00"]),
        ("kk", "2,5", "66,7", ["1,00", "0,33", "0,00"]),
    ],
)
def test_a_report_has_the_intervals_the_dropped_and_the_deciding(july, firm, lang, half, share, shifts):
    told = heard(lambda words: robustness_report(july, firm, words), lang)
    rows = rows_of(as_text(robustness_report(july, firm, words(lang)), lang))

    assert rows[2] == headings(
        "place", "interval", "chance", "set", "bracket", "median", "copeland", "page", "region", "platform", lang=lang
    )
    assert [row[:8] for row in rows[3:6]] == [
        ["1", "1–2", "1–2", "1–2", "┌", "1", "1", "Abai"], ["2", "1–3", "1–2", "1–3", "└", half, "2", "Бәйтерек"],
        ["3", "3", "3", "2–3", "·", "3", "3", "Dawn"],
    ]  # fmt: skip
    (dropped,) = of_message(told, "robust.dropped")
    same = of_message(told, "robust.dropped.same")
    labels = [measure.says(lang) for measure in july.methodology.measures]
    assert [(one["indicator"], one["shift"]) for one in (dropped, *same)] == list(zip(labels, shifts, strict=True))
    assert (dropped["n"], dropped["leaders"]) == (3, "Abai (Facebook), Бәйтерек (VK), Dawn (OK)")
    (deciding,) = of_message(told, "robust.deciding")
    assert (deciding["page"], deciding["leaders"], deciding["n"]) == ("Dawn (OK)", "Бәйтерек (VK)", 1)
    assert of_message(told, "robust.dominance") == [{"share": share}]
    (first,) = of_message(told, "robust.first")
    assert (first["n"], first["pages"], first["confidence"]) == (2, "Abai (Facebook), Бәйтерек (VK)", 95)
    (pairs,) = of_message(told, "robust.pairs")
    assert (pairs["number"], pairs["pairs"]) == ("1", "3")
    (test,) = of_message(told, "robust.test")
    assert (test["indicator"], test["number"], test["first"]) == (labels[0], "2", "Abai (Facebook)")
    (drawn,) = of_message(told, "robust.chance.posts")
    assert (drawn["resampled"], drawn["seed"]) == (words(lang).say("counts.interactions"), 7)
    assert [one["n"] for one in of_message(told, "robust.chance.few")] == [2]
    assert [one["drawn"] for one in of_message(told, "robust.chance.besides")] == [words(lang).say("counts.likes")]
    (method,) = of_message(told, "robust.method.rank-sum")
    assert (method["low"], method["high"], method["spread"], method["seed"]) == (5, 95, "25", 7)


def league_of(pages, leaders=1, deciding=(), dominance=0.0):
    intervals = tuple(Interval(page, 1, 1.0, pages, 1, 0.0) for page in range(pages))
    return LeagueRobustness("", tuple(range(leaders)), intervals, (), deciding, dominance)


NO_PAGE = said("robust.deciding.none", n=1)


@pytest.mark.parametrize(
    ("league", "lines"),
    [
        pytest.param(league_of(1), [], id="one page"),
        pytest.param(league_of(2), [], id="of two the leader alone is left"),
        pytest.param(league_of(3, leaders=3), [], id="all lead"),
        pytest.param(league_of(3), [NO_PAGE], id="no page decides"),
        pytest.param(league_of(3, leaders=2), [said("robust.deciding.none", n=2)], id="two lead"),
    ],
)
def test_that_no_page_decides_is_said_where_another_could(july, league, lines):
    assert dropped_lines(july, league, words("en")) == lines


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
    assert lines[-1] == said("robust.dominance", share=share)


def test_of_no_pairs_there_is_no_share(july):
    assert league_lines(july, league_of(1), words("en")) == []


@pytest.mark.parametrize("key", ["md", "html"])
def test_an_export_shows_both_intervals_and_the_brackets(july, firm, key):
    text = published(july, key, robustness=firm)

    assert "┌" in text
    assert "└" in text
    assert words("en").say("table.chance") in text
    assert said("robust.first", n=2, pages="Abai (Facebook), Бәйтерек (VK)", confidence=95) in text.replace("\\", "")
    assert "┌" not in published(july, key)


def test_a_picture_and_a_report_show_the_brackets(july, firm):
    picture = published(july, "svg", robustness=firm).by_name["final"].decode()
    plain = published(july, "svg").by_name["final"].decode()

    assert len(picture) > len(plain)
    assert published(july, "pdf", robustness=firm).by_name["all"] != published(july, "pdf").by_name["all"]
