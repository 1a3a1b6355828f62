"""A card in words, in every language."""

import math
import re
from fractions import Fraction

import pandas as pd
import pytest

from analysed import SMALL, as_text, edition, july_edition
from editions import compare_editions, hostile
from govrank import rate_frames
from inside import SizeLeague, _step_text, card_report, explain_page, home, movement_report
from said import LANGUAGES, headings, heard, of_message, rows_of, said, words

Step = home("Step", "analysis").Step


@pytest.fixture(scope="module", name="july")
def the_july():
    return july_edition()


def card_of(rating, page, lang="en"):
    """Return a card's messages with their values."""
    return heard(lambda words: card_report(rating, explain_page(rating, page), words), lang)


def rows_of_card(rating, page, lang="en"):
    return rows_of(as_text(card_report(rating, explain_page(rating, page), words(lang)), lang))


@pytest.mark.parametrize(("lang", "thousand"), [("en", "1,000"), ("ru", "1 000"), ("kk", "1 000")])
def test_a_card_has_the_sum_the_indicators_the_neighbours_and_the_steps(july, lang, thousand):
    # 1,000 followers more share Abai's first place: 2×1+1+3 = 6 beside 2×1+2+2; hours must meet Dawn's 4
    rows, told = rows_of_card(july, 1, lang), card_of(july, 1, lang)
    first, second, third = (said("number.ordinal", lang, n=place) for place in (1, 2, 3))
    zone = {name: said(f"zone.{name}", lang) for name in ("white", "green", "red")}

    assert rows[0] == ["Бәйтерек · VK"]
    assert rows[1] == [f"2×2+1+3 = 8, {said('card.place', lang, place=second, n=3)}"]
    assert rows[5] == headings("indicator", "value", "place", "zone", "norm", "gap", lang=lang)
    assert [row[1:] for row in rows[6:9]] == [
        [thousand, "2", zone["white"], thousand],
        ["9 %", "1", zone["green"], said("norm.within", lang)],
        ["9", "3", zone["red"], "4"],
    ]
    labels = {measure.key: measure.says(lang) for measure in july.methodology.measures}
    assert of_message(told, "card.strengths") == [{"names": labels["rate"]}]
    assert of_message(told, "card.weaknesses") == [{"names": labels["hours"]}]
    above = {"page": "Abai (Facebook)", "place": first, "total": "6", "apart": "2"}
    below = {"page": "Dawn (OK)", "place": third, "total": "10", "apart": "2"}
    assert (of_message(told, "card.above"), of_message(told, "card.below")) == ([above], [below])
    (more,) = of_message(told, "card.step.more")
    assert (more["number"].replace("\u202f", " "), more["before"], more["after"]) == (
        f"{thousand}-ға" if lang == "kk" else thousand, second, first,
    )  # fmt: skip
    assert of_message(told, "card.step.none") == [{"count": said("counts.likes", lang)}]
    assert of_message(told, "card.step.fewer.own") == [
        {"number": "5-ке" if lang == "kk" else "5", "count": "hours", "before": second, "after": first}
    ]


def test_an_ordinal_in_kazakh_has_no_loose_hyphen(july):
    """Kazakh writes 2-орын: the hyphen joins the number to its word, or a suffix to the number."""
    text = as_text(card_report(july, explain_page(july, 1), words("kk")), "kk")

    assert re.findall(r"\d-(?!\w).*", text) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_the_first_place_it_is_said_once_that_none_is_better(july, lang):
    lines = as_text(card_report(july, explain_page(july, 0), words(lang)), lang).splitlines()

    assert lines[-2:] == ["", said("card.first", lang)]
    assert words(lang).say("card.steps") not in lines


def test_a_step_in_words():
    rating = edition(
        "july",
        ("Abai", "Абай", "facebook", 2000, 60, 5),
        ("Бәйтерек", "Астана", "vk", 1000, 90, 5),
        ("Dawn", "Шымкент", "ok", 900, 89, 7),
    )
    # Abai 2+3+1 = 6; Бәйтерек 4+2+1 = 7; Dawn 6+1+3 = 10; at 4 hours Dawn 6+1+1 = 8 is level with Бәйтерек's 4+2+2
    assert of_message(card_of(rating, 2), "card.step.fewer.own") == [
        {"number": "3", "count": "hours", "before": "3rd", "after": "2nd"}
    ]


def test_a_step_of_a_column_with_fractions_is_in_its_own_unit():
    rating = edition("july", ("Abai", "Абай", "vk", 5, 5, "2.5"), ("Dawn", "Абай", "ok", 5, 5, "3.75"))

    # fewest hours first: 1.25 fewer are level
    assert of_message(card_of(rating, 1), "card.step.fewer.own") == [
        {"number": "1.25", "count": "hours", "before": "2nd", "after": "1st"}
    ]


def test_a_step_and_a_gap_have_every_digit():
    hours = [(name, 5, 5, text) for name, text in (("Abai", "5.31"), ("Dawn", "135.75"), ("Eos", "140.5"))]
    rating = edition("july", *((name, "Абай", "vk", *counts) for name, *counts in hours))

    # 135.75 − 5.31 = 130.44, and 130.4 is not enough
    assert [one["number"] for one in of_message(card_of(rating, 1, "ru"), "card.step.fewer.own")] == ["130,44"]
    (row,) = [row for row in rows_of_card(rating, 1, "ru") if row[0] == "Часов до ответа"]
    assert row[-1] == "130,44"


