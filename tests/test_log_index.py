"""Logarithmic indexes: the published example to the digit, and the packaged weights against the formulas of DOMAIN 4.

The formulas stand here as they are published, written out with `math.log`; nothing of the TOML files is used, so a
wrong weight in one of them (0.1 for 0.06, as in the copies that circulate) shows.
"""

import csv
import io
import json
import math
import random
from fractions import Fraction
from math import log, prod

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import govrank
from commands import run
from editions import parse_methodology
from files import write
from govrank import load_methodology
from inside import ExactIndex, Term, nearness, scoring_of, total_formula
from said import LANGUAGES, words

PENALTY = ("penalty", "penalties", "штраф", "айып")

# Of one WeChat account: all articles (R, Z, L, S), headline articles, the best article, days and articles.
WECHAT = {
    "reads": 310000, "wow": 124, "likes": 930, "shares": 4650,
    "headline reads": 186000, "headline wow": 93, "headline likes": 620, "headline shares": 3100,
    "best reads": 41000, "best wow": 17, "best likes": 88, "best shares": 730,
    "articles": 62,
}  # fmt: skip
OTHER = {
    "reads": 52000, "wow": 3, "likes": 41, "shares": 205,
    "headline reads": 50000, "headline wow": 2, "headline likes": 37, "headline shares": 160,
    "best reads": 9000, "best wow": 0, "best likes": 11, "best shares": 48,
    "articles": 13,
}  # fmt: skip
WEIBO = {"posts": 140, "shares": 2600, "comments": 910, "likes": 15800}


def rate(rows, methodology, **options):
    return govrank.rate_frames(pd.DataFrame(rows), methodology=methodology, **options)


def index_of(counts, name, **options):
    return rate([{"page": "A"} | counts], name, **options).totals.item()


def test_the_published_example_of_wci_2_0():
    published = {"reads": 10000, "articles": 100, "best reads": 300, "likes": 4000, "best likes": 60}
    rating = rate([{"page": "A"} | published], "wci-2.0")

    by_hand = {
        "reads_total": 0.80 * 0.40 * log(10000 + 1),
        "reads_per_article": 0.80 * 0.45 * log(10000 / 100 + 1),
        "reads_best": 0.80 * 0.15 * log(300 + 1),
        "likes_total": 0.20 * 0.40 * log(4000 + 1),
        "likes_per_article": 0.20 * 0.45 * log(4000 / 100 + 1),
        "likes_best": 0.20 * 0.15 * log(60 + 1),
    }
    assert {key: points.item() for key, points in rating.points.items()} == pytest.approx(by_hand, rel=1e-14)
    assert rating.totals.item() == pytest.approx(sum(by_hand.values()) ** 2 * 10, rel=1e-14)
    assert round(rating.totals.item(), 4) == 411.4875
    assert {key: measured.values.item() for key, measured in rating.measured.items()} == {
        "reads_total": 10000, "reads_per_article": 100, "reads_best": 300,
        "likes_total": 4000, "likes_per_article": 40, "likes_best": 60,
    }  # fmt: skip


def wci_14_2(c, days):
    """WCI V14.2 as it is published: four parts of four logarithms each."""
    d, n = days, c["articles"]
    o = (
        0.70 * log(c["reads"] / d + 1)
        + 0.09 * log(10 * c["wow"] / d + 1)
        + 0.06 * log(10 * c["likes"] / d + 1)
        + 0.15 * log(10 * c["shares"] / d + 1)
    )
    a = (
        0.70 * log(c["reads"] / n + 1)
        + 0.09 * log(10 * c["wow"] / n + 1)
        + 0.06 * log(10 * c["likes"] / n + 1)
        + 0.15 * log(10 * c["shares"] / n + 1)
    )
    h = (
        0.70 * log(c["headline reads"] / d + 1)
        + 0.09 * log(10 * c["headline wow"] / d + 1)
        + 0.06 * log(10 * c["headline likes"] / d + 1)
        + 0.15 * log(10 * c["headline shares"] / d + 1)
    )
    p = (
        0.70 * log(c["best reads"] + 1)
        + 0.09 * log(10 * c["best wow"] + 1)
        + 0.06 * log(10 * c["best likes"] + 1)
        + 0.15 * log(10 * c["best shares"] + 1)
    )
    return (0.6 * o + 0.2 * a + 0.1 * h + 0.1 * p) ** 2 * 12


