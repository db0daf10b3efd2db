"""What the kinds' fields may hold: each field described as JSON Schema does.

A kind brings its schema (`Kind(schema=…)`), or a module here of its name has it as `SCHEMA`, or it has none: it is
written, validated and exported all the same.
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
