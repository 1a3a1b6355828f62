"""The formats that results are written in: this list is what commands, their help and their errors go by.

A format is a line here and a module with `write(result, words, stream)`; where one result makes several files, with
`files(result, words)`. It takes what it needs of a result: its report, its document, its data.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from govrank.reports.results import Result
    from govrank.text.catalogue import Catalogue


@dataclass(frozen=True)
class Files:
    """What a result makes: files by what they show.

    Attributes:
        foreign: letters in them that have no font of ours, and look as this machine has them.
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
        key: what `--format` calls it.
        module: below this package; imported when something is written.
        commands: those that can write their result in it.
        suffixes: extensions by which `--output` names it; the first is usual.
        first: the commands that offer it ahead of formats above it.
        binary: whether it is bytes, which do not go to a terminal.
        mark: whether a file begins with a byte-order mark, which Excel needs.
        reading: whether it is for the terminal, which no extension is called after.
        several: whether a result may make several files.
        intervals: whether it shows the intervals of `--robustness`.
    """

    key: str
    module: str
    commands: tuple[str, ...]
    suffixes: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    binary: bool = False
    mark: bool = False
    reading: bool = False
    several: bool = False
    intervals: bool = False

    def write(self, result: Result, words: Catalogue, stream: Any) -> None:  # noqa: ANN401  # of texts or of bytes
        """Write a result to a stream, of bytes where the format is binary."""
        self._module.write(result, words, stream, self.key)

    def files(self, result: Result, words: Catalogue) -> Files:
        """Return a result's files by what they show, of a format that may make several."""
        found: Files = self._module.files(result, words, self.key)
        return found

    @property
    def _module(self) -> Any:  # noqa: ANN401  # one of the modules below
        return import_module(f"govrank.formats.{self.module}")


FORMATS = (
    Format("table", "terminal", (*READ, "population"), (".txt", ".text", ".log", ".out", ""), reading=True),
    Format("text", "terminal", ("check",), (".txt", ".text", ".log", ".out", ""), reading=True),
    Format("xlsx", "xlsx", (*WORKBOOKS, *TABLES), (".xlsx",), binary=True, intervals=True),
    Format("csv", "csv", (*DATA, *TABLES), (".csv",), TABLES, mark=True),
    Format("tsv", "csv", (*DATA, *TABLES), (".tsv", ".tab"), TABLES, mark=True),
    Format("json", "json", (*READ, "export", "population", "check"), (".json",)),
    Format("md", "markdown", (*READ, "export"), (".md", ".markdown"), intervals=True),
    Format("html", "html", PUBLISHED, (".html", ".htm"), intervals=True),
    Format("png", "images", PUBLISHED, (".png",), binary=True, several=True, intervals=True),
    Format("svg", "images", PUBLISHED, (".svg",), binary=True, several=True, intervals=True),
    Format(
        "pdf",
        "pdf",
        (*PUBLISHED, "compare", "robustness"),
        (".pdf",),
        binary=True,
        several=True,
        intervals=True,
    ),
)


def formats_of(command: str) -> list[Format]:
    """Return the formats that a command can write, the usual one first."""
    return sorted((one for one in FORMATS if command in one.commands), key=lambda one: command not in one.first)
