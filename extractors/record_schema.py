"""The JSON Schema of a record file (draft 2020-12), made of what the kinds say of their fields.

Kinds are discovered: one without a schema of its own has its fields listed and any values. Readers skip keys that they
don't know, so the schema allows more; `closed` is for tests, which want to hear of a key that nobody described.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from extractors.model import SECTION_LABELS
from extractors.record_json import SCHEMA

if TYPE_CHECKING:
    from extractors.kind import Kind

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ID = "urn:trialsift:record-file:1"
RECORD_ID = "^[a-z][a-z0-9_]*:[0-9a-f]{8}$"
FORMATS = ("scrape", "html", "pubmed-xml", "jats", "medline")

_TEXT: Mapping[str, Any] = {"type": "string"}
_TEXTS: Mapping[str, Any] = {"type": "array", "items": _TEXT}
_COUNT: Mapping[str, Any] = {"type": "integer", "minimum": 0}
_SPAN: Mapping[str, Any] = {"$ref": "#/$defs/span"}


def record_schema(kinds: Iterable[Kind]) -> dict[str, Any]:
    """The schema of the record files that these kinds give."""
    in_order = sorted(kinds, key=lambda kind: (-kind.rank, kind.name))
    return {
        "$schema": DIALECT,
        "$id": ID,
        "title": "A record file of trialsift",
        "description": "What one document of clinical-trial literature says, each number at its place in the source.",
        **_object(
            {
                "schema": {"const": SCHEMA},
                "document": _document(),
                "sections": {"type": "array", "items": {"$ref": "#/$defs/section"}},
                "inferred_sections": _inferred_sections(),
                "arms": {"type": "array", "items": {"$ref": "#/$defs/arm"}},
                "records": _records(in_order),
                "numbers": _numbers(),
                "checks": {"type": "array", "items": {"$ref": "#/$defs/check"}},
            },
            optional=("inferred_sections",),
        ),
        "$defs": {**_shared(), **{kind.name: _kind(kind) for kind in in_order}},
    }


def schema_json(kinds: Iterable[Kind]) -> bytes:
    """The schema as it is published."""
    return (json.dumps(record_schema(kinds), indent=2, ensure_ascii=False) + "\n").encode()


def closed(schema: Any) -> Any:
    """The same schema, which allows no key that it does not describe."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, Mapping):
        return schema
    inner = {name: item if name.startswith("x-") else closed(item) for name, item in schema.items()}
    described = schema.get("type") == "object" and "properties" in schema and "additionalProperties" not in schema
    return {**inner, "additionalProperties": False} if described else inner


def _object(properties: Mapping[str, Any], *, optional: Iterable[str] = (), **more: Any) -> dict[str, Any]:
    """An object that has all of these properties but the optional ones."""
    skipped = set(optional)
    required = [name for name in properties if name not in skipped]
    return {"type": "object", "properties": dict(properties), "required": required, **more}


def _document() -> dict[str, Any]:
    always = {
        "id": {**_TEXT, "minLength": 1, "description": "the record file's path without .json"},
        "source": {**_TEXT, "description": "path relative to the folder of sources"},
        "sha256": {**_TEXT, "pattern": "^[0-9a-f]{64}$", "description": "of the source's bytes"},
        "encoding": _TEXT,
        "format": {"enum": list(FORMATS)},
    }
    stated = {
        "warnings": {**_TEXTS, "minItems": 1},
        "title": _TEXT,
        "journal": _TEXT,
        "published": {
            **_TEXT,
            "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$",
            "description": "ISO date, as precise as the source",
        },
        "doi": {**_TEXT, "pattern": "^10\\."},
        "pmid": {**_TEXT, "pattern": "^[0-9]+$"},
        "pmcid": {**_TEXT, "pattern": "^PMC[0-9]+$"},
        "registrations": {**_TEXTS, "minItems": 1},
        "publication_types": {**_TEXTS, "minItems": 1},
    }
    return _object({**always, **stated}, optional=stated)


def _inferred_sections() -> dict[str, Any]:
    row = _object({"label": {"enum": list(SECTION_LABELS)}, "span": _SPAN, "inferred": {"const": True}})
    return {"type": "array", "items": row, "minItems": 1, "description": "of an abstract that prints no headings"}


def _records(kinds: Iterable[Kind]) -> dict[str, Any]:
    rows = {kind.name: {"type": "array", "items": {"$ref": f"#/$defs/{kind.name}"}} for kind in kinds}
    others = {"type": "array", "items": {"$ref": "#/$defs/record"}}
    return _object(rows, additionalProperties=others, description="a list a kind, in source order")


def _kind(kind: Kind) -> dict[str, Any]:
    """One record of a kind. Where it can have a range, it has value or low and high, not both."""
    schema = kind.schema
    fields = {name: schema.get(name, {}) for name in kind.fields}
    record_id = {**_TEXT, "pattern": f"^{kind.name}:[0-9a-f]{{8}}$"}
    described = _object({"id": record_id, **fields, "evidence": {"$ref": "#/$defs/evidence"}}, optional=fields)
    if {"value", "low", "high"} <= fields.keys():
        described["not"] = {"required": ["value", "low"]}
        described["dependentRequired"] = {"low": ["high"], "high": ["low"]}
    return described


def _numbers() -> dict[str, Any]:
    unexplained = _object({"quote": _TEXT, "span": _SPAN})
    return _object(
        {
            "total": _COUNT,
            "in_records": _COUNT,
            "explained": {"type": "object", "additionalProperties": _COUNT, "description": "how many, by name"},
            "unexplained": {"type": "array", "items": unexplained},
        },
        description="every numeral of the document: in a record, explained by name, or unexplained",
    )


def _shared() -> dict[str, Any]:
    evidence = {
        "quote": {**_TEXT, "minLength": 1, "description": "the shortest text that holds the number and its unit"},
        "sentence": _TEXT,
        "section": {"enum": list(SECTION_LABELS)},
        "rule": {**_TEXT, "description": "the rule that read it"},
        "span": _SPAN,
    }
    span = {"type": "array", "prefixItems": [_COUNT, _COUNT], "items": False, "minItems": 2}
    heading = {"label": {"enum": list(SECTION_LABELS)}, "heading": _TEXT, "span": _SPAN}
    name = {**_TEXT, "minLength": 1}
    aliases = {"type": "array", "items": name, "minItems": 1}
    arm = {"name": name, "role": {"enum": ["intervention", "control"]}, "mentions": _COUNT, "aliases": aliases}
    ids = {"type": "array", "items": {**_TEXT, "pattern": RECORD_ID}}
    check = {"check": _TEXT, "status": {"enum": ["agrees", "disagrees"]}, "detail": _TEXT, "records": ids}
    return {
        "span": {**span, "description": "half-open range of characters in the decoded source"},
        "evidence": _object(evidence),
        "section": _object(heading, optional=("heading",)),
        "arm": _object(arm, optional=("role", "aliases")),
        "check": _object(check),
        "record": {
            "type": "object",
            "properties": {"id": {**_TEXT, "pattern": RECORD_ID}, "evidence": {"$ref": "#/$defs/evidence"}},
            "required": ["id", "evidence"],
            "additionalProperties": True,
            "description": "a record of a kind that this schema does not know",
        },
    }
