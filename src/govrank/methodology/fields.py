"""What the keys of a methodology may hold: names, texts in languages, colours, exact shares."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError, PydanticKnownError

from govrank.packaged import LANGUAGES
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
    return (
        letter == "_" or letter.isalnum() or unicodedata.category(letter)[0] == "M"
    )  # combining marks belong to letters


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
"""The prefix of a count of the previous edition."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_LONGEST = 60  # characters

# Programs differ in which letters a schema's pattern matches: it only refuses what is wrong in ASCII and leaves other
# scripts to the check above.
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
"""A label, or an empty text for none, by which a file that extends another drops its footnote."""

Number = Annotated[float, Field(allow_inf_nan=False)]


def exact(number: float) -> Fraction:
    """Return a number of the rules exactly as written, the shortest decimal of its float.

    >>> exact(0.1), exact(16.0)
    (Fraction(1, 10), Fraction(16, 1))
    """
    return Fraction(repr(float(number)))


class Rules(BaseModel):
    """Rules of any kind: no key but the known ones, no value of another type, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, arbitrary_types_allowed=True)


def wrong_at(
    loc: tuple[str | int, ...], kind: str, value: str, known: Iterable[str] = (), *, other: str = ""
) -> PydanticCustomError:
    """Return an error about rules that conflict, reported at `loc`; `other` is what it contradicts."""
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


def _part(value: object) -> object:
    """Turn `"1/3"`, `"0.25"`, 0 or 1 into an exact share of an item's points."""
    return Fraction(0) if value in (0, "0") and value is not False else _bound(value)


PartOfPoints = Annotated[
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


class ColumnHeading(Rules):
    """What a column is headed, and how its figures are written."""

    heading: Annotated[Text, Field(description="the heading of the column in the file")]
    decimal: Annotated[Literal[".", ","] | None, Field(description="the decimal sign of its figures")] = None


def _heading(value: object) -> object:
    """Return a bare heading as a table that holds it."""
    if isinstance(value, str):
        return {"heading": value}
    if not isinstance(value, (dict, ColumnHeading)):
        raise PydanticKnownError("string_type")
    return value


ColumnHeadings = dict[
    Text, Annotated[ColumnHeading, BeforeValidator(_heading, json_schema_input_type=str | ColumnHeading)]
]
"""Headings by the columns that they name."""
