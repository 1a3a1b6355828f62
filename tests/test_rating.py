"""A rating keeps every stage, each in the order of the final table, and the rules with it."""

import dataclasses
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

import govrank
from editions import load
from govrank import Methodology, rate_frames
from inside import Count, Edition, Pages, admit_pages, rate_loaded, rate_pages, score_pages

RULES = Methodology.model_validate(
    {
        "name": "two",
        "version": "1",
        "indicators": [
            {"key": "reach", "of": ["reach"]},
            {"key": "late", "of": ["hours"], "per": ["posts"], "direction": "lower", "weight": 2},
        ],
        "zones": [
            {"name": "green", "upto": "1/3", "color": "#00ff00"},
            {"name": "white", "upto": "3/4", "color": "#ffffff"},
            {"name": "red", "upto": 1, "color": "#ff0000"},
        ],
        "norms": [{"indicator": "late", "by": "posts", "bands": [{"to": 4, "high": 1}, {"from": 4, "low": 3}]}],
    }
)
# late: A 6/3 = 2, B 6/4 = 1.5, C 1/2 = 0.5, D 8/4 = 2
ROWS = pd.DataFrame(
    {
        "page": ["A", "B", "C", "D"],
        "region": ["Ra", "Rb", "Rc", "Ra"],
        "platform": ["vk", "vk", "telegram", "telegram"],
        "reach": [70, 90, 80, 10],
        "hours": [6, 6, 1, 8],
        "posts": [3, 4, 2, 4],
    }
)


@pytest.fixture(scope="module")
def rating():
    return rate_frames(ROWS, methodology=RULES, period="July")


def by_page(rating, values):
    return dict(zip(rating.pages.names, np.asarray(values).tolist(), strict=True))


def test_every_stage_is_kept_in_the_order_of_the_final_table(rating):
    """C 2 + 2×1 = 4, B 1 + 2×2 = 5, A 3 + 2×3 = 9, D 4 + 2×3 = 10."""
    assert list(rating.pages.names) == ["C", "B", "A", "D"]
    assert rating.measured["reach"].values.tolist() == [80, 90, 70, 10]
    assert rating.measured["late"].values.tolist() == [0.5, 1.5, 2.0, 2.0]
    assert rating.points["reach"].tolist() == [2, 1, 3, 4]
    assert rating.points["late"].tolist() == [1, 2, 3, 3]
    assert rating.totals.tolist() == [2 + 2 * 1, 1 + 2 * 2, 3 + 2 * 3, 4 + 2 * 3]
    assert rating.places.tolist() == [1, 2, 3, 4]


def test_exact_quotients_stay_beside_the_values(rating):
    late = rating.measured["late"]
    quotients = [Fraction(int(a), int(b)) for a, b in zip(late.numerator, late.denominator, strict=True)]
    assert quotients == [Fraction(1, 2), Fraction(3, 2), 2, 2]


def test_the_worst_possible_total_is_the_last_place_on_every_indicator(rating):
    """4 pages × (1 + 2)."""
    assert by_page(rating, rating.worst_possible) == dict.fromkeys("CBAD", 4 * (1 + 2))


def test_the_zone_is_the_total_as_a_share_of_the_worst(rating):
    """4/12 is exactly a third and still green, 9/12 exactly three quarters and still white."""
    assert {page: rating.zone(i) for i, page in enumerate(rating.pages.names)} == {
        "C": "green", "B": "white", "A": "white", "D": "red",
    }  # fmt: skip


def test_without_zones_the_zone_is_an_empty_text():
    plain = rate_frames(ROWS, methodology=RULES.model_copy(update={"zones": ()}))
    assert [plain.zone(i) for i in range(4)] == [""] * 4


def test_norms_are_those_of_the_pages_size(rating):
    """Below 4 posts at most 1 is normal: C 0.5 is, A 2 is above; from 4 on at least 3: B 1.5 and D 2 are below."""
    assert by_page(rating, rating.norms["late"]) == {"C": "within", "B": "below", "A": "above", "D": "below"}


def test_regions_without_a_page_on_a_network_are_absent(rating):
    assert rating.absent == (("Rb", "telegram"), ("Rc", "vk"))


