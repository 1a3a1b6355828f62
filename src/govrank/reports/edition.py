"""An edition's rating as a report to read, as an article, and as data for scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from govrank.analysis.compare import Movement
from govrank.analysis.robustness import Robustness
from govrank.problems import CommandError
from govrank.reports.charts import Bars, bars_note, slope_blocks, swatches, total_bars, total_blocks
from govrank.reports.masthead import head_lines, paper_head, source_line, under_one_head
from govrank.reports.narrative import Story, tell_story
from govrank.reports.rating import (
    final_tables,
    indicator_notes,
    indicator_tables,
    method_tables,
    norm_lines,
    publication,
    version_line,
)
from govrank.reports.robustness import robustness_lines, robustness_notes
from govrank.reports.table import (
    Block,
    Bullets,
    Heading,
    Legend,
    Line,
    Publication,
    Report,
    Table,
    data_column,
    notes_of,
    plain_table,
)
from govrank.reports.wording import (
    absent_line,
    excluded_lines,
    gate_lines,
    legend_line,
    movement_lines,
    rating_title,
    rules_line,
    table_title,
)
from govrank.scoring.rating import Rating
from govrank.text.catalogue import Catalogue
from govrank.text.spelling import similar_names

MOST_PICTURED = 1000  # rows of one table: ten pictures
_MOST_EXCLUDED = 5  # listed with their reasons; beyond that only counted
_LONGEST_NAME = 60


def rating_report(
    rating: Rating,
    words: Catalogue,
    movement: Movement | None,
    *,
    indicators: bool,
    top: int | None,
    digest: bool,
) -> Report:
    """Return the final table, the rules below it, and the excluded and absent pages.

    Args:
        indicators: also show each indicator's table.
        top: show only so many first pages of each table.
        digest: start with the rating summarised in sentences.
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


def _sections(
    rating: Rating,
    story: Story,
    words: Catalogue,
    movement: Movement | None,
    robustness: Robustness | None,
    *,
    top: int | None = None,
    charts: bool = False,
) -> dict[str, list[Block]]:
    """Return the non-empty parts that follow an edition's lead, each under its heading.

    Args:
        charts: for outputs that draw: also the moves and totals as charts, and the meaning of the tables' colours.
    """
    slopes = slope_blocks(rating, words, movement) if charts and movement is not None else []
    parts: dict[str, Sequence[Block]] = {
        "final": final_blocks(rating, words, movement, robustness, top),
        "moved": [*story.moves, *slopes],
        "bottom": story.bottom,
        "totals": total_blocks(rating, words) if charts else [],
        "indicators": [
            block
            for key, comment in story.comments.items()
            for block in _indicator_blocks(rating, key, comment, words, top=top, charts=charts)
        ],
        "out": [*gate_lines(rating, words), *_left_out(rating, words, introduced=not charts)],
        "methodology": method_blocks(rating, words),
    }
    titles = {"totals": f"totals.{rating.scoring.key}"}
    return {
        key: [Heading(words.say(titles.get(key, f"section.{key}")), 2), *blocks]
        for key, blocks in parts.items()
        if blocks
    }


def rating_article(
    rating: Rating,
    words: Catalogue,
    movement: Movement | None,
    *,
    indicators: bool,
    top: int | None,
    robustness: Robustness | None,
) -> Report:
    """Return the draft of an article: headline, lead and the parts of the edition."""
    story = tell_story(rating, words, movement)
    title = rating_title(rating, words)
    blocks: list[Block] = [Heading(story.headline), title] if story.headline else [Heading(title)]
    blocks += [*head_lines(rating, words), *story.paragraphs]
    for key, section in _sections(rating, story, words, movement, robustness, top=top).items():
        blocks += section if indicators or key != "indicators" else []
    return Report((*blocks, version_line(rating, words)))


