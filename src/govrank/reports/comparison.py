"""A comparison of two editions in words and tables."""

from __future__ import annotations

from govrank.analysis.compare import Movement
from govrank.reports.masthead import head_lines
from govrank.reports.narrow import without_said_twice
from govrank.reports.rating import final_columns
from govrank.reports.table import Block, Report, Table, data_column, figure_column, plain_table, text_column
from govrank.reports.wording import luck_lines, movement_lines, table_title
from govrank.scoring.rating import Rating
from govrank.text.catalogue import Catalogue


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


def movement_data(rating: Rating, movement: Movement) -> Table:
    """Return a row a page for scripts, those that left at the end."""
    own, left, moves = rating.pages, movement.left, movement.moves
    gone: list[None] = [None] * len(left)
    return plain_table(
        "",
        [
            text_column("league", "league", [*own.leagues, *("" for _ in left)]),
            data_column("place", [*rating.places.tolist(), *gone]),
            text_column("state", "state", [*(move.state for move in moves), *("left" for _ in left)]),
            data_column("by", [*(move.by if move.counted else None for move in moves), *gone]),
            data_column("previous", [*(move.previous for move in moves), *(out.previous for out in left)]),
            text_column("page", "page", [*own.names, *(out.page for out in left)], "page"),
            text_column("region", "region", [*own.regions, *(out.region for out in left)]),
            text_column("platform", "platform", [*own.platforms, *(out.platform for out in left)]),
            text_column(
                "league_before", "league_before", [*(one.league for one in moves), *(one.league for one in left)]
            ),
        ],
    )
