"""Methodologies from TOML: a packaged one by its name or a file of one's own, with all that it extends."""

from __future__ import annotations

import functools
from functools import cache
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from govrank.methodology.extends import find_base, merge_rules, own_place
from govrank.methodology.rules import Methodology
from govrank.methodology.toml_problems import methodology_problems, read_toml
from govrank.packaged import DEFAULT, METHODOLOGIES, methodology_text
from govrank.problem import CommandError, DataError, Problem
from govrank.spelling import is_file_name, similar_names


def load_methodology(name_or_file: str = DEFAULT) -> Methodology:
    """Return a packaged methodology by its name, or the one in a TOML file.

    Raises:
        CommandError: neither a packaged name nor a file.
        DataError: the file is no methodology; one problem per wrong key, with its line.
    """
    if name_or_file in METHODOLOGIES:
        return _packaged(name_or_file)
    path = FilePath(name_or_file)
    if not path.is_file():
        if is_file_name(name_or_file) and not path.exists():
            raise CommandError("no-such-file", path=name_or_file)
        raise CommandError(
            "no-methodology", name=name_or_file, near=similar_names(name_or_file, METHODOLOGIES), known=METHODOLOGIES
        )
    return parse_methodology(read_rules(path), path.name, path.parent)


@cache
def _packaged(name: str) -> Methodology:
    return parse_methodology(methodology_text(name), name)


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
    chain = (*above, file)
    base = find_base(own, text, file, folder, chain)
    data = own if base is None else merge_rules(own, _base_rules(base, chain), text, file)
    try:
        return Methodology.model_validate(data), data
    except ValidationError as error:
        relocate = functools.partial(own_place, own, data)
        raise DataError(methodology_problems(error, text, file, Methodology, relocate)) from None


def _base_rules(base: FilePath | str, chain: tuple[str, ...]) -> dict[str, Any]:
    if isinstance(base, str):
        return _validated(methodology_text(base), base, None, chain)[1]
    return _validated(read_rules(base), base.name, base.parent, chain)[1]


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
