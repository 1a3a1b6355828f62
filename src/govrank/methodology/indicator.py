"""What is measured: counts made comparable, as indicators that are ranked or as terms of an index."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from govrank.language import Lang
from govrank.methodology.rule_values import Key, Label, Number, Rules, Text, label_in

Direction = Literal["higher", "lower"]


class Thresholds(Rules):
    """Zones of one indicator's table, in the indicator's unit.

    A value at or above `green_from` is green, one below `red_below` is red (for a direction "lower" the
    other way round). Where a bound is not named the thirds of the places decide, the named one before them.
    """

    green_from: Annotated[Number | None, Field(description="green from this value on")] = None
    red_below: Annotated[Number | None, Field(description="red below this value")] = None


class Measure(Rules):
    """A count made comparable: the sum of `of`, times `times`, divided by the product of `per`."""

    key: Annotated[Key, Field(description="its name in csv, json and tie_break: letters, digits, _ and -")]
    label: Annotated[Label | None, Field(description="its name for readers: a text, or one per language")] = None
    short: Annotated[Label | None, Field(description="its name for narrow columns")] = None
    of: Annotated[
        tuple[Text, ...],
        Field(min_length=1, strict=False, description="the counts that are added up; any numeric column's heading"),
    ]
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

    def says(self, lang: Lang) -> str:
        """Return its name for readers of a language."""
        return label_in(self.label, lang) if self.label else self.key

    @property
    def formula(self) -> str:
        """The arithmetic in one line, as it is printed with the result.

        >>> from govrank.methodology.file import load_methodology
        >>> load_methodology("akimats").indicators[-1].formula
        'interactions × 100 ÷ (posts × followers)'
        """
        top = self.of[0] if len(self.of) == 1 else " + ".join(self.of)
        if len(self.of) > 1 and (self.times != 1 or self.per):
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
        """The term in one line.

        >>> Term(key="z", of=["wow"], per=["days"], factor=10, weight=0.054).formula
        '0.054·ln(10·wow ÷ days + 1)'
        """
        factor = "" if self.factor == 1 else f"{self.factor:.15g}·"
        return f"{self.weight:.15g}·ln({factor}{super().formula} + 1)"
