"""Assessments: gates that a page must pass, and items that give points."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from govrank.methodology.fields import _LONGEST, Key, Label, Number, PartOfPoints, Rules, Text, exact, wrong_at
from govrank.methodology.measures import Indicator, Measure, Term


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
        """The tested column."""
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
        """The condition on one line.

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
    """Return which kind of outcome is meant, so that an error names the right key and not those of every kind."""
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
        """Return whether a value is on its side of the bound."""
        if self.upto is not None:
            return value <= exact(self.upto)
        return value >= exact(self.from_ or 0)


class Answers(Rules):
    """What each answer of a yes/no column gives, as a share of an item's points."""

    yes: Annotated[PartOfPoints, Field(description="for yes")] = Fraction(1)
    partly: Annotated[PartOfPoints | None, Field(description="for partly; without it that is no answer")] = None
    no: Annotated[PartOfPoints, Field(description="for no")] = Fraction(0)


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
        """Set that less is better if the line falls, unless the file states the direction."""
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
        """Its points, as an integer if they are whole."""
        return int(self.points) if float(self.points).is_integer() else self.points

    @property
    def kind(self) -> Literal["base", "bonus", "deduction"]:
        return "deduction" if self.points < 0 else "bonus" if self.bonus else "base"

    def points_at(self, value: Fraction) -> Fraction:
        """Return the exact points of a value.

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
        """The points of a page whose value is missing under `missing = "worst"`."""
        return exact(self.points) if self.points < 0 else Fraction(0)


class Block(Rules):
    """Items that apply together, or have a cap together."""

    key: Annotated[Key, Field(description="its name, as items give it")]
    label: Annotated[Label | None, Field(description="its name for readers")] = None
    applies: Annotated[Condition | None, Field(description="to which pages its items apply")] = None
    most: Annotated[Number | None, Field(gt=0, le=1e9, description="what its items give together at the most")] = None
    least: Annotated[Number | None, Field(ge=-1e9, le=0, description="what its deductions take off at the most")] = None


AnyMeasure = Indicator | Term | Item


def refuse_unclear_gates(gates: Sequence[Gate], *, fixed_totals: bool) -> None:
    """Refuse two gates of one key, and a fixed total where totals are made of places, or of logarithms."""
    for at, gate in enumerate(gates):
        if gate.key.casefold() in [other.key.casefold() for other in gates[:at]]:
            raise wrong_at(("gates", at, "key"), "repeated", gate.key)
        if gate.score is not None and not fixed_totals:
            raise wrong_at(("gates", at, "outcome"), "no_fixed_total", "score", ["unranked", "last"])


def refuse_unclear_items(items: Sequence[Item], blocks: Sequence[Block]) -> None:
    """Refuse items that define their points twice or not at all, and blocks without items."""
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
    """Refuse steps of two kinds, steps that can never apply, and points beyond those of the item."""
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
