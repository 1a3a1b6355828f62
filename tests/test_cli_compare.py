"""`govrank compare`, and `--previous` beside `score`: exit code, standard output and standard error."""

import csv
import io
import os

import pytest

from commands import execute, execute_bytes, run
from editions import EXAMPLES
from files import CLEAN, HEADER, PAGES, changed, csv_bytes, workbook, write
from said import command_line, headings, nearest, nothing, output_line, rows_of, said

JUNE, JULY = EXAMPLES / "june.xlsx", EXAMPLES / "july.xlsx"
KZ = ("--population", "kz-2023")
COUNTS = {"up": 11, "down": 8, "same": 5, "new": 1, "left": 1}
GONE = {"page": "Акимат Костанайской области", "platform": "Facebook", "place": 19}
COLUMNS = ("place", "move", "common", "previous", "page", "platform", "total.rank-sum", "zone")


def counts_line(counts, lang="en"):
    """Return the line that says how many rose, fell, stayed, came and left."""
    said_each = [said(f"compare.{state}", lang, n=n) for state, n in counts.items()]
    return f"{', '.join(said_each)}."


def against(period, *more):
    return " ".join([said("move.against", period=period), *map(said, more)])


BELOW = [
    against(said("period.month.6", year=2020), "move.common"),
    said("move.left", pages=said("move.left.page", **GONE)),
]
PEOPLE = {"old": "june.csv · population", "new": "july.csv · population"}


def with_people(rows, people):
    return csv_bytes([[*rows[0], "population"], *([*row, people + len(row[0])] for row in rows[1:])])


@pytest.fixture
def editions(tmp_path):
    """Two editions of the same five pages; in July one of them overtook another."""
    june = write(tmp_path, "june.csv", csv_bytes(CLEAN))
    july = write(tmp_path, "july.csv", csv_bytes(changed(5, 4, 21000)))
    return june, july


@pytest.fixture
def unlike(tmp_path):
    june = write(tmp_path, "june.csv", with_people(CLEAN, 700_000))
    july = write(tmp_path, "july.csv", with_people(CLEAN, 800_000))
    return june, july


def test_june_to_july():
    ended = run("compare", JUNE, JULY)

    assert (ended.code, ended.err) == (0, "")
    rows = rows_of(ended.out)
    assert rows[2] == headings(*COLUMNS)
    assert ["19", "▲5", "▲3", "24", "Акимат Костанайской области", "Instagram", "119", "▼ red zone"] in rows
    new = said("move.new")
    assert ["21", new, "–", "–", "Акимат Жамбылской области", "Facebook", "122", "▼ red zone"] in rows
    assert ended.lines_out[-4:] == [said("move.chance.counts", sign="≈"), counts_line(COUNTS), *BELOW]
    # 41 points against 44 and 46: chance may have brought the page there, and hardly the one that rose from the 24th
    assert next(row for row in rows if row[4:5] == ["Акимат Актюбинской области"])[1] == "▲2 ≈"
    assert "\x1b" not in ended.out


@pytest.mark.slow
def test_the_installed_command_prints_the_same():
    assert execute("compare", JUNE, JULY) == run("compare", JUNE, JULY)


def test_two_editions_of_the_same_pages(editions):
    ended = run("compare", *editions, *KZ)

    assert (ended.code, ended.err) == (0, "")
    assert ended.lines == []
    assert rows_of(ended.out)[2] == headings("place", "move", "previous", "page", "platform", "total.rank-sum", "zone")
    # Pavlodar's page 28 → 16 points, from the 5th place to the 3rd; the pages that it passed are 4th and 5th
    assert [line.split()[1] for line in ended.out.splitlines()[3:8]] == ["=", "=", "▲2", "▼1", "▼1"]
    counts = {"up": 1, "down": 2, "same": 2, "new": 0, "left": 0}
    assert ended.lines_out[-2:] == [counts_line(counts), against("june")]


def test_in_russian():
    ended = run("compare", JUNE, JULY, "--lang", "ru")

    assert counts_line(COUNTS, "ru") in ended.lines_out


def test_as_json():
    document = run("compare", JUNE, JULY, "--format", "json").document

    assert document["schema"] == "govrank.movement/1"
    assert [page["move"] for page in document["pages"][:3]] == [
        {"state": "up", "by": 1, "previous": 2},
        {"state": "down", "by": -1, "previous": 1},
        {"state": "same", "by": 0, "previous": 3},
    ]
    assert [page.get("move_by_chance") for page in document["pages"][:4]] == [False, False, None, True]
    assert document["left"] == [
        {
            "league": "",
            "page": "Акимат Костанайской области",
            "region": "Костанайская область",
            "platform": "facebook",
            "previous": 19,
        }
    ]
    assert document["forced"] == []


