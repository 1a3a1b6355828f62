"""Two versions of one edition's input: which figures changed, and which places moved as a result."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from govrank.analysis.compare import Movement, compare_editions
from govrank.pipeline import Loaded
from govrank.problems import Problem
from govrank.read.headings import COUNTS, count_meant
from govrank.read.table import Grid, has_no_figure, tidy_text
from govrank.scoring.matching import known_pages, match_pages
from govrank.scoring.pages import Count, Excluded, Pages, Reason
from govrank.scoring.rating import Rating
from govrank.validate.cell_types import read_count

Figure = int | Fraction | str | None
"""A count; an excluded page's cell that is not a count, as text; None if there is none."""


@dataclass(frozen=True)
class ChangedFigure:
    """A figure that changed.

    Attributes:
        page, region, platform: of the new version.
        count: its column.
        before, now: None if there was none; `place_before`, `place_now`: their cells, or rows of a text file.
    """

    page: str
    region: str
    platform: str
    count: str
    before: Figure
    now: Figure
    place_before: str
    place_now: str


@dataclass(frozen=True)
class ChangedReason:
    """A page that both versions exclude, for another reason now."""

    page: str
    region: str
    platform: str
    before: Reason
    now: Reason


@dataclass(frozen=True)
class Difference:
    """What differs between two versions of one edition.

    Attributes:
        figures: in the order of the new file, those of pages that both versions exclude last.
        movement: from the old version to the new one.
        reasons: pages that both versions exclude, for different reasons.
        left_out: pages that only the new version excludes, as page, region and network; `admitted`: only the old one.
    """

    rating: Rating
    movement: Movement
    figures: tuple[ChangedFigure, ...]
    reasons: tuple[ChangedReason, ...]
    left_out: tuple[tuple[str, str, str], ...]
    admitted: tuple[tuple[str, str, str], ...]

    @property
    def moved(self) -> list[int]:
        """The pages of the new version whose place changed or who are new."""
        return [i for i, move in enumerate(self.movement.moves) if move.state != "same"]

    @property
    def nothing(self) -> bool:
        """Whether the two versions are the same."""
        seen = (self.figures, self.moved, self.movement.left, self.reasons, self.left_out, self.admitted)
        return not any(seen)


class _Version:
    """A loaded edition: its pages, rated or excluded, their figures, and where these are in the file."""

    def __init__(self, loaded: Loaded) -> None:
        self.pages: Pages = loaded.pages
        self.out: tuple[Excluded, ...] = loaded.pages.excluded
        self.table: Grid = loaded.table
        self.columns = {name: at for at, name in reversed([*enumerate(loaded.columns)]) if name}
        stand = {(part.table.source.name, part.table.sheet) for part in self.table.parts}
        files = {file for file, _sheet in stand}
        self.in_files, self.on_sheets = len(files) > 1, len(stand) > max(len(files), 1)
        self.read: dict[str, Count] = {}
        self.everybody = replace(  # excluded pages come last
            self.pages,
            names=[*self.pages.names, *(out.page for out in self.out)],
            regions=[*self.pages.regions, *(out.region for out in self.out)],
            region_keys=[*self.pages.region_keys, *(out.region_key for out in self.out)],
            platforms=[*self.pages.platforms, *(out.platform for out in self.out)],
            urls=None if self.pages.urls is None else [*self.pages.urls, *(out.url for out in self.out)],
            ids=None if self.pages.ids is None else [*self.pages.ids, *(out.id for out in self.out)],
            at=[*self.pages.at, *(out.at for out in self.out)],
            excluded=(),
        )

    @property
    def counts(self) -> list[str]:
        return [*self.pages.own, *(["population"] if "population" in self.pages.counts else [])]

    def reason(self, page: int) -> Reason | None:
        """Return why a page is excluded; None for a rated one."""
        return self.out[page - len(self.pages)].reason if page >= len(self.pages) else None

    def has(self, page: int, count: str) -> bool:
        """Whether a page can have a count: an excluded one has no population that does not stand in its row."""
        return page < len(self.pages) or count != "population" or count in self.columns

    def figure(self, page: int, count: str) -> Figure:
        if page >= len(self.pages):
            return self._cell(page, count)
        found = self.pages.own.get(count) or self.pages.counts.get(count)
        if found is None or (found.missing is not None and found.missing[page]):
            return None
        return found.figure(page)

    def place(self, page: int, count: str) -> str:
        """Return the cell of a page's count, or its row for a text file or a sum; with the table if several."""
        placed = self.table.problem("negative", int(self.everybody.at[page]), self.columns.get(count))
        where = (placed.file if self.in_files else None, placed.sheet if self.on_sheets else None)
        return " · ".join(filter(None, (*where, placed.cell or str(placed.row))))

    def _cell(self, page: int, count: str) -> Figure:
        """Return an unchecked figure of a page as its cell has it."""
        at, column = int(self.everybody.at[page]), self.columns.get(count)
        if column is None:
            return None
        cells = self.table.columns[column]
        if count not in self.read:
            self.read[count] = read_count(cells, whole=count_meant(count) in COUNTS).values
        read = self.read[count]
        if read.missing is None or not read.missing[at]:
            return read.figure(at)
        return None if has_no_figure(cells[at]) else tidy_text(cells[at])


def diff_editions(old: Loaded, new: Loaded, before: Rating, now: Rating, *, force: bool = False) -> Difference:
    """Compare two versions of one edition, figure by figure and place by place.

    Args:
        before, now: the ratings of the two.

    Raises:
        DataError: `unlike-editions`, as `compare_editions`.
    """
    then, here = _Version(old), _Version(new)
    pairs = match_pages(known_pages(then.everybody), known_pages(here.everybody)).pairs
    figures: list[ChangedFigure] = []
    reasons: list[ChangedReason] = []
    for i, pair in enumerate(pairs):
        if pair is None or (then.reason(pair) is None) != (here.reason(i) is None):
            continue
        who = here.everybody.known_as(i)
        for count in dict.fromkeys((*here.counts, *then.counts)):
            if not (then.has(pair, count) and here.has(i, count)):
                continue
            was, is_ = then.figure(pair, count), here.figure(i, count)
            if was != is_:
                figures.append(ChangedFigure(*who, count, was, is_, then.place(pair, count), here.place(i, count)))
        told, tells = then.reason(pair), here.reason(i)
        if told is not None and tells is not None and _said(told) != _said(tells):
            reasons.append(ChangedReason(*who, told, tells))
    partners = {i: pair for i, pair in enumerate(pairs) if pair is not None}
    was_out = {i for i, pair in partners.items() if then.reason(pair) is not None}
    still_out = {pair for i, pair in partners.items() if here.reason(i) is not None}
    ends = range(len(new.pages), len(here.everybody)), range(len(old.pages), len(then.everybody))
    return Difference(
        rating=now,
        movement=compare_editions(before, now, force=force),
        figures=tuple(figures),
        reasons=tuple(reasons),
        left_out=tuple(sorted(here.everybody.known_as(i) for i in ends[0] if i not in was_out)),
        admitted=tuple(sorted(then.everybody.known_as(i) for i in ends[1] if i not in still_out)),
    )


def _said(reason: Reason) -> object:
    """Return the content of a reason, without its row."""
    problem = reason.args.get("problem")
    if isinstance(problem, Problem):
        args = {name: value for name, value in problem.args.items() if name not in ("row", "other", "lines")}
        return problem.key, problem.column, problem.value, args
    return " ".join(reason.text.split()), reason.wording, dict(reason.args), [gate.key for gate in reason.gates]
