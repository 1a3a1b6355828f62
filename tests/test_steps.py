"""The smallest change that gains a place: by hand, and against trying all changes one by one."""

from fractions import Fraction

import pytest
from hypothesis import example as also
from hypothesis import given, settings
from hypothesis import strategies as st

from cards import ROWS, SMALL, card, explain_page, pages, rated, rules, step
from editions import example, parse_methodology
from govrank import Methodology, load_methodology
from inside import home, is_sought
from reference import rate_rows
from tables import editions, methodology_text

Step = home("Step", "analysis").Step


@pytest.fixture(scope="module")
def small():
    return rated(ROWS, SMALL)


def test_the_smallest_change_of_each_count(small):
    # b has 8 points and a 6. With 100 followers: b 2×1+1+3 = 6 beside a's 6; with 99 nothing changes.
    # Its posts and interactions cannot help: it is first there.
    # With 4 hours it shares c's place: b 2×2+1+1 = 6 beside a's 2+2+3 = 7; with 5 it is b 7 against 6.
    assert card(small, "b").steps == (
        Step("followers", 80, 20, 1),
        Step("interactions", 40, None, None),
        Step("posts", 8, None, None),
        Step("hours", 9, -5, 1),
    )


def test_nothing_improves_the_first_place(small):
    assert [(s.change, s.place) for s in card(small, "a").steps] == [(None, None)] * 4
    assert all(s.searched for s in card(small, "a").steps)


def test_one_page_alone_is_first_and_has_nobody_to_pass():
    alone = card(rated(pages(followers=[5], likes=[3]), rules({"key": "followers"}, {"key": "likes"})), "a")

    assert (alone.above, alone.below) == (None, None)
    assert [standing.gap for standing in alone.standings] == [None, None]
    assert [s.change for s in alone.steps] == [None, None]


def test_of_two_changes_of_the_same_size_the_increase_is_named():
    rating = rated(
        pages(x=[7, 5, 3], m=[9, 1, 9]),
        rules({"key": "x", "weight": 2}, {"key": "y", "of": ["x"], "direction": "lower", "weight": 2}, {"key": "m"}),
    )
    # now    x: a 1, b 2, c 3 · y: c 1, b 2, a 3 · m: a 1, c 1, b 3 → a 2+6+1 = 9, b 4+4+3 = 11, c 6+2+1 = 9
    # b at 7 x: a 1, b 1, c 3 · y: c 1, a 2, b 2                    → a 2+4+1 = 7, b 2+4+3 = 9, c 6+2+1 = 9: 2nd
    # b at 3 x: a 1, b 2, c 2 · y: b 1, c 1, a 3                    → a 2+6+1 = 9, b 4+2+3 = 9, c 4+2+1 = 7: 2nd
    assert step(rating, "b", "x") == Step("x", 5, 2, 2)


@pytest.mark.parametrize(
    ("ties", "change"),
    [
        pytest.param("min", 2, id="level with the next page is enough"),
        pytest.param("max", 3, id="a shared place is the worse one: it must be passed"),
        pytest.param("average", 3, id="half a point is not enough"),
        pytest.param("dense", 3, id="a shared place helps those behind as well"),
    ],
)
def test_the_tie_rule_decides_whether_to_meet_or_to_pass(ties, change):
    rating = rated(pages(x=[7, 5, 1], y=[1, 2, 3]), rules({"key": "x"}, {"key": "y", "weight": 2}, ties=ties))

    # now a 1+6 = 7, b 2+4 = 6, c 3+2 = 5; b needs one point less. Level with a at 7 its points on x are
    # 1 (min), 2 (max), 1.5 (average), or 1 with c at 2 (dense: b 5, c 4)
    assert step(rating, "b", "x") == Step("x", 5, change, 1)


@pytest.mark.parametrize(
    ("tie_break", "change"),
    [
        pytest.param([], 3, id="equal totals share the place"),
        pytest.param(["countback"], 3, id="countback finds a first and a second place on both sides"),
        pytest.param(["x"], 3, id="broken in favour of the page"),
        pytest.param(["y"], None, id="broken against it"),
    ],
)
def test_a_tie_that_is_broken_gains_a_place_only_for_the_winner(tie_break, change):
    rating = rated(pages(x=[7, 5], y=[2, 1]), rules({"key": "x"}, {"key": "y"}, tie_break=tie_break))

    # a 1+1 = 2, b 2+2 = 4; b at 8: a 2+1 = 3, b 1+2 = 3
    assert step(rating, "b", "x") == Step("x", 5, change, 1 if change else None)


