"""Enough of JSON Schema to validate a document against the methodology's schema without `jsonschema`.

It knows the keywords that pydantic writes for these models, and stops at any other.
"""

import re

_TYPES = {
    "object": dict,
    "array": (list, tuple),
    "string": str,
    "boolean": bool,
    "null": type(None),
}
_SAID_ONLY = {"$schema", "$defs", "title", "description", "examples", "default"}


def violations(value, schema, root=None, at="$"):
    """Return where and by which keyword a document breaks a schema, as texts such as `$.zones[0].upto type`."""
    root = schema if root is None else root
    found = []
    for keyword, wanted in schema.items():
        if keyword not in _SAID_ONLY:
            found += _CHECKS[keyword](value, wanted, schema, root, at)
    return found


def _is(value, kind):
    if kind in ("integer", "number"):
        return isinstance(value, (int,) if kind == "integer" else (int, float)) and not isinstance(value, bool)
    return isinstance(value, _TYPES[kind])


def _says(holds, at, keyword):
    return [] if holds else [f"{at} {keyword}"]


def _type(value, wanted, _schema, _root, at):
    kinds = wanted if isinstance(wanted, list) else [wanted]
    return _says(any(_is(value, kind) for kind in kinds), at, "type")


def _ref(value, wanted, _schema, root, at):
    target = root
    for part in wanted.removeprefix("#/").split("/"):
        target = target[part]
    return violations(value, target, root, at)


def _properties(value, wanted, _schema, root, at):
    if not isinstance(value, dict):
        return []
    return [text for key in value if key in wanted for text in violations(value[key], wanted[key], root, f"{at}.{key}")]


def _additional(value, wanted, schema, root, at):
    if not isinstance(value, dict):
        return []
    others = [key for key in value if key not in schema.get("properties", {})]
    if isinstance(wanted, bool):
        return [f"{at}.{key} additionalProperties" for key in others if not wanted]
    return [text for key in others for text in violations(value[key], wanted, root, f"{at}.{key}")]


def _names(value, wanted, _schema, root, at):
    if not isinstance(value, dict):
        return []
    return [text for key in value for text in violations(key, wanted, root, f"{at}.{key}")]


def _required(value, wanted, _schema, _root, at):
    return [f"{at}.{key} required" for key in wanted if isinstance(value, dict) and key not in value]


def _items(value, wanted, _schema, root, at):
    if not isinstance(value, (list, tuple)):
        return []
    return [text for n, entry in enumerate(value) for text in violations(entry, wanted, root, f"{at}[{n}]")]


def _any_of(value, wanted, _schema, root, at):
    return _says(any(not violations(value, one, root, at) for one in wanted), at, "anyOf")


def _all_of(value, wanted, _schema, root, at):
    return [text for one in wanted for text in violations(value, one, root, at)]


def _not(value, wanted, _schema, root, at):
    return _says(bool(violations(value, wanted, root, at)), at, "not")


def _if(value, wanted, schema, root, at):
    branch = "else" if violations(value, wanted, root, at) else "then"
    return violations(value, schema.get(branch, {}), root, at)


def _size(value, kind, holds, at, keyword):
    return _says(not isinstance(value, kind) or holds(len(value)), at, keyword)


def _bound(value, holds, at, keyword):
    return _says(not _is(value, "number") or holds(value), at, keyword)


_CHECKS = {
    "type": _type,
    "$ref": _ref,
    "properties": _properties,
    "additionalProperties": _additional,
    "propertyNames": _names,
    "required": _required,
    "items": _items,
    "anyOf": _any_of,
    "oneOf": _any_of,
    "allOf": _all_of,
    "not": _not,
    "if": _if,
    "then": lambda *_: [],  # `if` asks for it
    "else": lambda *_: [],
    "enum": lambda value, wanted, _schema, _root, at: _says(value in wanted, at, "enum"),
    "const": lambda value, wanted, _schema, _root, at: _says(value == wanted, at, "const"),
    "pattern": lambda value, wanted, _schema, _root, at: _says(
        not isinstance(value, str) or re.search(wanted, value) is not None, at, "pattern"
    ),
    "minLength": lambda value, n, _schema, _root, at: _size(value, str, lambda size: size >= n, at, "minLength"),
    "maxLength": lambda value, n, _schema, _root, at: _size(value, str, lambda size: size <= n, at, "maxLength"),
    "minItems": lambda value, n, _schema, _root, at: _size(value, (list, tuple), lambda s: s >= n, at, "minItems"),
    "maxItems": lambda value, n, _schema, _root, at: _size(value, (list, tuple), lambda s: s <= n, at, "maxItems"),
    "minProperties": lambda value, n, _schema, _root, at: _size(value, dict, lambda s: s >= n, at, "minProperties"),
    "minimum": lambda value, n, _schema, _root, at: _bound(value, lambda number: number >= n, at, "minimum"),
    "maximum": lambda value, n, _schema, _root, at: _bound(value, lambda number: number <= n, at, "maximum"),
    "exclusiveMinimum": lambda value, n, _schema, _root, at: _bound(
        value, lambda number: number > n, at, "exclusiveMinimum"
    ),
    "exclusiveMaximum": lambda value, n, _schema, _root, at: _bound(
        value, lambda number: number < n, at, "exclusiveMaximum"
    ),
}
