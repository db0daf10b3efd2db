"""UCUM and LOINC codes of what records say."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.pipeline import known_kinds
from flows.export_codes import codes_of

KINDS = {kind.name: kind for kind in known_kinds()}


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("dose", {"unit": "IU"}, {"ucum": "[iU]"}),
        ("dose", {"unit": "mg", "per": "kg/day"}, {"ucum": "mg/kg/d"}),
        ("dose", {"unit": "sachets"}, {"ucum": "{sachets}"}),
        ("dose", {"unit": "mg", "per": "10 kg"}, {"ucum": None}),
        ("dose", {"cycles": 3}, {"ucum": None}),
        ("cd4_value", {"unit": "cells/uL", "kind": "change"}, {"ucum": "{cells}/uL", "loinc": "24467-3"}),
        ("cd4_value", {"unit": "%", "kind": "level"}, {"ucum": "%", "loinc": "8123-2"}),
        ("cd4_value", {"unit": "%", "kind": "change"}, {"ucum": "%", "loinc": None}),
        ("sample_size", {"value": 3}, {}),
    ],
)
def test_codes(kind: str, fields: dict[str, Any], expected: dict[str, str | None]) -> None:
    assert codes_of(KINDS[kind], fields) == expected