@pytest.mark.parametrize("counts", [WECHAT, OTHER], ids=["a large account", "a small one"])
@pytest.mark.parametrize("days", [7, 31])
def test_wci_14_2_is_the_formula_as_published(counts, days):
    assert index_of(counts, "wci-14.2", days=days) == pytest.approx(wci_14_2(counts, days), rel=1e-13)


@pytest.mark.parametrize("changed", [name for name in WECHAT if name != "articles"])
def test_each_count_of_wci_14_2_has_the_weight_that_is_published(changed):
    """One count alone is doubled, so that a wrong weight of one small term cannot hide in the sum."""
    counts = WECHAT | {changed: 2 * WECHAT[changed]}

    gained = index_of(counts, "wci-14.2", days=31) - index_of(WECHAT, "wci-14.2", days=31)
    assert gained == pytest.approx(wci_14_2(counts, 31) - wci_14_2(WECHAT, 31), rel=1e-9)
    assert gained > 0


def test_the_likes_of_wci_14_2_weigh_0_06_and_not_0_1():
    weights = {term.key: term.weight for term in load_methodology("wci-14.2").terms}

    assert weights["likes_per_day"] == pytest.approx(0.6 * 0.06, rel=1e-15)
    assert sum(weights.values()) == pytest.approx(1, rel=1e-12)  # 0.70 + 0.09 + 0.06 + 0.15, and 0.6 + 0.2 + 0.1 + 0.1


def test_bci_is_the_formula_as_published():
    c = WEIBO
    by_hand = (
        0.2 * log(c["posts"] + 1)
        + 0.8 * (0.4 * log(c["shares"] + 1) + 0.4 * log(c["comments"] + 1) + 0.2 * log(c["likes"] + 1))
    ) * 160
    assert index_of(c, "bci") == pytest.approx(by_hand, rel=1e-14)


@pytest.mark.parametrize(("name", "counts"), [("wci-14.2", WECHAT), ("wci-2.0", WECHAT), ("bci", WEIBO)])
def test_an_account_of_nothing_has_an_index_of_0(name, counts):
    assert index_of(dict.fromkeys(counts, 0), name, days=31) == 0


@pytest.mark.parametrize("name", ["wci-14.2", "wci-2.0", "bci"])
def test_a_packaged_index_carries_its_version_and_its_source(name):
    rules = load_methodology(name)

    assert rules.version == {"wci-14.2": "14.2", "wci-2.0": "2.0", "bci": "1"}[name]
    assert "as published by its makers" in rules.source
    assert rules.scoring == "log-index"
    assert rules.required == ()


INDEX = """\
name = "reads"
version = "1"
scoring = "log-index"
scale = 2
power = 1

[[terms]]
key = "reads"
label = { en = "Reads", ru = "Прочтения", kk = "Оқылым" }
of = ["reads"]
weight = 0.5

[[terms]]
key = "likes"
of = ["likes"]
factor = 3
weight = 0.25

[[zones]]
name = "green"
upto = "1/3"
color = "#c6efce"
sign = "▲"

[[zones]]
name = "red"
upto = "1"
color = "#ffc7ce"
sign = "▼"
"""
ROWS = [("A", 100, 5), ("B", 900, 0), ("C", 100, 5), ("D", 20, 40), ("E", 0, 0), ("F", 400, 7)]


def rows_of(rows):
    return [{"page": page, "reads": reads, "likes": likes} for page, reads, likes in rows]


@pytest.fixture
def rules():
    return parse_methodology(INDEX, "reads.toml")


def test_the_highest_index_wins_and_equal_pages_share_a_place(rules):
    rating = rate(rows_of(ROWS), rules)

    by_hand = {page: 2 * (0.5 * log(reads + 1) + 0.25 * log(3 * likes + 1)) for page, reads, likes in ROWS}
    expected = sorted(by_hand, key=by_hand.get, reverse=True)
    assert list(rating.pages.names) == expected == ["F", "B", "A", "C", "D", "E"]
    assert rating.places.tolist() == [1, 2, 3, 3, 5, 6]
    assert rating.totals.tolist() == pytest.approx([by_hand[page] for page in expected], rel=1e-15)
    assert rating.totals[2] == rating.totals[3]  # equal figures give the same float, not a near one


