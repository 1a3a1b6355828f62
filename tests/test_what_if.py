"""One page with another figure: the sums it is part of change with it, and its measures stay exact."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inside import Count, Measure, MeasureOf, Pages, meeting_figures, quotient_meets, with_count


def summed(columns, parts):
    scale = max(columns[part].scale for part in parts)
    return Count(sum(columns[part].numbers * (scale // columns[part].scale) for part in parts), None, scale)


def pages(own, sums=None, missing=()):
    """Return two pages with these own columns, each its numbers and their scale; `sums` are counts made of some."""
    columns = {
        name: Count(np.array(numbers), np.array([False, True]) if name in missing else None, scale)
        for name, (numbers, scale) in own.items()
    }
    counts = columns | {name: summed(columns, parts) for name, parts in (sums or {}).items()}
    texts = ["A", "B"]
    return Pages(texts, texts, texts, texts, ["", ""], None, (2, 3), counts, frozenset(), (), columns, sums or {})


PARTS = {"likes": ([30, 7], 1), "hours": ([25, 4], 10), "posts": ([8, 5], 1)}
BOTH = {"both": ("likes", "hours")}  # A 30 + 2.5 = 32.5, B 7 + 0.4 = 7.4


def test_a_figure_that_outgrows_64_bits_is_exact():
    after = with_count(pages({"hours": ([25, 4], 10**9)}), 0, "hours", 10**21)
    assert after.own["hours"].numbers.tolist() == [10**21, 4]


def test_a_changed_figure_changes_the_sums_that_it_is_part_of_and_nothing_else():
    before = pages(PARTS, BOTH)
    after = with_count(before, 1, "likes", 9)

    assert after.own["likes"].numbers.tolist() == [30, 9]
    assert (after.counts["both"].numbers.tolist(), after.counts["both"].scale) == ([325, 94], 10)
    assert after.counts["likes"].numbers.tolist() == [30, 9]
    assert after.counts["posts"] is before.counts["posts"]
    assert before.own["likes"].numbers.tolist() == [30, 7]


def test_a_column_of_tenths_is_changed_in_tenths():
    """B's hours from 0.4 to 1.1: 7 + 1.1 = 8.1."""
    assert with_count(pages(PARTS, BOTH), 1, "hours", 11).counts["both"].numbers.tolist() == [325, 81]


@pytest.mark.parametrize(
    ("of", "per", "name", "figure", "expected"),
    [
        pytest.param(["likes"], ["posts"], "likes", 50, Fraction(50, 8), id="above the line"),
        pytest.param(["likes"], ["posts"], "posts", 12, Fraction(30, 12), id="below the line"),
        pytest.param(["both"], ["posts"], "hours", 5, (30 + Fraction(5, 10)) / 8, id="as a part of a sum"),
        pytest.param(["likes"], ["posts"], "hours", 99, Fraction(30, 8), id="where it does not count"),
        pytest.param(["likes"], ["both"], "likes", 10, 10 / Fraction(125, 10), id="on both sides"),
        pytest.param(["posts"], ["likes"], "posts", 0, 0, id="nothing over something"),
    ],
)
def test_a_measure_is_a_function_of_one_figure(of, per, name, figure, expected):
    assert MeasureOf(pages(PARTS, BOTH), Measure(key="x", of=of, per=per), 0, name)(figure) == expected


def test_over_nothing_nothing_is_nothing_and_something_is_beyond_all():
    given = pages({"likes": ([0, 7], 1), "posts": ([8, 5], 1)})
    rate = Measure(key="x", of=["likes"], per=["posts"])

    assert MeasureOf(given, rate, 0, "posts")(0) == 0
    assert MeasureOf(given, rate, 1, "posts")(0) > 10**30


@settings(max_examples=200, derandomize=True, deadline=None)
@given(
    st.fixed_dictionaries({name: st.tuples(st.integers(0, 60), st.integers(0, 60)) for name in PARTS}),
    st.sampled_from([("likes", "both"), ("both", "posts"), ("likes", "posts"), ("posts", "likes"), ("likes", "hours")]),
    st.sampled_from([*PARTS]),
    st.fractions(0, 50, max_denominator=12),
)
def test_a_quotient_is_solved_where_a_search_finds_it(numbers, sides, name, rival):
    of, per = sides
    made = pages({key: ([*numbers[key]], scale) for key, (_numbers, scale) in PARTS.items()}, BOTH)
    value_at = MeasureOf(made, Measure(key="k", of=[of], per=[per], times=100), 0, name)
    lines, largest = value_at.lines(), 10**6
    rising = value_at(largest) > value_at(1)

    if lines is None:
        assert value_at.parts[per] == (0, 0)
    else:
        assert quotient_meets(rival, lines, largest, rising=rising) == meeting_figures(
            rival, value_at, 1, largest, rising=rising
        )
