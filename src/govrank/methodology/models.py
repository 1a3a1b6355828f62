"""A methodology: what its file may say, and what it must not."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError, PydanticKnownError

from govrank.networks import platform_label
from govrank.packaged import LANGUAGES, METHODOLOGIES
from govrank.read.headings import known_column
from govrank.text.catalogue import Lang


def _label(value: object) -> object:
    return {"en": value} if isinstance(value, str) else value


def _footnote(value: object) -> object:
    return None if value == "" else value


def _key(text: str) -> str:
    if not text[:1].isalpha() or not all(_in_word(letter) or letter == "-" for letter in text):
        raise PydanticCustomError("not_a_key", "a key")
    return text


def _in_word(letter: str) -> bool:
    return letter == "_" or letter.isalnum() or unicodedata.category(letter)[0] == "M"  # marks belong to letters


def _name(text: str) -> str:
    in_one_line = all(letter.isprintable() or unicodedata.category(letter) == "Zs" for letter in text)
    if not text or text != text.strip() or not in_one_line:
        raise PydanticCustomError("not_a_name", "a name")
    return text


def _color(text: str) -> str:
    if not _HEX.fullmatch(text):
        raise PydanticCustomError("not_a_color", "a color")
    return text


BEFORE = "previous."
"""What a count's name begins with that is the one of the edition before."""

COUNTBACK = "countback"
"""The step of a tie-break that is no indicator: more first places, then more second."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_LONGEST = 60  # characters

# A schema's pattern knows no letters but the Latin ones in some programs and no classes of letters in others: it
# refuses what is wrong in ASCII and leaves the other scripts to the check above.
_ASCII_KEY = r"^[^\x00-\x40\x5b-\x60\x7b-\x7f][^\x00-\x2c\x2e\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f]*$"
_ASCII_NAME = r"^[^\x00-\x20\x7f]([^\x00-\x1f\x7f]*[^\x00-\x20\x7f])?$"

Text = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Key = Annotated[
    str,
    StringConstraints(max_length=_LONGEST),
    AfterValidator(_key),
    WithJsonSchema({"type": "string", "pattern": _ASCII_KEY, "maxLength": _LONGEST}),
]
Name = Annotated[
    str,
    StringConstraints(max_length=_LONGEST),
    AfterValidator(_name),
    WithJsonSchema({"type": "string", "pattern": _ASCII_NAME, "maxLength": _LONGEST}),
]
Color = Annotated[str, AfterValidator(_color), WithJsonSchema({"type": "string", "pattern": f"^{_HEX.pattern}$"})]
_WORDS = {"type": "string", "minLength": 1, "maxLength": 500}


if TYPE_CHECKING:
    _Language = Lang
else:
    _Language = Literal[LANGUAGES]
_IN_LANGUAGES = {
    "type": "object",
    "properties": dict.fromkeys(LANGUAGES, _WORDS),
    "additionalProperties": False,
    "minProperties": 1,
}
Label = Annotated[
    dict[_Language, Text],
    BeforeValidator(_label),
    Field(min_length=1),
    WithJsonSchema({"anyOf": [_WORDS, _IN_LANGUAGES]}),
]
Footnote = Annotated[
    Label | None,
    BeforeValidator(_footnote),
    WithJsonSchema({"anyOf": [{"type": "string", "maxLength": 500}, _IN_LANGUAGES, {"type": "null"}]}),
]
"""A label, or an empty text for none: a file that extends another drops its footnote so."""

Number = Annotated[float, Field(allow_inf_nan=False)]


def exact(number: float) -> Fraction:
    """Return a number of the rules as it is written, which is the shortest decimal of its float.

    >>> exact(0.1), exact(16.0)
    (Fraction(1, 10), Fraction(16, 1))
    """
    return Fraction(repr(float(number)))


class Rules(BaseModel):
    """Rules of any kind: no key but the known ones, no value of another type, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, arbitrary_types_allowed=True)


def label_in(label: Mapping[Lang, str], lang: Lang) -> str:
    """Return a label in a language; in English, else whatever there is, where it has no such words."""
    return label.get(lang) or label.get("en") or next(iter(label.values()))


