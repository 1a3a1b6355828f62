"""July in the layouts that people use: each gives the same rating, and problems name the original cells."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from commands import run
from files import csv_bytes
from inside import LoadOptions, load_edition, network_and_rest
from opendocument import ods
from said import words

JULY = Path(__file__).parent.parent / "examples" / "july.csv"
COUNTS = ["Подписчики", "Посты", "Вовлечённые"]
SHARED = ["Регион", "Страница", "Население"]
NETWORKS = ["Facebook", "Instagram"]


def july():
    with JULY.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def by_region():
    found = {}
    for row in july():
        found.setdefault(row["Регион"], {})[row["Соцсеть"]] = row
    return found


def wide_rows(*, by_count=False):
    """The rows of July's regions with a block of columns a network, or one a count, without a header."""
    order = [(n, c) for c in COUNTS for n in NETWORKS] if by_count else [(n, c) for n in NETWORKS for c in COUNTS]
    rows = []
    for region, pages in by_region().items():
        first = next(iter(pages.values()))
        blocks = [pages[network][count] if network in pages else "" for network, count in order]
        rows.append([region, first["Страница"], first["Население"], *blocks])
    return rows


ONE_ROW = [[*SHARED, *(f"{network} {count.lower()}" for network in NETWORKS for count in COUNTS)]]
BEHIND = [[*SHARED, *(f"{count} ({network})" for network in ("ФБ", "Инстаграм") for count in COUNTS)]]
SNAKE = [["region", "page", "population", *(f"{n}_{c}" for n in NETWORKS for c in ("followers", "posts", "engaged"))]]
TWO_ROWS = [["", "", "", "Facebook", "", "", "Instagram", "", ""], [*SHARED, *COUNTS, *COUNTS]]
UPPER_ONLY = [[*SHARED, "Facebook", "", "", "Instagram", "", ""], ["", "", "", *COUNTS, *COUNTS]]
BELOW_A_TITLE = [["Рейтинг за июль 2020"], *TWO_ROWS]
REPEATED = [["", "", "", *["Facebook"] * 3, *["Instagram"] * 3], [*SHARED, *COUNTS, *COUNTS]]
PAIRS = [cell for count in COUNTS for cell in (count, "")]
WIDE = {
    "one row": ONE_ROW,
    "the network behind": BEHIND,
    "snake case": SNAKE,
    "two rows": TWO_ROWS,
    "shared headings in the upper row": UPPER_ONLY,
    "below a title": BELOW_A_TITLE,
    "networks repeated": REPEATED,
    "counts above": [["", "", "", *PAIRS], [*SHARED, *NETWORKS * 3]],
    "counts above, shared headings in the upper row": [[*SHARED, *PAIRS], ["", "", "", *NETWORKS * 3]],
    "counts repeated above": [["", "", "", *(c for c in COUNTS for _n in NETWORKS)], [*SHARED, *NETWORKS * 3]],
}
BY_COUNT = {name for name in WIDE if name.startswith("counts")}
MERGED = {
    "two rows": ["D1:F1", "G1:I1"],
    "shared headings in the upper row": ["A1:A2", "B1:B2", "C1:C2", "D1:F1", "G1:I1"],
    "counts above": ["D1:E1", "F1:G1", "H1:I1"],
    "counts above, shared headings in the upper row": ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1", "H1:I1"],
}


def number(cell):
    return int(cell) if cell.isdigit() else cell or None


