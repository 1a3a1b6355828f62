"""Posts summed up to pages: the table of pages, the posts behind them, and what was done, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from govrank.collect.collected import Collected, Note, Uncounted
from govrank.networks import platform_label
from govrank.reports.sentences import column_name, printable, problem_message
from govrank.reports.table import Block, Column, Kind, Table, data_column, figure_column, plain_table, text_column
from govrank.text.catalogue import Catalogue
from govrank.text.numbers import number_text

_MAYBE = ("region", "platform", "followers_date", "saves", "views", "url", "population", "excluded")
"""Columns that are left out if empty."""
MOST_UNCOUNTED = 10_000  # rows that are listed as not counted


def pages_data(found: Collected) -> Table:
    """Return the pages under the canonical names of their columns, as `score` reads them."""
    return plain_table("", _page_columns(found)).without_empty(_MAYBE)


def pages_table(found: Collected, words: Catalogue) -> Table:
    """Return the pages under a language's headings, which `score` also knows."""
    columns = []
    for column in pages_data(found).columns:
        values = [platform_label(key) for key in column.values] if column.role == "platform" else column.values
        columns.append(_under_heading(column.role, column.kind, values, words))
    return plain_table(words.say("collect.pages"), columns)


def _under_heading(role: str, kind: Kind, values: Sequence[Any], words: Catalogue) -> Column:
    heading = page_heading(role, words)
    if kind == "figure":
        return figure_column(
            role, heading, values, lambda value: "" if value is None else number_text(value, words.lang)
        )
    return text_column(role, heading, ["" if value is None else value for value in values])


def page_heading(role: str, words: Catalogue) -> str:
    """Return the heading of a column of pages."""
    key = f"collect.column.{role}"
    text = words.say(key) if key in words else column_name(role, words)
    return text[:1].upper() + text[1:]


def _page_columns(found: Collected) -> list[Column]:
    pages = found.pages
    names: dict[str, Sequence[Any]] = {
        "region": [page.region for page in pages],
        "platform": [page.platform for page in pages],
        "page": [page.page for page in pages],
        "followers": [page.followers for page in pages],
        "followers_date": [page.followers_date for page in pages],
        "posts": [page.posts for page in pages],
        **{
            name: [page.figures[name] for page in pages]
            for name in ("likes", "comments", "shares", "saves", "views", "interactions")
        },
        "url": [page.url for page in pages],
        "last_post": [page.last_post for page in pages],
        "days_since_last_post": [page.days_since for page in pages],
        "weeks_with_posts": [page.weeks for page in pages],
        "population": [page.population for page in pages],
        "excluded": [page.excluded for page in pages],
    }
    texts = ("region", "platform", "page", "followers_date", "url", "last_post", "excluded")
    return [data_column(name, v, "text" if name in texts else "figure") for name, v in names.items()]


def posts_table(found: Collected, words: Catalogue) -> Table:
    """Return each counted post: its page, time and interactions."""
    pages = [found.pages[at] for at in found.post_pages]
    columns: dict[str, Sequence[Any]] = {
        "region": [page.region for page in pages],
        "platform": [platform_label(page.platform) for page in pages],
        "page": [page.page for page in pages],
        "time": found.post_times,
        "interactions": found.post_interactions,
    }
    return _table("collect.posts", columns, words, figures=("interactions",))


def done_blocks(found: Collected, words: Catalogue) -> list[Block]:
    """Return what was read, counted and left out: in sentences, and the rows that were not counted."""
    blocks: list[Block] = [*note_lines(found, words), words.say("collect.likes")]
    table = _uncounted_table(found, words)
    if len(table):
        blocks.append(replace(table, title=""))
    if table.more:
        blocks.append(words.say("collect.more", n=table.more, number=number_text(table.more, words.lang)))
    return blocks


def _uncounted_table(found: Collected, words: Catalogue) -> Table:
    """Return the rows that were not counted, each with the reason, the first few thousand of them."""
    listed = found.uncounted[:MOST_UNCOUNTED]
    columns: dict[str, Sequence[Any]] = {
        "file": [row.file for row in listed],
        "sheet": [row.sheet or "" for row in listed],
        "row": [row.row for row in listed],
        "page": [row.page for row in listed],
        "time": [row.time for row in listed],
        "post": [row.post for row in listed],
        "why": [_why(row, words) for row in listed],
    }
    return _table("collect.collected", columns, words, figures=("row",), more=len(found.uncounted) - len(listed))


def _table(
    title: str, columns: Mapping[str, Sequence[Any]], words: Catalogue, *, figures: Sequence[str], more: int = 0
) -> Table:
    typed = [_under_heading(role, "figure" if role in figures else "text", v, words) for role, v in columns.items()]
    return plain_table(words.say(title), typed, more=more).without_empty(_MAYBE)


def _why(row: Uncounted, words: Catalogue) -> str:
    said = words.say(f"collect.why.{row.why}")
    if row.problem is None:
        return said
    column = f"{row.problem.column}: " if row.problem.column else ""
    return f"{said}: {column}{problem_message(row.problem, words)} [{row.problem.code}]"


def note_lines(found: Collected, words: Catalogue) -> list[str]:
    """Return sentences about what was read, counted and left out."""
    return [_note_text(note, words) for note in found.notes]


def _note_text(note: Note, words: Catalogue) -> str:
    named = {
        name: number_text(value, words.lang) if isinstance(value, int) else printable(str(value))
        for name, value in note.args.items()
    }
    return words.say(f"collect.note.{note.key}", n=note.n, number=number_text(note.n, words.lang), **named)
