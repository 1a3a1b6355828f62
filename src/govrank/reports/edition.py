"""An edition's rating as a report to read, as an article, and as data for scripts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from govrank.analysis.compare import Movement
from govrank.analysis.robustness import Robustness
from govrank.reports.masthead import head_lines, under_one_head
from govrank.reports.narrative import tell_story
from govrank.reports.rating import final_tables, indicator_tables, method_tables, norm_lines, version_line
from govrank.reports.robustness import robustness_lines
from govrank.reports.table import Block, Bullets, Heading, Legend, Report, Table, data_column, plain_table, text_column
from govrank.reports.wording import (
    absent_line,
    excluded_lines,
    gate_lines,
    legend_line,
    movement_lines,
    rating_title,
    rules_line,
)
from govrank.scoring.rating import Rating
from govrank.text.catalogue import Catalogue


def rating_report(
    rating: Rating,
    words: Catalogue,
    movement: Movement | None = None,
    *,
    indicators: bool = False,
    top: int | None = None,
    digest: bool = False,
) -> Report:
    """Return the final table, the rules under it, and who is left out or absent.

    Args:
        indicators: each indicator's table too.
        top: the first so many pages of each table only.
        digest: above all, what the rating says in sentences.
    """
    blocks: list[Block] = [*tell_story(rating, words, movement).digest, ""] if digest else []
    for n, table in enumerate(final_tables(rating, words, top, movement)):
        blocks += ["", table] if n else [table]
    blocks += [_legend(rating, words), rules_line(rating, words)]
    if movement is not None:
        blocks += movement_lines(rating, movement, words)
    blocks += gate_lines(rating, words)
    blocks += _left_out(rating, words)
    if indicators:
        for key in rating.methodology.keys:
            blocks += ["", *(replace(table, level=2) for table in indicator_tables(rating, key, words, top))]
    return Report(tuple(blocks))


def rating_article(
    rating: Rating,
    words: Catalogue,
    movement: Movement | None = None,
    *,
    indicators: bool = True,
    top: int | None = None,
    robustness: Robustness | None = None,
) -> Report:
    """Return the draft of an article.

    Headline, lead and final table, then who moved, who stands at the bottom, each indicator's table below what it
    says, who is left out, and at the end the methodology with its sources.
    """
    story = tell_story(rating, words, movement)
    title = rating_title(rating, words)
    blocks: list[Block] = [Heading(story.headline), title] if story.headline else [Heading(title)]
    blocks += [*head_lines(rating, words), *story.paragraphs, Heading(words.say("section.final"), 2)]
    tables = under_one_head(rating, final_tables(rating, words, top, movement, robustness), words)
    blocks += [replace(table, level=3 if len(tables) > 1 else 0) for table in tables]
    blocks.append(_legend(rating, words))
    if movement is not None:
        blocks += movement_lines(rating, movement, words)
    if robustness is not None:
        blocks += robustness_lines(rating, robustness, words)
    for key, sentences in (("report.moved", story.moves), ("report.bottom", story.bottom)):
        if sentences:
            blocks += [Heading(words.say(key), 2), *sentences]
    if indicators:
        blocks.append(Heading(words.say("section.indicators"), 2))
        for key, comment in story.comments.items():
            first, *others = indicator_tables(rating, key, words, top)
            first = replace(first, notes=(*filter(None, [comment]), *first.notes))
            blocks += [replace(table, level=3) for table in (first, *others)]
    out = [*gate_lines(rating, words), *_left_out(rating, words)]
    blocks += [Heading(words.say("section.out"), 2), *out] if out else []
    blocks += [Heading(words.say("section.methodology"), 2), rules_line(rating, words), *norm_lines(rating, words)]
    blocks += [replace(table, level=3) for table in method_tables(rating, words)]
    return Report((*blocks, version_line(rating, words)))


def _legend(rating: Rating, words: Catalogue) -> Legend:
    return Legend(legend_line(rating, words), legend_line(rating, words, numbered=True))


def _left_out(rating: Rating, words: Catalogue) -> Iterator[Block]:
    out, absent = excluded_lines(rating, words), absent_line(rating, words)
    if out:
        yield from ("", words.say("rating.excluded"), Bullets(tuple(out)))
    if absent:
        yield from ([absent] if out else ["", absent])


def rating_data(rating: Rating, movement: Movement | None = None) -> Table:
    """Return a row a page for scripts: every value, its points, total and zone, under stable names."""
    pages = rating.pages
    keys = rating.methodology.keys
    names = [band.name for band in rating.methodology.zones]
    nothing = [""] * len(rating)
    moves = None if movement is None else [move.value for move in movement.moves]
    zones = [*map(names.__getitem__, rating.bands.tolist())] if names else nothing
    return plain_table(
        "",
        [
            text_column("league", "league", pages.leagues),
            data_column("place", rating.places),
            text_column("move", "move", nothing) if moves is None else replace(data_column("move", moves), kind="move"),
            text_column("page", "page", pages.names, "page"),
            text_column("region", "region", pages.regions),
            text_column("platform", "platform", pages.platforms),
            *(data_column(key, rating.measured[key].values) for key in keys),
            *(data_column(f"{key}_points", rating.points[key]) for key in keys),
            data_column("total", rating.totals),
            text_column("zone", "zone", zones, "zone"),
            *([text_column("gate", "gate", rating.gate_keys)] if rating.methodology.gates else []),
        ],
    )