LEVEL = [("A", 10, 100, 1, 23), ("B", 10, 100, 5, 7), ("C", 10, 100, 2, 15), ("D", 10, 100, 3, 11)]
WEIBO_COLUMNS = ("page", "posts", "likes", "comments", "shares")


def weibo(*rows):
    return rate([dict(zip(WEIBO_COLUMNS, row, strict=True)) for row in rows], "bci")


def places_of(rating):
    return dict(zip(rating.pages.names, rating.places.tolist(), strict=True))


def test_equal_indexes_of_unlike_counts_share_place_zone_and_figure():
    """Comments and shares weigh the same, and (1 + comments)(1 + shares) is 48 of each."""
    rating = weibo(*LEVEL, ("E", 10, 100, 2, 14), ("F", 1, 1, 1, 1))

    assert places_of(rating) == {"A": 1, "B": 1, "C": 1, "D": 1, "E": 5, "F": 6}
    assert [rating.zone(n) for n in range(6)] == ["green"] * 4 + ["red"] * 2
    assert len(set(rating.totals[:4].tolist())) == 1
    assert rating.totals[3] > rating.totals[4] > rating.totals[5]


def test_unequal_indexes_are_told_apart_however_near():
    """10¹² · 10¹² is above (10¹² − 1)(10¹² + 1) by one part in 10²⁴, far below what a float shows."""
    great = 10**12
    rating = weibo(("below", 1, 1, great - 2, great), ("above", 1, 1, great - 1, great - 1), ("last", 1, 1, 0, 0))

    assert places_of(rating) == {"above": 1, "below": 2, "last": 3}
    assert rating.totals[0] >= rating.totals[1]  # and their floats are not the other way round


def test_the_order_of_rows_decides_no_equal_index():
    for rows in (LEVEL, LEVEL[::-1], [LEVEL[2], LEVEL[0], LEVEL[3], LEVEL[1]]):
        rating = weibo(*rows, ("F", 10, 100, 1, 22))
        assert places_of(rating) == {"A": 1, "B": 1, "C": 1, "D": 1, "F": 5}


def terms(*weights, **factors):
    names = "xyz"
    return [
        Term(key=name, of=[name], weight=weight, factor=factors.get(name, 1))
        for name, weight in zip(names, weights, strict=False)
    ]


@pytest.mark.parametrize(
    ("weights", "factors", "one", "other", "expected"),
    [
        pytest.param((1, 1), {}, (1, 5), (5, 1), 0, id="the same arguments of other terms"),
        pytest.param((1, 1), {}, (1, 7), (3, 3), 0, id="2 · 8 = 4 · 4"),
        pytest.param((0.4, 0.2), {}, (1, 0), (0, 3), 0, id="2² = 4: 0.4 is two fifths and no float"),
        pytest.param((0.4, 0.2), {}, (1, 0), (0, 4), -1, id="2² < 5"),
        pytest.param((1, 1), {"x": 2.5}, (2, 0), (0, 5), 0, id="2.5 · 2 + 1 = 5 + 1"),
        pytest.param((1, 1), {"x": 0.1}, (Fraction(1, 3), 0), (0, Fraction(1, 30)), 0, id="0.1 is a tenth"),
        pytest.param((1, 1), {}, ("0.00000000000000000001", 0), (0, 0), 1, id="a figure that 1 swallows as a float"),
        pytest.param(
            (0.123456789012346, 0.246913578024692), {}, (3, 0), (0, 1), 0, id="weights of 15 digits: 4 = 2² still"
        ),
        pytest.param(
            (0.123456789012346, 0.246913578024691), {}, (3, 0), (0, 1), 1, id="and a weight that is less by the last"
        ),
        pytest.param(
            (0.1, 0.3, 0.7), {}, (2**40 - 1, 3**20 - 1, 0), (2**40 - 2, 3**20 - 1, 0), 1, id="one of a trillion less"
        ),
    ],
)
def test_indexes_are_compared_exactly(weights, factors, one, other, expected):
    rules = terms(*weights, **factors)
    first, second = (ExactIndex([Fraction(value) for value in values], rules) for values in (one, other))

    assert (first > second) - (first < second) == expected
    assert (second > first) - (second < first) == -expected
    assert (first == second) == (expected == 0)
    assert (first >= second) == (expected >= 0)


