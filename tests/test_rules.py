"""A methodology in words: everything that decides a place is said, in every language, and nothing else."""

import json
import tomllib

import pytest
import tomli_w

from govrank.methodology.load import load_methodology, parse_methodology
from govrank.methodology.models import Methodology
from govrank.packaged import LANGUAGES, METHODOLOGIES
from govrank.read.headings import COUNTS
from govrank.reports.wording import (
    league_text,
    measure_formula,
    measure_title,
    norm_text,
    rules_data,
    rules_text,
    rules_toml,
    total_formula,
)
from govrank.text.catalogue import words

AKIMATS = """\
Official pages of regional administrations (akimats 1)
Source: July 2020 edition of the monthly rating of akimats' pages; OECD/JRC Handbook on Constructing Composite \
Indicators (2008), formula 29

Indicators, each ranked; the place is its points, the fewest points win:
  followers: Followers
    red below 10,000
  followers_share: Followers (% of population) = followers × 100 ÷ population, %
    green from 10; red below 5
  engaged: Engaged users
    red below 1,000
  engagement_per_post: Engagement per post = interactions ÷ posts
  engaged_share: Engaged (% of population) = engaged users × 100 ÷ population, %
  er: ER = interactions × 100 ÷ (posts × followers), %
    green from 5; red below 1
  Where no bound is named, an indicator's zones are the thirds of its places; a named bound goes before them.

Rules:
  Equal values share the better place (1, 2, 2, 4).
  Equal totals share a place (1, 2, 2, 4).
  A missing figure is an error.

Zones:
  ▲ green zone (green, #c6efce): ≤ 1/3
  ● white zone (white, #ffffff): ≤ 2/3
  ▼ red zone (red, #ffc7ce): ≤ 1
  A page alone in its league is in the first zone.

Norm of ER by size of the page (followers):
  [5,000; 10,000): 10 … 20
  [10,000; 100,000): – … 5
  [100,000; 1,000,000): – … 3
  [1,000,000; ∞): – … 1
  The zones of ER have fixed bounds, the same for every page. The norm is what is usual for a page of this size; \
it changes neither zone nor points.

On Facebook the monitoring tool counts the likes of the page in place of followers.
"""
WHOLE = """\
name = "whole"
version = "2.1"
ties = "average"
place_ties = "dense"
tie_break = ["countback", "hours"]
missing = "worst"
minimum = { posts = 3, followers = 0 }
league = { by = "followers", bands = [ { name = "large", from = 1000 }, { name = "small", to = 1000 } ] }

[[indicators]]
key = "hours"
label = { en = "Hours", ru = "Часы" }
of = ["hours", "more hours"]
per = ["posts"]
times = 2
unit = "h"
direction = "lower"
weight = 3
zones = { green_from = 0.5, red_below = 12.25 }

[[indicators]]
key = "reach"
of = ["reach"]
"""
INDEX = """\
name = "index"
version = "1"
scoring = "log-index"
scale = 12
power = 2
missing = "exclude"
place_ties = "min"
tie_break = ["reads"]
league = "platform"

[[terms]]
key = "reads"
of = ["reads"]
per = ["days"]
factor = 10
weight = 0.42
"""


def rules_of(text):
    return parse_methodology(text, "rules.toml")


def said(rules, lang="en"):
    return "".join(f"{line}\n" for line in rules_text(rules, words(lang)))


def test_the_packaged_rating_in_words():
    assert said(load_methodology("akimats")) == AKIMATS


def test_every_key_that_decides_a_place_is_said():
    assert said(rules_of(WHOLE)).splitlines() == [
        "whole (whole 2.1)",
        "",
        "Indicators, each ranked; the place is its points, the fewest points win:",
        "  hours: Hours = (hours + more hours) × 2 ÷ posts, h ×3 (lower is better)",
        "    green up to 0.50; red above 12.25",
        "  reach: reach",
        "  Where no bound is named, an indicator's zones are the thirds of its places; a named bound goes before them.",
        "",
        "Rules:",
        "  Equal values share the mean place (1, 2.5, 2.5, 4).",
        "  Equal totals share a place and none is skipped (1, 2, 2, 3).",
        "  They are first divided by countback (more first places, then more second), hours.",
        "  A missing figure gives as many points as the league has pages.",
        "  Pages are ranked among pages of like followers: large [1,000; ∞), small [0; 1,000).",
        "  Only pages with posts ≥ 3 are rated.",
    ]


