"""What a document's page shows, put together: its text, its records, the decisions on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from extractors.record_json import number_text
from extractors.traced_text import CleanSpan
from flows.review import curated, decisions
from flows.review.blocks import Mark, Part, parts_of
from flows.review.chart import Chart, chart_of
from flows.review.curated import Standing, curate, fields_of, id_of, standing
from flows.review.decisions import Decision
from flows.review.dropped import dropped_from
from flows.review.fields import forms
from flows.review.originals import Missing, Original
from flows.review.placing import Places, runs
from flows.review.rows import usable


class Card(NamedTuple):
    """A record as a card; `placed` says whether its evidence is marked in the text."""

    id: str
    kind: str
    quote: str
    sentence: str
    section: str
    rule: str
    fields: tuple[tuple[str, str], ...]
    placed: bool


class Gone(NamedTuple):
    """A decision that no longer applies, `number` in the review file; `renewable` if it can be made again as it is."""

    number: int
    decision: Decision
    record: str
    reason: str
    renewable: bool


class Unexplained(NamedTuple):
    """A numeral that nothing explains; `at` is its clean offset, None where it is not in the text shown."""

    quote: str
    at: int | None


class DocumentView(NamedTuple):
    """Everything on a document's page; `island` is what its script reads."""

    document: Mapping[str, Any]
    notices: tuple[str, ...]
    parts: tuple[Part, ...]
    groups: tuple[tuple[str, tuple[Card, ...]], ...]
    gone: tuple[Gone, ...]
    checks: Sequence[Mapping[str, Any]]
    quotes: Mapping[str, str]
    """Of every record, by its id."""
    chart: Chart | None
    unexplained: tuple[Unexplained, ...]
    explained: Mapping[str, Any]
    total: int
    island: Mapping[str, Any]


def document_view(record_file: Mapping[str, Any], original: Original | Missing, review_file: bytes) -> DocumentView:
    """The page of one document, with what must be said above it."""
    review, fault = usable(review_file, record_file["document"]["id"])
    standings = standing(record_file, review)
    text = original if isinstance(original, Original) else None
    records = _records_shown(record_file, standings)
    marks, unexplained = _marks(record_file, records, text)
    placed = {mark.record for mark in marks}
    quotes = {record["id"]: record["evidence"]["quote"] for rows in records.values() for record in rows}
    renewed = {number: again for number, at in enumerate(standings) if (again := _renewed(at, text))}
    numbers = record_file["numbers"]
    return DocumentView(
        document=record_file["document"],
        notices=tuple(_notices(record_file, original, fault)),
        parts=parts_of(text.document, marks, dropped_from(text)) if text else (),
        groups=tuple(
            (kind, tuple(_card(kind, record, placed, quotes) for record in records.get(kind, ())))
            for kind in dict.fromkeys((*records, *forms()))
        ),
        gone=tuple(
            Gone(number, at.decision, id_of(at.decision), at.reason, number in renewed)
            for number, at in enumerate(standings)
            if at.record is None
        ),
        checks=record_file["checks"],
        quotes=quotes,
        chart=chart_of(curate(record_file, review).record_file["records"].get("cd4_value", ())),
        unexplained=unexplained,
        explained=numbers["explained"],
        total=numbers["total"],
        island=_island(record_file, records, standings, text, renewed=renewed, usable=not fault),
    )


