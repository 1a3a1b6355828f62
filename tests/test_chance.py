"""The effect of chance on places: draws compared with a slow bootstrap in plain Python, tests with exact fractions."""

import itertools
import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editions import EXAMPLES, example
from inside import (
    DRAWS,
    SEED,
    Methodology,
    Month,
    _brackets,
    _farthest_apart,
    compare_counts,
    compare_editions,
    home,
    luck_lines,
    measure_chance,
    moves_by_chance,
    rate_file,
    rate_frames,
)
from reference import rate_rows
from said import said, words
from tables import frame_of


def documented():
    """Return what examples/chance.md tells a reader to run."""
    text = (EXAMPLES / "chance.md").read_text(encoding="utf-8")
    namespace = {}
    for block in text.split("```python\n")[1:]:
        exec(block.split("```")[0], namespace)  # noqa: S102  # the documentation under test
    return namespace


def slow_places(rows, rules, names, drawn):
    """Return the place of each page by name with drawn figures, by the calculator that shares nothing with ours."""
    changed = [
        row | {column: row[column] if row[column] is None else figures[names.index(row["page"])]
               for column, figures in drawn.items()}
        for row in rows
    ]  # fmt: skip
    return {page.row["page"]: page.place for page in rate_rows(changed, rules)}


def made_rows(size):
    return [
        {"region": f"R{n % 3}", "platform": "vk", "page": f"p{n}", "group": "east" if n % 4 else "запад",
         "followers": 40 + 7 * (n % 5), "posts": n % 4 + 1, "interactions": (5 * n) % 11 + 1, "population": 900 + n % 3,
         "hours": ("0.5", "1.25")[n % 2], "excluded": None}
        for n in range(size)
    ]  # fmt: skip


def indicator(key, of, per=(), **more):
    return {"key": key, "label": key, "of": [*of], "per": [*per], "weight": 1, "direction": "higher"} | more


FOUR = [
    indicator("followers", ["followers"]),
    indicator("sum", ["interactions"], weight=2),
    indicator("rate", ["interactions"], ["posts", "followers"], times=100),
    indicator("mixed", ["interactions", "hours"], ["population"], direction="lower"),
]


def made(rules, rows):
    rules = {"name": "made", "version": "1"} | rules
    return rate_frames(frame_of(rows), methodology=Methodology.model_validate(rules)), rules


def with_posts(rating, posts):
    """Return a rating whose file lists the posts of its pages, by name."""
    return replace(rating, pages=replace(rating.pages, posts=[np.array(posts[name]) for name in rating.pages.names]))


def split_up(figure, pieces):
    """Return whole numbers, unlike one another, that add up to a figure."""
    parts = [figure * n // math.comb(pieces + 1, 2) for n in range(1, pieces)]
    return [*parts, figure - sum(parts)]


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({}, id="shared places"),
        pytest.param({"ties": "average", "place_ties": "dense"}, id="halves and dense places"),
        pytest.param({"ties": "max", "tie_break": ["countback", "rate"]}, id="ties broken"),
        pytest.param({"league": "group"}, id="leagues"),
        pytest.param({"minimum": {"posts": 2}}, id="a minimum"),
        pytest.param({"missing": "worst"}, id="a missing figure"),
    ],
)
@pytest.mark.parametrize("by", ["posts", "counts"])
def test_draws_are_those_of_a_slow_bootstrap(options, by):
    rows = made_rows(13)
    if "missing" in options:
        rows[5]["interactions"] = None
    rating, rules = made({"indicators": FOUR} | options, rows)
    posts = {row["page"]: [] if row["interactions"] is None else split_up(row["interactions"], row["posts"])
             for row in rows}  # fmt: skip
    if by == "posts":
        rating = with_posts(rating, posts)
    draw_figures = documented()["draw_figures"]
    figures = {row["page"]: row["interactions"] or 0 for row in rows}
    for league, at in rating.leagues.items():
        names = [rating.pages.names[i] for i in at]
        places, _totals = Month(rating, [*at]).draw(league, 40, 77)
        listed = [posts[name] for name in names] if by == "posts" else None
        for draw in range(40):
            drawn = draw_figures(77, league, draw, {"interactions": [figures[name] for name in names]}, listed)
            slow = slow_places([row for row in rows if row["page"] in names], rules, names, drawn)
            assert dict(zip(names, places[:, draw].tolist(), strict=True)) == slow


