"""Which valid pages are rated, and in which league: leagues, minimums, missing figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from govrank.methodology.assessment import Item
from govrank.methodology.bands import SizeLeague
from govrank.methodology.fields import exact
from govrank.methodology.models import Methodology
from govrank.problems import Problem
from govrank.scoring.gates import applying_pages, below_minimum, failing_pages, unranked_pages
from govrank.scoring.pages import BoolArray, Count, Pages, Reason
from govrank.scoring.rank import Array
from govrank.text.numbers import plain_text
from govrank.text.spelling import look_alike_key


def meets_minimum(counts: Mapping[str, Count], methodology: Methodology, pages: int) -> BoolArray:
    """Return for each page whether no gate leaves it out and every count reaches its minimum.

    Warnings about other pages would not affect any place.
    """
    meets = ~unranked_pages(counts, methodology, pages)
    for _name, _least, below in below_minimum(methodology.minimum, counts):
        meets &= ~below
    return meets


def ineligible_pages(pages: Pages, methodology: Methodology) -> dict[int, Reason]:
    """Return the pages that a gate leaves out, that are below a minimum, or that lack a figure under "exclude".

    Returns:
        The first reason for each such page, in the order of the rules, by the page's index.
    """
    reasons: dict[int, Reason] = {}
    failing = failing_pages(pages.counts, methodology)
    for i in np.flatnonzero(unranked_pages(pages.counts, methodology, len(pages))).tolist():
        failed = tuple(gate for gate in methodology.gates if gate.key in failing and failing[gate.key][i])
        reasons[i] = Reason(wording="gate", gates=failed)
    for name, least, below in below_minimum(methodology.minimum, pages.counts):
        for i in np.flatnonzero(below).tolist():
            number = figure_text(pages.counts[name], i)
            reasons.setdefault(i, Reason(wording="minimum", args={"count": name, "least": least, "number": number}))
    if methodology.missing == "exclude":
        for name, needed in needed_figures(pages.counts, methodology, len(pages)).items():
            count = pages.counts.get(name)
            if count is not None and count.missing is not None:
                for i in np.flatnonzero(count.missing & needed).tolist():
                    reasons.setdefault(i, Reason(wording="missing", args={"count": name}))
        for name, least, below in without_evidence(pages.counts, methodology):
            for i in np.flatnonzero(below).tolist():
                number = figure_text(pages.counts[name], i)
                reasons.setdefault(i, Reason(wording="minimum", args={"count": name, "least": least, "number": number}))
    for i in np.flatnonzero(nothing_applies(pages.counts, methodology, len(pages))).tolist():
        reasons.setdefault(i, Reason(wording="nothing-applies"))
    return reasons


def without_evidence(counts: Mapping[str, Count], methodology: Methodology) -> Iterator[tuple[str, int, BoolArray]]:
    """Yield each minimum of one indicator with the pages, shape (pages,), that are below it and so have no place there.

    An item below its minimum does not apply, so its pages are not yielded.
    """
    for measure in methodology.measures:
        if not isinstance(measure, Item):
            yield from below_minimum(measure.minimum, counts)


def nothing_applies(counts: Mapping[str, Count], methodology: Methodology, pages: int) -> BoolArray:
    """Return for each page whether no item applies to it."""
    if not methodology.items:
        return np.zeros(pages, dtype=np.bool_)
    nothing = np.ones(pages, dtype=np.bool_)
    for item in methodology.items:
        if item.kind == "base":
            applies = applying_pages(item, counts, methodology)
            nothing &= False if applies is None else ~applies
    return nothing


def needed_figures(counts: Mapping[str, Count], methodology: Methodology, pages: int) -> dict[str, BoolArray]:
    """Return for each count the pages, shape (pages,), that are measured by it and so must have it.

    Every page needs the figures that gates test. Only pages that pass the gates and have the evidence that an
    indicator asks for need the indicator's figures.
    """
    needed: dict[str, BoolArray] = {gate.when.of: np.ones(pages, dtype=np.bool_) for gate in methodology.gates}
    ranked = ~unranked_pages(counts, methodology, pages)

    def need(names: Iterable[str], by: BoolArray) -> None:
        for name in names:
            needed[name] = needed[name] | by if name in needed else by

    for measure in methodology.measures:
        applies = applying_pages(measure, counts, methodology)
        need(measure.names, ranked if applies is None else ranked & applies)
        need(measure.minimum, ranked)
    need((condition.of for condition in methodology.conditions), ranked)
    return needed


def figure_text(count: Count, page: int) -> str:
    """Return a page's figure in a reason, with every digit; a dash where there is none."""
    return "–" if count.missing is not None and count.missing[page] else plain_text(count.figure(page))