def rating_paper(
    rating: Rating,
    words: Catalogue,
    movement: Movement | None = None,
    robustness: Robustness | None = None,
    table: str = "all",
) -> Publication:
    """Return the edition as a report with charts, or one table of it.

    Args:
        table: one of `image_names`, or "all".

    Raises:
        CommandError: `no-such-table`.
    """
    wanted = _wanted_tables(rating, table)
    story = tell_story(rating, words, movement)
    blocks = paper_head(rating, words)
    if table == "all":
        blocks += [Heading(story.headline, 2)] if story.headline else []
        blocks += [Line(text, "lead") for text in story.paragraphs]
    if table in ("all", "final", "totals"):
        sections = _sections(rating, story, words, movement, robustness, charts=True)
        shown = {"final": ("final", "out"), "totals": ("totals",)}.get(table, sections)
        blocks += [block for key, section in sections.items() if key in shown for block in section]
    else:
        key = wanted[table]
        blocks += _indicator_blocks(rating, key, story.comments[key], words, level=2, charts=True)
    return publication(rating, rating_title(rating, words), blocks, words, table)


def final_blocks(
    rating: Rating,
    words: Catalogue,
    movement: Movement | None = None,
    robustness: Robustness | None = None,
    top: int | None = None,
) -> list[Block]:
    """Return the final table of each league, followed by the meaning of its headings, moves and intervals."""
    tables = under_one_head(rating, final_tables(rating, words, top, movement, robustness), words)
    blocks: list[Block] = [replace(table, level=3 if len(tables) > 1 else 0) for table in tables]
    return [*blocks, _legend(rating, words), *notes_of(_figure_lines(rating, words, movement, robustness))]


def _figure_lines(
    rating: Rating, words: Catalogue, movement: Movement | None, robustness: Robustness | None
) -> list[str]:
    """Return the meaning of the moves and the intervals beside the places."""
    lines = [] if movement is None else movement_lines(rating, movement, words)
    return lines if robustness is None else [*lines, *robustness_lines(rating, robustness, words)]


def method_blocks(rating: Rating, words: Catalogue) -> list[Block]:
    """Return the rules in words, and what a reader needs to compute the rating again in tables."""
    tables = [replace(table, level=3) for table in method_tables(rating, words)]
    return [rules_line(rating, words), *norm_lines(rating, words), *tables]


def method_sheet(
    rating: Rating, words: Catalogue, movement: Movement | None, robustness: Robustness | None
) -> list[Block]:
    """Return the rules as a separate sheet, with everything that surrounds the tables elsewhere."""
    return [
        Heading(rating_title(rating, words)),
        *head_lines(rating, words),
        rules_line(rating, words),
        *gate_lines(rating, words),
        legend_line(rating, words),
        *norm_lines(rating, words),
        version_line(rating, words),
        *_figure_lines(rating, words, movement, robustness),
        *method_tables(rating, words),
    ]


def _indicator_blocks(
    rating: Rating,
    key: str,
    comment: str,
    words: Catalogue,
    *,
    level: int = 3,
    top: int | None = None,
    charts: bool = False,
) -> list[Block]:
    """Return an indicator's tables below their summary, followed by the meaning of their zones' colours."""
    first, *others = indicator_tables(rating, key, words, top)
    first = replace(first, notes=(*filter(None, [comment]), *first.notes))
    colors = indicator_notes(rating, rating.methodology.measure(key), words) if charts else []
    return [*(replace(table, level=level) for table in (first, *others)), *notes_of(colors)]


