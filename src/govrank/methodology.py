"""A methodology: the rules of a rating as data, read from TOML and checked whole before anything is rated."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from govrank.language import Lang
from govrank.problem import CommandError, DataError, Problem
from govrank.spelling import similar_names

PACKAGED = ("akimats", "akimats-2020")
DEFAULT = "akimats"

Ties = Literal["min", "max", "average", "dense"]
PlaceTies = Literal["min", "dense"]
Missing = Literal["error", "worst", "exclude"]
Direction = Literal["higher", "lower"]
COUNTBACK = "countback"


def _label(value: object) -> object:
    return {"en": value} if isinstance(value, str) else value


def _bound(value: object) -> object:
    """Turn `"1/3"`, `"0.25"` or 1 into an exact fraction: a sum of decimal widths would not be exact."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float, Fraction)):
        raise PydanticCustomError("not_a_share", "a share")
    try:
        share = Fraction(str(value).strip())
    except (ValueError, ZeroDivisionError):
        raise PydanticCustomError("not_a_share", "a share") from None
    if not 0 < share <= 1:
        raise PydanticCustomError("not_a_share", "a share")
    return share


Text = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Label = Annotated[dict[Lang, Text], BeforeValidator(_label), Field(min_length=1)]
Share = Annotated[Fraction, BeforeValidator(_bound)]
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

    green_from: Number | None = None
    red_below: Number | None = None


class Indicator(_Rules):
    """A count made comparable: the sum of `of`, times `times`, divided by the product of `per`."""

    key: Key
    label: Label
    of: Annotated[tuple[Text, ...], Field(min_length=1, strict=False)]
    per: Annotated[tuple[Text, ...], Field(strict=False)] = ()
    times: Annotated[int, Field(ge=1, le=10**6)] = 1
    unit: str = ""
    direction: Direction = "higher"
    weight: Annotated[int, Field(ge=1, le=10**6)] = 1
    zones: Thresholds | None = None
    short: Label | None = None

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


class Band(_Rules):
    """A zone of the final table: all totals up to a share of the worst possible total."""

    name: Key | Annotated[str, StringConstraints(pattern=r"^[\w-]+$", max_length=60)]
    upto: Share
    color: Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
    sign: Annotated[str, StringConstraints(max_length=8)] = ""
    label: Label | None = None

    def says(self, lang: Lang) -> str:
        return label_in(self.label, lang) if self.label else self.name


class NormBand(_Rules):
    """What is normal for pages of a size: closed below, open above; no bound means none."""

    from_: Annotated[Number, Field(alias="from", ge=0)] = 0
    to: Number | None = None
    low: Number | None = None
    high: Number | None = None


class Norm(_Rules):
    """The normal range of an indicator, by bands of a count."""

    indicator: Key
    by: Text
    bands: Annotated[tuple[NormBand, ...], Field(min_length=1, strict=False)]


class Methodology(_Rules):
    """The rules of a rating. See CONTRACT in README, "The methodology file"."""

    name: Annotated[str, StringConstraints(pattern=r"^[\w.-]+$", max_length=60)]
    version: Text
    title: Label | None = None
    source: str = ""
    scoring: Literal["rank-sum"] = "rank-sum"
    ties: Ties = "min"
    place_ties: PlaceTies = "min"
    tie_break: Annotated[tuple[str, ...], Field(strict=False)] = ()
    missing: Missing = "error"
    league: str = ""
    required: Annotated[tuple[Literal["region", "platform", "page"], ...], Field(strict=False)] = ()
    minimum: dict[Text, Annotated[int, Field(ge=0)]] = {}
    indicators: Annotated[tuple[Indicator, ...], Field(min_length=1, strict=False)]
    zones: Annotated[tuple[Band, ...], Field(strict=False)] = ()
    norms: Annotated[tuple[Norm, ...], Field(strict=False)] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Methodology:
        keys = [indicator.key for indicator in self.indicators]
        for at, key in enumerate(keys):
            if key in keys[:at]:
                raise _at(("indicators", at, "key"), "repeated", key)
        for name in self.tie_break:
            if name != COUNTBACK and name not in keys:
                raise _at(("tie_break",), "unknown_indicator", name, [COUNTBACK, *keys])
        for at, norm in enumerate(self.norms):
            if norm.indicator not in keys:
                raise _at(("norms", at, "indicator"), "unknown_indicator", norm.indicator, keys)
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
    def keys(self) -> tuple[str, ...]:
        """Keys of the indicators, in their order."""
        return tuple(indicator.key for indicator in self.indicators)

    @property
    def counts(self) -> tuple[str, ...]:
        """Every column of numbers that the rules use, in the order of first use."""
        used = [name for indicator in self.indicators for name in (*indicator.of, *indicator.per)]
        used += self.minimum
        used += [norm.by for norm in self.norms]
        return tuple(dict.fromkeys(used))

    @property
    def weight(self) -> int:
        """Sum of the weights: the worst possible total of a league is this times its pages."""
        return sum(indicator.weight for indicator in self.indicators)


def _at(loc: tuple[str | int, ...], kind: str, value: str, known: Iterable[str] = ()) -> PydanticCustomError:
    return PydanticCustomError(kind, kind, {"loc": loc, "value": value, "known": list(known)})


