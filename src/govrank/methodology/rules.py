"""A methodology: the rules of a rating as data, frozen and checked as a whole."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from govrank.headings import known_column
from govrank.methodology.bands import Band, Norm, SizeBand, SizeLeague
from govrank.methodology.conflicts import (
    refuse_crossed_thresholds,
    refuse_idle_keys,
    refuse_unclear_keys,
    refuse_unclear_norms,
    refuse_unclear_tie_break,
    refuse_unclear_zones,
)
from govrank.methodology.indicator import Indicator, Term
from govrank.methodology.rule_values import COUNTBACK, Footnote, Label, Name, Number, Rules, Text, wrong_at
from govrank.platforms import platform_label

Ties = Literal["min", "max", "average", "dense"]
PlaceTies = Literal["min", "dense"]
Missing = Literal["error", "worst", "exclude"]


def _league(value: object) -> object:
    """Say which of the two kinds of league is meant, so that an error names its key and not both kinds'."""
    if isinstance(value, dict):
        return SizeLeague.model_validate(value)
    if not isinstance(value, (str, SizeLeague)):
        raise PydanticCustomError("not_a_league", "a league")
    return value


class Methodology(Rules):
    """The rules of a rating."""

    name: Annotated[Name, Field(description="its name, in every output")]
    version: Annotated[Text, Field(description="its version: results of different versions are not comparable")]
    title: Annotated[Label | None, Field(description="the rating's title: a text, or one per language")] = None
    source: Annotated[str, Field(description="where the rules come from")] = ""
    footnote: Annotated[
        Footnote, Field(description='what the reader of every table must be told; "" drops that of the base')
    ] = None
    footnote_of: Annotated[
        str, Field(description="the count that the footnote is about: without it there is no footnote")
    ] = ""
    scoring: Annotated[
        Literal["rank-sum", "log-index"],
        Field(description="rank-sum: places are summed, the fewest win; log-index: logarithms are, the most win"),
    ] = "rank-sum"
    ties: Annotated[Ties, Field(description="what equal values of an indicator get: 1224, 1334, halves or 1223")] = (
        "min"
    )
    place_ties: Annotated[PlaceTies, Field(description="which final places equal totals share: 1224 or 1223")] = "min"
    tie_break: Annotated[
        tuple[str, ...], Field(strict=False, description="what divides equal totals: countback, keys of indicators")
    ] = ()
    missing: Annotated[
        Missing,
        Field(description="a missing figure: an error, as many points as the league has pages, or left out"),
    ] = "error"
    league: Annotated[
        str | SizeLeague,
        BeforeValidator(_league),
        Field(description="a column, or { by, bands }: ranked inside each"),
    ] = ""
    required: Annotated[
        tuple[Literal["region", "platform", "page"], ...],
        Field(strict=False, description="columns that must be there besides the counts"),
    ] = ()
    minimum: dict[Text, Annotated[int, Field(ge=0)]] = Field(
        default={}, description="counts below which a page is left out"
    )
    scale: Annotated[Number, Field(gt=0, le=1e12, description="log-index: what the sum's power is multiplied by")] = 1
    power: Annotated[Number, Field(gt=0, le=20, description="log-index: the power of the sum")] = 1
    indicators: Annotated[tuple[Indicator, ...], Field(strict=False, description="rank-sum: see below")] = ()
    terms: Annotated[tuple[Term, ...], Field(strict=False, description="log-index: see below")] = ()
    zones: Annotated[tuple[Band, ...], Field(strict=False, description="from the best to the worst, see below")] = ()
    norms: Annotated[tuple[Norm, ...], Field(strict=False, description="see below")] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Methodology:
        index = self.scoring == "log-index"
        table, other = ("terms", "indicators") if index else ("indicators", "terms")
        if getattr(self, other):
            raise wrong_at((other,), "wrong_table", other, [table])
        if not self.measures:
            raise wrong_at((table,), "missing_table", table)
        if index and self.missing == "worst":
            raise wrong_at(("missing",), "not_in_index", "worst", ["error", "exclude"])
        refuse_idle_keys(self.scoring, self.model_fields_set)
        refuse_unclear_keys(table, self.keys)
        refuse_crossed_thresholds(table, self.measures)
        refuse_unclear_tie_break(self.tie_break, [*([] if index else [COUNTBACK]), *self.keys])
        refuse_unclear_norms(self.norms, self.keys)
        refuse_unclear_zones(self.zones)
        return self

    @property
    def is_index(self) -> bool:
        """Whether the score is an index: more is better, and there are no penalty points."""
        return self.scoring == "log-index"

    @property
    def measures(self) -> tuple[Indicator | Term, ...]:
        """What is measured: the indicators of a rank sum, the terms of an index."""
        return self.terms if self.scoring == "log-index" else self.indicators

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the measures, in their order."""
        return tuple(measure.key for measure in self.measures)

    def measure(self, key: str) -> Indicator | Term:
        """Return the measure of a key."""
        return next(measure for measure in self.measures if measure.key == key)

    def uses(self, count: str) -> bool:
        """Whether a count stands in an indicator or a term."""
        return any(count in (*measure.of, *measure.per) for measure in self.measures)

    @property
    def league_column(self) -> str:
        """The column that divides the pages, or an empty text where none or a size does."""
        return self.league if isinstance(self.league, str) else ""

    @property
    def size_column(self) -> str:
        """The count whose bands divide the pages, or an empty text."""
        return "" if isinstance(self.league, str) else self.league.by

    @property
    def size_bands(self) -> tuple[SizeBand, ...]:
        """The leagues by size; none where a column or nothing divides the pages."""
        return () if isinstance(self.league, str) else self.league.bands

    def league_order(self, league: str) -> tuple[int, str, str]:
        """Return what leagues are ordered by: sizes as the bands stand, names by the alphabet."""
        at = 0
        if isinstance(self.league, SizeLeague):
            at = next((i for i, band in enumerate(self.league.bands) if band.name == league), len(self.league.bands))
        return (at, league.casefold(), league)

    def league_label(self, league: str) -> str:
        """Return what a league is called for readers: a network by its label, any other by its own name."""
        return platform_label(league) if known_column(self.league_column) == "platform" else league

    @property
    def counts(self) -> tuple[str, ...]:
        """Every column of numbers that the rules use, in the order of first use."""
        used = [name for measure in self.measures for name in (*measure.of, *measure.per)]
        used += [count for count, least in self.minimum.items() if least]
        used += [norm.by for norm in self.norms]
        if isinstance(self.league, SizeLeague):
            used.append(self.league.by)
        return tuple(dict.fromkeys(used))

    @property
    def weight(self) -> int:
        """Sum of the weights: the worst possible total of a league is this times its pages."""
        return sum(indicator.weight for indicator in self.indicators)

    @property
    def formula(self) -> str:
        """How the total is made, in one line.

        >>> from govrank.methodology.file import load_methodology
        >>> load_methodology("bci").formula.split(" + ")[0]
        '(0.2·ln(posts'
        """
        if self.is_index:
            summed = " + ".join(term.formula for term in self.terms)
            power = "" if self.power == 1 else f"^{self.power:.15g}"
            return f"({summed}){power} × {self.scale:.15g}"
        return " + ".join(f"{'' if i.weight == 1 else f'{i.weight} × '}{i.key}" for i in self.indicators)
