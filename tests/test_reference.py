"""govrank against a second, slow calculator: the same values, points, totals, places, zones and order, exactly."""

from fractions import Fraction
from itertools import pairwise
from math import log1p

import pytest
from hypothesis import given, settings

import govrank
from editions import parse_methodology
from inside import INDICATOR_ZONES
from reference import indicator_zone_of, measures_of, rate_rows
from tables import editions, frame_of, index_cases, methodology_text, wide_cases

FISHBURN = {
    "indicators": [
        {"key": "first", "of": ["r1"], "direction": "lower", "weight": 3},
        {"key": "second", "of": ["r2"], "direction": "lower", "weight": 2},
        {"key": "third", "of": ["r3"], "direction": "lower", "weight": 2},
    ]
}


def page(name, **counts):
    return {"region": "", "platform": "vk", "page": name, **counts}


def test_the_reference_gets_the_handbooks_totals():
    ranks = [page("a", r1=3, r2=2, r3=1), page("b", r1=2, r2=1, r3=4), page("c", r1=1, r2=4, r3=3)]
    rated = rate_rows([*ranks, page("d", r1=4, r2=3, r3=2)], FISHBURN)

    # cbad, badc, adcb with weights 3, 2, 2: a = 9 + 4 + 2, b = 6 + 2 + 8, c = 3 + 8 + 6, d = 12 + 6 + 4
    assert [(p.row["page"], p.total, p.place) for p in rated] == [
        ("a", 15, 1),
        ("b", 16, 2),
        ("c", 17, 3),
        ("d", 22, 4),
    ]


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        pytest.param("min", [3, 1, 1, 4], id="a tie has the best place"),
        pytest.param("max", [3, 2, 2, 4], id="a tie has the worst place"),
        pytest.param("average", [3, 1.5, 1.5, 4], id="a tie has the mean place"),
        pytest.param("dense", [2, 1, 1, 3], id="no place is skipped"),
    ],
)
def test_the_reference_shares_points_by_hand_worked_rules(ties, expected):
    rules = {"ties": ties, "indicators": [{"key": "x", "of": ["x"]}]}
    rated = rate_rows([page("p", x=5), page("q", x=9), page("r", x=9), page("s", x=1)], rules)

    points = {p.row["page"]: p.points["x"] for p in rated}
    assert [points[name] for name in "pqrs"] == expected


def test_the_reference_divides_by_size_closed_below_and_open_above():
    bands = [{"name": "large", "from": 100}, {"name": "small", "from": 10, "to": 100}]
    rules = {"league": {"by": "size", "bands": bands}, "indicators": [{"key": "x", "of": ["x"], "weight": 2}]}
    sizes = {"p": 100, "q": 99, "r": 10, "s": 9, "t": None, "u": "99.99"}
    rated = rate_rows([page(name, size=size, x=n) for n, (name, size) in enumerate(sizes.items())], rules)

    assert [(p.league, p.row["page"], p.place, p.worst) for p in rated] == [
        ("large", "p", 1, 2), ("small", "u", 1, 6), ("small", "r", 2, 6), ("small", "q", 3, 6),
    ]  # fmt: skip


def test_the_reference_reads_decimals_as_they_are_written():
    rules = {"indicators": [{"key": "x", "of": ["x", "y"], "per": ["z"]}]}
    (rated,) = rate_rows([page("p", x="0.1", y="0.2", z="0.3")], rules)
    assert rated.values == {"x": 1}  # as floats 0.1 + 0.2 is 0.30000000000000004


def is_unfilled(rows, rules):
    """Say whether no page to be rated has any figure at all: that is a template, not an edition."""
    used = {
        count
        for measure in measures_of(rules)
        for count in (*measure["of"], *measure.get("less", []), *measure["per"], *measure.get("minimum", {}))
    }
    used |= set(rules["minimum"]) | ({rules["league"]["by"]} if isinstance(rules["league"], dict) else set())
    used |= {gate["when"].get("count") or gate["when"]["column"] for gate in rules.get("gates", [])}
    used |= {norm["by"] for norm in rules.get("norms", [])}
    used -= {"population"}
    return all(row[count] is None for row in rows if not row["excluded"] for count in used)


