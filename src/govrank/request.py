"""What is asked of an edition: the options of loading and rating it, and how it is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

from govrank.options import OUTPUT, RULES, Flag, LoadOptions, files_read, flags
from govrank.packaged import LANGUAGES

if TYPE_CHECKING:
    from govrank.analysis.compare import Movement
    from govrank.pipeline import Loaded
    from govrank.scoring.rating import Rating

LANG = Flag(("--lang",), OUTPUT, "Language of the output.", envvar="GOVRANK_LANG", known=LANGUAGES, closed=True)


@dataclass(frozen=True, kw_only=True)
class Request(LoadOptions):
    """The options that decide a rating, as a command line gave them: those of loading, and these."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}  # where one is read back: an option of another version

    pages: Annotated[
        str,
        Flag(
            help="CSV, TSV, XLSX, ODS or Parquet file, one row per page, or a folder of such files; - reads CSV from "
            "standard input.",
            metavar="PAGES",
            reads="pages",
            once=True,
        ),
    ]
    force: Annotated[
        bool,
        Flag(("--force",), RULES, "Compare even if the rules differ; the output notes it.", once=True),
    ] = False
    lang: Annotated[str, LANG] = "en"
    names: Annotated[
        str,
        Flag(
            ("--names",),
            OUTPUT,
            "Names of regions: as the file writes them, or from the packaged tables in the language of the output.",
            known=("file", "table"),
            closed=True,
        ),
    ] = "file"

    @property
    def inputs(self) -> list[str | Path]:
        """Files that must never be overwritten: those that are named, and those that these name."""
        return [*([self.settings] if self.settings else []), *files_read(self)]

    @property
    def unfit(self) -> str | None:
        """The first option whose value the command line would not accept, or None."""
        return next((name for name, one in flags(Request).items() if not one.takes(getattr(self, name))), None)

    @property
    def stem(self) -> str:
        """What an output is called after where it has no name of its own."""
        from govrank.read.book import edition_stem

        return "-".join(map(edition_stem, (self.pages, *self.also)))

    def load(self, *, every_warning: bool = False) -> Loaded:
        """Read and check the edition without rating it.

        Raises:
            GovrankError: as `govrank.pipeline.load_edition`.
        """
        from govrank.pipeline import load_edition

        return load_edition(self.pages, replace(self, every_warning=every_warning))

    def rate(self) -> Rating:
        """Rate the edition.

        Raises:
            GovrankError: as `govrank.rate_file`.
        """
        from govrank.pipeline import rate_loaded

        rating = rate_loaded(self.load())
        if self.names == "file":
            return rating
        from govrank.population.names import region_in
        from govrank.scoring.rating import with_regions

        return with_regions(rating, lambda region, key: region_in(region, self.lang, key))

    def compare(self, rating: Rating) -> Movement | None:
        """Compare with the previous edition, if one was given.

        Raises:
            GovrankError: the edition before is wrong, or unlike this one.
        """
        if rating.methodology.counts_before:  # the edition before would need the one before it
            return None
        if not isinstance(self.previous, str):
            return None
        from govrank.pipeline import of_mapping

        movement = self.compared_with(self.previous, rating)
        return replace(movement, warnings=(*of_mapping(movement.previous.warnings), *movement.warnings))

    def compared_with(self, previous: str, rating: Rating, before: str | None = None) -> Movement:
        """Rate the edition before by the same rules and compare.

        Args:
            before: the edition before that one, which rules of growth count with.

        Raises:
            GovrankError: the edition before is wrong, or unlike this one.
        """
        from govrank.analysis.chance import moves_by_chance
        from govrank.analysis.compare import compare_editions
        from govrank.pipeline import without_what_it_lacks
        from govrank.scoring.rating import distinct_periods

        asked = replace(
            self, pages=previous, also=(), beside=(self.pages, *self.also), period=self.previous_period,
            previous_period=None, collected=None, previous=before, earlier=True,
        )  # fmt: skip
        old = without_what_it_lacks(Request.rate, asked)
        then, _now = distinct_periods([old.edition, rating.edition], [previous, self.pages])
        old = replace(old, edition=replace(old.edition, period=then))
        return moves_by_chance(compare_editions(old, rating, force=self.force), rating)
