"""No network, no telemetry: every command runs where nothing may open a socket or start another program.

Python's own calls are caught by an audit hook. What compiled libraries do (Typst, polars, numpy) is not seen by it:
on Linux the kernel ends a process that asks for a socket.
"""

import json
import platform
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from govrank.cli import app
from inside import formats_of

EXAMPLES = Path(__file__).parent.parent / "examples"
JULY, JUNE = str(EXAMPLES / "july.xlsx"), str(EXAMPLES / "june.xlsx")
CARD = ["--page", "Акимат Жамбылской области · facebook"]
POSTS = EXAMPLES / "posts"
COMMANDS = {
    "score": [JULY, "--previous", JUNE, "--digest"],
    "export": [JULY, "--previous", JUNE],
    "check": [JULY],
    "compare": [JUNE, JULY],
    "diff": [JUNE, JULY],
    "trend": [JUNE, JULY],
    "explain": [JULY, *CARD],
    "robustness": [JULY, "--draws", "20"],
    "collect": [str(POSTS / "crowdtangle-instagram.csv"), "--period", "2020-07", "--timezone", "Asia/Almaty"],
    "package": [JULY, "-o", "package"],
    "verify": ["package"],
    "init": [],
    "template": ["august.xlsx"],
    "methodology list": [],
    "methodology show": ["akimats"],
    "methodology check": [str(EXAMPLES / "methodologies" / "kazan.toml")],
    "methodology init": ["mine.toml"],
    "methodology schema": [],
    "population list": [],
    "population show": ["kz-2023"],
    "population check": ["kz-2023"],
    "population template": ["kz-2023", "-o", "populations.xlsx"],
    "schema": ["rating"],
}
GUARD = """
import ctypes, json, os, platform, sys

def forbid(event, args):
    network = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.")
    programs = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.startfile")
    if event.startswith((*network, *programs)):
        os.write(2, f"forbidden: {event} {args}".encode())
        os._exit(9)  # an error could be caught

sys.addaudithook(forbid)
numbers = {"x86_64": 41, "aarch64": 198}  # of the system call socket
if sys.platform == "linux" and platform.machine() in numbers:
    def step(code, true, false, value):
        return code.to_bytes(2, sys.byteorder) + bytes([true, false]) + value.to_bytes(4, sys.byteorder)
    rules = step(0x20, 0, 0, 0) + step(0x15, 0, 1, numbers[platform.machine()])  # which call it is, and whether that
    rules += step(0x06, 0, 0, 0x80000000) + step(0x06, 0, 0, 0x7FFF0000)  # end the process, or let it go on
    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("rules", ctypes.c_char_p)]
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.prctl(38, 1, 0, 0, 0) == 0 and libc.prctl(22, 2, ctypes.byref(Program(4, rules))) == 0, "no filter"
"""
RUN = """
from govrank.cli import main
codes = []
for arguments in json.load(sys.stdin):
    sys.argv = ["govrank", *arguments]
    try:
        main()
    except SystemExit as end:
        codes.append(end.code)
print(json.dumps(codes), file=sys.stderr)
"""


def guarded(code, folder, given=""):
    """Run Python in a process that may not open a socket."""
    return subprocess.run(
        [sys.executable, "-c", GUARD + code], cwd=folder, input=given, capture_output=True, text=True, check=False
    )


def leaves(command, path=""):
    """Return the full names of the commands that do something."""
    inner = getattr(command, "commands", None)
    if inner is None:
        return [path]
    return [leaf for name in inner for leaf in leaves(command.get_command(None, name), f"{path} {name}".strip())]


def test_every_command_is_tried():
    assert sorted(leaves(typer.main.get_command(app))) == sorted(COMMANDS)


@pytest.mark.slow
def test_no_command_opens_a_socket(tmp_path):
    tried = [[*name.split(), *arguments] for name, arguments in COMMANDS.items()]
    for name in ("export", "compare", "trend", "explain", "robustness"):
        given = [name, *COMMANDS[name]]
        tried += [[*given, "-f", one.key, "-o", f"{name}.{one.key}"] for one in formats_of(name)]
    done = guarded(RUN, tmp_path, json.dumps(tried))

    assert done.returncode == 0, done.stderr
    codes = json.loads(done.stderr.splitlines()[-1])
    assert [(arguments, code) for arguments, code in zip(tried, codes, strict=True) if code != 0] == []


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import socket; socket.socket()", id="a socket"),
        pytest.param("import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')", id="a request"),
        pytest.param("import subprocess; subprocess.run(['true'])", id="a program"),
        pytest.param(
            "import ctypes; ctypes.CDLL(None).socket(2, 1, 0)",
            marks=pytest.mark.skipif(
                sys.platform != "linux" or platform.machine() not in {"x86_64", "aarch64"}, reason="of the kernel"
            ),
            id="a socket of compiled code",
        ),
    ],
)
def test_what_would_be_caught(tmp_path, code):
    done = guarded(f"\n{code}\nprint('passed')", tmp_path)

    assert (done.returncode != 0, done.stdout) == (True, "")
