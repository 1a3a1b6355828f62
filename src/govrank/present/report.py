"""A report: paragraphs and tables in an order, for the terminal or for Markdown."""

from __future__ import annotations

from dataclasses import dataclass

from govrank.present.text_table import TextTable


@dataclass(frozen=True)
class Report:
    """Blocks to be shown one below another: a text is a paragraph, an empty one a blank line."""

    blocks: tuple[str | TextTable, ...]
