"""The manual that is shipped is that of the commands as they are now, and `man` reads it."""

import subprocess

import pytest
import typer

import man_pages
from govrank.cli import app
from programs import find_program


def test_the_manual_is_current():
    kept = {path.name: path.read_text("utf-8") for path in man_pages.OUT.iterdir()}

    assert kept == man_pages.manual(), "python tests/man_pages.py"


def test_every_option_of_every_command_stands_in_it():
    group, pages = typer.main.get_command(app), man_pages.manual()
    missing = []
    for name in group.list_commands(None):
        command = group.get_command(None, name)
        for one in [command, *getattr(command, "commands", {}).values()]:
            options = [option for param in one.params for option in param.opts if option.startswith("-")]
            missing += [option for option in options if option.replace("-", r"\-") not in pages[f"govrank-{name}.1"]]

    assert missing == []


def test_no_line_of_it_is_odd_to_groff():
    pages = sorted(man_pages.OUT.iterdir())
    done = subprocess.run(
        [find_program("groff"), "-ww", "-z", "-Kutf8", "-Tutf8", "-man", *pages], capture_output=True, text=True
    )

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("text", [r"a\b", ".so /etc/passwd", "'br", "--top"])
def test_what_is_said_is_no_command_to_roff(text):
    command = [find_program("groff"), "-Kutf8", "-Tascii", "-P-c", "-man"]
    page = man_pages.page("x", "y", [f".SH Z\n{man_pages.escaped(text)}"])
    done = subprocess.run(command, input=page.encode(), capture_output=True, check=True)

    assert text in done.stdout.decode()
