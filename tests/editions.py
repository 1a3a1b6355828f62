"""Small editions for tests: the example with its previous edition, hostile names, any number of pages.

Tests take `compare_editions` and `parse_methodology` from here, and so need no change when they move.
"""

import functools
from pathlib import Path

import pandas as pd

from govrank import rate_file, rate_frames
from inside import LoadOptions, compare_editions, load_edition
from inside import parse_methodology as parse_methodology

EXAMPLES = Path(__file__).parent.parent / "examples"

HOSTILE = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>'",
    "{{ 7 * 7 }}{% raw %}",
    "\x1b[31mred\x07\x00",
    "\u202egnirts",
    "line\nbreak\ttab",
    "]]></style></script><a href=javascript:alert(1)>here</a>",
    "&lt;b&gt; & https://evil.example/ *star* `code` |pipe| [x](y) # 1. -",
]


@functools.cache
def example():
    """Return July and its movement against June."""
    june, july = (rate_file(EXAMPLES / f"{month}.xlsx") for month in ("june", "july"))
    return july, compare_editions(june, july)


@functools.cache
def hostile():
    """Return an edition in which every text tries to be interpreted."""
    rows = [
        {
            "region": name, "page": name, "platform": name, "followers": 1000 * n, "posts": n, "engaged": 7 * n,
            "population": 100000, "excluded": name if n == 3 else None,
        }
        for n, name in enumerate(HOSTILE, 1)
    ]  # fmt: skip
    return rate_frames(pd.DataFrame(rows), period="</title><script>alert(2)</script>")


def edition(rows, methodology="akimats", period="", by=""):
    """Return the rating of rows with `page`, `followers` and what else is given; each in a region of its own."""
    usual = {"platform": "vk", "posts": 10, "population": 1_000_000}
    filled = [{"region": f"Region {n}"} | usual | row for n, row in enumerate(rows)]
    filled = [{"engaged": row.get("followers", 0) // 10} | row for row in filled]
    return rate_frames(pd.DataFrame(filled), methodology=methodology, period=period, by=by)


def load(source, **options):
    """Return an edition, read and checked, from a file or a frame; options by name."""
    return load_edition(source, LoadOptions(**options))
