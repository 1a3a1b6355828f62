"""A methodology: the rules of a rating as data, read from TOML and checked whole before anything is rated."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from importlib.resources import files
from pathlib import Path as FilePath
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from govrank.language import Lang
from govrank.problem import CommandError, DataError, Problem
from govrank.spelling import similar_names
from govrank.toml_lines import Path, key_lines, line_of
from govrank.toml_problems import methodology_problems, read_toml

PACKAGED = ("akimats", "akimats-2020", "wci-14.2", "wci-2.0", "bci")
DEFAULT = "akimats"

Ties = Literal["min", "max", "average", "dense"]
PlaceTies = Literal["min", "dense"]
Missing = Literal["error", "worst", "exclude"]
Direction = Literal["higher", "lower"]
MOST_EXTENDED = 8  # files in a row; more are no little change of a methodology any more
COUNTBACK = "countback"
COLUMNS = ("league", "place", "move", "page", "region", "region_key", "platform", "total", "zone")
"""Columns that every result has: no indicator may be named like one."""


def _label(value: object) -> object:
    return {"en": value} if isinstance(value, str) else value


_SHARE = re.compile(r"1(\.0+)?|0?\.[0-9]{1,9}|[0-9]{1,9}/[0-9]{1,9}")


def _bound(value: object) -> object:
    """Turn `"1/3"`, `"0.25"` or 1 into an exact fraction: a sum of decimal widths would not be exact."""
    text = str(value).strip() if isinstance(value, (str, int, float, Fraction)) else ""
    if not _SHARE.fullmatch(text) or text.endswith("/0") or not 0 < Fraction(text) <= 1:
        raise PydanticCustomError("not_a_share", "a share")
    return Fraction(text)


Text = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
_WORDS = {"type": "string", "minLength": 1, "maxLength": 500}
Label = Annotated[
    dict[Lang, Text],
    BeforeValidator(_label),
    Field(min_length=1),
    WithJsonSchema(
        {
            "anyOf": [
                _WORDS,
                {
                    "type": "object",
                    "properties": dict.fromkeys(get_args(Lang), _WORDS),
                    "additionalProperties": False,
                    "minProperties": 1,
                },
            ]
        }
    ),
]
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
Number = Annotated[float, Field(allow_inf_nan=False)]


class _Rules(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, arbitrary_types_allowed=True)


def label_in(label: Mapping[Lang, str], lang: Lang) -> str:
    """Return a label in a language; in English, else whatever there is, where it has no such words."""
    return label.get(lang) or label.get("en") or next(iter(label.values()))


class Thresholds(_Rules):
    """Zones of one indicator's table, in the indicator's unit.

    A value at or above `green_from` is green, one below `red_below` is red (for a direction "lower" the
    other way round); a bound that is not named is taken from the thirds of the places.
    """

    green_from: Annotated[Number | None, Field(description="green from this value on")] = None
    red_below: Annotated[Number | None, Field(description="red below this value")] = None


class Measure(_Rules):
    """A count made comparable: the sum of `of`, times `times`, divided by the product of `per`."""

    key: Annotated[Key, Field(description="its name in csv, json and tie_break: small Latin letters, digits, _")]
    label: Annotated[Label | None, Field(description="its name for readers: a text, or one per language")] = None
    short: Annotated[Label | None, Field(description="its name for narrow columns")] = None
    of: Annotated[
        tuple[Text, ...],
        Field(min_length=1, strict=False, description="the counts that are added up; any numeric column's heading"),
    ]
    per: Annotated[
        tuple[Text, ...],
        Field(strict=False, description="what the sum is divided by, multiplied; days is those of the period"),
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

    factor: Annotated[Number, Field(gt=0, description="a factor inside the logarithm")] = 1
    weight: Annotated[Number, Field(gt=0, description="the term's share in the sum")] = 1

    @property
    def formula(self) -> str:
        """The term in one line.

        >>> Term(key="z", of=["wow"], per=["days"], factor=10, weight=0.054).formula
        '0.054·ln(10·wow ÷ days + 1)'
        """
        factor = "" if self.factor == 1 else f"{self.factor:.15g}·"
        return f"{self.weight:.15g}·ln({factor}{super().formula} + 1)"


class Band(_Rules):
    """A zone of the final table: all pages up to a share of the worst possible total (of an index: of the places)."""

    name: Annotated[
        str, StringConstraints(pattern=r"^[\w-]+$", max_length=60), Field(description="its name in csv and json")
    ]
    upto: Annotated[Share, Field(description='upper bound, a fraction such as "1/3"; the last is "1"')]
    color: Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$"), Field(description="its fill, as #rrggbb")]
    sign: Annotated[
        str, StringConstraints(max_length=8), Field(description="shown beside the name: never colour alone")
    ] = ""
    label: Annotated[Label | None, Field(description="its name for readers")] = None

    def says(self, lang: Lang) -> str:
        return label_in(self.label, lang) if self.label else self.name


class NormBand(_Rules):
    """What is normal for pages of a size: closed below, open above; no bound means none."""

    from_: Annotated[Number, Field(alias="from", ge=0, description="sizes from this on")] = 0
    to: Annotated[Number | None, Field(description="sizes below this")] = None
    low: Annotated[Number | None, Field(description="below it the value is below the norm")] = None
    high: Annotated[Number | None, Field(description="above it the value is above the norm")] = None


class Norm(_Rules):
    """The normal range of an indicator, by bands of a count."""

    indicator: Annotated[Key, Field(description="the indicator's key")]
    by: Annotated[Text, Field(description="the count that says a page's size")]
    bands: Annotated[tuple[NormBand, ...], Field(min_length=1, strict=False, description="see below")]


class SizeBand(_Rules):
    """A league of pages of like size: closed below, open above."""

    name: Annotated[Text, Field(description="what the league is called")]
    from_: Annotated[Number, Field(alias="from", ge=0, description="sizes from this on")] = 0
    to: Annotated[Number | None, Field(description="sizes below this")] = None


class SizeLeague(_Rules):
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
                raise _at(("league", "bands", at, "name"), "repeated", band.name)
            overlaps = any(
                max(band.from_, other.from_) < min(end, math.inf if other.to is None else other.to)
                for other in self.bands[:at]
            )
            if overlaps or end <= band.from_:
                raise _at(("league", "bands", at), "bands_overlap", band.name)
        return self


def _league(value: object) -> object:
    """Say which of the two kinds of league is meant, so that an error names its key and not both kinds'."""
    if isinstance(value, dict):
        return SizeLeague.model_validate(value)
    if not isinstance(value, (str, SizeLeague)):
        raise PydanticCustomError("not_a_league", "a league")
    return value


