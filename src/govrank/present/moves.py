"""A comparison of two editions in words and tables."""

from __future__ import annotations

from govrank.compare import Movement
from govrank.language import Catalogue
from govrank.platforms import platform_label
from govrank.present.cell_texts import move_texts
from govrank.present.notes import movement_lines
from govrank.present.report import Report
from govrank.present.text_table import WHITE, TextTable
from govrank.present.titles import table_title
from govrank.rating import Rating

_MOVE_COLORS = {"up": "#c6efce", "down": "#ffc7ce"}


def movement_report(rating: Rating, movement: Movement, words: Catalogue) -> Report:
    """Return who rose, fell, stayed, came in and left, in the order of the new places."""
    common = movement.common is not None
    headings = ["place", "move", *(["common"] if common else []), "previous", "page", "region", "platform"]
    blocks: list[str | TextTable] = []
    for league, pages in rating.leagues.items():
        rows, colors = [], []
        for i in pages:
            move = movement.moves[i]
            rows.append(
                (
                    str(int(rating.places[i])),
                    *move_texts(movement, i, words),
                    str(move.previous) if move.counted else "–",
                    rating.pages.names[i],
                    rating.pages.regions[i],
                    platform_label(rating.pages.platforms[i]),
                )
            )
            colors.append(_MOVE_COLORS.get(move.state, WHITE))
        said = tuple(words.say(f"table.{name}") for name in headings)
        numeric = (*(True for _ in headings[:-3]), False, False, False)
        title = table_title(rating, words, league)
        blocks.append(TextTable(title, said, said, numeric, tuple(rows), tuple(colors), roles=tuple(headings)))
    states = [move.state for move in movement.moves]
    counts = [words.say(f"compare.{state}", n=states.count(state)) for state in ("up", "down", "same", "new")]
    if "switched" in states:
        counts.append(words.say("compare.switched", n=states.count("switched")))
    counts.append(words.say("compare.left", n=len(movement.left)))
    blocks += [", ".join(counts) + ".", *movement_lines(rating, movement, words)]
    return Report(tuple(blocks))