def rating_pictures(
    rating: Rating,
    words: Catalogue,
    table: str,
    movement: Movement | None,
    robustness: Robustness | None,
    top: int | None,
) -> list[Publication]:
    """Return one table as a picture, or all of them, one for each league.

    Args:
        table: one of `image_names`, or "all".
        top: how many rows of each table are shown; None shows all.
        robustness: shown as intervals and brackets in the final table.

    Raises:
        CommandError: `no-such-table`, `too-many-for-images`.
    """
    wanted = _wanted_tables(rating, table)
    rows = sum(len(pages[:top]) for pages in rating.leagues.values())
    if rows > MOST_PICTURED:
        raise CommandError("too-many-for-images", n=rows, most=MOST_PICTURED)
    ends = [*_excluded_notes(rating, words), source_line([rating], words)]
    pictures = []
    for name, key in wanted.items():
        said: list[Block] = []
        tables: list[Table] = []
        if name == "totals":
            notes = [rules_line(rating, words)]
        elif name == "final":
            tables = final_tables(rating, words, top, movement, robustness)
            said.append(_legend(rating, words))
            notes = [rules_line(rating, words), *(movement_lines(rating, movement, words) if movement else [])]
            notes += robustness_notes(rating, robustness, words) if robustness else []
        else:
            tables = indicator_tables(rating, key, words, top)
            notes = indicator_notes(rating, rating.methodology.measure(key), words)
        for n, (league, pages) in enumerate(rating.leagues.items()):
            kicker = [] if name == "final" else [table_title(rating, words, league)]
            shown: Block
            if tables:
                title, read, shown = tables[n].title, tables[n].notes, replace(tables[n], level=0, notes=())
            else:
                title = words.say(f"totals.{rating.scoring.key}")
                read = (*head_lines(rating, words, league), bars_note(rating, words))
                shown = Bars(total_bars(rating, words, league, pages[:top]), swatches(rating, words))
            left = len(pages) - len(pages[:top])
            more = [words.say("rating.more", n=left)] if left else []
            blocks: list[Block] = [
                *(Line(line, "kicker") for line in kicker),
                Heading(title),
                *(Line(line, "kicker") for line in read),
                shown,
                *notes_of(more),
                *said,
                *notes_of([*notes, *ends]),
            ]
            stem = f"{name}-{_file_part(league)}" if len(rating.leagues) > 1 else name
            pictures.append(Publication(tuple(blocks), title, rating.edition.logo, stem))
    return pictures


def image_names(rating: Rating) -> dict[str, str]:
    """Return what can be drawn: name → "final", "totals" or an indicator's key; "all" means all of them."""
    names = {"final": "final", "totals": "totals"}
    taken = {*names, "all", *(key.casefold() for key in rating.methodology.keys)}
    for key in rating.methodology.keys:
        name = key
        if key.casefold() in ("final", "totals", "all"):  # an indicator may have this name
            while name.casefold() in taken:
                name = f"indicator-{name}"
        names[name] = key
    return names


def _wanted_tables(rating: Rating, table: str) -> dict[str, str]:
    """Return which of `image_names` are requested.

    Raises:
        CommandError: `no-such-table`.
    """
    names = image_names(rating)
    if table == "all":
        return names
    if table not in names:
        known = [*names, "all"]
        raise CommandError("no-such-table", name=table, near=similar_names(table, known), known=known)
    return {table: names[table]}


def _excluded_notes(rating: Rating, words: Catalogue) -> list[str]:
    out, gates = excluded_lines(rating, words), [" ".join(lines)] if (lines := gate_lines(rating, words)) else []
    if not out:
        return gates
    said = "; ".join(out) if len(out) <= _MOST_EXCLUDED else words.say("count.pages", n=len(out))
    return [*gates, f"{words.say('rating.excluded')} {said}."]


def _file_part(text: str) -> str:
    """Return a league's name as a part of a file's name.

    >>> _file_part("../VK & Telegram"), _file_part("Облысы №1")
    ('VK-Telegram', 'Облысы-1')
    """
    return re.sub(r"[\W_]+", "-", text).strip("-")[:_LONGEST_NAME] or "league"


def _legend(rating: Rating, words: Catalogue) -> Legend:
    return Legend(legend_line(rating, words), legend_line(rating, words, numbered=True))


def _left_out(rating: Rating, words: Catalogue, *, introduced: bool = True) -> Iterator[Block]:
    out, absent = excluded_lines(rating, words), absent_line(rating, words)
    if out:
        yield from ["", words.say("rating.excluded")] * introduced
        yield Bullets(tuple(out))
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
            data_column("league", pages.leagues, "text"),
            data_column("place", rating.places),
            data_column("move", nothing, "text") if moves is None else data_column("move", moves, "move"),
            data_column("page", pages.names, "page"),
            data_column("region", pages.regions, "text"),
            data_column("platform", pages.platforms, "text"),
            *(data_column(key, rating.measured[key].values) for key in keys),
            *(data_column(f"{key}_points", rating.points[key]) for key in keys),
            data_column("total", rating.totals),
            data_column("zone", zones, "zone"),
            *([data_column("gate", rating.gate_keys, "text")] if rating.methodology.gates else []),
        ],
    )