def test_the_table_has_all_of_it_a_row_a_page(rating):
    table = rating.table

    assert list(table.columns) == [
        "league", "place", "page", "region", "region_key", "platform",
        "reach", "late", "reach_points", "late_points", "total", "zone",
    ]  # fmt: skip
    assert table.loc[2].to_dict() == {
        "league": "", "place": 3, "page": "A", "region": "Ra", "region_key": "Ra", "platform": "vk",
        "reach": 70, "late": 2.0, "reach_points": 3, "late_points": 3, "total": 9, "zone": "white",
    }  # fmt: skip


def test_the_methodology_travels_with_the_result_and_nothing_is_overwritten(rating):
    assert rating.methodology == RULES
    with pytest.raises(dataclasses.FrozenInstanceError):
        rating.totals = None


def test_leagues_are_ranges_of_the_final_table():
    rating = rate_frames(ROWS, methodology=RULES, by="platform")

    assert rating.leagues == {"telegram": range(2), "vk": range(2, 4)}
    assert {league: [rating.pages.names[i] for i in at] for league, at in rating.leagues.items()} == {
        "telegram": ["C", "D"],
        "vk": ["B", "A"],
    }
    assert rating.worst_possible.tolist() == [2 * 3] * 4


def test_equal_totals_share_a_place_and_stand_by_name():
    rows = pd.DataFrame({"page": ["b", "A", "c"], "reach": [5, 5, 7], "hours": [2, 2, 2], "posts": [1, 1, 1]})
    rating = rate_frames(rows, methodology=RULES)

    assert list(zip(rating.pages.names, rating.places.tolist(), strict=True)) == [("c", 1), ("A", 2), ("b", 2)]


def pages_of(reach, hours, posts):
    names = [f"page {n}" for n in range(len(reach))]
    counts = {"reach": Count(np.array(reach)), "hours": Count(np.array(hours)), "posts": Count(np.array(posts))}
    return Pages(names, names, names, names, [""] * len(names), None, range(2, len(names) + 2), counts, frozenset())


def test_scoring_leaves_the_pages_in_their_own_order():
    scored = score_pages(pages_of([10, 80, 70], [8, 1, 6], [4, 2, 3]), RULES, None, np.full(3, 3))

    assert scored.ranks["reach"].tolist() == [3, 1, 2]
    assert scored.ranks["late"].tolist() == [2, 1, 2]
    assert scored.totals.tolist() == [3 + 2 * 2, 1 + 2 * 1, 2 + 2 * 2]
    assert scored.places.tolist() == [3, 1, 2]


def test_scored_pages_are_taken_stage_by_stage():
    scored = score_pages(pages_of([10, 80, 70], [8, 1, 6], [4, 2, 3]), RULES, None, np.full(3, 3))
    taken = scored.take(np.array([2, 0]))

    assert taken.measured["late"].values.tolist() == [2.0, 2.0]
    assert taken.measured["late"].numerator.tolist() == [6, 8]
    assert (taken.points["reach"].tolist(), taken.totals.tolist(), taken.places.tolist()) == ([2, 3], [6, 7], [2, 3])


def test_rules_that_leave_nobody_are_an_error():
    rules = RULES.model_copy(update={"minimum": {"posts": 5}})
    with pytest.raises(govrank.DataError) as caught:
        rate_pages(admit_pages(pages_of([10, 80], [8, 1], [4, 2]), rules), rules, Edition("July", ()))
    assert [problem.code for problem in caught.value.problems] == ["no-pages"]


def test_what_is_refused_is_not_rated():
    loaded = load(ROWS.assign(posts=[3, -4, 2, 4]), methodology=RULES)
    with pytest.raises(govrank.DataError) as caught:
        rate_loaded(loaded)
    assert caught.value.problems == loaded.problems


def test_warnings_travel_with_the_rating_and_errors_of_skipped_rows_do_not():
    rating = rate_frames(ROWS.assign(posts=[3, -4, 2, 4]), methodology=RULES, skip_invalid=True)

    assert {problem.severity for problem in rating.warnings} == {"warning"}
    assert [out.page for out in rating.excluded] == ["B"]
    assert len(rating) == 3