def test_an_index_is_drawn_as_a_slow_bootstrap_draws_it():
    terms = [
        indicator("likes", ["likes"], weight=0.3, factor=1),
        indicator("mean", ["shares"], ["posts"], weight=0.2, factor=10),
    ]
    rows = [
        {"region": "", "platform": "", "page": f"p{n}", "posts": n + 1, "likes": n % 3, "shares": 4 - n % 5}
        for n in range(9)
    ]
    rating, rules = made({"scoring": "log-index", "scale": 10, "power": 2, "terms": terms}, rows)
    names = [*rating.pages.names]
    by_name = {row["page"]: row for row in rows}
    columns = {name: [by_name[page][name] for page in names] for name in ("likes", "shares")}
    places, _totals = Month(rating, range(9)).draw("", 60, 5)
    for draw in range(60):
        slow = slow_places(rows, rules, names, documented()["draw_figures"](5, "", draw, columns))
        assert dict(zip(names, places[:, draw].tolist(), strict=True)) == slow


@pytest.mark.parametrize("rows", [13, 60], ids=["many draws at a time", "one draw at a time"])
def test_draws_are_the_same_in_blocks_of_any_size(monkeypatch, rows):
    rating, _rules = made({"indicators": FOUR}, made_rows(13))
    whole = measure_chance(rating, 60, 3)
    monkeypatch.setattr(home("_ROWS"), "_ROWS", rows)

    assert measure_chance(rating, 60, 3) == whole


def test_figures_beyond_what_floats_tell_apart_are_ranked_exactly():
    """Of 10¹² interactions over unlike divisors, places follow from cross products, not from rounded quotients."""
    rows = [
        {"region": "", "platform": "", "page": f"p{n}", "posts": 10**6 + n % 2, "followers": 10**9 + 7 * n,
         "interactions": 10**12 - n}
        for n in range(6)
    ]  # fmt: skip
    rating, rules = made({"indicators": [indicator("rate", ["interactions"], ["posts", "followers"], times=100)]}, rows)
    names = [*rating.pages.names]
    figures = [next(row["interactions"] for row in rows if row["page"] == name) for name in names]
    places, _totals = Month(rating, range(6)).draw("", 20, 1)
    for draw in range(20):
        drawn = documented()["draw_figures"](1, "", draw, {"interactions": figures})
        slow = slow_places(rows, rules, names, drawn)
        assert dict(zip(names, places[:, draw].tolist(), strict=True)) == slow


def test_the_figures_of_a_page_follow_from_its_draws():
    july, _movement = example()
    places, totals = Month(july, range(25)).draw("", 200, 9)
    league = measure_chance(july, 200, 9).leagues[0]
    low, high = documented()["sets"](july.totals.tolist(), totals.tolist(), july.places.tolist())
    for own in league.pages:
        ordered, place = sorted(places[own.page].tolist()), int(july.places[own.page])
        # of 200 the 5th percentile stands at 0.05 × 199 = 9.95, the 95th at 189.05
        assert (own.low, own.high) == (min(ordered[10], place), max(ordered[189], place))
        assert own.median == (ordered[99] + ordered[100]) / 2
        assert own.first == pytest.approx(ordered.count(1) / 200)
        assert (own.set_low, own.set_high) == (low[own.page], high[own.page])
    # each page that is surely ahead lowers the best place of the page behind it by one
    assert league.sure == sum(own - 1 for own in low)
    assert league.first == tuple(np.flatnonzero(np.array(low) == 1).tolist())


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 6)), min_size=1, max_size=12), st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_the_widest_difference_of_a_draw_is_that_of_all_pairs(pages, seed):
    deviations = np.random.default_rng(seed).normal(size=(len(pages), 7)) * np.array([[1 + a] for a, _b in pages])
    scale = np.array([1.0 + b for _a, b in pages])
    pairs = itertools.product(range(len(pages)), repeat=2)
    slow = np.max([(deviations[i] - deviations[j]) / (scale[i] + scale[j]) for i, j in pairs], axis=0)

    assert _farthest_apart(deviations, scale) == pytest.approx(slow)


@pytest.mark.parametrize(
    ("bands", "brackets"),
    [
        pytest.param([(1, 2), (3, 4), (5, 6)], [1, 2, 3], id="all apart"),
        pytest.param([(1, 9), (2, 3), (4, 5)], [1, 1, 2], id="the first meets both, they do not meet"),
        pytest.param([(1, 3), (3, 5), (4, 7), (6, 8)], [1, 1, 2, 2], id="bands that touch meet"),
        pytest.param([(5, 5)], [1], id="one page"),
    ],
)
def test_a_bracket_goes_on_while_all_bands_in_it_meet(bands, brackets):
    lower, upper = np.array(bands, dtype=float).T

    assert _brackets(lower, upper) == brackets