def test_dense_places_are_counted_as_the_rating_counts_them():
    columns = {"x": [9, 9, 5, 3]}
    usual, dense = (rated(pages(**columns), rules({"key": "x"}, place_ties=how)) for how in ("min", "dense"))

    assert [step(usual, name, "x") for name in "cd"] == [Step("x", 5, 4, 1), Step("x", 3, 2, 3)]
    assert [step(dense, name, "x") for name in "cd"] == [Step("x", 5, 4, 1), Step("x", 3, 2, 2)]


def test_a_count_that_is_a_sum_is_changed_by_each_of_its_parts():
    rating = rated(
        pages(likes=[10, 6], comments=[5, 4], shares=[1, 2], posts=[4, 3]),
        rules({"key": "engaged"}, {"key": "per_post", "of": ["interactions"], "per": ["posts"]}),
    )

    # engaged a 16, b 12; per post 4 and 4: a 1+1 = 2, b 2+1 = 3. One more of anything: 13/3 > 4, a 1+2 = b 2+1
    # one post fewer: 12/2 > 4, the same
    assert {s.count: (s.now, s.change, s.place) for s in card(rating, "b").steps} == {
        "likes": (6, 1, 1),
        "comments": (4, 1, 1),
        "shares": (2, 1, 1),
        "posts": (3, -1, 1),
    }


@pytest.mark.parametrize(("least", "change"), [(3, -2), (4, None)])
def test_no_step_leads_below_the_minimum_activity(least, change):
    # per post a 16/4 = 4, b 15/5 = 3; 15/4 is still below 4, 15/3 = 5 is above it
    rating = rated(
        pages(interactions=[16, 15], posts=[4, 5]),
        rules({"key": "per_post", "of": ["interactions"], "per": ["posts"]}, minimum={"posts": least}),
    )

    assert step(rating, "b", "posts") == Step("posts", 5, change, 1 if change else None)


@pytest.mark.parametrize(
    ("interactions", "change"),
    [pytest.param(2, None, id="interactions without a post"), pytest.param(0, -1, id="nothing without a post")],
)
def test_no_step_leads_to_a_page_that_cannot_be(interactions, change):
    rating = rated(
        pages(posts=[0, 1], interactions=[0, interactions]),
        rules(
            {"key": "posts", "direction": "lower", "weight": 3},
            {"key": "per_post", "of": ["interactions"], "per": ["posts"]},
        ),
    )

    # fewest posts first: a 3×1 + 2 = 5, b 3×2 + 1 = 7; without its post b would be level with a
    assert step(rating, "b", "posts").change == change


def test_a_figure_that_is_missing_is_no_step_and_does_not_hide_the_others():
    """The missing count means the worst place on its indicator; changing another count is still possible."""
    rating = rated(
        pages(followers=[5, 4, 3], interactions=[4, 1, 4], posts=[1, 2, None]),
        rules(
            {"key": "followers", "weight": 2},
            {"key": "per_post", "of": ["interactions"], "per": ["posts"]},
            missing="worst",
        ),
    )
    # per post a 1, b 2, c 3, for it is missing; a 2+1, b 4+2 = 6, c 6+3 = 9
    # c with 6 followers: c 2×1+3 = 5, a 2×2+1 = 5, b 2×3+2 = 8: first; with 5: 5 against 3 and 8: second;
    # with 4: c 4+3 = 7 against b's 6
    steps = {s.count: (s.change, s.place) for s in card(rating, "c").steps}

    assert steps == {"followers": (2, 2), "interactions": (None, None)}


def test_a_column_with_fractions_is_told_in_its_own_unit():
    rating = rated(pages(hours=["2.5", "1.25"]), rules({"key": "hours"}))
    found = step(rating, "b", "hours")

    assert (found.now, found.change, found.place) == (Fraction("1.25"), Fraction("1.25"), 1)


