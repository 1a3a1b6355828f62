"""The analyses as JSON documents and CSV tables: plain figures, stable keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, TextIO

from govrank.compare import Movement
from govrank.edition import distinct_names
from govrank.explain.card import Explanation, Neighbour
from govrank.export.csv import safe_text
from govrank.export.json import edition_document, left_document, move_document, problem_document
from govrank.figures import plain_text
from govrank.language import Catalogue
from govrank.rating import Rating
from govrank.robustness import Robustness
from govrank.trend import Course, Trend


def movement_document(rating: Rating, movement: Movement, words: Catalogue) -> dict[str, Any]:
    """Return a comparison as the JSON document's objects."""
    pages = rating.pages
    return {
        "schema": "govrank.movement/1",
        "previous": edition_document(movement.previous),
        "edition": edition_document(rating),
        "pages": [
            {
                "league": pages.leagues[i],
                "place": int(rating.places[i]),
                "page": pages.names[i],
                "region": pages.regions[i],
                "region_key": pages.region_keys[i],
                "platform": pages.platforms[i],
                "matched_by": movement.matches.by[i],
                "move": move_document(movement.moves[i]),
                "move_common": None if movement.common is None else move_document(movement.common[i]),
            }
            for i in range(len(rating))
        ],
        "left": [left_document(out) for out in movement.left],
        "forced": [problem_document(problem, words) for problem in movement.forced],
        "warnings": [problem_document(problem, words) for problem in movement.warnings],
    }


def write_movement_csv(rating: Rating, movement: Movement, stream: TextIO) -> None:
    """Write a row a page, those that left at the end."""
    _write_rows(
        stream,
        ("league", "place", "state", "by", "previous", "page", "region", "platform", "league_before"),
        _moves(rating, movement),
    )


def _moves(rating: Rating, movement: Movement) -> Iterable[Sequence[object]]:
    pages = rating.pages
    for i, move in enumerate(movement.moves):
        by = move.by if move.counted else ""
        who = (pages.names[i], pages.regions[i], pages.platforms[i])
        yield (pages.leagues[i], int(rating.places[i]), move.state, by, move.previous, *who, move.league)
    for out in movement.left:
        yield ("", "", "left", "", out.previous, out.page, out.region, out.platform, out.league)


def trend_document(trend: Trend, words: Catalogue) -> dict[str, Any]:
    """Return a trend as the JSON document's objects."""
    return {
        "schema": "govrank.trend/1",
        "editions": [edition_document(rating) for rating in trend.editions],
        "min_editions": trend.least,
        "pages": [_course_document(course) for course in trend.courses],
        "below": [_course_document(course) for course in trend.below],
        "renamed": [
            {"period": trend.editions[one.edition].edition.period, "before": one.before, "page": one.now}
            for one in trend.renamed
        ],
        "forced": [problem_document(problem, words) for problem in trend.forced],
        "warnings": [problem_document(problem, words) for problem in trend.warnings],
    }


def _course_document(course: Course) -> dict[str, Any]:
    return {
        "league": course.league,
        "place": course.standing,
        "page": course.page,
        "region": course.region,
        "region_key": course.region_key,
        "platform": course.platform,
        "mean": float(course.share),
        "editions": course.editions,
        "places": list(course.places),
        "leagues": list(course.leagues),
        "moves": [move_document(move) for move in course.moves],
        "left": course.left,
    }


def write_trend_csv(trend: Trend, stream: TextIO) -> None:
    """Write a row a page: standing, mean, and the place in each edition."""
    periods = [rating.edition.period for rating in trend.editions]
    header = distinct_names(["league", "place", "page", "region", "platform", "mean", "editions", *periods])
    _write_rows(
        stream,
        header,
        (
            (c.league, c.standing, c.page, c.region, c.platform, repr(float(c.share)), c.editions, *_places(c))
            for c in (*trend.courses, *trend.below)
        ),
    )


