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
    """Return what the editions in files are called: by their stems, and where those repeat with what tells them apart.

    That is the extension of files in one folder, and otherwise as many of their folders as it takes.

    >>> edition_names(["may.csv", "2020/june.csv", "2021/june.csv"])
    ['may', '2020/june', '2021/june']
    >>> edition_names(["july.csv", "july.xlsx"])
    ['july.csv', 'july.xlsx']
    """
    files = [Path("stdin" if path == "-" else path).absolute() for path in paths]
    stems = [file.stem for file in files]
    return distinct_names(
        _told_apart(file, {other for other in files if other.stem == stem} - {file}) if stems.count(stem) > 1 else stem
        for file, stem in zip(files, stems, strict=True)
    )


def _told_apart(file: Path, others: set[Path]) -> str:
    """Return a file's name with as much more than its stem as no other file of that stem has."""
    if not others:
        return file.stem  # the same file again
    name = file.name if any(other.parent == file.parent for other in others) else file.stem
    alike = {other for other in others if name in (other.name, other.stem)}
    for depth in range(1, len(file.parts)):  # the file, then its folders
        folders = file.parts[-depth:-1]
        if all(other.parts[-depth:-1] != folders for other in alike):
            return "/".join((*folders, name))
    return name


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
