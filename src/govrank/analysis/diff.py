"""Two versions of one edition's input: which figures changed, and which places that moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from govrank.analysis.compare import Movement, compare_editions
from govrank.networks import platform_key
from govrank.pipeline import Loaded
from govrank.read.table import Table, tidy_text
from govrank.scoring.matching import known_pages, match_pages
from govrank.scoring.pages import Pages
from govrank.scoring.rating import Rating

Figure = int | Fraction | None


@dataclass(frozen=True)
class ChangedFigure:
    """A figure that is another one now.

    Attributes:
        page, region, platform: of the new version.
        count: its column.
        before, now: None where there was none; `place_before`, `place_now`: their cells, or rows of a text file.
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
class Difference:
    """What differs between two versions of one edition.

    Attributes:
        figures: in the order of the new file.
        movement: of the new version against the old one.
        left_out: pages that only the new version leaves out, as page, region and network; `admitted`: only the old.
    """

    rating: Rating
    movement: Movement
    figures: tuple[ChangedFigure, ...]
    left_out: tuple[tuple[str, str, str], ...]
    admitted: tuple[tuple[str, str, str], ...]

    @property
    def moved(self) -> list[int]:
        """The pages of the new version whose place is another one, or who are new."""
        return [i for i, move in enumerate(self.movement.moves) if move.state != "same"]

    @property
    def nothing(self) -> bool:
        """Whether the two versions say the same."""
        return not (self.figures or self.moved or self.movement.left or self.left_out or self.admitted)


class _Places:
    """Where the figures of a loaded edition stand."""

    def __init__(self, loaded: Loaded) -> None:
        self.table: Table = loaded.table
        self.columns = {name: at for at, name in reversed([*enumerate(loaded.columns)]) if name}
        self.at: dict[int, list[int]] = {}
        for at, row in enumerate(self.table.rows):
            self.at.setdefault(int(row), []).append(at)

    def of(self, pages: Pages, page: int, count: str) -> str:
        """Return the cell of a page's count, or its row where it is a text file's or a sum."""
        row = int(pages.rows[page])
        found = self.at.get(row, [])
        network = self.columns.get("platform")
        if len(found) > 1 and network is not None:  # a wide sheet's row has several pages
            cells = self.table.columns[network]
            found = [at for at in found if platform_key(tidy_text(cells[at])) == pages.platforms[page]] or found
        if not found or count not in self.columns:
            return str(row)
        return self.table.problem("negative", found[0], self.columns[count]).cell or str(row)


def diff_editions(old: Loaded, new: Loaded, before: Rating, now: Rating, *, force: bool = False) -> Difference:
    """Compare two versions of one edition, figure by figure and place by place.

    Args:
        before, now: the ratings of the two.

    Raises:
        DataError: `unlike-editions`, as `compare_editions`.
    """
    figures = tuple(_changed(old, new))
    outs = [{(out.page, out.region, out.platform) for out in loaded.pages.excluded} for loaded in (old, new)]
    movement = compare_editions(before, now, force=force)
    return Difference(now, movement, figures, tuple(sorted(outs[1] - outs[0])), tuple(sorted(outs[0] - outs[1])))


def _changed(old: Loaded, new: Loaded) -> Iterator[ChangedFigure]:
    then, now = old.pages, new.pages
    there, here = _Places(old), _Places(new)
    counts: Sequence[str] = [*dict.fromkeys((*_counts(now), *_counts(then)))]
    for i, pair in enumerate(match_pages(known_pages(then), known_pages(now)).pairs):
        for count in counts if pair is not None else ():
            assert pair is not None  # noqa: S101  # for the type checker
            was, is_ = _figure(then, pair, count), _figure(now, i, count)
            if was != is_:
                yield ChangedFigure(
                    *now.known_as(i), count, was, is_, there.of(then, pair, count), here.of(now, i, count)
                )


def _counts(pages: Pages) -> list[str]:
    return [*pages.own, *(["population"] if "population" in pages.counts else [])]


def _figure(pages: Pages, page: int, count: str) -> Figure:
    found = pages.own.get(count) or pages.counts.get(count)
    if found is None or (found.missing is not None and found.missing[page]):
        return None
    return found.figure(page)
