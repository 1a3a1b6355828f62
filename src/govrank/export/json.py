"""A rating as JSON: the keys are stable, figures are plain and unrounded."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, TextIO

from govrank.compare import Left, Move, Movement
from govrank.language import Catalogue
from govrank.methodology.rules import Methodology
from govrank.problem import Problem, counted
from govrank.rating import Rating
from govrank.sentences import problem_hint, problem_message, reason_text
from govrank.version import VERSION
from govrank.zone import INDICATOR_ZONES

RATING_SCHEMA = "govrank.rating/1"


def write_json(rating: Rating, words: Catalogue, stream: TextIO, movement: Movement | None = None) -> None:
    """Write a rating as one JSON document."""
    dump_json(rating_document(rating, words, movement), stream)


_UNSEEN = re.compile(r"[\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def dump_json(document: object, stream: TextIO) -> None:
    """Write a document; codes that a terminal would obey stand as JSON's own escapes, which lose nothing."""
    text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
    stream.write(_UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")


def rating_document(rating: Rating, words: Catalogue, movement: Movement | None = None) -> dict[str, Any]:
    """Return a rating as the JSON document's objects."""
    methodology = rating.methodology
    return {
        "schema": RATING_SCHEMA,
        "edition": edition_document(rating),
        "methodology": methodology_document(methodology),
        "indicators": [
            {
                "key": indicator.key,
                "label": indicator.says(words.lang),
                "formula": indicator.formula,
                "unit": indicator.unit,
                "direction": indicator.direction,
                "weight": indicator.weight,
            }
            for indicator in methodology.measures
        ],
        "pages": _pages(rating, movement),
        "excluded": [
            {
                "page": out.page,
                "region": out.region,
                "platform": out.platform,
                "reason": reason_text(out.reason, words),
            }
            for out in rating.excluded
        ],
        "absent": [{"region": region, "platform": platform} for region, platform in rating.absent],
        "left": [] if movement is None else [left_document(out) for out in movement.left],
        "forced": [] if movement is None else [problem_document(problem, words) for problem in movement.forced],
        "warnings": [problem_document(problem, words) for problem in rating.warnings],
    }


def edition_document(rating: Rating) -> dict[str, Any]:
    """Return of what a rating is: the period, the files, the population table, the program's version."""
    edition = rating.edition
    return {
        "period": edition.period,
        "sources": [{"name": source.name, "sha256": source.sha256} for source in edition.sources],
        "population": {"name": edition.population, "date": edition.population_date},
        "govrank": VERSION,
    }


def methodology_document(methodology: Methodology) -> dict[str, Any]:
    """Return the rules that a result was made by."""
    return {
        "name": methodology.name,
        "version": methodology.version,
        "ties": methodology.ties,
        "place_ties": methodology.place_ties,
        "tie_break": list(methodology.tie_break),
        "missing": methodology.missing,
        "league": methodology.league_column or methodology.size_column,
        "size_leagues": [{"name": band.name, "from": band.from_, "to": band.to} for band in methodology.size_bands],
        "formula": methodology.formula,
        "source": methodology.source,
        "minimum": dict(methodology.minimum),
        "scoring": methodology.scoring,
        "zones": [
            {"name": band.name, "upto": str(band.upto), "color": band.color, "sign": band.sign}
            for band in methodology.zones
        ],
        "norms": [
            {
                "indicator": norm.indicator,
                "by": norm.by,
                "bands": [
                    {"from": band.from_, "to": band.to, "low": band.low, "high": band.high} for band in norm.bands
                ],
            }
            for norm in methodology.norms
        ],
    }


def _pages(rating: Rating, movement: Movement | None) -> list[dict[str, Any]]:
    keys = rating.methodology.keys
    pages = rating.pages
    values = {key: _numbers(rating.measured[key].values) for key in keys}
    points = {key: _numbers(rating.points[key]) for key in keys}
    places, totals = rating.places.tolist(), _numbers(rating.totals)
    zones = {key: rating.indicator_zones[key].tolist() for key in keys}
    return [
        {
            "league": pages.leagues[i],
            "place": places[i],
            "page": pages.names[i],
            "region": pages.regions[i],
            "region_key": pages.region_keys[i],
            "platform": pages.platforms[i],
            "values": {key: values[key][i] for key in keys},
            "points": {key: points[key][i] for key in keys},
            "total": totals[i],
            "zone": rating.zone(i),
            "zones": {key: INDICATOR_ZONES[zones[key][i]] for key in keys},
            "norm": {key: verdicts[i] for key, verdicts in rating.norms.items()},
            "move": None if movement is None else move_document(movement.moves[i]),
            "move_common": None if movement is None or movement.common is None else move_document(movement.common[i]),
        }
        for i in range(len(rating))
    ]


def move_document(move: Move | None) -> dict[str, Any] | None:
    """Return a move as its state, signed change, last place and, where the page switched, the league of that."""
    return (
        None
        if move is None
        else {
            "state": move.state,
            "by": move.by if move.counted else None,
            "previous": move.previous,
            **({"league_before": move.league} if move.state == "switched" else {}),
        }
    )


def left_document(out: Left) -> dict[str, Any]:
    """Return a page that left, with its last place and the league of that."""
    return {
        "league": out.league,
        "page": out.page,
        "region": out.region,
        "platform": out.platform,
        "previous": out.previous,
    }


def _numbers(values: Any) -> list[int | float | None]:  # noqa: ANN401  # any array of numbers
    """Return plain numbers: whole ones without a point, missing ones as None."""
    if values.dtype.kind != "f":
        return list(values.tolist())
    return [None if v != v else int(v) if v.is_integer() and abs(v) < 1e15 else v for v in values.tolist()]


def problem_document(problem: Problem, words: Catalogue) -> dict[str, Any]:
    """Return a problem as the JSON document's object."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        **({"alike": problem.alike} if problem.alike else {}),
        "message": problem_message(problem, words),
        "hint": problem_hint(problem, words),
    }


def problems_document(file: str, pages: int, problems: Sequence[Problem], words: Catalogue) -> dict[str, Any]:
    """Return what `check` found as the JSON document's objects."""
    errors = counted(problem for problem in problems if problem.severity == "error")
    return {
        "schema": "govrank.problems/1",
        "file": file,
        "pages": pages,
        "errors": errors,
        "warnings": counted(problems) - errors,
        "problems": [
            # a population table may be another file
            problem_document(problem, words) | ({"file": problem.file} if problem.file not in ("", file) else {})
            for problem in problems
        ],
    }
