"""govrank against a second, slow calculator: the same values, points, totals, places, zones and order, exactly."""

from fractions import Fraction

import pytest
from hypothesis import given, settings

import govrank
from govrank.methodology.file import parse_methodology
from reference import rate_rows
from tables import frame_of, methodology_text, wide_cases

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
    used = {count for indicator in rules["indicators"] for count in (*indicator["of"], *indicator["per"])}
    used |= set(rules["minimum"]) | ({rules["league"]["by"]} if isinstance(rules["league"], dict) else set())
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
                "points": {key: Fraction(points[n].item()) for key, points in rating.points.items()},
                "total": Fraction(rating.totals[n].item()),
                "place": int(rating.places[n]),
                "zone": rating.zone(n),
                "worst": Fraction(rating.worst[n].item()),
                "league": rating.pages.leagues[n],
            }
        )
    return rating, pages


@settings(max_examples=400, derandomize=True, deadline=None)
@given(wide_cases())
@pytest.mark.slow
def test_govrank_agrees_with_the_reference_to_the_last_digit(case):
    rows, rules = case
    expected = rate_rows(rows, rules)
    if not expected or is_unfilled(rows, rules):
        with pytest.raises(govrank.DataError) as caught:
            rated_by_govrank(rows, rules)
        assert "no-pages" in [problem.code for problem in caught.value.problems]
        return

    rating, pages = rated_by_govrank(rows, rules)

    assert pages == [
        {key: getattr(page, key) for key in ("name", "values", "points", "total", "place", "zone", "worst", "league")}
        for page in expected
    ]
    for n, page in enumerate(expected):
        for key, value in page.values.items():
            shown = float(rating.measured[key].values[n])
            assert shown == float(value) if value is not None else shown != shown  # NaN is a missing value
    rated = {page.name for page in expected}
    left_out = {(row["region"], row["platform"], row["page"]) for row in rows} - rated
    assert {(out.region, out.platform, out.page) for out in rating.excluded} == left_out
