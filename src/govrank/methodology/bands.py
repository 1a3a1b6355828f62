"""Bands: the zones of the final table and of an indicator, norms, leagues by size."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from govrank.methodology.fields import Color, Key, Label, Name, Number, Rules, Share, Text, wrong_at
from govrank.text.catalogue import Lang, label_in


class Band(Rules):
    """A zone of the final table.

    It holds all pages up to a share of the worst possible total, of an index of the places; where items give points
    it may begin `from` a total in place of that.
    """

    name: Annotated[Name, Field(description="its name in csv and json")]
    upto: Annotated[Share | None, Field(description='upper bound, a fraction such as "1/3"; the last is "1"')] = None
    from_: Annotated[
        Number | None, Field(alias="from", description="points: totals from this on; the last has the rest")
    ] = None
    color: Annotated[Color, Field(description="its fill, as #rrggbb")]
    sign: Annotated[
        str, StringConstraints(max_length=8), Field(description="shown beside the name: never colour alone")
    ] = ""
    label: Annotated[Label | None, Field(description="its name for readers")] = None

    @property
    def share(self) -> Fraction:
        """The share at which it ends; 1 if it is bounded by points."""
        return Fraction(1) if self.upto is None else self.upto

    def says(self, lang: Lang) -> str:
        """Return the zone's name for readers of a language."""
        return label_in(self.label, lang) if self.label else self.name


class NormBand(Rules):
    """What is normal for pages of a size: closed below, open above; no bound means none."""

    from_: Annotated[Number, Field(alias="from", ge=0, description="sizes from this on")] = 0
    to: Annotated[Number | None, Field(description="sizes below this")] = None
    low: Annotated[Number | None, Field(description="below it the value is below the norm")] = None
    high: Annotated[Number | None, Field(description="above it the value is above the norm")] = None


class Norm(Rules):
    """The normal range of an indicator, by bands of a count."""

    indicator: Annotated[Key, Field(description="the indicator's key")]
    by: Annotated[Text, Field(description="the count that says a page's size")]
    bands: Annotated[tuple[NormBand, ...], Field(min_length=1, strict=False, description="see below")]


class SizeBand(Rules):
    """A league of pages of like size: closed below, open above."""

    name: Annotated[Text, Field(description="what the league is called")]
    from_: Annotated[Number, Field(alias="from", ge=0, description="sizes from this on")] = 0
    to: Annotated[Number | None, Field(description="sizes below this")] = None


class SizeLeague(Rules):
    """Leagues by a count: pages are ranked among pages of like size."""

    by: Annotated[Text, Field(description="the count that says a page's size")]
    bands: Annotated[
        tuple[SizeBand, ...],
        Field(min_length=1, strict=False, description="in the order of the output, see below"),
    ]

    @model_validator(mode="after")
    def _apart(self) -> SizeLeague:
        for at, band in enumerate(self.bands):
            end = math.inf if band.to is None else band.to
            if band.name in [other.name for other in self.bands[:at]]:
                raise wrong_at(("league", "bands", at, "name"), "repeated", band.name)
            overlaps = any(
                max(band.from_, other.from_) < min(end, math.inf if other.to is None else other.to)
                for other in self.bands[:at]
            )
            if overlaps or end <= band.from_:
                raise wrong_at(("league", "bands", at), "bands_overlap", band.name)
        return self


Direction = Literal["higher", "lower"]


class Thresholds(Rules):
    """Zones of one indicator's table, in the indicator's unit.

    A value at or above `green_from` is green, one below `red_below` is red (for a direction "lower" the
    other way round). Where a bound is not named the thirds of the places decide, the named one before them.
    """

    green_from: Annotated[Number | None, Field(description="green from this value on")] = None
    red_below: Annotated[Number | None, Field(description="red below this value")] = None


def refuse_unclear_norms(norms: Sequence[Norm], keys: Sequence[str]) -> None:
    """Refuse a norm for an unknown indicator, two for the same one, and bands that contradict each other."""
    for at, norm in enumerate(norms):
        if norm.indicator not in keys:
            raise wrong_at(("norms", at, "indicator"), "unknown_indicator", norm.indicator, keys)
        if norm.indicator in [other.indicator for other in norms[:at]]:
            raise wrong_at(("norms", at, "indicator"), "repeated", norm.indicator)
        for n, band in enumerate(norm.bands):
            place = ("norms", at, "bands", n)
            if band.from_ >= _end(band):
                raise wrong_at((*place, "from"), "ends_before", f"{band.from_:g}", other=f"{band.to:g}")
            if band.low is not None and band.high is not None and band.low > band.high:
                raise wrong_at((*place, "low"), "above_high", f"{band.low:g}", other=f"{band.high:g}")
            if any(max(band.from_, other.from_) < min(_end(band), _end(other)) for other in norm.bands[:n]):
                raise wrong_at((*place, "from"), "norms_overlap", f"{band.from_:g}")


def _end(band: NormBand) -> float:
    return math.inf if band.to is None else band.to


def refuse_unclear_zones(zones: Sequence[Band], *, of_points: bool = False) -> None:
    """Refuse duplicate zone names, bounds out of order or of two kinds, and gaps between zones.

    Args:
        of_points: whether zones may be bounded by points.
    """
    by_points = of_points and bool(zones) and zones[0].from_ is not None
    for at, band in enumerate(zones):
        last = at == len(zones) - 1
        if band.name in [other.name for other in zones[:at]]:
            raise wrong_at(("zones", at, "name"), "repeated", band.name)
        if band.from_ is not None and not by_points:
            raise wrong_at(("zones", at, "from"), "zone_of_points", f"{band.from_:g}")
        if by_points and band.upto is not None:
            raise wrong_at(("zones", at, "upto"), "zone_of_points", str(band.upto))
        if by_points and band.from_ is None and not last:
            raise wrong_at(("zones", at, "from"), "missing", f"zones.{at + 1}.from")
        if not by_points and band.upto is None:
            raise wrong_at(("zones", at, "upto"), "missing", f"zones.{at + 1}.upto")
        if at and by_points and band.from_ is not None and band.from_ >= (zones[at - 1].from_ or 0):
            raise wrong_at(("zones", at, "from"), "not_descending", f"{band.from_:g}")
        if at and not by_points and band.share <= zones[at - 1].share:
            raise wrong_at(("zones", at, "upto"), "not_ascending", str(band.upto))
    if zones and not by_points and zones[-1].upto != 1:
        raise wrong_at(("zones", len(zones) - 1, "upto"), "last_not_one", str(zones[-1].upto))
