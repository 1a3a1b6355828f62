"""`govrank template`: where it writes, what it says, and what it refuses."""

import pytest

from commands import execute, run
from files import write
from said import LANGUAGES, command_line, nearest, nothing, output_line, said


def written(path, n, lang="en"):
    return said("template.written", lang, path=path, rows=said("count.pages", lang, n=n))


def test_it_says_what_it_wrote_on_standard_error(tmp_path):
    ended = run("template", "august.xlsx", folder=tmp_path)

    assert (ended.code, ended.out, ended.lines) == (0, "", [written("august.xlsx", 40)])
    assert [path.name for path in tmp_path.iterdir()] == ["august.xlsx"]


@pytest.mark.slow
def test_the_installed_command_writes_it_too(tmp_path):
    ended = execute("template", "a.xlsx", folder=tmp_path)

    assert (ended.code, ended.out, ended.lines) == (0, "", [written("a.xlsx", 40)])
    assert (tmp_path / "a.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_it_speaks_the_language_that_was_asked_for(tmp_path, lang):
    line = written("x.xlsx", 40, lang)

    assert run("template", "x.xlsx", "--lang", lang, folder=tmp_path).lines == [line]
    assert run("template", "x.xlsx", folder=tmp_path, GOVRANK_LANG=lang).lines == [line]


@pytest.mark.parametrize(
    ("args", "code", "lines"),
    [
        (
            ["x.xlsx", "--population", "kz-2032"],
            2,
            [nearest("no-population-table", "kz-2023", name="kz-2032")],
        ),
        (
            ["x.xlsx", "--population", "wrong.csv"],
            1,
            ["wrong.csv [missing-column]", nothing("rated", 1, "wrong.csv")],
        ),
        (
            ["x.xlsx", "--platfoms", "vk"],
            2,
            [nearest("usage-no-option", "--platforms", name="--platfoms")],
        ),
        (["x.xlsx", "--platforms", ""], 2, [command_line("no-platforms")]),
        (["absent/x.xlsx"], 3, [output_line("absent/x.xlsx", "No such file or directory")]),
        (
            ["people.csv", "--population", "people.csv"],
            2,
            [command_line("output-is-input", path="people.csv")],
        ),
        ([], 2, [command_line("usage-missing", name="OUT.xlsx", help="govrank template --help")]),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(tmp_path, args, code, lines):
    write(tmp_path, "wrong.csv", "a,b\n1,2\n")
    write(tmp_path, "people.csv", "region,population\nАтырау,693085\n")
    before = sorted(tmp_path.iterdir())
    ended = run("template", *args, folder=tmp_path)

    assert (ended.code, ended.out, len(ended.said)) == (code, "", len(lines))
    assert all(line.startswith(start) for line, start in zip(ended.said, lines, strict=True))
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "people.csv").read_bytes() == "region,population\nАтырау,693085\n".encode()


def test_an_old_file_is_replaced_whole(tmp_path):
    write(tmp_path, "x.xlsx", "old")
    run("template", "x.xlsx", folder=tmp_path)

    assert (tmp_path / "x.xlsx").read_bytes().startswith(b"PK")
