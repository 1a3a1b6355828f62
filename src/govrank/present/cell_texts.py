"""What stands in a cell: points, totals, zones, moves, intervals, short headings."""

from __future__ import annotations

from govrank.compare import Move, Movement
from govrank.figures import number_text, points_text
from govrank.language import Catalogue
from govrank.methodology.bands import Band
from govrank.methodology.indicator import Measure
from govrank.methodology.rule_values import label_in
from govrank.rating import Rating
from govrank.robustness import Interval


def score_text(rating: Rating, value: float, words: Catalogue) -> str:
    """Return points or a total: whole numbers or halves; of an index, two decimals."""
    if rating.methodology.is_index:
        return number_text(value, words.lang, 2)
    return points_text(value, words.lang)


def zone_text(rating: Rating, page: int, words: Catalogue) -> str:
    """Return the sign and the name of a page's zone; never its colour alone."""
    return band_text(rating.methodology.zones[rating.bands[page]], words)


def band_text(band: Band, words: Catalogue) -> str:
    """Return the sign and the name of a zone of the final table."""
    return f"{band.sign} {band.says(words.lang)}".strip()


def interval_text(own: Interval) -> str:
    """Return between which places a page's place lies in nearly all draws."""
    return str(own.low) if own.low == own.high else f"{own.low}–{own.high}"


def move_text(move: Move | None, words: Catalogue) -> str:
    """Return a move as arrow and number, one without a number in words; a dash where there is none."""
    if move is None:
        return "–"
    return move.text if move.counted else words.say(f"move.{move.state}", sign=move.text)


def move_texts(movement: Movement, page: int, words: Catalogue) -> list[str]:
    """Return a page's move as arrow and number, and, where the roster changed, that among the common pages."""
    texts = [move_text(movement.moves[page], words)]
    if movement.common is not None:
        texts.append(move_text(movement.common[page], words))
    return texts


def total_heading(rating: Rating, words: Catalogue) -> str:
    """Return the heading of the totals: points of a rank sum, or an index."""
    return words.say("table.index" if rating.methodology.is_index else "table.total")


def short_label(indicator: Measure, words: Catalogue) -> str:
    """Return an indicator's name for a narrow column, its whole name where it has no short one."""
    return label_in(indicator.short, words.lang) if indicator.short else indicator.says(words.lang)
