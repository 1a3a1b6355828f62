"""The same work on each indicator: in turn for few pages, side by side for very many, always in order."""

import threading

import pytest

from govrank.scoring.threads import MANY_PAGES, work_on_each


@pytest.mark.parametrize("pages", [1, MANY_PAGES - 1, MANY_PAGES])
def test_results_come_in_the_order_of_the_items(pages):
    assert work_on_each(lambda item: item * 10, [3, 1, 2], pages) == [30, 10, 20]


def test_few_pages_start_no_thread():
    threads = work_on_each(lambda _item: threading.current_thread(), range(3), MANY_PAGES - 1)
    assert {*threads} == {threading.current_thread()}


def test_very_many_pages_are_worked_on_two_items_at_a_time():
    """Each of two items waits for the other: one after the other they would wait in vain."""
    together = threading.Barrier(2, timeout=60)
    assert sorted(work_on_each(lambda _item: together.wait(), range(2), MANY_PAGES)) == [0, 1]


@pytest.mark.parametrize("pages", [1, MANY_PAGES])
def test_an_error_in_the_work_is_raised(pages):
    with pytest.raises(ZeroDivisionError):
        work_on_each(lambda item: 1 // item, [1, 0, 2], pages)
