"""Points: what an item gives, what is left out and scaled, what comes on top, and what every output says of it."""

import json
import tomllib
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings

import govrank
from commands import run
from editions import load
from inside import (
    Gate,
    Item,
    Methodology,
    explain_page,
    home,
    label_in,
    load_methodology,
    measure_robustness,
    methodology_schema,
    parse_methodology,
    rate_loaded,
)
from json_schema import violations
from reference import rate_points
from rendered import published
from said import LANGUAGES, said
from scenes.assessments import DESK as RULES
from scenes.assessments import EVERY_KEY
from tables import editions, frame_of, methodology_text, point_cases

Block = home("Block", "methodology").Block


@pytest.mark.parametrize(
    ("rule", "given_for"),
    [
        pytest.param({"full_at": 8, "none_at": 24}, {0: 10, 8: 10, 9: "75/8", 16: 5, 24: 0, 99: 0}, id="falling line"),
        pytest.param({"full_at": 30}, {0: 0, 10: "10/3", 30: 10, 45: 10}, id="rising line from 0"),
        pytest.param({"full_at": 0.3, "none_at": 0.1}, {"1/10": 0, "1/5": 5, "3/10": 10}, id="decimals are exact"),
        pytest.param({}, {0: 0, "1/2": 5, 1: 10, 7: 10}, id="no and yes"),
        pytest.param(
            {"steps": [{"upto": 8, "points": 10}, {"upto": 24, "points": 2.5}]},
            {8: 10, "801/100": "5/2", 24: "5/2", 25: 0}, id="steps up to",
        ),
        pytest.param(
            {"steps": [{"from": 5, "points": 10}, {"from": 3, "points": 6}]}, {5: 10, 4: 6, 3: 6, 2: 0}, id="steps from"
        ),
        pytest.param({"answers": {"partly": "1/3"}}, {1: 10, "1/2": "10/3", 0: 0}, id="yes, partly, no"),
        pytest.param({"answers": {"yes": 0, "no": 1}}, {1: 0, 0: 10}, id="no is the good answer"),
    ],
)  # fmt: skip
def test_an_item_gives_its_points_exactly(rule, given_for):
    item = Item.model_validate({"key": "x", "of": ["x"], "points": 10} | rule)
    assert {value: item.points_at(Fraction(value)) for value in given_for} == {
        value: Fraction(points) for value, points in given_for.items()
    }


def test_a_deduction_takes_off_and_never_more_than_its_points():
    item = Item(key="dead", of=["dead"], points=-6, full_at=3)
    assert [item.points_at(Fraction(value)) for value in (0, 1, 3, 50)] == [0, -2, -6, -6]
    assert (item.kind, item.direction, item.worst) == ("deduction", "lower", -6)


COLUMNS = ("page", "silent_days", "news", "hours", "messages", "dead", "award")
PAGES = [
    ("A", 14, 30, 8, 2, 0, "нет"),  # 75 + 25 = 100
    ("B", 0, 30, "", 1, 0, "да"),  # 75 × 100 ÷ 75 + 6 = 106
    ("C", 0, 20, "", 0, 1, "да"),  # 50 × 4/3 − 2 = 194/3, which is not above 80
    ("D", 0, 24, 16, 9, 0, "да"),  # 60 + 12.5 = 72.5
    ("E", 15, 30, 1, 9, 0, "да"),  # 59 whatever else
    ("F", 0, 19, 24, 2, 0, "да"),  # 47.5
]


def desk(pages=PAGES, text=RULES):
    frame = pd.DataFrame([dict(zip(COLUMNS, page, strict=True)) for page in pages], dtype=object)
    return govrank.rate_frames(frame, methodology=parse_methodology(text, "desk.toml"), period="2026-07")


def totals(rating):
    return dict(zip(rating.pages.names, rating.exact, strict=True))


