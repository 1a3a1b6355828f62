"""What goes to standard error: problems in one language, in colour on a terminal only, and never a control code."""

import io
import sys
from typing import get_args

import pytest
import typer

from files import CLEAN, csv_bytes, write
from govrank import CommandError, DataError, Problem, rate_file
from inside import Stage, listening, measure_robustness, reporting, say_lines, say_warnings, step_text, working
from said import noted, words

EN = words("en")


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("stream", "env", "said"),
    [
        pytest.param(io.StringIO, {}, "a␛[1m\n", id="a file has no colour"),
        pytest.param(Terminal, {}, "\x1b[31ma␛[1m\x1b[0m\n", id="a terminal has"),
        pytest.param(Terminal, {"NO_COLOR": "1"}, "a␛[1m\n", id="unless that is not wanted"),
    ],
)
def test_lines_are_shown_and_coloured_on_a_terminal_only(stream, env, said, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stderr", stream())
    say_lines(["a\x1b[1m"], "red")
    assert sys.stderr.getvalue() == said


def test_without_a_stream_nothing_is_said_and_nothing_fails(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    say_lines(["a"])
    with working(EN):
        pass


def test_an_error_of_ours_ends_with_its_code_and_says_its_line(capsys):
    with pytest.raises(typer.Exit) as ended, reporting(EN):
        raise CommandError("usage-extra", value=["x"], help="govrank --help")
    assert ended.value.exit_code == 2
    assert "'x'" in capsys.readouterr().err


def test_errors_of_the_data_end_with_1(capsys):
    with pytest.raises(typer.Exit) as ended, reporting(EN):
        raise DataError([Problem("no-pages", "a.csv")])
    assert ended.value.exit_code == 1
    assert noted(capsys.readouterr().err.splitlines()[0]) == "a.csv [no-pages]"


def test_an_error_that_is_not_ours_goes_on():
    with pytest.raises(ZeroDivisionError), reporting(EN):
        raise ZeroDivisionError


@pytest.mark.parametrize(("quiet", "lines"), [(False, 1), (True, 0)], ids=["said", "quiet"])
def test_warnings_are_said_unless_quiet_is_wanted(quiet, lines, capsys):
    say_warnings([Problem("no-pages", "a.csv")], EN, quiet=quiet)
    assert len(capsys.readouterr().err.splitlines()) == lines


def test_a_listener_hears_what_is_done_and_how_far_it_is(tmp_path):
    heard = []
    with listening(lambda step, how_far: heard.append((step, how_far))):
        rating = rate_file(write(tmp_path, "july.csv", csv_bytes(CLEAN)), "kz-2023")
        measure_robustness(rating, draws=40)

    assert heard[:2] == [("reading", {"file": "july.csv"}), ("rating", {})]
    draws = [how_far for step, how_far in heard[2:] if step == "draws"]
    assert len(draws) == len(heard) - 2 > 1
    assert all(how_far["of"] == 40 and 0 <= how_far["done"] < 40 for how_far in draws)


def test_every_step_is_said_in_every_language():
    how_far = {"file": "july.xlsx", "done": 3, "of": 7}
    for lang in ("en", "ru", "kk"):
        texts = [step_text(step, how_far, words(lang)) for step in get_args(Stage)]
        assert len({*texts}) == len(texts)
        assert all("3" in text and "7" in text for text in texts[2:])


def test_no_progress_is_shown_where_there_is_no_terminal(capsys):
    with working(EN):
        pass
    assert capsys.readouterr() == ("", "")
