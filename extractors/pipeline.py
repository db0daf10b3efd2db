"""Source in, record files out: the one place that knows both clean and source coordinates."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from extractors.accounting import Account, account
from extractors.errors import OutOfTime, TooSlow
from extractors.kind import Kind, discover, find_all
from extractors.ledger import checks
from extractors.links.annotated import AnnotatedText
from extractors.links.arm_listing import listed
from extractors.model import CleanDocument
from extractors.reading import NOTHING_GIVEN_UP, BrokenDocument, GivenUp, read
from extractors.reading.inferred_sections import infer
from extractors.record_json import SCHEMA, dumps
from extractors.records import Record, identify, records_of


class Extracted(NamedTuple):
    """One document's record file (`json`, UTF-8 bytes) and its cleaned text."""

    document_id: str
    json: bytes
    clean: str


class Failed(NamedTuple):
    """One document, of a source of many, that could not be read."""

    document_id: str
    error: Exception
    """A SourceError, or a defect of the rules that its text has shown."""


def extract_source(source: bytes, name: str, *, given_up: GivenUp = NOTHING_GIVEN_UP) -> Iterator[Extracted | Failed]:
    """Every document of a source, read.

    Ids are `name`, or `name/<the document's own name>` where the source holds many. Raises SourceError where the
    source as a whole can't be read.
    """
    sha256 = hashlib.sha256(source).hexdigest()
    for document in read(source, name, given_up=given_up):
        if isinstance(document, BrokenDocument):
            yield Failed(f"{name}/{document.name}", document.error)
        else:
            document_id = f"{name}/{document.name}" if document.name else name
            yield _extracted(document, document_id, source=name, sha256=sha256)


def _extracted(document: CleanDocument, document_id: str, *, source: str, sha256: str) -> Extracted | Failed:
    try:
        record_file = extract_document(document, document_id=document_id, source=source, sha256=sha256)
        return Extracted(document_id, dumps(record_file), document.text.text)
    except OutOfTime as over:
        return Failed(document_id, TooSlow.after(over.seconds))
    except Exception as error:
        if not document.name:
            raise
        return Failed(document_id, error)


def extract_document(document: CleanDocument, *, document_id: str, source: str, sha256: str) -> dict[str, Any]:
    """One document's record file as RECORDS has it, ready for `record_json.dumps`."""
    text = AnnotatedText(document)
    kinds = known_kinds()
    found, claims = find_all(text, kinds)
    identified = {kind.name: identify(kind.name, found[kind.name], text.text) for kind in kinds}
    in_order = sorted(kinds, key=lambda kind: (-kind.rank, kind.name))
    records = {kind.name: records_of(text, kind, identified) for kind in in_order}
    return {
        "schema": SCHEMA,
        "document": _document(document, document_id, source, sha256),
        "sections": _sections(document),
        **_inferred_sections(text),
        "arms": _arms(text, records),
        "records": {kind: [_record(record) for record in rows] for kind, rows in records.items()},
        "numbers": _numbers(text, account(text, claims)),
        "checks": [check._asdict() for check in checks(records, text.text)],
    }


@cache
def known_kinds() -> tuple[Kind, ...]:
    """The kinds as discovered when first asked for."""
    return discover()


def _document(document: CleanDocument, document_id: str, source: str, sha256: str) -> dict[str, Any]:
    metadata = document.metadata
    described = {
        "id": document_id,
        "source": source,
        "sha256": sha256,
        "encoding": document.encoding,
        "format": document.format,
        "warnings": document.warnings,
        "title": metadata.title,
        "journal": metadata.journal,
        "published": metadata.published,
        "doi": metadata.doi,
        "pmid": metadata.pmid,
        "pmcid": metadata.pmcid,
        "registrations": metadata.registrations,
        "publication_types": metadata.publication_types,
    }
    return _without_empty(described)


def _without_empty(described: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in described.items() if value not in (None, "", ())}


def _sections(document: CleanDocument) -> list[dict[str, Any]]:
    return [
        _without_empty({"label": section.label, "heading": section.heading})
        | {"span": document.text.source_span(section.at)}
        for section in document.sections
        if section.label != "title" and section.at.end > section.at.start
    ]


def _inferred_sections(text: AnnotatedText) -> dict[str, Any]:
    """What an abstract that prints no heading is made of; nothing for any other document."""
    rows = [
        {"label": section.label, "span": text.document.text.source_span(section.at), "inferred": True}
        for section in infer(text.scan, text.document.sections, text.sentences)
    ]
    return {"inferred_sections": rows} if rows else {}


def _arms(text: AnnotatedText, records: Mapping[str, Iterable[Record]]) -> list[dict[str, Any]]:
    named = (str(record.fields["arm"]) for rows in records.values() for record in rows if "arm" in record.fields)
    return [_without_empty(arm._asdict()) for arm in listed(text.arms.arms, named, text.text)]


def _record(record: Record) -> dict[str, Any]:
    evidence = {
        "quote": record.quote,
        "sentence": record.sentence,
        "section": record.section,
        "rule": record.rule,
        "span": record.at,
    }
    return {"id": record.id, **record.fields, "evidence": evidence}


def _numbers(text: AnnotatedText, numbers: Account) -> dict[str, Any]:
    return {
        "total": numbers.total,
        "in_records": numbers.in_records,
        "explained": dict(numbers.explained),
        "unexplained": [
            {"quote": text.text[at.start : at.end], "span": text.document.text.source_span(at)}
            for at in numbers.unexplained
        ],
    }
