"""The options of a rating, once for all commands: what a command takes, and what it is handed."""

import inspect
import re
from pathlib import Path
from typing import Annotated

import pytest
import typer

from commands import run
from editions import EXAMPLES
from files import write
from inside import Call, LoadOptions, Request, command, flags

JULY = EXAMPLES / "july.csv"


FLAGS = [one for one in flags(LoadOptions).values() if one.names]


def test_a_command_has_the_options_of_loading_its_own_and_those_of_its_answer_and_is_called_with_them():
    calls = []
    app = typer.Typer()

    @command(app, "score", without=("previous", "previous_period", "force"))
    def score(call: Call, *, top: Annotated[int, typer.Option("--top")] = 3):
        calls.append((call, top))

    line = ["july.csv", "--top", "5", "--days", "31", "-m", "akimats-2020", "--lang", "kk", "-f", "json", "-q"]
    typer.main.get_command(app).main(line, standalone_mode=False)
    [(call, top)] = calls

    assert call.request == Request(pages="july.csv", days=31, methodology="akimats-2020", lang="kk")
    assert (call.how.key, call.quiet, call.output, top) == ("json", True, None, 5)
    assert call.given == {"pages", "days", "methodology", "lang"}
    taken = [*inspect.signature(score).parameters]
    assert taken[1:3] == ["population", "sheet"]
    assert taken[-6:] == ["lang", "names", "top", "format", "output", "quiet"]


def test_the_inputs_are_the_files_that_may_not_be_written_over(tmp_path):
    """What a file of rules extends is read as well, however long the way to it is."""
    base = write(tmp_path, "base.toml", 'extends = "akimats"\n')
    (tmp_path / "office").mkdir()
    middle = write(tmp_path / "office", "middle.toml", 'extends = "../base.toml"\n')
    mine = write(tmp_path, "mine.toml", 'extends = "office/middle.toml"\n')
    request = Request(pages="-", population="regions.csv", methodology=str(mine), previous="june.csv")

    assert {Path(name).resolve() for name in request.inputs if isinstance(name, Path)} == {mine, middle, base}
    assert {name for name in request.inputs if isinstance(name, str)} == {"-", "regions.csv", "june.csv"}
    assert Request(pages="july.csv").inputs == ["july.csv"]


@pytest.mark.parametrize(("pages", "stem"), [("-", "stdin"), ("2026/july.final.xlsx", "july.final")])
def test_the_stem_names_what_is_written(pages, stem):
    assert Request(pages=pages).stem == stem


@pytest.mark.parametrize("command", ["score", "export", "check", "compare", "trend", "explain", "robustness"])
def test_the_options_of_loading_are_the_same_everywhere(command):
    shown = run(command, "--help").out
    without = {"check": {"--skip-invalid"}, "trend": {"--period", "--previous", "--previous-period"}}
    without = without.get(command, set())

    assert {flag.names[0] for flag in FLAGS if not re.search(rf"{flag.names[0]}\b(?!-)", shown)} == without
    assert "--every-warning" not in shown


def test_without_an_edition_before_there_is_nothing_to_compare():
    request = Request(pages=str(JULY))

    assert request.compare(request.rate()) is None


def test_the_edition_before_is_rated_by_the_same_rules_and_called_after_its_own_file(tmp_path):
    (tmp_path / "before.csv").write_bytes(JULY.read_bytes())
    request = Request(pages=str(JULY), period="July", by="platform", previous=str(tmp_path / "before.csv"))

    movement = request.compare(request.rate())

    assert movement.previous.edition.period == "before"
    assert [*movement.previous.leagues] == ["facebook", "instagram"]