def test_as_csv():
    ended = run("compare", JUNE, JULY, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ended.out)))

    assert ended.out.startswith("league,place,state,by,previous,page,region,platform,league_before\n,1,up,1,2,")
    assert [sum(row["state"] == state for row in rows) for state in ("up", "down", "same", "new", "left")] == [
        11, 8, 5, 1, 1,
    ]  # fmt: skip


def test_a_csv_file_begins_with_the_mark_that_excel_needs(editions, tmp_path):
    ended = run("compare", *editions, *KZ, "--format", "csv", "-o", tmp_path / "moves.csv")

    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert (tmp_path / "moves.csv").read_bytes().startswith("\ufeffleague,place,state".encode())


def test_as_markdown():
    ended = run("compare", JUNE, JULY, "--format", "md")
    lines = ended.out.splitlines()

    assert (ended.code, ended.err) == (0, "")
    assert lines[0].startswith("#")
    title, july = "Official pages of regional administrations", said("period.month.7", year=2020)
    assert said("rating.title", title=title, period=july) in lines[0]
    (header,) = [n for n, line in enumerate(lines) if line.startswith(f"| {said('table.place')} |")]
    assert [cell.strip() for cell in lines[header].strip("|").split("|")] == headings(*COLUMNS)
    assert set(lines[header + 1]) <= set("|:- ")
    assert "| 19 | ▲5 | ▲3 | 24 | Акимат Костанайской области | Instagram | 119 | ▼ red zone |" in lines
    assert sum(line.startswith("| ") for line in lines) == 26
    assert counts_line(COUNTS) in lines


def test_names_are_no_markup_in_markdown(tmp_path):
    rows = [["page", *HEADER], *([f"a|b_{n} <i>*", *page] for n, page in enumerate(PAGES))]
    files = [write(tmp_path, f"{month}.csv", csv_bytes(rows)) for month in ("june", "july")]
    ended = run("compare", *files, *KZ, "--format", "md")

    assert r"a\|b\_0 \<i\>\*" in ended.out
    assert "<i>" not in ended.out


def test_by_leagues():
    ended = run("compare", JUNE, JULY, "--by", "platform")

    assert ended.code == 0
    for league in ("Facebook", "Instagram"):
        assert any(line.endswith(said("rating.league", league=league).strip()) for line in ended.lines_out)


def test_unlike_editions_are_refused_with_the_reason(unlike):
    ended = run("compare", *unlike)

    assert (ended.code, ended.out) == (1, "")
    assert ended.said == ["july.csv [unlike-editions]", nothing("compared", 1, "july.csv")]
    assert said("problem.unlike-editions/population", **PEOPLE) in ended.lines[0]


def test_unlike_editions_are_compared_by_force_and_that_is_said(unlike):
    ended = run("compare", *unlike, "--force")

    assert (ended.code, ended.err) == (0, "")
    why = said("problem.unlike-editions/population", **PEOPLE)
    assert ended.lines_out[-1] == said("move.forced", why=why)


def test_the_document_says_why_they_should_not_have_been_compared(unlike):
    (forced,) = run("compare", *unlike, "--force", "--format", "json").document["forced"]

    assert (forced["code"], forced["severity"]) == ("unlike-editions", "error")
    assert forced["message"] == said("problem.unlike-editions/population", **PEOPLE)


def test_one_population_for_both_makes_them_alike(unlike):
    ended = run("compare", *unlike, *KZ, "-q")

    assert (ended.code, ended.err) == (0, "")


def test_a_wrong_edition_before_is_refused_as_any_file_is(editions):
    june, july = editions
    june.write_bytes(csv_bytes(changed(3, 2, "12k")))
    ended = run("compare", june, july, *KZ)

    assert (ended.code, ended.out) == (1, "")
    assert ended.said == ["june.csv, row 3 (followers) [not-whole]", nothing("rated", 1, "june.csv")]


def test_the_sheet_is_that_of_both_workbooks(tmp_path):
    files = [
        write(tmp_path, f"{month}.xlsx", workbook({"Июль": CLEAN, "Черновик": changed(2, 2, 1)}))
        for month in ("june", "july")
    ]
    ended = run("compare", *files, *KZ, "--sheet", "Июль")

    assert (ended.code, ended.err) == (0, "")
    assert counts_line({"up": 0, "down": 0, "same": 5, "new": 0, "left": 0}) in ended.lines_out


