"""A logo: a picture file that is embedded unchanged; recognised by its bytes, and without external references."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from govrank.problems import CommandError

LARGEST = 1 << 20  # bytes
MOST_PIXELS = 4096  # across and down: drawing it unpacks it
_MARKERS = {0xC0, 0xC1, 0xC2}  # of a JPEG's frames that browsers show


@dataclass(frozen=True)
class Logo:
    """A picture's bytes, and their file."""

    name: str
    content: bytes
    kind: Literal["png", "jpeg", "svg"]

    @property
    def address(self) -> str:
        """The picture as a data URL, so that the page fetches nothing."""
        from base64 import b64encode

        media = "svg+xml" if self.kind == "svg" else self.kind
        return f"data:image/{media};base64,{b64encode(self.content).decode()}"


def read_logo(path: str) -> Logo:
    """Read a PNG, JPEG or SVG file.

    Raises:
        CommandError: it does not exist, is of another kind, or is too large.
    """
    try:
        with Path(path).open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise CommandError("no-such-file", path=path) from None
    except (OSError, ValueError) as error:
        raise CommandError("cannot-read", path=path, reason=getattr(error, "strerror", None) or str(error)) from None
    if len(content) > LARGEST:
        raise CommandError("large-logo", path=path, most=LARGEST >> 10)
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR" and len(content) > 24:
        return _of_size(Logo(Path(path).name, content, "png"), struct.unpack(">II", content[16:24]), path)
    if content.startswith(b"\xff\xd8"):
        return _of_size(Logo(Path(path).name, content, "jpeg"), _jpeg_size(content), path)
    if _is_svg(content):
        return Logo(Path(path).name, content, "svg")
    raise CommandError("not-a-logo", path=path)


def _of_size(logo: Logo, size: tuple[int, ...] | None, path: str) -> Logo:
    if size is None or 0 in size:
        raise CommandError("not-a-logo", path=path)
    if max(size) > MOST_PIXELS:
        raise CommandError("wide-logo", path=path, most=MOST_PIXELS)
    return logo


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Return the height and the width of a JPEG."""
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        if content[at + 1] in _MARKERS:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return height, width
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return None


def _is_svg(content: bytes) -> bool:
    """Return whether bytes are an SVG without external references."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return False
    return root.tag == "{http://www.w3.org/2000/svg}svg" and not any(
        name.rpartition("}")[2] == "href" and not value.startswith(("#", "data:"))
        for element in root.iter()
        for name, value in element.attrib.items()
    )
