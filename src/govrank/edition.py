"""An edition: of what a rating is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from govrank.read.table import Source


@dataclass(frozen=True)
class Edition:
    """Of what the rating is: the period, the files it was made from, the population table.

    Attributes:
        population: name of the population table.
        population_file: the file of pages, where the populations are a column of it and no table of their own.
    """

    period: str
    sources: tuple[Source, ...]
    population: str | None = None
    population_date: str | None = None
    population_file: str | None = None


def edition_names(paths: Sequence[str]) -> list[str]:
    """Return what the editions in files are called: by their stems, and where those repeat with their folders.

    >>> edition_names(["may.csv", "2020/june.csv", "2021/june.csv"])
    ['may', '2020/june', '2021/june']
    """
    files = [Path("stdin" if path == "-" else path).absolute() for path in paths]
    names = [file.stem for file in files]
    longest = max((len(file.parts) for file in files), default=0)
    for depth in range(2, longest + 1):  # folder and file, then further up
        names = [
            "/".join((*file.parts[-depth:-1], file.stem)) if names.count(name) > 1 else name
            for file, name in zip(files, names, strict=True)
        ]
    return distinct_names(names)


def distinct_names(names: Iterable[str]) -> list[str]:
    """Return names, those that were there before with a number behind.

    >>> distinct_names(["a", "b", "a", "a"])
    ['a', 'b', 'a (2)', 'a (3)']
    """
    found: dict[str, None] = {}
    for name in names:
        n, distinct = 2, name
        while distinct in found:
            n, distinct = n + 1, f"{name} ({n})"
        found[distinct] = None
    return [*found]
