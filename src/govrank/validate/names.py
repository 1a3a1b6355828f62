"""Which page each row is: its region, network, name and league, and why it is excluded, if so."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from govrank.methodology.models import Methodology
from govrank.networks import MOST_COMPARED, PLATFORMS, platform_key, platform_label, similar_platform
from govrank.read.collector import ProblemCollector
from govrank.read.table import Grid
from govrank.scoring.pages import usual_name
from govrank.validate.cell_types import read_names
from govrank.validate.columns import Columns


@dataclass
class Names:
    """The texts of every row, shape (rows,): its identity, and why it is excluded, if so.

    Attributes:
        out: the file's own reason for each excluded row, by its index.
        unnamed: indexes of the rows without a name, which are called by region and network.
    """

    region: Sequence[str]
    platform: Sequence[str]
    page: Sequence[str]
    league: Sequence[str]
    url: Sequence[str] | None
    id: Sequence[str] | None
    out: dict[int, str]
    unnamed: tuple[int, ...] = ()


def names_of_rows(
    table: Grid, columns: Columns, collector: ProblemCollector, methodology: Methodology, league: str, *, needed: bool
) -> Names:
    """Read the texts of every row and add their problems to `collector`, except for excluded rows.

    Args:
        league: the column whose values divide the pages, or "".
        needed: whether missing required texts are a problem.
    """
    length = len(table.rows)

    def texts(name: str) -> Sequence[str | None]:
        if name not in columns:
            return [None] * length
        read = read_names(table.columns[columns.at[name]])
        for i, problem in read.wrong.items():
            if i not in out:
                collector.place(problem, i, columns.at[name], name)
        return read.values

    out: dict[int, str] = {}
    reasons = texts("excluded") if "excluded" in columns else []
    out |= {i: reason for i, reason in enumerate(reasons) if reason is not None}

    def lacking(name: str, values: Sequence[str | None], rows: Iterable[int]) -> None:
        for i in rows:
            if not values[i] and i not in out and (i, name) not in collector.wrong_cells:
                collector.add("missing-value", i, columns.at[name], name, wording="text")

    required = {"region", "platform"} if "page" not in columns else set()
    required |= {*methodology.required, *(["region"] if "population" in methodology.counts else []), league}

    def filled(name: str) -> Sequence[str]:
        values = texts(name)
        if _all_there(values):
            return values
        if name in columns and name in required and needed:
            lacking(name, values, (i for i, value in enumerate(values) if value is None))
        return [value or "" for value in values]

    region, platform = filled("region"), filled("platform")
    known = {name: platform_key(name) for name in set(platform)}
    _say_similar([name for name in known if name and known[name] not in PLATFORMS], platform, columns, out, collector)
    if any(name != key for name, key in known.items()):
        platform = [known[name] for name in platform]
    given = texts("page")
    unnamed: tuple[int, ...] = ()
    if _all_there(given):
        page = given
    else:
        unnamed = tuple(i for i, name in enumerate(given) if not name)
        own = [name or "" for name in given]
        for i in unnamed:
            own[i] = usual_name(region[i], platform[i])
        page = own
        if "page" in columns:
            lacking("page", page, unnamed)
    leagues: Sequence[str] = [""] * length
    if league in ("region", "platform", "page"):
        leagues = {"region": region, "platform": platform, "page": page}[league]
    elif league:
        leagues = [value or "" for value in texts(league)]
        lacking(league, leagues, range(length))
    url = [value or "" for value in texts("url")] if "url" in columns else None
    ids = [value or "" for value in texts("id")] if "id" in columns else None
    if ids is not None and _number_rows(ids, table):
        ids = None
    return Names(region, platform, page, leagues, url, ids, out, unnamed)


def _say_similar(
    unknown: Sequence[str], platform: Sequence[str], columns: Columns, out: Container[int], collector: ProblemCollector
) -> None:
    """Warn of each network name so similar to a known one that it is hardly another network."""
    in_header = {problem.value for problem in collector.table.problems if problem.code == "similar-network"}
    for name in sorted({*unknown} - in_header)[:MOST_COMPARED]:
        if (near := similar_platform(name)) is not None:
            first = next((i for i, other in enumerate(platform) if other == name and i not in out), None)
            if first is not None:
                at = columns.at["platform"]
                collector.add("similar-network", first, at, "platform", near=platform_label(near))


def _all_there(values: Sequence[str | None]) -> TypeGuard[Sequence[str]]:
    return None not in values


def _number_rows(ids: Sequence[str], table: Grid) -> bool:
    """Return whether ids are merely row numbers: of the pages in order, or of the rows below each header."""
    return all(one == str(i) for i, one in enumerate(ids, 1)) or all(
        one == str(int(table.rows[i]) - table.origin(i).header_row) for i, one in enumerate(ids)
    )
