"""A table as pictures: columns that fit, rows that grow, parts that are even, and nothing cut."""

import pytest

from govrank.formats.drawing import GREY, INK, MARGIN, RULE, WIDTH
from govrank.formats.encoding import drawing_tools
from govrank.formats.table_picture import (
    CELL_SIZE,
    HEAD_SIZE,
    KICKER_SIZE,
    ROWS_A_PART,
    TITLE_SIZE,
    fit_columns,
    is_wide,
    split_rows,
    table_pictures,
)
from made_tables import table_of_rows

pytest.importorskip("matplotlib")
GREEN, WHITE = "#c6efce", "#ffffff"


@pytest.fixture(scope="module")
def lettering():
    with drawing_tools() as made:
        yield made


def table(*rows, headings=("Place", "Page", "Total"), numeric=(True, False, True), title="Final"):
    colors = tuple(GREEN if n % 2 == 0 else WHITE for n in range(len(rows)))
    return table_of_rows(rows, headings, numeric=numeric, colors=colors, title=title)


def cells(picture, size=CELL_SIZE):
    """Return the texts of a size row by row, from left to right."""
    rows = {}
    for line in picture.lines:
        if line.size == size:
            rows.setdefault(line.top, []).append((line.x, line.text))
    return [[text for _x, text in sorted(row)] for _top, row in sorted(rows.items())]


@pytest.mark.parametrize(
    ("heights", "parts"),
    [
        pytest.param([], [range(0)], id="no rows are one part"),
        pytest.param([20] * 100, [range(100)], id="a hundred are one"),
        pytest.param([20] * 101, [range(51), range(51, 101)], id="one more makes two even ones"),
        pytest.param([20] * 250, [range(84), range(84, 168), range(168, 250)], id="three"),
        pytest.param([3000, 3000, 3000], [range(2), range(2, 3)], id="high rows end a part earlier"),
        pytest.param([9000, 20], [range(1), range(1, 2)], id="a row that is too high stands alone"),
    ],
)
def test_a_long_table_is_divided_into_even_parts(heights, parts):
    assert split_rows(heights) == parts


@pytest.mark.parametrize("count", [1, 99, 100, 101, 199, 200, 201, 1234])
def test_every_row_is_in_one_part_and_no_part_is_too_long(count):
    parts = split_rows([19] * count)
    assert [row for part in parts for row in part] == list(range(count))
    assert max(map(len, parts)) <= ROWS_A_PART
    assert max(map(len, parts)) - min(map(len, parts)) <= len(parts)


def test_columns_fill_the_article_and_figures_have_no_more_than_they_need(lettering):
    place, page, total = fit_columns(table(("1", "Alone", "1,234")), lettering)
    assert place.left == MARGIN + 4
    assert (page.left, total.left) == (place.left + place.width + 8, page.left + page.width + 8)
    assert total.left + total.width + 4 + MARGIN == WIDTH
    widest = [lettering.width("Place", HEAD_SIZE, bold=True), lettering.width("1,234", CELL_SIZE)]
    for column, needed in zip((place, total), widest, strict=True):
        assert needed <= column.width < needed + 1


def test_a_figure_is_as_wide_as_it_is_and_never_divided(lettering):
    long = "9" * 100
    (_page, total) = fit_columns(table(("x", long), headings=("Page", "Total"), numeric=(False, True)), lettering)
    assert total.width >= lettering.width(long, CELL_SIZE)
    wide = table(("x", long, long), headings=("Page", "A", "B"), numeric=(False, True, True))
    assert is_wide(wide, lettering)
    assert not is_wide(table(("1", "x", "2")), lettering)
    (picture,) = table_pictures(wide, "", [], lettering)
    assert picture.width > WIDTH
    assert cells(picture)[0] == ["x", long, long]


