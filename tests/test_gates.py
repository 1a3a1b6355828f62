"""Gates: what fails, what becomes of it, and what every output says of it."""

import csv
import io

import numpy as np
import pandas as pd
import pytest

import govrank
from commands import run
from inside import (
    Condition,
    Count,
    condition_holds,
    explain_page,
    league_lines,
    measure_robustness,
    parse_methodology,
    unlike_editions,
)
from rendered import published
from said import said, words

RULES = """\
name = "gated"
version = "1"
missing = "{missing}"
minimum = {{ posts = 2 }}

[[gates]]
key = "silent"
when = {{ count = "days_since_last_post", above = 14 }}
label = {{ en = "silent", ru = "молчит", kk = "үндемейді" }}

[[gates]]
key = "mark"
when = {{ column = "State mark", is = "no" }}
outcome = "last"

[[indicators]]
key = "followers"
of = ["followers"]

[[zones]]
name = "green"
upto = "1/2"
color = "#c6efce"

[[zones]]
name = "red"
upto = 1
color = "#ffc7ce"
"""

# page, followers, posts, days since the last post, mark
PAGES = [
    ("A", 900, 5, 14, "да"),
    ("B", 800, 5, 15, "нет"),
    ("C", 950, 5, 0, "нет"),
    ("D", 100, 5, 1, "есть"),
    ("E", 300, 1, 2, "иә"),
    ("F", 999, 5, 3, "жоқ"),
]
HEADINGS = ("page", "followers", "posts", "days_since_last_post", "State mark")


def rules(missing="error", text=RULES):
    return parse_methodology(text.format(missing=missing), "gated.toml")


def rated(pages=PAGES, missing="error", text=RULES):
    frame = pd.DataFrame([dict(zip(HEADINGS, page, strict=True)) for page in pages], dtype=object)
    return govrank.rate_frames(frame, methodology=rules(missing, text), period="2026-07")


def places(rating):
    return {name: int(place) for name, place in zip(rating.pages.names, rating.places, strict=True)}


@pytest.mark.parametrize(
    ("condition", "figures", "scale", "holds"),
    [
        pytest.param({"above": 14}, [14, 15], 1, [False, True], id="above"),
        pytest.param({"above": 1.45}, [145, 146, 144], 100, [False, True, False], id="above, of hundredths"),
        pytest.param({"above": 1.455}, [145, 146], 100, [False, True], id="above, between two figures"),
        pytest.param({"below": 3}, [3, 2], 1, [False, True], id="below"),
        pytest.param({"below": 0.1}, [1, 0], 10, [False, True], id="below, of tenths"),
        pytest.param({"equals": 2.5}, [2, 3], 1, [False, False], id="no whole number is a half"),
        pytest.param({"equals": 2.5}, [25, 24], 10, [True, False], id="equal"),
        pytest.param({"is": "no"}, [0, 1], 1, [True, False], id="no"),
        pytest.param({"is": "no"}, [0, 1, 2], 2, [True, False, False], id="partly is no no"),
    ],
)
def test_a_condition_is_compared_exactly(condition, figures, scale, holds):
    count = Count(np.array([*figures, 0]), np.array([*[False] * len(figures), True]), scale)
    asked = Condition.model_validate({"count": "x"} | condition)
    assert condition_holds(asked, count).tolist() == [*holds, False]  # the last figure is missing


def test_who_fails_is_out_with_its_reasons_or_last_and_the_rest_is_ranked():
    rating = rated()

    # B is silent, E has one post only; C and F have no mark and stand behind D, whose followers are fewer
    assert places(rating) == {"A": 1, "D": 2, "F": 3, "C": 4}
    assert [rating.zone(i) for i in range(4)] == ["red", "red", "red", "red"]  # 3 and 4 of 4; F and C by the gate
    assert rating.gate_keys == ["", "", "mark", "mark"]
    assert [(out.page, [gate.key for gate in out.reason.gates]) for out in rating.excluded] == [
        ("B", ["silent", "mark"]), ("E", []),
    ]  # fmt: skip
    assert {key: [page for page, _region, _network in who] for key, who in rating.failures.items()} == {
        "silent": ["B"], "mark": ["B", "F", "C"],
    }  # fmt: skip
    assert rating.passed == (3, 6)  # A, D and E, which is out for its posts


def test_the_first_gate_that_a_page_fails_decides():
    silent, mark = RULES.index('[[gates]]\nkey = "silent"'), RULES.index('[[gates]]\nkey = "mark"')
    end = RULES.index("[[indicators]]")
    turned = RULES[:silent] + RULES[mark:end] + RULES[silent:mark] + RULES[end:]

    assert places(rated(text=turned)) == {"A": 1, "D": 2, "F": 3, "C": 4, "B": 5}