def wrong_at(
    loc: tuple[str | int, ...], kind: str, value: str, known: Iterable[str] = (), *, other: str = ""
) -> PydanticCustomError:
    """Return an error of several rules together, said of the one at `loc`; `other` is what it contradicts."""
    return PydanticCustomError(kind, kind, {"loc": loc, "value": value, "known": list(known), "other": other})


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
        """Up to which share it goes; all of it where it is bounded by points."""
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


class Condition(Rules):
    """What is asked of one column: how its figure compares with a number, or what a yes/no column says."""

    count: Annotated[Text | None, Field(description="the column of numbers, or of yes and no")] = None
    column: Annotated[Text | None, Field(description="the same, where it is no count")] = None
    above: Annotated[Number | None, Field(description="holds above this number")] = None
    below: Annotated[Number | None, Field(description="holds below this number")] = None
    equals: Annotated[Number | None, Field(description="holds at this number")] = None
    is_: Annotated[
        Literal["yes", "no"] | None, Field(alias="is", description="holds where a yes/no column says so")
    ] = None

    @model_validator(mode="after")
    def _one_question(self) -> Condition:
        if (self.count is None) == (self.column is None):
            raise PydanticCustomError("one_column", "one column")
        asked = [self.above, self.below, self.equals, self.is_]
        if sum(one is not None for one in asked) != 1:
            raise PydanticCustomError("one_question", "one question")
        return self

    @property
    def of(self) -> str:
        """The column that is looked at."""
        return self.count or self.column or ""

    @property
    def asks_yes(self) -> bool:
        """Whether the column is one of yes and no."""
        return self.is_ is not None

    @property
    def comparison(self) -> tuple[Literal["above", "below", "equals"], Fraction]:
        """How the figure is compared, and with what; yes is 1, and no is 0."""
        if self.above is not None:
            return "above", exact(self.above)
        if self.below is not None:
            return "below", exact(self.below)
        return "equals", Fraction(self.is_ == "yes") if self.equals is None else exact(self.equals)

    @property
    def formula(self) -> str:
        """The condition in one line.

        >>> Condition(count="days_since_last_post", above=14).formula
        'days_since_last_post > 14'
        """
        if self.is_ is not None:
            return f"{self.of} = {self.is_}"
        how, bound = self.comparison
        sign = {"above": ">", "below": "<", "equals": "="}[how]
        return f"{self.of} {sign} {float(bound):.15g}"


class FixedScore(Rules):
    """The total of a page that fails a gate, whatever else it has."""

    score: Annotated[Number, Field(description="the total that the page gets")]


def _outcome(value: object) -> object:
    """Say which kind of outcome is meant, so that an error names its key and not all kinds'."""
    if isinstance(value, dict):
        return FixedScore.model_validate(value)
    if not isinstance(value, FixedScore) and value not in ("unranked", "last"):
        raise PydanticCustomError("not_an_outcome", "an outcome")
    return value


class Gate(Rules):
    """A condition that is looked at before all else: what becomes of a page of which it is true."""

    key: Annotated[Key, Field(description="its name in json and csv: letters, digits, _ and -")]
    when: Annotated[Condition, Field(description="the page fails where this is true")]
    outcome: Annotated[
        Literal["unranked", "last"] | FixedScore,
        BeforeValidator(_outcome),
        Field(description="unranked: listed with the reason; last: behind all others; { score }: a fixed total"),
    ] = "unranked"
    label: Annotated[Label | None, Field(description="the reason, as readers are told it")] = None

    @property
    def score(self) -> Fraction | None:
        """The fixed total of the pages that fail it, or None."""
        return exact(self.outcome.score) if isinstance(self.outcome, FixedScore) else None


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
    def names(self) -> tuple[str, ...]:
        """The counts that it is made of."""
        return (*self.of, *self.less, *self.per)

    def says(self, lang: Lang) -> str:
        """Return its name for readers of a language."""
        return label_in(self.label, lang) if self.label else self.key

    @property
    def formula(self) -> str:
        """The arithmetic in one line, as it is printed with the result.

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
        """The term in one line.

        >>> Term(key="z", of=["wow"], per=["days"], factor=10, weight=0.054).formula
        '0.054·ln(10·wow ÷ days + 1)'
        """
        factor = "" if self.factor == 1 else f"{self.factor:.15g}·"
        return f"{self.weight:.15g}·ln({factor}{super().formula} + 1)"


class Step(Rules):
    """A step of an item: values on its side of a bound give these points."""

    upto: Annotated[Number | None, Field(description="values up to this one, and this one too")] = None
    from_: Annotated[Number | None, Field(alias="from", description="values from this one on")] = None
    points: Annotated[Number, Field(ge=-1e9, le=1e9, description="what they give")]

    @model_validator(mode="after")
    def _one_bound(self) -> Step:
        if (self.upto is None) == (self.from_ is None):
            raise PydanticCustomError("one_bound", "one bound")
        return self

    def holds(self, value: Fraction) -> bool:
        """Say whether a value is on its side of the bound."""
        if self.upto is not None:
            return value <= exact(self.upto)
        return value >= exact(self.from_ or 0)


def _part(value: object) -> object:
    """Turn `"1/3"`, `"0.25"`, 0 or 1 into an exact share of an item's points."""
    return Fraction(0) if value in (0, "0") and value is not False else _bound(value)


