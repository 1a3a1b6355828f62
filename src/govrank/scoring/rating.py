"""A rating: the stages in their order, and the frozen result that keeps each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from govrank.methodology.assessment import Gate
from govrank.methodology.measures import Measure
from govrank.methodology.models import Methodology
from govrank.problems import DataError, Problem
from govrank.read.book import edition_stem, full_path
from govrank.read.logo import Logo
from govrank.read.table import Source
from govrank.scoring.eligibility import admit_pages, league_codes, nobody_left
from govrank.scoring.gates import behind_the_others, deciding_gates, failing_pages, last_pages
from govrank.scoring.indicators import IndicatorValues, derive_indicators, taker
from govrank.scoring.pages import Excluded, Pages, usual_name
from govrank.scoring.places import final_order, place_pages
from govrank.scoring.rank import Array, rank_present
from govrank.scoring.scorings import Scoring, scoring_of
from govrank.scoring.zones import (
    INDICATOR_ZONES,
    assign_indicator_zones,
    compare_with_norm,
)
from govrank.text.period import month_of

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Edition:
    """What is rated: the period, the files it was made from, the population table.

    Attributes:
        population: name of the population table.
        population_date, population_source, population_vintage: as the table states them.
        population_sha256: of its file.
        population_files: the files of pages, if populations are a column there and not a table of their own.
        revision: 1 for a first publication, 2 for its first correction; None if not published as a package.
        title: replaces the methodology's; an empty text keeps that one.
        source: where the figures are from; `collected`: when they were collected. Empty if unknown.
        columns: the headings that a mapping named, by column.
    """

    period: str
    sources: tuple[Source, ...]
    population: str | None = None
    population_date: str | None = None
    population_files: tuple[str, ...] = ()
    population_source: str | None = None
    population_vintage: str | None = None
    population_sha256: str | None = None
    title: str = ""
    source: str = ""
    collected: str = ""
    logo: Logo | None = None
    revision: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


def distinct_periods(editions: Sequence[Edition], paths: Sequence[str]) -> list[str]:
    """Return the periods of editions in files; equal ones are followed by what distinguishes the files.

    >>> may, june = Edition("May 2020", ()), Edition("june", ())
    >>> distinct_periods([may, may, june, june], ["a.csv", "b.csv", "2020/june.csv", "2021/june.csv"])
    ['May 2020 (a)', 'May 2020 (b)', '2020/june', '2021/june']
    """
    known = [month_of(edition.period) or edition.period for edition in editions]
    found = []
    for edition, own, path, name in zip(editions, known, paths, edition_names(paths), strict=True):
        if known.count(own) == 1:
            found.append(edition.period)
        else:
            found.append(name if edition.period == edition_stem(path) else f"{edition.period} ({name})")
    return distinct_names(found)


def edition_names(paths: Sequence[str]) -> list[str]:
    """Return names for editions in files: their stems, extended where those repeat.

    The extension distinguishes files in one folder; otherwise as many of their folders as needed.

    >>> edition_names(["may.csv", "2020/june.csv", "2021/june.csv"])
    ['may', '2020/june', '2021/june']
    >>> edition_names(["july.csv", "july.xlsx"])
    ['july.csv', 'july.xlsx']
    """
    stems = [edition_stem(path) for path in paths]
    files = [full_path("stdin" if path == "-" else path) for path in paths]
    return distinct_names(
        _own_stem(file, stem, {other for other, its in zip(files, stems, strict=True) if its == stem} - {file})
        if stems.count(stem) > 1
        else stem
        for file, stem in zip(files, stems, strict=True)
    )


def _own_stem(file: Path, stem: str, others: set[Path]) -> str:
    """Return a file's stem with as much added as distinguishes it from other files of that stem."""
    if not others:
        return stem  # the same file again
    name = file.name if any(other.parent == file.parent for other in others) else stem
    alike = {other for other in others if name in (other.name, stem)}
    for depth in range(1, len(file.parts)):  # the file, then its folders
        folders = file.parts[-depth:-1]
        if all(other.parts[-depth:-1] != folders for other in alike):
            return "/".join((*folders, name))
    return name


