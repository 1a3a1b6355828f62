"""A document as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, TextIO

from govrank.reports.results import Result
from govrank.text.catalogue import Catalogue

_UNSEEN = re.compile(r"[\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_HALF = re.compile(r"[\ud800-\udfff]")  # lone surrogates: bytes of a file's name that are not UTF-8


def write(result: Result, words: Catalogue, stream: TextIO, _key: str) -> None:
    """Write a result as one document."""
    dump_json(result.document(words), stream)


def figures(content: bytes, _key: str) -> Iterator[tuple[str, Any]]:
    """Yield the values of a document by their keys: `pages[0].total`."""
    yield from values_of(json.loads(content))


def values_of(value: Any, at: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401  # any JSON
    """Yield the values inside a value, by position."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from values_of(inner, f"{at}.{key}" if at else str(key))
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from values_of(inner, f"{at}[{n}]")
    else:
        yield at, value


def dump_json(document: object, stream: TextIO) -> None:
    """Write a document with a line break at its end."""
    stream.write(json_text(document) + "\n")


def json_text(document: object) -> str:
    """Return a document as JSON; terminal control codes become JSON escapes, which lose nothing.

    Lone surrogates, which few programs accept, are spelled out.
    """
    text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
    text = _HALF.sub(lambda found: f"\\\\u{ord(found[0]):04x}", text)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