def test_what_does_not_apply_is_left_out_and_the_rest_scaled_up():
    rating = desk()

    assert totals(rating) == {
        "B": 106, "A": 100, "D": Fraction(145, 2), "C": Fraction(194, 3), "E": 59, "F": Fraction(95, 2),
    }  # fmt: skip
    assert rating.places.tolist() == [1, 2, 3, 4, 5, 6]
    assert [rating.zone(i) for i in range(6)] == ["passed"] * 4 + ["failed"] * 2
    points = {
        name: [rating.points[key][i] for key in rating.methodology.keys] for i, name in enumerate(rating.pages.names)
    }
    assert points["A"] == [75, 25, 0, 0]
    assert points["C"][0] == 50
    assert points["C"][1] != points["C"][1]  # NaN: it does not apply
    assert points["C"][2:] == [-2, 6]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        pytest.param('[[blocks]]\nkey = "service"\nmost = 15', {"A": Fraction(90), "B": Fraction(96)}, id="a cap"),
        pytest.param(
            '[[blocks]]\nkey = "service"\napplies = { column = "award", is = "yes" }',
            {"A": Fraction(100), "D": Fraction(145, 2)}, id="a block that the rules give to some",
        ),
    ],
)  # fmt: skip
def test_a_block_has_its_own_cap_and_pages(blocks, expected):
    """With 15 points of the service at the most 90 can be had: B has 75 × 90 ÷ 75 + 6."""
    found = totals(desk(text=f"{RULES}\n{blocks}\n"))
    assert {name: found[name] for name in expected} == expected


def test_totals_are_given_out_of_another_number():
    """Of 200: A has 100 × 2, C 50 × 200 ÷ 75 − 2 + 6, which is above 80."""
    found = totals(desk(text=RULES.replace('version = "1"', 'version = "1"\nout_of = 200')))
    assert (found["A"], found["C"]) == (200, Fraction(400, 3) + 4)


def test_a_page_to_which_nothing_applies_is_listed():
    rules = RULES.replace("full_at = 30", "full_at = 30\nminimum = { news = 1 }")
    rating = desk([PAGES[0], ("Z", 0, 0, "", 0, 0, "нет")], rules)
    assert [(out.page, out.reason.wording) for out in rating.excluded] == [("Z", "nothing-applies")]


def test_only_figures_that_are_used_may_not_be_missing():
    loaded = load(
        pd.DataFrame(
            [dict(zip(COLUMNS, row, strict=True)) for row in (PAGES[0], ("B", 0, "", "", 5, 0, "да"))], dtype=object
        ),
        methodology=parse_methodology(RULES, "desk.toml"),
    )
    assert [(p.code, p.row, p.column) for p in loaded.problems if p.severity == "error"] == [
        ("missing-value", 3, "news")
    ]
    with pytest.raises(govrank.DataError):
        rate_loaded(loaded)


def card(rating, name):
    return explain_page(rating, list(rating.pages.names).index(name))


def test_a_card_shows_what_would_gain_a_place_and_the_pass_mark():
    rating = desk()
    steps = {step.count: (step.change, step.place) for step in card(rating, "F").steps}
    marks = {mark.count: (mark.change, mark.zone) for mark in card(rating, "F").marks}

    # 47.5 + 2.5 × 5 = 60 passes, and passes E with 59 too; 16 of 24 hours give 12.5, and with one message all of
    # 47.5 × 4/3 = 63⅓ are out of 100
    assert marks == {"silent_days": (None, None), "news": (5, 0), "hours": (-8, 0), "messages": (-1, 0),
                     "dead": (None, None), "award": (None, None)}  # fmt: skip
    assert steps["news"] == (5, 5)
    assert steps["hours"] == (-8, 5)
    assert steps["messages"] == (-1, 5)
    # of a page that a gate holds down nothing else is worth anything
    assert {m.count: m.change for m in card(rating, "E").marks if m.change} == {"silent_days": -1}
    assert card(rating, "A").marks == ()


