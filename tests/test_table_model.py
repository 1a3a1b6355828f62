"""The table that all outputs render: typed columns, and the rest after removing some."""

import pytest

from inside import Column, figure_column, plain_table, set_blocks, text_column
from made_tables import table_of_rows

TABLE = table_of_rows(
    (("1", "A", "19"), ("2", "B", "26")),
    ("Place", "Page", "Total"),
    numeric=(True, False, True),
    brief=("P", "", "T"),
    colors=("#c6efce", "#ffffff"),
    more=7,
)


def test_the_columns_that_stay_keep_all_that_is_theirs():
    slim = TABLE.without(["place"])

    assert (slim.headings, slim.brief().headings) == (("Page", "Total"), ("Page", "T"))
    assert (slim.numeric, slim.rows) == ((False, True), (("A", "19"), ("B", "26")))
    assert (slim.column("total").fills, slim.more, len(slim)) == (("#c6efce", "#ffffff"), 7, 2)


def test_a_column_is_found_by_its_role_and_replaced_by_it():
    page = TABLE.column("page")
    changed = TABLE.put(page.showing(["a", "b"]))

    assert [row[1] for row in changed.rows] == ["a", "b"]
    assert list(changed.column("page").values) == ["A", "B"]
    assert TABLE.column("zone") is None


def test_a_figure_keeps_its_value_beside_what_is_shown():
    column = figure_column("total", "Total", [1234.5], lambda value: f"{value:,.0f}")

    assert (column.texts, column.values, column.numeric) == (("1,234",), [1234.5], True)


def test_texts_are_made_only_when_they_are_shown():
    def refuse(row):
        raise AssertionError(row)

    column = Column("total", "Total", "figure", [1, 2], refuse)

    assert column.values == [1, 2]
    with pytest.raises(AssertionError):
        _ = column.texts


def test_of_texts_of_one_width_typst_measures_the_same_each_time():
    """Otherwise widths, and with them the bytes, would depend on how Python orders a set this time."""
    names = [f"Account {number}" for number in range(100, 200)]
    (block,) = set_blocks([plain_table("", [text_column("page", "Page", names)])])

    assert block["columns"][0]["wide"] == names[-8:]
