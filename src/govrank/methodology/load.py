"""Methodologies from TOML: a packaged one by its name or a user's own file, with everything that it extends."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterable
from functools import cache
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from govrank.methodology.errors import Path, key_lines, line_of, methodology_problems, read_toml, rule_problem
from govrank.methodology.models import COUNTBACK, SCORING_RULES, Methodology
from govrank.packaged import DEFAULT, METHODOLOGIES, methodology_text
from govrank.problems import CommandError, DataError, GovrankError, Problem
from govrank.read.mapping import MappingError
from govrank.text.spelling import is_file_name, similar_names

MOST_EXTENDED = 8  # files in a chain; longer ones are a mistake


def find_base(
    own: dict[str, Any], text: str, file: str, folder: FilePath | None, chain: tuple[str, ...]
) -> FilePath | str | None:
    """Return what a file of rules extends: the name of a packaged methodology or a file, or None.

    Args:
        folder: where a file is looked for; None if only packaged ones can be extended.
        chain: the names of the files that extend each other, this one last.

    Raises:
        DataError: the base does not exist or extends this file in turn, or `without` is not a list.
    """
    if "extends" not in own:
        if "without" in own:
            raise _refused(text, file, "without", "lonely_without", "without")
        return None
    base, dropped = own["extends"], own.get("without", [])
    if not isinstance(base, str):
        raise _refused(text, file, "extends", "type-text", base)
    if not isinstance(dropped, list):
        raise _refused(text, file, "without", "type-list", dropped)
    if base in METHODOLOGIES:
        return base
    path = None if folder is None else folder / base
    if path is None or not path.is_file():
        raise _refused(text, file, "extends", "no_base", base, METHODOLOGIES)
    if path.name in chain or len(chain) > MOST_EXTENDED:
        raise _refused(text, file, "extends", "circle", base)
    return path


def merge_rules(own: dict[str, Any], base: dict[str, Any], text: str, file: str) -> dict[str, Any]:
    """Merge the rules of a file into those of the methodology that it extends.

    A key replaces the base's. Indicators and terms are matched by their key: known ones are changed, new ones are
    appended, and `without` lists those to drop. Zones and norms replace the base's as a whole.
    Rules of the base about an indicator or a count that is no longer used are dropped too.

    Args:
        own: the file's keys, checked by `find_base`.
        base: the keys of valid rules.

    Raises:
        DataError: `without` names an indicator that the base lacks.
    """
    changes = {key: value for key, value in own.items() if key not in ("extends", "without")}
    dropped = own.get("without", [])
    merged = dict(base)
    table = SCORING_RULES[merged.get("scoring", Methodology.model_fields["scoring"].default)].table
    known = [entry["key"] for entry in merged[table]]
    for key in dropped:
        if key not in known:
            raise _refused(text, file, "without", "unknown_indicator", key, known)
    merged[table] = [entry for entry in merged[table] if entry["key"] not in dropped]
    if "footnote" in changes:
        merged.pop("footnote_of", None)  # it belongs to the base's footnote
    for key, value in changes.items():
        if key == table and isinstance(value, list) and value:
            merged[key] = _merged_by_key(merged[key], value)
        else:
            merged[key] = value
    idle = _named(base[table], "of", "per") - _named(merged[table], "of", "per")
    idle -= _named([merged.get("league")], "by") | _named(changes.get("norms"), "by")
    kept = _rules_without(idle, _named(merged[table], "key"), base)
    merged |= {key: value for key, value in kept.items() if key not in changes}
    merged["name"] = changes.get("name", FilePath(file).stem)
    merged["version"] = changes.get("version", "1")
    return merged


def _rules_without(idle: set[str], measures: set[str], base: dict[str, Any]) -> dict[str, Any]:
    """Return the base's rules about counts and indicators, without those that are no longer used."""
    rules = {
        "minimum": {count: least for count, least in base.get("minimum", {}).items() if count not in idle},
        "norms": [norm for norm in base.get("norms", []) if norm["indicator"] in measures and norm["by"] not in idle],
        "tie_break": [step for step in base.get("tie_break", []) if step == COUNTBACK or step in measures],
        "columns": {name: heading for name, heading in base.get("columns", {}).items() if name not in idle},
        "required": [name for name in base.get("required", []) if name != "region" or "population" not in idle],
    }
    return {key: value for key, value in rules.items() if key in base}


def _named(entries: object, *keys: str) -> set[str]:
    """Return the texts under some keys of a list of tables; anything else is refused later, with its line."""
    tables = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    values = [table.get(key) for table in tables for key in keys]
    lists = [value if isinstance(value, list) else [value] for value in values]
    return {text for texts in lists for text in texts if isinstance(text, str)}


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


def own_place(own: dict[str, Any], merged: dict[str, Any], path: Path) -> Path | None:
    """Return where an entry of the merged lists is in the file itself; None if it is the base's."""
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


def _refused(text: str, file: str, key: str, wording: str, value: object, known: Iterable[str] = ()) -> DataError:
    return DataError([rule_problem(file, line_of(key_lines(text), (key,)), (key,), wording, value, known)])


_LARGEST = 1 << 20  # bytes


def load_methodology(name_or_file: str = DEFAULT) -> Methodology:
    """Return a packaged methodology by its name, or the one in a TOML file.

    Raises:
        CommandError: neither a packaged name nor a file.
        DataError: the file is not a valid methodology; one problem per wrong key, with its line.
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


def rule_files(name_or_file: str) -> list[FilePath]:
    """Return the file of a methodology and those that it extends; none if it is packaged.

    An unreadable file ends the list; loading it as a methodology reports what is wrong.
    """
    files: list[FilePath] = []
    base: FilePath | str | None = None if name_or_file in METHODOLOGIES else FilePath(name_or_file)
    with contextlib.suppress(GovrankError):
        while isinstance(base, FilePath) and base.is_file():
            files.append(base)
            text, chain = read_rules(base), tuple(file.name for file in files)
            base = find_base(read_toml(text, base.name), text, base.name, base.parent, chain)
    return files


@cache
def _packaged(name: str) -> Methodology:
    return parse_methodology(methodology_text(name), name)


def parse_methodology(text: str, file: str, folder: FilePath | None = None) -> Methodology:
    """Return the methodology that a TOML text defines.

    Args:
        folder: where to look for a file that the text extends.

    Raises:
        DataError: one problem per wrong key, with its line.
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


def settings_problem(file: str, error: MappingError) -> Problem:
    """Return the problem of an invalid mapping in the folder's options, with its line."""
    place = ("columns", error.name)
    line = line_of(key_lines(read_rules(FilePath(file), "settings")), place)
    return rule_problem(file, line, place, error.wording, error.name, error.known, "settings", other=error.other)


def read_rules(path: FilePath, code: str = "methodology") -> str:
    """Return the text of a file of rules; `code` is the code of the problem if it cannot be read.

    Raises:
        CommandError: no permission to read it.
        DataError: it is not UTF-8, or longer than any rules.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise DataError([Problem("too-big", path.name, wording="file", args={"megabytes": _LARGEST >> 20})])
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise DataError([Problem(code, path.name, wording="encoding")]) from None
    except OSError as error:
        raise CommandError("cannot-read", path=str(path), reason=error.strerror or str(error)) from None