def test_a_dense_place_counts_unlike_totals_only():
    """Two alike pages share the first of the dense places, so that the third page is second, whatever is drawn."""
    rows = [
        {"region": "", "platform": "", "page": page, "followers": followers, "interactions": interactions}
        for page, followers, interactions in [("a", 10**6, 10**6), ("b", 10**6, 10**6), ("c", 10**3, 10**3)]
    ]
    both = [indicator("followers", ["followers"]), indicator("sum", ["interactions"])]
    dense, _ = made({"indicators": both, "place_ties": "dense"}, rows)
    usual, _ = made({"indicators": both}, rows)

    def last(rating):
        own = measure_chance(rating, 100, 1).leagues[0].pages[2]
        return (own.set_low, own.set_high)

    assert (last(dense), last(usual)) == ((2, 3), (3, 3))


def ways_of_at_most(most, n):
    """Return in how many ways at most so many of n are chosen: each binomial coefficient from the one before."""
    ways, total = 1, 0
    for k in range(most + 1):
        total += ways
        ways = ways * (n - k) // (k + 1)
    return total


def exact_pair_tests(counts):
    """Return the pairs (less, more) that Holm's procedure rejects at 5 %, by exact fractions, each test by itself."""
    found = []
    for i, j in itertools.combinations(range(len(counts)), 2):
        less, more = sorted((i, j), key=lambda k: counts[k])
        n = counts[i] + counts[j]
        tail = Fraction(ways_of_at_most(counts[less], n), 2**n)
        found.append((min(Fraction(1), 2 * tail), less, more))
    found.sort(key=lambda one: one[0])
    sure = set()
    for rank, (p, less, more) in enumerate(found):
        if p > Fraction(5, 100) / (len(found) - rank):
            break
        sure.add((less, more))
    return sure


@pytest.mark.slow
@given(st.lists(st.integers(0, 400), min_size=1, max_size=12), st.booleans())
@settings(max_examples=80, deadline=None)
def test_pairs_of_counts_are_compared_as_exact_fractions_compare_them(counts, higher_wins):
    sure, sets = compare_counts(counts, higher_wins=higher_wins)
    pairs = exact_pair_tests(counts)

    assert sure == len(pairs)
    for i, (low, high) in enumerate(sets):
        above, below = sum(less == i for less, _ in pairs), sum(more == i for _, more in pairs)
        ahead, behind = (above, below) if higher_wins else (below, above)
        assert (low, high) == (1 + ahead, len(counts) - behind)


@pytest.mark.parametrize("counts", [(0, 6), (0, 5), (3, 12), (3, 13), (4, 15), (500, 590), (500, 600), (470, 529)])
def test_a_single_pair_is_decided_as_its_exact_test_decides_it(counts):
    assert compare_counts(counts)[0] == len(exact_pair_tests(counts))


@pytest.mark.slow
@given(st.lists(st.integers(0, 3000), min_size=2, max_size=5))
@settings(max_examples=40, deadline=None)
def test_of_large_counts_no_pair_is_said_to_be_sure_that_is_not(counts):
    assert compare_counts(counts)[0] <= len(exact_pair_tests(counts))


def test_large_counts_are_compared_without_adding_up():
    # 10¹² + 5 · √(2 · 10¹²) is five standard deviations of the difference away, and three are too few
    assert compare_counts([10**12, 10**12 + 7_071_068])[0] == 1
    assert compare_counts([10**12, 10**12 + 2_700_000])[0] == 0


@pytest.mark.parametrize(
    ("columns", "of", "drawn"),
    [
        pytest.param({"likes": [3, 9]}, [["likes"]], ("likes",), id="what people did"),
        pytest.param({"followers": [3, 9], "posts": [1, 2]}, [["followers"], ["posts"]], (), id="known by their names"),
        pytest.param({"answer hours": ["1.5", "2.5"]}, [["answer hours"]], (), id="no whole numbers"),
        pytest.param({"has a site": [0, 1]}, [["has a site"]], (), id="yes or no"),
        pytest.param({"Обращения": [4, 7]}, [["Обращения"]], ("Обращения",), id="a count of one's own"),
    ],
)
def test_counts_that_chance_moves_are_told_from_what_is_known(columns, of, drawn):
    rows = [{"page": page} | {name: cells[n] for name, cells in columns.items()} for n, page in enumerate("pq")]
    rating, _rules = made({"indicators": [indicator(f"i{n}", own) for n, own in enumerate(of)]}, rows)
    league = measure_chance(rating, 10, 1).leagues[0]

    assert (league.drawn, league.by) == (drawn, "counts" if drawn else "nothing")


def test_what_an_indicator_divides_by_is_known():
    rows = [{"page": page, "likes": 5 * n + 4, "views": 90 * n + 40} for n, page in enumerate("pqr")]
    rating, _rules = made({"indicators": [indicator("rate", ["likes"], ["views"])]}, rows)

    assert measure_chance(rating, 10, 1).leagues[0].drawn == ("likes",)