def test_the_league_is_held_as_it_is():
    rating = rated(
        [
            {"page": name, "followers": n, "group": group}
            for name, n, group in [("a", 50, "east"), ("b", 40, "east"), ("x", 9, "west"), ("y", 6, "west")]
        ],
        rules({"key": "followers"}),
        by="group",
    )

    assert step(rating, "y", "followers") == Step("followers", 6, 3, 1)


BY_SIZE = {"by": "followers", "bands": [{"name": "large", "from": 10000}, {"name": "small", "to": 10000}]}
FIVE = {"followers": [12000, 11000, 10500, 9000, 500], "interactions": [900, 880, 700, 100, 90]}
ER = {"key": "er", "of": ["interactions"], "per": ["followers"], "times": 100}


@pytest.mark.parametrize(
    ("bands", "name", "change"),
    [
        # a 7.5, b 8, c 6.67: c meets a at 9333 followers, which is no longer large
        pytest.param(BY_SIZE["bands"], "c", None, id="the change that would gain leads into another league"),
        pytest.param([{"name": "large", "from": 9333}, {"name": "small", "to": 9333}], "c", -1167, id="its edge"),
        pytest.param([{"name": "large", "from": 9334}, {"name": "small", "to": 9334}], "c", None, id="one below"),
        pytest.param([{"name": "large", "from": 9000}], "c", -1167, id="one league, and others are left out"),
        # d 1.11, e 18: d meets e at 555 followers and is small still
        pytest.param(BY_SIZE["bands"], "d", -8445, id="inside the smaller league"),
    ],
)
def test_no_step_leads_into_another_league(bands, name, change):
    rating = rated(pages(**FIVE), rules(ER, league=BY_SIZE | {"bands": bands}))

    found = step(rating, name, "followers")
    assert (found.change, found.searched) == (change, True)
    if change is not None:
        place = dict(zip(rating.pages.names, rating.places.tolist(), strict=True))[name]
        assert found.place < place


def test_no_step_leads_out_of_all_leagues():
    bands = [{"name": "large", "from": 10000}]
    rating = rated(pages(**FIVE), rules(ER, league=BY_SIZE | {"bands": bands}))

    assert step(rating, "c", "followers") == Step("followers", 10500, None, None)
    assert step(rating, "c", "interactions") == Step("interactions", 700, 88, 2)  # 788 ÷ 10500 > 900 ÷ 12000


def test_a_league_that_the_count_itself_names_is_left_by_any_change():
    rows = [row | {"posts": n} for row, n in zip(pages(followers=[5, 9, 7]), (3, 3, 8), strict=True)]
    rating = rated(rows, rules({"key": "x", "of": ["followers"], "per": ["posts"]}), by="posts")

    assert step(rating, "a", "posts") == Step("posts", 3, None, None)
    assert step(rating, "a", "followers") == Step("followers", 5, 4, 1)


def test_a_change_of_twenty_digits_is_told_to_the_last():
    digits = ["0.12345678901234567891", "0.12345678901234567889"]
    rating = rated(pages(hours=digits), rules({"key": "hours"}))

    assert step(rating, "b", "hours") == Step("hours", Fraction(digits[1]), Fraction(2, 10**20), 1)


def test_a_measure_that_rises_and_falls_with_a_count_is_searched_whole_or_not_at_all():
    """likes ÷ (all interactions)² is best where likes are half of them: c meets a at 10 likes and passes it nowhere."""
    rating = rated(
        pages(likes=[10, 100, 1], comments=[10, 10, 10]),
        rules({"key": "x", "of": ["likes"], "per": ["interactions", "engaged"]}),
    )
    found = {name: step(rating, name, "likes") for name in "bc"}

    # a 10/400, b 100/12100, c 1/121, which is as much as b's
    assert not found["c"].searched or found["c"] == Step("likes", 1, 9, 1)
    assert not found["b"].searched or found["b"] == Step("likes", 100, -90, 1)


def index(*terms, **options):
    filled = [{"label": t["key"], "of": [t["key"]]} | t for t in terms]
    return Methodology.model_validate(
        {"name": "index", "version": "1", "scoring": "log-index", "scale": 10, "power": 2, "terms": filled} | options
    )


