"""The kinds of values that rules are written in, and what makes a rule strict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from govrank.language import Lang


def _label(value: object) -> object:
    return {"en": value} if isinstance(value, str) else value


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
Number = Annotated[float, Field(allow_inf_nan=False)]


class Rules(BaseModel):
    """Rules of any kind: no key but the known ones, no value of another type, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, arbitrary_types_allowed=True)


def label_in(label: Mapping[Lang, str], lang: Lang) -> str:
    """Return a label in a language; in English, else whatever there is, where it has no such words."""
    return label.get(lang) or label.get("en") or next(iter(label.values()))


def wrong_at(loc: tuple[str | int, ...], kind: str, value: str, known: Iterable[str] = ()) -> PydanticCustomError:
    """Return an error of several rules together, said of the one at `loc`."""
    return PydanticCustomError(kind, kind, {"loc": loc, "value": value, "known": list(known)})