def nobody_left(pages: Pages, file: str, sheet: str | None = None) -> Problem:
    """Return the problem that there is no page to rate, with the reason if all of them are left out."""
    if not pages.excluded:
        return Problem("no-pages", file, sheet)
    first = pages.excluded[0]
    args = {"n": len(pages.excluded), "page": first.page, "reason": first.reason}
    wording = "invalid" if all(out.reason.wording == "invalid" for out in pages.excluded) else "left-out"
    return Problem("no-pages", file, sheet, wording=wording, args=args)


def league_codes(pages: Pages, methodology: Methodology) -> tuple[Array | None, Array]:
    """Return each page's league as a number, and how many pages its league has.

    Returns:
        Two arrays of shape (pages,): numbers from 0 in the methodology's order, None if there is only one league;
        and sizes.
    """
    leagues = sorted(set(pages.leagues), key=methodology.league_order)
    if len(leagues) <= 1:
        return None, np.full(len(pages), len(pages))
    code_of = {name: code for code, name in enumerate(leagues)}
    codes = np.array([code_of[name] for name in pages.leagues], dtype=np.int64)
    return codes, np.bincount(codes)[codes]


def same_leagues(values: Sequence[str], keys: Sequence[str] | None = None) -> Sequence[str]:
    """Return the leagues of a column's values, each under its first spelling.

    Values that differ only in case, spacing or look-alike letters are one league, as are values with one key.

    Args:
        keys: shape (rows,), values with equal keys are equal; None compares the spelling.

    >>> same_leagues(["Восток", "восток ", "Запад"])
    ['Восток', 'Восток', 'Запад']
    """
    of = {value: look_alike_key(value) for value in dict.fromkeys(values)}
    if keys is not None:
        of |= {value: key for value, key in dict.fromkeys(zip(values, keys, strict=True)) if key}
    first: dict[str, str] = {}
    shown = {value: first.setdefault(key, value) for value, key in of.items()}
    return values if len(first) == len(of) else [*map(shown.__getitem__, values)]


def size_leagues(count: Count, sizes: SizeLeague) -> tuple[list[str], dict[int, Reason]]:
    """Return the league of each page by its size, and the reason if it has none.

    Args:
        count: shape (pages,), the sizes.

    Returns:
        Names of bands, an empty text for a page in none; and the reasons of those pages by their index.
    """
    leagues = np.full(len(count.numbers), "", dtype=object)
    for band in sizes.bands:
        inside = count.reaches(exact(band.from_))
        if band.to is not None:
            inside &= ~count.reaches(exact(band.to))
        leagues[inside] = band.name
    unplaced = {
        i: Reason(wording="no-league", args={"count": sizes.by, "number": figure_text(count, i)})
        for i in np.flatnonzero(leagues == "").tolist()
    }
    return leagues.tolist(), unplaced


def admit_pages(pages: Pages, methodology: Methodology) -> Pages:
    """Return the pages that the rules rate, each in the league of its size; the others are excluded with the reason."""
    reasons = ineligible_pages(pages, methodology)
    if isinstance(methodology.league, SizeLeague) and methodology.league.by in pages.counts:
        leagues, unplaced = size_leagues(pages.counts[methodology.league.by], methodology.league)
        pages, reasons = replace(pages, leagues=leagues), reasons | unplaced
    return pages.leave_out(reasons)
