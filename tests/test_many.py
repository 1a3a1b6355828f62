"""July in several files, several sheets and one long file: each gives July's rating and keeps its own addresses."""

import json

import pytest

from commands import run
from opendocument import ods, parquet_texts
from said import command_line, noted, said
from test_layouts import JULY, csv_file, july, number, rated, workbook

ROWS = july()
HEAD = [heading for heading in ROWS[0] if heading != "Соцсеть"]
AT = HEAD.index("Подписчики")


@pytest.fixture(scope="module")
def expected():
    return rated(JULY)


def split():
    """Return the rows of each network, with a header and without a column of networks."""
    found = {}
    for row in ROWS:
        found.setdefault(row["Соцсеть"], [HEAD]).append([row[heading] for heading in HEAD])
    return {network: [list(row) for row in rows] for network, rows in found.items()}


def files(folder, parts):
    return [csv_file(folder / f"{network.lower()}.csv", rows) for network, rows in parts.items()]


def long_file(folder, second="Июнь 2020"):
    later = [["Июль 2020" if row is not HEAD else "Месяц", *row.values()] for row in ROWS]
    return csv_file(folder / "long.csv", [["Месяц", *ROWS[0]], *([second, *row.values()] for row in ROWS[:9]), *later])


def test_a_file_a_network_gives_the_rating_of_one_table(expected, tmp_path):
    paths = files(tmp_path, split())

    assert rated(*paths, "--network-from", "file") == expected
    document = json.loads(run("score", *paths, "--network-from", "file", "-f", "json").out)
    assert [source["name"] for source in document["edition"]["sources"]] == [path.name for path in paths]
    assert len({source["sha256"] for source in document["edition"]["sources"]}) == len(paths)


def test_a_sheet_a_network_gives_the_rating_of_one_table(expected, tmp_path):
    path = workbook(tmp_path / "july.xlsx", split())

    assert rated(path, "--sheets", "all", "--network-from", "sheet") == expected


def test_a_sheet_of_sums_among_them_is_left_out_by_naming_the_others(expected, tmp_path):
    parts = split()
    path = workbook(tmp_path / "july.xlsx", {"Итоги": [["Регион", "Подписчики"], ["Атырауская область", "1"]], **parts})
    options = ("--network-from", "sheet", "--sheets")

    assert run("score", path, *options, "all").lines[0].endswith("[no-network]")
    assert rated(path, *options, ", ".join(parts)) == expected
    slip = command_line("no-such-sheet", sheet="Facebok", file="july.xlsx", near=["Facebook"], known=["Итоги", *parts])
    assert run("score", path, *options, "Instagram,Facebok").lines == [slip]


def test_files_with_a_column_of_networks_are_joined(expected, tmp_path):
    head, body = list(ROWS[0]), [list(row.values()) for row in ROWS]
    paths = [csv_file(tmp_path / "a.csv", [head, *body[:7]]), csv_file(tmp_path / "b.csv", [head, *body[7:]])]

    assert rated(*paths) == expected


def test_ids_that_number_the_rows_of_each_file_are_no_ids(expected, tmp_path):
    head, body = ["id", *ROWS[0]], [list(row.values()) for row in ROWS]
    parts = {"a.csv": body[:7], "b.csv": body[7:]}
    numbered = {name: [[str(n), *row] for n, row in enumerate(rows, 1)] for name, rows in parts.items()}
    paths = [csv_file(tmp_path / name, [head, *rows]) for name, rows in numbered.items()]
    assert rated(*paths) == expected

    numbered["b.csv"][0][0] = numbered["b.csv"][1][0]
    csv_file(tmp_path / "b.csv", [head, *numbered["b.csv"]])
    assert "[duplicate-page]" in run("score", *paths).err


def test_a_bad_cell_is_named_by_its_own_file_or_sheet(tmp_path):
    parts = split()
    for rows in parts.values():
        rows[2][AT] = "12 тыс."
    paths = files(tmp_path, parts)
    book = workbook(tmp_path / "july.xlsx", parts)

    in_files = run("score", *paths, "--network-from", "file").said
    in_sheets = run("score", book, "--sheets", "all", "--network-from", "sheet").said

    assert [line for line in in_files if "[not-whole]" in line] == [
        f"{path.name}, row 3 (followers) [not-whole]" for path in paths
    ]
    letter = chr(ord("A") + AT)
    assert [line for line in in_sheets if "[not-whole]" in line] == [
        f'july.xlsx, sheet "{network}", {letter}3 (followers) [not-whole]' for network in parts
    ]


