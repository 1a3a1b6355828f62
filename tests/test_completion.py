"""Completion: every shell gets its script, and the shells that are here complete by it."""

import os
import subprocess

import pytest

from commands import COMMAND, execute
from programs import find_program

pytestmark = pytest.mark.slow  # starts shells

# What a shell does with its script when the key is pressed; `line` is what has been typed, split and whole.
ASK = {
    "bash": """
        eval "$SCRIPT"
        COMP_WORDS=($LINE); COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
        $(complete -p govrank | sed -E 's/.*-F ([^ ]+).*/\\1/') govrank
        printf '%s\\n' "${COMPREPLY[@]}"
    """,
    "zsh": """
        compdef() { :; }
        _arguments() { print -r -- "$@" | sed -E 's/":"[^"]*"/"/g' | grep -oE '"[^"]+"' | tr -d '"'; }
        eval "$SCRIPT"
        words=(${=LINE}); CURRENT=${#words}
        _govrank_completion
    """,
    "fish": """
        printf '%s' "$SCRIPT" | source
        complete --do-complete "$LINE" | string split --fields 1 \\t
    """,
}
LINES = [
    pytest.param("govrank ro", ["robustness"], id="a command"),
    pytest.param("govrank methodology sc", ["schema"], id="a command of a command"),
    pytest.param("govrank score --methodology wci", ["wci-14.2", "wci-2.0"], id="a methodology"),
    pytest.param("govrank score --population uz", ["uz-2025-10"], id="a population"),
    pytest.param("govrank score --skip", ["--skip-invalid"], id="an option"),
    pytest.param("govrank score --lang k", ["kk"], id="a language"),
]


def script(shell):
    return execute(_GOVRANK_COMPLETE=f"source_{shell}")


@pytest.mark.slow
@pytest.mark.parametrize(("line", "completed"), LINES)
@pytest.mark.parametrize("shell", ASK)
def test_a_shell_completes(tmp_path, shell, line, completed):
    made = script(shell)
    assert (made.code, made.err) == (0, "")
    path = f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}"
    env = os.environ | {"SCRIPT": made.out, "LINE": line, "PATH": path, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [find_program(shell), "-c", ASK[shell]], capture_output=True, text=True, env=env, cwd=tmp_path, timeout=60
    )

    assert (sorted(done.stdout.split()), done.stderr) == (completed, "")


@pytest.mark.parametrize(("line", "completed"), LINES)
def test_powershell_is_answered_as_its_script_asks(line, completed):
    asked = {"_GOVRANK_COMPLETE": "complete_powershell", "_TYPER_COMPLETE_ARGS": line}
    ended = execute(**asked, _TYPER_COMPLETE_WORD_TO_COMPLETE=line.split()[-1])

    assert (ended.code, ended.err) == (0, "")
    assert sorted(answer.partition(":::")[0] for answer in ended.lines_out) == completed


@pytest.mark.parametrize("shell", ["powershell", "pwsh"])
def test_powershell_gets_a_script_that_asks_so(shell):
    made = script(shell)

    assert made.code == 0
    for name in ("_GOVRANK_COMPLETE", "_TYPER_COMPLETE_ARGS", "_TYPER_COMPLETE_WORD_TO_COMPLETE"):
        assert f"$Env:{name} = " in made.out
    assert "Register-ArgumentCompleter -Native -CommandName govrank" in made.out


def test_a_file_is_left_to_the_shell(tmp_path):
    """Names of files come from bash itself, where govrank has nothing to say."""
    ended = execute(COMP_WORDS="govrank score ju", COMP_CWORD="2", _GOVRANK_COMPLETE="complete_bash", folder=tmp_path)

    assert (ended.code, ended.out.strip()) == (0, "")
    assert "complete -o default" in script("bash").out
