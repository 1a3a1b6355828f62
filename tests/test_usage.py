"""What is said of a command line that is wrong: one sentence, in the language asked for, and exit code 2."""

import pytest

from commands import run
from govrank.cli.usage import spoken


@pytest.mark.parametrize(
    ("args", "said"),
    [
        pytest.param(
            ["scor"], "there is no command 'scor'; did you mean 'score'?", id="a command that is nearly another"
        ),
        pytest.param(["population", "lst"], "there is no command 'lst'; did you mean 'list'?", id="of a group"),
        pytest.param(["score"], "'PAGES' is missing; see govrank score --help", id="no file"),
        pytest.param(["explain", "july.csv"], "'--page' is missing; see govrank explain --help", id="no page"),
        pytest.param(
            ["score", "a.csv", "b.csv", "c.csv"],
            "'b.csv', 'c.csv' is more than this command takes; see govrank score --help",
            id="two files too many",
        ),
        pytest.param(
            ["score", "--population"],
            "'--population' needs a value after it; see govrank score --help",
            id="an option without its value",
        ),
        pytest.param(
            ["score", "july.csv", "--quiet=yes"],
            "'--quiet' takes no value; see govrank score --help",
            id="a value for a switch",
        ),
        pytest.param(
            ["robustness", "july.csv", "--draws", "ten"],
            "'ten' is no whole number for '--draws'; see govrank robustness --help",
            id="a word for a number",
        ),
        pytest.param(
            ["robustness", "july.csv", "--draws", "9"],
            "'9' is out of range for '--draws': 10 to 100000",
            id="a number out of range",
        ),
        pytest.param(
            ["score", "july.csv", "--top", "0"], "'0' is too small for '--top': from 1 on", id="a number too small"
        ),
        pytest.param(
            ["score", "july.csv", "-f", "xlsx"],
            "'xlsx' is no value of '--format'; there are 'table', 'csv', 'tsv', 'json' and 'md'",
            id="a format of another command",
        ),
    ],
)
def test_one_sentence_says_what_is_wrong(args, said):
    ended = run(*args)

    assert (ended.code, ended.out, ended.err) == (2, "", f"{said}\n")


@pytest.mark.parametrize(
    ("args", "env", "said"),
    [
        pytest.param(
            ["score", "--lang", "ru"], {}, "не указано: 'PAGES'; см. govrank score --help", id="asked by the option"
        ),
        pytest.param(["scor", "--lang=ru"], {}, "команды 'scor' нет; вы имели в виду 'score'?", id="no such command"),
        pytest.param(
            ["score", "--top", "0", "a"],
            {"GOVRANK_LANG": "kk"},
            "'0' мәні '--top' үшін тым аз: кемінде 1 болуы керек",
            id="asked by the environment",
        ),
        pytest.param(
            ["score", "a.csv"],
            {"GOVRANK_LANG": "de"},
            "'de' is no value of 'GOVRANK_LANG'; there are 'en', 'kk' and 'ru'",
            id="a wrong variable is named, not the option that was not typed",
        ),
    ],
)
def test_the_sentence_is_in_the_language_that_was_asked_for(args, env, said):
    ended = run(*args, **env)

    assert (ended.code, ended.lines) == (2, [said])


def test_the_last_language_that_there_is_counts(monkeypatch):
    monkeypatch.setenv("GOVRANK_LANG", "kk")

    assert spoken(["score", "--lang", "ru", "--lang=en"]) == "en"
    assert spoken(["score", "--lang", "de"]) == "kk"
    assert spoken([]) == "kk"


@pytest.mark.parametrize("group", [[], ["methodology"], ["population"]])
def test_a_group_alone_shows_its_help_and_is_no_success(group):
    ended = run(*group)

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(" ".join(["Usage: govrank", *group]))


def test_a_control_character_of_a_mistyped_option_is_shown_and_not_obeyed():
    ended = run("score", "--\x1b[31mred")

    assert ended.code == 2
    assert "\x1b" not in ended.err
