"""A methodology in words: everything that decides a place is said, in every language, and nothing else."""

import json
import tomllib

import pytest
import tomli_w

from editions import parse_methodology
from govrank import Methodology, load_methodology
from inside import (
    COUNTS,
    METHODOLOGIES,
    label_in,
    league_text,
    measure_formula,
    measure_title,
    norm_text,
    rules_data,
    rules_text,
    rules_toml,
    total_formula,
)
from said import LANGUAGES, heard, keys_of, of_message, words
from scenes.rules import INDEX, WHOLE


def rules_of(text):
    return parse_methodology(text, "rules.toml")


def told_of(rules, lang="en"):
    return heard(lambda words: rules_text(rules, words), lang)


def said(rules, lang="en"):
    return "".join(f"{line}\n" for line in rules_text(rules, words(lang)))


def test_every_key_that_decides_a_place_is_said():
    told = told_of(rules_of(WHOLE))

    assert {"show.measures.rank-sum", "rules.ties.average", "rules.place_ties.dense", "rules.missing.worst"} <= keys_of(
        told
    )
    assert [one["bound"] for one in of_message(told, "show.zone.green.lower")] == ["0.50"]
    assert [one["bound"] for one in of_message(told, "show.zone.red.lower")] == ["12.25"]
    assert [one["keys"] for one in of_message(told, "rules.tie_break")] == [
        f"{words('en').say('rules.tie_break.countback')}, hours"
    ]
    assert of_message(told, "show.league.sizes") == [
        {"by": words("en").say("counts.followers"), "bands": "large [1,000; ∞), small [0; 1,000)"}
    ]
    assert [one["counts"] for one in of_message(told, "show.minimum")] == [f"{words('en').say('counts.posts')} ≥ 3"]
    lines = said(rules_of(WHOLE)).splitlines()
    assert lines[0] == "whole (whole 2.1)"
    assert [line.split(":")[0] for line in lines if line.startswith(("  hours", "  reach"))] == [
        "  hours",
        "  reach",
    ]
    assert f"× 2 ÷ {words('en').say('counts.posts')}, h ×3" in lines[3]
    assert words("en").say("show.lower") in lines[3]


def test_an_index_in_words():
    told = told_of(rules_of(INDEX))

    assert {"show.measures.log-index", "rules.place_ties.min", "rules.missing.exclude"} <= keys_of(told)
    term = f"0.42·ln(10·{words('en').say('counts.reads')} ÷ {words('en').say('counts.days')} + 1)"
    assert of_message(told, "rules.log-index") == [{"formula": f"({term})^2 × 12", "source": "–"}]
    assert [one["keys"] for one in of_message(told, "rules.tie_break")] == ["reads"]
    assert [one["column"] for one in of_message(told, "show.league")] == [words("en").say("table.platform").lower()]
    assert f"  reads: reads = {term}" in said(rules_of(INDEX)).splitlines()


