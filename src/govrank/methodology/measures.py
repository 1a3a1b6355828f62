"""Measures: counts made comparable, as the indicators and terms of a methodology."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from govrank.methodology.bands import Direction, Thresholds
from govrank.methodology.fields import Key, Label, Number, Rules, Text, wrong_at
from govrank.text.catalogue import Lang, label_in


class Measure(Rules):
    """A count made comparable: the sum of `of` less that of `less`, times `times`, divided by the product of `per`."""

    key: Annotated[Key, Field(description="its name in csv, json and tie_break: letters, digits, _ and -")]
    label: Annotated[Label | None, Field(description="its name for readers: a text, or one per language")] = None
    short: Annotated[Label | None, Field(description="its name for narrow columns")] = None
    of: Annotated[
        tuple[Text, ...],
        Field(
            min_length=1,
            strict=False,
            description="the counts that are added up; any numeric column's heading, or previous. and a count",
        ),
    ]
    less: Annotated[
        tuple[Text, ...], Field(strict=False, description="the counts that are taken off, such as previous.followers")
    ] = ()
    per: Annotated[
        tuple[Text, ...],
        Field(
            max_length=8,
            strict=False,
            description="what the sum is divided by, multiplied; days is those of the period",
        ),
    ] = ()
    times: Annotated[int, Field(ge=1, le=10**6, description="a whole factor, such as 100 for a percentage")] = 1
    unit: Annotated[str, Field(description="shown behind the values, such as %")] = ""
    direction: Annotated[Direction, Field(description="which values are better")] = "higher"
    zones: Annotated[Thresholds | None, Field(description="bounds of its own table's zones")] = None
    minimum: dict[Text, Annotated[int, Field(ge=0)]] = Field(
        default={}, description="counts below which it says nothing of a page"
    )

    @property
    def kind(self) -> Literal["base", "bonus", "deduction"]:
        """Whether it counts towards the full total, adds to it, or is taken off."""
        return "base"

    @property
    def names(self) -> tuple[str, ...]:
        """The counts that it is made of."""
        return (*self.of, *self.less, *self.per)

    def says(self, lang: Lang) -> str:
        """Return its name in a language."""
        return label_in(self.label, lang) if self.label else self.key

    @property
    def formula(self) -> str:
        """The arithmetic on one line, as printed with the result.

        >>> from govrank.methodology.load import load_methodology
        >>> load_methodology("akimats").indicators[-1].formula
        'interactions × 100 ÷ (posts × followers)'
        """
        top = " − ".join([" + ".join(self.of), *self.less])
        if len(self.of) + len(self.less) > 1 and (self.times != 1 or self.per):
            top = f"({top})"
        if self.times != 1:
            top = f"{top} × {self.times}"
        if not self.per:
            return top
        bottom = " × ".join(self.per)
        return f"{top} ÷ {bottom}" if len(self.per) == 1 else f"{top} ÷ ({bottom})"


class Indicator(Measure):
    """A measure on which the pages are ranked; the place is the page's points."""

    weight: Annotated[int, Field(ge=1, le=10**6, description="how often its points count")] = 1


class Term(Measure):
    """A summand of a logarithmic index: `weight · ln(factor · measure + 1)`."""

    factor: Annotated[Number, Field(gt=0, le=1e12, description="a factor inside the logarithm")] = 1
    weight: Annotated[Number, Field(gt=0, le=1e6, description="the term's share in the sum")] = 1

    @property
    def formula(self) -> str:
        """The term on one line.

        >>> Term(key="z", of=["wow"], per=["days"], factor=10, weight=0.054).formula
        '0.054·ln(10·wow ÷ days + 1)'
        """
        factor = "" if self.factor == 1 else f"{self.factor:.15g}·"
        return f"{self.weight:.15g}·ln({factor}{super().formula} + 1)"


def refuse_crossed_thresholds(table: str, measures: Sequence[Measure]) -> None:
    """Refuse bounds between which a value would be green and red at once."""
    for at, measure in enumerate(measures):
        green = measure.zones.green_from if measure.zones else None
        red = measure.zones.red_below if measure.zones else None
        if green is None or red is None:
            continue
        place = (table, at, "zones", "red_below")
        if measure.direction == "higher" and red > green:
            raise wrong_at(place, "crossed", f"{red:g}", other=f"{green:g}")
        if measure.direction == "lower" and red < green:
            raise wrong_at(place, "crossed_lower", f"{red:g}", other=f"{green:g}")