def test_two_columns_of_the_same_figures_are_one():
    """Else each would be drawn by itself, and the page judged by two months at once."""
    rows = [{"page": page, "engaged": 5 * n + 4, "interactions": 5 * n + 4} for n, page in enumerate("pqr")]
    rating, _rules = made({"indicators": [indicator("a", ["engaged"]), indicator("b", ["interactions"])]}, rows)
    figures = Month(rating, range(3))

    assert figures.columns == {"engaged": "engaged", "interactions": "engaged"}
    assert {*figures.figures("", 0, 1)} == {"engaged"}


def test_places_without_chance_have_no_width():
    rows = [{"page": page, "followers": 5 * n + 4} for n, page in enumerate("pqr")]
    rating, _rules = made({"indicators": [indicator("a", ["followers"])]}, rows)
    league = measure_chance(rating, 10, 1).leagues[0]

    assert [(own.low, own.high, own.set_low, own.set_high, own.bracket) for own in league.pages] == [
        (1, 1, 1, 1, 1),
        (2, 2, 2, 2, 2),
        (3, 3, 3, 3, 3),
    ]
    assert (league.sure, league.pairs) == (3, 3)


def test_a_page_of_a_single_post_is_drawn_as_a_count():
    rows = [{"page": page, "posts": posts, "interactions": 30} for page, posts in [("p", 1), ("q", 2), ("r", 0)]]
    rows[2]["interactions"] = 0
    rating, _rules = made({"indicators": [indicator("a", ["interactions"])]}, rows)
    rating = with_posts(rating, {"p": [30], "q": [10, 20], "r": []})
    month = Month(rating, range(3))
    names = [*rating.pages.names]
    drawn = [month.figures("", draw, 4)["interactions"] for draw in range(80)]

    assert (month.by, month.few, month.resampled, month.drawn) == ("posts", 1, ("interactions",), ())
    assert {int(own[names.index("q")]) for own in drawn} == {20, 30, 40}
    assert {int(own[names.index("r")]) for own in drawn} == {0}
    assert len({int(own[names.index("p")]) for own in drawn}) > 10


def test_no_league_is_drawn_with_anothers_numbers():
    rating = rate_file(EXAMPLES / "july.xlsx", by="platform")
    both = measure_chance(rating, 50, 1)
    alone = [replace(league, pages=()) for league in both.leagues]

    assert [league.league for league in alone] == ["facebook", "instagram"]
    first, second = (Month(rating, [*pages]) for pages in rating.leagues.values())
    assert first.figures("facebook", 0, 1)["engaged"].tolist() != first.figures("instagram", 0, 1)["engaged"].tolist()
    assert len(second.pages) == 14


def two_months(before, now, posts=40):
    """Return the movement between two editions of one indicator, from the interactions of each page, and the later."""
    old, new = (
        made(
            {"indicators": [indicator("a", ["interactions"])]},
            [{"page": page, "posts": posts, "interactions": figure} for page, figure in month.items()],
        )[0]
        for month in (before, now)
    )
    return compare_editions(old, new), new


def test_a_move_that_another_draw_undoes_is_marked():
    # p and q change places by a hair; r passes s by far, at most one draw in a million says otherwise
    movement, new = two_months({"p": 1000, "q": 1001, "r": 10, "s": 100}, {"p": 1001, "q": 1000, "r": 200, "s": 90})
    moves = dict(zip(new.pages.names, moves_by_chance(movement, new).moves, strict=True))

    assert {page: (move.by, move.by_chance) for page, move in moves.items()} == {
        "p": (1, True), "q": (-1, True), "r": (1, False), "s": (-1, False),
    }  # fmt: skip


def test_a_move_is_judged_by_the_differences_of_drawn_places():
    july, movement = example()
    marked = moves_by_chance(movement, july).moves
    before = Month(movement.previous, range(len(movement.previous))).draw("", DRAWS, SEED + 1)[0]
    now = Month(july, range(len(july))).draw("", DRAWS, SEED)[0]
    assert {move.by_chance for move in marked} == {None, True, False}
    for i, move in enumerate(marked):
        if move.state not in ("up", "down"):
            assert move.by_chance is None
            continue
        differences = sorted((before[movement.matches.pairs[i]] - now[i]).tolist())
        assert move.by_chance == (differences[50] <= 0 <= differences[949])
        assert replace(move, by_chance=None) == movement.moves[i]


def test_the_moves_of_large_editions_are_not_looked_into(monkeypatch):
    july, movement = example()
    monkeypatch.setattr(home("MOST_MOVES"), "MOST_MOVES", len(july) - 1)

    assert moves_by_chance(movement, july) == movement
    assert luck_lines(july, movement, words("en")) == [said("move.chance.many", sign="≈", most=500)]