def workbook(path, sheets, merges=()):
    """Write sheets of texts, figures as numbers, and merge cells of the first."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([number(cell) for cell in row])
    for cells in merges:
        book.worksheets[0].merge_cells(cells)
    book.save(path)
    return path


def csv_file(path, rows):
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    path.write_text(stream.getvalue(), encoding="utf-8")
    return path


def rated(*args):
    ended = run("score", *args, "--format", "csv")
    assert ended.code == 0, ended.err
    return ended.out


@pytest.fixture(scope="module")
def expected():
    return rated(JULY)


@pytest.mark.parametrize("name", WIDE)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_wide_sheet_gives_the_rating_of_the_long_one(expected, tmp_path, name, kind):
    rows = [*WIDE[name], *wide_rows(by_count=name in BY_COUNT), ["Итого", "", "100", *["5"] * 6]]
    if kind == "csv":
        path = csv_file(tmp_path / "july.csv", rows)
    else:
        path = workbook(tmp_path / "july.xlsx", {"Июль": rows}, MERGED.get(name, ()))

    assert rated(path) == expected


@pytest.mark.parametrize("name", WIDE)
def test_what_is_wrong_in_a_block_is_named_by_its_own_cell(tmp_path, name):
    rows = [*WIDE[name], *wide_rows(by_count=name in BY_COUNT)]
    top = len(WIDE[name])
    columns = ("followers", "posts") if name not in BY_COUNT else ("posts", "followers")
    rows[top + 2][6] = "12 тыс."
    rows[top + 3][4] = ""

    ended = run("score", workbook(tmp_path / "july.xlsx", {"Июль": rows}))

    assert ended.code == 1
    errors = [line for line in ended.said if "[header-below-title]" not in line]
    assert errors[:2] == [
        f'july.xlsx, sheet "Июль", G{top + 3} ({columns[0]}) [not-whole]',
        f'july.xlsx, sheet "Июль", E{top + 4} ({columns[1]}) [missing-value]',
    ]


def test_a_mistyped_region_of_a_wide_sheet_is_one_problem(tmp_path):
    rows = [*WIDE["two rows"], *wide_rows()]
    shared = next(row for row in rows[len(WIDE["two rows"]) :] if all(cell not in ("", None) for cell in row))
    shared[0] = "Атырауусская область"

    ended = run("check", workbook(tmp_path / "july.xlsx", {"Июль": rows}), "--population", "kz-2020", "-f", "json")

    assert [one["code"] for one in ended.document["problems"] if one["severity"] == "error"] == ["unknown-region"]


@pytest.mark.parametrize("name", ["one row", "two rows", "counts above"])
@pytest.mark.parametrize("kind", ["ods", "txt"])
def test_a_wide_sheet_of_another_program_is_read_and_its_bad_cell_named(expected, tmp_path, name, kind):
    rows = [*WIDE[name], *wide_rows(by_count=name in BY_COUNT)]
    path = tmp_path / f"july.{kind}"

    def write(rows):
        typed = [[number(cell) if at > 1 else cell for at, cell in enumerate(row)] for row in rows]
        path.write_bytes(ods(typed) if kind == "ods" else csv_bytes(rows, "\t", encoding="utf-16"))

    write(rows)
    assert rated(path) == expected
    rows[-1][6] = "12 тыс."
    write(rows)
    cell = f'sheet "Июль", G{len(rows)}' if kind == "ods" else f"row {len(rows)}"
    column = "posts" if name in BY_COUNT else "followers"
    assert f"{path.name}, {cell} ({column}) [not-whole]" in run("score", path).said


@pytest.mark.parametrize(
    ("header", "by_count", "cell"),
    [
        pytest.param([["", "", "", "", "Facebook", "", "", "Instagram", ""], TWO_ROWS[1]], False, "E1", id="centred"),
        pytest.param([["", "", "", "Facebook", "", "", "", "Instagram", ""], TWO_ROWS[1]], False, "H1", id="the last"),
        pytest.param([["", "", "Facebook", "", "", "Instagram", "", "", ""], TWO_ROWS[1]], False, "F1", id="too early"),
        pytest.param(
            [["", "", "", "", "Подписчики", "", "Посты", "", "Вовлечённые"], [*SHARED, *NETWORKS * 3]],
            True,
            "E1",
            id="counts",
        ),
    ],
)
def test_a_head_that_could_be_of_two_blocks_is_refused_by_its_cell(tmp_path, header, by_count, cell):
    path = workbook(tmp_path / "july.xlsx", {"Июль": [*header, *wide_rows(by_count=by_count)]})

    ended = run("score", path)

    assert ended.code == 1
    assert ended.said[0] == f'july.xlsx, sheet "Июль", {cell} [wide-table]'


@pytest.mark.parametrize(
    ("name", "network", "mistyped", "cell"),
    [
        ("two rows", "Facebook", "Facebok", "D1"),
        ("networks repeated", "Instagram", "Instagramm", "G1"),
        ("one row", "Facebook", "Facebok", "D1"),
        ("counts above", "Facebook", "Facebok", "D2"),
        ("counts above", "Instagram", "Instagramm", "E2"),
    ],
)
def test_a_mistyped_network_is_named_by_its_head(tmp_path, name, network, mistyped, cell):
    header = [[text.replace(network, mistyped) for text in row] for row in WIDE[name]]
    path = workbook(tmp_path / "july.xlsx", {"Июль": [*header, *wide_rows(by_count=name in BY_COUNT)]})

    told = run("check", path, "--format", "json").document["problems"]

    assert [(one["cell"], one["value"]) for one in told if one["code"] == "similar-network"] == [(cell, mistyped)]


def test_a_block_that_lacks_columns_says_so_by_the_mistyped_head_that_took_them(tmp_path):
    heads = ["Instagram followers", "Instagram posts", "Instagram engaged", "VK followers", "VK engaged"]
    heads += ["Facebok posts", "Facebok engaged", "Facebook followers"]
    rows = [["region", "population", *heads], ["Atyrau", "800", "90", "10", "50", "80", "4", "7", "40", "60"]]
    path = csv_file(tmp_path / "july.csv", rows)

    lacking = [one for one in load_edition(path, LoadOptions()).problems if one.code == "missing-column"]

    assert {(one.wording, one.column) for one in lacking} == {
        ("slip", "followers"),
        ("slip", "posts"),
        ("slip", "engaged"),
        ("block", "posts"),
    }
    assert {(one.args["text"], one.args["near"]) for one in lacking if one.wording == "slip"} == {
        ("Facebok", "Facebook")
    }


def test_an_empty_block_is_no_page_and_a_network_of_no_list_is_kept_beside_known_ones(tmp_path):
    rows = [
        ["", "Instagram", "", "", "Max", "", "", "", "Всего", ""],
        [
            "region",
            "followers",
            "posts",
            "engaged",
            "followers",
            "posts",
            "engaged",
            "population",
            "followers",
            "posts",
        ],
        ["Atyrau", "900", "10", "40", "", "-", "", "600", "900", "10"],
        ["Aktobe", "500", "20", "90", "70", "5", "3", "800", "570", "25"],
    ]

    told = run("score", workbook(tmp_path / "july.xlsx", {"July": rows}), "--format", "json").document

    pages = {(page["region"], page["platform"], page["values"]["followers"]) for page in told["pages"]}
    assert pages == {("Atyrau", "instagram", 900), ("Aktobe", "instagram", 500), ("Aktobe", "Max", 70)}


def test_a_network_of_no_list_may_be_the_first_below_the_counts(tmp_path):
    header = [
        ["region", "population", "followers", "", "", "posts", "", "", "engaged", "", ""],
        ["", "", *["Max", "Facebook", "Instagram"] * 3],
    ]
    page = ["Atyrau", "600", "7", "800", "900", "1", "20", "30", "3", "40", "50"]

    told = run("score", csv_file(tmp_path / "july.csv", [*header, page]), "--format", "json").document

    figures = {one["platform"]: [one["values"]["followers"], one["values"]["engaged"]] for one in told["pages"]}
    assert figures == {"Max": [7, 3], "facebook": [800, 40], "instagram": [900, 50]}


@pytest.mark.parametrize(
    "header",
    [
        pytest.param([["region", "followers", "posts", "engaged", "followers", "posts", "engaged"]], id="no names"),
        pytest.param(
            [
                ["", "June", "", "", "July", "", ""],
                ["region", "followers", "posts", "engaged", "followers", "posts", "engaged"],
            ],
            id="months over the blocks",
        ),
    ],
)
def test_blocks_that_are_of_no_network_are_asked_about(tmp_path, header):
    path = csv_file(tmp_path / "july.csv", [*header, ["Atyrau", "1", "2", "3", "4", "5", "6"]])

    ended = run("score", path)

    assert ended.code == 1
    assert ended.said[-2].endswith("[wide-table]")


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Instagram подписчики", ("instagram", "подписчики")),
        ("подписчики, ВК", ("vk", "подписчики")),
        ("Followers: X (Twitter)", ("x", "Followers")),
        ("Tik Tok - Посты", ("tiktok", "Посты")),
        ("ok_ru_posts", ("ok", "ru posts")),
        ("Instagram", None),
        ("Подписчики", None),
    ],
)
def test_a_heading_names_a_network_first_or_last(heading, said):
    assert network_and_rest(heading) == said


@pytest.mark.parametrize(("args", "wording"), [(["--sheets", "all"], "network-of-sheet"), ([], "network")])
def test_tables_without_a_network_are_told_which_name_can_say_it(tmp_path, args, wording):
    rows = [["region", "followers", "posts", "engaged"], ["Atyrau", "900", "10", "40"]]
    if args:
        paths = [workbook(tmp_path / "july.xlsx", {"Instagram": rows, "Facebook": rows})]
    else:
        paths = [csv_file(tmp_path / f"{network}.csv", rows) for network in ("instagram", "facebook")]

    ended = run("score", *paths, *args, "--population", "kz-2020")

    assert ended.code == 1
    assert words("en").say(f"hint.missing-column/{wording}") in ended.err


def test_a_heading_that_one_block_lacks_is_one_problem_of_the_column(tmp_path):
    header = ["region", "VK followers", "VK posts", "VK engaged", "OK followers", "OK posts", "OK engagd"]
    rows = [header, ["Atyrau", *"904050"], ["Aktobe", *"803070"], ["Abai", "7", "1", "", "5", "2", "3"]]

    told = run("check", workbook(tmp_path / "july.xlsx", {"July": rows}), "--format", "json").document

    wrong = [(one["code"], one["column"], one["row"]) for one in told["problems"] if one["severity"] == "error"]
    assert [one for one in wrong if one[1] == "engaged"] == [
        ("missing-column", "engaged", 2), ("missing-value", "engaged", 4),
    ]  # fmt: skip
