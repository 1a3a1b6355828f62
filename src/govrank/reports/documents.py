"""The results as documents for scripts: stable keys, plain and unrounded figures."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, overload

from govrank.analysis.chance import CONFIDENCE
from govrank.analysis.compare import DroppedPage, Move, Movement
from govrank.analysis.diff import Difference, Figure
from govrank.analysis.explain import Explanation, Neighbour, Step
from govrank.analysis.robustness import Robustness
from govrank.analysis.trend import PageTrend, Trend
from govrank.methodology.assessment import Gate
from govrank.methodology.bands import Band
from govrank.methodology.models import Methodology
from govrank.packaged import VERSION
from govrank.problems import Problem, counted
from govrank.reports.sentences import gate_text, problem_hint, problem_message, reason_text
from govrank.reports.wording import rating_title
from govrank.scoring.rating import Rating
from govrank.scoring.scorings import scoring_of
from govrank.scoring.zones import INDICATOR_ZONES
from govrank.text.catalogue import Catalogue
from govrank.text.numbers import data_numbers, plain_text
from govrank.text.period import dates_of

if TYPE_CHECKING:  # types of plain dictionaries, needed only by schemas
    from govrank.reports import schemas


def rating_document(rating: Rating, words: Catalogue, movement: Movement | None = None) -> schemas.RatingDocument:
    """Return a rating as the JSON document's objects."""
    methodology = rating.methodology
    return {
        "schema": "govrank.rating/1",
        "edition": edition_document(rating),
        "previous": None if movement is None else _previous(movement.previous),
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
                **_failed(rating, out.reason.gates[0].key if out.reason.gates else None),
            }
            for out in rating.excluded
        ],
        "absent": [{"region": region, "platform": platform} for region, platform in rating.absent],
        "left": [] if movement is None else [left_document(out) for out in movement.left],
        "forced": [] if movement is None else [problem_document(problem, words) for problem in movement.forced],
        "warnings": [problem_document(problem, words) for problem in rating.warnings],
        **_gates(rating, words),
    }


def dataset_document(rating: Rating, description: str, words: Catalogue) -> dict[str, Any]:
    """Return a rating's metadata for search engines and citation: schema.org's Dataset.

    Source: https://schema.org/Dataset
    """
    edition = rating.edition
    days = dates_of(edition.period)
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": rating_title(rating, words),
        "description": description,
        "inLanguage": words.lang,
        **({"version": str(edition.revision)} if edition.revision else {}),
        **({"temporalCoverage": "/".join(map(str, days))} if days else {}),
        **({"creditText": edition.source} if edition.source else {}),
        "measurementTechnique": f"{rating.methodology.name} {rating.methodology.version}",
        "variableMeasured": [
            {
                "@type": "PropertyValue",
                "propertyID": measure.key,
                "name": measure.says(words.lang),
                "description": measure.formula,
                **({"unitText": measure.unit} if measure.unit else {}),
            }
            for measure in rating.methodology.measures
        ],
        "isBasedOn": [
            {"@type": "MediaObject", "name": source.name, "sha256": source.sha256} for source in edition.sources
        ],
    }


def _failed(rating: Rating, gate: str | None) -> schemas.FailedGate:
    return {"gate": gate} if rating.methodology.gates else {}


def _gates(rating: Rating, words: Catalogue) -> schemas.GateResults:
    if not rating.methodology.gates:
        return {}
    passed, looked = rating.passed
    return {
        "passed": passed,
        "looked_at": looked,
        "gates": [
            {
                **gate_document(gate),
                "label": gate_text(gate, words),
                "failed": [
                    {"page": page, "region": region, "platform": platform}
                    for page, region, platform in rating.failures[gate.key]
                ],
            }
            for gate in rating.methodology.gates
        ],
    }


def gate_document(gate: Gate) -> schemas.Gate:
    """Return a gate's condition, and what happens to a page that fails it."""
    outcome: str | schemas.Score = (
        gate.outcome if isinstance(gate.outcome, str) else {"score": float(gate.outcome.score)}
    )
    return {"key": gate.key, "condition": gate.when.formula, "outcome": outcome}