def distinct_names(names: Iterable[str]) -> list[str]:
    """Return names, repeated ones with a number appended.

    >>> distinct_names(["a", "b", "a", "a"])
    ['a', 'b', 'a (2)', 'a (3)']
    """
    found: dict[str, None] = {}
    for name in names:
        n, distinct = 2, name
        while distinct in found:
            n, distinct = n + 1, f"{name} ({n})"
        found[distinct] = None
    return [*found]


@dataclass(frozen=True)
class Rating:
    """A rated edition. Every field lists pages in the order of the final table; nothing is overwritten.

    Attributes:
        methodology: the complete rules.
        pages: names, regions, networks and counts.
        measured: indicator → values, shape (pages,), and their exact quotients.
        ranked: indicator → what the pages are ranked by there, also exactly: `measured`, or an item's points.
        ranks: indicator → place on it within the league, shape (pages,).
        points: indicator → what it adds to the total, shape (pages,): penalty points, which are the places, or a term
            of an index's sum.
        totals, places: shape (pages,).
        exact: shape (pages,), the totals as fractions if they can be any, else `totals`.
        worst_possible: shape (pages,), what the zones are shares of in the page's league: the worst possible total,
            or the last place.
        bands: shape (pages,), indexes into the methodology's zones.
        deciding: shape (pages,), index of the gate that decided a page's place or total, -1 if none did.
        indicator_zones: indicator → indexes into `zone.INDICATOR_ZONES`.
        norms: indicator → "below", "within", "above" or None.
        absent: (region, network) pairs without a row.
        warnings: about the file.
    """

    edition: Edition
    methodology: Methodology
    pages: Pages
    measured: Mapping[str, IndicatorValues]
    ranked: Mapping[str, IndicatorValues]
    ranks: Mapping[str, Array]
    points: Mapping[str, Array]
    totals: Array
    exact: Array
    places: Array
    worst_possible: Array
    bands: Array
    deciding: Array
    indicator_zones: Mapping[str, Array]
    norms: Mapping[str, Array]
    absent: tuple[tuple[str, str], ...]
    warnings: tuple[Problem, ...]

    def __len__(self) -> int:
        return len(self.pages)

    @property
    def excluded(self) -> tuple[Excluded, ...]:
        return self.pages.excluded

    @cached_property
    def scoring(self) -> Scoring:
        """How the totals were made, and how outputs describe it."""
        return scoring_of(self.methodology)

    @cached_property
    def leagues(self) -> dict[str, range]:
        """The leagues in their order, each with the indexes of its pages."""
        found: dict[str, range] = {}
        start = 0
        names = self.pages.leagues
        for i in range(1, len(names) + 1):
            if i == len(names) or names[i] != names[start]:
                found[names[start]] = range(start, i)
                start = i
        return found

    def gate(self, page: int) -> Gate | None:
        """Return the gate that decided a page's place or total, or None if it passed them all."""
        at = int(self.deciding[page])
        return None if at < 0 else self.methodology.gates[at]

    @property
    def gate_keys(self) -> list[str]:
        """The key of the gate that decided each page's place or total, an empty text if none did."""
        keys = ["", *(gate.key for gate in self.methodology.gates)]
        return [keys[at + 1] for at in self.deciding.tolist()]

    @cached_property
    def failures(self) -> dict[str, list[tuple[str, str, str]]]:
        """Gate → the pages that fail it, as name, region and network: excluded pages first, then rated ones.

        A page that fails several is listed under each.
        """
        found: dict[str, list[tuple[str, str, str]]] = {gate.key: [] for gate in self.methodology.gates}
        for out in self.excluded:
            for gate in out.reason.gates:
                found[gate.key].append((out.page, out.region, out.platform))
        for key, failing in failing_pages(self.pages.counts, self.methodology).items():
            found[key] += [self.pages.known_as(i) for i in np.flatnonzero(failing).tolist()]
        return found

    @property
    def passed(self) -> tuple[int, int]:
        """How many pages pass all gates, and how many were tested: pages excluded by hand are not."""
        failed = sum(bool(out.reason.gates) for out in self.excluded) + int((self.deciding >= 0).sum())
        looked = len(self) + sum(out.reason.wording not in ("", "invalid") for out in self.excluded)
        return looked - failed, looked

    def zone(self, page: int) -> str:
        """Return the name of a page's zone in the final table; an empty text if there are no zones."""
        zones = self.methodology.zones
        return zones[int(self.bands[page])].name if zones else ""

    @property
    def table(self) -> pd.DataFrame:
        """The final table: a row a page, in the order of the places, with values, points, total and zone."""
        import pandas as pd  # built only when asked for

        columns: dict[str, object] = {
            "league": list(self.pages.leagues),
            "place": self.places,
            "page": list(self.pages.names),
            "region": list(self.pages.regions),
            "region_key": list(self.pages.region_keys),
            "platform": list(self.pages.platforms),
        }
        columns |= {key: self.measured[key].values for key in self.methodology.keys}
        columns |= {f"{key}_points": self.points[key] for key in self.methodology.keys}
        columns |= {"total": self.totals, "zone": [self.zone(i) for i in range(len(self))]}
        return pd.DataFrame(columns)


