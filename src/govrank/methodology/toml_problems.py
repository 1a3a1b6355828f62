"""What is wrong in a TOML file of rules: the key, its line, and what to write instead."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from govrank.methodology.toml_lines import Path, key_lines, line_of, repeated_keys
from govrank.problem import DataError, Problem
from govrank.spelling import similar_names

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_LONGEST_VALUE = 60


@dataclass(frozen=True)
class TooPrecise:
    """A number with more digits than a float has: no value of any rule."""

    text: str

    def __str__(self) -> str:
        return self.text


def written_number(text: str) -> float | TooPrecise:
    """Return a number of a TOML text, where its float stands for it and no other.

    >>> written_number("0.1"), written_number("9.99999999999999999")
    (0.1, TooPrecise(text='9.99999999999999999'))
    """
    number = float(text)
    same = not math.isfinite(number) or Decimal(text) == Decimal(repr(number))
    return number if same else TooPrecise(text)


def read_toml(text: str, file: str) -> dict[str, Any]:
    """Return what a TOML text says.

    Raises:
        DataError: it is no TOML; the problem names the line.
    """
    try:
        return tomllib.loads(text, parse_float=written_number)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        row = int(found[1]) if found else len(text.splitlines())
        raise DataError([_repeated(text, row, file) or Problem("methodology", file, row=row, wording="toml")]) from None
    except RecursionError:
        raise DataError([Problem("methodology", file, wording="toml")]) from None


def _repeated(text: str, row: int, file: str) -> Problem | None:
    """Return the problem of a key that stands twice, where that is why a text is no TOML in line `row`."""
    lines = text.split("\n")
    try:
        for again in repeated_keys("\n".join(lines[:row])):
            tomllib.loads("\n".join(lines[: again.statement - 1]))  # all before it is TOML: nothing else is wrong
            args = {"key": again.key, "line": again.first}
            wording = "brackets" if again.brackets else "twice"
            return Problem("methodology", file, row=again.line, column=again.key, wording=wording, args=args)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    return None


Relocate = Callable[[Path], Path | None]
"""Where a path of the rules stands in the file: the same, another, or None where it is not in the file."""


def methodology_problems(
    error: ValidationError, text: str, file: str, model: type[BaseModel], relocate: Relocate = lambda path: path
) -> list[Problem]:
    """Turn pydantic's findings into problems, in the order of their lines."""
    found = error.errors(include_url=False)
    # a list from which pydantic dropped a wrong entry is then too short: that is no second problem
    inner = {tuple(entry["loc"][:n]) for entry in found for n in range(1, len(entry["loc"]))}
    kept = [entry for entry in found if not (entry["type"] == "too_short" and tuple(entry["loc"]) in inner)]
    lines = key_lines(text)
    return sorted((_problem(entry, lines, file, model, relocate) for entry in kept), key=_line)


def _line(problem: Problem) -> int:
    return problem.row or 0


_WORDINGS = {
    "missing", "extra_forbidden", "literal_error", "repeated", "unknown_indicator", "not_ascending",
    "last_not_one", "not_a_share", "wrong_table", "missing_table", "not_in_index", "taken",
    "not_a_league", "bands_overlap", "not_a_key", "not_a_name", "not_a_color", "reserved",
    "crossed", "crossed_lower", "listed_twice", "ends_before", "above_high", "norms_overlap", "idle",
}  # fmt: skip
_EXPECTED = {
    "int_type": "whole",
    "int_from_float": "whole",
    "string_type": "text",
    "float_type": "number",
    "finite_number": "number",
    "tuple_type": "list",
    "dict_type": "table",
    "model_type": "table",
    "model_attributes_type": "table",
    "string_too_short": "nonempty",
    "string_too_long": "shorter",
    "too_short": "nonempty",
    "too_long": "fewer",
    "greater_than": "bound",
    "greater_than_equal": "bound",
    "less_than_equal": "bound",
}


def _problem(
    entry: ErrorDetails, lines: dict[Path, int], file: str, model: type[BaseModel], relocate: Relocate
) -> Problem:
    """Turn one finding into a problem; the wording hangs on the finding's type, never on its text."""
    context = entry.get("ctx", {})
    loc = tuple(context.get("loc") or entry["loc"])
    kind = entry["type"]
    value = context.get("value", entry.get("input"))
    known = list(context.get("known", []))
    loc = tuple(part for part in loc if part not in ("[key]", "str", "SizeLeague", "function-before"))
    name = ".".join(str(part + 1) if isinstance(part, int) else part for part in loc)
    args: dict[str, object] = {"key": name, "value": _shown(value), "other": context.get("other", "")}
    wording = kind
    if kind == "float_type" and isinstance(value, TooPrecise):
        wording = "too_precise"
    elif kind == "extra_forbidden":
        known = _known_keys(loc, model)
        args["value"] = str(loc[-1])
    elif kind == "literal_error":
        args["expected"] = str(context.get("expected", "")).replace(" or ", ", ")
    elif kind not in _WORDINGS:
        wording = f"type-{_EXPECTED.get(kind, 'other')}"
        args["expected"] = _bound_text(context)
    near = similar_names(str(args["value"]), known)
    if kind == "extra_forbidden" and not near:
        wording = "unknown_key"
    args["near"] = near or known
    place = relocate(loc)
    row = None if place is None else line_of(lines, place)
    return Problem("methodology", file, row=row, column=name or None, wording=wording, args=args)


def _bound_text(context: dict[str, Any]) -> str:
    for name, sign in (("ge", "≥"), ("gt", ">"), ("le", "≤"), ("lt", "<")):
        if name in context:
            return f"{sign} {context[name]:.15g}"
    return ""


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"


def _known_keys(loc: tuple[str | int, ...], model: type[BaseModel]) -> list[str]:
    """Return the keys that are allowed where an unknown one stands, by walking the models along its path."""
    for part in loc[:-1]:
        if isinstance(part, str):
            field = next((f for n, f in model.model_fields.items() if part in (n, f.alias)), None)
            inner = None if field is None else _model_of(field.annotation)
            if inner is None:
                break
            model = inner
    extra = ["extends"] if len(loc) == 1 else []
    return [*(field.alias or name for name, field in model.model_fields.items()), *extra]


def _model_of(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_of(inner)
        if found is not None:
            return found
    return None