def edition_document(rating: Rating) -> schemas.Edition:
    """Return what is rated: the period, the files, the population table, and the program's version."""
    edition = rating.edition
    return {
        "period": edition.period,
        "title": edition.title or None,
        "source": edition.source or None,
        "collected": edition.collected or None,
        "revision": edition.revision,
        "sources": [{"name": source.name, "sha256": source.sha256} for source in edition.sources],
        "population": {
            "name": edition.population,
            "date": edition.population_date,
            "source": edition.population_source,
            "vintage": edition.population_vintage,
            "sha256": edition.population_sha256,
        },
        "columns": dict(edition.columns),
        "govrank": VERSION,
    }


def _previous(rating: Rating) -> schemas.PreviousEdition:
    first = next(iter(rating.edition.sources), None)
    return {
        **edition_document(rating),
        "name": first.name if first else None,
        "sha256": first.sha256 or None if first else None,
    }


def methodology_document(methodology: Methodology) -> schemas.Methodology:
    """Return the rules of a result."""
    gates: schemas.MethodologyGates = {}
    if methodology.gates:
        gates = {"gates": [gate_document(gate) for gate in methodology.gates]}
    return {
        "name": methodology.name,
        "version": methodology.version,
        "ties": methodology.ties,
        "place_ties": methodology.place_ties,
        "tie_break": list(methodology.tie_break),
        "missing": methodology.missing,
        "league": methodology.league_column or methodology.size_column,
        "size_leagues": [{"name": band.name, "from": band.from_, "to": band.to} for band in methodology.size_bands],
        "formula": scoring_of(methodology).formula,
        "source": methodology.source,
        "minimum": dict(methodology.minimum),
        "scoring": methodology.scoring,
        **gates,
        "zones": [
            {
                "name": band.name,
                **_zone_bounds(band),
                "color": band.color,
                "sign": band.sign,
            }
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


def _zone_bounds(band: Band) -> schemas.ZoneBounds:
    return {"upto": str(band.upto)} if band.from_ is None and band.upto is not None else {"from": band.from_}


def _pages(rating: Rating, movement: Movement | None) -> list[schemas.Page]:
    keys = rating.methodology.keys
    pages = rating.pages
    values = {key: data_numbers(rating.measured[key].values) for key in keys}
    points = {key: data_numbers(rating.points[key]) for key in keys}
    places, totals = rating.places.tolist(), data_numbers(rating.totals)
    zones = {key: rating.indicator_zones[key].tolist() for key in keys}
    gates = rating.gate_keys if rating.methodology.gates else []
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
            **_failed(rating, gates[i] or None if gates else None),
            "move": None if movement is None else move_document(movement.moves[i]),
            **_by_chance(None if movement is None else movement.moves[i]),
            "move_common": None if movement is None or movement.common is None else move_document(movement.common[i]),
        }
        for i in range(len(rating))
    ]


@overload
def move_document(move: Move) -> schemas.Move: ...


@overload
def move_document(move: None) -> None: ...


def move_document(move: Move | None) -> schemas.Move | None:
    """Return a move as its state, signed change, last place and, if the page switched, that place's league."""
    if move is None:
        return None
    document: schemas.Move = {
        "state": move.state,
        "by": move.by if move.counted else None,
        "previous": move.previous,
    }
    if move.state == "switched":
        document["league_before"] = move.league
    return document


def _by_chance(move: Move | None) -> schemas.ByChance:
    """Return whether luck alone may explain a move, if that was tested."""
    return {} if move is None or move.by_chance is None else {"move_by_chance": move.by_chance}


def left_document(out: DroppedPage) -> schemas.LeftPage:
    """Return a page that left, with its last place and that place's league."""
    return {
        "league": out.league,
        "page": out.page,
        "region": out.region,
        "platform": out.platform,
        "previous": out.previous,
    }


def problem_document(problem: Problem, words: Catalogue) -> schemas.Problem:
    """Return a problem as the JSON document's object."""
    alike: schemas.ProblemExtras = {"alike": problem.alike} if problem.alike else {}
    return {
        "code": problem.code,
        "severity": problem.severity,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        **alike,
        "message": problem_message(problem, words),
        "hint": problem_hint(problem, words),
    }


