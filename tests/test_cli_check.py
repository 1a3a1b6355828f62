"""`govrank check`: every error and warning, errors first, and a summary in one line; nothing is rated."""

import pytest

from commands import execute, execute_bytes, run
from files import CLEAN, HEADER, PAGES, changed, csv_bytes, workbook, write, xlsx
from said import LANGUAGES, command_line, nearest, noted, nothing, output_line, said

KZ_2023 = ("--population", "kz-2023")


def clean(file, n):
    return said("check.clean", file=file, pages=said("count.pages", n=n))


def summary(file, pages, errors, warnings, lang="en"):
    counts = {"pages": pages, "errors": errors, "warnings": warnings}
    texts = {name: said(f"count.{name}", lang, n=n) for name, n in counts.items()}
    return said("check.summary", lang, file=file, **texts)


def noted_lines(ended):
    """Return a report's lines, each problem as its place and code."""
    return [noted(line) or line for line in ended.out.splitlines()]


def checked(folder, rows, *options, **env):
    return run("check", write(folder, "july.csv", csv_bytes(rows)), *KZ_2023, *options, **env)


def test_a_clean_file_is_one_line(tmp_path):
    ended = checked(tmp_path, CLEAN)

    assert (ended.code, ended.out, ended.err) == (0, f"{clean('july.csv', 5)}\n", "")


def test_errors_stand_before_warnings_and_a_summary_below(tmp_path):
    rows = [["title"], *changed(3, 2, "12k"), ["Итого", "", 1, 2, 3]]
    ended = checked(tmp_path, rows)

    assert (ended.code, ended.err) == (1, "")
    assert noted_lines(ended) == [
        "july.csv, row 4 (followers) [not-whole]",
        "july.csv, row 2 [header-below-title]",
        "july.csv, row 8 [total-row]",
        summary("july.csv", 5, 1, 2),
    ]


def test_warnings_alone_are_no_failure(tmp_path):
    ended = checked(tmp_path, [*CLEAN, ["Итого", "", 1, 2, 3]])

    assert ended.code == 0
    assert ended.out.splitlines()[-1] == summary("july.csv", 5, 0, 1)


@pytest.mark.slow
def test_the_installed_command_says_the_same(tmp_path):
    july = write(tmp_path, "july.csv", csv_bytes(changed(3, 2, "12k")))

    assert execute("check", july, *KZ_2023) == run("check", july, *KZ_2023)


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_the_report_is_in_the_language_that_was_asked_for(tmp_path, lang):
    rows = changed(3, 2, "12k")

    assert checked(tmp_path, rows, "--lang", lang).out.splitlines()[-1] == summary("july.csv", 5, 1, 0, lang)
    assert checked(tmp_path, rows, GOVRANK_LANG=lang).out == checked(tmp_path, rows, "--lang", lang).out


def test_json_has_every_problem(tmp_path):
    rows = [HEADER, *([*page[:2], "12k", *page[3:]] for page in PAGES * 20)]
    rows = [[f"{row[0]}", row[1] if at == 0 else f"network {at}", *row[2:]] for at, row in enumerate(rows)]
    document = checked(tmp_path, rows, "-f", "json").document

    assert list(document) == ["schema", "file", "pages", "errors", "warnings", "problems"]
    assert (document["schema"], document["file"], document["pages"]) == ("govrank.problems/1", "july.csv", 100)
    assert (document["errors"], document["warnings"], len(document["problems"])) == (100, 0, 100)
    assert document["problems"][0] == {
        "code": "not-whole",
        "severity": "error",
        "sheet": None,
        "cell": None,
        "row": 2,
        "column": "followers",
        "value": "12k",
        "message": said("problem.not-whole/proposal", value="'12k'"),
        "hint": said("hint.not-whole/proposal", proposal="12000"),
    }


