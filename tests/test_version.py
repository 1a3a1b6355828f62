"""One version everywhere."""

import subprocess
import sys
from importlib.metadata import version

from commands import execute, run
from inside import VERSION


def test_the_version_is_the_packages():
    assert version("govrank") == VERSION


def test_the_command_says_it():
    assert run("--version") == execute("--version")
    assert (run("--version").code, run("--version").out) == (0, f"govrank {VERSION}\n")


def test_the_package_is_a_command_too():
    module = subprocess.run([sys.executable, "-m", "govrank", "--version"], capture_output=True, check=True)

    assert module.stdout.decode() == f"govrank {VERSION}\n"
