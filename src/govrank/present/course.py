"""The pages through the editions: the standing over the whole time, and each page's line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from govrank.display_names import on_network
from govrank.figures import number_text
from govrank.language import Catalogue
from govrank.platforms import platform_label
from govrank.present.cell_texts import move_text
from govrank.present.report import Report
from govrank.present.text_table import WHITE, TextTable
from govrank.sentences import problem_message
from govrank.trend import Course, Trend

_BARS = "▁▂▃▄▅▆▇█"


def trend_report(trend: Trend, words: Catalogue) -> Report:
    """Return the standing over the whole time, with each page's place by edition and its line."""
    periods = [rating.edition.period for rating in trend.editions]
    index = trend.editions[-1].methodology.is_index
    blocks: list[str | TextTable] = []
    leagues = list(dict.fromkeys(course.league for course in trend.courses))
    for league in leagues:
        own = [course for course in trend.courses if course.league == league]
        title = words.say("trend.title", first=periods[0], last=periods[-1], n=len(periods))
        if len(leagues) > 1:
            title += f" · {trend.editions[-1].methodology.league_label(league)}"
        blocks.append(_course_table(title, own, trend, words, standing=True))
    if trend.below:
        blocks += [
            "",
            _course_table(words.say("trend.below", n=trend.least), trend.below, trend, words, standing=False),
        ]
    blocks.append(words.say("trend.method.index" if index else "trend.method"))
    blocks.append(words.say("trend.least", n=trend.least))
    switched, renamed = _switched_texts(trend, words), _renamed_texts(trend, words)
    if switched:
        blocks.append(words.say("trend.switched", pages="; ".join(switched)))
    if renamed:
        blocks.append(words.say("trend.renamed", n=len(renamed), pages="; ".join(renamed)))
    blocks += [words.say("move.forced", why=problem_message(problem, words)) for problem in trend.forced]
    return Report(tuple(blocks))


def _course_table(
    title: str, courses: Sequence[Course], trend: Trend, words: Catalogue, *, standing: bool
) -> TextTable:
    index = trend.editions[-1].methodology.is_index
    ends = [words.say("trend.mean.index" if index else "trend.mean"), words.say("trend.line")]
    roles = [*(["place"] if standing else []), "page", "region", "platform"]
    names = [words.say(f"table.{name}") for name in roles]
    periods = [rating.edition.period for rating in trend.editions]
    rows = [
        (
            *([str(course.standing)] if standing else []),
            course.page,
            course.region,
            platform_label(course.platform),
            *_places_and_moves(course, trend, words),
            number_text(float(course.share), words.lang, 2)
            if index
            else f"{number_text(float(course.share) * 100, words.lang, 1)} %",
            place_line(course.own_places, trend.worst[course.league]),
        )
        for course in courses
    ]
    headings = (*names, *periods, *ends)
    brief = (*names, *(str(n) for n in range(1, len(periods) + 1)), *ends)
    numeric = (*(role == "place" for role in roles), *(True for _ in periods), True, False)
    roles += [*("period" for _ in periods), "mean", "line"]
    return TextTable(title, headings, brief, numeric, tuple(rows), tuple(WHITE for _ in rows), roles=tuple(roles))


def place_texts(course: Course, trend: Trend) -> list[str]:
    """Return a page's place in each edition, behind it the league where that is not its last."""
    label = trend.editions[-1].methodology.league_label
    return [
        "–"
        if place is None or league is None
        else str(place)
        if league == course.league
        else f"{place} ({label(league)})"
        for place, league in zip(course.places, course.leagues, strict=True)
    ]


def _places_and_moves(course: Course, trend: Trend, words: Catalogue) -> list[str]:
    """Return a page's place and move in each edition; one that is gone is said to be."""
    texts = [
        place if move is None or move.state == "same" else f"{place} {move_text(move, words)}"
        for place, move in zip(place_texts(course, trend), course.moves, strict=True)
    ]
    if course.left:
        texts[-1] = f"– {words.say('trend.gone')}"
    return texts


def _switched_texts(trend: Trend, words: Catalogue) -> list[str]:
    """Return the pages that changed leagues, each with its leagues one after another."""
    label = trend.editions[-1].methodology.league_label
    texts = []
    for course in (*trend.courses, *trend.below):
        leagues = [label(league) for league, _same in groupby(one for one in course.leagues if one is not None)]
        if len(leagues) > 1:
            page = on_network(course.page, course.platform, "{} · {}")
            texts.append(words.say("trend.switched.page", page=page, leagues=" → ".join(leagues)))
    return texts


def _renamed_texts(trend: Trend, words: Catalogue) -> list[str]:
    return [
        words.say(
            "trend.renamed.page", before=one.before, now=one.now, period=trend.editions[one.edition].edition.period
        )
        for one in trend.renamed
    ]


def place_line(places: Sequence[int | None], worst: Sequence[int]) -> str:
    """Return places as a small line, a high bar for a good place, a gap for an absent edition.

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
