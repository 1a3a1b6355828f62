"""The pages through the editions: the standing over the whole time, and each page's line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from govrank.analysis.trend import PageTrend, Trend
from govrank.networks import platform_label
from govrank.reports.charts import TrendChart, trend_drawing
from govrank.reports.masthead import origin_line, shown_periods, source_line
from govrank.reports.names import on_network, shown_name
from govrank.reports.narrow import without_said_twice
from govrank.reports.rating import publication
from govrank.reports.sentences import problem_message
from govrank.reports.table import (
    Block,
    Column,
    Heading,
    Line,
    Publication,
    Report,
    Table,
    data_column,
    figure_column,
    notes_of,
    plain_table,
    text_column,
)
from govrank.reports.trend_lines import (
    left_out_sentence,
    role_sentences,
    trend_methodology,
    trend_note,
    trend_panels,
    trend_title,
)
from govrank.reports.wording import move_text, rules_line
from govrank.text.catalogue import Catalogue
from govrank.text.numbers import number_text
from govrank.text.period import period_text

_BARS = "▁▂▃▄▅▆▇█"


def trend_report(trend: Trend, words: Catalogue) -> Report:
    """Return the standing over the whole time, with each page's place by edition and its line."""
    periods = shown_periods(trend.editions, words)
    blocks: list[Block] = []
    leagues = list(dict.fromkeys(page.league for page in trend.pages))
    for league in leagues:
        own = [page for page in trend.pages if page.league == league]
        title = words.say("trend.title", first=periods[0], last=periods[-1], n=len(periods))
        if len(leagues) > 1:
            title += f" · {trend.editions[-1].methodology.league_label(league)}"
        blocks.append(_trend_table(title, own, trend, words, standing=True))
    if trend.below:
        blocks += [
            "",
            _trend_table(words.say("trend.below", n=trend.least), trend.below, trend, words, standing=False),
        ]
    blocks.append(words.say("trend.least", n=trend.least))
    switched, renamed = _switched_texts(trend, words), _renamed_texts(trend, words)
    if switched:
        blocks.append(words.say("trend.switched", pages="; ".join(switched)))
    if renamed:
        blocks.append(words.say("trend.renamed", n=len(renamed), pages="; ".join(renamed)))
    blocks += [words.say("move.forced", why=problem_message(problem, words)) for problem in trend.forced]
    return Report(tuple(blocks))


def trend_parts(trend: Trend, words: Catalogue) -> tuple[list[Table], list[Table], list[str]]:
    """Return the standing of each league, the table of pages in too few editions if there are any, and the notes."""
    report = trend_report(trend, words)
    tables = [replace(table, notes=()) for table in report.tables]
    below = [tables.pop()] if trend.below else []
    return tables, below, report.paragraphs


def trend_paper(trend: Trend, words: Catalogue) -> Publication:
    """Return the standing, the chart and the rules as a report."""
    title, last = trend_title(trend, words), trend.editions[-1]
    tables, below, said = trend_parts(trend, words)
    blocks: list[Block] = [
        Line(trend_methodology(trend, words), "kicker"),
        Heading(title),
        Line(" ".join([trend_read(trend, words), origin_line(last, words)]), "kicker"),
        Heading(words.say("trend.standing"), 2),
        *(replace(table, level=3 if len(tables) > 1 else 0) for table in tables),
        *notes_of([left_out_sentence(trend, words), *said]),
        Heading(words.say("trend.chart"), 2),
        Line(trend_note(trend, words), "comment"),
        *_trend_blocks(trend, words, 3),
        *(replace(table, level=2) for table in below),
        Heading(words.say("section.methodology"), 2),
        rules_line(last, words),
    ]
    return publication(last, title, blocks, words)


def trend_picture(trend: Trend, words: Catalogue) -> Publication:
    """Return the places by edition as a bump chart, that of each league below the one before.

    Of a league the first `trend_lines.MOST_LINES` pages by standing are drawn.
    """
    title = trend_title(trend, words)
    under = [left_out_sentence(trend, words), *trend_report(trend, words).paragraphs]
    blocks: list[Block] = [
        Line(trend_methodology(trend, words), "kicker"),
        Heading(title),
        Line(trend_read(trend, words), "kicker"),
        Line(trend_note(trend, words), "kicker"),
        *_trend_blocks(trend, words, 2),
        *notes_of([*under, source_line(trend.editions, words)]),
    ]
    return Publication(tuple(blocks), title, trend.editions[-1].edition.logo, "trend")


def _trend_blocks(trend: Trend, words: Catalogue, level: int) -> list[Block]:
    """Return the bump chart of each league, with the highlighted lines explained.

    Args:
        level: of the leagues' headings, where there are several.
    """
    periods, note = shown_periods(trend.editions, words), trend_note(trend, words)
    panels = trend_panels(trend)
    blocks: list[Block] = []
    for panel in panels:
        if len(panels) > 1:
            label = trend.editions[-1].methodology.league_label(panel.league)
            blocks.append(Heading(words.say("rating.league", league=label), level))
        blocks.append(TrendChart(panel, partial(trend_drawing, panel, periods, words, note)))
        blocks += role_sentences(panel, words)
        if panel.more:
            blocks.append(words.say("rating.more", n=panel.more))
    return blocks or [words.say("trend.none")]