class Methodology(_Rules):
    """The rules of a rating."""

    name: Annotated[
        str, StringConstraints(pattern=r"^[\w.-]+$", max_length=60), Field(description="its name, in every output")
    ]
    version: Annotated[Text, Field(description="its version: results of different versions are not comparable")]
    title: Annotated[Label | None, Field(description="the rating's title: a text, or one per language")] = None
    source: Annotated[str, Field(description="where the rules come from")] = ""
    footnote: Annotated[Label | None, Field(description="what the reader of every table must be told")] = None
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
    minimum: Annotated[
        dict[Text, Annotated[int, Field(ge=0)]], Field(description="counts below which a page is left out")
    ] = {}
    scale: Annotated[Number, Field(gt=0, description="log-index: what the sum's power is multiplied by")] = 1
    power: Annotated[Number, Field(gt=0, description="log-index: the power of the sum")] = 1
    indicators: Annotated[tuple[Indicator, ...], Field(strict=False, description="rank-sum: see below")] = ()
    terms: Annotated[tuple[Term, ...], Field(strict=False, description="log-index: see below")] = ()
    zones: Annotated[tuple[Band, ...], Field(strict=False, description="from the best to the worst, see below")] = ()
    norms: Annotated[tuple[Norm, ...], Field(strict=False, description="see below")] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Methodology:
        index = self.scoring == "log-index"
        table, other = ("terms", "indicators") if index else ("indicators", "terms")
        if getattr(self, other):
            raise _at((other,), "wrong_table", other, [table])
        if not self.measures:
            raise _at((table,), "missing_table", table)
        if index and self.missing == "worst":
            raise _at(("missing",), "not_in_index", "worst", ["error", "exclude"])
        keys = self.keys
        taken = {*COLUMNS, *(f"{key}_points" for key in keys)}
        for at, key in enumerate(keys):
            if key in taken:
                raise _at((table, at, "key"), "taken", key)
            if key in keys[:at]:
                raise _at((table, at, "key"), "repeated", key)
        known = [*([] if index else [COUNTBACK]), *keys]
        for name in self.tie_break:
            if name not in known:
                raise _at(("tie_break",), "unknown_indicator", name, known)
        for at, norm in enumerate(self.norms):
            if norm.indicator not in keys:
                raise _at(("norms", at, "indicator"), "unknown_indicator", norm.indicator, keys)
            if norm.indicator in [other.indicator for other in self.norms[:at]]:
                raise _at(("norms", at, "indicator"), "repeated", norm.indicator)
        bounds = [band.upto for band in self.zones]
        for at, band in enumerate(self.zones):
            if band.name in [other.name for other in self.zones[:at]]:
                raise _at(("zones", at, "name"), "repeated", band.name)
            if at and bounds[at] <= bounds[at - 1]:
                raise _at(("zones", at, "upto"), "not_ascending", str(bounds[at]))
        if bounds and bounds[-1] != 1:
            raise _at(("zones", len(bounds) - 1, "upto"), "last_not_one", str(bounds[-1]))
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

    @property
    def counts(self) -> tuple[str, ...]:
        """Every column of numbers that the rules use, in the order of first use."""
        used = [name for measure in self.measures for name in (*measure.of, *measure.per)]
        used += self.minimum
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

        >>> load_methodology("bci").formula.split(" + ")[0]
        '(0.2·ln(posts'
        """
        if self.is_index:
            summed = " + ".join(term.formula for term in self.terms)
            power = "" if self.power == 1 else f"^{self.power:.15g}"
            return f"({summed}){power} × {self.scale:.15g}"
        return " + ".join(f"{'' if i.weight == 1 else f'{i.weight} × '}{i.key}" for i in self.indicators)


def _at(loc: tuple[str | int, ...], kind: str, value: str, known: Iterable[str] = ()) -> PydanticCustomError:
    return PydanticCustomError(kind, kind, {"loc": loc, "value": value, "known": list(known)})


def load_methodology(name_or_file: str = DEFAULT) -> Methodology:
    """Return a packaged methodology by its name, or the one in a TOML file.

    Raises:
        CommandError: neither a packaged name nor a file.
        DataError: the file is no methodology; one problem per wrong key, with its line.
    """
    if name_or_file in PACKAGED:
        return _packaged(name_or_file)
    path = FilePath(name_or_file)
    if not path.is_file():
        raise CommandError(
            "no-methodology", name=name_or_file, near=similar_names(name_or_file, PACKAGED), known=PACKAGED
        )
    return parse_methodology(read_rules(path), path.name, path.parent)


@cache
def _packaged(name: str) -> Methodology:
    return parse_methodology(packaged_text(name), name)


def parse_methodology(text: str, file: str, folder: FilePath | None = None) -> Methodology:
    """Return the methodology that a TOML text says.

    Args:
        folder: where a file that the text extends is looked for.

    Raises:
        DataError: one problem per wrong key, with the line it stands in.
    """
    return _validated(text, file, folder, ())[0]


def _validated(
    text: str, file: str, folder: FilePath | None, above: tuple[str, ...]
) -> tuple[Methodology, dict[str, Any]]:
    """Return a methodology, and its keys with those of what it extends; `above` are the files that extend it."""
    own = read_toml(text, file)
    data = _with_base(own, text, file, folder, (*above, file))
    try:
        return Methodology.model_validate(data), data
    except ValidationError as error:
        relocate = functools.partial(_own_place, own, data)
        raise DataError(methodology_problems(error, text, file, Methodology, relocate)) from None


def _own_place(own: dict[str, Any], merged: dict[str, Any], path: Path) -> Path | None:
    """Return where an entry of the merged lists stands in the file itself; None where it is the base's."""
    if len(path) < 2 or not isinstance(path[1], int) or "extends" not in own:  # list and number
        return path if not path or path[0] in own or "extends" not in own else None
    listed, there = merged.get(str(path[0])), own.get(str(path[0]))
    if not isinstance(listed, list) or not isinstance(there, list):
        return None
    if path[0] not in ("indicators", "terms"):
        return path
    entry = listed[path[1]] if path[1] < len(listed) else None
    for n, other in enumerate(there):
        same = isinstance(entry, dict) and isinstance(other, dict) and other.get("key") == entry.get("key")
        if same or other is entry:
            return (path[0], n, *path[2:])
    return None


