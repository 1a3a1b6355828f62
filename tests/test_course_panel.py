"""A panel: a line a page at its places, gaps where it is absent, names and places at both ends."""

import pandas as pd

from courses import REACH, course, courses_of, drawn, many
from govrank.analysis.trend import trend_of
from govrank.pipeline import rate_frames
from test_export_images import assert_whole, matplotlib


def test_names_and_places_stand_at_both_ends():
    matplotlib()
    picture, _figure = drawn(course("ABC", "BAC", "CAB"))
    names = {(line.text, line.align) for line in picture.lines if line.text in "ABC" and line.size < 10}
    assert names == {(page, align) for page in "ABC" for align in ("left", "right")}
    places = sorted((line.x, line.top, line.text) for line in picture.lines if line.text in "123")
    assert [text for _x, _top, text in places] == [*"123", *"123"]


def test_a_line_is_at_its_places_the_first_on_top():
    matplotlib()
    picture, _figure = drawn(course("ABC", "BAC", "CAB"))
    xs = sorted({x for stroke in courses_of(picture) for x, _y in stroke.points})
    ys = sorted({y for stroke in courses_of(picture) for _x, y in stroke.points})
    assert len(xs) == len(ys) == 3
    assert [[ys.index(y) + 1 for _x, y in stroke.points] for stroke in courses_of(picture)] == [
        [1, 2, 2],  # A, (1 + 2 + 2) / 9
        [2, 1, 3],  # B, (2 + 1 + 3) / 9
        [3, 3, 1],  # C, (3 + 3 + 1) / 9
    ]


def test_a_line_has_a_gap_where_its_page_is_absent():
    matplotlib()
    picture, _figure = drawn(course("AB", "AB", "B", "BA", "A"))
    parts = sorted(len(stroke.points) for stroke in courses_of(picture))
    assert parts == [2, 2, 4]  # A twice two editions, B four
    xs = sorted({x for stroke in courses_of(picture) for x, _y in stroke.points})
    a, b = ([stroke for stroke in courses_of(picture) if len(stroke.points) == n] for n in (2, 4))
    assert sorted([xs.index(x) for x, _y in stroke.points] for stroke in a) == [[0, 1], [3, 4]]
    assert [[xs.index(x) for x, _y in stroke.points] for stroke in b] == [[0, 1, 2, 3]]


def test_a_page_that_is_at_neither_end_has_its_name_beside_its_line():
    matplotlib()
    picture, figure = drawn(course("AB", "ABX", "AB"))
    assert [line.text for line in picture.beside] == ["X"]
    assert_whole(figure, "beside")


def test_pages_on_a_shared_place_have_their_names_below_each_other():
    matplotlib()
    frame = pd.DataFrame({"page": [*"ABCD"], "reach": [9, 5, 5, 5]})
    trend = trend_of([rate_frames(frame, methodology=REACH, period=period) for period in ("old", "new")])
    picture, figure = drawn(trend)
    assert_whole(figure, "shared")
    places = [line.text for line in sorted(picture.lines, key=lambda line: line.top) if line.text in "12345"]
    assert places == [*"11222222"]


def test_many_editions_are_wide_and_their_names_do_not_cover_each_other():
    matplotlib()
    picture, figure = drawn(many(6, 90))
    assert_whole(figure, "90 editions")
    assert picture.width > 1200