def test_the_days_are_those_of_both_editions(tmp_path):
    rules = write(
        tmp_path,
        "daily.toml",
        'name = "daily"\nversion = "1"\n[[indicators]]\nkey = "daily"\nof = ["posts"]\nper = ["days"]\n',
    )
    files = [write(tmp_path, f"{month}.csv", csv_bytes(CLEAN)) for month in ("first", "second")]
    ended = run("compare", *files, "-m", rules, "--days", "7", "-q")

    assert (ended.code, ended.err) == (0, "")


def missing(name):
    return command_line("usage-missing", name=name, help="govrank compare --help")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        pytest.param([], missing("OLD"), id="no edition"),
        pytest.param([JUNE], missing("NEW"), id="one edition"),
        pytest.param([JUNE, "nothing.xlsx"], command_line("no-such-file", path="nothing.xlsx"), id="no such file"),
        pytest.param(["nothing.xlsx", JULY], command_line("no-such-file", path="nothing.xlsx"), id="none before"),
        pytest.param(
            [JUNE, JULY, "--format", "yaml"],
            command_line(
                "usage-not-among",
                value="yaml",
                name="--format",
                known=["table", "xlsx", "csv", "tsv", "json", "md", "pdf"],
            ),
            id="no such format",
        ),
        pytest.param(
            [JUNE, JULY, "--forse"],
            nearest("usage-no-option", "--force", name="--forse"),
            id="a mistyped option",
        ),
        pytest.param(
            [JUNE, JULY, "-m", "akimat"],
            command_line("no-methodology", name="akimat", near=["akimats", "akimats-2020", "akimats-active"]),
            id="a mistyped methodology",
        ),
        pytest.param(
            [JUNE, JULY, "-o", JUNE], command_line("output-is-input", path=JUNE), id="the edition before as output"
        ),
        pytest.param([JUNE, JULY, "-o", JULY], command_line("output-is-input", path=JULY), id="the edition as output"),
    ],
)
def test_a_wrong_command_ends_with_2(arguments, line):
    before = [path.read_bytes() for path in (JUNE, JULY)]
    ended = run("compare", *arguments)

    assert (ended.code, ended.out, len(ended.lines)) == (2, "", 1)
    assert ended.err.startswith(line)
    assert [path.read_bytes() for path in (JUNE, JULY)] == before


def test_an_output_that_cannot_be_written_ends_with_3(editions, tmp_path):
    path = tmp_path / "no" / "folder" / "moves.md"
    ended = run("compare", *editions, *KZ, "-o", path)

    assert (ended.code, ended.out) == (3, "")
    assert ended.lines == [output_line(path, "No such file or directory")]


@pytest.mark.slow
def test_a_reader_that_has_enough_is_not_complained_to():
    read, written = os.pipe()
    os.close(read)
    try:
        code, _out, err = execute_bytes("compare", JUNE, JULY, stdout=written)
    finally:
        os.close(written)

    assert (code, err) == (3, b"")


def test_the_final_table_with_the_edition_before():
    ended = run("score", JULY, "--previous", JUNE)
    rows = rows_of(ended.out)

    assert (ended.code, ended.err) == (0, "")
    assert rows[2][:4] == headings("place", "move", "common", "page")
    assert [row[:3] for row in rows[3:6]] == [["1", "▲1", "▲1"], ["2", "▼1", "▼1"], ["3", "=", "="]]
    assert set(BELOW) <= set(ended.lines_out)


def test_moves_in_the_document_and_the_table_of_a_rating():
    document = run("score", JULY, "--previous", JUNE, "--format", "json").document
    rows = list(csv.DictReader(io.StringIO(run("score", JULY, "--previous", JUNE, "--format", "csv").out)))

    assert document["pages"][0]["move"] == {"state": "up", "by": 1, "previous": 2}
    assert [out["page"] for out in document["left"]] == ["Акимат Костанайской области"]
    assert [row["move"] for row in rows[:3]] == ["1", "-1", "0"]
    assert [row["page"] for row in rows if row["move"] == "new"] == ["Акимат Жамбылской области"]


def test_moves_in_the_markdown_of_a_rating():
    ended = run("score", JULY, "--previous", JUNE, "--format", "md")

    assert "| 1 | ▲1 | ▲1 | Акимат Атырауской области |" in ended.out