Part = Annotated[
    Fraction,
    BeforeValidator(_part),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": f"^(0|{_SHARE.pattern})$"},
                {"type": "number", "minimum": 0, "maximum": 1},
            ],
            "examples": ["1/2", 0],
        }
    ),
]


class Answers(Rules):
    """What each answer of a yes/no column gives, as a share of an item's points."""

    yes: Annotated[Part, Field(description="for yes")] = Fraction(1)
    partly: Annotated[Part | None, Field(description="for partly; without it that is no answer")] = None
    no: Annotated[Part, Field(description="for no")] = Fraction(0)


class Item(Measure):
    """What gives points for a measure, from none to all of them, or takes them off.

    Without steps and answers it is a straight line from none of the points to all of them.
    """

    points: Annotated[
        Number, Field(ge=-1e9, le=1e9, description="the most that it gives; of a deduction what it takes off, below 0")
    ]
    full_at: Annotated[Number | None, Field(description="the value that gives all points; without it 1")] = None
    none_at: Annotated[Number | None, Field(description="the value that gives none; without it 0")] = None
    steps: Annotated[
        tuple[Step, ...], Field(strict=False, description="in place of a line: the first that holds gives its points")
    ] = ()
    answers: Annotated[Answers | None, Field(description="in place of a line: what yes, partly and no give")] = None
    block: Annotated[str, StringConstraints(max_length=_LONGEST), Field(description="the block that it belongs to")] = (
        ""
    )
    bonus: Annotated[bool, Field(description="whether its points come on top of what can be had")] = False
    when: Annotated[
        Condition | None, Field(description="of a bonus or a deduction: where it counts, and nowhere else")
    ] = None
    only_above: Annotated[
        Number | None, Field(description="of a bonus: counts where the total without bonuses is above this")
    ] = None

    @model_validator(mode="before")
    @classmethod
    def _direction_of_line(cls, data: Any) -> Any:  # noqa: ANN401  # whatever the file has
        """Say that less is better where the line falls, unless the file says so itself."""
        if not isinstance(data, dict) or "direction" in data:
            return data
        full, none = data.get("full_at", 1), data.get("none_at", 0)
        steps = data.get("steps")
        falls = isinstance(full, (int, float)) and isinstance(none, (int, float)) and full < none
        if isinstance(steps, list) and steps and isinstance(steps[0], dict):
            falls = "upto" in steps[0]
        points = data.get("points")
        if isinstance(points, (int, float)) and points < 0:
            falls = not falls
        return data | {"direction": "lower"} if falls else data

    @property
    def weight(self) -> int | float:
        """Its points, whole where they are."""
        return int(self.points) if float(self.points).is_integer() else self.points

    @property
    def kind(self) -> Literal["base", "bonus", "deduction"]:
        """Whether it is part of what can be had, on top of that, or taken off."""
        return "deduction" if self.points < 0 else "bonus" if self.bonus else "base"

    def points_at(self, value: Fraction) -> Fraction:
        """Return what a value gives, exactly.

        >>> hours = Item(key="hours", of=["hours"], points=10, full_at=8, none_at=24)
        >>> [str(hours.points_at(Fraction(value))) for value in (0, 8, 9, 24, 30)]
        ['10', '10', '75/8', '0', '0']
        """
        whole = exact(self.points)
        if self.steps:
            return next((exact(step.points) for step in self.steps if step.holds(value)), Fraction(0))
        if self.answers is not None:
            share = self.answers.yes if value == 1 else self.answers.no if value == 0 else self.answers.partly
            return whole * (share or 0)
        full, none = self.line
        return whole * max(Fraction(0), min(Fraction(1), (value - none) / (full - none)))

    @property
    def line(self) -> tuple[Fraction, Fraction]:
        """The values that give all points and none."""
        full = Fraction(1) if self.full_at is None else exact(self.full_at)
        return full, Fraction(0) if self.none_at is None else exact(self.none_at)

    @property
    def bounds(self) -> list[Fraction]:
        """The values between which its points rise or fall evenly, or not at all."""
        if self.steps:
            return [exact(step.from_ if step.upto is None else step.upto) for step in self.steps]  # type: ignore[arg-type]  # one of the two
        return [Fraction(0), Fraction(1)] if self.answers is not None else [*self.line]

    @property
    def worst(self) -> Fraction:
        """What a page gets whose value is missing under `missing = "worst"`."""
        return exact(self.points) if self.points < 0 else Fraction(0)


