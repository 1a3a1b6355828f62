"""Writing files whole: the old one or the new one, whatever happens in between."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from govrank.problems import CommandError, OutputError

_SUFFIX = ".govrank-partial"
_WINDOWS = os.name == "nt"
_OLD = 3600  # seconds


def refuse_inputs(output: Path, inputs: Iterable[str | Path]) -> None:
    """Raise if an output is one of the inputs, by this or another name.

    Raises:
        CommandError: an input is never overwritten.
    """
    if output.exists() and any(same_file(output, path) for path in inputs):
        raise CommandError("output-is-input", path=str(output))


def same_file(output: Path, other: str | Path) -> bool:
    """Return whether writing one file would overwrite the other, whatever their names.

    A pipe or a device holds nothing that could be written over.

    Args:
        other: "-" is the file that standard input comes from, if any.
    """
    # a link in a loop, a name with a zero byte, no standard input
    with contextlib.suppress(OSError, RuntimeError, ValueError, AttributeError):
        if output.exists():
            there = os.fstat(sys.stdin.fileno()) if str(other) == "-" else Path(other).stat()
            return output.is_file() and os.path.samestat(output.stat(), there)
        return str(other) != "-" and output.resolve() == Path(other).resolve()
    return False


def write_whole(output: Path, write: Callable[[BinaryIO], object]) -> None:
    """Let `write` fill a new file beside `output`, then move it into place once it is complete.

    Raises:
        OutputError: the folder or the disk does not allow it; the old file, if any, is as it was.
    """
    with _reporting(output):
        mode = _mode(output)
        if mode is None:
            mode = stat.S_IFREG | 0o666 & ~_umask()
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(mode):
            with output.open("wb") as stream:  # a pipe or a device: no old content to keep
                write(stream)
            return
        target = output.resolve()
        _sweep(target.parent)
        handle, name = tempfile.mkstemp(prefix=f".{os.getpid()}.", suffix=_SUFFIX, dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                _lock(stream.fileno())
                write(stream)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(stat.S_IMODE(mode) & 0o777)
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


def _mode(path: Path) -> int | None:
    """Return the type and permissions of a file; None if it does not exist.

    Raises:
        OSError: the path cannot be resolved, as with links in a loop.
    """
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sweep(folder: Path) -> None:
    """Remove the leftovers of killed runs: the process whose number is in the name no longer lives."""
    for left in folder.glob(f".*{_SUFFIX}"):
        process = left.name.split(".")[1]
        if not process.isdecimal():
            continue
        with contextlib.suppress(OSError):
            if _WINDOWS:  # on Windows, probing a process would interrupt it, and a file in use cannot be removed
                if time.time() - left.stat().st_mtime > _OLD:
                    left.unlink()
            elif not _alive(int(process)):
                # process numbers mean nothing across containers, but locks are visible
                with left.open("rb") as stream:
                    if _lock(stream.fileno()):
                        left.unlink()


def _lock(handle: int) -> bool:
    """Take a file's lock if it is free; systems without locks count as free."""
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
