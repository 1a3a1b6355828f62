"""One XML part of a workbook's package, read fast and without obeying what a document type may declare."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CHUNK = 1 << 14


class _RootSeenError(Exception):
    """The root element has begun: from here on no document type can follow."""


class _UntilRoot:
    """A builder that builds nothing and stops at the root."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002  # the parser's own form
        raise _RootSeenError


def read_part(stream: IO[bytes]) -> Iterator[tuple[str, Element]]:
    """Yield each element as it ends, as ("end", element).

    Bombs and outside entities need a document type, and that can only stand before the root. So the careful
    and slow parser reads up to there, and the fast one, from the beginning, only what has passed.

    Args:
        stream: of a part, at its beginning; it must be able to go back there.

    Raises:
        DTDForbidden: there is a document type.
        ParseError: it is not well-formed.
    """
    from xml.etree.ElementTree import iterparse

    from defusedxml.ElementTree import DefusedXMLParser

    parser = DefusedXMLParser(target=_UntilRoot(), forbid_dtd=True)
    try:
        while chunk := stream.read(_CHUNK):
            parser.feed(chunk)
    except _RootSeenError:
        pass
    stream.seek(0)
    return iterparse(stream, ("end",))  # noqa: S314  # the careful parser has read up to the root
