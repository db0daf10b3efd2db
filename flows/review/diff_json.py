"""A diff as JSON, for programs: schema trialsift-diff/1, nothing cut and nothing left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from extractors.record_json import dumps
from flows.review.curated import fields_of
from flows.review.diff import Diff, DocumentDiff, FieldChange, RecordChange, totals_of

SCHEMA = "trialsift-diff/1"


def diff_json(diff: Diff) -> bytes:
    """The diff, in the manner of record files."""
    return dumps(
        {
            "schema": SCHEMA,
            "before": diff.before,
            "after": diff.after,
            "totals": totals_of(diff)._asdict(),
            "documents": {
                "added": [document._asdict() for document in diff.added],
                "removed": [document._asdict() for document in diff.removed],
                "changed": [_document(document) for document in diff.changed],
            },
            "unusable": diff.unusable,
        }
    )


def _document(document: DocumentDiff) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": document.title,
        "source_changed": document.source_changed,
        "about": _fields(document.about),
        "records": [_record(change) for change in document.records],
        "moved": document.moved,
        "other_rules": [other._asdict() for other in document.other_rules],
        "checks": [check._asdict() for check in document.checks],
        "unexplained": {
            "gained": [numeral._asdict() for numeral in document.gained],
            "lost": [numeral._asdict() for numeral in document.lost],
        },
    }


def _record(change: RecordChange) -> dict[str, Any]:
    described: dict[str, Any] = {"change": change.happening, "kind": change.kind, "id": change.record["id"]}
    if change.id_before is not None:
        described["id_before"] = change.id_before
    if change.happening == "changed":
        described["changes"] = _fields(change.fields)
    return {
        **described,
        "cause": change.cause._asdict(),
        "fields": fields_of(change.record),
        "evidence": change.record["evidence"],
    }


def _fields(changes: Iterable[FieldChange]) -> list[dict[str, Any]]:
    return [change._asdict() for change in changes]
