"""The results of commands, each as a report to read, a document for programs and a table of data, for all outputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govrank.analysis.compare import Movement
from govrank.analysis.diff import Difference
from govrank.analysis.explain import Explanation
from govrank.analysis.robustness import Robustness
from govrank.analysis.trend import Trend
from govrank.collect.collected import Collected
from govrank.population.tables import PopulationTable
from govrank.problems import Problem
from govrank.reports.card import card_paper, card_report, cards_paper
from govrank.reports.checks import (
    population_data,
    population_document,
    population_template,
    population_text,
    problems_lines,
)
from govrank.reports.collected import pages_data
from govrank.reports.comparison import (
    difference_data,
    difference_report,
    movement_data,
    movement_paper,
    movement_report,
)
from govrank.reports.documents import (
    card_document,
    cards_document,
    difference_document,
    movement_document,
    problems_document,
    rating_document,
    robustness_document,
    trend_document,
)
from govrank.reports.edition import rating_article, rating_data, rating_paper, rating_pictures, rating_report
from govrank.reports.rating import publication
from govrank.reports.robustness import robustness_data, robustness_report
from govrank.reports.table import Block, Publication, Report, Table
from govrank.reports.trend import trend_data, trend_paper, trend_picture, trend_report
from govrank.reports.wording import rating_title
from govrank.scoring.rating import Rating
from govrank.text.catalogue import Catalogue


class Result:
    """The result of a command."""

    def report(self, words: Catalogue) -> Report:
        """Return it for a person: tables and paragraphs."""
        raise NotImplementedError

    def article(self, words: Catalogue) -> Report:
        """Return it for publication; by default the report."""
        return self.report(words)

    def document(self, words: Catalogue) -> Mapping[str, object]:
        """Return it for programs: objects with stable keys."""
        raise NotImplementedError

    def data(self) -> Table:
        """Return it for spreadsheets: one table under stable names."""
        raise NotImplementedError

    def paper(self, words: Catalogue) -> Publication:
        """Return it to be handed out on paper.

        Raises:
            CommandError: `no-such-table`.
        """
        raise NotImplementedError

    def pictures(self, words: Catalogue) -> list[Publication]:
        """Return it as pictures.

        Raises:
            CommandError: `no-such-table`, `too-many-for-images`.
        """
        raise NotImplementedError


@dataclass(frozen=True)
class EditionResult(Result):
    """A rating, and what to show of it.

    Attributes:
        movement: from the previous edition.
        robustness: shown as intervals beside the places.
        indicators: whether each indicator's table is shown too.
        top: how many pages of each table are shown; None shows all.
        digest: whether to show sentences above the tables.
        recipe: how the rating was made, as JSON, for a workbook's properties.
        table: which one pictures and reports show: "final", "totals", an indicator's key, or "all"; None is the usual.
    """

    rating: Rating
    movement: Movement | None = None
    robustness: Robustness | None = None
    indicators: bool = False
    top: int | None = None
    digest: bool = False
    table: str | None = None
    recipe: str = ""

    def report(self, words: Catalogue) -> Report:
        return rating_report(
            self.rating, words, self.movement, indicators=self.indicators, top=self.top, digest=self.digest
        )

    def article(self, words: Catalogue) -> Report:
        if not self.digest:
            return self.report(words)
        return rating_article(
            self.rating, words, self.movement, indicators=self.indicators, top=self.top, robustness=self.robustness
        )

    def document(self, words: Catalogue) -> Mapping[str, object]:
        return rating_document(self.rating, words, self.movement)

    def data(self) -> Table:
        return rating_data(self.rating, self.movement)

    def paper(self, words: Catalogue) -> Publication:
        return rating_paper(self.rating, words, self.movement, self.robustness, self.table or "all")

    def pictures(self, words: Catalogue) -> list[Publication]:
        return rating_pictures(self.rating, words, self.table or "final", self.movement, self.robustness, self.top)


@dataclass(frozen=True)
class ComparisonResult(Result):
    """An edition compared with the previous one."""

    rating: Rating
    movement: Movement

    def report(self, words: Catalogue) -> Report:
        return movement_report(self.rating, self.movement, words)

    def document(self, words: Catalogue) -> Mapping[str, object]:
        return movement_document(self.rating, self.movement, words)

    def data(self) -> Table:
        return movement_data(self.rating, self.movement)

    def paper(self, words: Catalogue) -> Publication:
        return movement_paper(self.rating, self.movement, words)


@dataclass(frozen=True)
class DifferenceResult(Result):
    """Two versions of one edition."""

    found: Difference

    def report(self, words: Catalogue) -> Report:
        return difference_report(self.found, words)

    def document(self, words: Catalogue) -> Mapping[str, object]:
        return difference_document(self.found, words)

    def data(self) -> Table:
        return difference_data(self.found)


@dataclass(frozen=True)
class TrendResult(Result):
    """Several editions."""

    trend: Trend

    def report(self, words: Catalogue) -> Report:
        return trend_report(self.trend, words)

    def document(self, words: Catalogue) -> Mapping[str, object]:
        return trend_document(self.trend, words)

    def data(self) -> Table:
        return trend_data(self.trend)

    def paper(self, words: Catalogue) -> Publication:
        return trend_paper(self.trend, words)

    def pictures(self, words: Catalogue) -> list[Publication]:
        return [trend_picture(self.trend, words)]


@dataclass(frozen=True)
class ExplanationResult(Result):
    """The cards of one page, on each of its networks."""

    rating: Rating
    cards: Sequence[Explanation]

    def report(self, words: Catalogue) -> Report:
        blocks: list[Block] = []
        for card in self.cards:
            blocks += [*([""] if blocks else []), *card_report(self.rating, card, words).blocks]
        return Report(tuple(blocks))

    def document(self, words: Catalogue) -> Mapping[str, object]:  # noqa: ARG002  # has no sentence
        return cards_document([card_document(self.rating, card) for card in self.cards])

    def paper(self, words: Catalogue) -> Publication:
        return cards_paper(self.rating, self.cards, words)

    def pictures(self, words: Catalogue) -> list[Publication]:
        return [card_paper(self.rating, card, words, str(n)) for n, card in enumerate(self.cards, 1)]


@dataclass(frozen=True)
class RobustnessResult(Result):
    """How robust a rating is."""

    rating: Rating
    robustness: Robustness

    def report(self, words: Catalogue) -> Report:
        return robustness_report(self.rating, self.robustness, words)

    def document(self, words: Catalogue) -> Mapping[str, object]:  # noqa: ARG002  # has no sentence
        return robustness_document(self.rating, self.robustness)

    def data(self) -> Table:
        return robustness_data(self.rating, self.robustness)

    def paper(self, words: Catalogue) -> Publication:
        return publication(self.rating, rating_title(self.rating, words), self.report(words).blocks, words)


@dataclass(frozen=True)
class ProblemsResult(Result):
    """The problems of a file, and its number of pages."""

    file: str
    pages: int
    problems: Sequence[Problem]

    def report(self, words: Catalogue) -> Report:
        return Report(tuple(problems_lines(self.file, self.pages, self.problems, words)))

    def document(self, words: Catalogue) -> Mapping[str, object]:
        return problems_document(self.file, self.pages, self.problems, words)


@dataclass(frozen=True)
class PopulationResult(Result):
    """A population table."""

    table: PopulationTable

    def report(self, words: Catalogue) -> Report:
        return Report(tuple(population_text(self.table, words)))

    def document(self, words: Catalogue) -> Mapping[str, object]:  # noqa: ARG002  # has every language's names
        return population_document(self.table)

    def data(self) -> Table:
        return population_data(self.table)


@dataclass(frozen=True)
class PopulationTemplate(Result):
    """A population table to fill in, with the regions' names in a language."""

    table: PopulationTable
    words: Catalogue

    def data(self) -> Table:
        return population_template(self.table, self.words)


@dataclass(frozen=True)
class CollectedResult(Result):
    """Posts summed up to pages."""

    found: Collected

    def data(self) -> Table:
        return pages_data(self.found)
