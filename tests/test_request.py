"""The options of a rating, once for all commands: what a command takes, and what it is handed."""

import inspect
from dataclasses import fields
from pathlib import Path

import pytest

from commands import run
from editions import EXAMPLES
from files import write
from govrank.cli.request import Request, takes_request

JULY = EXAMPLES / "july.csv"


def test_a_command_gets_the_options_of_a_request_ahead_of_its_own_and_the_request_they_make():
    @takes_request("pages", "previous", "force")
    def command(request: Request, *, top: int = 3):
        """Do."""
        return request, top

    names = [*inspect.signature(command).parameters]
    handed = []
    inner = command.__wrapped__
    assert inner(Request("a"), top=1) == (Request("a"), 1)

    @takes_request("pages", "previous", "force")
    def keeping(request: Request, *, top: int = 3):
        handed.append((request, top))

    keeping(**{name: field.default for name in names if (field := _fields().get(name))} | {"lang": "kk", "top": 5})

    assert names[0] == "population"
    assert names[-2:] == ["lang", "top"]
    assert not {"pages", "previous", "force"} & {*names}
    assert handed == [(Request("", lang="kk"), 5)]


def _fields():
    return {field.name: field for field in fields(Request)}


def test_the_inputs_are_the_files_that_may_not_be_written_over(tmp_path):
    """What a file of rules extends is read as well, however long the way to it is."""
    base = write(tmp_path, "base.toml", 'extends = "akimats"\n')
    (tmp_path / "office").mkdir()
    middle = write(tmp_path / "office", "middle.toml", 'extends = "../base.toml"\n')
    mine = write(tmp_path, "mine.toml", 'extends = "office/middle.toml"\n')
    request = Request("-", population="regions.csv", methodology=str(mine), previous="june.csv")

    assert [Path(name).resolve() for name in request.inputs[3:]] == [mine, middle, base]
    assert request.inputs[:3] == ["-", "regions.csv", "june.csv"]
    assert Request("july.csv").inputs == ["july.csv"]


@pytest.mark.parametrize(("pages", "stem"), [("-", "stdin"), ("2026/july.final.xlsx", "july.final")])
def test_the_stem_names_what_is_written(pages, stem):
    assert Request(pages).stem == stem


SHARED = ["--population", "--sheet", "--encoding", "--days", "--methodology", "--by", "--lang"]


@pytest.mark.parametrize("command", ["score", "export", "check", "compare", "trend", "explain", "robustness"])
def test_the_options_are_the_same_everywhere(command):
    shown = run(command, "--help").out

    assert [option for option in SHARED if option not in shown] == []


def test_without_an_edition_before_there_is_nothing_to_compare():
    request = Request(str(JULY))

    assert request.compare(request.rate()) is None


def test_the_edition_before_is_rated_by_the_same_rules_and_called_after_its_own_file(tmp_path):
    (tmp_path / "before.csv").write_bytes(JULY.read_bytes())
    request = Request(str(JULY), period="July", by="platform", previous=str(tmp_path / "before.csv"))

    movement = request.compare(request.rate())

    assert movement.previous.edition.period == "before"
    assert [*movement.previous.leagues] == ["facebook", "instagram"]
