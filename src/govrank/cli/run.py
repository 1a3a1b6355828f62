"""How a command runs: what it prints where, and the code it ends with."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import typer
from typer.core import TyperCommand

if TYPE_CHECKING:
    from govrank.language import Catalogue
    from govrank.problem import GovrankError, Problem


HELP = {"help_option_names": ["-h", "--help"]}


class Command(TyperCommand):
    """A command that knows --version, as the whole program does, and answers a mistyped option with the near ones."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]  # the public name
        given = args[: args.index("--")] if "--" in args else args
        if "--version" in given:
            show_version(asked=True)
        try:
            return super().parse_args(ctx, args)
        except typer.TyperException as error:
            near = getattr(error, "possibilities", None)
            if not str(getattr(error, "message", "")).isprintable():
                from govrank.sentences import shown_text

                vars(error).update(message=shown_text(str(error.message)))
            if near:
                names = " or ".join(sorted(near))
                vars(error).update(
                    message=f"{getattr(error, 'message', '')}. Did you mean {names}?", possibilities=None
                )
            raise


def show_version(asked: bool) -> None:
    if asked:
        from govrank.version import VERSION

        typer.echo(f"govrank {VERSION}")
        raise typer.Exit


def exit_code_of(app: typer.Typer) -> int:
    """Run the command line and return its exit code: 0 done, 1 data, 2 command, 3 output."""
    _speak_utf8()
    gc.disable()  # a command is over before cycles add up, and looking for them is a third of a million rows' time
    try:
        app()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except KeyboardInterrupt:
        return 130
    except MemoryError:
        say_lines(
            ["there is not enough memory for this file; split it, or leave out what is not needed [too-big]"], "red"
        )
        code = 1
    except OSError as error:
        say_lines([f"the output could not be written: {error.strerror or error}"], "red")
        _forget(sys.stdout)
        code = 3
    except BaseException as error:  # the last resort: nobody's cron mail should be a traceback
        if os.environ.get("GOVRANK_DEBUG"):
            raise
        say_lines([_unexpected(error)], "red")
        code = 1
    else:
        code = 0
    return _flushed(code)


def _unexpected(error: BaseException) -> str:
    """Return one line on an error that govrank did not foresee: what to report, and how to see it whole."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    at = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    kind = type(error).__name__
    return f"govrank failed on its own account ({kind}{at}); GOVRANK_DEBUG=1 shows where, please report it"


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale says: cron's is C, and the names are Cyrillic."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _flushed(code: int) -> int:
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        _forget(sys.stdout)
        code = code or 3
    try:
        if sys.stderr is not None:
            sys.stderr.flush()
    except OSError:
        _forget(sys.stderr)
    return code


def _forget(stream: TextIO) -> None:
    """Point a stream nowhere, so that the interpreter's own last flush does not complain again."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


@contextlib.contextmanager
def reporting(words: Catalogue) -> Iterator[None]:
    """Turn an error that govrank raises on purpose into its lines on standard error and its exit code."""
    from govrank.problem import GovrankError

    try:
        yield
    except GovrankError as error:
        say_error(error, words)
        raise typer.Exit(error.exit_code) from None


def say_error(error: GovrankError, words: Catalogue) -> None:
    from govrank.sentences import error_lines

    say_lines(error_lines(error, words), "red")


def say_warnings(problems: Sequence[Problem], words: Catalogue) -> None:
    """Say what was odd, on standard error."""
    from govrank.sentences import problem_lines

    if problems:
        say_lines(problem_lines(problems, words), "yellow")


def say_lines(lines: Iterable[str], color: str = "") -> None:
    """Print lines on standard error; in colour on a terminal that allows it."""
    if sys.stderr is None:
        return
    with contextlib.suppress(OSError):
        from govrank.sentences import shown_text

        for line in map(shown_text, lines):
            if color and sys.stderr.isatty() and not os.environ.get("NO_COLOR"):
                typer.secho(line, fg=color, err=True)
            else:
                sys.stderr.write(f"{line}\n")
        sys.stderr.flush()


@contextlib.contextmanager
def to_stdout() -> Iterator[TextIO]:
    """Yield standard output; where it cannot be written, that is an output error.

    Raises:
        OutputError: the disk is full, or there is no standard output.
    """
    from govrank.problem import OutputError

    if sys.stdout is None:
        raise OutputError("standard output", "closed")
    try:
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:
        _forget(sys.stdout)
        raise typer.Exit(3) from None  # the reader has enough, as `head` has: nothing to complain about
    except OSError as error:
        _forget(sys.stdout)
        raise OutputError("standard output", error.strerror or str(error)) from None


def to_output(
    output: Path | None,
    inputs: Sequence[str | Path | None],
    write: Callable[[TextIO], None],
    *,
    mark: bool = False,
) -> None:
    """Write text to standard output, or whole into a file.

    Args:
        inputs: files that must not be overwritten.
        mark: whether a file begins with a byte-order mark.
    """
    if output is None or str(output) == "-":
        with to_stdout() as stream:
            write(stream)
        return
    from govrank.files import refuse_inputs, write_whole

    refuse_inputs(output, [path for path in inputs if path is not None])

    def fill(raw: Any) -> None:  # noqa: ANN401  # a binary file
        stream = io.TextIOWrapper(raw, encoding="utf-8-sig" if mark else "utf-8", newline="\n", write_through=False)
        write(stream)
        stream.flush()
        stream.detach()

    write_whole(output, fill)


@contextlib.contextmanager
def working(words: Catalogue, *, quiet: bool = False) -> Iterator[None]:
    """Show on a terminal that work goes on, once it has lasted longer than a second."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    import threading

    from rich.console import Console

    status = Console(stderr=True).status(words.say("progress.working"))
    timer = threading.Timer(1.0, status.start)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        status.stop()
