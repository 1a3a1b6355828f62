"""The formats of results: commands, their help and their errors use this list.

A format is a line here and a module with `write(result, words, stream, key)`; if one result makes several files,
with `files(result, words, key)`; if `verify` compares it, with `figures(content, key)`, which reads the output back.
It takes what it needs from a result: its report, its paper, its pictures, its document, its data.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from govrank.reports.results import Result
    from govrank.text.catalogue import Catalogue


@dataclass(frozen=True)
class Files:
    """The files of a result, by what they show.

    Attributes:
        foreign: letters in them that need a font of this machine.
    """

    by_name: Mapping[str, bytes]
    foreign: str = ""


DATA = ("score", "export", "compare", "diff", "trend", "robustness", "population")
READ = ("score", "compare", "diff", "trend", "explain", "robustness")
WORKBOOKS = ("export", "compare", "diff", "trend", "explain", "robustness")
PUBLISHED = ("export", "trend", "explain")
TABLES = ("collect", "population template")


@dataclass(frozen=True)
class Format:
    """A format.

    Attributes:
        key: its name for `--format`.
        module: below this package; imported when something is written.
        commands: those that can write it.
        media: its media type.
        suffixes: its file extensions, the usual one first.
        first: the commands that offer it before formats above it.
        separator: of the cells of a row, for formats made of such lines.
        binary: whether it is bytes, which do not go to a terminal.
        mark: whether files begin with a byte-order mark, which Excel needs.
        reading: whether it is for the terminal, and so has no extension of its own.
        several: whether a result may make several files.
        intervals: whether it shows the intervals of `--robustness`.
        compared: whether `verify` compares it figure by figure.
        recipe: whether a file stores how it was made.
    """

    key: str
    module: str
    commands: tuple[str, ...]
    media: str
    suffixes: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    separator: str = ""
    binary: bool = False
    mark: bool = False
    reading: bool = False
    several: bool = False
    intervals: bool = False
    compared: bool = False
    recipe: bool = False

    def write(self, result: Result, words: Catalogue, stream: Any) -> None:  # noqa: ANN401  # of texts or of bytes
        """Write a result to a stream, of bytes if the format is binary."""
        self._module.write(result, words, stream, self.key)

    def files(self, result: Result, words: Catalogue) -> Files:
        """Return a result's files by what they show, for a format that may make several."""
        found: Files = self._module.files(result, words, self.key)
        return found

    def figures(self, content: bytes) -> dict[str, Any]:
        """Return every figure and text of a file by position, for a format that is compared.

        Raises:
            ValueError, KeyError, RecursionError, DataError: it cannot be read.
        """
        return dict(self._module.figures(content, self.key))

    @property
    def _module(self) -> Any:  # noqa: ANN401  # one of the modules below
        return import_module(f"govrank.formats.{self.module}")


_TEXT = (".txt", ".text", ".log", ".out", "")
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: Mapping[str, Format] = {
    one.key: one
    for one in (
        Format("table", "terminal", (*READ, "population"), "text/plain", _TEXT, reading=True),
        Format("text", "terminal", ("check",), "text/plain", _TEXT, reading=True),
        Format(
            "xlsx", "xlsx", (*WORKBOOKS, *TABLES), _WORKBOOK, (".xlsx",),
            binary=True, intervals=True, compared=True, recipe=True,
        ),
        Format("csv", "csv", (*DATA, *TABLES), "text/csv", (".csv",), TABLES, ",", mark=True, compared=True),
        Format(
            "tsv", "csv", (*DATA, *TABLES), "text/tab-separated-values", (".tsv", ".tab"), TABLES, "\t",
            mark=True, compared=True,
        ),
        Format("json", "json", (*READ, "export", "population", "check"), "application/json", (".json",), compared=True),
        Format("md", "markdown", (*READ, "export"), "text/markdown", (".md", ".markdown"), intervals=True),
        Format("html", "html", PUBLISHED, "text/html", (".html", ".htm"), intervals=True),
        Format("png", "images", PUBLISHED, "image/png", (".png",), binary=True, several=True, intervals=True),
        Format("svg", "images", PUBLISHED, "image/svg+xml", (".svg",), binary=True, several=True, intervals=True),
        Format(
            "pdf", "pdf", (*PUBLISHED, "compare", "robustness"), "application/pdf", (".pdf",),
            binary=True, several=True, intervals=True,
        ),
    )
}  # fmt: skip
COMPARED = [one.key for one in FORMATS.values() if one.compared]


def formats_of(command: str) -> list[Format]:
    """Return the formats that a command can write, the usual one first."""
    can = (one for one in FORMATS.values() if command in one.commands)
    return sorted(can, key=lambda one: command not in one.first)


def format_of_file(path: str | PurePath, among: Iterable[Format] = FORMATS.values()) -> Format | None:
    """Return the format of a file's extension, or None."""
    suffix = PurePath(path).suffix.lower()
    return next((one for one in among if suffix in one.suffixes), None)
