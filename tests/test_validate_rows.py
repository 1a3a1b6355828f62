"""From cells to pages: every cell checked, every problem found at once, in the file's order."""

import numpy as np
import pytest

from files import CLEAN, HEADER, PAGES, changed
from govrank import DataError, load_methodology
from inside import LoadOptions, population_table, recogniser, validate_rows
from rows import ErrorValue, Source, Uncalculated, table_from_rows

AKIMATS = load_methodology("akimats")
KZ_2023 = population_table("kz-2023")


def validated(rows, population=KZ_2023, **how):
    rows = [["" if cell is None else str(cell) if type(cell) is int else cell for cell in row] for row in rows]
    table = table_from_rows(rows, Source("july.csv", ""), None)
    return checked(table, AKIMATS, population, **how)


def checked(table, rules, population, **how):
    return validate_rows(table, rules, population, LoadOptions(**how), recogniser(rules))


def found(rows, population=KZ_2023):
    return [(problem.code, problem.row, problem.column) for problem in validated(rows, population)[1]]


def with_column(heading, cells, rows=CLEAN):
    return [[*row, cell] for row, cell in zip(rows, [heading, *cells], strict=True)]


def test_the_clean_table_has_no_problem():
    pages, problems = validated(CLEAN)

    assert problems == []
    assert pages.counts["followers"].numbers.tolist() == [page[2] for page in PAGES]
    assert pages.counts["population"].numbers.tolist() == [788023, 693085, 693085, 754949, 2119320]
    assert pages.region_keys == ["akmola", "atyrau", "atyrau", "pavlodar", "turkistan"]
    assert pages.names[0] == "Акмолинская область · instagram"
    assert list(pages.rows) == [2, 3, 4, 5, 6]


def test_every_problem_is_found_at_once_in_the_files_order():
    rows = changed(6, 4, "12k", changed(3, 0, "Нарния", changed(3, 2, "-4", changed(2, 3, "", CLEAN))))

    assert found(rows) == [
        ("missing-value", 2, "posts"),
        ("unknown-region", 3, "region"),
        ("negative", 3, "followers"),
        ("not-whole", 6, "interactions"),
    ]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("3,4", "not-whole"),
        ("x", "not-a-number"),
        ("", "missing-value"),
        ("–", "missing-value"),
        ("-1", "negative"),
        (ErrorValue("#REF!"), "error-value"),
        (Uncalculated("=A1"), "formula-without-value"),
        (True, "not-a-number"),
        (0.5, "not-whole"),
        ("1000000000001", "too-large"),
        (10**12 + 0.0 + 1, "too-large"),
    ],
)
def test_a_wrong_figure_is_one_problem_and_no_second_one_is_made_up_from_it(cell, code):
    assert found(changed(4, 2, cell)) == [(code, 4, "followers")]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("", "missing-value"),
        ("-", "missing-value"),
        (True, "not-text"),
        (0.5, "not-text"),
        (ErrorValue("#N/A"), "error-value"),
        (Uncalculated("=A1"), "formula-without-value"),
        ("Нарния", "unknown-region"),
        ("Алматы", "ambiguous-region"),
    ],
)
def test_a_wrong_region_is_one_problem(cell, code):
    assert found(changed(4, 0, cell)) == [(code, 4, "region")]


def test_a_page_stands_once():
    assert found([*CLEAN, ["Атырау", "IG", 5000, 60, 7]]) == [("duplicate-page", 7, "region")]
    assert found(with_column("page", ["", "А", "", "", "", "а"], [*CLEAN, ["Атырау", "IG", 5000, 60, 7]])) == [
        ("duplicate-page", 7, "page")
    ]
    assert found(with_column("page", ["", "А", "", "", "", "б"], [*CLEAN, ["Атырау", "IG", 5000, 60, 7]])) == []


@pytest.mark.parametrize(
    ("posts", "followers", "interactions", "problems"),
    [
        pytest.param(0, 500, 0, [], id="no posts, no interactions"),
        pytest.param(5, 0, 0, [("looks-swapped",)][:0], id="no followers, no interactions"),
        pytest.param(0, 500, 3, [("contradiction", 4, "posts")], id="interactions without posts"),
        pytest.param(5, 0, 3, [("contradiction", 4, "followers")], id="interactions without followers"),
        pytest.param(0, 0, 3, [("contradiction", 4, "followers"), ("contradiction", 4, "posts")], id="without either"),
    ],
)
def test_nothing_cannot_be_divided_by_nothing(posts, followers, interactions, problems):
    rows = [*CLEAN[:3], ["Атырауская область", "facebook", followers, posts, interactions], *CLEAN[4:]]

    assert found(rows) == problems


@pytest.mark.parametrize(
    ("cell", "problems"),
    [
        ("0", [("no-population", 2, "population")]),
        ("", [("no-population", 2, "population")]),
        ("-", [("no-population", 2, "population")]),
        ("-5", [("negative", 2, "population")]),
        ("12k", [("not-whole", 2, "population")]),
        ("1000000000001", [("too-large", 2, "population")]),
        ("788 023", []),
    ],
)
def test_a_wrong_population_is_one_problem(cell, problems):
    rows = with_column("population", [cell, 693085, 693085, 754949, 2119320])

    assert found(rows, None) == problems


def test_one_region_has_one_population():
    rows = with_column("population", [788023, 693085, 693086, 754949, 2119320])

    assert found(rows, None) == [("contradiction", 4, "population")]


