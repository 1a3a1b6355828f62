"""`govrank.toml`: a folder's own options, used by every command that has them."""

from __future__ import annotations

import functools
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from govrank.options import SETTINGS, Flag, flags

if TYPE_CHECKING:
    from pydantic import BaseModel


def folder_settings() -> dict[str, Any]:
    """Return the options that the working folder's `govrank.toml` sets, by parameter name.

    Raises:
        CommandError: no permission to read the file.
        DataError: it is not TOML, or has an invalid key or value; one problem a key, with its line.
    """
    path = Path(SETTINGS)
    if not path.is_file():
        return {}
    from pydantic import ValidationError

    from govrank.methodology.errors import methodology_problems, read_toml
    from govrank.methodology.load import read_rules
    from govrank.problems import DataError
    from govrank.read.mapping import pair_lines

    text = read_rules(path, "settings")
    given, shape = read_toml(text, SETTINGS, "settings"), _shape()
    try:
        found = shape.model_validate(given).model_dump(exclude_unset=True, by_alias=False)
    except ValidationError as error:
        raise DataError(methodology_problems(error, text, SETTINGS, shape, code="settings")) from None
    if "columns" in found:  # in the command line's form
        found["columns"] = pair_lines(found["columns"])
    return found


def used_settings(ctx: Any) -> list[str]:  # noqa: ANN401  # typer's context has no public name
    """Return which options of a command come from the file, and not from its command line or the environment."""
    sources = {name: ctx.get_parameter_source(name) for name in ctx.default_map or ()}
    return [
        name
        for name, source in sources.items()
        if source is not None
        and (source.name == "DEFAULT_MAP" or name == "columns")  # options not given on the command line
    ]


def say_used(ctx: Any) -> None:  # noqa: ANN401  # typer's context
    """Report on standard error which options of a command come from the file."""
    used = used_settings(ctx)
    if used and not ctx.params.get("quiet"):
        from govrank.cli.notices import say_lines
        from govrank.text.catalogue import words

        say_lines([words(ctx.params.get("lang", "en")).say("settings.used", file=SETTINGS, names=", ".join(used))])


def options_of_folder(asks: type) -> dict[str, Flag]:
    """Return the options of a command that the file may set, by name; `asks` is what declares them."""
    return {name: one for name, one in flags(asks).items() if one.offered and not one.once}


@functools.cache
def _shape() -> type[BaseModel]:
    """Return the model of the file: each option is an optional key."""
    from pydantic import ConfigDict, Field, create_model

    from govrank.collect.options import CollectOptions
    from govrank.methodology.fields import ColumnHeadings
    from govrank.request import Request

    fields: dict[str, Any] = {}
    for name, one in (options_of_folder(Request) | options_of_folder(CollectOptions)).items():
        kind = one.type
        if isinstance(kind, UnionType) or get_origin(kind) is Union:
            kind = get_args(kind)[0]  # absent keys are unset
        kind = Literal[one.known] if one.closed else ColumnHeadings if one.reads == "columns" else kind
        fields[name] = (kind, Field(one.default, ge=one.least, le=one.most))
    config = ConfigDict(extra="forbid", strict=True)
    shape: type[BaseModel] = create_model("Settings", __config__=config, **fields)
    return shape