class Block(Rules):
    """Items that apply together, or have a cap together."""

    key: Annotated[Key, Field(description="its name, as items give it")]
    label: Annotated[Label | None, Field(description="its name for readers")] = None
    applies: Annotated[Condition | None, Field(description="to which pages its items apply")] = None
    most: Annotated[Number | None, Field(gt=0, le=1e9, description="what its items give together at the most")] = None
    least: Annotated[Number | None, Field(ge=-1e9, le=0, description="what its deductions take off at the most")] = None


Measured = Indicator | Term | Item


COLUMNS = ("league", "place", "move", "page", "region", "region_key", "platform", "total", "zone")
"""Columns that every result has: no indicator may be named like one."""


def refuse_unclear_keys(table: str, keys: Sequence[str]) -> None:
    """Refuse an indicator that is called like another, like a column of the result or like a rule of `tie_break`."""
    folded = [key.casefold() for key in keys]  # a spreadsheet program takes er and ER for one heading
    taken = {*COLUMNS, *(f"{key}_points" for key in folded)}
    for at, key in enumerate(keys):
        if folded[at] == COUNTBACK:
            raise wrong_at((table, at, "key"), "reserved", key)
        if folded[at] in taken:
            raise wrong_at((table, at, "key"), "taken", key)
        if folded[at] in folded[:at]:
            raise wrong_at((table, at, "key"), "repeated", key)


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


def refuse_unclear_tie_break(tie_break: Sequence[str], known: Sequence[str]) -> None:
    """Refuse a step that is none, and one that a step before has already taken."""
    for at, name in enumerate(tie_break):
        if name not in known:
            raise wrong_at(("tie_break", at), "unknown_indicator", name, known)
        if name in tie_break[:at]:
            raise wrong_at(("tie_break", at), "listed_twice", name)


def refuse_unclear_norms(norms: Sequence[Norm], keys: Sequence[str]) -> None:
    """Refuse a norm of no indicator, a second one of the same, and bands that contradict each other."""
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


def refuse_unclear_gates(gates: Sequence[Gate], scoring: str) -> None:
    """Refuse two gates of one key, and a fixed total where totals are made of places, or of logarithms."""
    for at, gate in enumerate(gates):
        if gate.key.casefold() in [other.key.casefold() for other in gates[:at]]:
            raise wrong_at(("gates", at, "key"), "repeated", gate.key)
        if gate.score is not None and not SCORING_RULES[scoring].fixed_totals:
            raise wrong_at(("gates", at, "outcome"), "no_fixed_total", "score", ["unranked", "last"])


