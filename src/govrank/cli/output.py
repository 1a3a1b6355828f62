"""Where a result goes: standard output, or a file that is written whole."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar

import typer

from govrank.cli.notices import say_lines

if TYPE_CHECKING:
    from govrank.language import Catalogue
    from govrank.present.table import Report


Format = TypeVar("Format", bound=str)
_FOR_READING = ("table", "text")  # formats that no extension is called after
_PLAIN_TEXT = ("", "txt", "text", "log", "out")


@dataclass(frozen=True)
class Output:
    """Where a result goes.

    Attributes:
        words: the language of what is written, and in which a written file is named.
        path: the file; None or "-" is standard output.
        inputs: files that must not be overwritten.
        announced: whether to say on standard error which file was written.
    """

    words: Catalogue
    path: Path | None = None
    inputs: Sequence[str | Path | None] = ()
    announced: bool = False

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
            CommandError: the file is an input, or it is standard output, which is for texts.
        """
        if self.path is None or self.standard:
            from govrank.problem import CommandError

            raise CommandError("binary-to-stdout")
        buffer = io.BytesIO()  # made whole before the disk is touched: a zip is written with seeks
        write(buffer)
        self._write_whole(self.path, lambda stream: stream.write(buffer.getvalue()))

    def write_result(
        self,
        how: str,
        *,
        document: Callable[[], object],
        report: Callable[[], Report],
        csv: Callable[[TextIO], None] | None = None,
    ) -> None:
        """Write the result of an analysis as json, csv, md, or for the terminal."""

        def write(stream: TextIO) -> None:
            if how == "json":
                from govrank.export.json import dump_json

                dump_json(document(), stream)
            elif how == "csv" and csv is not None:
                csv(stream)
            elif how == "md":
                from govrank.export.markdown import write_report

                write_report(report(), self.words, stream)
            else:
                from govrank.present.terminal import show_report

                show_report(report(), self.words, stream)

        self.write_text(write, mark=how == "csv")

    def _write_whole(self, path: Path, fill: Callable[[BinaryIO], object]) -> None:
        from govrank.files import refuse_inputs, write_whole

        refuse_inputs(path, [name for name in self.inputs if name is not None])
        write_whole(path, fill)
        if self.announced:
            say_lines([self.words.say("export.written", path=str(path))])


def format_named(
    path: Path | None, formats: Sequence[Format], otherwise: Format, inputs: Sequence[str | None] = ()
) -> Format:
    """Return the format that a file's extension names.

    Args:
        otherwise: without a file; where it is for reading, also for a file whose extension is of plain text.
        inputs: files that must not be overwritten, which is then what is wrong with the extension.

    Raises:
        CommandError: the extension is none of the formats.
    """
    if path is None or str(path) == "-":
        return otherwise
    suffix = path.suffix.lower().removeprefix(".")
    suffix = {"markdown": "md", "htm": "html"}.get(suffix, suffix)
    named = next((how for how in formats if how == suffix and how not in _FOR_READING), None)
    if named is not None:
        return named
    if otherwise in _FOR_READING and suffix in _PLAIN_TEXT:
        return otherwise
    from govrank.files import refuse_inputs
    from govrank.problem import CommandError

    refuse_inputs(path, [name for name in inputs if name is not None])
    known = [f".{'txt' if name in _FOR_READING else name}" for name in formats]
    raise CommandError("unknown-extension", path=str(path), known=known)


def refuse_other_than_workbook(path: Path, inputs: Sequence[str]) -> None:
    """Raise where a workbook would bear the extension of something else, or be written over an input.

    Raises:
        CommandError: with the extension that it should have.
    """
    if path.suffix.lower() not in ("", ".xlsx", ".xlsm"):
        from govrank.files import refuse_inputs
        from govrank.problem import CommandError

        refuse_inputs(path, inputs)
        raise CommandError("not-a-workbook", path=str(path), near=[str(path.with_suffix(".xlsx"))])


@contextlib.contextmanager
def standard_output() -> Iterator[TextIO]:
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
        forget(sys.stdout)
        raise typer.Exit(3) from None  # the reader has enough, as `head` has: nothing to complain about
    except OSError as error:
        forget(sys.stdout)
        raise OutputError("standard output", error.strerror or str(error)) from None


def forget(stream: TextIO) -> None:
    """Point a stream nowhere, so that the interpreter's own last flush does not complain again."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