def rated_by_govrank(rows, rules):
    """Return govrank's result in the reference's words."""
    rating = govrank.rate_frames(frame_of(rows), methodology=parse_methodology(methodology_text(rules), "drawn.toml"))
    pages = []
    for n in range(len(rating)):
        values = {}
        for key, measured in rating.measured.items():
            bottom = 1 if measured.denominator is None else int(measured.denominator[n])
            values[key] = Fraction(int(measured.numerator[n]), bottom)
            if measured.missing is not None and measured.missing[n]:
                values[key] = None
        pages.append(
            {
                "name": (rating.pages.regions[n], rating.pages.platforms[n], rating.pages.names[n]),
                "values": values,
                "points": {key: Fraction(ranks[n].item()) for key, ranks in rating.ranks.items()},
                "total": Fraction(rating.totals[n].item()),
                "place": int(rating.places[n]),
                "zone": rating.zone(n),
                "worst": Fraction(rating.worst_possible[n].item()),
                "league": rating.pages.leagues[n],
                "zones": {key: INDICATOR_ZONES[zones[n]] for key, zones in rating.indicator_zones.items()},
                "norms": {key: verdicts[n] for key, verdicts in rating.norms.items()},
            }
        )
    return rating, pages


KEYS = ("name", "values", "points", "total", "place", "zone", "worst", "league", "zones", "norms")


def check_against_the_reference(rows, rules, keys=KEYS):
    """Compare govrank's rating with the reference's; return both, or nothing if neither has a page."""
    expected = rate_rows(rows, rules)
    if not expected or is_unfilled(rows, rules):
        with pytest.raises(govrank.DataError) as caught:
            rated_by_govrank(rows, rules)
        assert "no-pages" in [problem.code for problem in caught.value.problems]
        return None

    rating, pages = rated_by_govrank(rows, rules)

    assert [{key: page[key] for key in keys} for page in pages] == [
        {key: getattr(page, key) for key in keys} for page in expected
    ]
    for n, page in enumerate(expected):
        for key, value in page.values.items():
            shown = float(rating.measured[key].values[n])
            assert shown == float(value) if value is not None else shown != shown  # NaN is a missing value
    rated = {page.name for page in expected}
    left_out = {(row["region"], row["platform"], row["page"]) for row in rows} - rated
    assert {(out.region, out.platform, out.page) for out in rating.excluded} == left_out
    return rating, expected


@pytest.mark.slow
@settings(max_examples=editions(400), derandomize=True, deadline=None)
@given(wide_cases())
def test_govrank_agrees_with_the_reference_to_the_last_digit(case):
    check_against_the_reference(*case)


@pytest.mark.slow
@settings(max_examples=editions(150), derandomize=True, deadline=None)
@given(index_cases())
def test_indexes_are_placed_as_their_products_are(case):
    both = check_against_the_reference(*case, keys=[key for key in KEYS if key != "total"])
    if both is None:
        return
    rating, expected = both
    totals = rating.totals.tolist()
    for league in rating.leagues.values():
        for one, other in pairwise(league):  # equal indexes are one float, and none is shown above a higher one
            assert (totals[one] == totals[other]) >= (expected[one].total == expected[other].total)
            assert (totals[one] >= totals[other]) or expected[one].total < expected[other].total
    rules = case[1]
    for page, total in zip(expected, totals, strict=True):
        summed = sum(
            term["weight"] * log1p(float(Fraction(str(term["factor"])) * page.values[term["key"]]))
            for term in rules["terms"]
        )
        assert total == pytest.approx(rules["scale"] * summed ** rules["power"], rel=1e-12)


def test_the_reference_compares_indexes_as_products():
    """0.2 and 0.32 are 5 and 8 over 25: (1 + x)⁵ (1 + y)⁸."""
    terms = [{"key": "x", "of": ["x"], "weight": 0.2}, {"key": "y", "of": ["y"], "weight": 0.32}]
    rules = {"scoring": "log-index", "terms": terms}
    rated = rate_rows([page("p", x=3, y=0), page("q", x=0, y=1), page("r", x=255, y=0), page("s", x=0, y=31)], rules)

    # 4⁵ = 2¹⁰, 2⁸, 256⁵ = 2⁴⁰, 32⁸ = 2⁴⁰
    assert {p.row["page"]: (p.total, p.place) for p in rated} == {
        "r": (2**40, 1), "s": (2**40, 1), "p": (2**10, 3), "q": (2**8, 4),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "points", "size", "expected"),
    [
        ("10", 9, 9, "green"), ("9.99999999999999999", 1, 9, "white"), ("5", 9, 9, "white"),
        ("4.99999999999999999", 1, 9, "red"), (None, 1, 9, "red"),
    ],
)  # fmt: skip
def test_the_reference_decides_zones_by_the_thresholds(value, points, size, expected):
    measure = {"key": "x", "zones": {"green_from": 10, "red_below": 5}}
    value = None if value is None else Fraction(value)

    assert indicator_zone_of(value, points, size, measure) == expected
