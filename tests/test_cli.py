"""The program as a whole: its commands are built only when they are called, and the help knows them all the same."""

import inspect
import subprocess
import sys
from importlib import import_module

import pytest

from commands import run
from files import CLEAN, csv_bytes, write
from inside import DOES


@pytest.mark.parametrize("name", DOES)
def test_every_command_of_the_help_is_there_and_has_examples_of_itself(name):
    ended = run(name, "--help")

    assert ended.code == 0
    assert f"\n  Examples:\n    govrank {name} " in ended.out


def test_the_help_of_all_has_examples():
    assert "\n  Examples:\n    govrank score july.xlsx\n" in run("--help").out


@pytest.mark.parametrize("name", [name for name in DOES if name not in ("methodology", "population")])
def test_the_help_says_what_the_commands_docstring_says(name):
    module = import_module(f"govrank.cli.{name}")
    said = inspect.getdoc(getattr(module, name))
    words = {word.strip(".,;:") for word in DOES[name].lower().split()}

    assert len(words & {word.strip(".,;:") for word in said.lower().split()}) * 3 >= len(words) * 2


SINGLE = [(name,) for name in DOES if name not in ("methodology", "population")]


@pytest.mark.parametrize("name", [(), *SINGLE, ("methodology", "list"), ("population", "show")])
def test_the_version_is_told_everywhere(name):
    ended = run(*name, "--version")

    assert (ended.code, ended.out[:8]) == (0, "govrank ")


def test_the_help_imports_neither_pandas_nor_the_commands():
    code = (
        "import sys, contextlib, io\n"
        "from govrank.cli import main\n"
        "sys.argv = ['govrank', '--help']\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()): main()\n"
        "heavy = {'pandas', 'numpy', 'openpyxl', 'pydantic', 'govrank.cli.score', 'rich.table'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("file", ["base.toml", "middle.toml", "mine.toml", "link.toml"])
@pytest.mark.parametrize(
    "command",
    [
        ["score", "july.csv"],
        ["export", "july.csv"],
        ["check", "july.csv"],
        ["compare", "june.csv", "july.csv"],
        ["trend", "june.csv", "july.csv"],
        ["robustness", "july.csv", "--draws", "2"],
    ],
    ids=lambda command: command[0],
)
def test_what_a_file_of_rules_extends_is_never_overwritten(tmp_path, command, file):
    for name, base in (("base", "akimats"), ("middle", "base.toml"), ("mine", "middle.toml")):
        write(tmp_path, f"{name}.toml", f'extends = "{base}"\n')
    (tmp_path / "link.toml").symlink_to(tmp_path / "base.toml")
    for name in ("june.csv", "july.csv"):
        write(tmp_path, name, csv_bytes(CLEAN))
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    rules = ["--methodology", "mine.toml", "--population", "kz-2023"]

    assert run(*command, *rules, "-f", "json", "-o", file, folder=tmp_path).code == 2
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