@pytest.mark.parametrize("name", ["wci-14.2", "wci-2.0", "bci"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_index_is_shown_without_penalties(name, lang):
    text = said(load_methodology(name), lang).casefold()
    assert [word for word in ("penalt", "штраф", "айып", "points") if word in text] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", METHODOLOGIES)
def test_the_packaged_ones_are_said_in_every_language(name, lang):
    rules = load_methodology(name)
    text = said(rules, lang)

    assert text.startswith(f"{label_in(rules.title, lang)} ({name} {rules.version})\n")
    for measure in rules.measures:
        assert f"  {measure.key}: {measure_title(measure, words(lang))}" in text
    for band in rules.zones:
        bound = f"≤ {band.upto}" if band.upto else f"≥ {band.from_:g}" if band.from_ else "–"
        assert f"{label_in(band.label, lang)} ({band.name}, {band.color}): {bound}" in text


@pytest.mark.parametrize(("lang", "factor"), [("en", "0.12"), ("ru", "0,12"), ("kk", "0,12")])
def test_a_formula_names_its_counts_in_the_readers_language(lang, factor):
    akimats, wci = load_methodology("akimats"), load_methodology("wci-2.0")
    counts = {name: words(lang).say(f"counts.{name}") for name in ("interactions", "posts", "followers")}

    er = "{interactions} × 100 ÷ ({posts} × {followers})".format(**counts)
    assert measure_formula(akimats.indicators[-1], words(lang)) == er
    assert measure_formula(wci.terms[2], words(lang)) == f"{factor}·ln(best reads + 1)"
    assert f" + {factor}·ln(best reads + 1) + " in total_formula(wci, words(lang))
    assert akimats.indicators[-1].formula == "interactions × 100 ÷ (posts × followers)"  # as machines read it


def test_a_column_of_ones_own_keeps_its_name_with_its_digits():
    rules = rules_of(INDEX.replace('of = ["reads"]', 'of = ["reads v1.5"]'))

    assert (
        measure_formula(rules.terms[0], words("ru")) == f"0,42·ln(10·reads v1.5 ÷ {words('ru').say('counts.days')} + 1)"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_count_that_govrank_knows_has_a_name_in_every_language(lang):
    assert [count for count in COUNTS if f"counts.{count}" not in words(lang)] == []
    assert [count for count in COUNTS if f"counts.of.{count}" not in words(lang)] == []


@pytest.mark.parametrize(
    ("zones", "keys"),
    [
        pytest.param(
            "zones = { green_from = 5, red_below = 1 }", {"show.norm.zones", "show.norm.meaning"}, id="fixed bounds"
        ),
        pytest.param("", {"show.norm.meaning"}, id="thirds are not fixed"),
    ],
)
def test_a_norm_is_told_from_the_zones(zones, keys):
    rules = rules_of(
        'name = "n"\nversion = "1"\n[[indicators]]\nkey = "rate"\nlabel = "Rate"\nof = ["likes"]\n'
        f'{zones}\n[[norms]]\nindicator = "rate"\nby = "followers"\nbands = [{{ low = 5 }}]\n'
    )

    assert keys_of(heard(lambda words: norm_text(rules.norms[0], rules, words))) == keys


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("text", [WHOLE, INDEX], ids=["a rank sum", "an index"])
def test_no_sentence_of_another_language_slips_in(text, lang):
    lines = said(rules_of(text), lang).splitlines()
    assert all("{" not in line for line in lines)
    if lang != "en":
        english = said(rules_of(text), "en").splitlines()
        assert len(lines) == len(english)
        # a line that is the same in both holds names and figures only
        assert [line for line in lines if line in english and " is " in line] == []


def test_a_band_without_label_sign_or_colour_of_its_own_is_called_by_its_name():
    text = INDEX + '\n[[zones]]\nname = "all"\nupto = "1"\ncolor = "#ffffff"\n'
    assert any(line.strip() == "all (all, #ffffff): ≤ 1" for line in said(rules_of(text)).splitlines())


@pytest.mark.parametrize("name", METHODOLOGIES)
def test_the_rules_as_data_make_the_same_rules(name):
    rules = load_methodology(name)
    assert Methodology.model_validate(rules_data(rules)) == rules


@pytest.mark.parametrize("text", [WHOLE, INDEX], ids=["a rank sum", "an index"])
def test_the_rules_as_toml_and_as_json_make_the_same_rules(text):
    rules = rules_of(text)

    data = rules_data(rules)
    assert parse_methodology(tomli_w.dumps(data), "again.toml") == rules
    assert Methodology.model_validate(json.loads(json.dumps(data))) == rules
    assert data == json.loads(json.dumps(tomllib.loads(tomli_w.dumps(data))))


def test_the_data_hold_what_the_scoring_uses_and_nothing_else():
    assert "indicators" not in rules_data(rules_of(INDEX))
    others = {"terms", "scale", "power", "items", "blocks", "out_of"}
    everything = set(Methodology.model_fields) - {"title", "footnote"}  # none is given
    assert set(rules_data(rules_of(WHOLE))) | others == everything


def test_bounds_stay_exact_in_the_data():
    text = INDEX + '\n[[zones]]\nname = "a"\nupto = "1/3"\ncolor = "#ffffff"\n[[zones]]\nname = "b"\nupto = 1\n'
    data = rules_data(rules_of(text + 'color = "#ffffff"\n'))
    assert [zone["upto"] for zone in data["zones"]] == ["1/3", "1"]


RULES_WITH_LABEL = """
name = "mine"
version = "1"
[[indicators]]
key = "reach"
label = "LABEL"
of = ["reach"]
"""


def test_letters_that_nobody_sees_are_escapes_in_toml_and_read_back_as_they_were():
    """Found by the damage "methodology text 20261412": a direction mark in a label."""
    label = "a\u202eb\u00a0c\U000e0001d"
    rules = parse_methodology(RULES_WITH_LABEL.replace("LABEL", label), "mine.toml")
    written = rules_toml(rules)

    assert 'en = "a\\u202Eb\\u00A0c\\U000E0001d"' in written
    assert parse_methodology(written, "mine.toml") == rules


@pytest.mark.parametrize(
    ("league", "lang", "column"),
    [
        ("platform", "ru", words("ru").say("table.platform").lower()),
        ("Соцсеть", "kk", words("kk").say("table.platform").lower()),
        ("Отрасль", "ru", "Отрасль"),
        ("Отрасль", "en", "Отрасль"),
    ],
)
def test_the_column_of_the_leagues_is_named_in_the_language(league, lang, column):
    rules = load_methodology("akimats").model_copy(update={"league": league})

    assert league_text(rules, words(lang)) == words(lang).say("show.league", column=column)
