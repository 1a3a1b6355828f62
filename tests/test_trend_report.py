"""The pages through the editions: a place and a move for each, a small line, and who is gone."""

import pytest

from analysed import edition
from inside import place_line, trend_report
from said import headings, said, words
from trends import trend_of


@pytest.mark.parametrize(
    ("places", "worst", "line"),
    [
        pytest.param([1, None, 25], [25, 25, 25], "█ ▁", id="best, absent, last"),
        pytest.param([1, 2, 3, 4, 5, 6, 7, 8], [8] * 8, "█▇▆▅▄▃▂▁", id="a bar for each of eight"),
        pytest.param([2, 2], [3, 5], "▅▆", id="the same place among more is higher"),
        pytest.param([1], [1], "█", id="alone"),
        pytest.param([None, None], [3, 3], "  ", id="never there"),
        pytest.param([], [], "", id="no edition"),
    ],
)
def test_places_as_a_small_line(places, worst, line):
    assert place_line(places, worst) == line


def test_each_page_has_its_place_and_move_by_edition_and_its_line():
    """A 1, 1, 2; B 2, absent, back on 1; C only once, on 2, and so too rarely for a standing."""
    a, b, c = ("A", "R", "vk"), ("B", "S", "vk"), ("C", "T", "vk")
    trend = trend_of(
        [
            edition("may", (*a, 9, 9, 1), (*b, 5, 5, 2)),
            edition("june", (*a, 9, 9, 1), (*c, 5, 5, 2)),
            edition("july", (*a, 5, 5, 2), (*b, 9, 9, 1)),
        ],
        least=2,
    )
    tables = [block for block in trend_report(trend, words("en")).blocks if not isinstance(block, str)]

    standing, below = tables
    assert [*standing.headings[1:7]] == [*headings("page", "region", "platform"), "may", "june", "july"]
    assert [row[1:3] + row[4:7] + row[8:] for row in standing.rows] == [
        ("A", "R", "1", "1", "2 ▼1", "██▁"),
        ("B", "S", "2", "–", f"1 {said('move.returned')}", "▁ █"),
    ]
    assert [(row[0], *row[3:6]) for row in below.rows] == [
        ("C", "–", f"2 {said('move.new')}", f"– {said('trend.gone')}")
    ]


def test_every_row_of_a_trend_is_as_long_as_its_headings():
    rows = [("A", "R", "vk", 9, 9, 1), ("B", "S", "vk", 5, 5, 2)]
    trend = trend_of([edition("may", *rows), edition("june", *rows)])
    (table,) = [block for block in trend_report(trend, words("ru")).blocks if not isinstance(block, str)]

    assert len(table.headings) == len(table.brief().headings) == len(table.numeric)
    assert {len(row) for row in table.rows} == {len(table.headings)}
    assert table.brief().headings[4:6] == ("1", "2")  # the periods may be long
