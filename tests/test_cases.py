"""Every row of tests/cases (<kind>.toml, <kind>/<theme>.toml): our own text, and what one kind must read in it.

A row with `records = []` must not match. A row with `known_miss = "why"` is a strict expected failure.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractors.kind import find_all
from extractors.links.annotated import AnnotatedText
from extractors.model import CleanDocument, Metadata, Section
from extractors.pipeline import known_kinds
from extractors.record_json import dumps
from extractors.records import identify, records_of
from extractors.traced_text import CleanSpan, TracedText

CASES = Path(__file__).parent / "cases"
POINTERS = {"supports"}
"""Fields that hold record ids; tested where they are made, not row by row."""


def rows() -> list[Any]:
    found = []
    for path in sorted(CASES.rglob("*.toml")):
        name = path.relative_to(CASES).with_suffix("")
        for number, case in enumerate(tomllib.loads(path.read_text("utf8"))["case"], start=1):
            marks = [pytest.mark.xfail(reason=case["known_miss"], strict=True)] if "known_miss" in case else []
            found.append(pytest.param(name.parts[0], case, id=f"{'-'.join(name.parts)}-{number}", marks=marks))
    return found


def read_case(kind_name: str, case: dict[str, Any]) -> list[dict[str, Any]]:
    text = case["text"].strip()
    section = Section(case.get("section", "body"), "", CleanSpan(0, len(text)))
    document = CleanDocument(TracedText.of_source(text), (section,), Metadata(), "scrape", "utf-8")
    annotated = AnnotatedText(document)
    found, _ = find_all(annotated, known_kinds())
    everything = {name: identify(name, findings, annotated.text) for name, findings in found.items()}
    kind = next(kind for kind in known_kinds() if kind.name == kind_name)
    return [
        {"quote": record.quote} | {key: value for key, value in record.fields.items() if key not in POINTERS}
        for record in records_of(annotated, kind, everything)
    ]


@pytest.mark.parametrize(("kind_name", "case"), rows())
def test_row(kind_name: str, case: dict[str, Any]) -> None:
    read = json.loads(dumps(read_case(kind_name, case)))
    assert read == case["records"], case["text"]