def problems_document(file: str, pages: int, problems: Sequence[Problem], words: Catalogue) -> schemas.ProblemsDocument:
    """Return the findings of `check` as the JSON document's objects."""
    errors = counted(problem for problem in problems if problem.severity == "error")
    return {
        "schema": "govrank.problems/1",
        "file": file,
        "pages": pages,
        "errors": errors,
        "warnings": counted(problems) - errors,
        "problems": [_problem_of(problem, file, words) for problem in problems],
    }


def _problem_of(problem: Problem, file: str, words: Catalogue) -> schemas.Problem:
    document = problem_document(problem, words)
    if problem.file not in ("", file):  # a population table may be another file
        document["file"] = problem.file
    return document


def movement_document(rating: Rating, movement: Movement, words: Catalogue) -> schemas.CompareDocument:
    """Return a comparison as the JSON document's objects."""
    pages = rating.pages
    return {
        "schema": "govrank.movement/1",
        "previous": _previous(movement.previous),
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
                **_by_chance(movement.moves[i]),
                "move_common": None if movement.common is None else move_document(movement.common[i]),
            }
            for i in range(len(rating))
        ],
        "left": [left_document(out) for out in movement.left],
        "forced": [problem_document(problem, words) for problem in movement.forced],
        "warnings": [problem_document(problem, words) for problem in movement.warnings],
    }


def trend_document(trend: Trend, words: Catalogue) -> schemas.TrendDocument:
    """Return a trend as the JSON document's objects."""
    return {
        "schema": "govrank.trend/1",
        "editions": [edition_document(rating) for rating in trend.editions],
        "min_editions": trend.least,
        "pages": [_page_document(page) for page in trend.pages],
        "below": [_page_document(page) for page in trend.below],
        "renamed": [
            {"period": trend.editions[one.edition].edition.period, "before": one.before, "page": one.now}
            for one in trend.renamed
        ],
        "forced": [problem_document(problem, words) for problem in trend.forced],
        "warnings": [problem_document(problem, words) for problem in trend.warnings],
    }


def _page_document(page: PageTrend) -> schemas.Course:
    return {
        "league": page.league,
        "place": page.standing,
        "page": page.name,
        "region": page.region,
        "region_key": page.region_key,
        "platform": page.platform,
        "mean": float(page.mean),
        "editions": page.editions,
        "places": list(page.places),
        "leagues": list(page.leagues),
        "moves": [move_document(move) for move in page.moves],
        "left": page.left,
    }


def difference_document(found: Difference, words: Catalogue) -> schemas.DiffDocument:
    """Return the differences between two versions of an edition as the JSON document's objects."""
    rating, movement = found.rating, found.movement
    own = rating.pages

    def plain(figure: Figure) -> float | str | None:
        return figure if figure is None or isinstance(figure, str) else _plain_number(figure)

    def listed(pages: Sequence[tuple[str, str, str]]) -> list[schemas.Who]:
        return [{"page": page, "region": region, "platform": platform} for page, region, platform in pages]

    return {
        "schema": "govrank.diff/1",
        "previous": _previous(movement.previous),
        "edition": edition_document(rating),
        "figures": [
            {
                "page": one.page,
                "region": one.region,
                "platform": one.platform,
                "count": one.count,
                "before": plain(one.before),
                "now": plain(one.now),
                "cell_before": one.place_before,
                "cell": one.place_now,
            }
            for one in found.figures
        ],
        "pages": [
            {
                "league": own.leagues[i],
                "place": int(rating.places[i]),
                "page": own.names[i],
                "region": own.regions[i],
                "region_key": own.region_keys[i],
                "platform": own.platforms[i],
                "move": move_document(movement.moves[i]),
            }
            for i in found.moved
        ],
        "left": [left_document(out) for out in movement.left],
        "left_out": listed(found.left_out),
        "admitted": listed(found.admitted),
        "reasons": [
            {
                "page": one.page,
                "region": one.region,
                "platform": one.platform,
                "before": reason_text(one.before, words),
                "now": reason_text(one.now, words),
            }
            for one in found.reasons
        ],
        "warnings": [problem_document(problem, words) for problem in (*rating.warnings, *movement.warnings)],
    }