def test_the_steps_of_an_index_meet_the_next_index():
    # (likes + 1) × (shares + 1): a 13 × 3 = 39, b 8 × 2 = 16, c 3 × 5 = 15
    rating = rated(pages(likes=[12, 7, 2], shares=[2, 1, 4]), index({"key": "likes"}, {"key": "shares"}))

    # b: 20 × 2, 8 × 5 · c: 4 × 5 = 20 > 16, 3 × 6 = 18 > 16
    assert [(s.count, s.change, s.place) for s in card(rating, "b").steps] == [("likes", 12, 1), ("shares", 3, 1)]
    assert [(s.count, s.change, s.place) for s in card(rating, "c").steps] == [("likes", 1, 2), ("shares", 1, 2)]


@pytest.mark.parametrize(
    ("shares", "change"),
    [
        # (1 + shares)(1 + comments): a 8 × 6 = 48; b has 2 shares, and 3 × 16 = 48
        pytest.param(2, 12, id="level by other factors"),
        pytest.param(4, 7, id="5 × 10 = 50 is the first above: 5 does not divide 48"),
    ],
)
def test_an_index_is_met_exactly(shares, change):
    rows = pages(posts=[10, 10], likes=[100, 100], shares=[7, shares], comments=[5, 3 if shares == 2 else 2])

    assert step(rated(rows, load_methodology("bci")), "b", "comments").change == change


def test_an_index_falls_with_what_it_is_divided_by():
    rating = rated(pages(reads=[60, 60], posts=[5, 9]), index({"key": "per_post", "of": ["reads"], "per": ["posts"]}))

    assert [(s.count, s.change) for s in card(rating, "b").steps] == [("reads", 48), ("posts", -4)]  # 108 ÷ 9 = 12


def test_what_makes_an_index_rise_and_fall_is_not_searched_and_that_is_said():
    rating = rated(
        pages(reads=[60, 20], posts=[5, 4]),
        index({"key": "posts"}, {"key": "per_post", "of": ["reads"], "per": ["posts"]}),
    )

    assert step(rating, "b", "posts") == Step("posts", 4, None, None, searched=False)
    assert step(rating, "b", "reads").searched


def test_the_weibo_index_takes_its_steps_too():
    rows = pages(posts=[40, 40, 12], shares=[300, 100, 9], comments=[50, 50, 60], likes=[900, 900, 2000])
    rating = rated(rows, load_methodology("bci"))

    # a and b differ in shares only
    assert step(rating, "b", "shares") == Step("shares", 100, 200, 1)


def test_an_index_is_the_same_whichever_of_two_equal_counts_it_is_made_of():
    """Reposts and comments weigh the same: 2 and 1 give the index that 1 and 2 give, to the last bit."""
    rating = rated(pages(posts=[7, 7], shares=[2, 1], comments=[1, 1], likes=[5, 5]), load_methodology("bci"))

    assert step(rating, "b", "comments") == Step("comments", 1, 1, 1)


# Editions so small that every change can be tried. No sum of interactions is above 4 and no divisor above 6, so
# that a count raised by more than 24 beats or undercuts every rival: 4 ÷ 1 on the one side, 1 ÷ 6 on the other.
FAR = 27


DIVISORS = ([], ["posts"], ["followers"], ["population"], ["posts", "followers"], ["posts", "population"])


RATIOS = [
    *(([count], per) for count in ("interactions", "engaged") for per in DIVISORS),
    *((["followers"], per) for per in ([], ["population"])),
    *((["posts"], per) for per in ([], ["population"])),
    (["interactions", "followers"], []),
    (["interactions", "followers"], ["followers"]),
    *((["score"], per) for per in ([], ["population"])),
]
SMALL_LEAGUES = (
    "", "", "group",
    {"by": "followers", "bands": [{"name": "large", "from": 2}, {"name": "small", "to": 2}]},
    {"by": "followers", "bands": [{"name": "all but none", "from": 1}]},
    {"by": "posts", "bands": [{"name": "few", "to": 2}, {"name": "many", "from": 2, "to": 9}]},
    {"by": "interactions", "bands": [{"name": "quiet", "to": 3}, {"name": "loud", "from": 3}]},
    {"by": "score", "bands": [{"name": "half", "from": 0.5}, {"name": "less", "to": 0.5}]},
)  # fmt: skip


LAYOUTS = [("likes", "comments", "shares"), ("interactions",), ("interactions", "engaged"), ("engaged",)]


