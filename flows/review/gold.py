"""A document's gold line out of its decisions, as the gold guidelines have it.

Accepted, corrected and added records are required; those that nobody decided on are optional (finding them is no
fault, missing them none either); rejected ones are absent, so whoever reads them again is wrong.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flows.review.curated import POINTERS, curate, fields_of
from flows.review.decisions import Review
from flows.review.originals import Missing, Original

TYPES: Mapping[str, str] = {"cd4_value": "cd4"}
"""Gold's own names of kinds, where they differ."""
NOT_IN_GOLD = frozenset({("dose", "arm")})


def gold_line(record_file: Mapping[str, Any], review: Review, original: Original | Missing) -> str:
    """The line with its line break; or, without one, why the document can have none."""
    document_id: str = record_file["document"]["id"]
    if isinstance(original, Missing):
        return f"{document_id}: {original.reason}"
    if original.sha256 != record_file["document"]["sha256"]:
        return f"{document_id}: its source has changed since its records were read"
    if not document_id.endswith(".txt") or (original.document.format, original.document.encoding) != (
        "scrape",
        "utf-8",
    ):
        return f"{document_id}: gold is kept of UTF-8 text files only"
    line = {
        "doc": document_id,
        "title": record_file["document"].get("title", ""),
        "sections": [_section(section, original.source) for section in record_file["sections"]],
        "records": [
            _record(kind, record, original.source)
            for kind, records in curate(record_file, review).record_file["records"].items()
            for record in records
        ],
    }
    return json.dumps(line, ensure_ascii=False, default=float) + "\n"


def _section(section: Mapping[str, Any], source: str) -> Mapping[str, str]:
    start, end = section["span"]
    words = source[start:end].split()
    return {"label": section["label"], "first": " ".join(words[:5]), "last": " ".join(words[-5:])}


def _record(kind: str, record: Mapping[str, Any], source: str) -> Mapping[str, Any]:
    (start, end), curation = record["evidence"]["span"], record.get("curation")
    quote = source[start:end]
    fields = {
        name: value
        for name, value in fields_of(record).items()
        if name not in POINTERS and (kind, name) not in NOT_IN_GOLD
    }
    nth, last = _nth(quote, start, source)
    said: dict[str, Any] = {"nth": nth} if last > 1 else {}
    if curation is None:
        said["optional"] = True
    elif "note" in curation:
        said["note"] = curation["note"]
    return {"type": TYPES.get(kind, kind), "quote": quote, **fields, **said}


def _nth(quote: str, start: int, source: str) -> tuple[int, int]:
    """Which occurrence of the quote stands at `start`, and how many there are; overlapping ones count."""
    nth = count = 0
    at = source.find(quote)
    while at >= 0:
        count += 1
        if at <= start:
            nth = count
        at = source.find(quote, at + 1)
    return nth, count
