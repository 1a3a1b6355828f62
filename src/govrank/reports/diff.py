"""What differs between two versions of one edition, in tables."""

from __future__ import annotations

from fractions import Fraction

from govrank.analysis.diff import ChangedFigure, ChangedReason, Difference, Figure
from govrank.networks import platform_label
from govrank.reports.names import on_network, shown_name
from govrank.reports.rating import move_columns, who_columns
from govrank.reports.sentences import column_name, reason_text
from govrank.reports.table import (
    Block,
    Report,
    Table,
    data_column,
    figure_column,
    plain_table,
    text_column,
)
from govrank.text.catalogue import Catalogue
from govrank.text.numbers import number_text, plain_text


def difference_report(found: Difference, words: Catalogue) -> Report:
    """Return which figures changed, with their cells, and which places that moved."""
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
    """Return a row a figure that changed, for scripts."""
    figures = found.figures

    def plain(figure: Figure) -> int | float | str | None:
        return float(figure) if isinstance(figure, Fraction) else figure

    return plain_table(
        "",
        [
            text_column("page", "page", [one.page for one in figures], "page"),
            text_column("region", "region", [one.region for one in figures]),
            text_column("platform", "platform", [one.platform for one in figures]),
            text_column("count", "count", [one.count for one in figures]),
            data_column("before", [plain(one.before) for one in figures]),
            data_column("now", [plain(one.now) for one in figures]),
            text_column("cell_before", "cell_before", [one.place_before for one in figures]),
            text_column("cell", "cell", [one.place_now for one in figures]),
        ],
    )
