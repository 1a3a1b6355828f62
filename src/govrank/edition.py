"""An edition: of what a rating is."""

from __future__ import annotations

from dataclasses import dataclass

from govrank.read.table import Source


@dataclass(frozen=True)
class Edition:
    """Of what the rating is: the period, the files it was made from, the population table."""

    period: str
    sources: tuple[Source, ...]
    population: str | None = None
    population_date: str | None = None