ARGUMENTS = st.lists(st.fractions(min_value=0, max_value=40, max_denominator=12), min_size=3, max_size=3)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(ARGUMENTS, ARGUMENTS, st.lists(st.sampled_from([0.1, 0.2, 0.32, 1, 1.5]), min_size=3, max_size=3))
@pytest.mark.slow
def test_indexes_compare_as_their_products_do(one, other, weights):
    rules = terms(*weights)
    powers = [int(Fraction(str(weight)) * 100) for weight in weights]
    products = [prod((value + 1) ** power for value, power in zip(v, powers, strict=True)) for v in (one, other)]

    assert (ExactIndex(one, rules) < ExactIndex(other, rules)) == (products[0] < products[1])
    assert (ExactIndex(one, rules) == ExactIndex(other, rules)) == (products[0] == products[1])


def test_sums_that_may_be_equal_are_never_taken_for_told_apart():
    """Whatever the rounding, equal indexes differ by less than the limit for exact comparison."""
    chance = random.Random(7)
    for _ in range(300):
        shares, comments = (2**a * 3**b for a, b in (chance.choices(range(8), k=2), chance.choices(range(8), k=2)))
        pairs = [(d, shares * comments // d) for d in range(1, 200) if shares * comments % d == 0]
        sums = [sum(sorted((0.32 * math.log1p(x - 1), 0.32 * math.log1p(y - 1), 0.2 * log(11)))) for x, y in pairs]
        assert max(sums) - min(sums) <= nearness(3) * min(sums)


def test_more_of_any_count_never_costs_a_place(rules):
    places = {}
    for likes in (5, 6, 60, 600):
        rating = rate(rows_of([*ROWS[:-1], ("F", 100, likes)]), rules)
        places[likes] = dict(zip(rating.pages.names, rating.places.tolist(), strict=True))["F"]
    assert list(places.values()) == sorted(places.values(), reverse=True)


def test_zones_are_shares_of_the_places(rules):
    """Of six pages a third are two: places 1 and 2 are green, wherever the index itself lies."""
    rating = rate(rows_of(ROWS), rules)
    assert [rating.zone(n) for n in range(6)] == ["green", "green", "red", "red", "red", "red"]
    assert rating.worst_possible.tolist() == [6] * 6

    tied = rate(rows_of([("A", 9, 1), ("B", 9, 1), ("C", 9, 1)]), rules)
    assert [tied.zone(n) for n in range(3)] == ["green"] * 3  # all three share the first place


def test_a_tie_is_broken_by_a_term(rules):
    """2·(0.5·ln 4) + 0 and 0 + 2·(0.25·ln 16) are the same, 2 ln 2: who has more reads comes first."""
    rows = rows_of([("likes", 0, 5), ("reads", 3, 0)])
    tied = rate(rows, rules)
    assert tied.places.tolist() == [1, 1]
    assert tied.totals.tolist() == pytest.approx([log(4), log(4)], rel=1e-15)

    broken = parse_methodology(INDEX.replace("power = 1", 'power = 1\ntie_break = ["reads"]'), "reads.toml")
    assert list(zip(*(lambda r: (r.pages.names, r.places.tolist()))(rate(rows, broken)), strict=True)) == [
        ("reads", 1), ("likes", 2),
    ]  # fmt: skip
    other = parse_methodology(INDEX.replace("power = 1", 'power = 1\ntie_break = ["likes"]'), "reads.toml")
    assert list(rate(rows, other).pages.names) == ["likes", "reads"]


def test_places_without_gaps_are_possible(rules):
    dense = rules.model_copy(update={"place_ties": "dense"})
    assert rate(rows_of(ROWS), dense).places.tolist() == [1, 2, 3, 3, 4, 5]


def test_leagues_divide_an_index_too(rules):
    rows = [row | {"platform": "vk" if n % 2 else "telegram"} for n, row in enumerate(rows_of(ROWS))]
    rating = rate(rows, rules, by="platform")

    assert {league: list(rating.places[pages.start : pages.stop]) for league, pages in rating.leagues.items()} == {
        "telegram": [1, 1, 3], "vk": [1, 2, 3],
    }  # fmt: skip
    assert set(rating.worst_possible.tolist()) == {3}


def test_a_page_with_a_missing_figure_is_left_out_where_the_rules_say_so(rules):
    excluding = parse_methodology(INDEX.replace("power = 1", 'power = 1\nmissing = "exclude"'), "reads.toml")
    rating = rate([*rows_of(ROWS), {"page": "G", "reads": 10**6, "likes": None}], excluding)

    assert list(rating.pages.names) == ["F", "B", "A", "C", "D", "E"]
    assert [(out.page, out.reason.wording, out.reason.args) for out in rating.excluded] == [
        ("G", "missing", {"count": "likes"})
    ]
    with pytest.raises(govrank.DataError) as caught:
        rate([*rows_of(ROWS), {"page": "G", "reads": 10**6, "likes": None}], rules)
    assert [(problem.code, problem.column) for problem in caught.value.problems] == [("missing-value", "likes")]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        pytest.param("power = 1", 'missing = "worst"', "missing", id="there is no last place in an index"),
        pytest.param("power = 1", 'tie_break = ["countback"]', "tie_break.1", id="no first places to count back"),
        pytest.param("[[terms]]", '[[indicators]]\nkey = "x"\nof = ["reads"]\n[[terms]]', "indicators",
                     id="indicators in an index"),
        pytest.param('"log-index"', '"rank-sum"', "terms", id="terms in a rank sum"),
        pytest.param("factor = 3", "factor = 0", "terms.2.factor", id="a factor of nothing"),
        pytest.param("scale = 2", "scale = -2", "scale", id="a scale that turns the order round"),
        pytest.param("power = 1", "power = 0", "power", id="a power that makes all equal"),
    ],
)  # fmt: skip
def test_what_an_index_cannot_be_is_refused(old, new, key):
    with pytest.raises(govrank.DataError) as caught:
        parse_methodology(INDEX.replace(old, new, 1), "reads.toml")
    assert [problem.column for problem in caught.value.problems] == [key]


