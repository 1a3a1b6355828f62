"""The command line, run inside the test's own process, with its three streams as bytes."""

import io
import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest.mock import patch

import typer

from govrank.cli import main
from said import noted

COMMAND = Path(sys.executable).with_name("govrank")
typer.main.get_command = cache(typer.main.get_command)  # built once, as in a process that runs one command
_STATE = tempfile.TemporaryDirectory(prefix="govrank-tests-")  # where `score` remembers what it rated


@dataclass
class Ended:
    """How a command ended: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str

    @property
    def lines(self):
        return self.err.splitlines()

    @property
    def lines_out(self):
        return self.out.splitlines()

    @property
    def said(self):
        """The lines of standard error, each problem as its place and code: "july.csv, row 7 (posts) [not-whole]"."""
        return [noted(line) or line for line in self.lines]

    @property
    def document(self):
        return json.loads(self.out)


def _environment():
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GOVRANK_")}
    return kept | {"XDG_STATE_HOME": _STATE.name, "COLUMNS": "80"}


def run(*args, stdin=b"", folder=None, **env):
    """Run `govrank` with these arguments; variables named GOVRANK_* are only those given."""
    kept = _environment()
    streams = {"stdin": io.BytesIO(stdin), "stdout": io.BytesIO(), "stderr": io.BytesIO()}
    texts = {name: io.TextIOWrapper(raw, encoding="ascii") for name, raw in streams.items()}
    back = Path.cwd()
    with ExitStack() as stack:
        stack.enter_context(patch.dict(os.environ, kept | env, clear=True))
        stack.enter_context(patch.object(sys, "argv", ["govrank", *map(str, args)]))
        # so that the usage says "govrank", as the installed command does, and not "python -m pytest"
        stack.enter_context(patch.object(sys.modules["__main__"], "__package__", None))
        for name, text in texts.items():
            stack.enter_context(patch.object(sys, name, text))
        if folder is not None:
            os.chdir(folder)
            stack.callback(os.chdir, back)
        code = None
        try:
            main()
        except SystemExit as end:
            code = end.code
        for text in texts.values():
            text.flush()
    return Ended(code, *(streams[name].getvalue().decode("utf-8") for name in ("stdout", "stderr")))


def end_in(folder, env, *args):
    """Run `govrank` in a forked process, and end it."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = ["govrank", *map(str, args)]
    main()


def execute_bytes(*args, stdin=b"", folder=None, stdout=subprocess.PIPE, **env):
    """Run the installed command in a process of its own; return its exit code and what it wrote."""
    kept = _environment()
    done = subprocess.run(
        [COMMAND, *map(str, args)],
        input=stdin,
        cwd=folder,
        stdout=stdout,
        stderr=subprocess.PIPE,
        env=kept | env,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout or b"", done.stderr


def execute(*args, **how):
    """Run the installed command in a process of its own."""
    code, out, err = execute_bytes(*args, **how)
    return Ended(code, out.decode("utf-8"), err.decode("utf-8"))


def rated(ended):
    """Return a rating's pages: place, name, values, points, total and zone of each."""
    return [
        tuple(page[key] for key in ("place", "region_key", "platform", "values", "points", "total", "zone"))
        for page in ended.document["pages"]
    ]
