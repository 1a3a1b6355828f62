"""The analyses in words and tables: who moved, the course of a page, why this place, how firm it is."""

from __future__ import annotations

import math
from collections.abc import Sequence

from govrank.compare import Move, Movement
from govrank.explain import Explanation, Neighbour, Standing, sum_text
from govrank.figures import decimals_for, number_text, points_text
from govrank.language import Catalogue
from govrank.platforms import platform_label
from govrank.present.report import Report
from govrank.present.rules import index_formula
from govrank.present.tables import (
    TextTable,
    interval_text,
    movement_lines,
    score_text,
    table_title,
    zone_text,
)
from govrank.rating import Rating
from govrank.robustness import HIGH, LOW, SPREAD, LeagueRobustness, Robustness
from govrank.sentences import count_name, problem_message
from govrank.steps import Step
from govrank.trend import Course, Trend

WHITE = "#ffffff"
_MOVE_COLORS = {"up": "#c6efce", "down": "#ffc7ce"}
_BARS = "▁▂▃▄▅▆▇█"


def movement_report(rating: Rating, movement: Movement, words: Catalogue) -> Report:
    """Return who rose, fell, stayed, came in and left, in the order of the new places."""
    common = movement.common is not None
    headings = ["place", "move", *(["common"] if common else []), "previous", "page", "region", "platform"]
    blocks: list[str | TextTable] = []
    for league, pages in rating.leagues.items():
        rows, colors = [], []
        for i in pages:
            move = movement.moves[i]
            among = [] if movement.common is None else [_move_text(movement.common[i], words)]
            rows.append(
                (
                    str(int(rating.places[i])),
                    _move_text(move, words),
                    *among,
                    "–" if move.previous is None else str(move.previous),
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
    counts.append(words.say("compare.left", n=len(movement.left)))
    blocks += [", ".join(counts) + ".", *movement_lines(movement, words)]
    return Report(tuple(blocks))


def _move_text(move: Move | None, words: Catalogue) -> str:
    if move is None:
        return "–"
    return move.text if move.previous is not None else words.say(f"move.{move.state}")


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
            title += f" · {platform_label(league)}"
        blocks.append(_course_table(title, own, trend, words, standing=True))
    if trend.below:
        blocks += [
            "",
            _course_table(words.say("trend.below", n=trend.least), trend.below, trend, words, standing=False),
        ]
    blocks.append(words.say("trend.method.index" if index else "trend.method"))
    blocks.append(words.say("trend.least", n=trend.least))
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
    worst = {
        course.league: [int(max(_league_places(rating, course.league), default=1)) for rating in trend.editions]
        for course in courses
    }
    rows = [
        (
            *([str(course.standing)] if standing else []),
            course.page,
            course.region,
            platform_label(course.platform),
            *_places_and_moves(course, words),
            number_text(float(course.share), words.lang, 2)
            if index
            else f"{number_text(float(course.share) * 100, words.lang, 1)} %",
            place_line(course.places, worst[course.league]),
        )
        for course in courses
    ]
    headings = (*names, *periods, *ends)
    brief = (*names, *(str(n) for n in range(1, len(periods) + 1)), *ends)
    numeric = (*(role == "place" for role in roles), *(True for _ in periods), True, False)
    roles += [*("period" for _ in periods), "mean", "line"]
    return TextTable(title, headings, brief, numeric, tuple(rows), tuple(WHITE for _ in rows), roles=tuple(roles))


def _places_and_moves(course: Course, words: Catalogue) -> list[str]:
    """Return a page's place and move in each edition; one that is gone is said to be."""
    texts = [_place_and_move(place, move, words) for place, move in zip(course.places, course.moves, strict=True)]
    if course.left:
        texts[-1] = f"– {words.say('trend.gone')}"
    return texts


def _league_places(rating: Rating, league: str) -> list[int]:
    pages = rating.leagues.get(league, range(0))
    return rating.places[pages.start : pages.stop].tolist()  # type: ignore[no-any-return]  # whole numbers


def _place_and_move(place: int | None, move: Move | None, words: Catalogue) -> str:
    if place is None:
        return "–"
    if move is None or move.state == "same":
        return str(place)
    return f"{place} {_move_text(move, words)}"


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


def card_report(rating: Rating, card: Explanation, words: Catalogue) -> Report:
    """Return one page's card."""
    methodology = rating.methodology
    page = card.page
    league = rating.leagues[rating.pages.leagues[page]]
    place, total = int(rating.places[page]), rating.totals[page].item()
    name = f"{rating.pages.names[page]} · {platform_label(rating.pages.platforms[page])}"
    stands = words.say("card.place", place=ordinal(place, words), n=len(league))
    if methodology.is_index:
        summed = words.say(
            "card.index", formula=index_formula(methodology, words), total=score_text(rating, total, words)
        )
    else:
        points = [standing.points for standing in card.standings]
        summed = f"{sum_text(points, [i.weight for i in methodology.indicators])} = {points_text(total, words.lang)}"
    blocks: list[str | TextTable] = [f"{name}", f"{summed}, {stands}"]
    if methodology.zones:
        blocks.append(zone_text(rating, page, words))
    blocks += ["", _standings_table(rating, card.standings, words)]
    labels = {measure.key: measure.says(words.lang) for measure in methodology.measures}
    for kind, keys in (("strengths", card.strengths), ("weaknesses", card.weaknesses)):
        if keys:
            blocks.append(words.say(f"card.{kind}", names=", ".join(labels[key] for key in keys)))
    for side, neighbour in (("above", card.above), ("below", card.below)):
        if neighbour is not None:
            blocks.append(_neighbour_text(side, neighbour, rating, total, words))
    blocks.append("")
    if place == 1:
        blocks.append(words.say("card.first"))
    else:
        steps = [f"  {_step_text(step, place, words)}" for step in card.steps]
        blocks += [words.say("card.steps"), *steps, words.say("card.method")]
    return Report(tuple(blocks))


def ordinal(place: int, words: Catalogue) -> str:
    """Return a place as an ordinal number.

    >>> from govrank.language import words
    >>> [ordinal(n, words("en")) for n in (1, 2, 3, 4, 11, 12, 21, 112)]
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '21st', '112th']
    """
    if words.lang != "en":
        return words.say("ordinal", n=str(place))
    tail = "th" if place % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{tail}"


def _standings_table(rating: Rating, standings: Sequence[Standing], words: Catalogue) -> TextTable:
    names = ["indicator", "value", "place", "zone", "norm", "gap"]
    headings = tuple(words.say(f"table.{name}") for name in names)
    rows = []
    for measure, standing in zip(rating.methodology.measures, standings, strict=True):
        decimals = decimals_for(rating.measured[standing.key].values.tolist())
        unit = f" {measure.unit}" if measure.unit else ""
        value = "–" if standing.value is None else number_text(standing.value, words.lang, decimals) + unit
        gap = (
            ""
            if standing.gap is None
            else number_text(standing.gap, words.lang, max(decimals, decimals_for([standing.gap]))) + unit
        )
        rows.append(
            (
                measure.says(words.lang),
                value,
                points_text(standing.rank, words.lang),
                words.say(f"zone.{standing.zone}"),
                words.say(f"norm.{standing.norm}") if standing.norm else "",
                gap,
            )
        )
    numeric = (False, True, True, False, False, True)
    return TextTable("", headings, headings, numeric, tuple(rows), tuple(WHITE for _ in rows), roles=tuple(names))


def _neighbour_text(side: str, neighbour: Neighbour, rating: Rating, total: float, words: Catalogue) -> str:
    return words.say(
        f"card.{side}",
        page=neighbour.page,
        platform=platform_label(neighbour.platform),
        place=ordinal(neighbour.place, words),
        total=score_text(rating, neighbour.total, words),
        apart=score_text(rating, abs(neighbour.total - total), words),
    )


def _step_text(step: Step, place: int, words: Catalogue) -> str:
    name = count_name(step.count, words)
    if not step.searched:
        return words.say("card.step.unknown", count=name)
    if step.change is None or step.place is None:
        return words.say("card.step.none", count=name)
    size = abs(float(step.change))
    return words.say(
        "card.step.more" if step.change > 0 else "card.step.fewer",
        number=number_text(size, words.lang, _decimals_of_step(size)),
        count=count_name(step.count, words, of=True),
        before=ordinal(place, words),
        after=ordinal(step.place, words),
    )


def _decimals_of_step(size: float) -> int:
    """Return how many decimals a change needs: however small, it is never shown as 0."""
    return max(decimals_for([size]), 1 - math.floor(math.log10(size))) if 0 < size < 1 else decimals_for([size])


def robustness_report(rating: Rating, robustness: Robustness, words: Catalogue) -> Report:
    """Return how firm the places are: intervals, dropped indicators, deciding pages, Copeland, dominance."""
    blocks: list[str | TextTable] = []
    for league in robustness.leagues:
        blocks += [_interval_table(rating, league, words), *league_lines(rating, league, words), ""]
    blocks.append(method_line(rating, robustness, words))
    return Report(tuple(blocks))


def league_lines(rating: Rating, league: LeagueRobustness, words: Catalogue) -> list[str]:
    """Return how firm a league is in words: its leader, and the pairs that no weighting can reverse."""
    share = number_text(league.dominance * 100, words.lang, 1)
    return [*dropped_lines(rating, league, words), words.say("robust.dominance", share=share)]


def method_line(rating: Rating, robustness: Robustness, words: Catalogue) -> str:
    """Return how the figures were made, and their sources."""
    spread = number_text(SPREAD * 100, words.lang)
    kind = "robust.method.index" if rating.methodology.is_index else "robust.method"
    draws = number_text(robustness.draws, words.lang)
    return words.say(kind, draws=draws, spread=spread, low=LOW, high=HIGH, seed=robustness.seed)


def firmness_lines(rating: Rating, robustness: Robustness, words: Catalogue) -> list[str]:
    """Return the figures in words for an export that shows the intervals in its own table."""
    lines = []
    for league in robustness.leagues:
        name = f"{platform_label(league.league)}: " if len(robustness.leagues) > 1 else ""
        lines += [name + line for line in league_lines(rating, league, words)]
    return [*lines, method_line(rating, robustness, words)]


def _interval_table(rating: Rating, league: LeagueRobustness, words: Catalogue) -> TextTable:
    roles = ("place", "interval", "median", "copeland", "page", "region", "platform")
    headings = tuple(words.say(f"table.{name}") for name in roles)
    rows = tuple(
        (
            str(int(rating.places[own.page])),
            interval_text(own),
            number_text(own.median, words.lang, 0 if own.median.is_integer() else 1),
            str(own.copeland),
            rating.pages.names[own.page],
            rating.pages.regions[own.page],
            platform_label(rating.pages.platforms[own.page]),
        )
        for own in league.intervals
    )
    numeric = (True, True, True, True, False, False, False)
    title = words.say("robust.title", title=table_title(rating, words, league.league))
    return TextTable(title, headings, headings, numeric, rows, tuple(WHITE for _ in rows), roles=roles)


def dropped_lines(rating: Rating, league: LeagueRobustness, words: Catalogue) -> list[str]:
    """Return in words who would lead without each indicator and without each page that decides."""
    labels = {measure.key: measure.says(words.lang) for measure in rating.methodology.measures}
    lines = []
    for dropped in league.dropped:
        shift = number_text(dropped.shift, words.lang, 2)
        if dropped.leaders == league.leaders:
            lines.append(words.say("robust.dropped.same", indicator=labels[dropped.key], shift=shift))
        else:
            who = _names(rating, dropped.leaders)
            lines.append(words.say("robust.dropped", indicator=labels[dropped.key], leaders=who, shift=shift))
    for page, leaders in league.deciding:
        who = _names(rating, leaders)
        lines.append(words.say("robust.deciding", page=_names(rating, [page]), leaders=who))
    if not league.deciding:
        lines.append(words.say("robust.deciding.none"))
    return lines


def _names(rating: Rating, pages: Sequence[int]) -> str:
    return ", ".join(f"{rating.pages.names[i]} ({platform_label(rating.pages.platforms[i])})" for i in pages)