def test_of_files_that_lack_a_column_what_is_not_used_is_said_once(tmp_path):
    head = ["Аудитория" if heading == "Подписчики" else heading for heading in HEAD]
    parts = {network: [head, *rows[1:]] for network, rows in split().items()}

    lines = run("score", *files(tmp_path, parts), "--network-from", "file").said

    assert len([line for line in lines if "[missing-column]" in line]) == len(parts) > 1
    assert len([line for line in lines if "[unused-column]" in line]) == 1


def test_a_page_in_two_files_is_an_error_that_names_both(tmp_path):
    head, body = list(ROWS[0]), [list(row.values()) for row in ROWS]
    paths = [csv_file(tmp_path / "a.csv", [head, *body]), csv_file(tmp_path / "b.csv", [head, body[3]])]

    ended = run("score", *paths)

    assert ended.code == 1
    (line,) = [line for line in ended.err.splitlines() if "[duplicate-page]" in line]
    assert noted(line) == "b.csv, row 2 (page) [duplicate-page]"
    assert f"a.csv, {said('where.row', row=5)}" in line


def test_many_pages_in_two_files_are_one_line_that_names_both(tmp_path):
    rows = [[*ROWS[0]], *([*row.values()] for row in ROWS)]
    paths = [csv_file(tmp_path / "a.csv", rows), csv_file(tmp_path / "b.csv", rows)]

    ended = run("score", *paths)

    (line,) = [line for line in ended.lines if "[duplicate-page]" in line]
    assert "b.csv" in line
    assert "a.csv" in line


def test_files_that_are_called_alike_are_named_with_their_folders(tmp_path):
    rows = [[*ROWS[0]], *([*row.values()] for row in ROWS)]
    for name, part in (("east", rows), ("west", [rows[0], rows[4]])):
        (tmp_path / name).mkdir()
        csv_file(tmp_path / name / "pages.csv", part)

    ended = run("score", "east/pages.csv", "west/pages.csv", folder=tmp_path)

    (line,) = [line for line in ended.lines if "[duplicate-page]" in line]
    assert noted(line) == "west/pages.csv, row 2 (page) [duplicate-page]"
    assert f"east/pages.csv, {said('where.row', row=5)}" in line


def test_several_files_are_refused_a_marked_copy_before_anything_is_said_of_them(tmp_path):
    ended = run("check", *files(tmp_path, split()), "--annotate", tmp_path / "marked.xlsx")

    assert (ended.code, ended.out, ended.lines) == (2, "", [command_line("annotate-several")])


@pytest.mark.parametrize(
    ("names", "options", "code"),
    [
        pytest.param(("one.csv", "two.csv"), ("--network-from", "file"), "no-network", id="names of no network"),
        pytest.param(("one.csv", "two.csv"), (), "missing-column", id="no column"),
        pytest.param(("one.csv",), ("--network-from", "sheet"), "no-network", id="no sheet"),
    ],
)
def test_a_network_that_nothing_names_is_asked_for(tmp_path, names, options, code):
    paths = [csv_file(tmp_path / name, rows) for name, rows in zip(names, split().values(), strict=False)]

    ended = run("score", *paths, *options)

    assert ended.code == 1
    assert f"[{code}]" in ended.err
    if code == "missing-column":
        assert "--network-from file" in ended.err


def test_sheets_of_networks_are_proposed_to_be_rated_together(tmp_path):
    ended = run("score", workbook(tmp_path / "july.xlsx", split()))

    assert ended.code == 1
    assert "--sheets all --network-from sheet" in ended.err


@pytest.mark.parametrize("asked", ["July 2020", "2020-07", "07.2020", "2020 жылғы шілде", "Июль 2020"])
def test_a_period_of_a_long_file_gives_its_rating(expected, tmp_path, asked):
    path = long_file(tmp_path)
    assert rated(path, "--period-column", "Месяц", "--period", asked) == expected
    assert "[unused-column]" not in run("score", path, "--period-column", "Месяц", "--period", asked).err


DATES = {
    "by dots": ("{:02}.07.2020", "30.06.2020"),
    "iso": ("2020-07-{:02}", "2020-06-30"),
    "slashes": ("{:02}/07/2020", "30/06/2020"),
    "month first": ("07/{:02}/2020", "06/30/2020"),
}


def dated(folder, july, june):
    long = [["Месяц", *ROWS[0]], *([june, *row.values()] for row in ROWS[:9])]
    return csv_file(
        folder / "long.csv", [*long, *([july.format(1 + at * 2 % 31), *row.values()] for at, row in enumerate(ROWS))]
    )


@pytest.mark.parametrize("written", DATES.values(), ids=DATES)
def test_rows_of_one_month_may_have_different_days(expected, tmp_path, written):
    path = dated(tmp_path, *written)

    assert rated(path, "--period-column", "Месяц", "--period", "July 2020") == expected
    several = run("score", path, "--period-column", "Месяц")
    assert (several.code, "2020-06" in several.err, "2020-07" in several.err) == (1, True, True)


