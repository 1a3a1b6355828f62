"""`govrank diff`: which figures changed between two versions, with their cells, and the places that they moved."""

import csv
import io

import openpyxl
import pytest

from commands import run
from files import CLEAN, HEADER, PAGES, changed, csv_bytes, workbook, write
from said import said

KZ = ("--population", "kz-2023", "-q")


def differ(folder, old, new, *args):
    ended = run("diff", write(folder, "old.csv", csv_bytes(old)), write(folder, "new.csv", csv_bytes(new)), *KZ, *args)
    assert ended.code == 0, ended.err
    return ended


def figures(document):
    return [(one["page"], one["count"], one["before"], one["now"], one["cell_before"], one["cell"])
            for one in document["figures"]]  # fmt: skip


def test_a_changed_figure_is_named_with_its_rows_and_the_places_that_it_moved(tmp_path):
    old = changed(3, 4, 3, changed(3, 2, 100))  # Atyrau on Instagram: 100 followers, 3 interactions
    rows = [HEADER, *reversed(PAGES)]  # in another order

    document = differ(tmp_path, old, rows, "-f", "json").document

    assert figures(document) == [
        ("Атырауская область · instagram", "followers", 100, 98765, "3", "5"),
        ("Атырауская область · instagram", "interactions", 3, 20404, "3", "5"),
    ]
    moves = {page["page"]: (page["move"]["previous"], page["place"]) for page in document["pages"]}
    assert moves["Атырауская область · instagram"] == (5, 2)
    assert all(before != now for before, now in moves.values())
    assert (document["left"], document["left_out"], document["admitted"]) == ([], [], [])


def test_rows_that_are_no_pages_move_no_address(tmp_path):
    total = ["Итого", "", 1, 2, 3]
    head = [*HEADER, "excluded"]
    old = [head, ["* draft"], [*total, ""], *([*page, ""] for page in PAGES[:4]), [*PAGES[4], "closed"]]
    new = [[*row] for row in old]
    new[3][2], new[7][2] = 1000, 2000

    found = figures(differ(tmp_path, old, new, "-f", "json").document)

    assert [one[2:] for one in found] == [(12345, 1000, "4", "4"), (45678, 2000, "8", "8")]


def test_pages_that_are_left_out_are_matched_by_their_ids_too(tmp_path):
    head = [*HEADER, "page", "id", "excluded"]
    old = [head, *([*page, f"Page {i}", f"i{i}", "closed" if i == 4 else ""] for i, page in enumerate(PAGES[:5]))]
    new = [[*row] for row in old]
    new[5][2], new[5][-3] = 2000, "Another name"

    document = differ(tmp_path, old, new, "-f", "json").document

    assert figures(document) == [("Another name", "followers", PAGES[4][2], 2000, "6", "6")]
    assert (document["left_out"], document["admitted"]) == ([], [])


def test_nothing_differs_where_only_order_and_spelling_do(tmp_path):
    rows = [HEADER, *([page[0].upper(), *page[1:]] for page in reversed(PAGES))]

    assert differ(tmp_path, CLEAN, rows).lines_out == [said("diff.nothing")]


def test_pages_that_came_went_or_are_left_out_are_named(tmp_path):
    head = [*HEADER, "excluded"]
    old = [head, *([*page, ""] for page in PAGES[:4])]
    new = [head, *([*page, ""] for page in PAGES[1:3]), [*PAGES[3], "closed"], [*PAGES[4], ""]]

    document = differ(tmp_path, old, new, "-f", "json").document

    assert document["figures"] == []
    assert {out["page"] for out in document["left"]} == {
        "Акмолинская область · instagram",
        "Павлодарская область · facebook",
    }
    assert [out["region"] for out in document["left_out"]] == ["Павлодарская область"]
    assert "new" in {page["move"]["state"] for page in document["pages"]}


OUT = [[*HEADER, "excluded"], *([*page, ""] for page in PAGES[:4]), [*PAGES[4], "closed"]]


def out_changed(column, cell):
    return changed(6, column, cell, OUT)


@pytest.mark.parametrize(
    ("now", "told"),
    [
        pytest.param(out_changed(2, 45679), ("followers", 45678, 45679, "6", "6"), id="another figure"),
        pytest.param(out_changed(3, ""), ("posts", 90, None, "6", "6"), id="a figure less"),
        pytest.param(out_changed(4, "30 тыс."), ("interactions", 30303, "30 тыс.", "6", "6"), id="no figure"),
    ],
)
def test_a_changed_figure_of_a_page_that_both_leave_out_is_named(tmp_path, now, told):
    document = differ(tmp_path, OUT, now, "-f", "json").document

    assert figures(document) == [("Туркестанская область · instagram", *told)]
    assert (document["pages"], document["left_out"], document["admitted"], document["reasons"]) == ([], [], [], [])
    if told[2] is not None:
        for how in ("table", "md", "csv"):
            out = differ(tmp_path, OUT, now, "-f", how).out
            assert f"{told[2]:,}" in out if isinstance(told[2], int) and how != "csv" else str(told[2]) in out


def test_populations_that_moved_to_a_sheet_of_their_own_are_no_change_of_a_page_that_is_left_out(tmp_path):
    people = {"Акмола": 788023, "Атырау": 693341, "Павлодар": 755008, "Түркістан": 2119320}
    by_page = [788023, 693341, 693341, 755008, 2119320]
    rows = [[*OUT[0], "population"], *([*row, number] for row, number in zip(OUT[1:], by_page, strict=True))]
    sheets = {"Июль": OUT, "Население": [["region", "population"], *map(list, people.items())]}
    old, new = write(tmp_path, "old.csv", csv_bytes(rows)), write(tmp_path, "new.xlsx", workbook(sheets))

    assert run("diff", old, new, "-q").lines_out == [said("diff.nothing")]