def test_json_has_the_cells_of_a_workbook(tmp_path):
    july = write(tmp_path, "july.xlsx", xlsx(changed(3, 2, "12k"), hidden=[2]))
    problems = run("check", july, *KZ_2023, "-f", "json").document["problems"]

    assert [(p["code"], p["severity"], p["sheet"], p["cell"], p["row"]) for p in problems] == [
        ("hidden-row", "warning", "Июль", None, 2),
        ("not-whole", "error", "Июль", "C3", 3),
    ]


def test_many_columns_that_nobody_uses_are_one_line_and_json_has_all(tmp_path):
    rows = [[*HEADER, *(f"column {n}" for n in range(70))], *([*page, *range(70)] for page in PAGES)]

    assert noted_lines(checked(tmp_path, rows)) == [
        "july.csv, 70 columns, first column 0, column 1, column 2, column 3, column 4 [unused-column]",
        summary("july.csv", 5, 0, 70),
    ]
    assert len(checked(tmp_path, rows, "-f", "json").document["problems"]) == 70


def test_a_file_that_cannot_be_read_is_an_error_too(tmp_path):
    ended = run("check", write(tmp_path, "july.xlsx", xlsx()[:-40]), "-f", "json")

    assert (ended.code, ended.err) == (1, "")
    assert (ended.document["pages"], ended.document["errors"]) == (0, 1)
    assert ended.document["problems"][0]["code"] == "unreadable"


def test_a_file_that_is_not_there_is_the_commands_fault(tmp_path):
    ended = run("check", tmp_path / "absent.csv")

    assert (ended.code, ended.out) == (2, "")
    assert ended.lines == [command_line("no-such-file", path=tmp_path / "absent.csv")]


@pytest.mark.parametrize(
    ("rows", "out"),
    [(CLEAN, ""), (changed(3, 2, "12k"), "error: ")],
    ids=["nothing is wrong", "something is"],
)
def test_quiet_says_nothing_where_nothing_is_wrong(tmp_path, rows, out):
    assert checked(tmp_path, rows, "--quiet").out.startswith(out)
    assert bool(checked(tmp_path, rows, "--quiet").out) == bool(out)


@pytest.mark.parametrize("how", ["text", "json"])
def test_a_file_holds_what_standard_output_would(tmp_path, how):
    out = tmp_path / "report.txt"
    ended = checked(tmp_path, changed(3, 2, "12k"), "-f", how, "-o", out)

    assert (ended.code, ended.out, ended.err) == (1, "", "")
    assert out.read_text("utf-8") == checked(tmp_path, changed(3, 2, "12k"), "-f", how).out


def test_standard_input_is_checked():
    ended = run("check", "-", *KZ_2023, stdin=csv_bytes(CLEAN))

    assert (ended.code, ended.out) == (0, f"{clean('stdin', 5)}\n")


@pytest.mark.slow
def test_a_full_disk_is_exit_code_3(tmp_path):
    july = write(tmp_path, "july.csv", csv_bytes(CLEAN))
    with open("/dev/full", "wb") as full:  # noqa: PTH123  # a device
        code, _out, err = execute_bytes("check", july, *KZ_2023, stdout=full)

    assert code == 3
    assert err.decode() == f"{output_line('standard output', 'No space left on device')}\n"


def test_an_input_is_never_overwritten(tmp_path):
    july = write(tmp_path, "july.csv", csv_bytes(CLEAN))

    assert run("check", july, "-o", july).code == 2
    assert july.read_bytes() == csv_bytes(CLEAN)


@pytest.mark.parametrize("other", ["marked.xlsx", "deep/../marked.xlsx"])
def test_two_results_do_not_go_into_one_file(tmp_path, other):
    july = write(tmp_path, "july.csv", csv_bytes(CLEAN))
    ended = run("check", july, "--annotate", tmp_path / "marked.xlsx", "-f", "json", "-o", tmp_path / other)

    assert (ended.code, ended.out) == (2, "")
    assert [path.name for path in tmp_path.iterdir()] == ["july.csv"]


