"""Which column of a table is which: its headings against what the methodology asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from govrank.heading_units import column_in_thousands, is_rate
from govrank.headings import ALWAYS_THERE, COUNTS, HEADINGS, PARTS, heading_key, known_column
from govrank.methodology.rules import Methodology
from govrank.platforms import PLATFORMS, platform_key
from govrank.problem import Problem
from govrank.read.header import SEARCHED_ROWS
from govrank.read.table import Table
from govrank.spelling import similar_names

NAMES = ("region", "platform", "page", "excluded", "url")
IGNORED = ("er",)
_MISSING_WORDINGS = {"engaged": "engaged", "interactions": "engaged", "days": "days"}
SILENT = ("note", "number", "date", "days", "aliases")
"""Columns that make no table of pages: they are notes to the reader, not figures of the rating."""


def recogniser(methodology: Methodology, league: str = "") -> Callable[[str], str | None]:
    """Return the function that names a heading's column: by the methodology's own words, then by ours."""
    wanted = [name for name in (*methodology.counts, league) if name and known_column(name) is None]
    own = {heading_key(name): name for name in wanted}

    def recognise(heading: str) -> str | None:
        return own.get(heading_key(heading)) or known_column(heading)

    return recognise


@dataclass(frozen=True)
class Columns:
    """Indexes of the columns by canonical name, and what is wrong or odd with the headings.

    `sums` says of which columns a count is the sum, where the file does not hold it as such.
    """

    at: Mapping[str, int]
    sums: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...]

    def __contains__(self, name: str) -> bool:
        return name in self.at


def sum_parts(count: str, there: Iterable[str]) -> tuple[str, ...]:
    """Return the columns whose sum is a count: itself, or what stands in for it; none where nothing can.

    >>> sum_parts("engaged", ["likes", "shares", "posts"])
    ('likes', 'shares')
    """
    there = set(there)
    parts = tuple(part for part in PARTS if part in there)
    if count in there:
        return (count,)
    if count == "engaged":
        return ("interactions",) if "interactions" in there else parts
    if count == "interactions":
        return parts or (("engaged",) if "engaged" in there else ())
    return ()


def required_columns(methodology: Methodology, there: Iterable[str]) -> list[str]:
    """Return the columns that must be there, population apart: it may come from elsewhere."""
    there = set(there)
    required: list[str] = [*methodology.required]
    if "population" in methodology.counts:
        required.append("region")
    if "page" not in there and not {"region", "platform"} <= {*there, *required}:
        required += ["region", "platform"] if there & {"region", "platform"} else ["page"]
    required += [count for count in methodology.counts if count != "population"]
    return list(dict.fromkeys(required))


def missing_columns(
    table: Table, methodology: Methodology, recognise: Callable[[str], str | None], days: int | None = None
) -> list[str]:
    """Return the required columns that a table does not have; the days of the period may be known otherwise."""
    there = {name for heading in table.headings if (name := recognise(heading)) is not None}
    return [
        name
        for name in required_columns(methodology, there)
        if name not in there
        and not (name in COUNTS and sum_parts(name, there))
        and not (name == "days" and days is not None)
    ]


def resolve_columns(
    table: Table, methodology: Methodology, league: str, *, own_population: bool, days: int | None = None
) -> Columns:
    """Name the columns of a table of pages.

    Args:
        league: canonical name or heading of the column that divides the pages, or "".
        own_population: whether the population is to come from this table's own column.
    """
    recognise = recogniser(methodology, league)
    at: dict[str, int] = {}
    twice: dict[str, list[int]] = {}
    unknown: list[int] = []
    for i, heading in enumerate(table.headings):
        name = recognise(heading)
        if name is None:
            unknown.append(i)
        elif name in at:
            twice.setdefault(name, [at[name]]).append(i)
        else:
            at[name] = i
    if blocks := _network_blocks(table, at, twice, recognise):
        return Columns(at, {}, (table.problem("wide-table", headings=blocks),))
    missing = missing_columns(table, methodology, recognise, days)
    if "engaged" in missing and "interactions" in missing:
        missing.remove("interactions")  # what one could be taken from, the other could: one lack, one sentence
    sums = {
        count: parts
        for count in methodology.counts
        if count != "population" and (parts := sum_parts(count, at)) and parts != (count,)
    }
    used = {*NAMES, *methodology.counts, *(part for parts in sums.values() for part in parts), league}
    problems = [
        table.problem("duplicate-column", None, i, name, headings=[table.headings[j] for j in columns])
        for name, columns in twice.items()
        if name in used and (name != "population" or own_population)
        for i in columns[1:]
    ]
    headings = {table.headings[i]: i for i in unknown if table.headings[i]}
    if missing and not at.keys() - {*SILENT} and len(table.rows) and int(table.rows[-1]) > SEARCHED_ROWS:
        # the header may stand below: one sentence says so, in place of one for each column that nobody saw
        unseen = table.problem(
            "missing-column", None, None, missing[0], wording="header", headings=missing, searched=SEARCHED_ROWS
        )
        return Columns(at, sums, (unseen,))
    for name in missing:
        thousands = next((heading for heading in headings if column_in_thousands(heading) == name), None)
        if thousands is not None:
            problems.append(
                table.problem(
                    "missing-column", None, headings.pop(thousands), name, wording="thousands",
                    heading=thousands, headings=[name, *_russian(name)],
                )
            )  # fmt: skip
            continue
        near = _near_headings(name, headings)
        known = (
            [] if near or name in HEADINGS else similar_names(name, [*at, *(table.headings[i] for i in at.values())])
        )
        wording = "near" if near else "rules" if known else _MISSING_WORDINGS.get(name, "")
        problems.append(
            table.problem(
                "missing-column", None, None, name, wording=wording,
                near=near or known, headings=[name, *_russian(name)],
            )
        )  # fmt: skip
        for heading in near:
            headings.pop(heading, None)
    problems += _odd_headings(table, at, headings, own_population=own_population, used=used)
    if headings:
        problems += _partial_sums(table, sums)
    return Columns(at, sums, tuple(problems))


def _network_blocks(
    table: Table, at: Mapping[str, int], twice: Mapping[str, list[int]], recognise: Callable[[str], str | None]
) -> list[str]:
    """Return the headings of one count where a table has a block of columns for each network; none where it has not.

    Its headings name the networks, or several counts come again under the same heading in a table without networks.
    """
    of_networks: dict[str, dict[str, str]] = {}
    for heading in table.headings:
        words = heading.split()
        for network, rest in ((words[:1], words[1:]), (words[-1:], words[:-1])):
            key = platform_key("".join(network).strip("()[],:;-–—"))
            count = recognise(" ".join(rest).strip("()[],:;-–— "))
            if key in PLATFORMS and count in COUNTS:
                of_networks.setdefault(count, {}).setdefault(key, heading)
    named = next((headings for headings in of_networks.values() if len(headings) > 1), {})
    again = [
        [table.headings[i] for i in columns]
        for name, columns in twice.items()
        if name in COUNTS and len({heading_key(table.headings[i]) for i in columns}) == 1
    ]
    return [*named.values()] or (again[0] if len(again) > 1 and "platform" not in at else [])


def _russian(name: str) -> list[str]:
    """Return the first Russian heading of a column, for a hint."""
    return [h for h in HEADINGS.get(name, ()) if any("а" <= letter <= "я" for letter in h)][:1]


def _near_headings(name: str, headings: Iterable[str]) -> list[str]:
    """Return the unknown headings that come near to a column's name, else the first near to any of its headings.

    One of a rate or of thousands never does: under the proposed name its figures would be read as counts.
    """
    counts = [heading for heading in headings if not is_rate(heading) and column_in_thousands(heading) is None]
    near = similar_names(name, counts, bar=_bar(name))
    known = HEADINGS.get(name, ())
    return near or [heading for heading in counts if similar_names(heading, known, 1, bar=_bar(heading))][:1]


def _bar(text: str) -> float:
    """Return how alike another text must be: of a few letters, half are the same in any two words."""
    return 0.8 if len(text) < 9 else 0.7


def _partial_sums(table: Table, sums: Mapping[str, tuple[str, ...]]) -> list[Problem]:
    """Return the warning of each sum that lacks likes, comments or shares; an unused column may hold them."""
    counts: dict[tuple[str, ...], str] = {}
    for count, parts in sums.items():
        if count not in PARTS and set(parts) <= set(PARTS):
            counts.setdefault(parts, count)  # engaged and interactions are the same sum, said once
    return [
        table.problem("summed-count", name=count, headings=list(parts), columns=lacking)
        for parts, count in counts.items()
        if (lacking := [part for part in ALWAYS_THERE if part not in parts])
    ]


def _odd_headings(
    table: Table, at: Mapping[str, int], unknown: Mapping[str, int], *, own_population: bool, used: set[str]
) -> list[Problem]:
    problems = []
    wanted = {*used, *PARTS, *NAMES}
    for heading, i in unknown.items():
        near = [name for name in HEADINGS if name not in at and name in wanted and _near_headings(name, [heading])]
        if near:
            problems.append(table.problem("similar-heading", None, i, near=near[:1], heading=heading))
        else:
            problems.append(table.problem("unused-column", None, i, heading=heading))
    for name in IGNORED:
        if name in at and name not in used:
            problems.append(table.problem("ignored-column", None, at[name], name, wording=name))
    if "date" in at and "date" not in used:
        problems.append(table.problem("unused-column", None, at["date"], "date", heading=table.headings[at["date"]]))
    if "population" in at and "population" in used and not own_population:
        problems.append(table.problem("ignored-column", None, at["population"], "population", wording="population"))
    return problems
