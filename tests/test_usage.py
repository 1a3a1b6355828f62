"""Errors of a command line: one sentence, in the requested language, and exit code 2."""

import pytest

from commands import run
from inside import formats_of, spoken
from said import LANGUAGES, command_line

FORMATS_OF_SCORE = [one.key for one in formats_of("score")]


@pytest.mark.parametrize(
    ("args", "line"),
    [
        pytest.param(
            ["scor"], command_line("usage-no-command", name="scor", near=["score"]), id="a command nearly another"
        ),
        pytest.param(
            ["population", "lst"], command_line("usage-no-command", name="lst", near=["list"]), id="of a group"
        ),
        pytest.param(["score"], command_line("usage-missing", name="PAGES", help="govrank score --help"), id="no file"),
        pytest.param(
            ["explain", "july.csv"],
            command_line("usage-missing", name="--page", help="govrank explain --help"),
            id="no page",
        ),
        pytest.param(
            ["diff", "a.csv", "b.csv", "c.csv", "d.csv"],
            command_line("usage-extra", value=["c.csv", "d.csv"], help="govrank diff --help"),
            id="two files too many",
        ),
        pytest.param(
            ["score", "--population"],
            command_line("usage-needs-value", name="--population", help="govrank score --help"),
            id="an option without its value",
        ),
        pytest.param(
            ["score", "july.csv", "--quiet=yes"],
            command_line("usage-no-value", name="--quiet", help="govrank score --help"),
            id="a value for a switch",
        ),
        pytest.param(
            ["robustness", "july.csv", "--draws", "ten"],
            command_line("usage-not-whole", value="ten", name="--draws", help="govrank robustness --help"),
            id="a word for a number",
        ),
        pytest.param(
            ["robustness", "july.csv", "--draws", "9"],
            command_line("usage-out-of-range", value="9", name="--draws", least=10, most=100_000),
            id="a number out of range",
        ),
        pytest.param(
            ["score", "july.csv", "--top", "0"],
            command_line("usage-too-small", value="0", name="--top", least=1),
            id="a number too small",
        ),
        pytest.param(
            ["score", "july.csv", "-f", "xlsx"],
            command_line(
                "usage-not-among", value="xlsx", name="--format", known=[one.key for one in formats_of("score")]
            ),
            id="a format of another command",
        ),
        pytest.param(
            ["score", "july.csv", "--format", "csv", "-f", "md"],
            command_line("usage-twice", name="--format", value=["csv", "md"]),
            id="two formats",
        ),
        pytest.param(
            ["trend", "june.csv", "july.csv", "--days=30", "--lang", "en", "--days", "31", "--lang", "en"],
            command_line("usage-twice", name="--days", value=["30", "31"]),
            id="two numbers, beside an option that says the same twice",
        ),
    ],
)
def test_one_sentence_says_what_is_wrong(args, line):
    ended = run(*args)

    assert (ended.code, ended.out, ended.err) == (2, "", f"{line}\n")


@pytest.mark.parametrize(
    ("args", "env", "line"),
    [
        pytest.param(
            ["score", "--lang", "ru"],
            {},
            command_line("usage-missing", "ru", name="PAGES", help="govrank score --help"),
            id="asked by the option",
        ),
        pytest.param(
            ["scor", "--lang=ru"],
            {},
            command_line("usage-no-command", "ru", name="scor", near=["score"]),
            id="no such command",
        ),
        pytest.param(
            ["score", "--top", "0", "a"],
            {"GOVRANK_LANG": "kk"},
            command_line("usage-too-small", "kk", value="0", name="--top", least=1),
            id="asked by the environment",
        ),
        pytest.param(
            ["score", "a.csv"],
            {"GOVRANK_LANG": "xx"},
            command_line("usage-not-among", value="xx", name="GOVRANK_LANG", known=LANGUAGES),
            id="a wrong variable is named, not the option that was not typed",
        ),
    ],
)
def test_the_sentence_is_in_the_language_that_was_asked_for(args, env, line):
    ended = run(*args, **env)

    assert (ended.code, ended.lines) == (2, [line])


def test_the_last_language_that_there_is_counts(monkeypatch):
    monkeypatch.setenv("GOVRANK_LANG", "kk")

    assert spoken(["score", "--lang", "ru", "--lang=en"]) == "en"
    assert spoken(["score", "--lang", "xx"]) == "kk"
    assert spoken([]) == "kk"


@pytest.mark.parametrize("group", [[], ["methodology"], ["population"]])
def test_a_group_alone_shows_its_help_and_is_no_success(group):
    ended = run(*group)

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(" ".join(["Usage: govrank", *group]))


def test_what_may_be_repeated_and_a_switch_may_stand_twice(tmp_path):
    file = tmp_path / "july.csv"
    file.write_text("region,network,Crowd,Items,engaged,population\nA,vk,900,10,40,600\n", encoding="utf-8")

    ended = run("score", file, "--columns", "followers=Crowd", "--columns", "posts=Items", "-q", "-q")

    assert (ended.code, ended.err) == (0, "")


def test_help_is_shown_whatever_stands_beside_it():
    assert run("score", "--format", "csv", "--format", "md", "--help").code == 0


def test_a_control_character_of_a_mistyped_option_is_shown_and_not_obeyed():
    ended = run("score", "--\x1b[31mred")

    assert ended.code == 2
    assert "\x1b" not in ended.err
