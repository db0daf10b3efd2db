"""The rows of the index: what there is to do in each document. Needs no source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from flows.review import decisions
from flows.review.curated import standing
from flows.review.decisions import Review

UNUSABLE = "Its decisions can't be read, and are left alone until somebody mends the file: "


class Row(NamedTuple):
    """A document in the index."""

    id: str
    title: str
    published: str
    counts: Mapping[str, int]
    disagreeing: int
    unexplained: int
    open: int
    gone: int
    fault: str


def row_of(record_file: Mapping[str, Any], review_file: bytes) -> Row:
    """A document's row in the index; needs no source."""
    document, records = record_file["document"], record_file["records"]
    review, fault = usable(review_file, document["id"])
    standings = standing(record_file, review)
    decided = {at.record for at in standings}
    return Row(
        id=document["id"],
        title=document.get("title") or document["id"],
        published=document.get("published", ""),
        counts={kind: len(rows) for kind, rows in records.items()},
        disagreeing=sum(check["status"] == "disagrees" for check in record_file["checks"]),
        unexplained=len(record_file["numbers"]["unexplained"]),
        open=sum(record["id"] not in decided for rows in records.values() for record in rows),
        gone=sum(at.record is None for at in standings),
        fault=fault,
    )


def usable(content: bytes, document_id: str) -> tuple[Review, str]:
    """The decisions of a review file and "", or none and why they can't be used."""
    try:
        return decisions.read(content, document_id), ""
    except decisions.UnusableDecisions as error:
        return decisions.none_on(document_id), f"{UNUSABLE}{error}"
