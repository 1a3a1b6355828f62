"""The last rated request of a folder, remembered for `export` without a file."""

from __future__ import annotations

import contextlib
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govrank.options import Flag, flags
from govrank.request import Request

if TYPE_CHECKING:
    from govrank.scoring.rating import Rating

_LARGEST = 1 << 20  # bytes


@dataclass(frozen=True)
class Remembered:
    """A request that was rated in a folder, and the fingerprints of its files at that time."""

    request: Request
    fingerprints: dict[str, str]


@dataclass(frozen=True)
class _Kept:
    """The file's content; the folder is only for people who look at it."""

    request: Request
    sources: dict[str, str]
    folder: str = ""


def remember(request: Request, rating: Rating) -> None:
    """Remember a request for this folder in the user's state folder, if there is one."""
    import json

    from govrank.files import write_whole
    from govrank.problems import GovrankError

    absolute = {name: _absolute(one, getattr(request, name)) for name, one in flags(Request).items() if one.reads}
    document = {
        "folder": os.getcwd(),  # noqa: PTH109  # a text, as it is
        "request": asdict(request) | absolute,
        "sources": {source.name: source.sha256 for source in rating.edition.sources},
    }
    with contextlib.suppress(OSError, RuntimeError, GovrankError):
        path = _path()
        path.parent.mkdir(parents=True, exist_ok=True)
        content = json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogateescape")
        if path.exists() and not path.is_file():
            return  # a pipe cannot be read again
        write_whole(path, lambda stream: stream.write(content))


def _absolute(option: Flag, value: Any) -> Any:  # noqa: ANN401  # of the option's type
    """Return an option's value with the whole paths of the files that it names."""
    if isinstance(value, tuple):
        return [_absolute(option, one) for one in value]
    there = value != "-" and value in option.paths(value) and Path(value).exists()
    return str(Path(value).resolve()) if there else value


def recall() -> Remembered | None:
    """Return what was last rated in this folder, or None."""
    import json

    from pydantic import TypeAdapter

    shape = TypeAdapter(_Kept)
    try:
        path = _path()
        if not path.is_file():  # opening a pipe would block
            return None
        with path.open("rb") as stream:
            text = stream.read(_LARGEST).decode("utf-8", "surrogateescape")
        kept = shape.validate_python(json.loads(text))
    except (OSError, RuntimeError, ValueError):
        return None  # missing, from another version, or modified: ignore it
    return None if kept.request.unfit else Remembered(kept.request, kept.sources)


def _path() -> Path:
    """Return the file that stores this folder's last request."""
    import hashlib

    from platformdirs import user_state_dir

    folder = hashlib.sha256(os.getcwd().encode("utf-8", "surrogateescape")).hexdigest()[:24]  # noqa: PTH109
    return Path(user_state_dir("govrank", appauthor=False)) / "last" / f"{folder}.json"
