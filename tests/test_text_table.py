"""A table of texts and what is left of it when columns are left out."""

from dataclasses import replace

from govrank.present.text_table import TextTable, keep_columns

TABLE = TextTable(
    title="Title",
    headings=("Place", "Page", "Total"),
    brief=("P", "Page", "T"),
    numeric=(True, False, True),
    rows=(("1", "A", "19"), ("2", "B", "26")),
    colors=("#c6efce", "#ffffff"),
    more=7,
    roles=("place", "page", "total"),
)


def test_the_columns_that_stay_keep_all_that_is_theirs():
    assert keep_columns(TABLE, [1, 2]) == TextTable(
        "Title", ("Page", "Total"), ("Page", "T"), (False, True), (("A", "19"), ("B", "26")),
        ("#c6efce", "#ffffff"), 7, ("page", "total"),
    )  # fmt: skip


def test_a_table_without_roles_stays_without():
    kept = keep_columns(replace(TABLE, roles=()), [0])

    assert (kept.roles, kept.rows) == ((), (("1",), ("2",)))


def test_a_table_that_keeps_all_is_the_same():
    assert keep_columns(TABLE, [0, 1, 2]) is TABLE