@pytest.mark.parametrize(
    ("shown", "others"),
    [
        ("03/04/2020", "03/04/2020"),
        ("04-03-2020", "04-03-2020"),
        pytest.param("03/07/2020", "{:02}.07.2020", id="dots show no order of slashes"),
        pytest.param("03.07.2020", "07/{:02}/2020", id="the day first, beside the month first"),
    ],
)
def test_a_date_that_could_be_in_two_months_is_refused_by_its_cell(tmp_path, shown, others):
    ended = run("score", dated(tmp_path, others, shown), "--period-column", "Месяц", "--period", "2020-04")

    assert (ended.code, ended.said[0]) == (1, "long.csv, row 2 (Месяц) [ambiguous-date]")


def test_days_on_which_a_page_stands_twice_in_one_month_are_periods_of_their_own(expected, tmp_path):
    path = dated(tmp_path, "2020-07-31", "2020-07-24")

    assert run("score", path, "--period-column", "Месяц").code == 1
    assert rated(path, "--period-column", "Месяц", "--period", "31.07.2020") == expected
    trend = run("trend", path, "--period-column", "Месяц", "-f", "json").document
    assert [edition["period"] for edition in trend["editions"]] == ["2020-07-24", "2020-07-31"]


@pytest.mark.parametrize(
    ("days", "code"),
    [
        pytest.param(["03/04/2020", "04/03/2020", "31/03/2020"], 0, id="the file writes it so"),
        pytest.param(["2020-04-03", "2020-03-04", "2020-03-31"], 2, id="it could be two days of the file"),
    ],
)
def test_two_days_are_never_taken_for_the_one_that_is_asked_for(tmp_path, days, code):
    rows = [[day, *row.values()] for day, row in zip(days, ROWS, strict=False)]
    path = csv_file(tmp_path / "long.csv", [["День", *ROWS[0]], *rows])

    ended = run("score", path, "--period-column", "День", "--period", "03/04/2020", "-f", "json")

    assert (ended.code, [page["page"] for page in ended.document["pages"]] if ended.out else []) == (
        code,
        [ROWS[0]["Страница"]] if code == 0 else [],
    )


def test_periods_are_asked_for_and_bad_cells_keep_their_rows(tmp_path):
    path = long_file(tmp_path)

    several = run("score", path, "--period-column", "Месяц")
    without = run("score", path)
    none = run("score", path, "--period-column", "Месяц", "--period", "May 2020")

    assert (several.code, "[several-periods]" in several.err, "Июнь 2020" in several.err) == (1, True, True)
    assert "--period-column" in without.err
    assert none.code == 2
    rows = path.read_text("utf-8").splitlines()
    rows[12] = rows[12].replace(ROWS[2]["Подписчики"], "?")
    path.write_text("\n".join(rows), "utf-8")
    ended = run("score", path, "--period-column", "Месяц", "--period", "2020-07")
    assert [line for line in ended.said if "row 13" in line] == ["long.csv, row 13 (followers) [not-a-number]"]


def test_two_periods_of_one_file_are_compared_and_all_of_them_followed(tmp_path):
    path = long_file(tmp_path)
    column = ("--period-column", "Месяц")

    moves = run("compare", path, path, *column, "--period", "2020-07", "--previous-period", "2020-06", "-f", "json")
    trend = run("trend", path, *column, "-f", "json")

    assert (moves.code, trend.code) == (0, 0), moves.err + trend.err
    states = {page["move"]["state"] for page in moves.document["pages"]}
    assert "new" in states  # the pages that only July has
    assert [edition["period"] for edition in trend.document["editions"]] == ["Июнь 2020", "Июль 2020"]


def test_files_of_several_months_are_no_edition_and_of_one_month_are_called_by_it(tmp_path):
    parts = split()

    def written(*months):
        names = [f"{network} {month}" for network, month in zip(parts, months, strict=True)]
        return files(tmp_path, dict(zip(names, parts.values(), strict=True)))

    several = run("score", *written("2020-06", "2020-07"), "--network-from", "file")
    one = run("score", *written("2020-07", "2020-07"), "--network-from", "file", "-f", "json")

    assert (several.code, "[several-periods]" in several.err) == (1, True)
    assert (one.code, one.document["edition"]["period"]) == (0, "2020-07")


def test_a_file_under_two_names_is_given_twice(tmp_path):
    path = files(tmp_path, split())[0]

    assert run("score", path, path.parent / "." / ".." / path.parent.name / path.name).code == 2


