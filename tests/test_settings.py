"""`govrank.toml`: what it sets, what overrides it, its messages, and the file that `init` writes."""

import tomllib

import pytest

from commands import run
from inside import POPULATION
from said import noted

PAGES = """region,network,followers,posts,engaged
Atyrau,instagram,900,10,40
Aktobe,instagram,500,20,90
Mangystau,facebook,700,5,20
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "july.csv").write_text(PAGES, encoding="utf-8")
    return tmp_path


def settings(folder, text):
    (folder / "govrank.toml").write_text(text, encoding="utf-8")


def edition(*args, **env):
    ended = run("score", "july.csv", "--format", "json", *args, **env)
    assert ended.code == 0, ended.err
    return ended.document


def test_the_folders_options_are_those_of_its_commands(folder):
    settings(folder, 'population = "kz-2021"\nmethodology = "akimats-2020"\nlang = "ru"\nby = "network"\n')

    told = edition("-q")

    assert told["edition"]["population"]["name"] == "kz-2021"
    assert (told["methodology"]["name"], told["methodology"]["league"]) == ("akimats-2020", "platform")
    assert told["indicators"][0]["label"] == "Подписчики"


def test_a_flag_comes_first_then_the_environment_then_the_file(folder):
    settings(folder, 'population = "kz-2021"\n')

    assert edition()["edition"]["population"]["name"] == "kz-2021"
    environment = {"GOVRANK_POPULATION": "kz-2022"}
    assert edition(**environment)["edition"]["population"]["name"] == "kz-2022"
    assert edition("--population", "kz-2023", **environment)["edition"]["population"]["name"] == "kz-2023"


def test_its_use_is_said_and_named_in_the_result(folder):
    settings(folder, 'population = "kz-2021"\nlang = "en"\ntimezone = "Asia/Almaty"\n')

    used = run("score", "july.csv", "--lang", "en")
    unused = run("score", "july.csv", "--population", "kz-2021", "--lang", "en")

    assert "govrank.toml: population" in used.err.splitlines()[0]
    assert unused.err == ""
    assert [source["name"] for source in edition()["edition"]["sources"]] == ["july.csv", "govrank.toml"]
    assert run("score", "july.csv", "-q").err == ""


def test_a_command_takes_only_the_options_that_it_has(folder):
    settings(folder, 'lang = "kk"\nmethodology = "akimats-2020"\nsheet = "July"\n')

    ended = run("population", "list")

    assert (ended.code, ended.err.count("lang"), ended.err.count("sheet")) == (0, 1, 0)


@pytest.mark.parametrize(
    ("text", "row", "key", "wording"),
    [
        pytest.param('lang = "en"\nmetodology = "bci"\n', 2, "metodology", "methodology", id="a misspelt key"),
        pytest.param("previous = 'june.csv'\n", 1, "previous", "population", id="an option of one edition"),
        pytest.param('\nlang = "fr"\n', 2, "lang", "'kk'", id="no such language"),
        pytest.param("skip_invalid = 1\n", 1, "skip_invalid", "true", id="a number for a switch"),
        pytest.param("by = 2\n", 1, "by", "'2'", id="a number for a text"),
        pytest.param('lang = "en"\nlang = "ru"\n', 2, "lang", "1", id="a key twice"),
        pytest.param('lang = "en"\nby =\n', 2, "", "", id="no toml"),
    ],
)
def test_a_wrong_key_or_value_is_named_with_its_line(folder, text, row, key, wording):
    settings(folder, text)

    ended = run("score", "july.csv", "--population", "kz-2020")

    assert (ended.code, ended.out) == (1, "")
    line = next(line for line in ended.err.splitlines() if line.endswith("[settings]"))
    assert noted(line).startswith(f"govrank.toml, line {row}")
    assert key in line
    assert wording in line


def test_help_and_version_do_not_need_it(folder):
    settings(folder, "wrong")

    assert [run("score", "--help").code, run("score", "--version").code, run("init", "-o", "-").code] == [0, 0, 0]


def test_it_is_never_overwritten(folder):
    settings(folder, 'population = "kz-2021"\n')

    assert run("score", "july.csv", "--format", "csv", "-o", "govrank.toml").code == 2
    assert run("init").code == 2
    assert (folder / "govrank.toml").read_text(encoding="utf-8") == 'population = "kz-2021"\n'


def test_init_sets_what_it_finds_and_lists_the_rest(folder):
    assert run("methodology", "init", "ours.toml").code == 0
    assert run("init", "--lang", "ru").code == 0

    text = (folder / "govrank.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == {"population": POPULATION, "methodology": "ours.toml", "lang": "ru"}
    offered = [line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ") and " = " in line]
    for line in offered:
        assert tomllib.loads(line)
    assert run("score", "july.csv").code == 0


def test_init_leaves_populations_alone_where_the_pages_bring_their_own(folder):
    (folder / "july.csv").write_text(
        "region,network,followers,posts,engaged,population\nAtyrau,instagram,900,10,40,645280\n", encoding="utf-8"
    )

    assert run("init").code == 0
    assert tomllib.loads((folder / "govrank.toml").read_text(encoding="utf-8")) == {}
