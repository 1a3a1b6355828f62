"""Merged cells: which values belong to each of their rows, and which cannot be divided."""

import pytest

from commands import run
from files import write, xlsx
from inside import fill_merges, known_column
from said import said

HEADER = ["region", "platform", "followers", "population", "league"]
DOWN = (2, 3, 0, 0)  # A2:A3


def filled(rows, *merges):
    rows = [[*row] for row in rows]
    done, left = fill_merges(rows, [*merges], known_column)
    return rows[1:], [(cells, text) for _row, cells, text in done], left


def column(index, top=2, bottom=3):
    return (top, bottom, index, index)


@pytest.mark.parametrize("value", ["Омск", 5, 1.0])
def test_a_name_is_each_rows_even_where_it_is_a_number(value):
    rows, _done, left = filled([HEADER, [value, "vk", 10], ["", "fb", 7]], DOWN)
    assert (rows, left) == ([[value, "vk", 10], [value, "fb", 7]], ())


@pytest.mark.parametrize("value", [5000, 5000.0, "5 000"])
@pytest.mark.parametrize("merged", [True, False])
def test_a_population_is_each_row_of_its_regions(value, merged):
    pages = [["Омск", "vk", 10, value], ["" if merged else " Омск", "fb", 7]]
    rows, done, left = filled([HEADER, *pages], *([DOWN] if merged else []), column(3))

    assert [row[3] for row in rows] == [value, value]
    assert [cells for cells, _text in done] == [*(["A2:A3"] if merged else []), "D2:D3"]
    assert left == ()


def test_a_population_of_two_regions_is_neithers():
    rows, done, left = filled([HEADER, ["Омск", "vk", 10, 5000], ["Томск", "vk", 7, ""]], column(3))
    assert ([row[3] for row in rows], done, left) == ([5000, ""], [], (column(3),))


@pytest.mark.parametrize("value", [12, "12", "1 200"])
def test_a_count_is_one_figure_for_two_whatever_it_is_stored_as(value):
    rows, done, left = filled([HEADER, ["A", "vk", value], ["B", "vk", ""]], column(2))
    assert ([row[2] for row in rows], done, left) == ([value, ""], [], (column(2),))


@pytest.mark.parametrize(("value", "each"), [("высшая", True), ("12 345", False), (7, False)])
def test_in_a_column_of_the_files_own_words_are_each_rows_and_figures_are_not(value, each):
    rows, _done, _left = filled([HEADER, ["A", "vk", 1, 2, value], ["B", "vk", 3, 4, ""]], column(4))
    assert rows[1][4] == (value if each else "")


def test_a_row_with_only_a_note_beside_the_table_is_blank():
    rows, _done, _left = filled([HEADER, ["A", "vk", 1, 2, ""], ["", "", "", "", "", "", "note"]], DOWN)
    assert rows[1][0] == ""


PAGES = [
    ["region", "platform", "followers", "posts", "engaged", "population"],
    ["Омск", "vk", 1000, 10, 100, 50000],
    [None, "fb", 900, 10, 90, None],
    ["Томск", "vk", 800, 9, 80, 40000],
]


def test_two_networks_of_one_region_are_rated_with_its_population(tmp_path):
    ended = run("score", write(tmp_path, "july.xlsx", xlsx(PAGES, merged=["A2:A3", "F2:F3"])), "-f", "json")
    shares = {(page["region"], page["platform"]): page["values"]["followers_share"] for page in ended.document["pages"]}

    assert ended.code == 0
    assert shares == {("Омск", "vk"): 2.0, ("Омск", "facebook"): 1.8, ("Томск", "vk"): 2.0}


@pytest.mark.parametrize("skip", [True, False])
def test_a_merged_count_is_said_to_be_one_and_neither_row_is_rated(tmp_path, skip):
    rows = [[*row] for row in PAGES]
    rows[2][:3], rows[2][5] = ["Омск", "fb", None], 50000
    path = write(tmp_path, "july.xlsx", xlsx(rows, merged=["C2:C3"]))
    ended = run("score", path, "-f", "json", *(["--skip-invalid"] if skip else []))

    if skip:
        assert [page["region"] for page in ended.document["pages"]] == ["Томск"]
        assert [out["platform"] for out in ended.document["excluded"]] == ["facebook", "vk"]
    else:
        assert ended.said[0] == 'july.xlsx, sheet "Июль", C3 (followers) [missing-value]'
        assert said("problem.missing-value/merged", cells="C2:C3") in ended.lines[0]