def test_the_month_before_may_be_a_period_of_the_same_file_or_a_file_of_its_own(tmp_path):
    path = long_file(tmp_path)
    june = csv_file(tmp_path / "june.csv", [list(ROWS[0]), *([*row.values()] for row in ROWS[:9])])
    asked = ("--period-column", "Месяц", "--period", "2020-07", "-f", "json")
    alone = run("score", path, *asked, "--previous", june, "--previous-period", "2020-06")
    same = run("score", path, *asked, "--previous", path, "--previous-period", "2020-06")

    assert (alone.code, same.code) == (0, 0), alone.err + same.err
    assert [page["place"] for page in alone.document["pages"]] == [page["place"] for page in same.document["pages"]]
    assert {page["move"]["state"] for page in alone.document["pages"]} >= {"new"}


@pytest.mark.parametrize("command", [["score", "{}", "--previous", "{}"], ["compare", "{}", "{}"]])
def test_of_several_periods_before_the_option_that_chooses_one_is_named(tmp_path, command):
    path = long_file(tmp_path)
    ended = run(*(word.format(path) for word in command), "--period-column", "Месяц", "--period", "2020-07")

    assert (ended.code, ended.lines[0].count("--previous-period")) == (1, 1)
    assert ended.lines[0].endswith("[several-periods]")


@pytest.mark.parametrize(
    ("kind", "places"),
    [
        ("csv", ["row 13 (followers)", "row 14 (posts)"]),
        ("parquet", ["row 13 (followers)", "row 14 (posts)"]),
        ("xlsx", ['sheet "Все месяцы", E13 (followers)', 'sheet "Все месяцы", F14 (posts)']),
        ("ods", ['sheet "Все месяцы", E13 (followers)', 'sheet "Все месяцы", F14 (posts)']),
    ],
)
def test_a_bad_cell_of_one_month_is_named_by_its_place_among_all_months(expected, tmp_path, kind, places):
    rows = [line.split(",") for line in long_file(tmp_path).read_text("utf-8").splitlines()]
    path = tmp_path / f"year.{kind}"

    def write():
        if kind == "csv":
            csv_file(path, rows)
        elif kind == "xlsx":
            workbook(path, {"Все месяцы": rows})
        elif kind == "parquet":
            path.write_bytes(parquet_texts(rows))
        else:
            path.write_bytes(ods([[number(cell) for cell in row] for row in rows], "Все месяцы"))

    write()
    asked = (path, "--period-column", "Месяц", "--period", "2020-07")
    assert rated(*asked) == expected

    rows[12][rows[0].index("Подписчики")] = "12 тыс."
    rows[13][rows[0].index("Посты")] = ""
    rows[2][rows[0].index("Посты")] = "?"  # of June
    write()
    errors = [line for line in run("score", *asked).said if line.startswith(path.name)]
    assert errors == [f"{path.name}, {places[0]} [not-whole]", f"{path.name}, {places[1]} [missing-value]"]


@pytest.mark.parametrize("slip", ["Июлль", "за Июль", "(уточнено) Июль"])
def test_a_period_with_a_slip_in_it_is_named_by_its_row_and_leaves_nothing_out_unseen(tmp_path, slip):
    path = long_file(tmp_path)
    rows = path.read_text("utf-8").splitlines()
    rows[12] = rows[12].replace("Июль", slip)
    path.write_text("\n".join(rows), "utf-8")
    ended = run("score", path, "--period-column", "Месяц", "--period", "2020-07")

    assert (ended.code, said("where.row", row=13) in ended.err, "[several-periods]" in ended.err) == (1, True, True)


def test_unlike_populations_of_two_workbooks_are_named_by_file_and_sheet(tmp_path):
    people = [["region", "population"], ["Атырау", "693085"], ["Абай", "610205"]]
    other = [*people[:2], ["Абай", "610206"]]
    sheets = {"July": [list(ROWS[0]), *([*row.values()] for row in ROWS)]}
    head = [at for at, heading in enumerate(sheets["July"][0]) if heading != "Население"]
    sheets["July"] = [[row[at] for at in head] for row in sheets["July"]]
    east = workbook(tmp_path / "east.xlsx", {**sheets, "People": people})
    west = workbook(tmp_path / "west.xlsx", {**sheets, "Жители": other})

    (problem,) = [
        one for one in run("check", east, west, "-f", "json").document["problems"] if one["code"] == "several-sheets"
    ]

    assert "east.xlsx · People" in problem["message"]
    assert "west.xlsx · Жители" in problem["message"]
    assert "'Абай'" in problem["message"]
    assert "610,205" in problem["message"]
    assert "610,206" in problem["message"]
