"""Pages as columns: taking some of them and leaving others out keeps every column in step."""

from dataclasses import replace

import numpy as np
import pytest

from inside import Count, Excluded, Pages, Reason


def pages():
    return Pages(
        names=["a", "b", "c", "d"],
        regions=["A", "B", "C", "D"],
        region_keys=["ka", "kb", "kc", "kd"],
        platforms=["vk", "ok", "x", "vk"],
        leagues=["1", "2", "1", "2"],
        urls=["ua", "ub", "uc", "ud"],
        rows=range(2, 6),
        counts={"posts": Count(np.array([1, 2, 3, 4]), np.array([False, True, False, False]), 10)},
        listed=frozenset({("ka", "A", "vk")}),
        excluded=(Excluded("z", "Z", "vk", Reason("gone")),),
    )


@pytest.mark.parametrize(
    ("numbers", "scale", "figures"),
    [
        pytest.param(np.array([125, 7]), 100, [1.25, 0.07], id="two decimals"),
        pytest.param(np.array([1, 10**17], dtype=object), 3 * 10**16, [1 / (3 * 10**16), 10 / 3], id="large ones"),
        pytest.param(np.array([1, 10**30], dtype=object), 10**30, [1e-30, 1.0], id="a scale beyond 64 bits"),
    ],
)
def test_figures_are_the_floats_next_to_the_exact_ones(numbers, scale, figures):
    count = Count(numbers, None, scale)
    assert (count.figures.dtype, count.figures.tolist()) == (np.float64, figures)


def test_taking_pages_takes_every_column():
    taken = pages().take([3, 1])

    assert (taken.names, taken.regions, taken.region_keys) == (["d", "b"], ["D", "B"], ["kd", "kb"])
    assert (taken.platforms, taken.leagues, taken.urls, list(taken.rows)) == (
        ["vk", "ok"],
        ["2", "2"],
        ["ud", "ub"],
        [5, 3],
    )
    assert taken.counts["posts"].numbers.tolist() == [4, 2]
    assert taken.counts["posts"].missing.tolist() == [False, True]
    assert taken.counts["posts"].scale == 10
    assert taken.excluded == pages().excluded


def test_pages_that_are_left_out_are_listed_with_their_reasons():
    left = pages().leave_out({2: Reason("private"), 0: Reason("not found")})

    assert left.names == ["b", "d"]
    assert [(out.page, out.region, out.platform, out.reason.text) for out in left.excluded] == [
        ("z", "Z", "vk", "gone"),
        ("a", "A", "vk", "not found"),
        ("c", "C", "x", "private"),
    ]
    assert left.listed == pages().listed


def test_leaving_nobody_out_changes_nothing():
    everybody = pages()

    assert everybody.leave_out({}) is everybody
    assert len(everybody) == 4


def test_a_count_without_missing_figures_has_no_mask():
    assert Count(np.array([1, 2])).take(np.array([1])).missing is None


def test_a_region_is_absent_from_every_network_of_the_file_that_it_has_no_row_on():
    """Of three regions and two networks b has both, A only vk, c only x; two spellings of A are one region."""
    listed = frozenset({("kb", "b", "vk"), ("kb", "b", "x"), ("ka", "A", "vk"), ("ka", "a.", "vk"), ("kc", "c", "x")})
    assert replace(pages(), listed=listed).absent == (("A", "x"), ("c", "vk"))


def test_pages_are_sorted_for_readers_by_name_whatever_its_case():
    mixed = replace(pages(), names=["b", "A", "a", "B"])
    assert [mixed.names[i] for i in sorted(range(4), key=mixed.sorted_by)] == ["A", "a", "b", "B"]
