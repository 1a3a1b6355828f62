"""`govrank score`: exit code, standard output and standard error, as scripts hold on to them."""

import json
import os
import stat
import subprocess

import pytest

from commands import COMMAND, execute, execute_bytes, rated, run
from files import CLEAN, HEADER, PAGES, changed, csv_bytes, workbook, write, xlsx
from inside import formats_of
from said import LANGUAGES, command_line, headings, nearest, output_line, rows_of, said

KZ_2023 = ("--population", "kz-2023")
COLUMNS = [*headings("place", "page", "platform"), "Flw", "Flw%", "Eng", "Post", "Eng%", "ER"]
COLUMNS += headings("total.rank-sum", "zone")
ROWS = [
    ["1", "Туркестанская область · Instagram", "Instagram", "2 2 1 1 2 2", "10"],
    ["2", "Атырауская область · Instagram", "Instagram", "1 1 2 2 1 5", "12"],
    ["3", "Акмолинская область · Instagram", "Instagram", "3 3 3 3 3 1", "16"],
    ["4", "Атырауская область · Facebook", "Facebook", "4 4 4 4 4 4", "24"],
    ["5", "Павлодарская область · Facebook", "Facebook", "5 5 5 5 5 3", "28"],
]
ZONES = ["▲ green zone", *["● white zone"] * 2, *["▼ red zone"] * 2]  # the methodology's own names
TABLE = [[*row[:3], *row[3].split(), row[4], zone] for row, zone in zip(ROWS, ZONES, strict=True)]


def begins_with_the_table(out):
    """Say whether a printed rating has its headings and all its rows, nothing cut, each column below its heading."""
    _title, _read, columns, *rows = out.splitlines()[:8]
    ends = [columns.index("Flw%") + 4, columns.rindex("ER") + 2]  # figures end where their heading does
    return (
        rows_of(columns) == [COLUMNS]
        and [cells for row in rows for cells in rows_of(row)] == TABLE
        and all(row[end - 1].isdigit() and row[end] == " " for row in rows for end in ends)
    )


@pytest.fixture
def july(tmp_path):
    return write(tmp_path, "july.csv", csv_bytes(CLEAN))


def test_the_final_table_is_printed_as_wide_as_it_needs_to_be(july):
    ended = run("score", july, *KZ_2023)

    assert (ended.code, ended.err) == (0, "")
    assert begins_with_the_table(ended.out)
    assert "\x1b" not in ended.out


@pytest.mark.slow
def test_the_installed_command_prints_the_same(july):
    assert execute("score", july, *KZ_2023) == run("score", july, *KZ_2023)


