"""A methodology: what its file may contain."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from govrank.methodology.assessment import (
    AnyMeasure,
    Block,
    Condition,
    Gate,
    Item,
    refuse_unclear_gates,
    refuse_unclear_items,
)
from govrank.methodology.bands import Band, Norm, SizeBand, SizeLeague, refuse_unclear_norms, refuse_unclear_zones
from govrank.methodology.fields import BEFORE, ColumnHeadings, Footnote, Label, Name, Number, Rules, Text, wrong_at
from govrank.methodology.measures import Indicator, Measure, Term, refuse_crossed_thresholds
from govrank.networks import platform_label
from govrank.packaged import METHODOLOGIES
from govrank.read.headings import HEADINGS, heading_key, known_column
from govrank.read.mapping import Given, MappingError, column_mapping

COUNTBACK = "countback"
"""The tie-break step besides indicators: more first places, then more second."""


COLUMNS = ("league", "place", "move", "page", "region", "region_key", "platform", "total", "zone")
"""Columns of every result: no indicator may have such a name."""


def refuse_unclear_keys(table: str, keys: Sequence[str]) -> None:
    """Refuse an indicator named like another, like a column of the result or like a rule of `tie_break`."""
    folded = [key.casefold() for key in keys]  # spreadsheet programs treat er and ER as one heading
    taken = {*COLUMNS, *(f"{key}_points" for key in folded)}
    for at, key in enumerate(keys):
        if folded[at] == COUNTBACK:
            raise wrong_at((table, at, "key"), "reserved", key)
        if folded[at] in taken:
            raise wrong_at((table, at, "key"), "taken", key)
        if folded[at] in folded[:at]:
            raise wrong_at((table, at, "key"), "repeated", key)


def refuse_unclear_tie_break(tie_break: Sequence[str], known: Sequence[str]) -> None:
    """Refuse invalid steps and repeated ones."""
    for at, name in enumerate(tie_break):
        if name not in known:
            raise wrong_at(("tie_break", at), "unknown_indicator", name, known)
        if name in tie_break[:at]:
            raise wrong_at(("tie_break", at), "listed_twice", name)


def refuse_wrong_mapping(headings: Given, own: Sequence[str]) -> None:
    """Refuse headings of an unknown column, two for one column, and one for two columns."""
    called = {heading_key(name): name for name in own}
    try:
        column_mapping(headings, lambda name: called.get(heading_key(name)) or known_column(name), [*HEADINGS, *own])
    except MappingError as error:
        place = ("columns", error.name)
        raise wrong_at(place, error.wording, error.name, error.known, other=error.other) from None


Ties = Literal["min", "max", "average", "dense"]
PlaceTies = Literal["min", "dense"]
Missing = Literal["error", "worst", "exclude"]


@dataclass(frozen=True)
class ScoringRules:
    """What a file of rules may say under a scoring. What the scoring does with it stands in `govrank.scoring`.

    Attributes:
        scored_by: its class, below `govrank.scoring`.
        says: how it scores, for the schema.
        table: the list of what is measured.
        keys: the keys that do nothing under another scoring.
        countback: whether `tie_break` and rows of one place may go by first places, second places and so on.
        fixed_totals: whether totals are points in the rules' own unit, which a gate or a zone may name.
    """

    scored_by: str
    says: str
    table: Literal["indicators", "terms", "items"]
    keys: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = get_args(Missing)
    countback: bool = True
    fixed_totals: bool = False


SCORING_RULES: Mapping[str, ScoringRules] = {
    "rank-sum": ScoringRules("rank_sum:RankSum", "places are summed, the fewest win", "indicators"),
    "log-index": ScoringRules(
        "log_index:LogIndex",
        "logarithms are, the most win",
        "terms",
        ("scale", "power"),
        missing=("error", "exclude"),
        countback=False,
    ),
    "points": ScoringRules(
        "point_sum:PointSum",
        "items give points, the most win",
        "items",
        ("out_of", "blocks"),
        countback=False,
        fixed_totals=True,
    ),
}
if TYPE_CHECKING:
    _Scoring = str
else:
    _Scoring = Literal[tuple(SCORING_RULES)]


def _league(value: object) -> object:
    """Return which kind of league is meant, so that an error names the right key and not those of both kinds."""
    if isinstance(value, dict):
        return SizeLeague.model_validate(value)
    if not isinstance(value, (str, SizeLeague)):
        raise PydanticCustomError("not_a_league", "a league")
    return value


def idle_keys(scoring: str, *, of_tables: bool = False) -> list[str]:
    """Return the keys that only other scorings have: either those of `[[tables]]` or those of single values."""

    def keys(rules: ScoringRules) -> tuple[str, ...]:
        return (rules.table,) if of_tables else rules.keys

    others = dict.fromkeys(key for rules in SCORING_RULES.values() for key in keys(rules))
    return [key for key in others if key not in keys(SCORING_RULES[scoring])]


def refuse_idle_keys(scoring: str, given: Collection[str]) -> None:
    """Refuse keys that have no effect under a scoring."""
    for key in idle_keys(scoring):
        if key in given:
            raise wrong_at((key,), "idle", key)


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
        refuse_unclear_gates(self.gates, fixed_totals=own.fixed_totals)
        refuse_wrong_mapping(self.headings, self.own_columns)
        return self

    @property
    def scoring_rules(self) -> ScoringRules:
        """What its scoring allows."""
        return SCORING_RULES[self.scoring]

    @property
    def headings(self) -> Mapping[str, Mapping[str, str]]:
        """The headings of a file's columns, in the form of a mapping."""
        return {name: one.model_dump(exclude_none=True) for name, one in self.columns.items()}

    @property
    def measures(self) -> tuple[AnyMeasure, ...]:
        """What is measured: the indicators of a rank sum, the terms of an index, the items that give points."""
        tables: Mapping[str, tuple[AnyMeasure, ...]] = {
            "indicators": self.indicators, "terms": self.terms, "items": self.items,
        }  # fmt: skip
        return tables[self.scoring_rules.table]

    def with_measures(self, measures: Iterable[Measure]) -> Methodology:
        """Return the same rules with other indicators or terms; removed ones leave the tie-break too."""
        kept = tuple(measures)
        known = {COUNTBACK, *(measure.key for measure in kept)}
        steps = tuple(name for name in self.tie_break if name in known)
        return self.model_copy(update={self.scoring_rules.table: kept, "tie_break": steps})

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the measures, in their order."""
        return tuple(measure.key for measure in self.measures)

    def block(self, key: str) -> Block | None:
        """Return the block of a key, or None."""
        return next((block for block in self.blocks if block.key == key), None)

    def measure(self, key: str) -> AnyMeasure:
        """Return the measure of a key."""
        return next(measure for measure in self.measures if measure.key == key)

    def uses(self, count: str) -> bool:
        """Whether an indicator or a term uses a count."""
        return any(count in measure.names for measure in self.measures)

    @property
    def league_column(self) -> str:
        """The column that divides the pages into leagues, or an empty text if none or a size does."""
        return self.league if isinstance(self.league, str) else ""

    @property
    def size_column(self) -> str:
        """The count whose bands divide the pages, or an empty text."""
        return "" if isinstance(self.league, str) else self.league.by

    @property
    def size_bands(self) -> tuple[SizeBand, ...]:
        """The leagues by size; empty if a column or nothing divides the pages."""
        return () if isinstance(self.league, str) else self.league.bands

    def league_order(self, league: str) -> tuple[int, str, str]:
        """Return the sort key of leagues: sizes in the order of the bands, names by the alphabet."""
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
        """The counts of the previous edition that the rules use, without their prefix."""
        return tuple(name.removeprefix(BEFORE) for name in self.counts if name.startswith(BEFORE))

    @property
    def counts_of_file(self) -> tuple[str, ...]:
        """The counts that are columns of the file."""
        return tuple(name for name in self.counts if not name.startswith(BEFORE))

    @property
    def own_columns(self) -> tuple[str, ...]:
        """The columns that only these rules name."""
        league = self.league_column
        names = [name for name in self.counts_of_file if name not in HEADINGS]
        return tuple(dict.fromkeys([*names, *([league] if league and known_column(league) is None else [])]))

    @property
    def conditions(self) -> list[Condition]:
        """Every condition in the rules: of gates, blocks, bonuses and deductions."""
        asked = [gate.when for gate in self.gates]
        asked += [block.applies for block in self.blocks if block.applies is not None]
        return asked + [item.when for item in self.items if item.when is not None]

    @property
    def answers(self) -> dict[str, bool]:
        """The yes/no columns of the rules, and whether each also accepts partly."""
        said = {condition.of: False for condition in self.conditions if condition.asks_yes}
        for item in self.items:
            if item.answers is not None:
                said |= {name: said.get(name, False) or item.answers.partly is not None for name in item.of}
        return said

    @property
    def needs_differ(self) -> bool:
        """Whether some pages may lack a figure because they are not measured by it."""
        unlike = any(measure.minimum for measure in self.measures) or any(block.applies for block in self.blocks)
        unlike = unlike or bool(self.counts_before)
        return unlike or any(gate.outcome == "unranked" for gate in self.gates)


def methodology_schema() -> dict[str, Any]:
    """Return the schema. A file that extends another may omit what it inherits."""
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
        schema["$defs"][table]["required"] = ["key"]  # an entry that changes one of the base needs only its key
    required = schema.pop("required", [])
    schema["if"] = {"not": {"required": ["extends"]}}
    fixed = [name for name, rules in SCORING_RULES.items() if rules.fixed_totals]
    of_points = {"properties": {"scoring": {"enum": fixed}}, "required": ["scoring"]}
    schema["then"] = {
        "required": required,
        "if": {"not": of_points},  # whose zones may begin at totals, and the last has no bound
        "then": {"properties": {"zones": {"items": {"required": ["upto"]}}}},
    }
    return schema
