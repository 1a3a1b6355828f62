"""How the program ends: an exit code for every way out, one line for what nobody foresaw, and never a traceback."""

import gc
import io
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from editions import EXAMPLES
from govrank import CommandError, OutputError
from inside import exit_code_of
from said import output_line

pytestmark = pytest.mark.slow  # starts processes


@pytest.fixture(autouse=True)
def _own_process(monkeypatch):
    """Leave the test's own process as it was: a command turns the collector off."""
    collects = gc.isenabled()
    monkeypatch.delenv("GOVRANK_DEBUG", raising=False)
    monkeypatch.setattr(sys, "argv", ["govrank"])
    yield
    if collects:
        gc.enable()


def ending(how):
    """Return a program that ends in a way: with a value, or by raising."""

    def app(**_mode):
        if isinstance(how, BaseException):
            raise how
        return how

    return app


@pytest.mark.parametrize(
    ("how", "code", "said"),
    [
        pytest.param(None, 0, "", id="it is done"),
        pytest.param(0, 0, "", id="an exit without an error"),
        pytest.param(2, 2, "", id="a command ended itself and said why"),
        pytest.param(SystemExit(3), 3, "", id="by sys.exit"),
        pytest.param(SystemExit(None), 0, "", id="by sys.exit without a code"),
        pytest.param(SystemExit("no"), 1, "", id="by sys.exit with a text"),
        pytest.param(KeyboardInterrupt(), 130, "", id="interrupted"),
        pytest.param(typer.Abort(), 130, "", id="interrupted where typer sees it"),
        pytest.param(OSError(28, "No space left on device"), 3,
                     "error: the output could not be written: No space left on device\n", id="a full disk"),
        pytest.param(OSError("odd"), 3, "error: the output could not be written: odd\n", id="one without a number"),
        pytest.param(OutputError("x.csv", "full"), 3, f"{output_line('x.csv', 'full')}\n", id="one of our own"),
    ],
)  # fmt: skip
def test_every_end_has_its_code(how, code, said, capsys):
    assert exit_code_of(ending(how)) == code
    assert capsys.readouterr() == ("", said)


class PanicException(BaseException):  # as compiled extensions in Rust call it
    pass


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        PanicException("PyObject pointer is null"),
        RuntimeError("can't allocate lock"),
        RuntimeError("can't start new thread"),
    ],
    ids=repr,
)
def test_too_little_memory_is_an_error_of_the_data(error, capsys):
    later = ValueError("a consequence")
    later.__context__ = error
    for raised in (error, later):
        assert exit_code_of(ending(raised)) == 1
        assert capsys.readouterr().err.endswith("[too-big]\n")


def test_what_nobody_foresaw_is_one_line_that_says_where(capsys):
    assert exit_code_of(ending(ZeroDivisionError("a\x1b[31m secret"))) == 1
    line = capsys.readouterr().err
    assert line.startswith("error: internal error (ZeroDivisionError at test_run.py:")
    assert "please report it" in line
    assert "GOVRANK_DEBUG=1" in line
    assert line.count("\n") == 1
    assert "secret" not in line  # the message may hold anybody's data


def test_whoever_wants_to_see_it_whole_does(monkeypatch):
    monkeypatch.setenv("GOVRANK_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        exit_code_of(ending(ZeroDivisionError()))


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_an_error_of_the_command_line_is_said_in_the_language_asked_for(lang, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["govrank", "--lang", lang])
    assert exit_code_of(ending(CommandError("usage-extra", value=["x"], help="govrank --help"))) == 2
    said = capsys.readouterr().err
    assert "'x'" in said
    assert said.isascii() is (lang == "en")


@pytest.mark.parametrize("how", [None, OSError(28, "No space left on device"), ZeroDivisionError(), MemoryError()])
def test_without_any_streams_it_ends_all_the_same(how, monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert exit_code_of(ending(how)) == {type(None): 0, OSError: 3}.get(type(how), 1)


@pytest.mark.parametrize(
    ("stream", "how", "code"),
    [
        pytest.param("stdout", None, 3, id="a result that was not written"),
        pytest.param("stdout", 1, 1, id="it does not hide what was wrong before"),
        pytest.param("stderr", None, 0, id="a log that was not written"),
        pytest.param("stderr", 2, 2, id="or not either"),
    ],
)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_shows_at_the_last_flush(stream, how, code, monkeypatch):
    def app(**_mode):
        getattr(sys, stream).write("buffered")
        return how

    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, stream, full)
        assert exit_code_of(app) == code


def test_utf8_is_spoken_whatever_the_locale_says(monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii", newline="\r\n"))

    def app(**_mode):
        typer.echo("Әкімдік \udc80")

    assert exit_code_of(app) == 0
    assert raw.getvalue().decode() == "Әкімдік \\udc80\n"


INTERRUPTED_AT = """
import os, signal, sys
_, WHERE, *args = sys.argv
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == WHERE:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
from govrank.__main__ import main
sys.argv = ["govrank", *args]
main()
"""


@pytest.mark.parametrize("module", ["govrank.cli", "typer", "govrank.cli.score", "numpy", "govrank.formats.terminal"])
def test_an_interrupt_while_modules_are_imported_is_no_traceback(module):
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_AT, module, "score", EXAMPLES / "july.csv"],
        capture_output=True, check=False,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a suite in the background mutes it
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_a_muted_interrupt_stays_muted():
    """As nohup starts a program, and a shell one in the background."""
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_AT, "typer", "--version"],
        capture_output=True, check=False, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