def refuse_unclear_items(items: Sequence[Item], blocks: Sequence[Block]) -> None:
    """Refuse items that say how they give points twice or not at all, and blocks that nothing belongs to."""
    known = [block.key for block in blocks]
    for at, item in enumerate(items):
        place = ("items", at)
        line = [key for key in ("full_at", "none_at") if getattr(item, key) is not None]
        ways = [*line[:1], *["steps"] * bool(item.steps), *["answers"] * (item.answers is not None)]
        if len(ways) > 1:
            raise wrong_at((*place, ways[1]), "two_ways", ways[1], other=ways[0])
        if item.points == 0:
            raise wrong_at((*place, "points"), "no_points", "0")
        if item.line[0] == item.line[1]:
            raise wrong_at((*place, *line[:1]), "no_line", f"{float(item.line[0]):g}")
        refuse_unclear_steps(item, at)
        for key in ("when", "only_above"):
            if getattr(item, key) is not None and item.kind == "base":
                raise wrong_at((*place, key), "only_extras", key)
        if item.only_above is not None and item.kind != "bonus":
            raise wrong_at((*place, "only_above"), "only_bonus", "only_above")
        if item.bonus and item.kind == "deduction":
            raise wrong_at((*place, "bonus"), "only_bonus", "bonus")
        if item.block in known and {item.kind, *(o.kind for o in items[:at] if o.block == item.block)} >= {
            "base",
            "bonus",
        }:
            raise wrong_at((*place, "block"), "mixed_block", item.block)
    for at, block in enumerate(blocks):
        if block.key in known[:at]:
            raise wrong_at(("blocks", at, "key"), "repeated", block.key)
        if block.key not in [item.block for item in items]:
            raise wrong_at(("blocks", at, "key"), "empty_block", block.key, [i.block for i in items if i.block])
    if items and all(item.kind != "base" for item in items):
        raise wrong_at(("items",), "only_extras_left", "items")


def refuse_unclear_steps(item: Item, at: int) -> None:
    """Refuse steps of two kinds, steps that never hold, and points beyond those of the item."""
    for n, (before, step) in enumerate(zip((None, *item.steps), item.steps, strict=False)):
        place = ("items", at, "steps", n)
        if not min(0, item.points) <= step.points <= max(0, item.points):
            raise wrong_at((*place, "points"), "beyond_points", f"{step.points:g}", other=f"{item.points:g}")
        if before is None:
            continue
        if (before.upto is None) != (step.upto is None):
            raise wrong_at(place, "mixed_steps", "upto" if step.from_ is None else "from")
        bounds = (before.upto, step.upto) if step.upto is not None else (step.from_, before.from_)
        if bounds[0] is not None and bounds[1] is not None and bounds[0] >= bounds[1]:
            raise wrong_at(place, "idle_step", f"{step.from_ if step.upto is None else step.upto:g}")


def refuse_unclear_zones(zones: Sequence[Band], *, of_points: bool = False) -> None:
    """Refuse zones of one name, bounds in disorder or of two kinds, and pages that are left without a zone.

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


Ties = Literal["min", "max", "average", "dense"]
PlaceTies = Literal["min", "dense"]
Missing = Literal["error", "worst", "exclude"]


@dataclass(frozen=True)
class ScoringRules:
    """What a file of rules may say under a scoring. What the scoring does with it stands in `govrank.scoring`.

    Attributes:
        says: how it scores, for the schema.
        table: the list of what is measured.
        keys: the keys that do nothing under another scoring.
        countback: whether `tie_break` and rows of one place may go by first places, second places and so on.
        fixed_totals: whether totals are points in the rules' own unit, which a gate or a zone may name.
    """

    says: str
    table: Literal["indicators", "terms", "items"]
    keys: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = get_args(Missing)
    countback: bool = True
    fixed_totals: bool = False


SCORING_RULES: Mapping[str, ScoringRules] = {
    "rank-sum": ScoringRules("places are summed, the fewest win", "indicators"),
    "log-index": ScoringRules(
        "logarithms are, the most win", "terms", ("scale", "power"), missing=("error", "exclude"), countback=False
    ),
    "points": ScoringRules(
        "items give points, the most win", "items", ("out_of", "blocks"), countback=False, fixed_totals=True
    ),
}
if TYPE_CHECKING:
    _Scoring = str
else:
    _Scoring = Literal[tuple(SCORING_RULES)]


def _league(value: object) -> object:
    """Say which of the two kinds of league is meant, so that an error names its key and not both kinds'."""
    if isinstance(value, dict):
        return SizeLeague.model_validate(value)
    if not isinstance(value, (str, SizeLeague)):
        raise PydanticCustomError("not_a_league", "a league")
    return value


