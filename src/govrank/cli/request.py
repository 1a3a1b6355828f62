"""What a command was asked to rate, and doing it; the last request of a folder is remembered for `export`."""

from __future__ import annotations

import contextlib
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from govrank.compare import Movement
    from govrank.rating import Rating


@dataclass(frozen=True)
class Request:
    """The options that decide a rating, as they were given."""

    pages: str
    methodology: str = "akimats"
    population: str | None = None
    sheet: str | None = None
    encoding: str | None = None
    period: str | None = None
    by: str = ""
    skip_invalid: bool = False
    previous: str | None = None
    force: bool = False
    lang: str = "en"
    days: int | None = None

    @property
    def inputs(self) -> list[str]:
        """Files that must never be overwritten."""
        named = [self.pages, self.population, self.methodology, self.previous]
        return [name for name in named if name is not None and name != "-"]

    @property
    def stem(self) -> str:
        return "stdin" if self.pages == "-" else Path(self.pages).stem

    def rate(self) -> Rating:
        """Rate the edition.

        Raises:
            GovrankError: as `govrank.rating.rate_file`.
        """
        from govrank.rating import rate_file

        return rate_file(
            self.pages,
            methodology=self.methodology,
            population=self.population,
            sheet=self.sheet,
            encoding=self.encoding,
            period=self.period,
            by=self.by,
            days=self.days,
            skip_invalid=self.skip_invalid,
        )

    def compare(self, rating: Rating) -> Movement | None:
        """Rate the edition before by the same rules and compare; None where none was asked for.

        Raises:
            GovrankError: the edition before is wrong, or unlike this one.
        """
        if self.previous is None:
            return None
        from govrank.compare import compare_editions
        from govrank.problem import CommandError

        asked = replace(self, pages=self.previous, period=None, previous=None)
        try:
            old = asked.rate()
        except CommandError as error:
            if error.wording != "no-such-sheet":
                raise
            old = replace(asked, sheet=None).rate()  # its sheets bear other months' names
        return compare_editions(old, rating, force=self.force)


@dataclass(frozen=True)
class Remembered:
    """A request that was rated in a folder before, and the fingerprints of its files as they were then."""

    request: Request
    fingerprints: dict[str, str]


def remember(request: Request, rating: Rating) -> None:
    """Keep a request for this folder, in the user's state folder; a machine without one forgets it."""
    import json

    from govrank.files import write_whole
    from govrank.problem import GovrankError

    absolute = {
        name: str(Path(value).resolve())
        for name in ("pages", "population", "methodology", "previous")
        if (value := getattr(request, name)) and value != "-" and Path(value).exists()
    }
    document = {
        "folder": os.getcwd(),  # noqa: PTH109  # a text, as it is
        "request": asdict(request) | absolute,
        "sources": {source.name: source.sha256 for source in rating.edition.sources},
    }
    with contextlib.suppress(OSError, RuntimeError, GovrankError):
        path = _path()
        path.parent.mkdir(parents=True, exist_ok=True)
        content = json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogateescape")
        write_whole(path, lambda stream: _put(content, stream))


def _put(content: bytes, stream: BinaryIO) -> None:
    stream.write(content)


def recall() -> Remembered | None:
    """Return what was last rated in this folder, or None."""
    import json

    try:
        document: dict[str, Any] = json.loads(_path().read_text(encoding="utf-8"))
        return Remembered(Request(**document["request"]), dict(document["sources"]))
    except (OSError, RuntimeError, ValueError, KeyError, TypeError):
        return None  # never written, or by another version: as good as nothing


def _path() -> Path:
    """Return the file in which this folder's last request is kept."""
    import hashlib

    from platformdirs import user_state_dir

    folder = hashlib.sha256(os.getcwd().encode("utf-8", "surrogateescape")).hexdigest()[:24]  # noqa: PTH109
    return Path(user_state_dir("govrank", appauthor=False)) / "last" / f"{folder}.json"
