"""`govrank template`: where it writes, what it says, and what it refuses."""

import pytest

from commands import execute, run
from files import write


def test_it_says_what_it_wrote_on_standard_error(tmp_path):
    ended = run("template", "august.xlsx", folder=tmp_path)

    assert (ended.code, ended.out, ended.lines) == (0, "", ["august.xlsx: 40 pages, to be filled in"])
    assert [path.name for path in tmp_path.iterdir()] == ["august.xlsx"]


@pytest.mark.slow
def test_the_installed_command_writes_it_too(tmp_path):
    ended = execute("template", "a.xlsx", folder=tmp_path)

    assert (ended.code, ended.out, ended.lines) == (0, "", ["a.xlsx: 40 pages, to be filled in"])
    assert (tmp_path / "a.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("lang", "said"),
    [("ru", "40 страниц"), ("kk", "40 парақша")],
)
def test_it_speaks_the_language_that_was_asked_for(tmp_path, lang, said):
    assert said in run("template", tmp_path / "x.xlsx", "--lang", lang).err
    assert said in run("template", tmp_path / "x.xlsx", GOVRANK_LANG=lang).err


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["x.xlsx", "--population", "kz-2032"], 2, "there is no population table 'kz-2032'; did you mean"),
        (["x.xlsx", "--population", "wrong.csv"], 1, "is no population table"),
        (["x.xlsx", "--platfoms", "vk"], 2, "--platforms"),
        (["x.xlsx", "--platforms", ""], 2, "--platforms names no network"),
        (["absent/x.xlsx"], 3, "could not be written: No such file or directory"),
        (["people.csv", "--population", "people.csv"], 2, "is an input and is never overwritten"),
        ([], 2, "'OUT.xlsx' is missing"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(tmp_path, args, code, said):
    write(tmp_path, "wrong.csv", "a,b\n1,2\n")
    write(tmp_path, "people.csv", "region,population\nАтырау,693085\n")
    before = sorted(tmp_path.iterdir())
    ended = run("template", *args, folder=tmp_path)

    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "people.csv").read_bytes() == "region,population\nАтырау,693085\n".encode()


def test_an_old_file_is_replaced_whole(tmp_path):
    write(tmp_path, "x.xlsx", "old")
    run("template", "x.xlsx", folder=tmp_path)

    assert (tmp_path / "x.xlsx").read_bytes().startswith(b"PK")