def idle_keys(scoring: str, *, of_tables: bool = False) -> list[str]:
    """Return the keys that only other scorings have: those of `[[tables]]`, or those of single values."""

    def keys(rules: ScoringRules) -> tuple[str, ...]:
        return (rules.table,) if of_tables else rules.keys

    others = dict.fromkeys(key for rules in SCORING_RULES.values() for key in keys(rules))
    return [key for key in others if key not in keys(SCORING_RULES[scoring])]


def refuse_idle_keys(scoring: str, given: Collection[str]) -> None:
    """Refuse keys that do nothing in a scoring."""
    for key in idle_keys(scoring):
        if key in given:
            raise wrong_at((key,), "idle", key)


class ColumnHeading(Rules):
    """What a column is headed, and how its figures are written."""

    heading: Annotated[Text, Field(description="the heading of the column in the file")]
    decimal: Annotated[Literal[".", ","] | None, Field(description="the decimal sign of its figures")] = None


def _heading(value: object) -> object:
    """Return a heading that stands alone as a table of it."""
    if isinstance(value, str):
        return {"heading": value}
    if not isinstance(value, (dict, ColumnHeading)):
        raise PydanticKnownError("string_type")
    return value


ColumnHeadings = dict[
    Text, Annotated[ColumnHeading, BeforeValidator(_heading, json_schema_input_type=str | ColumnHeading)]
]
"""Headings by the columns that they name."""


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
        _Scoring, Field(description="; ".join(f"{name}: {rules.says}" for name, rules in SCORING_RULES.items()))
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
    columns: ColumnHeadings = Field(
        default={}, description="what columns are headed: a heading, or { heading, decimal }; others are known too"
    )
    required: Annotated[
        tuple[Literal["region", "platform", "page"], ...],
        Field(strict=False, description="columns that must be there besides the counts"),
    ] = ()
    minimum: dict[Text, Annotated[int, Field(ge=0)]] = Field(
        default={}, description="counts below which a page is left out"
    )
    gates: Annotated[
        tuple[Gate, ...], Field(strict=False, description="looked at first, the first that a page fails decides")
    ] = ()
    scale: Annotated[Number, Field(gt=0, le=1e12, description="log-index: what the sum's power is multiplied by")] = 1
    power: Annotated[Number, Field(gt=0, le=20, description="log-index: the power of the sum")] = 1
    indicators: Annotated[tuple[Indicator, ...], Field(strict=False, description="rank-sum: see below")] = ()
    terms: Annotated[tuple[Term, ...], Field(strict=False, description="log-index: see below")] = ()
    items: Annotated[tuple[Item, ...], Field(strict=False, description="points: see below")] = ()
    blocks: Annotated[tuple[Block, ...], Field(strict=False, description="points: see below")] = ()
    out_of: Annotated[
        Number | None,
        Field(gt=0, le=1e9, description="points: what a page with all points has; without it their sum"),
    ] = None
    zones: Annotated[tuple[Band, ...], Field(strict=False, description="from the best to the worst, see below")] = ()
    norms: Annotated[tuple[Norm, ...], Field(strict=False, description="see below")] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Methodology:
        own = self.scoring_rules
        for table in idle_keys(self.scoring, of_tables=True):
            if getattr(self, table):
                raise wrong_at((table,), "wrong_table", table, [own.table])
        if not self.measures:
            raise wrong_at((own.table,), "missing_table", own.table)
        if self.missing not in own.missing:
            raise wrong_at(("missing",), "not_in_index", self.missing, own.missing)
        refuse_idle_keys(self.scoring, self.model_fields_set)
        refuse_unclear_keys(own.table, self.keys)
        refuse_crossed_thresholds(own.table, self.measures)
        refuse_unclear_tie_break(self.tie_break, [*[COUNTBACK] * own.countback, *self.keys])
        refuse_unclear_norms(self.norms, self.keys)
        refuse_unclear_items(self.items, self.blocks)
        refuse_unclear_zones(self.zones, of_points=own.fixed_totals)
        refuse_unclear_gates(self.gates, self.scoring)
        return self

    @property
    def scoring_rules(self) -> ScoringRules:
        """What may be said under its scoring."""
        return SCORING_RULES[self.scoring]

    @property
    def headings(self) -> Mapping[str, Mapping[str, str]]:
        """What the columns of a file are headed, as a mapping says it."""
        return {name: one.model_dump(exclude_none=True) for name, one in self.columns.items()}

    @property
    def measures(self) -> tuple[Measured, ...]:
        """What is measured: the indicators of a rank sum, the terms of an index, the items that give points."""
        tables: Mapping[str, tuple[Measured, ...]] = {
            "indicators": self.indicators, "terms": self.terms, "items": self.items,
        }  # fmt: skip
        return tables[self.scoring_rules.table]

    def with_measures(self, measures: Iterable[Measure]) -> Methodology:
        """Return the same rules with other indicators or terms; a tie-break loses those that are gone."""
        kept = tuple(measures)
        known = {COUNTBACK, *(measure.key for measure in kept)}
        steps = tuple(name for name in self.tie_break if name in known)
        return self.model_copy(update={self.scoring_rules.table: kept, "tie_break": steps})

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the measures, in their order."""
        return tuple(measure.key for measure in self.measures)

    def block(self, key: str) -> Block | None:
        """Return the block of a key, or None where the rules say nothing of it."""
        return next((block for block in self.blocks if block.key == key), None)

    def measure(self, key: str) -> Measured:
        """Return the measure of a key."""
        return next(measure for measure in self.measures if measure.key == key)

    def uses(self, count: str) -> bool:
        """Whether a count stands in an indicator or a term."""
        return any(count in measure.names for measure in self.measures)

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
        used = [name for measure in self.measures for name in (*measure.names, *measure.minimum)]
        used += [condition.of for condition in self.conditions]
        used += [count for count, least in self.minimum.items() if least]
        used += [norm.by for norm in self.norms]
        if isinstance(self.league, SizeLeague):
            used.append(self.league.by)
        return tuple(dict.fromkeys(used))

    @property
    def counts_before(self) -> tuple[str, ...]:
        """The counts of the edition before that the rules use, without the word that says so."""
        return tuple(name.removeprefix(BEFORE) for name in self.counts if name.startswith(BEFORE))

    @property
    def counts_of_file(self) -> tuple[str, ...]:
        """The counts that are columns of the file."""
        return tuple(name for name in self.counts if not name.startswith(BEFORE))

    @property
    def conditions(self) -> list[Condition]:
        """Every condition that the rules ask: of gates, of blocks, of bonuses and deductions."""
        asked = [gate.when for gate in self.gates]
        asked += [block.applies for block in self.blocks if block.applies is not None]
        return asked + [item.when for item in self.items if item.when is not None]

    @property
    def answers(self) -> dict[str, bool]:
        """The columns that hold yes and no, as the rules say, and whether partly is an answer there too."""
        said = {condition.of: False for condition in self.conditions if condition.asks_yes}
        for item in self.items:
            if item.answers is not None:
                said |= {name: said.get(name, False) or item.answers.partly is not None for name in item.of}
        return said

    @property
    def needs_differ(self) -> bool:
        """Whether a figure may be wanting of some pages, which are not rated by it."""
        unlike = any(measure.minimum for measure in self.measures) or any(block.applies for block in self.blocks)
        unlike = unlike or bool(self.counts_before)
        return unlike or any(gate.outcome == "unranked" for gate in self.gates)


def methodology_schema() -> dict[str, Any]:
    """Return the schema. A file that extends another need not name what it takes from there."""
    schema = Methodology.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "govrank methodology"
    schema["properties"]["extends"] = {
        "type": "string",
        "description": "a packaged methodology, or a file beside this one, whose keys hold where this file has none",
        "examples": list(METHODOLOGIES),
    }
    schema["properties"]["without"] = {
        "type": "array",
        "items": {"type": "string"},
        "description": "keys of indicators or terms of the extended methodology that are dropped",
    }
    for table in ("Indicator", "Term", "Item"):
        schema["$defs"][table]["required"] = ["key"]  # of a changed one, the rest is the base's
    required = schema.pop("required", [])
    schema["if"] = {"not": {"required": ["extends"]}}
    of_points = {"properties": {"scoring": {"enum": ["points"]}}, "required": ["scoring"]}
    schema["then"] = {
        "required": required,
        "if": {"not": of_points},  # whose zones may begin at totals, and the last has no bound
        "then": {"properties": {"zones": {"items": {"required": ["upto"]}}}},
    }
    return schema
