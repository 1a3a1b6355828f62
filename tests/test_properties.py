"""What must hold of any rating, whatever the figures."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import govrank
from editions import parse_methodology
from govrank import load_methodology
from tables import PEOPLE, cases, frame_of, methodologies, methodology_text, rows

AKIMATS = load_methodology("akimats")
examples = settings(max_examples=60, derandomize=True, deadline=None)

FIGURES = ("followers", "posts", "engaged", "interactions", "population")


def rate(rows, methodology=AKIMATS):
    if isinstance(methodology, dict):
        methodology = parse_methodology(methodology_text(methodology), "drawn.toml")
    return govrank.rate_frames(frame_of(rows), methodology=methodology)


def name(row):
    return (row["region"], row["platform"])


def points(rating):
    """Return each page's points by its region and network."""
    return {
        pair: {key: rating.points[key][n].item() for key in rating.points}
        for n, pair in enumerate(zip(rating.pages.regions, rating.pages.platforms, strict=True))
    }


def has_pages(rows, rules):
    """Say whether the rules leave any page; a table that is wrong in another way fails the test."""
    try:
        rate(rows, rules)
    except govrank.DataError as error:
        if [problem.code for problem in error.problems if problem.severity == "error"] == ["no-pages"]:
            return False
        raise
    return True


def akimats_with(ties):
    return AKIMATS.model_copy(update={"ties": ties})


@st.composite
def living_pages(draw, least=1, most=8):
    """Draw pages of which every count is at least 1."""
    names = draw(
        st.lists(
            st.tuples(st.sampled_from(list(PEOPLE)), st.sampled_from(["vk", "ok", "x"])),
            min_size=least, max_size=most, unique=True,
        )
    )  # fmt: skip
    return [
        {"region": region, "platform": platform, "population": PEOPLE[region]}
        | {count: draw(st.integers(1, 6)) for count in ("followers", "posts", "engaged", "interactions")}
        for region, platform in names
    ]


every_tie_rule = pytest.mark.parametrize("ties", ["min", "max", "average", "dense"])


@examples
@given(cases(), st.randoms())
@pytest.mark.slow
def test_the_order_of_rows_changes_nothing(case, random):
    drawn, rules = case
    assume(has_pages(drawn, rules))
    shuffled = random.sample(drawn, len(drawn))

    one, other = rate(drawn, rules), rate(shuffled, rules)

    assert one.table.equals(other.table)
    assert one.excluded == other.excluded
    assert one.absent == other.absent
    for key in one.points:
        assert one.indicator_zones[key].tolist() == other.indicator_zones[key].tolist()


@every_tie_rule
@examples
@given(living_pages(), st.sampled_from(FIGURES), st.sampled_from([2, 3, 7, 100, 1000003]))
@pytest.mark.slow
def test_multiplying_one_count_by_a_constant_changes_no_points(ties, drawn, count, factor):
    methodology = akimats_with(ties)
    scaled = [row | {count: row[count] * factor} for row in drawn]

    assert points(rate(scaled, methodology)) == points(rate(drawn, methodology))


@every_tie_rule
@examples
@given(living_pages())
@pytest.mark.slow
def test_a_page_that_is_worst_on_everything_moves_nobody(ties, drawn):
    methodology = akimats_with(ties)
    nobody = {"region": "Zero", "platform": "vk", "population": 5, "followers": 0, "posts": 0, "engaged": 0}
    nobody["interactions"] = 0

    before, after = rate(drawn, methodology), rate([nobody, *drawn], methodology)

    found = points(after)
    last = found.pop(("Zero", "vk"))
    assert found == points(before)
    assert all(last[key] > max(page[key] for page in found.values()) for key in last)
    assert after.places[:-1].tolist() == before.places.tolist()
    assert after.table["page"].tolist() == [*before.table["page"], "Zero · vk"]


@every_tie_rule
@examples
@given(living_pages(least=2), st.integers(2, 9), st.integers(2, 9), st.data())
@pytest.mark.slow
def test_equal_ratios_get_equal_points(ties, drawn, times, more, data):
    """A page with `times` the posts, `more` the followers and both times the interactions has the same ER."""
    first, second = data.draw(st.permutations(range(len(drawn))))[:2]
    drawn[second] |= {
        "interactions": drawn[first]["interactions"] * times * more,
        "posts": drawn[first]["posts"] * times,
        "followers": drawn[first]["followers"] * more,
    }

    found = points(rate(drawn, akimats_with(ties)))

    assert found[name(drawn[first])]["er"] == found[name(drawn[second])]["er"]