@st.composite
def small_rules(draw, missing="error"):
    ratios = draw(st.lists(st.sampled_from(RATIOS), min_size=1, max_size=4))
    indicators = [
        {
            "key": f"indicator_{n}",
            "label": f"Indicator {n}",
            "of": of,
            "per": per,
            "direction": draw(st.sampled_from(["higher", "higher", "lower"])),
            "weight": draw(st.integers(1, 3)),
        }
        for n, (of, per) in enumerate(ratios)
    ]
    return {
        "name": "drawn",
        "version": "1",
        "ties": draw(st.sampled_from(["min", "max", "average", "dense"])),
        "place_ties": draw(st.sampled_from(["min", "dense"])),
        "tie_break": draw(st.sampled_from([[], [], ["countback"], ["indicator_0"]])),
        "missing": missing,
        "league": draw(st.sampled_from(SMALL_LEAGUES)),
        "minimum": {}
        if missing == "worst"
        else draw(st.sampled_from([{}, {"posts": 1}, {"posts": 2, "followers": 2}])),
        "indicators": indicators,
    }


@st.composite
def small_rows(draw, gaps=False):
    """Draw 2 to 5 pages in one of the layouts; the counts that the layout lacks are sums, made by `summed`."""
    layout = draw(st.sampled_from(LAYOUTS))
    most = {"likes": 2, "comments": 1, "shares": 1, "interactions": 4, "engaged": 4}
    rows = []
    for n in range(draw(st.integers(2, 5))):
        row = {
            "region": f"Region {n}",
            "platform": "vk",
            "page": f"page {n}",
            "group": draw(st.sampled_from(["east", "east", "west"])),
            "population": draw(st.integers(2, 3)),
            "followers": draw(st.integers(1 if gaps else 0, 3)),
            "posts": draw(st.integers(1 if gaps else 0, 2)),
            "score": draw(st.sampled_from(["0.2", "0.5", "1"])),
        }
        alive = row["followers"] and row["posts"]
        row |= {count: draw(st.integers(0, most[count])) if alive else 0 for count in layout}
        if gaps and n:
            row |= {count: None for count in ("followers", "posts", *layout) if draw(st.integers(0, 3)) == 0}
        rows.append(row)
    return layout, rows


def summed(row, layout):
    """Return a row with `interactions` and `engaged`, as CONTRACT 2 makes them of what is there."""
    if "likes" in layout:
        parts = [row[part] for part in layout]
        total = None if None in parts else sum(parts)
        return row | {"interactions": total, "engaged": total}
    return {"interactions": row.get("engaged"), "engaged": row.get("interactions")} | row


def is_possible(row, rules):
    """Return whether a page is possible: a non-zero number over 0 is a contradiction."""
    for indicator in rules["indicators"]:
        above, below = ([row[count] for count in indicator.get(side, [])] for side in ("of", "per"))
        if any(above) and 0 in below:
            return False
    return True


def stands(rows, rules, name):
    """Return a page's league and place by the reference; nothing if it is not rated."""
    return next(((page.league, page.place) for page in rate_rows(rows, rules) if page.row["page"] == name), (None, 0))


def by_trying(rows, layout, rules, at, count, unit):
    """Return the smallest change that gains a place in the page's league, and that place, by trying all figures."""
    league, place = stands([summed(row, layout) for row in rows], rules, rows[at]["page"])
    now = Fraction(rows[at][count])
    for size in range(1, max(int(now / unit), FAR) + 1) if place > 1 else ():
        for figure in (now + size * unit, now - size * unit):  # of two changes of one size the increase
            if figure < 0:
                continue
            changed = [summed(row | {count: str(float(figure)) if unit < 1 else int(figure)}, layout) if n == at
                       else summed(row, layout) for n, row in enumerate(rows)]  # fmt: skip
            if not is_possible(changed[at], rules):
                continue
            in_league, then = stands(changed, rules, rows[at]["page"])
            if in_league == league and then < place:
                return figure - now, then
    return None, None


def used_columns(layout, rules):
    """Return the columns that the rules count with."""
    counts = {count for i in rules["indicators"] for count in (*i["of"], *i["per"])} | set(rules["minimum"])
    counts |= {rules["league"]["by"]} if isinstance(rules["league"], dict) else set()
    used = {"followers", "posts", "score"} & counts
    for count in counts & {"interactions", "engaged"}:
        if count in layout:
            used.add(count)
        else:
            used |= set(layout)
    return used