def test_a_draw_changes_points_but_not_what_a_gate_has_given():
    firm = measure_robustness(desk(), draws=200).leagues[0]
    rating = desk()
    at = {rating.pages.names[own.page]: (own.low, own.high) for own in firm.intervals}
    # without the news 25 points of service are left: A has them all, E 59 % of them, and D a half
    assert at["E"][0] == 2
    assert [rating.pages.names[i] for i in firm.leaders] == ["B"]


@pytest.mark.parametrize("key", ["md", "html"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_output_shows_totals_and_a_dash_where_an_item_does_not_apply(key, lang):
    text = published(desk(), key, lang)
    assert "nan" not in text.replace("Financ", "")
    assert f"64{said('language.decimal', lang)}67" in text


@pytest.mark.slow
@settings(max_examples=editions(400), derandomize=True, deadline=None)
@given(point_cases())
def test_govrank_agrees_with_the_reference_to_the_last_fraction(case):
    rows, rules = case
    expected = rate_points(rows, rules)
    methodology = parse_methodology(methodology_text(rules), "drawn.toml")
    used = {*methodology.counts} - {"population"}
    if not expected or all(row[count] is None for row in rows if not row["excluded"] for count in used):
        with pytest.raises(govrank.DataError) as caught:
            govrank.rate_frames(frame_of(rows), methodology=methodology)
        assert "no-pages" in [problem.code for problem in caught.value.problems]
        return

    rating = govrank.rate_frames(frame_of(rows), methodology=methodology)

    names = list(rating.pages.names)
    assert {
        name: (
            {key: rating.ranked[key].exact(i) for key in methodology.keys},
            rating.exact[i], int(rating.places[i]), rating.zone(i),
        )
        for i, name in enumerate(names)
    } == expected  # fmt: skip
    assert {out.page for out in rating.excluded} == {row["page"] for row in rows} - {*names}
    assert rating.totals.tolist() == [float(total) for total in rating.exact]


def test_every_key_comes_back_from_toml_and_json_and_is_in_the_schema(tmp_path):
    rules = parse_methodology(EVERY_KEY, "every-key.toml")
    said = tomllib.loads(EVERY_KEY)
    for model, entries in ((Item, said["items"]), (Gate, said["gates"]), (Block, said["blocks"])):
        keys = {field.alias or name for name, field in model.model_fields.items()}
        assert {key for entry in entries for key in entry} == keys

    (tmp_path / "every-key.toml").write_text(EVERY_KEY, encoding="utf-8")
    assert run("methodology", "check", "every-key.toml", folder=tmp_path).code == 0
    shown = {
        key: run("methodology", "show", "every-key.toml", "--format", key, folder=tmp_path).out
        for key in ("toml", "json")
    }
    assert parse_methodology(shown["toml"], "again.toml") == rules
    assert Methodology.model_validate(json.loads(shown["json"])) == rules
    assert (
        violations(said, methodology_schema()) == violations(tomllib.loads(shown["toml"]), methodology_schema()) == []
    )
    assert violations({**said, "items": [{**said["items"][0], "pionts": 3}]}, methodology_schema()) != []


@pytest.mark.parametrize("name", ["akimats-active", "answers-and-duties", "inspection-2019", "openness"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_packaged_rules_are_begun_with_checked_and_shown(tmp_path, name, lang):
    assert run("methodology", "init", "mine.toml", "--from", name, "--lang", lang, folder=tmp_path).code == 0
    assert run("methodology", "check", "mine.toml", folder=tmp_path).code == 0
    assert load_methodology(str(tmp_path / "mine.toml")) == load_methodology(name).model_copy(update={"name": "mine"})
    text = (tmp_path / "mine.toml").read_text(encoding="utf-8")
    assert violations(tomllib.loads(text), methodology_schema()) == []
    lines = run("methodology", "show", name, "--lang", lang, folder=tmp_path).out
    for label in [label_in(gate.label, lang) for gate in load_methodology(name).gates]:
        assert label in lines
