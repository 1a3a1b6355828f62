"""`govrank collect`: exports with one row a post, summed up to a table of pages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from govrank.cli.call import Call, command
from govrank.collect.options import CollectOptions
from govrank.options import Flag, files_read
from govrank.request import LANG

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@dataclass(frozen=True, kw_only=True)
class CollectRequest(CollectOptions):
    """Which posts are collected and how, and the language in which that is said."""

    posts: Annotated[
        list[str],
        Flag(
            help="CSV, TSV, XLSX, ODS or Parquet files, one row per post, newest file last; - is standard input.",
            metavar="POSTS...",
            reads="file",
        ),
    ]
    lang: Annotated[str, LANG] = "en"

    @property
    def inputs(self) -> list[str | Path]:
        """Files that must never be overwritten."""
        return files_read(self)


@command(
    app,
    "collect",
    "govrank collect posts.csv --period 2026-07 -o july-2026.xlsx",
    "govrank collect ig.csv fb.csv --period 2026-07 --timezone Asia/Almaty --pages registry.csv -o july-2026.xlsx",
    "govrank collect posts.csv --period 2026-07 -o - | govrank score -",
    asks=CollectRequest,
    undone="collected",
)
def collect(call: Call[CollectRequest]) -> None:
    """Add up exports with one row per post into a table of pages that `score` rates."""
    from govrank.collect.collecting import collect_posts
    from govrank.reports.collected import note_lines
    from govrank.reports.results import CollectedResult

    with call.working():
        found = collect_posts(call.request.posts, call.request)
    call.warn(found.warnings)
    call.say(*note_lines(found, call.words))
    call.write(CollectedResult(found), announced=True)