@dataclass(frozen=True)
class Scored:
    """The figures of a rating, in the order of the pages: see `Rating`.

    Attributes:
        standing: shape (pages,), what the places are based on, the lowest first.
        exact: shape (pages,), the totals as fractions if they can be any, else `totals`.
    """

    measured: Mapping[str, IndicatorValues]
    ranked: Mapping[str, IndicatorValues]
    ranks: Mapping[str, Array]
    points: Mapping[str, Array]
    totals: Array
    standing: Array
    places: Array
    exact: Array

    def take(self, order: Array) -> Scored:
        """Return the pages at these indexes, in their order."""
        take = taker(order)
        measured = {key: values.each(take) for key, values in self.measured.items()}
        alike = self.ranked is self.measured
        return Scored(
            measured,
            measured if alike else {key: values.each(take) for key, values in self.ranked.items()},
            {key: take(values) for key, values in self.ranks.items()},
            {key: take(values) for key, values in self.points.items()},
            take(self.totals),
            take(self.standing),
            take(self.places),
            take(self.exact),
        )


def rate_pages(pages: Pages, methodology: Methodology, edition: Edition, warnings: Sequence[Problem] = ()) -> Rating:
    """Rate pages that the rules admit: measure, rank, score, place and zone them, league by league.

    Raises:
        DataError: `no-pages` if there are none.
    """
    if not len(pages):
        raise DataError([*warnings, nobody_left(pages, edition.sources[0].name if edition.sources else "")])
    codes, sizes = league_codes(pages, methodology)
    scored = score_pages(pages, methodology, codes, sizes)
    by_countback = scored.points if methodology.scoring_rules.countback else {}
    order = final_order(scored.places, by_countback, pages.sorted_by, codes)
    scored, sizes = scored.take(order), sizes[order]
    pages = replace(
        pages.take(order),
        excluded=tuple(sorted(pages.excluded, key=lambda out: (out.region.casefold(), out.platform, out.page))),
    )
    scoring = scoring_of(methodology)
    worst = scoring.worst_possible(sizes)
    deciding = deciding_gates(pages.counts, methodology, len(pages))
    last = last_pages(pages.counts, methodology, len(pages))
    bands = scoring.zones.assign(scoring.zones.divided(scored.exact, scored.places), worst, sizes)
    return Rating(
        edition=edition,
        methodology=methodology,
        pages=pages,
        measured=scored.measured,
        ranked=scored.ranked,
        exact=scored.exact,
        ranks=scored.ranks,
        points=scored.points,
        totals=scored.totals,
        places=scored.places,
        worst_possible=worst,
        bands=np.where(last, max(0, len(methodology.zones) - 1), bands) if last.any() else bands,
        deciding=deciding,
        indicator_zones={measure.key: _indicator_zones(scored, measure, sizes) for measure in methodology.measures},
        norms={
            norm.indicator: compare_with_norm(scored.measured[norm.indicator], pages.counts[norm.by], norm)
            for norm in methodology.norms
        },
        absent=pages.absent,
        warnings=tuple(problem for problem in warnings if problem.severity == "warning"),
    )