def test_a_page_that_is_left_out_needs_no_figures():
    rows = with_column("excluded", ["", "", "personal account", "", ""], changed(4, 2, "?", changed(4, 3, "")))
    pages, problems = validated(rows)

    assert problems == []
    assert [(out.region, out.platform, out.reason.text) for out in pages.excluded] == [
        ("Атырауская область", "facebook", "personal account")
    ]
    assert len(pages) == 4


@pytest.mark.parametrize("no", ["", "-", "нет", "n/a", " "])
def test_a_sign_for_nothing_leaves_nobody_out(no):
    assert len(validated(with_column("excluded", [no] * 5))[0]) == 5


def test_wrong_rows_are_listed_where_they_are_skipped():
    rows = changed(5, 0, "Нарния", changed(3, 2, "12k"))
    pages, problems = validated(rows, skip_invalid=True)

    assert len(pages) == 3
    assert [(out.region, out.reason.wording, out.reason.args["problem"].code) for out in pages.excluded] == [
        ("Атырауская область", "invalid", "not-whole"),
        ("Нарния", "invalid", "unknown-region"),
    ]
    assert [problem.code for problem in problems] == ["not-whole", "unknown-region"]


def test_of_two_rows_of_one_page_neither_is_trusted_where_wrong_rows_are_skipped():
    pages, _problems = validated([*CLEAN, ["Атырау", "IG", 5000, 60, 7]], skip_invalid=True)

    assert [(name, platform) for name, platform in zip(pages.region_keys, pages.platforms, strict=True)] == [
        ("akmola", "instagram"),
        ("atyrau", "facebook"),
        ("pavlodar", "facebook"),
        ("turkistan", "instagram"),
    ]


@pytest.mark.parametrize("headings", [HEADER[:4], [*HEADER[:4], "x"]])
def test_a_missing_column_ends_the_checking_but_names_wrong_cells_too(headings):
    rows = [headings, *([*page[:2], "12k", *page[3 : len(headings)]] for page in PAGES[:1])]
    with pytest.raises(DataError) as caught:
        validated(rows)

    codes = [problem.code for problem in caught.value.problems]
    assert codes.count("missing-column") == 1  # engaged: what it could be taken from, interactions could
    assert "not-whole" in codes


def test_a_table_that_nobody_filled_in_is_one_problem():
    with pytest.raises(DataError) as caught:
        validated([HEADER, *([*page[:2], "", "", ""] for page in PAGES)])

    (problem,) = caught.value.problems
    assert (problem.code, problem.wording, problem.row) == ("no-pages", "unfilled", None)


def test_wrong_figures_everywhere_are_not_called_unfilled(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text('name = "own"\nversion = "1"\n[[indicators]]\nkey = "h"\nlabel = "H"\nof = ["hours"]\n', "utf-8")
    table = table_from_rows([["page", "hours"], ["A", "five"], ["B", "six"]], Source("july.csv", ""), None)
    _pages, problems = checked(table, load_methodology(str(own)), None)

    assert [(problem.code, problem.row) for problem in problems] == [("not-a-number", 2), ("not-a-number", 3)]


@pytest.mark.parametrize("order", [[4, 3, 2, 1, 0], [2, 0, 4, 1, 3]])
def test_the_order_of_rows_changes_no_page(order):
    straight, mixed = validated(CLEAN)[0], validated([HEADER, *(PAGES[i] for i in order)])[0]

    assert [mixed.names[order.index(i)] for i in range(5)] == list(straight.names)
    for name, count in straight.counts.items():
        assert mixed.counts[name].numbers.tolist() == count.numbers[order].tolist()


def test_counts_are_whole_numbers_in_64_bits():
    assert {count.numbers.dtype for count in validated(CLEAN)[0].counts.values()} == {np.dtype(np.int64)}


def ragged(row, rows=CLEAN):
    return [[*cells, 9] if number == row else cells for number, cells in enumerate(rows, 1)]


def test_a_row_with_a_cell_too_many_hides_nothing_of_the_others():
    rows = changed(6, 4, "12k", changed(3, 0, "Нарния", changed(2, 3, "", changed(5, 3, 0))))

    assert found(ragged(4, rows)) == [
        ("ragged-row", 4, None),
        *(problem for problem in found(rows) if problem[1] != 4),
    ]
    assert [code for code, _row, _column in found(rows)].count("contradiction") == 1


def test_of_a_row_with_a_cell_too_many_only_that_is_said():
    assert found(ragged(4, changed(4, 2, "12k", changed(4, 0, "Нарния")))) == [("ragged-row", 4, None)]


def test_a_row_with_a_cell_too_many_can_be_skipped():
    pages, _problems = validated(ragged(4), skip_invalid=True)

    assert list(pages.rows) == [2, 3, 5, 6]
    assert [(out.platform, out.reason.wording) for out in pages.excluded] == [("facebook", "invalid")]


def test_what_is_odd_of_a_page_below_the_minimum_is_not_said():
    rules = AKIMATS.model_copy(update={"minimum": {"posts": 3}})
    cells = [["" if cell is None else str(cell) for cell in row] for row in changed(3, 3, 2)]
    table = table_from_rows(cells, Source("july.csv", ""), None)

    said = [checked(table, methodology, KZ_2023)[1] for methodology in (AKIMATS, rules)]
    assert [[problem.code for problem in problems] for problems in said] == [["few-posts"], []]
