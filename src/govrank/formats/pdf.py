"""Results as reports on A4, to be handed over."""

from __future__ import annotations

from govrank.formats import Files
from govrank.formats.typeset import set_blocks, set_report
from govrank.reports.results import Result
from govrank.text.catalogue import Catalogue


def files(result: Result, words: Catalogue, _key: str) -> Files:
    """Return a result as one PDF, the same bytes for the same result.

    Raises:
        CommandError: `no-such-table`; `no-images-extra` where Typst is not installed.
    """
    paper = result.paper(words)
    return set_report(paper.name, paper.title, set_blocks(paper.blocks), words.lang, paper.logo)