def _trend_table(title: str, pages: Sequence[PageTrend], trend: Trend, words: Catalogue, *, standing: bool) -> Table:
    scoring = trend.editions[-1].scoring
    periods = shown_periods(trend.editions, words)
    columns = []
    if standing:
        columns.append(figure_column("place", words.say("table.place"), [page.standing for page in pages], str))
    names = [shown_name(page.name, page.platform) for page in pages]
    columns += [
        text_column("page", words.say("table.page"), names, "page"),
        text_column("region", words.say("table.region"), [page.region for page in pages]),
        text_column("platform", words.say("table.platform"), [platform_label(page.platform) for page in pages]),
    ]
    texts = [_places_and_moves(page, trend, words) for page in pages]
    for n, period in enumerate(periods):
        places = [page.own_places[n] for page in pages]
        shown = [row[n] for row in texts].__getitem__
        columns.append(Column("period", period, "figure", places, shown, brief=str(n + 1), compound=True))
    of_shares = scoring.trend_averages == "share"
    means = [float(page.mean) * (100 if of_shares else 1) for page in pages]
    decimals, unit = (1, "%") if of_shares else (2, "")
    mean = figure_column(
        "mean",
        words.say(f"trend.mean.{scoring.key}"),
        means,
        lambda mean: f"{number_text(mean, words.lang, decimals)} {unit}".rstrip(),
    )
    columns.append(replace(mean, decimals=decimals, unit=unit))
    lines = [(page.own_places, trend.worst[page.league]) for page in pages]
    columns.append(
        Column(
            "line",
            words.say("trend.line"),
            "line",
            lines,
            lambda row: place_line(*lines[row]),
        )
    )
    table = plain_table(title, columns, notes=(trend_read(trend, words),) if standing else ())
    return without_said_twice(table, ["region"])


def trend_read(trend: Trend, words: Catalogue) -> str:
    """Return how to read a standing."""
    return words.say(f"trend.method.{trend.editions[-1].scoring.key}")


def place_texts(page: PageTrend, trend: Trend) -> list[str]:
    """Return a page's place in each edition, followed by the league if it is not its last."""
    label = trend.editions[-1].methodology.league_label
    return [
        "–"
        if place is None or league is None
        else str(place)
        if league == page.league
        else f"{place} ({label(league)})"
        for place, league in zip(page.places, page.leagues, strict=True)
    ]


def _places_and_moves(page: PageTrend, trend: Trend, words: Catalogue) -> list[str]:
    """Return a page's place and move in each edition, marked if it is gone."""
    texts = [
        place if move is None or move.state == "same" else f"{place} {move_text(move, words)}"
        for place, move in zip(place_texts(page, trend), page.moves, strict=True)
    ]
    if page.left:
        texts[-1] = f"– {words.say('trend.gone')}"
    return texts


def _switched_texts(trend: Trend, words: Catalogue) -> list[str]:
    """Return the pages that changed leagues, each with its leagues in order."""
    label = trend.editions[-1].methodology.league_label
    texts = []
    for page in (*trend.pages, *trend.below):
        leagues = [label(league) for league, _same in groupby(one for one in page.leagues if one is not None)]
        if len(leagues) > 1:
            name = on_network(page.name, page.platform, "{} · {}")
            texts.append(words.say("trend.switched.page", page=name, leagues=" → ".join(leagues)))
    return texts


def _renamed_texts(trend: Trend, words: Catalogue) -> list[str]:
    return [
        words.say(
            "trend.renamed.page",
            before=one.before,
            now=one.now,
            period=period_text(trend.editions[one.edition].edition.period, words),
        )
        for one in trend.renamed
    ]


def place_line(places: Sequence[int | None], worst: Sequence[int]) -> str:
    """Return places as a text sparkline: a high bar for a good place, a gap for an absent edition.

    >>> place_line([1, None, 25], [25, 25, 25])
    '█ ▁'
    """
    bars = []
    for place, last in zip(places, worst, strict=True):
        if place is None:
            bars.append(" ")
        else:
            share = 1.0 if last <= 1 else (last - place) / (last - 1)
            bars.append(_BARS[round(share * (len(_BARS) - 1))])
    return "".join(bars)


def trend_data(trend: Trend) -> Table:
    """Return a row a page for scripts: standing, mean, and the place in each edition."""
    pages = (*trend.pages, *trend.below)
    columns = [
        data_column("league", [page.league for page in pages], "text"),
        data_column("place", [page.standing for page in pages]),
        data_column("page", [page.name for page in pages], "page"),
        data_column("region", [page.region for page in pages], "text"),
        data_column("platform", [page.platform for page in pages], "text"),
        data_column("mean", [float(page.mean) for page in pages]),
        data_column("editions", [page.editions for page in pages]),
    ]
    for n, rating in enumerate(trend.editions):
        places = [_place_for_scripts(page, n) for page in pages]
        columns.append(data_column(rating.edition.period, places, "move"))
    return plain_table("", columns)


def _place_for_scripts(page: PageTrend, edition: int) -> int | str | None:
    """Return a page's place in an edition, followed by its league if that is not the row's."""
    place, league = page.places[edition], page.leagues[edition]
    return place if place is None or league == page.league else f"{place} ({league})"
