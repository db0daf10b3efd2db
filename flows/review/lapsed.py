"""After a run: the decisions that no longer apply, one line each, and review files that can't be used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from flows.names import shown
from flows.review import decisions, documents
from flows.review.curated import curate, id_of
from flows.review.decisions import Decision, UnusableDecisions
from flows.review.documents import UnusableRecords


def lapsed_lines(out: Path) -> tuple[str, ...]:
    """A line for each decision that no longer applies, naming document and record."""
    return tuple(line for document_id in documents.reviewed_ids(out) for line in _lines(out, document_id))


def _lines(out: Path, document_id: str) -> Iterator[str]:
    try:
        review = decisions.load(out, document_id)
        record_file = documents.load(out, document_id)
    except (UnusableDecisions, UnusableRecords) as error:
        yield str(error)
        return
    if record_file is None:
        for decision in decisions.of(review):
            yield _line(document_id, id_of(decision), decision, "its document has no records any more")
        return
    for lapsed in curate(record_file, review).lapsed:
        yield _line(document_id, lapsed.record, lapsed.decision, lapsed.reason)


def _line(document_id: str, record: str, decision: Decision, reason: str) -> str:
    what = f"{decision['decision']} by {shown(decision['reviewer'])}"
    return f"a decision no longer applies: {document_id} {record} ({what}): {shown(reason)}"
