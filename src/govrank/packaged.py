"""What comes with govrank: its version, and the data files, each found by its name and listed nowhere else."""

from __future__ import annotations

from importlib.resources import files

VERSION = "2.0.0"


def packaged_names(folder: str, suffix: str, first: str = "") -> tuple[str, ...]:
    """Return the names of a folder's files without their suffix, by alphabet, the usual one first.

    >>> packaged_names("populations", ".toml", "kz")
    ('kz', 'by', 'ru', 'uz')
    """
    found = sorted(
        entry.name.removesuffix(suffix) for entry in files("govrank").joinpath(folder).iterdir()
        if entry.name.endswith(suffix)
    )  # fmt: skip
    return tuple(sorted(found, key=lambda name: name != first))


def packaged_text(*path: str) -> str:
    """Return a packaged file unchanged, with its comments."""
    return files("govrank").joinpath(*path).read_text(encoding="utf-8")


def methodology_text(name: str) -> str:
    """Return a packaged methodology's file unchanged."""
    return packaged_text("methodologies", f"{name}.toml")


DEFAULT = "akimats"

LANGUAGES = packaged_names("languages", ".json", "en")
METHODOLOGIES = packaged_names("methodologies", ".toml", DEFAULT)
POPULATIONS = packaged_names("populations", ".csv")
COUNTRIES = packaged_names("populations", ".toml", "kz")
POPULATION = max(name for name in POPULATIONS if name.startswith(COUNTRIES[0]))