def test_the_formula_is_shown_as_it_is_computed(rules):
    assert scoring_of(rules).formula == "(0.5·ln(reads + 1) + 0.25·ln(3·likes + 1)) × 2"
    assert scoring_of(load_methodology("bci")).formula == (
        "(0.2·ln(posts + 1) + 0.32·ln(shares + 1) + 0.32·ln(comments + 1) + 0.16·ln(likes + 1)) × 160"
    )


def test_no_digit_of_a_weight_is_rounded_away_in_the_formula():
    """The formula is printed so that a reader can compute the index; 0.123457 for 0.123456789 gives another one."""
    text = INDEX.replace("weight = 0.25", "weight = 0.123456789").replace("scale = 2", "scale = 1234567.5")
    formula = scoring_of(parse_methodology(text, "reads.toml")).formula

    assert "0.123456789·ln(3·likes + 1)" in formula
    assert formula.endswith(" × 1234567.5")


@pytest.fixture
def folder(tmp_path):
    write(tmp_path, "reads.toml", INDEX)
    lines = [f"{page},{page} region,vk,{reads},{likes}" for page, reads, likes in ROWS]
    write(tmp_path, "july.csv", "\n".join(["page,region,platform,reads,likes", *lines]) + "\n")
    lines = [f"{page},{page} region,vk,{reads},{likes}" for page, reads, likes in [("A", 1, 1), *ROWS[1:5]]]
    write(tmp_path, "june.csv", "\n".join(["page,region,platform,reads,likes", *lines, "Z,Z region,vk,5,5"]) + "\n")
    return tmp_path


def test_moves_are_those_of_places(folder):
    """June: B 900/0, C 100/5, D 20/40, Z 5/5, A 1/1, E 0/0. A rises to the place that it shares with C; F is new."""
    args = ("july.csv", "-m", "reads.toml", "--previous", "june.csv", "-f", "json")
    document = run("score", *args, folder=folder).document

    moves = {page["page"]: page["move"] for page in document["pages"]}
    assert moves == {
        "F": {"state": "new", "by": None, "previous": None},
        "B": {"state": "down", "by": -1, "previous": 1},
        "A": {"state": "up", "by": 2, "previous": 5},
        "C": {"state": "down", "by": -1, "previous": 2},
        "D": {"state": "down", "by": -2, "previous": 3},
        "E": {"state": "same", "by": 0, "previous": 6},
    }
    assert [out["page"] for out in document["left"]] == ["Z"]