def test_what_has_to_be_passed_is_marked_and_explained():
    columns = (("Abai", "Абай", "vk", 9, 9, 1), ("Dawn", "Абай", "ok", 7, 2, 1))
    shared, worst = (
        edition("july", *columns, methodology=SMALL.model_copy(update={"ties": t})) for t in ("min", "max")
    )
    texts = [as_text(card_report(r, explain_page(r, 1), words("en")), "en") for r in (shared, worst)]
    rows = [next(line for line in text.splitlines() if line.startswith("Followers")) for text in texts]

    assert [row.split("  ")[-1].strip() for row in rows] == ["2", "> 2"]
    assert [words("en").say("card.gap.beyond") in text for text in texts] == [False, True]


def test_leagues_by_size_are_said_to_be_kept_to():
    sizes = SizeLeague.model_validate({"by": "followers", "bands": [{"name": "all"}]})
    columns = (("Abai", "Абай", "vk", 9, 9, 1), ("Dawn", "Абай", "ok", 7, 2, 1))
    by_size = edition("july", *columns, methodology=SMALL.model_copy(update={"league": sizes}))
    kept = said("card.method.sizes", by=said("counts.followers"))

    assert kept in as_text(card_report(by_size, explain_page(by_size, 1), words("en")), "en")
    together = edition("july", *columns)
    assert kept not in as_text(card_report(together, explain_page(together, 1), words("en")), "en")


def test_a_card_of_an_index_has_its_formula_in_place_of_a_sum():
    counts = [("a", 40, 300, 50, 900), ("b", 40, 100, 50, 900)]
    frame = pd.DataFrame(counts, columns=["page", "posts", "shares", "comments", "likes"]).assign(platform="weibo")
    rating = rate_frames(frame, methodology="bci")
    text = as_text(card_report(rating, explain_page(rating, 1), words("en")), "en")
    told = card_of(rating, 1)
    index = 160 * (0.2 * math.log(41) + 0.32 * math.log(101) + 0.32 * math.log(51) + 0.16 * math.log(901))

    assert f" + 0.16·ln({said('counts.likes')} + 1)) × 160 = {index:.2f}, " in text
    assert [(one["number"], one["after"]) for one in of_message(told, "card.step.more")][1:2] == [("200", "1st")]


def test_names_are_shown_and_never_obeyed():
    rating = hostile()
    movement = compare_editions(rating, rating)

    for report in (
        movement_report(rating, movement, words("en")),
        card_report(rating, explain_page(rating, 1), words("en")),
    ):
        text = as_text(report, "en")
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
    assert said("number.ordinal", n=place) == text


def test_an_ordinal_in_russian():
    assert [said("number.ordinal", "ru", n=place) for place in (1, 21)] == ["1-е", "21-е"]


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (18, "18-ге"), (446, "446-ға"), (40, "40-қа"), (2_100, "2100-ге"), (3_000, "3000-ға"), (10**6, "1000000-ға"),
        (5 * 10**9, "5000000000-қа"), (10**12, "1000000000000-ға"), (0, "0-ге"),
    ],
)  # fmt: skip
def test_by_how_much_in_kazakh(n, text):
    assert said("number.by", "kk", n=n, number=n) == text


@pytest.mark.parametrize(
    ("lang", "count", "change", "key", "number", "n"),
    [
        ("ru", "posts", -1, "card.step.fewer", "1", 1),
        ("ru", "posts", -4, "card.step.fewer", "4", 4),
        ("ru", "posts", 5, "card.step.more", "5", 5),
        ("ru", "followers", 3492, "card.step.more", "3\u202f492", 3492),
        ("ru", "engaged", 2, "card.step.more", "2", 2),
        ("ru", "views", Fraction(5, 4), "card.step.more", "1,25", 2),  # a fraction goes with the form of 2
        ("ru", "часы", -5, "card.step.fewer.own", "5", None),
        ("en", "followers", 1, "card.step.more", "1", 1),
        ("en", "posts", -2, "card.step.fewer", "2", 2),
        ("en", "views", Fraction(5, 4), "card.step.more", "1.25", 2),
        ("en", "hours", 1, "card.step.more.own", "1", None),
        ("kk", "posts", -4, "card.step.fewer", "4-ке", 4),
        ("kk", "followers", 30, "card.step.more", "30-ға", 30),
    ],
)
def test_what_a_step_counts_agrees_with_its_number(lang, count, change, key, number, n):
    told = heard(lambda words: _step_text(Step(count, 100, change, 2), 3, words), lang)
    counted = count if n is None else said(f"counts.of.{count}", lang, n=n)

    assert [(one["number"], one["count"]) for one in of_message(told, key)] == [(number, counted)]


def test_a_count_that_has_a_name_in_a_language_is_not_a_columns_own():
    told = heard(lambda words: _step_text(Step("сағат", 100, -4, 2), 3, words), "kk")

    assert [one["count"] for one in of_message(told, "card.step.fewer.own")] == ["сағат"]
