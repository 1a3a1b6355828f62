"""The tokens of a TOML text, each with its kind and its line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

Token = tuple[str, str, int]
"""Kind, text and line."""

_TOKEN = re.compile(
    r"""(?P<skip>[ \t]+|\#[^\n]*)"""
    r"""|(?P<newline>\r?\n)"""
    r"""|(?P<long>\"\"\"(?:\\.|[^\\])*?\"{3,5}|'''.*?'{3,5})"""
    r"""|(?P<text>"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
    r"""|(?P<mark>[\[\]{}=,.])"""
    r"""|(?P<bare>[^\s\[\]{}=,.#"']+)""",
    re.DOTALL,
)


def tokens_of(text: str) -> Iterator[Token]:
    """Yield the tokens of a text; of one that is no TOML whatever can be read."""
    line, at = 1, 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            at += 1
            continue
        kind = str(match.lastgroup)
        if kind != "skip":
            yield kind, match[0], line
        line += match[0].count("\n")
        at = match.end()


def plain_key(kind: str, text: str) -> str:
    """Return what a token says that stands for a key."""
    if kind == "bare" or text.startswith("'"):
        return text.strip("'")
    try:
        return str(json.loads(text))
    except ValueError:  # an escape that only TOML knows: such a key is none of ours
        return text
