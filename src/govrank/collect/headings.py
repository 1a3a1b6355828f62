"""Which columns of an export with one row a post are which, by their headings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from govrank.read.headings import OF_PAGES, POST_HEADINGS, heading_key, known_column
from govrank.read.mapping import Given, column_mapping

REACTIONS = ("like", "love", "wow", "haha", "sad", "angry", "care", "thankful", "other reaction")
"""The kinds of reaction; their sum is the likes of a page, whichever tool counted them."""
FULL_SET = frozenset(("like", "love", "wow", "haha", "sad", "angry"))
"""A file with all of these has every reaction; later kinds are counted among them."""
COUNTED = ("followers", "page likes", "interactions", "reactions", *REACTIONS, "comments", "shares", "saves", "views")
FLAGS = ("repost", "sponsored", "coauthors", "hidden")
"""Columns that a file may have several of; any that is filled in counts."""

# Tools whose times have no zone and are in UTC: by their heading, and what other headings are required.
UTC_HEADINGS = {"creation time": "", "datetime": "ct id"}

_COUNT_WORDS = re.compile(r"^(?:num|nb|n|number of)[ _.-]+|[ _.-]+counts?$", re.IGNORECASE)
_ZONED = re.compile(r"\s*\(([^()]{1,40})\)\s*$")


@cache
def _by_key() -> dict[str, tuple[str, int]]:
    return {
        heading_key(heading): (column, rank)
        for column, headings in POST_HEADINGS.items()
        for rank, heading in reversed([*enumerate(headings)])
    }


def bare_heading(heading: str) -> str:
    """Return a heading without a suffix in brackets, such as a time zone.

    >>> bare_heading("Date (GMT)")
    'Date'
    """
    return _ZONED.sub("", heading)


def heading_zone(heading: str) -> str:
    """Return the suffix in brackets of a heading, or an empty text.

    >>> heading_zone("Date (GMT)"), heading_zone("Post Created")
    ('GMT', '')
    """
    found = _ZONED.search(heading)
    return found[1].strip() if found else ""


def post_column(heading: str) -> str | None:
    """Return the column of a post that a heading names, or None.

    >>> post_column("Date (GMT)"), post_column("statistics.like_count"), post_column("num_likes"), post_column("Link")
    ('time', 'like', 'like', None)
    """
    found = ranked_column(heading)
    return None if found is None else found[0]


def ranked_column(heading: str) -> tuple[str, int] | None:
    """Return the column that a heading names and its rank, 0 the best; None if it names none."""
    known = _by_key()
    if (found := known.get(heading_key(heading))) is not None:
        return found
    if (found := known.get(heading_key(bare_heading(heading)))) is not None and found[0] in ("time", "day", "clock"):
        return found
    if (found := known.get(heading_key(_COUNT_WORDS.sub("", heading)))) is not None and found[0] in COUNTED:
        return found
    column = OF_PAGES.get(known_column(heading) or "")
    return None if column is None else (column, len(POST_HEADINGS[column]))


def name_columns(headings: Sequence[str], mapping: Mapping[str, str]) -> dict[str, list[int]]:
    """Return the indexes of each column, the best first.

    Args:
        mapping: headings given by the user, by column; they take precedence.
    """
    given = {heading_key(heading): column for column, heading in mapping.items()}
    found: dict[str, list[tuple[int, int]]] = {}
    for at, heading in enumerate(headings):
        if (column := given.get(heading_key(heading))) is not None:
            found.setdefault(column, []).append((-1, at))
        elif (ranked := ranked_column(heading)) is not None and ranked[0] not in mapping:
            found.setdefault(ranked[0], []).append((ranked[1], at))
    return {column: [at for _rank, at in sorted(places)] for column, places in found.items()}


def post_mapping(given: Given) -> dict[str, str]:
    """Return headings by the columns of posts, from texts such as `likes=Fan Count` or files of such lines.

    Raises:
        CommandError: as `govrank.read.mapping.column_mapping`.
    """
    return column_mapping(given, lambda name: _COLUMNS.get(name.casefold()), _COLUMNS, "no-such-post-column")


# as users write them: those of a table of pages by the same names, with likes for all reactions
_COLUMNS = {
    **{name.replace(" ", "_"): name for name in POST_HEADINGS if name not in ("reactions", "like")},
    "likes": "reactions",
    "url": "link",
    "network": "platform",
    "reposts": "repost",
}