def _with_base(
    own: dict[str, Any], text: str, file: str, folder: FilePath | None, chain: tuple[str, ...]
) -> dict[str, Any]:
    """Return the rules with those of the methodology that they extend.

    A key replaces the base's. Indicators and terms are matched by their key: what is named changes, what is
    new comes after; `without` lists those that are dropped. Zones and norms replace the base's as a whole.

    Raises:
        DataError: the base is wrong or does not exist, or `without` names none of its indicators.
    """

    def problem(key: str, wording: str, value: object, known: Iterable[str] = ()) -> DataError:
        names = [*known]
        near = similar_names(str(value), names) or names
        args = {"key": key, "value": str(value), "near": near}
        row = line_of(key_lines(text), (key,))
        return DataError([Problem("methodology", file, row=row, column=key, wording=wording, args=args)])

    changes = dict(own)
    if "extends" not in changes:
        if "without" in changes:
            raise problem("without", "lonely_without", "without")
        return changes
    base, dropped = changes.pop("extends"), changes.pop("without", [])
    if not isinstance(base, str):
        raise problem("extends", "type-text", base)
    if not isinstance(dropped, list):
        raise problem("without", "type-list", dropped)
    path = None if folder is None else folder / base
    if base in PACKAGED:
        _rules, merged = _validated(packaged_text(base), base, None, chain)
    elif path is None or not path.is_file():
        raise problem("extends", "no_base", base, PACKAGED)
    elif path.name in chain or len(chain) > MOST_EXTENDED:
        raise problem("extends", "circle", base)
    else:
        _rules, merged = _validated(read_rules(path), path.name, path.parent, chain)
    merged = dict(merged)
    table = "terms" if merged.get("scoring") == "log-index" else "indicators"
    known = [entry["key"] for entry in merged[table]]
    for key in dropped:
        if key not in known:
            raise problem("without", "unknown_indicator", key, known)
    merged[table] = [entry for entry in merged[table] if entry["key"] not in dropped]
    if "norms" not in changes:
        merged["norms"] = [norm for norm in merged.get("norms", []) if norm["indicator"] not in dropped]
    for key, value in changes.items():
        if key == table and isinstance(value, list) and value:
            merged[key] = _merged_by_key(merged[key], value)
        else:
            merged[key] = value
    merged["name"] = changes.get("name", FilePath(file).stem)
    merged["version"] = changes.get("version", "1")
    return merged


def _merged_by_key(base: list[dict[str, Any]], changes: list[Any]) -> list[Any]:
    merged: list[Any] = [dict(entry) for entry in base]
    at = {entry["key"]: i for i, entry in enumerate(merged)}
    for change in changes:
        key = change.get("key") if isinstance(change, dict) else None
        i = at.get(key) if isinstance(key, str) else None
        if i is None:
            merged.append(change)
        else:
            merged[i] = merged[i] | change
    return merged


def read_rules(path: FilePath) -> str:
    """Return the text of a file of rules.

    Raises:
        CommandError: it may not be read.
        DataError: it is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise DataError([Problem("methodology", path.name, wording="encoding")]) from None
    except OSError as error:
        raise CommandError("cannot-read", path=str(path), reason=error.strerror or str(error)) from None


def packaged_text(name: str) -> str:
    """Return a packaged methodology as its file stands, comments and all."""
    return files("govrank").joinpath("methodologies", f"{name}.toml").read_text(encoding="utf-8")
