"""What the kinds' fields may hold, a module a kind: its `SCHEMA` describes each field as JSON Schema does.

A kind may also bring a schema of its own (`Kind(schema=…)`), or have none: it is written, validated and exported all
the same.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from extractors.field_schema import Schema
from extractors.kind import Kind


def schema_of(kind: Kind) -> Schema:
    """The schema of each field of a kind; {} where nobody described them."""
    if kind.schema is not None:
        return kind.schema
    name = f"{__name__}.{kind.name}"
    if find_spec(name) is None:
        return {}
    schema: Schema = import_module(name).SCHEMA
    return schema
