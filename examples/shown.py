"""What cog writes into the documents: a command as a reader types it inside examples/, and what it really prints."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

EXAMPLES = Path(__file__).parent


def show(*commands, lines=None, tail=0, code=0):
    """Return a block with commands, typed one after another in a copy of examples/, and their output.

    Args:
        lines: of each output only so many from the top, and `tail` from its end.
        code: the exit code that the last command must have; the others must succeed.
    """
    block = ["```console"]
    with tempfile.TemporaryDirectory() as folder:
        work = shutil.copytree(EXAMPLES, Path(folder, "examples"))
        env = os.environ | {"NO_COLOR": "1", "LC_ALL": "C.UTF-8", "XDG_STATE_HOME": folder}
        for command in commands:
            done = subprocess.run(
                command, shell=True, capture_output=True, text=True, env=env, cwd=work, stdin=subprocess.DEVNULL
            )
            expected = code if command == commands[-1] else 0
            if done.returncode != expected:
                raise SystemExit(f"{command}: exit code {done.returncode}, not {expected}\n{done.stderr}")
            text = (done.stderr + done.stdout).rstrip("\n").split("\n")
            if lines is not None and len(text) > lines + tail:
                text = [*text[:lines], "…", *(text[-tail:] if tail else [])]
            gaps = len(commands) == 1
            block += [f"$ {command}", *(line for line in text if line or gaps)]
    return "\n".join([*block, "```", ""])


def benchmark_table():
    """Return the lines of the benchmark's last run of each pair: the work, against what, and how many times as much."""
    written = (EXAMPLES.parent / "tests/benchmarks/README.md").read_text(encoding="utf-8").split("## Growth")[0]
    rows = [line.strip("| ").split(" | ") for line in written.splitlines() if line.startswith("| ")]
    rows = [[row[at].strip() for at in (0, 1, 3, 4)] for row in rows if len(row) > 5]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in rows)


def command_table():
    """Return the commands as `govrank --help` lists them, a row each."""
    said = subprocess.run(["govrank", "--help"], capture_output=True, text=True, check=True).stdout
    listed = said.split("Commands:\n")[1].split("\n\n")[0]
    rows = [line.split(None, 1) for line in re.sub(r"\n {5,}", " ", listed).splitlines()]
    return "".join(["| command | does |\n|---|---|\n", *(f"| `govrank {name}` | {does} |\n" for name, does in rows)])


def export_line():
    """Return what `export` is asked, with all its formats, and what it then writes."""
    from govrank.formats import formats_of

    keys = [one.key for one in formats_of("export")]
    asked = f"govrank export july.xlsx --format {'|'.join(keys)}"
    return f"`{asked}` writes `july-rating.{keys[0]}` and so on.\n"


def variable_table():
    """Return the environment variables that govrank reads, a row each: first those that stand in for an option."""
    import typer

    from govrank.cli import app

    stands_for = {}
    commands = [typer.main.get_command(app)]
    for command in commands:
        commands += [command.get_command(None, name) for name in getattr(command, "commands", ())]
        stands_for |= {one.envvar: f"stands for `{max(one.opts, key=len)}`" for one in command.params if one.envvar}
    rows = stands_for | {
        "NO_COLOR": "no colours on a terminal",
        "XDG_STATE_HOME": "where `score` remembers what it rated; else the user's usual folder",
        "GOVRANK_DEBUG": "`1` shows the whole of an internal error",
    }
    return "".join(["| variable | |\n|---|---|\n", *(f"| `{name}` | {does} |\n" for name, does in rows.items())])