def test_json_names_formula_version_source_and_unrounded_terms(folder):
    document = run("score", "july.csv", "-m", "reads.toml", "-f", "json", folder=folder).document

    assert {key: document["methodology"][key] for key in ("scoring", "formula", "version", "league")} == {
        "scoring": "log-index",
        "formula": "(0.5·ln(reads + 1) + 0.25·ln(3·likes + 1)) × 2",
        "version": "1",
        "league": "",
    }
    first = document["pages"][0]
    assert first["points"] == {"reads": 0.5 * log(401), "likes": 0.25 * log(22)}
    assert first["total"] == pytest.approx(2 * sum(first["points"].values()), rel=1e-15)
    assert (first["values"], first["zone"]) == ({"reads": 400, "likes": 7}, "green")


def test_csv_has_the_same_figures(folder):
    rows = list(
        csv.DictReader(io.StringIO(run("score", "july.csv", "-m", "reads.toml", "-f", "csv", folder=folder).out))
    )

    assert list(rows[0]) == [
        "league", "place", "move", "page", "region", "platform", "reads", "likes", "reads_points", "likes_points",
        "total", "zone",
    ]  # fmt: skip
    assert [row["place"] for row in rows] == ["1", "2", "3", "3", "5", "6"]
    assert float(rows[0]["total"]) == 2 * (0.5 * log(401) + 0.25 * log(22))


def output(folder, how, lang, methodology, pages, *args):
    """Return everything that one format says, as one text in small letters."""
    if how in ("table", "md", "json", "csv"):
        flags = ["--indicators", "--digest"] if how in ("table", "md") else []
        ended = run("score", pages, "-m", methodology, "-f", how, "--lang", lang, *flags, *args, folder=folder)
        assert ended.code == 0, ended.err
        return (ended.out + ended.err).casefold()
    path = folder / f"out.{how}"
    ended = run("export", pages, "-m", methodology, "--lang", lang, "-o", path, *args, folder=folder)
    assert ended.code == 0, ended.err
    if how == "html":
        return path.read_text(encoding="utf-8").casefold()
    from openpyxl import load_workbook

    cells = [
        str(cell.value)
        for sheet in load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    return " ".join(cells).casefold()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("how", ["table", "md", "json", "csv", "html", "xlsx"])
@pytest.mark.slow
def test_nothing_of_an_index_speaks_of_penalties(folder, how, lang):
    text = output(folder, how, lang, "reads.toml", "july.csv", "--previous", "june.csv")

    assert [word for word in PENALTY if word in text] == []
    if how not in ("csv", "json"):
        spoken = {"en": ("points:", "fewest", "fewer is better"), "ru": ("баллы:", "чем меньше"), "kk": ("ұпай:",)}
        assert [word for word in spoken[lang] if word in text] == []
        factor = "0.25" if lang == "en" else "0,25"
        assert f"{factor}·ln(3·{words(lang).say('counts.likes')} + 1)" in text
    assert "reads" in text


@pytest.mark.parametrize("how", ["table", "md", "json"])
@pytest.mark.parametrize("name", ["wci-2.0", "bci"])
def test_every_output_of_a_packaged_index_has_its_formula_version_and_source(tmp_path, name, how):
    counts = {"wci-2.0": WECHAT, "bci": WEIBO}[name]
    write(tmp_path, "a.csv", ",".join(["page", *counts]) + "\nA," + ",".join(map(str, counts.values())) + "\n")
    ended = run("score", "a.csv", "-m", name, "-f", how, "-q", folder=tmp_path)
    text = ended.out.replace("\\", "")
    rules = load_methodology(name)

    if how == "json":
        methodology = json.loads(ended.out)["methodology"]
        assert methodology["formula"] == scoring_of(rules).formula
        assert (methodology["version"], methodology["source"]) == (rules.version, rules.source)
    else:
        assert total_formula(rules, words("en")) in text
        assert f"({name} {rules.version})" in text
        assert rules.source in text


def test_a_very_large_count_has_a_finite_index():
    assert math.isfinite(index_of(dict.fromkeys(WECHAT, 10**12), "wci-2.0"))
