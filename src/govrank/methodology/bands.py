"""Bands: the zones of the final table, what is normal for pages of a size, the leagues of pages of like size."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from govrank.language import Lang
from govrank.methodology.rule_values import Color, Key, Label, Name, Number, Rules, Text, label_in, wrong_at

_SHARE = re.compile(r"1(\.0+)?|0?\.[0-9]{1,9}|[0-9]{1,9}/[0-9]{1,9}")


def _bound(value: object) -> object:
    """Turn `"1/3"`, `"0.25"` or 1 into an exact fraction: a sum of decimal widths would not be exact."""
    text = str(value).strip() if isinstance(value, (str, int, float, Fraction)) else ""
    if not _SHARE.fullmatch(text) or text.endswith("/0") or not 0 < Fraction(text) <= 1:
        raise PydanticCustomError("not_a_share", "a share")
    return Fraction(text)


Share = Annotated[
    Fraction,
    BeforeValidator(_bound),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": f"^({_SHARE.pattern})$"},
                {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
            ],
            "examples": ["1/3", "1"],
        }
    ),
]


class Band(Rules):
    """A zone of the final table: all pages up to a share of the worst possible total (of an index: of the places)."""

    name: Annotated[Name, Field(description="its name in csv and json")]
    upto: Annotated[Share, Field(description='upper bound, a fraction such as "1/3"; the last is "1"')]
    color: Annotated[Color, Field(description="its fill, as #rrggbb")]
    sign: Annotated[
        str, StringConstraints(max_length=8), Field(description="shown beside the name: never colour alone")
    ] = ""
    label: Annotated[Label | None, Field(description="its name for readers")] = None

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
