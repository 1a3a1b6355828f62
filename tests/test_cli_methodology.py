"""`govrank methodology`: exit code, standard output and standard error."""

import json
import tomllib

import pytest

from commands import execute, run
from files import write
from govrank import load_methodology
from inside import METHODOLOGIES, label_in, methodology_text, rules_data, rules_text
from said import LANGUAGES, command_line, nearest, nothing, output_line, said, words

OWN = """\
name = "own"
version = "3"
[[indicators]]
key = "reach"
of = ["reach"]
"""


def methodology(*args, **how):
    return run("methodology", *args, **how)


def test_the_packaged_ones_are_listed():
    ended = methodology("list")

    assert (ended.code, ended.err) == (0, "")
    assert [line.split("  ")[0] for line in ended.out.splitlines()] == [*METHODOLOGIES]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_they_are_listed_in_every_language(lang):
    assert [line.split("  ")[-1].strip() for line in methodology("list", "--lang", lang).out.splitlines()] == [
        label_in(load_methodology(name).title, lang) for name in METHODOLOGIES
    ]


@pytest.mark.slow
def test_the_installed_command_says_the_same():
    assert execute("methodology", "list") == methodology("list")


@pytest.mark.parametrize("name", METHODOLOGIES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_is_shown_in_words(name, lang):
    ended = methodology("show", name, "--lang", lang)

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == rules_text(load_methodology(name), words(lang))


def test_the_rating_of_akimats_is_shown_without_being_named():
    assert methodology("show") == methodology("show", "akimats")


@pytest.mark.parametrize("name", METHODOLOGIES)
def test_as_toml_a_packaged_one_is_its_file_with_comments(name):
    ended = methodology("show", name, "--format", "toml")
    assert (ended.code, ended.out, ended.err) == (0, methodology_text(name), "")


@pytest.mark.parametrize("name", METHODOLOGIES)
def test_as_json_it_is_whole(name):
    ended = methodology("show", name, "-f", "json")
    assert (ended.code, ended.err) == (0, "")
    assert ended.document == rules_data(load_methodology(name))


def test_a_file_is_shown_in_every_format(tmp_path):
    path = write(tmp_path, "own.toml", OWN)

    assert methodology("show", path).out.splitlines()[0] == "own (own 3)"
    assert methodology("show", path, "-f", "json").document == rules_data(load_methodology(str(path)))
    again = write(tmp_path, "again.toml", methodology("show", path, "-f", "toml").out)
    assert load_methodology(str(again)) == load_methodology(str(path))


@pytest.mark.parametrize(
    ("name", "asked"),
    [("akimat", {"near": ["akimats", "akimats-2020", "akimats-active"]}), ("quite-another", {"known": METHODOLOGIES})],
)
@pytest.mark.parametrize("command", ["show", "check"])
def test_a_name_that_is_none_is_a_mistake_of_the_command(command, name, asked):
    ended = methodology(command, name)
    assert (ended.code, ended.out, ended.lines) == (2, "", [command_line("no-methodology", name=name, **asked)])


def test_a_wrong_file_is_not_shown(tmp_path):
    ended = methodology("show", write(tmp_path, "own.toml", OWN.replace("version", "verzion")))
    assert (ended.code, ended.out) == (1, "")
    assert ended.said == [
        "own.toml (version) [methodology]",
        "own.toml, line 2 (verzion) [methodology]",
        nothing("rules", 2, "own.toml"),
    ]


def sound(file, name, version, lang="en"):
    return f"{said('methodology.sound', lang, file=file, name=name, version=version)}\n"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sound_file_is_said_to_be_sound(tmp_path, lang):
    ended = methodology("check", write(tmp_path, "own.toml", OWN), "--lang", lang)
    assert (ended.code, ended.out, ended.err) == (0, sound("own.toml", "own", "3", lang), "")


def test_quiet_says_it_by_the_exit_code_alone(tmp_path):
    ended = methodology("check", write(tmp_path, "own.toml", OWN), "--quiet")
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert methodology("check", write(tmp_path, "own.toml", "x = 1\n"), "-q").code == 1


def test_a_packaged_one_can_be_checked_too():
    assert methodology("check", "bci").out == sound("bci", "bci", "1")


def test_a_name_on_the_way_to_a_file_is_that_file(tmp_path):
    """A folder with a file "akimats" in it does not take the packaged name away."""
    write(tmp_path, "akimats", OWN)
    assert methodology("check", "akimats", folder=tmp_path).out == sound("akimats", "akimats", "1")
    assert methodology("check", "./akimats", folder=tmp_path).out == sound("akimats", "own", "3")


@pytest.mark.parametrize("args", [["check", "/"], ["show", "/"], ["check", ""]])
def test_a_folder_is_no_methodology(args):
    ended = methodology(*args)
    assert (ended.code, ended.out) == (2, "")
    assert len(ended.lines) == 1


@pytest.mark.parametrize("name", METHODOLOGIES)
def test_a_file_to_begin_with_is_sound_and_the_same_but_for_its_name(tmp_path, name):
    ended = methodology("init", "mine.toml", "--from", name, folder=tmp_path)

    assert (ended.code, ended.out, ended.lines) == (0, "", [said("export.written", path="mine.toml")])
    mine, base = load_methodology(str(tmp_path / "mine.toml")), load_methodology(name)
    assert mine.name == "mine"
    assert mine.model_copy(update={"name": name}) == base
    text = (tmp_path / "mine.toml").read_text(encoding="utf-8")
    assert text.startswith(f"# {said('init.line.1')}")
    assert all(line in text for line in methodology_text(name).splitlines() if line.startswith("#"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_its_comments_are_in_the_language_asked_for(tmp_path, lang):
    assert methodology("init", "mine.toml", "--lang", lang, folder=tmp_path).code == 0
    text = (tmp_path / "mine.toml").read_text(encoding="utf-8")
    for n in (1, 2, 3):
        assert f"# {words(lang).say(f'init.line.{n}')}\n" in text
    assert tomllib.loads(text)["name"] == "mine"


def test_without_a_name_it_is_methodology_toml(tmp_path):
    assert methodology("init", folder=tmp_path).lines == [said("export.written", path="methodology.toml")]
    assert load_methodology(str(tmp_path / "methodology.toml")).name == "methodology"


def test_to_standard_output_it_is_mine():
    ended = methodology("init", "-", "--from", "bci")
    assert (ended.code, ended.err) == (0, "")
    assert tomllib.loads(ended.out)["name"] == "mine"


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("мой рейтинг.toml", "мой рейтинг"),
        ("2023-07.v2.toml", "2023-07.v2"),
        ("a+b (1).toml", "a+b (1)"),
        ('quote".toml', 'quote"'),
        ("two\nlines.toml", "two-lines"),
    ],
)
def test_the_name_of_the_file_becomes_a_name_that_is_allowed(tmp_path, file, name):
    assert methodology("init", file, "-q", folder=tmp_path) == methodology("check", file, "-q", folder=tmp_path)
    assert load_methodology(str(tmp_path / file)).name == name


def test_a_file_that_is_there_is_never_overwritten(tmp_path):
    write(tmp_path, "mine.toml", OWN)
    ended = methodology("init", "mine.toml", folder=tmp_path)

    assert (ended.code, ended.out) == (2, "")
    assert ended.lines == [command_line("file-exists", path="mine.toml")]
    assert (tmp_path / "mine.toml").read_text() == OWN


def test_there_is_nothing_to_begin_with_but_packaged_ones(tmp_path):
    ended = methodology("init", "mine.toml", "--from", "akimat", folder=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert ended.lines == [
        command_line("no-methodology", name="akimat", near=["akimats", "akimats-2020", "akimats-active"])
    ]
    assert not (tmp_path / "mine.toml").exists()


def test_a_folder_that_is_not_there_is_an_output_error(tmp_path):
    ended = methodology("init", "nowhere/mine.toml", folder=tmp_path)
    assert (ended.code, ended.out) == (3, "")
    assert ended.lines == [output_line("nowhere/mine.toml", "No such file or directory")]


def test_the_schema_is_json_that_a_script_can_read():
    ended = methodology("schema")
    assert (ended.code, ended.err) == (0, "")
    assert json.loads(ended.out)["title"] == "govrank methodology"


def test_a_written_file_rates_as_its_base_does(tmp_path):
    write(tmp_path, "p.csv", "page,posts,shares,comments,likes\nA,5,4,3,2\nB,1,2,3,4\n")
    methodology("init", "mine.toml", "--from", "bci", folder=tmp_path)
    mine, base = (run("score", "p.csv", "-m", name, "-f", "csv", folder=tmp_path).out for name in ("mine.toml", "bci"))
    assert mine == base


@pytest.mark.parametrize("args", [[], ["--help"], ["show", "--help"], ["check", "-h"], ["init", "-h"]])
def test_help_says_what_there_is(args):
    ended = methodology(*args)
    assert "Usage: govrank methodology" in ended.out + ended.err
    assert ended.code == (0 if args else 2)


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (["shw"], command_line("usage-no-command", name="shw", near=["show"])),
        (["show", "--fromat", "json"], nearest("usage-no-option", "--format", name="--fromat")),
        (
            ["show", "--format", "yaml"],
            command_line("usage-not-among", value="yaml", name="--format", known=["text", "toml", "json"]),
        ),
        (["check"], command_line("usage-missing", name="FILE", help="govrank methodology check --help")),
        (
            ["list", "--lang", "xx"],
            command_line("usage-not-among", value="xx", name="--lang", known=LANGUAGES),
        ),
    ],
)
def test_a_mistyped_command_is_answered(args, line):
    ended = methodology(*args)
    assert (ended.code, ended.out, len(ended.lines)) == (2, "", 1)
    assert ended.err.startswith(line)