def shown(value: Any, quotes: Mapping[str, str]) -> str:
    """A field's value as text for people; the id of another record as its quote."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, Mapping):
        return " ".join(shown(item, quotes) for item in value.values())
    if isinstance(value, list):
        return ", ".join(shown(item, quotes) for item in value)
    return f"“{quotes[value]}”" if value in quotes else str(value)


def _notices(record_file: Mapping[str, Any], original: Original | Missing, fault: str) -> Iterable[str]:
    if isinstance(original, Missing):
        yield f"The text can't be shown: {original.reason}."
    elif original.sha256 != record_file["document"]["sha256"]:
        yield "The source has changed since these records were read: extract again before you decide."
    yield from record_file["document"].get("warnings", ())
    if fault:
        yield fault


def _records_shown(record_file: Mapping[str, Any], standings: Iterable[Standing]) -> dict[str, list[Mapping[str, Any]]]:
    """The records as the rules read them, and those that were added, in the order of the source."""
    shown = {kind: list(rows) for kind, rows in record_file["records"].items()}
    known = {record["id"] for rows in shown.values() for record in rows}
    for at in standings:
        if at.record and at.record not in known:
            rows = shown.setdefault(at.decision["kind"], [])
            rows.append(curated.added(at.record, at.decision))
            rows.sort(key=lambda record: tuple(record["evidence"]["span"]))
    return shown


def _marks(
    record_file: Mapping[str, Any], records: Mapping[str, Iterable[Mapping[str, Any]]], text: Original | None
) -> tuple[tuple[Mark, ...], tuple[Unexplained, ...]]:
    numerals = record_file["numbers"]["unexplained"]
    if text is None:
        return (), tuple(Unexplained(numeral["quote"], None) for numeral in numerals)
    places, marks, unexplained = Places(text.document.text), [], []
    for kind, rows in records.items():
        for record in rows:
            evidence = record["evidence"]
            if at := places.clean_span(evidence["span"][0], evidence["quote"]):
                marks.append(Mark(at, record["id"], kind))
    for numeral in numerals:
        at = places.clean_span(numeral["span"][0], numeral["quote"])
        unexplained.append(Unexplained(numeral["quote"], at.start if at else None))
        if at:
            marks.append(Mark(at))
    return tuple(marks), tuple(unexplained)


def _card(kind: str, record: Mapping[str, Any], placed: set[str], quotes: Mapping[str, str]) -> Card:
    evidence = record["evidence"]
    return Card(
        id=record["id"],
        kind=kind,
        quote=evidence["quote"],
        sentence=evidence["sentence"],
        section=evidence["section"],
        rule=evidence["rule"],
        fields=tuple((name, shown(value, quotes)) for name, value in fields_of(record).items()),
        placed=record["id"] in placed,
    )


def _renewed(at: Standing, text: Original | None) -> Decision | None:
    """An added record's decision made anew on a source that changed round it; None where its quote is gone."""
    if at.record is not None or at.decision["decision"] != "add" or text is None:
        return None
    clean, quote, offset = text.document.text, at.decision["quote"], 0
    for _ in range(at.decision["occurrence"]):
        found = clean.text.find(quote, offset)
        if found < 0:
            return None
        offset = found + len(quote)
    span = clean.source_span(CleanSpan(found, offset))
    return {**at.decision, "span": list(span), "sha256": text.sha256}


def _island(
    record_file: Mapping[str, Any],
    records: Mapping[str, Iterable[Mapping[str, Any]]],
    standings: Iterable[Standing],
    text: Original | None,
    *,
    renewed: Mapping[int, Decision],
    usable: bool,
) -> Mapping[str, Any]:
    return {
        "document": record_file["document"]["id"],
        "sha256": text.sha256 if text else record_file["document"]["sha256"],
        "schema": decisions.SCHEMA,
        "keys": decisions.KEYS,
        "usable": usable,
        "decisions": [
            {"said": at.decision, "on": at.record, "again": renewed.get(number)} for number, at in enumerate(standings)
        ],
        "records": {
            record["id"]: {
                "kind": kind,
                "quote": record["evidence"]["quote"],
                "sentence": record["evidence"]["sentence"],
                "fields": fields_of(record),
            }
            for kind, rows in records.items()
            for record in rows
        },
        "forms": {kind: [form._asdict() for form in asked] for kind, asked in forms().items()},
        "runs": [list(run) for run in runs(text.document.text)] if text else [],
    }
