"""The published JSON Schema of a record file, and outputs of every format held against it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractors import pipeline
from extractors.field_schema import number
from extractors.kind import Kind
from extractors.pipeline import known_kinds
from extractors.record_json import dumps
from extractors.record_schema import closed, record_schema, schema_json

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is in the dev extra")

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT / "../shared"


@pytest.fixture(scope="module")
def strict() -> Any:
    """A validator that hears of every key which the schema does not describe."""
    return jsonschema.Draft202012Validator(closed(record_schema(known_kinds())))


def examples() -> Iterator[Path]:
    """The sources that the project comes with, and the shared ones where they are."""
    yield from sorted(path for path in (ROOT / "raw_sources").rglob("*") if path.is_file())
    for pattern in ("seeds/*", "gold/dev/*", "corpora/jats/*", "corpora/pubmed/*"):
        yield from sorted(path for path in SHARED.glob(pattern) if path.is_file())[:40]


def faults(validator: Any, held: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(held)]


def test_the_schema_is_one() -> None:
    schema = json.loads(schema_json(known_kinds()))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema_json(known_kinds()) == schema_json(reversed(known_kinds()))


@pytest.mark.parametrize("path", examples(), ids=lambda path: path.name)
def test_outputs_follow_the_schema(path: Path, strict: Any) -> None:
    for found in pipeline.extract_source(path.read_bytes(), path.name):
        if isinstance(found, pipeline.Extracted):
            assert faults(strict, json.loads(found.json)) == []


@pytest.mark.parametrize("kind", known_kinds(), ids=lambda kind: kind.name)
def test_a_kind_describes_each_of_its_fields(kind: Kind) -> None:
    assert tuple(kind.schema) == kind.fields
    assert all(described["description"] for described in kind.schema.values())


def test_units_carry_their_codes() -> None:
    kinds = {kind.name: kind.schema for kind in known_kinds()}
    assert kinds["cd4_value"]["unit"]["x-ucum"]["cells/uL"] == "{cells}/uL"
    assert kinds["cd4_value"]["unit"]["x-loinc"]["cells/uL"] == "24467-3"
    assert kinds["dose"]["unit"]["x-ucum"]["IU"] == "[iU]"
    assert kinds["dose"]["per"]["x-ucum"]["day"] == "d"


FIFTH = Kind(name="hazard_ratio", fields=("value", "arm"), rank=5, find=lambda text, claims: ())
EVIDENCE = {
    "quote": "0.62",
    "sentence": "It was 0.62.",
    "section": "results",
    "rule": "hazard_ratio.a",
    "span": [7, 11],
}


def record_file(**records: Any) -> Any:
    (found,) = pipeline.extract_source(b"Zinc in HIV\n\nMethods\nWe enrolled 64 adults.\n", "x.txt")
    held = json.loads(found.json)
    held["records"] |= records
    return held


def test_a_kind_without_a_schema_still_validates() -> None:
    held = record_file(hazard_ratio=[{"id": "hazard_ratio:00000001", "value": 0.62, "evidence": EVIDENCE}])
    known = jsonschema.Draft202012Validator(record_schema((*known_kinds(), FIFTH)))
    unknown = jsonschema.Draft202012Validator(record_schema(known_kinds()))
    assert faults(known, held) == faults(unknown, held) == []
    held["records"]["hazard_ratio"][0]["id"] = "0"
    assert len(faults(known, held)) == len(faults(unknown, held)) == 1


def test_a_kind_may_bring_its_own_schema() -> None:
    described = replace(FIFTH, schema={"value": number("the ratio", least=1)})
    held = record_file(hazard_ratio=[{"id": "hazard_ratio:00000001", "value": 0.62, "evidence": EVIDENCE}])
    assert faults(jsonschema.Draft202012Validator(record_schema((*known_kinds(), described))), held)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("sample_size", {"value": 0, "role": "arm"}),
        ("sample_size", {"value": 12.5, "role": "arm"}),
        ("sample_size", {"value": 12, "role": "crowd"}),
        ("sample_size", {"value": 12, "other_study": False}),
        ("dose", {"value": 1, "low": 1, "high": 2}),
        ("dose", {"low": 1}),
        ("dose", {"value": "20"}),
        ("dose", {"frequency": "twice"}),
        ("dose", {"drug": ""}),
        ("cd4_value", {"value": 200, "unit": "cells/mm3"}),
        ("cd4_value", {"value": 200, "spread": {"type": "SD"}}),
        ("cd4_value", {"value": 200, "spread": {"type": "SD", "value": 1, "low": 0, "high": 2}}),
        ("p_value", {"value": 1.5}),
        ("p_value", {"value": 0.5, "supports": ["the first"]}),
        ("p_value", {"value": 0.5, "colour": "red"}),
    ],
)
def test_what_no_record_says(kind: str, fields: dict[str, Any], strict: Any) -> None:
    held = record_file(**{kind: [{"id": f"{kind}:00000001", **fields, "evidence": EVIDENCE}]})
    assert faults(strict, held)


def test_readers_may_meet_more_than_the_schema_knows() -> None:
    validator = jsonschema.Draft202012Validator(record_schema(known_kinds()))
    held = record_file()
    held["invented"] = held["document"]["invented"] = Decimal(1)
    assert faults(validator, json.loads(dumps(held))) == []
