"""Writing files whole: the old one or the new one, whatever happens in between."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from govrank.problems import CommandError, OutputError

_SUFFIX = ".govrank-partial"


def refuse_inputs(output: Path, inputs: Iterable[str | Path]) -> None:
    """Raise where an output is one of the inputs, under whatever name.

    Raises:
        CommandError: an input is never overwritten.
    """
    for path in inputs:
        with contextlib.suppress(OSError, ValueError):
            if str(path) != "-" and output.exists() and output.samefile(path):
                raise CommandError("output-is-input", path=str(output))


def write_whole(output: Path, write: Callable[[BinaryIO], object]) -> None:
    """Let `write` fill a new file beside `output`, and put it in its place when it is complete.

    Raises:
        OutputError: the folder or the disk does not allow it; the old file, if any, is as it was.
    """
    with _reporting(output):
        if output.exists() and not output.is_file() and not output.is_dir():
            with output.open("wb") as stream:  # a pipe or a device: nothing to keep whole, and not to be replaced
                write(stream)
            return
        mode = output.stat().st_mode & 0o777 if output.exists() else 0o666 & ~_umask()
        if output.is_dir():
            raise IsADirectoryError(21, os.strerror(21))
        target = output.resolve()
        _sweep(target.parent)
        handle, name = tempfile.mkstemp(prefix=f".{os.getpid()}.", suffix=_SUFFIX, dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                _lock(stream.fileno())
                write(stream)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(mode)
            Path(name).replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise


@contextlib.contextmanager
def _reporting(output: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(str(output), error.strerror or str(error)) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sweep(folder: Path) -> None:
    """Remove what a killed run left behind: its process number is in the name and lives no more."""
    for left in folder.glob(f".*{_SUFFIX}"):
        process = left.name.split(".")[1]
        if process.isdecimal() and not _alive(int(process)):
            # a run in another container has a process number of its own, but its lock is seen here too
            with contextlib.suppress(OSError), left.open("rb") as stream:
                if _lock(stream.fileno()):
                    left.unlink()


def _lock(handle: int) -> bool:
    """Take a file's lock if nobody holds it; where there are no locks, as if nobody did."""
    try:
        import fcntl  # not on every system
    except ImportError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
