"""Where a result is written: standard output, or a file that is written completely or not at all."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

import typer

from govrank.cli.notices import say_lines
from govrank.formats import Files, Format, format_of_file, formats_of

if TYPE_CHECKING:
    from govrank.reports.results import Result
    from govrank.text.catalogue import Catalogue


MOST_LETTERS = 10  # files listed by name


@dataclass(frozen=True)
class Output:
    """Where a result is written.

    Attributes:
        words: the language of the output and of messages.
        path: the file; None or "-" is standard output.
        inputs: files that must not be overwritten.
        announced: whether to report on standard error which file was written.
        quiet: whether to print nothing else there.
    """

    words: Catalogue
    path: Path | None = None
    inputs: Sequence[str | Path | None] = ()
    announced: bool = False
    quiet: bool = False

    @property
    def standard(self) -> bool:
        """Whether the result goes to standard output."""
        return self.path is None or str(self.path) == "-"

    def write_text(self, write: Callable[[TextIO], object], *, mark: bool = False) -> None:
        """Write text; `mark` begins a file with a byte-order mark.

        Raises:
            OutputError: the disk is full, or the place may not be written.
            CommandError: the file is an input.
        """
        if self.path is None or self.standard:
            with standard_output() as stream:
                write(stream)
            return

        def fill(raw: Any) -> None:  # noqa: ANN401  # a binary file
            stream = io.TextIOWrapper(raw, encoding="utf-8-sig" if mark else "utf-8", newline="\n")
            write(stream)
            stream.flush()
            stream.detach()

        self._write_whole(self.path, fill)

    def write_bytes(self, write: Callable[[BinaryIO], object]) -> None:
        """Write a workbook or a picture.

        Raises:
            OutputError: the disk is full, or the place may not be written.
            CommandError: the file is an input, or it is standard output, which takes only text.
        """
        if self.path is None or self.standard:
            from govrank.problems import CommandError

            raise CommandError("binary-to-stdout")
        buffer = io.BytesIO()  # built in memory first: writing a zip needs seeks
        write(buffer)
        self._write_whole(self.path, lambda stream: stream.write(buffer.getvalue()))

    def write(self, result: Result, how: Format) -> None:
        """Write a result; if it makes several files, what they show is appended to the name.

        Raises:
            OutputError, CommandError: as for texts and bytes.
        """
        if how.several:
            self._write_files(how.files(result, self.words))
        elif how.binary:
            self.write_bytes(lambda stream: how.write(result, self.words, stream))
        else:
            self.write_text(lambda stream: how.write(result, self.words, stream), mark=how.mark)

    def _write_files(self, files: Files) -> None:
        if files.foreign and not self.quiet:
            say_lines([self.words.say("export.foreign", letters=" ".join(files.foreign[:MOST_LETTERS]))])
        for name, content in files.by_name.items():
            path = self.path
            if path is not None and len(files.by_name) > 1 and not self.standard:
                path = path.with_name(f"{path.stem}-{name}{path.suffix}")
            replace(self, path=path).write_bytes(partial(_put, content))

    def _write_whole(self, path: Path, fill: Callable[[BinaryIO], object]) -> None:
        from govrank.files import refuse_inputs, write_whole

        refuse_inputs(path, [name for name in self.inputs if name is not None])
        write_whole(path, fill)
        if self.announced:
            say_lines([self.words.say("export.written", path=str(path))])


def _put(content: bytes, stream: BinaryIO) -> None:
    stream.write(content)


def pick_format(command: str, asked: str | None, path: Path | None, inputs: Sequence[str | Path | None] = ()) -> Format:
    """Return the requested format, else that of the output's extension, else the command's default.

    Args:
        inputs: files that must not be overwritten, reported before a wrong extension.

    Raises:
        CommandError: there is no such format, or the command does not support the extension.
    """
    formats = formats_of(command)
    if asked is not None:
        return next(one for one in formats if one.key == asked)
    if path is None:
        return formats[0]
    if str(path) == "-":
        return next(one for one in formats if not one.binary)
    if named := format_of_file(path, formats):
        return named
    from govrank.files import refuse_inputs
    from govrank.problems import CommandError

    refuse_inputs(path, [name for name in inputs if name is not None])
    raise CommandError("unknown-extension", path=str(path), known=[one.suffixes[0] for one in formats])


def refuse_same_output(path: Path, other: Path | None) -> None:
    """Raise if two results would be written to one file.

    Raises:
        CommandError: with the file.
    """
    from govrank.files import same_file
    from govrank.problems import CommandError

    if other is not None and same_file(path, other):
        raise CommandError("same-output", path=str(path))


def refuse_other_than_workbook(path: Path, inputs: Sequence[str | Path]) -> None:
    """Raise if a workbook would have another extension, or overwrite an input.

    Raises:
        CommandError: with the extension that it should have.
    """
    if path.suffix.lower() not in ("", ".xlsx", ".xlsm"):
        from govrank.files import refuse_inputs
        from govrank.problems import CommandError

        refuse_inputs(path, inputs)
        raise CommandError("not-a-workbook", path=str(path), near=[str(path.with_suffix(".xlsx"))])


@contextlib.contextmanager
def standard_output() -> Iterator[TextIO]:
    """Yield standard output; failing to write it is an output error.

    Raises:
        OutputError: the disk is full, or there is no standard output.
    """
    from govrank.problems import OutputError

    if sys.stdout is None:
        raise OutputError("standard output", "closed")
    try:
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:
        forget(sys.stdout)
        raise typer.Exit(3) from None  # the reader closed the pipe, like `head`: not an error
    except OSError as error:
        forget(sys.stdout)
        raise OutputError("standard output", error.strerror or str(error)) from None


def forget(stream: TextIO) -> None:
    """Redirect a stream to nowhere, so that the interpreter's final flush does not fail again."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
