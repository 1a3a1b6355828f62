"""The JSON Schema of a methodology file, generated from the models that check it."""

from __future__ import annotations

from typing import Any

from govrank.methodology.rules import Methodology
from govrank.packaged import METHODOLOGIES


def methodology_schema() -> dict[str, Any]:
    """Return the schema. A file that extends another need not name what it takes from there."""
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
    for table in ("Indicator", "Term"):
        schema["$defs"][table]["required"] = ["key"]  # of a changed one, the rest is the base's
    required = schema.pop("required", [])
    schema["if"] = {"not": {"required": ["extends"]}}
    schema["then"] = {"required": required}
    return schema