@cache
def load_methodology(name_or_file: str = DEFAULT) -> Methodology:
    """Return a packaged methodology by its name, or the one in a TOML file.

    Raises:
        CommandError: neither a packaged name nor a file.
        DataError: the file is no methodology; one problem per wrong key, with its line.
    """
    if name_or_file in PACKAGED:
        text = files("govrank").joinpath("methodologies", f"{name_or_file}.toml").read_text(encoding="utf-8")
        return parse_methodology(text, name_or_file)
    path = Path(name_or_file)
    if not path.is_file():
        raise CommandError(
            "no-methodology", name=name_or_file, near=similar_names(name_or_file, PACKAGED), known=PACKAGED
        )
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise DataError([Problem("methodology", path.name, wording="encoding")]) from None
    except OSError as error:
        raise CommandError("cannot-read", path=str(path), reason=error.strerror or str(error)) from None
    return parse_methodology(text, path.name)


def parse_methodology(text: str, file: str) -> Methodology:
    """Return the methodology that a TOML text says.

    Raises:
        DataError: one problem per wrong key, with the line it stands in.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        row = int(found[1]) if found else len(text.splitlines())
        raise DataError([Problem("methodology", file, row=row, wording="toml")]) from None
    except RecursionError:
        raise DataError([Problem("methodology", file, wording="toml")]) from None
    try:
        return Methodology.model_validate(data)
    except ValidationError as error:
        problems = [_problem(entry, text, file) for entry in error.errors(include_url=False)]
        problems.sort(key=lambda problem: problem.row or 0)
        raise DataError(problems) from None


def _problem(entry: Any, text: str, file: str) -> Problem:  # noqa: ANN401  # pydantic's ErrorDetails
    """Turn one of pydantic's findings into a problem; the wording hangs on the error's type, never its text."""
    context = entry.get("ctx", {})
    loc = tuple(context.get("loc") or entry["loc"])
    kind = entry["type"]
    value = context.get("value", entry.get("input"))
    known = context.get("known", [])
    name = ".".join(str(part + 1) if isinstance(part, int) else part for part in loc if part != "[key]")
    args: dict[str, object] = {"key": name, "value": _shown(value)}
    if kind == "extra_forbidden":
        known = _known_keys(loc)
        args["value"] = str(loc[-1])
    elif kind == "literal_error":
        args["expected"] = context.get("expected", "").replace(" or ", ", ")
    elif kind in ("greater_than_equal", "less_than_equal"):
        args["expected"] = f"{'≥' if kind == 'greater_than_equal' else '≤'} {context.get('ge', context.get('le'))}"
    args["near"] = similar_names(str(args["value"]), known) or list(known)
    wording = kind if kind in _WORDINGS else "type"
    args.setdefault("expected", _EXPECTED.get(kind, kind.replace("_", " ")))
    return Problem("methodology", file, row=line_of(text, loc), column=name, wording=wording, args=args)


_WORDINGS = {
    "missing", "extra_forbidden", "literal_error", "repeated", "unknown_indicator", "not_ascending",
    "last_not_one", "not_a_share",
}  # fmt: skip
_EXPECTED = {
    "int_type": "a whole number",
    "string_type": "a text",
    "float_type": "a number",
    "tuple_type": "a list",
    "dict_type": "a table",
    "model_type": "a table",
    "string_pattern_mismatch": "another form of name",
    "string_too_short": "a text that is not empty",
    "too_short": "at least one entry",
}


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"  # a line's worth


def _known_keys(loc: tuple[str | int, ...]) -> list[str]:
    """Return the keys that are allowed where an unknown one stands."""
    tables: dict[str, type[_Rules]] = {"indicators": Indicator, "zones": Band, "norms": Norm}
    model: type[_Rules] = Methodology
    if len(loc) > 1:
        model = tables.get(str(loc[0]), Methodology)
        if loc[0] == "norms" and "bands" in loc:
            model = NormBand
        elif loc[0] == "indicators" and "zones" in loc:
            model = Thresholds
    return [field.alias or name for name, field in model.model_fields.items()]


def line_of(text: str, loc: tuple[str | int, ...]) -> int | None:
    """Return the line of a TOML text in which a key stands, or the nearest table above it.

    >>> line_of('name = "a"\\n[[zones]]\\n[[zones]]\\nupto = 2\\n', ("zones", 1, "upto"))
    4
    """
    lines = text.splitlines()
    parts = [part for part in loc if part != "[key]"]
    start, best = 0, None
    if len(parts) > 1 and isinstance(parts[0], str):
        wanted = parts[1] if isinstance(parts[1], int) else 0
        seen = -1
        for number, line in enumerate(lines):
            if re.match(rf"\s*\[\[?\s*{re.escape(parts[0])}\s*\]", line):
                seen += 1
                if seen == wanted:
                    start, best = number + 1, number + 1
                    break
    names = [part for part in parts if isinstance(part, str)]
    if best is not None:
        names = names[1:]
    end = len(lines)
    for number in range(start, len(lines)):
        if start and re.match(r"\s*\[", lines[number]) and not re.match(r"\s*\[+\s*[\w]+\.", lines[number]):
            end = number
            break
    for name in reversed(names):
        for number in range(start, end):
            if re.match(rf"\s*[\"']?{re.escape(name)}[\"']?\s*[=.]", lines[number]) or re.search(
                rf"[{{,]\s*{re.escape(name)}\s*=", lines[number]
            ):
                return number + 1
    return best
