"""Words in which a kind describes its fields, as JSON Schema has it; for the published schema and the tables.

Standard codes of units ride along as annotations, which a validator passes over: `x-ucum` and `x-loinc` map what a
record says to its code.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

FieldSchema = Mapping[str, Any]
Schema = Mapping[str, FieldSchema]
"""Of all fields of a kind, by name."""


def text(description: str, **more: Any) -> FieldSchema:
    """A text that is not empty."""
    return {"type": "string", "minLength": 1, "description": description, **more}


def choice(description: str, *words: str, **more: Any) -> FieldSchema:
    """One of several words."""
    return {"enum": list(words), "description": description, **more}


def number(description: str, *, least: Decimal | int | None = None, most: Decimal | int | None = None) -> FieldSchema:
    """A number, bounds included."""
    bounds = {"minimum": least, "maximum": most}
    held = {name: bound for name, bound in bounds.items() if bound is not None}
    return {"type": "number", **held, "description": description}


def count(description: str, *, least: int = 0) -> FieldSchema:
    """A whole number."""
    return {"type": "integer", "minimum": least, "description": description}


def flag(description: str) -> FieldSchema:
    """Said where it is true, else absent."""
    return {"const": True, "type": "boolean", "description": description}


def record_ids(description: str) -> FieldSchema:
    """The ids of other records of the document."""
    pattern = "^[a-z][a-z0-9_]*:[0-9a-f]{8}$"
    return {"type": "array", "items": {"type": "string", "pattern": pattern}, "minItems": 1, "description": description}


SPREAD: FieldSchema = {
    "type": "object",
    "properties": {
        "type": {"enum": ["SD", "SE", "IQR", "range", "CI", "unspecified"]},
        "value": {"type": "number"},
        "low": {"type": "number"},
        "high": {"type": "number"},
    },
    "required": ["type"],
    "oneOf": [{"required": ["value"]}, {"required": ["low", "high"]}],
    "description": "how far the values spread, or how sure the estimate is",
}
ARM = text("the group's name as the text has it")
OTHER_STUDY = flag("the sentence speaks of another study")
LOW, HIGH = number("lower end of a range, in the place of value"), number("upper end of a range")
