"""Two editions side by side, and two versions of one: who moved, and which figures changed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from govrank.analysis.compare import Movement
from govrank.analysis.diff import ChangedFigure, ChangedReason, Difference, Figure
from govrank.networks import platform_label
from govrank.reports.charts import slope_blocks
from govrank.reports.masthead import head_lines, paper_head
from govrank.reports.names import on_network, shown_name
from govrank.reports.narrative import tell_story
from govrank.reports.narrow import without_said_twice
from govrank.reports.rating import final_columns, move_columns, publication, who_columns
from govrank.reports.sentences import column_name, reason_text
from govrank.reports.table import (
    Block,
    Heading,
    Publication,
    Report,
    Table,
    data_column,
    figure_column,
    plain_table,
    text_column,
)
from govrank.reports.wording import luck_lines, movement_lines, rating_title, table_title
from govrank.scoring.rating import Rating
from govrank.text.catalogue import Catalogue
from govrank.text.numbers import number_text, plain_text


def movement_report(rating: Rating, movement: Movement, words: Catalogue) -> Report:
    """Return who rose, fell, stayed, came in and left, in the order of the new places."""
    blocks: list[Block] = []
    for league, pages in rating.leagues.items():
        moves = [movement.moves[i] for i in pages]
        before = [move.previous if move.counted else None for move in moves]
        columns = {column.role: column for column in final_columns(rating, words, pages, movement)}
        previous = figure_column(
            "previous", words.say("table.previous"), before, lambda place: "–" if place is None else str(place)
        )
        shown = [columns.pop("place"), *(columns.pop(role) for role in ("move", "common") if role in columns), previous]
        shown += [columns[role] for role in ("page", "region", "platform", "total", "zone") if role in columns]
        notes = head_lines(rating, words, league)
        blocks.append(
            without_said_twice(plain_table(table_title(rating, words, league), shown, notes=notes), ["region"])
        )
    states = [move.state for move in movement.moves]
    counts = [words.say(f"compare.{state}", n=states.count(state)) for state in ("up", "down", "same", "new")]
    if "switched" in states:
        counts.append(words.say("compare.switched", n=states.count("switched")))
    counts.append(words.say("compare.left", n=len(movement.left)))
    luck = luck_lines(rating, movement, words)
    blocks += [*luck, ", ".join(counts) + ".", *movement_lines(rating, movement, words)[len(luck) :]]
    return Report(tuple(blocks))


def movement_paper(rating: Rating, movement: Movement, words: Catalogue) -> Publication:
    """Return the moves as a report: in tables, in sentences, and as lines from the places before to those now."""
    level = 2 if len(rating.leagues) > 1 else 0
    blocks = [
        *paper_head(rating, words),
        *(
            replace(block, notes=(), level=level) if isinstance(block, Table) else block
            for block in movement_report(rating, movement, words).blocks
        ),
        Heading(words.say("section.moved"), 2),
        *tell_story(rating, words, movement).moves,
        *slope_blocks(rating, words, movement),
    ]
    return publication(rating, rating_title(rating, words), blocks, words)


def movement_data(rating: Rating, movement: Movement) -> Table:
    """Return a row a page for scripts, with pages that left at the end."""
    own, left, moves = rating.pages, movement.left, movement.moves
    gone: list[None] = [None] * len(left)
    return plain_table(
        "",
        [
            data_column("league", [*own.leagues, *("" for _ in left)], "text"),
            data_column("place", [*rating.places.tolist(), *gone]),
            data_column("state", [*(move.state for move in moves), *("left" for _ in left)], "text"),
            data_column("by", [*(move.by if move.counted else None for move in moves), *gone]),
            data_column("previous", [*(move.previous for move in moves), *(out.previous for out in left)]),
            data_column("page", [*own.names, *(out.page for out in left)], "page"),
            data_column("region", [*own.regions, *(out.region for out in left)], "text"),
            data_column("platform", [*own.platforms, *(out.platform for out in left)], "text"),
            data_column("league_before", [*(one.league for one in moves), *(one.league for one in left)], "text"),
        ],
    )


def difference_report(found: Difference, words: Catalogue) -> Report:
    """Return which figures changed, with their cells, and which places moved as a result."""
    if found.nothing:
        return Report((words.say("diff.nothing"),))
    blocks: list[Block] = []
    if found.figures:
        blocks.append(_figures_table(found.figures, words))
    else:
        blocks.append(words.say("diff.no-figure"))
    moved = found.moved
    if moved:
        pages = found.rating
        columns = [
            figure_column("place", words.say("table.place"), [int(pages.places[i]) for i in moved], str),
            *(column for column in move_columns(found.movement, words, moved) if column.role == "move"),
            *who_columns(pages, moved, words),
        ]
        blocks += ["", plain_table(words.say("diff.places"), columns)]
    else:
        blocks.append(words.say("diff.no-place"))
    groups = [
        ("diff.left", [(out.page, out.region, out.platform) for out in found.movement.left]),
        ("diff.left-out", [*found.left_out]),
        ("diff.admitted", [*found.admitted]),
    ]
    for key, who in groups:
        if who:
            names = "; ".join(on_network(page, platform) for page, _region, platform in who)
            blocks.append(words.say(key, n=len(who), pages=names))
    if found.reasons:
        blocks.append(words.say("diff.reasons", pages="; ".join(_other_reason(one, words) for one in found.reasons)))
    return Report(tuple(blocks))


def _other_reason(one: ChangedReason, words: Catalogue) -> str:
    return words.say(
        "diff.reason",
        page=on_network(one.page, one.platform),
        before=reason_text(one.before, words),
        now=reason_text(one.now, words),
    )


def _figures_table(figures: tuple[ChangedFigure, ...], words: Catalogue) -> Table:
    def said(figure: Figure) -> str:
        if figure is None or isinstance(figure, str):
            return figure or "–"
        return plain_text(figure) if isinstance(figure, Fraction) else number_text(figure, words.lang)

    return plain_table(
        words.say("diff.figures"),
        [
            text_column(
                "page", words.say("table.page"), [shown_name(one.page, one.platform) for one in figures], "page"
            ),
            text_column("platform", words.say("table.platform"), [platform_label(one.platform) for one in figures]),
            text_column("count", words.say("diff.column"), [column_name(one.count, words) for one in figures]),
            figure_column("before", words.say("diff.before"), [one.before for one in figures], said),
            figure_column("now", words.say("diff.now"), [one.now for one in figures], said),
            text_column("cell_before", words.say("diff.cell-before"), [one.place_before for one in figures]),
            text_column("cell", words.say("diff.cell"), [one.place_now for one in figures]),
        ],
    )


def difference_data(found: Difference) -> Table:
    """Return a row for each changed figure, for scripts."""
    figures = found.figures

    def plain(figure: Figure) -> int | float | str | None:
        return float(figure) if isinstance(figure, Fraction) else figure

    return plain_table(
        "",
        [
            data_column("page", [one.page for one in figures], "page"),
            data_column("region", [one.region for one in figures], "text"),
            data_column("platform", [one.platform for one in figures], "text"),
            data_column("count", [one.count for one in figures], "text"),
            data_column("before", [plain(one.before) for one in figures]),
            data_column("now", [plain(one.now) for one in figures]),
            data_column("cell_before", [one.place_before for one in figures], "text"),
            data_column("cell", [one.place_now for one in figures], "text"),
        ],
    )