def check_every_step(drawn, rules):
    layout, rows = drawn
    methodology = parse_methodology(methodology_text(rules), "drawn.toml")
    whole = [summed(row, layout) for row in rows]
    used = used_columns(layout, rules)
    if not rate_rows(whole, rules) or all(row[count] is None for row in rows for count in used):
        return
    columns = ["region", "platform", "page", "group", "population", "followers", "posts", "score", *layout]
    rating = rated([{column: row[column] for column in columns} for row in rows], methodology)
    for page, name in enumerate(rating.pages.names):
        at = next(n for n, row in enumerate(rows) if row["page"] == name)
        steps = explain_page(rating, page).steps
        assert {s.count for s in steps} == {count for count in used if rows[at][count] is not None}
        for found in steps:
            unit = Fraction(1, rating.pages.own[found.count].scale)
            expected = by_trying(rows, layout, rules, at, found.count, unit)
            now = Fraction(rows[at][found.count])
            assert (found.now, found.change, found.place) == (now, *expected), (name, found.count)


@settings(max_examples=editions(70), derandomize=True, deadline=None)
@given(small_rows(), small_rules())
@pytest.mark.slow
def test_every_step_is_what_trying_all_changes_finds(drawn, rules):
    check_every_step(drawn, rules)


def gappy(followers, posts, interactions):
    """Return pages of one population of which some counts are missing."""
    rows = pages(followers=followers, posts=posts, interactions=interactions)
    place = {"platform": "vk", "group": "east", "population": 2, "score": "0.5"}
    return ("interactions",), [{"region": f"Region {n}"} | place | row for n, row in enumerate(rows)]


BOTH = {
    "name": "both",
    "version": "1",
    "missing": "worst",
    "league": "",
    "minimum": {},
    "indicators": [
        {"key": "interactions", "label": "Interactions", "of": ["interactions"], "per": []},
        {"key": "per_post", "label": "Per post", "of": ["interactions"], "per": ["posts"]},
    ],
}


@settings(max_examples=editions(60), derandomize=True, deadline=None)
@given(small_rows(gaps=True), small_rules(missing="worst"))
@also(gappy([1, None, None], [1, 1, None], [1, 0, 0]), BOTH)
@pytest.mark.slow
def test_every_step_is_so_where_figures_are_missing(drawn, rules):
    check_every_step(drawn, rules)


@st.composite
def index_cases(draw):
    """Draw an index of two or three terms and pages with counts up to 2, or 1 and 2 for the divisor.

    A product of (count + 1) is at most 27, and a page's own rest at least 1: 27 more of a count, twice that
    where it is halved, pass everybody.
    """
    terms = draw(
        st.lists(
            st.sampled_from(
                [
                    {"key": "likes", "of": ["likes"]},
                    {"key": "shares", "of": ["shares"]},
                    {"key": "reads_per_post", "of": ["reads"], "per": ["posts"]},
                ]
            ),
            min_size=2, max_size=3, unique_by=lambda term: term["key"],
        )
    )  # fmt: skip
    rows = pages(
        likes=draw(st.lists(st.integers(0, 2), min_size=3, max_size=3)),
        shares=draw(st.lists(st.integers(0, 2), min_size=3, max_size=3)),
        reads=draw(st.lists(st.integers(0, 2), min_size=3, max_size=3)),
        posts=draw(st.lists(st.integers(1, 2), min_size=3, max_size=3)),
    )
    return rows, index(*terms, power=draw(st.sampled_from([1, 2])))


@settings(max_examples=editions(10), derandomize=True, deadline=None)
@given(index_cases())
@pytest.mark.slow
def test_every_step_of_an_index_is_what_rating_anew_finds(case):
    rows, methodology = case
    rating = rated(rows, methodology)
    page = len(rating) - 1
    name, place = rating.pages.names[page], int(rating.places[page])

    def place_with(count, figure):
        again = rated([row | ({count: figure} if row["page"] == name else {}) for row in rows], methodology)
        return int(again.places[again.pages.names.index(name)])

    for found in explain_page(rating, page).steps:
        least = 1 if found.count == "posts" else 0  # reads without a post are a contradiction
        tried = sorted(
            (figure for figure in range(least, 57) if figure != found.now),
            key=lambda f: (abs(f - found.now), f < found.now),
        )
        better = ((f, then) for f in tried if (then := place_with(found.count, f)) < place)
        figure, then = next(better, (None, None))
        assert (found.change, found.place) == (None if figure is None else figure - found.now, then), found.count


