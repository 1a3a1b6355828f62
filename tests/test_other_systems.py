"""What Windows and macOS do otherwise, played here: locks, open files, consoles, names of files."""

import errno
import os
import sys
import time
import unicodedata
from pathlib import Path

import pytest

from commands import execute_bytes, run
from files import CLEAN, changed, csv_bytes, write
from inside import home, write_whole
from said import said

RATE = ("--population", "kz-2023")


@pytest.fixture
def windows(monkeypatch):
    """Let files.py believe that it is on Windows, where asking whether a process lives interrupts it."""

    def interrupt(*_):
        raise AssertionError("os.kill ends or interrupts a process on Windows")

    monkeypatch.setattr(home("_WINDOWS"), "_WINDOWS", True)
    monkeypatch.setattr(os, "kill", interrupt)


@pytest.fixture
def july(tmp_path):
    return write(tmp_path, "july.csv", csv_bytes(CLEAN))


def put(content):
    return lambda stream: stream.write(content)


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(("age", "left"), [(7200, False), (60, True)], ids=["of hours ago", "of a minute ago"])
def test_on_windows_old_leavings_are_swept_and_no_process_is_asked(tmp_path, age, left):
    partial = write(tmp_path, ".99999999.x.govrank-partial", b"half")
    os.utime(partial, (time.time() - age,) * 2)

    write_whole(tmp_path / "out.csv", put(b"new"))

    assert partial.exists() is left


@pytest.mark.usefixtures("windows")
def test_a_leaving_that_its_run_still_writes_stays(tmp_path, monkeypatch):
    """Windows removes no file that is open."""
    partial = write(tmp_path, ".99999999.x.govrank-partial", b"half")
    os.utime(partial, (0, 0))
    unlink = Path.unlink

    def refuse(path, **how):
        if path.name == partial.name:
            raise PermissionError(errno.EACCES, "The process cannot access the file")
        unlink(path, **how)

    monkeypatch.setattr(Path, "unlink", refuse)
    write_whole(tmp_path / "out.csv", put(b"new"))

    assert (partial.read_bytes(), (tmp_path / "out.csv").read_bytes()) == (b"half", b"new")


def test_an_output_that_excel_holds_open_is_an_output_error_and_stays(july, monkeypatch):
    """Windows replaces no file that another program has open."""
    out = write(july.parent, "july.xlsx", b"old")

    def refuse(*_):
        raise PermissionError(errno.EACCES, "Access is denied")

    monkeypatch.setattr(Path, "replace", refuse)
    ended = run("export", july, *RATE, "-o", out, "-q")

    assert (ended.code, out.read_bytes()) == (3, b"old")
    assert "Access is denied" in ended.err
    assert sorted(path.name for path in july.parent.iterdir()) == ["july.csv", "july.xlsx"]


def test_without_locks_and_limits_all_is_written(july, monkeypatch):
    """Neither module is there on Windows."""
    for name in ("fcntl", "resource"):
        monkeypatch.setitem(sys.modules, name, None)

    assert run("export", july, *RATE, "-o", july.with_suffix(".html"), "-q").code == 0
    assert july.with_suffix(".html").stat().st_size > 1000


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["score", "july.csv", *RATE, "--lang", "kk"], id="a table"),
        pytest.param(["check", "wrong.csv", *RATE, "--lang", "ru"], id="problems"),
        pytest.param(["score", "--help"], id="help"),
    ],
)
def test_a_console_of_dos_letters_gets_the_same_bytes(july, command):
    write(july.parent, "wrong.csv", csv_bytes(changed(3, 0, "Абвгд")))
    usual = execute_bytes(*command, folder=july.parent)
    encodings = ("cp866", "cp1251", "cp1252")
    there = [execute_bytes(*command, folder=july.parent, PYTHONIOENCODING=one, PYTHONUTF8="0") for one in encodings]

    assert there == [usual] * 3


def test_a_file_that_macos_has_named_is_known_by_its_month(tmp_path):
    """macOS takes letters apart: й is и with a breve there."""
    name = unicodedata.normalize("NFD", "май 2020.csv")
    assert name != "май 2020.csv"

    assert (
        said("period.month.5", year=2020) in run("score", write(tmp_path, name, csv_bytes(CLEAN)), *RATE).lines_out[0]
    )


def test_a_page_is_found_however_its_letters_are_put_together(july):
    pages = [page["page"] for page in run("score", july, *RATE, "-f", "json").document["pages"]]
    asked = unicodedata.normalize("NFD", pages[0])

    assert run("explain", july, *RATE, "--page", asked, "-f", "json").code == 0
