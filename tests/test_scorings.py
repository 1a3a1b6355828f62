"""What each scoring answers: one table, a line a scoring, that a new one has to fill."""

from dataclasses import dataclass
from fractions import Fraction
from typing import get_args

import numpy as np
import pytest

from govrank import Methodology, rate_frames
from inside import SCORING_RULES, Missing, scoring_of, trend_of
from said import LANGUAGES, words
from tables import frame_of

# The pages a, b and c have 8, 2 and 0 likes and 1, 2 and 5 shares; likes weigh 3 times what shares do.
# As places: likes 1, 2, 3 and shares 3, 2, 1, so a 3×1+3 = 6, b 3×2+2 = 8, c 3×3+1 = 10 of at most 3 × (3 + 1).
# As points: 3 for each like and 1 for each share, a 24 + 1, b 6 + 2, c 0 + 5.
# As logarithms: a 3·ln 9 + ln 2 = ln 1458, b 3·ln 3 + ln 3 = ln 81, c ln 6, each squared and halved.
COUNTS = {"likes": [8, 2, 0], "shares": [1, 2, 5]}
SUMS = [np.log(1458), np.log(81), np.log(6)]


@dataclass(frozen=True)
class Expected:
    """The answers of one scoring to the pages above."""

    totals: list[float]
    summands: list[list[float]]
    worst: int
    mean: Fraction | float
    times: list[int]
    formula: str
    sum_formula: str
    working: str
    rules: int
    total_cell: str
    points_cell: str
    worst_cell: str


EXPECTED = {
    "rank-sum": Expected(
        totals=[6, 8, 10],
        summands=[[3 * 1, 3], [3 * 2, 2], [3 * 3, 1]],
        worst=3 * (3 + 1),
        mean=Fraction(6, 12),
        times=[3, 1],
        formula="3 × likes + shares",
        sum_formula="Σ",
        working="3×1+3",
        rules=4,
        total_cell="SUMPRODUCT(A$1:B$1,A{r}:B{r})",
        points_cell="",
        worst_cell="SUM(A$1:B$1)*ROWS(A)",
    ),
    "log-index": Expected(
        totals=[0.5 * total**2 for total in SUMS],
        summands=[[3 * np.log(9), np.log(2)], [3 * np.log(3), np.log(3)], [0, np.log(6)]],
        worst=3,
        mean=0.5 * SUMS[0] ** 2,
        times=[1, 1],
        formula="(3·ln(likes + 1) + 1·ln(shares + 1))^2 × 0.5",
        sum_formula="Σ² × 0.5",
        working="",
        rules=1,
        total_cell="0.5*SUM(A{r},B{r})^2",
        points_cell="B$1*LN(1*A{r}+1)",
        worst_cell="ROWS(A)",
    ),
}
EXPECTED["points"] = Expected(
    totals=[24 + 1, 6 + 2, 0 + 5],
    summands=[[24, 1], [6, 2], [0, 5]],
    worst=3,
    mean=25,
    times=[1, 1],
    formula="likes (30) + shares (5)",
    sum_formula="Σ",
    working="24+1",
    rules=1,
    total_cell="(SUM(A{r},B{r}))*35/(ISNUMBER(A{r})*30+ISNUMBER(B{r})*5)",
    points_cell='IF(A{r}="","",B$1*MAX(0,MIN(1,(A{r}-0)/10)))',
    worst_cell="ROWS(A)",
)
SENTENCES = (
    "table.total", "rating.legend", "digest", "totals", "totals.note", "xlsx.chart",
    "method.weight", "show.measures", "trend.mean", "trend.method", "robust.method",
)  # fmt: skip


def rules(name, **options):
    own = {"scale": 0.5, "power": 2} if name == "log-index" else {}
    table = SCORING_RULES[name].table
    measures = [{"key": "likes", "of": ["likes"], "weight": 3}, {"key": "shares", "of": ["shares"], "weight": 1}]
    if table == "items":  # of 30 points 3 for each like up to 10, of 5 one for each share
        measures = [{"key": "likes", "of": ["likes"], "points": 30, "full_at": 10},
                    {"key": "shares", "of": ["shares"], "points": 5, "full_at": 5}]  # fmt: skip
    given = {"name": "r", "version": "1", "scoring": name, "required": ["page"], table: measures}
    return Methodology.model_validate(given | own | options)


def rated(name, **options):
    rows = [{"page": page, **{key: COUNTS[key][n] for key in COUNTS}} for n, page in enumerate("abc")]
    return rate_frames(frame_of(rows), methodology=rules(name, **options))


def test_each_scoring_that_rules_can_name_is_there_and_in_the_table():
    assert [*SCORING_RULES] == [*EXPECTED]
    assert [scoring_of(rules(name)).key for name in SCORING_RULES] == [*EXPECTED]


@pytest.fixture(params=EXPECTED)
def name(request):
    return request.param


def test_points_make_totals_and_totals_places(name):
    rating, expected = rated(name), EXPECTED[name]

    assert list(rating.pages.names) == ["a", "b", "c"]
    assert rating.totals.tolist() == pytest.approx(expected.totals)
    assert rating.places.tolist() == [1, 2, 3]
    assert (expected.totals[0] > expected.totals[-1]) == rating.scoring.highest_wins