def test_the_steps_of_the_example_gain_the_place_and_one_less_does_not():
    july, _movement = example()
    page = july.pages.names.index("Акимат Костанайской области")
    steps = explain_page(july, page).steps
    rows = [
        {
            "region": july.pages.regions[n], "platform": july.pages.platforms[n], "page": july.pages.names[n],
            "population": int(july.pages.counts["population"].numbers[n]),
        } | {count: int(own.numbers[n]) for count, own in july.pages.own.items()}
        for n in range(len(july))
    ]  # fmt: skip

    def place_with(count, change):
        changed = [dict(row) for row in rows]
        changed[page][count] += change
        again = rated(changed, load_methodology("akimats"))
        who = (rows[page]["page"], rows[page]["platform"])
        return int(again.places[list(zip(again.pages.names, again.pages.platforms, strict=True)).index(who)])

    place = int(july.places[page])
    assert place_with("posts", 0) == place
    assert {s.count for s in steps if s.change} == {"followers", "engaged", "posts"}
    for found in steps:
        assert place_with(found.count, found.change) == found.place < place
        one_less = found.change - (1 if found.change > 0 else -1)
        assert place_with(found.count, one_less) == place


def advised(rating, name):
    return [(step.count, step.change, step.place) for step in card(rating, name).advice]


def test_advice_begins_with_what_a_page_can_do_and_never_loses_followers():
    """b has 10 ÷ (2 × 10) = 0.5; a 12 ÷ (2 × 8) = 0.75, which b meets with 6 followers, 15 likes or 1 post."""
    rate = rules({"key": "rate", "of": ["likes"], "per": ["posts", "followers"]})
    rating = rated(pages(followers=[8, 10], posts=[2, 2], likes=[12, 10]), rate)

    assert {s.count: s.change for s in card(rating, "b").steps} == {"followers": -4, "posts": -1, "likes": 5}
    assert advised(rating, "b") == [("likes", 5, 1), ("posts", -1, 1)]


def test_where_fewer_followers_would_gain_a_place_more_of_them_is_looked_for():
    """b is behind c by the rate, which fewer followers would raise, and by the followers, of which it can have more."""
    both = rules({"key": "followers"}, {"key": "rate", "of": ["likes"], "per": ["followers"]})
    rating = rated(pages(followers=[20, 10, 12], likes=[40, 9, 12]), both)
    steps, advice = (
        {s.count: s.change for s in found} for found in (card(rating, "b").steps, card(rating, "b").advice)
    )

    assert steps["followers"] < 0 < advice["followers"]
    assert [s.count for s in card(rating, "b").advice] == ["likes", "followers"]


def test_what_is_better_low_may_fall_and_is_never_advised_to_rise():
    hours = rules({"key": "hours", "direction": "lower"}, {"key": "share", "of": ["answers"], "per": ["comments"]})
    rating = rated(pages(hours=[2, 5], answers=[4, 4], comments=[4, 8]), hours)

    assert is_sought(rating, "hours", rise=False)
    assert not is_sought(rating, "hours", rise=True)
    assert not is_sought(rating, "comments", rise=False)
    assert is_sought(rating, "answers", rise=True)
    assert [s.count for s in card(rating, "b").advice] == ["hours", "answers"]


def test_a_gate_is_passed_by_less_of_what_it_forbids_and_none_fails_it_on_purpose():
    gate = {"key": "silent", "when": {"count": "silent_days", "above": 14}, "outcome": "last"}
    rating = rated(pages(likes=[9, 5, 3], silent_days=[20, 1, 1]), rules({"key": "likes"}, gates=[gate]))

    assert advised(rating, "a")[0] == ("silent_days", -6, 1)
    assert not is_sought(rating, "silent_days", rise=True)


def test_an_index_and_points_are_advised_alike():
    rating = rated(
        pages(likes=[90, 9], reads=[9, 9]), index({"key": "likes", "of": ["likes"]}, {"key": "r", "of": ["reads"]})
    )

    assert [count for count, change, _place in advised(rating, "b") if change] == ["likes", "reads"]