def _places(course: Course) -> Iterable[str]:
    """Yield the places by edition; one in another league than the row's has its league behind it."""
    for place, league in zip(course.places, course.leagues, strict=True):
        yield "" if place is None else str(place) if league == course.league else f"{place} ({league})"


def _write_rows(stream: TextIO, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    stream.write(",".join(safe_text(name) for name in header) + "\n")
    for row in rows:
        cells = ("" if c is None else safe_text(c) if isinstance(c, str) and not _number(c) else str(c) for c in row)
        stream.write(",".join(cells) + "\n")


def _number(text: str) -> bool:
    return text.replace(".", "", 1).replace("e-", "", 1).isdecimal() and text.isascii()


def card_document(rating: Rating, card: Explanation) -> dict[str, Any]:
    """Return a page's card as the JSON document's objects."""
    pages, page = rating.pages, card.page
    league = rating.leagues[pages.leagues[page]]
    return {
        "schema": "govrank.explanation/1",
        "edition": edition_document(rating),
        "league": pages.leagues[page],
        "page": pages.names[page],
        "region": pages.regions[page],
        "region_key": pages.region_keys[page],
        "platform": pages.platforms[page],
        "place": int(rating.places[page]),
        "of": len(league),
        "total": rating.totals[page].item(),
        "zone": rating.zone(page),
        "indicators": [
            {
                "key": standing.key,
                "value": standing.value,
                "place": standing.rank,
                "points": standing.points,
                "weight": measure.weight,
                "zone": standing.zone,
                "norm": standing.norm,
                "next": standing.next_value,
                "gap": None if standing.gap is None else _plain(standing.gap),
                "beyond": standing.beyond,
                "unit": measure.unit,
            }
            for measure, standing in zip(rating.methodology.measures, card.standings, strict=True)
        ],
        "strengths": list(card.strengths),
        "weaknesses": list(card.weaknesses),
        "above": _neighbour(card.above),
        "below": _neighbour(card.below),
        "steps": [
            {
                "count": step.count,
                "now": _plain(step.now),
                "change": None if step.change is None else _plain(step.change),
                "exact": None if step.change is None else plain_text(step.change),
                "place": step.place,
                "searched": step.searched,
            }
            for step in card.steps
        ],
    }


def cards_document(cards: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return a card as it is, and several as one document that says so."""
    return cards[0] if len(cards) == 1 else {"schema": "govrank.explanations/1", "cards": list(cards)}


def _plain(number: int | Fraction) -> int | float:
    return int(number) if number.denominator == 1 else float(number)


def _neighbour(neighbour: Neighbour | None) -> dict[str, Any] | None:
    return None if neighbour is None else dict(vars(neighbour))


def robustness_document(rating: Rating, robustness: Robustness) -> dict[str, Any]:
    """Return how firm a rating is as the JSON document's objects."""
    pages = rating.pages

    def who(page: int) -> dict[str, Any]:
        return {"page": pages.names[page], "region": pages.regions[page], "platform": pages.platforms[page]}

    return {
        "schema": "govrank.robustness/1",
        "edition": edition_document(rating),
        "draws": robustness.draws,
        "seed": robustness.seed,
        "leagues": [
            {
                "league": league.league,
                "leaders": [who(page) for page in league.leaders],
                "pages": [
                    {
                        **who(own.page),
                        "region_key": pages.region_keys[own.page],
                        "place": int(rating.places[own.page]),
                        "low": own.low,
                        "median": own.median,
                        "high": own.high,
                        "copeland": own.copeland,
                        "copeland_score": own.copeland_score,
                    }
                    for own in league.intervals
                ],
                "dropped": [
                    {"indicator": d.key, "mean_shift": d.shift, "leaders": [who(page) for page in d.leaders]}
                    for d in league.dropped
                ],
                "deciding": [
                    {"without": who(page), "leaders": [who(leader) for leader in leaders]}
                    for page, leaders in league.deciding
                ],
                "dominance": league.dominance,
            }
            for league in robustness.leagues
        ],
    }
