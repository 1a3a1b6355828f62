"""Output to standard error: problems, warnings, errors, and progress."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from govrank.problems import GovrankError, Problem, Undone
    from govrank.progress import Stage
    from govrank.text.catalogue import Catalogue


@contextlib.contextmanager
def reporting(words: Catalogue, undone: Undone = "rated") -> Iterator[None]:
    """Turn govrank's own errors into lines on standard error and an exit code.

    Args:
        undone: what is not done if the data is wrong.
    """
    from govrank.problems import GovrankError

    try:
        yield
    except GovrankError as error:
        say_error(error, words, undone)
        raise typer.Exit(error.exit_code) from None


@contextlib.contextmanager
def speaking(lang: str, undone: Undone = "rated") -> Iterator[Catalogue]:
    """Yield the catalogue of a language, and report errors in that language."""
    from govrank.text.catalogue import words

    with reporting(words(lang), undone):
        yield words(lang)


def say_error(error: GovrankError, words: Catalogue, undone: Undone = "rated") -> None:
    """Print an error's lines; `undone` is what the command was to do."""
    from govrank.reports.sentences import error_lines, summary_lines

    problems = getattr(error, "problems", None)
    if problems and _on_terminal():
        _show_problems(problems, words)
        say_lines(summary_lines(problems, words, undone), "red")
    else:
        say_lines(error_lines(error, words, undone), "red")


def say_warnings(problems: Sequence[Problem], words: Catalogue, *, quiet: bool = False) -> None:
    """Print warnings."""
    from govrank.reports.sentences import problem_lines

    if problems and not quiet:
        if _on_terminal():
            _show_problems(problems, words)
        else:
            say_lines(problem_lines(problems, words))


def _on_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _show_problems(problems: Sequence[Problem], words: Catalogue) -> None:
    """Show problems on a terminal, grouped by file, wrapped at words, the first word in colour."""
    from dataclasses import replace

    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    from govrank.reports.sentences import group_line, printable, said_groups

    console = Console(stderr=True, highlight=False)
    groups, more = said_groups(problems, words)
    file = None
    with contextlib.suppress(OSError):
        for group in groups:
            if group[0].file != file:
                file = group[0].file
                console.print(Text(printable(file), "bold"))
            line = Text(printable(group_line([replace(one, file="") for one in group], words)))
            severity = group[0].severity
            line.stylize("bold red" if severity == "error" else "bold yellow", 0, len(severity) + 1)
            line.stylize("dim", len(line) - len(group[0].code) - 2)
            console.print(Padding(line, (0, 0, 0, 2)))
        for rest in more:
            console.print(Text(rest))


def say_lines(lines: Iterable[str], color: str = "") -> None:
    """Print lines on standard error; in colour on a terminal that allows it."""
    if sys.stderr is None:
        return
    with contextlib.suppress(OSError):
        from govrank.reports.sentences import printable

        for line in map(printable, lines):
            if color and sys.stderr.isatty() and not os.environ.get("NO_COLOR"):
                typer.secho(line, fg=color, err=True)
            else:
                sys.stderr.write(f"{line}\n")
        sys.stderr.flush()


@contextlib.contextmanager
def working(words: Catalogue, *, quiet: bool = False) -> Iterator[None]:
    """Show progress on a terminal once a task has taken longer than a second."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    import threading

    from rich.console import Console
    from rich.markup import escape

    from govrank.progress import listening
    from govrank.reports.sentences import printable

    status = Console(stderr=True).status(words.say("progress.working"))
    timer = threading.Timer(1.0, status.start)
    timer.daemon = True
    timer.start()
    try:
        with listening(lambda step, how_far: status.update(escape(printable(step_text(step, how_far, words))))):
            yield
    finally:
        timer.cancel()
        status.stop()


def step_text(step: Stage, how_far: Mapping[str, object], words: Catalogue) -> str:
    """Return the current step and its progress: "Drawing: picture 3 of 7 …"."""
    return words.say(f"progress.{step}", **how_far)
