"""How the program runs and ends: its streams, its last error handler, its exit code."""

from __future__ import annotations

import gc
import io
import os
import sys
from pathlib import Path
from typing import Any

import typer

from govrank.cli.notices import say_error, say_lines
from govrank.cli.output import forget
from govrank.cli.usage import spoken


def exit_code_of(app: typer.Typer) -> int:
    """Run the command line and return its exit code: 0 done, 1 data, 2 command, 3 output."""
    from govrank.problems import GovrankError

    _speak_utf8()
    gc.disable()  # commands are short, and looking for cycles takes a third of a million rows' time
    try:
        ended: Any = app(standalone_mode=False)
    except SystemExit as end:
        ended = end.code
    except (KeyboardInterrupt, typer.Abort):  # typer converts one into the other
        return 130
    except GovrankError as error:  # errors of the command line itself; commands report their own
        from govrank.text.catalogue import words

        say_error(error, words(spoken(sys.argv[1:])))
        ended = error.exit_code
    except MemoryError:
        ended = _out_of_memory()
    except OSError as error:
        say_lines([f"error: the output could not be written: {error.strerror or error}"], "red")
        if sys.stdout is not None:
            forget(sys.stdout)
        ended = 3
    except BaseException as error:  # the last resort: users should never get a traceback
        if os.environ.get("GOVRANK_DEBUG"):
            raise
        if _is_of_memory(error):
            ended = _out_of_memory()
        else:
            say_lines([_unexpected(error)], "red")
            ended = 1
    return _flushed(ended if isinstance(ended, int) else int(ended is not None))


def _out_of_memory() -> int:
    said = "error: there is not enough memory for this file; split it, or leave out what is not needed [too-big]"
    say_lines([said], "red")
    return 1


def _is_of_memory(error: BaseException | None) -> bool:
    """Return whether an error means too little memory, which compiled code reports in various ways."""
    while error is not None:
        if isinstance(error, MemoryError) or type(error).__name__ == "PanicException":
            return True
        if isinstance(error, RuntimeError) and str(error).startswith(("can't allocate lock", "can't start new thread")):
            return True
        error = error.__cause__ or error.__context__
    return False


def _unexpected(error: BaseException) -> str:
    """Return one line on an unexpected error: what to report, and how to see the traceback."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    at = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    kind = type(error).__name__
    return f"error: internal error ({kind}{at}); please report it with what GOVRANK_DEBUG=1 shows"


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale: cron's is C, and names may be Cyrillic."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _flushed(code: int) -> int:
    """Flush both streams; a failing standard output is exit code 3 if nothing else failed."""
    for stream, failed in ((sys.stdout, 3), (sys.stderr, 0)):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            forget(stream)
            code = code or failed
    return code