def test_a_page_that_a_gate_leaves_out_needs_no_other_figure():
    silent = ("B", "", "", 15, "нет")
    assert places(rated([PAGES[0], silent])) == {"A": 1}

    with pytest.raises(govrank.DataError) as caught:
        rated([PAGES[0], ("B", "", 5, 14, "нет"), ("C", 5, 5, "", "")])
    assert [(p.code, p.row, p.column) for p in caught.value.problems if p.severity == "error"] == [
        ("missing-value", 3, "followers"),
        ("missing-value", 4, "days_since_last_post"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("missing", "rated_pages", "failing"),
    [("worst", {"A": 1, "C": 2}, ["B"]), ("exclude", {"A": 1}, [])],
)
def test_a_missing_figure_goes_by_the_rule_for_missing_ones(missing, rated_pages, failing):
    rating = rated([PAGES[0], ("B", 5, 5, None, "да"), ("C", 9999, 5, 0, None)], missing)
    assert places(rating) == rated_pages
    assert [page for page, _region, _network in rating.failures["silent"]] == failing


@pytest.mark.parametrize(
    ("cells", "answers"),
    [
        pytest.param(["да", "Нет", "ЕСТЬ", "иә", "жоқ", "yes", "NO"], "1011010", id="words of three languages"),
        pytest.param(["+", "-", "−", "–", "+"], "10001", id="signs: a dash beside a plus is no"),
        pytest.param([1, 0, 1.0, "0", "1"], "10101", id="figures"),
        pytest.param([True, False, "TRUE", "false"], "1010", id="truth"),
    ],
)
def test_yes_and_no_are_read_as_people_write_them(cells, answers):
    pages = [(f"page {n}", 9 - n, 5, 0, cell) for n, cell in enumerate(cells)]
    rating = rated(pages)
    marks = dict(zip(rating.pages.names, rating.pages.counts["State mark"].numbers.tolist(), strict=True))
    assert "".join(str(marks[f"page {n}"]) for n in range(len(cells))) == answers


@pytest.mark.parametrize(
    ("cell", "code"),
    [("maybe", "not-yes-no"), (2, "not-yes-no"), ("частично", "not-yes-no"), ("–", "missing-value"),
     ("", "missing-value"), ("#REF!", "error-value")],
)  # fmt: skip
def test_what_is_neither_yes_nor_no_is_an_error_by_its_cell(cell, code):
    with pytest.raises(govrank.DataError) as caught:
        rated([PAGES[0], ("B", 5, 5, 0, cell)])
    (problem,) = [problem for problem in caught.value.problems if problem.severity == "error"]
    assert (problem.code, problem.row, problem.column) == (code, 3, "State mark")


def test_a_page_that_is_last_shows_the_figure_that_would_free_it():
    rating = rated()
    at = list(rating.pages.names).index("F")
    steps = {step.count: (step.change, step.place) for step in explain_page(rating, at).steps}
    assert steps == {"followers": (None, None), "posts": (None, None), "days_since_last_post": (None, None),
                     "State mark": (1, 1)}  # fmt: skip


def test_in_every_draw_who_fails_is_behind():
    firm = measure_robustness(rated(), draws=50)
    assert [(own.low, own.high) for own in firm.leagues[0].intervals] == [(1, 1), (2, 2), (3, 3), (4, 4)]
    assert firm.leagues[0].deciding == ()  # F, who has the most followers, never leads


def test_other_gates_make_other_editions():
    without = RULES[: RULES.index('[[gates]]\nkey = "mark"')] + RULES[RULES.index("[[indicators]]") :]
    (problem,) = unlike_editions(rated(text=without), rated())
    assert (problem.code, problem.wording) == ("unlike-editions", "gates")


def gated_files(folder):
    (folder / "gated.toml").write_text(RULES.format(missing="error"), encoding="utf-8")
    rows = io.StringIO()
    csv.writer(rows).writerows([HEADINGS, *PAGES])
    (folder / "july.csv").write_text(rows.getvalue(), encoding="utf-8")


def test_json_and_csv_name_the_gates(tmp_path):
    gated_files(tmp_path)
    document = run("score", "july.csv", "-m", "gated.toml", "-f", "json", folder=tmp_path).document

    assert [(out["page"], out["gate"], out["reason"]) for out in document["excluded"]][:1] == [
        ("B", "silent", f"silent; {said('condition.is', count='State mark', answer=said('answer.no'))}")
    ]
    assert {page["page"]: page["gate"] for page in document["pages"]} == {
        "A": None,
        "D": None,
        "F": "mark",
        "C": "mark",
    }
    assert (document["passed"], document["looked_at"]) == (3, 6)
    assert [(gate["key"], gate["condition"], gate["outcome"], [page["page"] for page in gate["failed"]])
            for gate in document["gates"]] == [
        ("silent", "days_since_last_post > 14", "unranked", ["B"]),
        ("mark", "State mark = no", "last", ["B", "F", "C"]),
    ]  # fmt: skip
    rows = list(
        csv.DictReader(run("score", "july.csv", "-m", "gated.toml", "-f", "csv", folder=tmp_path).out.split("\n"))
    )
    assert [row["gate"] for row in rows] == ["", "", "mark", "mark"]


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
@pytest.mark.parametrize("key", ["md", "html"])
def test_articles_and_pages_say_who_passes_and_who_fails_what(key, lang):
    text = published(rated(), key, lang)
    label = {"en": "silent", "ru": "молчит", "kk": "үндемейді"}[lang]
    assert label in text
    assert "50" in text  # percent: 3 of 6


def test_rules_are_shown_as_they_are_written(tmp_path):
    gated_files(tmp_path)
    shown = run("methodology", "show", "gated.toml", "--format", "toml", folder=tmp_path)
    assert parse_methodology(shown.out, "again.toml") == rules()
    assert run("methodology", "check", "gated.toml", folder=tmp_path).code == 0
    (tmp_path / "more.toml").write_text('extends = "gated.toml"\nname = "more"\n', encoding="utf-8")
    assert run("methodology", "check", "more.toml", folder=tmp_path).code == 0


PAIRED = RULES.replace("minimum = {{ posts = 2 }}\n", "").replace(
    '[[zones]]\nname = "green"', '[[indicators]]\nkey = "posts"\nof = ["posts"]\n\n[[zones]]\nname = "green"', 1
)


def test_weights_do_not_decide_what_a_gate_does():
    """B is silent and in no pair. C and F have no mark and lose to A, D and E, although F is first on both counts."""
    pages = [
        ("A", 900, 3, 14, "да"), ("B", 800, 9, 15, "нет"), ("C", 950, 5, 0, "нет"),
        ("D", 100, 7, 1, "есть"), ("E", 300, 7, 2, "иә"), ("F", 999, 9, 3, "жоқ"),
    ]  # fmt: skip
    rating = rated(pages, text=PAIRED)
    (league,) = measure_robustness(rating, draws=50).leagues

    # A level with D and with E, one count each; E ahead of D; F ahead of C; and each of the three beats both
    won = {rating.pages.names[own.page]: own.copeland_score for own in league.intervals}
    assert won == {"A": 2, "E": 1 + 2, "D": 2 - 1, "F": 1 - 3, "C": -1 - 3}
    assert league.dominance == pytest.approx((1 + 1 + 3 * 2) / 10)  # E over D, F over C, three over both
    assert league_lines(rating, league, words("en"))[-1] == said("robust.dominance.last", share="80.0")


FIXED = """\
name = "fixed"
version = "1"
scoring = "points"
missing = "error"

[[gates]]
key = "mark"
when = {{ column = "State mark", is = "no" }}
outcome = {{ score = 59 }}

[[items]]
key = "followers"
of = ["followers"]
points = 50
none_at = 0
full_at = 1000

[[items]]
key = "posts"
of = ["posts"]
points = 50
none_at = 0
full_at = 10
"""


def test_a_fixed_total_is_compared_as_published_and_dominates_nobody():
    """F has 59 points by the gate: A's 45 + 15 beat it, D's 5 + 35 and E's 15 + 35 do not."""
    pages = [("A", 900, 3, 0, "да"), ("D", 100, 7, 0, "да"), ("E", 300, 7, 0, "да"), ("F", 999, 9, 0, "нет")]
    (league,) = measure_robustness(rating := rated(pages, text=FIXED), draws=50).leagues

    assert places(rating) == {"A": 1, "F": 2, "E": 3, "D": 4}
    # by one item each, A is level with D and E
    won = {rating.pages.names[own.page]: own.copeland_score for own in league.intervals}
    assert won == {"A": 1, "F": 2 - 1, "E": 1 - 1, "D": -1 - 1}
    assert league.dominance == pytest.approx(1 / 6)  # E over D