def test_names_in_a_file_are_shown_and_never_obeyed(tmp_path):
    ended = checked(tmp_path, changed(3, 0, "\x1b[31m[red]Нарния\u202e"))

    assert "␛[31m[red]Нарния\\u202e" in ended.out
    assert "\x1b" not in ended.out


def test_the_same_problems_are_said_by_every_command(tmp_path):
    rows = changed(2, 3, "", changed(3, 2, "12k"))
    check = checked(tmp_path, rows)
    score = run("score", tmp_path / "july.csv", *KZ_2023)

    assert check.out.splitlines()[:-1] == score.lines[:-1]


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (["--anotate", "x.xlsx"], nearest("usage-no-option", "--annotate", name="--anotate")),
        (
            ["--format", "xml"],
            command_line("usage-not-among", value="xml", name="--format", known=["text", "json"]),
        ),
        (["--by", "platfrm"], command_line("no-such-column", column="platfrm", near=["platform"])),
        (
            ["--population", "kz-20223"],
            nearest("no-population-table", "kz-2023", name="kz-20223"),
        ),
    ],
)
def test_a_mistyped_option_is_answered_with_what_was_meant(tmp_path, args, line):
    ended = run("check", write(tmp_path, "july.csv", csv_bytes(CLEAN)), *args)

    assert (ended.code, len(ended.lines)) == (2, 1)
    assert ended.err.startswith(line)


def test_a_problem_of_another_file_names_it_and_marks_nothing_in_this_one(tmp_path):
    pages = write(tmp_path, "july.xlsx", xlsx(changed(3, 2, "12k")))
    people = write(tmp_path, "people.xlsx", workbook({"Люди": [["region", "population"], ["Атырау", "x"]]}))
    ended = run("check", pages, "--population", people, "-f", "json", "--annotate", tmp_path / "marked.xlsx")

    assert ended.code == 1
    assert ended.document["pages"] == 5
    assert [(p["code"], p["cell"], p.get("file")) for p in ended.document["problems"]] == [
        ("not-whole", "C3", None),
        ("not-a-number", "B2", "people.xlsx"),
    ]
    assert ended.lines == [said("check.annotated", path=tmp_path / "marked.xlsx", n=1)]


@pytest.mark.slow
def test_what_is_only_counted_is_counted(tmp_path):
    rows = [HEADER, *(["Нигде", f"network {n}", "12k", "-1", "3"] for n in range(1500))]
    path = write(tmp_path, "july.csv", csv_bytes(rows))
    ended = run("check", path, "--population", "kz-2023")

    # an unknown region, a figure that is not whole and a negative one in each row
    assert said("count.errors", n=4500) in ended.out.splitlines()[-1]
    assert run("check", path, "--population", "kz-2023", "-f", "json").document["errors"] == 4500
    assert run("score", path, "--population", "kz-2023").lines[-1] == nothing("rated", 4500, "july.csv")


@pytest.mark.slow
def test_errors_and_warnings_share_fifty_lines(tmp_path):
    rows = [[*HEADER], *([f"Нигде {n}", "vk", "12k" if n % 2 else "1 000", n % 3, 5] for n in range(60))]
    path = write(tmp_path, "july.csv", csv_bytes(rows))
    lines = run("check", path, "--population", "kz-2023").out.splitlines()

    assert len([line for line in lines if line.startswith("  july.csv")]) <= 50


def test_a_file_of_which_the_rules_leave_out_every_page_is_an_error_before_it_is_rated(tmp_path):
    own = 'minimum = { posts = 5 }\nindicators = [{ key = "likes", of = ["likes"] }]\n'
    write(tmp_path, "likes.toml", f'name = "likes"\nversion = "1"\n{own}')
    write(tmp_path, "p.csv", "region,platform,page,likes,posts\nAbai,vk,A,4,1\nAbai,facebook,B,7,2\n")

    for command in ("check", "score"):
        ended = run(command, "p.csv", "-m", "likes.toml", "-f", "json", folder=tmp_path)
        assert ended.code == 1
        assert "no-pages" in ended.out + ended.err