@pytest.mark.parametrize("lang", ["C", "en_US.UTF-8"])
@pytest.mark.slow
def test_the_machines_locale_changes_no_letter(july, lang):
    env = {"LANG": lang, "LC_ALL": lang, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

    assert begins_with_the_table(execute("score", july, *KZ_2023, **env).out)


@pytest.mark.parametrize("columns", ["20", "1000"])
@pytest.mark.slow
def test_without_a_terminal_the_width_of_one_changes_nothing(july, columns):
    assert begins_with_the_table(execute("score", july, *KZ_2023, COLUMNS=columns).out)


def test_long_names_and_large_numbers_are_not_cut(tmp_path):
    name = "Аппарат акима " * 20
    rows = [["page", *HEADER, "population"], [name, "A", "vk", 999_999_999_999, 7, 123_456_789_012, 10**12]]
    out = run("score", write(tmp_path, "july.csv", csv_bytes(rows)), "--indicators").out

    assert name.strip() in out
    assert "999,999,999,999" in out
    assert "123,456,789,012" in out
    assert "…" not in out


def on_a_terminal(*args, columns=80, **env):
    """Run the command with a terminal for standard output; return its exit code and what it showed."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GOVRANK_", "NO_COLOR"))}
    kept.pop("COLUMNS", None)
    process = subprocess.Popen(
        [COMMAND, *map(str, args)], stdout=theirs, stderr=theirs, env=kept | {"TERM": "xterm-256color"} | env
    )
    os.close(theirs)
    shown = b""
    try:
        while chunk := os.read(ours, 65536):
            shown += chunk
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    return process.wait(timeout=30), shown.decode("utf-8")


@pytest.mark.slow
def test_a_terminal_gets_colour(july):
    code, shown = on_a_terminal("score", july, *KZ_2023)

    assert code == 0
    assert "\x1b[" in shown


@pytest.mark.slow
def test_a_terminal_gets_no_colour_where_that_is_not_wanted(july):
    code, shown = on_a_terminal("score", july, *KZ_2023, NO_COLOR="1")

    assert code == 0
    assert "\x1b[3" not in shown
    assert "\x1b[4" not in shown
    assert "48;" not in shown


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.slow
def test_no_digit_is_cut_on_a_terminal_of_any_width(tmp_path, columns):
    rows = [
        ["population", *HEADER],
        *([10**12, *page[:2], 987_654_321_098 - n, 7, 1000] for n, page in enumerate(PAGES)),
    ]
    code, shown = on_a_terminal(
        "score", write(tmp_path, "july.csv", csv_bytes(rows)), "--indicators", columns=columns, NO_COLOR="1"
    )

    assert code == 0
    for n in range(5):
        assert f"{987_654_321_098 - n:,}" in shown


@pytest.mark.parametrize(
    "name", ["[red]x[/red]", "[/x]", "\x1b[31mx", "<b>x</b>", "{x}", ":smile:", "a\tb\nc", "\u202ex"]
)
@pytest.mark.parametrize("how", ["table", "md"])
def test_markup_in_a_name_is_shown_and_never_obeyed(tmp_path, name, how):
    rows = [["page", *HEADER], [name, *PAGES[0]]]
    ended = run("score", write(tmp_path, "july.csv", csv_bytes(rows)), *KZ_2023, "-f", how)

    assert ended.code == 0
    assert not set(ended.out) & {"\x1b", "\t", "\u202e"}
    visible = ended.out.replace("\\", "")
    for word in ("[red]", "[/x]", "<b>", "{x}", ":smile:"):
        assert (word in visible) == (word in name)


def no_value(name, value, *known):
    return command_line("usage-not-among", value=value, name=name, known=known)


@pytest.mark.parametrize(
    ("args", "line"),
    [
        pytest.param(
            ["scor", "july.csv"], command_line("usage-no-command", name="scor", near=["score"]), id="a command"
        ),
        pytest.param(
            ["score", "july.csv", "--populatoin", "x"],
            nearest("usage-no-option", "--population", name="--populatoin"),
            id="an option",
        ),
        pytest.param(
            ["score", "july.csv", "--qiet"],
            nearest("usage-no-option", "--quiet", name="--qiet"),
            id="a switch",
        ),
        pytest.param(
            ["score", "july.csv", "--population", "kz-2032"],
            nearest("no-population-table", "kz-2023", name="kz-2032"),
            id="a population table",
        ),
        pytest.param(
            ["score", "july.csv", "--methodology", "akimat"],
            command_line("no-methodology", name="akimat", near=["akimats", "akimats-2020", "akimats-active"]),
            id="a methodology",
        ),
        pytest.param(
            ["score", "july.csv", *KZ_2023, "--by", "platfrm"],
            command_line("no-such-column", column="platfrm", near=["platform"]),
            id="a column",
        ),
        pytest.param(
            ["score", "july.xlsx", *KZ_2023, "--sheet", "Август 23"],
            command_line("no-such-sheet", file="july.xlsx", sheet="Август 23", near=["Август 2023"]),
            id="a sheet",
        ),
        pytest.param(["score", "absent.csv"], command_line("no-such-file", path="absent.csv"), id="a file"),
        pytest.param(["score", "empty"], command_line("empty-folder", path="empty"), id="a folder"),
        pytest.param(["score"], command_line("usage-missing", name="PAGES", help="govrank score --help"), id="no file"),
        pytest.param(["score", "july.csv", "--lang", "xx"], no_value("--lang", "xx", *LANGUAGES), id="a language"),
        pytest.param(
            ["score", "july.csv", "--format", "docx"],
            no_value("--format", "docx", *(one.key for one in formats_of("score"))),
            id="a format",
        ),
        pytest.param(
            ["score", "july.csv", "--top", "0"],
            command_line("usage-too-small", value="0", name="--top", least=1),
            id="no pages at all",
        ),
        pytest.param(
            ["diff", "june.csv", "july.csv", "may.csv"],
            command_line("usage-extra", value=["may.csv"], help="govrank diff --help"),
            id="a third version",
        ),
    ],
)
def test_a_mistyped_command_is_answered_with_what_was_meant(july, args, line):
    write(july.parent, "july.xlsx", workbook({"Июль 2023": CLEAN, "Август 2023": CLEAN}))
    (july.parent / "empty").mkdir()
    ended = run(*args, folder=july.parent)

    assert (ended.code, ended.out, len(ended.lines)) == (2, "", 1)
    assert ended.err.startswith(line)


def test_a_mistyped_region_is_answered_with_the_near_one(tmp_path):
    ended = run("score", write(tmp_path, "july.csv", csv_bytes(changed(3, 0, "Атырауская облсть"))), *KZ_2023)

    assert ended.code == 1
    assert said("hint.unknown-region", near="'Атырауская область'") in ended.err


def test_quiet_keeps_warnings_and_lets_errors_through(tmp_path):
    odd = write(tmp_path, "july.csv", csv_bytes([*CLEAN, ["Итого", "", 1, 2, 3]]))
    wrong = write(tmp_path, "wrong.csv", csv_bytes(changed(2, 2, "12k")))

    assert run("score", odd, *KZ_2023, "-q").err == ""
    assert run("score", odd, *KZ_2023).said == ["july.csv, row 7 [total-row]"]
    assert run("score", odd, *KZ_2023, "-q").out == run("score", odd, *KZ_2023).out
    assert len(run("score", wrong, *KZ_2023, "-q").lines) == 2


@pytest.mark.parametrize(
    ("env", "flags", "expected"),
    [
        pytest.param({}, (), ("en", "akimats"), id="the default"),
        pytest.param({"GOVRANK_LANG": "ru"}, (), ("ru", "akimats"), id="the language of the environment"),
        pytest.param({"GOVRANK_LANG": "ru"}, ("--lang", "kk"), ("kk", "akimats"), id="a flag before it"),
        pytest.param({"GOVRANK_METHODOLOGY": "akimats-2020"}, (), ("en", "akimats-2020"), id="a methodology"),
        pytest.param({"GOVRANK_METHODOLOGY": "akimats-2020"}, ("-m", "akimats"), ("en", "akimats"), id="a flag first"),
        pytest.param({"GOVRANK_LANG": "", "GOVRANK_METHODOLOGY": ""}, (), ("en", "akimats"), id="empty is unset"),
    ],
)
def test_a_flag_comes_before_the_environment_and_that_before_the_default(july, env, flags, expected):
    document = run("score", july, *KZ_2023, *flags, "-f", "json", **env).document
    label = {"en": "Followers", "ru": "Подписчики", "kk": "Жазылушылар"}[expected[0]]

    assert document["indicators"][0]["label"] == label
    assert document["methodology"]["name"] == expected[1]


def test_the_population_table_may_come_from_the_environment(july):
    def population(*flags, **env):
        return run("score", july, *flags, "-f", "json", **env).document["edition"]["population"]["name"]

    assert population(GOVRANK_POPULATION="kz-2022") == "kz-2022"
    assert population(*KZ_2023, GOVRANK_POPULATION="kz-2022") == "kz-2023"


def test_a_wrong_variable_is_named(july):
    ended = run("score", july, *KZ_2023, GOVRANK_LANG="xx")

    assert ended.code == 2
    assert "GOVRANK_LANG" in ended.err


def test_standard_input_is_read(july):
    ended = execute("score", "-", *KZ_2023, "-f", "json", stdin=july.read_bytes())
    piped = ended.document

    assert (ended.code, ended.err) == (0, "")
    assert rated(ended) == rated(run("score", july, *KZ_2023, "-f", "json"))
    assert (piped["edition"]["period"], piped["edition"]["sources"][0]["name"]) == ("stdin", "stdin")


def test_the_problems_of_standard_input_have_a_name():
    ended = run("score", "-", *KZ_2023, stdin=csv_bytes(changed(2, 2, "x")))

    assert ended.said[0] == "stdin, row 2 (followers) [not-a-number]"


def test_no_standard_input_is_an_empty_file():
    ended = run("score", "-")

    assert ended.said[0] == "stdin [no-pages]"
    assert said("problem.no-pages/empty") in ended.lines[0]


@pytest.mark.parametrize("how", ["table", "json", "csv", "md"])
def test_a_file_holds_what_standard_output_would(july, how):
    out = july.with_name("out.txt")
    ended = run("score", july, *KZ_2023, "-f", how, "-o", out)
    written = out.read_bytes()

    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert written.startswith(b"\xef\xbb\xbf") == (how == "csv")  # Excel needs the mark
    assert written.decode("utf-8-sig") == run("score", july, *KZ_2023, "-f", how).out
    assert b"\r" not in written


def test_a_dash_is_standard_output(july):
    assert begins_with_the_table(run("score", july, *KZ_2023, "-o", "-").out)


def test_a_wrong_file_leaves_the_old_result(tmp_path):
    out = write(tmp_path, "out.csv", "old")
    ended = run("score", write(tmp_path, "july.csv", csv_bytes(changed(2, 2, "x"))), *KZ_2023, "-f", "csv", "-o", out)

    assert (ended.code, out.read_text()) == (1, "old")


@pytest.mark.parametrize("output", ["july.csv", "./july.csv", "link.csv"])
def test_an_input_is_never_overwritten(july, output):
    july.with_name("link.csv").symlink_to(july)
    ended = run("score", july, *KZ_2023, "-o", output, folder=july.parent)

    assert (ended.code, ended.out) == (2, "")
    assert ended.lines == [command_line("output-is-input", path=output.removeprefix("./"))]
    assert july.read_bytes() == csv_bytes(CLEAN)


@pytest.mark.parametrize("option", ["--population", "--methodology"])
def test_other_inputs_are_never_overwritten_either(july, option):
    people = write(july.parent, "people.csv", "region,population\nАкмолинская область,5000000\n")
    rules = write(
        july.parent, "rules.toml", 'name="a"\nversion="1"\n[[indicators]]\nkey="p"\nlabel="P"\nof=["posts"]\n'
    )
    one = write(july.parent, "one.csv", csv_bytes(CLEAN[:2]))
    inputs = {"--population": people, "--methodology": rules}
    before = inputs[option].read_bytes()
    given = [part for pair in inputs.items() for part in pair]
    ended = run("score", one, *given, "-o", inputs[option])

    assert ended.code == 2
    assert inputs[option].read_bytes() == before


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ("absent/out.csv", "No such file or directory"),
        ("folder", "Is a directory"),
        ("july.csv/out.csv", "Not a directory"),
    ],
)
def test_an_output_that_cannot_be_written_is_exit_code_3_with_the_path_and_the_reason(july, output, reason):
    (july.parent / "folder").mkdir()
    ended = run("score", july, *KZ_2023, "-o", output, folder=july.parent)

    assert (ended.code, ended.out) == (3, "")
    assert ended.lines == [output_line(output, reason)]


@pytest.mark.parametrize("how", ["table", "json", "csv", "md"])
@pytest.mark.slow
def test_a_full_disk_is_exit_code_3(july, how):
    with open("/dev/full", "wb") as full:  # noqa: PTH123  # a device
        code, _out, err = execute_bytes("score", july, *KZ_2023, "-f", how, stdout=full)

    assert code == 3
    assert err.decode() == f"{output_line('standard output', 'No space left on device')}\n"


@pytest.mark.slow
def test_a_reader_that_has_enough_is_not_complained_to(july):
    done = subprocess.run(
        ["/bin/sh", "-c", f"{COMMAND} score {july} {' '.join(KZ_2023)} -f json | head -n 1"],
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert done.stderr == b""
    assert done.stdout == b"{\n"


def test_a_file_written_is_the_users_own(july):
    out = july.with_name("out.csv")
    execute("score", july, *KZ_2023, "-f", "csv", "-o", out)
    mask = os.umask(0)
    os.umask(mask)

    assert stat.S_IMODE(out.stat().st_mode) == 0o666 & ~mask


def test_wrong_rows_are_skipped_and_listed_where_that_is_asked_for(tmp_path):
    july = write(tmp_path, "july.csv", csv_bytes(changed(3, 2, "12,5 тыс.")))
    ended = run("score", july, *KZ_2023, "--skip-invalid", "-f", "json")

    assert ended.code == 0
    assert len(ended.document["pages"]) == 4
    assert ended.document["excluded"] == [
        {
            "page": "Атырауская область · instagram",
            "region": "Атырауская область",
            "platform": "instagram",
            "reason": f"{said('counts.followers')}: {said('problem.not-whole/proposal', value=repr('12,5 тыс.'))}",
        }
    ]


def test_nothing_is_rated_where_every_row_is_skipped(tmp_path):
    july = write(tmp_path, "july.csv", csv_bytes([HEADER, *([*page[:2], "x", *page[3:]] for page in PAGES)]))
    ended = run("score", july, *KZ_2023, "--skip-invalid")

    assert (ended.code, ended.out) == (1, "")
    assert ended.lines[-2].endswith("[no-pages]")


def test_a_missing_column_is_not_skipped(tmp_path):
    july = write(tmp_path, "july.csv", csv_bytes([row[:4] for row in CLEAN]))

    assert run("score", july, *KZ_2023, "--skip-invalid").code == 1


def test_pages_are_ranked_inside_their_leagues(july):
    document = run("score", july, *KZ_2023, "--by", "Соцсеть", "-f", "json").document

    assert [(page["league"], page["place"]) for page in document["pages"]] == [
        ("facebook", 1),
        ("facebook", 2),
        ("instagram", 1),
        ("instagram", 1),
        ("instagram", 3),
    ]


def test_the_first_pages_are_shown_and_the_rest_is_counted(july):
    rows = rows_of(run("score", july, *KZ_2023, "--top", "2").out)

    assert rows[3:6] == [*TABLE[:2], [said("rating.more", n=3)]]


def test_the_period_is_what_it_is_called(july):
    def period(*options):
        return json.loads(run("score", july, *KZ_2023, *options, "-f", "json").out)["edition"]["period"]

    assert period() == "july"
    assert period("--period", "Июль 2023") == "Июль 2023"


def test_a_workbooks_own_populations_are_named(tmp_path):
    people = [
        ["region", "population"],
        ["Акмола", 788023],
        ["Атырау", 693085],
        ["Павлодар", 754949],
        ["Түркістан", 2119320],
    ]
    ended = run("score", write(tmp_path, "july.xlsx", workbook({"Июль": CLEAN, "Население": people})), "-f", "json")

    assert ended.code == 0
    assert ended.document["edition"]["population"]["name"] == "july.xlsx · Население"


def test_a_named_table_comes_before_the_workbooks_own(tmp_path):
    people = [["region", "population"], ["Акмола", 1], ["Атырау", 1], ["Павлодар", 1], ["Түркістан", 1]]
    july = write(tmp_path, "july.xlsx", workbook({"Июль": CLEAN, "Население": people}))

    assert rated(run("score", july, *KZ_2023, "-f", "json")) == rated(
        run("score", write(tmp_path, "clean.xlsx", xlsx()), *KZ_2023, "-f", "json")
    )


@pytest.mark.parametrize("command", [[], ["score"], ["check"], ["template"]])
def test_help_is_on_standard_output(command):
    ended = run(*command, "--help")

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("Usage: govrank")
    assert run(*command, "-h").out == ended.out


def test_the_help_of_a_command_has_an_example():
    assert "Examples: govrank score july.xlsx" in " ".join(run("score", "--help").out.split())
