"""A rating: the stages in their order, and the frozen result that keeps each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from govrank.edition import Edition
from govrank.eligible import ineligible_pages, nobody_left
from govrank.leagues import admit_pages, league_codes
from govrank.log_index import index_scores, index_terms
from govrank.measure import Measured, derive_indicators
from govrank.methodology.indicator import Measure
from govrank.methodology.rules import Methodology
from govrank.pages import Excluded, Pages
from govrank.prepare import prepare_file, prepare_frames
from govrank.prepared import FrameOptions, Options, Prepared
from govrank.problem import DataError, Problem
from govrank.rank import Array, rank_present
from govrank.score import final_order, place_pages, total_points
from govrank.threads import work_on_each
from govrank.zone import assign_bands, assign_indicator_zones, compare_with_norm

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Rating:
    """A rated edition. Every field has the pages in the order of the final table; nothing is overwritten.

    Attributes:
        methodology: the rules, whole; they travel with the result.
        pages: names, regions, networks and counts.
        measured: indicator → values, shape (pages,), and their exact quotients.
        ranks: indicator → place on it within the league, shape (pages,).
        points: indicator → penalty points, which are the places; of an index what each term adds to the sum.
        totals, places: shape (pages,).
        worst: shape (pages,), the worst possible total of the page's league; of an index the worst place.
        bands: shape (pages,), indexes into the methodology's zones.
        indicator_zones: indicator → indexes into `zone.INDICATOR_ZONES`.
        norms: indicator → "below", "within", "above" or None.
        absent: (region, network) pairs without a row.
        warnings: what was odd in the file.
    """

    edition: Edition
    methodology: Methodology
    pages: Pages
    measured: Mapping[str, Measured]
    ranks: Mapping[str, Array]
    points: Mapping[str, Array]
    totals: Array
    places: Array
    worst: Array
    bands: Array
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

    def zone(self, page: int) -> str:
        """Return the name of a page's zone in the final table; an empty text where there are no zones."""
        zones = self.methodology.zones
        return zones[int(self.bands[page])].name if zones else ""

    @property
    def table(self) -> pd.DataFrame:
        """The final table: a row a page, in the order of the places, with values, points, total and zone."""
        import pandas as pd  # only who asks for a frame pays for it

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
        standing: shape (pages,), what the places go by, fewest first: the totals; of an index whole numbers that
            are equal where, and only where, two indexes are.
    """

    measured: Mapping[str, Measured]
    ranks: Mapping[str, Array]
    points: Mapping[str, Array]
    totals: Array
    standing: Array
    places: Array

    def take(self, order: Array) -> Scored:
        """Return the pages at these indexes, in their order."""
        measured = work_on_each(lambda stage: stage.take(order), [*self.measured.values()], len(order))
        ranks = {key: values[order] for key, values in self.ranks.items()}
        return Scored(
            dict(zip(self.measured, measured, strict=True)),
            ranks,
            ranks if self.points is self.ranks else {key: values[order] for key, values in self.points.items()},
            self.totals[order],
            self.standing[order],
            self.places[order],
        )


def rate_file(path: str | Path, **options: Unpack[Options]) -> Rating:
    """Rate one edition from a CSV, TSV or XLSX file; "-" reads CSV from standard input.

    Args:
        options: see `Options`.

    Raises:
        DataError: the data or the methodology is wrong; `problems` says all of it.
        CommandError: a file or a name does not exist.
    """
    return rate_prepared(prepare_file(path, **options))


def rate_frames(
    pages: pd.DataFrame,
    population: pd.DataFrame | str | None = None,
    **options: Unpack[FrameOptions],
) -> Rating:
    """Rate an edition from data frames; columns are found by their headings, as in a file.

    Args:
        pages: a row a page.
        population: a frame with region and population, the name of a packaged table, or None where `pages`
            has the column.
        options: see `FrameOptions`.

    Raises:
        DataError: as for a file; row numbers are those of a sheet with the header in row 1.
    """
    return rate_prepared(prepare_frames(pages, population, **options))


def rate_prepared(prepared: Prepared) -> Rating:
    """Rate an edition that was read and checked.

    Raises:
        DataError: with every problem, where one of them is an error.
    """
    if prepared.refused:
        raise DataError(prepared.problems)
    return rate_pages(prepared.pages, prepared.methodology, prepared.edition, prepared.problems)


def rate_pages(pages: Pages, methodology: Methodology, edition: Edition, warnings: Sequence[Problem] = ()) -> Rating:
    """Rate valid pages: measure, rank, score, place and zone them, league by league.

    Raises:
        DataError: `no-pages` where the rules leave none to rate.
    """
    pages = pages.leave_out(ineligible_pages(pages, methodology))
    if not len(pages):
        raise DataError([*warnings, nobody_left(pages, edition.sources[0].name if edition.sources else "")])
    codes, sizes = league_codes(pages, methodology)
    scored = score_pages(pages, methodology, codes, sizes)
    order = final_order(scored.places, {} if methodology.is_index else scored.points, pages.sorted_by, codes)
    scored, sizes = scored.take(order), sizes[order]
    pages = replace(
        pages.take(order.tolist()),
        excluded=tuple(sorted(pages.excluded, key=lambda out: (out.region.casefold(), out.platform, out.page))),
    )
    worst = sizes if methodology.is_index else sizes * methodology.weight
    return Rating(
        edition=edition,
        methodology=methodology,
        pages=pages,
        measured=scored.measured,
        ranks=scored.ranks,
        points=scored.points,
        totals=scored.totals,
        places=scored.places,
        worst=worst,
        bands=assign_bands(scored.places if methodology.is_index else scored.totals, worst, sizes, methodology.zones),
        indicator_zones={
            measure.key: assign_indicator_zones(
                scored.measured[measure.key], scored.ranks[measure.key], sizes, measure.zones, measure.direction
            )
            for measure in methodology.measures
        },
        norms={
            norm.indicator: compare_with_norm(scored.measured[norm.indicator], pages.counts[norm.by], norm)
            for norm in methodology.norms
        },
        absent=pages.absent,
        warnings=tuple(problem for problem in warnings if problem.severity == "warning"),
    )


def rate_again(rating: Rating, pages: Pages) -> Rating:
    """Rate the pages of a rating with other figures, as a file with those figures would be: leagues by size and all.

    Raises:
        DataError: `no-pages` where the rules leave none to rate.
    """
    return rate_pages(admit_pages(pages, rating.methodology), rating.methodology, rating.edition)


def score_pages(pages: Pages, methodology: Methodology, codes: Array | None, sizes: Array) -> Scored:
    """Measure, rank, score and place pages, all of them eligible.

    Args:
        codes: shape (pages,), the league of each page as a number; None where all are ranked together.
        sizes: shape (pages,), how many pages that league has.
    """
    measured = derive_indicators(pages, methodology)
    ranked = work_on_each(
        lambda measure: _ranks(measured[measure.key], measure, methodology, codes, sizes),
        methodology.measures,
        len(pages),
    )
    ranks = dict(zip(methodology.keys, ranked, strict=True))
    if methodology.is_index:
        points = index_terms(measured, methodology)
        totals, standing = index_scores(points, measured, methodology)
    else:
        points = ranks
        totals = standing = total_points(points, methodology)
    return Scored(measured, ranks, points, totals, standing, place_pages(standing, ranks, methodology, codes))


def _ranks(measured: Measured, measure: Measure, methodology: Methodology, codes: Array | None, sizes: Array) -> Array:
    ratio = (measured.numerator, measured.denominator)
    return rank_present(measured.values, measured.missing, sizes, measure.direction, methodology.ties, codes, ratio)