def test_an_index_in_words():
    assert said(rules_of(INDEX)).splitlines() == [
        "index (index 1)",
        "",
        "Terms, added up; the highest index wins:",
        "  reads: reads = 0.42·ln(10·reads ÷ days + 1)",
        "  Where no bound is named, an indicator's zones are the thirds of its places; a named bound goes before them.",
        "",
        "Rules:",
        "  Index = (0.42·ln(10·reads ÷ days + 1))^2 × 12; the highest wins. Source: –.",
        "  Equal totals share a place (1, 2, 2, 4).",
        "  They are first divided by reads.",
        "  A page with a missing figure is left out.",
        '  Pages are ranked inside each value of the column "network".',
    ]


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

    assert text.startswith(f"{rules.title[lang]} ({name} {rules.version})\n")
    for measure in rules.measures:
        assert f"  {measure.key}: {measure_title(measure, words(lang))}" in text
    for band in rules.zones:
        assert f"{band.label[lang]} ({band.name}, {band.color}): ≤ {band.upto}" in text


@pytest.mark.parametrize(
    ("lang", "er", "best"),
    [
        ("en", "interactions × 100 ÷ (posts × followers)", "0.12·ln(best reads + 1)"),
        ("ru", "взаимодействия × 100 ÷ (посты × подписчики)", "0,12·ln(best reads + 1)"),
        ("kk", "әрекеттесулер × 100 ÷ (жазбалар × жазылушылар)", "0,12·ln(best reads + 1)"),
    ],
)
def test_a_formula_names_its_counts_in_the_readers_language(lang, er, best):
    akimats, wci = load_methodology("akimats"), load_methodology("wci-2.0")

    assert measure_formula(akimats.indicators[-1], words(lang)) == er
    assert measure_formula(wci.terms[2], words(lang)) == best
    assert f" + {best} + " in total_formula(wci, words(lang))
    assert akimats.indicators[-1].formula == "interactions × 100 ÷ (posts × followers)"  # as machines read it


def test_a_column_of_ones_own_keeps_its_name_with_its_digits():
    rules = rules_of(INDEX.replace('of = ["reads"]', 'of = ["reads v1.5"]'))

    assert measure_formula(rules.terms[0], words("ru")) == "0,42·ln(10·reads v1.5 ÷ дни + 1)"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_count_that_govrank_knows_has_a_name_in_every_language(lang):
    assert [count for count in COUNTS if f"counts.{count}" not in words(lang)] == []
    assert [count for count in COUNTS if f"counts.of.{count}" not in words(lang)] == []


@pytest.mark.parametrize(
    ("zones", "expected"),
    [
        pytest.param(
            "zones = { green_from = 5, red_below = 1 }",
            "The zones of Rate have fixed bounds, the same for every page. The norm is what is usual for a page of "
            "this size; it changes neither zone nor points.",
            id="fixed bounds",
        ),
        pytest.param(
            "",
            "The norm is what is usual for a page of this size; it changes neither zone nor points.",
            id="thirds are not fixed",
        ),
    ],
)
def test_a_norm_is_told_from_the_zones(zones, expected):
    rules = rules_of(
        'name = "n"\nversion = "1"\n[[indicators]]\nkey = "rate"\nlabel = "Rate"\nof = ["likes"]\n'
        f'{zones}\n[[norms]]\nindicator = "rate"\nby = "followers"\nbands = [{{ low = 5 }}]\n'
    )

    assert norm_text(rules.norms[0], rules, words("en")) == expected


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
    ("league", "lang", "said"),
    [
        ("platform", "ru", "Страницы сравниваются внутри каждого значения столбца «соцсеть»."),
        ("Соцсеть", "kk", "Парақшалар «желі» бағанының әр мәні ішінде салыстырылады."),
        ("Отрасль", "ru", "Страницы сравниваются внутри каждого значения столбца «Отрасль»."),
        ("Отрасль", "en", 'Pages are ranked inside each value of the column "Отрасль".'),
    ],
)
def test_the_column_of_the_leagues_is_named_in_the_language(league, lang, said):
    rules = load_methodology("akimats").model_copy(update={"league": league})

    assert league_text(rules, words(lang)) == said