def test_what_indicators_add_to_the_sum_is_their_points_as_often_as_they_count(name):
    rating, expected = rated(name), EXPECTED[name]
    measures = rating.methodology.measures

    assert [rating.scoring.times(measure) for measure in measures] == expected.times
    for page, parts in enumerate(expected.summands):
        points = [rating.points[measure.key][page] for measure in measures]
        assert [p * n for p, n in zip(points, expected.times, strict=True)] == pytest.approx(parts)


def test_zones_divide_totals_or_places_by_the_worst_of_them(name):
    zones = [{"name": "green", "upto": "1/2", "color": "#00ff00"}, {"name": "red", "upto": "1", "color": "#ff0000"}]
    rating, worst = rated(name, zones=zones), EXPECTED[name].worst
    of = rating.scoring.zones.divided(rating.totals, rating.places)

    assert rating.worst_possible.tolist() == [worst] * 3
    assert [rating.zone(i) for i in range(3)] == ["green" if value * 2 <= worst else "red" for value in of.tolist()]
    assert [rating.zone(i) for i in range(3)] == ["green", "red", "red"]


def test_a_standing_over_editions_is_the_mean_of_shares_or_of_totals(name):
    first, *_others = trend_of([rated(name)]).pages
    assert (first.name, first.standing, float(first.mean)) == ("a", 1, pytest.approx(float(EXPECTED[name].mean)))


def test_the_arithmetic_is_written_as_it_is_done(name):
    rating, expected = rated(name), EXPECTED[name]
    points = [rating.points[key][0].item() for key in COUNTS]

    assert rating.scoring.formula == expected.formula
    assert rating.scoring.sum_formula == expected.sum_formula
    earned = [rating.ranked[key].exact(0) for key in COUNTS]
    assert rating.scoring.working(points, earned) == expected.working


@pytest.mark.parametrize(
    ("points", "weights", "text"),
    [
        pytest.param([3, 1, 3, 2, 1, 16], [1] * 6, "3+1+3+2+1+16", id="no weight"),
        pytest.param([2, 1, 3], [2, 1, 1], "2×2+1+3", id="a weight is written"),
        pytest.param([1.5, 2.0], [1, 10], "1.5+10×2", id="halves are, whole halves are not"),
        pytest.param([7], [1], "7", id="one"),
    ],
)
def test_a_rank_sum_is_written_as_the_sum_that_it_is(points, weights, text):
    own = [{"key": f"i{n}", "of": ["likes"], "weight": weight} for n, weight in enumerate(weights)]
    assert scoring_of(rules("rank-sum", indicators=own)).working(points) == text


def test_a_spreadsheet_is_told_the_same_arithmetic(name):
    scoring, expected = scoring_of(rules(name)), EXPECTED[name]
    likes_weigh_in_b = scoring.points_cell(
        scoring.methodology.measures[0], "A{r}", "B$1", {"likes": "C", "shares": "D"}
    )

    assert likes_weigh_in_b == expected.points_cell
    assert scoring.total_cell(["A{r}", "B{r}"], "A$1:B$1", "A{r}:B{r}") == expected.total_cell
    assert scoring.worst_cell("A$1:B$1", "ROWS(A)") == expected.worst_cell


def test_under_its_own_rules_admissible_points_order_the_pages_as_they_are(name):
    rating = rated(name)
    ranks, points = (np.column_stack([*figures.values()]) for figures in (rating.ranks, rating.points))
    by_rule = rating.scoring.admissible_points(
        rating.pages, rating.ranked, ranks, points, np.zeros(ranks.shape, dtype=np.bool_)
    )

    assert len(by_rule) == EXPECTED[name].rules
    for other in by_rule.values():
        assert np.argsort(other @ np.array([3, 1]), kind="stable").tolist() == [0, 1, 2]


def test_what_a_count_can_turn_is_found_among_the_figures_of_the_others(name):
    """c passes b on likes and a on likes somewhere: the figures around each meeting are among those found."""
    rating = rated(name)
    found = rating.scoring.turning_points(rating.pages, 2, "likes", 10**6)
    places = {}
    for figure in range(12):
        rows = [{"page": p, "likes": n, "shares": s} for p, n, s in zip("abc", [8, 2, figure], [1, 2, 5], strict=True)]
        again = rate_frames(frame_of(rows), methodology=rating.methodology)
        places[figure] = again.places[list(again.pages.names).index("c")]
    turns = {figure for figure in range(1, 12) if places[figure] != places[figure - 1]}

    assert turns
    assert turns <= found


def test_every_sentence_that_differs_by_scoring_is_in_every_catalogue(name):
    scoring = scoring_of(rules(name))
    keys = [*(f"{base}.{name}" for base in SENTENCES), f"digest.{name}.each", scoring.rule_sentence]
    keys += [scoring_of(rules(name, missing=missing)).missing_sentence for missing in SCORING_RULES[name].missing]
    keys += [f"{base}.{scoring.zones.key}" for base in ("rules.zones", "read", "method.bound")]

    assert [(lang, key) for lang in LANGUAGES for key in keys if key not in words(lang)] == []


def test_what_rules_may_say_is_what_the_scoring_allows(name):
    allowed = SCORING_RULES[name]
    for missing in get_args(Missing):
        if missing in allowed.missing:
            assert rules(name, missing=missing).missing == missing
        else:
            with pytest.raises(ValueError, match="not_in_index"):
                rules(name, missing=missing)
    if allowed.countback:
        assert rules(name, tie_break=["countback"]).tie_break == ("countback",)
    else:
        with pytest.raises(ValueError, match="unknown_indicator"):
            rules(name, tie_break=["countback"])
