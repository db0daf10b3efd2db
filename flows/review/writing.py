"""All review pages of a folder of outputs, written as files that open from the disk."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from flows import outputs
from flows.review import decisions, documents
from flows.review.originals import Library, Missing, Original, grouped
from flows.review.page import document_page, index_page
from flows.review.rows import row_of
from flows.review.view import document_view

log = logging.getLogger(__name__)

PAGES = "review"


class Pages(NamedTuple):
    """What was written: the index, how many documents it holds, and how many of them without their text."""

    home: Path
    documents: int
    without_text: int


def write_pages(out: Path, library: Library, *, to: Path | None = None) -> Pages:
    """A page for each document and the index, in `to` or in the tool's own folder among the outputs."""
    to = to or out / outputs.OWN_FOLDER / PAGES
    held = list(record_files(out))
    if not held:
        documents.require_outputs(out)
    missing = 0
    for source_id, wanted in grouped(held).items():
        pending = dict(wanted)
        fault = Missing("its source no longer holds this document")
        for document_id, original in library.originals_of(source_id):
            if isinstance(original, Missing) and document_id not in pending:
                fault = original
            elif record_file := pending.pop(document_id, None):
                missing += isinstance(original, Missing)
                _write(to, out, record_file, original)
        for record_file in pending.values():
            missing += 1
            _write(to, out, record_file, fault)
    rows = [row_of(record_file, decisions.content_of(out, record_file["document"]["id"])) for record_file in held]
    outputs.write(to / "index.html", index_page(rows).encode("utf-8", "replace"))
    return Pages(to / "index.html", len(held), missing)


def record_files(out: Path) -> Iterator[dict[str, Any]]:
    """The record files of a folder of outputs in order; what is none is said and left out."""
    for document_id in documents.document_ids(out):
        try:
            record_file = documents.load(out, document_id)
        except documents.UnusableRecords as error:
            log.warning("%s", error)
            continue
        if record_file is not None:
            yield record_file


def _write(to: Path, out: Path, record_file: Mapping[str, Any], original: Original | Missing) -> None:
    document_id = record_file["document"]["id"]
    view = document_view(record_file, original, decisions.content_of(out, document_id))
    outputs.write(to / "documents" / f"{document_id}.html", document_page(view).encode("utf-8", "replace"))