def test_a_rating_is_not_set_beside_an_unlike_edition(unlike):
    june, july = unlike
    refused = run("score", july, "--previous", june)
    forced = run("score", july, "--previous", june, "--force")

    assert (refused.code, refused.out, refused.said[0]) == (1, "", "july.csv [unlike-editions]")
    assert (forced.code, forced.err) == (0, "")
    why = said("problem.unlike-editions/population", **PEOPLE)
    assert said("move.forced", why=why) in forced.lines_out


def test_a_previous_edition_that_is_not_there_ends_with_2():
    ended = run("score", JULY, "--previous", "nothing.xlsx")

    assert (ended.code, ended.out, ended.err) == (2, "", f"{command_line('no-such-file', path='nothing.xlsx')}\n")


LEAGUES = """
name = "sized"
version = "1"
[league]
by = "followers"
bands = [{ name = "large", from = 10000 }, { name = "small", to = 10000 }]
[[indicators]]
key = "likes"
of = ["likes"]
"""


@pytest.fixture
def promoted(tmp_path):
    """Two editions: in July Gamma, first of the small pages in June, is the last of the large ones."""
    rules = write(tmp_path, "sized.toml", LEAGUES)
    rows = {"Alpha": (12000, 9), "Beta": (11000, 8), "Gamma": (9000, 7), "Delta": (8000, 6)}
    files = []
    for month, pages in (("june", rows), ("july", rows | {"Gamma": (10500, 7)})):
        lines = ["page,platform,followers,likes", *(f"{page},vk,{n},{m}" for page, (n, m) in pages.items())]
        files.append(write(tmp_path, f"{month}.csv", "\n".join(lines)))
    return (*files, "-m", rules)


SWITCHED = {"state": "switched", "by": None, "previous": 1, "league_before": "small"}


def test_a_page_that_changed_its_league_in_the_document_and_the_table(promoted):
    pages = {page["page"]: page for page in run("compare", *promoted, "--format", "json").document["pages"]}
    rows = csv.DictReader(io.StringIO(run("compare", *promoted, "--format", "csv").out))

    assert (pages["Gamma"]["move"], pages["Gamma"]["move_common"]) == (SWITCHED, None)
    assert pages["Delta"]["move"] == {"state": "up", "by": 1, "previous": 2}
    assert [(row["page"], row["state"], row["by"], row["previous"], row["league_before"]) for row in rows] == [
        ("Alpha", "same", "0", "1", ""), ("Beta", "same", "0", "2", ""), ("Gamma", "switched", "", "1", "small"),
        ("Delta", "up", "1", "2", ""),
    ]  # fmt: skip


def test_a_page_that_changed_its_league_in_a_rating(promoted):
    june, july, *rules = promoted
    document = run("score", july, "--previous", june, *rules, "--format", "json").document
    rows = csv.DictReader(io.StringIO(run("score", july, "--previous", june, *rules, "--format", "csv").out))

    assert [page["move"] for page in document["pages"] if page["page"] == "Gamma"] == [SWITCHED]
    assert [row["move"] for row in rows] == ["0", "0", "switched", "1"]


@pytest.mark.parametrize("how", ["table", "md"])
def test_a_page_that_changed_its_league_has_a_sign_a_word_and_its_old_league(promoted, how):
    ended = run("compare", *promoted, "--format", how)

    switched = said("move.switched", sign="⇄")
    (row,) = [line for line in ended.lines_out if switched in line]
    assert row.replace("|", " ").split() == ["3", *switched.split(), "–", "–", "Gamma", "VK", "3"]
    page = said("move.switched.page", page="Gamma · VK", place=1, league="small")
    assert page in ended.out.replace("\\", "")
    assert said("compare.switched", n=1) in ended.out


@pytest.mark.parametrize("command", ["compare", "score"])
def test_many_pages_without_a_counterpart_are_warned_of_with_near_names(tmp_path, command):
    june, july = (
        write(tmp_path, f"{month}.csv", csv_bytes([["page", *HEADER], *([f"{name} {n}", *PAGES[0]] for n in range(4))]))
        for month, name in (("june", "Akimat page"), ("july", "Akimat's page"))
    )
    files = (june, july) if command == "compare" else (july, "--previous", june)
    ended = run(command, *files, *KZ)

    assert ended.code == 0
    warned = [line for line in ended.lines if "[many-unmatched]" in line]
    assert len(warned) == 1
    assert said("problem.many-unmatched/near", new=4, pages=4, gone=4, before=4) in warned[0]
    assert "Akimat page 0 (" in warned[0]
    assert "[many-unmatched]" not in run(command, *files, *KZ, "-q").err