def test_a_row_grows_with_its_name_and_nothing_of_it_is_lost(lettering):
    name = "Управление внутренней политики области " * 6 + "конец"
    (picture,) = table_pictures(table(("1", name, "5"), ("2", "B", "7")), "", [], lettering)
    rows = cells(picture)
    assert rows[0][0] == "1"
    assert rows[-1] == ["2", "B", "7"]
    assert " ".join(text for row in rows[:-1] for text in row if text not in ("1", "5")).split() == name.split()
    first, second = (box for box in picture.boxes if box.color in (GREEN, WHITE))
    # a line is 14 units, 1.3 * 11; 4 above and below
    assert (first.height, second.height) == (8 + 14 * (len(rows) - 1), 8 + 14)
    assert second.top == first.top + first.height


def test_a_picture_is_kicker_title_headings_rows_and_notes_from_top_to_bottom(lettering):
    (picture,) = table_pictures(table(("1", "A", "5")), "Kicker", ["note"], lettering)
    lines = sorted(picture.lines, key=lambda line: (line.top, line.text))
    assert [(line.text, line.size, line.bold, line.color) for line in lines] == [
        ("Kicker", KICKER_SIZE, False, GREY),
        ("Final", TITLE_SIZE, True, INK),
        *((heading, HEAD_SIZE, True, INK) for heading in ("Page", "Place", "Total")),
        *((text, CELL_SIZE, False, "#000000") for text in ("1", "5", "A")),
        ("note", 9.5, False, GREY),
    ]
    assert picture.title == "Final"


def test_figures_stand_to_the_right_and_texts_to_the_left(lettering):
    made = table(("1", "A", "5"))
    (picture,) = table_pictures(made, "", [], lettering)
    place, page, total = fit_columns(made, lettering)
    ends = {line.text: (line.x, line.align) for line in picture.lines if line.size == CELL_SIZE}
    assert ends == {
        "1": (place.left + place.width, "right"),
        "A": (page.left, "left"),
        "5": (total.left + total.width, "right"),
    }


def test_headings_stand_on_the_line_below_them(lettering):
    headings = ("Place", "Page", "Engaged users of all the official pages in the region")
    made = table(*((str(n), "Name of a page " * 6, "5") for n in range(9)), headings=headings)
    (picture,) = table_pictures(made, "", [], lettering)
    heads = [line for line in picture.lines if line.size == HEAD_SIZE]
    place = next(line for line in heads if line.text == "Place")
    assert len({line.top for line in heads}) > 1
    assert place.top == max(line.top for line in heads)
    rule = next(box for box in picture.boxes if box.color == INK)
    assert rule.top == place.top + 13 + 4 - 1  # a line of 10, 4 free, and the rule's own unit


def test_rows_have_the_colours_of_their_zones_with_a_rule_below(lettering):
    (picture,) = table_pictures(table(("1", "A", "5"), ("2", "B", "7")), "", [], lettering)
    assert [box.color for box in picture.boxes] == [INK, GREEN, RULE, WHITE, RULE]
    assert {(box.left, box.width) for box in picture.boxes} == {(MARGIN, WIDTH - 2 * MARGIN)}


def test_parts_are_numbered_and_each_has_headings_and_notes(lettering):
    made = table(*((str(n), f"p{n}", "5") for n in range(1, 102)))
    parts = table_pictures(made, "", ["note"], lettering)
    assert [picture.title for picture in parts] == ["Final · 1/2", "Final · 2/2"]
    assert [cells(picture)[0][1] for picture in parts] == ["p1", "p52"]
    assert [cells(picture)[-1][1] for picture in parts] == ["p51", "p101"]
    for picture in parts:
        texts = [line.text for line in picture.lines]
        assert [texts.count(text) for text in ("Place", "Total", "note")] == [1, 1, 1]
    assert len({picture.width for picture in parts}) == 1


def test_a_control_code_is_shown(lettering):
    (picture,) = table_pictures(table(("1", "\x1b[31m", "5"), headings=("Pl\nace", "Page", "Total")), "", [], lettering)
    assert cells(picture)[0][1] == "^[[31m"
    assert cells(picture, HEAD_SIZE)[0][0] == "Pl^Jace"


def test_a_table_without_rows_is_its_headings(lettering):
    (picture,) = table_pictures(table(), "", [], lettering)
    assert cells(picture) == []
    assert cells(picture, HEAD_SIZE) == [["Place", "Page", "Total"]]