def with_regions(rating: Rating, called: Callable[[str, str], str]) -> Rating:
    """Return a rating with regions renamed, and with them the pages that are named only after their region.

    Args:
        called: returns a region's name, given its name in the file and its key.
    """
    pages = rating.pages
    keys = {region: key for key, region, _platform in sorted(pages.listed)}

    @cache
    def other(region: str) -> str:
        return called(region, keys.get(region, "")) if region else region

    def name(page: str, region: str, platform: str) -> str:
        return usual_name(other(region), platform) if page == usual_name(region, platform) else page

    renamed = replace(
        pages,
        names=[*map(name, pages.names, pages.regions, pages.platforms)],
        regions=[*map(other, pages.regions)],
        listed=frozenset((key, other(region), platform) for key, region, platform in pages.listed),
        excluded=tuple(
            replace(out, page=name(out.page, out.region, out.platform), region=other(out.region))
            for out in pages.excluded
        ),
    )
    absent = tuple((other(region), platform) for region, platform in rating.absent)
    return replace(rating, pages=renamed, absent=absent)


def _indicator_zones(scored: Scored, measure: Measure, sizes: Array) -> Array:
    measured, ranked = scored.measured[measure.key], scored.ranked[measure.key]
    zones = assign_indicator_zones(measured, scored.ranks[measure.key], sizes, measure.zones, measure.direction)
    if ranked is not measured and ranked.missing is not None:
        zones[ranked.missing] = INDICATOR_ZONES.index("white")  # the item does not apply
    return zones


def rate_again(rating: Rating, pages: Pages) -> Rating:
    """Rate the pages of a rating with other figures, as a file with those figures would be, leagues by size included.

    Raises:
        DataError: `no-pages` if the rules leave none to rate.
    """
    return rate_pages(admit_pages(pages, rating.methodology), rating.methodology, rating.edition)


def score_pages(
    pages: Pages,
    methodology: Methodology,
    codes: Array | None,
    sizes: Array,
    known: Mapping[str, tuple[IndicatorValues, Array]] | None = None,
) -> Scored:
    """Measure, rank, score and place pages, all of them eligible.

    Args:
        codes: shape (pages,), the league of each page as a number; None if all are ranked together.
        sizes: shape (pages,), how many pages that league has.
        known: indicator → its values and places, if already computed.
    """
    scoring = scoring_of(methodology)
    known = known or {}
    derived = derive_indicators(pages, methodology, known)
    measured = {key: known[key][0] if key in known else derived[key] for key in methodology.keys}
    ranked = scoring.ranked_by(pages, measured)

    def rank(measure: Measure) -> Array:
        if measure.key in known:
            return known[measure.key][1]
        by = ranked[measure.key]
        better = measure.direction if by is measured[measure.key] else "higher"
        return rank_present(
            by.values, by.missing, sizes, better, methodology.ties, codes, (by.numerator, by.denominator)
        )

    ranks = {measure.key: rank(measure) for measure in methodology.measures}
    sums = scoring.score(pages, ranked, ranks)
    standing = behind_the_others(sums.standing, last_pages(pages.counts, methodology, len(pages)))
    places = place_pages(standing, ranks, methodology, codes)
    return Scored(measured, ranked, ranks, sums.points, sums.totals, standing, places, sums.exact)