def card_document(rating: Rating, card: Explanation) -> schemas.Card:
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
                "indicator": standing.key,
                "key": standing.key,
                "value": standing.value,
                "place": standing.rank,
                "points": standing.points,
                "weight": measure.weight,
                "zone": standing.zone,
                "norm": standing.norm,
                "next": standing.next_value,
                "gap": None if standing.gap is None else _plain_number(standing.gap),
                "beyond": standing.beyond,
                "unit": measure.unit,
            }
            for measure, standing in zip(rating.methodology.measures, card.standings, strict=True)
        ],
        "strengths": list(card.strengths),
        "weaknesses": list(card.weaknesses),
        "above": _neighbour(card.above),
        "below": _neighbour(card.below),
        "steps": [_step(step) for step in card.steps],
        "advice": [_step(step) for step in card.advice],
        **_marks(rating, card),
    }


def _marks(rating: Rating, card: Explanation) -> schemas.Marks:
    def listed(steps: Sequence[Step]) -> list[schemas.Mark]:
        return [{**_step(step), "zone": _zone_name(rating, step)} for step in steps]

    return {"marks": listed(card.marks), "marks_advice": listed(card.marks_advice)} if card.marks else {}


def _zone_name(rating: Rating, step: Step) -> str:
    return "" if step.zone is None else rating.methodology.zones[step.zone].name


def _step(step: Step) -> schemas.Step:
    return {
        "count": step.count,
        "now": _plain_number(step.now),
        "change": None if step.change is None else _plain_number(step.change),
        "exact": None if step.change is None else plain_text(step.change),
        "place": step.place,
        "searched": step.searched,
    }


def cards_document(cards: Sequence[schemas.Card]) -> schemas.ExplainDocument:
    """Return one card as it is, several as one document of their own kind."""
    return cards[0] if len(cards) == 1 else {"schema": "govrank.explanations/1", "cards": list(cards)}


def _plain_number(number: int | Fraction) -> int | float:
    return int(number) if number.denominator == 1 else float(number)


def _neighbour(neighbour: Neighbour | None) -> schemas.Neighbour | None:
    if neighbour is None:
        return None
    return {
        "page": neighbour.page,
        "platform": neighbour.platform,
        "place": neighbour.place,
        "total": neighbour.total,
    }


def robustness_document(rating: Rating, robustness: Robustness) -> schemas.RobustnessDocument:
    """Return a rating's robustness as the JSON document's objects."""
    pages = rating.pages

    def who(page: int) -> schemas.Who:
        return {"page": pages.names[page], "region": pages.regions[page], "platform": pages.platforms[page]}

    return {
        "schema": "govrank.robustness/1",
        "edition": edition_document(rating),
        "draws": robustness.draws,
        "seed": robustness.seed,
        "confidence": CONFIDENCE,
        "leagues": [
            {
                "league": league.league,
                "chance": {
                    "by": chance.by,
                    "drawn": list(chance.drawn),
                    "resampled": list(chance.resampled),
                    "few_posts": chance.few,
                    "may_be_first": [who(page) for page in chance.first],
                    "pairs": chance.pairs,
                    "sure_pairs": chance.sure,
                    "brackets": [[who(page) for page in bracket] for bracket in chance.brackets],
                    "tests": [
                        {
                            "indicator": test.key,
                            "pairs": test.pairs,
                            "sure_pairs": test.sure,
                            "may_be_first": [
                                who(own.page)
                                for own, (low, _high) in zip(chance.pages, test.sets, strict=True)
                                if low == 1
                            ],
                        }
                        for test in chance.tests
                    ],
                },
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
                        "chance": {
                            "low": luck.low,
                            "median": luck.median,
                            "high": luck.high,
                            "set_low": luck.set_low,
                            "set_high": luck.set_high,
                            "bracket": luck.bracket,
                            "first_share": luck.first,
                            "sets": {test.key: list(test.sets[n]) for test in chance.tests},
                        },
                    }
                    for n, (own, luck) in enumerate(zip(league.intervals, chance.pages, strict=True))
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
            for league, chance in zip(robustness.leagues, robustness.chance.leagues, strict=True)
        ],
    }