@every_tie_rule
@examples
@given(living_pages(), st.sampled_from(["followers", "engaged", "interactions"]), st.integers(1, 9), st.data())
@pytest.mark.slow
def test_raising_a_count_never_worsens_the_points_that_it_is_counted_for(ties, drawn, count, more, data):
    methodology = akimats_with(ties)
    at = data.draw(st.integers(0, len(drawn) - 1))
    raised = [row | ({count: row[count] + more} if n == at else {}) for n, row in enumerate(drawn)]

    before = points(rate(drawn, methodology))[name(drawn[at])]
    after = points(rate(raised, methodology))[name(drawn[at])]

    for indicator in methodology.indicators:
        if count in indicator.of and count not in indicator.per:
            assert after[indicator.key] <= before[indicator.key]


@examples
@given(methodologies(missing=["worst"]), rows(missing=True))
@pytest.mark.slow
def test_a_missing_value_is_never_zero_but_the_last_of_its_league(rules, drawn):
    assume(has_pages(drawn, rules))
    rating = rate(drawn, rules)

    for indicator in rating.methodology.indicators:
        measured, given_points = rating.measured[indicator.key], rating.points[indicator.key]
        for league in rating.leagues.values():
            for n in league:
                if measured.missing is not None and measured.missing[n]:
                    assert measured.values[n] != measured.values[n]  # NaN
                    assert given_points[n] == len(league) == max(given_points[league.start : league.stop])


@pytest.mark.parametrize("direction", ["higher", "lower"])
def test_a_missing_value_does_not_win_where_less_is_better(direction):
    rules = {
        "name": "r", "version": "1", "missing": "worst",
        "indicators": [{"key": "reach", "label": "reach", "of": ["reach"], "direction": direction}],
    }  # fmt: skip
    rating = rate([{"page": "a", "reach": 0}, {"page": "b", "reach": None}, {"page": "c", "reach": 9}], rules)

    expected = {"higher": {"c": 1, "a": 2, "b": 3}, "lower": {"a": 1, "c": 2, "b": 3}}[direction]
    assert dict(zip(rating.pages.names, rating.points["reach"].tolist(), strict=True)) == expected


def test_a_missing_value_leaves_the_page_out_where_the_methodology_says_so():
    rules = {
        "name": "r", "version": "1", "missing": "exclude",
        "indicators": [{"key": "reach", "label": "reach", "of": ["reach"]}],
    }  # fmt: skip
    rating = rate([{"page": "a", "reach": 0}, {"page": "b", "reach": None}, {"page": "c", "reach": 9}], rules)

    assert list(rating.pages.names) == ["c", "a"]
    assert [(out.page, out.reason.wording, out.reason.args) for out in rating.excluded] == [
        ("b", "missing", {"count": "reach"})
    ]


def test_a_missing_value_is_an_error_by_default():
    with pytest.raises(govrank.DataError) as caught:
        rate([
            {"region": "Ahoj", "platform": "vk", "population": 5, "followers": 3, "posts": 1, "engaged": None},
            {"region": "Bure", "platform": "vk", "population": 5, "followers": 3, "posts": 1, "engaged": 4},
        ])  # fmt: skip
    errors = [(p.code, p.row, p.column) for p in caught.value.problems if p.severity == "error"]
    assert errors == [("missing-value", 2, "engaged")]


@examples
@given(methodologies(missing=["error"]), rows())
@pytest.mark.slow
def test_the_total_is_between_the_best_and_the_worst_possible(rules, drawn):
    assume(has_pages(drawn, rules))
    rating = rate(drawn, rules)

    best = sum(indicator.weight for indicator in rating.methodology.indicators)
    assert (rating.totals >= best).all()
    assert (rating.totals <= rating.worst_possible).all()
    for league in rating.leagues.values():
        places = rating.places[league.start : league.stop].tolist()
        assert places[0] == 1
        assert places == sorted(places)