def test_a_changed_reason_is_named(tmp_path):
    document = differ(tmp_path, OUT, out_changed(5, "moved"), "-f", "json").document

    assert [(one["region"], one["before"], one["now"]) for one in document["reasons"]] == [
        ("Туркестанская область", "closed", "moved")
    ]
    assert differ(tmp_path, OUT, [OUT[0], OUT[5], *OUT[1:5]]).lines_out == [said("diff.nothing")]  # in another order


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param("[minimum]\nposts = 20\n", id="below the minimum"),
        pytest.param(
            '[[gates]]\nkey = "few"\nwhen = { count = "posts", below = 20 }\noutcome = "unranked"\n', id="gate"
        ),
    ],
)
def test_a_page_that_the_rules_leave_out_of_both_is_looked_at_too(tmp_path, rules):
    path = write(tmp_path, "rules.toml", f'extends = "akimats"\nname = "r"\nversion = "1"\n{rules}')
    args = ("-m", path, "-f", "json")

    document = differ(tmp_path, CLEAN, changed(5, 3, 13), *args).document

    assert figures(document) == [("Павлодарская область · facebook", "posts", 12, 13, "5", "5")]
    assert len(document["reasons"]) == ("minimum" in rules)  # 12 of 20 posts is another reason than 13 of 20


def test_a_page_that_is_wrong_in_both_is_looked_at_too(tmp_path):
    old, new = (changed(5, 3, cell) for cell in ("12 тыс.", "13 тыс."))

    document = differ(tmp_path, old, new, "--skip-invalid", "-f", "json").document

    assert figures(document) == [("Павлодарская область · facebook", "posts", "12 тыс.", "13 тыс.", "5", "5")]
    assert [one["region"] for one in document["reasons"]] == ["Павлодарская область"]
    moved = [HEADER, *reversed(old[1:])]
    assert differ(tmp_path, old, moved, "--skip-invalid").lines_out == [said("diff.nothing")]


def test_a_figure_that_is_there_now_was_missing_before(tmp_path):
    rules = write(
        tmp_path, "free.toml", 'name="r"\nversion="1"\nmissing="worst"\n[[indicators]]\nkey="mark"\nof=["mark"]\n'
    )
    head = ["page", "mark"]
    old, new = [head, ["A", ""], ["B", "5"]], [head, ["A", "0.7"], ["B", "5"]]

    document = differ(tmp_path, old, new, "-m", rules, "-f", "json").document

    assert figures(document) == [("A", "mark", None, 0.7, "2", "2")]


def test_cells_of_a_workbook_are_its_own(tmp_path):
    old = write(tmp_path, "old.xlsx", workbook({"Июль": CLEAN}))
    new = write(tmp_path, "new.xlsx", workbook({"Июль": [["title"], *changed(4, 3, 26)]}))
    target = tmp_path / "out.xlsx"

    document = run("diff", old, new, *KZ, "-f", "json").document
    assert run("diff", old, new, *KZ, "-o", target).code == 0

    assert figures(document) == [("Атырауская область · facebook", "posts", 25, 26, "D4", "D5")]
    cells = [cell.value for row in openpyxl.load_workbook(target).worksheets[0].iter_rows() for cell in row]
    assert {25, 26, "D4", "D5"} <= {*cells}


def test_rows_of_one_number_on_two_sheets_are_two(tmp_path):
    head = [*HEADER, "excluded"]

    def sheets(posts, left_out):
        pages = [[*PAGES[0], ""], [*PAGES[1][:3], posts, PAGES[1][4], ""]]  # both on Instagram, both in row 2
        out = [[*PAGES[2], ""], [*PAGES[3][:3], left_out, PAGES[3][4], "closed"]]  # both on Facebook, both in row 3
        return {name: [head, *rows] for name, *rows in zip(("A", "B"), pages, out, strict=True)}

    old = write(tmp_path, "old.xlsx", workbook(sheets(61, 12)))
    new = write(tmp_path, "new.xlsx", workbook(sheets(62, 13)))

    document = run("diff", old, new, *KZ, "--sheets", "all", "-f", "json").document

    assert figures(document) == [
        ("Атырауская область · instagram", "posts", 61, 62, "B · D2", "B · D2"),
        ("Павлодарская область · facebook", "posts", 12, 13, "B · D3", "B · D3"),
    ]


@pytest.mark.parametrize("how", ["csv", "tsv", "md", "table"])
def test_every_format_holds_the_change(tmp_path, how):
    out = differ(tmp_path, CLEAN, changed(2, 3, 41), "-f", how).out

    if how in ("csv", "tsv"):
        (row,) = csv.DictReader(io.StringIO(out), delimiter="\t" if how == "tsv" else ",")
        assert (row["count"], row["before"], row["now"], row["cell"]) == ("posts", "40", "41", "2")
    else:
        assert "41" in out


def test_neither_version_is_written_over(tmp_path):
    write(tmp_path, "old.csv", csv_bytes(CLEAN))
    ended = run("diff", "old.csv", "old.csv", *KZ, "-f", "csv", "-o", "old.csv", folder=tmp_path)

    assert ended.code == 2
    assert (tmp_path / "old.csv").read_bytes() == csv_bytes(CLEAN)
